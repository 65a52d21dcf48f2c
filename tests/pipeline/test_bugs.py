"""What the official SDK does wrong in silence, or refuses without need: each works here or is refused."""

import threading
from collections.abc import Callable

import pytest
import yaml

from paddleflow.pipeline import (
    DAG,
    Artifact,
    CacheOptions,
    ContainerStep,
    FSOptions,
    MainFS,
    Parameter,
    Pipeline,
    PipelineDSLError,
)

from .conftest import Run

FS = FSOptions(MainFS("ppl"))
Build = Callable[[], object]


def pipeline(build: Build, **options: object) -> Pipeline:
    return Pipeline(name="p", **{"docker_env": "alpine:3", "fs_options": FS} | options)(build)()  # type: ignore[arg-type]


def printed(run: Run, build: Build, **options: object) -> list[str]:
    ended, lines = run(pipeline(build), **options)
    assert ended.status == "succeeded", ended.run_msg
    return lines


def refused(build: Build, *words: str) -> None:
    with pytest.raises(PipelineDSLError) as caught:
        pipeline(build).compile()
    assert caught.value.code == "PipelineDSLError"
    assert all(word in str(caught.value) for word in (*words, f"{__file__}:"))


def test_bug_1_each_reader_of_a_dag_gets_its_own_artifact(run: Run) -> None:
    def build() -> None:
        with DAG("d"):
            outputs = {"good": Artifact(), "bad": Artifact()}
            a = ContainerStep("a", outputs=outputs, command="echo good > {{good}}; echo bad > {{bad}}")
        ContainerStep("b", inputs={"data": a.outputs["good"]}, command="echo b $(cat {{data}})")
        ContainerStep("c", inputs={"data": a.outputs["bad"]}, command="echo c $(cat {{data}})")

    assert printed(run, build) == ["b good", "c bad"]


@pytest.mark.parametrize("inner_loop", [None, ["p", "q"]])
def test_bug_2_the_item_of_an_outer_loop_reaches_a_step_two_levels_down(run: Run, inner_loop: list[str] | None) -> None:
    def build() -> None:
        with DAG("o", loop_argument=[1, 2]) as o, DAG("i", loop_argument=inner_loop):
            ContainerStep("s", command=f"echo outer {o.loop_argument.item}")

    assert printed(run, build) == sorted(["outer 1", "outer 2"] * len(inner_loop or [0]))


def test_bug_3_texts_that_yaml_1_1_takes_for_something_else_stay_texts(run: Run) -> None:
    texts = ["y", "n", "Y", "N", "yes", "off", "1e-4", "1e5", "1.5e3", ".5e1", "0o17", "012", "1_000", "1:20", "~"]
    texts += ["null", "0x1F", "+1", ".inf", ".nan", "=", "<<", "2026-01-01", "true", "", " a ", "- a", "a: b", "#"]
    texts += ["你好", "\t"]

    def build() -> None:
        for number, text in enumerate(texts):
            step = ContainerStep(f"s{number}", parameters={"n": text, "y": 1}, env={"N": text, "Y": "1"})
            step.command = 'printf "%s|%s|%s|%s\\n" "$N" \'{{n}}\' {{y}} "$Y"'
        ContainerStep("n", command="echo n")

    assert printed(run, build) == sorted(["n", *(f"{text}|{text}|1|1" for text in texts)])


@pytest.mark.parametrize("disabled", [["TRAIN"], "TRAIN", ["PF-ENTRY-POINT.TRAIN"], "TRAIN,Eval"])
def test_bug_4_disabled_names_are_taken_whole(run: Run, disabled: list[str] | str) -> None:
    def build() -> None:
        for name in ("TRAIN", "Eval", "b"):
            ContainerStep(name, command=f"echo {name}")

    names = disabled if isinstance(disabled, list) else disabled.split(",")
    left = {"TRAIN", "Eval", "b"} - {name.removeprefix("PF-ENTRY-POINT.") for name in names}
    assert printed(run, build, disabled=disabled) == sorted(left)


def test_bug_4_an_unknown_name_is_refused() -> None:
    result = pipeline(lambda: ContainerStep("a", command="true")).run(disabled=["b"])
    assert not result.ok
    assert "there is no b" in str(result.error)


def test_bug_5_a_reference_within_a_text_is_a_reference(run: Run) -> None:
    def build() -> None:
        a = ContainerStep("a", command="true", parameters={"p": 1})
        ContainerStep("b", command="echo {{path}}", parameters={"path": f"/data/{a.parameters['p']}"})
        with DAG("d"):
            ContainerStep("c", command="echo {{path}}", parameters={"path": f"/deep/{a.parameters['p']}/"})

    assert printed(run, build) == ["/data/1", "/deep/1/"]


def test_bug_6_a_step_cannot_take_a_sibling_s_name() -> None:
    def build() -> None:
        ContainerStep("a", command="true")
        ContainerStep("b", command="true").name = "a"

    refused(build, "already has a step named a")


