"""Info objects compare, copy, pickle, show no secrets, and keep what the server sent: every class of them."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import paddleflow
from paddleflow.info import Info, Page
from paddleflow_api import models
from paddleflow_api.types import Unset

from ...support.any_client import AnyClient
from ...support.cases import with_each
from ...support.contract import Contract
from ...support.recorded_server import Server, json, recorded
from ...support.shapes import shapes
from .calls import CALLS, CallCase

KINDS = [
    value
    for name in paddleflow.__all__
    if isinstance(value := getattr(paddleflow, name), type) and issubclass(value, Info) and value is not Info
]
SECRETS = {
    "FSInfo": {"properties"},
    "LinkInfo": {"properties"},
    "ClusterInfo": {"credential"},
    "StsInfo": {"access_key", "secret_key", "session_token"},
}


def infos_in(value: Any) -> Iterator[Info]:
    """Every Info in a result, those inside others too."""
    if isinstance(value, Info):
        yield value
        for attribute in attrs.fields(type(value)):
            if not attribute.name.startswith("_"):
                yield from infos_in(getattr(value, attribute.name))
    elif isinstance(value, dict):
        for entry in value.values():
            yield from infos_in(entry)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from infos_in(entry)


YEAR = {"start_time": "2026-01-01 00:00:00", "end_time": "2027-01-01 00:00:00"}
READING = [
    *(case for case in CALLS if case.want is not None),
    CallCase("list_queue", {}, "list queues"),
    CallCase("list_flavour", {}, "list flavours"),
    CallCase("list_fs", {}, "list fs"),
    CallCase("show_fs", {"fsname": "demofss3"}, "show fs s3"),
    CallCase("list_run", {}, "list runs"),
    CallCase("show_run", {"run_id": "run-000001"}, "show run running"),
    CallCase("show_run", {"run_id": "run-000005"}, "show run with artifacts"),
    CallCase("show_run", {"run_id": "run-000006"}, "show run cached"),
    CallCase("list_pipeline", {}, "list pipelines"),
    CallCase("show_pipeline", {"pipeline_id": "ppl-000001"}, "show pipeline"),
    CallCase("show_log", {"runid": "run-000001"}, "log run"),
    CallCase("get_cardtime", {"queuename": "q", **YEAR}, "card time"),
    CallCase("list_cluster", {}, "list clusters"),
]


@pytest.fixture(scope="module")
def everything() -> list[Info]:
    """Every Info that any recorded answer makes."""
    found: list[Info] = []
    with Server() as server, paddleflow.Client(server.host, "root", "paddleflow", server.port) as client:
        client.login().unwrap()
        for case in READING:
            server.answer(case.answer)
            found += infos_in(getattr(client, case.method)(**case.arguments).unwrap())
    return found


@with_each("kind", [kind for kind in KINDS if kind.models], ids=lambda kind: kind.__name__)
def test_every_attribute_comes_from_one_of_the_models(kind: type[Info]) -> None:
    named = {
        (attribute.metadata.get("name", "") or attribute.name).partition(".")[0]
        for attribute in documented(kind)
        if attribute.metadata.get("name", "") is not None
    }
    sent: set[str] = set()
    for name in kind.models:
        sent |= set(getattr(models, name).wire_names)
        assert kind.reader(name)
    assert named <= sent


def documented(kind: type[Info]) -> list[attrs.Attribute[Any]]:
    """The public attributes; the others hold what the server sent, and are not compared."""
    return [attribute for attribute in attrs.fields(kind) if not attribute.name.startswith("_")]


def told(attribute: attrs.Attribute[Any], model: Any) -> Any:
    """What an attribute is by the generated model, where its type alone says so."""
    outer, _, inner = (attribute.metadata.get("name", "") or attribute.name).partition(".")
    value: Any = getattr(model, outer, attribute.default)
    value = None if isinstance(value, Unset) else value
    value = getattr(value, inner, None) if inner else value
    value = None if isinstance(value, Unset) else value
    value = value.to_dict() if hasattr(value, "to_dict") else value
    if isinstance(value, list):
        value = [each.to_dict() if hasattr(each, "to_dict") else each for each in value]
    empty = {"str": "", "int": 0, "float": 0, "bool": False, "dict": {}, "list": []}
    return value if str(attribute.type).endswith("| None") else value or empty[str(attribute.type).partition("[")[0]]


@pytest.mark.parametrize(
    ("kind", "model"),
    [(kind, model) for kind in KINDS for model in kind.models],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
@given(data=st.data())
@settings(max_examples=max(5, settings().max_examples // 3))  # of each class
def test_an_info_reads_an_answer_as_the_generated_model_does(
    contract: Contract, kind: type[Info], model: str, data: st.DataObject
) -> None:
    sent = data.draw(shapes(contract, {"$ref": f"#/components/schemas/{model}"}))
    kept = copy.deepcopy(sent)
    held = getattr(models, model).from_dict(sent)
    info = kind.from_json(sent, model)
    assert info == kind.from_json(held.to_dict(), model)
    for attribute in documented(kind):
        if attribute.metadata.get("read") is None and attribute.metadata.get("name", "") is not None:
            assert getattr(info, attribute.name) == told(attribute, held), attribute.name
    assert info.model == held
    assert info.raw == kept


def test_another_model_or_a_name_that_no_model_has_is_a_type_error() -> None:
    with pytest.raises(TypeError, match=r"RunInfo is read from RunBrief or Run, not from Queue"):
        paddleflow.RunInfo.from_json({"name": "q"}, "Queue")

    class Wrong(Info, model="Queue"):
        nmae: str = ""

    with pytest.raises(TypeError, match=r"Wrong\.nmae: Queue has no nmae"):
        Wrong.from_json({"name": "q"})


def test_every_class_is_among_them(everything: list[Info]) -> None:
    assert {type(info) for info in everything} == set(KINDS)


def test_an_info_equals_its_copies_and_nothing_else(everything: list[Info]) -> None:
    for info in everything:
        for other in (copy.copy(info), copy.deepcopy(info), pickle.loads(pickle.dumps(info))):  # noqa: S301 - our own
            assert other == info
            assert type(other) is type(info)
            assert other.raw == info.raw
        first = identity(info)
        assert attrs.evolve(info, **renamed(info, {first: "another"})) != info
        assert info != info.to_dict()


def identity(info: Info) -> str:
    """The attribute that comes first."""
    return documented(type(info))[0].name


def renamed(info: Info, values: dict[str, Any]) -> dict[str, Any]:
    aliases = {attribute.name: attribute.alias for attribute in attrs.fields(type(info))}
    return {aliases[name] or name: value for name, value in values.items()}


def test_an_info_cannot_be_changed(everything: list[Info]) -> None:
    for info in everything:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(info, identity(info), "another")


def test_an_info_shows_itself_on_one_short_line(everything: list[Info]) -> None:
    for info in everything:
        if not isinstance(info, paddleflow.LogInfo):  # it is a text itself
            shown = repr(info)
            assert shown.startswith(f"{type(info).__name__}(")
            assert "\n" not in shown
            assert len(shown) < 600


@with_each("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_info_shows_what_it_is_and_no_secret(kind: type[Info]) -> None:
    shown = {attribute.name for attribute in attrs.fields(kind) if attribute.repr}
    assert shown <= {attribute.name for attribute in documented(kind)} - SECRETS.get(kind.__name__, set())
    assert documented(kind)[0].name in shown or kind is paddleflow.StsInfo


def test_a_run_is_one_short_line_and_names_the_steps_that_failed(any_client: AnyClient, server: Server) -> None:
    server.answer("show run with artifacts")
    run = any_client.show_run("run-000005").unwrap()
    assert len(repr(run)) < 300
    steps = [step for step in run.components() if isinstance(step, paddleflow.JobInfo)]
    assert steps
    assert run.failed_steps() == [step for step in steps if step.status == "failed"]
    failed = attrs.evolve(steps[0], status="failed")
    assert attrs.evolve(run, runtime={"a": [failed]}, post_process={"z": failed}).failed_steps() == [failed, failed]


SECRET = "hush-hush-4711"


def test_no_secret_is_shown(any_client: AnyClient, server: Server) -> None:
    properties = {"accessKey": SECRET, "secretKey": SECRET, "password": SECRET}
    link = {"fsName": "f", "fsPath": "/p", "properties": properties}
    server.answer(
        recorded("show cluster").but(credential=SECRET),
        recorded("show fs").but(properties=properties),
        json({"linkList": [link]}),
        json({"accessKey": SECRET, "secretKey": SECRET, "sessionToken": SECRET}),
    )
    results = [
        any_client.show_cluster("c"),
        any_client.show_fs("f"),
        any_client.list_link("f"),
        any_client.show_fs_sts("f"),
    ]
    for result in results:
        assert SECRET not in repr(result)
        assert SECRET not in (result._repr_html_() or "")
        assert SECRET not in "".join(map(str, infos_in(result.unwrap())))
        assert SECRET in repr([info.to_dict() for info in infos_in(result)])


def test_to_dict_has_every_documented_attribute_and_no_objects(everything: list[Info]) -> None:
    for info in everything:
        plain = info.to_dict()
        assert list(plain) == [each.name for each in documented(type(info))]
        assert list(infos_in(plain)) == []


def test_raw_is_what_the_server_sent(any_client: AnyClient, server: Server) -> None:
    for name, method, argument in (
        ("show run succeeded", "show_run", "run-000001"),
        ("show queue", "show_queue", "demoqueue"),
        ("show flavour", "show_flavour", "demoflavour"),
        ("show fs s3", "show_fs", "demofss3"),
        ("show cluster", "show_cluster", "democluster"),
        ("show run cache", "show_cache", "cch-000001"),
        ("show job", "show_job", "job-1"),
        ("fs cache get", "get_fs_cache", "demofs"),
        ("statistics of job", "get_statistics", "job-1"),
        ("statistics detail of job", "get_statistics_detail", "job-1"),
    ):
        answer = recorded(name).but(addedLater={"by": ["a newer server"]})
        server.answer(answer)
        assert getattr(any_client, method)(argument).unwrap().raw == answer.json


def test_raw_of_an_info_that_was_made_by_hand_is_empty() -> None:
    assert paddleflow.UserInfo("alice").raw == {}


def datetimes(kind: type[Info]) -> dict[str, str]:
    """The properties that give a time as a datetime, and the attributes that have that time."""
    properties = {name: getattr(kind, name) for name in dir(kind) if name.endswith("_datetime")}
    return {name: inspect.getclosurevars(each.fget).nonlocals["attribute"] for name, each in properties.items()}


@with_each("kind", KINDS, ids=lambda kind: kind.__name__)
def test_beside_every_time_stands_a_datetime(kind: type[Info]) -> None:
    times = {each.name for each in attrs.fields(kind) if each.name.lower().endswith("time") and each.type == "str"}
    times |= {"expiration"} & {each.name for each in attrs.fields(kind)}
    times |= {each.name for each in attrs.fields(kind) if each.name in ("scheduled_time", "activate_time")}
    beside = {*datetimes(kind).values()}
    assert beside == times - {"expired_time", "card_time", "total_card_time", "runtime"}


def test_a_datetime_beside_a_time_is_that_time(everything: list[Info]) -> None:
    for info in everything:
        for name, attribute in datetimes(type(info)).items():
            if text := getattr(info, attribute):
                told = getattr(info, name)
                assert isinstance(told, datetime)
                assert str(told.replace(tzinfo=None, microsecond=0)) == text[:19].replace("T", " ")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.integers(), max_size=3), marker=st.none() | st.text(max_size=3), truncated=st.booleans())
def test_a_page_is_a_list_that_keeps_its_marker_when_it_is_copied(
    rows: list[int], marker: str | None, truncated: bool
) -> None:
    page = Page(rows, marker, truncated)
    assert page == rows
    for other in (copy.copy(page), copy.deepcopy(page), pickle.loads(pickle.dumps(page))):  # noqa: S301 - our own
        assert (type(other), other, other.next_marker, other.truncated) == (Page, rows, marker or None, truncated)
