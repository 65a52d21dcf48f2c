"""The one place where tests reach into a client, for what no user can have: its clocks, its lock, its requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from paddleflow._exchange import Exchange
from paddleflow._http import Request
from paddleflow._per_process import PerProcess


def set_runtime(client: Any, **runtime: Any) -> None:
    """Let a client use other clocks, pauses or dice."""
    exchange = client._exchange
    exchange.runtime = exchange.runtime._replace(**runtime)


def exchange_of(client: Any) -> Exchange:
    """What the flows of a client run with."""
    exchange: Exchange = client._exchange
    return exchange


def sent_by(client: Any) -> list[Request]:
    """The requests that a client hands to its transport from now on, each with the time that it may take."""
    sent: list[Request] = []
    transports = client._transports
    make = transports._make

    def watched() -> Any:
        transport = make()
        send = transport.send

        def noted(request: Request) -> Any:
            sent.append(request)
            return send(request)

        transport.send = noted
        return transport

    transports._make = watched
    return sent


def wrap_login_lock(client: Any, wrapped: Callable[[Any], Any]) -> None:
    """Let the lock of a client's login be another one, made of it."""
    make = client._make_lock
    client._login_locks = PerProcess(lambda: wrapped(make()), client._owner_key)
