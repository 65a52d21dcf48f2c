"""A function as a script for the standard input of a container's Python, with all that it uses.

Its arguments arrive as environment variables and files, and its result leaves as a JSON file.
"""

from __future__ import annotations

import ast
import base64
import builtins
import dis
import inspect
import json
import math
import re
import shlex
import sys
import sysconfig
import textwrap
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass  # attrs would double what importing this package costs
from pathlib import Path
from typing import Any, get_args, get_origin

from paddleflow.pipeline._errors import Finding, Location, PipelineDSLError
from paddleflow.pipeline._names import VARIABLE_NAME

ARGUMENT = "ARG_"

# What the server or Kubernetes would expand in a command or an environment variable.
_REPLACED = re.compile(r"\{\{|\$\(|\$\$")
_TEXTS = re.compile(r'"(?:[^"\\]|\\.)*"')

# How an argument arrives, by its kind. The leading underscores keep these names apart from the function's own.
_ARGUMENTS = {
    "text": '_env["ARG_{name}"]',
    "escaped text": '_text(_env["ARG_{name}"])',
    "json": '_json.loads(_env["ARG_{name}"])',
    "path": '_Path(_env["ARG_{name}"])',
    "escaped path": '_Path(_text(_env["ARG_{name}"]))',
    "value": '_read(_env["PF_INPUT_ARTIFACT_{upper}"])',
    "values": '[_read(_path) for _path in _env["PF_INPUT_ARTIFACT_{upper}"].split(",")]',
    "file": '_Path(_env["PF_INPUT_ARTIFACT_{upper}"])',
    "files": '[_Path(_path) for _path in _env["PF_INPUT_ARTIFACT_{upper}"].split(",")]',
    "output": '_Path(_env["PF_OUTPUT_ARTIFACT_{upper}"])',
}
_TAKEN_FOR: dict[type, tuple[type, ...]] = {float: (int, float), Path: (str, Path)}
_HELPERS = {
    "_text(": 'def _text(text): return _json.loads(text[5:]) if text.startswith("json:") else text',
    "_read(": 'def _read(path): return _json.loads(_Path(path).read_text("utf-8"))',
}
_RESULT = '_Path(_env["PF_OUTPUT_ARTIFACT_{upper}"]).write_text(_json.dumps({value}, ensure_ascii=False), "utf-8")'
_FILE_RESULT = """import shutil as _shutil
(_shutil.copytree if _result.is_dir() else _shutil.copy2)(_result, _env["PF_OUTPUT_ARTIFACT_{upper}"])"""


@dataclass(frozen=True, slots=True)
class Script:
    """A function and all that it uses, as source.

    Attributes:
        name: Name of the function.
        source: Imports, constants, helpers, and the function.
        parameters: Its parameters and their types.
        returns: The type that it returns; ``NoneType`` for nothing.
        location: Where it is defined.
    """

    name: str
    source: str
    parameters: dict[str, Any]
    returns: Any
    location: Location

    def command(self, kinds: Mapping[str, str], result: str, items: str, packages: tuple[str, ...]) -> str:
        """Return the shell command that runs the function.

        Args:
            kinds: How each argument arrives.
            result: The output that takes what it returns; empty for none.
            items: The output that takes the items of the list that it returns, each as JSON; empty for none.
            packages: What pip installs first.
        """
        arguments = ", ".join(
            f"{name}={_ARGUMENTS[kind].format(name=name, upper=name.upper())}" for name, kind in kinds.items()
        )
        end = [f"_result = {self.name}({arguments})"]
        if result:
            write = _FILE_RESULT if self.returns is Path else _RESULT
            end.append(write.format(upper=result.upper(), value="_result"))
        if items:
            each = "[_json.dumps(_item, ensure_ascii=False) for _item in _result]"
            end.append(_RESULT.format(upper=items.upper(), value=each))
        helpers = [helper for name, helper in _HELPERS.items() if name in arguments]
        source = "\n".join(
            [
                "from __future__ import annotations",
                self.source.rstrip(),
                "import json as _json",
                "from os import environ as _env",
                "from pathlib import Path as _Path",
                *helpers,
                *end,
                "",
            ]
        )
        if _REPLACED.search(source) or "PF_END" in source:
            encoded = "\n".join(textwrap.wrap(base64.b64encode(source.encode()).decode(), 120))
            source = f'import base64\nexec(compile(base64.b64decode("""\n{encoded}\n"""), "{self.name}.py", "exec"))\n'
        install = f"python3 -m pip install -q {shlex.join(packages)} && " if packages else ""
        return f"{install}python3 - <<'PF_END'\n{source}PF_END\n"


