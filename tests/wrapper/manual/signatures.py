"""The methods of the manual and of the official SDK, as signatures.yaml has them, and the operations that are ours."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen

from paddleflow import Client

from ...support import yamls

HERE = Path(__file__).parent
# Methods that are made of several calls of others, and those that are about the client itself.
COMPOSED = ("iter_", "wait_for_", "watch_", "follow_")
NO_CALLS = ("close", "with_options")


@frozen
class Signature:
    """The names of a method in their positions, and the defaults of those that have one."""

    names: tuple[str, ...]
    defaults: Mapping[str, Any]

    @classmethod
    def of(cls, text: str) -> Signature:
        definition = ast.parse(f"def method({text}): ...").body[0]
        assert isinstance(definition, ast.FunctionDef)
        names = tuple(argument.arg for argument in definition.args.args)
        values = [ast.literal_eval(default) for default in definition.args.defaults]
        return cls(names, dict(zip(names[len(names) - len(values) :], values, strict=True)))


@frozen
class Described:
    """What signatures.yaml says of a method."""

    name: str
    section: str | None = None
    unpacked: int | None = None
    manual: Signature | None = None
    present: Signature | None = None

    @property
    def signatures(self) -> dict[str, Signature]:
        both = {"manual": self.manual, "present": self.present}
        return {source: each for source, each in both.items() if each is not None}


@cache
def described() -> dict[str, Described]:
    """Every method of the manual, in its order, and then those that only the official SDK has."""
    entries = yamls.read(HERE / "signatures.yaml")
    return {
        name: Described(
            name,
            entry.get("section"),
            entry.get("unpacked"),
            Signature.of(entry["manual"]) if "manual" in entry else None,
            Signature.of(entry["present"]) if "present" in entry else None,
        )
        for name, entry in entries.items()
    }


@cache
def methods() -> dict[str, Any]:
    """Every method of the blocking client that is one call, by its name."""
    return {
        name: method
        for name, method in inspect.getmembers(Client, inspect.isfunction)
        if not name.startswith(("_", *COMPOSED)) and name not in NO_CALLS
    }
