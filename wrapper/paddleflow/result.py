"""What every documented method returns: the pair ``(ret, response)``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Literal, NoReturn, TypeAlias, TypeVar

from paddleflow.errors import PaddleFlowSDKException

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class ErrorMessage(str):
    """Why a call failed, as text, with attributes for programs.

    Attributes:
        exception: What ``Result.unwrap()`` raises.
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
    def http_status(self) -> int | None:
        """HTTP status of the answer; None when there was none."""
        return self.exception.http_status

    @property
    def request_id(self) -> str | None:
        """The id under which the server's log has the request; None when it did not get there."""
        return self.exception.requestId

    if not TYPE_CHECKING:  # a type checker refuses what is not above

        def __getattr__(self, name: str) -> Any:
            """Refuse to be taken for a result: ``ret, run = ...; run.status`` after a failure."""
            raise AttributeError(self._not_a_result(name))

        def __getitem__(self, key: Any) -> str:
            """Refuse it for ``ret, page = ...; page["runList"]``, too."""
            if isinstance(key, str):
                raise TypeError(self._not_a_result(key))
            return super().__getitem__(key)

        def _not_a_result(self, name: str) -> str:
            return (
                f"There is no {name!r}: the call failed, with the message: {self} "
                "Check ret first, or use .unwrap(), which raises."
            )

    def __reduce__(self) -> tuple[object, ...]:
        return (ErrorMessage, (self.exception,))


class Success(tuple[Literal[True], T_co], Generic[T_co]):
    """``(True, result)``: a tuple of two that unpacks, compares and prints as one."""

    __slots__ = ()

    def __new__(cls, value: T_co) -> Success[T_co]:
        """The pair of a result."""
        return super().__new__(cls, (True, value))

    @property
    def ok(self) -> Literal[True]:
        """Whether it worked: the first of the two values."""
        return True

    @property
    def error(self) -> None:
        """The message of a failure: there is none."""

    def unwrap(self) -> T_co:
        """Return the result itself."""
        return self[1]

    def _repr_html_(self) -> str | None:
        """What notebooks show: a list as a table, one object with its attributes."""
        from paddleflow import _view

        return _view.result_html(self[1])

    def __getnewargs__(self) -> tuple[T_co]:
        return (self[1],)


class Failure(tuple[Literal[False], ErrorMessage]):
    """``(False, message)``: a tuple of two that unpacks, compares and prints as one."""

    __slots__ = ()

    def __new__(cls, exception: PaddleFlowSDKException) -> Failure:
        """The pair of a failure."""
        return super().__new__(cls, (False, ErrorMessage(exception)))

    @property
    def ok(self) -> Literal[False]:
        """Whether it worked: the first of the two values."""
        return False

    @property
    def error(self) -> ErrorMessage:
        """The message: the second of the two values."""
        return self[1]

    def unwrap(self) -> NoReturn:
        """Raise the exception of the message.

        Raises:
            PaddleFlowSDKException: Always; its class says why (``paddleflow.errors``).
        """
        raise self[1].exception

    def __getnewargs__(self) -> tuple[PaddleFlowSDKException]:
        return (self[1].exception,)


Result: TypeAlias = Success[T] | Failure
"""What a method returns. Type checkers know which of the two it is after ``match``, ``isinstance``, and
``if result.ok is True``; mypy also after ``if result.ok``. None of them does after ``ret, response = ...; if ret:``.

>>> ret, response = client.show_run("run-000001")
>>> run = client.show_run("run-000001").unwrap()
>>> match client.show_run("run-000001"):
...     case (True, run):
...         print(run.status)
...     case (False, message):
...         print(message)
"""
