"""Amounts as Kubernetes writes them, such as `4`, `500m` or `8Gi`."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil

_QUANTITY = re.compile(r"([+-]?)(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d{1,2})|([numkMGTPE]|[KMGTPE]i)?)", re.ASCII)
_SUFFIXES = {suffix: Fraction(1000) ** power for power, suffix in enumerate("num", start=-3)}
_SUFFIXES |= {suffix: Fraction(1000) ** power for power, suffix in enumerate("kMGTPE", start=1)}
_SUFFIXES |= {f"{suffix}i": Fraction(1024) ** power for power, suffix in enumerate("KMGTPE", start=1)}


def amount(text: str) -> Fraction | None:
    """Return what a quantity stands for, None when the text is not a quantity."""
    found = _QUANTITY.fullmatch(text)
    if found is None:
        return None
    sign, digits, exponent, suffix = found.groups()
    whole, _, decimals = digits.partition(".")
    number = Fraction(int(f"{whole or 0}{decimals}"), 10 ** len(decimals))
    factor = Fraction(10) ** int(exponent) if exponent else _SUFFIXES.get(suffix, Fraction(1))
    return (-number if sign == "-" else number) * factor


def decimal_text(number: int) -> str:
    """Write a whole amount in its shortest form with a decimal suffix, such as `20G`."""
    return _shortest(number, 1000, "kMGTPE", "")


def milli_text(number: Fraction) -> str:
    """Write an amount that counts in thousandths, such as cpu: `4` or `500m`; what is finer is rounded up."""
    milli = ceil(number * 1000)
    return f"{milli}m" if milli % 1000 else decimal_text(milli // 1000)


def bytes_text(number: int) -> str:
    """Write bytes with a binary suffix, or with a decimal one when they divide by 1000, as the real server does."""
    return decimal_text(number) if number % 1000 == 0 else _shortest(number, 1024, "KMGTPE", "i")


def _shortest(number: int, base: int, letters: str, end: str) -> str:
    suffix = ""
    for letter in letters:
        if number == 0 or number % base:
            break
        number, suffix = number // base, letter + end
    return f"{number}{suffix}"
