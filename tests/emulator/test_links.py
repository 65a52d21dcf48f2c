"""Links: local file systems have none, and the refusals say why."""

from typing import Any

import pytest

from ..support.api import Api, Response
from ..support.cases import with_each

LINK: dict[str, Any] = {"fsName": "data", "fsPath": "/in", "url": "local://x/y", "properties": {"debug": "true"}}

S3_KEYS = {"accessKey": "a", "secretKey": "b", "endpoint": "http://127.0.0.1:1"}


@pytest.fixture(scope="module")
def alice(root: Api) -> Api:
    return root.add_user("alice")


@pytest.fixture(scope="module", autouse=True)
def data(root: Api) -> None:
    assert root.post("/fs", name="data", url="local://data").status == 201


def link(api: Api, **change: Any) -> Response:
    return api.post("/link", **LINK | change)


@with_each(
    "change, status, code",
    [
        ({}, 400, "InvalidFileSystemFsName"),
        ({"url": "s3://bucket/x", "properties": S3_KEYS}, 400, "InvalidFileSystemFsName"),
        ({"url": "s3://bucket/x", "properties": {}}, 400, "InvalidLinkProperties"),
        ({"url": "s3://bucket/x", "properties": None}, 400, "InvalidLinkURL"),
        ({"url": "s3:///x", "properties": S3_KEYS}, 400, "InvalidLinkURL"),
        ({"fsPath": "/"}, 400, "InvalidLinkURL"),
        ({"fsPath": "/a/../.."}, 400, "InvalidLinkURL"),
        ({"fsName": "ghost"}, 500, "LinkModelError"),
        ({"url": "x"}, 400, "InvalidLinkURL"),
        ({"url": "local:///"}, 400, "InvalidLinkURL"),
        ({"url": "bos://bucket/x"}, 400, "InvalidLinkURL"),
        ({"properties": {}}, 400, "InvalidLinkProperties"),
        ({"properties": "x"}, 400, "MalformedJSON"),
    ],
)
def test_a_link_is_refused_with_the_reason(root: Api, change: dict[str, Any], status: int, code: str) -> None:
    answer = link(root, **change)
    assert (answer.status, answer.code) == (status, code)


def test_a_file_system_has_no_links(root: Api) -> None:
    assert root.get("/link/data").ok == {"marker": "", "truncated": False, "nextMarker": "", "linkList": None}
    assert root.get("/link/data", marker="2026-01-02 03:04:05").ok["marker"] == "2026-01-02 03:04:05"
    answer = root.get("/link/data", fsPath="/in")
    assert (answer.status, answer.code) == (500, "")
    assert root.get("/link/ghost").code == "RecordNotFound"
    assert root.get("/link/data", maxKeys=0).code == "InvalidURI"
    for name in ("data", "ghost"):
        assert root.delete(f"/link/{name}", fsPath="/in").code == "LinkModelError"


def test_others_do_not_see_file_systems_of_root(root: Api, alice: Api) -> None:
    assert alice.get("/link/data", username="root").code == "RecordNotFound"
    assert link(alice).code == "LinkModelError"
    assert link(alice, username="root").code == "AuthIllegalUser"
    assert "alice" in alice.delete("/link/data", fsPath="/in", username="root").body["message"]
    assert root.get("/link/data", username="alice").code == "RecordNotFound"
