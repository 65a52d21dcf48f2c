"""This machine, as a cluster of one node shows it."""

from __future__ import annotations

import os
import platform
from fractions import Fraction

import psutil
from attrs import evolve

from .capacity import Capacity

_GPU = "nvidia.com/gpu"


def node_name() -> str:
    """Return the host's name."""
    return platform.node() or "localhost"


def whole_machine() -> Capacity:
    """Return all processors and all memory of the host."""
    return Capacity(Fraction(os.cpu_count() or 1), Fraction(psutil.virtual_memory().total))


def node() -> Capacity:
    """Return the host as a node, which also says that there is no GPU: programs look for that."""
    return evolve(whole_machine(), scalar={_GPU: Fraction(0)})
