"""Runs as the wire shows them."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from paddleflow.pipeline._rules.spec import Json
from paddleflow_api.models import (
    AnyMap,
    ComponentViews,
    DagView,
    FailureOptions,
    FsMount,
    JobView,
    JobViews,
    Run,
    RunBrief,
    RunFsOptions,
)
from paddleflow_emulator.engine.records import Record, runtime_view
from paddleflow_emulator.http.json_text import encoded
from paddleflow_emulator.http.times import local_text
from paddleflow_emulator.storage.tables import RunRow


def brief(row: RunRow) -> RunBrief:
    """Return a run as lists show it."""
    return RunBrief(
        run_id=row.id or "",
        name=row.name,
        source=row.source,
        username=row.owner,
        fs_name=row.fs_name,
        description=row.description,
        schedule_id=row.schedule_id,
        run_msg=row.message,
        status=row.status,
        scheduled_time=local_text(row.scheduled),
        create_time=local_text(row.created),
        activate_time=local_text(row.activated),
        update_time=local_text(row.updated),
    )


@frozen
class RunDetail:
    """A run with its steps and DAGs, which are JSON text already since there can be many."""

    run: Run
    runtime: Json
    post_process: Json

    def to_dict(self) -> Json:
        """Return it as JSON."""
        return self.run.to_dict() | {"runtime": self.runtime, "postProcess": self.post_process}


def run_detail(row: RunRow, records: Iterable[Record]) -> RunDetail:
    """Return a run with its steps and DAGs.

    Args:
        row: The run.
        records: Of its steps and DAGs, in the order first saved.
    """
    runtime, post_process = runtime_view(records, _encoded_view)
    run = Run(
        run_id=row.id or "",
        name=row.name,
        source=row.source,
        username=row.owner,
        fs_name=row.fs_name,
        fs_options=RunFsOptions(main_fs=FsMount.from_dict(row.written_fs)),
        description=row.description,
        parameters=None if row.parameters is None else AnyMap.from_dict(row.parameters),
        run_yaml=row.yaml,
        runtime=ComponentViews(),
        post_process=JobViews(),
        failure_options=FailureOptions(row.strategy),
        docker_env=row.docker_env,
        disabled=row.disabled,
        schedule_id=row.schedule_id,
        run_msg=row.message,
        status=row.status,
        run_cached_i_ds=row.cached_run_ids,
        create_time=local_text(row.created),
        activate_time=local_text(row.activated),
        update_time=local_text(row.updated),
    )
    return RunDetail(run, runtime, post_process)


def _encoded_view(view: Json) -> bytes:
    """Encode the view of a step, or of a DAG whose children are encoded."""
    if view["type"] == "step":
        return encoded(JobView.from_dict(view).to_dict())
    children = view["entryPoints"]
    return encoded(DagView.from_dict(view | {"entryPoints": {}}).to_dict() | {"entryPoints": children})
