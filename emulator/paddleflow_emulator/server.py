"""The server as a whole: what it consists of, started in a thread, and stopped without a trace."""

from __future__ import annotations

import asyncio
import logging
import socket
import tempfile
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager, closing, contextmanager
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

import uvicorn
from attrs import evolve, field, frozen
from starlette.types import ASGIApp

from paddleflow_emulator.announcement import announced
from paddleflow_emulator.engine.interface import Clock, Launcher
from paddleflow_emulator.engine.launch.containers import NO_CONTAINER_ENGINE, ContainerLauncher, find_container_engine
from paddleflow_emulator.engine.launch.processes import LocalLauncher
from paddleflow_emulator.engine.real_time import RealTimeLoop, SystemClock
from paddleflow_emulator.engine.runtime.engine import Engine
from paddleflow_emulator.engine.threads import close_threads
from paddleflow_emulator.features.clusters.flavours import ensure_flavours
from paddleflow_emulator.features.clusters.handlers import ensure_clusters
from paddleflow_emulator.features.clusters.names import LABEL_RULE, is_label
from paddleflow_emulator.features.clusters.placement import DEFAULT_QUEUE, SqlQueues
from paddleflow_emulator.features.clusters.queues import ensure_queues
from paddleflow_emulator.features.file_systems.lookup import SqlFileSystems
from paddleflow_emulator.features.handlers import handler_of
from paddleflow_emulator.features.jobs.local import LocalJobs
from paddleflow_emulator.features.jobs.watch import JobWatch
from paddleflow_emulator.features.runs.numbers import RunNumbers
from paddleflow_emulator.features.runs.service import RunService
from paddleflow_emulator.features.runs.store import SqlStore
from paddleflow_emulator.features.schedules.loop import Scheduler, firing
from paddleflow_emulator.features.statistics.sampler import SampledLauncher, Sampler
from paddleflow_emulator.features.users.handlers import ensure_root
from paddleflow_emulator.http.app import build_app
from paddleflow_emulator.http.auth import LONGEST_PASSWORD, ROOT, Tokens
from paddleflow_emulator.http.connections import ACCEPTED_AT_ONCE, BoundedProtocol
from paddleflow_emulator.http.contract import load_contract
from paddleflow_emulator.http.host_check import HostCheck, check_names
from paddleflow_emulator.http.paging import Markers
from paddleflow_emulator.http.request_log import RequestLog
from paddleflow_emulator.services import Services
from paddleflow_emulator.storage.data_folder import DataFolder, hold_data_folder
from paddleflow_emulator.storage.database import Database, open_database

if TYPE_CHECKING:
    from paddleflow import AsyncClient, Client

LOOPBACK = "127.0.0.1"
_log = logging.getLogger("paddleflow_emulator")

STOP_SECONDS = 30.0
"""Seconds in which a server that is to stop must have ended its jobs and written how they ended."""

_GRACE = 3  # seconds that an answer under way has when the server stops
_BACKLOG = 1024  # connections that wait to be accepted
_LAST_PORT = 65535
_KEEP_ALIVE = 75  # seconds that a connection may be idle: longer than clients keep one


class StopTimeoutError(RuntimeError):
    """The server did not stop in time. Its thread, and what its jobs left, end with the program."""


class Server(str):
    """A running server: its address, as a text, and how to get in."""

    password: str
    """Root's password; empty when it is one that was set in an earlier life of the server's data."""

    def __new__(cls, address: str, password: str) -> Self:
        """Make it of an address such as `http://127.0.0.1:40123`."""
        server = super().__new__(cls, address)
        server.password = password
        return server

    @property
    def address(self) -> str:
        """The address as a plain text."""
        return str(self)

    def client(self, **options: Any) -> Client:
        """Make a client that logs in by itself, as root unless the options name another user.

        Args:
            **options: Of `paddleflow.Client`.

        Raises:
            ValueError: Root's password is not known here.
        """
        from paddleflow import Client

        return Client(self.address, **self._login(options))

    def async_client(self, **options: Any) -> AsyncClient:
        """Make a client for asyncio that logs in by itself; see `client`."""
        from paddleflow import AsyncClient

        return AsyncClient(self.address, **self._login(options))

    def _login(self, options: dict[str, Any]) -> dict[str, Any]:
        if options.keys() & {"username", "password", "token"}:
            return options
        if not self.password:
            raise ValueError(
                "root has a password that was set earlier: name username and password, or give serve() one"
            )
        return {**options, "username": ROOT, "password": self.password}


