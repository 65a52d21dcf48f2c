"""The group `cluster`."""

from __future__ import annotations

from paddleflow.cli.command import Table
from paddleflow.cli.failures import DONE, Failed
from paddleflow.cli.generic import method_arguments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from paddleflow.cli.context import Context


def resources(context: Context) -> int:
    """Show what clusters have, and what of it is free."""
    arguments, _ = method_arguments(context, context.values)
    if arguments.get("page_no") == 0:
        del arguments["page_no"]
    found = getattr(context.client, context.command.method)(**arguments).unwrap()
    asked = arguments.get("clusternames") or (arguments.get("clustername") or "").split(",")
    if missing := [name for name in asked if name and name not in found]:
        raise Failed(f"No online cluster is named {', '.join(missing)}: paddleflow cluster list shows all.")
    if not context.out.for_programs(found):
        rows = [{"cluster_name": name, "cluster_info": info} for name, info in found.items()]
        context.out.rows(rows, (Table("cluster name, cluster info"),), "cluster_name")
    return DONE
