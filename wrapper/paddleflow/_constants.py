"""Every default of the client, once."""

from typing import Final

__version__: Final = "0.1.0"

PORT: Final = 8999
"""Port of a server whose address names none (manual: client 初始化)."""

CONNECT_SECONDS: Final = 5.0
"""How long a connection may take to be made."""

READ_SECONDS: Final = 60.0
"""How long the server may be silent."""

PAGE_SIZE: Final = 100
"""Rows of a list (manual: maxsize, default=100)."""

PIPELINE_PAGE_SIZE: Final = 50
"""Rows of a list of pipelines or clusters (manual: maxsize, default=50)."""

PAGE_SIZE_LIMIT: Final = 1000
"""Rows of a list at most: the server refuses more."""

LOG_PAGE_SIZE: Final = 100
"""Lines of a page of a log, and the most that the server gives."""

EXCERPT: Final = 200
"""Characters of an unexpected answer that an error quotes."""
