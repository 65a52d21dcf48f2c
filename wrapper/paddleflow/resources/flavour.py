"""Flavours: named sizes of a job."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Final

from attrs import field, frozen

from paddleflow._arguments import optional_text, page_size, path_id, text, text_map
from paddleflow._constants import PAGE_SIZE
from paddleflow._listing import Listing, the_page
from paddleflow._operation import Call, operation, request
from paddleflow.info import Info, Page, entries, moment, rows
from paddleflow_api import models
from paddleflow_api.api import flavour as api


@frozen(slots=False)
class FlavourInfo(Info):
    """A named size of a job (manual: flavour列表显示, where the class has no name).

    Attributes
    ----------
    name : name
    cpu, mem : processors and memory: ``"4"``, ``"8Gi"``
    scalar_resources : other resources by name: ``{"nvidia.com/gpu": "1"}``
    cluster_name : empty: the server does not tell
    createtime, updatetime : ``YYYY-MM-DD hh:mm:ss`` in the server's zone
    flavour_id : identifier
    """

    name: str
    cpu: str = ""
    mem: str = ""
    scalar_resources: dict[str, str] = field(factory=dict)
    cluster_name: str = ""
    createtime: str = ""
    updatetime: str = ""
    flavour_id: str = ""

    create_datetime = moment("createtime")
    update_datetime = moment("updatetime")

    @classmethod
    def of(cls, flavour: models.Flavour) -> FlavourInfo:
        """Read what the server sent."""
        return cls(
            name=flavour.name,
            cpu=flavour.cpu or "",
            mem=flavour.mem or "",
            scalar_resources=entries(flavour.scalar_resources),
            createtime=flavour.create_time or "",
            updatetime=flavour.update_time or "",
            flavour_id=flavour.id or "",
            model=flavour,
        )


@operation(max_keys="maxsize", maxkeys="maxsize", cluster_name="clustername", name="key")
def list_flavour(
    maxsize: int = PAGE_SIZE, marker: str | None = None, clustername: str | None = None, key: str | None = None
) -> Call[Page[FlavourInfo]]:
    """List flavours.

    Parameters
    ----------
    maxsize : rows of the page, 1 to 1000
    marker : where the page starts: ``next_marker`` of the page before
    clustername : those of this cluster too; without it only those of no cluster
    key : only those with this in their name

    Returns
    -------
    (True, list of FlavourInfo with ``next_marker`` and ``truncated``), or (False, message)

    Source: manual flavour列表显示; route list_flavour.
    """
    return request(
        api.list_flavour,
        max_keys=page_size("maxsize", maxsize),
        marker=optional_text("marker", marker),
        cluster_name=optional_text("clustername", clustername, "InvalidClusterName"),
        name=optional_text("key", key),
    ).to(_page)


@operation(flavour_name="name")
def show_flavour(name: str) -> Call[FlavourInfo]:
    """Show a flavour.

    Parameters
    ----------
    name : name of the flavour

    Returns
    -------
    (True, FlavourInfo), or (False, message)

    Source: present SDK show_flavour; route show_flavour.
    """
    return request(api.show_flavour, path_id("name", name, "InvalidFlavourName")).to(FlavourInfo.of)


@operation(mem="memory", clustername="cluster_name")
def add_flavour(
    name: str,
    cpu: str,
    memory: str,
    scalar_resources: Mapping[str, str] | None = None,
    cluster_name: str | None = None,
) -> Call[None]:
    """Create a flavour. Only root can change or delete it.

    Parameters
    ----------
    name : name of the flavour
    cpu, memory : processors and memory: ``"4"``, ``"8Gi"``
    scalar_resources : other resources by name: ``{"nvidia.com/gpu": "1"}``
    cluster_name : the cluster that it is for; default: any

    Returns
    -------
    (True, None), or (False, message)

    Source: present SDK add_flavour; route add_flavour.
    """
    return request(
        api.add_flavour,
        body=models.CreateFlavourRequest(
            name=text("name", name, "InvalidFlavourName"),
            cpu=text("cpu", cpu, "InvalidFlavourName"),
            mem=text("memory", memory, "InvalidFlavourName"),
            scalar_resources=text_map("scalar_resources", scalar_resources),
            cluster_name=optional_text("cluster_name", cluster_name, "InvalidClusterName"),
        ),
    ).done()


@operation(flavour_name="name")
def del_flavour(name: str) -> Call[None]:
    """Delete a flavour. Root only.

    Parameters
    ----------
    name : name of the flavour

    Returns
    -------
    (True, None), or (False, message)

    Source: present SDK del_flavour; route del_flavour.
    """
    return request(api.del_flavour, path_id("name", name, "InvalidFlavourName")).done()


@operation(mem="memory", clustername="cluster_name")
def update_flavour(
    name: str,
    cpu: str | None = None,
    memory: str | None = None,
    scalar_resources: Mapping[str, str] | None = None,
    cluster_name: str | None = None,
) -> Call[str]:
    """Change a flavour. Root only. What is None stays.

    Parameters
    ----------
    name : name of the flavour
    cpu, memory : processors and memory: ``"4"``, ``"8Gi"``
    scalar_resources : other resources by name: ``{"nvidia.com/gpu": "1"}``
    cluster_name : the cluster that it is for

    Returns
    -------
    (True, name of the flavour), or (False, message)

    Source: present SDK update_flavour; route update_flavour.
    """
    return request(
        api.update_flavour,
        path_id("name", name, "InvalidFlavourName"),
        body=models.UpdateFlavourRequest(
            cpu=optional_text("cpu", cpu),
            mem=optional_text("memory", memory),
            scalar_resources=text_map("scalar_resources", scalar_resources),
            cluster_name=optional_text("cluster_name", cluster_name, "InvalidClusterName"),
        ),
    ).to(lambda flavour: flavour.name)


def _page(answer: models.ListFlavourResponse) -> Page[FlavourInfo]:
    return Page([FlavourInfo.of(row) for row in rows(answer.flavour_list)], answer.next_marker, answer.is_truncated)


FLAVOURS: Final = Listing(list_flavour, the_page, attrgetter("name"))
