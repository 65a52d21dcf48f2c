"""An embedded PaddleFlow-compatible server."""
