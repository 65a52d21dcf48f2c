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
    """Give this machine's name."""
    return platform.node() or "localhost"


def whole_machine() -> Capacity:
    """Give all processors and all memory."""
    return Capacity(Fraction(os.cpu_count() or 1), Fraction(psutil.virtual_memory().total))


def node() -> Capacity:
    """Give the machine as a node: it also says that there is no GPU to be had, since programs look for that."""
    return evolve(whole_machine(), scalar={_GPU: Fraction(0)})
