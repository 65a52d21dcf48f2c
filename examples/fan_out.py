"""Count words of several texts side by side, and join the counts: python examples/fan_out.py."""

from collections import Counter

from paddleflow.pipeline import FSOptions, MainFS, Pipeline, collect, loop, step

TEXTS = ["to be or not to be", "that is the question", "to sleep to dream"]


@step
def count(text: str) -> dict[str, int]:
    """Count the words of one text."""
    return dict(Counter(text.split()))


@step
def join(counts: list[dict[str, int]], most: int) -> list[str]:
    """Return the most frequent words of all texts."""
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return [f"{word}: {number}" for word, number in total.most_common(most)]


@step
def show(lines: list[str]) -> None:
    """Print the result to the log of the step."""
    print("\n".join(lines))


@Pipeline(name="words", docker_env="python:3.11", fs_options=FSOptions(MainFS("words")), parallelism=3)
def words(most: int = 2) -> None:
    """Count each text in a copy of a step, and join the results of all copies."""
    with loop(TEXTS) as text:
        counted = count(text=text)
    show(join(counts=collect(counted.output), most=most).output)


if __name__ == "__main__":
    run = words().run_here()
    print(f"{run.run_id} {run.status}")
