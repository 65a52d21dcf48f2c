"""The command `paddleflow-emulator`: run the embedded server until it is told to stop."""

from __future__ import annotations

import argparse
import ipaddress
import logging
import os
import signal
import sys
import threading
from collections.abc import Sequence
from datetime import timedelta

from .server import LOOPBACK, serve

DEFAULT_PORT = 8999


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the server until SIGINT or SIGTERM.

    Args:
        arguments: of the command line; the process's own when left out.

    Returns:
        the exit code: 0 after a clean stop, 1 when it could not start.
    """
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    lifetime = timedelta(hours=options.token_hours) if options.token_hours else None
    try:
        with serve(
            options.data,
            host=options.host,
            port=options.port,
            local_root=options.local_root,
            queues=options.queue,
            password=options.password,
            token_lifetime=lifetime,
            control=options.control,
            containers=options.containers,
        ) as address:
            _warn_if_open(options.host)
            # A folder's name may hold bytes that are no text.
            state = os.fsencode(options.data).decode(errors="replace") if options.data else "a temporary folder"
            print(f"PaddleFlow (embedded) listens on {address}, state in {state}", flush=True)
            stopped.wait()
    except (OSError, ValueError) as problem:
        print(f"paddleflow-emulator cannot start: {problem}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="paddleflow-emulator",
        description="A PaddleFlow-compatible server on this machine. First login: root / paddleflow.",
    )
    parser.add_argument("--host", default=LOOPBACK, help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="port, 0 for a free one (default: %(default)s)")
    parser.add_argument("--data", metavar="DIR", help="folder that keeps the state (default: a temporary one)")
    parser.add_argument("--local-root", metavar="DIR", default="/", help="where local:// begins (default: %(default)s)")
    parser.add_argument("--queue", metavar="NAME", action="append", default=[], help="a further queue, can be repeated")
    parser.add_argument("--password", metavar="TEXT", help="the first password of root (default: paddleflow)")
    parser.add_argument("--token-hours", type=float, metavar="N", help="lifetime of tokens (default: no end)")
    parser.add_argument("--control", action="store_true", help="for tests: serve /_control, without a password")
    parser.add_argument("--containers", action="store_true", help="run steps in their images, by Docker or Podman")
    return parser


def _warn_if_open(host: str) -> None:
    try:
        open_to_others = not ipaddress.ip_address(host).is_loopback
    except ValueError:
        open_to_others = host != "localhost"
    if open_to_others:
        print(
            f"WARNING: listening on {host}. Whoever reaches this port and has a password can run commands on this "
            "machine as you; the first password of root is well known, so change it at once.",
            file=sys.stderr,
            flush=True,
        )


if __name__ == "__main__":
    raise SystemExit(main())
