"""Threads for work on users' texts: whoever asks for something else does not wait for it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from attrs import field, frozen

P = ParamSpec("P")
T = TypeVar("T")

_THREADS = 2


@frozen
class TextPool:
    """Runs functions in a few threads of its own, so that logs, logins and the ends of runs have theirs."""

    _threads: ThreadPoolExecutor = field(factory=lambda: ThreadPoolExecutor(_THREADS, "paddleflow-text"))

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call a function in a thread and return its result."""
        work = partial(function, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def close(self) -> None:
        """Begin nothing more; what has begun comes to its end, as all of it is bounded."""
        self._threads.shutdown(wait=False, cancel_futures=True)
