"""YAML read by libyaml: in Python it takes ten times longer, and every process of the suite reads what cases it has."""

from pathlib import Path
from typing import Any

import yaml


def parsed(text: str) -> Any:
    return yaml.load(text, yaml.CSafeLoader)


def read(file: Path) -> Any:
    return parsed(file.read_text(encoding="utf-8"))
