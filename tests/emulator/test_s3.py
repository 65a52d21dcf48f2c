"""`s3://` file systems: real buckets of a real S3 server on loopback."""

import json
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from paddleflow.pipeline._rules.spec import Mount
from paddleflow_emulator.features.file_systems.s3 import Bucket, S3FileSystem, S3Staging, StorageError

from ..support.api import Api, pipeline_yaml, wait_for
from .conftest import Serving
from .storage import KEYS, Storage


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("s3") / "data"


@pytest.fixture(scope="module")
def root(serving: Serving, data: Path) -> Iterator[Api]:
    with serving(data) as api:
        yield api.login()


class Place:
    """A new bucket, and a file system `name` of root at `top/` in it."""

    def __init__(self, root: Api, storage: Storage) -> None:
        self.root, self.storage, self.name = root, storage, f"fs{uuid.uuid4().hex[:8]}"
        storage.bucket(self.name)
        self.url = f"s3://{self.name}/top"
        root.post("/fs", name=self.name, url=self.url, properties=storage.properties).ok  # noqa: B018 - it is checked

    @property
    def mount_path(self) -> str:
        return f"/home/paddleflow/storage/mnt/fs-root-{self.name}"

    def put(self, key: str, content: str | bytes) -> None:
        self.storage.put(self.name, f"top/{key}", content)

    def get(self, key: str) -> str:
        return self.storage.get(self.name, f"top/{key}")

    def keys(self) -> list[str]:
        return [key.removeprefix("top/") for key in self.storage.keys(self.name) if ".pipeline" not in key]

    def run(self, yaml: str, **request: Any) -> dict[str, Any]:
        return self.root.finished(self.root.start(yaml, fsName=self.name, **request))

    def command(self, command: str) -> dict[str, Any]:
        return self.run(pipeline_yaml(main=command))["runtime"]["main"][0]


@pytest.fixture
def place(root: Api, storage: Storage) -> Place:
    return Place(root, storage)


# ------------------------------------------------------------------------------------------------- the file system


def test_a_bucket_is_shown_without_its_secret(place: Place, data: Path) -> None:
    shown = place.root.get(f"/fs/{place.name}").ok
    assert (shown["type"], shown["subPath"], shown["serverAddress"]) == ("s3", "/top", place.storage.endpoint)
    assert shown["properties"] == {**place.storage.properties, "bucket": place.name, "secretKey": "******"}
    assert KEYS["secretKey"] not in json.dumps(place.root.get("/fs").ok)
    assert KEYS["secretKey"] not in repr(Bucket.of("/top", {**place.storage.properties, "bucket": "b"}))
    database = next(data.rglob("*.db"))
    assert database.stat().st_mode & 0o77 == 0


def test_a_secret_sent_as_it_was_shown_stays(place: Place, data: Path) -> None:
    shown = place.root.get(f"/fs/{place.name}").ok["properties"]
    assert place.root.put("/fs", name=place.name, url=place.url, properties=shown).status == 201
    assert KEYS["secretKey"].encode() in b"".join(file.read_bytes() for file in data.rglob("*.db*"))
    assert place.command("echo more > file")["status"] == "succeeded"


@pytest.mark.parametrize(
    ("url", "change", "code", "words"),
    [
        ("s3://", {}, "InvalidFileSystemParamsURL", "bucket"),
        ("s3://bucket/../x", {}, "InvalidFileSystemParamsURL", "not a directory"),
        ("s3://ghost/x", {}, "ConnectivityFailed", "NoSuchBucket"),
        ("s3://b/x", {"accessKey": ""}, "InvalidFileSystemProperties", "accessKey"),
        ("s3://b/x", {"secretKey": ""}, "InvalidFileSystemProperties", "secretKey"),
        ("s3://b/x", {"endpoint": ""}, "InvalidFileSystemProperties", "endpoint"),
        ("s3://b/x", {"endpoint": "127.0.0.1:1"}, "ConnectivityFailed", "127.0.0.1:1"),
        ("s3://b/x", {"endpoint": "http://"}, "ConnectivityFailed", "Could not connect"),
        ("s3://B!/x", {}, "ConnectivityFailed", "bucket"),
    ],
)
def test_an_unreachable_bucket_is_refused(
    root: Api, storage: Storage, url: str, change: dict[str, str], code: str, words: str
) -> None:
    answer = root.post("/fs", name="refused", url=url, properties=storage.properties | change)
    assert answer.code == code
    assert words in answer.body["message"]
    assert KEYS["secretKey"] not in answer.body["message"]
    assert root.get("/fs/refused").code == "RecordNotFound"


def test_properties_are_needed(root: Api) -> None:
    assert root.post("/fs", name="refused", url="s3://b/x").code == "InvalidFileSystemParamsURL"


