"""An operation: what one documented method asks and how its answer is read, without any I/O.

An operation is a plain function that checks its arguments and returns a `Call`. The clients run calls; no operation
knows of HTTP, and what runs a call knows nothing of an operation's arguments.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Protocol, TypeVar, cast

from attrs import define, evolve, field

from paddleflow._arguments import arguments_of
from paddleflow.errors import UNEXPECTED_ERRORS, InvalidArgument, NotSupported, PaddleFlowSDKException

if TYPE_CHECKING:
    from paddleflow._listing import Listing
    from paddleflow.info import Sent

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
Read = TypeVar("Read")


class Endpoint(Protocol):
    """A module of `paddleflow_api.api`: one generated endpoint, of which `_exchange` needs the request alone."""

    @property
    def _get_kwargs(self) -> Callable[..., dict[str, Any]]: ...


@define
class Call(Generic[T]):
    """One request that is ready to be sent, and how its answer becomes the documented result."""

    endpoint: Endpoint
    request: dict[str, Any] = field(repr=False)  # a password may be in it
    result: Callable[[Sent], T] | None = None
    """Makes the result of the answer; None where that it worked is all there is to know."""
    name: str = ""
    """The operation's name: the method that was called."""
    anonymous: bool = False
    """Whether it is sent without a token: only the login is."""
    seconds: float | None = None
    """What it may take with all attempts, where that is less than the client's own limit."""

    def reads(self, result: Callable[[Sent], Read]) -> Call[Read]:
        """Return the same request whose answer is read with ``result``; one without a body is an error."""
        return Call(self.endpoint, self.request, result, self.name)

    def with_strings(self, values: Callable[[T], Iterable[object]]) -> Call[T]:
        """Return the same request; an answer of whose result one of these values is not a string is an error."""
        read = self.result

        def checked(answer: Sent) -> T:
            result = read(answer) if read else cast("T", None)
            if not all(isinstance(value, str) for value in values(result)):
                raise TypeError("not a string")
            return result

        return evolve(self, result=checked)


def request(endpoint: Endpoint, values: Mapping[str, Any] = {}, **sent_as: str) -> Call[None]:
    """Return a request to a generated endpoint.

    Args:
        endpoint: Its module.
        values: The arguments of the operation by name, most often ``locals()``. Each is checked, and sent under the
            endpoint's name that is the same but for underscores.
        sent_as: Names of arguments by those of the endpoint, where they differ: ``mem="memory"``; ``body="workflow"``
            for one that is the whole body.

    Raises:
        InvalidArgument: A value is none that the endpoint takes.
    """
    return Call(endpoint, endpoint._get_kwargs(**arguments_of(endpoint, values, sent_as)))


class Operation(Generic[P, R]):
    """What a documented method of the clients does: its arguments, its call or flow, and where it comes from.

    Calling it gives the `Call`; or the `Flow` or `Stream` of several, which takes the client's `Exchange` before the
    arguments of the method. The methods themselves are generated from it (`scripts/clients.py`).

    Attributes:
        function: Checks the arguments and returns the call or the flow.
        manual: The section of the manual that has it; None when there is none.
        official_sdk: Whether it is a method of the official SDK that the manual does not have.
        listing: The `Listing` that says what it lists, page by page; None for others.
        aliases: Other names that only its parameters have: those of the manual's examples and of the official SDK.
    """

    __name__: str

    def __init__(
        self, function: Callable[P, R], manual: str | None, official_sdk: bool, listing: Any, aliases: dict[str, str]
    ) -> None:
        self.function = function
        self.manual = manual
        self.official_sdk = official_sdk
        self.listing = listing
        self.aliases = aliases
        functools.update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        name = self.__name__
        # What is raised here has no context: the frames of the error before it hold the arguments, secrets among them.
        try:
            made = self.function(*args, **kwargs)
        except (InvalidArgument, NotSupported) as error:
            refusal: PaddleFlowSDKException = error.in_call(name)
        except UnicodeError:
            refusal = InvalidArgument("InvalidParam", "a string is not valid Unicode.", method=name)
        except UNEXPECTED_ERRORS as error:  # a value that no check expected, which is a bad value like any other
            refusal = InvalidArgument("InvalidParam", f"a value cannot be sent: {error}.", method=name)
        else:
            if isinstance(made, Call):
                made.name = name
            return made
        raise refusal


def operation(
    manual: str | None = None, *, official_sdk: bool = False, listing: Listing | None = None, **aliases: str
) -> Callable[[Callable[P, R]], Operation[P, R]]:
    """Make a function an operation.

    Args:
        manual: The section of the manual that has it.
        official_sdk: Whether it is a method of the official SDK that the manual does not have.
        listing: What it lists, page by page.
        aliases: Other names that only its parameters have: ``alias="parameter"``. Other spellings are known for all
            operations (`SPELLINGS` of scripts/clients.py).
    """

    def decorate(function: Callable[P, R]) -> Operation[P, R]:
        return Operation(function, manual, official_sdk, listing, aliases)

    return decorate