def _or_system_clock(clock: Clock | None) -> Clock:
    return clock or SystemClock()


@frozen(kw_only=True)
class Settings:
    """What `serve` was asked for; see there."""

    data: str | Path | None
    host: str
    port: int
    local_root: str | Path
    queues: Sequence[str]
    password: str | None = field(repr=False)
    allow_hosts: Sequence[str]
    token_lifetime: timedelta | None
    clock: Clock = field(converter=_or_system_clock)
    control: bool
    containers: bool
    log_requests: bool

    def __attrs_post_init__(self) -> None:
        """Raise ValueError for what is not valid."""
        for name, what in {"host": "an address", "data": "a folder", "local_root": "a folder"}.items():
            if not str(getattr(self, name)).strip():
                raise ValueError(f"{name} is empty: name {what}, or leave {name} out")
        if self.password is not None and not 0 < len(self.password.encode()) <= LONGEST_PASSWORD:
            raise ValueError(f"password must have 1 to {LONGEST_PASSWORD} bytes; leave it out for a random one")
        check_names(self.allow_hosts)
        if not 0 <= self.port <= _LAST_PORT:
            raise ValueError(f"port must be 0 to {_LAST_PORT}, not {self.port}")
        if self.token_lifetime is not None and self.token_lifetime <= timedelta(0):
            raise ValueError("token_lifetime must be above 0; leave it out for tokens that do not expire")
        for name in self.queues:
            if not is_label(name):
                raise ValueError(f"a queue cannot be called {name!r}: {LABEL_RULE}")


@contextmanager
def serve(
    data: str | Path | None = None,
    *,
    host: str = LOOPBACK,
    port: int = 0,
    local_root: str | Path = "/",
    queues: Sequence[str] = (),
    password: str | None = None,
    allow_hosts: Sequence[str] = (),
    token_lifetime: timedelta | None = None,
    clock: Clock | None = None,
    control: bool = False,
    containers: bool = False,
    log_requests: bool = False,
) -> Iterator[Server]:
    """Run a server in a thread for the time of a `with` block.

    It runs the commands of pipelines as processes of this user: whoever can log in has a shell.

    Args:
        data: A folder to keep the state in, made when missing: the server makes `paddleflow-emulator` in it and touches
            nothing else; a later server of the same version can go on with it. Default: a temporary folder that is
            deleted at the end.
        host: The address to listen on.
        port: The port to listen on; 0 for a free one.
        local_root: Where `local://` file systems are: `local://a/b` is `<local_root>/a/b`.
        queues: Names of queues beside `default-queue` that runs may name.
        password: Root's password from now on. Default: the one that was set in `data`; else a random one,
            which `Server` tells, and which this user's clients on this machine find by themselves.
        allow_hosts: Host names that clients may use in the address, beside `host`, `localhost` and IP addresses.
        token_lifetime: None for tokens that do not expire.
        clock: Where the server and its engine get the time from.
        control: For tests: serve `/_control`, which resets and breaks it; see `paddleflow_emulator.control`.
        containers: Run each step in a container of its image (`docker_env`), by Docker or Podman, whichever answers
            first; when none answers, the server does not start. Without it, steps are processes of this machine.
        log_requests: Tell the logger `paddleflow_emulator.requests` of each request and the status of its answer.

    Yields:
        The server's address, which also makes clients: see `Server`.

    Raises:
        ValueError: An option is not valid: an empty text, a port out of range, an invalid name of a queue or host, a
            lifetime of 0 or less, a password that is empty, too long, or needed and not given.
        OSError: The address cannot be listened on, or the folder cannot be used, is used by another server, or has a
            `paddleflow-emulator` that is not a server's.
        StopTimeoutError: At the end of the block: the server has not stopped within 30 seconds.
    """
    settings = Settings(**locals())
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="paddleflow-")) if data is None else data
        state = stack.enter_context(hold_data_folder(Path(folder).absolute()))
        with closing(open_database(state.database)) as database:
            known_password = ensure_root(database, settings.clock, password)
        if control and not known_password:
            raise ValueError(
                f"root of {folder} has a password of its own: control needs it; pass that one, or a new one"
            )
        listener = stack.enter_context(_listen(host, port))
        settings = evolve(settings, local_root=Path(local_root).absolute())
        thread = _ServerThread(_application(settings, state, known_password), settings, listener)
        thread.start()
        stack.callback(thread.stop)
        thread.wait_until_started()
        server = Server(_address(*_bound(listener)), known_password)
        stack.enter_context(_announced(listener, known_password))
        yield server