def test_a_missing_extra_is_named(root: Api, storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "boto3.exceptions", None)
    answer = root.post("/fs", name="refused", url="s3://b/x", properties=storage.properties)
    assert answer.code == "ConnectivityFailed"
    assert "pip install 'paddleflow-client[emulator,s3]'" in answer.body["message"]


def test_the_users_own_aws_settings_are_not_used(place: Place, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = tmp_path / "config"
    settings.write_text("[nonsense")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(settings))
    monkeypatch.setenv("AWS_PROFILE", "ghost")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_CA_BUNDLE", "/nowhere")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    own = place.storage.properties | {"accessKey": f"own-{place.name}"}  # Its client is a new one.
    assert place.root.put("/fs", name=place.name, url=place.url, properties=own).status == 201


# --------------------------------------------------------------------------------------------------------- a run


@pytest.mark.slow
def test_steps_pass_artifacts_through_the_bucket(place: Place, data: Path) -> None:
    place.put("in/words", "from the bucket")
    steps = {
        "make": {
            "command": "cat in/words > {{out}}; mkdir -p empty; pwd; echo x > new",
            "docker_env": "i:1",
            "artifacts": {"output": ["out"]},
        },
        "take": {
            "command": "tr a-z A-Z < {{words}} > loud",
            "docker_env": "i:1",
            "deps": "make",
            "artifacts": {"input": {"words": "{{make.out}}"}},
        },
    }
    run = place.run(json.dumps({"name": "p", "entry_points": steps}))
    assert run["status"] == "succeeded", run
    assert place.get("loud") == "FROM THE BUCKET"
    assert place.keys() == ["empty/", "in/words", "loud", "new"]
    # What the step printed is where a real one has its mount.
    assert place.root.log(run["runID"]).strip() == place.mount_path
    events = place.root.get("/artifact", runFilter=run["runID"]).ok["artifactEventList"]
    assert [event["type"] for event in events] == ["output", "input"]
    assert place.get(events[0]["artifactPath"]) == "from the bucket"
    # The copies are gone.
    assert [path.name for path in data.rglob("copies-*")] == []
    # The artifacts go with the run, and nothing else.
    assert place.root.delete(f"/run/{run['runID']}").status == 200
    assert [key for key in place.storage.keys(place.name) if run["runID"] in key] == []
    assert place.get("loud")


def test_conditions_and_loops_read_artifacts(place: Place) -> None:
    make = "echo -n go > {{word}}; echo -n '[1, 2]' > {{list}}"
    inputs = {"word": "{{make.word}}", "list": "{{make.list}}"}
    after = {"docker_env": "i:1", "deps": "make", "artifacts": {"input": inputs}}
    steps = {
        "make": {"command": make, "docker_env": "i:1", "artifacts": {"output": ["word", "list"]}},
        "each": {**after, "command": "echo {{PF_LOOP_ARGUMENT}}", "loop_argument": "{{list}}"},
        "yes": {**after, "command": "true", "condition": "{{word}} == go"},
        "no": {**after, "command": "true", "condition": "{{word}} == stop"},
    }
    run = place.run(json.dumps({"name": "p", "entry_points": steps}))
    assert run["status"] == "succeeded", run
    assert len(run["runtime"]["each"]) == 2
    assert (run["runtime"]["yes"][0]["status"], run["runtime"]["no"][0]["status"]) == ("succeeded", "skipped")


@pytest.mark.slow
def test_a_changed_object_misses_the_cache(place: Place) -> None:
    place.put("in", "1")
    step = {"command": "cat in > out", "docker_env": "i:1"}
    scope = [{"name": place.name, "path": "/in"}]
    cache = {"enable": True, "max_expired_time": "-1", "fs_scope": scope}
    yaml = json.dumps({"name": "p", "entry_points": {"main": step}, "cache": cache})

    def cached() -> str:
        run = place.run(yaml)
        assert run["status"] == "succeeded", run
        return run["runtime"]["main"][0]["cacheRunID"]

    assert cached() == ""
    assert cached() != ""
    place.put("in", "2")  # Within the same second.
    assert cached() == ""
    assert place.get("out") == "2"


def test_a_run_and_a_pipeline_come_from_a_file(place: Place) -> None:
    place.put("dir/run.yaml", pipeline_yaml(main="echo from-s3"))
    run_id = place.root.post("/run", fsName=place.name, runYamlPath="dir/run.yaml").ok["runID"]
    assert place.root.finished(run_id)["status"] == "succeeded"
    assert place.root.log(run_id) == "from-s3\n"
    made = place.root.post("/pipeline", fsName=place.name, yamlPath="/dir/run.yaml").ok
    assert made["pipelineID"]
    for wrong in ("ghost.yaml", "dir", "../top/dir/run.yaml"):
        answer = place.root.post("/run", fsName=place.name, runYamlPath=wrong)
        assert answer.code == "ReadYamlFileFailed", wrong


