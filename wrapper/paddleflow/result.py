"""What every documented method returns: the pair ``(ret, response)``."""

from __future__ import annotations

from typing import Generic, TypeVar, cast

from paddleflow.errors import PaddleFlowSDKException

T = TypeVar("T")


class ErrorMessage(str):
    """Why it did not work, as text; with the parts that a program may ask for.

    Parameters
    ----------
    exception : what ``Result.unwrap()`` raises
    """

    exception: PaddleFlowSDKException

    def __new__(cls, exception: PaddleFlowSDKException) -> ErrorMessage:
        """The text of the exception."""
        self = super().__new__(cls, str(exception))
        self.exception = exception
        return self

    @property
    def code(self) -> str | None:
        """What went wrong, as one word: the server's code or the SDK's own."""
        return self.exception.code

    @property
    def status(self) -> int | None:
        """HTTP status of the answer; None when there was none."""
        return self.exception.status

    @property
    def request_id(self) -> str | None:
        """The id under which the server's log has the request; None when it did not get there."""
        return self.exception.requestId

    def __reduce__(self) -> tuple[object, ...]:
        return (ErrorMessage, (self.exception,))


class Result(tuple[bool, "T | ErrorMessage"], Generic[T]):
    """``(True, result)`` or ``(False, message)``: a tuple of two that unpacks, compares and prints as one.

    >>> ret, response = client.show_run("run-000001")
    >>> run = client.show_run("run-000001").unwrap()
    """

    __slots__ = ()

    @classmethod
    def success(cls, value: T) -> Result[T]:
        """``(True, value)``."""
        return cls((True, value))

    @classmethod
    def failure(cls, exception: PaddleFlowSDKException) -> Result[T]:
        """``(False, message)``."""
        return cls((False, ErrorMessage(exception)))

    @property
    def ok(self) -> bool:
        """Whether it worked: the first of the two values."""
        return self[0]

    @property
    def error(self) -> ErrorMessage | None:
        """The message of a failure; None when it worked."""
        return None if self[0] else cast("ErrorMessage", self[1])

    def unwrap(self) -> T:
        """The result itself.

        Raises
        ------
        PaddleFlowSDKException : when it did not work; the subclass tells why (``paddleflow.errors``)
        """
        if self[0]:
            return cast("T", self[1])
        raise cast("ErrorMessage", self[1]).exception
