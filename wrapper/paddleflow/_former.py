"""The official SDK's import paths: ``from paddleflow.run import RunInfo`` gives the class that is exported here."""

from __future__ import annotations

import re
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Final

PATH: Final = re.compile(
    r"paddleflow\.(cluster|common|flavour|fs|job|log|pipeline|queue|run|schedule|statistics|user|utils)"
    r"(\.[a-z_]+_info|\.exception(\.paddleflow_sdk_exception)?)?"
)
"""Modules of the official SDK; where there is one of ours, Python finds that first."""


class FormerModule(ModuleType):
    """A module of the official SDK: it has whatever `paddleflow` exports."""

    def __getattr__(self, name: str) -> Any:
        import paddleflow

        if name in paddleflow.__all__:
            return getattr(paddleflow, name)
        raise AttributeError(
            f"{self.__name__} is a path of the official SDK, but this package has no {name!r}: see dir(paddleflow)."
        )


class FormerPaths:
    """Finds those modules, after everybody else has looked."""

    @staticmethod
    def find_spec(name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        """Return how to load a module; None for any other."""
        if not PATH.fullmatch(name):
            return None
        return ModuleSpec(name, FormerPaths(), is_package=True)  # type: ignore[arg-type] # a loader has these two methods

    @staticmethod
    def create_module(spec: ModuleSpec) -> ModuleType:
        """Make the module."""
        return FormerModule(spec.name)

    @staticmethod
    def exec_module(module: ModuleType) -> None:
        """Do nothing: it is empty."""
