"""What openapi-python-client silently drops or breaks: each rule takes the document and lists the violations.

``make generate`` refuses a document that breaks one. The house rules, which are about this document, are in
tests/spec/rules.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openapi_python_client.strings import ClassName, PythonIdentifier

Spec = dict[str, Any]
Rule = Callable[[Spec], list[str]]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
# Names that generated modules define or import.
RESERVED_PROPERTIES = {"cls", "d", "field_dict", "additional_properties", "to_dict", "from_dict"}
RESERVED_PARAMETERS = {"params", "headers", "cookies"}
RESERVED_SCHEMAS = {
    *("Any", "BinaryIO", "Generator", "HTTPStatus", "Literal", "Mapping", "Self", "StrEnum", "T", "TypeVar"),
    *("AuthenticatedClient", "Client", "File", "FileTypes", "Response", "Unset"),
    *("KeyError", "TypeError", "ValueError"),
}


@dataclass(frozen=True)
class Operation:
    """One operation of the document and its place."""

    method: str
    path: str
    definition: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The operation's id in the document."""
        return self.definition["operationId"]

    def pointer(self, *keys: str) -> str:
        """Return the JSON pointer of something inside the operation."""
        steps = ("paths", self.path, self.method, *keys)
        return "#/" + "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps)


# Walking the document.


def operations(spec: Spec) -> Iterator[Operation]:
    """Yield every operation, in the document's order."""
    for path, item in spec["paths"].items():
        yield from (Operation(method, path, item[method]) for method in METHODS if method in item)


def name_of(operation: Operation) -> str:
    """Return the operation's id, or its route when it has none."""
    return operation.definition.get("operationId", f"{operation.method} {operation.path}")


