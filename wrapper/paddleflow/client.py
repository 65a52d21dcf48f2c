"""The blocking client."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import httpx

from paddleflow._address import base_url
from paddleflow._faces import blocking
from paddleflow._funnel import REQUEST_ID_HEADER, Funnel
from paddleflow._operation import Call
from paddleflow._transport import Connections, settings
from paddleflow.errors import PaddleFlowSDKException
from paddleflow.resources import artifact, cache, log, pipeline, run, user
from paddleflow.result import Result

T = TypeVar("T")


class Client:
    """A PaddleFlow server, as one user sees it. Share it between threads; close it, or use it in a ``with``.

    Every documented method returns ``(ret, response)``: ``(True, result)`` or ``(False, message)``. None raises for
    anything that happens at run time; ``.unwrap()`` on the pair gives the result or raises.

    Parameters
    ----------
    paddleflow_server_host : host name or IP address; or a whole address such as ``https://pf.example.com/prefix``
    username, password : who logs in when ``login`` is called without arguments
    paddleflow_server_port : port, as a number or text
    timeout : seconds that the server may be silent

    Raises
    ------
    PaddleFlowSDKException : the address cannot be one

    Source: manual client 初始化.
    """

    def __init__(
        self,
        paddleflow_server_host: str,
        username: str | None = None,
        password: str | None = None,
        paddleflow_server_port: int | str | None = None,
        *,
        timeout: float | None = None,
    ) -> None:
        self._funnel = Funnel(base_url(paddleflow_server_host, paddleflow_server_port))
        self._username = username
        self._password = password
        options = settings(self._funnel.address, timeout)
        self._connections = Connections(lambda: httpx.Client(**options), os.getpid)

    def login(self, user_name: str | None = None, password: str | None = None) -> Result[None]:
        """Log in; everything after is done as this user.

        Parameters
        ----------
        user_name, password : default: those that the client was made with

        Returns
        -------
        (True, None), or (False, message); then an earlier login is still in force

        Source: manual 用户登录; route login.
        """
        name = self._username if user_name is None else user_name
        secret = self._password if password is None else password
        return self._funnel.logged_in(name, self._run(user.login, (name, secret), {}, anonymous=True))

    # 用户
    add_user = blocking(user.add_user)
    del_user = blocking(user.del_user)
    update_password = blocking(user.update_password)
    list_user = blocking(user.list_user)

    # 工作流
    create_run = blocking(run.create_run)
    list_run = blocking(run.list_run)
    show_run = blocking(run.show_run)
    stop_run = blocking(run.stop_run)
    delete_run = blocking(run.delete_run)
    retry_run = blocking(run.retry_run)

    # 工作流缓存
    list_cache = blocking(cache.list_cache)
    show_cache = blocking(cache.show_cache)
    delete_cache = blocking(cache.delete_cache)

    # 工作流运行产出
    list_artifact = blocking(artifact.list_artifact)

    # 工作流模板
    create_pipeline = blocking(pipeline.create_pipeline)
    list_pipeline = blocking(pipeline.list_pipeline)
    show_pipeline = blocking(pipeline.show_pipeline)
    delete_pipeline = blocking(pipeline.delete_pipeline)
    update_pipeline = blocking(pipeline.update_pipeline)
    show_pipeline_version = blocking(pipeline.show_pipeline_version)
    delete_pipeline_version = blocking(pipeline.delete_pipeline_version)

    # 日志
    show_log = blocking(log.show_log)

    def close(self) -> None:
        """Close the connections. Calls after that fail."""
        if http := self._connections.close():
            http.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._funnel.address} user={self._funnel.session.user!r}>"

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
            request = self._funnel.prepare(call, anonymous=anonymous)
        except PaddleFlowSDKException as error:
            return Result.failure(error.with_traceback(None))  # its frames hold the arguments, secrets among them
        try:
            response = self._connections.get().request(**request)
        except (httpx.HTTPError, httpx.InvalidURL, RuntimeError, TypeError, ValueError) as error:
            return self._funnel.lost(call, request["headers"][REQUEST_ID_HEADER], error)
        return self._funnel.outcome(call, response)
