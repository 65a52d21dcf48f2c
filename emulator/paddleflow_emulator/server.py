"""The server as a whole: what it consists of, started in a thread, and stopped without a trace."""

from __future__ import annotations

import asyncio
import logging
import socket
import tempfile
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import uvicorn
from attrs import field, frozen
from starlette.types import ASGIApp

from .app import build_app
from .auth import ROOT_PASSWORD, Tokens
from .call import Services
from .contract import load_contract
from .control import DroppableProtocol, controlled
from .data_folder import DataFolder, hold_data_folder
from .database import open_database
from .engine import Engine
from .engine.containers import NO_ENGINE, ContainerLauncher, find_engine
from .engine.engine import SystemClock
from .engine.interface import Clock, Launcher
from .engine.processes import LocalLauncher
from .job_watch import JobWatch
from .local_jobs import LocalJobs
from .paging import Markers
from .places import DEFAULT_QUEUE, LocalFileSystems, SqlQueues
from .resources import HANDLERS
from .resources.clusters import ensure_clusters
from .resources.flavours import ensure_flavours
from .resources.queues import ensure_queues
from .resources.users import ensure_root
from .sampling import SampledLauncher, Sampler
from .scheduler import firing
from .store import SqlStore

LOOPBACK = "127.0.0.1"
_log = logging.getLogger("paddleflow_emulator")

_GRACE = 3  # seconds that an answer under way has when the server stops
_KEEP_ALIVE = 75  # seconds that a connection may be idle: longer than clients keep one


@frozen
class Settings:
    """How a server runs; see `serve`."""

    data: DataFolder
    host: str = LOOPBACK
    port: int = 0
    local_root: Path = Path("/")
    queues: Sequence[str] = ()
    token_lifetime: timedelta | None = None
    password: str = field(default=ROOT_PASSWORD, repr=False)
    clock: Clock = field(factory=SystemClock)
    control: bool = False
    containers: bool = False


@contextmanager
def serve(
    data: str | Path | None = None,
    *,
    host: str = LOOPBACK,
    port: int = 0,
    local_root: str | Path = "/",
    queues: Sequence[str] = (),
    password: str | None = None,
    token_lifetime: timedelta | None = None,
    clock: Clock | None = None,
    control: bool = False,
    containers: bool = False,
) -> Iterator[str]:
    """Run a server in a thread for the time of a `with` block.

    It runs the commands of pipelines as processes of this user: let nobody reach it whom you would not give a shell.

    Args:
        data: a folder to keep the state in, made when missing: the server makes `paddleflow-emulator` in it and touches
            nothing else; a later server of the same version can go on with it. Default: a temporary folder that is
            deleted at the end.
        host: the address to listen on.
        port: the port to listen on; 0 for a free one.
        local_root: where `local://` file systems are: `local://a/b` is `<local_root>/a/b`.
        queues: names of queues beside `default-queue` that runs may name.
        password: the first password of root; default: paddleflow.
        token_lifetime: None for tokens that do not expire.
        clock: where the server and its engine get the time from.
        control: for tests: serve `/_control`, which resets and breaks it; see `paddleflow_emulator.control`.
        containers: run each step in a container of its image (`docker_env`), by Docker or Podman, whichever answers
            first. Without, or when none answers, steps are processes of this machine, and their messages say so.

    Yields:
        the address, such as `http://127.0.0.1:40123`.

    Raises:
        ValueError: `data` or `local_root` is an empty text.
        OSError: the address cannot be listened on, or the folder cannot be used, is used by another server, or has a
            `paddleflow-emulator` that is not a server's.
    """
    for name, folder in (("data", data), ("local_root", local_root)):
        if folder is not None and not str(folder).strip():
            raise ValueError(f"{name} is empty: name a folder, or leave {name} out")
    with ExitStack() as stack:
        lent = data if data is not None else stack.enter_context(tempfile.TemporaryDirectory(prefix="paddleflow-"))
        settings = Settings(
            data=stack.enter_context(hold_data_folder(Path(lent).absolute())),
            host=host,
            port=port,
            local_root=Path(local_root).absolute(),
            queues=queues,
            password=ROOT_PASSWORD if password is None else password,
            token_lifetime=token_lifetime,
            clock=clock or SystemClock(),
            control=control,
            containers=containers,
        )
        listener = stack.enter_context(_listen(host, port))
        thread = _ServerThread(settings, listener)
        thread.start()
        stack.callback(thread.stop)
        thread.wait_until_started()
        address, bound = listener.getsockname()[:2]
        yield f"http://{f'[{address}]' if ':' in address else address}:{bound}"


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Services]:
    """Open the state and the engine on the running loop, and settle both at the end."""
    database = open_database(settings.data.database)
    try:
        ensure_root(database, settings.clock, settings.password)
        ensure_flavours(database, settings.clock)
        ensure_clusters(database, settings.clock)
        ensure_queues(database, settings.clock, (DEFAULT_QUEUE, *settings.queues))
        store = SqlStore(database, settings.clock)
        file_systems = LocalFileSystems(database, settings.local_root)
        sampler = Sampler(database, settings.clock)
        launcher = SampledLauncher(await _launcher(settings), sampler)
        jobs = LocalJobs(database, settings.clock, launcher, file_systems, settings.data)
        engine = Engine(
            store=store,
            file_systems=file_systems,
            queues=SqlQueues(database),
            log_dir=settings.data.logs,
            work_dir=settings.data.work,
            launcher=launcher,
            clock=settings.clock,
        )
        watch = JobWatch(database, file_systems)
        try:
            await engine.recover()
            await jobs.recover()
            await asyncio.to_thread(settings.data.clear_work)
            services = Services(
                contract=load_contract(),
                database=database,
                clock=settings.clock,
                store=store,
                markers=Markers(database.secret("markers")),
                tokens=Tokens(database.secret("tokens"), settings.clock, settings.token_lifetime),
                file_systems=file_systems,
                engine=engine,
                jobs=jobs,
                sampler=sampler,
                watch=watch,
            )
            async with firing(services):
                yield services
        finally:
            watch.close()
            await jobs.close()
            await engine.close()
            await sampler.close()
    finally:
        database.close()


