"""`paddleflow doctor`: what stands between this machine and the server, one thing after another."""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from paddleflow._constants import __version__
from paddleflow._local_server import find_service, state_folder
from paddleflow.cli import session, terminal
from paddleflow.cli.command import Table
from paddleflow.cli.failures import DOCTOR, DONE, FAILED, sentence
from paddleflow.errors import PaddleFlowSDKException

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from paddleflow import Client
    from paddleflow.cli.context import Context

OK, ERROR, WARNING, SKIPPED = "ok", "error", "warning", "skipped"
COLOURS = {OK: terminal.GREEN, ERROR: terminal.RED, WARNING: terminal.MAGENTA, SKIPPED: ""}
SECONDS = 5.0
SKEW = 60.0
"""Seconds that clocks may differ by."""

UNKNOWN_ISSUER = (
    "trust its authority, or itself, with the setting ca (PADDLEFLOW_CA, paddleflow configure --ca FILE); whoever runs "
    "the server has the file"
)
CERTIFICATE = {
    9: "is this machine's clock right?",
    10: "whoever runs the server has to renew it; or is this machine's clock wrong?",
    62: "it is made for another host: use the name that it is made for as the address",
    64: "it is made for another host: use the name that it is made for as the address",
}
"""What to do by OpenSSL's number of the error: not yet valid, expired, another host name, another IP address."""

CheckResult = tuple[str, str]
"""A state, and what was seen with what to do about it."""


class Examination:
    """The checks of one server, in an order in which each needs those before it."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.config = client.config
        parts = urlsplit(self.config.address)
        self.host, self.secure = parts.hostname or "", parts.scheme == "https"
        self.port = parts.port or (443 if self.secure else 80)
        self.date: str | None = None

    def results(self) -> Iterator[tuple[str, CheckResult]]:
        """Do the checks, until one fails that the others need."""
        checks: tuple[tuple[str, Callable[[], CheckResult]], ...] = (
            ("proxy", self.proxy), ("address", self.address), ("TLS", self.tls), ("answer", self.answer),
            ("clock", self.clock), ("login", self.login), ("versions", self.versions),
        )  # fmt: skip
        failed = False
        for name, check in checks:
            if failed:
                yield name, (SKIPPED, "what comes before it has to work first")
                continue
            try:
                result = check()
            except PaddleFlowSDKException as error:
                result = (ERROR, sentence(error).removesuffix(DOCTOR))
            failed = result[0] == ERROR
            yield name, result

    def proxy(self) -> CheckResult:
        """Check whether a proxy is between."""
        from paddleflow._proxies import proxy_for

        proxy = proxy_for(self.config.address)
        self.behind = proxy is not None
        if proxy is None:
            return OK, "none is used for this address"
        return OK, f"{proxy} is used; to go without it, list {self.host} in NO_PROXY"

    def address(self) -> CheckResult:
        """Check whether a server listens there."""
        if self.behind:
            return SKIPPED, "the proxy looks it up"
        try:
            socket.create_connection((self.host, self.port), SECONDS).close()
        except socket.gaierror:
            return ERROR, f"cannot resolve {self.host}: check the name and this machine's DNS"
        except TimeoutError:
            return ERROR, f"{self.host}:{self.port} does not answer in {SECONDS:g} s: is a firewall or VPN in between?"
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            return ERROR, f"{self.host}:{self.port}: {reason}: does the server run, and is the port right?"
        return OK, f"{self.host}:{self.port} takes connections"

    def tls(self) -> CheckResult:
        """Check whether the certificate is trusted."""
        if not self.secure:
            return SKIPPED, "the address is http://, so passwords are sent unencrypted"
        if self.behind:
            return SKIPPED, "seen with the answer"
        from paddleflow._tls import tls_context

        context = tls_context(self.config.address, self.config.ca, self.config.client_cert)
        try:
            until = self.expiry_in_tls(context)
        except ssl.SSLCertVerificationError as error:
            advice = CERTIFICATE.get(error.verify_code, UNKNOWN_ISSUER)
            return ERROR, f"the certificate is not trusted ({error.verify_message.rstrip('.')}): {advice}"
        except (ssl.SSLError, OSError) as error:
            if self.answers_in_tls():
                return ERROR, f"TLS fails: {error}. Does the server ask for a certificate? client_cert names one"
            return ERROR, f"{self.host}:{self.port} does not speak TLS: is the address http://{self.host}:{self.port}?"
        return OK, f"the certificate is trusted, until {until}"

    def expiry_in_tls(self, context: ssl.SSLContext) -> object:
        """Connect, and return when the certificate expires."""
        with (
            socket.create_connection((self.host, self.port), SECONDS) as plain,
            context.wrap_socket(plain, server_hostname=self.host) as secure,
        ):
            return (secure.getpeercert() or {}).get("notAfter", "")

    def answers_in_tls(self) -> bool:
        """Return whether anything there speaks TLS; its certificate is not checked."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        try:
            self.expiry_in_tls(context)
        except OSError:
            return False
        return True

    def answer(self) -> CheckResult:
        """Check whether it is a PaddleFlow server."""
        from paddleflow._http import NoResponse, Request, url_of
        from paddleflow.resources.version import get_version

        url = url_of(self.config.address, get_version().request)
        reply = self.client._transports.get().send(
            Request("get", url, {"accept": "application/json"}, None, self.config.limits, SECONDS * 2)
        )
        understood = False
        if not isinstance(reply, NoResponse):
            self.date = reply.headers.get("date")
            with suppress(ValueError):
                reply.json()
                understood = True
        if not understood and not self.secure and not self.behind and self.answers_in_tls():
            return ERROR, f"the server speaks TLS: the address is https://{self.host}:{self.port}"
        if isinstance(reply, NoResponse):
            return ERROR, f"{self.config.address} gives no answer: {reply.detail or reply.kind.value}"
        if reply.status_code >= 500:
            return ERROR, f"the server fails (HTTP {reply.status_code}): its log says why; has it just been started?"
        if not understood:
            status = reply.status_code
            return ERROR, f"not a PaddleFlow server's response (HTTP {status}): check the address, including its path"
        return OK, "a PaddleFlow server answers"

    def clock(self) -> CheckResult:
        """Check whether the clocks agree: tokens run out by them, and relative times are reckoned with them."""
        try:
            server = parsedate_to_datetime(self.date or "")
        except ValueError:
            return WARNING, "the server does not say what time it is"
        skew = (datetime.now(UTC) - server).total_seconds()
        if abs(skew) > SKEW:
            return WARNING, f"this machine is {abs(skew):.0f} s {'ahead' if skew > 0 else 'behind'}: set a clock"
        return OK, "both clocks agree"

    def login(self) -> CheckResult:
        """Check whether the login of the settings works; a stored token does not count."""
        state, config = session.session_of(self.client), self.config
        if config.token is None and state.password is not None:
            self.client.login().unwrap()
            return OK, f"as {state.user}, with the password"
        self.client.list_queue(maxsize=1).unwrap()
        return OK, f"as {state.user or 'the owner of the token'}, with a token; no password is known to renew it"

    def versions(self) -> CheckResult:
        """Ask for the versions of both sides."""
        server = self.client.get_version().unwrap()
        return OK, f"client {__version__}, server {server.get('gitVersion') or 'unknown'}"


