"""The blocking client."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from paddleflow import resources
from paddleflow._base import BaseClient
from paddleflow._constants import LONGEST_SECONDS
from paddleflow._faces import blocking, blocking_flow, blocking_rows, blocking_stream, blocking_then
from paddleflow._funnel import Flow, Pause, Step
from paddleflow._http import Request
from paddleflow._operation import Call
from paddleflow._scope import process
from paddleflow._streams import Emit, Stream
from paddleflow._transports import Transport, blocking_transport, cannot_be_made
from paddleflow.config import Config
from paddleflow.errors import (
    FORESEEABLE,
    InvalidArgument,
    PaddleFlowSDKException,
    in_call,
    nested_login,
    unforeseen,
    waited_for_login,
)
from paddleflow.result import Result, Success

if TYPE_CHECKING:
    import httpx

    from paddleflow_api import AuthenticatedClient

T = TypeVar("T")


class Client(BaseClient[Transport, threading.Lock]):  # noqa: D101 - it has one, below
    __doc__ = f"""{BaseClient.__doc__}
    Every documented method returns ``(ret, response)``: ``(True, result)`` or ``(False, message)``. None raises for
    anything that happens at run time; ``.unwrap()`` on the pair gives the result or raises. Share a client between
    threads; close it, or use it in a ``with``.
    """

    def login(self, user_name: str | None = None, password: str | None = None) -> Result[None]:
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
        login = self._run(lambda *who: resources.user.login(*who), (name, secret), {}, anonymous=True)
        return self._funnel.logged_in(name, secret, login)

    def pre_check(self) -> Result[None]:
        """Whether there is a login; nothing is sent, so the server may see that differently.

        Returns
        -------
        (True, None), or (False, message) when nobody has logged in

        Source: present SDK pre_check; route none.
        """
        return resources.user.checked(self._funnel.session.token)

    # 用户
    add_user = blocking(lambda: resources.user.add_user)
    del_user = blocking(lambda: resources.user.del_user)
    update_password = blocking(lambda: resources.user.update_password)
    list_user = blocking(lambda: resources.user.list_user)
    show_user = blocking(lambda: resources.user.show_user)

    # 队列授权
    grant_queue = blocking(lambda: resources.grant.grant_queue)
    ungrant_queue = blocking(lambda: resources.grant.ungrant_queue)
    show_queue_grant = blocking(lambda: resources.grant.show_queue_grant)

    # 队列
    list_queue = blocking(lambda: resources.queue.list_queue)
    show_queue = blocking(lambda: resources.queue.show_queue)
    create_queue = blocking(lambda: resources.queue.create_queue)
    stop_queue = blocking(lambda: resources.queue.stop_queue)
    del_queue = blocking(lambda: resources.queue.del_queue)
    add_queue = blocking(lambda: resources.queue.add_queue)
    update_queue = blocking(lambda: resources.queue.update_queue)

    # flavour
    list_flavour = blocking(lambda: resources.flavour.list_flavour)
    show_flavour = blocking(lambda: resources.flavour.show_flavour)
    add_flavour = blocking(lambda: resources.flavour.add_flavour)
    del_flavour = blocking(lambda: resources.flavour.del_flavour)
    update_flavour = blocking(lambda: resources.flavour.update_flavour)

    # 存储
    add_fs = blocking(lambda: resources.fs.add_fs)
    show_fs = blocking(lambda: resources.fs.show_fs)
    list_fs = blocking(lambda: resources.fs.list_fs)
    delete_fs = blocking(lambda: resources.fs.delete_fs)
    mount = blocking_then(lambda: (resources.fuse.mount, resources.fuse.finish))
    update_fs = blocking(lambda: resources.fs.update_fs)
    show_fs_sts = blocking(lambda: resources.fs.show_fs_sts)

    # 存储缓存
    create_cache = blocking(lambda: resources.fs_cache.create_cache)
    get_fs_cache = blocking(lambda: resources.fs_cache.get_fs_cache)
    delete_fs_cache = blocking(lambda: resources.fs_cache.delete_fs_cache)
    update_fs_cache = blocking(lambda: resources.fs_cache.update_fs_cache)

    # link
    add_link = blocking(lambda: resources.link.add_link)
    delete_link = blocking(lambda: resources.link.delete_link)
    show_link = blocking(lambda: resources.link.show_link)
    list_link = blocking(lambda: resources.link.list_link)

    # 工作流
    create_run = blocking(lambda: resources.run.create_run)
    list_run = blocking(lambda: resources.run.list_run)
    show_run = blocking(lambda: resources.run.show_run)
    stop_run = blocking(lambda: resources.run.stop_run)
    delete_run = blocking(lambda: resources.run.delete_run)
    retry_run = blocking(lambda: resources.run.retry_run)
    create_run_json = blocking(lambda: resources.run.create_run_json)

    # 工作流缓存
    list_cache = blocking(lambda: resources.cache.list_cache)
    show_cache = blocking(lambda: resources.cache.show_cache)
    delete_cache = blocking(lambda: resources.cache.delete_cache)

    # 工作流运行产出
    list_artifact = blocking(lambda: resources.artifact.list_artifact)
    delete_artifact = blocking(lambda: resources.artifact.delete_artifact)

    # 工作流模板
    create_pipeline = blocking(lambda: resources.pipeline.create_pipeline)
    list_pipeline = blocking(lambda: resources.pipeline.list_pipeline)
    show_pipeline = blocking(lambda: resources.pipeline.show_pipeline)
    delete_pipeline = blocking(lambda: resources.pipeline.delete_pipeline)
    update_pipeline = blocking(lambda: resources.pipeline.update_pipeline)
    show_pipeline_version = blocking(lambda: resources.pipeline.show_pipeline_version)
    delete_pipeline_version = blocking(lambda: resources.pipeline.delete_pipeline_version)

    # 周期调度
    create_schedule = blocking(lambda: resources.schedule.create_schedule)
    list_schedule = blocking(lambda: resources.schedule.list_schedule)
    show_schedule = blocking(lambda: resources.schedule.show_schedule)
    stop_schedule = blocking(lambda: resources.schedule.stop_schedule)
    delete_schedule = blocking(lambda: resources.schedule.delete_schedule)

    # 集群
    create_cluster = blocking(lambda: resources.cluster.create_cluster)
    list_cluster = blocking(lambda: resources.cluster.list_cluster)
    show_cluster = blocking(lambda: resources.cluster.show_cluster)
    delete_cluster = blocking(lambda: resources.cluster.delete_cluster)
    update_cluster = blocking(lambda: resources.cluster.update_cluster)
    list_cluster_resource = blocking(lambda: resources.cluster.list_cluster_resource)
    list_cluster_resource_v2 = blocking(lambda: resources.cluster.list_cluster_resource_v2)
    list_cluster_node = blocking(lambda: resources.cluster.list_cluster_node)

    # 资源池
    create_resource_pool = blocking(lambda: resources.resource_pool.create_resource_pool)
    list_resource_pool = blocking(lambda: resources.resource_pool.list_resource_pool)
    show_resource_pool = blocking(lambda: resources.resource_pool.show_resource_pool)
    update_resource_pool = blocking(lambda: resources.resource_pool.update_resource_pool)
    delete_resource_pool = blocking(lambda: resources.resource_pool.delete_resource_pool)

    # Kubernetes
    create_kubernetes_object = blocking(lambda: resources.kubernetes.create_kubernetes_object)
    show_kubernetes_object = blocking(lambda: resources.kubernetes.show_kubernetes_object)
    update_kubernetes_object = blocking(lambda: resources.kubernetes.update_kubernetes_object)
    delete_kubernetes_object = blocking(lambda: resources.kubernetes.delete_kubernetes_object)

    # 日志
    show_log = blocking(lambda: resources.log.show_log)
    show_log_by_limit = blocking(lambda: resources.log.show_log_by_limit)

    # 统计信息
    get_statistics = blocking(lambda: resources.statistics.get_statistics)
    get_statistics_detail = blocking(lambda: resources.statistics.get_statistics_detail)
    get_cardtime_by_queue_name = blocking(lambda: resources.statistics.get_cardtime_by_queue_name)
    get_cardtime = blocking(lambda: resources.statistics.get_cardtime)

    # 作业
    create_job = blocking(lambda: resources.job.create_job)
    show_job = blocking(lambda: resources.job.show_job)
    list_job = blocking(lambda: resources.job.list_job)
    update_job = blocking(lambda: resources.job.update_job)
    stop_job = blocking(lambda: resources.job.stop_job)
    delete_job = blocking(lambda: resources.job.delete_job)

    # 版本
    get_version = blocking(lambda: resources.version.get_version)

    # 每一页的每一行
    iter_users = blocking_rows(lambda: resources.user.USERS)
    iter_queue_grants = blocking_rows(lambda: resources.grant.QUEUE_GRANTS)
    iter_queues = blocking_rows(lambda: resources.queue.QUEUES)
    iter_flavours = blocking_rows(lambda: resources.flavour.FLAVOURS)
    iter_fs = blocking_rows(lambda: resources.fs.FILE_SYSTEMS)
    iter_links = blocking_rows(lambda: resources.link.LINKS)
    iter_runs = blocking_rows(lambda: resources.run.RUNS)
    iter_caches = blocking_rows(lambda: resources.cache.CACHES)
    iter_artifacts = blocking_rows(lambda: resources.artifact.ARTIFACTS)
    iter_pipelines = blocking_rows(lambda: resources.pipeline.PIPELINES)
    iter_pipeline_versions = blocking_rows(lambda: resources.pipeline.PIPELINE_VERSIONS)
    iter_schedules = blocking_rows(lambda: resources.schedule.SCHEDULES)
    iter_schedule_runs = blocking_rows(lambda: resources.schedule.SCHEDULE_RUNS)
    iter_clusters = blocking_rows(lambda: resources.cluster.CLUSTERS)
    iter_resource_pools = blocking_rows(lambda: resources.resource_pool.RESOURCE_POOLS)
    iter_jobs = blocking_rows(lambda: resources.job.JOBS)

    # 等待与跟踪
    wait_for_run = blocking_flow(lambda: resources.following.wait_for_run)
    wait_for_job = blocking_flow(lambda: resources.following.wait_for_job)
    wait_for_schedule = blocking_flow(lambda: resources.following.wait_for_schedule)
    watch_run = blocking_stream(lambda: resources.following.watch_run)
    follow_log = blocking_stream(lambda: resources.following.follow_log)

    def close(self) -> None:
        """Close the connections. Calls after that fail."""
        self._closed = True
        for api in self._opened_apis():
            api.get_httpx_client().close()
        if self._lender is None and (transport := self._transports.pop()):
            transport.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(
        self,
        operation: Callable[..., Call[T]],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        anonymous: bool = False,
    ) -> Result[T]:
        """Do an operation. The one place where the blocking client talks to the network."""
        try:
            call = operation(*args, **kwargs)
        except PaddleFlowSDKException as error:
            return self._refuse(error)
        except ImportError as error:
            return self._refuse(unforeseen("login", error))
        return self._perform(call, anonymous=anonymous)

    def _perform(self, call: Call[T], *, anonymous: bool = False) -> Result[T]:
        if self._is_closed:
            return self._refuse(in_call(call.name, self._closed_error()))
        try:
            return self._drive(self._funnel.exchange(call, anonymous=anonymous))
        except FORESEEABLE as error:
            return self._refuse(unforeseen(call.name, error))

    def _follow(self, start: Callable[[], Flow[T]]) -> Result[T]:
        """Do several calls that belong together."""
        try:
            return self._drive(start())
        except PaddleFlowSDKException as error:
            return self._refuse(error)

    def _stream(self, stream: Stream[T]) -> Iterator[T]:
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
                told = self._do(step)

    def _drive(self, flow: Flow[T]) -> Result[T]:
        told: Any = None
        while True:
            try:
                step = flow.send(told)
            except StopIteration as end:
                result: Result[T] = end.value
                return result
            told = self._do(step)

    def _do(self, step: Step) -> Any:
        if isinstance(step, Request):
            try:
                transport = self._transports.get()
            except Exception as error:  # what the environment says of proxies may be anything
                return cannot_be_made(error)
            return transport.send(step)
        if isinstance(step, Call):
            return self._perform(step)
        if isinstance(step, Pause):
            return self._funnel.tools.sleep(min(step.seconds, LONGEST_SECONDS))
        return self._renew(step.stale)

    def _renew(self, stale: str | None) -> Result[None]:
        """Get a new token; of many threads that find out together, one does, and the others share what came of it."""
        session = self._funnel.session
        seen = session.renewals
        with self._renewing() as allowed:
            if not allowed:
                return self._refuse(nested_login())
            lock = self._turns.get()
            if not lock.acquire(timeout=self._funnel.config.limits.total):
                return self._refuse(waited_for_login(self._funnel.config.limits.total))
            try:
                if session.renewals != seen:
                    return session.renewed
                if session.token != stale:
                    return Success(None)
                session.renewed = self._new_token()
                session.renewals += 1
                return session.renewed
            finally:
                lock.release()

    def _new_token(self) -> Result[None]:
        provider = self._funnel.config.token
        if not callable(provider):
            return self.login()
        try:
            return self._funnel.provided(provider())
        except Exception as error:  # the user's own code, which may fail in any way
            return self._funnel.provider_failed(error)

    @staticmethod
    def _make_transport(config: Config) -> Transport:
        return blocking_transport(config)

    @staticmethod
    def _api_class() -> type[AuthenticatedClient]:
        from paddleflow._api import Api

        return Api

    @staticmethod
    def _checked_http_client(given: object) -> httpx.Client:
        import httpx

        if not isinstance(given, httpx.Client):
            text = f"http_client must be an httpx.Client, not {type(given).__name__}."
            raise InvalidArgument("InvalidTransport", text)
        return given

    @staticmethod
    def _make_lock() -> threading.Lock:
        return threading.Lock()

    @staticmethod
    def _scope() -> Hashable:
        return process()
