"""The line and column of an item of a pipeline's document."""

from __future__ import annotations

from typing import Any

import yaml

from paddleflow.pipeline._rules.problems import Path
from paddleflow.pipeline._rules.yaml_text import SAFE_LOADER, scalar_value


class Positions:
    """Finds lines and columns in a text that `parse_yaml` could read.

    Args:
        text: The YAML.
    """

    def __init__(self, text: str) -> None:
        loader = SAFE_LOADER(text)
        try:
            self._root: Any = loader.get_node() if loader.check_node() else None
        except (yaml.YAMLError, RecursionError):  # JSON that is not YAML, such as JSON indented with tabs.
            self._root = None
        finally:
            loader.dispose()

    def of(self, path: Path) -> tuple[int, int]:
        """Return line and column, from 1, of the item at a path, or of the last part of the path that exists.

        Args:
            path: Keys of mappings and indexes of lists.
        """
        node = self._root
        if node is None:
            return 0, 0
        mark = node.start_mark
        for key in path:
            found = _item(node, key)
            if found is None:
                break
            mark, node = found
        return mark.line + 1, mark.column + 1


def _item(node: Any, key: str | int) -> tuple[Any, Any] | None:
    """Return the mark of a key or an item, and the node of its value."""
    if isinstance(node, yaml.SequenceNode):
        if isinstance(key, str):  # Outputs of a step: a list of names, or a map.
            found = next((item for item in node.value if getattr(item, "value", None) == key), None)
            return found and (found.start_mark, found)
        return (node.value[key].start_mark, node.value[key]) if key < len(node.value) else None
    if not isinstance(node, yaml.MappingNode):
        return None
    merged: list[Any] = []
    for name, value in reversed(node.value):
        if _text(name) == key:
            return name.start_mark, value
        if name.value == "<<":
            merged += value.value if isinstance(value, yaml.SequenceNode) else [value]
    return next((found for each in merged if (found := _item(each, key)) is not None), None)


def _text(key: Any) -> str:
    """Return a key as it is in the document: an unquoted y is true."""
    if not isinstance(key, yaml.ScalarNode) or key.style is not None:
        return str(key.value)
    value = scalar_value(key.value)
    return str(value).lower() if isinstance(value, bool) else str(value)
