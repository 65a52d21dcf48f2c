"""The house rules of spec/openapi.yaml, in addition to those of the generator in scripts/spec_rules.py.

Each takes the document and lists what is against the rule.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from openapi_spec_validator import OpenAPIV30SpecValidator

from spec_rules import (
    METHODS,
    Operation,
    Rule,
    Spec,
    answers,
    bodies,
    components,
    contents,
    name_of,
    operations,
    parameters,
    received,
    resolve,
    responses,
    schemas,
    sent,
    within,
)
from spec_rules import RULES as GENERATOR_RULES

from ..support.contract import JSON, Contract, Exchange, exchanges
from ..wrapper.manual.signatures import described

HERE = Path(__file__).parent
ROUTES = (HERE / "routes.txt").read_text(encoding="utf-8").splitlines()
SECTIONS = list(dict.fromkeys(method.section for method in described().values() if method.section))
EXCHANGES = exchanges()

ERROR = "#/components/schemas/ErrorResponse"
NULL = "#/components/schemas/Null"
# A one-word id: the manual's own name of the method.
ONE_WORD = {"login"}
VERBS = {"add", "create", "del", "delete", "list", "query", "show", "stop", "update"}
# Request bodies with objects that are not closed: answers have the same shape, and answers are open.
OPEN_IN_REQUESTS = {
    "FailureOptions": "also in Run",
    "FsMount": "also in RunFsOptions and JobView",
    "FsScope": "also in StepCache",
    "JobFileSystem": "also in Job and JobMember",
    "JobFlavour": "also in Job and JobMember",
    "JobSchedulingPolicy": "also in Job",
    "KubernetesObject": "Kubernetes decides what is in it",
    "ResourceLimit": "also in FsCache",
    "StepCache": "also in JobView",
}
SECRETS = {"password", "authorization", "credential", "accessKey", "secretKey", "sessionToken"}

# What the document is.


def is_valid_openapi(spec: Spec) -> list[str]:
    return [error.message for error in OpenAPIV30SpecValidator(spec).iter_errors()]


def has_the_routes_of_the_server(spec: Spec) -> list[str]:
    have = {f"{operation.method.upper()} {operation.path}" for operation in operations(spec)}
    return [
        f"tests/spec/routes.txt:{number}: the spec has no {route}"
        for number, route in enumerate(ROUTES, 1)
        if route not in have
    ]


def describes_the_websocket_in_prose(spec: Spec) -> list[str]:
    prose = " ".join(tag.get("description", "") for tag in spec["tags"] if tag["name"] == "job")
    wanted = ("GET /api/paddleflow/v1/wsjob", "websocket", "x-pf-client-id")
    return [f"tag job: no word of {word}" for word in wanted if word not in prose]


def operations_stand_in_the_order_of_the_manual(spec: Spec) -> list[str]:
    """Tags as they are declared; in a tag the paths, in a path the operations: those of the manual first."""
    tags = [tag["name"] for tag in spec["tags"]]

    def first_section(path: str) -> tuple[int, int]:
        tag = spec["paths"][path][in_path(spec, path)[0].method].get("tags", [""])[0]
        return tags.index(tag) if tag in tags else len(tags), min(map(section, in_path(spec, path)))

    have = [name_of(operation) for path in spec["paths"] for operation in in_path(spec, path)]
    want = [
        name_of(operation)
        for path in sorted(spec["paths"], key=first_section)
        for operation in sorted(in_path(spec, path), key=section)
    ]
    return [f"{a} stands where {b} belongs" for a, b in zip(have, want, strict=True) if a != b]


def section(operation: Operation) -> int:
    """Where the manual describes an operation; behind everything when it does not."""
    named = MANUAL.search(described_as(operation))
    return (
        min((SECTIONS.index(name) for name in named[1].split(", ") if name in SECTIONS), default=0)
        if named
        else len(SECTIONS)
    )


def in_path(spec: Spec, path: str) -> list[Operation]:
    item = spec["paths"][path]
    return [Operation(method, path, item[method]) for method in item if method in METHODS]


# What an operation has.


def operation_id_is_verb_and_noun_in_snake_case(spec: Spec) -> list[str]:
    def good(name: str) -> bool:
        words = name.split("_")
        return name in ONE_WORD or (len(words) > 1 and words[0] in VERBS and all(map(str.isalpha, words)))

    names = [name_of(operation) for operation in operations(spec)]
    return [name for name in names if not good(name) or name != name.lower()]


def operation_has_exactly_one_declared_tag(spec: Spec) -> list[str]:
    declared = [[tag["name"]] for tag in spec["tags"]]
    return [name_of(each) for each in operations(spec) if each.definition.get("tags") not in declared]


def tag_is_used(spec: Spec) -> list[str]:
    used = {tag for operation in operations(spec) for tag in operation.definition.get("tags", [])}
    return [tag["name"] for tag in spec["tags"] if tag["name"] not in used]


def summary_is_a_short_phrase(spec: Spec) -> list[str]:
    def good(text: str) -> bool:
        return 0 < len(text) <= 80 and text[0].isupper() and text[-1] != "."

    return [name_of(each) for each in operations(spec) if not good(each.definition.get("summary", ""))]


MANUAL = re.compile(r"(?:^|\s)Manual: ([^.]+)\.$")


def operation_is_described_and_names_its_manual_section(spec: Spec) -> list[str]:
    def good(text: str) -> bool:
        named = MANUAL.search(text)
        return set(named[1].split(", ")) <= set(SECTIONS) if named else text.endswith("Not in the manual.")

    return [name_of(each) for each in operations(spec) if not good(described_as(each))]


def deprecated_operation_says_what_to_use_instead(spec: Spec) -> list[str]:
    return [
        name_of(each)
        for each in operations(spec)
        if each.definition.get("deprecated", False) != bool(re.search(r"Deprecated: [^.]+\. ", described_as(each)))
    ]


def described_as(operation: Operation) -> str:
    """The description on one line."""
    return " ".join(operation.definition.get("description", "").split())


def every_operation_but_login_wants_the_token(spec: Spec) -> list[str]:
    def wanted(operation: Operation) -> list[dict[str, list[str]]]:
        return [] if name_of(operation) == "login" else [{"token": []}]

    return [name_of(each) for each in operations(spec) if each.definition.get("security") != wanted(each)]


def operation_has_a_success_and_an_error(spec: Spec) -> list[str]:
    complaints = []
    for operation in operations(spec):
        statuses = [str(status) for status in operation.definition["responses"]]
        good = [status for status in statuses if status.startswith("2")]
        if len(good) != 1 or len(good) == len(statuses):
            complaints.append(f"{name_of(operation)}: {statuses}")
    return complaints


def error_is_an_error_response(spec: Spec) -> list[str]:
    def good(response: Mapping[str, Any]) -> bool:
        return [(kind, content["schema"]) for kind, content in contents(response)] == [(JSON, {"$ref": ERROR})]

    return [where for where, status, each in responses(spec) if not str(status).startswith("2") and not good(each)]


def status_is_a_quoted_three_digit_number(spec: Spec) -> list[str]:
    return [
        where
        for where, status, _ in responses(spec)
        if not isinstance(status, str) or not re.fullmatch(r"[2-5]\d\d", status)
    ]


# What is said about things.


def texts(spec: Spec) -> Iterator[tuple[str, str]]:
    """Everything that must be described, with its description."""
    yield "info", spec["info"].get("description", "")
    yield from ((f"tag {tag['name']}", tag.get("description", "")) for tag in spec["tags"])
    for operation in operations(spec):
        yield name_of(operation), operation.definition.get("description", "")
    yield from ((where, each.get("description", "")) for where, each in parameters(spec))
    yield from ((where, each.get("description", "")) for where, _, each in responses(spec))
    yield from ((name, each.get("description", "")) for name, each in components(spec).items())
    for where, schema in schemas(spec):
        for name, each in schema.get("properties", {}).items():
            yield f"{where}.{name}", each.get("description", "")


def everything_is_described(spec: Spec) -> list[str]:
    return [where for where, text in texts(spec) if not text.strip()]


def description_is_whole_sentences(spec: Spec) -> list[str]:
    """Not a lower-case letter or the middle of something first, a full stop last, nothing twice."""
    complaints = []
    for where, text in texts(spec):
        if not text:
            continue
        sentences = re.split(r"(?<=\.)\s+", text.strip())
        if text[0].islower() or text[0] in '<"{[':
            complaints.append(f"{where}: starts in the middle: {text[:40]}")
        if not text.strip().endswith("."):
            complaints.append(f"{where}: no full stop: {text[-40:]}")
        if len(sentences) != len(set(sentences)):
            complaints.append(f"{where}: says something twice")
    return complaints


def description_is_prose_and_no_table_cell(spec: Spec) -> list[str]:
    """What the document was made from once was a table, and read like one."""
    traces = re.compile(
        r"Root only: |Kubernetes: |Answers 20\d: |\(seen live\)|server_notes|see notes|\. (Its name|Exact name)\.$"
    )
    return [f"{where}: {found.group()}" for where, text in texts(spec) if (found := traces.search(text))]


# What the generator drops or breaks.


def no_default_in_requests(spec: Spec) -> list[str]:
    """The generated code would always send it."""
    roots = [(where, each.get("schema", {})) for where, each in parameters(spec)]
    roots += [*bodies(spec), *((name, components(spec)[name]) for name in sent(spec))]
    return [where for root in roots for where, schema in within(*root) if "default" in schema]


def no_default_or_const_in_answers(spec: Spec) -> list[str]:
    """A default is not filled in when a field is missing, and a const fails on the next server."""
    roots = [*answers(spec), *((name, components(spec)[name]) for name in received(spec))]
    return [where for root in roots for where, each in within(*root) if "default" in each or "const" in each]


def nullable_never_stands_beside_a_reference(spec: Spec) -> list[str]:
    """It would be ignored. The idiom is `oneOf: [$ref, Null]`."""
    beside = ("$ref", "allOf", "oneOf", "anyOf")
    return [where for where, each in schemas(spec) if "nullable" in each and any(key in each for key in beside)]


def nullable_reference_is_one_of_it_and_null(spec: Spec) -> list[str]:
    """The other unions are of components too, so that each member has a name."""
    complaints = []
    for where, schema in schemas(spec):
        members = schema.get("oneOf", [])
        if any("$ref" not in each for each in members) or {"$ref": NULL} in members[:-1] or "anyOf" in schema:
            complaints.append(where)
    return complaints


def component_is_not_nullable(spec: Spec) -> list[str]:
    """Its class would get another name; nullability belongs where it is used. `Null` alone is for that."""
    return [name for name, schema in components(spec).items() if "nullable" in schema and name != "Null"]


def enum_is_a_component(spec: Spec) -> list[str]:
    return [where for where, schema in schemas(spec) if "enum" in schema and where not in components(spec)]


def enum_is_of_texts(spec: Spec) -> list[str]:
    def good(schema: Mapping[str, Any]) -> bool:
        return schema.get("type") == "string" and all(isinstance(value, str) for value in schema["enum"])

    return [name for name, each in components(spec).items() if "enum" in each and name != "Null" and not good(each)]


def answers_have_no_enum(spec: Spec) -> list[str]:
    """A newer server may have more values; known ones are x-known-values."""
    names = received(spec) - {"Null"}
    return [where for name in sorted(names) for where, each in within(name, components(spec)[name]) if "enum" in each]


def no_title(spec: Spec) -> list[str]:
    return [where for where, schema in schemas(spec) if "title" in schema]


def array_has_items(spec: Spec) -> list[str]:
    return [where for where, each in schemas(spec) if each.get("type") == "array" and not each.get("items")]


def no_discriminator(spec: Spec) -> list[str]:
    return [where for where, schema in schemas(spec) if "discriminator" in schema]


def parameter_has_no_style_of_its_own(spec: Spec) -> list[str]:
    keys = {"style", "explode", "content", "allowReserved", "allowEmptyValue"}
    return [where for where, each in parameters(spec) if keys & each.keys() or "schema" not in each]


def parameter_is_a_scalar_in_path_or_query(spec: Spec) -> list[str]:
    scalars = {"string", "integer", "boolean"}
    return [
        where
        for where, each in parameters(spec)
        if each.get("in") not in ("path", "query") or resolve(spec, each.get("schema", {})).get("type") not in scalars
    ]


def path_parameters_are_required_and_those_of_the_path(spec: Spec) -> list[str]:
    complaints = []
    for operation in operations(spec):
        declared = [resolve(spec, each) for each in operation.definition.get("parameters", [])]
        inside = [each for each in declared if each.get("in") == "path"]
        if [each["name"] for each in inside] != re.findall(r"\{([A-Za-z_]\w*)\}", operation.path):
            complaints.append(f"{name_of(operation)}: not those of {operation.path}")
        complaints += [f"{name_of(operation)} {e['name']}: not required" for e in inside if not e.get("required")]
    return complaints


def bodies_and_answers_are_json(spec: Spec) -> list[str]:
    places = [(name_of(each), each.definition.get("requestBody", {})) for each in operations(spec)]
    places += [(where, response) for where, _, response in responses(spec)]
    return [f"{where}: {kind}" for where, node in places for kind, _ in contents(node) if kind != JSON]


def answer_schema_is_not_empty(spec: Spec) -> list[str]:
    """The JSON would be thrown away."""
    return [where for where, schema in answers(spec) if not schema]


def component_is_not_just_another_one(spec: Spec) -> list[str]:
    """The generator makes a second class, or stumbles. (`allOf` of one is how a property describes its reference.)"""

    def alias(schema: Mapping[str, Any]) -> bool:
        return "$ref" in schema or any(len(schema.get(key, "..")) == 1 for key in ("allOf", "oneOf", "anyOf"))

    return [name for name, schema in components(spec).items() if alias(schema)]


def every_object_shape_has_a_name(spec: Spec) -> list[str]:
    """The generator invents a name for a nested schema; only a part of a component's `allOf` may be nested."""

    def inline(where: str, schema: Mapping[str, Any]) -> bool:
        shape = schema.get("type") == "object" or "properties" in schema or len(schema.get("allOf", [])) > 1
        part = re.fullmatch(r"\w+\[allOf \d+\]", where)
        return shape and where not in components(spec) and not part

    return [where for where, schema in schemas(spec) if inline(where, schema)]


