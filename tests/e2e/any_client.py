"""The two clients behind one interface, as in the tests of the wrapper, which also notes which methods have worked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from attrs import field, frozen

from paddleflow import ErrorMessage, Failure, Success

from ..support.any_client import KINDS, AnyClient


@frozen
class Record:
    """Which methods were called and which of them have worked, by kind of client and name."""

    called: set[tuple[str, str]] = field(factory=set)
    worked: set[tuple[str, str]] = field(factory=set)

    def note(self, kind: str, name: str, answer: Any) -> None:
        """Take down a call that has returned."""
        self.called.add((kind, name))
        if not isinstance(answer, Success | Failure) or answer.ok:
            self.worked.add((kind, name))


class User(AnyClient):
    """A client of either kind, as a user calls it: ``user.show_run(...)`` returns the pair directly.

    What the asynchronous client hands out with ``async for`` is here handed out with ``for``.
    """

    def __init__(self, kind: str, loop: asyncio.Runner, record: Record, **settings: Any) -> None:
        super().__init__(kind, loop, **settings)
        self.record = record
        self.address, self.name = "", ""

    def new(self, address: str, name: str = "", *args: Any, **kwargs: Any) -> User:
        """Another client of the same kind, for a user of a server; not logged in."""
        other = User(self.kind, self.loop, self.record)
        other.address, other.name = address, name
        other.client = KINDS[self.kind](address, name or None, *args, **{**self.settings, **kwargs})
        self.made.append(other)
        return other

    def login_as(self, name: str, password: str) -> User:
        """Another client of the same server, logged in."""
        other = self.new(self.address, name, password)
        other.login().unwrap()
        return other

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = super().__getattr__(name)

        def call(*args: Any, **kwargs: Any) -> Any:
            answer = method(*args, **kwargs)
            if isinstance(answer, Iterator | AsyncIterator):
                return self._each(name, answer)
            self.record.note(self.kind, name, answer)
            return answer

        return call

    def _each(self, name: str, answer: Iterator[Any] | AsyncIterator[Any]) -> Iterator[Any]:
        self.record.called.add((self.kind, name))
        yield from answer if isinstance(answer, Iterator) else self._driven(answer)
        self.record.note(self.kind, name, None)

    def _driven(self, answer: AsyncIterator[Any]) -> Iterator[Any]:
        async def following() -> Any:
            return await anext(answer)

        while True:
            try:
                value = self.loop.run(following())
            except StopAsyncIteration:
                return
            yield value


def refusal(answer: Any) -> str | None:
    """The code of a failure, which must be a pair as the manual has it: (False, message)."""
    ret, message = answer
    assert ret is False
    assert isinstance(message, ErrorMessage)
    assert message
    return message.code
