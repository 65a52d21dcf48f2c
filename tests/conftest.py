"""How the suite is spread over processes."""

from typing import Any

import pytest


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each test to whichever process is free.

    The tests of a file in tests/emulator stay together, since they share a server, and so do all of tests/e2e, which
    judges at its end what they reached.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            if nodeid.startswith("tests/e2e/"):
                return "tests/e2e"
            return nodeid.partition("::")[0] if nodeid.startswith("tests/emulator/") else nodeid

    return Together(config, log)
