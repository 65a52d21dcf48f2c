from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
)

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.string_map import StringMap


T = TypeVar("T", bound="Artifacts")


@_attrs_define
class Artifacts:
    """Artifacts of a step or DAG: path by name.

    Attributes:
        input_ (StringMap | Unset): Texts by name.
        output (StringMap | Unset): Texts by name.
    """

    input_: StringMap | Unset = UNSET
    output: StringMap | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "input_": "input",
        "output": "output",
    }

    def to_dict(self) -> dict[str, Any]:
        input_: dict[str, Any] | Unset = UNSET
        if not isinstance(self.input_, Unset):
            input_ = self.input_.to_dict()

        output: dict[str, Any] | Unset = UNSET
        if not isinstance(self.output, Unset):
            output = self.output.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if input_ is not UNSET:
            field_dict["input"] = input_
        if output is not UNSET:
            field_dict["output"] = output

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        _input_ = d.pop("input", UNSET)
        _input_ = UNSET if _input_ is None else _input_
        input_: StringMap | Unset
        if isinstance(_input_, Unset):
            input_ = UNSET
        else:
            input_ = StringMap.from_dict(_input_)

        _output = d.pop("output", UNSET)
        _output = UNSET if _output is None else _output
        output: StringMap | Unset
        if isinstance(_output, Unset):
            output = UNSET
        else:
            output = StringMap.from_dict(_output)

        artifacts = cls(
            input_,
            output,
        )

        artifacts.additional_properties = d
        return artifacts

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
