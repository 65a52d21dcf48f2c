"""Many cases of one rule in one test."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

import pytest

LONGEST_NAME = 80


def with_each(
    names: str, values: Iterable[Any], *, ids: Callable[[Any], object] = repr
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Call a test with each of many values; it fails with every one that did not hold, by name.

    It is `pytest.mark.parametrize` for hundreds of values that take no time: a test of its own for each would take
    more. The fixtures are made once for all.
    """
    arguments = names.split(", ")
    cases = list(values)

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(test)
        fixtures = [each for each in signature.parameters.values() if each.name not in arguments]

        @functools.wraps(test)
        def tested(**fixed: Any) -> None:
            assert cases, "there is nothing to try"
            failures, failed = list[BaseException](), list[str]()
            for case in cases:
                try:
                    test(**fixed, **dict(zip(arguments, case if len(arguments) > 1 else [case], strict=True)))
                except (Exception, pytest.fail.Exception) as failure:
                    failed.append(str(ids(case))[:LONGEST_NAME])
                    failure.add_note(f"{test.__name__}: {failed[-1]}")
                    failures.append(failure)
            if failures:
                raise BaseExceptionGroup(f"{len(failures)} of {len(cases)} cases: {', '.join(failed)}", failures)

        tested.__signature__ = signature.replace(parameters=fixtures)  # type: ignore[attr-defined]
        return tested

    return decorate
