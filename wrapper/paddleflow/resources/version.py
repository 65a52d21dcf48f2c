"""The server itself."""

from __future__ import annotations

from typing import Any

from paddleflow._operation import Call, operation, request
from paddleflow_api.api import version as api


@operation(official_sdk=True)
def get_version() -> Call[dict[str, Any]]:
    """Show what the server was built from.

    Returns:
        ``(True, dict: gitVersion, gitCommit, gitBranch, buildDate, goVersion, compiler, platform)``, or
            ``(False, message)``.
    """
    return request(api.show_version).reads(dict)
