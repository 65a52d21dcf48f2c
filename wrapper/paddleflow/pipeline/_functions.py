"""Steps from Python functions, and blocks for loops and conditions."""

from __future__ import annotations

import contextlib
import functools
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, ParamSpec, TypeVar, cast, get_args, overload

from paddleflow.pipeline._components import DAG, Component, ContainerStep, conditional, current_dag, unique_name
from paddleflow.pipeline._errors import refuse
from paddleflow.pipeline._options import CacheOptions, ExtraFS
from paddleflow.pipeline._references import Artifact, Condition, Reference
from paddleflow.pipeline._script import ARGUMENT, Script, accepts, encode, fits, script_of, type_name

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

_OUTPUT_PATH = object()


def output_path() -> Path:
    """Return the default of a parameter that names a file or folder which the function writes.

    >>> @step
    ... def train(data: Path, model: Path = output_path()) -> float: ...
    """
    return cast("Path", _OUTPUT_PATH)


class Output(Artifact):
    """The output of a function: JSON in an artifact, or a file that it wrote."""

    __slots__ = ("type",)

    def __init__(self, type_: Any) -> None:
        super().__init__()
        self.type = type_

    def copy(self) -> Output:
        """Return an unbound copy."""
        return Output(self.type)

    @property
    def quotes_itself(self) -> bool:
        """Whether strings in it are already quoted, as in JSON."""
        return self.type is not Path


class FunctionStep(ContainerStep, Generic[R]):
    """A step that runs a Python function: the result of calling a function decorated with `step`."""

    __slots__ = ("_kinds", "_packages", "_result", "_result_items", "_script")
    _script: Script
    _kinds: dict[str, str]
    _packages: tuple[str, ...]
    _result: str
    _result_items: str

    @property
    def output(self) -> R:
        """What the function returns, for other steps, loops and conditions.

        Raises:
            PipelineDSLError: The function returns nothing.
        """
        if not self._result:
            raise refuse("the function returns nothing, or has no return annotation: there is no output", self.name)
        return cast("R", self.outputs[self._result])

    def file(self, name: str) -> Path:
        """Return a file that the function writes, for other steps.

        Args:
            name: A parameter whose default is ``output_path()``.

        Raises:
            PipelineDSLError: There is no such parameter.
        """
        if self._kinds.get(name) != "output":
            raise refuse(f"the function has no parameter {name} = output_path()", self.name)
        return cast("Path", self.outputs[name])

    def _write_command(self) -> None:
        self.command = self._script.command(self._kinds, self._result, self._result_items, self._packages)

    def _items(self) -> Artifact:
        """Return an output with the items of the list that the function returns, each as JSON."""
        if not self._result_items:
            self._result_items = _free_name("result_items", self._script.parameters)
            self.outputs[self._result_items] = Artifact()
            self._write_command()
        return self.outputs[self._result_items]


