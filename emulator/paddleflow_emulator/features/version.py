"""Build information."""

from __future__ import annotations

import platform
from importlib import metadata

from paddleflow_api.models import VersionInfo
from paddleflow_emulator.http.request import Request, handler

DISTRIBUTION = "paddleflow-client"


@handler
def show_version(request: Request) -> VersionInfo:
    """Say what this server is; what has no meaning here is `unknown`, as in an unversioned build of the real one."""
    return VersionInfo(
        git_version=f"v{metadata.version(DISTRIBUTION)}-embedded",
        git_commit="unknown",
        git_branch="unknown",
        build_date="unknown",
        go_version="unknown",
        compiler=platform.python_implementation(),
        platform=f"{platform.system()}/{platform.machine()}".lower(),
    )
