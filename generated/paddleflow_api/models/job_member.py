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
    from ..models.job_file_system import JobFileSystem
    from ..models.job_flavour import JobFlavour
    from ..models.kind_group_version import KindGroupVersion
    from ..models.string_map import StringMap


T = TypeVar("T", bound="JobMember")


@_attrs_define
class JobMember:
    """A role of a job. Unlike in requests, the priority is here.

    Attributes:
        id (str | Unset): Identifier of the member.
        replicas (int | Unset): Number of replicas.
        role (str | Unset): Role in the job.
        name (str | Unset): Name of the member.
        fs (JobFileSystem | Unset): A file system of a job. Requests name it; the server fills in identifier, type and
            path on the host, and does not check the owner of an identifier that is given.
        extra_fs (list[JobFileSystem] | Unset): Further file systems.
        flavour (JobFlavour | Unset): Resources of a job. In requests all is optional: with no name, no processors and
            no memory it is 1 processor and `1Gi`.
        limit_flavour (JobFlavour | Unset): Resources of a job. In requests all is optional: with no name, no processors
            and no memory it is 1 processor and `1Gi`.
        priority (str | Unset): Priority of the job.
        cluster_id (str | Unset): Identifier of the cluster.
        queue_id (str | Unset): Identifier of the queue.
        queue_name (str | Unset): Name of the queue.
        kind_group_version (KindGroupVersion | Unset): A Kubernetes kind.
        labels (None | StringMap | Unset): Labels by name.
        annotations (None | StringMap | Unset): Annotations by name.
        env (StringMap | Unset): Texts by name.
        command (str | Unset): Shell command.
        image (str | Unset): Container image.
        port (int | Unset): Port of the service, 0 for none.
        args (list[str] | Unset): Arguments of the command.
    """

    id: str | Unset = UNSET
    replicas: int | Unset = UNSET
    role: str | Unset = UNSET
    name: str | Unset = UNSET
    fs: JobFileSystem | Unset = UNSET
    extra_fs: list[JobFileSystem] | Unset = UNSET
    flavour: JobFlavour | Unset = UNSET
    limit_flavour: JobFlavour | Unset = UNSET
    priority: str | Unset = UNSET
    cluster_id: str | Unset = UNSET
    queue_id: str | Unset = UNSET
    queue_name: str | Unset = UNSET
    kind_group_version: KindGroupVersion | Unset = UNSET
    labels: None | StringMap | Unset = UNSET
    annotations: None | StringMap | Unset = UNSET
    env: StringMap | Unset = UNSET
    command: str | Unset = UNSET
    image: str | Unset = UNSET
    port: int | Unset = UNSET
    args: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)
    wire_names: ClassVar[dict[str, str]] = {
        "id": "id",
        "replicas": "replicas",
        "role": "role",
        "name": "name",
        "fs": "fs",
        "extra_fs": "extraFS",
        "flavour": "flavour",
        "limit_flavour": "limitFlavour",
        "priority": "priority",
        "cluster_id": "clusterID",
        "queue_id": "queueID",
        "queue_name": "queueName",
        "kind_group_version": "kindGroupVersion",
        "labels": "labels",
        "annotations": "annotations",
        "env": "env",
        "command": "command",
        "image": "image",
        "port": "port",
        "args": "args",
    }

    def to_dict(self) -> dict[str, Any]:
        from ..models.string_map import StringMap  # noqa: PLC0415

        id = self.id

        replicas = self.replicas

        role = self.role

        name = self.name

        fs: dict[str, Any] | Unset = UNSET
        if not isinstance(self.fs, Unset):
            fs = self.fs.to_dict()

        extra_fs: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.extra_fs, Unset):
            extra_fs = []
            for extra_fs_item_data in self.extra_fs:
                extra_fs_item = extra_fs_item_data.to_dict()
                extra_fs.append(extra_fs_item)

        flavour: dict[str, Any] | Unset = UNSET
        if not isinstance(self.flavour, Unset):
            flavour = self.flavour.to_dict()

        limit_flavour: dict[str, Any] | Unset = UNSET
        if not isinstance(self.limit_flavour, Unset):
            limit_flavour = self.limit_flavour.to_dict()

        priority = self.priority

        cluster_id = self.cluster_id

        queue_id = self.queue_id

        queue_name = self.queue_name

        kind_group_version: dict[str, Any] | Unset = UNSET
        if not isinstance(self.kind_group_version, Unset):
            kind_group_version = self.kind_group_version.to_dict()

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

        env: dict[str, Any] | Unset = UNSET
        if not isinstance(self.env, Unset):
            env = self.env.to_dict()

        command = self.command

        image = self.image

        port = self.port

        args: list[str] | Unset = UNSET
        if not isinstance(self.args, Unset):
            args = self.args

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if replicas is not UNSET:
            field_dict["replicas"] = replicas
        if role is not UNSET:
            field_dict["role"] = role
        if name is not UNSET:
            field_dict["name"] = name
        if fs is not UNSET:
            field_dict["fs"] = fs
        if extra_fs is not UNSET:
            field_dict["extraFS"] = extra_fs
        if flavour is not UNSET:
            field_dict["flavour"] = flavour
        if limit_flavour is not UNSET:
            field_dict["limitFlavour"] = limit_flavour
        if priority is not UNSET:
            field_dict["priority"] = priority
        if cluster_id is not UNSET:
            field_dict["clusterID"] = cluster_id
        if queue_id is not UNSET:
            field_dict["queueID"] = queue_id
        if queue_name is not UNSET:
            field_dict["queueName"] = queue_name
        if kind_group_version is not UNSET:
            field_dict["kindGroupVersion"] = kind_group_version
        if labels is not UNSET:
            field_dict["labels"] = labels
        if annotations is not UNSET:
            field_dict["annotations"] = annotations
        if env is not UNSET:
            field_dict["env"] = env
        if command is not UNSET:
            field_dict["command"] = command
        if image is not UNSET:
            field_dict["image"] = image
        if port is not UNSET:
            field_dict["port"] = port
        if args is not UNSET:
            field_dict["args"] = args

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.job_file_system import JobFileSystem  # noqa: PLC0415
        from ..models.job_flavour import JobFlavour  # noqa: PLC0415
        from ..models.kind_group_version import KindGroupVersion  # noqa: PLC0415
        from ..models.string_map import StringMap  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id", UNSET)

        replicas = d.pop("replicas", UNSET)

        role = d.pop("role", UNSET)

        name = d.pop("name", UNSET)

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

        priority = d.pop("priority", UNSET)

        cluster_id = d.pop("clusterID", UNSET)

        queue_id = d.pop("queueID", UNSET)

        queue_name = d.pop("queueName", UNSET)

        _kind_group_version = d.pop("kindGroupVersion", UNSET)
        _kind_group_version = UNSET if _kind_group_version is None else _kind_group_version
        kind_group_version: KindGroupVersion | Unset
        if isinstance(_kind_group_version, Unset):
            kind_group_version = UNSET
        else:
            kind_group_version = KindGroupVersion.from_dict(_kind_group_version)

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

        _env = d.pop("env", UNSET)
        _env = UNSET if _env is None else _env
        env: StringMap | Unset
        if isinstance(_env, Unset):
            env = UNSET
        else:
            env = StringMap.from_dict(_env)

        command = d.pop("command", UNSET)

        image = d.pop("image", UNSET)

        port = d.pop("port", UNSET)

        _args = d.pop("args", UNSET)
        args = cast("list[str]", [] if _args is None else _args)

        job_member = cls(
            id,
            replicas,
            role,
            name,
            fs,
            extra_fs,
            flavour,
            limit_flavour,
            priority,
            cluster_id,
            queue_id,
            queue_name,
            kind_group_version,
            labels,
            annotations,
            env,
            command,
            image,
            port,
            args,
        )

        job_member.additional_properties = d
        return job_member

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
