"""Amounts as Kubernetes writes them, such as `4`, `500m` or `8Gi`."""

from __future__ import annotations

import re
from fractions import Fraction

_QUANTITY = re.compile(r"([+-]?)(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d{1,2})|([numkMGTPE]|[KMGTPE]i)?)", re.ASCII)
_SUFFIXES = {suffix: Fraction(1000) ** power for power, suffix in enumerate("num", start=-3)}
_SUFFIXES |= {suffix: Fraction(1000) ** power for power, suffix in enumerate("kMGTPE", start=1)}
_SUFFIXES |= {f"{suffix}i": Fraction(1024) ** power for power, suffix in enumerate("KMGTPE", start=1)}


def amount(text: str) -> Fraction | None:
    """Give what a quantity stands for, None when the text is none."""
    found = _QUANTITY.fullmatch(text)
    if found is None:
        return None
    sign, digits, exponent, suffix = found.groups()
    whole, _, decimals = digits.partition(".")
    number = Fraction(int(f"{whole or 0}{decimals}"), 10 ** len(decimals))
    factor = Fraction(10) ** int(exponent) if exponent else _SUFFIXES.get(suffix, Fraction(1))
    return (-number if sign == "-" else number) * factor
