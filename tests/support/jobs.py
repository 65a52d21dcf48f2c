"""Single jobs: started, looked at, waited for."""

from __future__ import annotations

from typing import Any

from .api import FINAL, Api, Response

QUEUE = {"queue": "default-queue"}


def submit(api: Api, command: str = "true", **body: Any) -> Response:
    return api.post("/job/single", **{"schedulingPolicy": QUEUE, "image": "busybox:1", "command": command, **body})


def start(api: Api, command: str = "true", **body: Any) -> str:
    return submit(api, command, **body).ok["id"]


def job(api: Api, job_id: str) -> dict[str, Any]:
    return api.get(f"/job/{job_id}").ok


def until(api: Api, job_id: str, *states: str) -> dict[str, Any]:
    return api.seen(f"/job/{job_id}", lambda job: job["status"] in (states or FINAL))
