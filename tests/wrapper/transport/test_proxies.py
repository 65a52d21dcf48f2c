"""Proxies that the environment names: chosen once, and used by every transport and by raw access alike."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from paddleflow import ConnectionFailed, InvalidArgument, InvalidResponse
from paddleflow._proxies import proxy_for

from ...support.any_client import TRANSPORTS, AnyClient, mostly_auto
from ...support.cases import with_each
from ...support.clock import Clock
from ...support.failures import failed
from ...support.recorded_server import Server
from .networks import Certificates, Proxy, Secure

over_every_transport = pytest.mark.parametrize("transport", TRANSPORTS)
SECRET = "marker-xyzzy"
PROXY = "http://proxy.lab:3128"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def secure_server(certificates: Certificates) -> Iterator[Secure]:
    with Secure(certificates) as running:
        yield running


@pytest.fixture
def secure(secure_server: Secure) -> Secure:
    secure_server.forget()
    return secure_server


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with Proxy() as running:
        yield running


@pytest.fixture
def nobody() -> str:
    """An address that refuses connections."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"127.0.0.1:{listener.getsockname()[1]}"


def address(server: Server) -> str:
    """A server's address by a name that is not loopback's: only the proxy of these tests knows it."""
    scheme = "https" if isinstance(server, Secure) else "http"
    return f"{scheme}://pf.example:{server.port}"


# Which proxy: variables x addresses. The next test has it for the transports.

HTTP, HTTPS, IPV4, IPV6 = (
    "http://pf.example:8999",
    "https://pf.example",
    "http://10.1.2.3:8999",
    "http://[fe80::7]:8999",
)
CHOICES: list[tuple[dict[str, str], str, str | None]] = [
    ({}, HTTP, None),
    ({"HTTP_PROXY": PROXY}, HTTP, PROXY),
    ({"http_proxy": PROXY}, HTTP, PROXY),
    ({"http_proxy": PROXY, "HTTP_PROXY": "http://other"}, HTTP, PROXY),
    ({"http_proxy": " ", "HTTP_PROXY": PROXY}, HTTP, PROXY),
    ({"HTTP_PROXY": PROXY}, HTTPS, None),
    ({"HTTPS_PROXY": PROXY}, HTTPS, PROXY),
    ({"https_proxy": PROXY}, HTTPS, PROXY),
    ({"HTTPS_PROXY": PROXY}, HTTP, None),
    ({"ALL_PROXY": PROXY}, HTTP, PROXY),
    ({"all_proxy": PROXY}, HTTPS, PROXY),
    ({"ALL_PROXY": "http://other", "HTTPS_PROXY": PROXY}, HTTPS, PROXY),
    ({"HTTP_PROXY": PROXY, "REQUEST_METHOD": "GET"}, HTTP, None),  # a CGI script: it is a header of whoever asks
    # What a value may look like.
    ({"HTTP_PROXY": "proxy.lab:3128"}, HTTP, PROXY),
    ({"HTTP_PROXY": PROXY + "\n"}, HTTP, PROXY),
    ({"HTTP_PROXY": f" {PROXY}/ "}, HTTP, PROXY),
    ({"HTTP_PROXY": "http://proxy.lab"}, HTTP, "http://proxy.lab:80"),
    ({"HTTP_PROXY": "http://[::1]:3128"}, HTTP, "http://[::1]:3128"),
    ({"HTTP_PROXY": f"http://alice:{SECRET}@proxy.lab:3128"}, HTTP, PROXY),
    # Loopback is never asked through a proxy.
    *[
        ({"ALL_PROXY": PROXY}, f"http://{host}:8999", None)
        for host in ("127.0.0.1", "127.8.8.8", "localhost", "LOCALHOST", "a.localhost", "[::1]", "[::ffff:127.0.0.1]")
    ],
    # Exceptions.
    *[
        ({"ALL_PROXY": PROXY, name: value}, HTTP, None)
        for name in ("NO_PROXY", "no_proxy")
        for value in (
            "*", "pf.example", "PF.Example", "example", ".example", "*.example", "a.b, pf.example", "a.b;pf.example",
            "a.b pf.example", "a.b\npf.example\n", "pf.example:8999", ",,pf.example,", "[::1],fe80::/10,pf.example",
        )
    ],
    *[
        ({"ALL_PROXY": PROXY, "NO_PROXY": value}, HTTP, PROXY)
        for value in ("", "f.example", "ample", "pf.example.com", "pf.example:80", "10.0.0.0/8", "<local>")
    ],
    ({"ALL_PROXY": PROXY, "NO_PROXY": "pf.example:443"}, HTTPS, None),
    ({"ALL_PROXY": PROXY, "NO_PROXY": "<local>"}, "http://pf:8999", None),
    ({"ALL_PROXY": PROXY, "NO_PROXY": "other"}, "http://pf:8999", PROXY),
    *[
        ({"ALL_PROXY": PROXY, "NO_PROXY": value}, IPV4, None)
        for value in ("10.1.2.3", "10.0.0.0/8", "10.1.2.3:8999", "10.1.2.3/24")
    ],
    *[
        ({"ALL_PROXY": PROXY, "NO_PROXY": value}, IPV4, PROXY)
        for value in ("10.1.2.4", "11.0.0.0/8", "10.1.2.3:80", "2.3", "::/0")
    ],
    *[
        ({"ALL_PROXY": PROXY, "NO_PROXY": value}, IPV6, None)
        for value in ("fe80::7", "[fe80::7]", "FE80:0::7", "fe80::/10", "[fe80::]/10", "[fe80::7]:8999")
    ],
    *[
        ({"ALL_PROXY": PROXY, "NO_PROXY": value}, IPV6, PROXY)
        for value in ("fe80::8", "fec0::/10", "[fe80::7]:80", "0.0.0.0/0")
    ],
    ({"ALL_PROXY": "socks5://127.0.0.1:9", "NO_PROXY": "pf.example"}, HTTP, None),
]  # fmt: skip


