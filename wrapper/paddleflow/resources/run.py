"""Runs of a pipeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypedDict

from paddleflow._arguments import one_source
from paddleflow._listing import PAGE_SIZE, Listing, named_page_of
from paddleflow._operation import Call, operation, request
from paddleflow.errors import InvalidArgument
from paddleflow.info import Dated, Info, Page, as_datetime, field, same_as
from paddleflow_api.api import run as api


def _artifacts(artifacts: dict[str, Any] | None) -> dict[str, dict[str, str]]:
    given = dict(artifacts or {})
    return {direction: dict(given.get(direction) or {}) for direction in ("input", "output")}


def _components(views: dict[str, Any] | None) -> dict[str, list[ComponentInfo]]:
    return {
        name: [(DagInfo if "entryPoints" in view else JobInfo).from_json(view) for view in copies or ()]
        for name, copies in dict(views or {}).items()
    }


def _steps(steps: dict[str, Any] | None) -> dict[str, JobInfo]:
    return {name: JobInfo.from_json(step) for name, step in dict(steps or {}).items()}


class JobInfo(Info, model="JobView"):
    """A step of a run (manual: 工作流详情).

    Attributes:
        name: Name of the job: run id and step name.
        deps: Names of the components that it waits for, separated by commas.
        parameters: Values by name.
        command: The shell command with its templates filled in.
        env: Environment variables by name.
        status: One of init, pending, running, succeeded, failed, terminating, terminated, cancelled, skipped,
            preempting, preempted.
        start_time: ``YYYY-MM-DD hh:mm:ss`` in the server's zone, empty when there is none.
        end_time: ``YYYY-MM-DD hh:mm:ss`` in the server's zone, empty when there is none.
        dockerEnv: Container image.
        jobId: Empty for a step that got no job.
        type: ``step``.
        step_name: Name of the step in the pipeline.
        parent_dag_id: The enclosing DAG; empty at the top level.
        extra_fs: Further file systems, each a dict.
        artifacts: ``{"input": {name: path}, "output": {name: path}}``.
        cache: Cache settings.
        job_message: What it is doing, or how it ended.
        cache_run_id: Run whose result was reused; empty when it ran itself.
        cache_job_id: Job whose result was reused; empty when it ran itself.
    """

    name: str
    deps: str = field(default="", repr=False)
    parameters: dict[str, str] = field(repr=False, factory=dict)
    command: str = field(default="", repr=False)
    env: dict[str, str] = field(repr=False, factory=dict)
    status: str = ""
    start_time: str = ""
    end_time: str = ""
    dockerEnv: str = field("docker_env", default="", repr=False)
    jobId: str = field("job_id", default="")
    type: str = field("type_", default="step", repr=False)
    step_name: str = ""
    parent_dag_id: str = field(default="", repr=False)
    extra_fs: list[dict[str, Any]] = field(repr=False, factory=list)
    artifacts: dict[str, dict[str, str]] = field(factory=dict, read=_artifacts, repr=False)
    cache: dict[str, Any] = field(repr=False, factory=dict)
    job_message: str = ""
    cache_run_id: str = field(default="", repr=False)
    cache_job_id: str = field(default="", repr=False)

    start_datetime = as_datetime("start_time")
    end_datetime = as_datetime("end_time")

    docker_env = same_as("dockerEnv")  # as the official SDK spells it

    job_id = same_as("jobId")  # as the official SDK spells it


class DagInfo(Info, model="DagView"):
    """A DAG of a run: components inside a component (manual: 工作流详情).

    Attributes:
        dag_id: Identifier.
        name: Name of the DAG's row: run id and DAG name.
        type: ``dag``.
        dag_name: Name of the DAG in the pipeline.
        parent_dag_id: The enclosing DAG; empty at the top level.
        deps: Names of the components that it waits for, separated by commas.
        parameters: Values by name.
        artifacts: ``{"input": {name: path}, "output": {name: path}}``.
        start_time: ``YYYY-MM-DD hh:mm:ss`` in the server's zone, empty when there is none.
        end_time: ``YYYY-MM-DD hh:mm:ss`` in the server's zone, empty when there is none.
        status: As a step's.
        message: What it is doing, or how it ended.
        entry_points: Its components by name; several of one name are the copies of a loop.
    """

    dag_id: str = field("id")
    name: str = ""
    type: str = field("type_", default="dag", repr=False)
    dag_name: str = ""
    parent_dag_id: str = field(default="", repr=False)
    deps: str = field(default="", repr=False)
    parameters: dict[str, str] = field(repr=False, factory=dict)
    artifacts: dict[str, dict[str, str]] = field(factory=dict, read=_artifacts, repr=False)
    start_time: str = ""
    end_time: str = ""
    status: str = ""
    message: str = ""
    entry_points: dict[str, list[DagInfo | JobInfo]] = field(factory=dict, read=_components, repr=False)

    start_datetime = as_datetime("start_time")
    end_datetime = as_datetime("end_time")


ComponentInfo = DagInfo | JobInfo


class RunInfo(Info, Dated, model="RunBrief Run"):
    """A run (manual: 工作流列表, 工作流详情).

    ``list_run`` fills what a list shows; what only ``show_run`` tells is None there, and the other way round for
    ``scheduled_time``.

    Attributes:
        run_id: Identifier, ``run-`` and six digits.
        fs_name: File system it works in, empty for none.
        username: Who runs it.
        status: One of initiating, pending, running, succeeded, failed, terminating, terminated or skipped.
        name: Name, as given at its creation.
        description: Description, as given at its creation.
        parameters: Values by name.
        run_yaml: The text of its pipeline.
        runtime: Its components by name; several of one name are the copies of a loop.
        post_process: The step of its post_process by name.
        docker_env: Container image.
        update_time: ``YYYY-MM-DD hh:mm:ss`` in the server's zone, like every time here.
        source: Pipeline and version, path of the YAML, or md5 of its text.
        run_msg: What it is doing, or how it ended.
        schedule_id: The schedule that started it, empty for none.
        scheduled_time: When the schedule meant it to start.
        fs_options: File systems of the pipeline, as a dict.
        failure_options: What happens after a failure, as a dict.
        disabled: Names of the steps that were left out, separated by commas.
        run_cached_ids: Runs that reused its results, separated by commas.
        create_time: When it was made.
        activate_time: When it began.
    """

    run_id: str
    fs_name: str = field(default="", repr=False)
    username: str = ""
    status: str = ""
    name: str = ""
    description: str = field(default="", repr=False)
    parameters: dict[str, Any] | None = field(default=None, read=lambda values: dict(values or {}), repr=False)
    run_yaml: str | None = field(default=None, repr=False)
    runtime: dict[str, list[ComponentInfo]] | None = field(default=None, read=_components, repr=False)
    post_process: dict[str, JobInfo] | None = field(default=None, read=_steps, repr=False)
    docker_env: str | None = field(default=None, repr=False)
    update_time: str = field(default="", repr=False)
    source: str = field(default="", repr=False)
    run_msg: str = ""
    schedule_id: str = field(default="", repr=False)
    scheduled_time: str | None = field(default=None, read=lambda time: time or "", repr=False)
    fs_options: dict[str, Any] | None = field(default=None, repr=False)
    failure_options: dict[str, Any] | None = field(default=None, repr=False)
    disabled: str | None = field(default=None, repr=False)
    run_cached_ids: str | None = field("run_cached_i_ds", default=None, repr=False)
    create_time: str = ""
    activate_time: str = field(default="", repr=False)

    activate_datetime = as_datetime("activate_time")
    scheduled_datetime = as_datetime("scheduled_time")

    desc = same_as("description")  # in the manual's table of list_run

    def components(self) -> Iterator[ComponentInfo]:
        """Yield every DAG and step of the run, each DAG before what is in it."""
        return (component for _, component in _walk(self.runtime or {}))

    def failed_steps(self) -> list[JobInfo]:
        """Return the steps that failed, that of its post_process among them; ``job_message`` says how each ended."""
        return [step for step in steps(self) if step.status == "failed"]


class RunPage(TypedDict):
    """What ``list_run`` gives (manual: 工作流列表)."""

    runList: Page[RunInfo]
    nextMarker: str | None


run_page: Callable[[dict[str, Any]], RunPage] = named_page_of("runList", RunInfo)
"""Reads a page of runs, as the manual has it."""


@operation("工作流创建")
def create_run(
    fs_name: str | None = None,
    username: str | None = None,
    run_name: str | None = None,
    desc: str | None = None,
    run_yaml_path: str | None = None,
    run_yaml_raw: bytes | str | None = None,
    pipeline_id: str | None = None,
    pipeline_version_id: str | None = None,
    param: Mapping[str, Any] | None = None,
    disabled: str | None = None,
    docker_env: str | None = None,
    failure_options: Mapping[str, Any] | None = None,
) -> Call[str]:
    """Start a run, from one of three sources: YAML content, a pipeline, or a YAML file in a file system.

    Args:
        fs_name: File system that the run works in; must be the one that the YAML names, if it names one.
        username: Owner of the file systems; only root may name another user.
        run_name: Name of the run; default: the pipeline's.
        desc: Free text.
        run_yaml_path: Path of the YAML file in ``fs_name``; default there: ``./run.yaml``.
        run_yaml_raw: Content of the YAML file, as bytes (or text).
        pipeline_id: A pipeline on the server.
        pipeline_version_id: Its version; default: the newest.
        param: Values of parameters: ``{"epoch": 100}``, or ``{"train.epoch": 100}`` for one component's.
        disabled: Names of the steps to leave out, separated by commas.
        docker_env: Container image.
        failure_options: ``{"strategy": "fail_fast"}`` (default) or ``{"strategy": "continue"}``.

    Returns:
        ``(True, run id)``, or ``(False, message)``.
    """
    call = request(api.create_run, locals(), name="run_name", parameters="param").reads(lambda answer: answer["runID"])
    one_source(run_yaml_raw=run_yaml_raw, pipeline_id=pipeline_id, run_yaml_path=run_yaml_path)
    if not (run_yaml_raw or pipeline_id or fs_name):
        raise InvalidArgument(
            "InvalidRequest",
            "a non-empty source is needed: run_yaml_raw, pipeline_id, or fs_name with run_yaml_path.",
        )
    return call


@operation("工作流列表", listing=Listing("iter_runs", RunInfo, key="run_id"))
def list_run(
    fs_name: str | None = None,
    username: str | None = None,
    run_id: str | None = None,
    run_name: str | None = None,
    status: str | None = None,
    maxsize: int = PAGE_SIZE,
    marker: str | None = None,
) -> Call[RunPage]:
    """List runs, the oldest first. Root sees all of them, other users their own.

    Args:
        fs_name: Only runs in these file systems; several are separated by commas, without blanks.
        username: Only runs of these users, separated by commas.
        run_id: Only these runs, separated by commas.
        run_name: Only runs of these names, separated by commas.
        status: Only runs of these statuses, separated by commas.
        maxsize: Rows of the page, 1 to 1000.
        marker: Where the page starts: ``nextMarker`` of the page before.

    Returns:
        ``(True, {'runList': list of RunInfo, 'nextMarker': str or None})``, or ``(False, message)``.
    """
    return request(
        api.list_run,
        locals(),
        fs_filter="fs_name",
        user_filter="username",
        run_filter="run_id",
        name_filter="run_name",
        status_filter="status",
    ).reads(run_page)


@operation("工作流详情")
def show_run(run_id: str) -> Call[RunInfo]:
    """Show a run with its steps.

    Args:
        run_id: Identifier.

    Returns:
        ``(True, RunInfo)``, or ``(False, message)``.
    """
    return request(api.show_run, locals()).reads(lambda run: RunInfo.from_json(run, "Run"))


@operation("工作流停止")
def stop_run(run_id: str, force: bool | None = False) -> Call[None]:
    """Stop a run: its steps are ended; its post_process still runs.

    Args:
        run_id: Identifier.
        force: Whether its post_process is stopped too.

    Returns:
        ``(True, None)`` as soon as the server has taken the request, or ``(False, message)``.
    """
    if force is None:
        force = False
    return request(api.update_run, locals() | {"action": "stop"}, stop_force="force")


@operation("工作流删除")
def delete_run(run_id: str, check_cache: bool | None = True) -> Call[None]:
    """Delete a run that has ended.

    Args:
        run_id: Identifier.
        check_cache: Whether a run is kept whose results other runs have reused.
    """
    if check_cache is None:
        check_cache = True
    return request(api.delete_run, locals())


@operation("工作流重试")
def retry_run(run_id: str) -> Call[str]:
    """Run again what failed or was stopped, as a new run; what succeeded is kept.

    Args:
        run_id: Identifier of a run that has failed or was terminated.

    Returns:
        ``(True, id of the new run)``, or ``(False, message)``.
    """
    return request(api.update_run, locals() | {"action": "retry"}).reads(lambda answer: answer["runID"])


@operation()
def create_run_json(workflow: Mapping[str, Any]) -> Call[str]:
    """Start a run from a pipeline that is written as a dict instead of YAML.

    Args:
        workflow: Under the server's names, ``name`` and ``entryPoints`` at least:
            ``{"name": "demo", "entryPoints": {"main": {"command": "echo", "dockerEnv": "busybox:1"}}}``.

    Returns:
        ``(True, run id)``, or ``(False, message)``.
    """
    return request(api.create_run_json, locals(), body="workflow").reads(lambda answer: answer["runID"])


def named_components(run: RunInfo) -> Iterator[tuple[str, ComponentInfo]]:
    """Yield every DAG and step of a run under a name of its own: the names from the outermost DAG on, with dots."""
    yield from _walk(run.runtime or {})
    yield from (run.post_process or {}).items()


def steps(run: RunInfo) -> Iterator[JobInfo]:
    """Yield every step of a run, that of its post_process last."""
    return (component for _, component in named_components(run) if isinstance(component, JobInfo))


def _walk(components: Mapping[str, list[ComponentInfo]], prefix: str = "") -> Iterator[tuple[str, ComponentInfo]]:
    for name, copies in components.items():
        for component in copies:
            # Copies of a loop come in any order, and only their own names tell which is which: run-000001-train-1.
            copy = component.name.rpartition(name)[2]
            label = prefix + name + (copy if copy.startswith("-") else "")
            yield label, component
            if isinstance(component, DagInfo):
                yield from _walk(component.entry_points, f"{label}.")
