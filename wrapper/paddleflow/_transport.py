"""How connections are made and kept: one keep-alive pool a client, and a new one after a fork."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

import httpx

from paddleflow._constants import CONNECT_SECONDS, READ_SECONDS
from paddleflow._funnel import USER_AGENT
from paddleflow.errors import InvalidArgument

C = TypeVar("C")


def settings(address: str, timeout: float | None) -> dict[str, Any]:
    """The arguments of ``httpx.Client`` and ``httpx.AsyncClient``.

    Raises
    ------
    InvalidArgument : the time limit is no positive number
    """
    seconds = READ_SECONDS if timeout is None else timeout
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not 0 < seconds < float("inf"):
        raise InvalidArgument("InvalidTimeout", f"timeout must be a number of seconds above 0, not {timeout!r}.")
    return {
        "base_url": address,
        "timeout": httpx.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds)),
        "headers": {"user-agent": USER_AGENT},
        # Reading the machine's certificates takes 17 ms, and an http:// address never needs them: an empty context
        # costs nothing and, should TLS ever be tried with it, trusts nobody.
        "verify": True if address.startswith("https:") else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
    }


class Connections(Generic[C]):
    """The pool of a client, made when it is first used.

    Parameters
    ----------
    make : makes a pool
    scope : where a pool may be used: the process; for asyncio the event loop too. A pool that was made in another scope
        is left alone there, neither used nor closed, since a forked child shares its sockets with the parent.
    """

    def __init__(self, make: Callable[[], C], scope: Callable[[], Hashable]) -> None:
        self._make = make
        self._scope = scope
        self._pools: dict[Hashable, C] = {}
        self._closed = False

    def get(self) -> C:
        """The pool of this scope.

        Raises
        ------
        RuntimeError : it was closed
        """
        if self._closed:
            raise RuntimeError("the client is closed; make a new one")
        scope = self._scope()
        # No lock, for a fork could happen while another thread holds it: of two threads that make a pool, one wins,
        # and the other's has no connection yet.
        return self._pools.get(scope) or self._pools.setdefault(scope, self._make())

    def close(self) -> C | None:
        """Forget the pool, for good; gives that of this scope, to be closed."""
        self._closed = True
        try:
            return self._pools.pop(self._scope(), None)
        except RuntimeError:  # no event loop runs any more, and its connections went with it
            return None
