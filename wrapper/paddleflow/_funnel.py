"""The one way in and out: every request is prepared here and every answer, good or bad, is judged here.

Nothing here does I/O, so that the blocking and the asynchronous client share all of it.
"""

from __future__ import annotations

import platform
import uuid
from collections.abc import Mapping
from typing import Any, Final, TypeVar

import httpx
from attrs import define, field
from paddleflow_api import Client as ApiClient
from paddleflow_api import models

from paddleflow import errors
from paddleflow._constants import CONNECT_SECONDS, EXCERPT, __version__
from paddleflow._operation import Call
from paddleflow.result import Result

T = TypeVar("T")

TOKEN_HEADER: Final = "x-pf-authorization"  # noqa: S105 - the name of the header, not a token
REQUEST_ID_HEADER: Final = "x-pf-request-id"
USER_AGENT: Final = f"paddleflow-client/{__version__} python/{platform.python_version()} httpx/{httpx.__version__}"

STALE_LOGIN: Final = ("AuthWithoutToken", "AuthInvalidToken", "AuthFailed")
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


@define
class Session:
    """Who is logged in, and with what token."""

    user: str | None = None
    token: str | None = field(default=None, repr=False)


@define
class Funnel:
    """Prepares requests to one server and judges its answers."""

    address: str
    session: Session = field(factory=Session)
    api: ApiClient = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self.api = ApiClient(base_url=self.address)

    def prepare(self, call: Call[Any], *, anonymous: bool = False) -> dict[str, Any]:
        """The arguments of ``httpx.Client.request``.

        Raises
        ------
        AuthenticationFailed : nobody is logged in
        """
        headers = {**call.request.get("headers", {}), REQUEST_ID_HEADER: str(uuid.uuid4())}
        if not anonymous:
            if self.session.token is None:
                raise errors.AuthenticationFailed(
                    "InvalidOperator", f"{call.name}: nobody is logged in. {HINTS['AuthWithoutToken']}"
                )
            headers[TOKEN_HEADER] = self.session.token
        return {**call.request, "headers": headers}

    def outcome(self, call: Call[T], response: httpx.Response) -> Result[T]:
        """What the answer to a call means."""
        if response.status_code >= 400:
            return Result.failure(self._refusal(call, response))
        if not response.is_success:
            where = response.headers.get("location", "another address")
            return Result.failure(self._unexpected(call, response, f"sends the client on to {where}"))
        try:
            parsed: Any = call.endpoint._parse_response(client=self.api, response=response)
            if disguised := _disguised_error(parsed, response):
                return Result.failure(self._unexpected(call, response, f"reports: {disguised}"))
            if parsed is None and call.expects_body:
                return Result.failure(self._unexpected(call, response, "has no content"))
            return Result.success(call.result(parsed))
        except KeyError as missing:
            return Result.failure(self._unexpected(call, response, f"lacks the field {missing}"))
        except (TypeError, ValueError, AttributeError):
            return Result.failure(self._unexpected(call, response, "has another shape than the one agreed on"))

    def logged_in(self, user: str | None, login: Result[str]) -> Result[None]:
        """Take over the token of a login that worked; after one that did not, the login before it stays in force."""
        if (error := login.error) is not None:
            return Result.failure(error.exception)
        self.session = Session(user, login.unwrap())
        return Result.success(None)

    def lost(self, call: Call[T], request_id: str, error: Exception) -> Result[T]:
        """What it means that no answer came."""
        tail = f" (request {request_id})"
        kind = type(error).__name__
        if isinstance(error, httpx.ConnectTimeout):
            text = (
                f"{call.name}: no connection to {self.address} within {CONNECT_SECONDS:g} seconds. Is the address "
                "right, and the server reachable from here?"
            )
            return Result.failure(errors.TimedOut("Timeout", text + tail, request_id))
        if isinstance(error, httpx.TimeoutException):
            text = (
                f"{call.name}: {self.address} did not answer in time. It may still do what was asked: look before "
                "asking again. Client(timeout=seconds) sets the time limit."
            )
            return Result.failure(errors.TimedOut("Timeout", text + tail, request_id))
        if isinstance(error, httpx.ConnectError):
            text = f"{call.name}: cannot connect to {self.address}: {error}. Is the server running there?"
        elif isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL):
            text = f"{call.name}: {self.address} is not an address that can be asked: {error}."
        elif isinstance(error, httpx.HTTPError):
            text = (
                f"{call.name}: {self.address} dropped the connection ({kind}). It may have done what was asked: "
                "look before asking again."
            )
        else:
            text = f"{call.name}: the request could not be sent: {error} ({kind})."
            return Result.failure(errors.InvalidArgument("InvalidParam", text))
        return Result.failure(errors.ConnectionFailed("Connection Error", text + tail, request_id))

    def _refusal(self, call: Call[Any], response: httpx.Response) -> errors.PaddleFlowSDKException:
        """The exception for an answer of 400 and above."""
        status = response.status_code
        try:
            answer = models.ErrorResponse.from_dict(response.json())
            code, reason = str(answer.code or ""), str(answer.message or "")
        except (KeyError, TypeError, ValueError, AttributeError):
            return self._unexpected(call, response, "is no error message of PaddleFlow")
        where = f"{code}, HTTP {status}" if code else f"HTTP {status}"
        text = f"{call.name}: {reason or code or 'the server gives no reason'} ({where})."
        if not code and status >= 500:
            text += " The server answers so to some mistakes too: check that what you named exists."
        if code in HINTS:
            text += f" {HINTS[code]}"
        return _kind(status, code)(code, text, _request_id(response), status=status)

    def _unexpected(self, call: Call[Any], response: httpx.Response, what: str) -> errors.InvalidResponse:
        """The exception for an answer that no PaddleFlow server should give."""
        kind = response.headers.get("content-type", "no content type")
        excerpt = " ".join(response.text.split())[:EXCERPT]
        quoted = f" It begins: {excerpt!r}." if excerpt and not _has_secrets(call) else ""
        text = (
            f"{call.name}: the answer of {self.address} {what} (HTTP {response.status_code}, {kind}).{quoted} Is this "
            "the address of a PaddleFlow server, with no proxy or login page in between?"
        )
        return errors.InvalidResponse("InvalidResponse", text, _request_id(response), status=response.status_code)


