"""Cache settings of file systems: how nodes keep what they read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from paddleflow._arguments import mapping, path_id, text
from paddleflow._operation import Call, operation, request
from paddleflow.errors import NotSupported
from paddleflow.info import Dated, Info, field
from paddleflow_api.api import fs_cache as api


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
    settings = {
        **mapping("options", {} if options is None else options),
        "fsName": text("fsname", fsname, "InvalidFsName"),
    }
    if username not in (None, ""):
        settings["username"] = text("username", username)
    return request(api.create_fs_cache, {"options": settings}, body="options")


@operation(official_sdk=True)
def get_fs_cache(fsname: str, username: str | None = None) -> Call[CacheConfigInfo]:
    """Show how nodes cache a file system.

    Args:
        fsname: Name of the file system.
        username: Owner; only root may name another user.

    Returns:
        ``(True, CacheConfigInfo)``, or ``(False, message)``.
    """
    return request(api.show_fs_cache, locals()).reads(CacheConfigInfo.from_json)


@operation(official_sdk=True)
def delete_fs_cache(fsname: str, username: str | None = None) -> Call[None]:
    """Delete the cache settings of a file system.

    Args:
        fsname: Name of the file system.
        username: Owner; only root may name another user.
    """
    return request(api.delete_fs_cache, locals())


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
