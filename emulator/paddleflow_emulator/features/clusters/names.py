"""Names as Kubernetes wants them: queues, namespaces, resource pools."""

from __future__ import annotations

import re

_LABEL = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")
LABEL_RULE = (
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end "
    "with an alphanumeric character (regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?', at most 63 long)"
)
"""What a label is, for messages."""


def is_label(text: str) -> bool:
    """Return whether a text is a DNS-1123 label."""
    return _LABEL.fullmatch(text) is not None
