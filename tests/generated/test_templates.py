"""spec/templates: each override still fits the installed generator, and does what it is there for."""

import copy
import hashlib
import inspect
import json
import pickle
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from paddleflow_api import AuthenticatedClient, Client
from paddleflow_api.models import ListRunResponse, Run
from paddleflow_api.types import UNSET


def test_each_override_is_derived_from_the_installed_template(root: Path) -> None:
    """When this fails, carry our few lines over to the new template and write down its sum."""
    ours = root / "spec" / "templates"
    derived = dict(line.split()[::-1] for line in (ours / "upstream.sha256").read_text().splitlines())
    theirs = files("openapi_python_client") / "templates"

    assert derived == {name: hashlib.sha256((theirs / name).read_bytes()).hexdigest() for name in derived}
    assert {str(path.relative_to(ours)) for path in ours.rglob("*.jinja")} == {*derived, "lazy.jinja"}
    assert not (theirs / "lazy.jinja").is_file()


@pytest.mark.parametrize("path", ["spec/templates", "spec/templates/property_templates"])
def test_each_override_begins_with_its_reason(root: Path, path: str) -> None:
    assert [file.name for file in (root / path).glob("*.jinja") if not file.read_text().startswith("{# Ours")] == []


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])  # noqa: S301 our own pickle
def test_unset_stays_itself(tiny_models: ModuleType, duplicate: Any) -> None:
    thing = tiny_models.Thing("a")

    assert duplicate(UNSET) is UNSET
    assert duplicate(thing) == thing
    assert json.dumps(duplicate(thing).to_dict()) == '{"id": "a"}'


def test_unset_prints_as_its_name_and_is_false() -> None:
    assert repr(UNSET) == "UNSET"
    assert not UNSET


def test_a_known_value_of_an_enum_is_its_member(tiny_models: ModuleType) -> None:
    assert tiny_models.Thing.from_dict({"id": "a", "kind": "big"}).kind is tiny_models.Kind.BIG


@pytest.mark.parametrize("field", ["kind", "mood"])
def test_an_unknown_value_of_an_enum_survives(tiny_models: ModuleType, field: str) -> None:
    answer = {"id": "a", field: "huge"}

    thing = tiny_models.Thing.from_dict(answer)
    value = getattr(thing, field)

    assert isinstance(value, tiny_models.Kind)
    assert (value, value.value, value.name, str(value)) == ("huge", "huge", "huge", "huge")
    assert {value: 1}[tiny_models.Kind("huge")] == 1
    assert pickle.loads(pickle.dumps(thing)) == thing  # noqa: S301 our own pickle
    assert thing.to_dict() == answer
    assert list(tiny_models.Kind) == ["big", "small"]


@pytest.mark.parametrize("value", [None, 1, ["big"]])
def test_what_is_no_text_is_no_value_of_an_enum(tiny_models: ModuleType, value: object) -> None:
    with pytest.raises(ValueError, match="is not a valid Kind"):
        tiny_models.Kind(value)


SECRETS: dict[str, Any] = {
    "headers": {"x-pf-authorization": "s3cret"},
    "cookies": {"session": "s3cret"},
    "httpx_args": {"auth": ("root", "s3cret")},
}


def test_the_repr_of_a_client_shows_no_secret() -> None:
    client = Client("http://server", **SECRETS)
    authenticated = AuthenticatedClient("http://server", token="s3cret", **SECRETS)
    with authenticated:  # which puts the token into a header
        shown = repr(client) + repr(authenticated)

    assert "http://server" in shown
    assert "s3cret" not in shown
    assert "session" not in shown


@pytest.mark.parametrize("kind", [Client, AuthenticatedClient])
def test_a_client_verifies_certificates_unless_told_otherwise(kind: type) -> None:
    assert inspect.signature(kind).parameters["verify_ssl"].default is True


@pytest.mark.parametrize("field", ["note", "size", "done"])
def test_a_nullable_scalar_is_taken_without_a_function_call(tiny_models: ModuleType, field: str) -> None:
    source = inspect.getsource(tiny_models.Thing.from_dict)

    assert f"def _parse_{field}" not in source
    assert "def _parse_mood" in source


@pytest.mark.parametrize(
    "answer",
    [
        {"id": "a"},
        {"id": "a", "note": None, "size": None, "done": None, "mood": None},
        {"id": "a", "note": "", "size": 0, "done": False, "mood": "small"},
    ],
)
def test_absent_null_and_empty_are_told_apart(tiny_models: ModuleType, answer: dict[str, Any]) -> None:
    thing = tiny_models.Thing.from_dict(answer)

    assert thing.to_dict() == answer
    assert thing.note is answer.get("note", UNSET) or "note" not in answer


def test_what_the_spec_calls_secret_is_not_in_a_repr(tiny_models: ModuleType) -> None:
    key = tiny_models.Key.from_dict({"secret": "s3cret", "name": "door", "spare": "s3cret too"})

    assert repr(key) == "Key(name='door', size=UNSET, additional_properties={})"


def test_values_that_are_given_by_position_reach_their_own_fields(tiny_models: ModuleType) -> None:
    answer = {"secret": "a", "name": "b", "spare": "c", "size": 4}

    key = tiny_models.Key.from_dict(answer)

    assert (key.secret, key.name, key.spare, key.size) == ("a", "b", "c", 4)
    assert key.to_dict() == answer
    assert "secret=" not in inspect.getsource(tiny_models.Key.from_dict)


def test_a_list_that_is_null_is_empty() -> None:
    assert ListRunResponse.from_dict({"runList": None}).run_list == []


def test_a_map_that_is_null_is_left_out() -> None:
    run = Run.from_dict({"runID": "run-000001", "runtime": None, "postProcess": None})
    assert (run.runtime, run.post_process) == (UNSET, UNSET)
    assert run.to_dict() == {"runID": "run-000001"}
