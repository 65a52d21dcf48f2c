"""What all transports have to mean alike, beyond proxies and certificates; and httpx clients of the user's."""

import gzip
import signal
import subprocess
import sys
from typing import Any

import httpx
import pytest
from attrs import evolve

from paddleflow import AsyncClient, Client, ConnectionFailed, InvalidArgument, InvalidResponse, NotSupported

from ...support.any_client import TRANSPORTS, AnyClient, mostly_auto
from ...support.failures import failed
from ...support.recorded_server import DROPPED, NEVER, Answer, Server, json, recorded

over_every_transport = pytest.mark.parametrize("transport", TRANSPORTS)


def packed(answer: Answer) -> Answer:
    return Answer(answer.status, gzip.compress(answer.body), headers={"Content-Encoding": "gzip"})


@over_every_transport
def test_a_compressed_response_is_read(any_client: AnyClient, server: Server) -> None:
    server.answer(packed(recorded("show run succeeded")))
    assert any_client.show_run("run-000001").unwrap().raw == recorded("show run succeeded").json
    assert server.requests[0].headers["accept-encoding"] == "gzip"


@mostly_auto
def test_a_small_response_that_becomes_a_large_one_is_refused(any_clients: AnyClient, server: Server) -> None:
    any_client = any_clients.new(server.host, paddleflow_server_port=server.port, token="T", max_response_bytes=10**6)
    bomb = packed(json({"runList": [], "nextMarker": "x" * 2 * 10**6}))
    assert len(bomb.body) < 2 * 10**4
    server.respond = lambda _: bomb
    message = failed(any_client.list_run(), InvalidResponse)
    assert f"the answer of {server.address} has more than 1,000,000 bytes. Client(max_response_bytes=...)" in message
    assert len(server.requests) == 1  # it would be as large the next time
    limitless = any_clients.new(
        server.host, paddleflow_server_port=server.port, token="T", max_response_bytes=float("inf")
    )
    assert limitless.list_run().ok


@over_every_transport
def test_an_invalid_gzip_body_is_an_invalid_response(any_client: AnyClient, server: Server) -> None:
    server.answer(Answer(200, b'{"runList": []}', headers={"Content-Encoding": "gzip"}))
    assert "cannot be decoded" in failed(any_client.list_run(), InvalidResponse)
    assert any_client.list_run().ok


@mostly_auto
@pytest.mark.parametrize("value", ["名", "ÿ", "é" * 100], ids=ascii)
def test_a_header_that_is_not_ascii_is_read(any_client: AnyClient, server: Server, value: str) -> None:
    server.answer(Answer(302, headers={"Location": value}))
    assert value in failed(any_client.list_run(), InvalidResponse)


@mostly_auto
def test_cookies_are_not_kept(any_client: AnyClient, server: Server) -> None:
    server.answer(evolve(json({"runList": []}), headers={"Set-Cookie": "a=b"}))
    assert any_client.list_run().ok
    assert any_client.list_run().ok
    assert ["cookie" in request.headers for request in server.requests] == [False, False]


@mostly_auto
@pytest.mark.parametrize("method", ["delete_run", "stop_run"])
def test_a_delete_or_put_whose_kept_connection_is_lost_is_not_sent_again(
    any_clients: AnyClient, server: Server, method: str
) -> None:
    any_client = any_clients.new(server.host, paddleflow_server_port=server.port, token="T")
    assert any_client.list_run().ok
    server.forget()
    server.answer(DROPPED)
    failed(getattr(any_client, method)("run-000001"), ConnectionFailed)
    assert [request.method for request in server.requests] == ["DELETE" if method == "delete_run" else "PUT"]


@over_every_transport
@pytest.mark.parametrize("limit", [1e300, float("inf")])
def test_infinite_limits_work(any_clients: AnyClient, server: Server, limit: float) -> None:
    any_client = any_clients.new(
        server.host,
        paddleflow_server_port=server.port,
        token="T",
        timeout=limit,
        connect_timeout=limit,
        total_timeout=limit,
    )
    assert any_client.list_run().ok


