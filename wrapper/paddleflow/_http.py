"""What is exchanged with a server: a request, and a response or the reason why there is none."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any
from urllib.parse import quote, urlencode

from attrs import field, frozen

try:
    from orjson import loads as _fast_loads
except ImportError:
    _loads: Callable[[bytes], Any] = json.loads
else:
    _loads = _fast_loads


@frozen
class Limits:
    """Time limits, in seconds.

    Attributes
    ----------
    connect : to make a connection
    read : for the server to be silent
    total : for the whole call, with all attempts and pauses
    """

    connect: float
    read: float
    total: float


@frozen
class Request:
    """One request as it is sent. Its headers and body hold secrets, so its repr shows neither."""

    method: str
    url: str
    headers: dict[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)
    seconds: float = 0.0
    """What is left of the time for the whole call."""


@frozen
class Response:
    """An answer with its whole body; to the generated client it looks like an ``httpx.Response``."""

    status_code: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)

    def json(self) -> dict[str, Any]:
        """The body read as JSON. Every body of this API is an object.

        Raises
        ------
        ValueError : it is none
        """
        body = _loads(self.content)
        if not isinstance(body, dict):
            raise ValueError("not a JSON object")  # noqa: TRY004 - what every other bad body raises too
        return body

    @property
    def text(self) -> str:
        """The body as text, whatever it is."""
        return self.content.decode("utf-8", "replace")


class Reason(Enum):
    """Why no answer came."""

    REFUSED = "no connection could be made"
    CONNECT_TIMEOUT = "no connection was made in time"
    TIMEOUT = "no answer came in time"
    DROPPED = "the connection was lost"
    UNUSABLE = "the request cannot be sent"


@frozen
class TransportError:
    """No answer came."""

    reason: Reason
    detail: str

    @property
    def arrived(self) -> bool:
        """Whether the server may have got the request: only then may it have acted on it."""
        return self.reason in (Reason.TIMEOUT, Reason.DROPPED)

    @property
    def worth_another(self) -> bool:
        """Whether another attempt could end better."""
        return self.reason is not Reason.UNUSABLE


Reply = Response | TransportError


def body_of(request: Mapping[str, Any]) -> bytes | None:
    """The body that a generated endpoint asks for.

    Raises
    ------
    TypeError, ValueError : it holds something that JSON has not
    """
    if "json" not in request:
        return None
    return json.dumps(request["json"], ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def url_of(base: str, request: Mapping[str, Any]) -> str:
    """The address that a generated endpoint asks for, with its query."""
    url: str = base + request["url"]
    params = {name: _text(value) for name, value in request.get("params", {}).items()}
    return f"{url}?{urlencode(params, quote_via=quote)}" if params else url


def _text(value: Any) -> str:
    """As a query has it: ``true``, not ``True``."""
    return str(value).lower() if isinstance(value, bool) else str(value)
