"""The asynchronous client."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from paddleflow._base import BaseClient
from paddleflow._carriers import AsyncCarrier, async_carrier, process_and_loop
from paddleflow._faces import awaiting
from paddleflow._funnel import Flow, Pause, Step
from paddleflow._operation import Call
from paddleflow._wire import Wire
from paddleflow.config import Config
from paddleflow.errors import PaddleFlowSDKException
from paddleflow.resources import (
    artifact,
    cache,
    cluster,
    flavour,
    fs,
    fs_cache,
    fuse,
    grant,
    job,
    kubernetes,
    link,
    log,
    pipeline,
    queue,
    resource_pool,
    run,
    schedule,
    statistics,
    user,
    version,
)
from paddleflow.result import Result

T = TypeVar("T")


class AsyncClient(BaseClient[AsyncCarrier, asyncio.Lock]):  # noqa: D101 - it has one, below
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
        return self._funnel.logged_in(name, secret, await self._run(user.login, (name, secret), {}, anonymous=True))

    async def pre_check(self) -> Result[None]:
        """Whether there is a login; nothing is sent, so the server may see that differently.

        Returns
        -------
        (True, None), or (False, message) when nobody has logged in

        Source: present SDK pre_check; route none.
        """
        return user.checked(self._funnel.session.token)

    # 用户
    add_user = awaiting(user.add_user)
    del_user = awaiting(user.del_user)
    update_password = awaiting(user.update_password)
    list_user = awaiting(user.list_user)
    show_user = awaiting(user.show_user)

    # 队列授权
    grant_queue = awaiting(grant.grant_queue)
    ungrant_queue = awaiting(grant.ungrant_queue)
    show_queue_grant = awaiting(grant.show_queue_grant)

    # 队列
    list_queue = awaiting(queue.list_queue)
    show_queue = awaiting(queue.show_queue)
    create_queue = awaiting(queue.create_queue)
    stop_queue = awaiting(queue.stop_queue)
    del_queue = awaiting(queue.del_queue)
    add_queue = awaiting(queue.add_queue)
    update_queue = awaiting(queue.update_queue)

    # flavour
    list_flavour = awaiting(flavour.list_flavour)
    show_flavour = awaiting(flavour.show_flavour)
    add_flavour = awaiting(flavour.add_flavour)
    del_flavour = awaiting(flavour.del_flavour)
    update_flavour = awaiting(flavour.update_flavour)

    # 存储
    add_fs = awaiting(fs.add_fs)
    show_fs = awaiting(fs.show_fs)
    list_fs = awaiting(fs.list_fs)
    delete_fs = awaiting(fs.delete_fs)
    mount = fuse.awaiting_mount(fuse.mount)
    update_fs = awaiting(fs.update_fs)
    show_fs_sts = awaiting(fs.show_fs_sts)

    # 存储缓存
    create_cache = awaiting(fs_cache.create_cache)
    get_fs_cache = awaiting(fs_cache.get_fs_cache)
    delete_fs_cache = awaiting(fs_cache.delete_fs_cache)
    update_fs_cache = awaiting(fs_cache.update_fs_cache)

    # link
    add_link = awaiting(link.add_link)
    delete_link = awaiting(link.delete_link)
    show_link = awaiting(link.show_link)
    list_link = awaiting(link.list_link)

    # 工作流
    create_run = awaiting(run.create_run)
    list_run = awaiting(run.list_run)
    show_run = awaiting(run.show_run)
    stop_run = awaiting(run.stop_run)
    delete_run = awaiting(run.delete_run)
    retry_run = awaiting(run.retry_run)
    create_run_json = awaiting(run.create_run_json)

    # 工作流缓存
    list_cache = awaiting(cache.list_cache)
    show_cache = awaiting(cache.show_cache)
    delete_cache = awaiting(cache.delete_cache)

    # 工作流运行产出
    list_artifact = awaiting(artifact.list_artifact)
    delete_artifact = awaiting(artifact.delete_artifact)

    # 工作流模板
    create_pipeline = awaiting(pipeline.create_pipeline)
    list_pipeline = awaiting(pipeline.list_pipeline)
    show_pipeline = awaiting(pipeline.show_pipeline)
    delete_pipeline = awaiting(pipeline.delete_pipeline)
    update_pipeline = awaiting(pipeline.update_pipeline)
    show_pipeline_version = awaiting(pipeline.show_pipeline_version)
    delete_pipeline_version = awaiting(pipeline.delete_pipeline_version)

    # 周期调度
    create_schedule = awaiting(schedule.create_schedule)
    list_schedule = awaiting(schedule.list_schedule)
    show_schedule = awaiting(schedule.show_schedule)
    stop_schedule = awaiting(schedule.stop_schedule)
    delete_schedule = awaiting(schedule.delete_schedule)

    # 集群
    create_cluster = awaiting(cluster.create_cluster)
    list_cluster = awaiting(cluster.list_cluster)
    show_cluster = awaiting(cluster.show_cluster)
    delete_cluster = awaiting(cluster.delete_cluster)
    update_cluster = awaiting(cluster.update_cluster)
    list_cluster_resource = awaiting(cluster.list_cluster_resource)
    list_cluster_resource_v2 = awaiting(cluster.list_cluster_resource_v2)
    list_cluster_node = awaiting(cluster.list_cluster_node)

    # 资源池
    create_resource_pool = awaiting(resource_pool.create_resource_pool)
    list_resource_pool = awaiting(resource_pool.list_resource_pool)
    show_resource_pool = awaiting(resource_pool.show_resource_pool)
    update_resource_pool = awaiting(resource_pool.update_resource_pool)
    delete_resource_pool = awaiting(resource_pool.delete_resource_pool)

    # Kubernetes
    create_kubernetes_object = awaiting(kubernetes.create_kubernetes_object)
    show_kubernetes_object = awaiting(kubernetes.show_kubernetes_object)
    update_kubernetes_object = awaiting(kubernetes.update_kubernetes_object)
    delete_kubernetes_object = awaiting(kubernetes.delete_kubernetes_object)

    # 日志
    show_log = awaiting(log.show_log)
    show_log_by_limit = awaiting(log.show_log_by_limit)

    # 统计信息
    get_statistics = awaiting(statistics.get_statistics)
    get_statistics_detail = awaiting(statistics.get_statistics_detail)
    get_cardtime_by_queue_name = awaiting(statistics.get_cardtime_by_queue_name)
    get_cardtime = awaiting(statistics.get_cardtime)

    # 作业
    create_job = awaiting(job.create_job)
    show_job = awaiting(job.show_job)
    list_job = awaiting(job.list_job)
    update_job = awaiting(job.update_job)
    stop_job = awaiting(job.stop_job)
    delete_job = awaiting(job.delete_job)

    # 版本
    get_version = awaiting(version.get_version)

    async def close(self) -> None:
        """Close the connections. Calls after that fail."""
        self._closed = True
        if self._api is not None:
            await self._api.get_async_httpx_client().aclose()
        if not self._borrows and (carrier := self._carriers.pop()):
            await carrier.close()

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
            if self._closed:
                raise self._closed_error()
            call = operation(*args, **kwargs)
        except PaddleFlowSDKException as error:
            return self._refuse(error)
        return await self._drive(self._funnel.exchange(call, anonymous=anonymous))

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
        if isinstance(step, Wire):
            return await self._carriers.get().send(step)
        if isinstance(step, Pause):
            return await self._funnel.tools.sleep_async(step.seconds)
        return await self._renew(step.stale)

    async def _renew(self, stale: str | None) -> Result[None]:
        """Get a new token; of many tasks that find out together, one does, and the others share what came of it."""
        seen = self._renewals
        async with self._turns.get():
            if self._renewals != seen:
                return self._renewed
            if self._funnel.session.token != stale:
                return Result.success(None)
            provider = self._funnel.config.token
            if callable(provider):
                try:
                    token = provider()
                    self._renewed = self._funnel.provided(await token if inspect.isawaitable(token) else token)
                except Exception as error:  # the user's own code, which may fail in any way
                    self._renewed = self._funnel.provider_failed(error)
            else:
                self._renewed = await self.login()
            self._renewals += 1
            return self._renewed

    @staticmethod
    def _make_carrier(config: Config) -> AsyncCarrier:
        return async_carrier(config)

    @staticmethod
    def _make_lock() -> asyncio.Lock:
        return asyncio.Lock()

    @staticmethod
    def _scope() -> Hashable:
        return process_and_loop()
