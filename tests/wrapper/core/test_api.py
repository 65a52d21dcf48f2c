"""The generated client of a client, and copies of clients."""

import asyncio
import copy
import gc
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from paddleflow import AsyncClient, AuthenticationFailed, Client, InvalidArgument
from paddleflow_api.api.run import list_run
from paddleflow_api.models import ErrorResponse, ListRunResponse

from ...support.any_client import KINDS, AnyClient
from ...support.recorded_server import Answer, Request, Server, from_recordings, json

TOKEN_HEADER = "x-pf-authorization"


@pytest.fixture
def expiring(server: Server) -> Callable[[str], None]:
    """A server that knows one token; returns what changes it."""
    good = ["T0"]

    def respond(request: Request) -> Answer:
        if request.path == "/login":
            return json({"authorization": good[0]})
        if request.headers.get(TOKEN_HEADER) == good[0]:
            return from_recordings(request)
        return json({"code": "AuthInvalidToken", "message": "Invalid token", "requestID": "r"}, 400)

    server.respond = respond
    return lambda token: good.__setitem__(0, token)


def asked(any_client: AnyClient) -> Any:
    api = any_client.client.api
    return (
        any_client.loop.run(list_run.asyncio(client=api)) if any_client.kind == "async" else list_run.sync(client=api)
    )


def test_the_api_logs_in_and_does_so_again(
    any_clients: AnyClient, server: Server, expiring: Callable[[str], None]
) -> None:
    any_client = any_clients.new(server.host, "root", "paddleflow", server.port)
    assert isinstance(asked(any_client), ListRunResponse)
    expiring("T1")
    assert isinstance(asked(any_client), ListRunResponse)
    assert any_client.list_run().ok  # it is one login
    assert [request.path for request in server.requests] == ["/login", "/run", "/run", "/login", "/run", "/run"]


def test_the_api_takes_the_token_of_a_callable(
    any_clients: AnyClient, server: Server, expiring: Callable[[str], None]
) -> None:
    given = iter(["old", "T0"])
    any_client = any_clients.new(server.address, token=lambda: next(given))
    assert isinstance(asked(any_client), ListRunResponse)
    assert [request.headers[TOKEN_HEADER] for request in server.requests] == ["old", "T0"]


def test_the_api_of_a_client_that_knows_nothing_gives_the_servers_answer(
    any_clients: AnyClient, server: Server
) -> None:
    server.respond = lambda _: json({"code": "AuthWithoutToken", "message": "no", "requestID": "r"}, 400)
    assert isinstance(asked(any_clients.new(server.address)), ErrorResponse)
    assert len(server.requests) == 1


def test_the_api_says_why_there_is_no_login(any_clients: AnyClient, server: Server) -> None:
    server.answer("login wrong password")
    any_client = any_clients.new(server.host, "root", "wrong", server.port)
    with pytest.raises(AuthenticationFailed, match="login: "):
        asked(any_client)


def test_the_api_of_a_blocking_client_serves_asyncio_and_leaves_nothing_open(
    server: Server, expiring: Callable[[str], None]
) -> None:
    expiring("T1")
    with Client(server.host, "root", "paddleflow", server.port) as client:
        assert isinstance(asyncio.run(list_run.asyncio(client=client.api)), ListRunResponse)
    gc.collect()  # a warning of what was not closed is an error here
    assert [request.path for request in server.requests] == ["/login", "/run"]


def test_the_api_of_an_asynchronous_client_does_not_block(server: Server) -> None:
    with pytest.raises(InvalidArgument, match="api of a Client"):
        list_run.sync(client=AsyncClient(server.address, token="T").api)
    assert server.requests == []


def test_the_api_is_closed_with_its_client_and_those_of_copies_too(any_clients: AnyClient, server: Server) -> None:
    any_client = any_clients.new(server.address, token="T")
    own, of_copy = any_client.client.api, any_client.client.with_options(timeout=5).api
    assert own is any_client.client.api
    assert own is not of_copy
    asked(any_client)
    any_client.close()
    for api in (own, of_copy):
        assert (api.get_async_httpx_client() if any_client.kind == "async" else api.get_httpx_client()).is_closed
    with pytest.raises(InvalidArgument, match="is closed"):
        _ = any_client.client.api
    del own, of_copy
    gc.collect()  # a warning of what was not closed is an error here


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, pickle.dumps], ids=lambda each: each.__name__)
def test_a_copy_of_a_client_is_refused_with_the_way_out(kind: str, duplicate: Callable[[Any], Any]) -> None:
    client = KINDS[kind]("h", "root", "paddleflow")
    for each in (client, {"client": client}, client.with_options(attempts=1)):
        if duplicate is copy.copy and isinstance(each, dict):
            continue
        with pytest.raises(TypeError, match=r"is not copied or pickled: .* in each process.* with_options"):
            duplicate(each)


def test_an_info_is_not_hashable_and_says_what_to_use_as_a_key(any_client: AnyClient) -> None:
    run = any_client.show_run("run-000001").unwrap()
    with pytest.raises(TypeError, match="unhashable"):
        hash(run)
    assert "run.run_id" in (type(run).__mro__[1].__doc__ or "")
    assert copy.deepcopy(run) == pickle.loads(pickle.dumps(run)) == run  # noqa: S301 our own pickle
