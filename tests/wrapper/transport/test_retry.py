"""Whether a request is sent again, and when: decided without a clock, dice or a network."""

import sys
import threading
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paddleflow._constants import (
    ATTEMPTS,
    PAUSE_SECONDS,
    PAUSE_SECONDS_LIMIT,
    RETRY_AFTER_LIMIT,
    RETRY_BUDGET,
    RETRY_COST,
)
from paddleflow._http import FailureKind, NoResponse, Reply, Response
from paddleflow._retry import BUSY, SAFE_METHODS, Budget, Policy, pause, retry_after

from ...support.cases import with_each

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
POLICY = Policy(ATTEMPTS, PAUSE_SECONDS, PAUSE_SECONDS_LIMIT, RETRY_AFTER_LIMIT)
NOT_ARRIVED = {FailureKind.REFUSED, FailureKind.CONNECT_TIMEOUT, FailureKind.UNUSABLE}
WRITES = ["post", "put", "delete", "patch"]

policies = st.builds(
    Policy,
    attempts=st.integers(1, 10),
    base=st.floats(0.001, 10),
    cap=st.floats(0.001, 100),
    retry_after_cap=st.floats(0, 1000),
)
headers = st.one_of(st.none(), st.text(max_size=30), st.floats().map(str), st.integers().map(str)).map(
    lambda value: {} if value is None else {"retry-after": value}
)
TIMED_OUT = NoResponse(FailureKind.TIMEOUT, "")
losses = st.builds(NoResponse, kind=st.sampled_from(FailureKind), detail=st.just("gone"))
answers = st.builds(Response, status_code=st.integers(100, 599), headers=headers, content=st.just(b""))
replies: st.SearchStrategy[Reply] = losses | answers
methods = st.sampled_from([*SAFE_METHODS, *WRITES])
dice = st.floats(0, 1)


def decided(reply: Reply, *, method: str = "get", attempt: int = 1, policy: Policy = POLICY, roll: float = 1) -> object:
    return pause(policy, method, attempt, reply, now=NOW, random=lambda: roll)


@given(policy=policies, method=st.sampled_from(WRITES), attempt=st.integers(1, 12), reply=replies, roll=dice)
def test_a_write_is_sent_again_only_when_it_cannot_have_arrived(
    policy: Policy, method: str, attempt: int, reply: Reply, roll: float
) -> None:
    if decided(reply, method=method, attempt=attempt, policy=policy, roll=roll) is not None:
        assert isinstance(reply, NoResponse)
        assert reply.kind in NOT_ARRIVED


@given(policy=policies, method=methods, reply=replies, roll=dice, further=st.integers(0, 5))
def test_there_is_no_attempt_after_the_last(
    policy: Policy, method: str, reply: Reply, roll: float, further: int
) -> None:
    assert decided(reply, method=method, attempt=policy.attempts + further, policy=policy, roll=roll) is None


@given(policy=policies, method=methods, attempt=st.integers(1, 12), reply=losses, roll=dice)
@example(
    policy=Policy(10**6, 0.5, 8, 60), method="get", attempt=1000, reply=NoResponse(FailureKind.TIMEOUT, ""), roll=1.0
)
def test_a_pause_is_bounded_by_the_cap_and_by_its_doubling(
    policy: Policy, method: str, attempt: int, reply: NoResponse, roll: float
) -> None:
    wait = pause(policy, method, attempt, reply, now=NOW, random=lambda: roll)
    if wait is not None:
        assert 0 <= wait <= min(policy.cap, policy.base * 2.0 ** (attempt - 1))


@given(policy=policies, method=methods, attempt=st.integers(1, 12), reply=replies, roll=dice)
def test_no_pause_is_longer_than_either_cap(
    policy: Policy, method: str, attempt: int, reply: Reply, roll: float
) -> None:
    wait = pause(policy, method, attempt, reply, now=NOW, random=lambda: roll)
    assert wait is None or 0 <= wait <= max(policy.cap, policy.retry_after_cap)


@given(status=st.integers(100, 599))
def test_an_answer_is_final_unless_the_server_is_busy(status: int) -> None:
    assert (decided(Response(status, {}, b"")) is not None) == (status in BUSY)


def test_busy_statuses() -> None:
    assert {408, 429, 502, 503, 504} == BUSY


@with_each("kind", FailureKind, ids=lambda kind: kind.name)
def test_a_read_is_sent_again_after_every_loss_but_one_that_will_not_change(kind: FailureKind) -> None:
    assert (decided(NoResponse(kind, "gone")) is None) == (kind in (FailureKind.UNUSABLE, FailureKind.UNREADABLE))


def test_pauses_double_up_to_the_cap() -> None:
    policy = Policy(10, 0.5, 8, 60)
    pauses = [decided(NoResponse(FailureKind.DROPPED, ""), attempt=n, policy=policy) for n in range(1, 10)]
    assert pauses == [0.5, 1, 2, 4, 8, 8, 8, 8, 8]


