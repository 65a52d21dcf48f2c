"""Threads for what would hold up the event loop, with a few of their own for each kind of work that clients ask for.

None of it can take the threads of another kind, nor those of asyncio's own executor (`asyncio.to_thread`), which has
what must go on whatever clients do, such as the end of a job.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Literal, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

Kind = Literal["logs", "passwords", "files", "texts"]

_THREADS: dict[Kind, int] = {"logs": 2, "passwords": 2, "files": 4, "texts": 2}
"""They share one interpreter with the event loop: more would only be in its way. Files can be on a network."""

_pools: dict[asyncio.AbstractEventLoop, dict[Kind, ThreadPoolExecutor]] = {}


async def in_thread(kind: Kind, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function in a thread for this kind of work."""
    loop = asyncio.get_running_loop()
    pools = _pools.setdefault(loop, {})
    if kind not in pools:
        pools[kind] = ThreadPoolExecutor(_THREADS[kind], f"paddleflow-emulator-{kind}")
    return await loop.run_in_executor(pools[kind], partial(function, *args, **kwargs))


async def close_threads() -> None:
    """End the threads of the running loop once their current task is done; what has not begun is dropped."""
    pools = _pools.pop(asyncio.get_running_loop(), {})
    for pool in pools.values():
        pool.shutdown(wait=False, cancel_futures=True)
    for pool in pools.values():
        await asyncio.to_thread(pool.shutdown)