@with_each("environ, url, chosen", CHOICES, ids=lambda value: str(value))
def test_the_proxy_for_an_address(environ: dict[str, str], url: str, chosen: str | None) -> None:
    proxy = proxy_for(url, environ)
    assert (proxy and proxy.url) == chosen
    assert SECRET not in f"{proxy} {proxy!r}"


UNUSABLE = {
    "socks5://alice:{secret}@127.0.0.1:9": "names a SOCKS proxy",
    "https://alice:{secret}@127.0.0.1:9": "names a proxy of the kind https://",
    "nonsense://alice:{secret}@127.0.0.1:1": "names a proxy of the kind nonsense://",
    "http://[": "names no proxy",
    "http://a b": "names no proxy",
    "http://": "names no proxy",
    "http://alice:{secret}@h:99999999": "names no proxy",
    "http://alice:{secret}@h\x00": "names no proxy",
}


@with_each("value, what", UNUSABLE.items(), ids=lambda value: repr(value))
def test_a_proxy_that_cannot_be_used_is_refused_in_one_sentence(value: str, what: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        proxy_for(HTTP, {"http_proxy": value.format(secret=SECRET)})
    assert str(caught.value) == (
        f"http_proxy {what}{', which cannot be used' * ('of the kind' in what or 'SOCKS' in what)}: write "
        "http://[user:password@]host[:port], or list the server's host in NO_PROXY"
    )


ROUTES: list[tuple[dict[str, str], str]] = [
    ({"HTTP_PROXY": "{proxy}"}, "proxy"),
    ({"ALL_PROXY": "{proxy}\n"}, "proxy"),
    ({"HTTP_PROXY": "{proxy}", "NO_PROXY": "[::1],fe80::/10,other.example"}, "proxy"),
    ({"HTTP_PROXY": "{proxy}", "NO_PROXY": "*.example"}, "directly"),
    ({"HTTPS_PROXY": "{proxy}", "NO_PROXY": "localhost,127.0.0.1,[::1]"}, "directly"),
    ({"ALL_PROXY": "socks5://127.0.0.1:9"}, "not at all"),
]


@over_every_transport
@pytest.mark.parametrize(("environ", "route"), ROUTES, ids=str)
def test_every_transport_and_raw_access_go_the_same_way(
    any_clients: AnyClient,
    server: Server,
    proxy: Proxy,
    environ: dict[str, str],
    route: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from paddleflow_api.api.run import list_run

    for name, value in environ.items():
        monkeypatch.setenv(name, value.format(proxy=f"http://{proxy.address}"))
    any_client = any_clients.new(address(server), token="T", attempts=1)
    message = any_client.list_run()[1]
    raised: Exception | None = None
    try:
        if any_clients.kind == "blocking":
            list_run.sync_detailed(client=any_client.client.api)
        else:
            any_client.loop.run(list_run.asyncio_detailed(client=any_client.client.api))
    except Exception as error:
        raised = error
    if route == "proxy":
        assert proxy.lines == [
            f"GET {address(server)}/api/paddleflow/v1/run{query} HTTP/1.1" for query in ("?maxKeys=100", "")
        ]
        assert raised is None
    elif route == "directly":  # where nobody knows that name
        assert f"cannot connect to {address(server)}: " in message
        assert "proxy" not in message
        assert proxy.lines == server.requests == []
    else:
        assert "list_run: the request cannot be sent: ALL_PROXY names a SOCKS proxy" in message
        assert isinstance(raised, InvalidArgument)


@over_every_transport
def test_loopback_is_asked_directly(
    any_clients: AnyClient, server: Server, nobody: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", f"http://{nobody}")
    assert any_clients.new(server.host, paddleflow_server_port=server.port, token="T", attempts=1).list_run().ok


# What becomes of a request on the way through one.


@mostly_auto
def test_a_plain_address_through_a_proxy(
    any_clients: AnyClient, server: Server, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://{proxy.address}")
    any_client = any_clients.new(address(server), "root", "paddleflow", attempts=1)
    assert any_client.list_run(status="failed").ok
    assert any_client.create_run(run_yaml_raw=b"x").ok
    assert len(server.requests) == 3
    assert {request.headers["host"] for request in server.requests} == {f"pf.example:{server.port}"}
    assert proxy.lines[0] == f"POST {address(server)}/api/paddleflow/v1/login HTTP/1.1"


@mostly_auto
def test_a_secure_address_through_a_tunnel(
    any_clients: AnyClient, secure: Secure, proxy: Proxy, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy.address}")
    any_client = any_clients.new(address(secure), "root", "paddleflow", attempts=1, ca=str(certificates.ca))
    assert any_client.list_run().ok
    assert proxy.lines == [f"CONNECT pf.example:{secure.port} HTTP/1.1"]  # it sees no more than that


@mostly_auto
@pytest.mark.parametrize("tunnel", [False, True], ids=["plain", "tunnel"])
def test_a_proxy_that_is_down_has_passed_nothing_on_and_is_named(
    any_clients: AnyClient,
    server: Server,
    secure: Secure,
    certificates: Certificates,
    nobody: str,
    tunnel: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALL_PROXY", f"http://alice:{SECRET}@{nobody}")
    target = address(secure if tunnel else server)
    any_client = any_clients.new(target, token="T", ca=str(certificates.ca))
    clock = Clock().in_(any_client.client)
    message = failed(any_client.create_run(run_yaml_raw=b"x"), ConnectionFailed)
    start = f"create_run: cannot connect to {target}: through the proxy http://{nobody} (ALL_PROXY): "
    assert message.startswith(start)
    assert len(clock.pauses) == 2  # a write, sent again since it cannot have arrived
    assert SECRET not in message
    assert server.requests == secure.requests == []


@mostly_auto
@pytest.mark.parametrize("status", [403, 407, 502])
def test_a_proxy_that_refuses_a_tunnel_has_passed_nothing_on(
    any_clients: AnyClient, secure: Secure, certificates: Certificates, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy(refuses=status) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy.address}")
        any_client = any_clients.new(address(secure), token="T", ca=str(certificates.ca))
        clock = Clock().in_(any_client.client)
        message = failed(any_client.create_run(run_yaml_raw=b"x"), ConnectionFailed)
        assert str(status) in message
        assert len(clock.pauses) == 2
        assert len(proxy.lines) == 3
    assert secure.requests == []


@over_every_transport
@pytest.mark.parametrize(("page", "encoding"), [(b"x" * 10**6, "identity"), (b"x", "br")], ids=["large", "encoded"])
def test_a_proxy_may_refuse_a_tunnel_with_any_page(
    any_clients: AnyClient,
    secure: Secure,
    certificates: Certificates,
    page: bytes,
    encoding: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Proxy(refuses=403, page=page, encoding=encoding) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy.address}")
        any_client = any_clients.new(address(secure), token="T", attempts=1, ca=str(certificates.ca))
        assert "403" in failed(any_client.list_run(), ConnectionFailed)


@over_every_transport
def test_a_proxy_that_answers_itself(any_clients: AnyClient, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    with Proxy(refuses=407) as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"http://{proxy.address}")
        any_client = any_clients.new(address(server), token="T", attempts=1)
        message = failed(any_client.list_run(), InvalidResponse)
    assert "HTTP 407" in message
    assert "with no proxy or login page in between?" in message


@mostly_auto
@pytest.mark.parametrize("tunnel", [False, True], ids=["plain", "tunnel"])
def test_a_proxy_gets_its_own_password_and_no_other(
    any_clients: AnyClient,
    server: Server,
    secure: Secure,
    proxy: Proxy,
    certificates: Certificates,
    tunnel: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALL_PROXY", f"http://alice:s%40cret@{proxy.address}")
    any_client = any_clients.new(address(secure if tunnel else server), token="T", attempts=1, ca=str(certificates.ca))
    assert any_client.list_run().ok
    assert proxy.authorizations == ["Basic YWxpY2U6c0BjcmV0"]
    (request,) = (secure if tunnel else server).requests
    assert "proxy-authorization" not in request.headers
    assert "authorization" not in request.headers


@over_every_transport
def test_an_unknown_proxy_host_is_reported_without_its_password(
    any_clients: AnyClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://alice:{SECRET}@nowhere.invalid:3128")
    message: Any = failed(any_clients.new("pf.example", token="T", attempts=1).list_run(), ConnectionFailed)
    assert "through the proxy http://nowhere.invalid:3128 (HTTP_PROXY): " in message
    assert SECRET not in message
