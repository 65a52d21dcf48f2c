"""Builds a Pipeline from its YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from paddleflow.pipeline._components import DAG, Component, ContainerStep
from paddleflow.pipeline._errors import refuse
from paddleflow.pipeline._options import CacheOptions, ExtraFS, FailureOptions, FSOptions, FSScope, MainFS
from paddleflow.pipeline._pipeline import Pipeline
from paddleflow.pipeline._references import Artifact, Parameter

_TEMPLATE = re.compile(r"\{\{\s*([\w-]+)\.(\w+)\s*\}\}")
_PARENT = "PF_PARENT"


def pipeline_of(document: Mapping[str, Any]) -> Pipeline:
    """Return the pipeline that a document describes.

    Raises:
        PipelineDSLError: It does not describe a pipeline.
    """
    fields = _YamlFields("the pipeline", document)
    pipeline = Pipeline(
        fields.take("name"),
        parallelism=fields.take("parallelism"),
        docker_env=fields.take("docker_env"),
        cache_options=_cache(fields.take("cache")),
        failure_options=_failure(fields.take("failure_options")),
        fs_options=_file_systems(fields.take("fs_options")),
    )
    root = pipeline._root = DAG.outermost()
    with root:
        _level(root, fields.take("entry_points"))
    templates = DAG.outermost()
    with templates:
        _level(templates, fields.take("components"))
    pipeline.components = templates.entry_points
    for name, component in (fields.take("post_process") or {}).items():
        step = _component(name, component)
        _wire(step, component, {})
        if not isinstance(step, ContainerStep):
            raise refuse("the post_process of a pipeline must be a step, not a DAG")
        pipeline.set_post_process(step)
    disabled = fields.take("disabled")
    pipeline.disabled = [name.strip() for name in disabled.split(",") if name.strip()] if disabled else []
    fields.done()
    return pipeline


class _YamlFields:
    """The fields of a mapping; those not taken are unknown."""

    def __init__(self, owner: str, document: object) -> None:
        if not isinstance(document, Mapping):
            raise refuse(f"{owner} must be a mapping, not {document!r}")
        self._owner = owner
        self._left = dict(document)

    def take(self, name: str) -> Any:
        return self._left.pop(name, None)

    def done(self) -> None:
        if self._left:
            raise refuse(f"{self._owner} has no {', '.join(map(str, self._left))}")


def _level(dag: DAG, documents: Mapping[str, Any] | None) -> None:
    made = {name: _component(name, document) for name, document in (documents or {}).items()}
    for name, component in made.items():
        _wire(component, (documents or {})[name], made, dag)


def _component(name: str, document: Mapping[str, Any]) -> Component:
    """Make a component, without its references to siblings."""
    fields = _YamlFields(f"component {name}", document)
    fields.take("deps")
    fields.take("type")
    fields.take("name")
    condition, loop_argument = fields.take("condition"), fields.take("loop_argument")
    parameters = {key: _parameter(value) for key, value in (fields.take("parameters") or {}).items()}
    artifacts = fields.take("artifacts") or {}
    if "entry_points" in document:
        dag = DAG(name, condition, loop_argument)
        dag.parameters.update(parameters)
        # Children refer to the DAG's inputs, which are wired later.
        for key in artifacts.get("input") or {}:
            dag.inputs.data[key] = Artifact.literal(dag, key, "")
        with dag:
            _level(dag, fields.take("entry_points"))
        fields.done()
        return dag
    step = ContainerStep(
        name,
        docker_env=fields.take("docker_env"),
        command=fields.take("command") or "",
        outputs={key: Artifact() for key in artifacts.get("output") or ()},
        parameters=parameters,
        env={key: _text(value) for key, value in (fields.take("env") or {}).items()},
        cache_options=_cache(fields.take("cache")),
        condition=condition,
        loop_argument=loop_argument,
        extra_fs=[_extra(each) for each in fields.take("extra_fs") or ()],
        reference=(fields.take("reference") or {}).get("component"),
    )
    fields.done()
    return step


def _wire(
    component: Component, document: Mapping[str, Any], siblings: Mapping[str, Component], parent: DAG | None = None
) -> None:
    """Set the references of a component to its siblings, its parent, and, for a DAG, its children."""
    for name in filter(None, (each.strip() for each in (document.get("deps") or "").split(","))):
        if name not in siblings:
            raise refuse(f"it depends on {name}, which is not a sibling", component.name)
        component.after(siblings[name])
    artifacts = document.get("artifacts") or {}
    for key, template in (artifacts.get("input") or {}).items():
        component.inputs.data[key] = _artifact(component, key, template, siblings, parent)
    if isinstance(component, DAG):
        for key, template in (artifacts.get("output") or {}).items():
            component.outputs.data[key] = _artifact(component, key, template, component.entry_points, None)


def _artifact(
    owner: Component, name: str, template: str, siblings: Mapping[str, Component], parent: DAG | None
) -> Artifact:
    match = _TEMPLATE.fullmatch(template.strip()) if isinstance(template, str) else None
    if match and match[1] == _PARENT and parent is not None:
        source = parent.inputs.get(match[2])
    else:
        source = siblings[match[1]].outputs.get(match[2]) if match and match[1] in siblings else None
    # Children of the DAG may already refer to this input.
    artifact = owner.inputs.data.get(name)
    if artifact is None:
        artifact = Artifact.literal(owner, name, template)
    artifact.template, artifact._ref = (template, None) if source is None else (None, source)
    return artifact


def _parameter(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    known = {key.lower(): each for key, each in value.items()}
    return Parameter(known.get("default"), known.get("type"))


def _text(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _cache(document: Mapping[str, Any] | None) -> CacheOptions | None:
    if document is None:
        return None
    fields = _YamlFields("cache", document)
    scopes = [FSScope(each.get("name"), each.get("path")) for each in fields.take("fs_scope") or ()]
    options = CacheOptions(fields.take("enable"), scopes or None, fields.take("max_expired_time"))
    fields.done()
    return options


def _failure(document: Mapping[str, Any] | None) -> FailureOptions | None:
    return None if document is None else FailureOptions(document.get("strategy", ""))


def _file_systems(document: Mapping[str, Any] | None) -> FSOptions | None:
    if document is None:
        return None
    fields = _YamlFields("fs_options", document)
    main = fields.take("main_fs")
    place = {key: value for key, value in main.items() if key != "read_only"} if main else None
    options = FSOptions(MainFS(**place) if place else None, [_extra(each) for each in fields.take("extra_fs") or ()])
    fields.done()
    return options


def _extra(document: Mapping[str, Any]) -> ExtraFS:
    try:
        return ExtraFS(**document)
    except TypeError:
        raise refuse(f"a file system must have name, sub_path, mount_path and read_only, not {document!r}") from None
