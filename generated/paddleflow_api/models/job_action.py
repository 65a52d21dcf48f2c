from __future__ import annotations

from enum import StrEnum


class JobAction(StrEnum):
    MODIFY = "modify"
    STOP = "stop"

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def _missing_(cls, value: object) -> JobAction | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = value
        return member
