"""The application: routes read from the spec, and the one way that every request goes."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any, ParamSpec, TypeVar, cast
from urllib.parse import unquote
from uuid import uuid4

from attrs import frozen
from starlette import requests
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from paddleflow.pipeline._rules.problems import Rejected
from paddleflow_api.models import ErrorResponse
from paddleflow_emulator.engine.threads import in_thread
from paddleflow_emulator.services import Services

from .auth import ROOT, TOKEN_HEADER, password_hash_of
from .contract import WATCH_JOBS, Document, Operation
from .errors import ApiError, status_of
from .json_text import encoded
from .request import HandlerOf, Request, Result
from .websocket import Upgrade, as_request

REQUEST_ID_HEADER = "x-pf-request-id"
BODY_LIMIT, ANONYMOUS_BODY_LIMIT = 16 * 1024 * 1024, 64 * 1024
"""Bytes of a request body that are kept, with a token and without one; a larger one is refused like one that is not
JSON."""

_LARGE_BODY = 128 * 1024  # bytes, of which it takes some milliseconds to make sense
_LARGE_ANSWERS = frozenset({"show_run"})  # Of 60,000 steps it has 25 MB: made in a thread as a whole.
_DRAIN_LIMIT = 4 * BODY_LIMIT  # read on and thrown away, so that the client gets to read why
_JSON = "application/json"
_BODY_NAMES = ("username",)  # compared in lower case: username and userName
_QUERY_NAME = "userName"

_DISK_ERRORS = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_BUSY")

P = ParamSpec("P")
T = TypeVar("T")

_log = logging.getLogger("paddleflow_emulator")


def build_app(services: Services, handler_of: HandlerOf) -> ASGIApp:
    """Build the application.

    Args:
        services: What handlers work with.
        handler_of: Finds what serves an operation; what the spec has and nothing serves is answered with
            ActionNotAllowed.
    """
    dispatch = partial(Dispatcher, services, handler_of)
    by_path: dict[str, dict[str, Operation]] = {}
    for operation in (*services.contract.operations.values(), services.contract.watch_jobs):
        by_path.setdefault(operation.path, {})[operation.method] = operation
    # A path without parameters goes before one that would match it with a parameter, and need not be searched for.
    plain = {path: dispatch(operations) for path, operations in by_path.items() if "{" not in path}
    routes = [
        Route(path, dispatch(by_path[path]))
        for path in sorted(by_path, key=lambda path: path.count("{"))
        if "{" in path
    ]
    router = Router(routes, redirect_slashes=False, default=dispatch(None))

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        # An escaped slash stays one parameter: it must not become another path.
        raw: bytes = scope.get("raw_path") or scope["path"].encode()
        scope["path"] = unquote(raw.replace(b"%2F", b"%252F").replace(b"%2f", b"%252f").decode("ascii", "replace"))
        if scope["type"] == "websocket":
            scope, receive, send = as_request(scope, receive, send)
        await plain.get(scope["path"], router)(scope, receive, send)

    return application


@frozen
class Dispatcher:
    """The ASGI application of one path: request id, token, parameters, body, handler, answer, in this order.

    Args:
        services: What handlers work with.
        handler_of: Finds what serves an operation.
        methods: The operations of the path; None for unknown paths.
    """

    services: Services
    handler_of: HandlerOf
    methods: Mapping[str, Operation] | None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = requests.Request(scope, receive)
        response = await answered(request, partial(self._answer, request))
        await response(scope, receive, send)

    async def _answer(self, request: requests.Request) -> Response:
        operation = (self.methods or {}).get(request.method)
        try:
            user = self._identify(request, operation)
        except ApiError:
            await _read_body(request, operation, 0)
            raise
        raw = await _read_body(request, operation, BODY_LIMIT if user else ANONYMOUS_BODY_LIMIT)
        if raw:
            self._identify(request, operation)  # The token may have ended while the body came.
        document = await _in_turn(len(raw), Document.parse, raw)
        _check_acting_user(request, user, document)
        if self.methods is None:
            raise ApiError("PathNotFound")
        if operation is None:
            raise ApiError("MethodNotAllowed")
        if operation.id == WATCH_JOBS:
            return Upgrade(partial(self.services.watch.serve, user=user))
        handler = self.handler_of(operation)
        if handler is None:
            raise ApiError("ActionNotAllowed", f"the embedded server does not serve {operation.id} yet")
        for parameter in operation.query.values():
            parameter.check(_first(request, parameter.name))
        body = await _in_turn(len(raw), self.services.contract.read_body, operation, document)
        query = {name: _first(request, name) for name in operation.query}
        asked = Request(self.services, operation, user, request.path_params, query, body)
        if operation.id in _LARGE_ANSWERS:
            return await in_thread("texts", lambda: _success(operation, cast("Result", handler(asked))))
        result = handler(asked)
        return _success(operation, await result if inspect.isawaitable(result) else result)

    def _identify(self, request: requests.Request, operation: Operation | None) -> str:
        """Return the caller's name, empty when the operation is open to all or the path is not one of the API."""
        if operation is not None and not operation.needs_token:
            return ""
        # Not that of `request.url`: older Starlettes make it of the Host header, which can say anything.
        if operation is None and not request.scope["path"].startswith(self.services.contract.base):
            return ""
        token = request.headers.get(TOKEN_HEADER, "")
        if not token:
            raise ApiError("AuthWithoutToken")
        name, digest = self.services.tokens.read(token)
        password_hash = password_hash_of(self.services.database, name)
        if password_hash is None:
            raise ApiError("UserNotExist")
        if not self.services.tokens.fits(digest, password_hash):
            raise ApiError("AuthFailed")
        return name


