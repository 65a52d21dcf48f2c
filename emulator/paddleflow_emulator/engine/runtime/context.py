"""What a component of a run works with, and what it shares with the others: of its engine, its run, and its own."""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from attrs import Factory, define, field, frozen

from paddleflow.pipeline._rules.condition import is_true
from paddleflow.pipeline._rules.go_format import plain_text
from paddleflow.pipeline._rules.spec import Mount
from paddleflow_emulator.engine.cancel import CancelScope
from paddleflow_emulator.engine.interface import Clock, FileSystem, FileSystems, Launcher, Queues, RunRequest, Store
from paddleflow_emulator.engine.launch.processes import LocalLauncher
from paddleflow_emulator.engine.real_time import SystemClock
from paddleflow_emulator.engine.records import TIME_FORMAT, KeptRecords, Record
from paddleflow_emulator.engine.threads import in_thread
from paddleflow_emulator.engine.workflow import Component, Workflow

from .events import Events
from .template_scope import ComponentScope

AT_ONCE = 100
"""Copies that are made, and records that are written, before others get their turn."""

P = ParamSpec("P")
R = TypeVar("R")


@define(eq=False)
class EngineContext:
    """What an engine's runs share.

    Args:
        store: Every change is written before it is published.
        file_systems: Where mounts are looked up.
        queues: Decides whether a job may be placed.
        log_dir: Gets `<job id>.log` for each job.
        work_dir: Gets a folder for each job while it runs; default: `work` beside `log_dir`.
        launcher: Default: processes on this machine.
        clock: Default: the machine's.
        server: Identifies this server among all that share its storage.
        grace: Seconds between SIGTERM and SIGKILL when something is stopped.

    Attributes:
        events: The lines of `submitLog`.
        ended_jobs: Job id → set when it ends, of the jobs alive now: a later run may wait for one whose cache it uses.
        live_jobs: Job id → its own scope, so that one job can be stopped from outside.
    """

    store: Store
    file_systems: FileSystems
    queues: Queues
    log_dir: Path
    work_dir: Path = field(default=Factory(lambda self: self.log_dir.parent / "work", takes_self=True))
    launcher: Launcher = field(factory=LocalLauncher)
    clock: Clock = field(factory=SystemClock)
    server: str = ""
    grace: float = 2.0
    events: Events = field(init=False, default=Factory(lambda self: Events(self.clock), takes_self=True))
    ended_jobs: dict[str, asyncio.Event] = field(init=False, factory=dict)
    live_jobs: dict[str, CancelScope] = field(init=False, factory=dict)

    def log_path(self, job_id: str) -> Path:
        """Return the file with a job's output, which is there from the job's start."""
        return self.log_dir / f"{job_id}.log"


@define(eq=False)
class Slots:
    """How many steps of a run may run at once; the others wait in the order in which they came."""

    free: int
    _waiting: deque[Iterator[asyncio.Task[None]]] = field(factory=deque)

    def start(self, tasks: Iterator[asyncio.Task[None]]) -> None:
        """Have tasks begun as slots get free: each is taken from the iterator, which begins it, when there is one."""
        self._waiting.append(tasks)
        self._fill()

    def _fill(self) -> None:
        while self.free and self._waiting:
            task = next(self._waiting[0], None)
            if task is None:
                self._waiting.popleft()
            else:
                self.free -= 1
                task.add_done_callback(self._ended)

    def _ended(self, _task: asyncio.Task[None]) -> None:
        self.free += 1
        self._fill()


