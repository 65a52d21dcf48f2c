"""The commands of the login and the settings."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from paddleflow.cli.context import Context


def version(context: Context) -> int:
    """Show the version of the client, and of the server when it answers."""
    from paddleflow._constants import __version__

    server = context.client.get_version().unwrap()
    context.out.format = "yaml" if context.out.format == "yaml" else "json"
    context.out.structured({"client": f"PaddleFlow-{__version__}", "server": context.out.data(server)})
    return 0
