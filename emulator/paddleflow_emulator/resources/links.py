"""Links: storage shown inside of another file system. Local ones, the only ones here, take none in the real server."""

from __future__ import annotations

from typing import NoReturn

from paddleflow_api.models import CreateLinkRequest, ListLinkResponse

from ..call import MARKER, Call, Handlers
from ..errors import ApiError
from .file_systems import find_row

_LOCAL = "local"
_LINKABLE = frozenset(["hdfs", _LOCAL, "s3", "sftp", "cfs"])


def add_link(call: Call) -> NoReturn:
    """Refuse a link, for the first reason that the real server would have."""
    body = call.read(CreateLinkRequest.from_dict)
    owner, properties = call.acting_for(body.username or ""), body.properties.to_dict() if body.properties else {}
    scheme, separator, rest = body.url.partition("://")
    if not separator or not rest.strip("/") or scheme not in _LINKABLE:
        raise ApiError("InvalidLinkURL", f"Field[url] is invalid, [{body.url}] cannot be linked")
    if scheme == _LOCAL and properties.get("debug") != "true":
        raise ApiError("InvalidLinkProperties", "Field[properties] is invalid, local links need debug=true")
    with call.services.database.read() as session:
        if find_row(session, owner, body.fs_name) is None:
            raise ApiError("LinkModelError", f"Field[fsName] is invalid, fsname[{body.fs_name}] not exist")
    raise ApiError("InvalidFileSystemFsName", f"fs[fs-{owner}-{body.fs_name}] is of type {_LOCAL}, which has no links")


def list_link(call: Call) -> ListLinkResponse:
    """List the links of a file system: none."""
    owner, name, path = call.acting_for(call.text("username")), call.path["fsName"], call.text("fsPath")
    with call.services.database.read() as session:
        if find_row(session, owner, name) is None:
            raise ApiError("RecordNotFound", f"username[{owner}] not create fsName[{name}]")
    if path:
        raise ApiError("", "record not found")  # 500 without a code, as the real server answers
    return ListLinkResponse(link_list=None, marker=call.text(MARKER), truncated=False, next_marker="")


def delete_link(call: Call) -> NoReturn:
    """Refuse to delete a link that is not there. Only root may name an owner; in the real server everybody may."""
    owner, name, path = call.acting_for(call.text("username")), call.path["fsName"], call.text("fsPath")
    raise ApiError(
        "LinkModelError", f"Field[fsPath] is invalid, user[{owner}] fsname[{name}] not created fspath[{path}]"
    )


HANDLERS: Handlers = {"add_link": add_link, "list_link": list_link, "delete_link": delete_link}