def script_of(function: Callable[..., Any]) -> Script:
    """Return a function as a script.

    Raises:
        PipelineDSLError: It cannot run in a container; the message names the reason and the line.
    """
    location = _location(function)
    if not inspect.isfunction(function) or function.__name__ == "<lambda>":
        raise _refusal(location, "@step takes a function that is written with def")
    name = function.__name__
    for test, kind in (
        (inspect.iscoroutinefunction, "async function"),
        (inspect.isgeneratorfunction, "generator"),
        (inspect.isasyncgenfunction, "generator"),
    ):
        if test(function):
            raise _refusal(location, f"{name} is a{'n' * kind.startswith('a')} {kind}: a step is a plain function")
    try:
        hints = typing.get_type_hints(function)
    except Exception as problem:  # the user's annotations may be anything
        raise _refusal(location, f"the annotations of {name} cannot be read: {problem}") from None
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind not in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
            raise _refusal(location, f"{name} has a parameter {parameter}: a step's parameters have names, one each")
        if not VARIABLE_NAME.fullmatch(ARGUMENT + parameter.name):
            raise _refusal(location, f"parameter {parameter.name} of {name} is not a name that the platform takes")
    parameters = {each: hints.get(each, Any) for each in inspect.signature(function).parameters}
    collector = _Collector(function)
    collector.add_function(function, name, main=True)
    return Script(name, "\n".join(collector.parts), parameters, hints.get("return", type(None)), location)


class _Collector:
    """Collects the source of a function and of what it uses."""

    def __init__(self, function: types.FunctionType) -> None:
        self.parts: list[str] = []
        self._main = function
        self._done: dict[str, object] = {}

    def add_function(self, function: types.FunctionType, name: str, *, main: bool = False) -> None:
        node = self._definition(function)
        if not isinstance(node, ast.FunctionDef):
            raise _refusal(_location(function), f"{name} is not a plain function")
        self._done[name] = function
        defaults = ast.Tuple([*node.args.defaults, *(each for each in node.args.kw_defaults if each is not None)])
        if main:
            # Every argument is passed, so the defaults, which may not exist in the container, are dropped.
            node.args.defaults, node.args.kw_defaults = [], [None] * len(node.args.kwonlyargs)
        else:
            self._add_names(function, _names(defaults))
            for decorator in node.decorator_list:
                self._add_names(function, _names(decorator))
        node.name = name
        if main:
            node.decorator_list = []
        for used, line in _globals(function.__code__):
            if used in function.__globals__:
                self._add(used, function.__globals__[used], Location(function.__code__.co_filename, line))
            elif not hasattr(builtins, used):
                raise _refusal(
                    Location(function.__code__.co_filename, line), f"{name} uses {used}, which is not defined anywhere"
                )
        for used, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
            self._add(used, cell.cell_contents, _location(function))
        self.parts.append(ast.unparse(node) + "\n")

    def _add_names(self, function: types.FunctionType, names: Iterable[tuple[str, int]]) -> None:
        for used, _line in names:
            if used in function.__globals__:
                self._add(used, function.__globals__[used], _location(function))

    def _add(self, name: str, value: object, location: Location) -> None:
        if name in self._done:
            if self._done[name] is not value:
                raise _refusal(location, f"{self._main.__name__} uses two things named {name}: rename one")
            return
        if getattr(value, "function", None) is self._main:
            return  # it calls itself
        self._done[name] = value
        if isinstance(value, types.ModuleType):
            if _is_local(value):
                raise self._unavailable(name, "a module of yours", location)
            self.parts.append(f"import {value.__name__} as {name}" if value.__name__ != name else f"import {name}")
        elif hasattr(value, "function") and type(value).__name__ == "StepFunction":
            raise _refusal(
                location, f"{self._main.__name__} calls {name}, another step: pass its output as an argument"
            )
        elif isinstance(value, types.FunctionType) and _is_local(inspect.getmodule(value)):
            self._done.pop(name)
            self.add_function(value, name)
        elif isinstance(value, type) and _is_local(inspect.getmodule(value)):
            self._add_class(name, value)
        elif (found := _import_path(value)) is not None:
            self.parts.append(f"from {found[0]} import {found[1]} as {name}")
        elif _is_literal(value):
            self.parts.append(f"{name} = {value!r}")
        else:
            raise self._unavailable(name, f"a {type(value).__name__}", location)

    def _add_class(self, name: str, kind: type) -> None:
        node = self._definition(kind)
        if not isinstance(node, ast.ClassDef) or node.name != name:
            raise _refusal(
                _location(kind), f"{name} is a class that cannot be sent: define it at the top level of a file"
            )
        module = inspect.getmodule(kind)
        for used, _line in _names(node):
            if used != name and used in vars(module):
                self._add(used, vars(module)[used], _location(kind))
        self.parts.append(ast.unparse(node) + "\n")

    def _definition(self, value: Any) -> ast.stmt:
        try:
            return ast.parse(textwrap.dedent(inspect.getsource(value))).body[0]
        except (OSError, TypeError, SyntaxError, IndentationError):
            message = f"the source of {value.__name__} cannot be found: write it in a file"
            raise _refusal(_location(value), message) from None

    def _unavailable(self, name: str, what: str, location: Location) -> PipelineDSLError:
        return _refusal(
            location,
            f"{self._main.__name__} uses {name}, {what}, which a container does not have: "
            "pass it as an argument, or make it inside the function",
        )


