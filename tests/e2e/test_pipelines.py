"""Pipelines and their versions."""

from pathlib import Path

import pytest

from .any_client import User, refusal
from .names import ended, pipeline, printed, unique


def test_a_pipeline_is_created_shown_listed_and_deleted(root: User) -> None:
    name = unique("ppl")
    yaml = pipeline(name)
    created = root.create_pipeline(yaml_raw=yaml.encode(), desc="一个工作流").unwrap()
    assert (created["name"], created["pplVerID"]) == (name, "1")
    detail = root.show_pipeline(created["pplID"]).unwrap()
    shown = detail["pipelineInfo"]
    assert (shown.pipeline_id, shown.name, shown.username, shown.desc) == (
        created["pplID"],
        name,
        root.name,
        "一个工作流",
    )
    assert shown.create_datetime
    (version,) = detail["pipelineVersionList"]
    assert (version.pipeline_version_id, version.pipeline_yaml, detail["nextMarker"]) == ("1", yaml, None)
    assert root.list_pipeline(name_filter=name).unwrap()["pipelineList"] == [shown]
    assert refusal(root.create_pipeline(yaml_raw=yaml)) == "DuplicatedName"
    assert root.delete_pipeline(created["pplID"]) == (True, None)
    assert refusal(root.show_pipeline(created["pplID"])) == "PipelineNotFound"


def test_an_update_adds_a_version_and_one_can_be_deleted(root: User) -> None:
    name = unique("ppl")
    pipeline_id = root.create_pipeline(yaml_raw=pipeline(name, "echo version 1"), desc="old").unwrap()["pplID"]
    for number in (2, 3):
        ret, updated = root.update_pipeline(pipeline_id, yaml_raw=pipeline(name, f"echo version {number}"), desc="new")
        assert (ret, updated) == (True, {"pipelineID": pipeline_id, "pipelineVersionID": str(number)})
    shown = root.show_pipeline_version(pipeline_id, "2").unwrap()
    assert (shown["pipelineInfo"].desc, shown["pipelineVersionInfo"].pipeline_version_id) == ("new", "2")
    assert "version 2" in shown["pipelineVersionInfo"].pipeline_yaml
    first = root.show_pipeline(pipeline_id, max_keys=2).unwrap()
    second = root.show_pipeline(pipeline_id, max_keys=2, marker=first["nextMarker"]).unwrap()
    rows = [*first["pipelineVersionList"], *second["pipelineVersionList"]]
    assert [row.pipeline_version_id for row in rows] == ["1", "2", "3"]
    assert list(root.iter_pipeline_versions(pipeline_id, max_keys=1)) == rows
    assert refusal(root.update_pipeline(pipeline_id, yaml_raw=pipeline(unique("other")))) == "InvalidArguments"
    assert root.delete_pipeline_version(pipeline_id, "2") == (True, None)
    assert refusal(root.show_pipeline_version(pipeline_id, "2")) == "PipelineNotFound"
    assert root.delete_pipeline_version(pipeline_id, "3") == (True, None)
    assert refusal(root.delete_pipeline_version(pipeline_id, "1")) == "ActionNotAllowed"
    root.delete_pipeline(pipeline_id).unwrap()


def test_a_run_takes_the_newest_version_or_the_named_one(root: User) -> None:
    name = unique("ppl")
    pipeline_id = root.create_pipeline(yaml_raw=pipeline(name, "echo version 1")).unwrap()["pplID"]
    root.update_pipeline(pipeline_id, yaml_raw=pipeline(name, "echo version 2")).unwrap()
    newest = ended(root, root.create_run(pipeline_id=pipeline_id).unwrap())
    named = ended(root, root.create_run(pipeline_id=pipeline_id, pipeline_version_id="1").unwrap())
    assert [printed(root, run.run_id) for run in (newest, named)] == ["version 2\n", "version 1\n"]
    assert named.source == f"{pipeline_id}-1"
    assert refusal(root.create_run(pipeline_id=pipeline_id, pipeline_version_id="9")) == "PipelineNotFound"
    root.delete_pipeline(pipeline_id).unwrap()
    assert root.show_run(newest.run_id).ok


def test_pipelines_come_page_by_page(root: User) -> None:
    names = sorted(unique("ppl") for _ in range(3))  # A real server with SQLite orders them by name when it filters.
    ids = [root.create_pipeline(yaml_raw=pipeline(name)).unwrap()["pplID"] for name in names]
    wanted = ",".join(names)
    page = root.list_pipeline(name_filter=wanted, maxsize=2).unwrap()
    rest = root.list_pipeline(name_filter=wanted, maxsize=2, marker=page["nextMarker"]).unwrap()
    assert [row.name for row in [*page["pipelineList"], *rest["pipelineList"]]] == names
    assert rest["nextMarker"] is None
    assert [row.name for row in root.iter_pipelines(name_filter=wanted, maxsize=1)] == names
    for pipeline_id in ids:
        root.delete_pipeline(pipeline_id).unwrap()


def test_a_pipeline_that_cannot_run_is_refused(root: User) -> None:
    ret, message = root.create_pipeline(yaml_raw="name: bad\nentry_points: {main: {comand: echo}}")
    assert (ret, message.http_status) == (False, 400)
    assert "comand" in message
    assert refusal(root.create_pipeline()) == "InvalidRequest"


def test_users_see_and_use_their_own_pipelines_only(root: User, alice: User) -> None:
    theirs = root.create_pipeline(yaml_raw=pipeline(unique("ppl"))).unwrap()["pplID"]
    hers = alice.create_pipeline(yaml_raw=pipeline(unique("ppl"))).unwrap()["pplID"]
    assert [row.pipeline_id for row in alice.iter_pipelines()] == [hers]
    assert refusal(alice.list_pipeline(user_filter="root")) == "AccessDenied"
    assert refusal(alice.show_pipeline(theirs)) == "AccessDenied"
    assert refusal(alice.create_run(pipeline_id=theirs)) == "AccessDenied"
    assert refusal(alice.delete_pipeline(theirs)) == "AccessDenied"
    listed = root.list_pipeline(user_filter=alice.name).unwrap()["pipelineList"]
    assert [row.pipeline_id for row in listed] == [hers]
    for pipeline_id in (theirs, hers):
        assert root.delete_pipeline(pipeline_id) == (True, None)


@pytest.mark.embedded("the test writes the pipeline's file into the folder of the file system")
def test_a_pipeline_comes_from_a_file(root: User, folder: Path) -> None:
    name = unique("ppl")
    (folder / "sub").mkdir()
    (folder / "run.yaml").write_text(pipeline(name, "echo one"))
    (folder / "sub" / "second.yaml").write_text(pipeline(name, "echo two"))
    created = root.create_pipeline(fs_name=folder.name).unwrap()
    root.update_pipeline(created["pplID"], folder.name, "sub/second.yaml").unwrap()
    root.update_pipeline(created["pplID"], yaml_raw=pipeline(name, "echo three")).unwrap()
    versions = root.show_pipeline(created["pplID"], fs_filter=folder.name).unwrap()["pipelineVersionList"]
    assert [(version.fs_name, version.yaml_path) for version in versions] == [
        (folder.name, "./run.yaml"),
        (folder.name, "sub/second.yaml"),
    ]
    assert refusal(root.create_pipeline(folder.name, "missing.yaml")) == "ReadYamlFileFailed"
    root.delete_pipeline(created["pplID"]).unwrap()
