"""Train a small classifier, measure it, and publish it if it is good: python examples/training_pipeline.py [FOLDER].

It runs on this machine. With a server: training().run(client=Client(...), fs_name="...").
"""

import json
import math
import random
import sys
from pathlib import Path

from paddleflow.pipeline import FSOptions, MainFS, Pipeline, output_path, step, when


@step
def generate(points: int, seed: int, data: Path = output_path()) -> None:
    """Write points of two classes, one a line."""
    chance = random.Random(seed)  # noqa: S311 - data to learn from
    with data.open("w") as file:
        for number in range(points):
            label = number % 2
            center = 1.0 if label else -1.0
            print(chance.gauss(center, 0.8), chance.gauss(center, 0.8), label, file=file)


@step
def train(data: Path, epochs: int, rate: float, model: Path = output_path()) -> list[float]:
    """Fit a logistic regression by gradient descent; return the loss of each epoch."""
    rows = [tuple(map(float, line.split())) for line in data.read_text().splitlines()]
    weights = [0.0, 0.0, 0.0]
    losses = []
    for epoch in range(1, epochs + 1):
        loss = 0.0
        for x, y, label in rows:
            guess = 1 / (1 + math.exp(-(weights[0] * x + weights[1] * y + weights[2])))
            loss -= math.log(guess if label else 1 - guess)
            for index, value in enumerate((x, y, 1.0)):
                weights[index] -= rate * (guess - label) * value
        losses.append(round(loss / len(rows), 4))
        print(f"epoch {epoch}: loss {losses[-1]}")
    model.write_text(json.dumps(weights))
    return losses


@step
def evaluate(data: Path, model: Path) -> float:
    """Return the share of points that the model puts into their class."""
    a, b, c = json.loads(model.read_text())
    rows = [tuple(map(float, line.split())) for line in data.read_text().splitlines()]
    return sum((a * x + b * y + c > 0) == (label == 1) for x, y, label in rows) / len(rows)


@step
def publish(model: Path, accuracy: float, losses: list[float]) -> None:
    """Print the model; a real step would upload it."""
    print(f"model {model.read_text()}, accuracy {accuracy:.3f}, loss {losses[0]} -> {losses[-1]}")


@Pipeline(name="training", docker_env="python:3.11", fs_options=FSOptions(MainFS("training")))
def training(points: int = 400, epochs: int = 5, good: float = 0.85) -> None:
    """Train on some points, measure on others."""
    learned = generate.options(name="training-data")(points=points, seed=1)
    unseen = generate.options(name="test-data")(points=points, seed=2)
    trained = train(data=learned.file("data"), epochs=epochs, rate=0.1)
    measured = evaluate(data=unseen.file("data"), model=trained.file("model"))
    with when(measured.output > good):
        publish(model=trained.file("model"), accuracy=measured.output, losses=trained.output)


if __name__ == "__main__":
    run = training().run_here(folder=sys.argv[1] if len(sys.argv) > 1 else None)
    print(f"{run.run_id} {run.status}")
