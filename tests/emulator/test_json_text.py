"""Answers as JSON text, of values and of parts that are written already."""

import json
from typing import Any

import pytest

from paddleflow_emulator.http.json_text import encoded

LONG = list(range(200))


@pytest.mark.parametrize(
    "content",
    [None, "ü😀", [], {}, LONG, {"a": LONG}, {"a": {"b": LONG, "c": {}}}, {"a": {"b": {"c": {"d": [LONG]}}}}],
)
def test_it_is_the_json_of_the_standard_library(content: Any) -> None:
    assert encoded(content).decode() == json.dumps(content, ensure_ascii=False)


def test_encoded_parts_stay_as_they_are() -> None:
    one, other = (encoded({"children": {"a": [text]}}) for text in (b'{"x": 1}', b'{"x": 2}'))
    assert json.loads(encoded({"b": {"c": [one, other], "d": one}, "e": []})) == {
        "b": {"c": [{"children": {"a": [{"x": number}]}} for number in (1, 2)], "d": {"children": {"a": [{"x": 1}]}}},
        "e": [],
    }
