"""Amounts of a queue: read from quantities, written in their shortest form."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddleflow_api.models import ResourceInfo, StringMap
from paddleflow_api.types import UNSET
from paddleflow_emulator.features.clusters.capacity import Capacity
from paddleflow_emulator.features.clusters.quantities import amount, bytes_text, decimal_text, milli_text
from paddleflow_emulator.http.errors import ApiError


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("20G", "20G"),
        ("8Gi", "8Gi"),
        ("1536Mi", "1536Mi"),
        ("1000Gi", "1073741824k"),
        ("0", "0"),
        ("1.5", "2"),
        ("1e3", "1k"),
        ("2048", "2Ki"),
        ("1025", "1025"),
    ],
)
def test_memory_has_a_binary_suffix_or_divides_by_1000(text: str, shown: str) -> None:
    assert Capacity.read(memory=text).to_wire().memory == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [("4", "4"), ("0.5", "500m"), ("1500m", "1500m"), ("1000", "1k"), ("1n", "1m"), ("2000m", "2"), ("", "0")],
)
def test_cpu_counts_in_thousandths(text: str, shown: str) -> None:
    assert Capacity.read(text).to_wire().cpu == shown


WHOLE = st.integers(-(10**21), 10**21)


@given(WHOLE)
def test_a_written_amount_is_read_as_itself(number: int) -> None:
    assert amount(decimal_text(number)) == amount(bytes_text(number)) == number
    assert amount(milli_text(Fraction(number, 1000))) == Fraction(number, 1000)


NUMBERS = st.fractions(0, 10**12)
CAPACITIES = st.builds(Capacity, NUMBERS, NUMBERS, st.dictionaries(st.sampled_from("abc"), NUMBERS))


@given(CAPACITIES)
def test_amounts_sent_are_rounded_up_and_stable(capacity: Capacity) -> None:
    shown = Capacity.from_wire(capacity.to_wire().to_dict())
    assert capacity.fits_in(shown)
    assert Capacity.from_wire(shown.to_wire().to_dict()) == shown


@given(CAPACITIES, CAPACITIES)
def test_adding_and_subtracting_a_capacity_gives_the_same_again(one: Capacity, other: Capacity) -> None:
    left = one + other - other
    assert (left.cpu, left.memory) == (one.cpu, one.memory)
    assert one.fits_in(one + other)
    assert {name: left.scalar[name] for name in one.scalar} == dict(one.scalar)


def test_an_update_keeps_what_it_leaves_out() -> None:
    before = Capacity.read("1", "1Gi", {"a": "1", "b": "2"})
    assert Capacity.wanted(UNSET, before) == before
    info = ResourceInfo(cpu="2", scalar_resources=StringMap.from_dict({"a": "", "c": "3"}))
    assert Capacity.wanted(info, before) == Capacity.read("2", "1Gi", {"b": "2", "c": "3"})
    assert Capacity.wanted(ResourceInfo()) == Capacity()


@pytest.mark.parametrize("text", ["lots", "-1", "1 Gi", "-1m"])
def test_invalid_quantities_are_refused(text: str) -> None:
    with pytest.raises(ApiError, match=r"quantity|negative"):
        Capacity.read(text)