def doctor(context: Context) -> int:
    """Look at the settings, the way to the server, and the login."""
    found = []
    for name, (state, detail) in _results(context):
        found.append({"check": name, "status": state, "detail": detail})
        if context.out.for_people:
            line = [(f"{state:<9}", COLOURS[state]), (f" {name:<9} {terminal.clean(detail)}", "")]
            context.out.draw([line], whole=True)
    if not context.out.for_people:
        context.out.rows(found, (Table("check, status, detail"),), "check")
    return FAILED if any(row["status"] == ERROR for row in found) else DONE


def _results(context: Context) -> Iterator[tuple[str, CheckResult]]:
    settings = _settings(context)
    yield "settings", settings
    if settings[0] == OK:
        yield from Examination(context.client).results()


def _settings(context: Context) -> CheckResult:
    try:
        client = context.client
    except PaddleFlowSDKException as error:
        return ERROR, sentence(error)
    address, who = client.config.address, session.session_of(client).user
    stored = session.token_file(address, who, context.environ) if who else None
    token = ", a token is stored" if stored and stored.exists() else ""
    return OK, f"{who or 'no user'} at {address}, from {_source(context, address)}{token}"


def _source(context: Context, address: str) -> str:
    """Return what names the server."""
    if context.environ.get("PADDLEFLOW_HOST"):
        return "PADDLEFLOW_HOST"
    if profile := context.values.get("profile") or context.environ.get("PADDLEFLOW_PROFILE"):
        return f"profile {profile}"
    service = find_service(state_folder(context.environ))
    return "paddleflow local up" if service and service.address == address else "the default profile"
