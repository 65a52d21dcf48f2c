"""The recordings."""

import pytest

from ..support.contract import Exchange, exchanges


@pytest.fixture(scope="session")
def recordings() -> list[Exchange]:
    return exchanges()
