"""Paths inside of texts: mount paths and the local directories behind them."""

import re
from collections.abc import Mapping


def replace_paths(text: str, paths: Mapping[str, str]) -> str:
    """Replace whole path prefixes, the longest first, in one pass. The root stands for nothing and is let be."""
    known = {path.rstrip("/"): new for path, new in paths.items() if path.strip("/")}
    if not known:
        return text
    longest_first = "|".join(re.escape(path) for path in sorted(known, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w./}}-])({longest_first})(?![\w.-])")
    return pattern.sub(lambda match: known[match[1]], text)
