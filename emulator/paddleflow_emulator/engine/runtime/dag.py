"""One copy of a DAG: starts its children as they become ready, and sums up how they ended (§14, §15)."""

from __future__ import annotations

import asyncio
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Self, TypeVar

from attrs import define, evolve, field

from paddleflow.pipeline._rules.condition import ConditionError
from paddleflow.pipeline._rules.go_format import listed, plain_text
from paddleflow.pipeline._rules.templates import SolveError
from paddleflow_emulator.engine.cancel import CancelScope, Reason
from paddleflow_emulator.engine.records import Artifacts, Dag, Record, Status, Step
from paddleflow_emulator.engine.workflow import Component, DagComponent, StepComponent

from .context import AT_ONCE, NodeContext, RunContext, random_hex
from .step import EndedStep, StepRun
from .template_scope import ComponentScope, DagScope

C = TypeVar("C", bound="NodeRun")
_CANCELLED_BY = {"stop": "receive stop signall", "failure": "receive failure options signal"}
_DONE: frozenset[str] = frozenset({"succeeded", "skipped"})


@define(eq=False)
class _Waiting:
    """The copies of a step that wait for slots. They are made when they get them: of 60,000 items few run at once."""

    component: StepComponent
    items: list[Any] | None
    seqs: deque[int]


