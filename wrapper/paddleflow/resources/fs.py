"""File systems: storage that runs and jobs work in."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Final

from attrs import field, frozen

from paddleflow._arguments import optional_flag, optional_text, page_size, path_id, text, text_map
from paddleflow._constants import PAGE_SIZE
from paddleflow._listing import Listing, Markers, the_page
from paddleflow._operation import Call, operation, request
from paddleflow._text import shown
from paddleflow.errors import InvalidArgument
from paddleflow.info import Info, Page, entries, moment, rows
from paddleflow_api import models
from paddleflow_api.api import fs as api


@frozen(slots=False)
class FSInfo(Info):
    """A file system (manual: 存储详情).

    Attributes
    ----------
    name : name
    owner : login name of its owner
    fstype : local, s3, hdfs, sftp, bos, ...
    server_adddress : address of the storage, as the manual spells it; ``server_address`` is the same
    subpath : folder or path in the storage
    properties : settings of the storage, keys and passwords among them
    fs_id : identifier, ``fs-``, owner and name
    independent_mount_process : whether each job mounts it with a process of its own
    """

    name: str
    owner: str = ""
    fstype: str = ""
    server_adddress: str = field(default="", alias="server_address")
    subpath: str = ""
    properties: dict[str, str] = field(factory=dict, repr=False)
    fs_id: str = ""
    independent_mount_process: bool = False

    @property
    def server_address(self) -> str:
        """The right spelling of ``server_adddress``."""
        return self.server_adddress

    @classmethod
    def of(cls, fs: models.FileSystem) -> FSInfo:
        """Read what the server sent."""
        return cls(
            name=fs.name,
            owner=fs.username or "",
            fstype=fs.type_ or "",
            server_address=fs.server_address or "",
            subpath=fs.sub_path or "",
            properties=entries(fs.properties),
            fs_id=fs.id or "",
            independent_mount_process=bool(fs.independent_mount_process),
            model=fs,
        )


@frozen(slots=False)
class StsInfo(Info):
    """Credentials of a storage that are good for a while.

    Attributes
    ----------
    access_key, secret_key, session_token : the credentials
    create_time, expiration : from when until when they are good
    user_id : whose they are
    bucket, subpath, endpoint, region : where the storage is
    duration : seconds
    """

    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)
    session_token: str = field(default="", repr=False)
    create_time: str = ""
    expiration: str = ""
    user_id: str = ""
    bucket: str = ""
    subpath: str = ""
    endpoint: str = ""
    region: str = ""
    duration: int = 0

    create_datetime = moment("create_time")
    expiration_datetime = moment("expiration")

    @classmethod
    def of(cls, sts: models.StsToken) -> StsInfo:
        """Read what the server sent."""
        return cls(
            access_key=sts.access_key,
            secret_key=sts.secret_key,
            session_token=sts.session_token or "",
            create_time=sts.create_time or "",
            expiration=sts.expiration or "",
            user_id=sts.user_id or "",
            bucket=sts.bucket or "",
            subpath=sts.sub_path or "",
            endpoint=sts.endpoint or "",
            region=sts.region or "",
            duration=sts.duration or 0,
            model=sts,
        )


@operation(fs_name="fsname")
def add_fs(
    fsname: str,
    url: str,
    username: str | None = None,
    properties: Mapping[str, str] | None = None,
    independent_mount_process: bool | None = None,
) -> Call[None]:
    """Register a file system.

    Parameters
    ----------
    fsname : name, at most 63 letters, digits, ``-`` and ``_``
    url : address of the storage: ``sftp://192.168.1.2:9000/myfs``, ``s3://bucket/path``;
        ``local://data/me`` is the folder ``/data/me`` of the server's machine
    username : for whom; root only
    properties : settings of the storage: ``{"accessKey": "test", "secretKey": "test"}``; every value is a text
    independent_mount_process : whether each job mounts it with a process of its own

    Returns
    -------
    (True, None), or (False, message)

    Source: manual 创建存储; route add_fs.
    """
    return request(api.add_fs, body=_body(fsname, url, properties, username, independent_mount_process)).done()


@operation(fs_name="fsname")
def show_fs(fsname: str, username: str | None = None) -> Call[FSInfo]:
    """Show a file system.

    Parameters
    ----------
    fsname : name
    username : whose; root only

    Returns
    -------
    (True, FSInfo), or (False, message)

    Source: manual 存储详情; route show_fs.
    """
    return request(
        api.show_fs,
        path_id("fsname", fsname, "InvalidFSName"),
        username=optional_text("username", username, "InvalidUserName"),
    ).to(FSInfo.of)


@operation(fs_name="fsname")
def list_fs(
    maxsize: int = PAGE_SIZE, username: str | None = None, marker: str | None = None, fsname: str | None = None
) -> Call[Page[FSInfo]]:
    """List file systems, the newest first. Root sees everybody's, others their own.

    Parameters
    ----------
    maxsize : rows of the page, 1 to 1000
    username : only this user's; root only
    marker : where the page starts: ``next_marker`` of the page before
    fsname : only the one of this name

    Returns
    -------
    (True, list of FSInfo with ``next_marker`` and ``truncated``), or (False, message)

    Source: manual 存储列表; route list_fs.
    """
    return request(
        api.list_fs,
        max_keys=page_size("maxsize", maxsize),
        username=optional_text("username", username, "InvalidUserName"),
        marker=optional_text("marker", marker),
        fs_name=optional_text("fsname", fsname, "InvalidFSName"),
    ).to(_page)


@operation(fs_name="fsname")
def delete_fs(fsname: str, username: str | None = None) -> Call[None]:
    """Delete a file system with its links; what is in the storage stays.

    Parameters
    ----------
    fsname : name
    username : whose; root only

    Returns
    -------
    (True, None), or (False, message)

    Source: manual 删除存储; route delete_fs.
    """
    return request(
        api.delete_fs,
        path_id("fsname", fsname, "InvalidFSName"),
        username=optional_text("username", username, "InvalidUserName"),
    ).done()


@operation(fs_name="fsname")
def update_fs(
    fsname: str,
    url: str,
    username: str | None = None,
    properties: Mapping[str, str] | None = None,
    independent_mount_process: bool | None = None,
) -> Call[None]:
    """Replace address and settings of a file system. The server says that it worked even when there is none.

    Parameters
    ----------
    fsname : name
    url : new address of the storage
    username : whose; root only
    properties : new settings; those that are left out are gone
    independent_mount_process : True switches it on; the server cannot switch it off

    Returns
    -------
    (True, None), or (False, message)

    Source: not in the manual; route update_fs.
    """
    return request(api.update_fs, body=_body(fsname, url, properties, username, independent_mount_process)).done()


@operation(fs_name="fsname")
def show_fs_sts(fsname: str, username: str | None = None) -> Call[StsInfo]:
    """Get credentials for the storage of a file system of type bos that are good for a while.

    Parameters
    ----------
    fsname : name
    username : whose; root only

    Returns
    -------
    (True, StsInfo), or (False, message)

    Source: not in the manual; route show_fs_sts.
    """
    return request(
        api.show_fs_sts,
        path_id("fsname", fsname, "InvalidFSName"),
        username=optional_text("username", username, "InvalidUserName"),
    ).to(StsInfo.of)


def _storage(url: str) -> str:
    """Refuse what reads as a local folder and is none to a server."""
    folder = url.removeprefix("local://")
    if folder != url and folder.startswith(("/", "~")):
        raise InvalidArgument(
            "InvalidURL",
            f"url must be local:// and a path without its first slash: local://data/me is the folder /data/me of the "
            f"server's machine; {shown(url)} names none.",
        )
    return url


def _body(
    fsname: str,
    url: str,
    properties: Mapping[str, str] | None,
    username: str | None,
    independent_mount_process: bool | None,
) -> models.FileSystemRequest:
    return models.FileSystemRequest(
        name=text("fsname", fsname, "InvalidFSName"),
        url=_storage(text("url", url, "InvalidURL")),
        properties=text_map("properties", properties, "Wrong params type"),
        username=optional_text("username", username, "InvalidUserName"),
        independent_mount_process=optional_flag("independent_mount_process", independent_mount_process),
    )


def _page(answer: models.ListFileSystemResponse) -> Page[FSInfo]:
    return Page([FSInfo.of(row) for row in rows(answer.fs_list)], answer.next_marker, answer.truncated)


FILE_SYSTEMS: Final = Listing(list_fs, the_page, attrgetter("owner", "name"), Markers.TIMES)
