"""The other end of the control route: what a test tells a server that was started with `control`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener


class RemoteControl:
    """Controls a server; `paddleflow_emulator.control` says what each request does.

    Args:
        address: the server's, such as `http://127.0.0.1:40123`.
        password: the one of its root when it started; `Server.password` of `serve()`.
    """

    def __init__(self, address: str, password: str) -> None:
        self._address = address
        self._password = password
        self._opener = build_opener(ProxyHandler({}))  # A password is for nobody on the way.

    def reset(self) -> None:
        """End all runs and go back to the state in which the server started."""
        self._post("reset")

    def seed(
        self,
        *,
        users: Mapping[str, str] | None = None,
        file_systems: Sequence[Mapping[str, str]] = (),
        pipelines: Sequence[Mapping[str, str]] = (),
    ) -> list[str]:
        """Add users, file systems and pipelines.

        Args:
            users: name → password.
            file_systems: each with `name`, `url` and, for others than root, `username`.
            pipelines: each with `yaml` and, when wanted, `desc` and `username`.

        Returns:
            the ids of the pipelines.

        Raises:
            ValueError: one of them is refused; what is before it is there.
        """
        people = [{"name": name, "password": password} for name, password in (users or {}).items()]
        seeded = self._post("seed", users=people, fileSystems=list(file_systems), pipelines=list(pipelines))
        ids: list[str] = seeded["pipelines"]
        return ids

    def set_run(self, run_id: str, status: str, message: str = "") -> None:
        """End a run if it is alive, and give it a state."""
        self._post(f"run/{run_id}", status=status, message=message)

    def drop(self, times: int = 1) -> None:
        """Drop the connections of the next requests without an answer."""
        self._post("drop", times=times)

    def unavailable(self, times: int = 1, *, retry_after: float = 1) -> None:
        """Answer the next requests with 503 and a Retry-After in seconds."""
        self._post("unavailable", times=times, retryAfter=retry_after)

    def delay(self, seconds: float, times: int = 1) -> None:
        """Answer the next requests so much later."""
        self._post("delay", seconds=seconds, times=times)

    def _post(self, path: str, **body: Any) -> Any:
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
                raise ValueError(f"/_control/{path}: {refused.read().decode()}") from None
