"""An embedded PaddleFlow-compatible server for one machine: `serve()`, or the command `paddleflow-emulator`."""

from .server import serve

__all__ = ["serve"]
