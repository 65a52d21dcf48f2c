"""Pipelines and their versions."""

from __future__ import annotations

from attrs import frozen

from paddleflow.pipeline._rules.problems import Rejected
from paddleflow.pipeline._rules.reader import read_pipeline
from paddleflow.pipeline._rules.yaml_text import parse_yaml
from paddleflow_api.models import (
    CreatePipelineRequest,
    CreatePipelineResponse,
    GetPipelineResponse,
    GetPipelineVersionResponse,
    ListPipelineResponse,
    PipelineBrief,
    PipelineVersionBrief,
    PipelineVersionPage,
    UpdatePipelineResponse,
)
from paddleflow_emulator.engine.check import check
from paddleflow_emulator.engine.interface import FileSystems
from paddleflow_emulator.engine.threads import in_thread
from paddleflow_emulator.engine.workflow import RunOptions, Workflow
from paddleflow_emulator.features.schedules.in_use import check_pipeline_free
from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.http.request import Request, handler
from paddleflow_emulator.http.times import local_text
from paddleflow_emulator.storage.ids import PIPELINE_ID
from paddleflow_emulator.storage.session import Session, Where, unique
from paddleflow_emulator.storage.tables import PipelineRow, PipelineVersionRow

from .lookup import find_pipeline, find_version
from .text import DEFAULT_PATH, decode_base64, read_file

_LONGEST_DESC = 256  # bytes


@frozen
class _Draft:
    """A checked pipeline that is not stored yet."""

    name: str
    desc: str
    yaml: str
    fs_name: str
    yaml_path: str


@handler
async def create_pipeline(request: Request) -> CreatePipelineResponse:
    """Register a pipeline with its first version."""
    draft = await _draft(request)
    now = request.now()
    row = PipelineRow(owner=request.user, name=draft.name, desc=draft.desc, last_version=0, created=now, updated=now)
    taken = ApiError(
        "DuplicatedName",
        f"CreatePipeline failed: user[{request.user}] already has pipeline[{draft.name}], "
        "cannot create again, use update instead!",
    )
    with unique(taken), request.database.write() as session:
        session.add(row)
        version = _add_version(session, request, row, draft)
    return CreatePipelineResponse(
        pipeline_id=PIPELINE_ID.format(row.pk), pipeline_version_id=str(version), name=row.name
    )


@handler
async def update_pipeline(request: Request) -> UpdatePipelineResponse:
    """Add a version. The description is overwritten, also when left out."""
    draft = await _draft(request)
    with request.database.write() as session:
        row = find_pipeline(session, request.user, request.path["pipelineID"])
        if row.name != draft.name:
            raise ApiError(
                "InvalidArguments", f"pipeline name[{draft.name}] in yaml differs from name[{row.name}] of the pipeline"
            )
        row.desc = draft.desc
        version = _add_version(session, request, row, draft)
    return UpdatePipelineResponse(pipeline_id=PIPELINE_ID.format(row.pk), pipeline_version_id=str(version))


@handler
def list_pipeline(request: Request) -> ListPipelineResponse:
    """List pipelines; others than root see their own."""
    where = Where.among(owner=request.named_owners("pipelines"), name=request.names("nameFilter", trim=True))
    page = request.page(PipelineRow, where, exact=True)
    return ListPipelineResponse([_brief(row) for row in page.rows], **page.frame)


@handler
def show_pipeline(request: Request) -> GetPipelineResponse:
    """Show a pipeline and a page of its versions."""
    window = request.window()
    with request.database.read() as session:
        pipeline = find_pipeline(session, request.user, request.path["pipelineID"])
        where = Where.among(pipeline_pk=[pipeline.pk], fs_name=request.names("fsFilter", trim=True))
        page = window.read(session, PipelineVersionRow, where, exact=True)
    versions = PipelineVersionPage([_version(row) for row in page.rows], **page.frame)
    return GetPipelineResponse(pipeline=_brief(pipeline), ppl_versions=versions)


@handler
def show_pipeline_version(request: Request) -> GetPipelineVersionResponse:
    """Show one version."""
    with request.database.read() as session:
        pipeline = find_pipeline(session, request.user, request.path["pipelineID"])
        version = find_version(session, pipeline, request.path["pipelineVersionID"])
    return GetPipelineVersionResponse(pipeline=_brief(pipeline), pipeline_version=_version(version))


