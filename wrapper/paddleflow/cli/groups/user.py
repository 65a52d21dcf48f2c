"""Users."""

from paddleflow.cli import values
from paddleflow.cli.command import Argument, Command, Option, Table

COMMANDS = (
    Command(
        "user list",
        Option("maxsize", "-m", "--maxsize", type=values.integer),
        method="list_user",
        tables=(Table("name, create time"),),
        rows="iter_users",
        empty="no users found ",
        id="name",
    ),
    Command(
        "user add",
        Argument("username", to="user_name"),
        Argument("password"),
        method="add_user",
        message="user[{username}] add success",
    ),
    Command(
        "user set",
        Argument("username", to="user_name", kind="user"),
        Argument("password"),
        method="update_password",
        message="user[{username}] update success",
    ),
    Command(
        "user delete",
        Argument("username", to="user_name", kind="user", many=True),
        method="del_user",
        message="user[{username}] delete success",
        asks=True,
    ),
)
