"""The documents are up to date: their snippets print the shown output, and their links have targets.

A comment above a code block says what it claims: ``file: PATH`` to be that file, ``runs`` to run against a server at
`ADDRESS`, ``printed`` to be what the block before it prints, ``prints: PATH`` to be the end of what that script prints.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..support.cases import with_each
from .conftest import ROOT, Script
from .documents import blocks, claiming, text

ADDRESS = "http://127.0.0.1:8999"
REQUEST_ID = re.compile(r"(?<=request )[0-9a-f-]{32,36}")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
PARTS = ["Date", "Decision", "Why", "Considered", "Consequences"]
SCREEN = 40
"""Lines of 120 columns."""
SECTION = re.compile(r"(?<!# )§ ?(\d+)")


def files(*suffixes: str) -> list[str]:
    """The files of the project's own folders, hidden ones left out."""
    tops = [top for top in ROOT.iterdir() if not top.name.startswith(".") and top.name not in ("build", "dist")]
    found = [file for top in tops for file in (top.rglob("*") if top.is_dir() else [top])]
    return sorted(file.relative_to(ROOT).as_posix() for file in found if file.suffix in suffixes)


PAGES = files(".md")
READMES = ["README.md", "README.zh.md"]
RUNNING = [page for page in PAGES if page != "README.zh.md" and claiming(page, "runs")]


@pytest.mark.parametrize("page", READMES)
def test_a_readme_fits_in_150_lines(page: str) -> None:
    assert len(text(page).splitlines()) <= 150


def test_both_languages_show_the_same_code() -> None:
    assert blocks("README.zh.md") == blocks("README.md")


@with_each("page", PAGES)
def test_a_block_that_claims_to_be_a_file_is_that_file(page: str) -> None:
    for block in blocks(page):
        if block.claim.startswith("file: "):
            assert block.code + "\n" == text(block.claim.removeprefix("file: "))


@pytest.mark.parametrize(
    "page", [page if page == "README.md" else pytest.param(page, marks=pytest.mark.slow) for page in RUNNING]
)
def test_every_snippet_runs_and_prints_the_shown_output(
    page: str, script: Script, address: str, tmp_path: Path
) -> None:
    snippets, said = claiming(page, "runs"), claiming(page, "printed")
    printed = {}
    for snippet in snippets:
        file = tmp_path / "snippet.py"
        file.write_text(snippet.replace(ADDRESS, address))
        done = script(file)
        assert (done.returncode, done.stderr) == (0, "")
        printed[snippet] = REQUEST_ID.sub("ID", done.stdout.rstrip("\n"))
    assert [printed[snippet] for snippet in snippets] == [REQUEST_ID.sub("ID", block) for block in said]


def test_readme_and_guide_have_snippets_that_run() -> None:
    assert {"README.md", "docs/usage.md"} <= set(RUNNING)


@pytest.mark.parametrize("page", READMES)
def test_every_python_block_of_a_readme_claims_something(page: str) -> None:
    assert [block.code for block in blocks(page) if block.language == "python" and not block.claim] == []


def anchors(page: str) -> set[str]:
    """The anchors that a page has: those of its headings as GitHub makes them, and its own."""
    made = (re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text(page)))
    return {*made, *re.findall(r'<a id="([^"]+)">', text(page))}


def links(page: str) -> Iterator[tuple[str, Path, str]]:
    """The links of a page into this repository: as written, the file, the anchor."""
    for link in LINK.findall(re.sub(r"```.*?```", "", text(page), flags=re.DOTALL)):
        if ":" not in link:
            path, _, anchor = link.partition("#")
            yield link, (ROOT / page).parent / path if path else ROOT / page, anchor


@with_each("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for link, target, anchor in links(page):
        assert target.exists(), f"{page}: {link}"
        assert not anchor or anchor in anchors(str(target.resolve().relative_to(ROOT))), f"{page}: {link}"


def test_every_document_is_linked_from_the_readme_or_the_index_or_a_page_that_is() -> None:
    found, waiting = set(READMES), ["README.md"]
    while waiting:
        for _, target, _ in links(waiting.pop()):
            name = str(target.resolve().relative_to(ROOT))
            if name.endswith(".md") and name not in found:
                found.add(name)
                waiting.append(name)
    assert sorted(set(PAGES) - found) == []


DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


@pytest.mark.parametrize("file", DECISIONS, ids=lambda file: file.stem)
def test_a_decision_says_on_one_screen_what_and_why(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(rf"# {file.stem[:4]}: .+", lines[0])
    parts = [match[1] for line in lines if (match := re.match(r"- \*\*(\w+).*?\*\*:", line))]
    assert list(dict.fromkeys(parts)) in (PARTS, PARTS[:-1])
    assert len(lines) <= SCREEN
    assert max(len(line) for line in lines if "](" not in line and not line.lstrip().startswith("|")) <= 120


def test_every_file_that_a_decision_names_exists() -> None:
    there = "".join(f"/{file}\n" for file in files(".py", ".yaml", ".json", ".txt", ".patch"))
    for file in DECISIONS:
        for name in re.findall(r"`([\w./-]+\.(?:py|yaml|json|txt))(?: \w+)?`", file.read_text(encoding="utf-8")):
            assert f"/{name}" in there, f"{file.name} names {name}"


def test_the_index_lists_every_decision_by_its_title() -> None:
    index = [line for line in text("docs/README.md").splitlines() if "(decisions/" in line]
    titles = [file.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ") for file in DECISIONS]
    assert index == [
        f"- [{title[:4]}](decisions/{file.name}){title[4:]}" for file, title in zip(DECISIONS, titles, strict=True)
    ]


def test_every_section_that_is_referred_to_is_one_of_the_pipeline_format() -> None:
    sections = anchors("docs/pipeline-format.md")
    # A heading of the manual in Chinese has no number.
    for name in files(".py", ".yaml", ".md"):
        for number in SECTION.findall(text(name)):
            assert number in sections, f"{name}: §{number}"


@with_each("page", PAGES)
def test_every_make_command_that_is_named_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*## ", text("Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)(?=[\s`])", text(page), re.MULTILINE)) <= targets


@pytest.mark.slow
def test_the_readme_on_a_package_index_has_absolute_links_only() -> None:
    command = [sys.executable, "-m", "hatchling", "metadata", "readme"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert "whoever knows the password has a shell" in done.stdout
    assert [link for link in LINK.findall(done.stdout) if not link.startswith("http")] == []


def test_the_readme_names_the_commands_to_start_with() -> None:
    assert re.findall(r"^make ([a-z-]+)", text("README.md"), re.MULTILINE)[:2] == ["demo", "test"]
