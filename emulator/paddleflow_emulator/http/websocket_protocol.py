"""uvicorn's websockets, imported when the first one is opened."""

from __future__ import annotations

from uvicorn.protocols.websockets.wsproto_impl import WSProtocol


class WebSocketProtocol(WSProtocol):
    """A websocket whose client cannot hold up the end of the server by not reading."""

    def shutdown(self) -> None:
        """Say that the server stops, unless the client would not get to know it."""
        if self.transport.is_closing() or self.transport.get_write_buffer_size():
            self.transport.abort()
        else:
            super().shutdown()
