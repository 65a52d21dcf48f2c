"""What a server is too old for: the message names the version that is needed."""

from collections.abc import Callable
from typing import Any

from paddleflow import NotFound, NotSupported

from ...support.any_client import AnyClient
from ...support.cases import with_each
from ...support.failures import failed
from ...support.recorded_server import Server, json

DEVELOP = "needs a server of the develop branch: no release up to v0.14.7-rc1 has the operation."
TIMES = ("2026-01-01 00:00:00", "2026-01-02 00:00:00")
TOO_NEW: dict[str, tuple[Callable[[Any], Any], str]] = {
    "update_fs": (lambda any_client: any_client.update_fs("f", "local://f"), DEVELOP),
    "list_cluster_node": (lambda any_client: any_client.list_cluster_node("c"), DEVELOP),
    "get_cardtime_by_queue_name": (
        lambda any_client: any_client.get_cardtime_by_queue_name("q", "2026-01-01 00:00:00", "2026-01-02 00:00:00"),
        DEVELOP,
    ),
    "list_resource_pool": (lambda any_client: any_client.list_resource_pool(), DEVELOP),
    "show_fs_sts": (lambda any_client: any_client.show_fs_sts("f"), "needs version 0.14.6 or later of the server."),
}


@with_each("status, code", [(404, "PathNotFound"), (405, "MethodNotAllowed")])
@with_each("method", TOO_NEW)
def test_the_version_that_is_needed_is_named(
    any_client: AnyClient, server: Server, method: str, status: int, code: str
) -> None:
    call, needed = TOO_NEW[method]
    server.answer(json({"requestID": "r", "code": code, "message": ""}, status))
    message = failed(call(any_client), NotSupported)
    assert message.endswith(needed)
    assert "address" not in message


def test_an_unknown_path_may_mean_another_address(any_client: AnyClient, server: Server) -> None:
    server.answer(json({"requestID": "r", "code": "PathNotFound", "message": ""}, 404))
    assert "Is this the address of a PaddleFlow server" in failed(any_client.list_run(), NotFound)