INTERRUPTED = """
import sys
from paddleflow import Client
client = Client("127.0.0.1", paddleflow_server_port=int(sys.argv[1]), token="T", transport=sys.argv[2])
try:
    client.list_run()
except KeyboardInterrupt:
    print("interrupted", client.list_run().ok)
"""


@mostly_auto
def test_ctrl_c_ends_a_call_at_once_and_the_client_goes_on(server: Server, transport: str) -> None:
    server.answer(NEVER)
    command = [sys.executable, "-W", "error", "-c", INTERRUPTED, str(server.port), transport]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        server.wait(1, 60)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (out, err) == ("interrupted True\n", "")


# httpx clients of the user's.


def answered(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"runList": [], "nextMarker": request.headers["x-pf-authorization"]})


def test_a_client_of_the_users_carries_the_requests_and_stays_open() -> None:
    with httpx.Client(transport=httpx.MockTransport(answered)) as http:
        with Client("pf.example", token="T", http_client=http) as client:
            assert client.list_run().unwrap()["nextMarker"] == "T"
        failed(client.list_run(), InvalidArgument)
        assert not http.is_closed


async def test_an_asynchronous_client_of_the_users_carries_the_requests_and_stays_open() -> None:
    async with httpx.AsyncClient(transport=httpx.MockTransport(answered)) as http:
        async with AsyncClient("pf.example", token="T", http_client=http) as client:
            assert (await client.list_run()).unwrap()["nextMarker"] == "T"
        assert not http.is_closed


def test_a_client_of_the_users_that_is_closed_gives_a_pair() -> None:
    http = httpx.Client(transport=httpx.MockTransport(answered))
    http.close()
    with Client("pf.example", token="T", http_client=http) as client:
        assert "the request cannot be sent" in failed(client.list_run(), InvalidArgument)


def test_a_client_of_the_wrong_kind_is_refused() -> None:
    with pytest.raises(InvalidArgument, match=r"http_client must be an httpx\.Client, not AsyncClient\."):
        Client("h", http_client=httpx.AsyncClient(transport=httpx.MockTransport(answered)))
    with pytest.raises(InvalidArgument, match=r"http_client must be an httpx\.AsyncClient"):
        AsyncClient("h", http_client=httpx.Client(transport=httpx.MockTransport(answered)))


def test_the_users_proxy_and_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://127.0.0.1:9")
    with httpx.Client(transport=httpx.MockTransport(answered)) as http:
        assert Client("pf.example", token="T", http_client=http).list_run().ok


# Asynchronous clients that nobody closes.

DROPPED_CLIENTS = """
import asyncio, gc, sys
from paddleflow import AsyncClient

async def use(cycle):
    client = AsyncClient("127.0.0.1", paddleflow_server_port=int(sys.argv[1]), token="T", transport=sys.argv[2])
    if cycle:
        client.me = client
    (await client.list_run()).unwrap()

async def main():
    for cycle in (False, True):
        await use(cycle)
        gc.collect()
        await asyncio.sleep(0)
    global kept
    kept = AsyncClient("127.0.0.1", paddleflow_server_port=int(sys.argv[1]), token="T", transport=sys.argv[2])
    (await kept.list_run()).unwrap()

asyncio.run(main())
loop = asyncio.new_event_loop()
loop.run_until_complete(use(True))
loop.run_until_complete(asyncio.sleep(0))
gc.collect()
loop.run_until_complete(asyncio.sleep(0.01))
loop.close()
"""


@pytest.mark.slow
@mostly_auto
def test_an_unclosed_asynchronous_client_prints_nothing(server: Server, transport: str) -> None:
    command = [sys.executable, "-W", "error", "-c", DROPPED_CLIENTS, str(server.port), transport]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@mostly_auto
def test_without_asyncio_a_call_says_so_and_closing_is_quiet(transport: str) -> None:
    """As in trio, where coroutines do not run in an event loop of asyncio."""

    async def use() -> Any:
        async with AsyncClient("127.0.0.1", "root", "paddleflow", transport=transport) as client:
            return await client.list_run()

    with pytest.raises(StopIteration) as end:
        use().send(None)
    assert "AsyncClient works with asyncio" in failed(end.value.value, NotSupported)