async def _launcher(settings: Settings) -> Launcher:
    if not settings.containers:
        return LocalLauncher()
    engine = await find_engine()
    if engine is None:
        _log.warning("%s: steps run as processes on this machine", NO_ENGINE)
        return LocalLauncher(excuse=NO_ENGINE)
    return ContainerLauncher(engine, LocalLauncher())


@asynccontextmanager
async def _application(settings: Settings) -> AsyncIterator[ASGIApp]:
    def build(services: Services) -> ASGIApp:
        return build_app(services, HANDLERS)

    if settings.control:
        async with controlled(settings.data, lambda: running(settings), build) as app:
            yield app
    else:
        async with running(settings) as services:
            yield build(services)


class _ServerThread(threading.Thread):
    """The thread whose loop answers requests and runs pipelines."""

    def __init__(self, settings: Settings, listener: socket.socket) -> None:
        super().__init__(name="paddleflow-emulator")
        self._settings = settings
        self._listener = listener
        self._server: uvicorn.Server | None = None
        self._failure: BaseException | None = None
        self._ready = threading.Event()

    def run(self) -> None:
        """Serve until told to stop."""
        try:
            asyncio.run(self._serve())
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
        """Stop, and wait until nothing is left."""
        if self._server is not None:
            self._server.should_exit = True
        self.join()

    async def _serve(self) -> None:
        async with _application(self._settings) as app:
            config = uvicorn.Config(
                app,
                loop="none",
                http=DroppableProtocol if self._settings.control else "h11",
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
            self._server = uvicorn.Server(config)
            # The listener is open already: a client that is told now waits for the first answer, not for a retry.
            self._ready.set()
            await self._server.serve(sockets=[self._listener])


def _websocket_protocol(**options: Any) -> asyncio.Protocol:
    from .websocket_protocol import WebSocketProtocol  # Only here: most servers never open one.

    return WebSocketProtocol(**options)


@contextmanager
def _listen(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family, backlog=1024) as listener:
        # Connections inherit it. asyncio would set it only for sockets that name their protocol, which these do not;
        # without it each answer waits 40 ms for the client's delayed acknowledgement of its first packet.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield listener
