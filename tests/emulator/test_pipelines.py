"""Pipelines and their versions."""

from pathlib import Path

import pytest

from ..support.api import Api, encoded, pipeline_yaml


@pytest.fixture(scope="module")
def alice(root: Api) -> Api:
    return root.add_user("alice")


def create(api: Api, name: str, **body: str) -> str:
    return api.post("/pipeline", yamlRaw=encoded(pipeline_yaml(name)), **body).ok["pipelineID"]


def test_two_users_may_have_a_pipeline_of_the_same_name(root: Api, alice: Api) -> None:
    assert create(root, "twice") != create(alice, "twice")
    assert alice.post("/pipeline", yamlRaw=encoded(pipeline_yaml("twice"))).code == "DuplicatedName"


def test_others_see_their_own_pipelines_only(root: Api, alice: Api) -> None:
    theirs, mine = create(root, "theirs"), create(alice, "mine")
    listed = [row["pipelineID"] for row in alice.get("/pipeline").ok["pipelineList"]]
    assert mine in listed
    assert theirs not in listed
    assert alice.get("/pipeline", userFilter="alice").code == "AccessDenied"
    for answer in (
        alice.get(f"/pipeline/{theirs}"),
        alice.get(f"/pipeline/{theirs}/1"),
        alice.delete(f"/pipeline/{theirs}"),
        alice.delete(f"/pipeline/{theirs}/1"),
        alice.post(f"/pipeline/{theirs}", yamlRaw=encoded(pipeline_yaml("theirs"))),
        alice.post("/run", pipelineID=theirs),
    ):
        assert answer.code == "AccessDenied"


def test_filters_are_comma_lists_that_may_have_blanks(root: Api, alice: Api) -> None:
    names = ["filtera", "filterb"]
    for name in names:
        create(alice, name)
    rows = root.get("/pipeline", userFilter=" alice ,ghost", nameFilter="filtera , filterb,filter").ok["pipelineList"]
    assert [row["name"] for row in rows] == names


def test_version_numbers_are_not_reused(root: Api) -> None:
    pipeline = create(root, "versions")
    body = {"yamlRaw": encoded(pipeline_yaml("versions"))}
    assert root.post(f"/pipeline/{pipeline}", **body).ok["pipelineVersionID"] == "2"
    assert root.delete(f"/pipeline/{pipeline}/2").ok == ""
    assert root.post(f"/pipeline/{pipeline}", **body).ok["pipelineVersionID"] == "3"
    assert root.get(f"/pipeline/{pipeline}/2").code == "PipelineNotFound"
    versions = root.get(f"/pipeline/{pipeline}").ok["pplVersions"]["pplVersionList"]
    assert [version["pipelineVersionID"] for version in versions] == ["1", "3"]


def test_ids_are_not_reused(root: Api) -> None:
    first = create(root, "again")
    assert root.delete(f"/pipeline/{first}").ok == ""
    assert create(root, "again") > first


def test_an_update_keeps_the_name_and_overwrites_the_description(root: Api) -> None:
    pipeline = create(root, "described", desc="first")
    other = root.post(f"/pipeline/{pipeline}", yamlRaw=encoded(pipeline_yaml("another")))
    assert other.code == "InvalidArguments"
    assert root.get(f"/pipeline/{pipeline}").ok["pipeline"]["desc"] == "first"
    root.post(f"/pipeline/{pipeline}", yamlRaw=encoded(pipeline_yaml("described")))
    assert root.get(f"/pipeline/{pipeline}").ok["pipeline"]["desc"] == ""


def test_a_description_has_at_most_256_bytes(root: Api) -> None:
    assert root.post("/pipeline", yamlRaw="", desc="ü" * 129).code == "InvalidArguments"
    create(root, "longdesc", desc="ü" * 128)


def test_text_and_file_exclude_each_other(root: Api) -> None:
    for extra in ({"fsName": "x"}, {"yamlPath": "run.yaml"}):
        assert root.post("/pipeline", yamlRaw=encoded(pipeline_yaml()), **extra).code == "InvalidArguments"


@pytest.mark.parametrize(
    ("raw", "code"),
    [("%%%", "Decode base64"), ("YQ", "Decode base64"), ("YQ=", "Decode base64"), ("gICA", "InvalidPipeline")],
)
def test_text_is_base64_of_utf8(root: Api, raw: str, code: str) -> None:
    assert root.post("/pipeline", yamlRaw=raw).code == code


@pytest.mark.parametrize("yaml", ["a: [", "name: x", "name: x\nentry_points: {a: {command: '{{b}}'}}"])
def test_an_invalid_pipeline_is_refused_in_the_real_servers_words(root: Api, yaml: str) -> None:
    pipeline = create(root, f"wrong{len(yaml)}")
    for path in ("/pipeline", f"/pipeline/{pipeline}"):
        answer = root.post(path, yamlRaw=encoded(yaml))
        assert answer.code == "InvalidPipeline"
        assert answer.body["message"].startswith("validateWorkflowForPipeline failed. err:")


def test_a_pipeline_can_come_from_a_file(root: Api, local: Path) -> None:
    root.post("/fs", name="files", url="local://files")
    assert root.post("/pipeline", fsName="files").code == "ReadYamlFileFailed"
    folder = local / "files"
    (folder / "run.yaml").write_text(pipeline_yaml("fromfile"))
    made = root.post("/pipeline", fsName="files").ok
    version = root.get(f"/pipeline/{made['pipelineID']}/1").ok["pipelineVersion"]
    assert (made["name"], version["fsName"], version["yamlPath"]) == ("fromfile", "files", "./run.yaml")
    by_fs = root.get(f"/pipeline/{made['pipelineID']}", fsFilter="other").ok["pplVersions"]["pplVersionList"]
    assert by_fs == []


def test_a_file_outside_of_the_file_system_is_not_read(root: Api, local: Path) -> None:
    root.post("/fs", name="walled", url="local://walled")
    root.post("/pipeline", fsName="walled")  # makes the folder
    folder = local / "walled"
    outside: Path = folder.parent / "outside.yaml"
    outside.write_text(pipeline_yaml("outside"))
    (folder / "link.yaml").symlink_to(outside)
    for path in ("../outside.yaml", "link.yaml", "/../outside.yaml", str(outside), ".", "a\0b", "x" * 5000):
        assert root.post("/pipeline", fsName="walled", yamlPath=path).code == "ReadYamlFileFailed"


def test_an_unknown_file_system_is_an_invalid_argument(root: Api) -> None:
    assert root.post("/pipeline", fsName="ghost").code == "InvalidArguments"
