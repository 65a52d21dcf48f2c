"""Contains shared errors types that can be raised from API functions"""


class UnexpectedStatus(Exception):
    """Raised if the server returns an undocumented status code and Client.raise_on_unexpected_status is True"""

    def __init__(self, status_code: int, content: bytes):
        self.status_code = status_code
        self.content = content

        excerpt = content[:1000].decode(errors="replace")
        super().__init__(f"{self._what} {status_code}\n\nResponse content:\n{excerpt}")

    _what = "Unexpected status code:"

    def __reduce__(self) -> tuple[object, ...]:
        return (type(self), (self.status_code, self.content))


class UnexpectedBody(UnexpectedStatus):
    """Raised if the body is not what is documented for its status code, and Client.raise_on_unexpected_status is True"""

    _what = "Unexpected body with status code"


__all__ = ["UnexpectedBody", "UnexpectedStatus"]
