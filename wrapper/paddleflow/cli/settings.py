"""The commands of the settings, and the version."""

from __future__ import annotations

from paddleflow.cli import session, terminal
from paddleflow.cli.command import Table
from paddleflow.cli.failures import DONE, Usage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from paddleflow.cli.context import Context


def version(context: Context) -> int:
    """Show the version of the client and of the server."""
    from paddleflow._constants import __version__

    server = context.client.get_version().unwrap()
    context.out.structured({"client": f"PaddleFlow-{__version__}", "server": context.out.data(server)})
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
    host = values.get("host") or terminal.ask("Server (host name, or address such as https://pf.example.com): ")
    user = values.get("user") or terminal.ask("User: ")
    password = session.password_from_stdin(context) or context.environ.get("PADDLEFLOW_PASSWORD")
    password = password or terminal.ask(f"Password of {user}: ", secret=True)
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
