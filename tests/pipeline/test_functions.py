"""Functions as steps: what reaches the container, what comes back, and what is refused at home."""

import math
from collections.abc import Callable
from json import dumps as as_json
from pathlib import Path
from typing import Any, Literal, TypedDict

import pytest

from paddleflow.pipeline import (
    ContainerStep,
    FSOptions,
    MainFS,
    Pipeline,
    PipelineDSLError,
    StepFailed,
    collect,
    loop,
    output_path,
    step,
    when,
)

from .conftest import Run

FACTOR = 3
NAMES = {"a": [1, 2]}
SECRET = object()


def helper(x: int) -> int:
    return twice(x) + FACTOR


def twice(x: int) -> int:
    return 2 * x


class Shape:
    sides = FACTOR

    def area(self) -> int:
        return twice(self.sides)


class Point(TypedDict):
    x: int
    y: int


@step
def make(count: int) -> list[int]:
    return list(range(count))


@step
def square(x: int) -> int:
    return x * x


@step
def total(values: list[int]) -> int:
    return sum(values)


@step
def echo(value: Any) -> Any:
    return value


@step
def say(value: Any) -> None:
    print(repr(value))


def pipeline(build: Callable[[], object]) -> Pipeline:
    return Pipeline(name="p", docker_env="python:3.11", fs_options=FSOptions(MainFS("ppl")))(build)()


def printed(run: Run, build: Callable[[], object], **options: Any) -> list[str]:
    made = pipeline(build)
    assert made.check() == []
    again = Pipeline.from_yaml(made.to_yaml())
    assert again.compile() == made.compile()
    ended, lines = run(made, **options)
    assert ended.status == "succeeded", (ended.run_msg, lines)
    return lines


def refused(build: Callable[[], object], *words: str) -> None:
    with pytest.raises(PipelineDSLError) as caught:
        pipeline(build).compile()
    assert all(word in str(caught.value) for word in (*words, f"{__file__}:")), caught.value


# One step by itself.
VALUES: list[Any] = [
    *(0, "", False, None, [], {}, 0.0, True, -1, 2**70, 1.5, "1", "null", "[1]", [1, "a", None, [True]]),
    *("it's; echo", '"', "$HOME `id` $(id) $$", "{{x}}", "{{ x.y }}", "a\nb\n", "你好", "json:", "json:{}", " "),
    *({"k": "{{x}}"}, ["$(A)"], {"a": {"b": {}}}, "\\", "PF_END", "'''", '"""'),
]


@step
def eight(a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, g: Any, h: Any) -> list[Any]:
    return [a, b, c, d, e, f, g, h]


@pytest.mark.parametrize("values", [VALUES[start : start + 8] for start in range(0, len(VALUES), 8)])
def test_values_go_in_and_come_back_as_they_are(values: list[Any]) -> None:
    returned = eight.run(*values)
    assert returned == eight.local(*values) == values
    assert [type(value) for value in returned] == [type(value) for value in values]


def test_a_function_takes_along_what_it_uses() -> None:
    @step
    def uses(x: int) -> list[float]:
        return [helper(x), Shape().area(), math.floor(2.5), len(NAMES), FACTOR]

    assert uses.run(x=1) == uses.local(1) == [5, 6, 2, 1, 3]


def test_a_closure_over_a_plain_value_is_sent_along() -> None:
    def made(base: int) -> Any:
        @step
        def add(x: int) -> int:
            return x + base

        return add

    assert made(10).run(x=1) == 11
    assert made(20).run(x=1) == 21


def test_a_name_from_another_module_is_imported_by_the_step() -> None:
    @step
    def text(values: list[int]) -> str:
        return as_json(values)

    assert text.run([1, 2]) == "[1, 2]"


def test_templates_and_braces_in_the_source_are_left_alone() -> None:
    @step
    def braces(name: str) -> str:
        return f"{{{{{name}}}}} {{{{ }}}} {{ {name} }}" + str({"a": {"b": 1}}) + "$(X) $$"

    assert braces.run("x") == "{{x}} {{ }} { x }{'a': {'b': 1}}$(X) $$"


