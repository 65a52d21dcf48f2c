"""The group `job`."""

from __future__ import annotations

from paddleflow.cli.command import Table
from paddleflow.cli.failures import Usage
from paddleflow.cli.generic import rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from paddleflow.cli.context import Context

FIELDS = {
    "id": "job id=job_id",
    "name": "job name=job_name",
    "queue": "queue",
    "status": "status",
    "acceptTime": "accept time",
    "startTime": "start time",
    "finishTime": "finish time",
    "user": "user=username",
    "runtime": "runtime",
    "distributedRuntime": "distributed runtime",
    "workflowRuntime": "workflow runtime",
    "message": "message",
    "labels": "labels",
    "annotations": "annotations",
    "priority": "priority",
    "flavour": "flavour",
    "fs": "file system=fs",
    "extraFS": "extra file systems=extra_fs_list",
    "image": "image",
    "env": "env",
    "command": "command",
    "args": "args=args_list",
    "port": "port",
    "extensionTemplate": "extension template",
    "framework": "framework",
    "members": "members=member_list",
}
"""The columns of `job list -fl`."""


def listed(context: Context) -> int:
    """List jobs, with the columns that are asked for."""
    asked = context.values.get("fieldlist") or ()
    if unknown := [word for word in asked if word not in FIELDS]:
        raise Usage(f"-fl: {unknown[0]!r} is not one of {', '.join(FIELDS)}")
    return rows(context, (Table(", ".join(FIELDS[word] for word in asked)),) if asked else context.command.tables)
