"""The contract and the recordings, for the tests here and for those that borrow the helper."""

from pathlib import Path

import pytest
import yaml

from .contract import Contract, Exchange, exchanges

SPEC = Path(__file__).resolve().parents[2] / "spec" / "openapi.yaml"


@pytest.fixture(scope="session")
def contract() -> Contract:
    return Contract(yaml.safe_load(SPEC.read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def recordings() -> list[Exchange]:
    return exchanges()
