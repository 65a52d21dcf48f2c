"""The protocol of a call: how it is prepared, and repeated where that is safe; and how a token is renewed.

Nothing here does I/O. A call is a *flow*: a generator that says what to do next (send this, wait so long)
and is told what came of it. The blocking and the asynchronous client are two drivers of the same flow.
"""

from __future__ import annotations

import inspect
import os
import sys
import time
from collections.abc import Callable, Coroutine, Generator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar, Union

from paddleflow import errors, resources
from paddleflow._constants import RETRY_BUDGET, RETRY_COST, __version__
from paddleflow._http import Reply, Request, Response, body_of, url_of
from paddleflow._outcome import HINTS, REQUEST_ID_HEADER, login_is_stale, outcome
from paddleflow._retry import BUSY, Budget, pause
from paddleflow.result import Failure, Result, Success

if TYPE_CHECKING:
    from logging import Logger

    from paddleflow._operation import Call
    from paddleflow.config import Config

T = TypeVar("T")

TOKEN_HEADER: Final = "x-pf-authorization"  # noqa: S105 - the name of the header, not a token
USER_AGENT: Final = f"paddleflow-client/{__version__} python/{sys.version_info.major}.{sys.version_info.minor}"


class Pause(NamedTuple):
    """Wait before the next attempt."""

    seconds: float


class AcquireLock(NamedTuple):
    """Wait for the lock of whoever gets a token: the answer is the lock, or None if that took too long."""

    seconds: float


class AskForToken(NamedTuple):
    """Call what the user gave as token."""

    provider: Callable[[], Any]


class RunInThread(NamedTuple):
    """Run a function that blocks; of an event loop, in a thread."""

    function: Callable[[], Any]


Action = Union[Request, Pause, AcquireLock, AskForToken, RunInThread, "Call[Any]"]
Flow = Generator[Action, Any, Result[T]]


class Emit(NamedTuple, Generic[T]):
    """Hand this to whoever iterates."""

    value: T


Stream = Generator[Action | Emit[T], Any, Any]
"""A flow that emits one thing after another: the rows of all pages, the changes of a run, the lines of a log."""


class Session:
    """Who is logged in, with what token, and with what password a new one can be had."""

    def __init__(self, user: str | None, password: str | None, token: str | None) -> None:
        self.user = user
        self.password = password
        self.token = token
        self.renewals = 0
        """How often a new token was asked for."""
        self.renewed: Result[None] = Success(None)
        """What came of it the last time."""


def log() -> Logger | None:
    """Return the log; None where nobody can listen, because nothing has imported `logging`."""
    if (logging := sys.modules.get("logging")) is None:
        return None
    found: Logger = logging.getLogger("paddleflow")
    if not found.handlers:
        found.addHandler(logging.NullHandler())
    return found


def _random() -> float:
    from random import random  # for the pauses of retries, which most programs never see

    return random()  # noqa: S311 - no secret


class Runtime(NamedTuple):
    """Clocks, randomness and request ids. Tests replace them."""

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    random: Callable[[], float] = _random
    request_id: Callable[[], str] = lambda: os.urandom(16).hex()
    sleep: Callable[[float], None] = time.sleep
    sleep_async: Callable[[float], Coroutine[Any, Any, None]] | None = None
    """None: asyncio's own, whose import only asyncio's users pay for."""


