"""Paths inside of texts: mount paths and the local directories behind them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping


def replace_paths(text: str, paths: Mapping[str, str]) -> str:
    """Replace whole path prefixes, the longest first, in one pass. The root stands for nothing and is left alone."""
    return "".join(path or between for between, path in _parts(text, paths))


def replace_paths_in_command(command: str, paths: Mapping[str, str]) -> str:
    """Replace paths as `replace_paths` does, each quoted for its place, so that a shell reads it as it is written."""
    if all(shlex.quote(path) == path for path in paths.values()):
        return replace_paths(command, paths)
    quotes = _Quotes()
    replaced = ""
    for between, path in _parts(command, paths):
        for character in between:
            quotes.read(character)
        replaced += quotes.quoted(path) if path else between
    return replaced


def _parts(text: str, paths: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Split a text: pieces of it with an empty path, and for each path in it an empty piece with what replaces it."""
    known = {path.rstrip("/"): new for path, new in paths.items() if path.strip("/")}
    end = 0
    if known:
        longest_first = "|".join(re.escape(path) for path in sorted(known, key=len, reverse=True))
        for match in re.finditer(rf"(?<![\w./}}-])({longest_first})(?![\w.-])", text):
            yield text[end : match.start()], ""
            yield "", known[match[1]]
            end = match.end()
    yield text[end:], ""


class _Quotes:
    """Follows the quotes of a shell's command. Of here-documents it knows nothing."""

    def __init__(self) -> None:
        """Begin outside of all quotes."""
        self._open = [""]
        self._before = "\n"
        self._escaped = self._comment = False

    def quoted(self, word: str) -> str:
        """Return a word, or a part of one, quoted for where it stands."""
        self._before, self._escaped = "", False
        if self._open[-1] == "'":
            word = word.replace("'", "'\\''")
        elif self._open[-1] == '"':
            word = re.sub(r'(["$`\\])', r"\\\1", word)
        else:
            word = shlex.quote(word)
        for _ in range(self._open.count("`")):  # A shell takes one backslash away before it reads what is in there.
            word = re.sub(r"([$`\\])", r"\\\1", word)
        return word

    def read(self, character: str) -> None:
        """Go on behind a character."""
        inside, before, escaped = self._open[-1], self._before, self._escaped
        self._before, self._escaped = character, False
        if self._comment:
            self._comment = character != "\n"
        elif escaped:
            self._before = ""
        elif inside == "'":
            if character == "'":
                self._open.pop()
        elif character == "\\":
            self._escaped = True
        elif character == "#":
            self._comment = inside != '"' and before in ("\n", *" \t;&|(")
        elif (character in '"`' and inside == character) or (character == ")" and inside == "("):
            self._open.pop()
        elif character in '"`' or (inside != '"' and character in "'(") or (character == "(" and before == "$"):
            self._open.append(character)
