"""The recordings."""

import pytest

from .contract import Exchange, exchanges


@pytest.fixture(scope="session")
def recordings() -> list[Exchange]:
    return exchanges()
