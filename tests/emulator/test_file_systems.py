"""File systems: directories of this machine."""

from pathlib import Path

import pytest

from paddleflow_emulator.features.file_systems.local import LocalFileSystem

from ..support.api import Api, encoded, pipeline_yaml
from ..support.cases import with_each


@pytest.fixture(scope="module")
def alice(root: Api) -> Api:
    return root.add_user("alice")


@with_each("name", ["", "with.dot", "a/b", "..", "x" * 64, "line\n"])
def test_a_name_has_letters_digits_dashes_and_underscores(root: Api, name: str) -> None:
    assert root.post("/fs", name=name, url="local://a").code == "FileSystemNameFormatError"


def test_user_and_name_together_have_59_characters(root: Api) -> None:
    assert root.post("/fs", name="x" * 56, url="local://a").code == "FileSystemNameFormatError"
    assert root.post("/fs", name="x" * 55, url="local://a").status == 201


@with_each(
    "url",
    [
        *("", "local", "local:/a", "local://", "local:///", "local:///a", "local://root", "local://root/a"),
        *("local://../a", "local://a/../../b", "ftp://x/y"),
    ],
)
def test_a_url_names_a_directory(root: Api, url: str) -> None:
    assert root.post("/fs", name="badurl", url=url).code == "InvalidFileSystemParamsURL"


def test_a_directory_is_shown_as_it_was_written(root: Api) -> None:
    root.post("/fs", name="slashes", url="local://rooty//a/")
    assert root.get("/fs/slashes").ok["subPath"] == "/rooty//a/"


@with_each("url", ["s3://bucket/a", "hdfs://host:9000/a", "afs:x://", "glusterfs://host/vol", "mock://x"])
def test_other_storage_is_not_reached(root: Api, url: str) -> None:
    assert root.post("/fs", name="elsewhere", url=url).code in ("ConnectivityFailed", "InvalidFileSystemParamsURL")


def test_others_see_their_own(root: Api, alice: Api) -> None:
    assert alice.post("/fs", name="shared", url="local://alice/shared").ok["fsID"] == "fs-alice-shared"
    assert root.get("/fs/shared").code == "RecordNotFound"
    assert root.get("/fs/shared", username="alice").ok["subPath"] == "/alice/shared"
    root.post("/fs", name="roots", url="local://roots")
    assert alice.get("/fs/roots", username="root").code == "RecordNotFound"
    assert alice.delete("/fs/roots", username="root").code == "RecordNotFound"
    assert [row["id"] for row in alice.get("/fs", username="root").ok["fsList"]] == ["fs-alice-shared"]
    assert {row["username"] for row in root.get("/fs").ok["fsList"]} == {"root", "alice"}
    assert [row["name"] for row in root.get("/fs", username="alice", fsName="shared").ok["fsList"]] == ["shared"]
    assert alice.post("/fs", name="x", url="local://x", username="root").code == "AuthIllegalUser"
    assert root.post("/fs", name="given", url="local://x", username="alice").ok["fsID"] == "fs-alice-given"


def test_a_directory_is_made_when_it_is_used_and_stays(root: Api, local: Path) -> None:
    root.post("/fs", name="used", url="local://deep/used")
    assert not (local / "deep").exists()
    root.finished(root.start(pipeline_yaml(main="echo kept > file"), fsName="used"))
    assert root.delete("/fs/used").ok == ""
    assert (local / "deep" / "used" / "file").read_text() == "kept\n"
    assert root.post("/run", runYamlRaw=encoded(pipeline_yaml()), fsName="used").code == "InvalidArguments"


def test_a_step_works_in_the_directory_of_its_file_system(root: Api, local: Path) -> None:
    root.post("/fs", name="cwd", url="local://cwd")
    run_id = root.start(pipeline_yaml(main="pwd; pwd > where"), fsName="cwd")
    root.finished(run_id)
    assert Path((local / "cwd" / "where").read_text().strip()).resolve() == (local / "cwd").resolve()
    # The log shows where it would be mounted, as on a real server.
    assert root.log(run_id).strip() == "/home/paddleflow/storage/mnt/fs-root-cwd"


def test_an_update_replaces_url_and_properties(root: Api) -> None:
    root.post("/fs", name="moved", url="local://old", properties={"a": "b"})
    assert root.put("/fs", name="moved", url="local://new", independentMountProcess=True).ok["fsID"] == "fs-root-moved"
    shown = root.get("/fs/moved").ok
    assert (shown["subPath"], shown["properties"], shown["independentMountProcess"]) == ("/new", None, True)
    root.put("/fs", name="moved", url="local://new", independentMountProcess=False)
    assert root.get("/fs/moved").ok["independentMountProcess"] is True  # It can be switched on, not off.


def test_an_update_of_nothing_is_answered_alike(root: Api) -> None:
    assert root.put("/fs", name="nothing", url="local://new").status == 201
    assert root.get("/fs/nothing").code == "RecordNotFound"


def test_a_directory_has_no_storage_credentials(root: Api) -> None:
    root.post("/fs", name="plain", url="local://plain")
    assert root.get("/fsSts/plain").code == "InternalError"
    assert root.get("/fsSts/ghost").code == "RecordNotFound"


@with_each(
    "settings",
    [
        {"cacheDir": "relative"},
        {"metaDriver": "disk"},
        {"metaDriver": "tape"},
        {"blockSize": -1},
        {"resource": {"cpuLimit": "3"}},
        {"resource": {"cpuLimit": "0"}},
        {"resource": {"memoryLimit": "9Gi"}},
        {"resource": {"memoryLimit": "much"}},
    ],
)
def test_cache_settings_out_of_range_are_refused(root: Api, settings: dict[str, object]) -> None:
    root.post("/fs", name="cached", url="local://cached")
    assert root.post("/fsCache", fsName="cached", **settings).code == "InvalidArguments"


def test_the_first_cache_settings_are_shown_until_all_are_deleted(root: Api) -> None:
    root.post("/fs", name="twice", url="local://twice")
    assert root.post("/fsCache", fsName="ghost").code == "RecordNotFound"
    assert root.get("/fsCache/twice").code == "RecordNotFound"
    first = {
        "resource": {"cpuLimit": "2", "memoryLimit": "8Gi"},
        "extraConfig": {"a": "b"},
        "nodeTaintToleration": {"c": 1},
    }
    root.post("/fsCache", fsName="twice", quota=1, **first)
    root.post("/fsCache", fsName="twice", quota=2)
    shown = root.get("/fsCache/twice").ok
    assert {key: shown[key] for key in ("quota", *first)} == {"quota": 1, **first}
    assert root.delete("/fsCache/twice").ok == ""
    assert root.delete("/fsCache/twice").code == "RecordNotFound"


def test_the_read_limit_holds_when_a_file_reports_no_size() -> None:
    proc = LocalFileSystem("root", "fs", Path("/proc"))
    assert Path("/proc/mounts").stat().st_size == 0
    assert proc.read("self/mounts", 10) is None
    assert proc.read("self/mounts", 16 * 1024 * 1024)
