"""YAML that readers of YAML 1.1 (the server's) and 1.2 understand alike."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from paddleflow._files import text_of
from paddleflow.pipeline._errors import refuse
from paddleflow.pipeline._rules.yaml_text import InvalidYaml, parse_yaml

# Plain scalars that some readers take for a boolean, number or merge key, beyond those that PyYAML knows.
_DOUBTFUL = re.compile(
    r"""^(?: [yYnN] | = | << | [-+]?0o[0-7_]+ | [-+]?0x[0-9a-fA-F_]+
    | [-+]?(\.[0-9_]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)? | [-+]?\.(inf|Inf|INF) | \.(nan|NaN|NAN) )$""",
    re.VERBOSE,
)
_BREAKS = re.compile("[\r\x85\u2028\u2029\ufeff]")


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    if _BREAKS.search(text):  # Readers of YAML 1.1 take each for a line break, and fold them to blanks.
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
    lines = text.split("\n")
    literal = len(lines) > 1 and not any(line != line.rstrip() for line in lines) and not text.startswith((" ", "\n"))
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if literal else None)


_Dumper.add_representer(str, _represent_text)
# A string that resolves to another tag is written in quotes.
_Dumper.add_implicit_resolver("!doubtful", _DOUBTFUL, list("-+0123456789.yYnN=<"))


def dump(document: dict[str, Any]) -> str:
    """Return a document as YAML, in its own order."""
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=2**31 - 1)


def load(source: str | Path) -> dict[str, Any]:
    """Return the document in a string or a file, as the server reads it.

    Raises:
        PipelineDSLError: It is not YAML, or not a mapping.
    """
    try:
        return parse_yaml(text_of(source), unique_keys=True)
    except InvalidYaml as problem:
        raise refuse(problem.message) from None
    except UnicodeDecodeError as problem:
        raise refuse(f"yaml: the file is not UTF-8 text: {problem}") from None
