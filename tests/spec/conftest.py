"""The document, read once."""

from pathlib import Path
from typing import Any

import pytest

SPEC = Path(__file__).resolve().parents[2] / "spec" / "openapi.yaml"


@pytest.fixture(scope="session")
def spec(document: dict[str, Any]) -> dict[str, Any]:
    """Read only: a test that changes it takes a copy."""
    return document


@pytest.fixture(scope="session")
def spec_file() -> Path:
    return SPEC
