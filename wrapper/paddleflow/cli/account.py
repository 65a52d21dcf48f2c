"""The commands of the login and the settings."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from paddleflow.cli import session, terminal
from paddleflow.cli.command import Table
from paddleflow.cli.failures import DONE, Failed, Usage

if TYPE_CHECKING:
    from paddleflow.cli.context import Context

NEW_PASSWORD = "PADDLEFLOW_NEW_PASSWORD"  # noqa: S105 - the name of a variable


def version(context: Context) -> int:
    """Show the version of the client and of the server."""
    from paddleflow._constants import __version__

    server = context.client.get_version().unwrap()
    context.out.structured({"client": f"PaddleFlow-{__version__}", "server": context.out.data(server)})
    return DONE


def set_password(context: Context) -> int:
    """Add a user, or change a password; the new one is asked for."""
    name, password = context.values["username"], new_password(context)
    getattr(context.client, context.command.method)(name, password).unwrap()
    return context.done(context.command.message.format(username=name), username=name)


def new_password(context: Context) -> str:
    """Return a new password: from the command line as ever, standard input, a variable, or who sits there."""
    name = context.values["username"]
    if given := context.values.get("password"):
        context.out.note(
            "Warning: others see a password on the command line, in the list of processes and in the history. "
            f"Leave it out to be asked for it, or use --password-stdin or {NEW_PASSWORD}."
        )
        return str(given)
    if context.values.get("password_stdin"):
        context.values["password_stdin"] = None  # it is this password, not that of the login
        return session.password_from_stdin()
    if given := context.environ.get(NEW_PASSWORD):
        return given
    password = session.asked(f"New password of {name}: ")
    if password is None:
        raise Usage(
            f"No password was given, and there is no terminal to ask on: use --password-stdin or {NEW_PASSWORD}."
        )
    if session.asked("Once more: ") != password:
        raise Failed("The two passwords differ; nothing was changed.")
    return password


def login(context: Context) -> int:
    """Log in, and keep the token."""
    client = context.client
    state = session.session_of(client)
    if isinstance(client.config.token, str):
        raise Usage("The settings have a token (PADDLEFLOW_TOKEN), so no login is needed.")
    user = context.values.get("user") or state.user or _typed(context, "User: ")
    given = context.values.get("user") in (None, state.user) and state.password
    password = given or session.asked(f"Password of {user} at {client.config.address}: ")
    if not user or not password:
        raise Usage("A user and a password are needed: paddleflow login USER --password-stdin")
    client.login(user, password).unwrap()
    state.renewals += 1  # so that the token is kept
    return context.done(f"logged in as {user} at {client.config.address}", user=user)


def logout(context: Context) -> int:
    """Forget the kept tokens: of the server and user of the settings, or all."""
    folder = session.token_folder(context.environ)
    files = sorted(folder.iterdir()) if folder and folder.is_dir() else []
    if not context.values.get("everywhere"):
        config = session.settings(context)
        mine = session.token_file(config.address, config.username or "", context.environ)
        files = [file for file in files if file == mine]
    for file in files:
        file.unlink(missing_ok=True)
    kept = "1 kept login" if len(files) == 1 else f"{len(files)} kept logins"
    return context.done(f"{kept} removed" if files else "nobody was logged in", removed=len(files))


def whoami(context: Context) -> int:
    """Show who is logged in where, and how."""
    client = context.client
    config, state = client.config, session.session_of(client)
    kept = state.token is not None and config.token is None
    client.list_queue(maxsize=1).unwrap()
    how = "token of the settings" if config.token else "kept token" if kept and not state.renewals else "password"
    facts = {"user": state.user or "", "server": config.address, "login": how}
    if context.out.for_people:
        context.out.line(f"{facts['user'] or 'the owner of the token'} at {facts['server']} ({how})")
    else:
        context.out.record(facts, (Table("user, server, login"),), "user")
    return DONE


def profiles(context: Context) -> int:
    """List the profiles."""
    from paddleflow._local_server import find_service, state_folder
    from paddleflow.config import LOCAL_PROFILE, profile_names

    session.use_settings_file(context)
    rows = [{"name": name, "server": server, "username": user} for name, server, user in profile_names()]
    if LOCAL_PROFILE not in (row["name"] for row in rows):
        service = find_service(state_folder(context.environ))
        started = service.address if service else "(paddleflow local up starts it)" if context.out.for_people else ""
        rows.append({"name": LOCAL_PROFILE, "server": started, "username": "root"})
    context.out.rows(rows, (Table("name, server, username"),), "name")
    return DONE


def configure(context: Context) -> int:
    """Ask for the settings of a server, test the login, and save them."""
    from paddleflow import Client, PaddleFlowSDKException
    from paddleflow.config import save_profile

    values, name = context.values, context.values.get("profile")
    session.use_settings_file(context)
    host = values.get("host") or _typed(context, "Server (host name, or address such as https://pf.example.com): ")
    user = values.get("user") or _typed(context, "User: ")
    if values.get("password_stdin"):
        password: str | None = session.password_from_stdin()
    else:
        password = context.environ.get("PADDLEFLOW_PASSWORD") or session.asked(f"Password of {user}: ")
    if not host or not user or not password:
        raise Usage(
            "A server, a user and a password are needed: "
            "paddleflow configure --host HOST --user USER --password-stdin < FILE"
        )
    with Client(host, user, password, ca=values.get("ca")) as client:
        address = client.config.address
        if not values.get("no_test"):
            try:
                client.login().unwrap()
            except PaddleFlowSDKException as error:
                error.reason = f"nothing was saved: {error.reason}"
                raise
    settings: dict[str, Any] = {"host": host if "://" in host else address, "username": user, "ca": values.get("ca")}
    where = "the settings file"
    if values.get("keyring"):
        session.to_keyring(address, user, password)
        where = "the keyring"
    else:
        settings["password"] = password
    file = save_profile(name, **{key: value for key, value in settings.items() if value})
    tested = "saved without a test" if values.get("no_test") else "the login works"
    text = f"{tested}: {f'profile {name}' if name else 'default profile'} in {file}, the password in {where}"
    use = f"\nUse it with --profile {name}, or set PADDLEFLOW_PROFILE={name}." if name else ""
    return context.done(text + use, profile=name or "default")


def _typed(context: Context, prompt: str) -> str | None:
    """Ask for a line; None when nobody is there."""
    if not (terminal.is_terminal(sys.stdin) and terminal.is_terminal(sys.stderr)):
        return None
    print(prompt, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip() or None
