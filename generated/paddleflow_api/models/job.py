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
    from ..models.distributed_runtime import DistributedRuntime
    from ..models.job_file_system import JobFileSystem
    from ..models.job_flavour import JobFlavour
    from ..models.job_member import JobMember
    from ..models.job_runtime import JobRuntime
    from ..models.job_scheduling_policy import JobSchedulingPolicy
    from ..models.string_map import StringMap
    from ..models.workflow_runtime import WorkflowRuntime


T = TypeVar("T", bound="Job")


@_attrs_define
class Job:
    """A job with everything about it but its kind. Distributed and workflow jobs have empty `flavour`, `fs`, `image`,
    `env`, `command`, `args` and `port`, and `members` instead; so does a single job in `show_job` as long as it has no
    pod.

        Attributes:
            id (str): Identifier of the job.
            name (str | Unset): Name of the job.
            labels (None | StringMap | Unset): Labels by name.
            annotations (None | StringMap | Unset): Annotations by name.
            scheduling_policy (JobSchedulingPolicy | Unset): Queue and priority of a job.
            user_name (str | Unset): Name of the owner, with capital U and N; absent on workflow jobs.
            flavour (JobFlavour | Unset): Resources of a job. In requests all is optional: with no name, no processors and
                no memory it is 1 processor and `1Gi`.
            limit_flavour (JobFlavour | Unset): Resources of a job. In requests all is optional: with no name, no processors
                and no memory it is 1 processor and `1Gi`.
            fs (JobFileSystem | Unset): A file system of a job. Requests name it; the server fills in identifier, type and
                path on the host, and does not check the owner of an identifier that is given.
            extra_fs (list[JobFileSystem] | None | Unset): Further file systems.
            image (str | Unset): Container image.
            env (None | StringMap | Unset): Environment variables.
            command (str | Unset): Shell command.
            args (list[str] | None | Unset): Arguments of the command.
            port (int | Unset): Port of the service, 0 for none.
            extension_template (AnyMap | None | Unset): Kubernetes manifest template; always `null` in answers.
            framework (str | Unset): Framework of the job: `standalone` on single jobs, absent on workflow jobs.
            members (list[JobMember] | Unset): The roles of the job; single jobs have one worker.
            status (str | Unset): Status of a job, step or DAG. New values may appear.
            message (str | Unset): What it is doing, or how it ended.
            accept_time (str | Unset): When it was created. Time of the server, `YYYY-MM-DD HH:MM:SS`.
            start_time (str | Unset): When it started, empty before. Time of the server, `YYYY-MM-DD HH:MM:SS`.
            finish_time (str | Unset): When it ended, empty before. Time of the server, `YYYY-MM-DD HH:MM:SS`.
            runtime (JobRuntime | Unset): A pod of a job.
            distributed_runtime (DistributedRuntime | Unset): The pods of a distributed job.
            workflow_runtime (WorkflowRuntime | Unset): The nodes of a workflow job.
    """

    id: str
    name: str | Unset = UNSET
    labels: None | StringMap | Unset = UNSET
    annotations: None | StringMap | Unset = UNSET
    scheduling_policy: JobSchedulingPolicy | Unset = UNSET
    user_name: str | Unset = UNSET
    flavour: JobFlavour | Unset = UNSET
    limit_flavour: JobFlavour | Unset = UNSET
    fs: JobFileSystem | Unset = UNSET
    extra_fs: list[JobFileSystem] | None | Unset = UNSET
    image: str | Unset = UNSET
    env: None | StringMap | Unset = UNSET
    command: str | Unset = UNSET
    args: list[str] | None | Unset = UNSET
    port: int | Unset = UNSET
    extension_template: AnyMap | None | Unset = UNSET
    framework: str | Unset = UNSET
    members: list[JobMember] | Unset = UNSET
    status: str | Unset = UNSET
    message: str | Unset = UNSET
    accept_time: str | Unset = UNSET
    start_time: str | Unset = UNSET
    finish_time: str | Unset = UNSET
    runtime: JobRuntime | Unset = UNSET
    distributed_runtime: DistributedRuntime | Unset = UNSET
    workflow_runtime: WorkflowRuntime | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "id": "id",
        "name": "name",
        "labels": "labels",
        "annotations": "annotations",
        "scheduling_policy": "schedulingPolicy",
        "user_name": "UserName",
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
        "framework": "framework",
        "members": "members",
        "status": "status",
        "message": "message",
        "accept_time": "acceptTime",
        "start_time": "startTime",
        "finish_time": "finishTime",
        "runtime": "runtime",
        "distributed_runtime": "distributedRuntime",
        "workflow_runtime": "workflowRuntime",
    }

    def to_dict(self) -> dict[str, Any]:
        from ..models.any_map import AnyMap  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        id = self.id

        name = self.name

        labels: dict[str, Any] | None | Unset
        if isinstance(self.labels, Unset):
            labels = UNSET
        elif isinstance(self.labels, StringMap):
            labels = self.labels.to_dict()
        else:
            labels = self.labels

        annotations: dict[str, Any] | None | Unset
        if isinstance(self.annotations, Unset):
            annotations = UNSET
        elif isinstance(self.annotations, StringMap):
            annotations = self.annotations.to_dict()
        else:
            annotations = self.annotations

        scheduling_policy: dict[str, Any] | Unset = UNSET
        if not isinstance(self.scheduling_policy, Unset):
            scheduling_policy = self.scheduling_policy.to_dict()

        user_name = self.user_name

        flavour: dict[str, Any] | Unset = UNSET
        if not isinstance(self.flavour, Unset):
            flavour = self.flavour.to_dict()

        limit_flavour: dict[str, Any] | Unset = UNSET
        if not isinstance(self.limit_flavour, Unset):
            limit_flavour = self.limit_flavour.to_dict()

        fs: dict[str, Any] | Unset = UNSET
        if not isinstance(self.fs, Unset):
            fs = self.fs.to_dict()

        extra_fs: list[dict[str, Any]] | None | Unset
        if isinstance(self.extra_fs, Unset):
            extra_fs = UNSET
        elif isinstance(self.extra_fs, list):
            extra_fs = []
            for extra_fs_type_0_item_data in self.extra_fs:
                extra_fs_type_0_item = extra_fs_type_0_item_data.to_dict()
                extra_fs.append(extra_fs_type_0_item)

        else:
            extra_fs = self.extra_fs

        image = self.image

        env: dict[str, Any] | None | Unset
        if isinstance(self.env, Unset):
            env = UNSET
        elif isinstance(self.env, StringMap):
            env = self.env.to_dict()
        else:
            env = self.env

        command = self.command

        args: list[str] | None | Unset
        if isinstance(self.args, Unset):
            args = UNSET
        elif isinstance(self.args, list):
            args = self.args

        else:
            args = self.args

        port = self.port

        extension_template: dict[str, Any] | None | Unset
        if isinstance(self.extension_template, Unset):
            extension_template = UNSET
        elif isinstance(self.extension_template, AnyMap):
            extension_template = self.extension_template.to_dict()
        else:
            extension_template = self.extension_template

        framework = self.framework

        members: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.members, Unset):
            members = []
            for members_item_data in self.members:
                members_item = members_item_data.to_dict()
                members.append(members_item)

        status = self.status

        message = self.message

        accept_time = self.accept_time

        start_time = self.start_time

        finish_time = self.finish_time

        runtime: dict[str, Any] | Unset = UNSET
        if not isinstance(self.runtime, Unset):
            runtime = self.runtime.to_dict()

        distributed_runtime: dict[str, Any] | Unset = UNSET
        if not isinstance(self.distributed_runtime, Unset):
            distributed_runtime = self.distributed_runtime.to_dict()

        workflow_runtime: dict[str, Any] | Unset = UNSET
        if not isinstance(self.workflow_runtime, Unset):
            workflow_runtime = self.workflow_runtime.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
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
        if framework is not UNSET:
            field_dict["framework"] = framework
        if members is not UNSET:
            field_dict["members"] = members
        if status is not UNSET:
            field_dict["status"] = status
        if message is not UNSET:
            field_dict["message"] = message
        if accept_time is not UNSET:
            field_dict["acceptTime"] = accept_time
        if start_time is not UNSET:
            field_dict["startTime"] = start_time
        if finish_time is not UNSET:
            field_dict["finishTime"] = finish_time
        if runtime is not UNSET:
            field_dict["runtime"] = runtime
        if distributed_runtime is not UNSET:
            field_dict["distributedRuntime"] = distributed_runtime
        if workflow_runtime is not UNSET:
            field_dict["workflowRuntime"] = workflow_runtime

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.any_map import AnyMap  # noqa: PLC0415
        from ..models.distributed_runtime import DistributedRuntime  # noqa: PLC0415
        from ..models.job_file_system import JobFileSystem  # noqa: PLC0415
        from ..models.job_flavour import JobFlavour  # noqa: PLC0415
        from ..models.job_member import JobMember  # noqa: PLC0415
        from ..models.job_runtime import JobRuntime  # noqa: PLC0415
        from ..models.job_scheduling_policy import JobSchedulingPolicy  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415
        from ..models.workflow_runtime import WorkflowRuntime  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name", UNSET)

        def _parse_labels(data: object) -> None | StringMap | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                labels_type_0 = StringMap.from_dict(data)

                return labels_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | StringMap | Unset", data)

        labels = _parse_labels(d.pop("labels", UNSET))

        def _parse_annotations(data: object) -> None | StringMap | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                annotations_type_0 = StringMap.from_dict(data)

                return annotations_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | StringMap | Unset", data)

        annotations = _parse_annotations(d.pop("annotations", UNSET))

        _scheduling_policy = d.pop("schedulingPolicy", UNSET)
        _scheduling_policy = UNSET if _scheduling_policy is None else _scheduling_policy
        scheduling_policy: JobSchedulingPolicy | Unset
        if isinstance(_scheduling_policy, Unset):
            scheduling_policy = UNSET
        else:
            scheduling_policy = JobSchedulingPolicy.from_dict(_scheduling_policy)

        user_name = d.pop("UserName", UNSET)

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

        def _parse_extra_fs(data: object) -> list[JobFileSystem] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                extra_fs_type_0 = []
                _extra_fs_type_0 = data
                for extra_fs_type_0_item_data in _extra_fs_type_0:
                    extra_fs_type_0_item = JobFileSystem.from_dict(extra_fs_type_0_item_data)

                    extra_fs_type_0.append(extra_fs_type_0_item)

                return extra_fs_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[JobFileSystem] | None | Unset", data)

        extra_fs = _parse_extra_fs(d.pop("extraFS", UNSET))

        image = d.pop("image", UNSET)

        def _parse_env(data: object) -> None | StringMap | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                env_type_0 = StringMap.from_dict(data)

                return env_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("None | StringMap | Unset", data)

        env = _parse_env(d.pop("env", UNSET))

        command = d.pop("command", UNSET)

        def _parse_args(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                args_type_0 = cast("list[str]", data)

                return args_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[str] | None | Unset", data)

        args = _parse_args(d.pop("args", UNSET))

        port = d.pop("port", UNSET)

        def _parse_extension_template(data: object) -> AnyMap | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                extension_template_type_0 = AnyMap.from_dict(data)

                return extension_template_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("AnyMap | None | Unset", data)

        extension_template = _parse_extension_template(d.pop("extensionTemplate", UNSET))

        framework = d.pop("framework", UNSET)

        _members = d.pop("members", UNSET)
        _members = [] if _members is None else _members
        members: list[JobMember] | Unset = UNSET
        if _members is not UNSET:
            members = []
            for members_item_data in _members:
                members_item = JobMember.from_dict(members_item_data)

                members.append(members_item)

        status = d.pop("status", UNSET)

        message = d.pop("message", UNSET)

        accept_time = d.pop("acceptTime", UNSET)

        start_time = d.pop("startTime", UNSET)

        finish_time = d.pop("finishTime", UNSET)

        _runtime = d.pop("runtime", UNSET)
        _runtime = UNSET if _runtime is None else _runtime
        runtime: JobRuntime | Unset
        if isinstance(_runtime, Unset):
            runtime = UNSET
        else:
            runtime = JobRuntime.from_dict(_runtime)

        _distributed_runtime = d.pop("distributedRuntime", UNSET)
        _distributed_runtime = UNSET if _distributed_runtime is None else _distributed_runtime
        distributed_runtime: DistributedRuntime | Unset
        if isinstance(_distributed_runtime, Unset):
            distributed_runtime = UNSET
        else:
            distributed_runtime = DistributedRuntime.from_dict(_distributed_runtime)

        _workflow_runtime = d.pop("workflowRuntime", UNSET)
        _workflow_runtime = UNSET if _workflow_runtime is None else _workflow_runtime
        workflow_runtime: WorkflowRuntime | Unset
        if isinstance(_workflow_runtime, Unset):
            workflow_runtime = UNSET
        else:
            workflow_runtime = WorkflowRuntime.from_dict(_workflow_runtime)

        job = cls(
            id,
            name,
            labels,
            annotations,
            scheduling_policy,
            user_name,
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
            framework,
            members,
            status,
            message,
            accept_time,
            start_time,
            finish_time,
            runtime,
            distributed_runtime,
            workflow_runtime,
        )

        job.additional_properties = d
        return job

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
