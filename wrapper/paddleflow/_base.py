"""What the two clients have in common: everything that is not I/O."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Hashable
from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar, Generic, NoReturn, Self, TypeVar, cast

from paddleflow._exchange import Action, Emit, Exchange, Flow, Session, Stream
from paddleflow._operation import Call
from paddleflow._per_process import PerProcess
from paddleflow._tls import tls_context
from paddleflow.config import Config, resolve
from paddleflow.errors import UNEXPECTED_ERRORS, InvalidArgument, PaddleFlowSDKException, unexpected_error
from paddleflow.result import Failure

if TYPE_CHECKING:
    import httpx

    from paddleflow_api import AuthenticatedClient

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")
TransportT = TypeVar("TransportT")
LockT = TypeVar("LockT")


class BaseClient(Generic[TransportT, LockT]):
    """A PaddleFlow server, as one user sees it.

    What is not given comes from the environment, then from the profile: `paddleflow.config.SETTINGS` has their names.

    Manual: client 初始化.

    Args:
        paddleflow_server_host: Host name or IP address; or a whole address such as ``https://pf.example.com/prefix``.
        username: Who logs in.
        password: The password.
        paddleflow_server_port: Port, as a number or text; default: 8999.
        token: A token to use instead of logging in; or a callable without arguments that gives one, now and when the
            one in use has expired.
        timeout: Seconds that the server may be silent; default: 60.
        connect_timeout: Seconds to make a connection; default: 5.
        total_timeout: Seconds for a whole call with all its attempts; default: 180.
        attempts: How often a request is sent at most; default: 3. Only what can be repeated safely is.
        ca: File or folder of certificates to trust, in PEM form.
        client_cert: File with a certificate and its key, in PEM form.
        max_response_bytes: Bytes of a response at most, when it is decoded; default: 256 MiB.
        transport: ``auto``, the fastest; or ``httpx``.
        http_client: An httpx client of your own that carries the requests, with its proxies and certificates; `close`
            leaves it open. An ``httpx.Client``, for `AsyncClient` an ``httpx.AsyncClient``.
        profile: A profile in the settings file.

    Raises:
        PaddleFlowSDKException: A setting is invalid.
    """

    # What the two clients differ in.
    _is_async: ClassVar[bool]
    _make_transport: Callable[[Config], TransportT]
    _make_lock: Callable[[], LockT]
    _owner_key: Callable[[], Hashable]

    def __init__(
        self,
        paddleflow_server_host: str | None = None,
        username: str | None = None,
        password: str | None = None,
        paddleflow_server_port: int | str | None = None,
        *,
        token: str | Callable[[], Any] | None = None,
        timeout: float | None = None,
        connect_timeout: float | None = None,
        total_timeout: float | None = None,
        attempts: int | None = None,
        ca: str | None = None,
        client_cert: str | None = None,
        max_response_bytes: float | None = None,
        transport: str | None = None,
        http_client: httpx.Client | httpx.AsyncClient | None = None,
        profile: str | None = None,
    ) -> None:
        config = resolve({**locals(), "host": paddleflow_server_host, "port": paddleflow_server_port}, profile)
        if http_client is not None:
            config = config._replace(http_client=self._checked_http_client(http_client))
        fixed = config.token if isinstance(config.token, str) else None
        self._exchange = Exchange(config, Session(config.username, config.password, fixed))
        make_transport = self._make_transport
        self._transports = PerProcess(lambda: make_transport(config), self._owner_key)
        self._login_locks = PerProcess(self._make_lock, self._owner_key)
        self._api: AuthenticatedClient | None = None
        self._apis: list[AuthenticatedClient] = []  # with those of copies
        self._parent: Self | None = None
        self._closed = False

    @property
    def config(self) -> Config:
        """The settings that this client uses, wherever they came from. Its repr hides the secret ones."""
        return self._exchange.config

    @property
    def _is_closed(self) -> bool:
        return self._closed or (self._parent is not None and self._parent._is_closed)

    def with_options(
        self,
        *,
        timeout: float | None = None,
        connect_timeout: float | None = None,
        total_timeout: float | None = None,
        attempts: int | None = None,
    ) -> Self:
        """Return the same client, login and connections included, with other limits: for one call, or a few.

        >>> client.with_options(total_timeout=5).show_run("run-000001")

        Args:
            timeout: As in the constructor; None leaves one as it is.
            connect_timeout: As in the constructor; None leaves one as it is.
            total_timeout: As in the constructor; None leaves one as it is.
            attempts: As in the constructor; None leaves one as it is.

        Raises:
            PaddleFlowSDKException: A value is invalid.
        """
        old = self.config
        given = {
            "host": old.address,
            "timeout": old.limits.read if timeout is None else timeout,
            "connect_timeout": old.limits.connect if connect_timeout is None else connect_timeout,
            "total_timeout": old.limits.total if total_timeout is None else total_timeout,
            "attempts": old.policy.attempts if attempts is None else attempts,
        }
        new = resolve(given, environ={})
        other = object.__new__(type(self))
        vars(other).update(vars(self))
        limits = new.limits._replace(size=old.limits.size)
        other._exchange = copy(self._exchange)
        other._exchange.config = old._replace(limits=limits, policy=new.policy)
        other._parent, other._api = self, None
        return other

    @property
    def api(self) -> AuthenticatedClient:
        """The generated client, logged in as this client is: for what has no method here.

        It logs in when it must, as the methods do, and is closed with this client. It repeats nothing.

        >>> from paddleflow_api.api.run import show_run
        >>> show_run.sync("run-000001", client=client.api)

        Raises:
            PaddleFlowSDKException: The client is closed; and out of a call, when there is no logging in.
        """
        if (reason := BaseClient._unusable(self)) is not None:  # not what an AsyncClient adds: it is for calls
            raise reason
        if self._api is None:
            import httpx

            from paddleflow._api import Api, AsyncApi, TokenAuth
            from paddleflow._httpx_transport import httpx_route

            config = self.config
            self._api = (AsyncApi if self._is_async else Api)(
                base_url=config.address,
                token="",
                timeout=httpx.Timeout(config.limits.read, connect=config.limits.connect),
                verify_ssl=tls_context(config.address, config.ca, config.client_cert),
                httpx_args={"auth": TokenAuth(cast("Any", self)), **httpx_route(config.address)},
            )
            self._apis.append(self._api)
        return self._api

    def _opened_apis(self) -> list[AuthenticatedClient]:
        """Return those to close with this client: a copy's is closed with the copy, or with its original."""
        return self._apis if self._parent is None else [self._api] if self._api is not None else []

    def __reduce_ex__(self, _: object) -> NoReturn:
        name = type(self).__name__
        raise TypeError(
            f"A {name} is not copied or pickled: it has connections and a password. Make one where it is used, in each "
            f"process; threads and tasks can share one, and with_options() gives one with other limits."
        )

    def _checked_http_client(self, given: object) -> object:
        import httpx

        kind = httpx.AsyncClient if self._is_async else httpx.Client
        if not isinstance(given, kind):
            text = f"http_client must be an httpx.{kind.__name__}, not {type(given).__name__}."
            raise InvalidArgument("InvalidTransport", text)
        return given

    def _flow(self, name: str, make: Callable[[], Call[T] | Flow[T]]) -> Flow[T]:
        """Do what a method asks; its errors name it."""
        try:
            asked = made(name, make)
            result = yield from self._call(asked) if isinstance(asked, Call) else asked
        except PaddleFlowSDKException as error:
            result = Failure(error)
        if result.error is None:
            return result
        # A traceback's frames hold the arguments, secrets among them.
        return Failure(result.error.exception.in_call(name).with_traceback(None))

    def _call(self, call: Call[T]) -> Flow[T]:
        if (reason := self._unusable()) is not None:
            return Failure(reason.in_call(call.name))
        try:
            return (yield from self._exchange.flow(call))
        except UNEXPECTED_ERRORS as error:
            return Failure(unexpected_error(call.name, error))

    def _unusable(self) -> PaddleFlowSDKException | None:
        """Return why no call can be made now."""
        return InvalidArgument("InvalidClient", "The client is closed; make a new one.") if self._is_closed else None

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.config.address} user={self._exchange.session.user!r}>"


