"""Proxies that the environment names."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from paddleflow import ConnectionFailed, InvalidResponse

from ..core.face import TRANSPORTS, Face
from ..core.failures import failed
from ..core.server import Server
from .clock import Clock
from .networks import Certificates, Proxy, Secure

pytestmark = pytest.mark.parametrize("transport", TRANSPORTS)
SECRET = "marker-xyzzy"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def secure(certificates: Certificates) -> Iterator[Secure]:
    with Secure(certificates) as running:
        yield running


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with Proxy() as running:
        yield running


@pytest.fixture
def nobody() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_a_plain_address_through_a_proxy(
    faces: Face, server: Server, proxy: Proxy, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, f"http://{proxy.address}")
    face = faces.new(server.host, "root", "paddleflow", server.port, attempts=1)
    assert face.list_run(status="failed").ok
    assert face.create_run(run_yaml_raw=b"x").ok
    assert len(server.requests) == 3
    assert len(proxy.lines) == 3
    assert proxy.lines[0] == f"POST {server.address}/api/paddleflow/v1/login HTTP/1.1"


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"])
def test_a_secure_address_through_a_tunnel(
    faces: Face,
    secure: Secure,
    proxy: Proxy,
    certificates: Certificates,
    variable: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(variable, f"http://{proxy.address}")
    face = faces.new(secure.address, "root", "paddleflow", attempts=1, ca=str(certificates.ca))
    assert face.list_run().ok
    assert proxy.lines == [f"CONNECT 127.0.0.1:{secure.port} HTTP/1.1"]  # it sees no more than that


@pytest.mark.parametrize("exception", ["127.0.0.1", "example.com,127.0.0.1", "*"])
@pytest.mark.parametrize("variable", ["NO_PROXY", "no_proxy"])
def test_an_exception_is_asked_directly(
    faces: Face, server: Server, nobody: str, variable: str, exception: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://{nobody}")
    monkeypatch.setenv(variable, exception)
    assert faces.new(server.host, paddleflow_server_port=server.port, token="T", attempts=1).list_run().ok


def test_the_other_schemes_proxy_is_not_used(
    faces: Face, server: Server, nobody: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://{nobody}")
    assert faces.new(server.host, paddleflow_server_port=server.port, token="T", attempts=1).list_run().ok


@pytest.mark.parametrize("tunnel", [False, True], ids=["plain", "tunnel"])
def test_a_proxy_that_is_down_has_passed_nothing_on(
    faces: Face,
    server: Server,
    secure: Secure,
    certificates: Certificates,
    nobody: str,
    tunnel: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALL_PROXY", f"http://alice:{SECRET}@{nobody}")
    address = secure.address if tunnel else server.address
    face = faces.new(address, token="T", ca=str(certificates.ca))
    clock = Clock().in_(face.client)
    message = failed(face.create_run(run_yaml_raw=b"x"), ConnectionFailed)
    assert message.startswith(f"create_run: cannot connect to {address}: ")
    assert len(clock.pauses) == 2  # a write, sent again since it cannot have arrived
    assert SECRET not in message
    assert server.requests == secure.requests == []


@pytest.mark.parametrize("status", [403, 407, 502])
def test_a_proxy_that_refuses_a_tunnel_has_passed_nothing_on(
    faces: Face, secure: Secure, certificates: Certificates, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy(refuses=status) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy.address}")
        face = faces.new(secure.address, token="T", ca=str(certificates.ca))
        clock = Clock().in_(face.client)
        failed(face.create_run(run_yaml_raw=b"x"), ConnectionFailed)
        assert len(clock.pauses) == 2
        assert len(proxy.lines) == 3
    assert secure.requests == []


def test_a_proxy_that_answers_itself(faces: Face, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    with Proxy(refuses=407) as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"http://{proxy.address}")
        face = faces.new(server.host, paddleflow_server_port=server.port, token="T", attempts=1)
        message = failed(face.list_run(), InvalidResponse)
    assert "HTTP 407" in message
    assert "with no proxy or login page in between?" in message


@pytest.mark.parametrize("tunnel", [False, True], ids=["plain", "tunnel"])
def test_a_proxy_gets_its_own_password_and_no_other(
    faces: Face,
    server: Server,
    secure: Secure,
    proxy: Proxy,
    certificates: Certificates,
    tunnel: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALL_PROXY", f"http://alice:secret@{proxy.address}")
    face = faces.new(secure.address if tunnel else server.address, token="T", attempts=1, ca=str(certificates.ca))
    assert face.list_run().ok
    assert proxy.authorizations == ["Basic YWxpY2U6c2VjcmV0"]
    (request,) = (secure if tunnel else server).requests
    assert "proxy-authorization" not in request.headers
    assert "authorization" not in request.headers


@pytest.mark.parametrize("value", ["nonsense://127.0.0.1:1", "http://[", "http://a b", "socks5://127.0.0.1:9"])
def test_a_proxy_that_is_none_gives_a_pair(
    faces: Face, server: Server, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", value)
    face = faces.new(server.host, paddleflow_server_port=server.port, token="T", attempts=1)
    pair: Any = face.list_run()
    assert pair.ok == bool(server.requests)
