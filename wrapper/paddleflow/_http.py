"""What goes to a server and back: a request, and a response or the reason why there is none."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, Final, NamedTuple
from urllib.parse import quote

try:
    from orjson import loads as _fast_loads
except ImportError:
    _loads: Callable[[bytes], Any] = json.loads
else:
    _loads = _fast_loads


DECODE_CHUNK: Final = 2**20
"""Bytes that are decoded at a time."""


class Limits(NamedTuple):
    """Limits of a call; the first three in seconds.

    Attributes:
        connect: To make a connection.
        read: For the server to be silent.
        total: For the whole call, with all attempts and pauses.
        size: For the body of a response, in bytes, when it is decoded.
    """

    connect: float
    read: float
    total: float
    size: float


class Request(NamedTuple):
    """One request as it is sent. Its headers and body hold secrets, so its repr shows neither."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes | None
    limits: Limits
    seconds: float
    """What is left of the time for the whole call."""

    def __repr__(self) -> str:
        return f"Request({self.method} {self.url})"


class Response(NamedTuple):
    """An answer with its whole body; to the generated client it looks like an ``httpx.Response``."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes

    def __repr__(self) -> str:
        return f"Response({self.status_code})"

    def json(self) -> dict[str, Any]:
        """Return the body read as JSON. Every body of this API is an object.

        Raises:
            ValueError: It is none.
        """
        body = _loads(self.content)
        if not isinstance(body, dict):
            raise ValueError("not a JSON object")  # noqa: TRY004 - what every other bad body raises too
        return body

    @property
    def text(self) -> str:
        """The body as text, whatever it is."""
        return self.content.decode("utf-8", "replace")


class FailureKind(Enum):
    """Why no answer came."""

    REFUSED = "no connection could be made"
    CONNECT_TIMEOUT = "no connection was made in time"
    TIMEOUT = "no answer came in time"
    DROPPED = "the connection was lost"
    UNUSABLE = "the request cannot be sent"
    UNREADABLE = "the response cannot be read"


class NoResponse(NamedTuple):
    """No answer came."""

    kind: FailureKind
    detail: str

    @property
    def may_have_arrived(self) -> bool:
        """Whether the server may have got the request: only then may it have acted on it."""
        return self.kind in (FailureKind.TIMEOUT, FailureKind.DROPPED, FailureKind.UNREADABLE)

    @property
    def is_retryable(self) -> bool:
        """Whether another attempt could end better."""
        return self.kind not in (FailureKind.UNUSABLE, FailureKind.UNREADABLE)


Reply = Response | NoResponse


class UnreadableBody(Exception):
    """A response has a body that is too large, or not encoded as it says."""


class Body:
    """The body of a response, collected and decoded as it comes in, with a limit on its size.

    Args:
        encoding: The value of ``Content-Encoding``.
        limit: How many bytes it may have when it is decoded.
        deadline: When to give up, by ``time.monotonic``: a small body can take long to decode.
    """

    def __init__(self, encoding: str | None, limit: float, deadline: float) -> None:
        self._parts: list[bytes] = []
        self._size = 0
        self._limit = limit
        self._deadline = deadline
        self._decoder: Any = None
        if encoding and encoding.strip().lower() != "identity":
            if encoding.strip().lower() not in ("gzip", "x-gzip", "deflate"):
                raise UnreadableBody(f"is encoded as {encoding!r}, which was not asked for")
            import zlib

            self._decoder = zlib.decompressobj(wbits=47)  # the header says which of the two formats

    def add(self, chunk: bytes) -> None:
        """Take what came.

        Raises:
            UnreadableBody: That is too much, or not what the encoding says.
            TimeoutError: It took too long.
        """
        if self._decoder is None:
            self._keep(chunk)
            return
        import zlib

        while chunk and not self._decoder.eof:
            try:
                self._keep(self._decoder.decompress(chunk, DECODE_CHUNK))
            except zlib.error as error:
                raise UnreadableBody(f"cannot be decoded: {error}") from None
            chunk = self._decoder.unconsumed_tail

    def _keep(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._limit:
            raise UnreadableBody(
                f"has more than {self._limit:,.0f} bytes. Client(max_response_bytes=...) or "
                "PADDLEFLOW_MAX_RESPONSE_BYTES sets the limit"
            )
        if time.monotonic() > self._deadline:
            raise TimeoutError("the response came too slowly")
        self._parts.append(part)

    def whole(self) -> bytes:
        """Return the whole body.

        Raises:
            UnreadableBody: Its end is missing.
        """
        if self._decoder is not None and self._parts and not self._decoder.eof:
            raise UnreadableBody("cannot be decoded: its end is missing")
        return b"".join(self._parts)


def header_text(value: bytes) -> str:
    """Return the value of a header, which should be ASCII and may be anything."""
    return value.decode("utf-8", "replace")


def body_of(request: Mapping[str, Any]) -> bytes | None:
    """Return the body that a generated endpoint asks for.

    Raises:
        TypeError: It is not JSON serializable.
        ValueError: It is not JSON serializable.
    """
    if "json" not in request:
        return None
    return json.dumps(request["json"], ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def url_of(base: str, request: Mapping[str, Any]) -> str:
    """Return the address that a generated endpoint asks for, with its query."""
    url: str = base + request["url"]
    query = "&".join([f"{name}={quote(_text(value), safe='')}" for name, value in request.get("params", {}).items()])
    return f"{url}?{query}" if query else url


def _text(value: Any) -> str:
    """As a query has it: ``true``, not ``True``."""
    return str(value).lower() if isinstance(value, bool) else str(value)
