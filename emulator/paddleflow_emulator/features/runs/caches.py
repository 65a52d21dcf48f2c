"""Run caches: results that later runs may reuse."""

from __future__ import annotations

from paddleflow_api.models import ListRunCacheResponse, RunCache
from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.http.request import Request, handler
from paddleflow_emulator.http.times import local_text
from paddleflow_emulator.storage.ids import CACHE_ID, row_number
from paddleflow_emulator.storage.session import Where
from paddleflow_emulator.storage.tables import CacheRow


@handler
def list_cache(request: Request) -> ListRunCacheResponse:
    """List run caches; others than root see their own."""
    where = Where.among(
        owner=request.listed_owners(request.names("userFilter")),
        fs_name=request.names("fsFilter"),
        run_id=request.names("runFilter"),
    )
    page = request.page(CacheRow, where)
    return ListRunCacheResponse([_cache(row) for row in page.rows], **page.frame)


@handler
def show_cache(request: Request) -> RunCache:
    """Show one run cache."""
    return _cache(_find(request))


@handler
def delete_cache(request: Request) -> None:
    """Delete a run cache: no later run uses it."""
    row = _find(request)
    with request.database.write() as session:
        session.delete(row)


def _find(request: Request) -> CacheRow:
    cache_id = request.path["runCacheID"]
    with request.database.read() as session:
        row = session.get(CacheRow, row_number(CACHE_ID, cache_id))
    if row is None:
        raise ApiError("RunCacheNotFound", f"resouceType[run_cache] with ID[{cache_id}] not found")
    request.check_owner(row.owner, "run_cache", cache_id)
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