class EmbeddedServer:
    """`serve` where a `with` block does not fit: setUp and tearDown, notebooks.

    Args:
        **options: Those of `serve`.
    """

    def __init__(self, **options: Any) -> None:
        self._options = options
        self._stack = ExitStack()
        self._server: Server | None = None

    def start(self) -> Server:
        """Start it, unless it runs already; raises what `serve` raises."""
        if self._server is None:
            self._server = self._stack.enter_context(serve(**self._options))
        return self._server

    def stop(self) -> None:
        """Stop it, if it runs; it can be started again."""
        self._server = None
        self._stack.close()


@asynccontextmanager
async def _application(settings: Settings, state: DataFolder, password: str) -> AsyncIterator[ASGIApp]:
    def build(services: Services) -> ASGIApp:
        return build_app(services, handler_of)

    if settings.control:
        from .control import MovableClock, controlled

        clock = MovableClock(settings.clock)
        moved = evolve(settings, clock=clock)
        async with controlled(state, password, clock, lambda: _running(moved, state), build) as app:
            yield app
    else:
        async with _running(settings, state) as services:
            yield build(services)


@asynccontextmanager
async def _running(settings: Settings, state: DataFolder) -> AsyncIterator[Services]:
    """Open the state and the engine on the running loop, and close both at the end."""
    with closing(open_database(state.database)) as database:
        ensure_flavours(database, settings.clock)
        ensure_clusters(database, settings.clock)
        ensure_queues(database, settings.clock, (DEFAULT_QUEUE, *settings.queues))
        services = _services(settings, state, database, await _launcher(settings, state.server))
        try:
            await services.engine.recover()
            await services.jobs.recover()
            await asyncio.to_thread(state.clear_work)
            async with firing(services.scheduler):
                yield services
        finally:
            services.watch.close()
            await services.jobs.close()
            await services.engine.close()
            await services.sampler.close()
            await close_threads()


async def _launcher(settings: Settings, server: str) -> Launcher:
    if not settings.containers:
        return LocalLauncher(server=server)
    program = await find_container_engine()
    if program is None:
        raise OSError(NO_CONTAINER_ENGINE)
    return ContainerLauncher(program, server, LocalLauncher(server=server))


def _services(settings: Settings, state: DataFolder, database: Database, unsampled: Launcher) -> Services:
    clock = settings.clock
    store = SqlStore(database, clock)
    file_systems = SqlFileSystems(database, Path(settings.local_root))
    sampler = Sampler(database, clock)
    launcher = SampledLauncher(unsampled, sampler)
    engine = Engine(
        store=store,
        file_systems=file_systems,
        queues=SqlQueues(database),
        log_dir=state.logs,
        work_dir=state.work,
        launcher=launcher,
        clock=clock,
        server=state.server,
    )
    runs = RunService(file_systems, store, engine, RunNumbers.of(database, state.server))
    return Services(
        server=state.server,
        contract=load_contract(),
        database=database,
        clock=clock,
        store=store,
        markers=Markers(database.secret("markers")),
        tokens=Tokens(database.secret("tokens"), clock, settings.token_lifetime),
        file_systems=file_systems,
        engine=engine,
        jobs=LocalJobs(database, clock, launcher, file_systems, state),
        sampler=sampler,
        watch=JobWatch(database, file_systems),
        runs=runs,
        scheduler=Scheduler(database, clock, engine, runs),
    )


