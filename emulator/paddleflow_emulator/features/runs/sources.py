"""Where a run's pipeline comes from: the request, a pipeline, a file system, or a JSON workflow."""

from __future__ import annotations

from attrs import frozen

from paddleflow.pipeline._rules.reader import read_pipeline
from paddleflow.pipeline._rules.spec import PipelineSpec
from paddleflow.pipeline._rules.yaml_text import parse_yaml
from paddleflow_api.models import CreateRunRequest
from paddleflow_emulator.engine.canonical import canonical_yaml, raw_source, source_key
from paddleflow_emulator.engine.json_form import tree_of_json
from paddleflow_emulator.engine.threads import in_thread
from paddleflow_emulator.features.pipelines.handlers import find_pipeline, find_version
from paddleflow_emulator.features.pipelines.text import DEFAULT_PATH, decode_base64, read_file
from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.http.request import Call, Json


@frozen
class Source:
    """A pipeline to run.

    Args:
        yaml: its text, as the wire shows it.
        written: what the text says, not checked yet.
        key: what the wire calls source; caches are kept apart by it.
    """

    yaml: str
    written: PipelineSpec
    key: str


async def source_of(call: Call, body: CreateRunRequest, fs_user: str) -> Source:
    """Take the first of text, pipeline and file that a request names.

    Raises:
        ApiError: MalformedYaml, PipelineNotFound, AccessDenied, InvalidArguments, ReadYamlFileFailed.
        Rejected: InvalidPipeline: not YAML.
    """
    if body.run_yaml_raw:
        return await in_thread("texts", _of_raw, body.run_yaml_raw)
    if body.pipeline_id:
        return await of_pipeline(call, body.pipeline_id, body.pipeline_version_id or "")
    if not body.fs_name:
        raise ApiError("InvalidArguments", "can not get runYaml without fs")
    file_system = call.services.file_systems.find(fs_user, body.fs_name)
    if file_system is None:
        raise ApiError("ReadYamlFileFailed", f"username[{fs_user}] not create fsName[{body.fs_name}]")
    path = body.run_yaml_path or DEFAULT_PATH
    yaml = await read_file(file_system, path)
    return await in_thread("texts", _of_text, yaml, path)


async def source_of_json(call: Call) -> Source:
    """Take a workflow that came as JSON; its text is made of it.

    Raises:
        Rejected: InvalidPipeline.
    """
    return await in_thread("texts", _of_json, call.body)


async def of_pipeline(call: Call, pipeline_id: str, version_id: str) -> Source:
    """Take a stored pipeline.

    Raises:
        ApiError: PipelineNotFound, AccessDenied.
    """
    with call.services.database.read() as session:
        pipeline = find_pipeline(call, session, pipeline_id)
        version = find_version(session, pipeline, version_id)
    return await in_thread("texts", _of_text, version.yaml, f"{pipeline_id}-{version_id}")


def _of_raw(base64_text: str) -> Source:
    yaml = decode_base64(base64_text, "MalformedYaml")
    written = read_pipeline(parse_yaml(yaml, unique_keys=True))
    return Source(yaml, written, raw_source(written))


def _of_text(yaml: str, key: str) -> Source:
    return Source(yaml, read_pipeline(parse_yaml(yaml, unique_keys=True)), key)


def _of_json(body: Json) -> Source:
    written = read_pipeline(tree_of_json(body))
    yaml = canonical_yaml(written)
    return Source(yaml, written, source_key(yaml))