@define(eq=False)
class RunContext:
    """What the components of one run share.

    Args:
        request: What was submitted.
        engine: What the run shares with others.

    Attributes:
        slots: Bound how many of its steps run at once.
        main: The main file system.
        kept: The records that a retry takes over.
        disabled: The full names of components that do not run.
        at_once: How many records may still be written without giving others their turn.
        closing: The time of the loop until which many records are written, when the server stops.
    """

    request: RunRequest
    engine: EngineContext
    slots: Slots = field(init=False)
    main: FileSystem | None = field(init=False)
    kept: KeptRecords = field(init=False)
    disabled: frozenset[str] = field(init=False)
    at_once: int = field(init=False, default=AT_ONCE)
    closing: float | None = field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        """Take what the request says."""
        main_fs = self.workflow.main_fs
        self.slots = Slots(self.workflow.parallelism)
        self.main = self.engine.file_systems.find(self.user, main_fs.name) if main_fs else None
        self.kept = self.request.kept or KeptRecords()
        self.disabled = frozenset(self.workflow.disabled)

    @property
    def id(self) -> str:
        """The run's id."""
        return self.request.id

    @property
    def user(self) -> str:
        """Whose file systems it uses."""
        return self.request.user

    @property
    def source(self) -> str:
        """What its caches are kept apart by."""
        return self.request.source

    @property
    def workflow(self) -> Workflow:
        """The checked pipeline."""
        return self.request.workflow

    def save(self, record: Record) -> None:
        """Write a record."""
        self.engine.store.save_record(self.id, record)

    def save_some(self, records: Iterator[Record]) -> None:
        """Write the first of many records at once, as long as few were written in this way."""
        first = list(islice(records, self.at_once))
        self.at_once -= len(first)
        if first:
            self.engine.store.save_records(self.id, first)

    async def save_all(self, records: Iterable[Record]) -> None:
        """Write many records, some at a time, so that others get their turn; not all of them when the server stops."""
        rest, loop = iter(records), asyncio.get_running_loop()
        while (self.closing is None or loop.time() < self.closing) and (batch := list(islice(rest, AT_ONCE))):
            self.engine.store.save_records(self.id, batch)
            await asyncio.sleep(0)

    async def holds(self, condition: str) -> bool:
        """Compute a condition; one with a pattern in a thread, since its time depends on the user's text.

        Raises:
            ConditionError: It cannot be read or computed.
        """
        if "~" in condition:
            return await in_thread("texts", is_true, condition)
        return is_true(condition)

    async def reading(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call what may look into the main file system: in a thread when that is reached over a network."""
        if self.main is not None and self.main.remote:
            return await in_thread("files", function, *args, **kwargs)
        return function(*args, **kwargs)

    def now(self) -> str:
        """Return the time as the wire has it."""
        return self.engine.clock.now().strftime(TIME_FORMAT)


@frozen
class NodeContext:
    """What one copy of a component works with: its names (§4), its loop item, and what it is part of.

    Attributes:
        run: What it shares with the run's other components.
        scope: Cancelled when it is to stop.
        component: Resolved, as far as it could be.
        key: Of its record, unique in the run.
        full_name: The component's, with the run's.
        runtime_name: The copy's.
        parent_dag_id: Of the DAG it is in.
        seq: Its number among the copies of the component.
        items: Of its loop; None without a loop.
        post: Whether it is the post-process step.
    """

    run: RunContext
    scope: CancelScope
    component: Component
    key: str
    full_name: str
    runtime_name: str
    parent_dag_id: str
    seq: int = 0
    items: list[Any] | None = None
    post: bool = False

    @property
    def engine(self) -> EngineContext:
        """What the run shares with others."""
        return self.run.engine

    @property
    def store(self) -> Store:
        """Where every change is written."""
        return self.run.engine.store

    @property
    def main_fs(self) -> Mount | None:
        """The workflow's main file system, as it is mounted."""
        return self.run.workflow.main_fs

    @property
    def loop_item(self) -> Any:
        """The copy's own item of its loop; None without a loop."""
        return self.items[self.seq] if self.items is not None and self.seq < len(self.items) else None

    def system(self) -> dict[str, str]:
        """Return the copy's system variables (§6)."""
        item = self.loop_item
        return {
            "PF_RUN_ID": self.run.id,
            "PF_STEP_NAME": self.component.name,
            "PF_USER_NAME": self.run.user,
            "PF_LOOP_ARGUMENT": "" if item is None else plain_text(item),
        }

    def component_scope(self, outputs: Mapping[str, str] | None = None) -> ComponentScope:
        """Return what templates in its own fields can refer to."""
        return ComponentScope(self.component, self.system(), self.main_fs, self.run.main, outputs)

    def is_disabled(self) -> bool:
        """Return whether the pipeline disables the component (§11)."""
        return ".".join(self.full_name.split(".")[2:]) in self.run.disabled

    def row_name(self, prefix: str = "") -> str:
        """Return the row's name: `<run id>-<component>` and, from the second copy on, its number (§4)."""
        name = f"{prefix}{self.run.id}-{self.component.name}"
        return f"{name}-{self.seq}" if self.seq else name


def random_hex(digits: int) -> str:
    """Return random hexadecimal digits for an id."""
    return secrets.token_hex(digits // 2)
