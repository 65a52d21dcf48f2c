"""How a run comes to be: checked, stored, handed to the engine. By a request, a retry or a schedule."""

from __future__ import annotations

import logging
from datetime import datetime

from attrs import frozen
from sqlalchemy.orm import Session

from paddleflow.pipeline._rules.spec import Mount
from paddleflow_emulator.engine.check import check
from paddleflow_emulator.engine.interface import FileSystems
from paddleflow_emulator.engine.interface import Run as EngineRun
from paddleflow_emulator.engine.runtime.run_folders import RUN_ID
from paddleflow_emulator.engine.threads import in_thread
from paddleflow_emulator.engine.workflow import Workflow
from paddleflow_emulator.http.request import Call, Json, Services
from paddleflow_emulator.storage.tables import RunRow

from .sources import Source

_log = logging.getLogger("paddleflow_emulator")


@frozen
class RunRequest:
    """What a request changes in a pipeline, or says about the run."""

    fs_user: str
    name: str = ""
    description: str = ""
    parameters: Json | None = None
    disabled: str = ""
    strategy: str | None = None
    fs_name: str = ""
    docker_env: str = ""
    schedule_id: str = ""
    scheduled: datetime | None = None


@frozen
class RunDraft:
    """A checked run that is not stored yet."""

    source: Source
    workflow: Workflow
    stored: Json
    """The workflow as JSON."""
    request: RunRequest

    def row(self, owner: str, now: datetime) -> RunRow:
        """Give a new row for it."""
        main_fs = self.workflow.main_fs or Mount()
        return RunRow(
            owner=owner,
            name=self.workflow.name,
            source=self.source.key,
            fs_user=self.request.fs_user,
            fs_name=main_fs.name,
            main_fs=main_fs.to_json(),
            written_fs=self.source.written.main_fs.to_json(),
            description=self.request.description,
            parameters=self.request.parameters,
            yaml=self.source.yaml,
            workflow=self.stored,
            strategy=self.workflow.strategy,
            docker_env=self.request.docker_env or self.workflow.docker_env,
            disabled=self.request.disabled,
            schedule_id=self.request.schedule_id,
            scheduled=self.request.scheduled,
            status="initiating",
            message="",
            created=now,
            updated=now,
        )

    def run(self, run_id: str) -> EngineRun:
        """Give what the engine runs."""
        return EngineRun(run_id, self.workflow, source=self.source.key, user=self.request.fs_user)


async def draft_run(call: Call, source: Source, request: RunRequest) -> RunDraft:
    """Check a pipeline with what a request changes in it.

    Raises:
        Rejected: InvalidPipeline, InvalidArguments, InvalidNamePattern and more.
    """
    return await in_thread("texts", _draft, call.services.file_systems, source, request)


def _draft(file_systems: FileSystems, source: Source, request: RunRequest) -> RunDraft:
    workflow = check(
        source.written,
        file_systems=file_systems,
        user=request.fs_user,
        name=request.name,
        parameters=request.parameters,
        disabled=request.disabled,
        strategy=request.strategy,
        fs_name=request.fs_name,
    )
    return RunDraft(source, workflow, workflow.to_json(), request)


def add_run(session: Session, row: RunRow, number: int) -> str:
    """Store a run under a number of `RunNumbers`, and give its id."""
    row.pk = number
    row.id = run_id = RUN_ID.format(number)
    session.add(row)
    return run_id


async def number_of(services: Services, row: RunRow, workflow: Workflow) -> int:
    """Give the number for a run that is to be stored."""
    system = services.file_systems.find(row.fs_user, row.fs_name) if row.fs_name else None
    return await services.run_numbers.of_run(workflow, system)


def start_run(call: Call, run: EngineRun) -> None:
    """Hand a stored run to the engine. A run that cannot start has failed, the request has not."""
    try:
        call.services.engine.submit(run)
    except Exception as wrong:
        _log.exception("run %s could not be started", run.id)
        call.services.store.save_run(run.id, status="failed", message=f"start run[{run.id}] failed: {wrong}")