@handler
def delete_pipeline(request: Request) -> None:
    """Delete a pipeline with its versions."""
    with request.database.write() as session:
        row = find_pipeline(session, request.user, request.path["pipelineID"])
        check_pipeline_free(session, row.pk, f"pipeline[{PIPELINE_ID.format(row.pk)}]")
        session.execute("DELETE FROM pipeline_versions WHERE pipeline_pk = ?", row.pk)
        session.delete(row)


@handler
def delete_pipeline_version(request: Request) -> None:
    """Delete one version, but not the last one."""
    with request.database.write() as session:
        pipeline = find_pipeline(session, request.user, request.path["pipelineID"])
        version = find_version(session, pipeline, request.path["pipelineVersionID"])
        if session.scalar("SELECT count(*) FROM pipeline_versions WHERE pipeline_pk = ?", pipeline.pk) == 1:
            raise ApiError(
                "ActionNotAllowed",
                f"delete pipeline[{PIPELINE_ID.format(pipeline.pk)}] version[{version.number}] failed. "
                "only one pipeline version left, pls delete pipeline instead",
            )
        what = f"pipeline[{PIPELINE_ID.format(pipeline.pk)}] version[{version.number}]"
        check_pipeline_free(session, pipeline.pk, what, str(version.number))
        session.delete(version)


async def _draft(request: Request) -> _Draft:
    """Read and check what a request wants to store."""
    body = request.read(CreatePipelineRequest.from_dict)
    raw, fs_name, path = body.yaml_raw or "", body.fs_name or "", body.yaml_path or ""
    desc = body.desc or ""
    if len(desc.encode()) > _LONGEST_DESC:
        raise ApiError("InvalidArguments", f"desc too long, should be less than {_LONGEST_DESC} bytes")
    if raw and (path or fs_name):
        raise ApiError("InvalidArguments", "yamlRaw excludes yamlPath and fsName")
    user = request.acting_for(body.username or "")
    if raw:
        yaml = decode_base64(raw, "Decode base64")
    else:
        path = path or DEFAULT_PATH
        yaml = await _read_yaml(request, user, fs_name, path)
    try:
        workflow = await in_thread("texts", _checked, request.services.file_systems, yaml, user)
    except Rejected as wrong:
        raise Rejected(wrong.code, f"validateWorkflowForPipeline failed. err:{wrong.message}") from None
    return _Draft(workflow.name, desc, yaml, fs_name, path)


def _checked(file_systems: FileSystems, yaml: str, user: str) -> Workflow:
    pipeline = read_pipeline(parse_yaml(yaml, unique_keys=False))
    return check(pipeline, RunOptions(user), file_systems, for_pipeline=True)


async def _read_yaml(request: Request, user: str, fs_name: str, path: str) -> str:
    if not fs_name:
        raise ApiError("InvalidArguments", f"fsname shall not be empty while you specified YamlPath[{path}]")
    file_system = request.services.file_systems.find(user, fs_name)
    if file_system is None:
        raise ApiError("InvalidArguments", f"fs[{fs_name}] of user[{user}] not exist")
    return await read_file(file_system, path)


def _add_version(session: Session, request: Request, pipeline: PipelineRow, draft: _Draft) -> int:
    now = request.now()
    pipeline.last_version += 1
    pipeline.updated = now
    version = PipelineVersionRow(
        pipeline_pk=pipeline.pk,
        number=pipeline.last_version,
        owner=request.user,
        fs_name=draft.fs_name,
        yaml_path=draft.yaml_path,
        yaml=draft.yaml,
        created=now,
        updated=now,
    )
    session.update(pipeline)
    session.add(version)
    return version.number


def _brief(row: PipelineRow) -> PipelineBrief:
    return PipelineBrief(
        pipeline_id=PIPELINE_ID.format(row.pk),
        name=row.name,
        desc=row.desc,
        username=row.owner,
        create_time=local_text(row.created),
        update_time=local_text(row.updated),
    )


def _version(row: PipelineVersionRow) -> PipelineVersionBrief:
    return PipelineVersionBrief(
        pipeline_version_id=str(row.number),
        pipeline_id=PIPELINE_ID.format(row.pipeline_pk),
        fs_name=row.fs_name,
        yaml_path=row.yaml_path,
        pipeline_yaml=row.yaml,
        username=row.owner,
        create_time=local_text(row.created),
        update_time=local_text(row.updated),
    )