def resolve(spec: Spec, node: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return `node` itself, or the component that it refers to."""
    if "$ref" not in node:
        return node
    found: Any = spec
    for step in node["$ref"].removeprefix("#/").split("/"):
        found = found.get(step, {})
    return found


def parameters(spec: Spec) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every parameter and its place; those of the components once for each operation that uses them."""
    for operation in operations(spec):
        for each in operation.definition.get("parameters", []):
            parameter = resolve(spec, each)
            yield f"{name_of(operation)} {parameter.get('name')}", parameter


def responses(spec: Spec) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield every response: its place, its status, itself."""
    for operation in operations(spec):
        for status, response in operation.definition.get("responses", {}).items():
            yield f"{name_of(operation)} {status}", status, response


def contents(node: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the media types of a body or response, each with its content."""
    yield from node.get("content", {}).items()


def within(where: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield a schema and those written inside it; references are not followed."""
    yield where, schema
    for name, inner in schema.get("properties", {}).items():
        yield from within(f"{where}.{name}", inner)
    for key in ("items", "additionalProperties", "not"):
        if isinstance(schema.get(key), dict):
            yield from within(f"{where}[{key}]", schema[key])
    for key in ("allOf", "oneOf", "anyOf"):
        for index, inner in enumerate(schema.get(key, [])):
            yield from within(f"{where}[{key} {index}]", inner)


def bodies(spec: Spec) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the schema of every request body."""
    for operation in operations(spec):
        for _, content in contents(operation.definition.get("requestBody", {})):
            yield f"{name_of(operation)} body", content.get("schema", {})


def answers(spec: Spec) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the schema of every response that has one."""
    for where, _, response in responses(spec):
        for _, content in contents(response):
            yield where, content.get("schema", {})


def components(spec: Spec) -> dict[str, Mapping[str, Any]]:
    """Return the schemas that have a name."""
    return spec.get("components", {}).get("schemas", {})


def schemas(spec: Spec) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every schema that is written anywhere, those inside others too."""
    roots = [*components(spec).items(), *bodies(spec), *answers(spec)]
    roots += [(where, parameter.get("schema", {})) for where, parameter in parameters(spec)]
    for where, schema in roots:
        yield from within(where, schema)


def reached(spec: Spec, roots: Iterable[Mapping[str, Any]]) -> set[str]:
    """Return the names of the components that these schemas use, directly or not."""
    names: set[str] = set()
    waiting = list(roots)
    while waiting:
        for _, schema in within("", waiting.pop()):
            name = schema.get("$ref", "").removeprefix("#/components/schemas/")
            if name in components(spec) and name not in names:
                names.add(name)
                waiting.append(components(spec)[name])
    return names


def sent(spec: Spec) -> set[str]:
    """Return the components that requests use."""
    roots = [schema for _, schema in bodies(spec)] + [each.get("schema", {}) for _, each in parameters(spec)]
    return reached(spec, roots)


def received(spec: Spec) -> set[str]:
    """Return the components that answers use."""
    return reached(spec, [schema for _, schema in answers(spec)])


def clashes(where: str, names: Iterable[str], spelt: Callable[[str], str]) -> list[str]:
    """Return complaints about names that the generator spells the same."""
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(spelt(name), []).append(name)
    return [f"{where}: {' and '.join(same)} are all {one}" for one, same in alike.items() if len(same) > 1]


def identifier(name: str) -> str:
    """Return the generator's name of a property, parameter or operation."""
    return PythonIdentifier(name, "field_")


# The rules.


def reference_is_to_a_component(spec: Spec) -> list[str]:
    """What refers to something else is dropped with all that refers to it."""
    known = {f"#/components/schemas/{name}" for name in components(spec)}
    return [f"{where}: {each['$ref']}" for where, each in schemas(spec) if each.get("$ref") not in {None, *known}]


def operation_ids_stay_apart_in_python(spec: Spec) -> list[str]:
    """Of two modules with one name the last one wins."""
    alike: dict[str, list[str]] = {}
    for operation in operations(spec):
        tag = PythonIdentifier(operation.definition.get("tags", ["default"])[0], "tag")
        module = f"{tag}.{identifier(name_of(operation))}"
        alike.setdefault(module, []).append(f"{operation.method.upper()} {operation.path}")
    return [f"{' and '.join(routes)} are all {module}" for module, routes in alike.items() if len(routes) > 1]


def schema_names_stay_apart_in_python(spec: Spec) -> list[str]:
    """Of two classes with one name the last one wins."""
    names = list(components(spec))
    same_class = clashes("class", names, lambda name: ClassName(name, "Model"))
    return same_class + clashes("module", names, lambda name: identifier(ClassName(name, "Model")))


def no_schema_has_a_name_that_generated_modules_use(spec: Spec) -> list[str]:
    """A class called Response replaces the one that every endpoint returns."""
    return [name for name in components(spec) if ClassName(name, "Model") in RESERVED_SCHEMAS]


def properties_stay_apart_in_python(spec: Spec) -> list[str]:
    """Of two attributes with one name the last one wins."""
    complaints = []
    for where, schema in schemas(spec):
        names: dict[str, None] = dict.fromkeys(schema.get("properties", {}))
        for part in schema.get("allOf", []):
            names |= dict.fromkeys(resolve(spec, part).get("properties", {}))
        complaints += clashes(where, names, identifier)
    return complaints


def parameters_stay_apart_in_python(spec: Spec) -> list[str]:
    """Of two parameters with one name the last one wins."""
    complaints = []
    for operation in operations(spec):
        names = [resolve(spec, each).get("name", "") for each in operation.definition.get("parameters", [])]
        complaints += clashes(name_of(operation), names, identifier)
    return complaints


def enum_values_stay_apart_in_python(spec: Spec) -> list[str]:
    """Two members with one name make the generator fail with a traceback."""

    def spelt(value: str) -> str:
        return identifier(value).upper()

    return [
        complaint
        for where, schema in schemas(spec)
        for complaint in clashes(where, [v for v in schema.get("enum", []) if isinstance(v, str)], spelt)
    ]


def no_property_has_a_name_that_breaks_models(spec: Spec) -> list[str]:
    """An attribute called to_dict replaces the method."""
    return [
        f"{where}.{name}"
        for where, schema in schemas(spec)
        for name in schema.get("properties", {})
        if identifier(name) in RESERVED_PROPERTIES
    ]


def no_parameter_has_a_name_that_breaks_endpoints(spec: Spec) -> list[str]:
    """A parameter called params is overwritten before it is sent."""
    return [where for where, each in parameters(spec) if identifier(each.get("name", "")) in RESERVED_PARAMETERS]


RULES: tuple[Rule, ...] = (
    reference_is_to_a_component,
    operation_ids_stay_apart_in_python,
    schema_names_stay_apart_in_python,
    no_schema_has_a_name_that_generated_modules_use,
    properties_stay_apart_in_python,
    parameters_stay_apart_in_python,
    enum_values_stay_apart_in_python,
    no_property_has_a_name_that_breaks_models,
    no_parameter_has_a_name_that_breaks_endpoints,
)


def problems(spec: Spec) -> list[str]:
    """Return the problems that keep a document from being generated completely, one line each."""
    return [f"{rule.__name__.replace('_', ' ')}: {line}" for rule in RULES for line in rule(spec)]
