"""Flavours: named sizes of a job."""

from __future__ import annotations

from collections.abc import Mapping

from paddleflow._listing import PAGE_SIZE, Listing, page_of
from paddleflow._operation import Call, operation, request
from paddleflow.info import Info, Page, as_datetime, field
from paddleflow_api.api import flavour as api


class FlavourInfo(Info, model="Flavour"):
    """A named size of a job (manual: flavour列表显示, where the class has no name).

    Attributes:
        name: Name.
        cpu: Processors: ``"4"``.
        mem: Memory: ``"8Gi"``.
        scalar_resources: Other resources by name: ``{"nvidia.com/gpu": "1"}``.
        cluster_name: Empty: the server does not tell.
        createtime: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
        updatetime: ``YYYY-MM-DD hh:mm:ss`` in the server's zone.
        flavour_id: Identifier.
    """

    name: str
    cpu: str = ""
    mem: str = ""
    scalar_resources: dict[str, str] = field(factory=dict)
    cluster_name: str = field(None, default="", repr=False)
    createtime: str = field("create_time", default="")
    updatetime: str = field("update_time", default="", repr=False)
    flavour_id: str = field("id", default="", repr=False)

    create_datetime = as_datetime("createtime")
    update_datetime = as_datetime("updatetime")


@operation("flavour列表显示", name="key", listing=Listing("iter_flavours", FlavourInfo, key="name"))
def list_flavour(
    maxsize: int = PAGE_SIZE, marker: str | None = None, clustername: str | None = None, key: str | None = None
) -> Call[Page[FlavourInfo]]:
    """List flavours.

    Args:
        maxsize: Rows of the page, 1 to 1000.
        marker: Where the page starts: ``next_marker`` of the page before.
        clustername: Those of this cluster too; without it only those of no cluster.
        key: Only those with this in their name.

    Returns:
        ``(True, list of FlavourInfo with next_marker and truncated)``, or ``(False, message)``.
    """
    return request(api.list_flavour, locals(), name="key").reads(page_of("flavourList", FlavourInfo))


@operation(official_sdk=True, flavour_name="name")
def show_flavour(name: str) -> Call[FlavourInfo]:
    """Show a flavour.

    Args:
        name: Name of the flavour.

    Returns:
        ``(True, FlavourInfo)``, or ``(False, message)``.
    """
    return request(api.show_flavour, locals(), flavour_name="name").reads(FlavourInfo.from_json)


@operation(official_sdk=True, mem="memory")
def add_flavour(
    name: str, cpu: str, memory: str, scalar_resources: Mapping[str, str] | None = None, cluster_name: str | None = None
) -> Call[None]:
    """Create a flavour. Only root can change or delete it.

    Args:
        name: Name of the flavour.
        cpu: Processors: ``"4"``.
        memory: Memory: ``"8Gi"``.
        scalar_resources: Other resources by name: ``{"nvidia.com/gpu": "1"}``.
        cluster_name: The cluster that it is for; default: any.
    """
    return request(api.add_flavour, locals(), mem="memory")


@operation(official_sdk=True, flavour_name="name")
def del_flavour(name: str) -> Call[None]:
    """Delete a flavour. Root only.

    Args:
        name: Name of the flavour.
    """
    return request(api.del_flavour, locals(), flavour_name="name")


@operation(official_sdk=True, mem="memory")
def update_flavour(
    name: str,
    cpu: str | None = None,
    memory: str | None = None,
    scalar_resources: Mapping[str, str] | None = None,
    cluster_name: str | None = None,
) -> Call[str]:
    """Change a flavour. Root only. What is left out keeps its value.

    Args:
        name: Name of the flavour.
        cpu: Processors: ``"4"``.
        memory: Memory: ``"8Gi"``.
        scalar_resources: Other resources by name: ``{"nvidia.com/gpu": "1"}``.
        cluster_name: The cluster that it is for.

    Returns:
        ``(True, name of the flavour)``, or ``(False, message)``.
    """
    return request(api.update_flavour, locals(), flavour_name="name", mem="memory").reads(lambda answer: answer["name"])
