"""Artifacts: files that steps hand to each other."""

from __future__ import annotations

from typing import TypedDict

from paddleflow._listing import PAGE_SIZE, Listing, named_page_of
from paddleflow._operation import Call, operation, request
from paddleflow.info import Dated, Info, Page, field
from paddleflow_api.api import artifact as api


class ArtifactInfo(Info, Dated, model="ArtifactEvent"):
    """A file that a step read or wrote.

    Attributes:
        run_id: The run.
        fs_name: File system of that run.
        username: User of that run.
        artifact_path: Path in the file system.
        type: ``input`` or ``output``.
        step: Name of the step.
        artifact_name: Name in the pipeline.
        meta: Unused.
        create_time: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
        update_time: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
        job_id: Job of the step.
    """

    run_id: str
    fs_name: str = field("fsname", default="")
    username: str = ""
    artifact_path: str = ""
    type: str = field("type_", default="")
    step: str = ""
    artifact_name: str = ""
    meta: str = field(default="", repr=False)
    create_time: str = ""
    update_time: str = field(default="", repr=False)
    job_id: str = field(default="", repr=False)


class ArtifactPage(TypedDict):
    """What ``list_artifact`` gives (manual: 工作流运行产出列表展示)."""

    artifactList: Page[ArtifactInfo]
    nextMarker: str | None


@operation("工作流运行产出列表展示", listing=Listing("iter_artifacts", ArtifactInfo))
def list_artifact(
    user_filter: str | None = None,
    fs_filter: str | None = None,
    run_filter: str | None = None,
    type_filter: str | None = None,
    path_filter: str | None = None,
    maxsize: int | None = PAGE_SIZE,
    marker: str | None = None,
) -> Call[ArtifactPage]:
    """List the files that steps read and wrote. Root sees all of them, other users their own.

    Args:
        user_filter: Only these users; several are separated by commas.
        fs_filter: Only these file systems, separated by commas.
        run_filter: Only these run ids, separated by commas.
        type_filter: ``input`` or ``output``.
        path_filter: Only these paths.
        maxsize: Rows of the page, 1 to 1000; default: the server's.
        marker: Where the page starts: ``nextMarker`` of the page before.

    Returns:
        ``(True, {'artifactList': list of ArtifactInfo, 'nextMarker': str or None})``, or ``(False, message)``.
    """
    return request(api.list_artifact, locals()).reads(named_page_of("artifactList", ArtifactInfo, "artifactEventList"))


@operation()
def delete_artifact(fs_name: str, run_id: str, path: str, username: str | None = None) -> Call[None]:
    """Forget that a run read or wrote a file; the file stays. Forgetting what was not known works too.

    Args:
        fs_name: File system.
        run_id: The run.
        path: Path in the file system.
        username: Owner; only root may name another user.
    """
    return request(api.delete_artifact, locals())
