"""The blocking client."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Self, TypeVar

from paddleflow import resources
from paddleflow._base import BaseClient, aliases, made, method_name
from paddleflow._constants import LONGEST_SECONDS
from paddleflow._exchange import Action, Flow, Pause
from paddleflow._http import Request
from paddleflow._operation import Call
from paddleflow._per_process import process
from paddleflow._transports import Transport, blocking_transport, cannot_be_made
from paddleflow.errors import (
    FORESEEABLE,
    PaddleFlowSDKException,
    in_call,
    nested_login,
    unforeseen,
    waited_for_login,
)
from paddleflow.result import Failure, Result, Success

if TYPE_CHECKING:
    from paddleflow._listing import Listing
    from paddleflow._streams import Rows, Stream

T = TypeVar("T")


class SyncBaseClient(BaseClient[Transport, threading.Lock]):
    """Runs operations and flows, blocking: the part of `Client` that is written by hand."""

    _is_async = False
    _make_transport = staticmethod(blocking_transport)
    _make_lock = threading.Lock
    _owner_key = staticmethod(process)

    @aliases(username="user_name")
    def login(self, user_name: str | None = None, password: str | None = None) -> Result[None]:
        """Log in; everything after is done as this user.

        Manual: 用户登录. Sends ``POST /login``.

        Args:
            user_name: Who logs in; default: the user that the client knows.
            password: Default: the one that the client knows.

        Returns:
            ``(True, None)``, or ``(False, message)``; then an earlier login is still in force.
        """
        name, secret = self._credentials(user_name, password)
        login = self._run(lambda: resources.user.login(name, secret), anonymous=True)
        return self._exchange.logged_in(name, secret, login)

    def pre_check(self) -> Result[None]:
        """Say whether there is a login, which the server may see differently.

        Official SDK, not in the manual. Sends nothing.

        Returns:
            ``(True, None)``, or ``(False, message)`` when nobody has logged in.
        """
        return resources.user.checked(self._exchange.session.token)

    def close(self) -> None:
        """Close the connections. Calls after that fail."""
        self._closed = True
        for api in self._opened_apis():
            api.get_httpx_client().close()
        if self._parent is None and (transport := self._transports.pop()):
            transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(self, make: Callable[[], Call[T]], *, anonymous: bool = False) -> Result[T]:
        """Run an operation. The one place where the blocking client talks to the network."""
        try:
            call = made(make)
        except PaddleFlowSDKException as error:
            return self._refuse(error)
        return self._perform(call, anonymous=anonymous)

    def _then(self, found: Result[T], finish: Callable[[Self, Result[T]], Result[None]]) -> Result[None]:
        """Go on on this machine with what the server said."""
        return finish(self, found)

    def _perform(self, call: Call[T], *, anonymous: bool = False) -> Result[T]:
        if self._is_closed:
            return self._refuse(in_call(call.name, self._closed_error()))
        try:
            return self._drive(self._exchange.flow(call, anonymous=anonymous))
        except FORESEEABLE as error:
            return self._refuse(unforeseen(call.name, error))

    def _follow(self, make: Callable[[], Flow[T]]) -> Result[T]:
        """Run a flow of several calls."""
        try:
            result = self._drive(made(make))
        except PaddleFlowSDKException as error:
            return self._refuse(in_call(method_name(make), error))
        return Failure(in_call(method_name(make), result.error.exception)) if result.error is not None else result

    def _stream(self, make: Callable[[], Stream[T]], name: str = "") -> Iterator[T]:
        """Return what a stream emits, one after another; its errors name the method that was called."""
        from paddleflow._streams import Emit

        stream, answer = made(make), None
        while True:
            try:
                action = stream.send(answer)
            except StopIteration:
                return
            except PaddleFlowSDKException as error:
                raise in_call(name or method_name(make), error) from None
            if isinstance(action, Emit):
                yield action.value
                answer = None
            else:
                answer = self._do(action)

    def _rows(self, make: Callable[[], Listing[T]], arguments: dict[str, Any]) -> Rows[T]:
        """Return the rows of all pages of a list."""
        from paddleflow._rows import every_row
        from paddleflow._streams import Cursor, Rows

        cursor = Cursor()
        stream = self._stream(
            lambda: every_row(made(make), self._exchange.runtime, arguments, cursor), method_name(make)
        )
        return Rows(stream, cursor, lambda: made(make).row.__name__)

    def _drive(self, flow: Flow[T]) -> Result[T]:
        answer: Any = None
        while True:
            try:
                action = flow.send(answer)
            except StopIteration as end:
                result: Result[T] = end.value
                return result
            answer = self._do(action)

    def _do(self, action: Action) -> Any:
        if isinstance(action, Request):
            try:
                transport = self._transports.get()
            except Exception as error:  # what the environment says of proxies may be anything
                return cannot_be_made(error)
            return transport.send(action)
        if isinstance(action, Call):
            return self._perform(action)
        if isinstance(action, Pause):
            return self._exchange.runtime.sleep(min(action.seconds, LONGEST_SECONDS))
        return self._renew(action.stale)

    def _renew(self, stale: str | None) -> Result[None]:
        """Get a new token; of many threads that find out together, one does, and the others share what came of it."""
        session = self._exchange.session
        seen = session.renewals
        with self._renewing() as allowed:
            if not allowed:
                return self._refuse(nested_login())
            lock = self._login_locks.get()
            if not lock.acquire(timeout=self._exchange.config.limits.total):
                return self._refuse(waited_for_login(self._exchange.config.limits.total))
            try:
                if session.renewals != seen:
                    return session.renewed
                if session.token != stale:
                    return Success(None)
                session.renewed = self._new_token()
                session.renewals += 1
                return session.renewed
            finally:
                lock.release()

    def _new_token(self) -> Result[None]:
        provider = self._exchange.config.token
        if not callable(provider):
            return self.login()
        try:
            return self._exchange.provided(provider())
        except Exception as error:  # the user's own code, which may fail in any way
            return self._exchange.provider_failed(error)
