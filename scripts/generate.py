"""Generate generated/paddleflow_api from spec/openapi.yaml, or check that it is what the document gives.

A document from which less would be generated than it says is refused, and nothing changes.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from spec_rules import problems
from templates import unpack

ROOT = Path(__file__).resolve().parents[1]
SPEC = ROOT / "spec" / "openapi.yaml"
OUTPUT = ROOT / "generated" / "paddleflow_api"
CONFIG = ROOT / "spec" / "generator.yaml"


# What the generator says besides what is wrong; some of it is not so, since nothing is kept of a failure.
NOISE = re.compile(
    r"^(Generating /.*|Warning\(s\) encountered while generating\..*|Error\(s\) encountered while generating.*"
    r"|If you believe this was a mistake.*)\n|(?:for status code|in union) <[\w.]+ object at \w+>",
    re.MULTILINE,
)


def generate_package(spec: Path, package: Path) -> None:
    """Generate the new folder `package` from `spec`; exit with what is wrong when it cannot be done whole."""
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--fail-on-warning"]
    yaml = YAML(typ="safe")
    yaml.sort_base_mapping_type_on_output = False  # pyright: ignore[reportAttributeAccessIssue] # the order of properties is that of the fields
    try:
        document = yaml.load(spec)
    except MarkedYAMLError as error:
        error.note = None  # how to suppress the check
        refuse(spec, str(error))
    except YAMLError as error:
        refuse(spec, str(error))
    try:
        found = problems(document)
    except (AttributeError, KeyError, TypeError):
        found = []  # no OpenAPI document: the generator says where
    if found:
        refuse(spec, "\n".join(found))
    described = package.with_name(spec.name)
    yaml.dump(with_described_parameters(document), described)
    command += ["--path", str(described), "--output-path", str(package)]
    templates = package.with_name("templates")
    if misfits := unpack(templates):
        sys.exit(f"Not generated, nothing changed.\n{misfits}")
    command += ["--config", str(CONFIG), "--custom-template-path", str(templates)]
    # The hooks start ruff by its name: it must be the one that is pinned beside this interpreter.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(command, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        refuse(spec, re.sub(r"\n{2,}", "\n", NOISE.sub("", done.stdout + done.stderr)).strip())
    (package / "py.typed").touch()
    compact = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    (package / "openapi.json").write_text(compact + "\n", encoding="utf-8")


def refuse(spec: Path, why: str) -> NoReturn:
    """Exit with what is wrong with the document."""
    sys.exit(f"{spec}: not generated, nothing changed.\n{why}")


def with_described_parameters(document: Any) -> Any:
    """Copy the description of each parameter into its schema, the only place where the generator reads one."""
    if isinstance(document, list):
        return [with_described_parameters(each) for each in document]
    if not isinstance(document, dict):
        return document
    node = {key: with_described_parameters(value) for key, value in document.items()}
    schema = node.get("schema")
    if "in" in node and "description" in node and isinstance(schema, dict) and "description" not in schema:
        described = {"allOf": [schema]} if "$ref" in schema else schema
        node["schema"] = {**described, "description": node["description"]}
    return node


def files(package: Path) -> dict[str, bytes]:
    """Everything in `package` but what Python caches there: content by relative path."""
    found = (path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in found}


def differences(expected: Path, actual: Path) -> list[str]:
    """Return what keeps `actual` from being `expected`, one line a file."""
    want, have = files(expected), files(actual)
    lines = [f"missing: {name}" for name in want.keys() - have.keys()]
    lines += [f"extra: {name}" for name in have.keys() - want.keys()]
    lines += [f"differs: {name}" for name in want.keys() & have.keys() if want[name] != have[name]]
    return sorted(lines)


def swap(new: Path, output: Path) -> None:
    """Put the folder `new` in the place of `output`; what was there moves beside `new`."""
    if output.exists():
        output.rename(new.with_name("old"))
    new.rename(output)


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 and list the files that differ")
    parser.add_argument("--spec", type=Path, default=SPEC, help="the OpenAPI document (default: %(default)s)")
    parser.add_argument("--output", type=Path, default=OUTPUT, help="the package's folder (default: %(default)s)")
    arguments = parser.parse_args()
    spec, output = arguments.spec.resolve(), arguments.output.resolve()

    if arguments.check:
        with tempfile.TemporaryDirectory() as temporary:
            generate_package(spec, Path(temporary, output.name))
            if lines := differences(Path(temporary, output.name), output):
                sys.exit("\n".join([f"{output} is not what {spec} gives (make generate):", *lines]))
        return

    if files(output) and not (output / "openapi.json").is_file():
        parser.error(f"{output} holds something else than a generated package: it is not replaced")
    output.parent.mkdir(parents=True, exist_ok=True)
    # Beside the output, so that both renames stay on one disk and nothing is lost when it fails.
    with tempfile.TemporaryDirectory(dir=output.parent, prefix=".generate-") as temporary:
        generate_package(spec, Path(temporary, output.name))
        swap(Path(temporary, output.name), output)


if __name__ == "__main__":
    main()
