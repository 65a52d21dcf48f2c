"""An operation: what one documented method asks and how its answer is read, without any I/O.

An operation is a plain function that checks its arguments and returns a `Call`. The clients run calls; no operation
knows of HTTP, and what runs a call knows nothing of an operation's arguments.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Protocol, TypeVar

from attrs import define, field

from paddleflow._request import arguments_of
from paddleflow.errors import FORESEEABLE, InvalidArgument, NotSupported, PaddleFlowSDKException

if TYPE_CHECKING:
    import httpx

    from paddleflow_api import AuthenticatedClient, Client
    from paddleflow_api.models import ErrorResponse

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
ModelT = TypeVar("ModelT")
Model_co = TypeVar("Model_co", covariant=True)


class Parser(Protocol[Model_co]):
    """How a generated endpoint reads an answer."""

    def __call__(
        self, *, client: AuthenticatedClient | Client, response: httpx.Response
    ) -> Model_co | ErrorResponse | None: ...


class Endpoint(Protocol[Model_co]):
    """A module of `paddleflow_api.api`: one generated endpoint.

    Its two halves are used apart from each other, since `_exchange` does what is between them.
    """

    @property
    def _get_kwargs(self) -> Callable[..., dict[str, Any]]: ...
    @property
    def _parse_response(self) -> Parser[Model_co]: ...


@define
class Call(Generic[T]):
    """One request that is ready to be sent, and how its answer becomes the documented result."""

    endpoint: Endpoint[Any]
    request: dict[str, Any] = field(repr=False)  # a password may be in it
    expects_body: bool
    result: Callable[[Any], T]
    name: str = ""
    """The operation's name: the method that was called."""
    as_json: bool = False
    """Whether ``result`` takes the JSON object instead of the generated model."""
    anonymous: bool = False
    """Whether it is sent without a token: only the login is."""
    seconds: float | None = None
    """What it may take with all attempts, where that is less than the client's own limit."""


class BoundEndpoint(Generic[ModelT]):
    """A generated endpoint with its arguments, whose answers are read as ``ModelT``."""

    def __init__(self, endpoint: Endpoint[ModelT], kwargs: dict[str, Any]) -> None:
        self.endpoint = endpoint
        self.kwargs = kwargs

    def to(self, result: Callable[[ModelT], T]) -> Call[T]:
        """Read the answer with ``result``; an answer without a body is an error."""
        return Call(self.endpoint, self.kwargs, True, result)

    def reads(self, result: Callable[[dict[str, Any]], T]) -> Call[T]:
        """Read the JSON object itself with ``result``, which makes no model of it: for what may be long."""
        return Call(self.endpoint, self.kwargs, True, result, as_json=True)

    def returns_none(self) -> Call[None]:
        """There is nothing to read: that it worked is the result."""
        return Call(self.endpoint, self.kwargs, False, lambda _: None)


def request(endpoint: Endpoint[ModelT], values: Mapping[str, Any] = {}, **sent_as: str) -> BoundEndpoint[ModelT]:
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
    arguments = arguments_of(endpoint, values, sent_as)
    return BoundEndpoint(endpoint, endpoint._get_kwargs(**arguments))


class Operation(Generic[P, R]):
    """What a documented method of the clients does: its arguments, its call or flow, and where it comes from.

    Calling it gives the `Call`; or the `Flow` or `Stream` of several, which takes the client's `Exchange` before the
    arguments of the method. The methods themselves are generated from it (`scripts/clients.py`).

    Attributes:
        function: Checks the arguments and returns the call or the flow.
        manual: The section of the manual that has it; None when there is none.
        official_sdk: Whether it is a method of the official SDK that the manual does not have.
        aliases: Other names that only its parameters have: those of the manual's examples and of the official SDK.
    """

    __name__: str

    def __init__(
        self, function: Callable[P, R], manual: str | None, official_sdk: bool, aliases: Mapping[str, str]
    ) -> None:
        self.function = function
        self.manual = manual
        self.official_sdk = official_sdk
        self.aliases = aliases
        functools.update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        name = self.__name__
        # What is raised here has no context: the frames of the error before it hold the arguments, secrets among them.
        try:
            made = self.function(*args, **kwargs)
        except (InvalidArgument, NotSupported) as error:
            refusal: PaddleFlowSDKException = type(error)(error.code, f"{name}: {error.message}")
        except UnicodeError:
            refusal = InvalidArgument("InvalidParam", f"{name}: a text is not valid Unicode.")
        except FORESEEABLE as error:  # a value that no check expected, which is a bad value like any other
            refusal = InvalidArgument("InvalidParam", f"{name}: a value cannot be sent: {error}.")
        else:
            if isinstance(made, Call):
                made.name = name
            return made
        raise refusal


def operation(
    manual: str | None = None, *, official_sdk: bool = False, **aliases: str
) -> Callable[[Callable[P, R]], Operation[P, R]]:
    """Make a function an operation.

    Args:
        manual: The section of the manual that has it.
        official_sdk: Whether it is a method of the official SDK that the manual does not have.
        aliases: Other names that only its parameters have: ``alias="parameter"``. Other spellings are known for all
            operations (`SPELLINGS` of scripts/clients.py).
    """

    def decorate(function: Callable[P, R]) -> Operation[P, R]:
        return Operation(function, manual, official_sdk, aliases)

    return decorate
