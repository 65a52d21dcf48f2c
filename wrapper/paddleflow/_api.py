"""The generated client with the login of ours: what `Client.api` and `AsyncClient.api` give."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Generator
from typing import TYPE_CHECKING, Any

import httpx

from paddleflow._exchange import TOKEN_HEADER, Exchange, Flow
from paddleflow._outcome import login_is_stale
from paddleflow.errors import InvalidArgument
from paddleflow_api import AuthenticatedClient

if TYPE_CHECKING:
    from paddleflow.async_client import AsyncClient
    from paddleflow.client import Client


class Api(AuthenticatedClient):
    """The generated client of a `Client`. Its ``asyncio`` functions send in a thread, so there is nothing to close."""

    def get_async_httpx_client(self) -> httpx.AsyncClient:
        """Return a client that sends by the blocking one."""
        return httpx.AsyncClient(base_url=self._base_url, transport=_InThread(self.get_httpx_client()))


class _InThread(httpx.AsyncBaseTransport):
    """Sends by a blocking client, in a thread."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        content = await request.aread()
        blocking = httpx.Request(
            request.method, request.url, headers=request.headers, content=content, extensions=request.extensions
        )
        response = await asyncio.to_thread(self._client.send, blocking)
        headers = [(name, value) for name, value in response.headers.multi_items() if name != "content-encoding"]
        return httpx.Response(response.status_code, headers=headers, content=response.content)


class AsyncApi(AuthenticatedClient):
    """The generated client of an `AsyncClient`, for ``asyncio`` and ``asyncio_detailed``."""

    def get_httpx_client(self) -> httpx.Client:
        """Refuse: nobody would close it."""
        raise InvalidArgument("InvalidClient", "sync() and sync_detailed() take the api of a Client.")


class TokenAuth(httpx.Auth):
    """Sends the client's token; logs in before the first request, and again when the token has expired."""

    def __init__(self, client: Client | AsyncClient) -> None:
        self._client: Any = client  # a Client where httpx asks for the blocking flow, else an AsyncClient

    def sync_auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Drive the flow for an ``httpx.Client``."""
        flow = self._flow(request)
        for step in flow:
            while isinstance(step, httpx.Request):
                response = yield step
                response.read()
                try:
                    step = flow.send(response)
                except StopIteration:
                    return
            self._client._drive(step).unwrap()

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Drive the flow for an ``httpx.AsyncClient``."""
        flow = self._flow(request)
        for step in flow:
            while isinstance(step, httpx.Request):
                response = yield step
                await response.aread()
                try:
                    step = flow.send(response)
                except StopIteration:
                    return
            (await self._client._drive(step)).unwrap()

    def _flow(self, request: httpx.Request) -> Generator[httpx.Request | Flow[None], httpx.Response, None]:
        exchange: Exchange = self._client._exchange
        session, can_renew = exchange.session, exchange.can_renew
        if session.token is None and can_renew:
            yield exchange.renewal(None)
        token = session.token
        request.headers[TOKEN_HEADER] = token or ""
        response = yield request
        if can_renew and login_is_stale(response):
            yield exchange.renewal(token)
            request.headers[TOKEN_HEADER] = session.token or ""
            yield request
