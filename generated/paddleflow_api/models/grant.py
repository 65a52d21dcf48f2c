from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Grant")


@_attrs_define
class Grant:
    """A grant.

    Attributes:
        grant_id (str): Identifier of the grant.
        user_name (str | Unset): Login name of the user.
        resource_type (str | Unset): What is granted: `queue`, `user` or `fs`.
        resource_id (str | Unset): Name or identifier of the granted resource.
        create_time (str | Unset): When it was created. RFC 3339 with nanoseconds and zone.
        update_time (str | Unset): When it was last changed. RFC 3339 with nanoseconds and zone.
    """

    grant_id: str
    user_name: str | Unset = UNSET
    resource_type: str | Unset = UNSET
    resource_id: str | Unset = UNSET
    create_time: str | Unset = UNSET
    update_time: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "grant_id": "grantID",
        "user_name": "userName",
        "resource_type": "resourceType",
        "resource_id": "resourceID",
        "create_time": "createTime",
        "update_time": "updateTime",
    }

    def to_dict(self) -> dict[str, Any]:
        grant_id = self.grant_id

        user_name = self.user_name

        resource_type = self.resource_type

        resource_id = self.resource_id

        create_time = self.create_time

        update_time = self.update_time

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "grantID": grant_id,
            }
        )
        if user_name is not UNSET:
            field_dict["userName"] = user_name
        if resource_type is not UNSET:
            field_dict["resourceType"] = resource_type
        if resource_id is not UNSET:
            field_dict["resourceID"] = resource_id
        if create_time is not UNSET:
            field_dict["createTime"] = create_time
        if update_time is not UNSET:
            field_dict["updateTime"] = update_time

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        grant_id = d.pop("grantID")

        user_name = d.pop("userName", UNSET)

        resource_type = d.pop("resourceType", UNSET)

        resource_id = d.pop("resourceID", UNSET)

        create_time = d.pop("createTime", UNSET)

        update_time = d.pop("updateTime", UNSET)

        grant = cls(
            grant_id,
            user_name,
            resource_type,
            resource_id,
            create_time,
            update_time,
        )

        grant.additional_properties = d
        return grant

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
