"""Run caches and artifacts: what steps left, and what later runs reuse of it."""

from pathlib import Path

import pytest

from .any_client import User, refusal
from .names import run, step, workflow

pytestmark = pytest.mark.embedded("artifacts need a file system, and the tests look into its folder")


def cached(folder: Path) -> str:
    """The YAML of a pipeline whose first step is cached."""
    return workflow(
        "cached",
        {
            "make": {
                "command": "echo 42 > {{out}}",
                "artifacts": {"output": ["out"]},
                "cache": {"enable": True, "max_expired_time": "-1"},
            },
            "read": {"deps": "make", "command": "cat {{in}}", "artifacts": {"input": {"in": "{{make.out}}"}}},
        },
        fs_options={"main_fs": {"name": folder.name}},
    )


def test_a_second_run_reuses_the_cache_of_the_first(root: User, folder: Path) -> None:
    first, second = run(root, cached(folder)), run(root, cached(folder))
    assert (first.status, second.status) == ("succeeded", "succeeded")
    made, hit = step(first, "make"), step(second, "make")
    assert (hit.cache_run_id, hit.cache_job_id, hit.jobId) == (first.run_id, made.jobId, "")
    assert hit.artifacts == made.artifacts
    assert root.show_run(first.run_id).unwrap().run_cached_ids == second.run_id

    (cache,) = root.list_cache(fs_filter=folder.name).unwrap()["runCacheList"]
    assert (cache.run_id, cache.job_id, cache.fs_name, cache.username, cache.expired_time) == (
        first.run_id,
        made.jobId,
        folder.name,
        root.name,
        "-1",
    )
    assert root.show_cache(cache.cache_id) == (True, cache)
    assert list(root.iter_caches(run_filter=first.run_id)) == [cache]
    assert root.list_cache(user_filter="ghost").unwrap() == {"runCacheList": [], "nextMarker": None}

    # The check keeps a run whose results another one uses.
    assert refusal(root.delete_run(first.run_id)) == "ActionNotAllowed"
    assert root.delete_run(first.run_id, check_cache=False) == (True, None)
    assert root.delete_cache(cache.cache_id) == (True, None)
    assert refusal(root.show_cache(cache.cache_id)) == "RunCacheNotFound"
    third = run(root, cached(folder))
    assert step(third, "make").cache_run_id == ""


def test_caches_come_page_by_page(root: User, folder: Path) -> None:
    more = {"artifacts": {"output": ["out"]}, "cache": {"enable": True, "max_expired_time": "-1"}}
    steps = {f"step{number}": {"command": f"echo {number} > {{{{out}}}}", **more} for number in range(3)}
    assert run(root, workflow("three", steps, fs_options={"main_fs": {"name": folder.name}})).status == "succeeded"
    page = root.list_cache(fs_filter=folder.name, maxsize=2).unwrap()
    rest = root.list_cache(fs_filter=folder.name, maxsize=2, marker=page["nextMarker"]).unwrap()
    rows = [*page["runCacheList"], *rest["runCacheList"]]
    assert (len(rows), rest["nextMarker"]) == (3, None)
    assert list(root.iter_caches(fs_filter=folder.name, maxsize=1)) == rows


def test_artifacts_are_listed_filtered_and_forgotten(root: User, folder: Path) -> None:
    done = run(root, cached(folder))
    written, read = root.list_artifact(run_filter=done.run_id).unwrap()["artifactList"]
    assert [(each.type, each.step.rpartition(".")[2], each.artifact_name) for each in (written, read)] == [
        ("output", "make", "out"),
        ("input", "read", "in"),
    ]
    path = step(done, "make").artifacts["output"]["out"]
    assert (written.artifact_path, written.fs_name, written.job_id) == (
        path,
        folder.name,
        step(done, "make").jobId,
    )
    assert (folder / path).read_text() == "42\n"
    assert root.list_artifact(path_filter=path, type_filter="input").unwrap()["artifactList"] == [read]
    assert root.list_artifact(fs_filter=folder.name, user_filter=root.name).unwrap()["artifactList"] == [written, read]
    assert list(root.iter_artifacts(run_filter=done.run_id, maxsize=1)) == [written, read]
    assert root.delete_artifact(folder.name, done.run_id, path) == (True, None)
    assert root.list_artifact(run_filter=done.run_id).unwrap() == {"artifactList": [], "nextMarker": None}
    assert (folder / path).is_file()


def test_users_see_their_own_caches_and_artifacts_only(root: User, alice: User, folder: Path) -> None:
    run(root, cached(folder))
    (cache,) = root.list_cache(fs_filter=folder.name).unwrap()["runCacheList"]
    assert alice.list_cache(fs_filter=folder.name).unwrap()["runCacheList"] == []
    assert alice.list_artifact(fs_filter=folder.name).unwrap()["artifactList"] == []
    assert refusal(alice.show_cache(cache.cache_id)) == "AccessDenied"
    assert refusal(alice.delete_cache(cache.cache_id)) == "AccessDenied"
