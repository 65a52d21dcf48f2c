"""What a client has once for each process, and for each event loop in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    import asyncio

T = TypeVar("T")


class PerProcess(Generic[T]):
    """Something made once for each process, or each event loop in it: after a fork the child makes its own.

    What another process made is left alone, neither used nor closed, since a child shares its sockets with
    the parent. There is no lock, for a fork could happen while another thread holds it: of two threads that make one at
    the same time one wins, and the other's has done nothing yet.
    """

    def __init__(self, make: Callable[[], T], key: Callable[[], Hashable]) -> None:
        self._make = make
        self._key = key
        self._made: dict[Hashable, T] = {}

    def get(self) -> T:
        """Return the one of this process."""
        key = self._key()
        if (made := self._made.get(key)) is not None:
            return made
        for other in list(self._made):  # a copy: other threads add to it
            if _is_over(other):
                self._made.pop(other, None)
        return self._made.setdefault(key, self._make())

    def pop(self) -> T | None:
        """Forget the one of this process, and return it."""
        return self._made.pop(self._key(), None)


def process() -> int:
    """Return the key of a blocking transport."""
    return os.getpid()


def process_and_loop() -> tuple[int, asyncio.AbstractEventLoop]:
    """Return the key of an asynchronous transport."""
    import asyncio

    return os.getpid(), asyncio.get_running_loop()


def _is_over(key: Hashable) -> bool:
    """Return whether a key is that of a closed event loop."""
    return isinstance(key, tuple) and key[1].is_closed()
