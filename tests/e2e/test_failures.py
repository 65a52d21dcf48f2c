"""Failures are reported clearly: unknown objects, an unreachable server."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from paddleflow.errors import ConnectionFailed
from paddleflow_emulator import serve

from ..support.api import ROOT_PASSWORD
from ..support.cases import with_each
from ..wrapper.manual.signatures import methods
from .any_client import User, refusal
from .names import ended, pipeline, printed, unique

UNKNOWN: dict[str, Any] = tomllib.loads((Path(__file__).parent / "unknown.toml").read_text(encoding="utf-8"))
ODD = ["a/b", "..", "%2e%2e", "with blanks", "跑", "🏃", "?x=1", "#"]


def cases() -> Iterator[Any]:
    """The methods of unknown.toml."""
    for name, case in UNKNOWN.items():
        yield pytest.param(name, marks=[pytest.mark.embedded(case["embedded"])] if "embedded" in case else [])


@pytest.mark.parametrize("name", [*cases()])
def test_unknown_objects_are_refused_with_their_code(root: User, name: str) -> None:
    case = UNKNOWN[name]
    ret, response = getattr(root, name)(*case["arguments"])
    if "finds" in case:
        assert (ret, response or None) == (True, None)
        return
    assert (ret, response.code) == (False, case["code"])
    assert name in response
    assert case.get("says", case["code"]) in response
    assert response.request_id in response
    assert response.http_status in (400, 404, 500)


def test_every_method_that_shows_or_deletes_is_asked_for_what_is_not_there() -> None:
    assert {name for name in methods() if name.startswith(("show_", "del"))} == UNKNOWN.keys()


@with_each("odd", ODD)
def test_an_odd_id_reaches_no_other_route(root: User, odd: str) -> None:
    codes = {refusal(root.show_run(odd)), refusal(root.delete_run(odd)), refusal(root.show_log(odd))}
    assert codes in ({"RunNotFound"}, {"InvalidRunID"})
    assert refusal(root.show_pipeline(odd)) in ("PipelineNotFound", "InvalidPipelineID")
    assert refusal(root.show_flavour(odd)) in ("FlavourNotFound", "InvalidFlavourName")


def test_wrong_values_are_refused_before_anything_is_sent(any_clients: User) -> None:
    nowhere = any_clients.new("127.0.0.1", "root", "paddleflow", 9, attempts=1)
    assert refusal(nowhere.list_run(maxsize=0)) == "InvalidRequest"
    assert refusal(nowhere.show_run("")) == "InvalidRunID"
    with pytest.raises(TypeError, match="colour"):
        nowhere.list_run(colour="red")


@pytest.mark.embedded("the server is stopped")
def test_a_server_that_stops_is_missed_and_is_the_same_when_it_is_back(any_clients: User, tmp_path: Path) -> None:
    name = unique("ppl")
    with serve(tmp_path, password=ROOT_PASSWORD) as address:
        root = any_clients.new(address, "root", ROOT_PASSWORD, attempts=1)
        root.login().unwrap()
        created = root.create_pipeline(yaml_raw=pipeline(name, "echo kept")).unwrap()
        run_id = ended(root, root.create_run(pipeline_id=created["pplID"]).unwrap()).run_id
        before = root.show_run(run_id).unwrap()
    port = int(address.rpartition(":")[2])

    ret, message = root.show_run(run_id)
    assert (ret, message.code, message.http_status) == (False, "Connection Error", None)
    assert isinstance(message.exception, ConnectionFailed)
    assert address in message
    assert refusal(root.create_run(pipeline_id=created["pplID"])) == "Connection Error"
    assert refusal(root.login()) == "Connection Error"

    with serve(tmp_path, port=port, password=ROOT_PASSWORD) as again:
        assert again == address
        assert root.show_run(run_id).unwrap() == before
        assert printed(root, run_id) == "kept\n"
        (row,) = root.list_pipeline(name_filter=name).unwrap()["pipelineList"]
        assert row.pipeline_id == created["pplID"]
        assert [run.run_id for run in root.iter_runs()] == [run_id]
        assert ended(root, root.create_run(pipeline_id=created["pplID"]).unwrap()).status == "succeeded"
    root.close()
    assert refusal(root.show_run(run_id)) == "InvalidClient"


@pytest.mark.embedded("the server is stopped")
def test_an_outage_between_calls_goes_unnoticed(any_clients: User, tmp_path: Path) -> None:
    with serve(tmp_path, password=ROOT_PASSWORD) as address:
        root = any_clients.new(address, "root", ROOT_PASSWORD)
        root.login().unwrap()
    # The connection that the client keeps is closed by now. A request that must not be sent twice needs a new one.
    with serve(tmp_path, port=int(address.rpartition(":")[2]), password=ROOT_PASSWORD):
        assert root.create_pipeline(yaml_raw=pipeline()).ok
    root.close()


@pytest.mark.embedded("the server is stopped")
def test_a_run_that_a_stop_of_the_server_cut_off_has_an_end(any_clients: User, tmp_path: Path) -> None:
    with serve(tmp_path, password=ROOT_PASSWORD) as address:
        root = any_clients.new(address, "root", ROOT_PASSWORD)
        root.login().unwrap()
        run_id = root.create_run(run_yaml_raw=pipeline(command="sleep 3000")).unwrap()
    with serve(tmp_path, port=int(address.rpartition(":")[2]), password=ROOT_PASSWORD):
        done = ended(root, run_id)
    assert done.status in ("failed", "terminated")
    assert done.run_msg
