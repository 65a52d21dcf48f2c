"""Links: storage shown inside of another file system. A local one takes none, as in the real server."""

from __future__ import annotations

from paddleflow.pipeline._rules.spec import Json
from paddleflow_api.models import CreateLinkRequest, Link, ListLinkResponse
from paddleflow_emulator.engine.threads import in_thread
from paddleflow_emulator.http.errors import NO_CODE, ApiError
from paddleflow_emulator.http.request import MARKER, Request, handler
from paddleflow_emulator.storage.session import Where, unique
from paddleflow_emulator.storage.tables import LinkRow

from .handlers import check_bucket, find_row, later_than_all, moment_of, newest_page, s3_place, shown_properties
from .local import LOCAL
from .lookup import s3_file_system
from .s3 import S3, S3FileSystem, StorageError

_LINKABLE = frozenset(["hdfs", LOCAL, S3, "sftp", "cfs"])


@handler
async def add_link(request: Request) -> None:
    """Show a bucket in a file system, or refuse for the first reason that the real server would have."""
    body = request.read(CreateLinkRequest.from_dict)
    owner, properties = request.acting_for(body.username or ""), body.properties.to_dict() if body.properties else None
    scheme, rest = _url(body.url, properties)
    path = _path(body.fs_path)
    sub_path = ""
    if scheme == S3:
        sub_path, properties = s3_place(rest, properties, "InvalidLinkURL", "InvalidLinkProperties")
    await _check_place(request, owner, body.fs_name, path)
    if scheme != S3:
        raise ApiError("ConnectivityFailed", f"the embedded server links {S3}:// storage only, not {scheme}://")
    properties = properties or {}
    await check_bucket(sub_path, properties)
    row = LinkRow(
        owner=owner,
        fs_name=body.fs_name,
        fs_path=path,
        kind=S3,
        sub_path=sub_path,
        properties=properties,
        created=request.now(),
    )
    taken = ApiError("FileSystemNotExist", f"fsName[{body.fs_name}] has link path[{path}]")
    with unique(taken), request.database.write() as session:
        row.created = later_than_all(session, LinkRow, row.created)
        session.add(row)


@handler
def list_link(request: Request) -> ListLinkResponse:
    """List the links of a file system, newest first, or show the one at `fsPath`.

    As on the real server, whose markers have whole seconds, a link is listed from the second after its own on.
    """
    owner, name, path = request.acting_for(request.text("username")), request.path["fsName"], request.text("fsPath")
    marker = request.text(MARKER)
    until = moment_of(marker) if marker else request.now().replace(microsecond=0)
    where = Where.among(owner=[owner], fs_name=[name])
    if path:
        where.add("fs_path = ?", path)
    else:
        where.add("created <= ?", until)
    with request.database.read() as session:
        if find_row(session, owner, name) is None:
            raise ApiError("RecordNotFound", f"username[{owner}] not create fsName[{name}]")
        rows, next_marker = newest_page(request, session, LinkRow, where)
    if path and not rows:
        raise ApiError(NO_CODE, "record not found")
    return ListLinkResponse(
        link_list=[_view(row) for row in rows] or None,
        marker=marker,
        truncated=bool(next_marker),
        next_marker=next_marker,
    )


@handler
def delete_link(request: Request) -> None:
    """Forget a link; what it showed stays. Only root may name an owner; in the real server everybody may."""
    owner, name, path = request.acting_for(request.text("username")), request.path["fsName"], request.text("fsPath")
    with request.database.write() as session:
        row = session.first(LinkRow, "WHERE owner = ? AND fs_name = ? AND fs_path = ?", owner, name, path)
        if row is None:
            raise ApiError(
                "LinkModelError", f"Field[fsPath] is invalid, user[{owner}] fsname[{name}] not created fspath[{path}]"
            )
        session.delete(row)


def _url(url: str, properties: Json | None) -> tuple[str, str]:
    """Check what is to be linked; return the scheme of its url and what follows it."""
    scheme, separator, rest = url.partition("://")
    if not separator or not rest.strip("/") or scheme not in _LINKABLE or ".." in rest.split("/"):
        raise ApiError("InvalidLinkURL", f"Field[url] is invalid, [{url}] cannot be linked")
    if scheme == LOCAL and (properties or {}).get("debug") != "true":
        raise ApiError("InvalidLinkProperties", "Field[properties] is invalid, local links need debug=true")
    return scheme, rest


def _path(text: str) -> str:
    """Check where a link is to be: below the top of its file system."""
    parts = text.strip("/").split("/")
    if any(part in ("", ".", "..") or "\0" in part for part in parts):
        raise ApiError("InvalidLinkURL", f"Can not use fsPath[{text}]: name a folder below /")
    return text


async def _check_place(request: Request, owner: str, name: str, path: str) -> None:
    """Refuse a link in a file system that takes none, over another link or over files."""
    with request.database.read() as session:
        row = find_row(session, owner, name)
        if row is None:
            raise ApiError("LinkModelError", f"Field[fsName] is invalid, fsname[{name}] not exist")
        if row.kind != S3:
            raise ApiError(
                "InvalidFileSystemFsName",
                f"Field[fsName] is invalid, fs name[{name}] type[{row.kind}] can not support link feature",
            )
        system = s3_file_system(session, row)
    if any(_overlap(path, linked) for linked, _ in system.links):
        raise ApiError("InvalidLinkURL", f"Can not use fsPath[{path}], fsPath used or conflict by other link path")
    try:
        await in_thread("files", _check_path, system, path)
    except StorageError as wrong:
        raise ApiError("FuseClientError", str(wrong)) from None


def _overlap(one: str, other: str) -> bool:
    """Return whether two links have the same path, or one is inside the other."""
    first, second = one.strip("/").split("/"), other.strip("/").split("/")
    shorter = min(len(first), len(second))
    return first[:shorter] == second[:shorter]


def _check_path(system: S3FileSystem, path: str) -> None:
    """Refuse a link whose folder is not there, or one over files."""
    parent, _, _ = path.strip("/").rpartition("/")
    if not system.is_folder(parent):
        raise ApiError("FuseClientError", "no such file or directory")
    if system.is_file(path) or not system.is_empty(path):
        raise ApiError("LinkPathMustBeEmpty", f"Field[fsPath] is invalid, fspath[{path}] directory must be empty")


def _view(row: LinkRow) -> Link:
    return Link(
        fs_name=row.fs_name,
        fs_path=row.fs_path,
        server_address=row.properties["endpoint"],
        type_=row.kind,
        username=row.owner,
        sub_path=row.sub_path,
        properties=shown_properties(row.properties),
    )
