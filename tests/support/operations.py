"""Every operation of the clients, found by looking, with arguments to try it with."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from attrs import evolve, frozen

from paddleflow import resources
from paddleflow._operation import Operation

from .recorded_server import BASE, Answer, Request, json

# Arguments that an operation needs and its signature does not ask for.
FURTHER: dict[str, dict[str, Any]] = {
    "create_run": {"run_yaml_raw": b"name: sample\n"},
    "create_pipeline": {"yaml_raw": b"name: sample\n"},
    "update_pipeline": {"yaml_raw": b"name: sample\n"},
    "show_log_by_limit": {"name": "pod", "namespace": "default", "cluster_name": "c", "type": "pod"},
}
# Arguments that are no free text.
SAMPLES: dict[str, Any] = {
    "clustertype": "Kubernetes",
    "end_time": "2026-01-02 00:00:00",
    "job_request": {"schedulingPolicy": {"queue": "q"}, "image": "i", "command": "c"},
    "job_type": "single",
    "kubernetes_object": {"kind": "Pod", "apiVersion": "v1", "metadata": {"name": "p", "namespace": "n"}},
    "max_resources": {"cpu": "1", "mem": "1G"},
    "params": {"cacheDir": "/cache"},
    "start_time": "2026-01-01 00:00:00",
    "workflow": {"name": "sample", "entryPoints": {"main": {"command": "true"}}},
}
# What no version of the server can do, and what takes less than a whole object.
OTHERS = {"stop_queue", "update_fs_cache", "delete_kubernetes_object"}


@cache
def modules() -> list[ModuleType]:
    """Every module of ``paddleflow.resources``."""
    names = [module.name for module in pkgutil.iter_modules(resources.__path__)]
    return [importlib.import_module(f"{resources.__name__}.{name}") for name in names]


@cache
def operations() -> dict[str, Operation[..., Any]]:
    """Every operation of the wrapper by its name."""
    return {
        name: value
        for module in modules()
        for name, value in vars(module).items()
        if isinstance(value, Operation) and value.function.__module__ == module.__name__
    }


@cache
def listings() -> dict[str, Operation[..., Any]]:
    """Every operation that lists something by the name of its iterator."""
    return {each.listing.iterator: each for each in operations().values() if each.listing is not None}


def place(operation: str) -> str:
    """File and line of an operation."""
    function = operations()[operation].function
    path = Path(function.__code__.co_filename)
    return f"{path.relative_to(path.parents[3])}:{function.__code__.co_firstlineno}"


@frozen
class Trial:
    """An operation, and arguments that it takes."""

    method: str
    arguments: Mapping[str, Any]
    reads: bool

    def __str__(self) -> str:
        return self.method

    def but(self, **arguments: Any) -> Trial:
        """The same with other arguments."""
        return evolve(self, arguments={**self.arguments, **arguments})

    @property
    def path(self) -> str:
        """Path of its request below the base path, as these arguments need no encoding."""
        return _call(self).request["url"].removeprefix(BASE)

    def on(self, any_client: Any) -> Any:
        """The pair that it returns."""
        return getattr(any_client, self.method)(**self.arguments)


def _call(trial: Trial) -> Any:
    return operations()[trial.method](**trial.arguments)


def trials() -> Iterator[Trial]:
    for name, operation in operations().items():
        signature = inspect.signature(operation)
        if name in OTHERS or not signature.return_annotation.startswith("Call["):
            continue
        parameters = signature.parameters.values()
        required = [each.name for each in parameters if each.default is each.empty]
        arguments = {each: SAMPLES.get(each, f"sample-{each}") for each in required} | FURTHER.get(name, {})
        yield Trial(name, arguments, operation(**arguments).result is not None)


TRIALS = list(trials())
READING = [trial for trial in TRIALS if trial.reads]
DOING = [trial for trial in TRIALS if not trial.reads]


def a_run(request: Request) -> Answer:
    """An answer to show_run that tells which run was asked for."""
    return json({"runID": request.path.rpartition("/")[2]})
