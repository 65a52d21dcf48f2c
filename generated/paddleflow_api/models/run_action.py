from __future__ import annotations

from enum import StrEnum


class RunAction(StrEnum):
    RETRY = "retry"
    STOP = "stop"

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def _missing_(cls, value: object) -> RunAction | None:
        if not isinstance(value, str):
            return None
        member = str.__new__(cls, value)
        member._name_ = member._value_ = value
        return member