class _Renewal:
    """A token that is being fetched for a session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.over = False


_RENEWALS: ContextVar[tuple[_Renewal, ...]] = ContextVar("_RENEWALS", default=())
"""What this thread or task, or the one that started it, gets a token for."""


@contextmanager
def _renewing(session: Session) -> Iterator[bool]:
    """Yield whether to get a token: not from within getting one, which would wait for itself."""
    outer = _RENEWALS.get()
    if any(each.session is session and not each.over for each in outer):
        yield False
        return
    renewal = _Renewal(session)
    before = _RENEWALS.set((*outer, renewal))
    try:
        yield True
    finally:
        renewal.over = True
        _RENEWALS.reset(before)


class Exchange:
    """The flows of one client to one server."""

    def __init__(self, config: Config, session: Session) -> None:
        self.config = config
        self.session = session
        self.budget = Budget(RETRY_BUDGET, RETRY_COST)
        self.runtime = Runtime()

    def flow(self, call: Call[T]) -> Flow[T]:
        """Drive a call from its first attempt to its result."""
        deadline = self.runtime.monotonic() + min(self.config.limits.total, call.seconds or self.config.limits.total)
        request_id = self.runtime.request_id()
        if not call.anonymous and self.session.token is None:
            if not self.can_renew:
                hint = HINTS["AuthWithoutToken"]
                return Failure(
                    errors.AuthenticationFailed(
                        "InvalidOperator", "nobody is logged in.", request_id, method=call.name, hint=hint
                    )
                )
            if (refused := (yield from self.renewal(None)).error) is not None:
                return Failure(refused.exception.in_call(call.name))
        attempt, renewed = 0, False
        while True:
            attempt += 1
            token = None if call.anonymous else self.session.token
            try:
                request = self._request(call, request_id, token, deadline)
            except (TypeError, ValueError, RecursionError) as error:
                text = f"a value cannot be sent: {error}."
                return Failure(errors.InvalidArgument("InvalidParam", text, method=call.name))
            started = self.runtime.monotonic()
            reply: Reply = yield request
            ended = self.runtime.monotonic()
            _note(call, reply, request_id, attempt, ended - started)
            if not call.anonymous and not renewed and self.can_renew and login_is_stale(reply):
                # The server refused the token before it did anything, so the request may be sent again.
                renewed = True
                if (refused := (yield from self.renewal(token)).error) is not None:
                    return Failure(refused.exception.in_call(call.name))
                continue
            method = "get" if call.anonymous else request.method  # a login may be repeated as a read may
            wait = pause(self.config.policy, method, attempt, reply, now=self.runtime.now(), random=self.runtime.random)
            if wait is None or ended + wait >= deadline or not self.budget.spend():
                if isinstance(reply, Response) and reply.status_code not in BUSY:
                    self.budget.earn()
                return outcome(call, reply, request_id, self.config)
            yield Pause(wait)

    @property
    def can_renew(self) -> bool:
        """Whether the client knows how to get a token."""
        return callable(self.config.token) or (self.session.user is not None and self.session.password is not None)

    def renewal(self, stale: str | None) -> Flow[None]:
        """Get a new token; of many calls that find out together, one does, and the others share what came of it.

        Args:
            stale: The token that is no longer good. The session may have another one by now.
        """
        session, limit = self.session, self.config.limits.total
        seen = session.renewals
        with _renewing(session) as allowed:
            if not allowed:
                text = "The client is getting a token already, and this call was made from within."
                hint = "Use another client in the callable given as token, and in signal handlers."
                return Failure(errors.AuthenticationFailed("InvalidToken", text, hint=hint))
            if (lock := (yield AcquireLock(limit))) is None:
                text = f"Another call has been getting a token for {limit:g} seconds."
                hint = (
                    "If the callable given as token waits for this client, use another client there; "
                    "Client(total_timeout=...) sets how long to wait."
                )
                return Failure(errors.TimedOut("Timeout", text, hint=hint))
            try:
                if session.renewals != seen:
                    return session.renewed
                if session.token != stale:
                    return Success(None)
                session.renewed = yield from self._new_token()
                session.renewals += 1
                return session.renewed
            finally:
                lock.release()

    def _new_token(self) -> Flow[None]:
        if not callable(self.config.token):
            return (yield from resources.user.login(self))
        try:
            token = yield AskForToken(self.config.token)
        except Exception as error:  # the user's own code, which may fail in any way
            # Only the class: its text may hold a secret.
            text = f"The callable given as token failed: {type(error).__name__}."
            return Failure(errors.AuthenticationFailed("InvalidToken", text))
        if not isinstance(token, str) or not token:
            if inspect.iscoroutine(token):
                token.close()
            text = f"The callable given as token returned {type(token).__name__}; it must return a non-empty string."
            return Failure(errors.AuthenticationFailed("InvalidToken", text))
        self.session.token = token
        return Success(None)

    def _request(self, call: Call[Any], request_id: str, token: str | None, deadline: float) -> Request:
        body = body_of(call.request)
        headers = {
            "accept": "application/json",
            "accept-encoding": "gzip",
            "user-agent": USER_AGENT,
            REQUEST_ID_HEADER: request_id,
        }
        if body is not None:
            headers["content-type"] = "application/json"
        if token is not None:
            if not token.isascii() or not token.isprintable() or token != token.strip():
                raise ValueError("the token has a character that no header can have")  # without it: it is a secret
            headers[TOKEN_HEADER] = token
        seconds = max(0.001, deadline - self.runtime.monotonic())
        url = url_of(self.config.address, call.request)
        return Request(call.request["method"], url, headers, body, self.config.limits, seconds)


def _note(call: Call[Any], reply: Reply, request_id: str, attempt: int, seconds: float) -> None:
    """Write a line in the log for an attempt: never a header, a body or a query."""
    if (listened := log()) and listened.isEnabledFor(10):  # logging.DEBUG
        what = reply.status_code if isinstance(reply, Response) else reply.kind.name.lower()
        listened.debug(
            "%s %s %s -> %s in %.1f ms (request %s, attempt %d)",
            call.name,
            call.request["method"].upper(),
            call.request["url"],
            what,
            seconds * 1000,
            request_id,
            attempt,
        )
