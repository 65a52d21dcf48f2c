"""Links: other storage inside a file system."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paddleflow._listing import PAGE_SIZE, Listing, Markers, page_of
from paddleflow._operation import Call, operation, request
from paddleflow.info import Info, Page, field
from paddleflow_api.api import link as api


class LinkInfo(Info, model="Link"):
    """Other storage inside a file system (manual: link详情).

    Attributes:
        name: Name of the file system that it is in.
        owner: Login name of that one's owner.
        fstype: Local, s3, hdfs, sftp, bos, ...
        fspath: Where in the file system it is.
        server_adddress: Address of the storage, as the manual spells it; ``server_address`` is the same.
        subpath: Folder or path in the storage.
        properties: Settings of the storage, keys and passwords among them.
    """

    name: str = field("fs_name")
    owner: str = field("username", default="")
    fstype: str = field("type_", default="")
    fspath: str = field("fs_path", default="")
    server_adddress: str = field("server_address", default="", alias="server_address")
    subpath: str = field("sub_path", default="")
    properties: dict[str, str] = field(factory=dict, repr=False)

    @property
    def server_address(self) -> str:
        """The right spelling of ``server_adddress``."""
        return self.server_adddress


@operation("创建link")
def add_link(
    fsname: str, fspath: str, url: str, username: str | None = None, properties: Mapping[str, str] | None = None
) -> Call[None]:
    """Make other storage appear inside a file system.

    Args:
        fsname: Name of the file system.
        fspath: Where in it; must not exist yet, or be empty.
        url: Address of the storage: ``hdfs://192.168.1.2:9000,192.168.1.3:9000/linkpath``.
        username: Owner of the file system; only root may name another user.
        properties: Settings of the storage; every value is a string.
    """
    return request(api.add_link, locals())


@operation("删除link")
def delete_link(fsname: str, fspath: str, username: str | None = None) -> Call[None]:
    """Delete a link; what is in its storage stays.

    Args:
        fsname: Name of the file system.
        fspath: Where in it.
        username: Owner of the file system; only root may name another user.
    """
    return request(api.delete_link, locals())


@operation("link详情, link列表")
def show_link(
    fsname: str, fspath: str | None = None, username: str | None = None, maxsize: int = PAGE_SIZE
) -> Call[LinkInfo | Page[LinkInfo]]:
    """Show a link; without ``fspath``, all links of the file system.

    ``list_link`` lists them too, and its result always has the same type.

    Args:
        fsname: Name of the file system.
        fspath: Where in it.
        username: Owner of the file system; only root may name another user.
        maxsize: Rows of a list, 1 to 1000.

    Returns:
        ``(True, LinkInfo)``, without ``fspath`` (True, list of LinkInfo), or ``(False, message)``.
    """
    return request(api.list_link, locals()).reads(_only if fspath else page_of("linkList", LinkInfo))


@operation("link列表", listing=Listing("iter_links", LinkInfo, key="fspath", markers=Markers.TIMES))
def list_link(
    fsname: str, username: str | None = None, maxsize: int = PAGE_SIZE, marker: str | None = None
) -> Call[Page[LinkInfo]]:
    """List the links of a file system, the newest first.

    Args:
        fsname: Name of the file system.
        username: Owner; only root may name another user.
        maxsize: Rows of the page, 1 to 1000.
        marker: Where the page starts: ``next_marker`` of the page before.

    Returns:
        ``(True, list of LinkInfo with next_marker and truncated)``, or ``(False, message)``.
    """
    return request(api.list_link, locals()).reads(page_of("linkList", LinkInfo))


def _only(answer: dict[str, Any]) -> LinkInfo:
    (link,) = answer["linkList"] or []  # the server answers with an error when there is none
    return LinkInfo.from_json(link)
