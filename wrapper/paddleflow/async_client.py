"""The asynchronous client."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar

from paddleflow import resources
from paddleflow._base import BaseClient
from paddleflow._constants import LONGEST_SECONDS
from paddleflow._faces import awaiting, awaiting_flow, awaiting_rows, awaiting_stream, awaiting_then
from paddleflow._funnel import Flow, Pause, Step
from paddleflow._http import Request
from paddleflow._operation import Call
from paddleflow._scope import process_and_loop
from paddleflow._streams import Emit, Stream
from paddleflow._transports import AsyncTransport, async_transport, cannot_be_made
from paddleflow.config import Config
from paddleflow.errors import (
    FORESEEABLE,
    InvalidArgument,
    PaddleFlowSDKException,
    in_call,
    nested_login,
    not_asyncio,
    unforeseen,
    waited_for_login,
)
from paddleflow.result import Result, Success

if TYPE_CHECKING:
    import httpx

    from paddleflow_api import AuthenticatedClient

T = TypeVar("T")


class AsyncClient(BaseClient[AsyncTransport, asyncio.Lock]):  # noqa: D101 - it has one, below
    __doc__ = f"""{BaseClient.__doc__}
    The asyncio twin of `Client`: the same methods, each to be awaited. Share a client between tasks; close it, or use
    it in an ``async with``. A ``token`` callable may be a coroutine function.
    """

    async def login(self, user_name: str | None = None, password: str | None = None) -> Result[None]:
        """Log in; everything after is done as this user.

        Parameters
        ----------
        user_name, password : default: those that the client knows

        Returns
        -------
        (True, None), or (False, message); then an earlier login is still in force

        Source: manual 用户登录; route login.
        """
        name, secret = self._credentials(user_name, password)
        login = await self._run(resources.user.login, (name, secret), {}, anonymous=True)
        return self._funnel.logged_in(name, secret, login)

    async def pre_check(self) -> Result[None]:
        """Whether there is a login; nothing is sent, so the server may see that differently.

        Returns
        -------
        (True, None), or (False, message) when nobody has logged in

        Source: present SDK pre_check; route none.
        """
        return resources.user.checked(self._funnel.session.token)

    # 用户
    add_user = awaiting(lambda: resources.user.add_user)
    del_user = awaiting(lambda: resources.user.del_user)
    update_password = awaiting(lambda: resources.user.update_password)
    list_user = awaiting(lambda: resources.user.list_user)
    show_user = awaiting(lambda: resources.user.show_user)

    # 队列授权
    grant_queue = awaiting(lambda: resources.grant.grant_queue)
    ungrant_queue = awaiting(lambda: resources.grant.ungrant_queue)
    show_queue_grant = awaiting(lambda: resources.grant.show_queue_grant)

    # 队列
    list_queue = awaiting(lambda: resources.queue.list_queue)
    show_queue = awaiting(lambda: resources.queue.show_queue)
    create_queue = awaiting(lambda: resources.queue.create_queue)
    stop_queue = awaiting(lambda: resources.queue.stop_queue)
    del_queue = awaiting(lambda: resources.queue.del_queue)
    add_queue = awaiting(lambda: resources.queue.add_queue)
    update_queue = awaiting(lambda: resources.queue.update_queue)

    # flavour
    list_flavour = awaiting(lambda: resources.flavour.list_flavour)
    show_flavour = awaiting(lambda: resources.flavour.show_flavour)
    add_flavour = awaiting(lambda: resources.flavour.add_flavour)
    del_flavour = awaiting(lambda: resources.flavour.del_flavour)
    update_flavour = awaiting(lambda: resources.flavour.update_flavour)

    # 存储
    add_fs = awaiting(lambda: resources.fs.add_fs)
    show_fs = awaiting(lambda: resources.fs.show_fs)
    list_fs = awaiting(lambda: resources.fs.list_fs)
    delete_fs = awaiting(lambda: resources.fs.delete_fs)
    mount = awaiting_then(lambda: (resources.fuse.mount, resources.fuse.finish))
    update_fs = awaiting(lambda: resources.fs.update_fs)
    show_fs_sts = awaiting(lambda: resources.fs.show_fs_sts)

    # 存储缓存
    create_cache = awaiting(lambda: resources.fs_cache.create_cache)
    get_fs_cache = awaiting(lambda: resources.fs_cache.get_fs_cache)
    delete_fs_cache = awaiting(lambda: resources.fs_cache.delete_fs_cache)
    update_fs_cache = awaiting(lambda: resources.fs_cache.update_fs_cache)

    # link
    add_link = awaiting(lambda: resources.link.add_link)
    delete_link = awaiting(lambda: resources.link.delete_link)
    show_link = awaiting(lambda: resources.link.show_link)
    list_link = awaiting(lambda: resources.link.list_link)

    # 工作流
    create_run = awaiting(lambda: resources.run.create_run)
    list_run = awaiting(lambda: resources.run.list_run)
    show_run = awaiting(lambda: resources.run.show_run)
    stop_run = awaiting(lambda: resources.run.stop_run)
    delete_run = awaiting(lambda: resources.run.delete_run)
    retry_run = awaiting(lambda: resources.run.retry_run)
    create_run_json = awaiting(lambda: resources.run.create_run_json)

    # 工作流缓存
    list_cache = awaiting(lambda: resources.cache.list_cache)
    show_cache = awaiting(lambda: resources.cache.show_cache)
    delete_cache = awaiting(lambda: resources.cache.delete_cache)

    # 工作流运行产出
    list_artifact = awaiting(lambda: resources.artifact.list_artifact)
    delete_artifact = awaiting(lambda: resources.artifact.delete_artifact)

    # 工作流模板
    create_pipeline = awaiting(lambda: resources.pipeline.create_pipeline)
    list_pipeline = awaiting(lambda: resources.pipeline.list_pipeline)
    show_pipeline = awaiting(lambda: resources.pipeline.show_pipeline)
    delete_pipeline = awaiting(lambda: resources.pipeline.delete_pipeline)
    update_pipeline = awaiting(lambda: resources.pipeline.update_pipeline)
    show_pipeline_version = awaiting(lambda: resources.pipeline.show_pipeline_version)
    delete_pipeline_version = awaiting(lambda: resources.pipeline.delete_pipeline_version)

    # 周期调度
    create_schedule = awaiting(lambda: resources.schedule.create_schedule)
    list_schedule = awaiting(lambda: resources.schedule.list_schedule)
    show_schedule = awaiting(lambda: resources.schedule.show_schedule)
    stop_schedule = awaiting(lambda: resources.schedule.stop_schedule)
    delete_schedule = awaiting(lambda: resources.schedule.delete_schedule)

    # 集群
    create_cluster = awaiting(lambda: resources.cluster.create_cluster)
    list_cluster = awaiting(lambda: resources.cluster.list_cluster)
    show_cluster = awaiting(lambda: resources.cluster.show_cluster)
    delete_cluster = awaiting(lambda: resources.cluster.delete_cluster)
    update_cluster = awaiting(lambda: resources.cluster.update_cluster)
    list_cluster_resource = awaiting(lambda: resources.cluster.list_cluster_resource)
    list_cluster_resource_v2 = awaiting(lambda: resources.cluster.list_cluster_resource_v2)
    list_cluster_node = awaiting(lambda: resources.cluster.list_cluster_node)

    # 资源池
    create_resource_pool = awaiting(lambda: resources.resource_pool.create_resource_pool)
    list_resource_pool = awaiting(lambda: resources.resource_pool.list_resource_pool)
    show_resource_pool = awaiting(lambda: resources.resource_pool.show_resource_pool)
    update_resource_pool = awaiting(lambda: resources.resource_pool.update_resource_pool)
    delete_resource_pool = awaiting(lambda: resources.resource_pool.delete_resource_pool)

    # Kubernetes
    create_kubernetes_object = awaiting(lambda: resources.kubernetes.create_kubernetes_object)
    show_kubernetes_object = awaiting(lambda: resources.kubernetes.show_kubernetes_object)
    update_kubernetes_object = awaiting(lambda: resources.kubernetes.update_kubernetes_object)
    delete_kubernetes_object = awaiting(lambda: resources.kubernetes.delete_kubernetes_object)

    # 日志
    show_log = awaiting(lambda: resources.log.show_log)
    show_log_by_limit = awaiting(lambda: resources.log.show_log_by_limit)

    # 统计信息
    get_statistics = awaiting(lambda: resources.statistics.get_statistics)
    get_statistics_detail = awaiting(lambda: resources.statistics.get_statistics_detail)
    get_cardtime_by_queue_name = awaiting(lambda: resources.statistics.get_cardtime_by_queue_name)
    get_cardtime = awaiting(lambda: resources.statistics.get_cardtime)

    # 作业
    create_job = awaiting(lambda: resources.job.create_job)
    show_job = awaiting(lambda: resources.job.show_job)
    list_job = awaiting(lambda: resources.job.list_job)
    update_job = awaiting(lambda: resources.job.update_job)
    stop_job = awaiting(lambda: resources.job.stop_job)
    delete_job = awaiting(lambda: resources.job.delete_job)

    # 版本
    get_version = awaiting(lambda: resources.version.get_version)

    # 每一页的每一行
    iter_users = awaiting_rows(lambda: resources.user.USERS)
    iter_queue_grants = awaiting_rows(lambda: resources.grant.QUEUE_GRANTS)
    iter_queues = awaiting_rows(lambda: resources.queue.QUEUES)
    iter_flavours = awaiting_rows(lambda: resources.flavour.FLAVOURS)
    iter_fs = awaiting_rows(lambda: resources.fs.FILE_SYSTEMS)
    iter_links = awaiting_rows(lambda: resources.link.LINKS)
    iter_runs = awaiting_rows(lambda: resources.run.RUNS)
    iter_caches = awaiting_rows(lambda: resources.cache.CACHES)
    iter_artifacts = awaiting_rows(lambda: resources.artifact.ARTIFACTS)
    iter_pipelines = awaiting_rows(lambda: resources.pipeline.PIPELINES)
    iter_pipeline_versions = awaiting_rows(lambda: resources.pipeline.PIPELINE_VERSIONS)
    iter_schedules = awaiting_rows(lambda: resources.schedule.SCHEDULES)
    iter_schedule_runs = awaiting_rows(lambda: resources.schedule.SCHEDULE_RUNS)
    iter_clusters = awaiting_rows(lambda: resources.cluster.CLUSTERS)
    iter_resource_pools = awaiting_rows(lambda: resources.resource_pool.RESOURCE_POOLS)
    iter_jobs = awaiting_rows(lambda: resources.job.JOBS)

    # 等待与跟踪
    wait_for_run = awaiting_flow(lambda: resources.following.wait_for_run)
    wait_for_job = awaiting_flow(lambda: resources.following.wait_for_job)
    wait_for_schedule = awaiting_flow(lambda: resources.following.wait_for_schedule)
    watch_run = awaiting_stream(lambda: resources.following.watch_run)
    follow_log = awaiting_stream(lambda: resources.following.follow_log)

    async def close(self) -> None:
        """Close the connections. Calls after that fail."""
        self._closed = True
        for api in self._opened_apis():
            await api.get_async_httpx_client().aclose()
        try:
            transport = self._transports.pop() if self._lender is None else None
        except RuntimeError:  # without asyncio none was made
            return
        if transport is not None:
            await transport.close()

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _run(
        self,
        operation: Callable[..., Call[T]],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        anonymous: bool = False,
    ) -> Result[T]:
        """Do an operation. The one place where the asynchronous client talks to the network."""
        try:
            call = operation(*args, **kwargs)
        except PaddleFlowSDKException as error:
            return self._refuse(error)
        return await self._perform(call, anonymous=anonymous)

    async def _perform(self, call: Call[T], *, anonymous: bool = False) -> Result[T]:
        if self._is_closed:
            return self._refuse(in_call(call.name, self._closed_error()))
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return self._refuse(in_call(call.name, not_asyncio()))
        try:
            return await self._drive(self._funnel.exchange(call, anonymous=anonymous))
        except FORESEEABLE as error:
            return self._refuse(unforeseen(call.name, error))

    async def _follow(self, start: Callable[[], Flow[T]]) -> Result[T]:
        """Do several calls that belong together."""
        try:
            return await self._drive(start())
        except PaddleFlowSDKException as error:
            return self._refuse(error)

    async def _stream(self, stream: Stream[T]) -> AsyncIterator[T]:
        """Hand out what a stream emits."""
        told: Any = None
        while True:
            try:
                step = stream.send(told)
            except StopIteration:
                return
            if isinstance(step, Emit):
                yield step.value
                told = None
            else:
                told = await self._do(step)

    async def _drive(self, flow: Flow[T]) -> Result[T]:
        told: Any = None
        while True:
            try:
                step = flow.send(told)
            except StopIteration as end:
                result: Result[T] = end.value
                return result
            told = await self._do(step)

    async def _do(self, step: Step) -> Any:
        if isinstance(step, Request):
            try:
                transport = self._transports.get()
            except Exception as error:  # what the environment says of proxies may be anything
                return cannot_be_made(error)
            return await transport.send(step)
        if isinstance(step, Call):
            return await self._perform(step)
        if isinstance(step, Pause):
            return await (self._funnel.tools.sleep_async or asyncio.sleep)(min(step.seconds, LONGEST_SECONDS))
        return await self._renew(step.stale)

    async def _renew(self, stale: str | None) -> Result[None]:
        """Get a new token; of many tasks that find out together, one does, and the others share what came of it."""
        session = self._funnel.session
        seen = session.renewals
        with self._renewing() as allowed:
            if not allowed:
                return self._refuse(nested_login())
            lock = self._turns.get()
            try:
                async with asyncio.timeout(self._funnel.config.limits.total):
                    await lock.acquire()
            except TimeoutError:
                return self._refuse(waited_for_login(self._funnel.config.limits.total))
            try:
                if session.renewals != seen:
                    return session.renewed
                if session.token != stale:
                    return Success(None)
                session.renewed = await self._new_token()
                session.renewals += 1
                return session.renewed
            finally:
                lock.release()

    async def _new_token(self) -> Result[None]:
        provider = self._funnel.config.token
        if not callable(provider):
            return await self.login()
        try:
            token = provider()
            return self._funnel.provided(await token if inspect.isawaitable(token) else token)
        except Exception as error:  # the user's own code, which may fail in any way
            return self._funnel.provider_failed(error)

    @staticmethod
    def _make_transport(config: Config) -> AsyncTransport:
        return async_transport(config)

    @staticmethod
    def _api_class() -> type[AuthenticatedClient]:
        from paddleflow._api import AsyncApi

        return AsyncApi

    @staticmethod
    def _checked_http_client(given: object) -> httpx.AsyncClient:
        import httpx

        if not isinstance(given, httpx.AsyncClient):
            text = f"http_client must be an httpx.AsyncClient, not {type(given).__name__}."
            raise InvalidArgument("InvalidTransport", text)
        return given

    @staticmethod
    def _make_lock() -> asyncio.Lock:
        return asyncio.Lock()

    @staticmethod
    def _scope() -> Hashable:
        return process_and_loop()
