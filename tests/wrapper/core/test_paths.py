"""Ids in routes: for any content, the request goes to its own route, or is not sent."""

from urllib.parse import quote, unquote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from paddleflow import InvalidArgument

from ...support.any_client import AnyClient, mostly_auto
from ...support.failures import failed
from ...support.operations import SAMPLES, TRIALS, Trial
from ...support.recorded_server import BASE, EMPTY, Server

each_example_on_one_server = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
IDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda x: x.strip() and x not in (".", ".."))
AWKWARD = ["../x", "a/b", "a?b=c", "a#b", "%2e%2e", "%2E", "...", "a b", " a", "+", "名前", "😀"]
AWKWARD += ["\x00", "\r\nX: y", "//", "\\", ";", "~"]


def in_path(trial: Trial) -> list[str]:
    """The names and ids that go into the path."""
    segments = trial.path.split("/")
    return [name for name, value in trial.arguments.items() if name not in SAMPLES and value in segments]


WITH_IDS = {trial.method: trial for trial in TRIALS if in_path(trial)}


def test_there_are_operations_with_ids() -> None:
    assert len(WITH_IDS) > 30


@pytest.mark.parametrize("bad", ["", " ", "\t\n", ".", ".."], ids=repr)
def test_ids_that_would_name_another_route_are_not_sent(any_client: AnyClient, server: Server, bad: str) -> None:
    for trial in WITH_IDS.values():
        for name in in_path(trial):
            message = failed(trial.but(**{name: bad}).on(any_client), InvalidArgument)
            assert message.startswith(f"{trial.method}: {name} must not be ")
    assert server.requests == []


@mostly_auto
def test_all_other_ids_arrive_unchanged(any_client: AnyClient, server: Server) -> None:
    server.respond = lambda _: EMPTY
    for trial in WITH_IDS.values():
        for name in in_path(trial):
            goes_to_the_right_route(any_client, server, trial, name, "".join(AWKWARD))
    for awkward in AWKWARD:
        goes_to_the_right_route(any_client, server, WITH_IDS["show_run"], "run_id", awkward)


@mostly_auto
@given(method=st.sampled_from(list(WITH_IDS)), text=IDS)
@example(method="show_pipeline_version", text="/" * 300)
@each_example_on_one_server
def test_any_text_arrives_as_it_is(any_client: AnyClient, server: Server, method: str, text: str) -> None:
    server.respond = lambda _: EMPTY
    trial = WITH_IDS[method]
    for name in in_path(trial):
        goes_to_the_right_route(any_client, server, trial, name, text)


def goes_to_the_right_route(any_client: AnyClient, server: Server, trial: Trial, name: str, text: str) -> None:
    server.requests.clear()
    trial.but(**{name: text}).on(any_client)
    (request,) = server.requests
    segments = [text if value == trial.arguments[name] else value for value in trial.path.split("/")]
    path = request.target.partition("?")[0]
    assert path.isascii()
    assert path == BASE + "/".join(quote(each, safe="") for each in segments)
    assert [unquote(each) for each in path.removeprefix(BASE).split("/")] == segments


@mostly_auto
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
@each_example_on_one_server
def test_any_text_in_a_query_arrives_as_it_is(any_client: AnyClient, server: Server, text: str) -> None:
    server.requests.clear()
    any_client.list_run(marker=text, run_name=text)
    (request,) = server.requests
    assert request.path == "/run"
    assert request.query == {"marker": text, "nameFilter": text, "maxKeys": "100"}
