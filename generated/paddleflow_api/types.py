"""Contains some shared types for properties"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from typing import (
    IO,
    TYPE_CHECKING,
    Any,
    BinaryIO,
    Generic,
    Literal,
    NamedTuple,
    TypeVar,
)
from urllib.parse import quote

from . import errors

if TYPE_CHECKING:
    import httpx

    from .client import AuthenticatedClient, Client


class Unset:
    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET: Unset = Unset()

# The types that `httpx.Client(files=)` can accept, copied from that library.
FileContent = IO[bytes] | bytes | str
FileTypes = (
    # (filename, file (or bytes), content_type)
    tuple[str | None, FileContent, str | None]
    # (filename, file (or bytes), content_type, headers)
    | tuple[str | None, FileContent, str | None, Mapping[str, str]]
)
RequestFiles = list[tuple[str, FileTypes]]


class File(NamedTuple):
    """Contains information for file uploads"""

    payload: BinaryIO
    file_name: str | None = None
    mime_type: str | None = None

    def to_tuple(self) -> FileTypes:
        """Return a tuple representation that httpx will accept for multipart/form-data"""
        return self.file_name, self.payload, self.mime_type


T = TypeVar("T")


class Response(NamedTuple, Generic[T]):
    """A response from an endpoint"""

    status_code: int
    content: bytes
    headers: MutableMapping[str, str]
    parsed: T | None


def build_response(
    client: AuthenticatedClient | Client, response: httpx.Response, parse: Callable[..., T | None]
) -> Response[T]:
    """Build the response of an endpoint. A body that is not the documented one is not parsed, nor is an empty one.

    Raises:
        errors.UnexpectedBody: If Client.raise_on_unexpected_status is True and it is no empty body of a success.
    """
    try:
        parsed = parse(client=client, response=response)
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        if client.raise_on_unexpected_status and (response.content or not response.is_success):
            raise errors.UnexpectedBody(response.status_code, response.content) from error
        parsed = None
    return Response(response.status_code, response.content, response.headers, parsed)


def path_part(name: str, value: Any) -> str:
    """Quote a value for the path of an address.

    Raises:
        ValueError: If the value would lead to another address.
    """
    text = str(value)
    if text in ("", ".", ".."):
        raise ValueError(f"{name} must not be {text!r}: that is another address.")
    return quote(text, safe="")


__all__ = ["UNSET", "File", "FileTypes", "RequestFiles", "Response", "Unset"]
