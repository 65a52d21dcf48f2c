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

from ..models.job_role import JobRole
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.any_map import AnyMap
    from ..models.job_file_system import JobFileSystem
    from ..models.job_flavour import JobFlavour
    from ..models.job_scheduling_policy import JobSchedulingPolicy
    from ..models.string_map import StringMap


T = TypeVar("T", bound="JobMemberRequest")


@_attrs_define
class JobMemberRequest:
    """A role of a distributed job. Its queue must be that of the job, or be left out.

    Attributes:
        role (JobRole): Role of a member in a distributed job.
        replicas (int): Number of replicas.
        flavour (JobFlavour | Unset): Resources of a job. In requests all is optional: with no name, no processors and
            no memory it is 1 processor and `1Gi`.
        limit_flavour (JobFlavour | Unset): Resources of a job. In requests all is optional: with no name, no processors
            and no memory it is 1 processor and `1Gi`.
        fs (JobFileSystem | Unset): A file system of a job. Requests name it; the server fills in identifier, type and
            path on the host, and does not check the owner of an identifier that is given.
        extra_fs (list[JobFileSystem] | Unset): Further file systems.
        image (str | Unset): Container image; required unless `extensionTemplate` is given.
        env (StringMap | Unset): Texts by name.
        command (str | Unset): Shell command.
        args (list[str] | Unset): Arguments of the command.
        port (int | Unset): Port of the service, 0 for none.
        extension_template (AnyMap | Unset): Values of any type by name.
        id (str | Unset): Identifier to give the job, a DNS-1123 label of at most 63 characters (60 on MySQL); the
            server makes one when it is empty.
        name (str | Unset): Name of the member.
        labels (StringMap | Unset): Texts by name.
        annotations (StringMap | Unset): Texts by name.
        scheduling_policy (JobSchedulingPolicy | Unset): Queue and priority of a job.
        user_name (str | Unset): Overwritten with the name of the caller. A caller who is not root may not name another
            user (400 `AuthIllegalUser`).
    """

    role: JobRole
    replicas: int
    flavour: JobFlavour | Unset = UNSET
    limit_flavour: JobFlavour | Unset = UNSET
    fs: JobFileSystem | Unset = UNSET
    extra_fs: list[JobFileSystem] | Unset = UNSET
    image: str | Unset = UNSET
    env: StringMap | Unset = UNSET
    command: str | Unset = UNSET
    args: list[str] | Unset = UNSET
    port: int | Unset = UNSET
    extension_template: AnyMap | Unset = UNSET
    id: str | Unset = UNSET
    name: str | Unset = UNSET
    labels: StringMap | Unset = UNSET
    annotations: StringMap | Unset = UNSET
    scheduling_policy: JobSchedulingPolicy | Unset = UNSET
    user_name: str | Unset = UNSET
    wire_names: ClassVar[dict[str, str]] = {
        "role": "role",
        "replicas": "replicas",
        "flavour": "flavour",
        "limit_flavour": "limitFlavour",
        "fs": "fs",
        "extra_fs": "extraFS",
        "image": "image",
        "env": "env",
        "command": "command",
        "args": "args",
        "port": "port",
        "extension_template": "extensionTemplate",
        "id": "id",
        "name": "name",
        "labels": "labels",
        "annotations": "annotations",
        "scheduling_policy": "schedulingPolicy",
        "user_name": "UserName",
    }

    def to_dict(self) -> dict[str, Any]:
        role = JobRole(self.role).value

        replicas = self.replicas

        flavour: dict[str, Any] | Unset = UNSET
        if not isinstance(self.flavour, Unset):
            flavour = self.flavour.to_dict()

        limit_flavour: dict[str, Any] | Unset = UNSET
        if not isinstance(self.limit_flavour, Unset):
            limit_flavour = self.limit_flavour.to_dict()

        fs: dict[str, Any] | Unset = UNSET
        if not isinstance(self.fs, Unset):
            fs = self.fs.to_dict()

        extra_fs: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.extra_fs, Unset):
            extra_fs = []
            for extra_fs_item_data in self.extra_fs:
                extra_fs_item = extra_fs_item_data.to_dict()
                extra_fs.append(extra_fs_item)

        image = self.image

        env: dict[str, Any] | Unset = UNSET
        if not isinstance(self.env, Unset):
            env = self.env.to_dict()

        command = self.command

        args: list[str] | Unset = UNSET
        if not isinstance(self.args, Unset):
            args = self.args

        port = self.port

        extension_template: dict[str, Any] | Unset = UNSET
        if not isinstance(self.extension_template, Unset):
            extension_template = self.extension_template.to_dict()

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

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "role": role,
                "replicas": replicas,
            }
        )
        if flavour is not UNSET:
            field_dict["flavour"] = flavour
        if limit_flavour is not UNSET:
            field_dict["limitFlavour"] = limit_flavour
        if fs is not UNSET:
            field_dict["fs"] = fs
        if extra_fs is not UNSET:
            field_dict["extraFS"] = extra_fs
        if image is not UNSET:
            field_dict["image"] = image
        if env is not UNSET:
            field_dict["env"] = env
        if command is not UNSET:
            field_dict["command"] = command
        if args is not UNSET:
            field_dict["args"] = args
        if port is not UNSET:
            field_dict["port"] = port
        if extension_template is not UNSET:
            field_dict["extensionTemplate"] = extension_template
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

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.any_map import AnyMap  # noqa: PLC0415
        from ..models.job_file_system import JobFileSystem  # noqa: PLC0415
        from ..models.job_flavour import JobFlavour  # noqa: PLC0415
        from ..models.job_scheduling_policy import JobSchedulingPolicy  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        role = JobRole(d.pop("role"))

        replicas = d.pop("replicas")

        _flavour = d.pop("flavour", UNSET)
        _flavour = UNSET if _flavour is None else _flavour
        flavour: JobFlavour | Unset
        if isinstance(_flavour, Unset):
            flavour = UNSET
        else:
            flavour = JobFlavour.from_dict(_flavour)

        _limit_flavour = d.pop("limitFlavour", UNSET)
        _limit_flavour = UNSET if _limit_flavour is None else _limit_flavour
        limit_flavour: JobFlavour | Unset
        if isinstance(_limit_flavour, Unset):
            limit_flavour = UNSET
        else:
            limit_flavour = JobFlavour.from_dict(_limit_flavour)

        _fs = d.pop("fs", UNSET)
        _fs = UNSET if _fs is None else _fs
        fs: JobFileSystem | Unset
        if isinstance(_fs, Unset):
            fs = UNSET
        else:
            fs = JobFileSystem.from_dict(_fs)

        _extra_fs = d.pop("extraFS", UNSET)
        _extra_fs = [] if _extra_fs is None else _extra_fs
        extra_fs: list[JobFileSystem] | Unset = UNSET
        if _extra_fs is not UNSET:
            extra_fs = []
            for extra_fs_item_data in _extra_fs:
                extra_fs_item = JobFileSystem.from_dict(extra_fs_item_data)

                extra_fs.append(extra_fs_item)

        image = d.pop("image", UNSET)

        _env = d.pop("env", UNSET)
        _env = UNSET if _env is None else _env
        env: StringMap | Unset
        if isinstance(_env, Unset):
            env = UNSET
        else:
            env = StringMap.from_dict(_env)

        command = d.pop("command", UNSET)

        _args = d.pop("args", UNSET)
        args = cast("list[str]", [] if _args is None else _args)

        port = d.pop("port", UNSET)

        _extension_template = d.pop("extensionTemplate", UNSET)
        _extension_template = UNSET if _extension_template is None else _extension_template
        extension_template: AnyMap | Unset
        if isinstance(_extension_template, Unset):
            extension_template = UNSET
        else:
            extension_template = AnyMap.from_dict(_extension_template)

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

        job_member_request = cls(
            role,
            replicas,
            flavour,
            limit_flavour,
            fs,
            extra_fs,
            image,
            env,
            command,
            args,
            port,
            extension_template,
            id,
            name,
            labels,
            annotations,
            scheduling_policy,
            user_name,
        )

        return job_member_request
