"""An embedded PaddleFlow-compatible server for one machine: `serve()`, or the command `paddleflow-emulator`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .server import EmbeddedServer, Server, serve

__all__ = ["EmbeddedServer", "Server", "serve"]


def __getattr__(name: str) -> Any:
    # The pytest plugin is loaded by every run of pytest: the server itself only by whoever uses it.
    if name in __all__:
        try:
            from paddleflow_emulator import server
        except ModuleNotFoundError as error:
            raise needs_extra(error) from None
        return getattr(server, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def needs_extra(error: ModuleNotFoundError) -> ModuleNotFoundError:
    """Return the error for a module that is missing, which names the extra that has it."""
    if error.name in sys.stdlib_module_names:
        return ModuleNotFoundError(f"The embedded server needs Linux or macOS: {error}", name=error.name)
    text = f'The embedded server needs an extra: pip install "paddleflow-client[emulator]" ({error})'
    return ModuleNotFoundError(text, name=error.name)
