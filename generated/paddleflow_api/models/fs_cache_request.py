from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
)

from attrs import define as _attrs_define

from ..models.meta_driver import MetaDriver
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.any_map import AnyMap
    from ..models.resource_limit import ResourceLimit
    from ..models.string_map import StringMap


T = TypeVar("T", bound="FsCacheRequest")


@_attrs_define
class FsCacheRequest:
    """Body of `create_fs_cache`.

    Attributes:
        fs_name (str): Name of the file system.
        username (str | Unset): Name of the owner; only root may name another user.
        cache_dir (str | Unset): Absolute path of the cache directory, or empty; required when `metaDriver` is `disk`.
        quota (int | Unset): Size limit of the cache.
        meta_driver (MetaDriver | Unset): Where a file system cache keeps its metadata.
        block_size (int | Unset): Block size of the cache in bytes.
        debug (bool | Unset): Whether debugging is on. It is stored and never shown.
        clean_cache (bool | Unset): Whether the cache is emptied on unmount.
        resource (ResourceLimit | Unset): Resource limits of a mount process.
        node_taint_toleration (AnyMap | Unset): Values of any type by name.
        extra_config (StringMap | Unset): Texts by name.
    """

    fs_name: str
    username: str | Unset = UNSET
    cache_dir: str | Unset = UNSET
    quota: int | Unset = UNSET
    meta_driver: MetaDriver | Unset = UNSET
    block_size: int | Unset = UNSET
    debug: bool | Unset = UNSET
    clean_cache: bool | Unset = UNSET
    resource: ResourceLimit | Unset = UNSET
    node_taint_toleration: AnyMap | Unset = UNSET
    extra_config: StringMap | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "fs_name": "fsName",
        "username": "username",
        "cache_dir": "cacheDir",
        "quota": "quota",
        "meta_driver": "metaDriver",
        "block_size": "blockSize",
        "debug": "debug",
        "clean_cache": "cleanCache",
        "resource": "resource",
        "node_taint_toleration": "nodeTaintToleration",
        "extra_config": "extraConfig",
    }

    def to_dict(self) -> dict[str, Any]:
        fs_name = self.fs_name

        username = self.username

        cache_dir = self.cache_dir

        quota = self.quota

        meta_driver: str | Unset = UNSET
        if not isinstance(self.meta_driver, Unset):
            meta_driver = MetaDriver(self.meta_driver).value

        block_size = self.block_size

        debug = self.debug

        clean_cache = self.clean_cache

        resource: dict[str, Any] | Unset = UNSET
        if not isinstance(self.resource, Unset):
            resource = self.resource.to_dict()

        node_taint_toleration: dict[str, Any] | Unset = UNSET
        if not isinstance(self.node_taint_toleration, Unset):
            node_taint_toleration = self.node_taint_toleration.to_dict()

        extra_config: dict[str, Any] | Unset = UNSET
        if not isinstance(self.extra_config, Unset):
            extra_config = self.extra_config.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "fsName": fs_name,
            }
        )
        if username is not UNSET:
            field_dict["username"] = username
        if cache_dir is not UNSET:
            field_dict["cacheDir"] = cache_dir
        if quota is not UNSET:
            field_dict["quota"] = quota
        if meta_driver is not UNSET:
            field_dict["metaDriver"] = meta_driver
        if block_size is not UNSET:
            field_dict["blockSize"] = block_size
        if debug is not UNSET:
            field_dict["debug"] = debug
        if clean_cache is not UNSET:
            field_dict["cleanCache"] = clean_cache
        if resource is not UNSET:
            field_dict["resource"] = resource
        if node_taint_toleration is not UNSET:
            field_dict["nodeTaintToleration"] = node_taint_toleration
        if extra_config is not UNSET:
            field_dict["extraConfig"] = extra_config

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.any_map import AnyMap  # noqa: PLC0415
        from ..models.resource_limit import ResourceLimit  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        fs_name = d.pop("fsName")

        username = d.pop("username", UNSET)

        cache_dir = d.pop("cacheDir", UNSET)

        quota = d.pop("quota", UNSET)

        _meta_driver = d.pop("metaDriver", UNSET)
        meta_driver: MetaDriver | Unset
        if isinstance(_meta_driver, Unset):
            meta_driver = UNSET
        else:
            meta_driver = MetaDriver(_meta_driver)

        block_size = d.pop("blockSize", UNSET)

        debug = d.pop("debug", UNSET)

        clean_cache = d.pop("cleanCache", UNSET)

        _resource = d.pop("resource", UNSET)
        _resource = UNSET if _resource is None else _resource
        resource: ResourceLimit | Unset
        if isinstance(_resource, Unset):
            resource = UNSET
        else:
            resource = ResourceLimit.from_dict(_resource)

        _node_taint_toleration = d.pop("nodeTaintToleration", UNSET)
        _node_taint_toleration = UNSET if _node_taint_toleration is None else _node_taint_toleration
        node_taint_toleration: AnyMap | Unset
        if isinstance(_node_taint_toleration, Unset):
            node_taint_toleration = UNSET
        else:
            node_taint_toleration = AnyMap.from_dict(_node_taint_toleration)

        _extra_config = d.pop("extraConfig", UNSET)
        _extra_config = UNSET if _extra_config is None else _extra_config
        extra_config: StringMap | Unset
        if isinstance(_extra_config, Unset):
            extra_config = UNSET
        else:
            extra_config = StringMap.from_dict(_extra_config)

        fs_cache_request = cls(
            fs_name,
            username,
            cache_dir,
            quota,
            meta_driver,
            block_size,
            debug,
            clean_cache,
            resource,
            node_taint_toleration,
            extra_config,
        )

        return fs_cache_request
