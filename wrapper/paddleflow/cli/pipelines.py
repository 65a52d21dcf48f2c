"""The group `pipeline`."""

from __future__ import annotations

from paddleflow.cli.failures import DONE
from paddleflow.cli.generic import done, method_arguments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from paddleflow.cli.context import Context


def saved(context: Context) -> int:
    """Create or update a pipeline, from a file of a file system or of this machine."""
    arguments, shown = method_arguments(context, context.values)
    if "yaml_raw" in arguments:
        arguments.pop("fs_name", None)  # the text itself needs no place
    done(context, shown, getattr(context.client, context.command.method)(**arguments).unwrap())
    return DONE
