"""The server's rules for pipelines: how it reads their YAML, and what it checks.

The embedded server and `Pipeline.check` share this package, which imports neither of them; it needs attrs and PyYAML.
"""

from __future__ import annotations