def test_deletions_and_renames_of_a_job_reach_the_bucket(place: Place) -> None:
    for key in ("a", "dir/b", "dir/c", "stays"):
        place.put(key, key)
    assert place.command("rm a; mv dir moved; rm moved/c")["status"] == "succeeded"
    assert place.keys() == ["moved/", "moved/b", "stays"]


def test_only_what_changed_is_written(place: Place) -> None:
    place.put("same", "1")
    before = place.storage.client.head_object(Bucket=place.name, Key="top/same")["LastModified"]
    place.storage.client.put_object_tagging(
        Bucket=place.name, Key="top/same", Tagging={"TagSet": [{"Key": "a", "Value": "b"}]}
    )
    assert place.command("cat same > other")["status"] == "succeeded"
    assert place.storage.client.head_object(Bucket=place.name, Key="top/same")["LastModified"] == before
    tags = place.storage.client.get_object_tagging(Bucket=place.name, Key="top/same")["TagSet"]
    assert tags  # Another object of the same content would have none.


@pytest.mark.parametrize("command", ["ln -s /etc/passwd link", "mkfifo pipe"])
def test_files_that_s3_cannot_hold_fail_the_step(place: Place, command: str) -> None:
    step = place.command(f"echo x > good; {command}")
    assert step["status"] == "failed"
    assert "S3 cannot keep it" in step["jobMessage"]
    assert place.keys() == []


def test_a_name_that_no_file_can_have_fails_the_step(place: Place) -> None:
    place.put("dir//x", "1")
    step = place.command("true")
    assert step["status"] == "failed"
    assert "object[top/dir//x]" in step["jobMessage"]


def test_a_deleted_bucket_fails_the_step(place: Place) -> None:
    place.storage.client.delete_bucket(Bucket=place.name)
    step = place.command("true")
    assert step["status"] == "failed"
    assert "NoSuchBucket" in step["jobMessage"]


def test_a_failed_job_keeps_what_it_wrote(place: Place) -> None:
    step = place.command("echo half > done; exit 3")
    assert step["status"] == "failed"
    assert place.get("done") == "half\n"


@pytest.mark.slow
def test_a_large_file_goes_in_parts(place: Place) -> None:
    place.put("large", b"x" * (9 * 1024 * 1024))
    step = place.command("cat large large > twice; wc -c < twice > size")
    assert step["status"] == "succeeded", step
    found = place.storage.client.head_object(Bucket=place.name, Key="top/twice")
    assert found["ContentLength"] == 18 * 1024 * 1024
    assert found["ETag"].strip('"').endswith("-3")  # of three parts


@pytest.mark.slow
def test_a_read_only_mount_and_a_sub_path(place: Place, storage: Storage) -> None:
    other = Place(place.root, storage)
    other.put("sub/x", "seen")
    other.put("y", "not seen")

    def run(command: str) -> dict[str, Any]:
        mount = {"name": other.name, "mount_path": "/other", "sub_path": "sub", "read_only": True}
        step = {"command": command, "docker_env": "i:1", "extra_fs": [mount]}
        return place.run(json.dumps({"name": "p", "entry_points": {"main": step}}))["runtime"]["main"][0]

    assert run("ls /other > list; cat /other/x >> list")["status"] == "succeeded"
    assert place.get("list") == "x\nseen"
    step = run("echo changed > /other/x")
    assert step["status"] == "failed"
    assert "read-only" in step["jobMessage"]
    assert other.get("sub/x") == "seen"


def test_a_single_job_has_its_bucket(place: Place) -> None:
    place.put("in", "hello")
    job = {
        "schedulingPolicy": {"queue": "default-queue"},
        "image": "i:1",
        "command": "cat /data/in > /data/out",
        "fs": {"name": place.name, "mountPath": "/data"},
    }
    job_id = place.root.post("/job/single", **job).ok["id"]
    ended = wait_for(lambda: place.root.get(f"/job/{job_id}").ok, lambda job: job["status"] in ("succeeded", "failed"))
    assert ended["status"] == "succeeded", ended
    assert place.get("out") == "hello"
    assert ended["fs"]["type"] == "s3"
    assert "hostPath" not in ended["fs"]


