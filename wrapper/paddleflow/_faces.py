"""How an operation becomes a method of a client, with its own signature and docstring."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, Protocol, TypeVar, cast, overload

from paddleflow._operation import Call, Operation
from paddleflow.result import Result

if TYPE_CHECKING:
    from typing import Self

P = ParamSpec("P")
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Runs(Protocol):
    """A blocking face."""

    def _run(self, operation: Callable[..., Call[T]], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Result[T]: ...


class RunsAsync(Protocol):
    """An asynchronous face."""

    async def _run(
        self, operation: Callable[..., Call[T]], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Result[T]: ...


class Method(Generic[P, T_co]):
    """How a type checker sees a method made here; at run time it is a plain function."""

    if TYPE_CHECKING:

        @overload
        def __get__(self, instance: None, owner: type) -> Self: ...
        @overload
        def __get__(self, instance: object, owner: type) -> Callable[P, T_co]: ...
        def __get__(self, instance: object, owner: type) -> Any: ...


def blocking(operation: Operation[P, T]) -> Method[P, Result[T]]:
    """The method of the blocking client for an operation."""

    @_documented_as(operation)
    def method(self: Runs, *args: Any, **kwargs: Any) -> Result[T]:
        return self._run(operation, args, kwargs)

    return cast("Method[P, Result[T]]", method)


def awaiting(operation: Operation[P, T]) -> Method[P, Coroutine[Any, Any, Result[T]]]:
    """The method of the asynchronous client for an operation."""

    @_documented_as(operation)
    async def method(self: RunsAsync, *args: Any, **kwargs: Any) -> Result[T]:
        return await self._run(operation, args, kwargs)

    return cast("Method[P, Coroutine[Any, Any, Result[T]]]", method)


def _documented_as(operation: Operation[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a method the operation's name, docstring and signature: for help(), editors and inspect."""

    def decorate(method: Callable[..., Any]) -> Callable[..., Any]:
        functools.update_wrapper(method, operation.function)
        signature = inspect.signature(operation.function)
        returns = str(signature.return_annotation).replace("Call[", "Result[", 1)
        parameters = [
            inspect.Parameter("self", inspect.Parameter.POSITIONAL_OR_KEYWORD),
            *signature.parameters.values(),
        ]
        method.__signature__ = signature.replace(parameters=parameters, return_annotation=returns)  # type: ignore[attr-defined] # what inspect reads
        return method

    return decorate
