"""One copy of a DAG: starts its children as they become ready, and sums up how they ended (§14, §15)."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define, evolve, field

from .condition import ConditionError, is_true
from .gotext import plain_text
from .interface import Artifacts, Dag, Status, Step
from .place import Context, Place, random_hex
from .scope import Scope
from .solve import Level, Own, SolveError
from .step import StepCopy, unstarted_reference
from .workflow import Component, DagComponent, StepComponent

_CANCELLED_BY = {"stop": "receive stop signall", "failure": "receive failure options signal"}
_DONE: frozenset[str] = frozenset({"succeeded", "skipped"})


@define(eq=False)
class DagCopy:
    """A copy of a DAG that runs, ran, or never will. The outermost one is hidden: it is never written."""

    place: Place
    component: DagComponent
    record: Dag
    hidden: bool = False
    outputs: Mapping[str, str] = field(factory=dict)
    children: dict[str, list["AnyCopy"]] = field(factory=dict)
    _restarted: bool = False
    _running: dict[asyncio.Task[None], str] = field(factory=dict)

    @classmethod
    def at(cls, place: Place, component: DagComponent) -> "DagCopy":
        """Make a copy; nothing is written before `run` or `settle`."""
        outputs = dict.fromkeys(component.outputs, "")
        record = Dag(
            key=place.key,
            id=f"dag-{place.context.run.id}-{random_hex(16)}",
            dag_name=component.name,
            name=place.row_name("dag-"),
            full_name=place.full_name,
            runtime_name=place.runtime_name,
            parent_dag_id=place.parent_dag_id,
            seq=place.seq,
            parameters={name: plain_text(value) for name, value in component.parameters.items()},
            deps=",".join(component.deps),
            artifacts=Artifacts(component.inputs, outputs),
        )
        return cls(place, component, record, outputs=outputs)

    @classmethod
    def outermost(cls, context: Context, scope: Scope, dag_id: str) -> "DagCopy":
        """Make the hidden DAG of a run's entry points."""
        component = context.run.workflow.root
        name = f"{context.run.workflow.name}.entry_points"
        copy = cls.at(Place(context, scope, component, "entry_points", name, name, ""), component)
        copy.hidden = True
        copy.record = evolve(copy.record, id=dag_id or copy.record.id)
        return copy

    @property
    def status(self) -> Status:
        """The state it is in."""
        return self.record.status

    def keep(self, record: Dag) -> None:
        """Take over a DAG that an earlier run brought to its end (§19)."""
        self.record = record
        self.outputs = record.artifacts.output

    def restart(self, record: Dag) -> None:
        """Take over the row of a DAG that an earlier run did not bring to its end; it runs under its old id (§19)."""
        self.record = evolve(record, end_time="")
        self._restarted = True

    def settle(self, status: Status, message: str) -> None:
        """Give it its final state and write it. A terminated DAG has no end time (§18)."""
        ended = "" if status == "terminated" else self.place.context.now()
        self._save(status=status, message=message, end_time=ended)

    async def run(self) -> None:
        """Run it to its end, which is one of the final states whatever happens."""
        started = (self._restarted and self.record.start_time) or self.place.context.now()
        self.record = evolve(self.record, start_time=started)
        try:
            if not self.hidden and await self._settled_before_start():
                return
            await self._run_children()
        except Exception as error:
            self.place.scope.halt("failure")
            if self._running:
                await asyncio.wait(self._running)
            self.settle("failed", f"Inner Error occured at dagRuntime[{self.place.runtime_name}]: {error!r}")

    def deepest(self, status: Status) -> Iterator["AnyCopy"]:
        """Give the innermost copies of a state, for the run's message (§18)."""
        if not self.children and self.status == status:
            yield self
        for copies in self.children.values():
            for copy in copies:
                if isinstance(copy, DagCopy):
                    yield from copy.deepest(status)
                elif copy.status == status:
                    yield copy

    # ------------------------------------------------------------------------------------------------------ starting

    async def _settled_before_start(self) -> bool:
        name = self.place.runtime_name
        if self.place.items == []:
            self.settle(
                "failed",
                f"set the sysparams for dag[{name}] failed: get LoopArgument for dag[{name}] failed: "
                "its loop_argument is empty",
            )
            return True
        try:
            condition = await self.place.context.reading(self.place.own().condition, self.component.condition)
            wanted = is_true(condition)
        except (SolveError, ConditionError) as error:
            self.settle("failed", f"caculate the condition field for dag[{name}] faild:\n{error}")
            return True
        if not wanted:
            self.settle("skipped", f"the result of condition for  dag[{name}] is false, skip running")
        elif self.place.is_disabled():
            self.settle("skipped", f"dag[{name}] is disabled, skip running")
        return self.status == "skipped"

    async def _run_children(self) -> None:
        scope = self.place.scope
        self._save(status="running", message="begin to restart" if self._restarted else "begin to run")
        scope.on_halt(self._on_halt)
        try:
            if scope.reason:
                self._on_halt()
            await self._start_ready()
            while self._running:
                done, _ = await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    name = self._running.pop(task)
                    task.result()  # raises what the copy itself could not put into its message
                    self._handle_failure(name)
                await self._start_ready()
        finally:
            scope.forget(self._on_halt)
        self._sum_up()

    async def _start_ready(self) -> None:
        """Start whatever can start; a retry's kept copies are done at once, so look again after each round."""
        while ready := [name for name in self.component.entry_points if self._is_ready(name)]:
            for name in ready:
                # Asked anew: a start can fail at once, and cancel the rest.
                if self._is_ready(name):
                    await self._start(name, self.component.entry_points[name])

    def _is_ready(self, name: str) -> bool:
        if name in self.children or self.place.scope.reason:
            return False
        deps = [self.children.get(dep, ()) for dep in self.component.entry_points[name].deps]
        return all(copies and all(copy.status in _DONE for copy in copies) for copies in deps)

    async def _start(self, name: str, component: Component) -> None:
        try:
            resolved = self._level().resolve(component)
        except SolveError as error:
            self._settle_unstarted(name, component, "failed", str(error))
            self._handle_failure(name)
            return
        try:
            items: list[Any] | None = await self._loop_items(resolved)
            problem = ""
        except SolveError as error:
            items, problem = None, str(error)
        if not self._is_ready(name):
            return  # It was cancelled while its loop was read.
        if problem:
            kind = "dag" if isinstance(component, DagComponent) else "step"
            message = f"cannot get the value of loop_arugment for {kind}[{self._runtime_name(name, 0)}]: {problem}"
            self._settle_unstarted(name, resolved, "failed", message)
            self._handle_failure(name)
            return
        count = 1 if items is None else max(len(items), 1)
        self.children[name] = [self._copy(name, resolved, seq, items) for seq in range(count)]
        for copy in self.children[name]:
            if not self._kept(copy):
                self._running[asyncio.create_task(copy.run())] = name

    def _level(self) -> Level:
        return Level(self.component, self.place.system(), self.place.loop_item, self.children)

    async def _loop_items(self, component: Component) -> list[Any] | None:
        context = self.place.context
        own = Own(component, {}, context.run.workflow.main_fs, context.main)
        return await context.reading(own.loop_items)

    def _kept(self, copy: "AnyCopy") -> bool:
        """Give a copy what an earlier run made of it; tell whether there is nothing left to do."""
        record = self.place.context.kept.get(copy.place.key)
        match copy, record:
            case StepCopy(), Step():
                copy.keep(record)
                return True
            case DagCopy(), Dag(status="succeeded" | "skipped"):
                copy.keep(record)
                return True
            case DagCopy(), Dag():
                copy.restart(record)
        return False

    # ------------------------------------------------------------------------------------------------------- copies

    def _copy(self, name: str, component: Component, seq: int, items: list[Any] | None) -> "AnyCopy":
        place = Place(
            context=self.place.context,
            scope=self.place.scope,
            component=component,
            key=f"{self.place.key}/{name}#{seq}",
            full_name=f"{self.place.full_name}.{name}",
            runtime_name=self._runtime_name(name, seq),
            parent_dag_id=self.record.id,
            seq=seq,
            items=items,
        )
        if isinstance(component, StepComponent):
            return StepCopy.at(place, component)
        return DagCopy.at(place, component)

    def _runtime_name(self, name: str, seq: int) -> str:
        return f"{self.place.runtime_name}.{name}-{seq}" if seq else f"{self.place.runtime_name}.{name}"

    def _settle_unstarted(self, name: str, component: Component, status: Status, message: str) -> None:
        """Write the rows of a component that does not get to run: one for each item of a literal loop."""
        loop = component.loop_argument
        as_written = status == "cancelled" and component.referenced is not None
        count = len(loop) if isinstance(loop, list) and not as_written else 1
        shown = _as_step(component) if as_written and isinstance(component, DagComponent) else component
        self.children[name] = [self._copy(name, shown, seq, None) for seq in range(max(count, 1))]
        for copy in self.children[name]:
            if self._kept(copy):
                continue
            if as_written and isinstance(copy, StepCopy):
                copy.record = unstarted_reference(copy.record, component.referenced or {})
            copy.settle(status, message)

    # ------------------------------------------------------------------------------------------------------ failures

    def _handle_failure(self, name: str) -> None:
        """Apply the failure options if a child failed, or was ended by somebody else (§15)."""
        scope = self.place.scope
        copies = self.children[name]
        unexpected = not scope.reason and any(copy.status == "terminated" for copy in copies)
        if not unexpected and not any(copy.status == "failed" for copy in copies):
            return
        if self.place.context.run.workflow.strategy == "continue":
            for dependent in self._dependents(name):
                if dependent not in self.children:
                    component = self.component.entry_points[dependent]
                    message = "begin to process FailureOptions, some step or dag run failed"
                    self._settle_unstarted(dependent, component, "cancelled", message)
        else:
            scope.halt("failure")

    def _dependents(self, name: str) -> list[str]:
        found = {name}
        grown = True
        while grown:
            more = {other for other, component in self.component.entry_points.items() if found & {*component.deps}}
            grown = not more <= found
            found |= more
        return [other for other in self.component.entry_points if other in found and other != name]

    def _on_halt(self) -> None:
        reason = self.place.scope.reason or "stop"
        if reason == "stop" and self._running:
            self._save(status="terminating", message="")
        for name, component in self.component.entry_points.items():
            if name not in self.children:
                self._settle_unstarted(name, component, "cancelled", _CANCELLED_BY[reason])

    # -------------------------------------------------------------------------------------------------------- ending

    def _sum_up(self) -> None:
        ended: dict[str, list[str]] = {}
        for copies in self.children.values():
            for copy in copies:
                ended.setdefault(copy.status, []).append(copy.place.runtime_name)
        if "failed" in ended:
            self._settle_by("failed", f"subSteps or subDags[{','.join(ended['failed'])}] failed")
        elif "terminated" in ended and not self.place.scope.reason:
            self._settle_by("failed", f"subSteps or subDags[{','.join(ended['terminated'])}] abnormally terminated")
        elif "terminated" in ended:
            self._settle_by("terminated", f"subSteps or subDags[{','.join(ended['terminated'])}] terminated")
        elif "cancelled" in ended:
            self._settle_by("terminated", f"subSteps or subDags[{','.join(ended['cancelled'])}] cancelled")
        else:
            self.outputs = {key: self._level().artifact(text) for key, text in self.component.outputs.items()}
            self.record = evolve(self.record, artifacts=Artifacts(self.component.inputs, self.outputs))
            names = ",".join(ended.get("succeeded", []) + ended.get("skipped", []))
            self.settle("succeeded", f"all subDag or subStep run succeeded or skipped: {names}")

    def _settle_by(self, status: Status, cause: str) -> None:
        self.settle(status, f"update dag[{self.place.runtime_name}]'s status to [{status}] due to {cause}")

    def _save(self, **changes: Any) -> None:
        self.record = evolve(self.record, **changes)
        if not self.hidden:
            self.place.context.save(self.record)


AnyCopy = StepCopy | DagCopy


def _as_step(component: DagComponent) -> StepComponent:
    """Show a reference to a DAG that never started as the step that it was written as."""
    return StepComponent(component.name, component.deps, inputs=component.inputs, referenced=component.referenced)
