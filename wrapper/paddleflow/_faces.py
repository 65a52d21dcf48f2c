"""How an operation becomes a method of a client, with its own signature and docstring."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar, overload

from paddleflow._operation import Operation
from paddleflow.result import Result

if TYPE_CHECKING:
    from paddleflow._base import BaseClient
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

    def __init__(self, make: Callable[[], Callable[..., Any]]) -> None:
        self._make = make

    def __set_name__(self, owner: type, name: str) -> None:
        self._owner, self._name = owner, name

    @overload
    def __get__(self, instance: None, owner: type) -> Callable[Concatenate[Any, P], T_co]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Callable[P, T_co]: ...
    def __get__(self, instance: object, owner: type) -> Any:
        function = self._make()
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

    return Method(make)


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

    return Method(make)


def awaiting_then(
    find: Callable[[], tuple[Operation[P, T], Then[T]]],
) -> Method[P, Coroutine[Any, Any, Result[None]]]:
    """The method of the asynchronous client for an operation that goes on on this machine: a thread does that."""

    def make() -> Callable[..., Coroutine[Any, Any, Result[None]]]:
        operation, then = find()

        @_documented_as(operation, returns="Result[None]")
        async def method(self: AsyncClient, *args: Any, **kwargs: Any) -> Result[None]:
            import asyncio

            return await asyncio.to_thread(then, self, await self._run(operation, args, kwargs))

        return method

    return Method(make)


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
