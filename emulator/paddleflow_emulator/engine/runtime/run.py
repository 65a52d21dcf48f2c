"""One run: its entry points, then its post-process step, then its final state (§16, §18, §19)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from attrs import define, field

from paddleflow.pipeline._rules.go_format import listed
from paddleflow.pipeline._rules.problems import Rejected
from paddleflow_emulator.engine.cancel import CancelScope
from paddleflow_emulator.engine.interface import RunRequest
from paddleflow_emulator.engine.records import RunStatus, Status, run_end
from paddleflow_emulator.engine.workflow import StepComponent

from .context import EngineContext, NodeContext, RunContext
from .dag import EntryPoints
from .step import StepRun


@define(eq=False)
class WorkflowRun:
    """A run that is alive."""

    request: RunRequest
    engine: EngineContext
    status: RunStatus = "running"
    ended: asyncio.Event = field(factory=asyncio.Event)
    _entry_scope: CancelScope = field(factory=CancelScope)
    _post_scope: CancelScope = field(factory=CancelScope)
    _post: StepRun | None = None
    _context: RunContext = field(init=False)
    _entry_points: EntryPoints = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Lay out the run; nothing is written yet."""
        self._context = RunContext(self.request, self.engine)
        self._entry_points = EntryPoints.of(self._context, self._entry_scope, self._context.kept.entry_points_id)

    @property
    def id(self) -> str:
        """Its id."""
        return self.request.id

    def begin(self) -> None:
        """Write the run's start."""
        message = "begin to running, update status to running"
        if self.request.kept is not None:
            message = f"restart run[{self.id}], and update status to [running]"
        self.engine.store.save_run(self.id, status="running", message=message, activated=self.engine.clock.now())
        self.engine.events.add(self.id, self.id, "start workflow")

    async def main(self) -> None:
        """Run it to its end."""
        try:
            await self._context.save_all(self._context.kept)
            await self._entry_points.run()
            await self._run_post_process()
            self._finish(*self._outcome())
        except Exception as error:
            self._finish("failed", f"Inner Error occured at run[{self.id}]: {error!r}")
        finally:
            self.ended.set()

    def stop(self, *, force: bool) -> None:
        """Stop it (§19).

        Raises:
            Rejected: ActionNotAllowed: it is being stopped already, and `force` is not set.
        """
        if self.status == "terminating" and not force:
            raise Rejected("ActionNotAllowed", f"cannot stop run[{self.id}] as run is already in status[{self.status}]")
        self.status = "terminating"
        message = "receive termination signal, update status to terminating"
        self.engine.store.save_run(self.id, status="terminating", message=message)
        self.engine.events.add(self.id, self.id, message)
        self._entry_scope.cancel("stop")
        if force:
            self._cancel_post_process()
            self._post_scope.cancel("stop")

    def close(self, until: float) -> None:
        """Stop it with the server: steps that have not begun may have no row, if there are too many for the time.

        Args:
            until: The time of the loop until which their rows are written.
        """
        self._context.closing = until
        self.stop(force=True)

    # -------------------------------------------------------------------------------------------------- post process

    async def _run_post_process(self) -> None:
        component = self.request.workflow.post_process
        if component is not None and self._post is None:
            self._post = self._post_node(component)
            await self._post.run()

    def _cancel_post_process(self) -> None:
        component = self.request.workflow.post_process
        if component is not None and self._post is None:
            self._post = self._post_node(component)
            if component.referenced is not None:
                self._post.show_reference()
            self._post.finish("cancelled", "reveice termination signal")

    def _post_node(self, component: StepComponent) -> StepRun:
        name = f"{self.request.workflow.name}.post_process.{component.name}"
        key = f"post_process/{component.name}"
        context = NodeContext(self._context, self._post_scope, component, key, name, name, "", post=True)
        return StepRun.at(context, component)

    # ------------------------------------------------------------------------------------------------------- the end

    def _outcome(self) -> tuple[RunStatus, str]:
        statuses = {self._entry_points.status, *([self._post.status] if self._post else [])}
        failed, terminated = self._names("failed"), self._names("terminated")
        if not statuses & {"failed", "terminated", "cancelled"}:
            return "succeeded", "Run successfully"
        has_failed = "failed" in statuses and (failed or not terminated)
        return run_end(failed if has_failed else None, terminated, stopping=self.status == "terminating")

    def _names(self, status: Status) -> str:
        """Return the full names of the innermost copies of a state, without the run's name."""
        prefix = len(self.request.workflow.name) + 1
        return listed([name[prefix:] for name in self._full_names(status)])

    def _full_names(self, status: Status) -> Iterator[str]:
        if self._entry_points.children:
            yield from self._entry_points.deepest(status)
        if self._post is not None and self._post.status == status:
            yield self._post.context.full_name

    def _finish(self, status: RunStatus, message: str) -> None:
        self.status = status
        self.engine.store.save_run(self.id, status=status, message=message)
        self.engine.events.add(self.id, self.id, message)
