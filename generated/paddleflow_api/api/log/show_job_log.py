from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...models.workload_type import WorkloadType
from ...types import UNSET, Response, Unset, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.error_response import ErrorResponse
    from ...models.job_log_info import JobLogInfo


def _get_kwargs(
    *,
    cluster_name: str,
    name: str | Unset = UNSET,
    namespace: str | Unset = UNSET,
    type_: WorkloadType | Unset = UNSET,
    job_id: str | Unset = UNSET,
    framework: str | Unset = UNSET,
    read_from_tail: bool | Unset = UNSET,
    line_limit: str | Unset = UNSET,
    size_limit: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["clusterName"] = cluster_name

    params["name"] = name

    params["namespace"] = namespace

    json_type_: str | Unset = UNSET
    if not isinstance(type_, Unset):
        json_type_ = WorkloadType(type_).value

    params["type"] = json_type_

    params["jobID"] = job_id

    params["framework"] = framework

    params["readFromTail"] = read_from_tail

    params["lineLimit"] = line_limit

    params["sizeLimit"] = size_limit

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/log/job",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ErrorResponse | JobLogInfo | None:
    from ...models.error_response import ErrorResponse
    from ...models.job_log_info import JobLogInfo

    if response.status_code == 200:
        response_200 = JobLogInfo.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ErrorResponse.from_dict(response.json())

        return response_400

    if response.status_code == 500:
        response_500 = ErrorResponse.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ErrorResponse | JobLogInfo]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    cluster_name: str,
    name: str | Unset = UNSET,
    namespace: str | Unset = UNSET,
    type_: WorkloadType | Unset = UNSET,
    job_id: str | Unset = UNSET,
    framework: str | Unset = UNSET,
    read_from_tail: bool | Unset = UNSET,
    line_limit: str | Unset = UNSET,
    size_limit: str | Unset = UNSET,
) -> Response[ErrorResponse | JobLogInfo]:
    """Show logs and events of a pod or deployment

     Any user; the owner of a pod is not checked. Needs Kubernetes. For a pod every event comes twice.
    With `jobID` the server only has a stub: every field of the answer is empty or `null`. Not in the
    manual.

    Args:
        cluster_name (str): Name of the cluster.
        name (str | Unset): Name of the pod or deployment. Required unless `jobID` is given.
        namespace (str | Unset): Kubernetes namespace. Required unless `jobID` is given.
        type_ (WorkloadType | Unset): What a log is read from.
        job_id (str | Unset): Identifier of the job. With it every field of the answer is empty or
            `null`.
        framework (str | Unset): Framework of the job: standalone, spark, paddle, tensorflow,
            pytorch, mxnet or ray. Required with `jobID`.
        read_from_tail (bool | Unset): Whether to read from the end. Default: `false`.
        line_limit (str | Unset): How many lines, digits only; outside of 1 to 1000000 it counts
            as 1000. Default: `1000`.
        size_limit (str | Unset): How many bytes, a quantity; above 1G it counts as 100M. Default:
            `100M`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | JobLogInfo]
    """

    kwargs = _get_kwargs(
        cluster_name=cluster_name,
        name=name,
        namespace=namespace,
        type_=type_,
        job_id=job_id,
        framework=framework,
        read_from_tail=read_from_tail,
        line_limit=line_limit,
        size_limit=size_limit,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    cluster_name: str,
    name: str | Unset = UNSET,
    namespace: str | Unset = UNSET,
    type_: WorkloadType | Unset = UNSET,
    job_id: str | Unset = UNSET,
    framework: str | Unset = UNSET,
    read_from_tail: bool | Unset = UNSET,
    line_limit: str | Unset = UNSET,
    size_limit: str | Unset = UNSET,
) -> ErrorResponse | JobLogInfo | None:
    """Show logs and events of a pod or deployment

     Any user; the owner of a pod is not checked. Needs Kubernetes. For a pod every event comes twice.
    With `jobID` the server only has a stub: every field of the answer is empty or `null`. Not in the
    manual.

    Args:
        cluster_name (str): Name of the cluster.
        name (str | Unset): Name of the pod or deployment. Required unless `jobID` is given.
        namespace (str | Unset): Kubernetes namespace. Required unless `jobID` is given.
        type_ (WorkloadType | Unset): What a log is read from.
        job_id (str | Unset): Identifier of the job. With it every field of the answer is empty or
            `null`.
        framework (str | Unset): Framework of the job: standalone, spark, paddle, tensorflow,
            pytorch, mxnet or ray. Required with `jobID`.
        read_from_tail (bool | Unset): Whether to read from the end. Default: `false`.
        line_limit (str | Unset): How many lines, digits only; outside of 1 to 1000000 it counts
            as 1000. Default: `1000`.
        size_limit (str | Unset): How many bytes, a quantity; above 1G it counts as 100M. Default:
            `100M`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | JobLogInfo
    """

    return sync_detailed(
        client=client,
        cluster_name=cluster_name,
        name=name,
        namespace=namespace,
        type_=type_,
        job_id=job_id,
        framework=framework,
        read_from_tail=read_from_tail,
        line_limit=line_limit,
        size_limit=size_limit,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cluster_name: str,
    name: str | Unset = UNSET,
    namespace: str | Unset = UNSET,
    type_: WorkloadType | Unset = UNSET,
    job_id: str | Unset = UNSET,
    framework: str | Unset = UNSET,
    read_from_tail: bool | Unset = UNSET,
    line_limit: str | Unset = UNSET,
    size_limit: str | Unset = UNSET,
) -> Response[ErrorResponse | JobLogInfo]:
    """Show logs and events of a pod or deployment

     Any user; the owner of a pod is not checked. Needs Kubernetes. For a pod every event comes twice.
    With `jobID` the server only has a stub: every field of the answer is empty or `null`. Not in the
    manual.

    Args:
        cluster_name (str): Name of the cluster.
        name (str | Unset): Name of the pod or deployment. Required unless `jobID` is given.
        namespace (str | Unset): Kubernetes namespace. Required unless `jobID` is given.
        type_ (WorkloadType | Unset): What a log is read from.
        job_id (str | Unset): Identifier of the job. With it every field of the answer is empty or
            `null`.
        framework (str | Unset): Framework of the job: standalone, spark, paddle, tensorflow,
            pytorch, mxnet or ray. Required with `jobID`.
        read_from_tail (bool | Unset): Whether to read from the end. Default: `false`.
        line_limit (str | Unset): How many lines, digits only; outside of 1 to 1000000 it counts
            as 1000. Default: `1000`.
        size_limit (str | Unset): How many bytes, a quantity; above 1G it counts as 100M. Default:
            `100M`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErrorResponse | JobLogInfo]
    """

    kwargs = _get_kwargs(
        cluster_name=cluster_name,
        name=name,
        namespace=namespace,
        type_=type_,
        job_id=job_id,
        framework=framework,
        read_from_tail=read_from_tail,
        line_limit=line_limit,
        size_limit=size_limit,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    cluster_name: str,
    name: str | Unset = UNSET,
    namespace: str | Unset = UNSET,
    type_: WorkloadType | Unset = UNSET,
    job_id: str | Unset = UNSET,
    framework: str | Unset = UNSET,
    read_from_tail: bool | Unset = UNSET,
    line_limit: str | Unset = UNSET,
    size_limit: str | Unset = UNSET,
) -> ErrorResponse | JobLogInfo | None:
    """Show logs and events of a pod or deployment

     Any user; the owner of a pod is not checked. Needs Kubernetes. For a pod every event comes twice.
    With `jobID` the server only has a stub: every field of the answer is empty or `null`. Not in the
    manual.

    Args:
        cluster_name (str): Name of the cluster.
        name (str | Unset): Name of the pod or deployment. Required unless `jobID` is given.
        namespace (str | Unset): Kubernetes namespace. Required unless `jobID` is given.
        type_ (WorkloadType | Unset): What a log is read from.
        job_id (str | Unset): Identifier of the job. With it every field of the answer is empty or
            `null`.
        framework (str | Unset): Framework of the job: standalone, spark, paddle, tensorflow,
            pytorch, mxnet or ray. Required with `jobID`.
        read_from_tail (bool | Unset): Whether to read from the end. Default: `false`.
        line_limit (str | Unset): How many lines, digits only; outside of 1 to 1000000 it counts
            as 1000. Default: `1000`.
        size_limit (str | Unset): How many bytes, a quantity; above 1G it counts as 100M. Default:
            `100M`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErrorResponse | JobLogInfo
    """

    return (
        await asyncio_detailed(
            client=client,
            cluster_name=cluster_name,
            name=name,
            namespace=namespace,
            type_=type_,
            job_id=job_id,
            framework=framework,
            read_from_tail=read_from_tail,
            line_limit=line_limit,
            size_limit=size_limit,
        )
    ).parsed
