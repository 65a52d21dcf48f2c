"""Every method of both clients has worked somewhere in these tests. Runs last, and only when all of them have run."""

import inspect
import tomllib
from pathlib import Path

import pytest

from paddleflow import Client

from ..support.any_client import MOSTLY_BLOCKING
from ..wrapper.manual.signatures import COMPOSED, methods
from .any_client import Record

IMPOSSIBLE = tomllib.loads((Path(__file__).parent / "impossible.toml").read_text(encoding="utf-8"))


def composed() -> set[str]:
    """The iterators, the waiters, and what follows a run."""
    return {name for name, _ in inspect.getmembers(Client, inspect.isfunction) if name.startswith(COMPOSED)}


@pytest.mark.embedded("it judges the tests that need the embedded server too")
@pytest.mark.parametrize("kind", MOSTLY_BLOCKING)
def test_every_method_has_worked_or_has_a_reason_why_it_cannot(record: Record, kind: str) -> None:
    wanted = methods().keys() | composed()
    called, worked = (
        {name for any_client, name in done if any_client == kind} for done in (record.called, record.worked)
    )
    assert not wanted - called, f"call it in a test of tests/e2e/: {sorted(wanted - called)}"
    assert wanted - worked == IMPOSSIBLE.keys(), "let it work in tests/e2e/, or say in impossible.toml why it cannot"
