"""Random pipelines, written by the public names, checked, compiled, sent and run: each step sees what was meant.

References go down into DAGs, up and sideways out of them, to items of loops at any level, in every field.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define, field
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from paddleflow.pipeline import DAG, Artifact, ContainerStep, FSOptions, MainFS, Parameter, Pipeline

from .conftest import Run

TORTURE = "PADDLEFLOW_TORTURE" in os.environ
MOST_COPIES = 30 if TORTURE else 8

Source = tuple[Any, ...]
"""("plain", value), ("param", step), ("item", loop), or ("text", before, source)."""

# Also what YAML 1.1 and 1.2 read as something else.
TEXTS = st.sampled_from(["y", "n", "N", "on", "1e-4", "0o17", "012", "1_0", "null", "~", "a", "b.c", "x-y", "1.0", ""])
VALUES = st.one_of(TEXTS, st.integers(-5, 5), st.sampled_from([1.5, 0.25]))
ITEMS = st.lists(VALUES, min_size=1, max_size=2)


@define(eq=False)
class Node:
    """A step or DAG that is to be: all that it refers to was made before it."""

    number: int
    name: str
    around: tuple[Node, ...]
    children: list[Node] | None = None
    loop: list[Any] | Node | None = None
    """Items, or a step whose parameter `items` has them."""
    condition: tuple[Source, str] | None = None
    """A value, and the text that it has to be equal to."""
    value: Source = ("plain", 0)
    items: list[Any] = field(factory=lambda: [0])
    env: Source = ("plain", "e")
    inline: Source = ("plain", "c")
    reads: list[Node] = field(factory=list)

    @property
    def is_open(self) -> bool:
        """Whether others may read its artifact: nothing that may be skipped has one for others."""
        return self.condition is None


@st.composite
def plans(draw: st.DrawFn) -> list[Node]:
    count = iter(range(1000))
    top: list[Node] = []

    def level(siblings: list[Node], around: tuple[Node, ...], earlier: list[list[Node]]) -> None:
        names = draw(st.lists(st.sampled_from(["a", "b", "n", "C", "d-1"]), min_size=1, max_size=3, unique=True))
        for name in names:
            node = Node(next(count), name, around)
            visible = [*earlier, siblings]
            steps = [each for group in visible for each in group if each.children is None]
            loops = [each for each in around if each.loop is not None]

            def source(steps: list[Node] = steps, loops: list[Node] = loops) -> Source:
                kinds = ["plain", *(["param"] if steps else []), *(["item"] if loops else [])]
                match draw(st.sampled_from(kinds)):
                    case "param":
                        found: Source = ("param", draw(st.sampled_from(steps)))
                    case "item":
                        found = ("item", draw(st.sampled_from(loops)))
                    case _:
                        return ("plain", draw(VALUES))
                return ("text", "t/", found) if draw(st.booleans()) else found

            if draw(st.integers(0, 3)) == 0:
                node.loop = draw(st.sampled_from(steps)) if steps and draw(st.booleans()) else draw(ITEMS)
            if draw(st.integers(0, 3)) == 0 and steps + loops:
                chosen = source()
                while chosen[0] in ("plain", "text"):
                    chosen = ("param", steps[0]) if steps else ("item", loops[0])
                node.condition = (chosen, draw(st.sampled_from(["0", "1", "a", "y", "t/0"])))
            if len(around) < 3 and draw(st.integers(0, 2)) == 0:
                node.children = []
                level(node.children, (*around, node), visible)
            else:
                node.value, node.env, node.inline = source(), source(), source()
                node.items = draw(ITEMS)
                shut = max((index for index, each in enumerate(around) if not each.is_open), default=-1)
                readable = [each for group in visible[shut + 1 :] for each in producers(group)]
                if readable:
                    node.reads = draw(st.lists(st.sampled_from(readable), max_size=2, unique=True))
            siblings.append(node)

    level(top, (), [])
    return top


def producers(nodes: list[Node]) -> Iterator[Node]:
    """Go over the steps whose artifact can be read from their level or below."""
    for node in nodes:
        if node.is_open and node.children is None:
            yield node
        elif node.is_open and node.children is not None:
            yield from producers(node.children)


def text(value: Any) -> str:
    return str(value)


# What it means.
def value_of(source: Source, items: Mapping[Node, Any]) -> Any:
    match source:
        case ("plain", value):
            return value
        case ("param", step):
            return value_of(step.value, items)
        case ("item", loop):
            return items[loop]
        case ("text", before, inner):
            return before + text(value_of(inner, items))
    raise AssertionError(source)


def copies(node: Node, items: Mapping[Node, Any]) -> Iterator[dict[Node, Any]]:
    """Go over the copies of a node: the items that are known in each."""
    if node.loop is None:
        yield dict(items)
    else:
        for item in node.loop.items if isinstance(node.loop, Node) else node.loop:
            yield {**items, node: item}


def lines(nodes: list[Node], items: Mapping[Node, Any]) -> Iterator[str]:
    """Go over what all steps print."""
    for node in nodes:
        for own in copies(node, items):
            if node.condition and text(value_of(node.condition[0], own)) != node.condition[1]:
                continue
            if node.children is not None:
                yield from lines(node.children, own)
            else:
                parts = [text(value_of(source, own)) for source in (node.value, node.env, node.inline)]
                read = [";".join(contents(step, (), own)) for step in node.reads]
                yield "|".join([str(node.number), *parts, text(own[node]) if node.loop is not None else "-", *read])


def contents(step: Node, done: tuple[Node, ...], items: Mapping[Node, Any]) -> Iterator[str]:
    """Go over the outputs of all copies of a step that a reader sees: in shared loops, only its own copy."""
    for node in (*step.around, step)[len(done) :]:
        if node in items:
            done = (*done, node)
            continue
        for own in copies(node, items):
            if node is step:
                yield f"{step.number}.{text(own.get(step, '-'))}.{text(value_of(step.value, own))}"
            else:
                yield from contents(step, (*done, node), own)
        return


# How it is written.
class Writer:
    def __init__(self) -> None:
        self.made: dict[Node, ContainerStep | DAG] = {}

    def write(self, nodes: list[Node]) -> None:
        for node in nodes:
            loop: Any = node.loop
            if isinstance(loop, Node):
                loop = self.made[loop].parameters["items"]
            if node.children is not None:
                dag = self.made[node] = DAG(node.name, loop_argument=loop)
                with dag:
                    self.write(node.children)
            else:
                self.made[node] = self.step(node, loop)
            if node.condition:
                self.made[node].condition = self.reference(node.condition[0]) == node.condition[1]

    def step(self, node: Node, loop: Any) -> ContainerStep:
        step = ContainerStep(
            node.name,
            parameters={"value": self.reference(node.value), "items": Parameter(node.items)},
            env={"E": f"{self.reference(node.env)}"},
            inputs={f"i{index}": self.made[read].outputs["o"] for index, read in enumerate(node.reads)},
            outputs={"o": Artifact()},
            loop_argument=loop,
        )
        item = str(step.loop_argument.item) if node.loop is not None else "-"
        read = "".join(
            f"|$(for f in $(echo {step.inputs[f'i{index}']} | tr , ' '); do cat $f; echo ';'; done | tr -d '\\n')"
            for index in range(len(node.reads))
        )
        step.command = (
            f"printf %s '{node.number}.{item}.{step.parameters['value']}' > {step.outputs['o']}\n"
            f'echo "{node.number}|{step.parameters["value"]}|$E|{self.reference(node.inline)}|{item}{read}"'
        )
        return step

    def reference(self, source: Source) -> Any:
        match source:
            case ("plain", value):
                return value
            case ("param", step):
                return self.made[step].parameters["value"]
            case ("item", loop):
                return self.made[loop].loop_argument.item
            case ("text", before, inner):
                return f"{before}{self.reference(inner)}"
        raise AssertionError(source)


@settings(
    max_examples=300 if TORTURE else 6,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(plan=plans())
def test_each_step_sees_what_the_script_meant(run: Run, plan: list[Node]) -> None:
    expected = sorted(lines(plan, {}))
    if len(expected) > MOST_COPIES:
        return
    made = Pipeline(name="random", docker_env="alpine:3", fs_options=FSOptions(MainFS("ppl")))(Writer().write)(plan)
    assert made.check() == []
    assert made.compile() == made.compile()
    again = Pipeline.from_yaml(made.to_yaml())
    assert again.compile() == made.compile()
    ended, printed = run(made)
    assert ended.status == "succeeded", ended.run_msg
    assert [line.replace(";|", "|").rstrip(";") for line in printed] == [line.rstrip(";") for line in expected]
