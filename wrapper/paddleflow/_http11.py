"""HTTP/1.1 without I/O: a request as it is sent, and a response out of the pieces that come of it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from paddleflow._http import Body, Request, Response, header_text

Receive = Callable[[], Awaitable[bytes]]
"""Gives what came on a connection, b"" at its end."""

HEAD_LIMIT: Final = 65536
"""Bytes of the head of a response at most."""

_STATUS_LINE: Final = re.compile(rb"HTTP/1\.([01]) ([1-9]\d\d)(?: [^\x00-\x08\x0a-\x1f\x7f]*)?")
_HEADER: Final = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*?)[ \t]*")
_LENGTH: Final = re.compile(r"[0-9]{1,20}")
_CHUNK: Final = re.compile(rb"([0-9A-Fa-f]{1,20})[ \t]*(?:;[^\x00-\x08\x0a-\x1f\x7f]*)?\r\n")


class BadResponse(ConnectionError):
    """The response breaks off, or is not HTTP/1.1."""


def message(method: str, target: str, headers: Mapping[str, str], body: bytes | None) -> bytes:
    """Return a request as it is sent.

    Args:
        method: GET, POST, ...
        target: The path with its query; the whole URL for a proxy.
        headers: Names and values, of which none has a line break.
        body: The body; None for a request without one.

    Raises:
        UnicodeError: There is something else than ASCII in it.
    """
    lines = [f"{method} {target} HTTP/1.1", *[f"{name}: {value}" for name, value in headers.items()]]
    if body is not None or method in ("POST", "PUT", "PATCH"):
        lines.append(f"content-length: {len(body or b'')}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii") + (body or b"")


async def read_response(receive: Receive, request: Request, deadline: float) -> tuple[Response, bool]:
    """Return the response to a request, and whether the connection can carry another one.

    Args:
        receive: Gives the next piece of it.
        request: What was sent.
        deadline: When to give up, by ``time.monotonic``.

    Raises:
        BadResponse: The response breaks off, or is not HTTP/1.1.
        UnreadableBody: Its body is too large, or not encoded as it says.
        TimeoutError: The deadline passed while the body was decoded.
    """
    incoming = _Incoming(receive, await receive())
    status, version, headers = await _head(incoming)
    if request.method == "connect":
        return Response(status, headers, b""), status == 200  # what follows is the tunnel's
    body = Body(headers.get("content-encoding"), request.limits.size, deadline)
    options = {option.strip() for option in headers.get("connection", "").lower().split(",")}
    reusable = "close" not in options if version == 1 else "keep-alive" in options
    coding, length = headers.get("transfer-encoding"), _length(headers.get("content-length"))
    if coding is not None and coding.lower() != "chunked":
        raise BadResponse(f"the response has the transfer coding {coding!r}")
    if status in (204, 304):
        pass
    elif coding is not None:
        await _chunks(incoming, body)
    elif length is not None:
        await incoming.pass_on(length, body)
    else:
        reusable = False
        await incoming.pass_on_all(body)
    return Response(status, headers, body.whole()), reusable and not incoming.buffer


async def _head(incoming: _Incoming) -> tuple[int, int, dict[str, str]]:
    """Read status, minor version and headers; of several headers of one name the values are joined."""
    while True:
        first, *lines = (await incoming.until(b"\r\n\r\n"))[:-4].split(b"\r\n")
        if not (found := _STATUS_LINE.fullmatch(first)):
            raise BadResponse(f"the response begins with {first[:40]!r}")
        status = int(found[2])
        if status >= 200:
            break  # what was before it was provisional
        if status == 101:
            raise BadResponse("the server switched to another protocol")
    headers: dict[str, str] = {}
    for line in lines:
        name, text = _header(line)
        headers[name] = f"{headers[name]}, {text}" if name in headers else text
    return status, int(found[1]), headers


def _header(line: bytes) -> tuple[str, str]:
    if not (found := _HEADER.fullmatch(line)):
        raise BadResponse(f"the response has the header line {line[:40]!r}")
    return header_text(found[1]).lower(), header_text(found[2])


def _length(text: str | None) -> int | None:
    if text is None:
        return None
    lengths = {each.strip() for each in text.split(",")}
    if len(lengths) > 1 or not (found := _LENGTH.fullmatch(lengths.pop())):
        raise BadResponse(f"the response has the length {text[:40]!r}")
    return int(found[0])


async def _chunks(incoming: _Incoming, body: Body) -> None:
    while True:
        line = await incoming.until(b"\r\n")
        if not (found := _CHUNK.fullmatch(line)):
            raise BadResponse(f"the response has the length {line[:40]!r}")
        if not (size := int(found[1], 16)):
            break
        await incoming.pass_on(size, body)
        if (await incoming.until(b"\r\n")) != b"\r\n":
            raise BadResponse("a chunk of the response has another size than it says")
    while (line := (await incoming.until(b"\r\n"))) != b"\r\n":
        _header(line[:-2])  # a trailer


class _Incoming:
    """Bytes that were received and not used yet."""

    def __init__(self, receive: Receive, buffer: bytes) -> None:
        self._receive = receive
        self.buffer = buffer
        if not buffer:
            raise BadResponse("the server closed the connection without a response")

    async def until(self, end: bytes) -> bytes:
        """Take everything up to and including ``end``."""
        while (place := self.buffer.find(end)) < 0:
            if len(self.buffer) > HEAD_LIMIT:
                raise BadResponse(f"the response has a head of more than {HEAD_LIMIT} bytes")
            await self._more()
        taken, self.buffer = self.buffer[: place + len(end)], self.buffer[place + len(end) :]
        return taken

    async def pass_on(self, size: int, body: Body) -> None:
        """Pass the next ``size`` bytes to a body."""
        while len(self.buffer) < size:
            body.add(self.buffer)
            size -= len(self.buffer)
            self.buffer = b""
            await self._more()
        body.add(self.buffer[:size])
        self.buffer = self.buffer[size:]

    async def pass_on_all(self, body: Body) -> None:
        """Pass all bytes up to the end of the connection to a body."""
        body.add(self.buffer)
        while received := await self._receive():
            body.add(received)

    async def _more(self) -> None:
        received = await self._receive()
        if not received:
            raise BadResponse("the server closed the connection before the end of its response")
        self.buffer += received
