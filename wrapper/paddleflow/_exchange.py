"""The protocol of a call: how it is prepared, repeated where that is safe, and judged.

Nothing here does I/O. A call is a *flow*: a generator that says what to do next (send this, wait so long, log in again)
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
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar, Union, cast

from paddleflow import errors, resources
from paddleflow._constants import EXCERPT, PORT, RETRY_BUDGET, RETRY_COST, __version__
from paddleflow._contract import has_secrets, may_have, needed_server
from paddleflow._http import Reason, Reply, Request, Response, TransportError, body_of, url_of
from paddleflow._retry import BUSY, Budget, pause
from paddleflow.result import Failure, Result, Success
from paddleflow_api import models

if TYPE_CHECKING:
    from logging import Logger

    import httpx

    from paddleflow._operation import Call
    from paddleflow.config import Config

T = TypeVar("T")

TOKEN_HEADER: Final = "x-pf-authorization"  # noqa: S105 - the name of the header, not a token
REQUEST_ID_HEADER: Final = "x-pf-request-id"
USER_AGENT: Final = f"paddleflow-client/{__version__} python/{sys.version_info.major}.{sys.version_info.minor}"

STALE_LOGIN: Final = frozenset({"AuthWithoutToken", "AuthInvalidToken", "AuthFailed"})
HINTS: Final = {
    "AuthWithoutToken": "Log in first: client.login(user_name, password).",
    "AuthInvalidToken": "Log in again: client.login(user_name, password).",
    "AuthFailed": "Check the password; if it was changed since the last login, log in again.",
    "AuthIllegalUser": "Only root may name another user.",
    "AccessDenied": "Only its owner and root may do this.",
    "OnlyRootAllowed": "Log in as root.",
    "PathNotFound": "Is this the address of a PaddleFlow server, and does its version know this operation?",
    "MethodNotAllowed": "This version of the server does not know the operation.",
}


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
    """What is not a function of its input: clocks, dice, names for requests. Tests put their own here."""

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
                return self.outcome(call, reply, request_id)
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
                return Failure(errors.nested_login())
            if (lock := (yield AcquireLock(limit))) is None:
                return Failure(errors.waited_for_login(limit))
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
            text = f"The callable given as token returned {type(token).__name__}, not a text. Log in another way."
            return Failure(errors.AuthenticationFailed("InvalidToken", text))
        self.session.token = token
        return Success(None)

    def outcome(self, call: Call[T], reply: Reply, request_id: str) -> Result[T]:
        """Return what a reply means for the caller."""
        if isinstance(reply, TransportError):
            return Failure(self._no_answer(call, reply, request_id))
        judge = _Judge(call, reply, self.config.address, reply.headers.get(REQUEST_ID_HEADER) or request_id)
        if reply.status_code >= 400:
            return Failure(judge.refusal())
        if not 200 <= reply.status_code < 300:
            where = reply.headers.get("location") or "another address"
            return Failure(judge.unexpected(f"sends the client on to {where}"))
        try:
            answer = reply.json() if reply.content.strip() else {}
            if (message := answer.get("message")) and not may_have(call.endpoint, "message"):
                return Failure(judge.unexpected(f"reports: {message}"))  # an error in disguise
            if call.result is None:
                return Success(cast("T", None))
            if not reply.content.strip():
                return Failure(judge.unexpected("has no content"))
            return Success(call.result(answer))
        except KeyError as missing:
            return Failure(judge.unexpected(f"lacks the field {missing}"))
        except (TypeError, ValueError, AttributeError, RecursionError):
            return Failure(judge.unexpected("does not have the documented shape"))

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

    def _no_answer(self, call: Call[Any], error: TransportError, request_id: str) -> errors.PaddleFlowSDKException:
        address, limits = self.config.address, self.config.limits
        safe = call.request["method"] == "get" or call.anonymous
        look = "" if safe else "It may have done what was asked: look before asking again. "
        kind: type[errors.PaddleFlowSDKException] = errors.ConnectionFailed
        code, hint = "Connection Error", look
        match error.reason:
            case Reason.CONNECT_TIMEOUT:
                kind, code = errors.TimedOut, "Timeout"
                text = f"no connection to {address} within {limits.connect:g} seconds"
                hint = (
                    "Is the address right, and the server reachable from here? Client(connect_timeout=...) or "
                    "PADDLEFLOW_CONNECT_TIMEOUT sets the limit."
                )
            case Reason.TIMEOUT:
                kind, code = errors.TimedOut, "Timeout"
                text = f"{address} did not answer in time ({limits.read:g} seconds of silence, {limits.total:g} in all)"
                hint += (
                    "Client(timeout=..., total_timeout=...) or PADDLEFLOW_TIMEOUT and PADDLEFLOW_TOTAL_TIMEOUT set the "
                    "limits."
                )
            case Reason.UNUSABLE:
                text = f"the request cannot be sent: {error.detail}"
                return errors.InvalidArgument("InvalidParam", f"{text}.", method=call.name)
            case Reason.UNREADABLE:
                kind, code = errors.InvalidResponse, "InvalidResponse"
                text, hint = f"the answer of {address} {error.detail}", ""
            case Reason.REFUSED:
                text = f"cannot connect to {address}: {error.detail}"
                hint = f"Is the server running there? {_about_address(address, error.detail)}"
            case Reason.DROPPED:
                text = f"{address} dropped the connection ({error.detail})"
        return kind(code, text, request_id, method=call.name, details=f"request {request_id}", hint=hint.rstrip())


class _Judge(NamedTuple):
    """Turns an answer that is no success into an exception."""

    call: Call[Any]
    answer: Response
    address: str
    request_id: str

    def refusal(self) -> errors.PaddleFlowSDKException:
        """Return the exception for an answer of 400 and above."""
        status = self.answer.status_code
        try:
            error = models.ErrorResponse.from_dict(self.answer.json())
            code, reason = str(error.code or ""), str(error.message or "")
            request_id = str(error.request_id or "") or self.request_id
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            return self.unexpected("is not a PaddleFlow error message")
        kind, hints = _kind(status, code), []
        if code in ("", "InternalError") and status >= 500:
            hints.append(
                "The server also says this of some mistakes: does all that you name exist, and is what you add new?"
            )
        if code in _NO_ROUTE and (needed := needed_server(self.call.endpoint)):
            kind, hints = errors.NotSupported, [needed]
        elif self.call.anonymous and code == "AuthWithoutToken":
            hints.append(f"A login needs no token, so {self.address} is something else: is its path right?")
        elif code in HINTS:
            hints.append(HINTS[code])
        if reason.startswith("readfile["):
            hints.append("The path is one inside the file system; to use a file of this machine, send its text.")
        return kind(
            code,
            reason or code or "the server gives no reason",
            request_id,
            http_status=status,
            method=self.call.name,
            details=f"{f'{code}, ' if code else ''}HTTP {status}, request {request_id}",
            hint=" ".join(hints),
        )

    def unexpected(self, what: str) -> errors.InvalidResponse:
        """Return the exception for an answer that no PaddleFlow server should give."""
        status = self.answer.status_code
        kind = self.answer.headers.get("content-type") or "no content type"
        excerpt = " ".join(self.answer.text.split())[:EXCERPT]
        quoted = f"It begins: {excerpt!r}. " if excerpt and not has_secrets(self.call.endpoint) else ""
        return errors.InvalidResponse(
            "InvalidResponse",
            f"the answer of {self.address} {what}",
            self.request_id,
            http_status=status,
            method=self.call.name,
            details=f"HTTP {status}, {kind}, request {self.request_id}",
            hint=f"{quoted}Is this the address of a PaddleFlow server, with no proxy or login page in between?",
        )


_NO_ROUTE: Final = frozenset({"PathNotFound", "MethodNotAllowed"})


def _about_address(address: str, detail: str) -> str:
    """Return what may be wrong with an address at which nobody answers, or nobody in its scheme."""
    scheme, _, rest = address.partition("://")
    if "certificate" in detail.lower():
        return "Client(ca=...) or PADDLEFLOW_CA names the certificates to trust."
    if scheme == "https":
        return f"Does it speak https? If not, the address is http://{rest}."
    if ":" not in rest.partition("/")[0].rpartition("]")[2]:
        return f"An http:// address without a port means port 80; a PaddleFlow server usually has {PORT}."
    return ""


def _kind(status: int, code: str) -> type[errors.PaddleFlowSDKException]:
    if code in STALE_LOGIN:
        return errors.AuthenticationFailed
    if status == 404 or code.endswith("NotFound") or code == "UserNotExist":
        return errors.NotFound
    if status == 403:
        return errors.PermissionDenied
    return errors.ServerFailed if status >= 500 else errors.RequestRefused


def login_is_stale(reply: Reply | httpx.Response) -> bool:
    """Return whether the server does not accept the token."""
    if isinstance(reply, TransportError) or reply.status_code != 400:
        return False
    try:
        return models.ErrorResponse.from_dict(reply.json()).code in STALE_LOGIN
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return False


def _note(call: Call[Any], reply: Reply, request_id: str, attempt: int, seconds: float) -> None:
    """Write a line in the log for an attempt: never a header, a body or a query."""
    if (listened := log()) and listened.isEnabledFor(10):  # logging.DEBUG
        what = reply.status_code if isinstance(reply, Response) else reply.reason.name.lower()
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
