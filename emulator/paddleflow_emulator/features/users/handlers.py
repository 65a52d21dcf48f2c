"""Users and login."""

from __future__ import annotations

import re
from contextlib import suppress

from paddleflow.pipeline._rules.problems import Rejected
from paddleflow_api.models import (
    CreateUserRequest,
    CreateUserResponse,
    ListUserResponse,
    LoginRequest,
    LoginResponse,
    UpdateUserRequest,
    User,
)
from paddleflow_emulator.engine.interface import Clock
from paddleflow_emulator.engine.records import FINAL
from paddleflow_emulator.engine.threads import in_thread
from paddleflow_emulator.features.schedules.in_use import RUNNING
from paddleflow_emulator.http.auth import (
    ROOT,
    WELL_KNOWN_PASSWORD,
    check_password_rule,
    hash_cheaply,
    hash_password,
    password_fits,
)
from paddleflow_emulator.http.errors import ApiError
from paddleflow_emulator.http.paging import Frame
from paddleflow_emulator.http.request import Request, handler
from paddleflow_emulator.http.times import rfc3339_text
from paddleflow_emulator.storage.database import Database
from paddleflow_emulator.storage.session import Where, unique
from paddleflow_emulator.storage.tables import UserRow

_NAME = re.compile(r"[A-Za-z0-9]{4,16}")


def ensure_root(database: Database, clock: Clock, password: str | None) -> str:
    """Make the built-in user, or change its password.

    Args:
        database: The server's.
        clock: The server's.
        password: What it is to be. None for a random one that the database keeps, unless one has been set that is
            not the well-known one.

    Returns:
        The password; empty when it is one that was set before.
    """
    random_one = database.secret("password of root").hex()
    with database.write() as session:
        root = session.first(UserRow, "WHERE name = ?", ROOT)
        if root is None:
            root = UserRow(name=ROOT, password_hash="", created=clock.now())
            session.add(root)
        elif password_fits(password or random_one, root.password_hash):
            return password or random_one
        elif password is None and not password_fits(WELL_KNOWN_PASSWORD, root.password_hash):
            return ""
        hashed = hash_cheaply if password in (None, WELL_KNOWN_PASSWORD) else hash_password
        root.password_hash = hashed(password or random_one)
        session.update(root)
    return password or random_one


@handler
async def login(request: Request) -> LoginResponse:
    """Exchange name and password for a token. Hashing takes its time, so it has a thread of its own."""
    body = request.read(LoginRequest.from_dict)
    user = _find(request, body.username)
    if not await in_thread("passwords", password_fits, body.password, user.password_hash):
        raise ApiError("AuthFailed")
    return LoginResponse(request.services.tokens.make(user.name, user.password_hash))


@handler
async def add_user(request: Request) -> CreateUserResponse:
    """Create a user. Order of checks: name, password, root, database."""
    body = request.read(CreateUserRequest.from_dict)
    if not _NAME.fullmatch(body.username):
        raise ApiError("InvalidNamePattern")
    check_password_rule(body.password)
    request.check_root()
    password_hash = await in_thread("passwords", hash_password, body.password)
    row = UserRow(name=body.username, password_hash=password_hash, created=request.now())
    with unique(ApiError("InternalError")), request.database.write() as session:  # as the real one on SQLite
        session.add(row)
    return CreateUserResponse(body.username)


@handler
def list_user(request: Request) -> ListUserResponse | User:
    """List users but root, or show one. `maxKeys` of the answer is always 0, as in the real server."""
    request.check_root("AccessDenied")
    if name := request.text("user"):
        return _user(_find(request, name))
    where = Where()
    where.add("name != ?", ROOT)
    page = request.page(UserRow, where)
    frame: Frame = {**page.frame, "max_keys": 0}
    return ListUserResponse([_user(row) for row in page.rows] or None, **frame)


@handler
def del_user(request: Request) -> None:
    """Delete a user with the grants, and end what runs for the user; what the user has stored stays."""
    name = request.path["username"]
    if not request.is_root or name == ROOT:
        raise ApiError("AccessDenied")
    user, services = _find(request, name), request.services
    with services.database.write() as session:
        session.delete(user)
        session.execute("DELETE FROM grants WHERE user = ?", name)
        session.execute(
            "UPDATE schedules SET status = 'terminated', message = ?, updated = ? WHERE owner = ? AND status = ?",
            *(f"user[{name}] was deleted", services.clock.now(), name, RUNNING),
        )
        runs = session.scalars("SELECT id FROM runs WHERE owner = ? AND status NOT IN ?", name, [*FINAL])
        jobs = session.scalars("SELECT id FROM jobs WHERE owner = ? AND status NOT IN ?", name, [*FINAL])
    for run_id in runs:
        with suppress(Rejected):  # It has ended meanwhile.
            services.engine.stop(run_id, force=True)
    for job_id in jobs:
        services.jobs.stop(job_id)
    services.watch.end_of(name, "the user was deleted")


@handler
async def update_password(request: Request) -> None:
    """Change a password, which ends every token of the user."""
    name, body = request.path["username"], request.read(UpdateUserRequest.from_dict)
    check_password_rule(body.password)
    user = _find(request, name)
    if not request.may_use(name):
        raise ApiError("AccessDenied")
    password_hash = await in_thread("passwords", hash_password, body.password)
    with request.database.write() as session:
        session.execute("UPDATE users SET password_hash = ? WHERE pk = ?", password_hash, user.pk)
    request.services.watch.end_of(name, "the password was changed")


def _find(request: Request, name: str) -> UserRow:
    with request.database.read() as session:
        row = session.first(UserRow, "WHERE name = ?", name)
    if row is None:
        raise ApiError("UserNotExist")
    return row


def _user(row: UserRow) -> User:
    return User(name=row.name, create_time=rfc3339_text(row.created))
