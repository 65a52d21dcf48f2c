"""Where the server is: from what users write to where requests go."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddleflow import InvalidArgument
from paddleflow._address import base_url

from ...support.any_client import KINDS, AnyClient
from ...support.cases import with_each
from ...support.recorded_server import Server

NAMES = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?(\.[a-z]{2,8}){0,3}", fullmatch=True)
PORTS = st.integers(1, 65535)
PREFIXES = st.lists(st.from_regex(r"[a-zA-Z0-9_~-]{1,8}", fullmatch=True), max_size=3)


@given(name=NAMES, port=PORTS)
def test_a_host_has_the_port_given_as_number_or_text(name: str, port: int) -> None:
    assert base_url(name, port) == base_url(name, str(port)) == base_url(f" {name} ", port) == f"http://{name}:{port}"


@given(name=NAMES)
def test_a_host_has_port_8999_by_default(name: str) -> None:
    assert base_url(name) == base_url(name, "") == f"http://{name}:8999"


@given(name=NAMES, own=PORTS, port=st.none() | PORTS)
def test_a_port_in_the_host_wins(name: str, own: int, port: int | None) -> None:
    assert base_url(f"{name}:{own}", port) == f"http://{name}:{own}"
    assert base_url(f"https://{name}:{own}", port) == f"https://{name}:{own}"


@given(address=st.ip_addresses(v=6), port=PORTS)
def test_an_ipv6_address_needs_no_brackets(address: object, port: int) -> None:
    text = str(address)
    assert base_url(text, port) == base_url(f"[{text}]", port) == f"http://[{text}]:{port}"
    assert base_url(f"http://[{text}]:{port}/x") == f"http://[{text}]:{port}/x"


@given(address=st.ip_addresses(v=4), port=PORTS)
def test_an_ipv4_address_is_a_host(address: object, port: int) -> None:
    assert base_url(str(address), port) == f"http://{address}:{port}"


@given(
    scheme=st.sampled_from(["http", "https"]),
    name=NAMES,
    port=st.none() | PORTS,
    prefix=PREFIXES,
    slash=st.sampled_from(["", "/"]),
)
def test_an_address_may_have_a_path(scheme: str, name: str, port: int | None, prefix: list[str], slash: str) -> None:
    path = "".join(f"/{part}" for part in prefix)
    plain = f"{scheme}://{name}{f':{port}' if port else ''}{path}"
    assert base_url(plain + slash) == plain


def test_an_address_has_the_port_of_its_scheme_by_default() -> None:
    assert base_url("https://pf.example.com/x") == "https://pf.example.com/x"
    assert base_url("https://pf.example.com/x", 8443) == "https://pf.example.com:8443/x"


BAD_PORTS = [0, -1, 65536, "x", "80x", "８０", True, 1.5, "1" * 5000, [80], "-1"]
BAD_HOSTS = {
    None: "No server is named",
    "": "host name or an address",
    "   ": "host name or an address",
    7: "must be a host name or an address, not 7",
    b"127.0.0.1": "must be a host name or an address",
    "ftp://pf.example.com": "http(s)://host[:port][/path]",
    "https://": "http(s)://host[:port][/path]",
    "pf example": "http(s)://host[:port][/path]",
    "http://pf.example.com:99999": "invalid port: it must be a number from 1 to 65535",
    "http://pf.example.com:x": "invalid port: it must be a number from 1 to 65535",
    "http://pf.example.com?x=1": "must not contain a user, password, query or fragment",
    "http://pf.example.com#x": "must not contain a user, password, query or fragment",
    "http://[::1": "http(s)://host[:port][/path]",
    "::g": "http(s)://host[:port][/path]",
    "http://[zz]": "http(s)://host[:port][/path]",
    "pf.example.com:0": "invalid port: it must be a number from 1 to 65535",
}


@with_each("kind", KINDS)
@with_each("host", BAD_HOSTS)
def test_a_bad_host_is_refused_at_once(kind: str, host: object) -> None:
    with pytest.raises(InvalidArgument, match=re.escape(BAD_HOSTS[host])) as raised:  # type: ignore[index]
        KINDS[kind](host)  # pyright: ignore[reportArgumentType]
    assert raised.value.code == "InvalidServer"


@with_each("kind", KINDS)
@with_each("port", [0, -1, 65536, "x", "80x", "８０", True, 1.5, "1" * 5000, [80], "-1"], ids=lambda x: repr(x)[:9])
def test_a_bad_port_is_refused_at_once(kind: str, port: object) -> None:
    with pytest.raises(InvalidArgument, match="number from 1 to 65535") as raised:
        KINDS[kind]("127.0.0.1", paddleflow_server_port=port)  # pyright: ignore[reportArgumentType]
    assert raised.value.code == "InvalidServer"


@with_each("host", ["pf.example.com", "pf.example.com:x", "[::1", "", "a b"])
def test_a_password_in_an_address_is_refused_and_not_repeated(host: str) -> None:
    with pytest.raises(InvalidArgument) as raised:
        base_url(f"https://root:hunter2@{host}")
    assert "hunter2" not in str(raised.value)


@given(host=st.text(), port=st.none() | st.integers() | st.text())
def test_any_text_is_an_address_or_refused(host: str, port: int | str | None) -> None:
    with contextlib.suppress(InvalidArgument):
        assert re.match(r"https?://[^/]", base_url(host, port))


def test_requests_go_below_the_path_of_the_address(any_clients: AnyClient, server: Server) -> None:
    any_client = any_clients.new(f"{server.address}/pre/fix/", token="TOKEN")
    any_client.list_run()
    assert server.requests[0].target.startswith("/pre/fix/api/paddleflow/v1/run?")


def test_the_port_may_be_a_text(any_clients: AnyClient, server: Server) -> None:
    assert any_clients.new(server.host, "root", "paddleflow", str(server.port)).login() == (True, None)
