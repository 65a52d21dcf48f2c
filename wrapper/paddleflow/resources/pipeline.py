"""Pipelines and their versions."""

from __future__ import annotations

from typing import Any, TypedDict

from paddleflow._arguments import one_source
from paddleflow._listing import PIPELINE_PAGE_SIZE, Listing, named_page_of, page_of
from paddleflow._operation import Call, operation, request
from paddleflow.errors import InvalidArgument
from paddleflow.info import Dated, Info, Page, field
from paddleflow_api.api import pipeline as api


class PipelineInfo(Info, Dated, model="PipelineBrief"):
    """A pipeline (manual: 工作流模板列表显示).

    Attributes:
        pipeline_id: Identifier, ``ppl-`` and six digits.
        name: As the YAML has it.
        username: Owner.
        desc: Free text.
        create_time: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
        update_time: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
    """

    pipeline_id: str
    name: str = ""
    username: str = ""
    desc: str = ""
    create_time: str = ""
    update_time: str = ""


class PipelineVersionInfo(Info, Dated, model="PipelineVersionBrief"):
    """A version of a pipeline (manual: 工作流模板详情显示).

    Attributes:
        pipeline_version_id: Number as text, ``1`` for the first.
        pipeline_id: The pipeline.
        fs_name: File system that its YAML was read from; empty when its content was sent.
        yaml_path: Path of the YAML there; empty when its content was sent.
        pipeline_yaml: Text of the YAML.
        username: Who made it.
        create_time: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
        update_time: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
    """

    pipeline_version_id: str
    pipeline_id: str = ""
    fs_name: str = ""
    yaml_path: str = ""
    pipeline_yaml: str = field(default="", repr=False)
    username: str = ""
    create_time: str = ""
    update_time: str = ""


class CreatedPipeline(TypedDict):
    """What ``create_pipeline`` gives (manual: 工作流模板创建)."""

    name: str
    pplID: str
    pplVerID: str


class PipelinePage(TypedDict):
    """What ``list_pipeline`` gives (manual: 工作流模板列表显示)."""

    pipelineList: Page[PipelineInfo]
    nextMarker: str | None


class PipelineDetail(TypedDict):
    """What ``show_pipeline`` gives (manual: 工作流模板详情显示)."""

    pipelineInfo: PipelineInfo
    pipelineVersionList: Page[PipelineVersionInfo]
    nextMarker: str | None


class UpdatedPipeline(TypedDict):
    """What ``update_pipeline`` gives (manual: 工作流模板更新（版本创建）)."""

    pipelineID: str
    pipelineVersionID: str


class PipelineVersionDetail(TypedDict):
    """What ``show_pipeline_version`` gives (manual: 工作流模板版本查看)."""

    pipelineInfo: PipelineInfo
    pipelineVersionInfo: PipelineVersionInfo


@operation("工作流模板创建")
def create_pipeline(
    fs_name: str | None = None,
    yaml_path: str | None = None,
    yaml_raw: bytes | str | None = None,
    desc: str | None = None,
    username: str | None = None,
) -> Call[CreatedPipeline]:
    """Register a pipeline. Its name is the one in the YAML.

    Args:
        fs_name: File system that holds the YAML file.
        yaml_path: Path of the YAML file in ``fs_name``; default there: ``./run.yaml``.
        yaml_raw: Content of the YAML file as bytes (or text), instead of ``fs_name`` and ``yaml_path``.
        desc: Free text, at most 256 bytes.
        username: Owner of the file system; only root may name another user.

    Returns:
        ``(True, {'name': name, 'pplID': pipeline id, 'pplVerID': version id})``, or ``(False, message)``.
    """
    sent = request(api.create_pipeline, locals())
    _check_source(fs_name, yaml_path, yaml_raw)
    return sent.reads(
        lambda answer: {
            "name": answer.get("name") or "",
            "pplID": answer["pipelineID"],
            "pplVerID": answer["pipelineVersionID"],
        }
    )


@operation("工作流模板列表显示", listing=Listing("iter_pipelines", PipelineInfo, key="pipeline_id"))
def list_pipeline(
    user_filter: str | None = None,
    name_filter: str | None = None,
    maxsize: int | None = PIPELINE_PAGE_SIZE,
    marker: str | None = None,
) -> Call[PipelinePage]:
    """List pipelines. Root sees all of them, other users their own.

    Args:
        user_filter: Only these users' pipelines, separated by commas; root only.
        name_filter: Only these names, separated by commas.
        maxsize: Rows of the page, 1 to 1000; default: the server's.
        marker: Where the page starts: ``nextMarker`` of the page before.

    Returns:
        ``(True, {'pipelineList': list of PipelineInfo, 'nextMarker': str or None})``, or ``(False, message)``.
    """
    return request(api.list_pipeline, locals()).reads(named_page_of("pipelineList", PipelineInfo))


