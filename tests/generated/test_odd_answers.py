"""The typed client alone: what gateways answer, and values that lead astray."""

import asyncio
import inspect
import json
import pickle
from collections.abc import Callable
from types import ModuleType
from typing import Any

import httpx
import pytest

from paddleflow_api import AuthenticatedClient, Client
from paddleflow_api.api import cluster, run
from paddleflow_api.errors import UnexpectedBody, UnexpectedStatus
from paddleflow_api.models import CreateClusterRequest, ErrorResponse
from paddleflow_api.types import Response

from ..support.cases import with_each

HTML = b"<html>" + b"x" * 1_000_000


def answering(
    status: int, body: bytes, kind: str, *, strict: bool = False, seen: list[httpx.Request] | None = None
) -> AuthenticatedClient:
    """A client whose server answers everything so. httpx builds and reads the real messages; only the socket is not."""

    def answer(request: httpx.Request) -> httpx.Response:
        if seen is not None:
            seen.append(request)
        return httpx.Response(status, content=body, headers={"content-type": kind})

    return AuthenticatedClient(
        "http://server",
        token="T",
        raise_on_unexpected_status=strict,
        httpx_args={"transport": httpx.MockTransport(answer)},
    )


ODD = {
    "a number that nobody has registered": (520, HTML, "text/html"),
    "the last number": (999, b"", "text/plain"),
    "a login page": (200, HTML, "text/html"),
    "another object": (400, b"{}", "application/json"),
    "a list": (400, b"[]", "application/json"),
    "a text": (400, b'"no"', "application/json"),
    "nothing": (400, b"", "application/json"),
    "no UTF-8": (400, b"\xff\xfe\xff", "application/json"),
    "a deep list": (400, b"[" * 100_000, "application/json"),
    "a huge number": (400, b"1" * 5000, "application/json"),
}


async def awaited(client: AuthenticatedClient) -> Response[Any]:
    async with client:
        return await run.show_run.asyncio_detailed("run-1", client=client)


def blocking(client: AuthenticatedClient) -> Response[Any]:
    with client:
        return run.show_run.sync_detailed("run-1", client=client)


@with_each("ask", [blocking, lambda client: asyncio.run(awaited(client))])
@with_each("name", ODD)
def test_an_odd_answer_has_its_status_and_no_body(name: str, ask: Callable[[AuthenticatedClient], Any]) -> None:
    status, body, kind = ODD[name]

    response = ask(answering(status, body, kind))
    assert (response.status_code, response.parsed, response.content) == (status, None, body)
    assert run.show_run.sync("run-1", client=answering(status, body, kind)) is None

    with pytest.raises(UnexpectedStatus, match=str(status)) as raised:
        ask(answering(status, body, kind, strict=True))
    assert isinstance(raised.value, UnexpectedBody) == (status < 500)
    assert len(str(raised.value)) < 2000
    copy = pickle.loads(pickle.dumps(raised.value))  # noqa: S301 our own pickle
    assert (type(copy), copy.status_code, copy.content) == (type(raised.value), status, body)


def test_a_documented_answer_is_read() -> None:
    body = {"code": "RunNotFound", "message": "no", "requestID": "r"}
    response = run.show_run.sync_detailed("x", client=answering(400, json.dumps(body).encode(), "application/json"))
    assert response.status_code == 400
    assert isinstance(response.parsed, ErrorResponse)


@with_each("strict", [False, True])
def test_a_success_without_a_body_is_none(strict: bool) -> None:
    response = run.show_run.sync_detailed("x", client=answering(200, b"", "application/json", strict=strict))
    assert (response.status_code, response.parsed) == (200, None)


@with_each("part", ["", ".", ".."])
def test_a_value_that_leads_to_another_address_is_refused(part: str) -> None:
    seen: list[httpx.Request] = []
    with pytest.raises(ValueError, match="run_id must not be"):
        run.show_run.sync(part, client=answering(200, b"{}", "application/json", seen=seen))
    assert seen == []


def test_a_path_parameter_stays_one_segment() -> None:
    seen: list[httpx.Request] = []
    run.show_run.sync("a/../b?c#d %", client=answering(200, b"{}", "application/json", seen=seen))
    assert seen[0].url.raw_path == b"/api/paddleflow/v1/run/a%2F..%2Fb%3Fc%23d%20%25"


def test_an_enum_may_be_given_as_its_text(tiny_models: ModuleType) -> None:
    assert tiny_models.Thing("a", kind="big").to_dict() == {"id": "a", "kind": "big"}
    assert tiny_models.Thing("a", kind="huge").to_dict() == {"id": "a", "kind": "huge"}
    with pytest.raises(ValueError, match="7 is not a valid Kind"):
        tiny_models.Thing("a", kind=7).to_dict()

    seen: list[httpx.Request] = []
    body = CreateClusterRequest("c", "e", status="online")  # type: ignore[arg-type]
    cluster.create_cluster.sync(body=body, client=answering(200, b"{}", "application/json", seen=seen))
    assert json.loads(seen[0].content)["status"] == "online"


def test_a_client_is_made_for_this_server_in_one_line() -> None:
    seen: list[httpx.Request] = []
    client = answering(200, b"{}", "application/json", seen=seen)
    run.list_run.sync(client=client)
    assert seen[0].headers["x-pf-authorization"] == "T"
    assert "authorization" not in seen[0].headers

    for made in (AuthenticatedClient("http://server", token="T"), Client("http://server")):
        with made:
            assert made.get_httpx_client().timeout == httpx.Timeout(60.0, connect=5.0)
            assert made.get_async_httpx_client().timeout == httpx.Timeout(60.0, connect=5.0)
        assert "60" in (type(made).__doc__ or "")
    with Client("http://server", timeout=None) as unlimited:
        assert unlimited.get_httpx_client().timeout == httpx.Timeout(None)


def test_every_parameter_of_the_api_is_described() -> None:
    from paddleflow_api import api

    silent = []
    for tag in api.__all__:
        for name in getattr(api, tag).__all__:
            for function in ("sync", "sync_detailed", "asyncio", "asyncio_detailed"):
                text = inspect.getdoc(getattr(getattr(getattr(api, tag), name), function, None)) or ""
                arguments = text.partition("Args:\n")[2].partition("\n\n")[0]
                silent += [f"{tag}.{name}: {line}" for line in arguments.splitlines() if line.endswith("):")]
    assert silent == []