BaseClient.__init__.__qualname__ = "Client.__init__"  # what a TypeError of Python's calls it


def aliases(**names: str) -> Callable[[F], F]:
    """Let a method take other names of its parameters too: those of the manual's examples and of the official SDK.

    Args:
        names: ``alias="parameter"``. Giving both is a TypeError, like giving one of them twice.
    """

    def decorate(method: F) -> F:
        def renamed(kwargs: dict[str, Any]) -> dict[str, Any]:
            given: dict[str, Any] = {}
            for alias, value in kwargs.items():
                name = names.get(alias, alias)
                if name in given or (name != alias and name in kwargs):
                    raise TypeError(f"{method.__name__}() got multiple values for argument '{name}'")
                given[name] = value
            return given

        def accepting(self: object, *args: Any, **kwargs: Any) -> Any:
            return method(self, *args, **renamed(kwargs))

        async def accepting_async(self: object, *args: Any, **kwargs: Any) -> Any:
            return await method(self, *args, **renamed(kwargs))

        wrapper = accepting_async if inspect.iscoroutinefunction(method) else accepting
        return cast("F", functools.update_wrapper(wrapper, method))

    return decorate


def made(name: str, make: Callable[[], T]) -> T:
    """Return what a method's lambda makes.

    Raises:
        PaddleFlowSDKException: Its modules cannot be imported any more, as the interpreter is shutting down.
    """
    try:
        return make()
    except ImportError as error:
        failure = unexpected_error(name, error)
    raise failure


def advance(stream: Stream[T], answer: Any, name: str) -> Action | Emit[T] | None:
    """Return what a stream does next; None at its end.

    Raises:
        PaddleFlowSDKException: It failed; the message names the method that was called.
    """
    try:
        return stream.send(answer)
    except StopIteration:
        return None
    except PaddleFlowSDKException as error:
        raise error.in_call(name) from None
