import pytest

from paddleflow.pipeline._rules.problems import Rejected
from paddleflow.pipeline._rules.yaml_text import parse_yaml
from paddleflow_emulator.engine.canonical import canonical_yaml
from paddleflow_emulator.engine.json_form import tree_of_json


def test_camel_case_becomes_the_tree_of_the_yaml_form() -> None:
    body = {
        "name": "j",
        "description": "d",
        "username": "root",
        "dockerEnv": "img",
        "entryPoints": {
            "g": {"entryPoints": {"s": {"loopArgument": [1.0, 2.5], "deps": ""}}},
            "t": {"extraFS": [{"name": "f", "mountPath": "/m", "subPath": "s", "readOnly": True}]},
            "r": {"reference": {"component": "c"}},
        },
        "components": {"c": {"cache": {"maxExpiredTime": 1, "fsScope": []}}},
        "postProcess": {"p": {"command": "x"}},
        "failureOptions": {"strategy": "continue"},
        "fsOptions": {"mainFS": {"name": "f", "subPath": "s"}, "extraFS": [{"name": "e", "readOnly": False}]},
    }
    assert tree_of_json(body) == {
        "name": "j",
        "docker_env": "img",
        "entry_points": {
            "g": {"entry_points": {"s": {"loop_argument": [1, 2.5], "deps": "", "env": {}}}},
            "t": {"extra_fs": [{"name": "f", "mount_path": "/m", "sub_path": "s", "read_only": True}], "env": {}},
            "r": {"reference": {"component": "c"}},
        },
        "components": {"c": {"cache": {"max_expired_time": 1, "fs_scope": []}, "env": {}}},
        "post_process": {"p": {"command": "x", "env": {}}},
        "failure_options": {"strategy": "continue"},
        "fs_options": {"main_fs": {"name": "f", "sub_path": "s"}, "extra_fs": [{"name": "e", "read_only": False}]},
    }


def test_global_settings_lie_under_each_steps_own() -> None:
    tree = tree_of_json({
        "queue": "q",
        "flavour": "f",
        "jobType": "single",
        "env": {"A": "1", "B": "2"},
        "entryPoints": {"s": {"env": {"A": "mine"}, "queue": "own"}, "t": {}},
    })  # fmt: skip
    settings = {"PF_JOB_FLAVOUR": "f", "PF_JOB_TYPE": "single", "B": "2"}
    assert tree["entry_points"]["s"]["env"] == settings | {"A": "mine", "PF_JOB_QUEUE_NAME": "own"}
    assert tree["entry_points"]["t"]["env"] == settings | {"A": "1", "PF_JOB_QUEUE_NAME": "q"}


def test_the_full_yaml_of_it_reads_back_as_the_same_pipeline() -> None:
    steps = {"s": {"command": "echo\nmore", "parameters": {"p": "1"}}, "d": {"entryPoints": {"t": {}}}}
    tree = tree_of_json({"name": "j", "entryPoints": steps})
    text = canonical_yaml(tree)
    assert canonical_yaml(parse_yaml(text)) == text
    assert parse_yaml(text)["entry_points"]["s"]["parameters"] == {"p": "1"}


def test_a_component_that_is_not_a_mapping_is_left_to_the_check() -> None:
    assert tree_of_json({"entryPoints": {"s": None}})["entry_points"] == {"s": None}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"entryPoints": []},
        {"entryPoints": {}, "env": {"A": 1}},
        {"entryPoints": {}, "env": []},
        {"entryPoints": {}, "queue": 1},
        {"entryPoints": {"s": {"env": []}}},
        {"entryPoints": {"s": {"flavour": {}}}},
    ],
)
def test_wrong_types_are_refused(body: dict[str, object]) -> None:
    with pytest.raises(Rejected) as refused:
        tree_of_json(body)
    assert refused.value.code == "InvalidPipeline"
