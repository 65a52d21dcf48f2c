"""File systems: directories of this machine (`local://`) and buckets (`s3://`). Other storage is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from paddleflow.pipeline._rules.spec import Json
from paddleflow_api.models import (
    FileSystem,
    FileSystemRequest,
    FsNameIDResponse,
    ListFileSystemResponse,
    StringMap,
)
from paddleflow_emulator.engine.threads import in_thread
from paddleflow_emulator.features.schedules.in_use import check_fs_free
from paddleflow_emulator.http.auth import ROOT
from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.http.paging import DEFAULT_SIZE
from paddleflow_emulator.http.request import MARKER, MAX_KEYS, Request, handler
from paddleflow_emulator.storage.session import Session, Where, unique
from paddleflow_emulator.storage.tables import FileSystemRow, LinkRow

from .local import LOCAL
from .s3 import S3, SECRET_KEY, Bucket, StorageError, check_properties

_NAME = re.compile(r"[a-zA-Z0-9_-]{1,63}")
_LONGEST_NAMES = 59  # user and file system together
_ELSEWHERE = frozenset(["hdfs", "sftp", "mock", "cfs", "glusterfs", "bos", "afs"])
_HIDDEN = "******"

R = TypeVar("R", FileSystemRow, LinkRow)


@handler
async def add_fs(request: Request) -> FsNameIDResponse:
    """Register a file system."""
    row = _wanted(request)
    await _check_connection(row)
    with unique(ApiError("DuplicatedName", f"fsID[{row.id}] is exists")), request.database.write() as session:
        row.created = later_than_all(session, FileSystemRow, row.created)
        session.add(row)
    return FsNameIDResponse(fs_name=row.name, fs_id=row.id)


@handler
async def update_fs(request: Request) -> FsNameIDResponse:
    """Replace url and properties. One that does not exist is answered alike, and nothing is stored.

    A secret that comes as it was shown stays what it was.
    """
    wanted = _wanted(request)
    with request.database.read() as session:
        before = find_row(session, wanted.owner, wanted.name)
    if before and before.properties and wanted.properties and wanted.properties.get(SECRET_KEY) == _HIDDEN:
        wanted.properties = {**wanted.properties, SECRET_KEY: before.properties.get(SECRET_KEY, _HIDDEN)}
    await _check_connection(wanted)
    with request.database.write() as session:
        row = find_row(session, wanted.owner, wanted.name)
        if row is not None:
            row.kind, row.sub_path, row.properties = wanted.kind, wanted.sub_path, wanted.properties
            row.independent_mount_process |= wanted.independent_mount_process
            session.update(row)
    return FsNameIDResponse(fs_name=wanted.name, fs_id=wanted.id)


@handler
def show_fs(request: Request) -> FileSystem:
    """Show one file system of the caller; root may name another owner."""
    owner, name = request.acting_for(request.text("username")), request.path["fsName"]
    with request.database.read() as session:
        row = find_row(session, owner, name)
    if row is None:
        raise ApiError("RecordNotFound", f"username[{owner}] not create fsName[{name}]")
    return _view(row)


@handler
def delete_fs(request: Request) -> None:
    """Forget a file system, its links and its cache settings. Its files stay as they are."""
    owner, name = request.acting_for(request.text("username")), request.path["fsName"]
    with request.database.write() as session:
        row = find_row(session, owner, name)
        if row is None:
            raise ApiError("RecordNotFound", f"fs[fs-{owner}-{name}] not exist")
        check_fs_free(session, owner, name)
        session.execute("DELETE FROM fs_caches WHERE owner = ? AND fs_name = ?", owner, name)
        session.execute("DELETE FROM links WHERE owner = ? AND fs_name = ?", owner, name)
        session.delete(row)


@handler
def list_fs(request: Request) -> ListFileSystemResponse:
    """List file systems, newest first. The marker is a time, here exact enough to lose no row."""
    owner, name, marker = request.text("username"), request.text("fsName"), request.text(MARKER)
    where = Where()
    if not (request.is_root and owner in ("", ROOT)):
        where.add("owner = ?", request.acting_for(owner))
    if name:
        where.add("name = ?", name)
    if marker:
        where.add("created <= ?", moment_of(marker))
    with request.database.read() as session:
        rows, next_marker = newest_page(request, session, FileSystemRow, where)
    return ListFileSystemResponse(
        fs_list=[_view(row) for row in rows] or None,
        marker=marker,
        truncated=bool(next_marker),
        next_marker=next_marker,
    )


@handler
def show_fs_sts(request: Request) -> None:
    """Refuse storage credentials: only `bos://` has temporary ones."""
    show_fs(request)
    raise ApiError("InternalError", "sts must bos type")


def _wanted(request: Request) -> FileSystemRow:
    body = request.read(FileSystemRequest.from_dict)
    owner = request.acting_for(body.username or "")
    if not _NAME.fullmatch(body.name) or len(owner) + len(body.name) > _LONGEST_NAMES:
        raise ApiError(
            "FileSystemNameFormatError",
            f"Field[name] is invalid, fsName[{body.name}] must be letters or numbers and fsName maximum length is 63",
        )
    kind, sub_path, properties = _place(body.url, body.properties.to_dict() if body.properties else None)
    return FileSystemRow(
        owner=owner,
        name=body.name,
        kind=kind,
        sub_path=sub_path,
        properties=properties,
        independent_mount_process=body.independent_mount_process or False,
        created=request.now(),
    )


def _place(url: str, properties: Json | None) -> tuple[str, str, Json | None]:
    """Return type, path and properties of a url's storage, the path as written. `root` is the real server's own."""
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in {LOCAL, S3, *_ELSEWHERE}:
        raise ApiError("InvalidFileSystemParamsURL", f"Field[url] is invalid, can not support [{scheme}] file system")
    if scheme not in {LOCAL, S3}:
        message = f"the embedded server reaches {LOCAL}:// and {S3}:// file systems only, not {scheme}://"
        raise ApiError("ConnectivityFailed", message)
    parts = [part for part in rest.split("/") if part not in ("", ".")]
    if ".." in parts or "\0" in rest:
        raise ApiError("InvalidFileSystemParamsURL", f"Field[url] is invalid, [{url}] is not a directory")
    if scheme == S3:
        sub_path, properties = s3_place(rest, properties, "InvalidFileSystemParamsURL", "InvalidFileSystemProperties")
        return S3, sub_path, properties
    if not parts or rest.split("/")[0] in ("", "root"):
        raise ApiError("InvalidFileSystemParamsURL", f"Field[url] is invalid, [{url}] is not a directory")
    return LOCAL, f"/{rest}", properties


def s3_place(rest: str, properties: Json | None, url_code: str, properties_code: str) -> tuple[str, Json]:
    """Return the path of an `s3://` url in its bucket, and its properties with the bucket among them.

    Args:
        rest: Of the url, after `s3://`.
        properties: As sent.
        url_code: Of the error when the url is wrong.
        properties_code: Of the error when the properties are.

    Raises:
        ApiError: Something is missing.
    """
    bucket, _, folder = rest.partition("/")
    if not bucket:
        raise ApiError(url_code, "Field[url] is invalid, s3 must appoint bucket")
    if properties is None:
        raise ApiError(url_code, "Field[properties] is invalid, must not be empty")
    if problem := check_properties(properties):
        raise ApiError(properties_code, problem)
    return f"/{folder}", {"region": "", **properties, "bucket": bucket}


async def check_bucket(sub_path: str, properties: Json) -> None:
    """Ask a storage whether it is there and lets us in.

    Raises:
        ApiError: ConnectivityFailed, with what it said.
    """
    try:
        await in_thread("files", Bucket.of(sub_path, properties).check)
    except StorageError as wrong:
        raise ApiError("ConnectivityFailed", str(wrong)) from None


async def _check_connection(row: FileSystemRow) -> None:
    if row.kind == S3:
        await check_bucket(row.sub_path, row.properties or {})


def shown_properties(properties: Mapping[str, str]) -> StringMap:
    """Return properties without the secret among them."""
    hidden = {SECRET_KEY: _HIDDEN} if SECRET_KEY in properties else {}
    return StringMap.from_dict({**properties, **hidden})


def later_than_all(session: Session, cls: type[FileSystemRow | LinkRow], moment: datetime) -> datetime:
    """Keep creation times apart, since pages of these lists are told apart by them."""
    last = session.first(cls, "ORDER BY created DESC")
    return moment if last is None or moment > last.created else last.created + timedelta(microseconds=1)


def newest_page(request: Request, session: Session, cls: type[R], where: Where) -> tuple[list[R], str]:
    """Return a page of rows, newest first, and the marker of the next one: a time, empty for the last page."""
    size = request.number(MAX_KEYS, DEFAULT_SIZE)
    rows = session.all(cls, f"{where.sql} ORDER BY created DESC LIMIT ?", *where.values, size + 1)
    following = rows[size:]
    return rows[:size], following[0].created.isoformat(" ", "microseconds") if following else ""


def moment_of(marker: str) -> datetime:
    """Read a marker that is a time.

    Raises:
        ApiError: InvalidMarker.
    """
    try:
        return datetime.fromisoformat(marker).replace(tzinfo=None)
    except ValueError:
        raise ApiError("InvalidMarker") from None


def find_row(session: Session, owner: str, name: str) -> FileSystemRow | None:
    """Return a user's file system."""
    return session.first(FileSystemRow, "WHERE owner = ? AND name = ?", owner, name)


def _view(row: FileSystemRow) -> FileSystem:
    return FileSystem(
        id=row.id,
        name=row.name,
        server_address=(row.properties or {}).get("endpoint", "") if row.kind == S3 else "",
        type_=row.kind,
        sub_path=row.sub_path,
        username=row.owner,
        properties=None if row.properties is None else shown_properties(row.properties),
        independent_mount_process=row.independent_mount_process,
    )
