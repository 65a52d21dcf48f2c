"""Where a run's pipeline comes from: the request, a stored pipeline, a file system, or a JSON workflow."""

from __future__ import annotations

from attrs import frozen

from paddleflow.pipeline._rules.reader import read_pipeline
from paddleflow.pipeline._rules.spec import Json, PipelineSpec
from paddleflow.pipeline._rules.yaml_text import parse_yaml
from paddleflow_api.models import CreateRunRequest
from paddleflow_emulator.engine.canonical import canonical_yaml, raw_source, source_key
from paddleflow_emulator.engine.interface import FileSystems
from paddleflow_emulator.engine.json_form import tree_of_json
from paddleflow_emulator.engine.threads import in_thread
from paddleflow_emulator.features.pipelines.lookup import find_pipeline, find_version
from paddleflow_emulator.features.pipelines.text import DEFAULT_PATH, decode_base64, read_file
from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.storage.database import Database


@frozen
class RunSource:
    """A pipeline to run.

    Args:
        yaml: Its text, as the wire shows it.
        pipeline: What the text says, not checked yet.
        key: What the wire calls source; caches are kept apart by it.
    """

    yaml: str
    pipeline: PipelineSpec
    key: str


async def read_source(
    body: CreateRunRequest, database: Database, file_systems: FileSystems, user: str, fs_user: str
) -> RunSource:
    """Read the first of text, stored pipeline and file that a request names.

    Args:
        body: The request's.
        database: Has the stored pipelines.
        file_systems: Have the files.
        user: Who asks.
        fs_user: Whose file systems are meant.

    Raises:
        ApiError: MalformedYaml, PipelineNotFound, AccessDenied, InvalidArguments, ReadYamlFileFailed.
        Rejected: InvalidPipeline: not YAML.
    """
    if body.run_yaml_raw:
        return await in_thread("texts", _of_raw, body.run_yaml_raw)
    if body.pipeline_id:
        return await read_stored_pipeline(database, user, body.pipeline_id, body.pipeline_version_id or "")
    if not body.fs_name:
        raise ApiError("InvalidArguments", "can not get runYaml without fs")
    file_system = file_systems.find(fs_user, body.fs_name)
    if file_system is None:
        raise ApiError("ReadYamlFileFailed", f"username[{fs_user}] not create fsName[{body.fs_name}]")
    path = body.run_yaml_path or DEFAULT_PATH
    yaml = await read_file(file_system, path)
    return await in_thread("texts", _of_text, yaml, path)


async def read_json_source(body: Json) -> RunSource:
    """Read a workflow that came as JSON; its text is made of it.

    Raises:
        Rejected: InvalidPipeline.
    """
    return await in_thread("texts", _of_json, body)


async def read_stored_pipeline(database: Database, user: str, pipeline_id: str, version_id: str) -> RunSource:
    """Read a stored pipeline that a user may use.

    Raises:
        ApiError: PipelineNotFound, AccessDenied.
    """
    with database.read() as session:
        pipeline = find_pipeline(session, user, pipeline_id)
        version = find_version(session, pipeline, version_id)
    return await in_thread("texts", _of_text, version.yaml, f"{pipeline_id}-{version_id}")


def _of_raw(base64_text: str) -> RunSource:
    yaml = decode_base64(base64_text, "MalformedYaml")
    pipeline = read_pipeline(parse_yaml(yaml, unique_keys=True))
    return RunSource(yaml, pipeline, raw_source(pipeline))


def _of_text(yaml: str, key: str) -> RunSource:
    return RunSource(yaml, read_pipeline(parse_yaml(yaml, unique_keys=True)), key)


def _of_json(body: Json) -> RunSource:
    pipeline = read_pipeline(tree_of_json(body))
    yaml = canonical_yaml(pipeline)
    return RunSource(yaml, pipeline, source_key(yaml))
