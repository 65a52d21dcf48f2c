"""What the server may send by the contract, as a strategy of hypothesis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import strategies as st

from .contract import Contract

NEW = "addedLater"
"""A key that a newer server may send."""


def shapes(contract: Contract, schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """Whatever fits a schema, and null where the generated client takes it although the schema does not say so."""
    schema = contract.resolve(schema)
    while len(described := schema.get("allOf", ())) == 1:
        schema = contract.resolve(described[0])
    if choices := schema.get("oneOf"):
        return st.one_of([inside(contract, each) for each in choices])
    if schema.get("enum") == [None]:
        return st.none()
    kind = "object" if "allOf" in schema else schema.get("type", "object")
    if kind == "object" and isinstance(each := schema.get("additionalProperties"), Mapping):
        return st.dictionaries(st.sampled_from(["a", "b"]), inside(contract, each), max_size=2)
    if kind == "object":
        properties, required = fields(contract, schema)
        return st.fixed_dictionaries(
            {name: inside(contract, properties.pop(name)) for name in required},
            optional={name: st.none() | inside(contract, each) for name, each in properties.items()}
            | {NEW: st.integers()},
        )
    some: dict[str, st.SearchStrategy[Any]] = {
        "string": st.sampled_from(["", "a", "7"]),
        "boolean": st.booleans(),
        "integer": st.integers(0, 2),
        "number": st.sampled_from([0, 0.5]),
    }
    found = some[kind] if kind in some else st.lists(inside(contract, schema["items"]), max_size=2)
    return st.none() | found if schema.get("nullable") else found


def inside(contract: Contract, schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """A part of something; it is looked at when it is needed, for shapes may hold themselves."""
    return st.deferred(lambda: shapes(contract, schema))


def fields(contract: Contract, schema: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The properties of an object and which are required, those of all that it is made of together."""

    def parts(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        yield schema
        for each in schema.get("allOf", ()):
            yield from parts(contract.resolve(each))

    every = list(parts(schema))
    properties = {name: each for part in every for name, each in part.get("properties", {}).items()}
    return properties, [name for part in every for name in part.get("required", ())]
