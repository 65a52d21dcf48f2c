from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="UpdateUserRequest")


@_attrs_define
class UpdateUserRequest:
    """Body of `update_password`.

    Attributes:
        password (str): New password in plain text: at least 6 bytes, with a digit and a lower-case letter a-z, and at
            most 72 bytes. The old one is not asked for.
    """

    password: str = _attrs_field(repr=False)
    wire_names: ClassVar[dict[str, str]] = {
        "password": "password",
    }

    def to_dict(self) -> dict[str, Any]:
        password = self.password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "password": password,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        password = d.pop("password")

        update_user_request = cls(
            password,
        )

        return update_user_request