def component_is_used(spec: Spec) -> list[str]:
    used = sent(spec) | received(spec)
    unused = [name for name in components(spec) if name not in used]
    text = str(spec["paths"])
    return unused + [n for n in spec["components"].get("parameters", {}) if f"#/components/parameters/{n}'" not in text]


# Strict requests, lenient answers.


def objects(spec: Spec, names: Iterable[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The objects with named properties among these components."""
    for name in sorted(names):
        yield from ((where, each) for where, each in within(name, components(spec)[name]) if "properties" in each)


def request_is_closed(spec: Spec) -> list[str]:
    """But for those with a reason in OPEN_IN_REQUESTS, all of which must be needed."""
    names = {where for where, each in objects(spec, sent(spec)) if each.get("additionalProperties") is not False}
    return sorted(names ^ OPEN_IN_REQUESTS.keys())


def answer_is_open(spec: Spec) -> list[str]:
    return [where for where, each in objects(spec, received(spec)) if each.get("additionalProperties") is False]


def required_names_are_properties(spec: Spec) -> list[str]:
    return [
        f"{where}.{name}"
        for where, schema in schemas(spec)
        for name in schema.get("required", [])
        if name not in schema.get("properties", {})
    ]


def secret_is_marked(spec: Spec) -> list[str]:
    """Every property with the name of a secret is in `x-secret`, and every entry there is a property."""
    found = []
    for name, schema in spec["components"]["schemas"].items():
        marked, properties = set(schema.get("x-secret", [])), schema.get("properties", {}).keys()
        found += [f"{name}.{field} is not marked" for field in sorted((properties & SECRETS) - marked)]
        found += [f"{name}.{field} is marked, but no property" for field in sorted(marked - properties)]
    return found


def final_values_are_known_values(spec: Spec) -> list[str]:
    return [
        where
        for where, schema in schemas(spec)
        if not set(schema.get("x-final-values", [])) <= set(schema.get("x-known-values", []))
    ]


def since_is_a_release(spec: Spec) -> list[str]:
    pattern = re.compile(r"develop|v\d+(\.\d+)+")
    return [
        name_of(operation)
        for operation in operations(spec)
        if not pattern.fullmatch(str(operation.definition.get("x-since", "develop")))
    ]


# Against the recordings.


def matched(contract: Contract) -> Iterator[tuple[Operation, Exchange]]:
    """Every recording that was answered, with its operation."""
    for exchange in EXCHANGES:
        operation = contract.find(exchange.request["method"], exchange.request["path"])
        if operation is not None and exchange.status:
            yield operation, exchange


def required_fields_of_answers_are_in_every_recorded_one(spec: Spec) -> list[str]:
    contract = Contract(spec)
    return [
        f"{exchange.id}: {problem}"
        for operation, exchange in matched(contract)
        for problem in contract.answer_problems(operation, exchange.status, exchange.response["body"])
        if problem.endswith("is a required property")
    ]


def examples(contract: Contract) -> Iterator[tuple[Operation, str | None, Any]]:
    """Every example: its operation, its status (None for that of the request), itself."""
    for operation in contract.operations:
        for _, content in contents(operation.definition.get("requestBody", {})):
            if "example" in content:
                yield operation, None, content["example"]
        for status, response in operation.definition["responses"].items():
            for _, content in contents(response):
                if "example" in content:
                    yield operation, status, content["example"]


def recorded_bodies(contract: Contract) -> dict[tuple[str, str | None], list[Any]]:
    """What was sent and accepted (status None), and answered, by operation."""
    found: dict[tuple[str, str | None], list[Any]] = {}
    for operation, exchange in matched(contract):
        sides: list[tuple[str | None, Any]] = [(str(exchange.status), exchange.response["body"])]
        if exchange.accepted:
            sides.append((None, exchange.request["body"]))
        for status, body in sides:
            if body not in (None, ""):
                found.setdefault((name_of(operation), status), []).append(body)
    return found


def example_is_recorded(spec: Spec) -> list[str]:
    contract = Contract(spec)
    recorded = recorded_bodies(contract)
    return [
        f"{name_of(operation)} {status or 'body'}"
        for operation, status, example in examples(contract)
        if example not in recorded.get((name_of(operation), status), [])
    ]


def example_validates(spec: Spec) -> list[str]:
    contract = Contract(spec)
    complaints = []
    for operation, status, example in examples(contract):
        if status is None:
            problems = contract.body_problems(operation, example)
        else:
            problems = contract.answer_problems(operation, int(status), example)
        complaints += [f"{name_of(operation)} {status or 'body'}: {problem}" for problem in problems]
    return complaints


def what_is_recorded_has_an_example(spec: Spec) -> list[str]:
    contract = Contract(spec)
    shown = {(name_of(operation), status) for operation, status, _ in examples(contract)}
    return [f"{name} {status or 'body'}" for name, status in recorded_bodies(contract).keys() - shown]


RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        *GENERATOR_RULES,
        is_valid_openapi,
        has_the_routes_of_the_server,
        describes_the_websocket_in_prose,
        operations_stand_in_the_order_of_the_manual,
        operation_id_is_verb_and_noun_in_snake_case,
        operation_has_exactly_one_declared_tag,
        tag_is_used,
        summary_is_a_short_phrase,
        operation_is_described_and_names_its_manual_section,
        deprecated_operation_says_what_to_use_instead,
        every_operation_but_login_wants_the_token,
        operation_has_a_success_and_an_error,
        error_is_an_error_response,
        status_is_a_quoted_three_digit_number,
        everything_is_described,
        description_is_whole_sentences,
        description_is_prose_and_no_table_cell,
        no_default_in_requests,
        no_default_or_const_in_answers,
        nullable_never_stands_beside_a_reference,
        nullable_reference_is_one_of_it_and_null,
        component_is_not_nullable,
        enum_is_a_component,
        enum_is_of_texts,
        answers_have_no_enum,
        no_title,
        array_has_items,
        no_discriminator,
        parameter_has_no_style_of_its_own,
        parameter_is_a_scalar_in_path_or_query,
        path_parameters_are_required_and_those_of_the_path,
        bodies_and_answers_are_json,
        answer_schema_is_not_empty,
        component_is_not_just_another_one,
        every_object_shape_has_a_name,
        component_is_used,
        request_is_closed,
        answer_is_open,
        required_names_are_properties,
        secret_is_marked,
        final_values_are_known_values,
        since_is_a_release,
        required_fields_of_answers_are_in_every_recorded_one,
        example_is_recorded,
        example_validates,
        what_is_recorded_has_an_example,
    )
}
