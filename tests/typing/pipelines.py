"""What a type checker knows about pipelines written in Python."""
# pyright: reportUnnecessaryTypeIgnoreComment=true

from collections.abc import Awaitable
from pathlib import Path
from typing import Any, assert_type

from paddleflow import AsyncClient, Client, CreatedPipeline, Result, RunInfo, UpdatedPipeline
from paddleflow.pipeline import (
    DAG,
    Artifact,
    Condition,
    ContainerStep,
    FunctionStep,
    Parameter,
    Pipeline,
    collect,
    loop,
    output_path,
    step,
    when,
)


@step
def make(count: int) -> list[int]:
    return list(range(count))


@step(image="python:3.11")
def square(x: int) -> int:
    return x * x


@step(packages=["numpy"])
def total(values: list[int], scale: float = 1.0) -> float:
    return sum(values) * scale


@step
def train(data: Path, model: Path = output_path()) -> float:
    return 0.5


@step
def report(value: float, note: str = "") -> None:
    print(value, note)


@Pipeline(name="squares")
def squares(count: int = 4) -> None:
    numbers = make(count=count)
    assert_type(numbers, FunctionStep[list[int]])
    assert_type(numbers.output, list[int])
    with loop(numbers.output) as x:
        assert_type(x, int)
        each = square(x=x)
    result = total(values=collect(each.output))
    with when(result.output > 10):
        report(value=result.output)
    trained = train(data=Path("data"))
    assert_type(trained.file("model"), Path)
    report.options(name="again")(trained.output)


def mistaken() -> None:
    numbers = make(count="four")  # type: ignore[arg-type]
    square(y=1)  # type: ignore[call-arg]
    square()  # type: ignore[call-arg]
    square(x=numbers.output)  # type: ignore[arg-type]
    total(values=square(x=1).output)  # type: ignore[arg-type]
    with when("yes"):  # type: ignore[arg-type]
        pass
    with loop(3):  # type: ignore[arg-type]
        pass
    collect(numbers.output) + 1  # type: ignore[operator]
    squares(coutn=3)  # type: ignore[call-arg]
    squares().docker_evn = "python:3.11"  # type: ignore[attr-defined]


def classes() -> None:
    a = ContainerStep("a", command="true", outputs={"o": Artifact()}, parameters={"p": 1, "q": Parameter(1, int)})
    assert_type(a.parameters["p"], Parameter)
    assert_type(a.outputs["o"], Artifact)
    assert_type(a.parameters["p"] > 1, Condition)
    assert_type(a.after(a), ContainerStep)
    with DAG("d", loop_argument=[1]) as d:
        b = ContainerStep("b", parameters={"p": d.loop_argument.item}, inputs={"i": a.outputs["o"]})
    b.condition = (a.parameters["p"] == 1) & ~(a.parameters["q"] != 2)
    assert_type(squares().compile(), dict[str, Any])
    ContainerStep("c", inputs={"i": "data"})  # type: ignore[dict-item]
    a.after("b")  # type: ignore[arg-type]


async def sent(client: Client, other: AsyncClient, either: Client | AsyncClient, perhaps: Client | None) -> None:
    assert_type(squares().run(client=client), Result[str])
    assert_type(squares().run(fs_name="data"), Result[str])
    assert_type(await squares().run(client=other), Result[str])
    assert_type(squares().run(client=perhaps), Result[str])
    _: Result[str] | Awaitable[Result[str]] = squares().run(client=either)
    assert_type(squares().create(client=client), Result[CreatedPipeline])
    assert_type(await squares().create(client=other), Result[CreatedPipeline])
    assert_type(squares().update("ppl-000001"), Result[UpdatedPipeline])
    assert_type(await squares().update("ppl-000001", client=other), Result[UpdatedPipeline])
    squares().run(client="http://127.0.0.1")  # type: ignore[arg-type]
    assert_type(squares().run_here(), RunInfo)
    assert_type(square.local(3), int)
    assert_type(square.run(x=3), int)