def test_files_go_in_and_out(tmp_path: Path) -> None:
    @step
    def copy(source: Path, target: Path = output_path()) -> Path:
        target.write_text(source.read_text())
        return target

    source = tmp_path / "in"
    source.write_text("text")
    assert copy.run(source=source).read_text() == "text"


def test_a_failing_function_says_what_it_printed() -> None:
    @step
    def fails(x: int) -> int:
        raise ValueError(f"no {x}")

    with pytest.raises(StepFailed, match="ValueError: no 3") as caught:
        fails.run(x=3)
    assert caught.value.exit_code == 1
    assert "Traceback" in caught.value.output


def test_defaults_count_and_are_checked() -> None:
    @step
    def scaled(x: int, by: int = FACTOR, *, name: str = "") -> str:
        return f"{x * by}{name}"

    assert scaled.run(2) == "6"
    assert scaled.run(2, name="n", by=1) == "2n"


# In a pipeline.
def test_values_lists_loops_and_conditions(run: Run) -> None:
    def build() -> None:
        numbers = make(count=4)
        with loop(numbers.output) as x:
            each = square(x=x)
        result = total(values=collect(each.output))
        with when(result.output > 10):
            say(result.output)
        with when(result.output < 10):
            say("never")

    assert printed(run, build) == ["14"]


def test_a_value_may_be_overridden_by_the_run(run: Run) -> None:
    def build() -> None:
        say(make(count=1).output)

    assert printed(run, build, param={"make.count": 3}) == ["[0, 1, 2]"]


@pytest.mark.parametrize("count", [1, 2])
def test_one_copy_of_a_loop_is_a_list_of_one(run: Run, count: int) -> None:
    def build() -> None:
        with loop(list(range(count))) as x:
            each = square(x=x)
        say(collect(each.output))

    assert printed(run, build) == [repr([number**2 for number in range(count)])]


def test_falsy_values_and_hostile_texts_travel_between_steps(run: Run) -> None:
    values: list[Any] = [0, "", False, None, [], "it's; {{x}} $(X) $$", [""], {"a": None}]

    def build() -> None:
        say(eight(*(echo(value).output for value in values)).output)

    assert printed(run, build) == [repr(values)]


def test_items_of_a_loop_arrive_as_they_are(run: Run) -> None:
    items: list[Any] = ["a b", 1, [1, "x"], None, ""]

    def build() -> None:
        with loop(items) as item:
            say(item)

    assert printed(run, build) == sorted(repr(item) for item in items)


def test_a_loop_over_texts_that_a_step_made(run: Run) -> None:
    @step
    def words() -> list[str]:
        return ["it's", "", "a,b"]

    def build() -> None:
        with loop(words().output) as word:
            say(word)

    assert printed(run, build) == sorted(map(repr, ["it's", "", "a,b"]))


def test_a_condition_on_a_text(run: Run) -> None:
    @step
    def word(text: str) -> str:
        return text

    def build() -> None:
        made = word("good one")
        with when((made.output == "good one") & ~(made.output == "bad")):  # type: ignore[arg-type]
            say("yes")
        with when(made.output != "good one"):
            say("no")

    assert printed(run, build) == ["'yes'"]


def test_files_between_steps_and_with_plain_steps(run: Run) -> None:
    @step
    def write(text: str, target: Path = output_path()) -> None:
        target.write_text(text)

    @step
    def read(sources: list[Path], source: Path) -> str:
        return source.read_text() + "".join(sorted(each.read_text() for each in sources))

    def build() -> None:
        first = write("1")
        with loop(["a", "b"]) as text:
            each = write(text)
        say(read(sources=collect(each.file("target")), source=first.file("target")).output)
        ContainerStep("cat", command="cat {{i}}", inputs={"i": first.outputs["target"]})

    assert printed(run, build) == ["'1ab'", "1"]


def test_a_literal_union_and_typed_dict(run: Run) -> None:
    @step
    def typed(mode: Literal["a", "b"], point: Point, maybe: int | None = None) -> Point:
        return {"x": point["x"] + (maybe or 0), "y": len(mode)}

    def build() -> None:
        say(typed("a", {"x": 1, "y": 2}).output)

    assert printed(run, build) == ["{'x': 1, 'y': 1}"]


