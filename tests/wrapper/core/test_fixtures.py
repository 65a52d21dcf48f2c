"""The server of these tests does what it says."""

import json

from paddleflow import AsyncClient, Client

from ...support.any_client import AnyClient
from ...support.operations import TRIALS
from ...support.recorded_server import RECORDINGS, Server, recorded, recordings


def test_it_answers_from_the_recordings(any_client: AnyClient, server: Server) -> None:
    assert any_client.show_run("run-000001").unwrap().raw == recorded("show run running").json
    assert [user.name for user in any_client.list_user(maxsize=2).unwrap()] == [
        row["name"] for row in recorded("list users page 1").json["userList"]
    ]
    assert [request.target for request in server.requests] == [
        "/api/paddleflow/v1/run/run-000001",
        "/api/paddleflow/v1/user?maxKeys=2",
    ]


def test_it_answers_what_the_test_says(client: Client, server: Server) -> None:
    server.answer("show run unknown", "show run succeeded")
    assert [client.show_run("run-000001").ok for _ in range(2)] == [False, True]


async def test_the_asynchronous_client_is_logged_in(async_client: AsyncClient, server: Server) -> None:
    assert (await async_client.list_run()).ok
    assert server.requests[0].headers["x-pf-authorization"] == "TOKEN"


def test_every_recording_has_a_name_of_its_own() -> None:
    files = [file for file in RECORDINGS.glob("*.json") if file.name != "pipelines.json"]
    assert sum(len(json.loads(file.read_text(encoding="utf-8"))) for file in files) == len(recordings())


def test_the_helper_finds_the_operations() -> None:
    assert len(TRIALS) > 80
    assert {"show_run", "create_run", "list_user", "delete_pipeline"} <= {trial.method for trial in TRIALS}
