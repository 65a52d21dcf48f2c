"""Users."""

from paddleflow.cli import values
from paddleflow.cli.command import Argument, Command, Option, Table

_PASSWORD = Argument(
    "password", required=False, help="Better left out: other users can see it here; without it you are prompted"
)

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
        _PASSWORD,
        method="add_user",
        message="user[{username}] add success",
        run="paddleflow.cli.users:set_password",
    ),
    Command(
        "user set",
        Argument("username", to="user_name", kind="user"),
        _PASSWORD,
        method="update_password",
        message="user[{username}] update success",
        run="paddleflow.cli.users:set_password",
    ),
    Command(
        "user delete",
        Argument("username", to="user_name", kind="user", many=True),
        method="del_user",
        message="user[{username}] delete success",
        asks=True,
    ),
)