def test_bug_6_references_follow_a_renamed_step(run: Run) -> None:
    def build() -> None:
        a = ContainerStep("a", command="echo a", parameters={"p": 1})
        ContainerStep("b", command=f"echo b {a.parameters['p']}").after(a)
        a.name = "z"
        ContainerStep("a", command="echo c {{p}}", parameters={"p": 2})

    assert pipeline(build).compile()["entry_points"]["b"]["deps"] == "z"
    assert printed(run, build) == ["a", "b 1", "c 2"]


def test_bug_6_a_step_of_another_pipeline_is_not_taken_for_one_of_the_same_name() -> None:
    kept = []

    def other() -> None:
        kept.append(ContainerStep("a", command="true", parameters={"p": 1}))

    def build() -> None:
        ContainerStep("a", command="true", parameters={"p": 2})
        ContainerStep("b", command=f"echo {kept[0].parameters['p']}")

    keep = pipeline(other)
    refused(build, "not in this pipeline")
    assert keep.compile()


def test_bug_7_pipelines_made_in_two_threads_do_not_mix() -> None:
    both = threading.Barrier(2)
    made = {}

    def building(name: str) -> None:
        def build() -> None:
            both.wait()
            ContainerStep(f"{name}1", command="true")
            both.wait()
            ContainerStep(f"{name}2", command="true")

        made[name] = pipeline(build)

    threads = [threading.Thread(target=building, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {name: list(each.entry_points) for name, each in made.items()} == {"a": ["a1", "a2"], "b": ["b1", "b2"]}


def test_bug_7_a_pipeline_within_a_pipeline_is_refused() -> None:
    inner = Pipeline(name="inner", docker_env="alpine:3")(lambda: ContainerStep("a", command="true"))
    refused(lambda: inner(), "cannot be made inside another")


def test_bug_8_attributes_set_after_compiling_count() -> None:
    made = pipeline(lambda: ContainerStep("a", command="true"), env={"A": "1"})
    made.compile()
    made.add_env({"A": "2"})
    assert made.compile()["entry_points"]["a"]["env"] == {"A": "2"}


def test_bug_8_a_misspelt_attribute_is_refused() -> None:
    def build() -> None:
        ContainerStep("a", command="true").docker_evn = "python:3.11"  # type: ignore[attr-defined]

    refused(build, "docker_evn", "did you mean docker_env?")


def test_bug_8_a_cache_is_not_switched_on_by_the_text_false() -> None:
    refused(lambda: CacheOptions(enable="false"), "True, False or None")  # type: ignore[arg-type]


def test_bug_9_a_step_refers_to_its_own_output_and_to_its_dag(run: Run) -> None:
    def build() -> None:
        with DAG("d") as d:
            d.parameters["word"] = "hello"
            a = ContainerStep("a", outputs={"o": Artifact()})
            a.command = f"echo {d.parameters['word']} > {a.outputs['o']}; cat {a.outputs['o']}"

    assert printed(run, build) == ["hello"]


def test_bug_9_the_post_process_refers_to_its_own_parameter(run: Run) -> None:
    made = pipeline(lambda: ContainerStep("a", command="true"))
    last = ContainerStep("z", parameters={"p": 1})
    last.command = f"echo {last.parameters['p']}"
    made.set_post_process(last)
    assert run(made)[1] == ["1"]


def test_bug_10_a_loop_s_item_is_a_parameter_in_the_constructor(run: Run) -> None:
    def build() -> None:
        with DAG("d", loop_argument=[1, 2]) as d:
            ContainerStep("a", command="echo 1 > {{o}}", outputs={"o": Artifact()})
            ContainerStep("b", command="echo {{p}}", parameters={"p": d.loop_argument.item})
            ContainerStep("c", command="echo {{p}}", parameters={"p": Parameter(d.loop_argument.item)})

    assert printed(run, build) == ["1", "1", "2", "2"]


def test_bug_11_the_post_process_may_be_set_before_the_call() -> None:
    decorator = Pipeline(name="p", docker_env="alpine:3")
    decorator.set_post_process(ContainerStep("z", command="true"))
    made = decorator(lambda: ContainerStep("a", command="true"))()
    assert list(made.compile()["post_process"]) == ["z"]


def test_bug_12_a_step_that_was_refused_does_not_keep_its_name() -> None:
    def build() -> None:
        with pytest.raises(PipelineDSLError):
            ContainerStep("a", command="true", loop_argument={1: 2})  # type: ignore[arg-type]
        ContainerStep("a", command="true", loop_argument=[1, 2])

    assert pipeline(build).compile()["entry_points"]["a"]["loop_argument"] == [1, 2]


def test_bug_12_a_dag_with_steps_is_added_whole(run: Run) -> None:
    def build() -> None:
        with DAG("d") as d:
            b.after(a)
            d.add(loose)

    with DAG("loose") as loose:
        a = ContainerStep("a", command="echo a", parameters={"p": 1})
        b = ContainerStep("b", command=f"echo b {a.parameters['p']}")
    made = pipeline(build)
    assert made.compile() == made.compile()
    assert run(made)[1] == ["a", "b 1"]


def test_bug_13_parameters_that_the_server_would_refuse_are_right_or_refused(run: Run) -> None:
    def build() -> None:
        changed = ContainerStep("c", command="echo c {{p}}", parameters={"p": 1})
        changed.parameters["p"].default = 2
        ContainerStep("a", command="echo a {{p}}", parameters={"p": Parameter(7)})
        ContainerStep("l", command="echo l {{p}}", parameters={"p": Parameter([1, 2], list)})
        ContainerStep("z", command="echo z {{p}}", parameters={"p": Parameter(0, str)})
        ContainerStep("f", command="echo f {{p}}", parameters={"p": Parameter(0, float)})
        ContainerStep("e", command="echo e {{p}}.", parameters={"p": ""})

    assert printed(run, build) == ["a 7", "c 2", "e .", "f 0", "l [1 2]", "z 0"]


@pytest.mark.parametrize("value", [True, False, None, [True], {"k": 1}, (1, 2), b"x", {1}, Parameter(type=str)])
def test_bug_13_a_parameter_of_no_type_that_the_server_has_is_refused(value: object) -> None:
    refused(lambda: ContainerStep("a", command="true", parameters={"p": value}))


@pytest.mark.parametrize("value", [True, (1, 2), {"k": 1}, ""])
def test_bug_13_a_default_that_does_not_fit_is_refused(value: object) -> None:
    refused(lambda: ContainerStep("a", command="true", parameters={"p": Parameter(value, int)}))  # type: ignore[arg-type]


def test_bug_13_the_input_and_parameter_of_an_outer_dag_reach_two_levels_down(run: Run) -> None:
    def build() -> None:
        a = ContainerStep("a", command="echo 1 > {{o}}", outputs={"o": Artifact()})
        with DAG("o") as o:
            o.inputs["p"] = a.outputs["o"]
            o.parameters["q"] = 2
            with DAG("i"):
                step = ContainerStep("s", inputs={"i": o.inputs["p"]}, parameters={"j": o.parameters["q"]})
                step.command = "echo $(cat {{i}}) {{j}}"

    assert printed(run, build) == ["1 2"]


def test_bug_13_the_item_of_a_sibling_s_loop_is_refused() -> None:
    def build() -> None:
        a = ContainerStep("a", command="true", loop_argument=[1])
        ContainerStep("b", command="true", parameters={"p": a.loop_argument.item})

    refused(build, "available only inside")


def test_bug_15_a_path_parameter_and_an_input_of_an_input_work(run: Run) -> None:
    def build() -> None:
        a = ContainerStep("a", command="echo {{p}} > {{o}}", outputs={"o": Artifact()})
        a.parameters["p"] = Parameter("/x", "path")
        b = ContainerStep("b", command="cat {{i}}", inputs={"i": a.outputs["o"]})
        ContainerStep("c", command="cat {{i}}", inputs={"i": b.inputs["i"]})

    assert printed(run, build) == ["/x", "/x"]


def test_bug_15_update_of_the_dicts_is_checked_like_items() -> None:
    step = ContainerStep("a", command="true")
    step.parameters.update({"p": 1})  # type: ignore[call-overload]
    step.parameters.setdefault("q", 2)  # type: ignore[arg-type]
    assert [each.name for each in step.parameters.values()] == ["p", "q"]
    with pytest.raises(PipelineDSLError):
        step.parameters.update({"r": True})  # type: ignore[call-overload]
    with pytest.raises(PipelineDSLError):
        step.inputs |= {"i": "data"}  # type: ignore[dict-item]


@pytest.mark.slow
def test_bug_16_2000_steps_in_reverse_order_are_ordered_in_linear_time() -> None:
    def build() -> None:
        later = ContainerStep("s0", command="true")
        for number in range(1, 2000):
            earlier = ContainerStep(f"s{number}", command="true")
            later.after(earlier)
            later = earlier

    assert list(pipeline(build).compile()["entry_points"]) == [f"s{number}" for number in reversed(range(2000))]


@pytest.mark.parametrize("name", ["a\n", "a b", "ä", "a" * 31, "", "1a"])
def test_bug_16_a_name_is_checked_to_its_end(name: str) -> None:
    refused(lambda: ContainerStep(name, command="true"))


def test_the_yaml_has_the_reading_order_and_no_anchors() -> None:
    shared = [1, 2]

    def build() -> None:
        ContainerStep("z", command="echo 1\necho 2\n", loop_argument=shared)
        ContainerStep("a", command="true", loop_argument=shared, parameters={"p": "你好"})

    text = pipeline(build).to_yaml()
    assert "&" not in text
    assert text.index("  z:") < text.index("  a:")
    assert "command: |\n" in text
    assert "你好" in text
    assert yaml.safe_load(text) == pipeline(build).compile()


def test_a_reference_written_by_hand_finds_an_artifact() -> None:
    def build() -> None:
        ContainerStep("make", command="echo hi > {{words}}", outputs={"words": Artifact()})
        ContainerStep("use", command="cat {{artifact: make.words}}")

    use = pipeline(build).compile()["entry_points"]["use"]
    assert list(use["artifacts"]["input"].values()) == ["{{make.words}}"]
    assert use["deps"] == "make"
