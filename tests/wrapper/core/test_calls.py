"""Calling a method: its names, its signature, its documentation."""

import inspect

import pytest

from paddleflow import AsyncClient, Client

from ...support.any_client import KINDS, AnyClient
from ...support.cases import with_each
from ...support.operations import TRIALS, a_run
from ...support.recorded_server import Server


def methods(kind: type) -> list[str]:
    return [name for name in list(vars(kind)) if not name.startswith("_") and callable(getattr(kind, name))]


METHODS = methods(Client)


def test_an_argument_may_go_by_its_other_name(any_client: AnyClient, server: Server) -> None:
    server.respond = a_run
    assert any_client.show_run(run_id="run-1") == any_client.show_run(runid="run-1") == any_client.show_run("run-1")
    assert any_client.list_run(maxsize=7).ok is any_client.list_run(max_keys=7).ok
    assert [request.query.get("maxKeys") for request in server.requests[3:]] == ["7", "7"]


@with_each(
    "args, kwargs, text",
    [
        ((), {}, r"show_run\(\) missing 1 required positional argument: 'run_id'"),
        (("run-1", "x"), {}, r"show_run\(\) takes 2 positional arguments but 3 were given"),
        (("run-1",), {"run_id": "run-1"}, r"show_run\(\) got multiple values for argument 'run_id'"),
        (("run-1",), {"runid": "run-1"}, r"show_run\(\) got multiple values for argument 'run_id'"),
        ((), {"run_id": "run-1", "runid": "run-1"}, r"show_run\(\) got multiple values for argument 'run_id'"),
        ((), {"runid": "run-1", "run_id": "run-1"}, r"show_run\(\) got multiple values for argument 'run_id'"),
        (("run-1",), {"color": "red"}, r"show_run\(\) got an unexpected keyword argument 'color'"),
    ],
)
def test_a_wrong_call_is_a_type_error_that_names_the_method(
    any_client: AnyClient, server: Server, args: tuple[str, ...], kwargs: dict[str, str], text: str
) -> None:
    with pytest.raises(TypeError, match=text):
        any_client.show_run(*args, **kwargs)
    assert server.requests == []


def test_every_wrong_call_is_a_type_error_that_names_the_method(any_client: AnyClient, server: Server) -> None:
    for trial in TRIALS:
        with pytest.raises(TypeError, match=rf"{trial.method}\(\) got an unexpected keyword argument 'no_such'"):
            trial.but(no_such=1).on(any_client)
    assert server.requests == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_method_has_its_name_its_signature_and_its_documentation(kind: str) -> None:
    for name in [trial.method for trial in TRIALS]:
        method = getattr(KINDS[kind], name)
        assert method.__name__ == name
        assert inspect.getdoc(method)
        parameters = inspect.signature(method).parameters
        assert next(iter(parameters)) == "self"
        assert all(each.kind is each.POSITIONAL_OR_KEYWORD for each in parameters.values()), name
    assert "run_id: 'str'" in str(inspect.signature(KINDS[kind].show_run))
    assert str(inspect.signature(KINDS[kind].show_run)).endswith("-> 'Result[RunInfo]'")


def test_both_clients_have_the_same_methods() -> None:
    assert len(METHODS) > len(TRIALS)
    assert methods(AsyncClient) == METHODS
    for name in METHODS:
        ours, twin = inspect.signature(getattr(Client, name)), inspect.signature(getattr(AsyncClient, name))
        assert list(ours.parameters.values()) == list(twin.parameters.values()), name
    for trial in TRIALS:
        assert inspect.iscoroutinefunction(getattr(AsyncClient, trial.method)), trial
