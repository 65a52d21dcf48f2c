"""PaddleFlow for Python: the documented ``client.xxx()`` methods, each returning ``(ret, response)``.

>>> import paddleflow
>>> client = paddleflow.Client("127.0.0.1", "root", "paddleflow")
>>> ret, response = client.login("root", "paddleflow")
>>> ret, response = client.list_run()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paddleflow._constants import __version__

if TYPE_CHECKING:
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
    from paddleflow.info import Page
    from paddleflow.resources.artifact import ArtifactInfo
    from paddleflow.resources.cache import RunCacheInfo
    from paddleflow.resources.cluster import ClusterInfo, NodeInfo, PodInfo
    from paddleflow.resources.flavour import FlavourInfo
    from paddleflow.resources.fs import FSInfo, StsInfo
    from paddleflow.resources.fs_cache import CacheConfigInfo
    from paddleflow.resources.grant import GrantInfo
    from paddleflow.resources.job import SubmittedJobInfo
    from paddleflow.resources.link import LinkInfo
    from paddleflow.resources.log import LogInfo, LogInfoByLimit
    from paddleflow.resources.pipeline import PipelineInfo, PipelineVersionInfo
    from paddleflow.resources.queue import QueueInfo
    from paddleflow.resources.resource_pool import ResourcePoolInfo
    from paddleflow.resources.run import DagInfo, JobInfo, RunInfo
    from paddleflow.resources.schedule import ScheduleInfo
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
    "paddleflow.info": ("Page",),
    "paddleflow.resources.artifact": ("ArtifactInfo",),
    "paddleflow.resources.cache": ("RunCacheInfo",),
    "paddleflow.resources.cluster": ("ClusterInfo", "NodeInfo", "PodInfo"),
    "paddleflow.resources.flavour": ("FlavourInfo",),
    "paddleflow.resources.fs": ("FSInfo", "StsInfo"),
    "paddleflow.resources.fs_cache": ("CacheConfigInfo",),
    "paddleflow.resources.grant": ("GrantInfo",),
    "paddleflow.resources.job": ("SubmittedJobInfo",),
    "paddleflow.resources.link": ("LinkInfo",),
    "paddleflow.resources.log": ("LogInfo", "LogInfoByLimit"),
    "paddleflow.resources.pipeline": ("PipelineInfo", "PipelineVersionInfo"),
    "paddleflow.resources.queue": ("QueueInfo",),
    "paddleflow.resources.resource_pool": ("ResourcePoolInfo",),
    "paddleflow.resources.run": ("DagInfo", "JobInfo", "RunInfo"),
    "paddleflow.resources.schedule": ("ScheduleInfo",),
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
    "AsyncClient",
    "AuthenticationFailed",
    "CacheConfigInfo",
    "CardTimeDetail",
    "CardTimeInfo",
    "CardTimeJobInfo",
    "CardTimeResult",
    "Client",
    "ClusterInfo",
    "ConnectionFailed",
    "DagInfo",
    "ErrorMessage",
    "FSInfo",
    "Failure",
    "FlavourInfo",
    "GrantInfo",
    "IncompleteListing",
    "InvalidArgument",
    "InvalidResponse",
    "JobInfo",
    "LinkInfo",
    "LogInfo",
    "LogInfoByLimit",
    "NodeInfo",
    "NotFound",
    "NotSupported",
    "PaddleFlowSDKException",
    "Page",
    "PermissionDenied",
    "PipelineInfo",
    "PipelineVersionInfo",
    "PodInfo",
    "QueueInfo",
    "RequestRefused",
    "ResourcePoolInfo",
    "Result",
    "RunCacheInfo",
    "RunInfo",
    "ScheduleInfo",
    "ServerFailed",
    "StatisticsJobDetailInfo",
    "StatisticsJobInfo",
    "StsInfo",
    "SubmittedJobInfo",
    "Success",
    "TaskInfo",
    "TaskStatistics",
    "TimedOut",
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
