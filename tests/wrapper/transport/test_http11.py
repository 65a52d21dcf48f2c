"""HTTP/1.1 without a network: however a response is cut into pieces, it is the same response, or the same complaint."""

import gzip
import time
import zlib
from collections import deque

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddleflow._http import Limits, Request, Response, UnreadableBody
from paddleflow._http11 import BadResponse, message, read_response
from paddleflow._pool import run

from ...support.cases import with_each

HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: Chunked\r\n\r\n"
END = b""


def told(*pieces: bytes, method: str = "get", size: float = 10**6, seconds: float = 9) -> tuple[Response, bool]:
    """What is read out of these pieces; the last is b"" where the connection ends."""
    request = Request(method, "/", {}, None, Limits(9, 9, 9, size), 9)
    left = deque(pieces)

    async def receive() -> bytes:
        assert left, "it wants more"
        return left.popleft()

    return run(read_response(receive, request, time.monotonic() + seconds))


def encoded(content: bytes, encoding: bytes = b"gzip") -> bytes:
    return HEAD + b"content-encoding: %b\r\ncontent-length: %d\r\n\r\n" % (encoding, len(content)) + content


GOOD: dict[str, tuple[bytes, bytes, bool]] = {
    "with a length": (HEAD + b"Content-Length: 3\r\n\r\nabc", b"abc", True),
    "with the same length twice": (HEAD + b"content-length: 3\r\ncontent-length: 3\r\n\r\nabc", b"abc", True),
    "without a body": (HEAD + b"content-length: 0\r\n\r\n", b"", True),
    "204": (b"HTTP/1.1 204 No Content\r\n\r\n", b"", True),
    "chunked": (CHUNKED + b"2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n", b"abc", True),
    "with a trailer": (CHUNKED + b"A\r\n0123456789\r\n0\r\nx: y\r\n\r\n", b"0123456789", True),
    "after provisional ones": (
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n" + CHUNKED + b"1\r\na\r\n0\r\n\r\n",
        b"a",
        True,
    ),
    "that closes": (HEAD + b"connection: Close\r\ncontent-length: 1\r\n\r\na", b"a", False),
    "1.0": (b"HTTP/1.0 200 OK\r\ncontent-length: 1\r\n\r\na", b"a", False),
    "1.0 that stays": (b"HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 1\r\n\r\na", b"a", True),
    "without a reason": (b"HTTP/1.1 200\r\ncontent-length: 1\r\n\r\na", b"a", True),
    "with more behind it": (HEAD + b"content-length: 1\r\n\r\naHTTP/1.1 408 Time", b"a", False),
    "gzip": (encoded(gzip.compress(b"abc")), b"abc", True),
    "deflate": (encoded(zlib.compress(b"abc"), b"deflate"), b"abc", True),
}


@with_each("whole, body, reusable", GOOD.values())
def test_a_response_in_one_piece_and_byte_by_byte(whole: bytes, body: bytes, reusable: bool) -> None:
    for pieces in ([whole], [whole[place : place + 1] for place in range(len(whole))]):
        response, again = told(*pieces)
        assert (response.content, again) == (body, reusable or (len(pieces) > 1 and b"408" in whole))


def test_a_body_that_ends_with_the_connection() -> None:
    response, reusable = told(HEAD + b"\r\nab", b"c", END)
    assert (response.content, reusable) == (b"abc", False)


BAD: dict[str, tuple[bytes, ...]] = {
    "nothing": (END,),
    "half a head": (HEAD + b"content-", END),
    "half a body": (HEAD + b"content-length: 3\r\n\r\nab", END),
    "half a chunk": (CHUNKED + b"3\r\nab", END),
    "no last chunk": (CHUNKED + b"3\r\nabc\r\n", END),
    "a chunk of another size": (CHUNKED + b"2\r\nabc\r\n",),
    "a chunk of no size": (CHUNKED + b"xyz\r\n",),
    "a chunk of less than nothing": (CHUNKED + b"-1\r\n",),
    "a header whose name is no token": (HEAD + "X-Ü: 1\r\n\r\n".encode(),),
    "a size with a prefix": (CHUNKED + b"0x3\r\nabc\r\n0\r\n\r\n",),
    "another coding": (HEAD + b"transfer-encoding: gzip, chunked\r\n\r\n",),
    "another protocol": (b"220 mail.example ESMTP\r\n\r\n",),
    "HTTP/2": (b"HTTP/2 200 OK\r\n\r\n",),
    "a switch": (b"HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n",),
    "no header": (HEAD + b"hello\r\n\r\n",),
    "a blank before the colon": (HEAD + b"content-length : 3\r\n\r\nabc",),
    "two lengths": (HEAD + b"content-length: 3\r\ncontent-length: 4\r\n\r\nabcd",),
    "a negative length": (HEAD + b"content-length: -3\r\n\r\nabc",),
    "a length that is none": (HEAD + b"content-length: 0x3\r\n\r\nabc",),
    "a head without end": (HEAD, *[b"x: " + b"y" * 1000 + b"\r\n"] * 100),
}


@with_each("pieces", BAD.values())
def test_malformed_responses_are_refused(pieces: tuple[bytes, ...]) -> None:
    with pytest.raises(BadResponse):
        told(*pieces)


@given(st.lists(st.binary(min_size=1), max_size=5))
def test_nothing_else_is_raised_for_any_bytes(pieces: list[bytes]) -> None:
    for start in (b"", HEAD, CHUNKED):
        try:
            told(start + b"".join(pieces[:1]), *pieces[1:], END)
        except (BadResponse, UnreadableBody):
            pass
        except AssertionError as error:
            assert "it wants more" in str(error)  # noqa: PT017 - it is another assertion that it checks