def _kind(status: int, code: str) -> type[errors.PaddleFlowSDKException]:
    if code in STALE_LOGIN:
        return errors.AuthenticationFailed
    if status == 404 or code.endswith("NotFound") or code == "UserNotExist":
        return errors.NotFound
    if status == 403:
        return errors.PermissionDenied
    return errors.ServerFailed if status >= 500 else errors.RequestRefused


def _request_id(response: httpx.Response) -> str:
    """The server's word for the request; ours when the answer has none."""
    return str(response.headers.get(REQUEST_ID_HEADER) or response.request.headers[REQUEST_ID_HEADER])


def _has_secrets(call: Call[Any]) -> bool:
    """Whether an answer to this call may hold a token, a password or a credential."""
    return call.name in ("login", "show_cluster", "list_cluster", "create_cluster", "update_cluster", "show_fs_sts")


def _disguised_error(parsed: Any, response: httpx.Response) -> str | None:
    """The message of a 2xx answer that carries one although its shape has none: an error in disguise."""
    if parsed is None:
        body = response.json() if response.content.strip() else None
        unplanned = body if isinstance(body, Mapping) else {}
    else:
        unplanned = getattr(parsed, "additional_properties", {})
    message = unplanned.get("message") if type(parsed).__name__ not in FREE_FORM else None
    return str(message) if message else None


FREE_FORM: Final = ("AnyMap", "StringMap", "KubernetesObject", "ClusterQuotas", "ClusterNodeResourcesByCluster")
"""Answers whose keys are data: a cluster may be called "message"."""
