"""Users and login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from paddleflow._arguments import string
from paddleflow._listing import PAGE_SIZE, Listing, page_of
from paddleflow._operation import Call, operation, request
from paddleflow.errors import AuthenticationFailed
from paddleflow.info import Info, Page, Sent, as_datetime
from paddleflow.result import Failure, Result, Success
from paddleflow_api.api import user as api

if TYPE_CHECKING:
    from paddleflow._exchange import Exchange, Flow, Session


class UserInfo(Info, model="User"):
    """A user (manual: 用户列表展示).

    Attributes:
        name: Login name.
        create_time: RFC 3339 with nanoseconds.
    """

    name: str
    create_time: str = ""

    create_datetime = as_datetime("create_time")


@operation("用户登录")
def login(exchange: Exchange, user_name: str | None = None, password: str | None = None) -> Flow[None]:
    """Log in; everything after is done as this user.

    Args:
        exchange: That of the client.
        user_name: Who logs in; default: the user that the client knows.
        password: Default: the one that the client knows.

    Returns:
        ``(True, None)``, or ``(False, message)``; then an earlier login is still in force.
    """
    session = exchange.session
    user = session.user if user_name is None else user_name
    secret = session.password if password is None else password
    call = request(api.login, {"user_name": user, "password": secret}).reads(_token)
    return _login(session, evolve(call, name="login", anonymous=True), user, secret)


def _login(session: Session, call: Call[str], user: str | None, password: str | None) -> Flow[None]:
    answer: Result[str] = yield call
    if answer.error is not None:
        return Failure(answer.error.exception)
    session.user, session.password, session.token = user, password, answer.unwrap()
    return Success(None)


@operation(official_sdk=True)
def pre_check(exchange: Exchange) -> Flow[None]:
    """Say whether there is a login, which the server may see differently.

    Args:
        exchange: That of the client.

    Returns:
        ``(True, None)``, or ``(False, message)`` when nobody has logged in.
    """
    yield from ()  # nothing is sent
    if exchange.session.token:
        return Success(None)
    hint = "Log in first: client.login(user_name, password)."
    return Failure(AuthenticationFailed("InvalidOperator", "nobody is logged in.", hint=hint))


@operation("用户增加")
def add_user(user_name: str, password: str) -> Call[None]:
    """Create a user. Root only.

    Args:
        user_name: 4 to 16 letters and digits.
        password: At least 6 characters, among them a digit and a lower-case letter.
    """
    return request(api.add_user, locals())


@operation("用户删除")
def del_user(user_name: str) -> Call[None]:
    """Delete a user and its grants; what the user owns stays. Root only.

    Args:
        user_name: Login name.
    """
    return request(api.del_user, locals())


@operation("用户密码更新", name="user_name")
def update_password(user_name: str, password: str) -> Call[None]:
    """Change a password. Ends every login of that user, the own one included: log in again.

    Args:
        user_name: Login name; only root may change another user's password.
        password: The new one: at least 6 characters, among them a digit and a lower-case letter.
    """
    return request(api.update_password, locals())


@operation("用户列表展示", listing=Listing("iter_users", UserInfo, key="name"))
def list_user(maxsize: int = PAGE_SIZE, marker: str | None = None) -> Call[Page[UserInfo]]:
    """List the users other than root. Root only.

    Args:
        maxsize: Rows of the page, 1 to 1000.
        marker: Where the page starts: ``next_marker`` of the page before.

    Returns:
        ``(True, list of UserInfo with next_marker and truncated)``, or ``(False, message)``.
    """
    return request(api.list_user, locals()).reads(page_of("userList", UserInfo))


@operation()
def show_user(user_name: str) -> Call[UserInfo]:
    """Show a user. Root only. The server drops the connection when there is none: ``list_user`` tells who there is.

    Args:
        user_name: Login name.

    Returns:
        ``(True, UserInfo)``, or ``(False, message)``.
    """
    string("user_name", user_name, "InvalidUser")
    return request(api.list_user, locals(), user="user_name").reads(UserInfo.from_json)


def _token(answer: Sent) -> str:
    token = answer["authorization"]
    if not isinstance(token, str) or not token:
        raise TypeError("no token")
    return token
