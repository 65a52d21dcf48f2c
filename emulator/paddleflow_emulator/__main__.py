"""The command `paddleflow-emulator`: run the embedded server until it is told to stop."""

from __future__ import annotations

import argparse
import gc
import ipaddress
import logging
import os
import signal
import sys
import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from paddleflow import __version__
from paddleflow_emulator import needs_extra

try:
    from .http.auth import LONGEST_PASSWORD
    from .http.request_log import LOGGER
    from .server import LOOPBACK, Server, StopTimeoutError, serve
except ModuleNotFoundError as error:
    sys.exit(str(needs_extra(error)))

DEFAULT_PORT = 8999

_SWITCH_SECONDS = 0.001
"""After which a thread that computes lets the event loop go on: Python's own 5 ms add up over a request."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the server until SIGINT or SIGTERM.

    Args:
        arguments: Of the command line; the process's own when left out.

    Returns:
        The exit code: 0 after a clean stop, 1 when it could not start, or not stop in time.
    """
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger(LOGGER).setLevel(logging.INFO)
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: _stop(stopped))
    sys.setswitchinterval(_SWITCH_SECONDS)
    try:
        address_file = _in_a_folder(options.address_file)
        with serve(
            options.data,
            host=options.host,
            port=options.port,
            local_root=options.local_root,
            queues=options.queue,
            password=_read_password(options.password_file) if options.password_file else options.password,
            allow_hosts=options.allow_host,
            token_lifetime=options.token_hours,
            control=options.control,
            containers=options.containers,
            log_requests=options.log_requests,
        ) as server:
            _warn_if_open(server)
            if address_file:
                _write_whole(address_file, server.address)
            # A folder's name may hold bytes that are not UTF-8.
            state = os.fsencode(options.data).decode(errors="replace") if options.data else "a temporary folder"
            print(f"PaddleFlow (embedded) listens on {server}, state in {state}")
            print(_how_to_log_in(server, given=bool(options.password or options.password_file)), flush=True)
            gc.freeze()  # The collector need not scan the imported modules on every pass.
            stopped.wait()
    except StopTimeoutError as stuck:
        print(stuck, file=sys.stderr, flush=True)
        os._exit(1)  # without waiting for threads that hang
    except (OSError, ValueError) as problem:
        print(f"paddleflow-emulator cannot start: {_reason(problem)}", file=sys.stderr)
        return 1
    return 0


def _reason(problem: OSError | ValueError) -> str:
    """Return what went wrong, for people: the file and its problem, without an error number."""
    if not isinstance(problem, OSError) or not problem.strerror:
        return str(problem)
    return f"{os.fsdecode(problem.filename)}: {problem.strerror}" if problem.filename else problem.strerror


def _stop(stopped: threading.Event) -> None:
    """Let the server stop. The second time, end the program at once: the next server cleans up what is left."""
    if stopped.is_set():
        os._exit(1)
    stopped.set()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="paddleflow-emulator",
        description="A PaddleFlow-compatible server on this machine. When it starts, it prints how to log in.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument("--host", default=LOOPBACK, help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="port, 0 for a free one (default: %(default)s)")
    parser.add_argument("--data", metavar="DIR", help="folder that keeps the state (default: a temporary one)")
    parser.add_argument("--address-file", metavar="FILE", help="file to write the address to, once it can be used")
    parser.add_argument("--local-root", metavar="DIR", default="/", help="where local:// begins (default: %(default)s)")
    parser.add_argument("--queue", metavar="NAME", action="append", default=[], help="another queue; may be repeated")
    password = parser.add_mutually_exclusive_group()
    password.add_argument(
        "--password",
        metavar="TEXT",
        help="root's password from now on, such as paddleflow; other users of this machine can see it in the list of "
        "processes (default: a random one, or the one that was set before)",
    )
    password.add_argument(
        "--password-file", metavar="FILE", help="the same, from the first line of a file, - for standard input"
    )
    parser.add_argument(
        "--allow-host",
        metavar="NAME",
        action="append",
        default=[],
        help="a host name that clients may use besides localhost and IP addresses; may be repeated",
    )
    parser.add_argument(
        "--token-hours", type=_hours, metavar="N", help="hours that a token is valid (default: for ever)"
    )
    parser.add_argument("--log-requests", action="store_true", help="print each request and the status of its answer")
    parser.add_argument("--control", action="store_true", help="for tests: serve /_control")
    parser.add_argument(
        "--containers",
        action="store_true",
        help="run steps in their images, by Docker or Podman; does not start when neither answers",
    )
    return parser


def _hours(text: str) -> timedelta:
    try:
        return timedelta(hours=float(text))
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of hours") from None


def _read_password(file: str) -> str:
    try:
        with sys.stdin if file == "-" else Path(file).open(encoding="utf-8") as lines:
            return lines.readline(LONGEST_PASSWORD + 1).rstrip("\r\n")
    except OSError as problem:
        raise ValueError(f"--password-file {_reason(problem)}") from None


def _in_a_folder(file: str | None) -> Path | None:
    if file and not Path(file).parent.is_dir():
        raise ValueError(f"--address-file {file}: there is no such folder")
    return Path(file) if file else None


def _write_whole(file: Path, text: str) -> None:
    """Write a file in one step: a reader sees all of it or nothing."""
    draft = file.with_name(f"{file.name}.{os.getpid()}.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)


def _how_to_log_in(server: Server, *, given: bool) -> str:
    if not server.password:
        return "Log in as root with the password that was set for it; --password sets another"
    if given:
        return "Log in as root with the password that was given"
    return f'Log in: Client("{server}", "root", "{server.password}"), or as you, on this machine: Client("{server}")'


def _warn_if_open(server: Server) -> None:
    if not ipaddress.ip_address(str(urlsplit(server).hostname)).is_loopback:
        print(
            f"WARNING: listening on {server}. Whoever reaches this port and has a password can run commands on this "
            "machine as you, and passwords travel unencrypted.",
            file=sys.stderr,
            flush=True,
        )


if __name__ == "__main__":
    raise SystemExit(main())
