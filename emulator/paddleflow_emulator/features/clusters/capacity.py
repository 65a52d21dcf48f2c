"""What a queue may hold, a node has, or a job takes: cpu, memory and other countable things."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil
from typing import Any

from attrs import field, frozen

from paddleflow_api.models import Resource, ResourceInfo, StringMap
from paddleflow_api.types import UNSET, Unset
from paddleflow_emulator.http.errors import ApiError

from .quantities import amount, bytes_text, decimal_text, milli_text


@frozen
class Capacity:
    """Amounts of things: cpu in cores, memory in bytes, others in pieces."""

    cpu: Fraction = Fraction(0)
    memory: Fraction = Fraction(0)
    scalar: Mapping[str, Fraction] = field(factory=dict)

    @classmethod
    def read(cls, cpu: str = "", memory: str = "", scalar: Mapping[str, str] | None = None) -> Capacity:
        """Read quantities; an empty text is nothing.

        Raises:
            ApiError: InvalidComputeResource: a text is not a quantity, or negative.
        """
        return cls(_read(cpu), _read(memory), {name: _read(text) for name, text in (scalar or {}).items()})

    @classmethod
    def wanted(cls, info: ResourceInfo | Unset, before: Capacity | None = None) -> Capacity:
        """Read what a request asks for. With `before` what it leaves out stays, and an empty scalar goes.

        Raises:
            ApiError: InvalidComputeResource: a text is not a quantity, or negative.
        """
        old = before or cls()
        if isinstance(info, Unset):
            return old
        scalar = info.scalar_resources.to_dict() if info.scalar_resources else {}
        kept = {name: number for name, number in old.scalar.items() if name not in scalar}
        return cls(
            _read(info.cpu) if info.cpu else old.cpu,
            _read(info.mem) if info.mem else old.memory,
            kept | {name: _read(text) for name, text in scalar.items() if text},
        )

    @classmethod
    def from_wire(cls, data: Mapping[str, Any]) -> Capacity:
        """Read what `to_wire` gave."""
        return cls.read(data["cpu"], data["memory"], data.get("scalarResources"))

    def to_wire(self) -> Resource:
        """Return it as answers show it; what is finer than a thousandth of a core or a byte is rounded up."""
        scalar = {name: decimal_text(ceil(number)) for name, number in self.scalar.items()}
        return Resource(
            cpu=milli_text(self.cpu),
            memory=bytes_text(ceil(self.memory)),
            scalar_resources=StringMap.from_dict(scalar) if scalar else UNSET,
        )

    def __str__(self) -> str:
        """Write it as the real server's messages do."""
        amounts = {"cpu": milli_text(self.cpu), "memory": bytes_text(ceil(self.memory))}
        amounts |= {name: decimal_text(ceil(number)) for name, number in self.scalar.items()}
        return "".join(f"{name}: {amount}, " for name, amount in amounts.items())

    def __bool__(self) -> bool:
        """Return whether any amount is not 0."""
        return bool(self.cpu or self.memory or any(self.scalar.values()))

    def __add__(self, other: Capacity) -> Capacity:
        """Return the sum."""
        names = {**self.scalar, **other.scalar}
        scalar = {name: self.scalar.get(name, Fraction(0)) + other.scalar.get(name, Fraction(0)) for name in names}
        return Capacity(self.cpu + other.cpu, self.memory + other.memory, scalar)

    def __mul__(self, times: int) -> Capacity:
        """Return a multiple."""
        scalar = {name: number * times for name, number in self.scalar.items()}
        return Capacity(self.cpu * times, self.memory * times, scalar)

    def __sub__(self, other: Capacity) -> Capacity:
        """Return the difference, of what this has only; amounts can be below 0."""
        scalar = {name: number - other.scalar.get(name, Fraction(0)) for name, number in self.scalar.items()}
        return Capacity(self.cpu - other.cpu, self.memory - other.memory, scalar)

    def fits_in(self, other: Capacity) -> bool:
        """Return whether no amount is above the other's."""
        scalar = all(number <= other.scalar.get(name, 0) for name, number in self.scalar.items())
        return self.cpu <= other.cpu and self.memory <= other.memory and scalar


def _read(text: str) -> Fraction:
    number = amount(text) if text else Fraction(0)
    if number is None:
        raise ApiError("InvalidComputeResource", f"[{text}] is not a quantity such as 4, 500m or 8Gi")
    if number < 0:
        raise ApiError("InvalidComputeResource", f"[{text}] is negative")
    return number
