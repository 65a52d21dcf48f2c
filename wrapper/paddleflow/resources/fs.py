"""File systems: storage that runs and jobs work in."""

from __future__ import annotations

from collections.abc import Mapping

from paddleflow._listing import PAGE_SIZE, Listing, Markers, page_of
from paddleflow._operation import Call, operation, request
from paddleflow._text import shown
from paddleflow.errors import InvalidArgument
from paddleflow.info import Info, Page, as_datetime, field
from paddleflow_api.api import fs as api


class FSInfo(Info, model="FileSystem"):
    """A file system (manual: 存储详情).

    Attributes:
        name: Name.
        owner: Login name of its owner.
        fstype: Local, s3, hdfs, sftp, bos, ...
        server_adddress: Address of the storage, as the manual spells it; ``server_address`` is the same.
        subpath: Folder or path in the storage.
        properties: Settings of the storage, keys and passwords among them.
        fs_id: Identifier, ``fs-``, owner and name.
        independent_mount_process: Whether each job mounts it with a process of its own.
    """

    name: str
    owner: str = field("username", default="")
    fstype: str = field("type_", default="")
    server_adddress: str = field("server_address", default="", alias="server_address")
    subpath: str = field("sub_path", default="")
    properties: dict[str, str] = field(factory=dict, repr=False)
    fs_id: str = field("id", default="")
    independent_mount_process: bool = False

    @property
    def server_address(self) -> str:
        """The right spelling of ``server_adddress``."""
        return self.server_adddress


class StsInfo(Info, model="StsToken"):
    """Temporary credentials of a storage.

    Attributes:
        access_key: Access key.
        secret_key: Secret key.
        session_token: Session token.
        create_time: When the credentials become valid.
        expiration: When they expire.
        user_id: Owner of the credentials.
        bucket: Bucket of the storage.
        subpath: Path in the bucket.
        endpoint: Address of the storage.
        region: Region of the storage.
        duration: Seconds.
    """

    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)
    session_token: str = field(default="", repr=False)
    create_time: str = ""
    expiration: str = ""
    user_id: str = ""
    bucket: str = ""
    subpath: str = field("sub_path", default="")
    endpoint: str = ""
    region: str = ""
    duration: int = 0

    create_datetime = as_datetime("create_time")
    expiration_datetime = as_datetime("expiration")


@operation("创建存储")
def add_fs(
    fsname: str,
    url: str,
    username: str | None = None,
    properties: Mapping[str, str] | None = None,
    independent_mount_process: bool | None = None,
) -> Call[None]:
    """Register a file system.

    Args:
        fsname: Name, at most 63 letters, digits, ``-`` and ``_``.
        url: Address of the storage: ``sftp://192.168.1.2:9000/myfs``, ``s3://bucket/path``; ``local://data/me`` is the
            folder ``/data/me`` of the server's machine.
        username: Owner; only root may name another user.
        properties: Settings of the storage: ``{"accessKey": "test", "secretKey": "test"}``; every value is a string.
        independent_mount_process: Whether each job mounts it with a process of its own.
    """
    _check_storage(url)
    return request(api.add_fs, locals(), name="fsname")


@operation("存储详情")
def show_fs(fsname: str, username: str | None = None) -> Call[FSInfo]:
    """Show a file system.

    Args:
        fsname: Name.
        username: Owner; only root may name another user.

    Returns:
        ``(True, FSInfo)``, or ``(False, message)``.
    """
    return request(api.show_fs, locals()).reads(FSInfo.from_json)


@operation("存储列表", listing=Listing("iter_fs", FSInfo, key="owner name", markers=Markers.TIMES))
def list_fs(
    maxsize: int = PAGE_SIZE, username: str | None = None, marker: str | None = None, fsname: str | None = None
) -> Call[Page[FSInfo]]:
    """List file systems, the newest first. Root sees all of them, other users their own.

    Args:
        maxsize: Rows of the page, 1 to 1000.
        username: Only this user's; root only.
        marker: Where the page starts: ``next_marker`` of the page before.
        fsname: Only the one of this name.

    Returns:
        ``(True, list of FSInfo with next_marker and truncated)``, or ``(False, message)``.
    """
    return request(api.list_fs, locals()).reads(page_of("fsList", FSInfo))


@operation("删除存储")
def delete_fs(fsname: str, username: str | None = None) -> Call[None]:
    """Delete a file system with its links; what is in the storage stays.

    Args:
        fsname: Name.
        username: Owner; only root may name another user.
    """
    return request(api.delete_fs, locals())


@operation()
def update_fs(
    fsname: str,
    url: str,
    username: str | None = None,
    properties: Mapping[str, str] | None = None,
    independent_mount_process: bool | None = None,
) -> Call[None]:
    """Replace address and settings of a file system. The server says that it worked even when there is none.

    Args:
        fsname: Name.
        url: New address of the storage.
        username: Owner; only root may name another user.
        properties: New settings; those that are left out are gone.
        independent_mount_process: True switches it on; the server cannot switch it off.
    """
    _check_storage(url)
    return request(api.update_fs, locals(), name="fsname")


@operation()
def show_fs_sts(fsname: str, username: str | None = None) -> Call[StsInfo]:
    """Get temporary credentials for the storage of a file system of type bos.

    Args:
        fsname: Name.
        username: Owner; only root may name another user.

    Returns:
        ``(True, StsInfo)``, or ``(False, message)``.
    """
    return request(api.show_fs_sts, locals()).reads(StsInfo.from_json)


def _check_storage(url: str) -> None:
    """Refuse what reads as a local folder and is none to a server."""
    if isinstance(url, str) and url.startswith(("local:///", "local://~")):
        raise InvalidArgument(
            "InvalidURL",
            f"url must be local:// and a path without its first slash: local://data/me is the folder /data/me of the "
            f"server's machine; {shown(url)} names none.",
        )
