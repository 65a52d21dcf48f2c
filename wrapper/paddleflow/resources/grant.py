"""Grants: which user may use which queue."""

from __future__ import annotations

from typing import Any

from paddleflow._listing import PAGE_SIZE, Listing, page_of
from paddleflow._operation import Call, operation, request
from paddleflow.info import Dated, Info, Page, field
from paddleflow_api.api import grant as api


class GrantInfo(Info, Dated, model="Grant"):
    """That a user may use a queue (manual: 队列授权列表展示).

    Attributes:
        username: Login name.
        resourceName: Name of the queue.
        grant_id: Identifier, ``grant-`` and eight hexadecimal digits.
        create_time: RFC 3339 with nanoseconds.
        update_time: RFC 3339 with nanoseconds.
    """

    username: str = field("user_name")
    resourceName: str = field("resource_id")
    grant_id: str = ""
    create_time: str = ""
    update_time: str = ""


@operation("队列授权")
def grant_queue(username: str, queuename: str) -> Call[None]:
    """Let a user use a queue. Root only.

    Args:
        username: Login name of the user.
        queuename: Name of the queue.
    """
    return request(api.create_grant, locals() | {"resource_type": "queue"}, resource_id="queuename")


@operation("队列取消授权")
def ungrant_queue(username: str, queuename: str) -> Call[None]:
    """No longer let a user use a queue. Root only.

    Args:
        username: Login name of the user.
        queuename: Name of the queue.
    """
    return request(api.delete_grant, locals() | {"resource_type": "queue"}, resource_id="queuename")


@operation("队列授权列表展示", listing=Listing("iter_queue_grants", GrantInfo, key="username resourceName"))
def show_queue_grant(
    username: str | None = None, maxsize: int = PAGE_SIZE, marker: str | None = None
) -> Call[Page[GrantInfo]]:
    """List who may use which queue. Root only.

    The server's rows that are about users and file systems are left out, so a page may have fewer rows than it could.

    Args:
        username: Only this user's.
        maxsize: Rows of the page, 1 to 1000.
        marker: Where the page starts: ``next_marker`` of the page before.

    Returns:
        ``(True, list of GrantInfo with next_marker and truncated)``, or ``(False, message)``.
    """
    return request(api.list_grant, locals()).reads(_page)


def _page(answer: dict[str, Any]) -> Page[GrantInfo]:
    page = page_of("grantList", GrantInfo)(answer)
    rows = zip(page, answer["grantList"] or (), strict=True)
    page[:] = [grant for grant, sent in rows if sent.get("resourceType") == "queue"]
    return page
