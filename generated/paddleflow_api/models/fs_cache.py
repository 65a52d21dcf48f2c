from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.any_map import AnyMap
    from ..models.resource_limit import ResourceLimit
    from ..models.string_map import StringMap


T = TypeVar("T", bound="FsCache")


@_attrs_define
class FsCache:
    """Cache settings of a file system.

    Attributes:
        fs_name (str): Name of the file system.
        cache_dir (str | Unset): Absolute path of the cache directory.
        quota (int | Unset): Size limit of the cache.
        meta_driver (str | Unset): Where metadata is kept: `mem` or `disk`.
        block_size (int | Unset): Block size of the cache in bytes.
        clean_cache (bool | Unset): Whether the cache is emptied on unmount.
        resource (ResourceLimit | Unset): Resource limits of a mount process.
        node_taint_toleration (AnyMap | None | Unset): Kubernetes toleration of the mount pod.
        extra_config (None | StringMap | Unset): Further settings by name.
        username (str | Unset): Login name of the user.
        create_time (str | Unset): When it was created. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        update_time (str | Unset): When it was last changed. Time of the server, `YYYY-MM-DD HH:MM:SS`.
    """

    fs_name: str
    cache_dir: str | Unset = UNSET
    quota: int | Unset = UNSET
    meta_driver: str | Unset = UNSET
    block_size: int | Unset = UNSET
    clean_cache: bool | Unset = UNSET
    resource: ResourceLimit | Unset = UNSET
    node_taint_toleration: AnyMap | None | Unset = UNSET
    extra_config: None | StringMap | Unset = UNSET
    username: str | Unset = UNSET
    create_time: str | Unset = UNSET
    update_time: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "fs_name": "fsName",
        "cache_dir": "cacheDir",
        "quota": "quota",
        "meta_driver": "metaDriver",
        "block_size": "blockSize",
        "clean_cache": "cleanCache",
        "resource": "resource",
        "node_taint_toleration": "nodeTaintToleration",
        "extra_config": "extraConfig",
        "username": "username",
        "create_time": "createTime",
        "update_time": "updateTime",
    }

    def to_dict(self) -> dict[str, Any]:
        from ..models.any_map import AnyMap  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        fs_name = self.fs_name

        cache_dir = self.cache_dir

        quota = self.quota

        meta_driver = self.meta_driver

        block_size = self.block_size

        clean_cache = self.clean_cache

        resource: dict[str, Any] | Unset = UNSET
        if not isinstance(self.resource, Unset):
            resource = self.resource.to_dict()

        node_taint_toleration: dict[str, Any] | None | Unset
        if isinstance(self.node_taint_toleration, Unset):
            node_taint_toleration = UNSET
        elif isinstance(self.node_taint_toleration, AnyMap):
            node_taint_toleration = self.node_taint_toleration.to_dict()
        else:
            node_taint_toleration = self.node_taint_toleration

        extra_config: dict[str, Any] | None | Unset
        if isinstance(self.extra_config, Unset):
            extra_config = UNSET
        elif isinstance(self.extra_config, StringMap):
            extra_config = self.extra_config.to_dict()
        else:
            extra_config = self.extra_config

        username = self.username

        create_time = self.create_time

        update_time = self.update_time

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "fsName": fs_name,
            }
        )
        if cache_dir is not UNSET:
            field_dict["cacheDir"] = cache_dir
        if quota is not UNSET:
            field_dict["quota"] = quota
        if meta_driver is not UNSET:
            field_dict["metaDriver"] = meta_driver
        if block_size is not UNSET:
            field_dict["blockSize"] = block_size
        if clean_cache is not UNSET:
            field_dict["cleanCache"] = clean_cache
        if resource is not UNSET:
            field_dict["resource"] = resource
        if node_taint_toleration is not UNSET:
            field_dict["nodeTaintToleration"] = node_taint_toleration
        if extra_config is not UNSET:
            field_dict["extraConfig"] = extra_config
        if username is not UNSET:
            field_dict["username"] = username
        if create_time is not UNSET:
            field_dict["createTime"] = create_time
        if update_time is not UNSET:
            field_dict["updateTime"] = update_time

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.any_map import AnyMap  # noqa: PLC0415
        from ..models.resource_limit import ResourceLimit  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        fs_name = d.pop("fsName")

        cache_dir = d.pop("cacheDir", UNSET)

        quota = d.pop("quota", UNSET)

        meta_driver = d.pop("metaDriver", UNSET)

        block_size = d.pop("blockSize", UNSET)

        clean_cache = d.pop("cleanCache", UNSET)

        _resource = d.pop("resource", UNSET)
        _resource = UNSET if _resource is None else _resource
        resource: ResourceLimit | Unset
        if isinstance(_resource, Unset):
            resource = UNSET
        else:
            resource = ResourceLimit.from_dict(_resource)

        def _parse_node_taint_toleration(data: object) -> AnyMap | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                node_taint_toleration_type_0 = AnyMap.from_dict(data)

                return node_taint_toleration_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("AnyMap | None | Unset", data)

        node_taint_toleration = _parse_node_taint_toleration(d.pop("nodeTaintToleration", UNSET))

        def _parse_extra_config(data: object) -> None | StringMap | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                extra_config_type_0 = StringMap.from_dict(data)

                return extra_config_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | StringMap | Unset", data)

        extra_config = _parse_extra_config(d.pop("extraConfig", UNSET))

        username = d.pop("username", UNSET)

        create_time = d.pop("createTime", UNSET)

        update_time = d.pop("updateTime", UNSET)

        fs_cache = cls(
            fs_name,
            cache_dir,
            quota,
            meta_driver,
            block_size,
            clean_cache,
            resource,
            node_taint_toleration,
            extra_config,
            username,
            create_time,
            update_time,
        )

        fs_cache.additional_properties = d
        return fs_cache

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