def test_headers_that_are_not_ascii_are_decoded() -> None:
    response, _ = told(HEAD + "X-U: 名".encode() + b"\r\nx-y: \xff\r\nX-Z: 1\r\nx-z:2\r\ncontent-length: 0\r\n\r\n")
    assert response.headers == {"x-u": "名", "x-y": "\ufffd", "x-z": "1, 2", "content-length": "0"}


def test_a_request_is_serialized() -> None:
    assert message("GET", "/a?b=c", {"host": "h"}, None) == b"GET /a?b=c HTTP/1.1\r\nhost: h\r\n\r\n"
    assert message("POST", "/", {}, b"{}") == b"POST / HTTP/1.1\r\ncontent-length: 2\r\n\r\n{}"
    assert message("POST", "/", {}, None) == b"POST / HTTP/1.1\r\ncontent-length: 0\r\n\r\n"
    with pytest.raises(UnicodeError):
        message("GET", "/ü", {}, None)


# A body has a limit when it is decoded.


def test_the_size_of_a_decoded_body_is_limited() -> None:
    bomb = gzip.compress(bytes(10**6))
    assert len(bomb) < 2000
    assert len(told(encoded(bomb), size=10**6)[0].content) == 10**6
    assert len(told(encoded(bomb), size=float("inf"))[0].content) == 10**6
    with pytest.raises(UnreadableBody, match="has more than 999,999 bytes"):
        told(encoded(bomb), size=999_999)
    with pytest.raises(UnreadableBody, match="has more than 2 bytes"):
        told(HEAD + b"content-length: 3\r\n\r\nabc", size=2)


def test_decoding_stops_at_the_limit_and_at_the_deadline() -> None:
    bomb = zlib.compress(bytes(8 * 2**20))
    with pytest.raises(UnreadableBody):
        told(encoded(bomb, b"deflate"), size=2**20)
    with pytest.raises(TimeoutError):
        told(encoded(bomb, b"deflate"), size=float("inf"), seconds=-1)


@pytest.mark.parametrize(
    ("body", "encoding"),
    [(b"no gzip", b"gzip"), (gzip.compress(b"abc")[:-4], b"gzip"), (b"abc", b"br"), (b"abc", b"gzip, gzip")],
    ids=["no gzip", "cut off", "unknown", "twice"],  # The time is in what gzip makes: not the same in each worker.
)
def test_a_body_that_is_not_encoded_as_it_says(body: bytes, encoding: bytes) -> None:
    with pytest.raises(UnreadableBody):
        told(encoded(body, encoding))


def by_h11(whole: bytes, method: str) -> tuple[int, bytes] | None:
    """Status and body as h11 reads them; None where it refuses."""
    connection = h11.Connection(h11.CLIENT)
    connection.send(h11.Request(method=method.upper(), target="/", headers=[("host", "h")]))
    connection.send(h11.EndOfMessage())
    status, body = 0, b""
    try:
        connection.receive_data(whole)
        connection.receive_data(b"")
        while not isinstance(event := connection.next_event(), h11.EndOfMessage):
            if isinstance(event, h11.Response):
                status = event.status_code
            elif isinstance(event, h11.Data):
                body += event.data
            elif not isinstance(event, h11.InformationalResponse):  # it wants more, or the connection is closed
                return None
    except h11.RemoteProtocolError:
        return None
    return status, body


TOKENS = st.sampled_from([b"x-y", b"content-length", b"transfer-encoding", b"connection", b"X", b"a b", b"a:", b""])
VALUES = st.sampled_from(
    [b"3", b"0", b"3, 3", b"0x3", b"+3", b"chunked", b"Chunked", b"close", b" v ", b"a\tb", b"\xe4"]
)
PIECES = st.sampled_from(
    [b"", b"abc", b"3\r\nabc\r\n0\r\n\r\n", b"0x3\r\nabc\r\n0\r\n\r\n", b"3;x=y\r\nabc\r\n0\r\nt: u\r\n\r\n"]
)
BYTES = st.sampled_from([b"\r", b"\n", b"\r\n", b" ", b"\t", b":", b"\0", b"0", b"3", b"x", b"_", b"\xff", b",", b";"])


@st.composite
def responses(draw: st.DrawFn) -> bytes:
    """A response, or what a few changes make of it."""
    status = draw(st.sampled_from([b"200 OK", b"204 No Content", b"304 Not Modified", b"404 ", b"500", b"099 x"]))
    version = draw(st.sampled_from([b"1.1", b"1.1", b"1.0", b"2.0"]))
    headers = b"".join(b"%b: %b\r\n" % each for each in draw(st.lists(st.tuples(TOKENS, VALUES), max_size=3)))
    framing = draw(st.sampled_from([b"", b"Content-Length: 3\r\n", b"Transfer-Encoding: chunked\r\n"]))
    whole = b"HTTP/%b %b\r\n%b%b\r\n%b" % (version, status, framing, headers, draw(PIECES))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(whole)))
        whole = whole[:place] + draw(st.one_of(BYTES, st.just(b""))) + whole[place + draw(st.integers(0, 2)) :]
    return whole


@given(responses())
def test_it_reads_what_h11_reads_or_refuses(whole: bytes) -> None:
    try:
        response, _ = told(whole, END)
    except (BadResponse, UnreadableBody):
        return
    assert by_h11(whole, "get") == (response.status_code, response.content)
