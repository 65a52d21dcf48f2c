"""How a run comes to be: checked, stored, handed to the engine. By a request, a retry or a schedule."""

from __future__ import annotations

import json
import logging
from datetime import datetime

from attrs import frozen

from paddleflow.pipeline._rules.spec import Mount
from paddleflow_emulator.engine.check import check
from paddleflow_emulator.engine.interface import FileSystems, RunRequest
from paddleflow_emulator.engine.runtime.engine import Engine
from paddleflow_emulator.engine.runtime.run_folders import RUN_ID
from paddleflow_emulator.engine.threads import in_thread
from paddleflow_emulator.engine.workflow import RunOptions, Workflow
from paddleflow_emulator.storage.session import Session
from paddleflow_emulator.storage.tables import RunRow

from .numbers import RunNumbers
from .sources import RunSource
from .store import SqlStore

_log = logging.getLogger("paddleflow_emulator")


@frozen
class RunDraft:
    """A checked run that is not stored yet.

    Attributes:
        source: Where its pipeline comes from.
        options: What was asked for.
        workflow: The checked pipeline.
        stored: The workflow as JSON.
    """

    source: RunSource
    options: RunOptions
    workflow: Workflow
    stored: str

    def row(self, owner: str, now: datetime) -> RunRow:
        """Return a new row for it."""
        options, main_fs = self.options, self.workflow.main_fs or Mount()
        return RunRow(
            owner=owner,
            name=self.workflow.name,
            source=self.source.key,
            fs_user=options.user,
            fs_name=main_fs.name,
            main_fs=main_fs.to_json(),
            written_fs=self.source.pipeline.main_fs.to_json(),
            description=options.description,
            parameters=options.parameters,
            yaml=self.source.yaml,
            workflow=self.stored,
            strategy=self.workflow.strategy,
            docker_env=options.docker_env or self.workflow.docker_env,
            disabled=options.disabled,
            schedule_id=options.schedule_id,
            scheduled=options.scheduled,
            status="initiating",
            created=now,
            updated=now,
        )

    def request(self, run_id: str) -> RunRequest:
        """Return what the engine is asked to run."""
        return RunRequest(run_id, self.workflow, source=self.source.key, user=self.options.user)


@frozen
class RunService:
    """Starts runs; it knows nothing of HTTP.

    Args:
        file_systems: Looked up for every mount.
        store: Has the run before the engine gets it.
        engine: Runs it.
        numbers: Of new runs.
    """

    file_systems: FileSystems
    store: SqlStore
    engine: Engine
    numbers: RunNumbers

    async def draft(self, source: RunSource, options: RunOptions) -> RunDraft:
        """Check a pipeline with what was asked for.

        Raises:
            Rejected: InvalidPipeline, InvalidArguments, InvalidNamePattern and more.
        """
        return await in_thread("texts", self._draft, source, options)

    def _draft(self, source: RunSource, options: RunOptions) -> RunDraft:
        workflow = check(source.pipeline, options, self.file_systems)
        return RunDraft(source, options, workflow, json.dumps(workflow.to_json()))

    async def number(self, row: RunRow, workflow: Workflow) -> int:
        """Return the number under which `add_run` is to store a run."""
        system = self.file_systems.find(row.fs_user, row.fs_name) if row.fs_name else None
        return await self.numbers.of_run(workflow, system)

    def start(self, request: RunRequest) -> None:
        """Hand a stored run to the engine. If it cannot start, the run has failed, not the request for it."""
        try:
            self.engine.submit(request)
        except Exception as wrong:
            _log.exception("run %s could not be started", request.id)
            self.store.save_run(request.id, status="failed", message=f"start run[{request.id}] failed: {wrong}")


def add_run(session: Session, row: RunRow, number: int) -> str:
    """Store a run under its number, and return its id."""
    row.pk = number
    row.id = run_id = RUN_ID.format(number)
    session.add(row)
    return run_id
