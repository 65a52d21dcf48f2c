"""Contains all the data models used in inputs/outputs"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .any_map import AnyMap
    from .any_map_by_node import AnyMapByNode
    from .artifact_event import ArtifactEvent
    from .artifacts import Artifacts
    from .card_time_job import CardTimeJob
    from .card_time_queue import CardTimeQueue
    from .card_time_request import CardTimeRequest
    from .card_time_response import CardTimeResponse
    from .card_time_user import CardTimeUser
    from .cluster_info import ClusterInfo
    from .cluster_node_resources import ClusterNodeResources
    from .cluster_node_resources_by_cluster import ClusterNodeResourcesByCluster
    from .cluster_quota import ClusterQuota
    from .cluster_quotas import ClusterQuotas
    from .cluster_resources_request import ClusterResourcesRequest
    from .cluster_status import ClusterStatus
    from .cluster_type import ClusterType
    from .component_views import ComponentViews
    from .concurrency_policy import ConcurrencyPolicy
    from .create_cluster_request import CreateClusterRequest
    from .create_distributed_job_request import CreateDistributedJobRequest
    from .create_flavour_request import CreateFlavourRequest
    from .create_flavour_response import CreateFlavourResponse
    from .create_grant_request import CreateGrantRequest
    from .create_grant_response import CreateGrantResponse
    from .create_job_response import CreateJobResponse
    from .create_link_request import CreateLinkRequest
    from .create_pipeline_request import CreatePipelineRequest
    from .create_pipeline_response import CreatePipelineResponse
    from .create_queue_request import CreateQueueRequest
    from .create_queue_response import CreateQueueResponse
    from .create_resource_pool_request import CreateResourcePoolRequest
    from .create_resource_pool_response import CreateResourcePoolResponse
    from .create_run_request import CreateRunRequest
    from .create_schedule_request import CreateScheduleRequest
    from .create_schedule_response import CreateScheduleResponse
    from .create_single_job_request import CreateSingleJobRequest
    from .create_user_request import CreateUserRequest
    from .create_user_response import CreateUserResponse
    from .create_workflow_job_request import CreateWorkflowJobRequest
    from .dag_view import DagView
    from .delete_run_request import DeleteRunRequest
    from .distributed_runtime import DistributedRuntime
    from .error_response import ErrorResponse
    from .failure_options import FailureOptions
    from .file_system import FileSystem
    from .file_system_request import FileSystemRequest
    from .flavour import Flavour
    from .fs_cache import FsCache
    from .fs_cache_request import FsCacheRequest
    from .fs_mount import FsMount
    from .fs_name_id_response import FsNameIDResponse
    from .fs_scope import FsScope
    from .get_pipeline_response import GetPipelineResponse
    from .get_pipeline_version_response import GetPipelineVersionResponse
    from .get_run_log_response import GetRunLogResponse
    from .get_schedule_response import GetScheduleResponse
    from .grant import Grant
    from .integer_map import IntegerMap
    from .job import Job
    from .job_action import JobAction
    from .job_detail_statistics import JobDetailStatistics
    from .job_file_system import JobFileSystem
    from .job_flavour import JobFlavour
    from .job_framework import JobFramework
    from .job_log_info import JobLogInfo
    from .job_member import JobMember
    from .job_member_request import JobMemberRequest
    from .job_role import JobRole
    from .job_runtime import JobRuntime
    from .job_scheduling_policy import JobSchedulingPolicy
    from .job_statistics import JobStatistics
    from .job_view import JobView
    from .job_views import JobViews
    from .kind_group_version import KindGroupVersion
    from .kubernetes_action import KubernetesAction
    from .kubernetes_object import KubernetesObject
    from .link import Link
    from .list_artifact_event_response import ListArtifactEventResponse
    from .list_cluster_response import ListClusterResponse
    from .list_file_system_response import ListFileSystemResponse
    from .list_flavour_response import ListFlavourResponse
    from .list_grant_response import ListGrantResponse
    from .list_job_response import ListJobResponse
    from .list_link_response import ListLinkResponse
    from .list_node_response import ListNodeResponse
    from .list_pipeline_response import ListPipelineResponse
    from .list_queue_response import ListQueueResponse
    from .list_resource_pool_response import ListResourcePoolResponse
    from .list_run_cache_response import ListRunCacheResponse
    from .list_run_response import ListRunResponse
    from .list_schedule_response import ListScheduleResponse
    from .list_user_response import ListUserResponse
    from .log_info import LogInfo
    from .log_position import LogPosition
    from .login_request import LoginRequest
    from .login_response import LoginResponse
    from .marker_info import MarkerInfo
    from .meta_driver import MetaDriver
    from .metric_series import MetricSeries
    from .node_info import NodeInfo
    from .node_pod import NodePod
    from .node_quota_info import NodeQuotaInfo
    from .pipeline_brief import PipelineBrief
    from .pipeline_version_brief import PipelineVersionBrief
    from .pipeline_version_page import PipelineVersionPage
    from .queue import Queue
    from .quota_summary import QuotaSummary
    from .quota_type import QuotaType
    from .resource import Resource
    from .resource_info import ResourceInfo
    from .resource_limit import ResourceLimit
    from .resource_pool import ResourcePool
    from .resource_pool_status import ResourcePoolStatus
    from .resource_type import ResourceType
    from .run import Run
    from .run_action import RunAction
    from .run_brief import RunBrief
    from .run_cache import RunCache
    from .run_fs_options import RunFsOptions
    from .run_id_response import RunIDResponse
    from .run_json_component import RunJsonComponent
    from .run_json_components import RunJsonComponents
    from .run_json_request import RunJsonRequest
    from .schedule_brief import ScheduleBrief
    from .schedule_fs_config import ScheduleFsConfig
    from .schedule_options import ScheduleOptions
    from .step_cache import StepCache
    from .string_map import StringMap
    from .string_map_by_node import StringMapByNode
    from .sts_token import StsToken
    from .task_log_info import TaskLogInfo
    from .task_statistics import TaskStatistics
    from .update_cluster_request import UpdateClusterRequest
    from .update_flavour_request import UpdateFlavourRequest
    from .update_job_request import UpdateJobRequest
    from .update_pipeline_response import UpdatePipelineResponse
    from .update_queue_request import UpdateQueueRequest
    from .update_resource_pool_request import UpdateResourcePoolRequest
    from .update_run_request import UpdateRunRequest
    from .update_user_request import UpdateUserRequest
    from .user import User
    from .version_info import VersionInfo
    from .workflow_runtime import WorkflowRuntime
    from .workload_type import WorkloadType
else:
    _MODULES = {
        "AnyMap": ".any_map",
        "AnyMapByNode": ".any_map_by_node",
        "ArtifactEvent": ".artifact_event",
        "Artifacts": ".artifacts",
        "CardTimeJob": ".card_time_job",
        "CardTimeQueue": ".card_time_queue",
        "CardTimeRequest": ".card_time_request",
        "CardTimeResponse": ".card_time_response",
        "CardTimeUser": ".card_time_user",
        "ClusterInfo": ".cluster_info",
        "ClusterNodeResources": ".cluster_node_resources",
        "ClusterNodeResourcesByCluster": ".cluster_node_resources_by_cluster",
        "ClusterQuota": ".cluster_quota",
        "ClusterQuotas": ".cluster_quotas",
        "ClusterResourcesRequest": ".cluster_resources_request",
        "ClusterStatus": ".cluster_status",
        "ClusterType": ".cluster_type",
        "ComponentViews": ".component_views",
        "ConcurrencyPolicy": ".concurrency_policy",
        "CreateClusterRequest": ".create_cluster_request",
        "CreateDistributedJobRequest": ".create_distributed_job_request",
        "CreateFlavourRequest": ".create_flavour_request",
        "CreateFlavourResponse": ".create_flavour_response",
        "CreateGrantRequest": ".create_grant_request",
        "CreateGrantResponse": ".create_grant_response",
        "CreateJobResponse": ".create_job_response",
        "CreateLinkRequest": ".create_link_request",
        "CreatePipelineRequest": ".create_pipeline_request",
        "CreatePipelineResponse": ".create_pipeline_response",
        "CreateQueueRequest": ".create_queue_request",
        "CreateQueueResponse": ".create_queue_response",
        "CreateResourcePoolRequest": ".create_resource_pool_request",
        "CreateResourcePoolResponse": ".create_resource_pool_response",
        "CreateRunRequest": ".create_run_request",
        "CreateScheduleRequest": ".create_schedule_request",
        "CreateScheduleResponse": ".create_schedule_response",
        "CreateSingleJobRequest": ".create_single_job_request",
        "CreateUserRequest": ".create_user_request",
        "CreateUserResponse": ".create_user_response",
        "CreateWorkflowJobRequest": ".create_workflow_job_request",
        "DagView": ".dag_view",
        "DeleteRunRequest": ".delete_run_request",
        "DistributedRuntime": ".distributed_runtime",
        "ErrorResponse": ".error_response",
        "FailureOptions": ".failure_options",
        "FileSystem": ".file_system",
        "FileSystemRequest": ".file_system_request",
        "Flavour": ".flavour",
        "FsCache": ".fs_cache",
        "FsCacheRequest": ".fs_cache_request",
        "FsMount": ".fs_mount",
        "FsNameIDResponse": ".fs_name_id_response",
        "FsScope": ".fs_scope",
        "GetPipelineResponse": ".get_pipeline_response",
        "GetPipelineVersionResponse": ".get_pipeline_version_response",
        "GetRunLogResponse": ".get_run_log_response",
        "GetScheduleResponse": ".get_schedule_response",
        "Grant": ".grant",
        "IntegerMap": ".integer_map",
        "Job": ".job",
        "JobAction": ".job_action",
        "JobDetailStatistics": ".job_detail_statistics",
        "JobFileSystem": ".job_file_system",
        "JobFlavour": ".job_flavour",
        "JobFramework": ".job_framework",
        "JobLogInfo": ".job_log_info",
        "JobMember": ".job_member",
        "JobMemberRequest": ".job_member_request",
        "JobRole": ".job_role",
        "JobRuntime": ".job_runtime",
        "JobSchedulingPolicy": ".job_scheduling_policy",
        "JobStatistics": ".job_statistics",
        "JobView": ".job_view",
        "JobViews": ".job_views",
        "KindGroupVersion": ".kind_group_version",
        "KubernetesAction": ".kubernetes_action",
        "KubernetesObject": ".kubernetes_object",
        "Link": ".link",
        "ListArtifactEventResponse": ".list_artifact_event_response",
        "ListClusterResponse": ".list_cluster_response",
        "ListFileSystemResponse": ".list_file_system_response",
        "ListFlavourResponse": ".list_flavour_response",
        "ListGrantResponse": ".list_grant_response",
        "ListJobResponse": ".list_job_response",
        "ListLinkResponse": ".list_link_response",
        "ListNodeResponse": ".list_node_response",
        "ListPipelineResponse": ".list_pipeline_response",
        "ListQueueResponse": ".list_queue_response",
        "ListResourcePoolResponse": ".list_resource_pool_response",
        "ListRunCacheResponse": ".list_run_cache_response",
        "ListRunResponse": ".list_run_response",
        "ListScheduleResponse": ".list_schedule_response",
        "ListUserResponse": ".list_user_response",
        "LogInfo": ".log_info",
        "LogPosition": ".log_position",
        "LoginRequest": ".login_request",
        "LoginResponse": ".login_response",
        "MarkerInfo": ".marker_info",
        "MetaDriver": ".meta_driver",
        "MetricSeries": ".metric_series",
        "NodeInfo": ".node_info",
        "NodePod": ".node_pod",
        "NodeQuotaInfo": ".node_quota_info",
        "PipelineBrief": ".pipeline_brief",
        "PipelineVersionBrief": ".pipeline_version_brief",
        "PipelineVersionPage": ".pipeline_version_page",
        "Queue": ".queue",
        "QuotaSummary": ".quota_summary",
        "QuotaType": ".quota_type",
        "Resource": ".resource",
        "ResourceInfo": ".resource_info",
        "ResourceLimit": ".resource_limit",
        "ResourcePool": ".resource_pool",
        "ResourcePoolStatus": ".resource_pool_status",
        "ResourceType": ".resource_type",
        "Run": ".run",
        "RunAction": ".run_action",
        "RunBrief": ".run_brief",
        "RunCache": ".run_cache",
        "RunFsOptions": ".run_fs_options",
        "RunIDResponse": ".run_id_response",
        "RunJsonComponent": ".run_json_component",
        "RunJsonComponents": ".run_json_components",
        "RunJsonRequest": ".run_json_request",
        "ScheduleBrief": ".schedule_brief",
        "ScheduleFsConfig": ".schedule_fs_config",
        "ScheduleOptions": ".schedule_options",
        "StepCache": ".step_cache",
        "StringMap": ".string_map",
        "StringMapByNode": ".string_map_by_node",
        "StsToken": ".sts_token",
        "TaskLogInfo": ".task_log_info",
        "TaskStatistics": ".task_statistics",
        "UpdateClusterRequest": ".update_cluster_request",
        "UpdateFlavourRequest": ".update_flavour_request",
        "UpdateJobRequest": ".update_job_request",
        "UpdatePipelineResponse": ".update_pipeline_response",
        "UpdateQueueRequest": ".update_queue_request",
        "UpdateResourcePoolRequest": ".update_resource_pool_request",
        "UpdateRunRequest": ".update_run_request",
        "UpdateUserRequest": ".update_user_request",
        "User": ".user",
        "VersionInfo": ".version_info",
        "WorkflowRuntime": ".workflow_runtime",
        "WorkloadType": ".workload_type",
    }

    def __getattr__(name):
        from importlib import import_module

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_MODULES[name], __name__), name)
        return value

    def __dir__():
        return sorted({*globals(), *__all__})


__all__ = (
    "AnyMap",
    "AnyMapByNode",
    "ArtifactEvent",
    "Artifacts",
    "CardTimeJob",
    "CardTimeQueue",
    "CardTimeRequest",
    "CardTimeResponse",
    "CardTimeUser",
    "ClusterInfo",
    "ClusterNodeResources",
    "ClusterNodeResourcesByCluster",
    "ClusterQuota",
    "ClusterQuotas",
    "ClusterResourcesRequest",
    "ClusterStatus",
    "ClusterType",
    "ComponentViews",
    "ConcurrencyPolicy",
    "CreateClusterRequest",
    "CreateDistributedJobRequest",
    "CreateFlavourRequest",
    "CreateFlavourResponse",
    "CreateGrantRequest",
    "CreateGrantResponse",
    "CreateJobResponse",
    "CreateLinkRequest",
    "CreatePipelineRequest",
    "CreatePipelineResponse",
    "CreateQueueRequest",
    "CreateQueueResponse",
    "CreateResourcePoolRequest",
    "CreateResourcePoolResponse",
    "CreateRunRequest",
    "CreateScheduleRequest",
    "CreateScheduleResponse",
    "CreateSingleJobRequest",
    "CreateUserRequest",
    "CreateUserResponse",
    "CreateWorkflowJobRequest",
    "DagView",
    "DeleteRunRequest",
    "DistributedRuntime",
    "ErrorResponse",
    "FailureOptions",
    "FileSystem",
    "FileSystemRequest",
    "Flavour",
    "FsCache",
    "FsCacheRequest",
    "FsMount",
    "FsNameIDResponse",
    "FsScope",
    "GetPipelineResponse",
    "GetPipelineVersionResponse",
    "GetRunLogResponse",
    "GetScheduleResponse",
    "Grant",
    "IntegerMap",
    "Job",
    "JobAction",
    "JobDetailStatistics",
    "JobFileSystem",
    "JobFlavour",
    "JobFramework",
    "JobLogInfo",
    "JobMember",
    "JobMemberRequest",
    "JobRole",
    "JobRuntime",
    "JobSchedulingPolicy",
    "JobStatistics",
    "JobView",
    "JobViews",
    "KindGroupVersion",
    "KubernetesAction",
    "KubernetesObject",
    "Link",
    "ListArtifactEventResponse",
    "ListClusterResponse",
    "ListFileSystemResponse",
    "ListFlavourResponse",
    "ListGrantResponse",
    "ListJobResponse",
    "ListLinkResponse",
    "ListNodeResponse",
    "ListPipelineResponse",
    "ListQueueResponse",
    "ListResourcePoolResponse",
    "ListRunCacheResponse",
    "ListRunResponse",
    "ListScheduleResponse",
    "ListUserResponse",
    "LogInfo",
    "LoginRequest",
    "LoginResponse",
    "LogPosition",
    "MarkerInfo",
    "MetaDriver",
    "MetricSeries",
    "NodeInfo",
    "NodePod",
    "NodeQuotaInfo",
    "PipelineBrief",
    "PipelineVersionBrief",
    "PipelineVersionPage",
    "Queue",
    "QuotaSummary",
    "QuotaType",
    "Resource",
    "ResourceInfo",
    "ResourceLimit",
    "ResourcePool",
    "ResourcePoolStatus",
    "ResourceType",
    "Run",
    "RunAction",
    "RunBrief",
    "RunCache",
    "RunFsOptions",
    "RunIDResponse",
    "RunJsonComponent",
    "RunJsonComponents",
    "RunJsonRequest",
    "ScheduleBrief",
    "ScheduleFsConfig",
    "ScheduleOptions",
    "StepCache",
    "StringMap",
    "StringMapByNode",
    "StsToken",
    "TaskLogInfo",
    "TaskStatistics",
    "UpdateClusterRequest",
    "UpdateFlavourRequest",
    "UpdateJobRequest",
    "UpdatePipelineResponse",
    "UpdateQueueRequest",
    "UpdateResourcePoolRequest",
    "UpdateRunRequest",
    "UpdateUserRequest",
    "User",
    "VersionInfo",
    "WorkflowRuntime",
    "WorkloadType",
)
