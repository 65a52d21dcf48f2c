"""Templates `{{name}}` and `{{component.name}}`: their syntax and expansion (§6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from attrs import frozen

from paddleflow.pipeline._rules.go_format import command_text

LONGEST = 1024 * 1024
"""Size of a string after its templates are expanded."""

MOST_TEMPLATES = 1000
"""Templates in one string."""

SYSTEM_NAMES = ("PF_RUN_ID", "PF_STEP_NAME", "PF_USER_NAME", "PF_LOOP_ARGUMENT")
PARENT = "PF_PARENT"

_ANY = re.compile(r"\{\{\s*([a-zA-Z0-9_-]*\.?[a-zA-Z0-9_]+)\s*\}\}", re.ASCII)
_UPSTREAM = re.compile(r"\{\{\s*([a-zA-Z0-9_-]+\.[a-zA-Z0-9_]+)\s*\}\}", re.ASCII)
_OWN = re.compile(r"\{\{\s*([a-zA-Z0-9_]+)\s*\}\}", re.ASCII)


class SolveError(Exception):
    """A template, condition or loop that cannot be evaluated; its text becomes the step's message."""


@frozen
class Template:
    """One template: `text` in braces refers to `name` of `component`, or of the own component when that is empty."""

    text: str
    component: str
    name: str


def templates(text: str) -> Iterator[Template]:
    """Yield every template in a string; braces that are not a template are plain text."""
    return _find(_ANY, text)


def upstream_templates(text: str) -> Iterator[Template]:
    """Yield the templates of the form `{{component.name}}` only."""
    return _find(_UPSTREAM, text)


def own_templates(text: str) -> Iterator[Template]:
    """Yield the templates of the form `{{name}}` only."""
    return _find(_OWN, text)


def is_upstream(text: str) -> bool:
    """Return whether a string is exactly one `{{component.name}}`."""
    return _UPSTREAM.fullmatch(text) is not None


def is_own(text: str) -> bool:
    """Return whether a string is exactly one `{{name}}`."""
    return _OWN.fullmatch(text) is not None


def fill(text: str, value_of: Callable[[Template], object]) -> object:
    """Replace templates by values.

    Args:
        text: A string, with or without templates.
        value_of: Returns the value of a template, or raises.

    Returns:
        The value itself, of its own type, if `text` is one template and nothing else; otherwise a string (§6).

    Raises:
        SolveError: The result would exceed `LONGEST` or `MOST_TEMPLATES`.
    """
    found = list(islice(templates(text), MOST_TEMPLATES + 1))
    if len(found) > MOST_TEMPLATES:
        raise SolveError(f"text[{text[:100]}...] has more than {MOST_TEMPLATES} templates: split it up")
    for template in found:
        value = value_of(template)
        if text == template.text:
            return value
        filled = command_text(value)
        if len(text) + text.count(template.text) * len(filled) > LONGEST:
            raise SolveError(
                f"the text with template[{template.text}] expanded would have more than {LONGEST} characters: "
                "pass large values as artifacts"
            )
        text = text.replace(template.text, filled)
    return text


def fill_text(text: str, value_of: Callable[[Template], object]) -> str:
    """Replace templates by values like `fill`, but always return a string."""
    return command_text(fill(text, value_of))


def _find(pattern: re.Pattern[str], text: str) -> Iterator[Template]:
    for match in pattern.finditer(text):
        component, _, name = match[1].rpartition(".")
        yield Template(match[0], component, name)
