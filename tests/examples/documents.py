"""Code blocks of the documents, and what they claim."""

import re
from functools import cache
from typing import NamedTuple

from .conftest import ROOT

BLOCK = re.compile(r"(?:<!-- (?P<claim>[^\n]+) -->\n)?```(?P<language>\w+)\n(?P<code>.*?)\n```\n", re.DOTALL)


class Block(NamedTuple):
    claim: str
    language: str
    code: str


@cache
def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str) -> list[Block]:
    return [Block(found["claim"] or "", found["language"], found["code"]) for found in BLOCK.finditer(text(page))]


def claiming(page: str, claim: str) -> list[str]:
    return [block.code for block in blocks(page) if block.claim.startswith(claim)]
