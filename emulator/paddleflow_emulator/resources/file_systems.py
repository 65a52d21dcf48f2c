"""File systems: directories of this machine (`local://`). Other storage is not reached from here and says so."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from paddleflow_api.models import (
    FileSystem,
    FileSystemRequest,
    FsNameIDResponse,
    ListFileSystemResponse,
    StringMap,
)

from ..auth import ROOT
from ..call import MARKER, MAX_KEYS, Call, Handlers
from ..errors import ApiError
from ..paging import DEFAULT_SIZE
from ..tables import FileSystemRow, FsCacheRow
from .in_use import check_fs_free

_NAME = re.compile(r"[a-zA-Z0-9_-]{1,63}")
_LONGEST_NAMES = 59  # user and file system together
_LOCAL = "local"
_ELSEWHERE = frozenset(["hdfs", "s3", "sftp", "mock", "cfs", "glusterfs", "bos", "afs"])


def add_fs(call: Call) -> FsNameIDResponse:
    """Register a file system."""
    row = _wanted(call)
    try:
        with call.services.database.write() as session:
            row.created = _later_than_all(session, row.created)
            session.add(row)
    except IntegrityError:
        raise ApiError("DuplicatedName", f"fsID[{_id(row)}] is exists") from None
    return FsNameIDResponse(fs_name=row.name, fs_id=_id(row))


def update_fs(call: Call) -> FsNameIDResponse:
    """Replace url and properties. One that does not exist is answered alike, and nothing is stored."""
    wanted = _wanted(call)
    with call.services.database.write() as session:
        row = find_row(session, wanted.owner, wanted.name)
        if row is not None:
            row.sub_path, row.properties = wanted.sub_path, wanted.properties
            row.independent_mount_process |= wanted.independent_mount_process
    return FsNameIDResponse(fs_name=wanted.name, fs_id=_id(wanted))


def show_fs(call: Call) -> FileSystem:
    """Show one file system of the caller; root may name another owner."""
    owner, name = call.acting_for(call.text("username")), call.path["fsName"]
    with call.services.database.read() as session:
        row = find_row(session, owner, name)
    if row is None:
        raise ApiError("RecordNotFound", f"username[{owner}] not create fsName[{name}]")
    return _view(row)


def delete_fs(call: Call) -> None:
    """Forget a file system and its cache settings. Its directory stays as it is."""
    owner, name = call.acting_for(call.text("username")), call.path["fsName"]
    with call.services.database.write() as session:
        row = find_row(session, owner, name)
        if row is None:
            raise ApiError("RecordNotFound", f"fs[fs-{owner}-{name}] not exist")
        check_fs_free(session, owner, name)
        session.execute(delete(FsCacheRow).where(FsCacheRow.owner == owner, FsCacheRow.fs_name == name))
        session.delete(row)


def list_fs(call: Call) -> ListFileSystemResponse:
    """List file systems, newest first. The marker is a time, here exact enough to lose no row."""
    owner, name, marker = call.text("username"), call.text("fsName"), call.text(MARKER)
    size = call.number(MAX_KEYS, DEFAULT_SIZE)
    chosen = select(FileSystemRow).order_by(FileSystemRow.created.desc()).limit(size + 1)
    if not (call.is_root and owner in ("", ROOT)):
        chosen = chosen.where(FileSystemRow.owner == call.acting_for(owner))
    if name:
        chosen = chosen.where(FileSystemRow.name == name)
    if marker:
        chosen = chosen.where(FileSystemRow.created <= _moment(marker))
    with call.services.database.read() as session:
        rows = list(session.scalars(chosen))
    following = rows[size:]
    return ListFileSystemResponse(
        fs_list=[_view(row) for row in rows[:size]] or None,
        marker=marker,
        truncated=bool(following),
        next_marker=following[0].created.isoformat(" ", "microseconds") if following else "",
    )


def show_fs_sts(call: Call) -> None:
    """Refuse to give storage credentials: a directory has none."""
    show_fs(call)
    raise ApiError("InternalError", "sts must bos type")


def _wanted(call: Call) -> FileSystemRow:
    body = call.read(FileSystemRequest.from_dict)
    owner = call.acting_for(body.username or "")
    if not _NAME.fullmatch(body.name) or len(owner) + len(body.name) > _LONGEST_NAMES:
        raise ApiError(
            "FileSystemNameFormatError",
            f"Field[name] is invalid, fsName[{body.name}] must be letters or numbers and fsName maximum length is 63",
        )
    return FileSystemRow(
        owner=owner,
        name=body.name,
        kind=_LOCAL,
        sub_path=_sub_path(body.url),
        properties=body.properties.to_dict() if body.properties else None,
        independent_mount_process=body.independent_mount_process or False,
        created=call.services.clock.now(),
    )


def _sub_path(url: str) -> str:
    """Give the directory of a `local://` url, as written. `root` is the real server's own."""
    scheme, separator, rest = url.partition("://")
    parts = [part for part in rest.split("/") if part not in ("", ".")]
    if not separator or scheme not in {_LOCAL, *_ELSEWHERE}:
        raise ApiError("InvalidFileSystemParamsURL", f"Field[url] is invalid, can not support [{scheme}] file system")
    if scheme != _LOCAL:
        raise ApiError("ConnectivityFailed", f"the embedded server reaches {_LOCAL}:// file systems only, not {scheme}")
    if not parts or rest.split("/")[0] in ("", "root") or ".." in parts or "\0" in rest:
        raise ApiError("InvalidFileSystemParamsURL", f"Field[url] is invalid, [{url}] is not a directory")
    return f"/{rest}"


def _later_than_all(session: Session, moment: datetime) -> datetime:
    """Keep creation times apart, since pages of this list are told apart by them."""
    last = session.scalar(select(func.max(FileSystemRow.created)))
    return moment if last is None or moment > last else last + timedelta(microseconds=1)


def _moment(marker: str) -> datetime:
    try:
        return datetime.fromisoformat(marker).replace(tzinfo=None)
    except ValueError:
        raise ApiError("InvalidMarker") from None


def find_row(session: Session, owner: str, name: str) -> FileSystemRow | None:
    """Give a user's file system."""
    return session.scalar(select(FileSystemRow).where(FileSystemRow.owner == owner, FileSystemRow.name == name))


def _id(row: FileSystemRow) -> str:
    return f"fs-{row.owner}-{row.name}"


def _view(row: FileSystemRow) -> FileSystem:
    return FileSystem(
        id=_id(row),
        name=row.name,
        server_address="",
        type_=row.kind,
        sub_path=row.sub_path,
        username=row.owner,
        properties=None if row.properties is None else StringMap.from_dict(row.properties),
        independent_mount_process=row.independent_mount_process,
    )


HANDLERS: Handlers = {
    "add_fs": add_fs,
    "update_fs": update_fs,
    "show_fs": show_fs,
    "show_fs_sts": show_fs_sts,
    "delete_fs": delete_fs,
    "list_fs": list_fs,
}
