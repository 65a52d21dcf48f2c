"""Showing a request instead of sending it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from paddleflow._terminal import clean
from paddleflow._view import without_secrets

if TYPE_CHECKING:
    from paddleflow import Client
    from paddleflow._http import Request


class RequestShown(BaseException):
    """A request was shown: there is nothing more to do."""


class DryRun:
    """A transport that shows the first request and sends nothing."""

    def send(self, request: Request) -> NoReturn:
        """Show a request, without secrets."""
        print(f"{request.method.upper()} {clean(request.url)}")
        if request.body:
            print(
                clean(json.dumps(without_secrets(json.loads(request.body)), indent=2, ensure_ascii=False), lines=True)
            )
        raise RequestShown

    def close(self) -> None:
        """There is nothing to close."""


def use_dry_run(client: Client) -> None:
    """Let a client show its first request instead of sending it."""
    from paddleflow._per_process import PerProcess, process
    from paddleflow.cli import session

    transports: Any = PerProcess(DryRun, process)
    client._transports = transports
    session.session_of(client).token = "-"  # noqa: S105 - it is not sent
