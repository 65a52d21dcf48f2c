"""The other end of the control route: what a test tells a server that was started with `control`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener


class RemoteControl:
    """Controls a server; `paddleflow_emulator.control` says what each request does.

    Args:
        address: The server's, such as `http://127.0.0.1:40123`.
        password: The one of its root when it started; `Server.password` of `serve()`.
    """

    def __init__(self, address: str, password: str) -> None:
        self._address = address
        self._password = password
        self._opener = build_opener(ProxyHandler({}))  # No proxy is to see the password.

    def reset(self) -> None:
        """End all runs and go back to the state in which the server started."""
        self._post("reset")

    def seed(
        self,
        *,
        users: Sequence[Mapping[str, str]] = (),
        file_systems: Sequence[Mapping[str, Any]] = (),
        pipelines: Sequence[Mapping[str, str]] = (),
    ) -> list[str]:
        """Add users, file systems and pipelines.

        Args:
            users: Each with `name` and `password`.
            file_systems: Each with `name`, `url` and, when wanted, `properties` and `username`, whose it is.
            pipelines: Each with `yaml` and, when wanted, `desc` and `username`.

        Returns:
            The ids of the pipelines.

        Raises:
            ValueError: One of them is refused; what is before it is there.
        """
        seeded = self._post("seed", users=list(users), fileSystems=list(file_systems), pipelines=list(pipelines))
        ids: list[str] = seeded["pipelines"]
        return ids

    def set_run(self, run_id: str, status: str, message: str = "") -> None:
        """End a run if it is alive, and set its state."""
        self._post(f"run/{run_id}", "set_run", status=status, message=message)

    def advance(self, by: timedelta) -> datetime:
        """Move the server's clock forward: schedules have fired, tokens and caches have expired. Return its time."""
        if not isinstance(by, timedelta):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"advance: by must be a timedelta, not {by!r}")
        return datetime.fromisoformat(self._post("clock", "advance", forward=by.total_seconds())["now"])

    def expire_tokens(self) -> None:
        """Refuse the tokens that were given so far, as expired ones are."""
        self._post("expire-tokens", "expire_tokens")

    def fail(
        self,
        status: int = 500,
        *,
        body: str | None = None,
        headers: Mapping[str, str] | None = None,
        on: str = "",
        times: int = 1,
    ) -> None:
        """Answer the next requests so; they do nothing.

        Args:
            status: Of the answer, 200 to 599.
            body: A text, which may be anything; default: an error as the API has them.
            headers: Of the answer; its type is JSON unless they say otherwise.
            on: The operation, such as `create_run` or `POST /run`; default: any but a login.
            times: How many requests.
        """
        self._post("fail", status=status, body=body, headers=dict(headers or {}), on=on, times=times)

    def unavailable(self, times: int = 1, *, retry_after: float = 1, on: str = "") -> None:
        """Answer the next requests with 503 and a Retry-After in seconds; `on` as for `fail`."""
        self._post("unavailable", times=times, retryAfter=retry_after, on=on)

    def drop(self, times: int = 1, *, on: str = "") -> None:
        """Drop the connections of the next requests without an answer; they do nothing. `on` as for `fail`."""
        self._post("drop", times=times, on=on)

    def cut(self, times: int = 1, *, on: str = "") -> None:
        """Do what the next requests ask for, and send half of the answer. `on` as for `fail`."""
        self._post("cut", times=times, on=on)

    def delay(self, seconds: float, times: int = 1, *, on: str = "") -> None:
        """Answer the next requests so much later; `on` as for `fail`."""
        self._post("delay", seconds=seconds, times=times, on=on)

    def _post(self, path: str, name: str = "", /, **body: Any) -> Any:
        request = Request(  # noqa: S310 - the address is the server's own
            f"{self._address}/_control/{path}",
            json.dumps(body).encode(),
            {"content-type": "application/json", "authorization": f"Bearer {self._password}"},
            method="POST",
        )
        try:
            with self._opener.open(request) as answer:
                return json.load(answer)
        except HTTPError as refused:
            with refused:
                raise ValueError(f"{name or path}: {json.load(refused)['message']}") from None
