"""What is refused."""

from __future__ import annotations


class Rejected(Exception):  # noqa: N818 - the name says what happened, its code says which error
    """A pipeline, an argument or an action that the server refuses.

    Args:
        code: The wire code, such as ``InvalidPipeline``, ``InvalidArguments``, ``ActionNotAllowed``.
        message: What was wrong and where.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
