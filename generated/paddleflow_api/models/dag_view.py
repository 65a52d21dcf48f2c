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
    from ..models.artifacts import Artifacts
    from ..models.component_views import ComponentViews
    from ..models.string_map import StringMap


T = TypeVar("T", bound="DagView")


@_attrs_define
class DagView:
    """A DAG of a run, which holds further components. Its `type` is `dag`.

    Attributes:
        id (str): Identifier of the DAG; steps have `jobID` instead.
        entry_points (ComponentViews): Components of a run by name; a list, since a loop makes one copy an item.
        name (str | Unset): Name of the component.
        type_ (str | Unset): Always `dag`.
        dag_name (str | Unset): Name of the DAG in the pipeline.
        parent_dag_id (str | Unset): Identifier of the enclosing DAG.
        deps (str | Unset): Names of the components it waits for, separated by commas.
        parameters (StringMap | Unset): Texts by name.
        artifacts (Artifacts | Unset): Artifacts of a step or DAG: path by name.
        start_time (str | Unset): When it started, empty before. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        end_time (str | Unset): When it ended: empty unless `failed`, `succeeded`, `cancelled` or `skipped`, so also
            when `terminated`. Time of the server, `YYYY-MM-DD HH:MM:SS`.
        status (str | Unset): Status of a job, step or DAG. New values may appear.
        message (str | Unset): What it is doing, or how it ended.
    """

    id: str
    entry_points: ComponentViews
    name: str | Unset = UNSET
    type_: str | Unset = UNSET
    dag_name: str | Unset = UNSET
    parent_dag_id: str | Unset = UNSET
    deps: str | Unset = UNSET
    parameters: StringMap | Unset = UNSET
    artifacts: Artifacts | Unset = UNSET
    start_time: str | Unset = UNSET
    end_time: str | Unset = UNSET
    status: str | Unset = UNSET
    message: str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "id": "id",
        "entry_points": "entryPoints",
        "name": "name",
        "type_": "type",
        "dag_name": "dagName",
        "parent_dag_id": "parentDagID",
        "deps": "deps",
        "parameters": "parameters",
        "artifacts": "artifacts",
        "start_time": "startTime",
        "end_time": "endTime",
        "status": "status",
        "message": "message",
    }

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        entry_points = self.entry_points.to_dict()

        name = self.name

        type_ = self.type_

        dag_name = self.dag_name

        parent_dag_id = self.parent_dag_id

        deps = self.deps

        parameters: dict[str, Any] | Unset = UNSET
        if not isinstance(self.parameters, Unset):
            parameters = self.parameters.to_dict()

        artifacts: dict[str, Any] | Unset = UNSET
        if not isinstance(self.artifacts, Unset):
            artifacts = self.artifacts.to_dict()

        start_time = self.start_time

        end_time = self.end_time

        status = self.status

        message = self.message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "entryPoints": entry_points,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if type_ is not UNSET:
            field_dict["type"] = type_
        if dag_name is not UNSET:
            field_dict["dagName"] = dag_name
        if parent_dag_id is not UNSET:
            field_dict["parentDagID"] = parent_dag_id
        if deps is not UNSET:
            field_dict["deps"] = deps
        if parameters is not UNSET:
            field_dict["parameters"] = parameters
        if artifacts is not UNSET:
            field_dict["artifacts"] = artifacts
        if start_time is not UNSET:
            field_dict["startTime"] = start_time
        if end_time is not UNSET:
            field_dict["endTime"] = end_time
        if status is not UNSET:
            field_dict["status"] = status
        if message is not UNSET:
            field_dict["message"] = message

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.artifacts import Artifacts  # noqa: PLC0415
        from ..models.component_views import ComponentViews  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        entry_points = ComponentViews.from_dict(d.pop("entryPoints"))

        name = d.pop("name", UNSET)

        type_ = d.pop("type", UNSET)

        dag_name = d.pop("dagName", UNSET)

        parent_dag_id = d.pop("parentDagID", UNSET)

        deps = d.pop("deps", UNSET)

        _parameters = d.pop("parameters", UNSET)
        _parameters = UNSET if _parameters is None else _parameters
        parameters: StringMap | Unset
        if isinstance(_parameters, Unset):
            parameters = UNSET
        else:
            parameters = StringMap.from_dict(_parameters)

        _artifacts = d.pop("artifacts", UNSET)
        _artifacts = UNSET if _artifacts is None else _artifacts
        artifacts: Artifacts | Unset
        if isinstance(_artifacts, Unset):
            artifacts = UNSET
        else:
            artifacts = Artifacts.from_dict(_artifacts)

        start_time = d.pop("startTime", UNSET)

        end_time = d.pop("endTime", UNSET)

        status = d.pop("status", UNSET)

        message = d.pop("message", UNSET)

        dag_view = cls(
            id,
            entry_points,
            name,
            type_,
            dag_name,
            parent_dag_id,
            deps,
            parameters,
            artifacts,
            start_time,
            end_time,
            status,
            message,
        )

        dag_view.additional_properties = d
        return dag_view

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
