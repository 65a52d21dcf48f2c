"""The contract that requests are held against."""

from pathlib import Path

import pytest
import yaml

from ...conformance.contract import Contract

SPEC = Path(__file__).resolve().parents[3] / "spec" / "openapi.yaml"


@pytest.fixture(scope="session")
def contract() -> Contract:
    return Contract(yaml.safe_load(SPEC.read_text(encoding="utf-8")))
