"""Default values and limits."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

__version__: Final = "0.1.0"

PORT: Final = 8999
"""Port of a server whose address names none (manual: client 初始化)."""

CONNECT_SECONDS: Final = 5.0
"""How long a connection may take to be made."""

READ_SECONDS: Final = 60.0
"""How long the server may be silent."""

TOTAL_SECONDS: Final = 180.0
"""How long a call may take, with all attempts and pauses."""

LONGEST_SECONDS: Final = 1_000_000.0
"""Eleven days, the longest time limit; ``inf`` comes to that. Poll() counts milliseconds in 31 bits."""

ATTEMPTS: Final = 3
"""How often a request is sent at most."""

PAUSE_SECONDS: Final = 0.5
"""The longest first pause between attempts; it doubles each time."""

PAUSE_SECONDS_LIMIT: Final = 8.0
"""The longest pause of all."""

OUTAGE_SECONDS: Final = 600.0
"""How long waiting and following go on when every poll fails, unless they have a limit of their own."""

RETRY_AFTER_LIMIT: Final = 60.0
"""Seconds that a server may ask to wait; one that asks for more is not asked again."""

RETRY_BUDGET: Final = 100.0
"""What a client may spend on repeated attempts; each good answer earns 1 back."""

RETRY_COST: Final = 5.0
"""What a repeated attempt costs."""

CONNECTIONS: Final = 100
"""Connections of one client at most."""

IDLE_SECONDS: Final = 30.0
"""How long an idle connection is kept: what is in between may drop it silently."""

RESPONSE_BYTES: Final = 256 * 2**20
"""Bytes of a response at most, when it is decoded. The largest is the log of a job: the server sends up to 100 MB."""

PAGE_SIZE_LIMIT: Final = 1000
"""Rows of a list at most: the server refuses more."""

LOG_PAGE_SIZE: Final = 100
"""Lines of a page of a log, and the most that the server gives."""

NODE_PAGE_SIZE: Final = 100
"""Nodes of a page, and the most that the server gives."""

RESOURCE_PAGE_SIZE: Final = 1000
"""Nodes of a page of ``list_cluster_resource_v2``: the server's own default."""

LOG_LINE_LIMIT: Final = 1000
"""Lines of the log of a job: the server's own default."""

LOG_SIZE_LIMIT: Final = "100M"
"""Bytes of the log of a job: the server's own default."""

MOUNT_PROGRAM: Final = "pfs-fuse"
"""The platform's FUSE program, unless the environment variable ``fuse_env`` names it."""

MOUNT_SECONDS: Final = 10.0
"""How long the FUSE program may take to mount."""

EXCERPT: Final = 200
"""Characters of an unexpected response, or of an argument, that an error quotes."""

MESSAGE_LIMIT: Final = 4000
"""Characters of a message at most: a server's may be a megabyte."""

CODE_LIMIT: Final = 200
"""Characters of a code or a request id at most."""
