from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ... import errors
from ...types import UNSET, Response, Unset, build_response

if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client
    from ...models.cluster_quotas import ClusterQuotas
    from ...models.error_response import ErrorResponse


def _get_kwargs(
    *,
    cluster_names: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["clusterNames"] = cluster_names

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/paddleflow/v1/cluster/resource",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> ClusterQuotas | ErrorResponse | None:
    from ...models.cluster_quotas import ClusterQuotas
    from ...models.error_response import ErrorResponse

    if response.status_code == 200:
        response_200 = ClusterQuotas.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = ErrorResponse.from_dict(response.json())

        return response_400

    if response.status_code == 403:
        response_403 = ErrorResponse.from_dict(response.json())

        return response_403

    if response.status_code == 500:
        response_500 = ErrorResponse.from_dict(response.json())

        return response_500

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[ClusterQuotas | ErrorResponse]:
    return build_response(client, response, _parse_response)


def sync_detailed(
    *,
    client: AuthenticatedClient,
    cluster_names: str | Unset = UNSET,
) -> Response[ClusterQuotas | ErrorResponse]:
    """Show what is free in the online clusters

     Root only. Needs the clusters to be reachable. If only some fail, one whose client cannot be built
    shows it in `errMsg`, and one whose nodes cannot be listed is left out. Manual: 获取集群资源剩余.

    Args:
        cluster_names (str | Unset): Names of the clusters, separated by commas; blanks around
            them are ignored.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ClusterQuotas | ErrorResponse]
    """

    kwargs = _get_kwargs(
        cluster_names=cluster_names,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    cluster_names: str | Unset = UNSET,
) -> ClusterQuotas | ErrorResponse | None:
    """Show what is free in the online clusters

     Root only. Needs the clusters to be reachable. If only some fail, one whose client cannot be built
    shows it in `errMsg`, and one whose nodes cannot be listed is left out. Manual: 获取集群资源剩余.

    Args:
        cluster_names (str | Unset): Names of the clusters, separated by commas; blanks around
            them are ignored.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ClusterQuotas | ErrorResponse
    """

    return sync_detailed(
        client=client,
        cluster_names=cluster_names,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cluster_names: str | Unset = UNSET,
) -> Response[ClusterQuotas | ErrorResponse]:
    """Show what is free in the online clusters

     Root only. Needs the clusters to be reachable. If only some fail, one whose client cannot be built
    shows it in `errMsg`, and one whose nodes cannot be listed is left out. Manual: 获取集群资源剩余.

    Args:
        cluster_names (str | Unset): Names of the clusters, separated by commas; blanks around
            them are ignored.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ClusterQuotas | ErrorResponse]
    """

    kwargs = _get_kwargs(
        cluster_names=cluster_names,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    cluster_names: str | Unset = UNSET,
) -> ClusterQuotas | ErrorResponse | None:
    """Show what is free in the online clusters

     Root only. Needs the clusters to be reachable. If only some fail, one whose client cannot be built
    shows it in `errMsg`, and one whose nodes cannot be listed is left out. Manual: 获取集群资源剩余.

    Args:
        cluster_names (str | Unset): Names of the clusters, separated by commas; blanks around
            them are ignored.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ClusterQuotas | ErrorResponse
    """

    return (
        await asyncio_detailed(
            client=client,
            cluster_names=cluster_names,
        )
    ).parsed
