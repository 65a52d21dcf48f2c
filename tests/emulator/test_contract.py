"""The spec as the server reads it: routes, and bodies by their JSON types."""

import sys
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from paddleflow_emulator import features
from paddleflow_emulator.features import handlers
from paddleflow_emulator.features.handlers import MODULES, handler_of
from paddleflow_emulator.http.contract import Misfit, load_contract
from paddleflow_emulator.http.request import HANDLERS

from ..support.contract import Contract

NAMES: dict[str, Any] = {"type": "array", "items": {"type": "object", "properties": {"Name": {"type": "string"}}}}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
SAMPLES: dict[str, Any] = {"boolean": True, "integer": 7, "number": 7.5, "string": "x", "array": [], "object": {}}


def test_every_operation_of_the_spec_is_known(contract: Contract) -> None:
    read = {(each.id, each.method, each.path) for each in load_contract().operations.values()}
    assert read == {(each.id, each.method.upper(), each.path) for each in contract.operations}


def test_every_operation_has_a_handler_and_every_handler_an_operation() -> None:
    operations = load_contract().operations
    missing = [f"{home(each.tag)}: write the handler {each.id}" for each in operations.values() if not handler_of(each)]
    assert not missing, "\n".join(missing)
    left = [
        f"{each.__module__}: no operation has the handler {id}" for id, each in HANDLERS.items() if id not in operations
    ]
    assert not left, "\n".join(left)


def home(tag: str) -> str:
    """Where the handlers of a tag are, or where that is said."""
    module = MODULES[tag][0].replace(".", "/") if tag in MODULES else "handlers"
    return f"emulator/paddleflow_emulator/features/{module}.py"


def test_a_handler_is_in_a_module_of_its_tag() -> None:
    for operation in load_contract().operations.values():
        if handler := handler_of(operation):
            module = handler.__module__.removeprefix("paddleflow_emulator.features.")
            assert module in MODULES[operation.tag], f"{home('')}: MODULES lacks {module} for {operation.tag}"


HALF = """
import sys
from threading import Thread
from paddleflow_emulator.features import handlers
from paddleflow_emulator.http.request import handler

@handler
def half_a_module(request):
    return whole()

def look():
    seen.append(hasattr(sys.modules[handlers.handler_of(operation).__module__], "whole"))

operation, seen = handlers.MODULES["operation"], []
other = Thread(target=look)
other.start()
other.join(0.1)  # It must not go on before this is a whole module.

def whole():
    return None
"""


def test_a_handler_is_not_used_before_its_module_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "half_a_module"
    (tmp_path / f"{name}.py").write_text(HALF)
    operation = evolve(load_contract().operations["show_run"], id=name, tag=name)
    monkeypatch.setattr(features, "__path__", [*features.__path__, str(tmp_path)])
    monkeypatch.setattr(handlers, "MODULES", {name: (name,), "operation": operation})
    monkeypatch.setitem(HANDLERS, name, lambda _: None)
    del HANDLERS[name]
    found = handler_of(operation)
    assert found
    module = sys.modules.pop(found.__module__)
    module.other.join()
    assert module.seen == [True]


def test_only_the_login_is_open() -> None:
    assert [each.id for each in load_contract().operations.values() if not each.needs_token] == ["login"]


def test_all_paths_have_one_base() -> None:
    assert load_contract().base == "/api/paddleflow/v1/"


def test_lists_are_read_item_by_item() -> None:
    fit = load_contract().fit
    assert fit(NAMES, [{"name": "a", "other": 1}, {"NAME": None}]) == [{"Name": "a"}, {}]
    with pytest.raises(Misfit, match=r"body\[1\].Name should be of type string"):
        fit(NAMES, [{}, {"name": 1}])


@pytest.mark.parametrize("kind", SAMPLES)
def test_a_value_fits_its_own_type_only(kind: str) -> None:
    for name, sample in SAMPLES.items():
        if name == kind or (name, kind) == ("integer", "number"):
            assert load_contract().fit({"type": kind, "items": {}}, sample) == sample
        else:
            with pytest.raises(Misfit):
                load_contract().fit({"type": kind, "items": {}}, sample)


@given(VALUES)
def test_untyped_values_are_passed_through(value: Any) -> None:
    assert load_contract().fit({}, value) == value


@given(st.text(st.characters(categories=["Cs", "L"])))
def test_texts_can_be_stored(text: str) -> None:
    load_contract().fit({}, [{text: text}])[0].popitem()[1].encode()
