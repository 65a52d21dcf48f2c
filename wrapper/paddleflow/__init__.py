"""PaddleFlow for Python: the documented ``client.xxx()`` methods, each returning ``(ret, response)``.

>>> import paddleflow
>>> client = paddleflow.Client("127.0.0.1", "root", "paddleflow")
>>> ret, response = client.login("root", "paddleflow")
>>> ret, response = client.list_run()
"""

from __future__ import annotations

import os
import sys

from paddleflow._constants import __version__

TYPE_CHECKING = not __name__  # False, but jedi need not know; importing typing would cost `paddleflow --help` a fifth
if TYPE_CHECKING:
    from typing import Any

    from paddleflow._log_reader import LogLine
    from paddleflow._streams import AsyncRows, Rows
    from paddleflow.async_client import AsyncClient
    from paddleflow.client import Client
    from paddleflow.errors import (
        AuthenticationFailed,
        ConnectionFailed,
        IncompleteListing,
        InvalidArgument,
        InvalidResponse,
        NotFound,
        NotSupported,
        PaddleFlowSDKException,
        PermissionDenied,
        RequestRefused,
        ServerFailed,
        TimedOut,
    )
    from paddleflow.info import Info, Page
    from paddleflow.resources.artifact import ArtifactInfo, ArtifactPage
    from paddleflow.resources.cache import RunCacheInfo, RunCachePage
    from paddleflow.resources.cluster import ClusterInfo, NodeInfo, NodePage, PodInfo
    from paddleflow.resources.flavour import FlavourInfo
    from paddleflow.resources.following import Change
    from paddleflow.resources.fs import FSInfo, StsInfo
    from paddleflow.resources.fs_cache import CacheConfigInfo
    from paddleflow.resources.grant import GrantInfo
    from paddleflow.resources.job import SubmittedJobInfo
    from paddleflow.resources.link import LinkInfo
    from paddleflow.resources.log import JobLog, LogInfo, LogInfoByLimit, RunLog
    from paddleflow.resources.pipeline import (
        CreatedPipeline,
        PipelineDetail,
        PipelineInfo,
        PipelinePage,
        PipelineVersionDetail,
        PipelineVersionInfo,
        UpdatedPipeline,
    )
    from paddleflow.resources.queue import QueueInfo
    from paddleflow.resources.resource_pool import ResourcePoolInfo
    from paddleflow.resources.run import DagInfo, JobInfo, RunInfo, RunPage
    from paddleflow.resources.schedule import ScheduleDetail, ScheduleInfo, SchedulePage
    from paddleflow.resources.statistics import (
        CardTimeDetail,
        CardTimeInfo,
        CardTimeJobInfo,
        CardTimeResult,
        StatisticsJobDetailInfo,
        StatisticsJobInfo,
        TaskInfo,
        TaskStatistics,
    )
    from paddleflow.resources.user import UserInfo
    from paddleflow.result import ErrorMessage, Failure, Result, Success

# Imported when first used: importing paddleflow costs next to nothing.
_HOME = {
    "paddleflow._log_reader": ("LogLine",),
    "paddleflow._streams": ("AsyncRows", "Rows"),
    "paddleflow.async_client": ("AsyncClient",),
    "paddleflow.client": ("Client",),
    "paddleflow.errors": (
        "AuthenticationFailed",
        "ConnectionFailed",
        "IncompleteListing",
        "InvalidArgument",
        "InvalidResponse",
        "NotFound",
        "NotSupported",
        "PaddleFlowSDKException",
        "PermissionDenied",
        "RequestRefused",
        "ServerFailed",
        "TimedOut",
    ),
    "paddleflow.info": ("Info", "Page"),
    "paddleflow.resources.artifact": ("ArtifactInfo", "ArtifactPage"),
    "paddleflow.resources.cache": ("RunCacheInfo", "RunCachePage"),
    "paddleflow.resources.cluster": ("ClusterInfo", "NodeInfo", "NodePage", "PodInfo"),
    "paddleflow.resources.flavour": ("FlavourInfo",),
    "paddleflow.resources.following": ("Change",),
    "paddleflow.resources.fs": ("FSInfo", "StsInfo"),
    "paddleflow.resources.fs_cache": ("CacheConfigInfo",),
    "paddleflow.resources.grant": ("GrantInfo",),
    "paddleflow.resources.job": ("SubmittedJobInfo",),
    "paddleflow.resources.link": ("LinkInfo",),
    "paddleflow.resources.log": ("JobLog", "LogInfo", "LogInfoByLimit", "RunLog"),
    "paddleflow.resources.pipeline": (
        "CreatedPipeline",
        "PipelineDetail",
        "PipelineInfo",
        "PipelinePage",
        "PipelineVersionDetail",
        "PipelineVersionInfo",
        "UpdatedPipeline",
    ),
    "paddleflow.resources.queue": ("QueueInfo",),
    "paddleflow.resources.resource_pool": ("ResourcePoolInfo",),
    "paddleflow.resources.run": ("DagInfo", "JobInfo", "RunInfo", "RunPage"),
    "paddleflow.resources.schedule": ("ScheduleDetail", "ScheduleInfo", "SchedulePage"),
    "paddleflow.resources.statistics": (
        "CardTimeDetail",
        "CardTimeInfo",
        "CardTimeJobInfo",
        "CardTimeResult",
        "StatisticsJobDetailInfo",
        "StatisticsJobInfo",
        "TaskInfo",
        "TaskStatistics",
    ),
    "paddleflow.resources.user": ("UserInfo",),
    "paddleflow.result": ("ErrorMessage", "Failure", "Result", "Success"),
}
_MODULES = {name: module for module, names in _HOME.items() for name in names}

