"""The server's rules for pipelines: how it reads their YAML, and what it checks.

The embedded server and `Pipeline.check` share this package, which needs attrs and PyYAML and depends on neither.
"""

from __future__ import annotations
