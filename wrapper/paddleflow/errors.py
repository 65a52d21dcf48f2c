"""The one hierarchy of exceptions.

Documented methods never raise these: they return ``(False, message)``, and ``message.exception`` is one of them.
``Result.unwrap()`` raises it. The constructors of the clients raise them for a bad address.
"""

from __future__ import annotations

import sys
from copy import copy
from typing import Self

from paddleflow._constants import CODE_LIMIT, MESSAGE_LIMIT
from paddleflow._text import cleaned

UNEXPECTED_ERRORS = (ArithmeticError, AttributeError, ImportError, LookupError, RuntimeError, TypeError, ValueError)
"""What Python's own operations raise for odd values and at odd times; a method gives ``(False, message)`` for them.

Not all of ``Exception``: a time limit that a signal handler raises has to reach whoever set it.
"""


class PaddleFlowSDKException(Exception):
    """Something that was asked of PaddleFlow did not happen.

    The texts may come from a server: control characters in them are escaped, and what is too long loses its middle.

    Args:
        code: What went wrong, as one word: the server's code (``RunNotFound``) or the SDK's own (``InvalidRunID``).
        message: What went wrong.
        requestId: The id under which the server's log has the request, if it got there.
        http_status: The HTTP status of the answer, if there was one.
        method: The method that was called.
        details: What finds the request again: its status and id.
        hint: What to do about it.

    Attributes:
        reason: What went wrong, without method, details and hint.
    """

    def __init__(
        self,
        code: str | None = None,
        message: str | None = None,
        requestId: str | None = None,  # noqa: N803 - the name of the official SDK
        *,
        http_status: int | None = None,
        method: str = "",
        details: str = "",
        hint: str = "",
    ) -> None:
        self.code = code and cleaned(code, CODE_LIMIT)
        self.reason = message and cleaned(message, MESSAGE_LIMIT)
        self.requestId = requestId and cleaned(requestId, CODE_LIMIT)
        self.http_status = http_status
        self.method = method
        self.details = cleaned(details, CODE_LIMIT)
        self.hint = cleaned(hint, MESSAGE_LIMIT)
        super().__init__(self.code, self.reason, self.requestId)

    @property
    def message(self) -> str | None:
        """What went wrong, and what to do about it."""
        if not self.reason:
            return self.reason
        text = f"{self.method}: {self.reason}" if self.method else self.reason
        text = f"{text} ({self.details})." if self.details else text
        return f"{text} {self.hint}" if self.hint else text

    @property
    def request_id(self) -> str | None:
        """The same as ``requestId``."""
        return self.requestId

    def get_code(self) -> str | None:
        """Return the code, as the official SDK gives it."""
        return self.code

    def get_message(self) -> str | None:
        """Return the message, as the official SDK gives it."""
        return self.message

    def get_request_id(self) -> str | None:
        """Return the request id, as the official SDK gives it."""
        return self.requestId

    def in_call(self, name: str) -> Self:
        """Return the same failure of a call that was made on behalf of another, with the name of that one first."""
        if self.method.partition(":")[0] == name:
            return self
        other = copy(self)
        other.method = f"{name}: {self.method}" if self.method else name
        return other

    def __str__(self) -> str:
        return self.message or self.code or type(self).__name__


class InvalidArgument(PaddleFlowSDKException):
    """An argument is invalid; nothing was sent."""


class AuthenticationFailed(PaddleFlowSDKException):
    """Nobody is logged in, or the server does not accept the login (any more)."""


class PermissionDenied(PaddleFlowSDKException):
    """The user may not do this, or the object is in a state that does not allow it (HTTP 403)."""


class NotFound(PaddleFlowSDKException):
    """What was named does not exist."""


class NotSupported(PaddleFlowSDKException):
    """Nobody can do this: this version of the server has no such action, or this machine lacks a program."""


class RequestRefused(PaddleFlowSDKException):
    """The server understood the request and refused it (other 4xx)."""


class ServerFailed(PaddleFlowSDKException):
    """The server says that it failed (5xx). It also answers so to some mistakes of the caller."""


class ConnectionFailed(PaddleFlowSDKException):
    """No answer came: the server is not there, or went away."""


class TimedOut(ConnectionFailed):
    """No answer came in time."""


class InvalidResponse(PaddleFlowSDKException):
    """An answer came that is not what a PaddleFlow server sends: a login page, or a gateway's page for a 502.

    ``http_status`` has its status.
    """


class IncompleteListing(PaddleFlowSDKException):
    """The server does not lead to all rows of a list, so that some would be missing."""


def unexpected_error(name: str, error: Exception) -> PaddleFlowSDKException:
    """Return the failure of a call that broke down on this side, unexpectedly."""
    if sys.is_finalizing() or sys.meta_path is None:  # pyright: ignore[reportUnnecessaryComparison]
        return PaddleFlowSDKException("InvalidClient", "the interpreter is shutting down: call earlier.", method=name)
    text = f"the client failed: {type(error).__name__}: {error}. It may have done what was asked."
    return PaddleFlowSDKException("InternalError", text, method=name)
