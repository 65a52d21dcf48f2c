"""Contains shared errors types that can be raised from API functions"""

from __future__ import annotations


class UnexpectedStatus(Exception):
    """Raised by api functions when the response status an undocumented status and Client.raise_on_unexpected_status is True"""

    def __init__(self, status_code: int, content: bytes):
        self.status_code = status_code
        self.content = content

        super().__init__(
            f"Unexpected {self._what} {status_code}\n\nResponse content:\n{content[:1000].decode(errors='replace')}"
        )

    _what = "status code:"

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.status_code, self.content))


class UnexpectedBody(UnexpectedStatus):
    """Raised if the body is not what is documented for its status code, and Client.raise_on_unexpected_status is True"""

    _what = "body with status code"


__all__ = ["UnexpectedBody", "UnexpectedStatus"]