def test_a_copy_ends_when_its_job_is_stopped(place: Place, tmp_path: Path) -> None:
    place.put("x", "1")
    bucket = Bucket.of("/top", {**place.storage.properties, "bucket": place.name})
    staging = S3Staging(S3FileSystem("root", place.name, bucket), "", tmp_path / "copy", read_only=False)
    with pytest.raises(StorageError, match="stopped"):
        staging.bring_in(lambda: True)
    assert not (tmp_path / "copy" / "x").exists()


# ---------------------------------------------------------------------------------------------------------- links


def test_a_link_shows_another_bucket(place: Place, storage: Storage) -> None:
    other = Place(place.root, storage)
    other.put("images/1", "one")
    place.put("own", "1")
    link = {"fsName": place.name, "url": f"s3://{other.name}/top/images", "properties": storage.properties}
    assert place.root.post("/link", **link, fsPath="/linked").status == 201
    shown = place.root.get(f"/link/{place.name}", fsPath="/linked").ok["linkList"][0]
    assert (shown["subPath"], shown["properties"]["secretKey"]) == ("/top/images", "******")
    assert place.command("cat linked/1 own > linked/2")["status"] == "succeeded"
    assert other.get("images/2") == "one1"
    assert place.keys() == ["own"]
    assert place.command("rm -r linked")["status"] == "succeeded"
    assert other.keys() == []
    for path in ("/linked", "linked/", "/linked/deeper"):
        assert place.root.post("/link", **link, fsPath=path).code == "InvalidLinkURL"
    assert place.root.post("/link", **link, fsPath="/ghost/linked").code == "FuseClientError"
    assert place.root.post("/link", **link, fsPath="/own").code == "LinkPathMustBeEmpty"
    local = place.root.post("/link", fsName=place.name, fsPath="/l", url="local://x", properties={"debug": "true"})
    assert (local.code, "s3:// storage only" in local.body["message"]) == ("ConnectivityFailed", True)
    ghost = {**link, "url": "s3://ghost/x"}
    assert place.root.post("/link", **ghost, fsPath="/g").code == "ConnectivityFailed"
    assert place.root.delete(f"/link/{place.name}", fsPath="/linked").ok == ""
    assert place.root.delete(f"/link/{place.name}", fsPath="/linked").code == "LinkModelError"


def test_links_go_with_their_file_system(place: Place, storage: Storage) -> None:
    link = {"fsName": place.name, "url": f"s3://{place.name}/elsewhere", "properties": storage.properties}
    assert place.root.post("/link", **link, fsPath="/x").status == 201
    assert place.root.delete(f"/fs/{place.name}").ok == ""
    place.root.post("/fs", name=place.name, url=place.url, properties=storage.properties)
    assert place.root.get(f"/link/{place.name}", fsPath="/x").status == 500


# ------------------------------------------------------------------------------------------------------- its parts


@pytest.mark.parametrize("path", ["..", "a/../../b", "/.."])
def test_no_path_leaves_the_file_system(path: str) -> None:
    bucket = Bucket("b", "top/", "http://127.0.0.1:1", "a", "s")
    with pytest.raises(StorageError, match="outside"):
        S3FileSystem("root", "f", bucket).locate(path)


def test_a_path_is_in_its_link_or_in_the_file_system() -> None:
    bucket = Bucket("b", "top/", "http://127.0.0.1:1", "a", "s")
    linked = evolve(bucket, name="c")
    system = S3FileSystem("root", "f", bucket, (("/a/b", linked),))
    assert system.locate("/a/b/c/") == (linked, "c")
    assert system.locate("a/bc") == (bucket, "a/bc")
    assert system.links_below("") == {("a", "b"): linked}
    assert system.links_below("a") == {("b",): linked}
    assert system.links_below("a/b") == {}
    assert system.volume(Mount("fs-root-f", "f"), Path("/nowhere")).staging is not None


@pytest.mark.parametrize(
    ("endpoint", "address"),
    [("host:9000", "http://host:9000"), ("http://host/", "http://host"), ("https://host", "https://host")],
)
def test_an_endpoint_without_a_scheme_is_plain_http(endpoint: str, address: str) -> None:
    properties = {**KEYS, "bucket": "b", "endpoint": endpoint}
    assert Bucket.of("/a//b/", properties) == Bucket("b", "a/b/", address, KEYS["accessKey"], KEYS["secretKey"])


def test_a_sub_path_that_is_an_object_fails_the_step(place: Place) -> None:
    place.put("file", "1")
    step = {"main": {"command": "true", "docker_env": "i:1"}}
    yaml = json.dumps(
        {"name": "p", "entry_points": step, "fs_options": {"main_fs": {"name": place.name, "sub_path": "file"}}}
    )
    step = place.root.finished(place.root.start(yaml))["runtime"]["main"][0]
    assert (step["status"], "only folders can be mounted" in step["jobMessage"]) == ("failed", True)
