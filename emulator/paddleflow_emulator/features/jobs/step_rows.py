"""The jobs of steps: rows that follow the steps' records, so that jobs of runs and jobs of their own are one list."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from paddleflow_emulator.engine.records import FINAL, TIME_FORMAT, Step
from paddleflow_emulator.features.clusters.placement import DEFAULT_QUEUE
from paddleflow_emulator.storage.tables import JobRow, RunRow

STANDALONE = "standalone"
DEFAULT_PRIORITY = "NORMAL"

# Written about three times a step, so it is made once.
_NEW_JOB = insert(JobRow).values(
    owner=select(RunRow.owner).where(RunRow.id == bindparam("in_run", type_=String())).scalar_subquery()
)
_SAVE_JOB = _NEW_JOB.on_conflict_do_update(
    index_elements=[JobRow.id],
    set_={
        "status": _NEW_JOB.excluded.status,
        "message": _NEW_JOB.excluded.message,
        "process": _NEW_JOB.excluded.process,
        "updated": _NEW_JOB.excluded.updated,
        "activated": func.coalesce(JobRow.activated, _NEW_JOB.excluded.activated),
        "finished": func.coalesce(JobRow.finished, _NEW_JOB.excluded.finished),
    },
)


def save_step_job(session: Session, run_id: str, step: Step, now: datetime) -> None:
    """Write the job of a step as its record says, in the record's transaction."""
    started = datetime.strptime(step.start_time, TIME_FORMAT) if step.start_time else now  # noqa: DTZ007 - as on the wire
    row = {
        "id": step.job_id,
        "run_id": run_id,
        "name": step.name,
        "queue": step.env.get("PF_JOB_QUEUE_NAME") or DEFAULT_QUEUE,
        "priority": step.env.get("PF_JOB_PRIORITY", "").upper() or DEFAULT_PRIORITY,
        "framework": STANDALONE,
        "spec": _spec(step),
        "status": step.status,
        "message": step.message,
        "process": step.process,
        "accepted": started,
        "updated": now,
        "activated": now if step.status == "running" else None,
        "finished": now if step.status in FINAL else None,
        "in_run": run_id,
    }
    session.connection().execute(_SAVE_JOB, row)


def _spec(step: Step) -> dict[str, Any]:
    mounts = [
        {
            "id": mount.id,
            "name": mount.name,
            "type": "local",
            "mountPath": mount.path,
            "subPath": mount.sub_path,
            "readOnly": mount.read_only,
        }
        for mount in step.extra_fs
    ]
    return {
        "image": step.docker_env,
        "command": step.command,
        "env": dict(step.env),
        "flavour": {"name": step.env.get("PF_JOB_FLAVOUR", "")},
        "extraFS": mounts,
    }
