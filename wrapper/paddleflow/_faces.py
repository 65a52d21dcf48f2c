"""How an operation becomes a method of a client, with its own signature and docstring."""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, overload

from paddleflow._operation import Operation
from paddleflow._rows import every_row
from paddleflow._streams import AsyncRows, Cursor, Rows
from paddleflow.errors import in_call, unforeseen
from paddleflow.result import Failure, Result

if TYPE_CHECKING:
    from paddleflow._base import BaseClient
    from paddleflow._funnel import Flow, Tools
    from paddleflow._listing import Listing
    from paddleflow._streams import Stream
    from paddleflow.async_client import AsyncClient
    from paddleflow.client import Client

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
F = TypeVar("F", bound=Callable[..., Any])


class Method(Generic[P, T_co]):
    """A method of a client that becomes a plain function when it is first looked at.

    Until then nothing of its resource is imported: a program that starts runs does not pay for clusters.
    """

    def __init__(self, make: Callable[[], Callable[..., Any]], *, gives_pair: bool = False) -> None:
        self._make = make
        self._gives_pair = gives_pair

    def __set_name__(self, owner: type, name: str) -> None:
        self._owner, self._name = owner, name

    @overload
    def __get__(self, instance: None, owner: type) -> Callable[Concatenate[Any, P], T_co]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Callable[P, T_co]: ...
    def __get__(self, instance: object, owner: type) -> Any:
        try:
            function = self._make()
        except ImportError as error:
            if not sys.is_finalizing() and sys.meta_path is not None:  # pyright: ignore[reportUnnecessaryComparison]
                raise
            failure = unforeseen(self._name, error)
            if not self._gives_pair:
                raise failure from None
            return lambda *_, **__: Failure(failure)
        function.__name__ = self._name
        function.__qualname__ = f"{self._owner.__name__}.{self._name}"
        setattr(self._owner, self._name, function)
        return getattr(owner if instance is None else instance, self._name)


def blocking(find: Callable[[], Operation[P, T]]) -> Method[P, Result[T]]:
    """The method of the blocking client for an operation."""

    def make() -> Callable[..., Result[T]]:
        operation = find()

        @_documented_as(operation)
        def method(self: Client, *args: Any, **kwargs: Any) -> Result[T]:
            return self._run(operation, args, kwargs)

        return method

    return Method(make, gives_pair=True)


def awaiting(find: Callable[[], Operation[P, T]]) -> Method[P, Coroutine[Any, Any, Result[T]]]:
    """The method of the asynchronous client for an operation."""

    def make() -> Callable[..., Coroutine[Any, Any, Result[T]]]:
        operation = find()

        @_documented_as(operation)
        async def method(self: AsyncClient, *args: Any, **kwargs: Any) -> Result[T]:
            return await self._run(operation, args, kwargs)

        return method

    return Method(make)


Then = Callable[["BaseClient[Any, Any]", Result[T]], Result[None]]
"""What is done on this machine with what the server said: only `mount` does something here."""


def blocking_then(find: Callable[[], tuple[Operation[P, T], Then[T]]]) -> Method[P, Result[None]]:
    """The method of the blocking client for an operation that goes on on this machine."""

    def make() -> Callable[..., Result[None]]:
        operation, then = find()

        @_documented_as(operation, returns="Result[None]")
        def method(self: Client, *args: Any, **kwargs: Any) -> Result[None]:
            return then(self, self._run(operation, args, kwargs))

        return method

    return Method(make, gives_pair=True)


def awaiting_then(
    find: Callable[[], tuple[Operation[P, T], Then[T]]],
) -> Method[P, Coroutine[Any, Any, Result[None]]]:
    """The method of the asynchronous client for an operation that goes on on this machine: a thread does that."""

    def make() -> Callable[..., Coroutine[Any, Any, Result[None]]]:
        operation, then = find()

        @_documented_as(operation, returns="Result[None]")
        async def method(self: AsyncClient, *args: Any, **kwargs: Any) -> Result[None]:
            import asyncio

            result = await self._run(operation, args, kwargs)
            if (error := result.error) is not None:
                return Failure(error.exception)
            return await asyncio.to_thread(then, self, result)

        return method

    return Method(make)


def blocking_flow(find: Callable[[], Callable[Concatenate[Tools, P], Flow[T]]]) -> Method[P, Result[T]]:
    """The method of the blocking client for a flow of several calls."""

    def make() -> Callable[..., Result[T]]:
        flow = find()

        @_named_after(flow, "Flow", "Result")
        def method(self: Client, *args: Any, **kwargs: Any) -> Result[T]:
            result = self._follow(lambda: flow(self._funnel.tools, *args, **kwargs))
            return Failure(in_call(flow.__name__, result.error.exception)) if result.error is not None else result

        return method

    return Method(make, gives_pair=True)