# Wrong calls.
def test_wrong_calls_are_refused_where_they_stand() -> None:
    refused(lambda: square(x="3"), "x must be int, not '3'")  # type: ignore[arg-type]
    refused(lambda: square(x=1, y=3), "unexpected keyword argument 'y'")  # type: ignore[call-arg]
    refused(lambda: square(), "missing a required argument: 'x'")  # type: ignore[call-arg]
    refused(lambda: square(x=make(count=1).output), "x must be int, not list[int]")  # type: ignore[arg-type]
    refused(lambda: total(values=square(x=1).output), "values must be list[int], not int")  # type: ignore[arg-type]
    refused(lambda: when("yes").__enter__(), "takes a comparison")  # type: ignore[arg-type]
    refused(lambda: loop([]).__enter__(), "empty list")
    refused(lambda: collect(make(count=1).output), "this step is not in a loop")
    refused(lambda: say([square(x=1).output]), "not inside a list")
    refused(lambda: say({1, 2}), "cannot be sent as JSON")
    refused(lambda: say(1).output, "returns nothing")


def test_a_loop_s_output_is_collected_or_refused() -> None:
    def build() -> None:
        with loop([1, 2]) as x:
            each = square(x=x)
        total(values=each.output)  # type: ignore[arg-type]

    refused(build, "pass collect(...)")


def test_outputs_of_conditional_steps_cannot_be_read_outside() -> None:
    def build() -> None:
        with when(square(x=1).output > 3):
            skipped = square(x=2)
        say(skipped.output)

    refused(build, "has condition", "say")


def test_python_s_if_and_for_are_refused() -> None:
    def with_if() -> None:
        if square(x=1).output:
            say(1)

    def with_for() -> None:
        for item in make(count=1).output:
            say(item)

    refused(with_if, "with when(condition)")
    refused(with_for, "with loop(items)")


def test_names_that_no_container_has_are_refused_with_their_line() -> None:
    @step
    def uses_object() -> None:
        print(SECRET)

    @step
    def uses_step() -> int:
        return square(x=1).output

    @step
    def uses_nothing() -> None:
        print(undefined_name)  # type: ignore[name-defined]  # noqa: F821

    @step
    async def waits() -> None:
        pass

    @step
    def many(*values: int) -> None:
        pass

    line = uses_object.function.__code__.co_firstlineno + 2
    refused(lambda: uses_object(), "uses SECRET", f"{__file__}:{line}")
    refused(lambda: uses_step(), "calls square, another step")
    refused(lambda: uses_nothing(), "uses undefined_name, which is not defined")
    refused(lambda: waits(), "async function")
    refused(lambda: many(), "*values")
    refused(lambda: step(lambda: None)(), "written with def")


def test_source_that_cannot_be_found_is_refused() -> None:
    names: dict[str, Any] = {"step": step}
    exec(  # noqa: S102 - the text is the test's own
        "@step\ndef typed_in(x: int) -> int:\n    return x", names
    )
    with pytest.raises(PipelineDSLError, match="source of typed_in cannot be found"):
        names["typed_in"].run(x=1)


def test_large_functions_are_refused_before_they_are_sent() -> None:
    refused(lambda: say("x" * 100) and ContainerStep("big", command="#" * 140_000), "140000 bytes")


def test_packages_are_installed_first() -> None:
    @step(packages=["numpy>=1", "it's"])
    def uses() -> None:
        pass

    command = pipeline(lambda: uses()).compile()["entry_points"]["uses"]["command"]
    assert command.startswith("python3 -m pip install -q 'numpy>=1' 'it'\"'\"'s' && python3 - <<'PF_END'\n")


def test_options_are_for_one_call() -> None:
    def build() -> None:
        square.options(name="first", image="other:1", env={"A": "1"})(x=1)
        square(x=2)
        square(x=3)

    steps = pipeline(build).compile()["entry_points"]
    assert list(steps) == ["first", "square", "square-2"]
    assert steps["first"]["docker_env"] == "other:1"
    assert "docker_env" not in steps["square"]
