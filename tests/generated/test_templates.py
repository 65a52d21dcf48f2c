"""spec/templates: each patch fits the installed generator, and does what it is there for."""

import copy
import inspect
import json
import pickle
import re
import shutil
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from subprocess import CompletedProcess
from types import ModuleType
from typing import Any

import pytest

import templates

from paddleflow_api import AuthenticatedClient, Client
from paddleflow_api.models import ComponentViews, ListRunResponse, MetricSeries, Run
from paddleflow_api.types import UNSET, File, Response


@pytest.fixture
def edited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder for templates to edit; their patches and originals are copies."""
    for name in ("PATCHES", "ORIGINALS"):
        copied = shutil.copytree(getattr(templates, name), tmp_path / name)
        monkeypatch.setattr(templates, name, copied)
    return tmp_path / "edited"


def contents(folder: Path) -> dict[Path, str]:
    return {path.relative_to(folder): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_every_patch_fits_and_is_as_pack_writes_it(edited: Path) -> None:
    before = contents(templates.PATCHES)

    assert templates.unpack(edited) == ""
    templates.pack(edited)

    assert contents(templates.PATCHES) == before


def test_every_patch_begins_with_its_reason(root: Path) -> None:
    for patch in (root / "spec" / "templates").rglob("*.patch"):
        assert re.match(r"[A-Z`][^@]+\.\n\n--- a/", patch.read_text()), patch
        assert not patch.read_text().startswith("Reason."), patch


@pytest.mark.slow
def test_an_edited_template_becomes_a_patch_and_a_restored_one_has_none(edited: Path) -> None:
    templates.unpack(edited)
    edit(edited / "int_enum.py.jinja", "IntEnum", "Enum")
    edit(edited / "lazy.jinja", "import_module", "load")
    shutil.copy(templates.ORIGINALS / "errors.py.jinja", edited)

    templates.pack(edited)

    patch = (templates.PATCHES / "int_enum.py.jinja.patch").read_text()
    assert patch.startswith("Reason.\n\n--- a/int_enum.py.jinja\n+++ b/int_enum.py.jinja\n@@ -1,")
    assert "\n-class {{ enum.class_info.name }}(IntEnum):\n+class {{ enum.class_info.name }}(Enum):\n" in patch
    assert "load" in (templates.PATCHES / "lazy.jinja").read_text()
    assert not (templates.PATCHES / "errors.py.jinja.patch").exists()


def test_a_patch_that_does_not_apply_is_reported_and_can_be_made_again(
    generate: Callable[..., CompletedProcess[str]], tiny_spec: Path, edited: Path, tmp_path: Path
) -> None:
    reason = (templates.PATCHES / "str_enum.py.jinja.patch").read_text().partition("---")[0]
    edit(templates.ORIGINALS / "str_enum.py.jinja", "return str(self.value)", "return self.value")

    done = generate("--spec", tiny_spec, "--output", tmp_path / "out" / "paddleflow_api")

    assert done.returncode == 1
    assert not (tmp_path / "out" / "paddleflow_api").exists()
    head, other, first, hunk, *lines, repair, unpack, what, pack = done.stderr.splitlines()
    assert [head, repair] == ["Not generated, nothing changed.", "What to do:"]
    assert other == f"openapi-python-client {version('openapi-python-client')} has different templates."
    assert first == f"{templates.PATCHES}/str_enum.py.jinja.patch: this hunk applies in 0 places, not in one"
    assert hunk.startswith("@@ -")
    assert "+        return member" in lines
    assert [line.split()[-2] for line in (unpack, pack)] == ["unpack", "pack"]
    assert "make the changes of these hunks in FOLDER" in what

    assert templates.unpack(edited) == done.stderr.partition("\n")[2].removesuffix("\n")
    with (edited / "str_enum.py.jinja").open("a") as template:
        template.write("    # ours\n")
    templates.pack(edited)
    assert templates.unpack(tmp_path / "again") == ""
    assert contents(tmp_path / "again") == contents(edited)
    assert (templates.PATCHES / "str_enum.py.jinja.patch").read_text().startswith(f"{reason}---")


@pytest.mark.slow
def test_a_patch_whose_trailing_blanks_are_gone_applies_as_before(edited: Path, tmp_path: Path) -> None:
    templates.unpack(tmp_path / "before")
    for patch in templates.PATCHES.rglob("*.patch"):
        patch.write_text("".join(f"{line.rstrip()}\n" for line in patch.read_text().splitlines()))

    assert templates.unpack(edited) == ""
    assert contents(edited) == contents(tmp_path / "before")


@pytest.mark.parametrize(
    ("damage", "line"),
    [
        (lambda patch: "", "no hunk"),
        (lambda patch: patch.partition("@@")[0], "no hunk"),
        (lambda patch: patch.replace("\n+import httpx\n", "\nimport httpx\n"), "import httpx"),
        (lambda patch: f"{patch}the end\n", "the end"),
    ],
    ids=["empty", "headless", "a sign is missing", "more"],
)
def test_a_damaged_patch_is_not_half_applied(edited: Path, damage: Callable[[str], str], line: str) -> None:
    patch = templates.PATCHES / "types.py.jinja.patch"
    patch.write_text(damage(patch.read_text()))

    assert templates.unpack(edited).startswith(f"{patch}: damaged")
    assert templates.unpack(edited.with_name("again")).endswith(f": {line}")


def test_a_template_that_is_gone_is_named(edited: Path) -> None:
    (templates.ORIGINALS / "str_enum.py.jinja").unlink()

    assert f"{templates.PATCHES}/str_enum.py.jinja.patch: this hunk applies in 0 places, not in one\n" in templates.unpack(edited)


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])  # noqa: S301 our own pickle
def test_unset_stays_itself(tiny_models: ModuleType, duplicate: Any) -> None:
    thing = tiny_models.Thing("a")

    assert duplicate(UNSET) is UNSET
    assert duplicate(thing) == thing
    assert json.dumps(duplicate(thing).to_dict()) == '{"id": "a"}'


def test_unset_prints_as_its_name_and_is_false() -> None:
    assert repr(UNSET) == "UNSET"
    assert not UNSET


@pytest.mark.parametrize("kind", [File, Response])
def test_classes_made_in_each_process_are_tuples(kind: type) -> None:
    assert issubclass(kind, tuple)


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
def test_an_enum_refuses_values_that_are_not_strings(tiny_models: ModuleType, value: object) -> None:
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
def test_a_client_verifies_certificates_by_default(kind: type) -> None:
    assert inspect.signature(kind).parameters["verify_ssl"].default is True


@pytest.mark.parametrize(
    "answer",
    [
        {"id": "a"},
        {"id": "a", "note": None, "size": None, "done": None, "mood": None},
        {"id": "a", "note": "", "size": 0, "done": False, "mood": "small"},
    ],
)
def test_absent_null_and_empty_are_distinguished(tiny_models: ModuleType, answer: dict[str, Any]) -> None:
    thing = tiny_models.Thing.from_dict(answer)

    assert thing.to_dict() == answer
    assert thing.note is answer.get("note", UNSET) or "note" not in answer


def test_secret_fields_are_not_in_a_repr(tiny_models: ModuleType) -> None:
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
    assert MetricSeries.from_dict({"metric": {}, "values": None}).values == []
    assert ComponentViews.from_dict({"main": None})["main"] == []


def test_a_map_that_is_null_is_left_out() -> None:
    run = Run.from_dict({"runID": "run-000001", "runtime": None, "postProcess": None})
    assert (run.runtime, run.post_process) == (UNSET, UNSET)
    assert run.to_dict() == {"runID": "run-000001"}