__all__ = [
    "ArtifactInfo",
    "ArtifactPage",
    "AsyncClient",
    "AsyncRows",
    "AuthenticationFailed",
    "CacheConfigInfo",
    "CardTimeDetail",
    "CardTimeInfo",
    "CardTimeJobInfo",
    "CardTimeResult",
    "Change",
    "Client",
    "ClusterInfo",
    "ConnectionFailed",
    "CreatedPipeline",
    "DagInfo",
    "ErrorMessage",
    "FSInfo",
    "Failure",
    "FlavourInfo",
    "GrantInfo",
    "IncompleteListing",
    "Info",
    "InvalidArgument",
    "InvalidResponse",
    "JobInfo",
    "JobLog",
    "LinkInfo",
    "LogInfo",
    "LogInfoByLimit",
    "LogLine",
    "NodeInfo",
    "NodePage",
    "NotFound",
    "NotSupported",
    "PaddleFlowSDKException",
    "Page",
    "PermissionDenied",
    "PipelineDetail",
    "PipelineInfo",
    "PipelinePage",
    "PipelineVersionDetail",
    "PipelineVersionInfo",
    "PodInfo",
    "QueueInfo",
    "RequestRefused",
    "ResourcePoolInfo",
    "Result",
    "Rows",
    "RunCacheInfo",
    "RunCachePage",
    "RunInfo",
    "RunLog",
    "RunPage",
    "ScheduleDetail",
    "ScheduleInfo",
    "SchedulePage",
    "ServerFailed",
    "StatisticsJobDetailInfo",
    "StatisticsJobInfo",
    "StsInfo",
    "SubmittedJobInfo",
    "Success",
    "TaskInfo",
    "TaskStatistics",
    "TimedOut",
    "UpdatedPipeline",
    "UserInfo",
    "__version__",
]


if not TYPE_CHECKING:  # a type checker sees the names above, and notices a wrong one

    def __getattr__(name: str) -> Any:
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_MODULES[name]), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})

    class _FormerPaths:
        """Looks for the official SDK's import paths; `paddleflow._former` is imported when one is used."""

        @staticmethod
        def find_spec(name: str, path: object = None, target: object = None) -> Any:
            if not name.startswith("paddleflow.") or name == "paddleflow._former":
                return None
            from paddleflow._former import FormerPaths

            return FormerPaths.find_spec(name)

    sys.meta_path.append(_FormerPaths)


def _warn_of_official_sdk(folder: str) -> None:
    """Warn when the official SDK is installed in the same folder: each of the two overwrites files of the other."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - pathlib is an import that nobody else here needs
    except OSError:  # in a zip file
        return
    if any(name.lower().startswith("paddleflow-") and name.endswith(("dist-info", "egg-info")) for name in names):
        import warnings

        warnings.warn(
            f"The official SDK (PaddleFlow) is installed in {folder} too, and both are the package paddleflow: their "
            "files are mixed. pip uninstall PaddleFlow paddleflow-client, then pip install paddleflow-client.",
            stacklevel=3,
        )


_warn_of_official_sdk(os.path.dirname(os.path.dirname(__file__)))  # noqa: PTH120
