"""What is refused, with which code and which words; and what may not be refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from paddleflow.pipeline import check_yaml
from paddleflow.pipeline._rules.problems import Rejected
from paddleflow.pipeline._rules.reader import read_pipeline
from paddleflow.pipeline._rules.yaml_text import parse_yaml
from paddleflow_emulator.engine.check import check
from paddleflow_emulator.engine.interface import FileSystem
from paddleflow_emulator.engine.workflow import RunOptions, Workflow
from paddleflow_emulator.features.file_systems.local import LocalFileSystem

from ...support.cases import with_each


class Systems:
    def __init__(self, root: Path) -> None:
        self.root = root

    def find(self, owner: str, name: str) -> FileSystem | None:
        return LocalFileSystem(owner, name, self.root) if name in ("f", "g") and owner == "root" else None


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "file").touch()
    return tmp_path


def checked(root: Path, text: str, *, for_pipeline: bool = False, **request: Any) -> Workflow:
    pipeline = read_pipeline(parse_yaml(text, unique_keys=True))
    options: Any = {"user": "root"} | request
    return check(pipeline, RunOptions(**options), Systems(root), for_pipeline=for_pipeline)


def refusal(root: Path, text: str, **request: Any) -> Rejected:
    with pytest.raises(Rejected) as refused:
        checked(root, text, **request)
    return refused.value


def pipeline(step: str = "", more: str = "", level: str = "") -> str:
    """A pipeline whose only step `s` has the given keys, with further components and workflow keys."""
    return f"name: p\nentry_points:\n  s: {{command: echo, {step}}}\n{more}\n{level}\n"


MISTAKES = {
    # the workflow level
    "no component, though disabled": (
        "name: p\nentry_points: {s: {reference: {component: c}}}\ndisabled: s",
        "no component named c",
    ),
    "name type": ("name: 1\nentry_points: {}", "[name] in workflow should be string"),
    "no name": ("entry_points: {}", "format of run or pipeline name[]"),
    "null entry points": ("name: p\nentry_points:", "get entry_points map failed"),
    "entry points list": ("name: p\nentry_points: []", "[entry_points]"),
    "component no map": ("name: p\nentry_points: {a: 1}", "should be map type"),
    "component null": ("name: p\nentry_points: {a: }", "should be map type"),
    "parallelism text": (pipeline(level="parallelism: '3'"), "[parallelism]"),
    "parallelism bool": (pipeline(level="parallelism: yes"), "[parallelism]"),
    "cache null": (pipeline(level="cache:"), "globalCacheMap"),
    "cache key": (pipeline(level="cache: {strategy: x}"), "[cache] has no attribute [strategy]"),
    "cache enable": (pipeline(level="cache: {enable: 1}"), "[enable]"),
    "cache expiry": (pipeline(level="cache: {max_expired_time: 1.5}"), "max_expired_time"),
    "cache expiry text": (pipeline(level="cache: {max_expired_time: soon}"), "MaxExpiredTime[soon]"),
    "disabled type": (pipeline(level="disabled: [s]"), "[disabled]"),
    "failure options type": (pipeline(level="failure_options: x"), "[failure_options]"),
    "failure options key": (pipeline(level="failure_options: {x: y}"), "no attribute [x]"),
    "failure strategy": (pipeline(level="failure_options: {strategy: x}"), "failure strategy should be"),
    "kind": (pipeline(level="kind: x"), "no attribute [kind]"),
    "env": (pipeline(level="env: {}"), "no attribute [env]"),
    "fs options key": (pipeline(level="fs_options: {x: 1}"), "no attribute [x]"),
    "fs options null": (pipeline(level="fs_options: {main_fs: }"), "[main_fs]"),
    "fs mount type": (pipeline(level="fs_options: {extra_fs: [x]}"), "should be map type"),
    "fs read only": (pipeline(level="fs_options: {main_fs: {name: f, read_only: true}}"), "must be false"),
    "fs absolute sub path": (pipeline(level="fs_options: {main_fs: {name: f, sub_path: /x}}"), "start with '/'"),
    "mount without name": (pipeline(level="fs_options: {extra_fs: [{mount_path: /x}]}"), "must not be empty"),
    "mount sub path": (pipeline("extra_fs: [{name: f, sub_path: /x}]"), "start with '/'"),
    # the step level
    "step key": (pipeline("image: x"), "no attribute [image]"),
    "command type": ("name: p\nentry_points: {s: {command: 1}}", "[command]"),
    "env null": (pipeline("env: {A: }"), "values in [env]"),
    "env name": (pipeline("env: {a-b: x}"), "format of variable name[a-b]"),
    "condition type": (pipeline("condition: 1"), "[condition]"),
    "cache null in step": (pipeline("cache: "), "get componentCacheMap failed"),
    "type": (pipeline("type: dag"), "set [type] as [dag]"),
    "dag type": ("name: p\nentry_points: {d: {type: step, entry_points: {}}}", "set [type] as [step]"),
    "dag command": ("name: p\nentry_points: {d: {command: x, entry_points: {}}}", "no attribute [command]"),
    "dag null": ("name: p\nentry_points: {d: {condition: , entry_points: {}}}", "[condition]"),
    "dag outputs": ("name: p\nentry_points: {d: {artifacts: {output: [x]}, entry_points: {}}}", "[output]"),
    "output values": (pipeline("artifacts: {output: {o: x}}"), "empty string"),
    "output bool": (pipeline("artifacts: {output: [o, n]}"), "list of string"),
    "input type": (pipeline("artifacts: {input: [x]}"), "[input]"),
    "artifact key": (pipeline("artifacts: {inputs: {}}"), "no attribute [inputs]"),
    "reference key": (pipeline("reference: {name: x}"), "no attribute [name]"),
    "image tar": (pipeline("docker_env: x.tar"), "tar file"),
    # names and order
    "component name": ("name: p\nentry_points: {1a: {command: x}}", "component name[1a]"),
    "component name length": (f"name: p\nentry_points: {{{'a' * 31}: {{command: x}}}}", "component name"),
    "parameter name": (pipeline("parameters: {a-b: 1}"), "format of variable name[a-b]"),
    "artifact name": (pipeline("artifacts: {output: [a-b]}", level="fs_options: {main_fs: {name: f}}"), "a-b"),
    "case clash": (pipeline("parameters: {O: 1}, artifacts: {output: [o]}"), "already existed"),
    "self dep": (pipeline("deps: s"), "not acyclic"),
    "inner cycle": ("name: p\nentry_points: {d: {entry_points: {a: {deps: b}, b: {deps: a}}}}", "not acyclic"),
    "dep elsewhere": ("name: p\nentry_points: {d: {entry_points: {a: {}}}, b: {deps: a}}", "wrong dep [a]"),
    # parameters
    "null parameter": (pipeline("parameters: {p: }"), "type[<nil>] is not supported"),
    "map in list": (pipeline("parameters: {p: [{a: 1}]}"), "list param item"),
    "bool in list": (pipeline("parameters: {p: [yes]}"), "list param item"),
    "template in list": (pipeline("parameters: {p: ['{{PF_RUN_ID}}']}"), "must not be templete"),
    "typed without type": (pipeline("parameters: {p: {default: 1}}"), "type[] is not supported"),
    "typed type no text": (pipeline("parameters: {p: {type: 1, default: 1}}"), "invalid dict parameter"),
    "typed unknown": (pipeline("parameters: {p: {type: bool, default: 1}}"), "type[bool] is not supported"),
    "typed no default": (pipeline("parameters: {p: {type: int}}"), "it needs a default"),
    "typed empty": (pipeline("parameters: {p: {type: string, default: ''}}"), "it needs a default"),
    "typed string": (pipeline("parameters: {p: {type: string, default: 1}}"), "invalid type[int64] for param[1]"),
    "typed int": (pipeline("parameters: {p: {type: int, default: 1.5}}"), "invalid type[float64]"),
    "typed path": (pipeline("parameters: {p: {type: path, default: 'a b'}}"), "invalid path value[a b]"),
    "typed list": (pipeline("parameters: {p: {type: list, default: x}}"), "invalid type[string]"),
    # templates
    "system name": (pipeline("parameters: {p: '{{PF_FS_ID}}'}"), "unsupported SysParamName[PF_FS_ID]"),
    "own in parameter": (pipeline("parameters: {p: '{{q}}', q: 1}"), "unsupported SysParamName[q]"),
    "dash": (pipeline("env: {A: '{{x-y}}'}"), "unsupported RefParamName[x-y]"),
    "artifact in env": (
        pipeline("artifacts: {output: [o]}, env: {A: '{{o}}'}", level="fs_options: {main_fs: {name: f}}"),
        "unsupported RefParamName[o]",
    ),
    "upstream in command": (pipeline(more="  t: {deps: s, command: '{{s.p}}'}"), "only parameters can use"),
    "parent at top": (pipeline("parameters: {p: '{{PF_PARENT.x}}'}"), "PF_PARENT should used by a child"),
    "parent unknown": (
        "name: p\nentry_points: {d: {entry_points: {a: {parameters: {p: '{{PF_PARENT.x}}'}}}}}",
        "parameter[x] not exist",
    ),
    "parent no loop": (
        "name: p\nentry_points: {d: {entry_points: {a: {parameters: {p: '{{PF_PARENT.PF_LOOP_ARGUMENT}}'}}}}}",
        "loop_argument not exist",
    ),
    "not in deps": (pipeline("parameters: {x: 1}", "  t: {parameters: {p: '{{s.x}}'}}"), "not in deps"),
    "no such parameter": (pipeline(more="  t: {deps: s, parameters: {p: '{{s.x}}'}}"), "parameter[x] not exist"),
    "no such output": (pipeline(more="  t: {deps: s, artifacts: {input: {i: '{{s.x}}'}}}"), "output artifact[x]"),
    "input no template": (pipeline("artifacts: {input: {i: path}}"), "should be like {{XX-XX.XX_XX}}"),
    "input mixed": (pipeline("artifacts: {input: {i: 'x{{s.o}}'}}"), "should be like"),
    "dag output no template": (
        "name: p\nfs_options: {main_fs: {name: f}}\nentry_points: {d: {artifacts: {output: {o: x}}, entry_points: {}}}",
        "check output artifact value",
    ),
    "dag output unknown": (
        "name: p\nfs_options: {main_fs: {name: f}}\n"
        "entry_points: {d: {artifacts: {output: {o: '{{a.x}}'}}, entry_points: {a: {}}}}",
        "output artifact[x] not exist",
    ),
    "output of a condition": (
        pipeline(
            "condition: 1 > 0, artifacts: {output: [o]}",
            "  t: {deps: s, artifacts: {input: {i: '{{s.o}}'}}}",
            "fs_options: {main_fs: {name: f}}",
        ),
        "has condition so its param",
    ),
    # conditions and loops
    "condition syntax": (pipeline("condition: 'a b'"), "condition[a b] is invalid"),
    "condition name": (pipeline("condition: '{{x}} > 1'"), "{{x}} in condition"),
    "condition upstream": (pipeline(more="  t: {deps: s, condition: '{{s.p}} > 1'}"), "is invalid"),
    "loop bool": (pipeline("loop_argument: [x, y]"), "can only have int"),
    "loop map": (pipeline("loop_argument: {a: 1}"), "string or list"),
    "loop template item": (pipeline("loop_argument: ['{{p}}'], parameters: {p: 1}"), "must not be templete"),
    "loop system": (pipeline("loop_argument: '{{PF_RUN_ID}}'"), "not parameter or input"),
    "loop mixed": (pipeline("loop_argument: 'x{{p}}', parameters: {p: 1}"), "nothing else"),
    "loop text": (pipeline("loop_argument: nothing"), "unmarshal to list failed"),
    "loop json scalar": (pipeline("loop_argument: '3'"), "unmarshal to list failed"),
    "loop json map": (pipeline("loop_argument: '[{}]'"), "can only have int"),
    # components
    "component deps": (pipeline(level="components: {c: {deps: x}}"), "components can not have deps"),
    "no component": ("name: p\nentry_points: {s: {reference: {component: c}}}", "none is named c"),
    "reference circle": (
        pipeline(level="components: {a: {reference: {component: b}}, b: {reference: {component: a}}}"),
        "not acyclic",
    ),
    "reference circle in dag": (
        pipeline(level="components: {a: {entry_points: {x: {reference: {component: a}}}}}"),
        "not acyclic",
    ),
    "reference with more": (
        pipeline("reference: {component: c}", level="components: {c: {command: x}}"),
        "can only have",
    ),
    "reference parameter": (
        "name: p\nentry_points: {s: {reference: {component: c}, parameters: {x: 1}}}\ncomponents: {c: {}}",
        "must be in refered component",
    ),
    "reference type": (
        "name: p\nentry_points: {s: {reference: {component: c}, parameters: {x: a}}}\n"
        "components: {c: {parameters: {x: {type: int, default: 1}}}}",
        "expect type[int]",
    ),
    "reference inputs": (
        "name: p\nentry_points: {s: {reference: {component: c}}}\ncomponents: {c: {artifacts: {input: {i: ''}}}}",
        "must be those of refered",
    ),
    "unused component": (pipeline(level="components: {c: {command: '{{x}}'}}"), "unsupported RefParamName[x]"),
    "reference of a disabled step's reader": (
        "name: p\ndisabled: s.x\nentry_points: {s: {reference: {component: c}}}",
        "no component named c",
    ),
    "upstream output of a step": (
        pipeline(
            "artifacts: {output: [o]}",
            "  t: {deps: s, parameters: {p: '{{s.o}}'}}",
            "fs_options: {main_fs: {name: f}}",
        ),
        "parameter[o] not exist",
    ),
    "dag output of its parent": (
        "name: p\nfs_options: {main_fs: {name: f}}\n"
        "entry_points: {d: {artifacts: {output: {o: '{{PF_PARENT.x}}'}}, entry_points: {}}}",
        "PF_PARENT should used by a child",
    ),
    "dag output of nobody": (
        "name: p\nfs_options: {main_fs: {name: f}}\n"
        "entry_points: {d: {artifacts: {output: {o: '{{x.y}}'}}, entry_points: {}}}",
        "component[d.x] not exist",
    ),
    # disabled
    "disabled unknown": (pipeline(level="disabled: x"), "disabled component[x] not existed!"),
    "disabled inner unknown": (pipeline(level="disabled: s.x"), "not existed!"),
    "disabled twice": (pipeline(level="disabled: 's,s'"), "set repeatedly!"),
    "disabled needed": (
        pipeline("parameters: {x: 1}", "  t: {deps: s, parameters: {p: '{{s.x}}'}}", "disabled: s"),
        "is refered by [t]",
    ),
    "disabled needed by parent": (
        "name: p\nfs_options: {main_fs: {name: f}}\ndisabled: d.a\n"
        "entry_points: {d: {artifacts: {output: {o: '{{a.o}}'}}, entry_points: {a: {artifacts: {output: [o]}}}}}",
        "is refered by [d]",
    ),
    # post_process
    "post dag": (pipeline(level="post_process: {x: {entry_points: {}}}"), "can only have step"),
    "post name": (pipeline(level="post_process: {s: {}}"), "same to name"),
    "post deps": (pipeline(level="post_process: {x: {deps: s}}"), "has deps"),
    "post condition": (pipeline(level="post_process: {x: {condition: 1 > 0}}"), "should not have condition"),
    "post loop": (pipeline(level="post_process: {x: {loop_argument: [1]}}"), "should not have loop_argument"),
    "post cache": (pipeline(level="post_process: {x: {cache: {enable: true}}}"), "should not use cache"),
    "post input": (pipeline(level="post_process: {x: {artifacts: {input: {i: x}}}}"), "has input artifacts"),
    "post upstream": (pipeline(level="post_process: {x: {command: '{{s.p}}'}}"), "can not use parameters"),
    "post dag reference": (
        pipeline(level="post_process: {x: {reference: {component: c}}}\ncomponents: {c: {entry_points: {}}}"),
        "should be a step, not dag",
    ),
    # cache scopes
    "scope unmounted": (pipeline("cache: {fs_scope: [{name: f}]}"), "must also be in [extra_fs] or [main_fs]"),
    "scope without name": (pipeline("cache: {fs_scope: [{path: /x}]}"), "must not be empty"),
    "scope key": (pipeline("cache: {fs_scope: [{x: /x}]}"), "no attribute [x]"),
    "scope type": (pipeline("cache: {fs_scope: [x]}"), "should be map type"),
}


@with_each("text, words", MISTAKES.values())
def test_a_mistake_is_refused_in_words_that_name_it(root: Path, text: str, words: str) -> None:
    error = refusal(root, text)
    assert (error.code, words in error.message) == ("InvalidPipeline", True), error.message


@with_each("text, words", MISTAKES.values())
def test_the_local_check_finds_the_same_mistake_and_its_place(text: str, words: str) -> None:
    findings = [finding for finding in check_yaml(text) if finding.kind == "refused"]
    found = [finding for finding in findings if words in finding.message]
    assert found, findings
    assert found[0].location.line > 0


UNUSUAL = [
    pipeline("type: STEP, name: ignored"),
    pipeline("deps: ' , ', parameters: , env: , artifacts: , condition: "),
    pipeline("loop_argument: '[1, \"a\", [2]]', env: {A: 1, B: 1.5}"),
    pipeline("loop_argument: '{{l}}', parameters: {l: {type: list, default: [1]}}"),
    pipeline("command: '{{}} {{ a b }} {{b.c.p}}'"),
    pipeline("parameters: {p: {TYPE: float, Default: 1, extra: x}, q: {type: path, default: a/b}}"),
    pipeline("condition: '{{ p }} == {{PF_LOOP_ARGUMENT}}', parameters: {p: 1}"),
    pipeline(
            "condition: 1 > 0, parameters: {x: 1}", "  t: {deps: s, parameters: {p: '{{ s.x }}{{PF_STEP_NAME}}'}}"
        ),
    pipeline("command: '{{ghost}}'", level="disabled: s"),
    pipeline("parameters: {x: 1}", "  t: {deps: s, parameters: {p: '{{s.x}}'}}", "disabled: 's, t'"),
    pipeline(level="failure_options:\npost_process:\ncomponents:\nparallelism:\ndocker_env:"),
    pipeline(level="post_process: {x: {reference: {component: a}}}\n"
                 "components: {a: {reference: {component: b}}, b: {command: x}}"),
    "name: p\nentry_points: {}",
]  # fmt: skip


@with_each("text", UNUSUAL)
def test_unusual_but_valid_pipelines_are_accepted(root: Path, text: str) -> None:
    text = text.replace("command: echo, command", "command")
    refused = [finding.message for finding in check_yaml(text) if finding.kind == "refused"]
    assert [message for message in refused if "does not accept parameters of type list" not in message] == []
    workflow = checked(root, text)
    assert Workflow.from_json(json.loads(json.dumps(workflow.to_json()))) == workflow


@with_each("written, effective", [(0, 10), (-1, 10), (3, 3), (2.7, 2), (99, 20)])
def test_parallelism_is_kept_in_bounds(root: Path, written: float, effective: int) -> None:
    assert checked(root, pipeline(level=f"parallelism: {written}")).parallelism == effective


@with_each(
    "request_, code",
    [
        ({"name": "bad name"}, "InvalidNamePattern"),
        ({"name": "bad name", "for_pipeline": True}, "InvalidPipeline"),
        ({"strategy": ""}, "InvalidPipeline"),
        ({"strategy": "later"}, "InvalidPipeline"),
        ({"disabled": "ghost"}, "InvalidPipeline"),
        ({"fs_name": "ghost"}, "InvalidArguments"),
        ({"fs_name": "f", "user": "alice"}, "InvalidArguments"),
    ],
)
def test_a_request_is_checked_with_the_pipeline(root: Path, request_: dict[str, Any], code: str) -> None:
    assert refusal(root, pipeline(), **request_).code == code


@with_each(
    "level, words",
    [
        ("fs_options: {main_fs: {name: ghost}}", "check permission of user[root] fsID[fs-root-ghost] failed"),
        ("fs_options: {main_fs: {sub_path: x}}", "needs a file system"),
        ("fs_options: {main_fs: {name: f, sub_path: file}}", "is not dir"),
        ("components: {c: {extra_fs: [{name: ghost}]}}", "check permission"),
        ("post_process: {x: {extra_fs: [{name: ghost}]}}", "check permission"),
    ],
)
def test_file_systems_are_checked_last_and_as_arguments(root: Path, level: str, words: str) -> None:
    error = refusal(root, pipeline(level=level))
    assert error.code == "InvalidArguments"
    assert words in error.message


def test_the_requests_file_system_must_be_the_pipelines(root: Path) -> None:
    text = pipeline(level="fs_options: {main_fs: {name: f}}")
    assert refusal(root, text, fs_name="g").code == "InvalidArguments"
    workflow = checked(root, text, fs_name="f")
    assert workflow.main_fs is not None
    assert workflow.main_fs.path == "/home/paddleflow/storage/mnt/fs-root-f"
    assert checked(root, pipeline(), fs_name="g").main_fs is not None


def test_a_request_replaces_name_disabled_and_strategy(root: Path) -> None:
    text = pipeline(more="  t: {}", level="disabled: s")
    workflow = checked(root, text, name="n", disabled="t", strategy="continue")
    assert (workflow.name, workflow.disabled, workflow.strategy) == ("n", ("t",), "continue")


OVERRIDE = """
name: p
entry_points:
  s: {parameters: {x: 1, num: {type: int, default: 2}, f: {type: float, default: 1.5}, l: {type: list, default: [1]}}}
  d: {parameters: {x: 3}, entry_points: {t: {parameters: {x: 4}}}}
