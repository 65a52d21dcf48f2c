from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define

from ..models.resource_type import ResourceType

T = TypeVar("T", bound="CreateGrantRequest")


@_attrs_define
class CreateGrantRequest:
    """Body of `create_grant`.

    Attributes:
        user_name (str): Login name of the user. Written `userName` here, and `username` in most other requests.
        resource_type (ResourceType): What a grant is about.
        resource_id (str): What is granted: the name of a queue, the name of a user, or the id of a file system,
            `fs-<user>-<name>`.
    """

    user_name: str
    resource_type: ResourceType
    resource_id: str
    wire_names: ClassVar[dict[str, str]] = {
        "user_name": "userName",
        "resource_type": "resourceType",
        "resource_id": "resourceID",
    }

    def to_dict(self) -> dict[str, Any]:
        user_name = self.user_name

        resource_type = ResourceType(self.resource_type).value

        resource_id = self.resource_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "userName": user_name,
                "resourceType": resource_type,
                "resourceID": resource_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        user_name = d.pop("userName")

        resource_type = ResourceType(d.pop("resourceType"))

        resource_id = d.pop("resourceID")

        create_grant_request = cls(
            user_name,
            resource_type,
            resource_id,
        )

        return create_grant_request
