"""What the server takes for a pipeline: how its YAML is read, and each rule that it checks.

The embedded server and `Pipeline.check` share this: it needs attrs and PyYAML, and knows neither of the two.
"""

from __future__ import annotations