@operation(
    "工作流模板详情显示", listing=Listing("iter_pipeline_versions", PipelineVersionInfo, key="pipeline_version_id")
)
def show_pipeline(
    pipeline_id: str, fs_filter: str | None = None, max_keys: int | None = None, marker: str | None = None
) -> Call[PipelineDetail]:
    """Show a pipeline and a page of its versions.

    Args:
        pipeline_id: Identifier.
        fs_filter: Only versions from these file systems, separated by commas.
        max_keys: Versions of the page, 1 to 1000; default: the server's 50.
        marker: Where the page of versions starts: ``nextMarker`` of the page before.

    Returns:
        ``(True, {'pipelineInfo': PipelineInfo, 'pipelineVersionList': [PipelineVersionInfo], 'nextMarker': ...})``,
            or ``(False, message)``.
    """
    return request(api.show_pipeline, locals()).reads(_detail)


@operation("工作流模板删除")
def delete_pipeline(pipeline_id: str) -> Call[None]:
    """Delete a pipeline with its versions; its runs stay.

    Args:
        pipeline_id: Identifier.
    """
    return request(api.delete_pipeline, locals())


@operation("工作流模板更新（版本创建）")
def update_pipeline(
    pipeline_id: str,
    fs_name: str | None = None,
    yaml_path: str | None = None,
    yaml_raw: bytes | str | None = None,
    desc: str | None = None,
    username: str | None = None,
) -> Call[UpdatedPipeline]:
    """Add a version to a pipeline. The YAML must keep the pipeline's name.

    Args:
        pipeline_id: Identifier.
        fs_name: File system that holds the YAML file.
        yaml_path: Path of the YAML file in ``fs_name``; default there: ``./run.yaml``.
        yaml_raw: Content of the YAML file as bytes (or text), instead of ``fs_name`` and ``yaml_path``.
        desc: Free text, at most 256 bytes; replaces the old one, also when it is left out.
        username: Owner of the file system; only root may name another user.

    Returns:
        ``(True, {'pipelineID': pipeline id, 'pipelineVersionID': version id})``, or ``(False, message)``.
    """
    sent = request(api.update_pipeline, locals())
    _check_source(fs_name, yaml_path, yaml_raw)
    return sent.reads(
        lambda answer: {"pipelineID": answer["pipelineID"], "pipelineVersionID": answer["pipelineVersionID"]}
    )


@operation("工作流模板版本查看")
def show_pipeline_version(pipeline_id: str, pipeline_version_id: str) -> Call[PipelineVersionDetail]:
    """Show a version of a pipeline.

    Args:
        pipeline_id: Identifier of the pipeline.
        pipeline_version_id: Identifier of the version.

    Returns:
        ``(True, {'pipelineInfo': PipelineInfo, 'pipelineVersionInfo': PipelineVersionInfo})``, or ``(False, message)``.
    """
    return request(api.show_pipeline_version, locals()).reads(
        lambda answer: {
            "pipelineInfo": PipelineInfo.from_json(answer["pipeline"]),
            "pipelineVersionInfo": PipelineVersionInfo.from_json(answer["pipelineVersion"]),
        }
    )


@operation("工作流模板版本删除")
def delete_pipeline_version(pipeline_id: str, pipeline_version_id: str) -> Call[None]:
    """Delete a version of a pipeline; the last one cannot be.

    Args:
        pipeline_id: Identifier of the pipeline.
        pipeline_version_id: Identifier of the version.
    """
    return request(api.delete_pipeline_version, locals())


def _check_source(fs_name: str | None, yaml_path: str | None, yaml_raw: bytes | str | None) -> None:
    one_source(yaml_raw=yaml_raw, yaml_path=yaml_path)
    if bool(yaml_raw) == bool(fs_name):
        raise InvalidArgument(
            "InvalidRequest", "A pipeline comes from yaml_raw, or from fs_name and yaml_path: give one of them."
        )


def _detail(answer: dict[str, Any]) -> PipelineDetail:
    page = page_of("pplVersionList", PipelineVersionInfo)(answer["pplVersions"])
    return {
        "pipelineInfo": PipelineInfo.from_json(answer["pipeline"]),
        "pipelineVersionList": page,
        "nextMarker": page.next_marker,
    }
