"""The contract that requests are held against."""

import json
from pathlib import Path

import pytest

from ...conformance.contract import Contract

SPEC = Path(__file__).resolve().parents[3] / "generated" / "paddleflow_api" / "openapi.json"


@pytest.fixture(scope="session")
def contract() -> Contract:
    return Contract(json.loads(SPEC.read_text(encoding="utf-8")))
