"""The recorded fingerprint and source keys come out the same here."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from paddleflow.pipeline._rules.spec import FsScope, Mount
from paddleflow.pipeline._rules.yaml_text import parse_yaml
from paddleflow_emulator.engine.canonical import canonical_yaml, raw_source
from paddleflow_emulator.engine.interface import FileSystem
from paddleflow_emulator.engine.launch.mounts import MountError
from paddleflow_emulator.engine.runtime.fingerprint import FirstKey, second_fingerprint
from paddleflow_emulator.features.file_systems.local import LocalFileSystem

RECORDED: list[dict[str, Any]] = json.loads((Path(__file__).parents[2] / "recordings" / "run.json").read_text())
EMPTY = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
KEY = FirstKey(
    docker_env="busybox:1",
    command="echo x > {{o}}",
    env={
        "PF_JOB_TYPE": "single",
        "PF_JOB_QUEUE_NAME": "demoqueue",
        "PF_JOB_FLAVOUR": "flavour1",
        "PF_RUN_ID": "run-000005",
    },
    parameters={},
    inputs={},
    outputs=("o",),
    main_fs=Mount(id="fs-root-demofs", name="demofs"),
    extra_fs=(),
)


def test_the_recorded_first_fingerprint_is_reproduced() -> None:
    (listed,) = [entry["response"]["body"] for entry in RECORDED if entry["name"] == "list run caches"]
    assert KEY.fingerprint() == listed["runCacheList"][0]["firstFp"]


@pytest.mark.parametrize(
    "change",
    [
        {"docker_env": "other"},
        {"command": "echo y"},
        {"env": {}},
        {"parameters": {"p": "1"}},
        {"inputs": {"i": "path"}},
        {"outputs": ("o", "p")},
        {"main_fs": Mount()},
        {"extra_fs": (Mount(id="fs-root-x", name="x"),)},
    ],
)
def test_every_field_of_a_step_changes_its_fingerprint(change: dict[str, Any]) -> None:
    assert evolve(KEY, **change).fingerprint() != KEY.fingerprint()


def test_the_recorded_sources_are_reproduced() -> None:
    bodies = [entry["response"]["body"] for entry in RECORDED]
    runs = [body for body in bodies if isinstance(body, dict) and "runYaml" in body]
    of_raw_yaml = [run for run in runs if not run["source"].startswith("ppl-")]
    assert len(of_raw_yaml) == 5
    for run in of_raw_yaml:
        assert raw_source(parse_yaml(run["runYaml"])) == run["source"]


def test_comments_and_formatting_do_not_change_the_source() -> None:
    short = parse_yaml("name: a\nentry_points: {s: {command: echo, parameters: {l: [1, [x]], t: 'a\n\n  b'}}}")
    long = parse_yaml(
        '# why\nentry_points:\n  s:\n    parameters:\n      t: "a\\nb"\n      l:\n      - 1\n      - [x]\n'
        "    command: echo\nname: a\n"
    )
    assert raw_source(short) == raw_source(long)
    assert raw_source(short) != raw_source(short | {"name": "b"})


def test_the_full_text_is_the_go_librarys() -> None:
    step = """
        parameters: {l: [[1, x], {a: 1, b: [2]}], f: 1e-7, big: 1e20, t: '1:30', d: '2001-01-02', m: "a\\n", z: []}
        extra_fs: [{name: e}]
        deps: 'a , b'
        unknown:
    """
    text = canonical_yaml(parse_yaml(f"name: whole\nentry_points:\n  s: {{a: }}\n  t:{step}"))
    assert text.partition("    t:\n")[2].partition("        reference:")[0] == T_STEP


def test_names_are_sorted_as_by_the_go_library() -> None:
    """What it wrote for these names: numbers in them count as numbers."""
    ordered = "S2 s s-1 s1 s1a s1b2 s1b10 s1-9 s1-10 s1-a s01 s2 s002 s10 s20 s100 sa".split()  # noqa: SIM905
    steps = "".join(f"  {name}: {{docker_env: x}}\n" for name in sorted(ordered, key=len))
    text = canonical_yaml(parse_yaml(f"name: whole\nentry_points:\n{steps}"))
    assert re.findall(r"^    ([sS][^:_]*):$", text, re.MULTILINE) == ordered


T_STEP = """\
        artifacts:
            input: {}
            output: {}
        cache:
            enable: false
            fs_scope: []
            max_expired_time: ""
        command: ""
        condition: ""
        deps: a , b
        docker_env: ""
        env: {}
        extra_fs:
            - mount_path: ""
              name: e
              read_only: false
              sub_path: ""
        loop_argument: null
        parameters:
            big: 1e+20
            d: "2001-01-02"
            f: 1e-07
            l:
                - - 1
                  - x
                - a: 1
                  b:
                    - 2
            m: |
                a
            t: "1:30"
            z: []
"""


class OneFolder:
    def __init__(self, root: Path) -> None:
        self.system = LocalFileSystem("root", "f", root)

    def find(self, owner: str, name: str) -> FileSystem | None:
        return self.system if name == "f" else None


def test_the_second_fingerprint_sees_every_change_in_scopes_and_inputs(tmp_path: Path) -> None:
    systems = OneFolder(tmp_path)
    (tmp_path / "in").mkdir()
    deep = tmp_path / "in" / "deep"
    deep.write_text("x")
    (tmp_path / "one").write_text("x")

    def second(path: str = "in, one,", inputs: str = "one,in") -> str:
        scopes = (FsScope("f", "fs-root-f", path),)
        return second_fingerprint({"i": inputs}, scopes, systems.system, "root", systems)

    first = second()
    assert second() == first
    os.utime(deep, ns=(2**62, 2**62))
    changed = second()
    assert changed != first
    (tmp_path / "new").write_text("not in the scope")
    assert second() == changed
    whole = second("")
    (tmp_path / "newer").write_text("in it now")
    os.utime(tmp_path / "newer", ns=(2**62 + 1, 2**62 + 1))
    assert second("") != whole


def test_no_inputs_give_the_recorded_empty_fingerprint(tmp_path: Path) -> None:
    assert second_fingerprint({}, (), None, "root", OneFolder(tmp_path)) == EMPTY


@pytest.mark.parametrize(
    ("inputs", "scope"),
    [({"i": "gone"}, "/"), ({"i": ""}, "/"), ({"i": "../x"}, "/"), ({}, "gone"), ({}, "../..")],
)
def test_a_missing_path_or_file_system_has_no_fingerprint(tmp_path: Path, inputs: dict[str, str], scope: str) -> None:
    systems = OneFolder(tmp_path)
    with pytest.raises((MountError, OSError)):
        second_fingerprint(inputs, (FsScope("f", "fs-root-f", scope),), systems.system, "root", systems)
    with pytest.raises(MountError, match="not found"):
        second_fingerprint({}, (FsScope("g", "fs-root-g", ""),), systems.system, "root", systems)
