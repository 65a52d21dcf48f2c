"""A test that freezes the clock of its program while the embedded server runs in it."""

import threading

import pytest
from freezegun import freeze_time

from paddleflow_emulator.engine.real_time import SystemClock

from ..support.api import FINAL, LONGEST_WAIT, pipeline_yaml
from .conftest import Serving


@pytest.mark.slow
def test_the_servers_clock_is_the_machines() -> None:
    before = SystemClock().now()
    with freeze_time("2020-01-01"):
        frozen = SystemClock().now()
    assert before <= frozen <= SystemClock().now()
    with freeze_time("2020-01-01", tz_offset=5):
        assert before <= SystemClock().now()


@pytest.mark.slow
def test_a_server_goes_on_in_frozen_time_and_stops_after_it(serving: Serving) -> None:
    ended = []

    def use() -> None:
        pause = threading.Event()
        with serving() as api:
            root = api.login()
            with freeze_time("2020-01-01"):
                run_id = root.start(pipeline_yaml(main="sleep 0.3"))
                for _ in range(int(LONGEST_WAIT / 0.02)):
                    if root.run(run_id)["status"] in FINAL:
                        break
                    pause.wait(0.02)
            ended.append(root.run(run_id)["status"])
            assert not root.run(run_id)["createTime"].startswith("2020")
        ended.append("stopped")

    # In a thread, since a server whose timers stood still would never stop.
    thread = threading.Thread(target=use, daemon=True)
    thread.start()
    thread.join(2 * LONGEST_WAIT)
    assert ended == ["succeeded", "stopped"]
