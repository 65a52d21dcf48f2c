"""One request after the funnel has checked it, and what handlers work with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

from attrs import frozen

from paddleflow_emulator.engine.interface import Clock
from paddleflow_emulator.engine.runtime.engine import Engine
from paddleflow_emulator.features.file_systems.lookup import SqlFileSystems
from paddleflow_emulator.features.jobs.local import LocalJobs
from paddleflow_emulator.features.runs.numbers import RunNumbers
from paddleflow_emulator.features.runs.store import SqlStore
from paddleflow_emulator.features.statistics.sampler import Sampler
from paddleflow_emulator.storage.database import Database

from .auth import ROOT, Tokens
from .contract import Contract, Operation
from .errors import ApiError
from .paging import DEFAULT_SIZE, Markers, Window

if TYPE_CHECKING:  # It shows jobs as the handlers do, and those are made of this module.
    from paddleflow_emulator.features.jobs.watch import JobWatch

Json = dict[str, Any]
MARKER, MAX_KEYS = "marker", "maxKeys"


class Model(Protocol):
    """A generated answer: no shape leaves the server that the spec does not have."""

    def to_dict(self) -> dict[str, Any]:
        """Give it as JSON."""
        ...


B = TypeVar("B")


@frozen
class Services:
    """What a running server consists of.

    `server` identifies it among all on this machine and on its storage.
    """

    server: str
    contract: Contract
    database: Database
    clock: Clock
    store: SqlStore
    markers: Markers
    tokens: Tokens
    file_systems: SqlFileSystems
    engine: Engine
    jobs: LocalJobs
    sampler: Sampler
    watch: JobWatch
    run_numbers: RunNumbers


@frozen
class Call:
    """A request of a known user to a known operation.

    Args:
        services: the server.
        operation: what is asked for.
        user: the caller; empty for `login`.
        path: path parameters.
        query: every query parameter of the spec as sent, the first of each name; empty text when left out.
        body: in the spec's spelling, of its types.
    """

    services: Services
    operation: Operation
    user: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Json

    @property
    def is_root(self) -> bool:
        """Whether the caller is the built-in user."""
        return self.user == ROOT

    def read(self, from_dict: Callable[[Mapping[str, Any]], B]) -> B:
        """Give the body as its generated model, e.g. `call.read(LoginRequest.from_dict)`."""
        return from_dict(self.body)

    def text(self, name: str) -> str:
        """Give a query parameter of the spec; empty when it was left out."""
        return self.query[name]

    def needed(self, name: str) -> str:
        """Give a query parameter.

        Raises:
            ApiError: InvalidURI: left out.
        """
        if value := self.text(name):
            return value
        raise ApiError("InvalidURI", f"{name} is needed")

    def number(self, name: str, default: int) -> int:
        """Give a whole number, already checked; left out and 0 stand for the default."""
        return int(self.text(name) or 0) or default

    def names(self, name: str, *, trim: bool = False) -> list[str] | None:
        """Give a comma list, None when there is no filter. Some lists keep blanks around names, some `trim` them."""
        value = self.text(name)
        if not value:
            return None
        return [item.strip() if trim else item for item in value.split(",")]

    def window(self) -> Window:
        """Give what page is asked for.

        Raises:
            ApiError: InvalidMarker.
        """
        marker = self.text(MARKER)
        return Window(self.services.markers.read(marker) if marker else 0, self.number(MAX_KEYS, DEFAULT_SIZE))

    def acting_for(self, username: str) -> str:
        """Give the user whose things are meant: root may name another one, for others it is ignored."""
        return username if self.is_root and username else self.user

    def may_use(self, owner: str) -> bool:
        """Tell whether the caller may see and change what belongs to a user: it is the caller, or root asks."""
        return self.is_root or owner == self.user

    def listed_owners(self, wanted: list[str] | None) -> list[str] | None:
        """Give whose things a list shows, None for everybody's: those that root wants, to others their own."""
        return wanted if self.is_root else [self.user]

    def check_root(self) -> None:
        """Refuse everybody but root.

        Raises:
            ApiError: OnlyRootAllowed.
        """
        if not self.is_root:
            raise ApiError("OnlyRootAllowed")

    def check_owner(self, owner: str, resource: str, identifier: str, code: str = "AccessDenied") -> None:
        """Refuse what belongs to somebody else.

        Raises:
            ApiError: `code`.
        """
        if not self.may_use(owner):
            raise ApiError(code, f"user[{self.user}] has no access to resource[{resource}] with ID[{identifier}]")


Result: TypeAlias = Model | None
Handler: TypeAlias = Callable[[Call], Result | Awaitable[Result]]
Handlers: TypeAlias = Mapping[str, Handler]
