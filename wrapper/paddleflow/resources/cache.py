"""Run caches: results that later runs may reuse."""

from __future__ import annotations

from typing import TypedDict

from paddleflow._listing import PAGE_SIZE, Listing, named_page_of
from paddleflow._operation import Call, operation, request
from paddleflow.info import Dated, Info, Page, field
from paddleflow_api.api import cache as api


class RunCacheInfo(Info, Dated, model="RunCache"):
    """A result that later runs may reuse (manual: 工作流缓存列表显示).

    Attributes:
        cache_id: Identifier, ``cch-`` and six digits.
        first_fp: Fingerprint of command, parameters, environment and artifacts.
        second_fp: Fingerprint of the modification times of what it read.
        run_id: Run that made the result.
        source: Where that run came from.
        job_id: Job that made the result.
        fs_name: File system of that run.
        username: User of that run.
        expired_time: Seconds that it may be reused, as text; ``-1`` for ever.
        strategy: ``conservative``.
        custom: Unused.
        create_time: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
        update_time: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
    """

    cache_id: str
    first_fp: str = field(default="", repr=False)
    second_fp: str = field(default="", repr=False)
    run_id: str = ""
    source: str = ""
    job_id: str = ""
    fs_name: str = field("fsname", default="")
    username: str = ""
    expired_time: str = ""
    strategy: str = field(default="", repr=False)
    custom: str = field(default="", repr=False)
    create_time: str = ""
    update_time: str = field(default="", repr=False)


class RunCachePage(TypedDict):
    """What ``list_cache`` gives (manual: 工作流缓存列表显示)."""

    runCacheList: Page[RunCacheInfo]
    nextMarker: str | None


@operation("工作流缓存列表显示", listing=Listing("iter_caches", RunCacheInfo, key="cache_id"))
def list_cache(
    user_filter: str | None = None,
    fs_filter: str | None = None,
    run_filter: str | None = None,
    maxsize: int | None = PAGE_SIZE,
    marker: str | None = None,
) -> Call[RunCachePage]:
    """List run caches. Root sees all of them, other users their own.

    Args:
        user_filter: Only these users; several are separated by commas.
        fs_filter: Only these file systems, separated by commas.
        run_filter: Only these run ids, separated by commas.
        maxsize: Rows of the page, 1 to 1000; default: the server's.
        marker: Where the page starts: ``nextMarker`` of the page before.

    Returns:
        ``(True, {'runCacheList': list of RunCacheInfo, 'nextMarker': str or None})``, or ``(False, message)``.
    """
    return request(api.list_cache, locals()).reads(named_page_of("runCacheList", RunCacheInfo))


@operation("工作流缓存详情显示")
def show_cache(cache_id: str) -> Call[RunCacheInfo]:
    """Show a run cache.

    Args:
        cache_id: Identifier.

    Returns:
        ``(True, RunCacheInfo)``, or ``(False, message)``.
    """
    return request(api.show_cache, locals(), run_cache_id="cache_id").reads(RunCacheInfo.from_json)


@operation("工作流缓存删除")
def delete_cache(cache_id: str) -> Call[None]:
    """Delete a run cache: its result is no longer reused.

    Args:
        cache_id: Identifier.
    """
    return request(api.delete_cache, locals(), run_cache_id="cache_id")
