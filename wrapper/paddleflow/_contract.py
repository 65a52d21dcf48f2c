"""The contract's data about an operation; read only when a response is not as expected."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, Final

DEVELOP: Final = "develop"
"""The value of `x-since` for operations that no release has."""


def needed_server(endpoint: Any) -> str:
    """Return a sentence that names the server versions with an operation; empty if every server in use has it.

    Args:
        endpoint: The generated module of the operation.
    """
    since = _operation(endpoint).get("x-since")
    if since is None:
        return ""
    if since == DEVELOP:
        return "This needs a server of the develop branch: no release up to v0.14.7-rc1 has the operation."
    return f"This needs version {since.removeprefix('v')} or later of the server."


def has_secrets(endpoint: Any) -> bool:
    """Return whether an answer may hold a token, a password or a credential, so that no error quotes it.

    Args:
        endpoint: The generated module of the operation.
    """
    answer = _answer(endpoint)
    return answer.get("additionalProperties") is True or _reaches_secret(answer, set())


def may_have(endpoint: Any, key: str) -> bool:
    """Return whether an answer may have a key: it is in the contract, or the keys are data, as names of clusters are.

    Args:
        endpoint: The generated module of the operation.
        key: The key.
    """
    answer = _answer(endpoint)
    return key in answer.get("properties", {}) or bool(answer.get("additionalProperties"))


@cache
def _contract() -> dict[str, Any]:
    from importlib.resources import files  # slow to import, and seldom needed

    document: dict[str, Any] = json.loads((files("paddleflow_api") / "openapi.json").read_text(encoding="utf-8"))
    return document


def _operation(endpoint: Any) -> dict[str, Any]:
    name = endpoint.__name__.rpartition(".")[2]
    operations = (each for path in _contract()["paths"].values() for each in path.values() if isinstance(each, dict))
    return next((each for each in operations if each["operationId"] == name), {})


def _answer(endpoint: Any) -> dict[str, Any]:
    """Return the schema of the answer of an operation that worked; empty where it has none."""
    responses = _operation(endpoint).get("responses", {})
    good = next((_resolved(each) for status, each in responses.items() if status.startswith("2")), {})
    content: dict[str, Any] = next(iter(good.get("content", {}).values()), {})
    return _resolved(content.get("schema", {}))


def _resolved(node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        *_, section, name = node["$ref"].split("/")
        node = _contract()["components"][section][name]
    return node


def _reaches_secret(node: Any, seen: set[str]) -> bool:
    if isinstance(node, list):
        return any(_reaches_secret(each, seen) for each in node)
    if not isinstance(node, dict):
        return False
    if "x-secret" in node:
        return True
    if (reference := node.get("$ref")) is not None:
        if reference in seen:
            return False
        seen.add(reference)
        return _reaches_secret(_resolved(node), seen)
    return any(_reaches_secret(each, seen) for each in node.values())