class _Server(uvicorn.Server):
    """uvicorn's, with more connections waiting to be accepted than are accepted at once: asyncio has one number."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept."""
        await super().startup(sockets)
        for listener in sockets or ():
            listener.listen(_BACKLOG)


class _ServerThread(threading.Thread):
    """The thread whose loop answers requests and runs pipelines."""

    def __init__(
        self, application: AbstractAsyncContextManager[ASGIApp], settings: Settings, listener: socket.socket
    ) -> None:
        super().__init__(name="paddleflow-emulator", daemon=True)  # One that hangs must not keep the program.
        self._application = application
        self._settings = settings
        self._listener = listener
        self._server: uvicorn.Server | None = None
        self._failure: BaseException | None = None
        self._ready = threading.Event()

    def run(self) -> None:
        """Serve until told to stop."""
        try:
            with asyncio.Runner(loop_factory=RealTimeLoop) as runner:
                runner.run(self._serve())
        except BaseException as failure:
            self._failure = failure
            if self._ready.is_set():
                _log.exception("the embedded server failed")
        finally:
            self._ready.set()

    def wait_until_started(self) -> None:
        """Wait until requests are answered; raise what kept the server from it."""
        self._ready.wait()
        if self._failure is not None:
            raise self._failure

    def stop(self) -> None:
        """Stop, and wait until nothing is left.

        Raises:
            StopTimeoutError: It has not stopped in time.
        """
        if self._server is not None:
            self._server.should_exit = True
        self.join(STOP_SECONDS)
        if self.is_alive():
            raise StopTimeoutError(f"the embedded server has not stopped within {STOP_SECONDS:.0f} seconds")

    async def _serve(self) -> None:
        async with self._application as app:
            checked = HostCheck(app, (self._settings.host, *self._settings.allow_hosts))
            config = uvicorn.Config(
                RequestLog(checked) if self._settings.log_requests else checked,
                loop="none",
                http=_protocol(self._settings.control),
                backlog=ACCEPTED_AT_ONCE,
                ws=cast("type[asyncio.Protocol]", _websocket_protocol),
                ws_per_message_deflate=False,
                ws_ping_interval=None,
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_graceful_shutdown=_GRACE,
                timeout_keep_alive=_KEEP_ALIVE,
            )
            self._server = _Server(config)
            # The listener is open already: a client that is told now waits for the first answer, not for a retry.
            self._ready.set()
            await self._server.serve(sockets=[self._listener])


def _protocol(control: bool) -> type[BoundedProtocol]:
    if not control:
        return BoundedProtocol
    from .faults import DroppableProtocol

    return DroppableProtocol


def _websocket_protocol(**options: Any) -> asyncio.Protocol:
    from paddleflow_emulator.http.websocket_protocol import WebSocketProtocol  # Only here: most servers never open one.

    return WebSocketProtocol(**options)


@contextmanager
def _listen(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family, backlog=_BACKLOG) as listener:
        # Connections inherit it. asyncio would set it only for sockets that name their protocol, which these do not;
        # without it each answer waits 40 ms for the client's delayed acknowledgement of its first packet.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield listener


def _address(ip: IPv4Address | IPv6Address, port: int) -> str:
    return f"http://{f'[{ip}]' if ip.version == 6 else ip}:{port}"


def _bound(listener: socket.socket) -> tuple[IPv4Address | IPv6Address, int]:
    host, port = listener.getsockname()[:2]
    return ip_address(host), port


@contextmanager
def _announced(listener: socket.socket, password: str) -> Iterator[None]:
    """Let this user's clients on this machine find root's password, where there is a place for it."""
    ip, port = _bound(listener)
    if ip.is_unspecified:
        ip = ip_address("127.0.0.1" if ip.version == 4 else "::1")
    with ExitStack() as stack:
        if password and ip.is_loopback:
            try:
                stack.enter_context(announced(_address(ip, port), ROOT, password))
            except (OSError, RuntimeError) as wrong:
                _log.warning("no login file was written, clients must pass user and password: %s", wrong)
        yield
