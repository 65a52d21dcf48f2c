"""What ids and names stand for: ``@latest`` and ``@failed``, and what completion offers."""

from __future__ import annotations

from paddleflow._constants import PAGE_SIZE_LIMIT
from paddleflow.cli.failures import Failed, Usage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from paddleflow import Client
    from paddleflow.cli.context import Context


class ResourceKind:
    """A kind of thing that is named on a command line.

    Args:
        rows: The method that iterates over all of them.
        id: Attribute with its id or name.
        oldest_first: Whether the server gives the oldest first.
        status: Whether it has a status.
        size: The method's parameter with the size of a page.
    """

    def __init__(
        self, rows: str, id: str, *, oldest_first: bool = True, status: bool = False, size: str = "maxsize"
    ) -> None:
        self.rows = rows
        self.id = id
        self.oldest_first = oldest_first
        self.status = status
        self.size = size


KINDS = {
    "run": ResourceKind("iter_runs", "run_id", status=True),
    "job": ResourceKind("iter_jobs", "job_id", oldest_first=False, status=True, size="maxkeys"),
    "schedule": ResourceKind("iter_schedules", "schedule_id", status=True, size="max_keys"),
    "pipeline": ResourceKind("iter_pipelines", "pipeline_id"),
    "cache": ResourceKind("iter_caches", "cache_id"),
    "queue": ResourceKind("iter_queues", "name"),
    "flavour": ResourceKind("iter_flavours", "name"),
    "fs": ResourceKind("iter_fs", "name"),
    "cluster": ResourceKind("iter_clusters", "clustername"),
    "user": ResourceKind("iter_users", "name"),
}
WITH_TIME = ("run", "job", "schedule", "pipeline", "cache")


def resolved(context: Context, kind: str, value: Any) -> Any:
    """Return the id that ``@latest`` or ``@failed`` stands for; any other value as it is.

    Raises:
        Failed: There is none.
        Usage: This kind of thing has no latest one.
    """
    if not isinstance(value, str) or not value.startswith("@") or kind not in KINDS:
        return value
    found = KINDS[kind]
    if value not in ("@latest", "@failed") or kind not in WITH_TIME or (value == "@failed" and not found.status):
        known = "@latest, @failed" if found.status else "@latest" if kind in WITH_TIME else "nothing with @"
        raise Usage(f"{value!r} stands for no {kind}: there is {known}")
    newest = None
    for row in resources_of(context.client, found):
        if value == "@latest" or row.status == "failed":
            newest = row
            if not found.oldest_first:
                break
    if newest is None:
        raise Failed(f"There is no {'failed ' if value == '@failed' else ''}{kind}.")
    name = str(getattr(newest, found.id))
    context.out.note(f"{value} is {name}")
    return name


def resources_of(client: Client, kind: ResourceKind) -> Iterator[Any]:
    """Yield all things of a kind."""
    return iter(getattr(client, kind.rows)(**{kind.size: PAGE_SIZE_LIMIT}))