class StepFunction(Generic[P, R]):
    """A function decorated with `step`: calling it in a pipeline makes a step."""

    def __init__(
        self, function: Callable[P, R], settings: Mapping[str, Any] | None = None, packages: Sequence[str] = ()
    ) -> None:
        self.function = function
        self._settings = dict(settings or {})
        self._packages = tuple(packages)
        functools.update_wrapper(self, function)

    @functools.cached_property
    def _script(self) -> Script:
        return script_of(self.function)

    def options(
        self,
        *,
        name: str | None = None,
        image: str | None = None,
        env: Mapping[str, str | Reference] | None = None,
        cache_options: CacheOptions | None = None,
        condition: str | Condition | None = None,
        extra_fs: ExtraFS | Sequence[ExtraFS] | None = None,
        packages: Sequence[str] | None = None,
    ) -> StepFunction[P, R]:
        """Return the same function with other settings, for one call or several.

        Args:
            name: Name of the step; default: the function's, with a number if that is taken.
            image: Its image; default: the pipeline's.
            env: Environment variables.
            cache_options: When an earlier result is used.
            condition: When it runs.
            extra_fs: Further file systems.
            packages: What pip installs in the container before the function runs.
        """
        given = {
            "name": name,
            "docker_env": image,
            "env": env,
            "cache_options": cache_options,
            "condition": condition,
            "extra_fs": extra_fs,
        }
        settings = {**self._settings, **{key: value for key, value in given.items() if value is not None}}
        return StepFunction(self.function, settings, self._packages if packages is None else packages)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> FunctionStep[R]:
        """Make a step.

        Args:
            *args: Values, or outputs of other steps.
            **kwargs: The same.

        Returns:
            A `ContainerStep` with ``.output``.

        Raises:
            PipelineDSLError: An argument is invalid.
        """
        return self._step(self._bound(args, kwargs))

    def local(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the function in this process.

        Args:
            *args: The function's arguments.
            **kwargs: The same.

        Returns:
            What it returns.
        """
        return self.function(*args, **kwargs)

    def run(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run the command that a container would run, in a temporary folder of this machine.

        Args:
            *args: The function's arguments as plain values; for a file its path.
            **kwargs: The same.

        Returns:
            What the function returned, read from the result file.

        Raises:
            PipelineDSLError: An argument is invalid.
            StepFailed: The command ended with an error.
        """
        from paddleflow.pipeline._local import run_step

        return cast("R", run_step(self, self._bound(args, kwargs)))

    def _bound(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        try:
            bound = inspect.signature(self.function).bind(*args, **kwargs)
        except TypeError as problem:
            raise refuse(f"{self.function.__name__}(): {problem}") from None
        bound.apply_defaults()
        return bound.arguments

    def _step(self, values: Mapping[str, Any]) -> FunctionStep[R]:
        script, kinds = self._script, {}
        inputs: dict[str, Artifact] = {}
        outputs: dict[str, Artifact] = {}
        parameters: dict[str, Any] = {}
        for name, value in values.items():
            kinds[name], given = _argument(script, name, value)
            takes = outputs if kinds[name] == "output" else inputs if isinstance(given, Artifact) else parameters
            takes[name] = given
        result = ""
        if script.returns is not type(None):
            result = _free_name("result", script.parameters)
            outputs[result] = Output(script.returns)
        settings = dict(self._settings)
        name = settings.pop("name", None) or unique_name(self.function.__name__.replace("_", "-").strip("-"))
        env = {ARGUMENT + each: f"{{{{{each}}}}}" for each in parameters} | dict(settings.pop("env", {}))
        step: FunctionStep[R] = FunctionStep(
            name, inputs=inputs, outputs=outputs, parameters=parameters, env=env, **settings
        )
        step._kinds, step._script, step._packages = kinds, script, self._packages
        step._result, step._result_items = result, ""
        step._write_command()
        return step


def _argument(script: Script, name: str, value: Any) -> tuple[str, Any]:
    """Return how an argument arrives, and the artifact, reference or plain value that the step takes for it."""
    annotation = script.parameters[name]
    if value is _OUTPUT_PATH:
        return "output", Output(Path)
    if isinstance(value, _Collected):
        _check_type(script, name, list[value.output.type], annotation)
        return "files" if value.output.type is Path else "values", value.output
    if isinstance(value, Artifact):
        _check_loop(script, name, value)
        if not isinstance(value, Output):
            return "file", value
        _check_type(script, name, value.type, annotation)
        return "file" if value.type is Path else "value", value
    if isinstance(value, Reference):
        item_type = getattr(value, "item_type", Any)
        _check_type(script, name, item_type, annotation)
        return "text" if annotation is str or item_type is str else "json", value
    if not fits(value, annotation):
        raise refuse(f"{script.name}(): {name} must be {type_name(annotation)}, not {value!r}")
    try:
        return encode(value, annotation)
    except (TypeError, ValueError) as problem:
        raise refuse(
            f"{script.name}(): {name} cannot be sent as JSON: {problem}. Pass each output of a step as an argument of "
            "its own, not inside a list"
        ) from None


@overload
def step(function: Callable[P, R], /) -> StepFunction[P, R]: ...


@overload
def step(
    *,
    name: str | None = None,
    image: str | None = None,
    env: Mapping[str, str | Reference] | None = None,
    cache_options: CacheOptions | None = None,
    condition: str | Condition | None = None,
    extra_fs: ExtraFS | Sequence[ExtraFS] | None = None,
    packages: Sequence[str] = (),
) -> Callable[[Callable[P, R]], StepFunction[P, R]]: ...


def step(function: Callable[..., Any] | None = None, /, **options: Any) -> Any:
    """Make a Python function a step: calling it in a pipeline makes a `ContainerStep` that runs it.

    The function's source is sent, with the helpers, constants and imports that it uses; ``python3`` of the image runs
    it. What it returns, as JSON, is the step's ``.output``. A ``pathlib.Path`` is a file.

    >>> @step(image="python:3.11")
    ... def square(x: int) -> int:
    ...     return x * x

    Args:
        function: The function, when the decorator has no arguments.
        **options: As in `StepFunction.options`.
    """
    if function is not None:
        return StepFunction(function)
    return lambda decorated: StepFunction(decorated).options(**options)


@contextlib.contextmanager
def loop(items: Iterable[T], *, name: str | None = None) -> Iterator[T]:
    """Repeat all steps of a ``with`` block for each item of a list, side by side.

    >>> with loop(numbers.output) as x:
    ...     each = square(x=x)

    Args:
        items: A list, an output that is one, or a parameter that is one.
        name: Name of the DAG that it makes; default: ``loop``, with a number if that is taken.

    Yields:
        The item, for the steps.
    """
    argument, item_type = _loop_argument(items)
    dag = DAG(name or unique_name("loop"), loop_argument=argument)
    item = dag.loop_argument.item
    item.item_type = item_type
    with dag:
        yield cast("T", item)


@contextlib.contextmanager
def when(condition: bool | Condition) -> Iterator[None]:
    """Run the steps of a ``with`` block only when a condition holds. Otherwise they are skipped.

    Their outputs cannot be used outside: the platform refuses readers of a step that may be skipped.

    >>> with when(score.output > 0.9):
    ...     publish(model=trained.file("model"))

    Args:
        condition: Comparisons of outputs or parameters, combined by ``&``, ``|`` and ``~``.
    """
    if not isinstance(condition, Condition):
        raise refuse(
            f"when() takes a comparison of outputs or parameters, such as result.output > 10, not {condition!r}"
        )
    with conditional(condition):
        yield


def collect(value: T) -> list[T]:
    """Return the outputs of all copies of a loop as one list, for a step after the loop.

    Args:
        value: The output of a step inside the loop.
    """
    if not isinstance(value, Output):
        raise refuse(f"collect() takes the output of a step in a loop, not {value!r}")
    if not _loops_around(value):
        raise refuse("collect() takes the output of a step in a loop, but this step is not in a loop")
    return cast("list[T]", _Collected(value))


class _Collected:
    def __init__(self, output: Output) -> None:
        self.output = output


def _loop_argument(items: Any) -> tuple[Any, Any]:
    """Return what a DAG is repeated over, and the type of an item."""
    if isinstance(items, _Collected):
        raise refuse("a loop goes over one list: let a step join the collected outputs")
    if isinstance(items, Output):
        item_type = (get_args(items.type) or (Any,))[0]
        if not accepts(list, items.type):
            raise refuse(f"a loop goes over a list, but this output is {type_name(items.type)}")
        if item_type in (str, int, float):
            return items, item_type
        return cast("FunctionStep[Any]", items.component)._items(), item_type
    if isinstance(items, Reference):
        return items, Any
    values = list(items)
    if not values:
        raise refuse("a loop over an empty list fails: give it at least one item")
    for kind in (int, str):
        if all(type(value) is kind for value in values):
            return values, kind
    if all(type(value) in (int, float) for value in values):
        return values, float
    return [encode(value, Any)[1] for value in values], Any


def _check_loop(script: Script, name: str, value: Artifact) -> None:
    dag = current_dag()
    inside = {id(each) for each in dag._lineage()} if dag is not None else set()
    if any(id(each) not in inside for each in _loops_around(value)):
        raise refuse(f"{script.name}(): {name} is written by each copy of a loop: pass collect(...) and take a list")


def _loops_around(value: Reference) -> list[Component]:
    """Return the loops that enclose the owner of a value."""
    owner = value.component
    return [dag for dag in owner._lineage() if dag is not owner and dag.loop_argument is not None] if owner else []


def _check_type(script: Script, name: str, given: object, wanted: object) -> None:
    if not accepts(wanted, given):
        raise refuse(f"{script.name}(): {name} must be {type_name(wanted)}, not {type_name(given)}")


def _free_name(name: str, taken: Iterable[str]) -> str:
    lower = {each.lower() for each in taken}
    while name in lower:
        name += "_"
    return name