async def answered(request: requests.Request, answer: Callable[[], Awaitable[Response]]) -> Response:
    """Answer, or turn whatever failed into the one shape of an error; nothing of a traceback leaves the server."""
    request_id = request.headers.get(REQUEST_ID_HEADER) or str(uuid4())
    try:
        response = await answer()
    except (ApiError, Rejected) as refused:
        response = _failure(request_id, refused.code, refused.message)
    except ClientDisconnect:
        response = Response(status_code=499)  # The client is gone.
    except Exception as wrong:
        _log.exception("%s %s failed, request %s", request.method, request.scope["path"], request_id)
        reason = _disk_trouble(wrong)
        message = f"the server cannot use its files: {reason}" if reason else ApiError("InternalError").message
        response = _failure(request_id, "InternalError", message)
    response.headers[REQUEST_ID_HEADER] = request_id
    return response


def _disk_trouble(wrong: Exception) -> str:
    """Return the disk's own words when it is full, read-only or gone; empty for all other faults."""
    if isinstance(wrong, OSError):
        return str(wrong)
    return str(wrong) if getattr(wrong, "sqlite_errorname", "").startswith(_DISK_ERRORS) else ""


def _failure(request_id: str, code: str, message: str) -> Response:
    return _json(ErrorResponse(request_id, code, message).to_dict(), status_of(code))


def _success(operation: Operation, result: Result) -> Response:
    if result is None:
        return Response(b"", operation.status, media_type=_JSON)
    return _json(result.to_dict(), operation.status)


def _json(content: Any, status: int) -> Response:
    return Response(encoded(content), status, media_type=_JSON)


async def _in_turn(size: int, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function whose time depends on the size of a body: in a thread when that is large."""
    if size > _LARGE_BODY:
        return await in_thread("texts", function, *args, **kwargs)
    return function(*args, **kwargs)


async def _read_body(request: requests.Request, operation: Operation | None, limit: int) -> bytes:
    """Read all of a body, since else the client may not get to read the answer, and return it if it is kept.

    Raises:
        ApiError: It is longer than `limit`, when that is not 0.
    """
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= limit:
            chunks.append(chunk)
        elif size > _DRAIN_LIMIT:
            break
        else:
            chunks.clear()
    if size > limit > 0:
        code = operation.body_error if operation else "MalformedJSON"
        raise ApiError(code, f"the body is larger than {limit} bytes")
    return b"".join(chunks)


def _check_acting_user(request: requests.Request, user: str, document: Document) -> None:
    """Let only root name another user, as the real server's first layer does.

    Raises:
        ApiError: AuthIllegalUser.
    """
    if user in ("", ROOT):
        return
    named: list[Any] = request.query_params.getlist(_QUERY_NAME)
    if request.method in ("POST", "PUT"):
        named = _named_users(document.value)
    if any(name not in (None, "", user) for name in named):
        raise ApiError("AuthIllegalUser")


def _named_users(body: Any) -> list[Any]:
    return [value for key, value in body.items() if key.lower() in _BODY_NAMES] if isinstance(body, dict) else []


def _first(request: requests.Request, name: str) -> str:
    values = request.query_params.getlist(name)
    return values[0] if values else ""
