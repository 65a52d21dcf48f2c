from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    TypeVar,
)

from attrs import define as _attrs_define

from ..models.job_framework import JobFramework
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.any_map import AnyMap
    from ..models.job_member_request import JobMemberRequest
    from ..models.job_scheduling_policy import JobSchedulingPolicy
    from ..models.string_map import StringMap


T = TypeVar("T", bound="CreateDistributedJobRequest")


@_attrs_define
class CreateDistributedJobRequest:
    """Body of `create_distributed_job`. With paddle, tensorflow, pytorch, mxnet and aitj a job has one worker or more
    besides a pserver or master, else two or more; with spark a driver; with mpi and ray a master and a worker.

        Attributes:
            framework (JobFramework): Framework of a distributed job.
            id (str | Unset): Identifier to give the job, a DNS-1123 label of at most 63 characters (60 on MySQL); the
                server makes one when it is empty.
            name (str | Unset): Name of the job.
            labels (StringMap | Unset): Texts by name.
            annotations (StringMap | Unset): Texts by name.
            scheduling_policy (JobSchedulingPolicy | Unset): Queue and priority of a job.
            user_name (str | Unset): Overwritten with the name of the caller. A caller who is not root may not name another
                user (400 `AuthIllegalUser`).
            members (list[JobMemberRequest] | Unset): The roles of the job; required unless `extensionTemplate` is given.
            extension_template (AnyMap | Unset): Values of any type by name.
    """

    framework: JobFramework
    id: str | Unset = UNSET
    name: str | Unset = UNSET
    labels: StringMap | Unset = UNSET
    annotations: StringMap | Unset = UNSET
    scheduling_policy: JobSchedulingPolicy | Unset = UNSET
    user_name: str | Unset = UNSET
    members: list[JobMemberRequest] | Unset = UNSET
    extension_template: AnyMap | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "framework": "framework",
        "id": "id",
        "name": "name",
        "labels": "labels",
        "annotations": "annotations",
        "scheduling_policy": "schedulingPolicy",
        "user_name": "UserName",
        "members": "members",
        "extension_template": "extensionTemplate",
    }

    def to_dict(self) -> dict[str, Any]:
        framework = JobFramework(self.framework).value

        id = self.id

        name = self.name

        labels: dict[str, Any] | Unset = UNSET
        if not isinstance(self.labels, Unset):
            labels = self.labels.to_dict()

        annotations: dict[str, Any] | Unset = UNSET
        if not isinstance(self.annotations, Unset):
            annotations = self.annotations.to_dict()

        scheduling_policy: dict[str, Any] | Unset = UNSET
        if not isinstance(self.scheduling_policy, Unset):
            scheduling_policy = self.scheduling_policy.to_dict()

        user_name = self.user_name

        members: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.members, Unset):
            members = []
            for members_item_data in self.members:
                members_item = members_item_data.to_dict()
                members.append(members_item)

        extension_template: dict[str, Any] | Unset = UNSET
        if not isinstance(self.extension_template, Unset):
            extension_template = self.extension_template.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "framework": framework,
            }
        )
        if id is not UNSET:
            field_dict["id"] = id
        if name is not UNSET:
            field_dict["name"] = name
        if labels is not UNSET:
            field_dict["labels"] = labels
        if annotations is not UNSET:
            field_dict["annotations"] = annotations
        if scheduling_policy is not UNSET:
            field_dict["schedulingPolicy"] = scheduling_policy
        if user_name is not UNSET:
            field_dict["UserName"] = user_name
        if members is not UNSET:
            field_dict["members"] = members
        if extension_template is not UNSET:
            field_dict["extensionTemplate"] = extension_template

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.any_map import AnyMap  # noqa: PLC0415
        from ..models.job_member_request import JobMemberRequest  # noqa: PLC0415
        from ..models.job_scheduling_policy import JobSchedulingPolicy  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        framework = JobFramework(d.pop("framework"))

        id = d.pop("id", UNSET)

        name = d.pop("name", UNSET)

        _labels = d.pop("labels", UNSET)
        _labels = UNSET if _labels is None else _labels
        labels: StringMap | Unset
        if isinstance(_labels, Unset):
            labels = UNSET
        else:
            labels = StringMap.from_dict(_labels)

        _annotations = d.pop("annotations", UNSET)
        _annotations = UNSET if _annotations is None else _annotations
        annotations: StringMap | Unset
        if isinstance(_annotations, Unset):
            annotations = UNSET
        else:
            annotations = StringMap.from_dict(_annotations)

        _scheduling_policy = d.pop("schedulingPolicy", UNSET)
        _scheduling_policy = UNSET if _scheduling_policy is None else _scheduling_policy
        scheduling_policy: JobSchedulingPolicy | Unset
        if isinstance(_scheduling_policy, Unset):
            scheduling_policy = UNSET
        else:
            scheduling_policy = JobSchedulingPolicy.from_dict(_scheduling_policy)

        user_name = d.pop("UserName", UNSET)

        _members = d.pop("members", UNSET)
        _members = [] if _members is None else _members
        members: list[JobMemberRequest] | Unset = UNSET
        if _members is not UNSET:
            members = []
            for members_item_data in _members:
                members_item = JobMemberRequest.from_dict(members_item_data)

                members.append(members_item)

        _extension_template = d.pop("extensionTemplate", UNSET)
        _extension_template = UNSET if _extension_template is None else _extension_template
        extension_template: AnyMap | Unset
        if isinstance(_extension_template, Unset):
            extension_template = UNSET
        else:
            extension_template = AnyMap.from_dict(_extension_template)

        create_distributed_job_request = cls(
            framework,
            id,
            name,
            labels,
            annotations,
            scheduling_policy,
            user_name,
            members,
            extension_template,
        )

        return create_distributed_job_request
