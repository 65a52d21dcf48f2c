from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="CreateUserRequest")


@_attrs_define
class CreateUserRequest:
    """Body of `add_user`.

    Attributes:
        username (str): Login name of the user.
        password (str): Password in plain text: at least 6 bytes, with a digit and a lower-case letter a-z, and at most
            72 bytes.
    """

    username: str
    password: str = _attrs_field(repr=False)
    wire_names: ClassVar[dict[str, str]] = {
        "username": "username",
        "password": "password",
    }

    def to_dict(self) -> dict[str, Any]:
        username = self.username

        password = self.password

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "username": username,
                "password": password,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        username = d.pop("username")

        password = d.pop("password")

        create_user_request = cls(
            username,
            password,
        )

        return create_user_request
