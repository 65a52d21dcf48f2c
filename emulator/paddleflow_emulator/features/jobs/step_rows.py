"""The jobs of steps: rows that follow the steps' records, so that jobs of runs and jobs of their own are one list."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from paddleflow_emulator.engine.records import FINAL, Step
from paddleflow_emulator.features.clusters.placement import DEFAULT_QUEUE
from paddleflow_emulator.http.times import read_local
from paddleflow_emulator.storage.session import Session
from paddleflow_emulator.storage.tables import JobRow

STANDALONE = "standalone"
DEFAULT_PRIORITY = "NORMAL"

_CHANGE_JOB = (
    "UPDATE jobs SET status = ?, message = ?, process = ?, updated = ?, "
    "activated = coalesce(activated, ?), finished = coalesce(finished, ?) WHERE id = ?"
)


def save_step_job(session: Session, run_id: str, step: Step, now: datetime) -> None:
    """Write the job of a step as its record says, in the record's transaction."""
    activated = now if step.status == "running" else None
    finished = now if step.status in FINAL else None
    changed = session.execute(
        _CHANGE_JOB, step.status, step.message, step.process, now, activated, finished, step.job_id
    )
    if changed.rowcount:
        return
    session.add(
        JobRow(
            id=step.job_id,
            run_id=run_id,
            name=step.name,
            owner=session.scalar("SELECT owner FROM runs WHERE id = ?", run_id),
            queue=step.env.get("PF_JOB_QUEUE_NAME") or DEFAULT_QUEUE,
            priority=step.env.get("PF_JOB_PRIORITY", "").upper() or DEFAULT_PRIORITY,
            framework=STANDALONE,
            spec=_spec(step),
            status=step.status,
            message=step.message,
            process=step.process,
            accepted=read_local(step.start_time) if step.start_time else now,
            updated=now,
            activated=activated,
            finished=finished,
        )
    )


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
