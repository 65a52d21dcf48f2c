from __future__ import annotations

from enum import StrEnum


class ResourceType(StrEnum):
    FS = "fs"
    QUEUE = "queue"
    USER = "user"

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def _missing_(cls, value: object) -> ResourceType | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = value
        return member