@define(eq=False)
class DagRun:
    """A copy of a DAG that runs, ran, or never will."""

    context: NodeContext
    component: DagComponent
    record: Dag
    outputs: Mapping[str, str] = field(factory=dict)
    children: dict[str, list[Child]] = field(factory=dict)
    _restarted: bool = False
    _unwritten: Iterator[Record] = field(factory=lambda: iter(()))
    """What is still to be finished and written when everything is to stop."""
    _running: set[asyncio.Task[None]] = field(factory=set)
    _waiting: dict[str, _Waiting] = field(factory=dict)
    """Step → its copies without a slot, while there are some."""
    _ended: deque[tuple[str, NodeRun, asyncio.Task[None]]] = field(factory=deque)
    _changed: asyncio.Event = field(factory=asyncio.Event)
    """Something ended, or everything is to stop."""
    _ready: deque[str] = field(factory=deque)
    _missing: dict[str, int] = field(factory=dict)
    """Child → how many of its deps are not done."""
    _left: dict[str, int] = field(factory=dict)
    """Started child → how many of its copies are not done."""
    _dependents: dict[str, list[str]] = field(factory=dict)
    _given_up: set[str] = field(factory=set)
    """The children whose dependents were cancelled because they failed."""

    @classmethod
    def at(cls, context: NodeContext, component: DagComponent) -> Self:
        """Make a copy; nothing is written before `run` or `finish`."""
        outputs = dict.fromkeys(component.outputs, "")
        record = Dag(
            key=context.key,
            id=f"dag-{context.run.id}-{random_hex(16)}",
            dag_name=component.name,
            name=context.row_name("dag-"),
            full_name=context.full_name,
            runtime_name=context.runtime_name,
            parent_dag_id=context.parent_dag_id,
            seq=context.seq,
            parameters={name: plain_text(value) for name, value in component.parameters.items()},
            deps=",".join(component.deps),
            artifacts=Artifacts(component.inputs, outputs),
        )
        return cls(context, component, record, outputs=outputs)

    @property
    def status(self) -> Status:
        """The state it is in."""
        return self.record.status

    def adopt(self, record: Dag) -> None:
        """Take over a DAG that an earlier run brought to its end (§19)."""
        self.record = record
        self.outputs = record.artifacts.output

    def restart(self, record: Dag) -> None:
        """Take over the row of a DAG that an earlier run did not bring to its end; it runs under its old id (§19)."""
        self.record = evolve(record, end_time="")
        self._restarted = True

    def finish(self, status: Status, message: str) -> None:
        """Set its final state and write it. A terminated DAG has no end time (§18)."""
        self.end_record(status, message)
        self._write()

    def end_record(self, status: Status, message: str) -> Dag:
        """Set its final state; return what is to be written."""
        ended = "" if status == "terminated" else self.context.run.now()
        self.record = evolve(self.record, status=status, message=message, end_time=ended)
        return self.record

    async def run(self) -> None:
        """Run it to its end, which is one of the final states whatever happens."""
        started = (self._restarted and self.record.start_time) or self.context.run.now()
        self.record = evolve(self.record, start_time=started)
        try:
            if await self._finished_before_start():
                return
            await self._run_children()
        except Exception as error:
            self.context.scope.cancel("failure")
            if self._running:
                await asyncio.wait(self._running)
            self.finish("failed", f"Inner Error occured at dagRuntime[{self.context.runtime_name}]: {error!r}")

    def deepest(self, status: Status) -> Iterator[str]:
        """Return the full names of the innermost copies of a state, for the run's message (§18)."""
        if not self.children and self.status == status:
            yield self.context.full_name
        for name, nodes in self.children.items():
            for node in nodes:
                if isinstance(node, DagRun):
                    yield from node.deepest(status)
                elif node.status == status:
                    yield f"{self.context.full_name}.{name}"

    # ------------------------------------------------------------------------------------------------------ starting

    async def _finished_before_start(self) -> bool:
        name = self.context.runtime_name
        if self.context.items == []:
            self.finish(
                "failed",
                f"set the sysparams for dag[{name}] failed: get LoopArgument for dag[{name}] failed: "
                "its loop_argument is empty",
            )
            return True
        try:
            scope = self.context.component_scope()
            condition = await self.context.run.reading(scope.condition, self.component.condition)
            wanted = await self.context.run.holds(condition)
        except (SolveError, ConditionError) as error:
            self.finish("failed", f"caculate the condition field for dag[{name}] faild:\n{error}")
            return True
        if not wanted:
            self.finish("skipped", f"the result of condition for  dag[{name}] is false, skip running")
        elif self.context.is_disabled():
            self.finish("skipped", f"dag[{name}] is disabled, skip running")
        return self.status == "skipped"

    async def _run_children(self) -> None:
        scope = self.context.scope
        self._save(status="running", message="begin to restart" if self._restarted else "begin to run")
        self._plan()
        scope.on_cancel(self._on_cancel)
        try:
            if scope.reason:
                self._on_cancel()
            while True:
                await self._start_ready()
                await self.context.run.save_all(self._unwritten)
                if not self._running and not self._waiting:
                    break
                await self._changed.wait()
                self._changed.clear()
                while self._ended:
                    await self._handle_end(*self._ended.popleft())
        finally:
            scope.forget(self._on_cancel)
        self._sum_up()

    def _plan(self) -> None:
        """Find out who waits for whom, once: nothing is looked through again when a child ends."""
        for name, component in self.component.entry_points.items():
            deps = set(component.deps)
            self._missing[name] = len(deps)
            for dep in deps:
                self._dependents.setdefault(dep, []).append(name)
            if not deps:
                self._ready.append(name)

    async def _start_ready(self) -> None:
        """Start whatever can start; a retry's kept copies are done at once, which makes others ready."""
        started = 0
        while self._ready and not self.context.scope.reason:
            name = self._ready.popleft()
            if name not in self.children:  # It was cancelled.
                await self._start(name, self.component.entry_points[name])
                started += 1
                if started % AT_ONCE == 0:
                    await asyncio.sleep(0)

    async def _start(self, name: str, component: Component) -> None:
        try:
            resolved = self._dag_scope().resolve(component)
        except SolveError as error:
            await self._fail_unstarted(name, component, str(error))
            return
        items, problem = None, ""
        try:
            items = await self._loop_items(resolved)
        except SolveError as error:
            kind = "dag" if isinstance(component, DagComponent) else "step"
            problem = f"cannot get the value of loop_arugment for {kind}[{self._runtime_name(name, 0)}]: {error}"
        if self.context.scope.reason:
            return  # It is cancelled, while its loop was read.
        if problem:
            await self._fail_unstarted(name, resolved, problem)
            return
        count = 1 if items is None else max(len(items), 1)
        self.children[name] = []
        self._left[name] = count
        known = self.context.run.kept
        kept = [seq for seq in range(count) if self._key(name, seq) in known] if known else []
        if isinstance(resolved, StepComponent):
            done = set(kept)
            if rest := deque(seq for seq in range(count) if seq not in done):
                self._waiting[name] = _Waiting(resolved, items, rest)
            await self._make(name, resolved, kept, items)
            self.context.run.slots.start(self._begin_waiting(name))
        else:
            await self._make(name, resolved, range(count), items)

    async def _make(self, name: str, component: Component, seqs: Sequence[int], items: list[Any] | None) -> None:
        """Make some copies, and begin those that no earlier run brought to an end."""
        for made, seq in enumerate(seqs, 1):
            node = self._add(name, self._node(name, component, seq, items))
            if self._kept(node):
                self._count_end(name, node)
            else:
                self._begin(name, node)
            if made % AT_ONCE == 0:
                await asyncio.sleep(0)

    def _begin_waiting(self, name: str) -> Iterator[asyncio.Task[None]]:
        """Make and begin a copy for each slot, until all are made or everything is to stop."""
        while waiting := self._waiting.get(name):
            yield self._begin(name, self._add_waiting(name, waiting))

    def _add_waiting(self, name: str, waiting: _Waiting) -> StepRun:
        seq = waiting.seqs.popleft()
        if not waiting.seqs:
            self._waiting.pop(name, None)  # It is not there when everything is to stop.
        return self._add(
            name, StepRun.at(self._context_of(name, waiting.component, seq, waiting.items), waiting.component)
        )

    def _add(self, name: str, node: C) -> C:
        """Put a copy where it stands among those of its component."""
        insort(self.children[name], node, key=_seq)
        return node

    def _begin(self, name: str, node: NodeRun) -> asyncio.Task[None]:
        task = asyncio.create_task(node.run())
        self._running.add(task)
        task.add_done_callback(partial(self._on_end, name, node))
        return task

    def _on_end(self, name: str, node: NodeRun, task: asyncio.Task[None]) -> None:
        self._ended.append((name, node, task))
        self._changed.set()

    async def _handle_end(self, name: str, node: NodeRun, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        task.result()  # raises what the copy itself could not put into its message
        self._count_end(name, node)
        if node.status == "failed" or (node.status == "terminated" and not self.context.scope.reason):
            await self._handle_failure(name)

    def _release(self, name: str, node: NodeRun) -> None:
        """Keep no more of a step that has ended than is needed."""
        if isinstance(node, StepRun):
            copies = self.children[name]
            copies[bisect_left(copies, node.context.seq, key=_seq)] = node.ended()

    def _count_end(self, name: str, node: NodeRun) -> None:
        """Count a copy that has ended; what waited for nothing else is ready."""
        self._release(name, node)
        if node.status in _DONE:
            self._left[name] -= 1
            if not self._left[name]:
                for dependent in self._dependents.get(name, ()):
                    self._missing[dependent] -= 1
                    if not self._missing[dependent]:
                        self._ready.append(dependent)

    def _dag_scope(self) -> DagScope:
        return DagScope(self.component, self.context.system(), self.context.loop_item, self.children)

    async def _loop_items(self, component: Component) -> list[Any] | None:
        run = self.context.run
        scope = ComponentScope(component, {}, run.workflow.main_fs, run.main)
        return await run.reading(scope.loop_items)

    def _kept(self, node: NodeRun) -> bool:
        """Adopt what an earlier run made of a copy; return whether nothing is left to do."""
        record = self.context.run.kept.get(node.context.key)
        match node, record:
            case StepRun(), Step():
                node.adopt(record)
                return True
            case DagRun(), Dag(status="succeeded" | "skipped"):
                node.adopt(record)
                return True
            case DagRun(), Dag():
                node.restart(record)
        return False

    # ------------------------------------------------------------------------------------------------------- copies

    def _node(self, name: str, component: Component, seq: int, items: list[Any] | None) -> NodeRun:
        context = self._context_of(name, component, seq, items)
        if isinstance(component, StepComponent):
            return StepRun.at(context, component)
        return DagRun.at(context, component)

    def _context_of(self, name: str, component: Component, seq: int, items: list[Any] | None) -> NodeContext:
        return NodeContext(
            run=self.context.run,
            scope=self.context.scope,
            component=component,
            key=self._key(name, seq),
            full_name=f"{self.context.full_name}.{name}",
            runtime_name=self._runtime_name(name, seq),
            parent_dag_id=self.record.id,
            seq=seq,
            items=items,
        )

    def _key(self, name: str, seq: int) -> str:
        return f"{self.context.key}/{name}#{seq}"

    def _runtime_name(self, name: str, seq: int) -> str:
        return f"{self.context.runtime_name}.{name}-{seq}" if seq else f"{self.context.runtime_name}.{name}"

    def _unstarted(self, name: str, component: Component, status: Status, message: str) -> Iterator[Record]:
        """Finish a component that does not get to run: give a row for each item of a literal loop."""
        loop = component.loop_argument
        as_written = status == "cancelled" and component.referenced is not None
        count = len(loop) if isinstance(loop, list) and not as_written else 1
        shown = _as_step(component) if as_written and isinstance(component, DagComponent) else component
        nodes = self.children[name] = []
        for seq in range(max(count, 1)):
            node = self._node(name, shown, seq, None)
            nodes.append(node)
            if self._kept(node):
                self._release(name, node)
                continue
            if as_written and isinstance(node, StepRun):
                node.show_reference()
            record = node.end_record(status, message)
            self._release(name, node)
            yield record

    # ------------------------------------------------------------------------------------------------------ failures

    async def _fail_unstarted(self, name: str, component: Component, message: str) -> None:
        await self.context.run.save_all(self._unstarted(name, component, "failed", message))
        await self._handle_failure(name)

    async def _handle_failure(self, name: str) -> None:
        """Apply the failure options to a child of which a copy failed, or was ended from outside (§15)."""
        if self.context.run.workflow.strategy != "continue":
            self.context.scope.cancel("failure")
        elif name not in self._given_up:
            self._given_up.add(name)
            message = "begin to process FailureOptions, some step or dag run failed"
            await self.context.run.save_all(self._cancelled(self._all_dependents(name), message))

    def _all_dependents(self, name: str) -> Iterator[str]:
        """Return what depends on a child, and on that, and so on."""
        found, rest = {name}, deque([name])
        while rest:
            for dependent in self._dependents.get(rest.popleft(), ()):
                if dependent not in found:
                    found.add(dependent)
                    rest.append(dependent)
                    yield dependent

    def _cancelled(self, names: Iterable[str], message: str) -> Iterator[Record]:
        """Finish children that have not started; return their rows."""
        for name in names:
            if name not in self.children:
                yield from self._unstarted(name, self.component.entry_points[name], "cancelled", message)

    def _on_cancel(self) -> None:
        """Finish what has not begun: a little at once, the rest as the loop of the children comes to it."""
        self._unwritten = self._cancel_rows(self.context.scope.reason or "stop")
        self.context.run.save_some(self._unwritten)
        self._changed.set()

    def _cancel_rows(self, reason: Reason) -> Iterator[Record]:
        if reason == "stop" and (self._running or self._waiting):
            self.record = evolve(self.record, status="terminating", message="")
            yield self.record
        waiting, self._waiting = self._waiting, {}
        for name, copies in waiting.items():
            while copies.seqs:
                step = self._add_waiting(name, copies)
                record = step.terminated()
                self._release(name, step)
                yield record
        yield from self._cancelled(self.component.entry_points, _CANCELLED_BY[reason])

    # -------------------------------------------------------------------------------------------------------- ending

    def _sum_up(self) -> None:
        ended: dict[str, list[str]] = {}
        for name, nodes in self.children.items():
            for node in nodes:
                ended.setdefault(node.status, []).append(self._runtime_name(name, _seq(node)))
        if "failed" in ended:
            self._finish_by("failed", f"subSteps or subDags[{listed(ended['failed'])}] failed")
        elif "terminated" in ended and not self.context.scope.reason:
            self._finish_by("failed", f"subSteps or subDags[{listed(ended['terminated'])}] abnormally terminated")
        elif "terminated" in ended:
            self._finish_by("terminated", f"subSteps or subDags[{listed(ended['terminated'])}] terminated")
        elif "cancelled" in ended:
            self._finish_by("terminated", f"subSteps or subDags[{listed(ended['cancelled'])}] cancelled")
        else:
            self.outputs = {key: self._dag_scope().artifact(text) for key, text in self.component.outputs.items()}
            self.record = evolve(self.record, artifacts=Artifacts(self.component.inputs, self.outputs))
            names = listed(ended.get("succeeded", []) + ended.get("skipped", []))
            self.finish("succeeded", f"all subDag or subStep run succeeded or skipped: {names}")

    def _finish_by(self, status: Status, cause: str) -> None:
        self.finish(status, f"update dag[{self.context.runtime_name}]'s status to [{status}] due to {cause}")

    def _save(self, **changes: Any) -> None:
        self.record = evolve(self.record, **changes)
        self._write()

    def _write(self) -> None:
        self.context.run.save(self.record)


@define(eq=False)
class EntryPoints(DagRun):
    """The DAG of all entry points of a run. Replies do not show it: it is never written."""

    @classmethod
    def of(cls, run: RunContext, scope: CancelScope, dag_id: str) -> EntryPoints:
        """Make it, under the id that it had in an earlier run, if it had one."""
        component = run.workflow.root
        name = f"{run.workflow.name}.entry_points"
        node = cls.at(NodeContext(run, scope, component, "entry_points", name, name, ""), component)
        node.record = evolve(node.record, id=dag_id or node.record.id)
        return node

    def _cancel_rows(self, reason: Reason) -> Iterator[Record]:
        return (record for record in super()._cancel_rows(reason) if record is not self.record)

    def _write(self) -> None:
        pass


NodeRun = StepRun | DagRun
Child = NodeRun | EndedStep


def _seq(node: Child) -> int:
    return node.seq if isinstance(node, EndedStep) else node.context.seq


def _as_step(component: DagComponent) -> StepComponent:
    """Show a reference to a DAG that never started as the step that it was written as."""
    return StepComponent(component.name, component.deps, inputs=component.inputs, referenced=component.referenced)
