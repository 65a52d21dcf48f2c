"""The names that the server takes: of pipelines, of steps and DAGs, and of parameters, artifacts and variables (§4)."""

from __future__ import annotations

import re

PIPELINE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,127}")
COMPONENT_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9-]{0,29}")
VARIABLE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,49}")