def awaiting_flow(
    find: Callable[[], Callable[Concatenate[Tools, P], Flow[T]]],
) -> Method[P, Coroutine[Any, Any, Result[T]]]:
    """The method of the asynchronous client for a flow of several calls."""

    def make() -> Callable[..., Coroutine[Any, Any, Result[T]]]:
        flow = find()

        @_named_after(flow, "Flow", "Result")
        async def method(self: AsyncClient, *args: Any, **kwargs: Any) -> Result[T]:
            result = await self._follow(lambda: flow(self._funnel.tools, *args, **kwargs))
            return Failure(in_call(flow.__name__, result.error.exception)) if result.error is not None else result

        return method

    return Method(make)


def blocking_stream(find: Callable[[], Callable[Concatenate[Tools, P], Stream[T]]]) -> Method[P, Iterator[T]]:
    """The method of the blocking client for a stream."""

    def make() -> Callable[..., Iterator[T]]:
        stream = find()

        @_named_after(stream, "Stream", "Iterator")
        def method(self: Client, *args: Any, **kwargs: Any) -> Iterator[T]:
            return self._stream(stream(self._funnel.tools, *args, **kwargs))

        return method

    return Method(make)


def awaiting_stream(
    find: Callable[[], Callable[Concatenate[Tools, P], Stream[T]]],
) -> Method[P, AsyncIterator[T]]:
    """The method of the asynchronous client for a stream, to be used with ``async for``."""

    def make() -> Callable[..., AsyncIterator[T]]:
        stream = find()

        @_named_after(stream, "Stream", "AsyncIterator")
        def method(self: AsyncClient, *args: Any, **kwargs: Any) -> AsyncIterator[T]:
            return self._stream(stream(self._funnel.tools, *args, **kwargs))

        return method

    return Method(make)


def blocking_rows(find: Callable[[], Listing[P, Any, T]]) -> Method[P, Rows[T]]:
    """The method of the blocking client that hands out the rows of all pages."""

    def make() -> Callable[..., Rows[T]]:
        listing = find()

        @_documented_as(listing.operation, returns="Rows")
        def method(self: Client, *args: Any, **kwargs: Any) -> Rows[T]:
            cursor = Cursor()
            return Rows(self._stream(every_row(listing, self._funnel.tools, args, kwargs, cursor)), cursor)

        method.__doc__ = listing.doc
        return method

    return Method(make)


def awaiting_rows(find: Callable[[], Listing[P, Any, T]]) -> Method[P, AsyncRows[T]]:
    """The method of the asynchronous client that hands out the rows of all pages, for ``async for``."""

    def make() -> Callable[..., AsyncRows[T]]:
        listing = find()

        @_documented_as(listing.operation, returns="AsyncRows")
        def method(self: AsyncClient, *args: Any, **kwargs: Any) -> AsyncRows[T]:
            cursor = Cursor()
            return AsyncRows(self._stream(every_row(listing, self._funnel.tools, args, kwargs, cursor)), cursor)

        method.__doc__ = listing.doc
        return method

    return Method(make)


def _named_after(function: Callable[..., Any], kind: str, becomes: str) -> Callable[[F], F]:
    """Give a method the name, the docstring and the signature of a flow; the tools come from the client."""

    def decorate(method: F) -> F:
        functools.update_wrapper(method, function)
        signature = inspect.signature(function)
        parameters = list(signature.parameters.values())
        parameters[0] = inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD)
        result = str(signature.return_annotation).replace(f"{kind}[", f"{becomes}[", 1)
        vars(method)["__signature__"] = signature.replace(parameters=parameters, return_annotation=result)
        return method

    return decorate


def _documented_as(operation: Operation[..., Any], returns: str | None = None) -> Callable[[F], F]:
    """Give a method the operation's name, docstring and signature: for help(), editors and inspect."""

    def decorate(method: F) -> F:
        functools.update_wrapper(method, operation.function)
        signature = inspect.signature(operation.function)
        result = returns or str(signature.return_annotation).replace("Call[", "Result[", 1)
        parameters = [
            inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD),
            *signature.parameters.values(),
        ]
        documented = signature.replace(parameters=parameters, return_annotation=result)
        vars(method)["__signature__"] = documented  # what inspect reads
        return method

    return decorate
