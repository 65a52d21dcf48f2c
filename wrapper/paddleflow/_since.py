"""Since when the server has an operation, as the contract says."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any, Final

DEVELOP: Final = "develop"
"""What the contract says of operations that no release has."""


def needed_server(endpoint: Any) -> str:
    """Return a sentence that says which server has an operation; empty where every server in use has it.

    Args:
        endpoint: The generated module of the operation.
    """
    since = _since().get(endpoint.__name__.rpartition(".")[2])
    if since is None:
        return ""
    if since == DEVELOP:
        return "This needs a server of the develop branch: no release up to v0.14.7-rc1 has the operation."
    return f"This needs version {since.removeprefix('v')} or later of the server."


@cache
def _since() -> dict[str, str]:
    """Return the versions by operation; read when a server lacks an operation, and never else."""
    contract = json.loads((files("paddleflow_api") / "openapi.json").read_text(encoding="utf-8"))
    operations = (each for path in contract["paths"].values() for each in path.values() if isinstance(each, dict))
    return {each["operationId"]: each["x-since"] for each in operations if "x-since" in each}
