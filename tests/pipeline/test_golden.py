"""Scripts for the official SDK compile to what it makes of them (golden/NN-name/compiled.yaml was written by it)."""

import copy
import runpy
from pathlib import Path
from typing import Any

from paddleflow.pipeline import Pipeline

from ..support import yamls
from ..support.cases import with_each

GOLDEN = sorted(Path(__file__).with_name("golden").iterdir())
NAMES = [folder.name for folder in GOLDEN]


def made(folder: Path) -> Pipeline:
    pipeline = runpy.run_path(str(folder / "pipeline.py"))["ppl"]
    assert isinstance(pipeline, Pipeline)
    return pipeline


def expected(folder: Path) -> dict[str, Any]:
    document: dict[str, Any] = yamls.read(folder / "compiled.yaml")
    return document


def without_exports(document: dict[str, Any]) -> dict[str, Any]:
    """Put the output itself where a DAG hands one up.

    The official SDK names such an output after its reader, so that two readers can get each other's (bug 1).
    """
    document = copy.deepcopy(document)

    def visit(level: dict[str, Any]) -> dict[tuple[str, str], str]:
        handed_up = {}
        for name, component in level.items():
            inner = visit(component.get("entry_points", {}))
            outputs = component.get("artifacts", {}).get("output", {})
            for output in [each for each in outputs if each.startswith("dsl_art_")]:
                child, source = outputs.pop(output).strip("{} ").split(".", 1)
                handed_up[name, output] = f"{name}/{inner.get((child, source), f'{child}.{source}')}"
            if outputs == {}:
                component.get("artifacts", {}).pop("output", None)
                if component.get("artifacts") == {}:
                    del component["artifacts"]
        for component in level.values():
            for key, template in component.get("artifacts", {}).get("input", {}).items():
                source_name = tuple(template.strip("{} ").split(".", 1))
                if source_name in handed_up:
                    component["artifacts"]["input"][key] = handed_up[source_name]  # type: ignore[index]
        return handed_up

    visit(document["entry_points"])
    return document


@with_each("folder", GOLDEN)
def test_compiles_to_the_same(folder: Path) -> None:
    assert without_exports(made(folder).compile()) == without_exports(expected(folder))


@with_each("folder", GOLDEN)
def test_keys_have_the_documented_order(folder: Path) -> None:
    def orders(document: Any) -> Any:
        if not isinstance(document, dict):
            return None
        return [key for key in document if isinstance(document[key], dict | list | str)], [
            orders(value) for key, value in document.items() if key not in ("parameters", "artifacts", "env")
        ]

    assert orders(made(folder).compile()) == orders(expected(folder))


@with_each("folder", GOLDEN)
def test_compiling_twice_gives_the_same_and_shares_nothing(folder: Path) -> None:
    pipeline = made(folder)
    first = pipeline.compile()
    kept = copy.deepcopy(first)
    for component in first["entry_points"].values():
        component.get("parameters", {}).clear()
        if isinstance(component.get("loop_argument"), list):
            component["loop_argument"].clear()
    assert pipeline.compile() == kept


@with_each("folder", GOLDEN)
def test_yaml_says_the_same_to_the_server(folder: Path) -> None:
    pipeline = made(folder)
    assert yamls.parsed(pipeline.to_yaml()) == pipeline.compile()


@with_each("folder", GOLDEN)
def test_yaml_becomes_the_same_pipeline_again(folder: Path) -> None:
    text = (folder / "compiled.yaml").read_text("utf-8")
    assert Pipeline.from_yaml(text).compile() == yamls.parsed(text)
    assert Pipeline.from_yaml(Pipeline.from_yaml(text).to_yaml()).to_yaml() == Pipeline.from_yaml(text).to_yaml()


@with_each("ending", [".yaml", ".json"])
def test_a_pipeline_is_saved_as_the_ending_says(tmp_path: Path, ending: str) -> None:
    file = tmp_path / "new" / f"pipeline{ending}"
    document = made(GOLDEN[0]).compile(file)
    assert yamls.parsed(file.read_text("utf-8")) == document
    assert file.read_text("utf-8").startswith("{") == (ending == ".json")
