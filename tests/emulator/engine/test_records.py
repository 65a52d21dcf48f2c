"""The records of a run as the wire nests them."""

import json
import weakref
from collections.abc import Iterator

from paddleflow_emulator.engine.records import Dag, Record, Step, runtime_view


def step(name: str, parent: str, *, post: bool = False) -> Step:
    return Step(f"{parent}/{name}", name, name, name, name, parent, post=post)


def test_views_are_nested_encoded_or_not() -> None:
    """All at the top hang under one DAG that has no record."""
    dag = Dag("d", "dag-1", "d", "d", "d", "d", "dag-0")
    records: list[Record] = [step("a", "dag-0"), dag, step("b", "dag-1"), step("b", "dag-1"), step("c", "", post=True)]
    runtime, post_process = runtime_view(records)
    assert [view["stepName"] for view in runtime["d"][0]["entryPoints"]["b"]] == ["b", "b"]
    assert runtime["a"] == [step("a", "dag-0").view()]
    texts, post_texts = runtime_view(records, json.dumps)
    assert json.loads(texts["a"][0]) == runtime["a"][0]
    assert [json.loads(text)["stepName"] for text in json.loads(texts["d"][0])["entryPoints"]["b"]] == ["b", "b"]
    assert json.loads(post_texts["c"]) == post_process["c"]


def test_steps_are_not_kept_once_they_are_encoded() -> None:
    """The garbage collector takes 0.4 s to scan 60,000 of them, which blocks all requests."""
    made: list[weakref.ref[Step]] = []

    def steps() -> Iterator[Step]:
        for _ in range(10):
            made.append(weakref.ref(one := step("a", "dag-0")))
            yield one
            del one

    runtime, _ = runtime_view(steps(), lambda _: b"{}")
    assert runtime == {"a": [b"{}"] * 10}
    assert [found() for found in made[:-1]] == [None] * 9
