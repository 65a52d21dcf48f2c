"""The official SDK's import paths: ``from paddleflow.run import RunInfo`` gives the class that is exported here."""

from __future__ import annotations

import re
from functools import partial
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Final

PATH: Final = re.compile(
    r"paddleflow\.(cluster|common|flavour|fs|job|log|pipeline|queue|run|schedule|statistics|user|utils)"
    r"(\.[a-z_]+_info|\.exception(\.paddleflow_sdk_exception)?)?"
)
"""Modules of the official SDK; where there is one of ours, Python finds that first."""


def find_spec(name: str) -> ModuleSpec | None:
    """Return how to load a module of the official SDK; None for any other."""
    return ModuleSpec(name, _Loader(), is_package=True) if PATH.fullmatch(name) else None


class _Loader(Loader):
    """Lets a module have whatever `paddleflow` exports."""

    def exec_module(self, module: ModuleType) -> None:
        vars(module)["__getattr__"] = partial(_exported, module.__name__)


def _exported(module: str, name: str) -> Any:
    import paddleflow

    if name in paddleflow.__all__:
        return getattr(paddleflow, name)
    raise AttributeError(
        f"{module} is a path of the official SDK, but this package has no {name!r}: see dir(paddleflow)."
    )
