"""The spec keeps every house rule, and every rule sees a spec that does not keep it."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from spec_rules import Rule, Spec

from ..support.cases import with_each
from .rules import RULES

Break = Callable[[Spec], object]

BASE = "/api/paddleflow/v1"


@with_each("rule", RULES.values())
def test_the_spec_keeps_the_rule(spec: Spec, rule: Rule) -> None:
    assert rule(spec) == []


# Short words for the ways to break a copy.


def operation(spec: Spec, path: str, method: str) -> dict[str, Any]:
    return spec["paths"][BASE + path][method]


def schema(spec: Spec, name: str) -> dict[str, Any]:
    return spec["components"]["schemas"][name]


def properties(spec: Spec, name: str) -> dict[str, Any]:
    return schema(spec, name)["properties"]


def in_operation(path: str, method: str, **changes: object) -> Break:
    return lambda spec: operation(spec, path, method).update(changes)


def in_schema(name: str, **changes: object) -> Break:
    return lambda spec: schema(spec, name).update(changes)


def new_schema(name: str, definition: object) -> Break:
    return lambda spec: spec["components"]["schemas"].update({name: definition})


def new_property(name: str, field: str, definition: object) -> Break:
    return lambda spec: properties(spec, name).update({field: definition})


def new_parameter(**definition: object) -> Break:
    wanted = {"name": "extra", "in": "query", "description": "Extra.", "schema": {"type": "string"}} | definition
    return lambda spec: operation(spec, "/user", "get")["parameters"].append(wanted)


def in_response(path: str, method: str, status: str, **changes: object) -> Break:
    return lambda spec: operation(spec, path, method)["responses"][status].update(changes)


def json(**content: object) -> dict[str, object]:
    return {"application/json": content}


def example_of(spec: Spec, path: str, method: str, status: str) -> dict[str, Any]:
    return operation(spec, path, method)["responses"][status]["content"]["application/json"]["example"]


def move_last(spec: Spec, path: str) -> None:
    spec["paths"][path] = spec["paths"].pop(path)


STRING = {"type": "string", "description": "A text."}
CLUSTER = f"{BASE}/cluster/{{clusterName}}"
BOOLEAN_EXAMPLE = json(schema={"$ref": "#/components/schemas/CreateUserResponse"}, example={"username": True})

BREAKS: list[tuple[str, Break]] = [
    ("is_valid_openapi", in_operation("/user", "get", paramters=[])),
    ("is_valid_openapi", lambda spec: operation(spec, "/user", "get").pop("responses")),
    ("has_the_routes_of_the_server", lambda spec: spec["paths"].pop(f"{BASE}/version")),
    ("describes_the_websocket_in_prose", lambda spec: [tag.pop("description") for tag in spec["tags"]]),
    ("operations_stand_in_the_order_of_the_manual", lambda spec: move_last(spec, f"{BASE}/login")),
    ("operations_stand_in_the_order_of_the_manual", in_operation("/version", "get", tags=["user"])),
    (
        "operations_stand_in_the_order_of_the_manual",
        lambda spec: spec["paths"][CLUSTER].update(get=spec["paths"][CLUSTER].pop("get")),
    ),
    ("operation_id_is_verb_and_noun_in_snake_case", in_operation("/user", "get", operationId="listUser")),
    ("operation_id_is_verb_and_noun_in_snake_case", in_operation("/user", "get", operationId="user_list")),
    ("operation_id_is_verb_and_noun_in_snake_case", in_operation("/user", "get", operationId="list")),
    ("operation_id_is_verb_and_noun_in_snake_case", lambda spec: operation(spec, "/user", "get").pop("operationId")),
    ("operation_has_exactly_one_declared_tag", in_operation("/user", "get", tags=["user", "grant"])),
    ("operation_has_exactly_one_declared_tag", in_operation("/user", "get", tags=["people"])),
    ("operation_has_exactly_one_declared_tag", lambda spec: operation(spec, "/user", "get").pop("tags")),
    ("tag_is_used", lambda spec: spec["tags"].append({"name": "people", "description": "Nobody."})),
    ("summary_is_a_short_phrase", in_operation("/user", "get", summary="")),
    ("summary_is_a_short_phrase", in_operation("/user", "get", summary="List users.")),
    ("summary_is_a_short_phrase", in_operation("/user", "get", summary="list users")),
    ("operation_is_described_and_names_its_manual_section", in_operation("/user", "get", description="Root only.")),
    ("operation_is_described_and_names_its_manual_section", in_operation("/user", "get", description="Manual: 用户.")),
    ("deprecated_operation_says_what_to_use_instead", in_operation("/user", "get", deprecated=True)),
    (
        "deprecated_operation_says_what_to_use_instead",
        in_operation("/user", "get", description="Deprecated: use `list_grant`. Not in the manual."),
    ),
    ("every_operation_but_login_wants_the_token", lambda spec: operation(spec, "/user", "get").pop("security")),
    ("every_operation_but_login_wants_the_token", in_operation("/login", "post", security=[{"token": []}])),
    ("operation_has_a_success_and_an_error", lambda spec: operation(spec, "/user", "get")["responses"].pop("200")),
    ("operation_has_a_success_and_an_error", in_operation("/user", "get", responses={"200": {"description": "Ok."}})),
    ("error_is_an_error_response", lambda spec: operation(spec, "/user", "get")["responses"]["400"].pop("content")),
    ("error_is_an_error_response", in_response("/user", "get", "400", content=json(schema={"type": "string"}))),
    (
        "status_is_a_quoted_three_digit_number",
        lambda spec: operation(spec, "/user", "get")["responses"].update({200: {}}),
    ),
    (
        "status_is_a_quoted_three_digit_number",
        lambda spec: operation(spec, "/user", "get")["responses"].update({"default": {}}),
    ),
    ("everything_is_described", lambda spec: properties(spec, "User")["name"].pop("description")),
    ("everything_is_described", new_parameter(description=" ")),
    ("everything_is_described", lambda spec: spec["tags"][0].pop("description")),
    ("everything_is_described", lambda spec: schema(spec, "User").pop("description")),
    ("description_is_whole_sentences", in_schema("User", description="a user.")),
    ("description_is_whole_sentences", in_schema("User", description="A user")),
    ("description_is_whole_sentences", in_schema("User", description="Free text. Free text.")),
    ("description_is_prose_and_no_table_cell", in_schema("User", description="Answers 200: 200, not 201.")),
    ("no_default_in_requests", new_parameter(schema={"type": "string", "default": "x"})),
    ("no_default_in_requests", new_property("CreateRunRequest", "extra", STRING | {"default": "x"})),
    ("no_default_in_requests", new_property("StepCache", "extra", STRING | {"default": "x"})),
    ("no_default_or_const_in_answers", new_property("Run", "extra", STRING | {"default": "x"})),
    ("no_default_or_const_in_answers", new_property("Run", "extra", STRING | {"const": "x"})),
    ("operation_ids_stay_apart_in_python", in_operation("/user", "get", operationId="AddUser")),
    ("schema_names_stay_apart_in_python", new_schema("run_brief", {"type": "object"})),
    ("schema_names_stay_apart_in_python", new_schema("RUNBrief", {"type": "object"})),
    ("no_schema_has_a_name_that_generated_modules_use", new_schema("Response", {"type": "object"})),
    ("no_schema_has_a_name_that_generated_modules_use", new_schema("unset", {"type": "object"})),
    ("properties_stay_apart_in_python", new_property("Run", "fs_name", STRING)),
    ("properties_stay_apart_in_python", lambda spec: properties(spec, "Run").update({"from": STRING, "from_": STRING})),
    ("properties_stay_apart_in_python", new_property("MarkerInfo", "user_list", STRING)),
    ("parameters_stay_apart_in_python", new_parameter(name="max_keys")),
    ("parameters_stay_apart_in_python", new_parameter(name="maxKeys")),
    ("enum_values_stay_apart_in_python", in_schema("MetaDriver", enum=["mem", "MEM"])),
    ("enum_values_stay_apart_in_python", in_schema("MetaDriver", enum=["a-b", "a_b"])),
    ("no_property_has_a_name_that_breaks_models", new_property("Run", "cls", STRING)),
    ("no_property_has_a_name_that_breaks_models", new_property("Run", "toDict", STRING)),
    ("no_parameter_has_a_name_that_breaks_endpoints", new_parameter(name="params")),
    (
        "nullable_never_stands_beside_a_reference",
        lambda spec: properties(spec, "Run")["fsOptions"].update(nullable=True),
    ),
    (
        "nullable_never_stands_beside_a_reference",
        new_property("Run", "extra", {"nullable": True, "allOf": [{"$ref": "#/components/schemas/Artifacts"}]}),
    ),
    (
        "nullable_reference_is_one_of_it_and_null",
        new_property("Run", "extra", {"oneOf": [STRING, {"type": "integer"}]}),
    ),
    (
        "nullable_reference_is_one_of_it_and_null",
        lambda spec: properties(spec, "Run")["parameters"]["oneOf"].reverse(),
    ),
    ("component_is_not_nullable", in_schema("Run", nullable=True)),
    ("enum_is_a_component", new_property("CreateRunRequest", "extra", STRING | {"enum": ["a"], "nullable": True})),
    ("enum_is_a_component", new_parameter(schema={"type": "string", "enum": ["a"]})),
    ("enum_is_of_texts", in_schema("MetaDriver", enum=["mem", 1])),
    ("enum_is_of_texts", in_schema("MetaDriver", enum=["mem", None])),
    ("enum_is_of_texts", lambda spec: schema(spec, "MetaDriver").pop("type")),
    ("answers_have_no_enum", in_schema("RunStatus", enum=["running"])),
    ("answers_have_no_enum", new_property("User", "extra", STRING | {"enum": ["a"]})),
    ("no_title", in_schema("User", title="Person")),
    ("array_has_items", new_property("User", "extra", {"type": "array", "description": "Many."})),
    ("no_discriminator", in_schema("RunComponentView", discriminator={"propertyName": "type"})),
    ("reference_is_to_a_component", new_property("User", "extra", {"$ref": "other.yaml#/User"})),
    ("reference_is_to_a_component", new_property("User", "extra", {"$ref": "#/components/schemas/Nobody"})),
    (
        "reference_is_to_a_component",
        new_property("User", "extra", {"$ref": "#/components/schemas/Run/properties/name"}),
    ),
    ("parameter_has_no_style_of_its_own", new_parameter(style="deepObject")),
    ("parameter_has_no_style_of_its_own", new_parameter(explode=False)),
    ("parameter_is_a_scalar_in_path_or_query", new_parameter(schema={"type": "array", "items": {"type": "string"}})),
    ("parameter_is_a_scalar_in_path_or_query", new_parameter(**{"in": "cookie"})),
    (
        "path_parameters_are_required_and_those_of_the_path",
        lambda spec: operation(spec, "/user/{username}", "put")["parameters"][0].pop("required"),
    ),
    (
        "path_parameters_are_required_and_those_of_the_path",
        lambda spec: operation(spec, "/user/{username}", "put").pop("parameters"),
    ),
    (
        "bodies_and_answers_are_json",
        lambda spec: operation(spec, "/user", "post")["requestBody"]["content"].update({"text/plain": {"schema": {}}}),
    ),
    ("bodies_and_answers_are_json", in_response("/user", "post", "200", content={"text/plain": {"schema": {}}})),
    ("answer_schema_is_not_empty", in_response("/user", "post", "200", content=json(schema={}))),
    ("component_is_not_just_another_one", new_schema("Person", {"$ref": "#/components/schemas/User"})),
    ("component_is_not_just_another_one", new_schema("Person", {"allOf": [{"$ref": "#/components/schemas/User"}]})),
    ("every_object_shape_has_a_name", new_property("User", "extra", {"type": "object"})),
    ("every_object_shape_has_a_name", new_property("User", "extra", {"type": "array", "items": {"properties": {}}})),
    ("every_object_shape_has_a_name", in_response("/user", "post", "200", content=json(schema={"type": "object"}))),
    ("component_is_used", new_schema("Person", {"type": "object"})),
    ("component_is_used", lambda spec: spec["components"]["parameters"].update(extra={"name": "extra", "in": "query"})),
    ("request_is_closed", lambda spec: schema(spec, "CreateRunRequest").pop("additionalProperties")),
    ("request_is_closed", in_schema("StepCache", additionalProperties=False)),
    ("answer_is_open", in_schema("Run", additionalProperties=False)),
    ("required_names_are_properties", in_schema("Run", required=["runId"])),
    ("secret_is_marked", lambda spec: schema(spec, "LoginRequest").pop("x-secret")),
    ("secret_is_marked", in_schema("Run", **{"x-secret": ["tokne"]})),
    ("final_values_are_known_values", in_schema("RunStatus", **{"x-final-values": ["done"]})),
    ("since_is_a_release", lambda spec: operation(spec, "/fs", "put").update({"x-since": "0.14"})),
    ("required_fields_of_answers_are_in_every_recorded_one", in_schema("Run", required=["runID", "scheduledTime"])),
    ("example_is_recorded", lambda spec: example_of(spec, "/user", "post", "200").update(username="somebody")),
    ("example_validates", in_response("/user", "post", "200", content=BOOLEAN_EXAMPLE)),
    (
        "example_validates",
        lambda spec: operation(spec, "/user", "post")["requestBody"]["content"]["application/json"].update(example=[]),
    ),
    (
        "what_is_recorded_has_an_example",
        lambda spec: operation(spec, "/user", "post")["responses"]["200"]["content"]["application/json"].pop("example"),
    ),
    (
        "what_is_recorded_has_an_example",
        lambda spec: operation(spec, "/user", "post")["requestBody"]["content"]["application/json"].pop("example"),
    ),
]


def test_every_rule_is_shown_to_fail() -> None:
    assert {rule for rule, _ in BREAKS} == RULES.keys()


@pytest.mark.slow
@with_each("rule, damage", BREAKS)
def test_a_spec_that_does_not_keep_the_rule_is_seen(spec: Spec, rule: str, damage: Break) -> None:
    broken = copy.deepcopy(spec)
    damage(broken)
    assert RULES[rule](broken)


def test_no_line_of_the_spec_is_too_long(spec_file: Path) -> None:
    """But for what is recorded: an example is shown as it is."""
    too_long, example = [], None
    for number, line in enumerate(spec_file.read_text(encoding="utf-8").splitlines(), 1):
        indent = len(line) - len(line.lstrip())
        if line and example is not None and indent <= example:
            example = None
        if line.lstrip().startswith("example:"):
            example = indent
        if len(line) > 120 and example is None:
            too_long.append(f"spec/openapi.yaml:{number}")
    assert too_long == []


def test_paths_and_schemas_are_set_apart_by_one_blank_line(spec_file: Path) -> None:
    lines = spec_file.read_text(encoding="utf-8").splitlines()
    schemas = lines.index("  schemas:")
    heads = [number for number, line in enumerate(lines) if line.startswith(f"  {BASE}/")]
    heads += [
        number
        for number in range(schemas + 2, len(lines))
        if lines[number][:4].isspace() and lines[number][4:5].isalpha()
    ]
    assert [lines[number] for number in heads if lines[number - 1] or not lines[number - 2]] == []
