"""One request, after the dispatcher has checked it: what handlers work with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any, Protocol, TypeAlias, TypeVar

from attrs import frozen

from paddleflow.pipeline._rules.spec import Json
from paddleflow_emulator.services import Services
from paddleflow_emulator.storage.database import Database
from paddleflow_emulator.storage.rows import Row
from paddleflow_emulator.storage.session import Where

from .auth import ROOT, check_owner, may_use
from .contract import Operation
from .errors import ApiError
from .paging import DEFAULT_SIZE, Page, Window

MARKER, MAX_KEYS = "marker", "maxKeys"


class Model(Protocol):
    """A generated answer: no shape leaves the server that the spec does not have."""

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON."""
        ...


B = TypeVar("B")
R = TypeVar("R", bound=Row)


@frozen
class Request:
    """A request of a known user to a known operation.

    Args:
        services: The server.
        operation: What is asked for.
        user: The caller; empty for `login`.
        path: Path parameters.
        query: Every query parameter of the spec as sent, the first of each name; empty text when left out.
        body: In the spec's spelling, of its types.
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

    @property
    def database(self) -> Database:
        """All that is stored."""
        return self.services.database

    def now(self) -> datetime:
        """Return the server's time."""
        return self.services.clock.now()

    def read(self, from_dict: Callable[[Mapping[str, Any]], B]) -> B:
        """Return the body as its generated model, e.g. `request.read(LoginRequest.from_dict)`."""
        return from_dict(self.body)

    def text(self, name: str) -> str:
        """Return a query parameter of the spec; empty when it was left out."""
        return self.query[name]

    def needed(self, name: str) -> str:
        """Return a query parameter.

        Raises:
            ApiError: InvalidURI: left out.
        """
        if value := self.text(name):
            return value
        raise ApiError("InvalidURI", f"{name} is needed")

    def number(self, name: str, default: int) -> int:
        """Return a whole number, already checked; left out and 0 stand for the default."""
        return int(self.text(name) or 0) or default

    def names(self, name: str, *, trim: bool = False) -> list[str] | None:
        """Return a comma list, None when there is no filter. Some lists keep blanks around names, some `trim` them."""
        value = self.text(name)
        if not value:
            return None
        return [item.strip() if trim else item for item in value.split(",")]

    def window(self) -> Window:
        """Return which page the request asks for.

        Raises:
            ApiError: InvalidMarker.
        """
        marker, markers = self.text(MARKER), self.services.markers
        return Window(markers.read(marker) if marker else 0, self.number(MAX_KEYS, DEFAULT_SIZE), markers)

    def page(
        self, cls: type[R], where: Where, *, exact: bool = False, without: frozenset[str] = frozenset()
    ) -> Page[R]:
        """Read the page that the request asks for; see `Window.read`."""
        window = self.window()
        with self.database.read() as session:
            return window.read(session, cls, where, exact=exact, without=without)

    def acting_for(self, username: str) -> str:
        """Return whose things are meant: root may name another user, which is ignored for others."""
        return username if self.is_root and username else self.user

    def may_use(self, owner: str) -> bool:
        """Return whether the caller may see and change what belongs to a user: it is the caller, or root asks."""
        return may_use(self.user, owner)

    def listed_owners(self, wanted: list[str] | None) -> list[str] | None:
        """Return whose things a list shows, None for everybody's: whom root names; for others, their own."""
        return wanted if self.is_root else [self.user]

    def named_owners(self, what: str) -> list[str] | None:
        """Return whose things a list shows that refuses a user filter of others than root.

        Raises:
            ApiError: AccessDenied.
        """
        users = self.names("userFilter", trim=True)
        if users is not None:
            refusal = f"user[{self.user}] has no access to {what} of others, drop the user filter"
            self.check_root("AccessDenied", refusal)
        return self.listed_owners(users)

    def check_root(self, code: str = "OnlyRootAllowed", message: str | None = None) -> None:
        """Refuse everybody but root.

        Raises:
            ApiError: `code`.
        """
        if not self.is_root:
            raise ApiError(code, message)

    def check_owner(self, owner: str, resource: str, identifier: str, code: str = "AccessDenied") -> None:
        """Refuse what belongs to another user.

        Raises:
            ApiError: `code`.
        """
        check_owner(self.user, owner, resource, identifier, code)


Result: TypeAlias = Model | None
Handler: TypeAlias = Callable[[Request], Result | Awaitable[Result]]
HandlerOf: TypeAlias = Callable[[Operation], Handler | None]
"""Finds what serves an operation."""
H = TypeVar("H", bound=Handler)

HANDLERS: dict[str, Handler] = {}
"""What is served, by operation id, as far as it was imported: see `features.handlers`."""


def handler(function: H) -> H:
    """Serve the operation of the spec that the function is named after."""
    HANDLERS[function.__name__] = function
    return function
