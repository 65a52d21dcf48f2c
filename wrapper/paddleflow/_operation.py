"""An operation: what one documented method asks and how its answer is read, without any I/O.

An operation is a plain function that checks its arguments and returns a `Call`. The faces (`Client`, `AsyncClient`) run
calls; no operation knows of HTTP, and no face knows of an operation's arguments.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Protocol, TypeVar

from attrs import field, frozen

from paddleflow.errors import FORESEEABLE, InvalidArgument

if TYPE_CHECKING:
    import httpx

    from paddleflow_api import AuthenticatedClient, Client
    from paddleflow_api.models import ErrorResponse

P = ParamSpec("P")
T = TypeVar("T")
Model = TypeVar("Model")
Model_co = TypeVar("Model_co", covariant=True)


class Parser(Protocol[Model_co]):
    """How a generated endpoint reads an answer."""

    def __call__(
        self, *, client: AuthenticatedClient | Client, response: httpx.Response
    ) -> Model_co | ErrorResponse | None: ...


class Endpoint(Protocol[P, Model_co]):
    """A module of `paddleflow_api.api`: one generated endpoint.

    Its two halves are used apart from each other, since the funnel does what is between them.
    """

    @property
    def _get_kwargs(self) -> Callable[P, dict[str, Any]]: ...
    @property
    def _parse_response(self) -> Parser[Model_co]: ...


@frozen
class Call(Generic[T]):
    """One request that is ready to be sent, and how its answer becomes the documented result."""

    endpoint: Endpoint[..., Any]
    request: dict[str, Any] = field(repr=False)  # a password may be in it
    expects_body: bool
    result: Callable[[Any], T]
    name: str = ""
    """The operation's name: the method that was called."""
    seconds: float | None = None
    """What it may take with all attempts, where that is less than the client's own limit."""


@frozen
class BoundEndpoint(Generic[Model]):
    """A generated endpoint with its arguments, whose answers are read as ``Model``."""

    endpoint: Endpoint[..., Model]
    kwargs: dict[str, Any] = field(repr=False)

    def to(self, result: Callable[[Model], T]) -> Call[T]:
        """Read the answer with ``result``; an answer without a body is an error."""
        return Call(self.endpoint, self.kwargs, True, result)

    def done(self) -> Call[None]:
        """There is nothing to read: that it worked is the result."""
        return Call(self.endpoint, self.kwargs, False, lambda _: None)


def request(endpoint: Endpoint[P, Model], *args: P.args, **kwargs: P.kwargs) -> BoundEndpoint[Model]:
    """A request to a generated endpoint, with that endpoint's own arguments."""
    return BoundEndpoint(endpoint, endpoint._get_kwargs(*args, **kwargs))


class Operation(Generic[P, T]):
    """A documented method before it is bound to a face: its arguments, its call, and the other names of its arguments.

    Calling it gives the `Call`. Other spellings (`aliases`) are those of the manual's examples and of the present SDK;
    giving an argument under both of its names is a `TypeError`, like giving it twice.
    """

    def __init__(self, function: Callable[P, Call[T]], aliases: Mapping[str, str]) -> None:
        self.function = function
        self.aliases = aliases
        functools.update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Call[T]:
        names: Any = self._canonical(kwargs) if self.aliases else kwargs
        name = self.function.__name__
        # What is raised here has no context: the frames of the error before it hold the arguments, secrets among them.
        try:
            call = self.function(*args, **names)  # pyright: ignore[reportCallIssue] # the same arguments, under their first names
            return Call(call.endpoint, call.request, call.expects_body, call.result, name)
        except InvalidArgument as error:
            refusal = InvalidArgument(error.code, f"{name}: {error.message}")
        except UnicodeError:
            refusal = InvalidArgument("InvalidParam", f"{name}: a text is not valid Unicode.")
        except FORESEEABLE as error:
            # Either the call does not fit the signature, the caller's TypeError as everywhere in Python; or a value
            # is one that no check expected, which is a bad value like any other.
            if isinstance(error, TypeError):
                try:
                    inspect.signature(self.function).bind(*args, **names)
                except TypeError:
                    raise error from None
            refusal = InvalidArgument("InvalidParam", f"{name}: a value cannot be sent: {error}.")
        raise refusal

    def named(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments of a call by their first names.

        Raises
        ------
        TypeError : they do not fit the signature
        """
        return dict(inspect.signature(self.function).bind(*args, **self._canonical(kwargs)).arguments)

    def _canonical(self, kwargs: Mapping[str, Any]) -> dict[str, Any]:
        names: dict[str, Any] = {}
        for given, value in kwargs.items():
            name = self.aliases.get(given, given)
            if name in names or (name != given and name in kwargs):
                raise TypeError(f"{self.function.__name__}() got multiple values for argument '{name}'")
            names[name] = value
        return names


def operation(**aliases: str) -> Callable[[Callable[P, Call[T]]], Operation[P, T]]:
    """Make a function an operation; ``aliases`` are other names of its parameters: ``alias="parameter"``."""

    def decorate(function: Callable[P, Call[T]]) -> Operation[P, T]:
        return Operation(function, aliases)

    return decorate