post_process: {z: {parameters: {x: 5, y: 6}}}
components: {c: {parameters: {x: 7, only: 1}}}
"""


def values(workflow: Workflow) -> list[Any]:
    s, d = workflow.root.entry_points.values()
    assert workflow.post_process is not None
    inner = workflow.to_json()["root"]["entryPoints"]["d"]["entryPoints"]["t"]["parameters"]
    return [s.parameters["x"], d.parameters["x"], inner["x"], workflow.post_process.parameters["x"]]


@with_each(
    "name, expected",
    [
        ("x", ["!", "!", "!", "!"]),
        ("s.x", ["!", 3, 4, 5]),
        ("d.x", [1, "!", 4, 5]),
        ("d.t.x", [1, 3, "!", 5]),
        ("z.x", [1, 3, 4, "!"]),
    ],
)
def test_a_requests_parameter_goes_where_its_name_says(root: Path, name: str, expected: list[Any]) -> None:
    assert values(checked(root, OVERRIDE, parameters={name: "!"})) == expected


@with_each(
    "parameters, words",
    [
        ({"ghost": 1}, "param[ghost] not exist"),
        ({"only": 1}, "param[only] not exist"),
        ({"ghost.x": 1}, "cannont find component to replace param with [ghost.x]"),
        ({"d.ghost.x": 1}, "cannont find component"),
        ({"s.ghost": 1}, "no parameter named [ghost] in step [s]"),
        ({"d.ghost": 1}, "no parameter named [ghost] in dag [d]"),
        ({"s.t.x": 1}, "should be a dag, not step"),
        ({"num": "x"}, "invalid type[string] for param[x]. expect type[int]"),
        ({"num": 1.5}, "expect type[int]"),
        ({"s.x": True}, "type[bool] is not supported"),
        ({"s.x": "{{ghost}}"}, "unsupported SysParamName[ghost]"),
    ],
)
def test_a_requests_wrong_parameter_is_refused(root: Path, parameters: dict[str, Any], words: str) -> None:
    error = refusal(root, OVERRIDE, parameters=parameters)
    assert (error.code, words in error.message) == ("InvalidPipeline", True), error.message


def test_typed_parameters_take_numbers_and_lists_from_a_request(root: Path) -> None:
    workflow = checked(root, OVERRIDE, parameters={"num": 7, "f": 2, "l": ["a", [1.5]]})
    parameters = workflow.root.entry_points["s"].parameters
    assert (parameters["num"], parameters["f"], parameters["l"]) == (7, 2, ["a", [1.5]])


def test_caches_merge_key_by_key_and_scopes_join(root: Path) -> None:
    text = pipeline(
        "cache: {max_expired_time: 5, fs_scope: [{name: g, path: own}]}",
        "  t: {cache: {enable: false}}\n  r: {reference: {component: c}}",
        "cache: {enable: true, fs_scope: [{name: f}]}\ncomponents: {c: {}}\n"
        "fs_options: {main_fs: {name: f}, extra_fs: [{name: g}]}",
    )
    s, t, r = (component.to_json()["cache"] for component in checked(root, text).root.entry_points.values())
    scope_f = {"name": "f", "id": "fs-root-f", "path": ""}
    scope_g = {"name": "g", "id": "fs-root-g", "path": "own"}
    assert s == {"enable": True, "maxExpiredTime": "5", "fsScope": [scope_g, scope_f]}
    assert t == {"enable": False, "maxExpiredTime": "-1", "fsScope": [scope_f]}
    assert r == {"enable": True, "maxExpiredTime": "-1", "fsScope": [scope_f]}


def test_a_bottomless_pipeline_is_refused(root: Path) -> None:
    level: dict[str, Any] = {"s": {"command": "echo"}}
    for _ in range(2000):
        level = {"d": {"entry_points": level}}
    with pytest.raises(Rejected, match="too deeply"):
        check(read_pipeline({"name": "p", "entry_points": level}), RunOptions("root"), Systems(root))


def references(levels: int) -> str:
    """Components of which each refers twice to the next one."""
    components = "".join(
        f"  c{level}: {{entry_points: {{a: {{reference: {{component: c{level + 1}}}}}, "
        f"b: {{reference: {{component: c{level + 1}}}}}}}}}\n"
        for level in range(levels)
    )
    return (
        "name: t\ndocker_env: i\nentry_points: {s: {reference: {component: c0}}}\n"
        f"components:\n{components}  c{levels}: {{command: echo}}\n"
    )


def test_references_that_double_are_refused_and_not_followed(root: Path) -> None:
    """3 kB of them made 2 to the 30th components."""
    for levels in (18, 30, 90):
        with pytest.raises(Rejected, match="with its references expanded the pipeline has more than"):
            checked(root, references(levels))
    assert checked(root, references(3)).root.entry_points["s"].to_json()["type"] == "dag"


@with_each("levels", [150, 1000])
def test_references_go_no_deeper_than_a_bound(root: Path, levels: int) -> None:
    chain = "".join(
        f"  c{level}: {{entry_points: {{a: {{reference: {{component: c{level + 1}}}}}}}}}\n" for level in range(levels)
    )
    text = f"name: t\ndocker_env: i\nentry_points: {{s: {{}}}}\ncomponents:\n{chain}  c{levels}: {{command: echo}}\n"
    with pytest.raises(Rejected, match="nested too deeply"):
        checked(root, text)


def test_the_defaults_that_a_workflow_gives_its_steps_are_bounded(root: Path) -> None:
    steps = "".join(f"  s{number}: {{command: echo}}\n" for number in range(1000))
    with pytest.raises(Rejected, match="the defaults that the workflow gives its steps"):
        checked(root, f"name: t\ndocker_env: {'i' * 100_000}\nentry_points:\n{steps}")


@pytest.mark.slow
def test_a_long_chain_of_deps_is_checked(root: Path) -> None:
    """Once for each step: a chain of 10,000 took 13 s."""
    steps = "".join(f"  s{number}: {{command: echo, deps: s{number - 1}}}\n" for number in range(1, 1500))
    workflow = checked(root, f"name: t\ndocker_env: i\nentry_points:\n  s0: {{command: echo}}\n{steps}")
    assert workflow.root.entry_points["s1499"].deps == ("s1498",)


@pytest.mark.slow
def test_many_parameters_are_overridden_at_once(root: Path) -> None:
    parameters = "".join(f"p{number}: 1, " for number in range(1000))
    steps = "".join(f"  s{number}: {{command: echo}}\n" for number in range(1000))
    text = f"name: t\ndocker_env: i\nentry_points:\n  s: {{command: echo, parameters: {{{parameters}}}}}\n{steps}"
    request = {f"s.p{number}" if number % 2 else f"p{number}": number for number in range(1000)}
    step = checked(root, text, parameters=request).root.entry_points["s"]
    assert step.parameters == {f"p{number}": number for number in range(1000)}