def encode(value: object, annotation: object) -> tuple[str, str | int | float]:
    """Return the kind of a plain value's encoding, and the encoded value.

    Raises:
        TypeError, ValueError: It cannot be written as JSON.
    """
    if annotation is str and isinstance(value, str):
        return _encode_text("text", value)
    if isinstance(value, Path):
        return _encode_text("path", str(value))
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63:
        return "json", value
    if isinstance(value, float) and math.isfinite(value):
        return "json", value
    return "json", _as_json(value)


def _encode_text(kind: str, text: str) -> tuple[str, str]:
    if _REPLACED.search(text) or text.startswith("json:"):
        return f"escaped {kind}", "json:" + _as_json(text)
    return kind, text


def _as_json(value: object) -> str:
    """Return JSON without anything that the server or Kubernetes would expand."""
    text = _TEXTS.sub(
        lambda match: match[0].replace("{", "\\u007b").replace("$", "\\u0024"), json.dumps(value, ensure_ascii=False)
    )
    return text.replace("{{", "{ {")


def accepts(wanted: object, given: object) -> bool:
    """Return whether a value of one type may be given where another is wanted, as far as one can tell."""
    if Any in (wanted, given) or isinstance(wanted, typing.TypeVar) or isinstance(given, typing.TypeVar):
        return True
    if _is_union(given):
        return all(accepts(wanted, each) for each in get_args(given))
    if _is_union(wanted):
        return any(accepts(each, given) for each in get_args(wanted))
    wanted_kind, given_kind = get_origin(wanted) or wanted, get_origin(given) or given
    if wanted_kind is float and given_kind is int:
        return True
    if not isinstance(wanted_kind, type) or not isinstance(given_kind, type):
        return True
    if given_kind is bool and wanted_kind is int:
        return True
    if not issubclass(given_kind, wanted_kind):
        return False
    pairs = list(zip(get_args(wanted), get_args(given), strict=False))
    return all(accepts(one, other) for one, other in pairs)


def fits(value: object, wanted: object) -> bool:
    """Return whether a plain value is of a type, as far as one can tell."""
    if wanted is Any:  # It is a class, but isinstance() refuses it.
        return True
    if _is_union(wanted):
        return any(fits(value, each) for each in get_args(wanted))
    if wanted is None:
        return value is None
    if get_origin(wanted) is typing.Literal:
        return value in get_args(wanted)
    kind = get_origin(wanted) or wanted
    if not isinstance(kind, type):
        return True
    if typing.is_typeddict(kind):
        return isinstance(value, dict)
    if not isinstance(value, _TAKEN_FOR.get(kind, kind)) or (kind in (int, float) and isinstance(value, bool)):
        return False
    arguments = get_args(wanted)
    if isinstance(value, list) and arguments:
        return all(fits(item, arguments[0]) for item in value)
    if isinstance(value, dict) and len(arguments) == 2:
        return all(fits(key, arguments[0]) and fits(item, arguments[1]) for key, item in value.items())
    return True


def type_name(annotation: object) -> str:
    """Return a type as it is written in an annotation."""
    return annotation.__name__ if isinstance(annotation, type) and not get_args(annotation) else str(annotation)


def _is_union(annotation: object) -> bool:
    return get_origin(annotation) in (typing.Union, types.UnionType)


def _globals(code: types.CodeType) -> Iterator[tuple[str, int]]:
    """Go over the global names that code uses, with their lines."""
    line = code.co_firstlineno
    for instruction in dis.get_instructions(code):
        if instruction.positions is not None and instruction.positions.lineno is not None:
            line = instruction.positions.lineno
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield instruction.argval, line
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _globals(constant)


def _names(node: ast.AST) -> Iterator[tuple[str, int]]:
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load):
            yield each.id, each.lineno


def _is_local(module: types.ModuleType | None) -> bool:
    """Return whether a module is the user's own, which images do not have."""
    if module is None or module.__name__ == "__main__":
        return True
    if module.__name__.partition(".")[0] in sys.stdlib_module_names:
        return False
    file = getattr(module, "__file__", None)
    if file is None:
        return False
    installed = {sysconfig.get_path(key) for key in ("stdlib", "platstdlib", "purelib", "platlib")}
    return not any(Path(file).is_relative_to(folder) for folder in installed)


def _import_path(value: Any) -> tuple[str, str] | None:
    """Return the module and name under which a value can be imported anywhere."""
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if not isinstance(module, str) or not isinstance(name, str) or module not in sys.modules or "." in name:
        return None
    if module == "builtins" or _is_local(sys.modules[module]) or getattr(sys.modules[module], name, None) is not value:
        return None
    return module, name


def _is_literal(value: object) -> bool:
    try:
        return bool(ast.literal_eval(repr(value)) == value)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return False


def _location(value: Any) -> Location:
    code = getattr(value, "__code__", None)
    return Location(code.co_filename, code.co_firstlineno) if code else Location()


def _refusal(location: Location, message: str) -> PipelineDSLError:
    return PipelineDSLError.of([Finding(message, "", location)])
