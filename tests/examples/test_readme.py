"""The READMEs cannot rot: what they show is what is there, what they run runs and prints what they say.

A comment above a code block says what it claims: ``file: PATH`` to be that file, ``runs`` to run against a server at
`ADDRESS`, ``printed`` to be what the block before it prints, ``prints: PATH`` to be what that script prints.
"""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from .conftest import Script

ADDRESS = "http://127.0.0.1:8999"
READMES = ["README.md", "README.zh.md"]
BLOCK = re.compile(r"(?:<!-- (?P<claim>[^\n]+) -->\n)?```(?P<language>\w+)\n(?P<code>.*?)\n```\n", re.DOTALL)
REQUEST_ID = re.compile(r"(?<=request )[0-9a-f-]{32,36}")
LINK = re.compile(r'\]\(([^)#:]+)\)|href="([^"]+)"')


class Block(NamedTuple):
    claim: str
    language: str
    code: str


def blocks(readme: Path) -> list[Block]:
    return [
        Block(found["claim"] or "", found["language"], found["code"]) for found in BLOCK.finditer(readme.read_text())
    ]


def claiming(root: Path, claim: str) -> list[Block]:
    return [block for block in blocks(root / "README.md") if block.claim.startswith(claim)]


def test_every_block_that_claims_to_be_a_file_is_that_file(root: Path) -> None:
    shown = claiming(root, "file: ")
    paths = [block.claim.removeprefix("file: ") for block in shown]
    assert paths == ["examples/pipeline.yaml", "examples/demo.py", "examples/typed_client.py"]
    assert [block.code + "\n" for block in shown] == [(root / path).read_text() for path in paths]


def test_every_snippet_runs_and_prints_what_is_said(root: Path, script: Script, address: str, tmp_path: Path) -> None:
    said = [REQUEST_ID.sub("ID", block.code) for block in claiming(root, "printed")]
    snippets = [block.code for block in claiming(root, "runs")]
    printed = {}
    # Those that only look come before those that leave a run behind.
    for snippet in sorted(snippets, key=lambda code: "create_run" in code):
        file = tmp_path / "snippet.py"
        file.write_text(snippet.replace(ADDRESS, address))
        done = script(file)
        assert (done.returncode, done.stderr) == (0, "")
        printed[snippet] = REQUEST_ID.sub("ID", done.stdout.rstrip("\n"))
    assert len(snippets) == 4
    assert [printed[snippet] for snippet in snippets] == said


def test_what_the_demo_is_said_to_print_is_what_it_prints(root: Path, script: Script) -> None:
    def without_numbers(text: str) -> list[str]:
        """The finished run; two steps side by side may end in either order."""
        return sorted(re.sub(r" *\d+\.\d\d s", " # s", text[text.index("\n\n") :]).splitlines())

    (block,) = claiming(root, "prints: examples/demo.py")
    assert without_numbers(block.code) == without_numbers(script("examples/demo.py").stdout)


def test_every_python_block_claims_something(root: Path) -> None:
    assert [block.code for block in blocks(root / "README.md") if block.language == "python" and not block.claim] == []


def test_both_languages_show_the_same_code(root: Path) -> None:
    assert blocks(root / "README.zh.md") == blocks(root / "README.md")


@pytest.mark.parametrize("page", [*READMES, "CHANGELOG.md", "docs/README.md"])
def test_every_link_leads_somewhere(root: Path, page: str) -> None:
    links = [first or second for first, second in LINK.findall((root / page).read_text())]
    assert [link for link in links if not ((root / page).parent / link).exists()] == []


@pytest.mark.parametrize("readme", READMES)
def test_every_make_command_that_is_named_exists(root: Path, readme: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*## ", (root / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", (root / readme).read_text(), re.MULTILINE))
    assert named >= {"demo", "test", "generate"}
    assert named <= targets
