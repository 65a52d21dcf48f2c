"""The blocking client. Generated from `resources` by scripts/clients.py: do not edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from paddleflow import resources
from paddleflow._base import aliases
from paddleflow._sync_client import SyncBaseClient

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from paddleflow._log_reader import LogLine
    from paddleflow._rows import Rows
    from paddleflow.errors import PaddleFlowSDKException
    from paddleflow.info import Page
    from paddleflow.resources.artifact import ArtifactInfo, ArtifactPage
    from paddleflow.resources.cache import RunCacheInfo, RunCachePage
    from paddleflow.resources.cluster import ClusterInfo, NodePage
    from paddleflow.resources.flavour import FlavourInfo
    from paddleflow.resources.following import Change
    from paddleflow.resources.fs import CacheConfigInfo, FSInfo, LinkInfo, StsInfo
    from paddleflow.resources.job import SubmittedJobInfo
    from paddleflow.resources.log import JobLog, RunLog
    from paddleflow.resources.pipeline import (
        CreatedPipeline,
        PipelineDetail,
        PipelineInfo,
        PipelinePage,
        PipelineVersionDetail,
        PipelineVersionInfo,
        UpdatedPipeline,
    )
    from paddleflow.resources.queue import GrantInfo, QueueInfo
    from paddleflow.resources.resource_pool import ResourcePoolInfo
    from paddleflow.resources.run import RunInfo, RunPage
    from paddleflow.resources.schedule import ScheduleDetail, ScheduleInfo, SchedulePage
    from paddleflow.resources.statistics import CardTimeInfo, StatisticsJobDetailInfo, StatisticsJobInfo
    from paddleflow.resources.user import UserInfo
    from paddleflow.result import Result

__all__ = ["Client"]


class Client(SyncBaseClient):
    """A PaddleFlow server, as one user sees it.

    Every documented method returns ``(ret, response)``: ``(True, result)`` or ``(False, message)``. None raises for
    anything that happens at run time; ``.unwrap()`` on the pair gives the result or raises. Share a client between
    threads; close it, or use it in a ``with``.

    What is not given comes from the environment, then from the profile: `paddleflow.config.SETTINGS` has their names.

    Manual: client 初始化.

    Args:
        paddleflow_server_host: Host name or IP address; or a whole address such as ``https://pf.example.com/prefix``.
        username: Who logs in.
        password: The password.
        paddleflow_server_port: Port, as a number or text; default: 8999.
        token: A token to use instead of logging in; or a callable without arguments that gives one, now and when the
            one in use has expired.
        timeout: Seconds that the server may be silent; default: 60.
        connect_timeout: Seconds to make a connection; default: 5.
        total_timeout: Seconds for a whole call with all its attempts; default: 180.
        attempts: How often a request is sent at most; default: 3. Only what can be repeated safely is.
        ca: File or folder of certificates to trust, in PEM form.
        client_cert: File with a certificate and its key, in PEM form.
        max_response_bytes: Bytes of a response at most, when it is decoded; default: 256 MiB.
        transport: ``auto``, the fastest; or ``httpx``.
        http_client: An httpx client of your own that carries the requests, with its proxies and certificates; `close`
            leaves it open. An ``httpx.Client``, for `AsyncClient` an ``httpx.AsyncClient``.
        profile: A profile in the settings file.

    Raises:
        PaddleFlowSDKException: A setting is invalid.
    """

    # Users and login

    @aliases(username="user_name")
    def login(self, user_name: str | None = None, password: str | None = None) -> Result[None]:
        """Log in; everything after is done as this user.

        Manual: 用户登录. Sends ``POST /login``.

        Args:
            user_name: Who logs in; default: the user that the client knows.
            password: Default: the one that the client knows.

        Returns:
            ``(True, None)``, or ``(False, message)``; then an earlier login is still in force.
        """
        return self._run("login", lambda: resources.user.login(self._exchange, user_name, password))

    def pre_check(self) -> Result[None]:
        """Say whether there is a login, which the server may see differently.

        Official SDK, not in the manual. Sends nothing.

        Returns:
            ``(True, None)``, or ``(False, message)`` when nobody has logged in.
        """
        return self._run("pre_check", lambda: resources.user.pre_check(self._exchange))

    @aliases(username="user_name")
    def add_user(self, user_name: str, password: str) -> Result[None]:
        """Create a user. Root only.

        Manual: 用户增加. Sends ``POST /user``.

        Args:
            user_name: 4 to 16 letters and digits.
            password: At least 6 characters, among them a digit and a lower-case letter.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("add_user", lambda: resources.user.add_user(user_name, password))

    @aliases(username="user_name")
    def del_user(self, user_name: str) -> Result[None]:
        """Delete a user and its grants; what the user owns stays. Root only.

        Manual: 用户删除. Sends ``DELETE /user/{username}``.

        Args:
            user_name: Login name.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("del_user", lambda: resources.user.del_user(user_name))

    @aliases(username="user_name", name="user_name")
    def update_password(self, user_name: str, password: str) -> Result[None]:
        """Change a password. Ends every login of that user, the own one included: log in again.

        Manual: 用户密码更新. Sends ``PUT /user/{username}``.

        Args:
            user_name: Login name; only root may change another user's password.
            password: The new one: at least 6 characters, among them a digit and a lower-case letter.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("update_password", lambda: resources.user.update_password(user_name, password))

    @aliases(max_keys="maxsize", maxkeys="maxsize")
    def list_user(self, maxsize: int = 100, marker: str | None = None) -> Result[Page[UserInfo]]:
        """List the users other than root. Root only.

        Manual: 用户列表展示. Sends ``GET /user``.

        Args:
            maxsize: Rows of the page, 1 to 1000.
            marker: Where the page starts: ``next_marker`` of the page before.

        Returns:
            ``(True, list of UserInfo with next_marker and truncated)``, or ``(False, message)``.
        """
        return self._run("list_user", lambda: resources.user.list_user(maxsize, marker))

    @aliases(username="user_name")
    def show_user(self, user_name: str) -> Result[UserInfo]:
        """Show a user. Root only. The server drops the connection when there is none: ``list_user`` tells who there is.

        Not in the manual. Sends ``GET /user``.

        Args:
            user_name: Login name.

        Returns:
            ``(True, UserInfo)``, or ``(False, message)``.
        """
        return self._run("show_user", lambda: resources.user.show_user(user_name))

    # Queues

    @aliases(max_keys="maxsize", maxkeys="maxsize")
    def list_queue(
        self, maxsize: int = 100, marker: int | str | None = None, name: str | None = None
    ) -> Result[Page[QueueInfo]]:
        """List queues. Root sees all, others those that were granted to them.

        Manual: 队列列表展示. Sends ``GET /queue``.

        Args:
            maxsize: Rows of the page, 1 to 1000.
            marker: Where the page starts: ``next_marker`` of the page before.
            name: Only this one.

        Returns:
            ``(True, list of QueueInfo with next_marker and truncated)``, or ``(False, message)``.
        """
        return self._run("list_queue", lambda: resources.queue.list_queue(maxsize, marker, name))

    @aliases(queue_name="queuename")
    def show_queue(self, queuename: str) -> Result[QueueInfo]:
        """Show a queue, with what is in use and what is free.

        Manual: 队列详情展示. Sends ``GET /queue/{queueName}``.

        Args:
            queuename: Name of the queue.

        Returns:
            ``(True, QueueInfo)``, or ``(False, message)``.
        """
        return self._run("show_queue", lambda: resources.queue.show_queue(queuename))

    @aliases(cluster_name="clustername", clusterName="clustername", mem="men", memory="men")
    def create_queue(self, name: str, namespace: str, cpu: str, men: str, clustername: str) -> Result[None]:
        """Create a queue in a cluster. Root only. ``add_queue`` can set more.

        Manual: 队列创建. Sends ``POST /queue``.

        Args:
            name: At most 63 lower-case letters, digits and ``-``.
            namespace: Namespace of the cluster that its jobs run in.
            cpu: The most processors that it may use: ``"4"``.
            men: The most memory that it may use: ``"8Gi"``; the right spelling ``mem`` works too.
            clustername: The cluster.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("create_queue", lambda: resources.queue.create_queue(name, namespace, cpu, men, clustername))

    @aliases(queue_name="queuename")
    def stop_queue(self, queuename: str) -> Result[None]:
        """Stop a queue: no longer possible. The server has no such action, so nothing is sent.

        To keep jobs away from a queue, take its grants away (``ungrant_queue``) or delete it (``del_queue``), which needs
        no stopped queue.

        Manual: 队列停止. Sends nothing.

        Args:
            queuename: Name of the queue.

        Returns:
            ``(False, message)``.
        """
        return self._run("stop_queue", lambda: resources.queue.stop_queue(queuename))

    @aliases(queue_name="queuename")
    def del_queue(self, queuename: str) -> Result[None]:
        """Delete a queue that has no unfinished jobs. Root only.

        Manual: 队列删除. Sends ``DELETE /queue/{queueName}``.

        Args:
            queuename: Name of the queue.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("del_queue", lambda: resources.queue.del_queue(queuename))

    @aliases(
        cluster_name="clustername",
        clusterName="clustername",
        maxResources="max_resources",
        minResources="min_resources",
        schedulingPolicy="scheduling_policy",
        quotaType="quota_type",
    )
    def add_queue(
        self,
        name: str,
        namespace: str,
        clustername: str | None,
        max_resources: Mapping[str, Any],
        min_resources: Mapping[str, Any] | None = None,
        scheduling_policy: Sequence[str] | None = None,
        location: Mapping[str, str] | None = None,
        quota_type: str | None = None,
    ) -> Result[None]:
        """Create a queue in a cluster. Root only.

        Official SDK, not in the manual. Sends ``POST /queue``.

        Args:
            name: At most 63 lower-case letters, digits and ``-``.
            namespace: Namespace of the cluster that its jobs run in.
            clustername: The cluster; None where the server has only one.
            max_resources: The most that it may use:
                ``{"cpu": "4", "mem": "8Gi", "scalarResources": {"nvidia.com/gpu": "1"}}``.
            min_resources: Resources that are guaranteed to it, as ``max_resources``.
            scheduling_policy: Names of the policies.
            location: Labels of the nodes that it may use.
            quota_type: ``elasticQuota`` or ``volcanoCapabilityQuota``.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run(
            "add_queue",
            lambda: resources.queue.add_queue(
                name, namespace, clustername, max_resources, min_resources, scheduling_policy, location, quota_type
            ),
        )

    @aliases(
        queue_name="queuename",
        maxResources="max_resources",
        minResources="min_resources",
        schedulingPolicy="scheduling_policy",
        name="queuename",
    )
    def update_queue(
        self,
        queuename: str,
        max_resources: Mapping[str, Any] | None = None,
        min_resources: Mapping[str, Any] | None = None,
        scheduling_policy: Sequence[str] | None = None,
        location: Mapping[str, str] | None = None,
    ) -> Result[None]:
        """Change a queue. Root only. What is left out keeps its value.

        Official SDK, not in the manual. Sends ``PUT /queue/{queueName}``.

        Args:
            queuename: Name of the queue.
            max_resources: The most that it may use: ``{"cpu": "4", "mem": "8Gi"}``.
            min_resources: Resources that are guaranteed to it, as ``max_resources``.
            scheduling_policy: Names of the policies.
            location: Labels of the nodes that it may use.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run(
            "update_queue",
            lambda: resources.queue.update_queue(queuename, max_resources, min_resources, scheduling_policy, location),
        )

    @aliases(user_name="username", queue_name="queuename")
    def grant_queue(self, username: str, queuename: str) -> Result[None]:
        """Let a user use a queue. Root only.

        Manual: 队列授权. Sends ``POST /grant``.

        Args:
            username: Login name of the user.
            queuename: Name of the queue.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("grant_queue", lambda: resources.queue.grant_queue(username, queuename))

    @aliases(user_name="username", queue_name="queuename")
    def ungrant_queue(self, username: str, queuename: str) -> Result[None]:
        """No longer let a user use a queue. Root only.

        Manual: 队列取消授权. Sends ``DELETE /grant``.

        Args:
            username: Login name of the user.
            queuename: Name of the queue.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("ungrant_queue", lambda: resources.queue.ungrant_queue(username, queuename))

    @aliases(user_name="username", max_keys="maxsize", maxkeys="maxsize")
    def show_queue_grant(
        self, username: str | None = None, maxsize: int = 100, marker: str | None = None
    ) -> Result[Page[GrantInfo]]:
        """List who may use which queue. Root only.

        The server's rows that are about users and file systems are left out, so a page may have fewer rows than it could.

        Manual: 队列授权列表展示. Sends ``GET /grant``.

        Args:
            username: Only this user's.
            maxsize: Rows of the page, 1 to 1000.
            marker: Where the page starts: ``next_marker`` of the page before.

        Returns:
            ``(True, list of GrantInfo with next_marker and truncated)``, or ``(False, message)``.
        """
        return self._run("show_queue_grant", lambda: resources.queue.show_queue_grant(username, maxsize, marker))

    # Flavours

    @aliases(max_keys="maxsize", maxkeys="maxsize", cluster_name="clustername", clusterName="clustername", name="key")
    def list_flavour(
        self, maxsize: int = 100, marker: str | None = None, clustername: str | None = None, key: str | None = None
    ) -> Result[Page[FlavourInfo]]:
        """List flavours.

        Manual: flavour列表显示. Sends ``GET /flavour``.

        Args:
            maxsize: Rows of the page, 1 to 1000.
            marker: Where the page starts: ``next_marker`` of the page before.
            clustername: Those of this cluster too; without it only those of no cluster.
            key: Only those with this in their name.

        Returns:
            ``(True, list of FlavourInfo with next_marker and truncated)``, or ``(False, message)``.
        """
        return self._run("list_flavour", lambda: resources.flavour.list_flavour(maxsize, marker, clustername, key))

    @aliases(flavour_name="name")
    def show_flavour(self, name: str) -> Result[FlavourInfo]:
        """Show a flavour.

        Official SDK, not in the manual. Sends ``GET /flavour/{flavourName}``.

        Args:
            name: Name of the flavour.

        Returns:
            ``(True, FlavourInfo)``, or ``(False, message)``.
        """
        return self._run("show_flavour", lambda: resources.flavour.show_flavour(name))

    @aliases(clustername="cluster_name", clusterName="cluster_name", mem="memory")
    def add_flavour(
        self,
        name: str,
        cpu: str,
        memory: str,
        scalar_resources: Mapping[str, str] | None = None,
        cluster_name: str | None = None,
    ) -> Result[None]:
        """Create a flavour. Only root can change or delete it.

        Official SDK, not in the manual. Sends ``POST /flavour``.

        Args:
            name: Name of the flavour.
            cpu: Processors: ``"4"``.
            memory: Memory: ``"8Gi"``.
            scalar_resources: Other resources by name: ``{"nvidia.com/gpu": "1"}``.
            cluster_name: The cluster that it is for; default: any.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run(
            "add_flavour", lambda: resources.flavour.add_flavour(name, cpu, memory, scalar_resources, cluster_name)
        )

    @aliases(flavour_name="name")
    def del_flavour(self, name: str) -> Result[None]:
        """Delete a flavour. Root only.

        Official SDK, not in the manual. Sends ``DELETE /flavour/{flavourName}``.

        Args:
            name: Name of the flavour.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("del_flavour", lambda: resources.flavour.del_flavour(name))

    @aliases(clustername="cluster_name", clusterName="cluster_name", mem="memory")
    def update_flavour(
        self,
        name: str,
        cpu: str | None = None,
        memory: str | None = None,
        scalar_resources: Mapping[str, str] | None = None,
        cluster_name: str | None = None,
    ) -> Result[str]:
        """Change a flavour. Root only. What is left out keeps its value.

        Official SDK, not in the manual. Sends ``PUT /flavour/{flavourName}``.

        Args:
            name: Name of the flavour.
            cpu: Processors: ``"4"``.
            memory: Memory: ``"8Gi"``.
            scalar_resources: Other resources by name: ``{"nvidia.com/gpu": "1"}``.
            cluster_name: The cluster that it is for.

        Returns:
            ``(True, name of the flavour)``, or ``(False, message)``.
        """
        return self._run(
            "update_flavour",
            lambda: resources.flavour.update_flavour(name, cpu, memory, scalar_resources, cluster_name),
        )

    # File systems

    @aliases(fs_name="fsname", user_name="username")
    def add_fs(
        self,
        fsname: str,
        url: str,
        username: str | None = None,
        properties: Mapping[str, str] | None = None,
        independent_mount_process: bool | None = None,
    ) -> Result[None]:
        """Register a file system.

        Manual: 创建存储. Sends ``POST /fs``.

        Args:
            fsname: Name, at most 63 letters, digits, ``-`` and ``_``.
            url: Address of the storage: ``sftp://192.168.1.2:9000/myfs``, ``s3://bucket/path``; ``local://data/me`` is the
                folder ``/data/me`` of the server's machine.
            username: Owner; only root may name another user.
            properties: Settings of the storage: ``{"accessKey": "test", "secretKey": "test"}``; every value is a string.
            independent_mount_process: Whether each job mounts it with a process of its own.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run(
            "add_fs", lambda: resources.fs.add_fs(fsname, url, username, properties, independent_mount_process)
        )

    @aliases(fs_name="fsname", user_name="username")
    def show_fs(self, fsname: str, username: str | None = None) -> Result[FSInfo]:
        """Show a file system.

        Manual: 存储详情. Sends ``GET /fs/{fsName}``.

        Args:
            fsname: Name.
            username: Owner; only root may name another user.

        Returns:
            ``(True, FSInfo)``, or ``(False, message)``.
        """
        return self._run("show_fs", lambda: resources.fs.show_fs(fsname, username))

    @aliases(max_keys="maxsize", maxkeys="maxsize", user_name="username", fs_name="fsname")
    def list_fs(
        self, maxsize: int = 100, username: str | None = None, marker: str | None = None, fsname: str | None = None
    ) -> Result[Page[FSInfo]]:
        """List file systems, the newest first. Root sees all of them, other users their own.

        Manual: 存储列表. Sends ``GET /fs``.

        Args:
            maxsize: Rows of the page, 1 to 1000.
            username: Only this user's; root only.
            marker: Where the page starts: ``next_marker`` of the page before.
            fsname: Only the one of this name.

        Returns:
            ``(True, list of FSInfo with next_marker and truncated)``, or ``(False, message)``.
        """
        return self._run("list_fs", lambda: resources.fs.list_fs(maxsize, username, marker, fsname))

    @aliases(fs_name="fsname", user_name="username")
    def delete_fs(self, fsname: str, username: str | None = None) -> Result[None]:
        """Delete a file system with its links; what is in the storage stays.

        Manual: 删除存储. Sends ``DELETE /fs/{fsName}``.

        Args:
            fsname: Name.
            username: Owner; only root may name another user.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("delete_fs", lambda: resources.fs.delete_fs(fsname, username))

    @aliases(fs_name="fsname", user_name="username")
    def update_fs(
        self,
        fsname: str,
        url: str,
        username: str | None = None,
        properties: Mapping[str, str] | None = None,
        independent_mount_process: bool | None = None,
    ) -> Result[None]:
        """Replace address and settings of a file system. The server says that it worked even when there is none.

        Not in the manual. Sends ``PUT /fs``.

        Args:
            fsname: Name.
            url: New address of the storage.
            username: Owner; only root may name another user.
            properties: New settings; those that are left out are gone.
            independent_mount_process: True switches it on; the server cannot switch it off.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run(
            "update_fs", lambda: resources.fs.update_fs(fsname, url, username, properties, independent_mount_process)
        )

    @aliases(fs_name="fsname", user_name="username")
    def show_fs_sts(self, fsname: str, username: str | None = None) -> Result[StsInfo]:
        """Get temporary credentials for the storage of a file system of type bos.

        Not in the manual. Sends ``GET /fsSts/{fsName}``.

        Args:
            fsname: Name.
            username: Owner; only root may name another user.

        Returns:
            ``(True, StsInfo)``, or ``(False, message)``.
        """
        return self._run("show_fs_sts", lambda: resources.fs.show_fs_sts(fsname, username))

    @aliases(fs_name="fsname", fs_path="fspath", user_name="username")
    def add_link(
        self,
        fsname: str,
        fspath: str,
        url: str,
        username: str | None = None,
        properties: Mapping[str, str] | None = None,
    ) -> Result[None]:
        """Make other storage appear inside a file system.

        Manual: 创建link. Sends ``POST /link``.

        Args:
            fsname: Name of the file system.
            fspath: Where in it; must not exist yet, or be empty.
            url: Address of the storage: ``hdfs://192.168.1.2:9000,192.168.1.3:9000/linkpath``.
            username: Owner of the file system; only root may name another user.
            properties: Settings of the storage; every value is a string.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("add_link", lambda: resources.fs.add_link(fsname, fspath, url, username, properties))

    @aliases(fs_name="fsname", fs_path="fspath", user_name="username")
    def delete_link(self, fsname: str, fspath: str, username: str | None = None) -> Result[None]:
        """Delete a link; what is in its storage stays.

        Manual: 删除link. Sends ``DELETE /link/{fsName}``.

        Args:
            fsname: Name of the file system.
            fspath: Where in it.
            username: Owner of the file system; only root may name another user.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("delete_link", lambda: resources.fs.delete_link(fsname, fspath, username))

    @aliases(fs_name="fsname", fs_path="fspath", user_name="username", max_keys="maxsize", maxkeys="maxsize")
    def show_link(
        self, fsname: str, fspath: str | None = None, username: str | None = None, maxsize: int = 100
    ) -> Result[LinkInfo | Page[LinkInfo]]:
        """Show a link; without ``fspath``, all links of the file system.

        ``list_link`` lists them too, and its result always has the same type.

        Manual: link详情, link列表. Sends ``GET /link/{fsName}``.

        Args:
            fsname: Name of the file system.
            fspath: Where in it.
            username: Owner of the file system; only root may name another user.
            maxsize: Rows of a list, 1 to 1000.

        Returns:
            ``(True, LinkInfo)``, without ``fspath`` (True, list of LinkInfo), or ``(False, message)``.
        """
        return self._run("show_link", lambda: resources.fs.show_link(fsname, fspath, username, maxsize))

    @aliases(fs_name="fsname", user_name="username", max_keys="maxsize", maxkeys="maxsize")
    def list_link(
        self, fsname: str, username: str | None = None, maxsize: int = 100, marker: str | None = None
    ) -> Result[Page[LinkInfo]]:
        """List the links of a file system, the newest first.

        Manual: link列表. Sends ``GET /link/{fsName}``.

        Args:
            fsname: Name of the file system.
            username: Owner; only root may name another user.
            maxsize: Rows of the page, 1 to 1000.
            marker: Where the page starts: ``next_marker`` of the page before.

        Returns:
            ``(True, list of LinkInfo with next_marker and truncated)``, or ``(False, message)``.
        """
        return self._run("list_link", lambda: resources.fs.list_link(fsname, username, maxsize, marker))

    @aliases(fs_name="fsname", user_name="username")
    def create_cache(
        self, fsname: str, options: Mapping[str, Any] | None = None, username: str | None = None
    ) -> Result[None]:
        """Set how nodes cache a file system.

        Official SDK, not in the manual. Sends ``POST /fsCache``.

        Args:
            fsname: Name of the file system.
            options: Under the server's names: ``{"cacheDir": "/var/cache/fs", "metaDriver": "mem", "blockSize": 4096}``;
                further ones: quota, debug, cleanCache, resource, nodeTaintToleration, extraConfig.
            username: Owner; only root may name another user.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("create_cache", lambda: resources.fs.create_cache(fsname, options, username))

    @aliases(fs_name="fsname", user_name="username")
    def get_fs_cache(self, fsname: str, username: str | None = None) -> Result[CacheConfigInfo]:
        """Show how nodes cache a file system.

        Official SDK, not in the manual. Sends ``GET /fsCache/{fsName}``.

        Args:
            fsname: Name of the file system.
            username: Owner; only root may name another user.

        Returns:
            ``(True, CacheConfigInfo)``, or ``(False, message)``.
        """
        return self._run("get_fs_cache", lambda: resources.fs.get_fs_cache(fsname, username))

    @aliases(fs_name="fsname", user_name="username")
    def delete_fs_cache(self, fsname: str, username: str | None = None) -> Result[None]:
        """Delete the cache settings of a file system.

        Official SDK, not in the manual. Sends ``DELETE /fsCache/{fsName}``.

        Args:
            fsname: Name of the file system.
            username: Owner; only root may name another user.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("delete_fs_cache", lambda: resources.fs.delete_fs_cache(fsname, username))

    @aliases(fs_name="fsname", user_name="username")
    def update_fs_cache(self, fsname: str, params: Mapping[str, Any], username: str | None = None) -> Result[None]:
        """Change cache settings: not possible. No server that this client is made for has such a route; nothing is sent.

        Delete the settings and create them again: ``delete_fs_cache``, ``create_cache``.

        Official SDK, not in the manual. Sends nothing.

        Args:
            fsname: Name of the file system.
            params: New settings.
            username: Owner; only root may name another user.

        Returns:
            ``(False, message)``.
        """
        return self._run("update_fs_cache", lambda: resources.fs.update_fs_cache(fsname, params, username))

    # Mounting

    @aliases(fs_name="fsname", user_name="username", mountOptions="mount_options")
    def mount(
        self, fsname: str, path: str, username: str | None = None, mount_options: Mapping[str, str] | None = None
    ) -> Result[None]:
        """Make a file system a folder of this machine, with the platform's FUSE program, which goes on running.

        The program is ``pfs-fuse``, or what the environment variable ``fuse_env`` names. It logs in by itself, and takes
        the password on its command line and nowhere else, so other users of this machine can read it there while the file
        system is mounted: mount on a machine that is yours.

        Manual: 存储挂载. Sends ``GET /fs/{fsName}``.

        Args:
            fsname: Name of the file system.
            path: Folder to mount it at; must exist.
            username: Owner of the file system; only root may name another user.
            mount_options: Further options of the program, without their ``--``: ``{"block-size": "4096"}``.

        Returns:
            ``(True, None)`` when it is mounted, or ``(False, message)``: the program is not on this machine, or did not
                mount.
        """
        return self._run("mount", lambda: resources.fuse.mount(self._exchange, fsname, path, username, mount_options))

    # Runs of a pipeline

    @aliases(
        fsname="fs_name",
        user_name="username",
        runname="run_name",
        runyamlpath="run_yaml_path",
        runyamlraw="run_yaml_raw",
        pipelineid="pipeline_id",
        pipeline_ver_id="pipeline_version_id",
    )
    def create_run(
        self,
        fs_name: str | None = None,
        username: str | None = None,
        run_name: str | None = None,
        desc: str | None = None,
        run_yaml_path: str | None = None,
        run_yaml_raw: bytes | str | None = None,
        pipeline_id: str | None = None,
        pipeline_version_id: str | None = None,
        param: Mapping[str, Any] | None = None,
        disabled: str | None = None,
        docker_env: str | None = None,
        failure_options: Mapping[str, Any] | None = None,
    ) -> Result[str]:
        """Start a run, from one of three sources: YAML content, a pipeline, or a YAML file in a file system.

        Manual: 工作流创建. Sends ``POST /run``.

        Args:
            fs_name: File system that the run works in; must be the one that the YAML names, if it names one.
            username: Owner of the file systems; only root may name another user.
            run_name: Name of the run; default: the pipeline's.
            desc: Free text.
            run_yaml_path: Path of the YAML file in ``fs_name``; default there: ``./run.yaml``.
            run_yaml_raw: Content of the YAML file, as bytes (or text).
            pipeline_id: A pipeline on the server.
            pipeline_version_id: Its version; default: the newest.
            param: Values of parameters: ``{"epoch": 100}``, or ``{"train.epoch": 100}`` for one component's.
            disabled: Names of the steps to leave out, separated by commas.
            docker_env: Container image.
            failure_options: ``{"strategy": "fail_fast"}`` (default) or ``{"strategy": "continue"}``.

        Returns:
            ``(True, run id)``, or ``(False, message)``.
        """
        return self._run(
            "create_run",
            lambda: resources.run.create_run(
                fs_name,
                username,
                run_name,
                desc,
                run_yaml_path,
                run_yaml_raw,
                pipeline_id,
                pipeline_version_id,
                param,
                disabled,
                docker_env,
                failure_options,
            ),
        )

    @aliases(
        fsname="fs_name",
        user_name="username",
        runid="run_id",
        runname="run_name",
        max_keys="maxsize",
        maxkeys="maxsize",
    )
    def list_run(
        self,
        fs_name: str | None = None,
        username: str | None = None,
        run_id: str | None = None,
        run_name: str | None = None,
        status: str | None = None,
        maxsize: int = 100,
        marker: str | None = None,
    ) -> Result[RunPage]:
        """List runs, the oldest first. Root sees all of them, other users their own.

        Manual: 工作流列表. Sends ``GET /run``.

        Args:
            fs_name: Only runs in these file systems; several are separated by commas, without blanks.
            username: Only runs of these users, separated by commas.
            run_id: Only these runs, separated by commas.
            run_name: Only runs of these names, separated by commas.
            status: Only runs of these statuses, separated by commas.
            maxsize: Rows of the page, 1 to 1000.
            marker: Where the page starts: ``nextMarker`` of the page before.

        Returns:
            ``(True, {'runList': list of RunInfo, 'nextMarker': str or None})``, or ``(False, message)``.
        """
        return self._run(
            "list_run", lambda: resources.run.list_run(fs_name, username, run_id, run_name, status, maxsize, marker)
        )

    @aliases(runid="run_id")
    def show_run(self, run_id: str) -> Result[RunInfo]:
        """Show a run with its steps.

        Manual: 工作流详情. Sends ``GET /run/{runID}``.

        Args:
            run_id: Identifier.

        Returns:
            ``(True, RunInfo)``, or ``(False, message)``.
        """
        return self._run("show_run", lambda: resources.run.show_run(run_id))

    @aliases(runid="run_id")
    def stop_run(self, run_id: str, force: bool | None = False) -> Result[None]:
        """Stop a run: its steps are ended; its post_process still runs.

        Manual: 工作流停止. Sends ``PUT /run/{runID}``.

        Args:
            run_id: Identifier.
            force: Whether its post_process is stopped too.

        Returns:
            ``(True, None)`` as soon as the server has taken the request, or ``(False, message)``.
        """
        return self._run("stop_run", lambda: resources.run.stop_run(run_id, force))

    @aliases(runid="run_id")
    def delete_run(self, run_id: str, check_cache: bool | None = True) -> Result[None]:
        """Delete a run that has ended.

        Manual: 工作流删除. Sends ``DELETE /run/{runID}``.

        Args:
            run_id: Identifier.
            check_cache: Whether a run is kept whose results other runs have reused.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("delete_run", lambda: resources.run.delete_run(run_id, check_cache))

    @aliases(runid="run_id")
    def retry_run(self, run_id: str) -> Result[str]:
        """Run again what failed or was stopped, as a new run; what succeeded is kept.

        Manual: 工作流重试. Sends ``PUT /run/{runID}``.

        Args:
            run_id: Identifier of a run that has failed or was terminated.

        Returns:
            ``(True, id of the new run)``, or ``(False, message)``.
        """
        return self._run("retry_run", lambda: resources.run.retry_run(run_id))

    def create_run_json(self, workflow: Mapping[str, Any]) -> Result[str]:
        """Start a run from a pipeline that is written as a dict instead of YAML.

        Not in the manual. Sends ``POST /runjson``.

        Args:
            workflow: Under the server's names, ``name`` and ``entryPoints`` at least:
                ``{"name": "demo", "entryPoints": {"main": {"command": "echo", "dockerEnv": "busybox:1"}}}``.

        Returns:
            ``(True, run id)``, or ``(False, message)``.
        """
        return self._run("create_run_json", lambda: resources.run.create_run_json(workflow))

    # Run caches

    @aliases(max_keys="maxsize", maxkeys="maxsize")
    def list_cache(
        self,
        user_filter: str | None = None,
        fs_filter: str | None = None,
        run_filter: str | None = None,
        maxsize: int | None = 100,
        marker: str | None = None,
    ) -> Result[RunCachePage]:
        """List run caches. Root sees all of them, other users their own.

        Manual: 工作流缓存列表显示. Sends ``GET /runCache``.

        Args:
            user_filter: Only these users; several are separated by commas.
            fs_filter: Only these file systems, separated by commas.
            run_filter: Only these run ids, separated by commas.
            maxsize: Rows of the page, 1 to 1000; default: the server's.
            marker: Where the page starts: ``nextMarker`` of the page before.

        Returns:
            ``(True, {'runCacheList': list of RunCacheInfo, 'nextMarker': str or None})``, or ``(False, message)``.
        """
        return self._run(
            "list_cache", lambda: resources.cache.list_cache(user_filter, fs_filter, run_filter, maxsize, marker)
        )

    @aliases(cacheid="cache_id")
    def show_cache(self, cache_id: str) -> Result[RunCacheInfo]:
        """Show a run cache.

        Manual: 工作流缓存详情显示. Sends ``GET /runCache/{runCacheID}``.

        Args:
            cache_id: Identifier.

        Returns:
            ``(True, RunCacheInfo)``, or ``(False, message)``.
        """
        return self._run("show_cache", lambda: resources.cache.show_cache(cache_id))

    @aliases(cacheid="cache_id")
    def delete_cache(self, cache_id: str) -> Result[None]:
        """Delete a run cache: its result is no longer reused.

        Manual: 工作流缓存删除. Sends ``DELETE /runCache/{runCacheID}``.

        Args:
            cache_id: Identifier.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("delete_cache", lambda: resources.cache.delete_cache(cache_id))

    # Artifacts

    @aliases(max_keys="maxsize", maxkeys="maxsize")
    def list_artifact(
        self,
        user_filter: str | None = None,
        fs_filter: str | None = None,
        run_filter: str | None = None,
        type_filter: str | None = None,
        path_filter: str | None = None,
        maxsize: int | None = 100,
        marker: str | None = None,
    ) -> Result[ArtifactPage]:
        """List the files that steps read and wrote. Root sees all of them, other users their own.

        Manual: 工作流运行产出列表展示. Sends ``GET /artifact``.

        Args:
            user_filter: Only these users; several are separated by commas.
            fs_filter: Only these file systems, separated by commas.
            run_filter: Only these run ids, separated by commas.
            type_filter: ``input`` or ``output``.
            path_filter: Only these paths.
            maxsize: Rows of the page, 1 to 1000; default: the server's.
            marker: Where the page starts: ``nextMarker`` of the page before.

        Returns:
            ``(True, {'artifactList': list of ArtifactInfo, 'nextMarker': str or None})``, or ``(False, message)``.
        """
        return self._run(
            "list_artifact",
            lambda: resources.artifact.list_artifact(
                user_filter, fs_filter, run_filter, type_filter, path_filter, maxsize, marker
            ),
        )

    @aliases(fsname="fs_name", runid="run_id", user_name="username")
    def delete_artifact(self, fs_name: str, run_id: str, path: str, username: str | None = None) -> Result[None]:
        """Forget that a run read or wrote a file; the file stays. Forgetting what was not known works too.

        Not in the manual. Sends ``DELETE /artifact``.

        Args:
            fs_name: File system.
            run_id: The run.
            path: Path in the file system.
            username: Owner; only root may name another user.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("delete_artifact", lambda: resources.artifact.delete_artifact(fs_name, run_id, path, username))

    # Pipelines and their versions

    @aliases(fsname="fs_name", yamlpath="yaml_path", yamlraw="yaml_raw", user_name="username")
    def create_pipeline(
        self,
        fs_name: str | None = None,
        yaml_path: str | None = None,
        yaml_raw: bytes | str | None = None,
        desc: str | None = None,
        username: str | None = None,
    ) -> Result[CreatedPipeline]:
        """Register a pipeline. Its name is the one in the YAML.

        Manual: 工作流模板创建. Sends ``POST /pipeline``.

        Args:
            fs_name: File system that holds the YAML file.
            yaml_path: Path of the YAML file in ``fs_name``; default there: ``./run.yaml``.
            yaml_raw: Content of the YAML file as bytes (or text), instead of ``fs_name`` and ``yaml_path``.
            desc: Free text, at most 256 bytes.
            username: Owner of the file system; only root may name another user.

        Returns:
            ``(True, {'name': name, 'pplID': pipeline id, 'pplVerID': version id})``, or ``(False, message)``.
        """
        return self._run(
            "create_pipeline", lambda: resources.pipeline.create_pipeline(fs_name, yaml_path, yaml_raw, desc, username)
        )

    @aliases(max_keys="maxsize", maxkeys="maxsize")
    def list_pipeline(
        self,
        user_filter: str | None = None,
        name_filter: str | None = None,
        maxsize: int | None = 50,
        marker: str | None = None,
    ) -> Result[PipelinePage]:
        """List pipelines. Root sees all of them, other users their own.

        Manual: 工作流模板列表显示. Sends ``GET /pipeline``.

        Args:
            user_filter: Only these users' pipelines, separated by commas; root only.
            name_filter: Only these names, separated by commas.
            maxsize: Rows of the page, 1 to 1000; default: the server's.
            marker: Where the page starts: ``nextMarker`` of the page before.

        Returns:
            ``(True, {'pipelineList': list of PipelineInfo, 'nextMarker': str or None})``, or ``(False, message)``.
        """
        return self._run(
            "list_pipeline", lambda: resources.pipeline.list_pipeline(user_filter, name_filter, maxsize, marker)
        )

    @aliases(pipelineid="pipeline_id", maxkeys="max_keys", maxsize="max_keys")
    def show_pipeline(
        self, pipeline_id: str, fs_filter: str | None = None, max_keys: int | None = None, marker: str | None = None
    ) -> Result[PipelineDetail]:
        """Show a pipeline and a page of its versions.

        Manual: 工作流模板详情显示. Sends ``GET /pipeline/{pipelineID}``.

        Args:
            pipeline_id: Identifier.
            fs_filter: Only versions from these file systems, separated by commas.
            max_keys: Versions of the page, 1 to 1000; default: the server's 50.
            marker: Where the page of versions starts: ``nextMarker`` of the page before.

        Returns:
            ``(True, {'pipelineInfo': PipelineInfo, 'pipelineVersionList': [PipelineVersionInfo], 'nextMarker': ...})``,
                or ``(False, message)``.
        """
        return self._run(
            "show_pipeline", lambda: resources.pipeline.show_pipeline(pipeline_id, fs_filter, max_keys, marker)
        )

    @aliases(pipelineid="pipeline_id")
    def delete_pipeline(self, pipeline_id: str) -> Result[None]:
        """Delete a pipeline with its versions; its runs stay.

        Manual: 工作流模板删除. Sends ``DELETE /pipeline/{pipelineID}``.

        Args:
            pipeline_id: Identifier.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("delete_pipeline", lambda: resources.pipeline.delete_pipeline(pipeline_id))

    @aliases(pipelineid="pipeline_id", fsname="fs_name", yamlpath="yaml_path", yamlraw="yaml_raw", user_name="username")
    def update_pipeline(
        self,
        pipeline_id: str,
        fs_name: str | None = None,
        yaml_path: str | None = None,
        yaml_raw: bytes | str | None = None,
        desc: str | None = None,
        username: str | None = None,
    ) -> Result[UpdatedPipeline]:
        """Add a version to a pipeline. The YAML must keep the pipeline's name.

        Manual: 工作流模板更新（版本创建）. Sends ``POST /pipeline/{pipelineID}``.

        Args:
            pipeline_id: Identifier.
            fs_name: File system that holds the YAML file.
            yaml_path: Path of the YAML file in ``fs_name``; default there: ``./run.yaml``.
            yaml_raw: Content of the YAML file as bytes (or text), instead of ``fs_name`` and ``yaml_path``.
            desc: Free text, at most 256 bytes; replaces the old one, also when it is left out.
            username: Owner of the file system; only root may name another user.

        Returns:
            ``(True, {'pipelineID': pipeline id, 'pipelineVersionID': version id})``, or ``(False, message)``.
        """
        return self._run(
            "update_pipeline",
            lambda: resources.pipeline.update_pipeline(pipeline_id, fs_name, yaml_path, yaml_raw, desc, username),
        )

    @aliases(pipelineid="pipeline_id", pipeline_ver_id="pipeline_version_id")
    def show_pipeline_version(self, pipeline_id: str, pipeline_version_id: str) -> Result[PipelineVersionDetail]:
        """Show a version of a pipeline.

        Manual: 工作流模板版本查看. Sends ``GET /pipeline/{pipelineID}/{pipelineVersionID}``.

        Args:
            pipeline_id: Identifier of the pipeline.
            pipeline_version_id: Identifier of the version.

        Returns:
            ``(True, {'pipelineInfo': PipelineInfo, 'pipelineVersionInfo': PipelineVersionInfo})``, or ``(False, message)``.
        """
        return self._run(
            "show_pipeline_version", lambda: resources.pipeline.show_pipeline_version(pipeline_id, pipeline_version_id)
        )

    @aliases(pipelineid="pipeline_id", pipeline_ver_id="pipeline_version_id")
    def delete_pipeline_version(self, pipeline_id: str, pipeline_version_id: str) -> Result[None]:
        """Delete a version of a pipeline; the last one cannot be.

        Manual: 工作流模板版本删除. Sends ``DELETE /pipeline/{pipelineID}/{pipelineVersionID}``.

        Args:
            pipeline_id: Identifier of the pipeline.
            pipeline_version_id: Identifier of the version.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run(
            "delete_pipeline_version",
            lambda: resources.pipeline.delete_pipeline_version(pipeline_id, pipeline_version_id),
        )

    # Schedules

    @aliases(pipelineid="pipeline_id", pipeline_ver_id="pipeline_version_id", user_name="username")
    def create_schedule(
        self,
        name: str,
        pipeline_id: str,
        pipeline_version_id: str,
        crontab: str,
        desc: str | None = None,
        start_time: str | datetime | None = None,
        end_time: str | datetime | None = None,
        concurrency: int | None = None,
        concurrency_policy: str | None = None,
        expire_interval: int | None = None,
        catchup: bool | None = None,
        username: str | None = None,
    ) -> Result[str]:
        """Create a schedule that runs a pipeline periodically.

        Manual: 周期调度创建. Sends ``POST /schedule``.

        Args:
            name: Name, 2 to 50 letters, digits and ``_``.
            pipeline_id: Pipeline that runs.
            pipeline_version_id: Version of it that runs.
            crontab: Minute, hour, day of the month, month, day of the week: ``"* */3 * * *"``.
            desc: Free text, at most 256 bytes.
            start_time: When it starts, in the server's zone: ``"2030-01-01 00:00:00"`` (the manual's
                ``"2030-01-01 00-00-00"`` works too) or a datetime without a zone; default: at once.
            end_time: When it ends, in the server's zone: ``"2030-01-01 00:00:00"`` (the manual's
                ``"2030-01-01 00-00-00"`` works too) or a datetime without a zone; default: never.
            concurrency: How many of its runs may be active at once; 0, the default, is any number.
            concurrency_policy: What happens at that limit: ``suspend`` (default), ``replace`` or ``skip``.
            expire_interval: Seconds after which a missed run is not made up for; 0, the default, is never.
            catchup: Whether missed runs are made up for; default: the server's, which is True.
            username: Owner; only root may name another user.

        Returns:
            ``(True, schedule id)``, or ``(False, message)``.
        """
        return self._run(
            "create_schedule",
            lambda: resources.schedule.create_schedule(
                name,
                pipeline_id,
                pipeline_version_id,
                crontab,
                desc,
                start_time,
                end_time,
                concurrency,
                concurrency_policy,
                expire_interval,
                catchup,
                username,
            ),
        )

    @aliases(maxkeys="max_keys", maxsize="max_keys")
    def list_schedule(
        self,
        user_filter: str | None = None,
        ppl_filter: str | None = None,
        ppl_version_filter: str | None = None,
        schedule_filter: str | None = None,
        name_filter: str | None = None,
        status_filter: str | None = None,
        marker: str | None = None,
        max_keys: int | str | None = None,
    ) -> Result[SchedulePage]:
        """List schedules. Root sees all of them, other users their own.

        Manual: 周期调度列表查看. Sends ``GET /schedule``.

        Args:
            user_filter: Only schedules of these users, separated by commas.
            ppl_filter: Only of these pipeline ids, separated by commas.
            ppl_version_filter: Only of these version ids, separated by commas.
            schedule_filter: Only these schedule ids, separated by commas.
            name_filter: Only schedules of these names, separated by commas.
            status_filter: Only schedules of these statuses, separated by commas.
            marker: Where the page starts: ``nextMarker`` of the page before.
            max_keys: Rows of the page, 1 to 1000; default: the server's 50.

        Returns:
            ``(True, {'scheduleList': list of ScheduleInfo, 'nextMarker': str or None})``, or ``(False, message)``.
        """
        return self._run(
            "list_schedule",
            lambda: resources.schedule.list_schedule(
                user_filter,
                ppl_filter,
                ppl_version_filter,
                schedule_filter,
                name_filter,
                status_filter,
                marker,
                max_keys,
            ),
        )

    @aliases(scheduleid="schedule_id", maxkeys="max_keys", maxsize="max_keys")
    def show_schedule(
        self,
        schedule_id: str,
        run_filter: str | None = None,
        status_filter: str | None = None,
        marker: str | None = None,
        max_keys: int | str | None = None,
    ) -> Result[ScheduleDetail]:
        """Show a schedule and a page of its runs.

        Manual: 周期调度查看. Sends ``GET /schedule/{scheduleID}``.

        Args:
            schedule_id: Identifier.
            run_filter: Only these run ids, separated by commas.
            status_filter: Only runs of these statuses, separated by commas.
            marker: Where the page of runs starts: ``nextMarker`` of the page before.
            max_keys: Runs of the page, 1 to 1000; default: the server's 50.

        Returns:
            ``(True, {'scheduleInfo': ScheduleInfo, 'runList': list of RunInfo, 'nextMarker': str or None})``, or
                ``(False, message)``.
        """
        return self._run(
            "show_schedule",
            lambda: resources.schedule.show_schedule(schedule_id, run_filter, status_filter, marker, max_keys),
        )

    @aliases(scheduleid="schedule_id")
    def stop_schedule(self, schedule_id: str) -> Result[None]:
        """Stop a schedule for good; runs that it has started go on.

        Manual: 停止周期调度. Sends ``PUT /schedule/{scheduleID}``.

        Args:
            schedule_id: Identifier.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("stop_schedule", lambda: resources.schedule.stop_schedule(schedule_id))

    @aliases(scheduleid="schedule_id")
    def delete_schedule(self, schedule_id: str) -> Result[None]:
        """Delete a schedule that has ended or was stopped; its runs stay.

        Manual: 删除周期调度. Sends ``DELETE /schedule/{scheduleID}``.

        Args:
            schedule_id: Identifier.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("delete_schedule", lambda: resources.schedule.delete_schedule(schedule_id))

    # Clusters

    @aliases(
        cluster_name="clustername",
        clusterName="clustername",
        cluster_type="clustertype",
        namespace_list="namespacelist",
    )
    def create_cluster(
        self,
        clustername: str,
        endpoint: str,
        clustertype: str,
        credential: bytes | str | None = None,
        description: str | None = None,
        clusterid: str | None = None,
        source: str | None = None,
        setting: str | None = None,
        status: str | None = None,
        namespacelist: Sequence[str] | None = None,
        version: str | None = None,
    ) -> Result[str]:
        """Register a cluster. Root only.

        Manual: 集群创建. Sends ``POST /cluster``.

        Args:
            clustername: Name.
            endpoint: Address.
            clustertype: ``Kubernetes``, ``K3S`` or ``Local``; the manual's ``kubernetes-v1.16`` says ``version`` as well.
            credential: Kubeconfig that gives access to it, plain or in base64.
            description: Free text.
            clusterid: Sent, but the server makes its own.
            source: Where it comes from: ``OnPremise`` (default), ``AWS``, ``CCE``.
            setting: Free text.
            status: ``online`` (default) or ``offline``.
            namespacelist: Namespaces that may be used; default: any.
            version: Version of its software; Kubernetes needs it.

        Returns:
            ``(True, cluster id)``, or ``(False, message)``.
        """
        return self._run(
            "create_cluster",
            lambda: resources.cluster.create_cluster(
                clustername,
                endpoint,
                clustertype,
                credential,
                description,
                clusterid,
                source,
                setting,
                status,
                namespacelist,
                version,
            ),
        )

    @aliases(
        cluster_status="clusterstatus",
        cluster_name="clustername",
        clusterName="clustername",
        max_keys="maxsize",
        maxkeys="maxsize",
        clusternames="clustername",
    )
    def list_cluster(
        self,
        clusterstatus: str | None = None,
        clustername: str | None = None,
        maxsize: int = 50,
        marker: str | None = None,
    ) -> Result[Page[ClusterInfo]]:
        """List clusters. Root only.

        Manual: 集群列表显示. Sends ``GET /cluster``.

        Args:
            clusterstatus: Only those that are ``online`` or ``offline``.
            clustername: Only these names, separated by commas.
            maxsize: Rows of the page, 1 to 1000.
            marker: Where the page starts: ``next_marker`` of the page before.

        Returns:
            ``(True, list of ClusterInfo with next_marker and truncated)``, or ``(False, message)``.
        """
        return self._run(
            "list_cluster", lambda: resources.cluster.list_cluster(clusterstatus, clustername, maxsize, marker)
        )

    @aliases(cluster_name="clustername", clusterName="clustername")
    def show_cluster(self, clustername: str) -> Result[ClusterInfo]:
        """Show a cluster. Root only.

        Manual: 集群详情显示. Sends ``GET /cluster/{clusterName}``.

        Args:
            clustername: Name.

        Returns:
            ``(True, ClusterInfo)``, or ``(False, message)``.
        """
        return self._run("show_cluster", lambda: resources.cluster.show_cluster(clustername))

    @aliases(cluster_name="clustername", clusterName="clustername")
    def delete_cluster(self, clustername: str) -> Result[None]:
        """Delete a cluster and its queues. Root only.

        Manual: 集群删除. Sends ``DELETE /cluster/{clusterName}``.

        Args:
            clustername: Name.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("delete_cluster", lambda: resources.cluster.delete_cluster(clustername))

    @aliases(
        cluster_name="clustername",
        clusterName="clustername",
        cluster_type="clustertype",
        namespace_list="namespacelist",
    )
    def update_cluster(
        self,
        clustername: str,
        endpoint: str | None = None,
        clustertype: str | None = None,
        credential: bytes | str | None = None,
        description: str | None = None,
        clusterid: str | None = None,
        source: str | None = None,
        setting: str | None = None,
        status: str | None = None,
        namespacelist: Sequence[str] | None = None,
        version: str | None = None,
    ) -> Result[str]:
        """Change a cluster. Root only. What is left out keeps its value.

        Manual: 集群更新. Sends ``PUT /cluster/{clusterName}``.

        Args:
            clustername: Name.
            endpoint: Address.
            clustertype: ``Kubernetes``, ``K3S`` or ``Local``; the manual's ``kubernetes-v1.16`` says ``version`` as well.
            credential: Kubeconfig that gives access to it, plain or in base64.
            description: Free text.
            clusterid: Sent, but the server ignores it.
            source: Where it comes from.
            setting: Free text.
            status: ``online`` or ``offline``.
            namespacelist: Namespaces that may be used; those with a queue cannot be left out.
            version: Version of its software.

        Returns:
            ``(True, cluster id)``, or ``(False, message)``.
        """
        return self._run(
            "update_cluster",
            lambda: resources.cluster.update_cluster(
                clustername,
                endpoint,
                clustertype,
                credential,
                description,
                clusterid,
                source,
                setting,
                status,
                namespacelist,
                version,
            ),
        )

    @aliases(cluster_name="clustername", clusterName="clustername", clusternames="clustername")
    def list_cluster_resource(self, clustername: str | None = None) -> Result[dict[str, dict[str, Any]]]:
        """Show what the nodes of the online clusters have and what is free. Root only.

        Manual: 获取集群资源剩余. Sends ``GET /cluster/resource``.

        Args:
            clustername: Only these names, separated by commas.

        Returns:
            ``(True, dict: for each cluster a dict of its nodes, their sum, and an error message, as the server sends it)``,
                or ``(False, message)``.
        """
        return self._run("list_cluster_resource", lambda: resources.cluster.list_cluster_resource(clustername))

    @aliases(
        pageno="page_no",
        pagesize="page_size",
        cluster_names="clusternames",
        queue_name="queuename",
        queuenaame="queuename",
        clustername="clusternames",
    )
    def list_cluster_resource_v2(
        self,
        page_no: int = 1,
        page_size: int = 1000,
        clusternames: Sequence[str] | None = None,
        queuename: str | None = None,
        labels: str | None = None,
        node_status: str | None = None,
    ) -> Result[dict[str, dict[str, Any]]]:
        """Show what nodes have and what can be given to jobs, by cluster. Root only.

        Official SDK, not in the manual. Sends ``POST /cluster/resource``.

        Args:
            page_no: Which page, from 1.
            page_size: Nodes of the page.
            clusternames: Only these clusters.
            queuename: Only the nodes of this queue; the official SDK's ``queuenaame`` works too.
            labels: Only nodes with these labels: ``"zone=a,gpu!=none"``.
            node_status: Only nodes in this state: ``Ready``.

        Returns:
            ``(True, dict: for each cluster a dict, as the server sends it)``, or ``(False, message)``.
        """
        return self._run(
            "list_cluster_resource_v2",
            lambda: resources.cluster.list_cluster_resource_v2(
                page_no, page_size, clusternames, queuename, labels, node_status
            ),
        )

    @aliases(cluster_name="clustername", clusterName="clustername", pageno="page_no", pagesize="page_size")
    def list_cluster_node(self, clustername: str, page_no: int = 1, page_size: int = 100) -> Result[NodePage]:
        """List the nodes of a cluster that are ready, with their pods. Root only.

        Not in the manual. Sends ``GET /cluster/{clusterName}/nodeInfos``.

        Args:
            clustername: Name.
            page_no: Which page, from 1.
            page_size: Nodes of the page, 1 to 100.

        Returns:
            ``(True, {'nodeList': list of NodeInfo, 'totalCount': number of nodes, those that are not ready among them})``,
                or ``(False, message)``.
        """
        return self._run(
            "list_cluster_node", lambda: resources.cluster.list_cluster_node(clustername, page_no, page_size)
        )

    @aliases(cluster_name="clustername", clusterName="clustername")
    def create_kubernetes_object(
        self, clustername: str, kubernetes_object: Mapping[str, Any]
    ) -> Result[dict[str, Any]]:
        """Create an object in a cluster.

        Not in the manual. Sends ``POST /cluster/{clusterName}/k8s/object``.

        Args:
            clustername: Name of the cluster.
            kubernetes_object: As Kubernetes writes it:
                ``{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {...}, ...}``.

        Returns:
            ``(True, the object as a dict)``, or ``(False, message)``.
        """
        return self._run(
            "create_kubernetes_object",
            lambda: resources.cluster.create_kubernetes_object(clustername, kubernetes_object),
        )

    @aliases(cluster_name="clustername", clusterName="clustername")
    def show_kubernetes_object(
        self, clustername: str, name: str, kind: str, api_version: str, namespace: str | None = None
    ) -> Result[dict[str, Any]]:
        """Show an object of a cluster.

        Not in the manual. Sends ``GET /cluster/{clusterName}/k8s/object``.

        Args:
            clustername: Name of the cluster.
            name: Name of the object.
            kind: Kind, as Kubernetes writes it: ``ConfigMap``.
            api_version: Version of its API: ``v1``.
            namespace: Where it is; default: it is in none.

        Returns:
            ``(True, the object as a dict)``, or ``(False, message)``.
        """
        return self._run(
            "show_kubernetes_object",
            lambda: resources.cluster.show_kubernetes_object(clustername, name, kind, api_version, namespace),
        )

    @aliases(cluster_name="clustername", clusterName="clustername")
    def update_kubernetes_object(
        self, clustername: str, kubernetes_object: Mapping[str, Any]
    ) -> Result[dict[str, Any]]:
        """Replace an object of a cluster.

        Not in the manual. Sends ``PUT /cluster/{clusterName}/k8s/object``.

        Args:
            clustername: Name of the cluster.
            kubernetes_object: As Kubernetes writes it.

        Returns:
            ``(True, the object as a dict)``, or ``(False, message)``.
        """
        return self._run(
            "update_kubernetes_object",
            lambda: resources.cluster.update_kubernetes_object(clustername, kubernetes_object),
        )

    @aliases(cluster_name="clustername", clusterName="clustername")
    def delete_kubernetes_object(self, clustername: str, kubernetes_object: Mapping[str, Any]) -> Result[None]:
        """Delete an object of a cluster.

        Not in the manual. Sends ``POST /cluster/{clusterName}/k8s/object``.

        Args:
            clustername: Name of the cluster.
            kubernetes_object: As Kubernetes writes it, or only what names it:
                ``{"apiVersion": "v1", "kind": "ConfigMap", "name": "settings", "namespace": "default"}``.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run(
            "delete_kubernetes_object",
            lambda: resources.cluster.delete_kubernetes_object(clustername, kubernetes_object),
        )

    # Logs of runs

    @aliases(
        run_id="runid", job_id="jobid", page_size="pagesize", page_no="pageno", log_file_position="logfileposition"
    )
    def show_log(
        self, runid: str, jobid: str | None = None, pagesize: int = 100, pageno: int = 1, logfileposition: str = "end"
    ) -> Result[RunLog]:
        """Show a page of the logs of a run.

        Manual: 获取run任务下的运行日志. Sends ``GET /log/run/{runID}``.

        Args:
            runid: The run.
            jobid: Only this job of it.
            pagesize: Lines of a page, 1 to 100.
            pageno: Which page, from 1.
            logfileposition: Count the pages from the ``end`` (default) or the ``begin``.

        Returns:
            ``(True, list of LogInfo with submit_log)``, or ``(False, message)``.
        """
        return self._run("show_log", lambda: resources.log.show_log(runid, jobid, pagesize, pageno, logfileposition))

    @aliases(jobid="job_id", clustername="cluster_name", clusterName="cluster_name")
    def show_log_by_limit(
        self,
        job_id: str | None = None,
        name: str | None = None,
        namespace: str | None = None,
        cluster_name: str | None = None,
        read_from_tail: bool | None = None,
        line_limit: int | str | None = None,
        size_limit: str | None = None,
        type: str | None = None,
        framework: str | None = None,
    ) -> Result[JobLog]:
        """Show logs and events of a job, or of a pod or deployment of a cluster.

        Official SDK, not in the manual. Sends ``GET /log/job``.

        Args:
            job_id: Job; the server answers with nothing yet.
            name: Name of a pod or deployment, instead of a job.
            namespace: Namespace of that.
            cluster_name: The cluster; the server always needs it.
            read_from_tail: Whether the end is kept when there is more than the limits; default: the beginning.
            line_limit: Lines at most, 1 to 1000000; default: 1000.
            size_limit: Bytes at most: ``"100M"`` (default), up to ``"1G"``.
            type: ``pod`` or ``deployment``.
            framework: Framework of the job.

        Returns:
            ``(True, {'eventList': list of strings, 'logs': list of LogInfoByLimit})``, or ``(False, message)``.
        """
        return self._run(
            "show_log_by_limit",
            lambda: resources.log.show_log_by_limit(
                job_id, name, namespace, cluster_name, read_from_tail, line_limit, size_limit, type, framework
            ),
        )

    # Statistics

    @aliases(job_id="jobid", run_id="runid")
    def get_statistics(self, jobid: str, runid: str | None = None) -> Result[StatisticsJobInfo]:
        """Show what a job uses on average.

        Manual: 统计信息获取. Sends ``GET /statistics/job/{jobID}``.

        Args:
            jobid: Identifier of the job.
            runid: Not supported by the server: leave it out.

        Returns:
            ``(True, StatisticsJobInfo)``, or ``(False, message)``.
        """
        return self._run("get_statistics", lambda: resources.statistics.get_statistics(jobid, runid))

    @aliases(job_id="jobid", run_id="runid")
    def get_statistics_detail(
        self,
        jobid: str,
        runid: str | None = None,
        start: int | None = None,
        end: int | None = None,
        step: int | None = None,
    ) -> Result[StatisticsJobDetailInfo]:
        """Show what a job used over time.

        Manual: 统计信息详情获取. Sends ``GET /statistics/jobDetail/{jobID}``.

        Args:
            jobid: Identifier of the job.
            runid: Not supported by the server: leave it out.
            start: Start of the period, in seconds since 1970; default: the start of the job.
            end: End of the period, in seconds since 1970; default: the end of the job.
            step: Seconds between two values; default: 60.

        Returns:
            ``(True, StatisticsJobDetailInfo)``, or ``(False, message)``.
        """
        return self._run(
            "get_statistics_detail", lambda: resources.statistics.get_statistics_detail(jobid, runid, start, end, step)
        )

    @aliases(queuenames="queue_names")
    def get_cardtime_by_queue_name(
        self, queue_names: Sequence[str] | str, start_time: str | datetime, end_time: str | datetime
    ) -> Result[CardTimeInfo]:
        """Show how long the cards of queues were used. Queues that do not exist are left out.

        Official SDK, not in the manual. Sends ``POST /statistics/cardTime``.

        Args:
            queue_names: Names of the queues, a list; or one name.
            start_time: Start of the period, in UTC: ``"2026-01-01 00:00:00"`` or a datetime.
            end_time: End of the period, in UTC: ``"2026-02-01 00:00:00"`` or a datetime.

        Returns:
            ``(True, CardTimeInfo)``, or ``(False, message)``.
        """
        return self._run(
            "get_cardtime_by_queue_name",
            lambda: resources.statistics.get_cardtime_by_queue_name(queue_names, start_time, end_time),
        )

    @aliases(queue_name="queuename")
    def get_cardtime(
        self, queuename: str, start_time: str | datetime, end_time: str | datetime
    ) -> Result[CardTimeInfo]:
        """Show how long the cards of one queue were used.

        Not in the manual. Sends ``GET /statistics/cardTime/{queueName}``.

        Args:
            queuename: Name of the queue.
            start_time: Start of the period, in UTC: ``"2026-01-01 00:00:00"`` or a datetime.
            end_time: End of the period, in UTC: ``"2026-02-01 00:00:00"`` or a datetime.

        Returns:
            ``(True, CardTimeInfo)``, or ``(False, message)``.
        """
        return self._run("get_cardtime", lambda: resources.statistics.get_cardtime(queuename, start_time, end_time))

    # Jobs

    @aliases(jobtype="job_type")
    def create_job(self, job_type: str, job_request: Mapping[str, Any]) -> Result[str]:
        """Submit a job to a queue.

        Official SDK, not in the manual. Sends ``POST /job/distributed``, ``POST /job/single`` and ``POST /job/workflow``.

        Args:
            job_type: ``single`` (one pod), ``distributed`` (several, of a framework) or ``workflow`` (of Argo).
            job_request: Under the server's names, the queue among them:
                ``{"schedulingPolicy": {"queue": "q"}, "image": "busybox", "command": "ls", "flavour": {"name": "small"}}``.

        Returns:
            ``(True, job id)``, or ``(False, message)``.
        """
        return self._run("create_job", lambda: resources.job.create_job(job_type, job_request))

    @aliases(job_id="jobid")
    def show_job(self, jobid: str) -> Result[SubmittedJobInfo]:
        """Show a job.

        Official SDK, not in the manual. Sends ``GET /job/{jobID}``.

        Args:
            jobid: Identifier.

        Returns:
            ``(True, SubmittedJobInfo)``, or ``(False, message)``.
        """
        return self._run("show_job", lambda: resources.job.show_job(jobid))

    @aliases(max_keys="maxkeys", maxsize="maxkeys")
    def list_job(
        self,
        status: str | None = None,
        timestamp: int | None = None,
        start_time: str | datetime | None = None,
        queue: str | None = None,
        labels: Mapping[str, str] | None = None,
        maxkeys: int | None = None,
        marker: str | None = None,
    ) -> Result[Page[SubmittedJobInfo]]:
        """List jobs, steps of runs among them. Root sees all of them, other users their own.

        The newest come first; up to v0.14.6 of the server the oldest do.

        Official SDK, not in the manual. Sends ``GET /job``.

        Args:
            status: Only those of this status.
            timestamp: Only those that were last changed at this time or later, as seconds since 1970.
            start_time: Only those that began at this time or later, in UTC: ``"2026-01-01 00:00:00"`` or a datetime.
            queue: Only those of this queue.
            labels: Only those with all of these labels; the server finds none whatever it is asked.
            maxkeys: Rows of the page, 1 to 1000; default: the server's 50.
            marker: Where the page starts; where the newest come first, it leads to newer jobs again: use `iter_jobs`.

        Returns:
            ``(True, list of SubmittedJobInfo with next_marker and truncated)``, or ``(False, message)``.
        """
        return self._run(
            "list_job", lambda: resources.job.list_job(status, timestamp, start_time, queue, labels, maxkeys, marker)
        )

    @aliases(job_id="jobid")
    def update_job(
        self,
        jobid: str,
        priority: str | None = None,
        labels: Mapping[str, str] | None = None,
        annotations: Mapping[str, str] | None = None,
    ) -> Result[None]:
        """Change a job that has not ended. What is left out keeps its value.

        Official SDK, not in the manual. Sends ``PUT /job/{jobID}``.

        Args:
            jobid: Identifier.
            priority: VERY_LOW, LOW, NORMAL, HIGH or VERY_HIGH.
            labels: Labels by name.
            annotations: Annotations by name.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("update_job", lambda: resources.job.update_job(jobid, priority, labels, annotations))

    @aliases(job_id="jobid")
    def stop_job(self, jobid: str) -> Result[None]:
        """Stop a job.

        Official SDK, not in the manual. Sends ``PUT /job/{jobID}``.

        Args:
            jobid: Identifier.

        Returns:
            ``(True, None)`` as soon as the server has taken the request, or ``(False, message)``.
        """
        return self._run("stop_job", lambda: resources.job.stop_job(jobid))

    @aliases(job_id="jobid")
    def delete_job(self, jobid: str) -> Result[None]:
        """Delete a job that has ended.

        Official SDK, not in the manual. Sends ``DELETE /job/{jobID}``.

        Args:
            jobid: Identifier.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("delete_job", lambda: resources.job.delete_job(jobid))

    # Resource pools

    @aliases(
        cluster_name="clustername", clusterName="clustername", minResources="min_resources", quotaType="quota_type"
    )
    def create_resource_pool(
        self,
        name: str,
        namespace: str,
        clustername: str | None = None,
        total_resources: Mapping[str, Any] | None = None,
        min_resources: Mapping[str, Any] | None = None,
        quota_type: str | None = None,
        type: str | None = None,
        provider: str | None = None,
        org_id: str | None = None,
        description: str | None = None,
        labels: Mapping[str, str] | None = None,
        annotations: Mapping[str, str] | None = None,
        is_hybrid: bool | None = None,
    ) -> Result[None]:
        """Create a resource pool. Root only.

        Not in the manual. Sends ``POST /resourcepool``.

        Args:
            name: At most 63 lower-case letters, digits and ``-``.
            namespace: Namespace of the cluster.
            clustername: The cluster.
            total_resources: The most that it may use: ``{"cpu": "4", "mem": "8Gi"}``.
            min_resources: Resources that are guaranteed to it, as ``total_resources``.
            quota_type: ``elasticQuota`` or ``volcanoCapabilityQuota``.
            type: Free text.
            provider: Free text.
            org_id: Free text.
            description: Free text.
            labels: Labels by name.
            annotations: Annotations by name.
            is_hybrid: Whether it is shared with other kinds of work.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run(
            "create_resource_pool",
            lambda: resources.resource_pool.create_resource_pool(
                name,
                namespace,
                clustername,
                total_resources,
                min_resources,
                quota_type,
                type,
                provider,
                org_id,
                description,
                labels,
                annotations,
                is_hybrid,
            ),
        )

    @aliases(max_keys="maxsize", maxkeys="maxsize")
    def list_resource_pool(self, maxsize: int = 100, marker: str | None = None) -> Result[Page[ResourcePoolInfo]]:
        """List resource pools.

        Not in the manual. Sends ``GET /resourcepool``.

        Args:
            maxsize: Rows of the page, 1 to 1000.
            marker: Where the page starts: ``next_marker`` of the page before.

        Returns:
            ``(True, list of ResourcePoolInfo with next_marker and truncated)``, or ``(False, message)``.
        """
        return self._run("list_resource_pool", lambda: resources.resource_pool.list_resource_pool(maxsize, marker))

    def show_resource_pool(self, name: str) -> Result[ResourcePoolInfo]:
        """Show a resource pool. Root only.

        Not in the manual. Sends ``GET /resourcepool/{name}``.

        Args:
            name: Name.

        Returns:
            ``(True, ResourcePoolInfo)``, or ``(False, message)``.
        """
        return self._run("show_resource_pool", lambda: resources.resource_pool.show_resource_pool(name))

    def update_resource_pool(
        self,
        name: str,
        total_resources: Mapping[str, Any] | None = None,
        annotations: Mapping[str, str] | None = None,
        status: str | None = None,
    ) -> Result[ResourcePoolInfo]:
        """Change a resource pool. Root only. What is left out keeps its value.

        Not in the manual. Sends ``PUT /resourcepool/{name}``.

        Args:
            name: Name.
            total_resources: The most that it may use: ``{"cpu": "4", "mem": "8Gi"}``.
            annotations: Annotations by name; only for a pool that has some.
            status: ``open`` or ``closed``.

        Returns:
            ``(True, ResourcePoolInfo)``, or ``(False, message)``.
        """
        return self._run(
            "update_resource_pool",
            lambda: resources.resource_pool.update_resource_pool(name, total_resources, annotations, status),
        )

    def delete_resource_pool(self, name: str) -> Result[None]:
        """Delete a resource pool. Root only.

        Not in the manual. Sends ``DELETE /resourcepool/{name}``.

        Args:
            name: Name.

        Returns:
            ``(True, None)``, or ``(False, message)``.
        """
        return self._run("delete_resource_pool", lambda: resources.resource_pool.delete_resource_pool(name))

    # The server itself

    def get_version(self) -> Result[dict[str, Any]]:
        """Show what the server was built from.

        Official SDK, not in the manual. Sends ``GET /version``.

        Returns:
            ``(True, dict: gitVersion, gitCommit, gitBranch, buildDate, goVersion, compiler, platform)``, or
                ``(False, message)``.
        """
        return self._run("get_version", lambda: resources.version.get_version())

    # Waiting for what takes a while, and following it meanwhile

    @aliases(runid="run_id")
    def wait_for_run(
        self,
        run_id: str,
        timeout: float | None = None,
        interval: float = 5.0,
        callback: Callable[[RunInfo], object] | None = None,
        on_error: Callable[[PaddleFlowSDKException], object] | None = None,
    ) -> Result[RunInfo]:
        """Wait until a run has ended, in whatever way.

        Not in the manual. Sends ``GET /run/{runID}``.

        Args:
            run_id: Identifier.
            timeout: Seconds to wait at most; default: no limit, unless the server is unavailable for ten minutes.
            interval: Longest interval between polls, in seconds; the first polls come sooner.
            callback: Called with the RunInfo after the first poll and whenever its status changes.
            on_error: Called with each failure after which it tries again: no answer came, or the server is busy or broken.

        Returns:
            ``(True, RunInfo)`` of the ended run, whose ``status`` says how; or ``(False, message)`` when it cannot be
                read, or has not ended in time.
        """
        return self._run(
            "wait_for_run",
            lambda: resources.following.wait_for_run(self._exchange, run_id, timeout, interval, callback, on_error),
        )

    @aliases(jobid="job_id")
    def wait_for_job(
        self,
        job_id: str,
        timeout: float | None = None,
        interval: float = 5.0,
        callback: Callable[[SubmittedJobInfo], object] | None = None,
        on_error: Callable[[PaddleFlowSDKException], object] | None = None,
    ) -> Result[SubmittedJobInfo]:
        """Wait until a job has ended, in whatever way.

        Not in the manual. Sends ``GET /job/{jobID}``.

        Args:
            job_id: Identifier.
            timeout: Seconds to wait at most; default: no limit, unless the server is unavailable for ten minutes.
            interval: Longest interval between polls, in seconds; the first polls come sooner.
            callback: Called with the job after the first poll and whenever its status changes.
            on_error: Called with each failure after which it tries again: no answer came, or the server is busy or broken.

        Returns:
            ``(True, SubmittedJobInfo)`` of the ended job, whose ``status`` says how; or ``(False, message)`` when it cannot
                be read, or has not ended in time.
        """
        return self._run(
            "wait_for_job",
            lambda: resources.following.wait_for_job(self._exchange, job_id, timeout, interval, callback, on_error),
        )

    @aliases(scheduleid="schedule_id")
    def wait_for_schedule(
        self,
        schedule_id: str,
        timeout: float | None = None,
        interval: float = 5.0,
        callback: Callable[[ScheduleInfo], object] | None = None,
        on_error: Callable[[PaddleFlowSDKException], object] | None = None,
    ) -> Result[ScheduleInfo]:
        """Wait until a schedule has ended: it has no further run, or was stopped.

        Not in the manual. Sends ``GET /schedule/{scheduleID}``.

        Args:
            schedule_id: Identifier.
            timeout: Seconds to wait at most; default: no limit, unless the server is unavailable for ten minutes.
            interval: Longest interval between polls, in seconds; the first polls come sooner.
            callback: Called with the schedule after the first poll and whenever its status changes.
            on_error: Called with each failure after which it tries again: no answer came, or the server is busy or broken.

        Returns:
            ``(True, ScheduleInfo)`` of the ended schedule; or ``(False, message)`` when it cannot be read, or has not ended
                in time.
        """
        return self._run(
            "wait_for_schedule",
            lambda: resources.following.wait_for_schedule(
                self._exchange, schedule_id, timeout, interval, callback, on_error
            ),
        )

    @aliases(runid="run_id")
    def watch_run(
        self, run_id: str, interval: float = 2.0, on_error: Callable[[PaddleFlowSDKException], object] | None = None
    ) -> Iterator[Change]:
        """Follow a run: each new state of it and of its components, until it has ended.

        Transient failures are retried for up to ten minutes; any other one is raised.

        Not in the manual. Sends ``GET /run/{runID}``.

        Args:
            run_id: Identifier.
            interval: Longest interval between polls, in seconds; shorter while things change.
            on_error: Called with each failure after which it tries again: no answer came, or the server is busy or broken.

        Returns:
            An iterator over Change.
        """
        return self._stream(
            "watch_run", lambda: resources.following.watch_run(self._exchange, run_id, interval, on_error)
        )

    @aliases(run_id="runid", job_id="jobid")
    def follow_log(
        self,
        runid: str,
        jobid: str | None = None,
        interval: float = 2.0,
        on_error: Callable[[PaddleFlowSDKException], object] | None = None,
        tail_lines: int | None = None,
        follow: bool = True,
    ) -> Iterator[LogLine]:
        """Follow what the jobs of a run write, line by line, until it has ended.

        Transient failures are retried for up to ten minutes; any other one is raised. A server shows
        only the beginning and the end of a long log: where lines are missing, a LogLine with ``missing`` says so.

        Not in the manual. Sends ``GET /run/{runID}`` and ``GET /log/run/{runID}``.

        Args:
            runid: The run.
            jobid: Only this job of it.
            interval: Longest interval between polls, in seconds; shorter while lines arrive.
            on_error: Called with each failure after which it tries again: no answer came, or the server is busy or broken.
            tail_lines: Of what each job has written so far, only this many lines, the last ones; default: all.
            follow: Whether to go on until the run has ended; else this ends with what has been written so far.

        Returns:
            An iterator over LogLine; lines of one task come in their order.
        """
        return self._stream(
            "follow_log",
            lambda: resources.following.follow_log(
                self._exchange, runid, jobid, interval, on_error, tail_lines, follow
            ),
        )

    # The rows of all pages

    @aliases(max_keys="maxsize", maxkeys="maxsize")
    def iter_users(self, maxsize: int = 100, marker: str | None = None) -> Rows[UserInfo]:
        """Return every row of `list_user`, fetched page after page as they are needed.

        Iterating yields each row once. It raises when a page cannot be fetched, and `IncompleteListing` when the server does
        not lead to all rows. After the first page, failures that may pass are retried for up to ten minutes.

        Not in the manual. Sends ``GET /user``.

        Args:
            maxsize: Rows of the page, 1 to 1000.
            marker: Where to begin: ``next_marker`` of an earlier iteration.

        Returns:
            Iterator of `UserInfo`; its ``next_marker`` is where the page after the current one starts.
        """
        return self._rows("iter_users", lambda: resources.user.list_user, {"maxsize": maxsize, "marker": marker})

    @aliases(max_keys="maxsize", maxkeys="maxsize")
    def iter_queues(
        self, maxsize: int = 100, marker: int | str | None = None, name: str | None = None
    ) -> Rows[QueueInfo]:
        """Return every row of `list_queue`, fetched page after page as they are needed.

        Iterating yields each row once. It raises when a page cannot be fetched, and `IncompleteListing` when the server does
        not lead to all rows. After the first page, failures that may pass are retried for up to ten minutes.

        Not in the manual. Sends ``GET /queue``.

        Args:
            maxsize: Rows of the page, 1 to 1000.
            marker: Where to begin: ``next_marker`` of an earlier iteration.
            name: Only this one.

        Returns:
            Iterator of `QueueInfo`; its ``next_marker`` is where the page after the current one starts.
        """
        return self._rows(
            "iter_queues", lambda: resources.queue.list_queue, {"maxsize": maxsize, "marker": marker, "name": name}
        )

    @aliases(user_name="username", max_keys="maxsize", maxkeys="maxsize")
    def iter_queue_grants(
        self, username: str | None = None, maxsize: int = 100, marker: str | None = None
    ) -> Rows[GrantInfo]:
        """Return every row of `show_queue_grant`, fetched page after page as they are needed.

        Iterating yields each row once. It raises when a page cannot be fetched, and `IncompleteListing` when the server does
        not lead to all rows. After the first page, failures that may pass are retried for up to ten minutes.

        Not in the manual. Sends ``GET /grant``.

        Args:
            username: Only this user's.
            maxsize: Rows of the page, 1 to 1000.
            marker: Where to begin: ``next_marker`` of an earlier iteration.

        Returns:
            Iterator of `GrantInfo`; its ``next_marker`` is where the page after the current one starts.
        """
        return self._rows(
            "iter_queue_grants",
            lambda: resources.queue.show_queue_grant,
            {"username": username, "maxsize": maxsize, "marker": marker},
        )

    @aliases(max_keys="maxsize", maxkeys="maxsize", cluster_name="clustername", clusterName="clustername", name="key")
    def iter_flavours(
        self, maxsize: int = 100, marker: str | None = None, clustername: str | None = None, key: str | None = None
    ) -> Rows[FlavourInfo]:
        """Return every row of `list_flavour`, fetched page after page as they are needed.

        Iterating yields each row once. It raises when a page cannot be fetched, and `IncompleteListing` when the server does
        not lead to all rows. After the first page, failures that may pass are retried for up to ten minutes.

        Not in the manual. Sends ``GET /flavour``.

        Args:
            maxsize: Rows of the page, 1 to 1000.
            marker: Where to begin: ``next_marker`` of an earlier iteration.
            clustername: Those of this cluster too; without it only those of no cluster.
            key: Only those with this in their name.

        Returns:
            Iterator of `FlavourInfo`; its ``next_marker`` is where the page after the current one starts.
        """
        return self._rows(
            "iter_flavours",
            lambda: resources.flavour.list_flavour,
            {"maxsize": maxsize, "marker": marker, "clustername": clustername, "key": key},
        )

    @aliases(max_keys="maxsize", maxkeys="maxsize", user_name="username", fs_name="fsname")
    def iter_fs(
        self, maxsize: int = 100, username: str | None = None, marker: str | None = None, fsname: str | None = None
    ) -> Rows[FSInfo]:
        """Return every row of `list_fs`, fetched page after page as they are needed.

        Iterating yields each row once. It raises when a page cannot be fetched, and `IncompleteListing` when the server does
        not lead to all rows. After the first page, failures that may pass are retried for up to ten minutes.

        Not in the manual. Sends ``GET /fs``.

        Args:
            maxsize: Rows of the page, 1 to 1000.
            username: Only this user's; root only.
            marker: Where to begin: ``next_marker`` of an earlier iteration.
            fsname: Only the one of this name.

        Returns:
            Iterator of `FSInfo`; its ``next_marker`` is where the page after the current one starts.
        """
        return self._rows(
            "iter_fs",
            lambda: resources.fs.list_fs,
            {"maxsize": maxsize, "username": username, "marker": marker, "fsname": fsname},
        )

    @aliases(fs_name="fsname", user_name="username", max_keys="maxsize", maxkeys="maxsize")
    def iter_links(
        self, fsname: str, username: str | None = None, maxsize: int = 100, marker: str | None = None
    ) -> Rows[LinkInfo]:
        """Return every row of `list_link`, fetched page after page as they are needed.

        Iterating yields each row once. It raises when a page cannot be fetched, and `IncompleteListing` when the server does
        not lead to all rows. After the first page, failures that may pass are retried for up to ten minutes.

        Not in the manual. Sends ``GET /link/{fsName}``.

        Args:
            fsname: Name of the file system.
            username: Owner; only root may name another user.
            maxsize: Rows of the page, 1 to 1000.
            marker: Where to begin: ``next_marker`` of an earlier iteration.

        Returns:
            Iterator of `LinkInfo`; its ``next_marker`` is where the page after the current one starts.
        """
        return self._rows(
            "iter_links",
            lambda: resources.fs.list_link,
            {"fsname": fsname, "username": username, "maxsize": maxsize, "marker": marker},
        )

    @aliases(
        fsname="fs_name",
        user_name="username",
        runid="run_id",
        runname="run_name",
        max_keys="maxsize",
        maxkeys="maxsize",
    )
    def iter_runs(
        self,
        fs_name: str | None = None,
        username: str | None = None,
        run_id: str | None = None,
        run_name: str | None = None,
        status: str | None = None,
        maxsize: int = 100,
        marker: str | None = None,
    ) -> Rows[RunInfo]:
        """Return every row of `list_run`, fetched page after page as they are needed.

        Iterating yields each row once. It raises when a page cannot be fetched, and `IncompleteListing` when the server does
        not lead to all rows. After the first page, failures that may pass are retried for up to ten minutes.

        Not in the manual. Sends ``GET /run``.

        Args:
            fs_name: Only runs in these file systems; several are separated by commas, without blanks.
            username: Only runs of these users, separated by commas.
            run_id: Only these runs, separated by commas.
            run_name: Only runs of these names, separated by commas.
            status: Only runs of these statuses, separated by commas.
            maxsize: Rows of the page, 1 to 1000.
            marker: Where to begin: ``next_marker`` of an earlier iteration.

        Returns:
            Iterator of `RunInfo`; its ``next_marker`` is where the page after the current one starts.
        """
        return self._rows(
            "iter_runs",
            lambda: resources.run.list_run,
            {
                "fs_name": fs_name,
                "username": username,
                "run_id": run_id,
                "run_name": run_name,
                "status": status,
                "maxsize": maxsize,
                "marker": marker,
            },
        )

    @aliases(max_keys="maxsize", maxkeys="maxsize")
    def iter_caches(
        self,
        user_filter: str | None = None,
        fs_filter: str | None = None,
        run_filter: str | None = None,
        maxsize: int | None = 100,
        marker: str | None = None,
    ) -> Rows[RunCacheInfo]:
        """Return every row of `list_cache`, fetched page after page as they are needed.

        Iterating yields each row once. It raises when a page cannot be fetched, and `IncompleteListing` when the server does
        not lead to all rows. After the first page, failures that may pass are retried for up to ten minutes.

        Not in the manual. Sends ``GET /runCache``.

        Args:
            user_filter: Only these users; several are separated by commas.
            fs_filter: Only these file systems, separated by commas.
            run_filter: Only these run ids, separated by commas.
            maxsize: Rows of the page, 1 to 1000; default: the server's.
            marker: Where to begin: ``next_marker`` of an earlier iteration.

        Returns:
            Iterator of `RunCacheInfo`; its ``next_marker`` is where the page after the current one starts.
        """
        return self._rows(
            "iter_caches",
            lambda: resources.cache.list_cache,
            {
                "user_filter": user_filter,
                "fs_filter": fs_filter,
                "run_filter": run_filter,
                "maxsize": maxsize,
                "marker": marker,
            },
        )

    @aliases(max_keys="maxsize", maxkeys="maxsize")
    def iter_artifacts(
        self,
        user_filter: str | None = None,
        fs_filter: str | None = None,
        run_filter: str | None = None,
        type_filter: str | None = None,
        path_filter: str | None = None,
        maxsize: int | None = 100,
        marker: str | None = None,
    ) -> Rows[ArtifactInfo]:
        """Return every row of `list_artifact`, fetched page after page as they are needed.

        Iterating yields each row once. It raises when a page cannot be fetched, and `IncompleteListing` when the server does
        not lead to all rows. After the first page, failures that may pass are retried for up to ten minutes.

        Not in the manual. Sends ``GET /artifact``.

        Args:
            user_filter: Only these users; several are separated by commas.
            fs_filter: Only these file systems, separated by commas.
            run_filter: Only these run ids, separated by commas.
            type_filter: ``input`` or ``output``.
            path_filter: Only these paths.
            maxsize: Rows of the page, 1 to 1000; default: the server's.
            marker: Where to begin: ``next_marker`` of an earlier iteration.

        Returns:
            Iterator of `ArtifactInfo`; its ``next_marker`` is where the page after the current one starts.
        """
        return self._rows(
            "iter_artifacts",
            lambda: resources.artifact.list_artifact,
            {
                "user_filter": user_filter,
                "fs_filter": fs_filter,
                "run_filter": run_filter,
                "type_filter": type_filter,
                "path_filter": path_filter,
                "maxsize": maxsize,
                "marker": marker,
            },
        )

    @aliases(max_keys="maxsize", maxkeys="maxsize")
    def iter_pipelines(
        self,
        user_filter: str | None = None,
        name_filter: str | None = None,
        maxsize: int | None = 50,
        marker: str | None = None,
    ) -> Rows[PipelineInfo]:
        """Return every row of `list_pipeline`, fetched page after page as they are needed.

        Iterating yields each row once. It raises when a page cannot be fetched, and `IncompleteListing` when the server does
        not lead to all rows. After the first page, failures that may pass are retried for up to ten minutes.

        Not in the manual. Sends ``GET /pipeline``.

        Args:
            user_filter: Only these users' pipelines, separated by commas; root only.
            name_filter: Only these names, separated by commas.
            maxsize: Rows of the page, 1 to 1000; default: the server's.
            marker: Where to begin: ``next_marker`` of an earlier iteration.

        Returns:
            Iterator of `PipelineInfo`; its ``next_marker`` is where the page after the current one starts.
        """
        return self._rows(
            "iter_pipelines",
            lambda: resources.pipeline.list_pipeline,
            {"user_filter": user_filter, "name_filter": name_filter, "maxsize": maxsize, "marker": marker},
        )

    @aliases(pipelineid="pipeline_id", maxkeys="max_keys", maxsize="max_keys")
    def iter_pipeline_versions(
        self, pipeline_id: str, fs_filter: str | None = None, max_keys: int | None = None, marker: str | None = None
    ) -> Rows[PipelineVersionInfo]:
        """Return every row of `show_pipeline`, fetched page after page as they are needed.

        Iterating yields each row once. It raises when a page cannot be fetched, and `IncompleteListing` when the server does
        not lead to all rows. After the first page, failures that may pass are retried for up to ten minutes.

        Not in the manual. Sends ``GET /pipeline/{pipelineID}``.

        Args:
            pipeline_id: Identifier.
            fs_filter: Only versions from these file systems, separated by commas.
            max_keys: Versions of the page, 1 to 1000; default: the server's 50.
            marker: Where to begin: ``next_marker`` of an earlier iteration.

        Returns:
            Iterator of `PipelineVersionInfo`; its ``next_marker`` is where the page after the current one starts.
        """
        return self._rows(
            "iter_pipeline_versions",
            lambda: resources.pipeline.show_pipeline,
            {"pipeline_id": pipeline_id, "fs_filter": fs_filter, "max_keys": max_keys, "marker": marker},
        )

    @aliases(maxkeys="max_keys", maxsize="max_keys")
    def iter_schedules(
        self,
        user_filter: str | None = None,
        ppl_filter: str | None = None,
        ppl_version_filter: str | None = None,
        schedule_filter: str | None = None,
        name_filter: str | None = None,
        status_filter: str | None = None,
        marker: str | None = None,
        max_keys: int | str | None = None,
    ) -> Rows[ScheduleInfo]:
        """Return every row of `list_schedule`, fetched page after page as they are needed.

        Iterating yields each row once. It raises when a page cannot be fetched, and `IncompleteListing` when the server does
        not lead to all rows. After the first page, failures that may pass are retried for up to ten minutes.

        Not in the manual. Sends ``GET /schedule``.

        Args:
            user_filter: Only schedules of these users, separated by commas.
            ppl_filter: Only of these pipeline ids, separated by commas.
            ppl_version_filter: Only of these version ids, separated by commas.
            schedule_filter: Only these schedule ids, separated by commas.
            name_filter: Only schedules of these names, separated by commas.
            status_filter: Only schedules of these statuses, separated by commas.
            marker: Where to begin: ``next_marker`` of an earlier iteration.
            max_keys: Rows of the page, 1 to 1000; default: the server's 50.

        Returns:
            Iterator of `ScheduleInfo`; its ``next_marker`` is where the page after the current one starts.
        """
        return self._rows(
            "iter_schedules",
            lambda: resources.schedule.list_schedule,
            {
                "user_filter": user_filter,
                "ppl_filter": ppl_filter,
                "ppl_version_filter": ppl_version_filter,
                "schedule_filter": schedule_filter,
                "name_filter": name_filter,
                "status_filter": status_filter,
                "marker": marker,
                "max_keys": max_keys,
            },
        )

    @aliases(scheduleid="schedule_id", maxkeys="max_keys", maxsize="max_keys")
    def iter_schedule_runs(
        self,
        schedule_id: str,
        run_filter: str | None = None,
        status_filter: str | None = None,
        marker: str | None = None,
        max_keys: int | str | None = None,
    ) -> Rows[RunInfo]:
        """Return every row of `show_schedule`, fetched page after page as they are needed.

        Iterating yields each row once. It raises when a page cannot be fetched, and `IncompleteListing` when the server does
        not lead to all rows. After the first page, failures that may pass are retried for up to ten minutes.

        Not in the manual. Sends ``GET /schedule/{scheduleID}``.

        Args:
            schedule_id: Identifier.
            run_filter: Only these run ids, separated by commas.
            status_filter: Only runs of these statuses, separated by commas.
            marker: Where to begin: ``next_marker`` of an earlier iteration.
            max_keys: Runs of the page, 1 to 1000; default: the server's 50.

        Returns:
            Iterator of `RunInfo`; its ``next_marker`` is where the page after the current one starts.
        """
        return self._rows(
            "iter_schedule_runs",
            lambda: resources.schedule.show_schedule,
            {
                "schedule_id": schedule_id,
                "run_filter": run_filter,
                "status_filter": status_filter,
                "marker": marker,
                "max_keys": max_keys,
            },
        )

    @aliases(
        cluster_status="clusterstatus",
        cluster_name="clustername",
        clusterName="clustername",
        max_keys="maxsize",
        maxkeys="maxsize",
        clusternames="clustername",
    )
    def iter_clusters(
        self,
        clusterstatus: str | None = None,
        clustername: str | None = None,
        maxsize: int = 50,
        marker: str | None = None,
    ) -> Rows[ClusterInfo]:
        """Return every row of `list_cluster`, fetched page after page as they are needed.

        Iterating yields each row once. It raises when a page cannot be fetched, and `IncompleteListing` when the server does
        not lead to all rows. After the first page, failures that may pass are retried for up to ten minutes.

        Not in the manual. Sends ``GET /cluster``.

        Args:
            clusterstatus: Only those that are ``online`` or ``offline``.
            clustername: Only these names, separated by commas.
            maxsize: Rows of the page, 1 to 1000.
            marker: Where to begin: ``next_marker`` of an earlier iteration.

        Returns:
            Iterator of `ClusterInfo`; its ``next_marker`` is where the page after the current one starts.
        """
        return self._rows(
            "iter_clusters",
            lambda: resources.cluster.list_cluster,
            {"clusterstatus": clusterstatus, "clustername": clustername, "maxsize": maxsize, "marker": marker},
        )

    @aliases(max_keys="maxkeys", maxsize="maxkeys")
    def iter_jobs(
        self,
        status: str | None = None,
        timestamp: int | None = None,
        start_time: str | datetime | None = None,
        queue: str | None = None,
        labels: Mapping[str, str] | None = None,
        maxkeys: int | None = None,
        marker: str | None = None,
    ) -> Rows[SubmittedJobInfo]:
        """Return every row of `list_job`, fetched page after page as they are needed.

        Iterating yields each row once. It raises when a page cannot be fetched, and `IncompleteListing` when the server does
        not lead to all rows. After the first page, failures that may pass are retried for up to ten minutes.

        Not in the manual. Sends ``GET /job``.

        Args:
            status: Only those of this status.
            timestamp: Only those that were last changed at this time or later, as seconds since 1970.
            start_time: Only those that began at this time or later, in UTC: ``"2026-01-01 00:00:00"`` or a datetime.
            queue: Only those of this queue.
            labels: Only those with all of these labels; the server finds none whatever it is asked.
            maxkeys: Rows of the page, 1 to 1000; default: the server's 50.
            marker: Not taken: on some servers it leads to rows that were there before.

        Returns:
            Iterator of `SubmittedJobInfo`; its ``next_marker`` is where the page after the current one starts.
        """
        return self._rows(
            "iter_jobs",
            lambda: resources.job.list_job,
            {
                "status": status,
                "timestamp": timestamp,
                "start_time": start_time,
                "queue": queue,
                "labels": labels,
                "maxkeys": maxkeys,
                "marker": marker,
            },
        )

    @aliases(max_keys="maxsize", maxkeys="maxsize")
    def iter_resource_pools(self, maxsize: int = 100, marker: str | None = None) -> Rows[ResourcePoolInfo]:
        """Return every row of `list_resource_pool`, fetched page after page as they are needed.

        Iterating yields each row once. It raises when a page cannot be fetched, and `IncompleteListing` when the server does
        not lead to all rows. After the first page, failures that may pass are retried for up to ten minutes.

        Not in the manual. Sends ``GET /resourcepool``.

        Args:
            maxsize: Rows of the page, 1 to 1000.
            marker: Where to begin: ``next_marker`` of an earlier iteration.

        Returns:
            Iterator of `ResourcePoolInfo`; its ``next_marker`` is where the page after the current one starts.
        """
        return self._rows(
            "iter_resource_pools",
            lambda: resources.resource_pool.list_resource_pool,
            {"maxsize": maxsize, "marker": marker},
        )
