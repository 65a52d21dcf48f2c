"""The control route of a server for tests: reset and seed its state, set a run's, make it fail as networks do.

Only a server that was started with `control` has it; to all others its paths are unknown. It needs root's initial password,
as `Authorization: Bearer <password>`, and JSON bodies: what no web page sends without asking first.

| request below `/_control` | body | what it does |
|---|---|---|
| `GET /` | | gives the faults that are still to come |
| `POST /reset` | | ends all runs; the state is again what it was when this server started; no faults |
| `POST /seed` | `{"users": [{"name", "password"}], "fileSystems": [{"name", "url", "properties", "username"}], "pipelines": [{"yaml", "desc", "username"}]}` | adds them, `username` being root when left out; returns the ids of the pipelines |
| `POST /run/{runID}` | `{"status", "message"}` | ends the run if it is alive, and sets its state |
| `POST /clock` | `{"forward": 3600}` | moves the server's clock by so many seconds and fires schedules; returns its time |
| `POST /expire-tokens` | | the tokens that were given so far are refused, as expired ones are |
| `POST /fail` | `{"status": 500, "body": "text", "headers": {}, "on": "create_run", "times": 1}` | such requests are answered so, and do nothing |
| `POST /unavailable` | `{"retryAfter": 1, "on", "times"}` | such requests are answered with 503 and Retry-After |
| `POST /drop` | `{"on", "times"}` | the connections of such requests are dropped without an answer; they do nothing |
| `POST /cut` | `{"on", "times"}` | such requests do what they do, and half of the answer is sent |
| `POST /delay` | `{"seconds": 1, "on", "times"}` | such requests are answered later |

Each request to the API takes one fault, the first that is meant for it. `on` names an operation, as `create_run` or
`POST /run`; a fault that names none is for any request but a login.
"""  # noqa: E501 - a table

from __future__ import annotations

import asyncio
import base64
import json
import secrets
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import Any, TypeAlias, cast, get_args

from attrs import define, evolve, field, frozen
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import compile_path
from starlette.types import ASGIApp, Receive, Scope, Send

from paddleflow_emulator.engine.interface import Clock
from paddleflow_emulator.engine.records import RunStatus
from paddleflow_emulator.http.auth import ROOT, TOKEN_HEADER, password_hash_of
from paddleflow_emulator.services import Services
from paddleflow_emulator.storage.data_folder import DataFolder

from .faults import Cut, Delay, Drop, Fail, Fault

PREFIX = "/_control"
_JSON = "application/json"
_LOGIN = "login"
_MOST_FORWARD = 100 * 365 * 24 * 3600  # seconds
_SEEDS = {"user": "user", "fs": "file system", "pipeline": "pipeline"}

Lifespan: TypeAlias = Callable[[], AbstractAsyncContextManager[Services]]
Build: TypeAlias = Callable[[Services], ASGIApp]


@frozen
class _Planned:
    """A fault that is to come: `on` is the id of an operation, empty for all but logins."""

    fault: Fault
    on: str

    def is_for(self, operation: str) -> bool:
        return self.on == operation or (not self.on and operation != _LOGIN)


@define(eq=False)
class MovableClock:
    """A clock that tests move forward."""

    clock: Clock
    ahead: timedelta = timedelta(0)

    def now(self) -> datetime:
        """Return the time."""
        return self.clock.now() + self.ahead


