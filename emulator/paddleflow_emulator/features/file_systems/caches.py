"""Cache settings of file systems: kept and shown. A local directory has no cache that they could change."""

from __future__ import annotations

from fractions import Fraction

from paddleflow.pipeline._rules.spec import Json
from paddleflow_api.models import AnyMap, FsCache, FsCacheRequest, MetaDriver, ResourceLimit, StringMap
from paddleflow_emulator.features.clusters.quantities import amount
from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.http.request import Request, handler
from paddleflow_emulator.http.times import local_text
from paddleflow_emulator.storage.tables import FsCacheRow

from .handlers import find_row

_MOST_CPU, _MOST_MEMORY = Fraction(2), amount("8Gi")


@handler
def create_fs_cache(request: Request) -> None:
    """Store cache settings. A second time adds a row, and the first stays the one that is shown."""
    body = request.read(FsCacheRequest.from_dict)
    owner = request.acting_for(body.username or "")
    with request.database.write() as session:
        if find_row(session, owner, body.fs_name) is None:
            raise ApiError("RecordNotFound", f"fs[fs-{owner}-{body.fs_name}] not exist")
        _check(body)
        now = request.now()
        session.add(FsCacheRow(owner=owner, fs_name=body.fs_name, settings=_settings(body), created=now, updated=now))


@handler
def show_fs_cache(request: Request) -> FsCache:
    """Show cache settings."""
    owner, name = request.acting_for(request.text("username")), request.path["fsName"]
    with request.database.read() as session:
        row = session.first(FsCacheRow, "WHERE owner = ? AND fs_name = ? ORDER BY pk", owner, name)
    if row is None:
        raise ApiError("RecordNotFound", f"fs[fs-{owner}-{name}] has no cache settings")
    shown = FsCache.from_dict(row.settings)
    shown.username, shown.create_time, shown.update_time = owner, local_text(row.created), local_text(row.updated)
    return shown


@handler
def delete_fs_cache(request: Request) -> None:
    """Forget cache settings, all rows of them."""
    owner, name = request.acting_for(request.text("username")), request.path["fsName"]
    with request.database.write() as session:
        deleted = session.execute("DELETE FROM fs_caches WHERE owner = ? AND fs_name = ?", owner, name)
        if not deleted.rowcount:
            raise ApiError("RecordNotFound", f"fs[fs-{owner}-{name}] has no cache settings")


def _check(body: FsCacheRequest) -> None:
    limit = body.resource or ResourceLimit()
    wrong = [
        (body.cache_dir and not body.cache_dir.startswith("/"), "cacheDir should be an absolute path"),
        (body.meta_driver == MetaDriver.DISK and not body.cache_dir, "cacheDir is needed when metaDriver is disk"),
        (body.meta_driver and body.meta_driver not in list(MetaDriver), "metaDriver should be mem or disk"),
        ((body.block_size or 0) < 0, "blockSize should not be negative"),
        (not _fits(limit.cpu_limit or "", _MOST_CPU), "cpuLimit should be above 0 and at most 2"),
        (not _fits(limit.memory_limit or "", _MOST_MEMORY), "memoryLimit should be above 0 and at most 8Gi"),
    ]
    for is_wrong, why in wrong:
        if is_wrong:
            raise ApiError("InvalidArguments", why)


def _fits(text: str, most: Fraction | None) -> bool:
    value = amount(text)
    return not text or (value is not None and most is not None and 0 < value <= most)


def _settings(body: FsCacheRequest) -> Json:
    limit = body.resource or ResourceLimit()
    return FsCache(
        fs_name=body.fs_name,
        cache_dir=body.cache_dir or "",
        quota=body.quota or 0,
        meta_driver=str(body.meta_driver or ""),
        block_size=body.block_size or 0,
        clean_cache=body.clean_cache or False,
        resource=ResourceLimit(cpu_limit=limit.cpu_limit or "", memory_limit=limit.memory_limit or ""),
        node_taint_toleration=AnyMap.from_dict(body.node_taint_toleration.to_dict())
        if body.node_taint_toleration
        else None,
        extra_config=StringMap.from_dict(body.extra_config.to_dict()) if body.extra_config else None,
    ).to_dict()
