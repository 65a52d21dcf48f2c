"""Contains endpoint functions for accessing the API"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import (
        create_pipeline,
        delete_pipeline,
        delete_pipeline_version,
        list_pipeline,
        show_pipeline,
        show_pipeline_version,
        update_pipeline,
    )
else:

    def __getattr__(name):
        from importlib import import_module

        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return import_module(f".{name}", __name__)

    def __dir__():
        return sorted({*globals(), *__all__})


__all__ = (
    "create_pipeline",
    "delete_pipeline",
    "delete_pipeline_version",
    "list_pipeline",
    "show_pipeline",
    "show_pipeline_version",
    "update_pipeline",
)
