"""Where a run's pipeline comes from: the request, a pipeline, a file system, or a JSON workflow."""

from __future__ import annotations

from attrs import frozen

from paddleflow_api.models import CreateRunRequest

from ..call import Call, Json
from ..engine import canonical_yaml, parse_yaml, raw_source, tree_of_json
from ..errors import ApiError
from ..yamls import DEFAULT_PATH, decode_base64, read_file
from .pipelines import find_pipeline, find_version


@frozen
class Source:
    """A pipeline to run.

    Args:
        yaml: its text, as the wire shows it.
        tree: what the text says, not checked yet.
        key: what the wire calls source; caches are kept apart by it.
    """

    yaml: str
    tree: Json
    key: str


async def source_of(call: Call, body: CreateRunRequest, fs_user: str) -> Source:
    """Take the first of text, pipeline and file that a request names.

    Raises:
        ApiError: MalformedYaml, PipelineNotFound, AccessDenied, InvalidArguments, ReadYamlFileFailed.
        Rejected: InvalidPipeline: not YAML.
    """
    if body.run_yaml_raw:
        yaml = decode_base64(body.run_yaml_raw, "MalformedYaml")
        tree = parse_yaml(yaml, unique_keys=True)
        return Source(yaml, tree, raw_source(tree))
    if body.pipeline_id:
        return of_pipeline(call, body.pipeline_id, body.pipeline_version_id or "")
    if not body.fs_name:
        raise ApiError("InvalidArguments", "can not get runYaml without fs")
    file_system = call.services.file_systems.find(fs_user, body.fs_name)
    if file_system is None:
        raise ApiError("ReadYamlFileFailed", f"username[{fs_user}] not create fsName[{body.fs_name}]")
    path = body.run_yaml_path or DEFAULT_PATH
    yaml = await read_file(file_system, path)
    return Source(yaml, parse_yaml(yaml, unique_keys=True), path)


def source_of_json(body: Json) -> Source:
    """Take a workflow that came as JSON; its text is made of it.

    Raises:
        Rejected: InvalidPipeline.
    """
    tree = tree_of_json(body)
    return Source(canonical_yaml(tree), tree, raw_source(tree))


def of_pipeline(call: Call, pipeline_id: str, version_id: str) -> Source:
    """Take a stored pipeline.

    Raises:
        ApiError: PipelineNotFound, AccessDenied.
    """
    with call.services.database.read() as session:
        pipeline = find_pipeline(call, session, pipeline_id)
        version = find_version(session, pipeline, version_id)
    return Source(version.yaml, parse_yaml(version.yaml, unique_keys=True), f"{pipeline_id}-{version_id}")