class _BadRequest(Exception):
    """A request to the control route that makes no sense, or is not allowed."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


@define(eq=False)
class Control:
    """The server's application with the control route in front; it can reset the server to its initial state.

    Args:
        data: The server's folder.
        password: What requests must show.
        clock: The server's.
        start: Opens the state and the engine.
        build: Makes the application of what was opened.
    """

    data: DataFolder
    password: str = field(repr=False)
    clock: MovableClock
    start: Lifespan
    build: Build
    _faults: list[_Planned] = field(init=False, factory=list)
    _services: Services | None = None
    _app: ASGIApp | None = None
    _first: bytes = b""
    _kept_logs: frozenset[str] = frozenset()
    _open: asyncio.Event = field(init=False, factory=asyncio.Event)
    _quiet: asyncio.Event = field(init=False, factory=asyncio.Event)
    _end: asyncio.Event = field(init=False, factory=asyncio.Event)
    _one_at_a_time: asyncio.Lock = field(init=False, factory=asyncio.Lock)
    _under_way: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request: one of the control route, or one of the API."""
        if scope["path"] == PREFIX or scope["path"].startswith(f"{PREFIX}/"):
            response = await self._control(Request(scope, receive))
            await response(scope, receive, send)
        elif fault := self._fault_for(scope):
            await fault.apply(scope, receive, send, self._pass)
        else:
            await self._pass(scope, receive, send)

    def _fault_for(self, scope: Scope) -> Fault | None:
        """Take the first fault that is meant for a request."""
        operation = self._operation(scope.get("method", "GET"), scope["path"]) if self._faults else ""
        for planned in self._faults:
            if planned.is_for(operation):
                self._faults.remove(planned)
                return planned.fault
        return None

    def _operation(self, method: str, path: str) -> str:
        """Return the id of the operation that a request is for, empty when there is none."""
        contract = self._life.contract
        operations = (*contract.operations.values(), contract.watch_jobs)
        # A path without parameters goes before one that would match it with a parameter.
        for operation in sorted(operations, key=lambda operation: operation.path.count("{")):
            if operation.method == method and compile_path(operation.path)[0].fullmatch(path):
                return operation.id
        return ""

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._open.wait()
        if scope["type"] == "websocket":  # It ends with its server's life, and is not waited for.
            if self._app is not None:
                await self._app(scope, receive, send)
            return
        self._under_way += 1
        self._quiet.clear()
        try:
            if self._app is not None:
                await self._app(scope, receive, send)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._quiet.set()

    # ---------------------------------------------------------------------------------------------------------- lives

    async def live(self, opened: Callable[[BaseException | None], None]) -> None:
        """Open and close everything, again and again, until cancelled: all in one task.

        Args:
            opened: Called when the first life has begun, or with what kept it from that.
        """
        try:
            while True:
                async with self.start() as services:
                    self._services, self._app = services, self.build(services)
                    if not self._first:
                        self._first = await asyncio.to_thread(self._snapshot)
                    self._end.clear()
                    self._quiet.set()
                    self._open.set()
                    opened(None)
                    await self._end.wait()
                await asyncio.to_thread(self._restore)
        except Exception as wrong:
            opened(wrong)
            raise

    async def _reset(self) -> None:
        async with self._one_at_a_time:
            self._faults.clear()
            self.clock.ahead = timedelta(0)
            self._open.clear()
            await self._quiet.wait()
            self._end.set()
            await self._open.wait()

    def _snapshot(self) -> bytes:
        with closing(sqlite3.connect(self.data.database)) as database:
            self._kept_logs = frozenset(path.name for path in self.data.logs.glob("*"))
            return database.serialize()

    def _restore(self) -> None:
        path = self.data.database
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(self._first)
        for log in self.data.logs.glob("*"):
            if log.name not in self._kept_logs:
                log.unlink()

    # ------------------------------------------------------------------------------------------------------ the route

    async def _control(self, request: Request) -> Response:
        path = request.url.path.removeprefix(PREFIX).strip("/")
        try:
            self._check_allowed(request)
            body = _json_object(await request.body())
            match request.method, path.split("/"):
                case "GET", [""]:
                    return JSONResponse({"faults": [repr(fault) for fault in self._faults]})
                case "POST", ["reset"]:
                    await self._reset()
                case "POST", ["seed"]:
                    return JSONResponse(await self._seed(body))
                case "POST", ["run", run_id]:
                    await self._set_run(run_id, _text(body, "status"), str(body.get("message", "")))
                case "POST", ["clock"]:
                    self.clock.ahead += timedelta(seconds=_number(body, "forward", most=_MOST_FORWARD))
                    await self._life.scheduler.fire()
                    return JSONResponse({"now": self.clock.now().isoformat()})
                case "POST", ["expire-tokens"]:
                    self._expire_tokens()
                case "POST", ["drop"]:
                    self._add(Drop(), body)
                case "POST", ["cut"]:
                    self._add(Cut(), body)
                case "POST", ["fail"]:
                    self._add(_failure(body), body)
                case "POST", ["unavailable"]:
                    headers = {"retry-after": f"{_number(body, 'retryAfter'):g}"}
                    self._add(Fail(503, headers, _error("ServiceUnavailable")), body)
                case "POST", ["delay"]:
                    self._add(Delay(_number(body, "seconds")), body)
                case _:
                    return JSONResponse({"message": f"there is no {request.method} {request.url.path}"}, 404)
        except _BadRequest as wrong:
            return JSONResponse({"message": str(wrong)}, wrong.status)
        return JSONResponse({})

    def _check_allowed(self, request: Request) -> None:
        scheme, _, password = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secrets.compare_digest(password.encode(), self.password.encode()):
            raise _BadRequest("/_control needs the header Authorization: Bearer <the server's password>", 403)
        if request.method != "GET" and request.headers.get("content-type", "").partition(";")[0] != _JSON:
            raise _BadRequest(f"/_control needs bodies of the type {_JSON}", 415)

    def _add(self, fault: Fault, body: Mapping[str, Any]) -> None:
        on = str(body.get("on") or "")
        if on and on not in self._life.contract.operations:
            method, _, path = on.partition(" ")
            base = self._life.contract.base.rstrip("/")
            found = self._operation(method.upper(), path if path.startswith(base) else f"{base}{path}")
            if not found:
                near = get_close_matches(on, self._life.contract.operations, n=3)
                meant = f"; did you mean {' or '.join(near)}?" if near else ""
                raise _BadRequest(f"on: there is no operation {on!r}: name one like create_run, or POST /run{meant}")
            on = found
        self._faults.extend([_Planned(fault, on)] * int(_number(body, "times")))

    def _expire_tokens(self) -> None:
        tokens = evolve(self._life.tokens, secret=secrets.token_bytes(32))
        self._services = evolve(self._life, tokens=tokens)
        self._app = self.build(self._services)

    async def _set_run(self, run_id: str, status: str, message: str) -> None:
        if status not in get_args(RunStatus):
            raise _BadRequest(f"status[{status}] is not one of {', '.join(get_args(RunStatus))}")
        services = self._life
        if services.engine.is_active(run_id):
            services.engine.stop(run_id, force=True)
            await services.engine.wait(run_id)
        try:
            services.store.save_run(run_id, status=cast("RunStatus", status), message=message)
        except LookupError:
            raise _BadRequest(f"there is no run[{run_id}]") from None

    async def _seed(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Add what is asked for by the API's own routes, so that it is checked as always."""
        for user in _items(body, "users"):
            await self._post(ROOT, "user", {"username": _text(user, "name"), "password": _text(user, "password")})
        for system in _items(body, "fileSystems"):
            wanted = {"name": _text(system, "name"), "url": _text(system, "url")}
            await self._post(_user(system), "fs", wanted | {"properties": system.get("properties")})
        pipelines = []
        for pipeline in _items(body, "pipelines"):
            raw = base64.b64encode(_text(pipeline, "yaml").encode()).decode()
            made = await self._post(_user(pipeline), "pipeline", {"yamlRaw": raw, "desc": pipeline.get("desc", "")})
            pipelines.append(made["pipelineID"])
        return {"pipelines": pipelines}

    async def _post(self, user: str, route: str, body: Mapping[str, Any]) -> Any:
        import httpx  # Only here: it takes its time, and the server itself never needs it.

        services = self._life
        password_hash = password_hash_of(services.database, user)
        if password_hash is None:
            raise _BadRequest(f"there is no user[{user}]")
        headers = {TOKEN_HEADER: services.tokens.make(user, password_hash)}
        transport = httpx.ASGITransport(self._pass)
        base = f"http://control{services.contract.base}"
        async with httpx.AsyncClient(transport=transport, base_url=base, headers=headers) as client:
            answer = await client.post(f"/{route}", json=body)
        if answer.is_error:
            refusal, name = answer.json(), body.get("name") or body.get("username") or ""
            raise _BadRequest(f"{f'{_SEEDS[route]} {name}'.rstrip()}: {refusal['message']} ({refusal['code']})")
        return answer.json()

    @property
    def _life(self) -> Services:
        if self._services is None:
            raise _BadRequest("the server is not running yet")
        return self._services


@asynccontextmanager
async def controlled(
    data: DataFolder, password: str, clock: MovableClock, start: Lifespan, build: Build
) -> AsyncIterator[ASGIApp]:
    """Open a server with a control route; see `Control` for the parameters."""
    control = Control(data, password, clock, start, build)
    opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def tell(failure: BaseException | None) -> None:
        if opened.done():
            return
        if failure is None:
            opened.set_result(None)
        else:
            opened.set_exception(failure)

    lives = asyncio.create_task(control.live(tell))
    try:
        await opened
        yield control
    finally:
        lives.cancel()
        await asyncio.gather(lives, return_exceptions=True)


def _json_object(raw: bytes) -> dict[str, Any]:
    try:
        body = json.loads(raw or b"{}")
    except ValueError as wrong:
        raise _BadRequest(f"the body is not JSON: {wrong}") from None
    if not isinstance(body, dict):
        raise _BadRequest("the body is not a JSON object")
    return body


def _items(body: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    items = body.get(name, [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise _BadRequest(f"{name} must be a list of objects")
    return items


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value:
        raise _BadRequest(f"{name} is required and must be a string")
    return value


def _number(body: Mapping[str, Any], name: str, *, most: int = 10_000) -> float:
    value = body.get(name, 1)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise _BadRequest(f"{name} must be a number from 0 to {most}")
    return value


def _failure(body: Mapping[str, Any]) -> Fail:
    status, headers = body.get("status", 500), body.get("headers") or {}
    if isinstance(status, bool) or not isinstance(status, int) or not 200 <= status <= 599:
        raise _BadRequest("status must be a number from 200 to 599")
    if not isinstance(headers, dict) or not all(isinstance(value, str) for value in headers.values()):
        raise _BadRequest("headers must be an object with string values")
    text = body.get("body")
    if text is not None and not isinstance(text, str):
        raise _BadRequest("body must be a string")
    return Fail(
        status, {name.lower(): value for name, value in headers.items()}, _error("Fault") if text is None else text
    )


def _error(code: str) -> str:
    return json.dumps({"requestID": "", "code": code, "message": "as configured by /_control"})


def _user(item: Mapping[str, Any]) -> str:
    return str(item.get("username") or ROOT)
