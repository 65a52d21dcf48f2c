"""The group `user`."""

from __future__ import annotations

from paddleflow.cli import session, terminal
from paddleflow.cli.failures import Failed, Usage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from paddleflow.cli.context import Context

NEW_PASSWORD = "PADDLEFLOW_NEW_PASSWORD"  # noqa: S105 - the name of a variable


def set_password(context: Context) -> int:
    """Add a user, or change a password; the new one is asked for."""
    name, password = context.values["username"], new_password(context)
    getattr(context.client, context.command.method)(name, password).unwrap()
    return context.done(context.command.message.format(username=name), username=name)


def new_password(context: Context) -> str:
    """Return a new password: from the command line, standard input, a variable, or a prompt."""
    name = context.values["username"]
    if given := context.values.get("password"):
        context.out.note(
            "Warning: other users can see a password on the command line, in the list of processes and in the history. "
            f"Leave it out to be prompted for it, or use --password-stdin or {NEW_PASSWORD}."
        )
        return str(given)
    if given := session.password_from_stdin(context):
        context.values["password_stdin"] = None  # it is this password, not that of the login
        return given
    if given := context.environ.get(NEW_PASSWORD):
        return given
    password = terminal.ask(f"New password of {name}: ", secret=True)
    if password is None:
        raise Usage(
            f"No password was given, and there is no terminal to ask on: use --password-stdin or {NEW_PASSWORD}."
        )
    if terminal.ask("Repeat password: ", secret=True) != password:
        raise Failed("The passwords do not match; nothing was changed.")
    return password
