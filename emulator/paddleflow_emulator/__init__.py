"""An embedded PaddleFlow-compatible server for one machine: `serve()`, or the command `paddleflow-emulator`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .server import EmbeddedServer, Server, serve

__all__ = ["EmbeddedServer", "Server", "serve"]


def __getattr__(name: str) -> Any:
    # The pytest plugin is loaded by every run of pytest: the server itself only by whoever uses it.
    if name in __all__:
        from paddleflow_emulator import server

        return getattr(server, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