def test_jitter_is_full() -> None:
    assert [decided(NoResponse(FailureKind.DROPPED, ""), roll=roll) for roll in (0, 0.25, 1)] == [0, 0.125, 0.5]


RETRY_AFTER: list[tuple[str | None, float | None]] = [
    (None, None),
    ("", None),
    (" ", None),
    ("0", 0),
    ("1", 1),
    ("  7  ", 7),
    ("0.25", 0.25),
    ("1e1", 10),
    ("+3", 3),
    ("60", 60),
    ("120", 120),
    ("-1", 0),
    ("-0", 0),
    ("-1e400", None),
    ("inf", None),
    ("-inf", None),
    ("nan", None),
    ("1e400", None),
    ("99999999999999999999", 1e20),
    ("soon", None),
    ("1, 2", None),
    ("0x10", None),
    ("Fri, 02 Jan 2026 03:04:35 GMT", 30),
    ("Fri, 02 Jan 2026 03:04:35 UTC", 30),
    ("Fri, 02 Jan 2026 03:04:35", 30),  # no zone: UTC, as HTTP has it
    ("Fri, 02 Jan 2026 03:04:35 -0000", 30),  # a zone that is not known: the same
    ("Fri, 02 Jan 2026 05:04:35 +0200", 30),
    ("Thu, 01 Jan 2026 22:04:35 -0500", 30),
    ("02 Jan 2026 03:04:35 GMT", 30),
    ("Friday, 02-Jan-26 03:04:35 GMT", 30),  # RFC 850
    ("Fri, 02 Jan 2026 03:04:05 GMT", 0),
    ("Fri, 02 Jan 2026 03:04:04 GMT", 0),
    ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ("Mon, 01 Jan 0001 00:00:00 +2359", 0),  # before the first moment there is
    ("Fri, 31 Dec 9999 23:59:59 -2359", 251635064094),
    ("Fri, 02 Jan 100000 03:04:35 GMT", None),
    ("Fri, 30 Feb 2026 03:04:35 GMT", None),
    ("Fri, 02 Jan 2026 25:04:35 GMT", None),
    ("2026-01-02T03:04:35Z", None),
    ("\ud800", None),
    ("١", 1),
]


@with_each("value, seconds", RETRY_AFTER)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(value=st.text() | st.floats().map(str) | st.datetimes().map(lambda when: f"{when:%a, %d %b %Y %H:%M:%S GMT}"))
def test_retry_after_must_be_finite_and_in_the_future(value: str) -> None:
    seconds = retry_after(value, NOW)
    assert seconds is None or 0 <= seconds < float("inf")


@with_each("status", sorted(BUSY))
@with_each(
    "value, wait",
    [("0", 0), ("7", 7), ("60", 60), ("60.5", None), ("1e9", None), ("inf", 0.5), ("nan", 0.5), ("soon", 0.5)],
)
def test_retry_after_is_honoured_up_to_its_cap_and_ignored_when_it_is_nonsense(
    status: int, value: str, wait: float | None
) -> None:
    assert decided(Response(status, {"retry-after": value}, b"")) == wait


@pytest.mark.parametrize("method", WRITES)
def test_retry_after_does_not_make_a_write_safe(method: str) -> None:
    assert decided(Response(503, {"retry-after": "0"}, b""), method=method) is None


@given(spends=st.lists(st.booleans(), max_size=200), size=st.floats(0, 100), cost=st.floats(0.1, 20))
def test_a_budget_stays_within_its_bounds(spends: list[bool], size: float, cost: float) -> None:
    budget = Budget(size, cost)
    for spend in spends:
        before = budget.left
        if spend:
            assert budget.spend() == (before >= cost)
        else:
            budget.earn()
        assert 0 <= budget.left <= size


def test_a_budget_stays_within_its_bounds_in_ten_threads() -> None:
    threads, rounds = 10, 2000
    budget = Budget(20, 5)
    seen: list[float] = []
    spent = [0] * threads
    together = threading.Barrier(threads)

    def work(number: int) -> None:
        together.wait(10)
        for turn in range(rounds):
            if (turn + number) % 3:
                spent[number] += budget.spend()
            else:
                budget.earn()
            seen.append(budget.left)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    finally:
        sys.setswitchinterval(before)
    assert min(seen) >= 0
    assert max(seen) <= budget.size
    earned = sum(1 for number in range(threads) for turn in range(rounds) if not (turn + number) % 3)
    assert sum(spent) * budget.cost <= budget.size + earned  # nothing was spent twice


def test_a_dead_server_uses_up_the_budget_and_a_good_answer_fills_it_again() -> None:
    budget = Budget(RETRY_BUDGET, RETRY_COST)
    assert [budget.spend() for _ in range(30)] == [True] * 20 + [False] * 10
    for _ in range(4):
        budget.earn()
        assert not budget.spend()
    budget.earn()
    assert budget.spend()
    for _ in range(1000):
        budget.earn()
    assert budget.left == RETRY_BUDGET
