"""Run caches: results that later runs may reuse."""

from __future__ import annotations

from sqlalchemy import select

from paddleflow_api.models import ListRunCacheResponse, RunCache
from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.http.paging import read_page
from paddleflow_emulator.http.request import Call, Handlers
from paddleflow_emulator.http.times import local_text
from paddleflow_emulator.storage.ids import row_number
from paddleflow_emulator.storage.tables import CacheRow

from .store import CACHE_ID


def list_cache(call: Call) -> ListRunCacheResponse:
    """List run caches; others than root see their own."""
    chosen = select(CacheRow)
    users = call.listed_owners(call.names("userFilter"))
    for column, names in (
        (CacheRow.owner, users),
        (CacheRow.fs_name, call.names("fsFilter")),
        (CacheRow.run_id, call.names("runFilter")),
    ):
        if names is not None:
            chosen = chosen.where(column.in_(names))
    window = call.window()
    with call.services.database.read() as session:
        page = read_page(session, chosen, CacheRow, window, call.services.markers)
    return ListRunCacheResponse(
        run_cache_list=[_cache(row) for row in page.rows],
        max_keys=window.size,
        is_truncated=page.truncated,
        next_marker=page.next_marker,
    )


def show_cache(call: Call) -> RunCache:
    """Show one run cache."""
    return _cache(_find(call))


def delete_cache(call: Call) -> None:
    """Delete a run cache: no later run uses it."""
    row = _find(call)
    with call.services.database.write() as session:
        session.delete(row)


def _find(call: Call) -> CacheRow:
    cache_id = call.path["runCacheID"]
    with call.services.database.read() as session:
        row = session.get(CacheRow, row_number(CACHE_ID, cache_id))
    if row is None:
        raise ApiError("RunCacheNotFound", f"resouceType[run_cache] with ID[{cache_id}] not found")
    call.check_owner(row.owner, "run_cache", cache_id)
    return row


def _cache(row: CacheRow) -> RunCache:
    return RunCache(
        cache_id=CACHE_ID.format(row.pk),
        first_fp=row.first_fp,
        second_fp=row.second_fp,
        run_id=row.run_id,
        source=row.source,
        job_id=row.job_id,
        fsname=row.fs_name,
        username=row.owner,
        expired_time=row.expired_time,
        strategy=row.strategy,
        custom="",
        create_time=local_text(row.created),
        update_time=local_text(row.updated),
    )


HANDLERS: Handlers = {"list_cache": list_cache, "show_cache": show_cache, "delete_cache": delete_cache}
