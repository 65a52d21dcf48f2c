"""PaddleFlow for Python."""
