"""What a reply means for the caller: the documented result, or a failure that says what went wrong and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar, cast

from paddleflow import errors
from paddleflow._constants import EXCERPT, PORT
from paddleflow._contract import has_secrets, may_have, needed_server
from paddleflow._http import FailureKind, NoResponse, Reply, Response
from paddleflow.errors import PaddleFlowSDKException
from paddleflow.result import Failure, Result, Success
from paddleflow_api import models

if TYPE_CHECKING:
    import httpx

    from paddleflow._operation import Call
    from paddleflow.config import Config

T = TypeVar("T")

REQUEST_ID_HEADER: Final = "x-pf-request-id"
STALE_LOGIN: Final = frozenset({"AuthWithoutToken", "AuthInvalidToken", "AuthFailed"})
HINTS: Final = {
    "AuthWithoutToken": "Log in first: client.login(user_name, password).",
    "AuthInvalidToken": "Log in again: client.login(user_name, password).",
    "AuthFailed": "Check the password; if it was changed since the last login, log in again.",
    "AuthIllegalUser": "Only root may name another user.",
    "AccessDenied": "Only its owner and root may do this.",
    "OnlyRootAllowed": "Log in as root.",
    "PathNotFound": "Is this the address of a PaddleFlow server, and does its version know this operation?",
    "MethodNotAllowed": "This version of the server does not know the operation.",
}
_NO_ROUTE: Final = frozenset({"PathNotFound", "MethodNotAllowed"})


def outcome(call: Call[T], reply: Reply, request_id: str, config: Config) -> Result[T]:
    """Return what a reply means for the caller."""
    if isinstance(reply, NoResponse):
        return Failure(_no_answer(call, reply, request_id, config))
    bad = _BadAnswer(call, reply, config.address, reply.headers.get(REQUEST_ID_HEADER) or request_id)
    if reply.status_code >= 400:
        return Failure(bad.refusal())
    if not 200 <= reply.status_code < 300:
        where = reply.headers.get("location") or "another address"
        return Failure(bad.unexpected(f"sends the client on to {where}"))
    try:
        has_body = bool(reply.content) and not reply.content.isspace()
        answer = reply.json() if has_body else {}
        if (message := answer.get("message")) and not may_have(call.endpoint, "message"):
            return Failure(bad.unexpected(f"reports: {message}"))  # an error in disguise
        if call.result is None:
            return Success(cast("T", None))
        if not has_body:
            return Failure(bad.unexpected("has no content"))
        return Success(call.result(answer))
    except KeyError as missing:
        return Failure(bad.unexpected(f"lacks the field {missing}"))
    except (TypeError, ValueError, AttributeError, RecursionError):
        return Failure(bad.unexpected("does not have the documented shape"))


def login_is_stale(reply: Reply | httpx.Response) -> bool:
    """Return whether the server does not accept the token."""
    if isinstance(reply, NoResponse) or reply.status_code != 400:
        return False
    try:
        return models.ErrorResponse.from_dict(reply.json()).code in STALE_LOGIN
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        return False


def _no_answer(call: Call[Any], error: NoResponse, request_id: str, config: Config) -> PaddleFlowSDKException:
    address, limits = config.address, config.limits
    safe = call.request["method"] == "get" or call.anonymous
    look = "" if safe else "It may have done what was asked: look before asking again. "
    kind: type[PaddleFlowSDKException] = errors.ConnectionFailed
    code, hint = "Connection Error", look
    match error.kind:
        case FailureKind.CONNECT_TIMEOUT:
            kind, code = errors.TimedOut, "Timeout"
            text = f"no connection to {address} within {limits.connect:g} seconds"
            hint = (
                "Is the address right, and the server reachable from here? Client(connect_timeout=...) or "
                "PADDLEFLOW_CONNECT_TIMEOUT sets the limit."
            )
        case FailureKind.TIMEOUT:
            kind, code = errors.TimedOut, "Timeout"
            text = f"{address} did not answer in time ({limits.read:g} seconds of silence, {limits.total:g} in all)"
            hint += (
                "Client(timeout=..., total_timeout=...) or PADDLEFLOW_TIMEOUT and PADDLEFLOW_TOTAL_TIMEOUT set the "
                "limits."
            )
        case FailureKind.UNUSABLE:
            text = f"the request cannot be sent: {error.detail}"
            return errors.InvalidArgument("InvalidParam", f"{text}.", method=call.name)
        case FailureKind.UNREADABLE:
            kind, code = errors.InvalidResponse, "InvalidResponse"
            text, hint = f"the answer of {address} {error.detail}", ""
        case FailureKind.REFUSED:
            text = f"cannot connect to {address}: {error.detail}"
            hint = f"Is the server running there? {_about_address(address, error.detail)}"
        case FailureKind.DROPPED:
            text = f"{address} dropped the connection ({error.detail})"
    return kind(code, text, request_id, method=call.name, details=f"request {request_id}", hint=hint.rstrip())


class _BadAnswer(NamedTuple):
    """An answer that is no success, to be made an exception."""

    call: Call[Any]
    answer: Response
    address: str
    request_id: str

    def refusal(self) -> PaddleFlowSDKException:
        """Return the exception for an answer of 400 and above."""
        status = self.answer.status_code
        try:
            error = models.ErrorResponse.from_dict(self.answer.json())
            code, reason = str(error.code or ""), str(error.message or "")
            request_id = str(error.request_id or "") or self.request_id
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            return self.unexpected("is not a PaddleFlow error message")
        kind, hints = _kind(status, code), []
        if code in ("", "InternalError") and status >= 500:
            hints.append(
                "The server also says this of some mistakes: does all that you name exist, and is what you add new?"
            )
        if code in _NO_ROUTE and (needed := needed_server(self.call.endpoint)):
            kind, hints = errors.NotSupported, [needed]
        elif self.call.anonymous and code == "AuthWithoutToken":
            hints.append(f"A login needs no token, so {self.address} is something else: is its path right?")
        elif code in HINTS:
            hints.append(HINTS[code])
        if reason.startswith("readfile["):
            hints.append("The path is one inside the file system; to use a file of this machine, send its text.")
        return kind(
            code,
            reason or code or "the server gives no reason",
            request_id,
            http_status=status,
            method=self.call.name,
            details=f"{f'{code}, ' if code else ''}HTTP {status}, request {request_id}",
            hint=" ".join(hints),
        )

    def unexpected(self, what: str) -> errors.InvalidResponse:
        """Return the exception for an answer that no PaddleFlow server should give."""
        status = self.answer.status_code
        kind = self.answer.headers.get("content-type") or "no content type"
        excerpt = " ".join(self.answer.text.split())[:EXCERPT]
        quoted = f"It begins: {excerpt!r}. " if excerpt and not has_secrets(self.call.endpoint) else ""
        return errors.InvalidResponse(
            "InvalidResponse",
            f"the answer of {self.address} {what}",
            self.request_id,
            http_status=status,
            method=self.call.name,
            details=f"HTTP {status}, {kind}, request {self.request_id}",
            hint=f"{quoted}Is this the address of a PaddleFlow server, with no proxy or login page in between?",
        )


def _about_address(address: str, detail: str) -> str:
    """Return what may be wrong with an address at which nobody answers, or nobody in its scheme."""
    scheme, _, rest = address.partition("://")
    if "certificate" in detail.lower():
        return "Client(ca=...) or PADDLEFLOW_CA names the certificates to trust."
    if scheme == "https":
        return f"Does it speak https? If not, the address is http://{rest}."
    if ":" not in rest.partition("/")[0].rpartition("]")[2]:
        return f"An http:// address without a port means port 80; a PaddleFlow server usually has {PORT}."
    return ""


def _kind(status: int, code: str) -> type[PaddleFlowSDKException]:
    if code in STALE_LOGIN:
        return errors.AuthenticationFailed
    if status == 404 or code.endswith("NotFound") or code == "UserNotExist":
        return errors.NotFound
    if status == 403:
        return errors.PermissionDenied
    return errors.ServerFailed if status >= 500 else errors.RequestRefused
