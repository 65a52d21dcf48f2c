"""File systems: storage that runs and jobs work in, its links and caches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paddleflow._arguments import mapping, path_id, string
from paddleflow._listing import PAGE_SIZE, Listing, Markers, page_of
from paddleflow._operation import Call, operation, request
from paddleflow.errors import NotSupported
from paddleflow.info import Dated, Info, Page, as_datetime, field, same_as
from paddleflow_api.api import fs as api
from paddleflow_api.api import fs_cache, link


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

    server_address = same_as("server_adddress")  # its right spelling


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

    server_address = same_as("server_adddress")  # its right spelling


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
    return request(link.add_link, locals())


@operation("删除link")
def delete_link(fsname: str, fspath: str, username: str | None = None) -> Call[None]:
    """Delete a link; what is in its storage stays.

    Args:
        fsname: Name of the file system.
        fspath: Where in it.
        username: Owner of the file system; only root may name another user.
    """
    return request(link.delete_link, locals())


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
    return request(link.list_link, locals()).reads(_only if fspath else page_of("linkList", LinkInfo))


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
    return request(link.list_link, locals()).reads(page_of("linkList", LinkInfo))


def _only(answer: dict[str, Any]) -> LinkInfo:
    (link,) = answer["linkList"] or []  # the server answers with an error when there is none
    return LinkInfo.from_json(link)


class CacheConfigInfo(Info, Dated, model="FsCache"):
    """Cache settings of a file system.

    Attributes:
        fsname: File system.
        username: Its owner.
        cachedir: Folder on the node.
        metadriver: Where metadata is kept: ``mem`` or ``disk``.
        blocksize: Bytes of a block.
        quota: Bytes at most.
        clean_cache: Whether the folder is emptied when the file system is unmounted.
        resource: The most that the mounting process may use, as a dict.
        node_taint_toleration: Settings of the scheduler, as a dict.
        extra_config: Further settings.
        create_time: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
        update_time: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
    """

    fsname: str = field("fs_name")
    username: str = ""
    cachedir: str = field("cache_dir", default="")
    metadriver: str = field("meta_driver", default="")
    blocksize: int = field("block_size", default=0)
    quota: int = 0
    clean_cache: bool = False
    resource: dict[str, Any] = field(repr=False, factory=dict)
    node_taint_toleration: dict[str, Any] = field(repr=False, factory=dict)
    extra_config: dict[str, str] = field(repr=False, factory=dict)
    create_time: str = ""
    update_time: str = field(default="", repr=False)


@operation(official_sdk=True)
def create_cache(fsname: str, options: Mapping[str, Any] | None = None, username: str | None = None) -> Call[None]:
    """Set how nodes cache a file system.

    Args:
        fsname: Name of the file system.
        options: Under the server's names: ``{"cacheDir": "/var/cache/fs", "metaDriver": "mem", "blockSize": 4096}``;
            further ones: quota, debug, cleanCache, resource, nodeTaintToleration, extraConfig.
        username: Owner; only root may name another user.
    """
    settings = mapping("options", {} if options is None else options)
    settings["fsName"] = string("fsname", fsname, "InvalidFsName")
    if username not in (None, ""):
        settings["username"] = string("username", username)
    return request(fs_cache.create_fs_cache, {"options": settings}, body="options")


@operation(official_sdk=True)
def get_fs_cache(fsname: str, username: str | None = None) -> Call[CacheConfigInfo]:
    """Show how nodes cache a file system.

    Args:
        fsname: Name of the file system.
        username: Owner; only root may name another user.

    Returns:
        ``(True, CacheConfigInfo)``, or ``(False, message)``.
    """
    return request(fs_cache.show_fs_cache, locals()).reads(CacheConfigInfo.from_json)


@operation(official_sdk=True)
def delete_fs_cache(fsname: str, username: str | None = None) -> Call[None]:
    """Delete the cache settings of a file system.

    Args:
        fsname: Name of the file system.
        username: Owner; only root may name another user.
    """
    return request(fs_cache.delete_fs_cache, locals())


@operation(official_sdk=True)
def update_fs_cache(fsname: str, params: Mapping[str, Any], username: str | None = None) -> Call[None]:
    """Change cache settings: not possible. No server that this client is made for has such a route; nothing is sent.

    Delete the settings and create them again: ``delete_fs_cache``, ``create_cache``.

    Args:
        fsname: Name of the file system.
        params: New settings.
        username: Owner; only root may name another user.

    Returns:
        ``(False, message)``.
    """
    path_id("fsname", fsname, "InvalidFsName")
    raise NotSupported(
        "MethodNotAllowed",
        "this version of the server cannot change cache settings; nothing was sent. Delete them and create them again: "
        "delete_fs_cache, create_cache.",
    )
