"""How the suite is spread over processes."""

from typing import Any

import pytest


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each test to whichever process is free, and all of tests/e2e to one, which judges what they reached."""
    from xdist.scheduler import LoadScopeScheduling

    class OneForEndToEnd(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "tests/e2e" if nodeid.startswith("tests/e2e/") else nodeid

    return OneForEndToEnd(config, log)
