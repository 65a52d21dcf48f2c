"""How the suite is spread over processes, and what all of it shares."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bcrypt
import hypothesis
import pytest

if TYPE_CHECKING:
    from .support.contract import Contract

ROOT = Path(__file__).resolve().parents[1]

# A shell starts what is in its background with Ctrl-C ignored, and so would be all that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

# A step that runs `python3` gets this one: with the shim of pyenv each takes three times as long.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

# A few examples of each property, the same each time; `make torture` looks for new ones. A time is never a test.
hypothesis.settings.register_profile("quick", max_examples=8, deadline=None, derandomize=True)
hypothesis.settings.register_profile("torture", max_examples=250, deadline=None)
hypothesis.settings.load_profile("quick")

TOGETHER = ("cli", "e2e", "generated", "pipeline")
"""Folders whose tests stay in one process."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Give each file to whichever process is free, in their order: the last ones are short.

    The tests of a file share servers and what else took long to make, as do those of some folders. At their end those
    of tests/e2e judge what they reached.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            folder, file = nodeid.split("/")[1], nodeid.partition("::")[0]
            return folder if folder in TOGETHER else file

    config.option.loadscopereorder = False
    return Together(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Keep the garbage collector from scanning permanent objects, such as modules and tests, and from running often."""
    gc.disable()
    yield
    gc.freeze()
    gc.set_threshold(10_000)
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Hash passwords as quickly as bcrypt can: each server and each login of a test would wait for it."""
    gensalt = bcrypt.gensalt
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bcrypt, "gensalt", lambda rounds: gensalt(min(rounds, 4)))
        yield


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    """The spec, from the JSON that it is generated into: reading the YAML takes a hundred times longer."""
    return json.loads((ROOT / "generated" / "paddleflow_api" / "openapi.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def contract(document: dict[str, Any]) -> Contract:
    from .support.contract import Contract  # reads much, and not every process needs it

    return Contract(document)
