"""How many bytes processes moved over networks, as the Linux kernel counts them; nothing elsewhere.

For processes in this machine's own network it is TCP, by socket: the kernel's socket diagnostics (netlink,
`man 7 sock_diag`) need no rights for one's own processes. A container's network has counters of its own.
"""

from __future__ import annotations

import contextlib
import os
import socket
import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

Traffic: TypeAlias = dict[int, tuple[int, int]]
"""Socket to (bytes received, bytes sent)."""

CLOSED = 0
"""Stands for the sockets that have been closed: none has this number."""

_SOCK_DIAG = 4
_BY_FAMILY = 20
_DUMP = 0x301  # request, whole table
_DONE, _ERROR = 3, 2
_WITH_TCP_INFO = 1 << 1
_TIME_WAIT = 6
_STATES = 0xFFFFFFFF & ~(1 << _TIME_WAIT)
"""But for the sockets, often very many, that no process has open any more."""
_HEADER = struct.Struct("=IHHII")
_REQUEST = struct.Struct("=BBBxI48x")
_MESSAGE_SIZE = 72
_INODE_AT = 68
_ATTRIBUTE = struct.Struct("=HH")
_TCP_INFO = 2
_COUNTERS = struct.Struct("=QQ")  # acknowledged by the other side, received
_COUNTERS_AT = 120
_KERNEL_SECONDS = 1.0
"""Time for the kernel to answer."""
_RECEIVED, _SENT = 0, 8
"""Columns of `/proc/net/dev` (`man 5 proc_pid_net`), behind the interface's name."""


def read_traffic(processes: Mapping[str, Sequence[int]]) -> dict[str, Traffic]:
    """Return the TCP traffic of the sockets that groups of processes have open now, by group.

    A socket that the kernel does not count has none: it may be of another kind, or missing from the kernel's list,
    which is not of one moment.
    """
    owned = {group: set(_socket_inodes(pids)) for group, pids in processes.items()}
    families = (socket.AF_INET, socket.AF_INET6) if any(owned.values()) else ()
    counted = {inode: moved for family in families for inode, moved in _counters(family)}
    return {group: {inode: counted.get(inode, (0, 0)) for inode in inodes} for group, inodes in owned.items()}


def add_up(before: Traffic, now: Traffic) -> Traffic:
    """Return the traffic of the open sockets, as far as it was ever counted, and that of all closed ones together."""
    counted = {inode: max(moved, before.get(inode, moved)) for inode, moved in now.items()}
    return counted | {CLOSED: total({inode: moved for inode, moved in before.items() if inode not in now})}


def total(traffic: Traffic) -> tuple[int, int]:
    """Return the sum of some sockets."""
    return sum(received for received, _ in traffic.values()), sum(sent for _, sent in traffic.values())


def read_own_network(pid: int) -> tuple[int, int] | None:
    """Return the bytes received and sent in a process's network; None when it is this machine's, or cannot be read."""
    with contextlib.suppress(OSError):
        if not Path(f"/proc/{pid}/ns/net").samefile("/proc/self/ns/net"):
            _, _, *interfaces = Path(f"/proc/{pid}/net/dev").read_text().splitlines()
            counters = [interface.partition(":")[2].split() for interface in interfaces]
            return sum(int(row[_RECEIVED]) for row in counters), sum(int(row[_SENT]) for row in counters)
    return None


def _socket_inodes(pids: Sequence[int]) -> Iterator[int]:
    for pid in pids:
        folder = f"/proc/{pid}/fd"
        with contextlib.suppress(OSError):
            for name in os.listdir(folder):  # noqa: PTH208 - names only, and this is done often
                with contextlib.suppress(OSError):
                    target = os.readlink(f"{folder}/{name}")  # noqa: PTH115 - as above
                    if target.startswith("socket:["):
                        yield int(target[8:-1])


def _counters(family: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """Ask for all TCP sockets of a family; give nothing when the kernel does not tell."""
    with contextlib.suppress(OSError, AttributeError), _diagnostics() as kernel:
        request = _REQUEST.pack(family, socket.IPPROTO_TCP, _WITH_TCP_INFO, _STATES)
        kernel.send(_HEADER.pack(_HEADER.size + len(request), _BY_FAMILY, _DUMP, 0, 0) + request)
        while True:
            for kind, message in _messages(kernel.recv(1 << 16)):
                if kind in (_DONE, _ERROR):
                    return
                yield from _counted(message)


def _diagnostics() -> socket.socket:
    kernel = socket.socket(socket.AF_NETLINK, socket.SOCK_DGRAM, _SOCK_DIAG)
    kernel.settimeout(_KERNEL_SECONDS)
    return kernel


def _messages(data: bytes) -> Iterator[tuple[int, bytes]]:
    while len(data) >= _HEADER.size:
        length, kind, *_ = _HEADER.unpack_from(data)
        yield kind, data[_HEADER.size : length]
        data = data[_aligned(length) :]


def _counted(message: bytes) -> Iterator[tuple[int, tuple[int, int]]]:
    (inode,) = struct.unpack_from("=I", message, _INODE_AT)
    attributes = message[_MESSAGE_SIZE:]
    while len(attributes) >= _ATTRIBUTE.size:
        length, kind = _ATTRIBUTE.unpack_from(attributes)
        if length < _ATTRIBUTE.size:
            return
        value = attributes[_ATTRIBUTE.size : length]
        if kind == _TCP_INFO and len(value) >= _COUNTERS_AT + _COUNTERS.size:
            acknowledged, received = _COUNTERS.unpack_from(value, _COUNTERS_AT)
            yield inode, (received, acknowledged)
        attributes = attributes[_aligned(length) :]


def _aligned(length: int) -> int:
    return (length + 3) & ~3
