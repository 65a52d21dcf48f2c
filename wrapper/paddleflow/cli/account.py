"""The commands of the login."""

from __future__ import annotations

from paddleflow.cli import session, terminal
from paddleflow.cli.command import Table
from paddleflow.cli.failures import DONE, Usage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from paddleflow.cli.context import Context


def login(context: Context) -> int:
    """Log in, and store the token."""
    client = context.client
    state = session.session_of(client)
    if isinstance(client.config.token, str):
        raise Usage("The settings have a token (PADDLEFLOW_TOKEN), so no login is needed.")
    user = context.values.get("user") or state.user or terminal.ask("User: ")
    given = context.values.get("user") in (None, state.user) and state.password
    password = given or terminal.ask(f"Password of {user} at {client.config.address}: ", secret=True)
    if not user or not password:
        raise Usage("A user and a password are needed: paddleflow login USER --password-stdin")
    client.login(user, password).unwrap()
    state.renewals += 1  # so that the token is stored
    return context.done(f"logged in as {user} at {client.config.address}", user=user)


def logout(context: Context) -> int:
    """Delete the stored tokens: of the server and user of the settings, or all."""
    folder = session.token_folder(context.environ)
    files = sorted(folder.iterdir()) if folder and folder.is_dir() else []
    if not context.values.get("everywhere"):
        config = session.settings(context)
        mine = session.token_file(config.address, config.username or "", context.environ)
        files = [file for file in files if file == mine]
    for file in files:
        file.unlink(missing_ok=True)
    kept = "1 stored login" if len(files) == 1 else f"{len(files)} stored logins"
    return context.done(f"{kept} removed" if files else "no login was stored", removed=len(files))


def whoami(context: Context) -> int:
    """Show who is logged in where, and how."""
    client = context.client
    config, state = client.config, session.session_of(client)
    kept = state.token is not None and config.token is None
    client.list_queue(maxsize=1).unwrap()
    how = "token of the settings" if config.token else "stored token" if kept and not state.renewals else "password"
    facts = {"user": state.user or "", "server": config.address, "login": how}
    if context.out.for_people:
        context.out.line(f"{facts['user'] or 'the owner of the token'} at {facts['server']} ({how})")
    else:
        context.out.record(facts, (Table("user, server, login"),), "user")
    return DONE
