"""Artifacts: files that steps hand to each other."""

from __future__ import annotations

from typing import Final, TypedDict

from attrs import frozen

from paddleflow._arguments import optional_page_size, optional_text, optional_words, text
from paddleflow._constants import ARTIFACT_TYPES, PAGE_SIZE
from paddleflow._listing import Listing
from paddleflow._operation import Call, operation, request
from paddleflow.info import Info, Page, moment, rows
from paddleflow_api import models
from paddleflow_api.api import artifact as api


@frozen(slots=False)
class ArtifactInfo(Info):
    """A file that a step read or wrote.

    Attributes
    ----------
    run_id : the run
    fs_name, username : file system and user of that run
    artifact_path : path in the file system
    type : ``input`` or ``output``
    step : name of the step
    artifact_name : name in the pipeline
    meta : unused
    create_time, update_time : ``YYYY-MM-DD hh:mm:ss`` in the server's zone
    job_id : job of the step
    """

    run_id: str
    fs_name: str = ""
    username: str = ""
    artifact_path: str = ""
    type: str = ""
    step: str = ""
    artifact_name: str = ""
    meta: str = ""
    create_time: str = ""
    update_time: str = ""
    job_id: str = ""

    create_datetime = moment("create_time")
    update_datetime = moment("update_time")

    @classmethod
    def of(cls, event: models.ArtifactEvent) -> ArtifactInfo:
        """Read what the server sent."""
        return cls(
            run_id=event.run_id,
            fs_name=event.fsname or "",
            username=event.username or "",
            artifact_path=event.artifact_path,
            type=event.type_ or "",
            step=event.step or "",
            artifact_name=event.artifact_name or "",
            meta=event.meta or "",
            create_time=event.create_time or "",
            update_time=event.update_time or "",
            job_id=event.job_id or "",
            model=event,
        )


class ArtifactPage(TypedDict):
    """What ``list_artifact`` gives (manual: 工作流运行产出列表展示)."""

    artifactList: Page[ArtifactInfo]
    nextMarker: str | None


@operation(maxkeys="maxsize", max_keys="maxsize")
def list_artifact(
    user_filter: str | None = None,
    fs_filter: str | None = None,
    run_filter: str | None = None,
    type_filter: str | None = None,
    path_filter: str | None = None,
    maxsize: int | None = PAGE_SIZE,
    marker: str | None = None,
) -> Call[ArtifactPage]:
    """List the files that steps read and wrote. Root sees everybody's, others their own.

    Parameters
    ----------
    user_filter, fs_filter, run_filter : only these users, file systems, run ids; several are separated by commas
    type_filter : ``input`` or ``output``
    path_filter : only these paths
    maxsize : rows of the page, 1 to 1000; None leaves it to the server
    marker : where the page starts: ``nextMarker`` of the page before

    Returns
    -------
    (True, {'artifactList': list of ArtifactInfo, 'nextMarker': str or None}), or (False, message)

    Source: manual 工作流运行产出列表展示; route list_artifact.
    """
    return request(
        api.list_artifact,
        user_filter=optional_text("user_filter", user_filter),
        fs_filter=optional_text("fs_filter", fs_filter),
        run_filter=optional_text("run_filter", run_filter),
        type_filter=optional_words("type_filter", type_filter, ARTIFACT_TYPES),
        path_filter=optional_text("path_filter", path_filter),
        max_keys=optional_page_size("maxsize", maxsize),
        marker=optional_text("marker", marker),
    ).to(_page)


@operation(fsname="fs_name", runid="run_id")
def delete_artifact(fs_name: str, run_id: str, path: str, username: str | None = None) -> Call[None]:
    """Forget that a run read or wrote a file; the file stays. Forgetting what was not known works too.

    Parameters
    ----------
    fs_name : file system
    run_id : the run
    path : path in the file system
    username : whose; root only

    Returns
    -------
    (True, None), or (False, message)

    Source: not in the manual; route delete_artifact.
    """
    return request(
        api.delete_artifact,
        fsname=text("fs_name", fs_name, "InvalidFSName"),
        run_id=text("run_id", run_id, "InvalidRunID"),
        path=text("path", path, "InvalidPath"),
        username=optional_text("username", username, "InvalidUserName"),
    ).done()


def _page(answer: models.ListArtifactEventResponse) -> ArtifactPage:
    page = Page(
        [ArtifactInfo.of(row) for row in rows(answer.artifact_event_list)], answer.next_marker, answer.is_truncated
    )
    return {"artifactList": page, "nextMarker": page.next_marker}


ARTIFACTS: Final = Listing(list_artifact, lambda result: result["artifactList"], None)
