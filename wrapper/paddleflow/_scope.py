"""What a client has once for each process, and for each event loop in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")


class PerScope(Generic[T]):
    """Something made once for each scope, such as a process: after a fork the child makes its own.

    What was made in another scope is left alone there, neither used nor closed, since a child shares its sockets with
    the parent. There is no lock, for a fork could happen while another thread holds it: of two threads that make one at
    the same time one wins, and the other's has done nothing yet.
    """

    def __init__(self, make: Callable[[], T], scope: Callable[[], Hashable]) -> None:
        self._make = make
        self._scope = scope
        self._made: dict[Hashable, T] = {}

    def get(self) -> T:
        """That of this scope."""
        scope = self._scope()
        if (made := self._made.get(scope)) is not None:
            return made
        for other in list(self._made):  # a copy: other threads add to it
            if _is_over(other):
                self._made.pop(other, None)
        return self._made.setdefault(scope, self._make())

    def pop(self) -> T | None:
        """Forget that of this scope, and give it."""
        return self._made.pop(self._scope(), None)


def process() -> int:
    """The scope of a blocking transport."""
    return os.getpid()


def process_and_loop() -> tuple[int, asyncio.AbstractEventLoop]:
    """The scope of an asynchronous transport."""
    import asyncio

    return os.getpid(), asyncio.get_running_loop()


def _is_over(scope: Hashable) -> bool:
    """Whether nothing will ever happen in a scope again: its event loop is closed."""
    return isinstance(scope, tuple) and scope[1].is_closed()
