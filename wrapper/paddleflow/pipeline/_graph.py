"""The graph of a pipeline in Mermaid or DOT."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

_TEMPLATE = re.compile(r"\{\{\s*([\w.-]+)\s*\}\}")

GraphFormat: TypeAlias = Literal["mermaid", "dot"]


def draw(document: dict[str, Any], style: GraphFormat) -> str:
    """Return the graph of a compiled pipeline."""
    lines = list((_mermaid if style == "mermaid" else _dot)(document["entry_points"], (), {}))
    for name in document.get("post_process", {}):
        label = json.dumps(f"{name} (post_process)", ensure_ascii=False)
        lines.append(f"post_process[{label}]" if style == "mermaid" else f"post_process [label={label}]")
    if style == "mermaid":
        return "\n".join(["flowchart TD", *(f"    {line}" for line in lines)]) + "\n"
    name = json.dumps(document["name"], ensure_ascii=False)
    return "\n".join([f"digraph {name} {{", "  compound=true", *(f"  {line}" for line in lines), "}"]) + "\n"


def _label(name: str, component: dict[str, Any], sources: Mapping[str, str]) -> str:
    parts = [name]
    if "loop_argument" in component:
        parts.append("loop")
    if component.get("condition"):
        parts.append(f"if {_TEMPLATE.sub(lambda found: sources.get(found[1], found[1]), component['condition'])}")
    # Quotes end a label in Mermaid, and angle brackets are HTML there.
    text = " · ".join(parts).replace('"', "'").replace("<", "‹").replace(">", "›")
    return json.dumps(text, ensure_ascii=False)


def _sources(component: dict[str, Any], outer: Mapping[str, str]) -> dict[str, str]:
    """Return where each parameter and input of a component gets its value, given the sources of the enclosing DAG."""
    values = {**component.get("parameters", {}), **component.get("artifacts", {}).get("input", {})}
    templates = {name: _TEMPLATE.fullmatch(str(value)) for name, value in values.items()}
    return {
        name: outer.get(template[1].removeprefix("PF_PARENT."), template[1])
        for name, template in templates.items()
        if template
    }


def _mermaid(components: dict[str, Any], path: tuple[str, ...], outer: Mapping[str, str]) -> Iterator[str]:
    for name, component in components.items():
        key, sources = _key((*path, name)), _sources(component, outer)
        label = _label(name, component, sources)
        if "entry_points" in component:
            yield f"subgraph {key}[{label}]"
            yield from (f"    {line}" for line in _mermaid(component["entry_points"], (*path, name), sources))
            yield "end"
        else:
            yield f"{key}[{label}]"
    for before, after in _edges(components):
        yield f"{_key((*path, before))} --> {_key((*path, after))}"


def _dot(components: dict[str, Any], path: tuple[str, ...], outer: Mapping[str, str]) -> Iterator[str]:
    for name, component in components.items():
        key, sources = _key((*path, name)), _sources(component, outer)
        label = _label(name, component, sources)
        if "entry_points" in component:
            yield f"subgraph cluster_{key} {{"
            yield f"  label={label}"
            yield f'  {key} [shape=point, label="", style=invis]'
            yield from (f"  {line}" for line in _dot(component["entry_points"], (*path, name), sources))
            yield "}"
        else:
            yield f"{key} [label={label}]"
    for before, after in _edges(components):
        ends = {"ltail": before, "lhead": after}
        clusters = [f"{end}=cluster_{_key((*path, n))}" for end, n in ends.items() if "entry_points" in components[n]]
        attributes = f" [{', '.join(clusters)}]" if clusters else ""
        yield f"{_key((*path, before))} -> {_key((*path, after))}{attributes}"


def _edges(components: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, component in components.items():
        for dep in filter(None, component.get("deps", "").split(",")):
            yield dep, name


def _key(path: tuple[str, ...]) -> str:
    # "end" alone is a word of Mermaid, and dashes are arrows there.
    return "n_" + "__".join(path).replace("-", "_")
