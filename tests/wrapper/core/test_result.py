"""The pair, its message, and the exceptions."""

import copy
import inspect
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paddleflow import ErrorMessage, Failure, NotFound, PaddleFlowSDKException, Result, Success, TimedOut, errors

KINDS = [each for _, each in inspect.getmembers(errors, inspect.isclass)]
TEXTS = st.none() | st.text()


def test_a_success_is_a_tuple_of_two() -> None:
    pair = Success([1, 2])
    ret, response = pair
    assert (ret, response) == (True, [1, 2])
    assert pair == (True, [1, 2])
    assert isinstance(pair, tuple)
    assert len(pair) == 2
    assert str(pair) == repr(pair) == "(True, [1, 2])"
    assert pair.ok
    assert pair.error is None
    assert pair.unwrap() == [1, 2]


def test_a_failure_is_a_tuple_of_two() -> None:
    cause = NotFound("RunNotFound", "There is no such run.", "id-1", http_status=404)
    pair: Result[int] = Failure(cause)
    ret, response = pair
    assert ret is False
    assert response == "There is no such run."
    assert pair == (False, "There is no such run.")
    assert str(pair) == "(False, 'There is no such run.')"
    assert not pair.ok
    assert pair.error is response
    with pytest.raises(NotFound, match=r"There is no such run\.") as raised:
        pair.unwrap()
    assert raised.value is cause


@given(value=st.none() | st.integers() | st.text() | st.lists(st.integers()))
def test_any_value_makes_a_success(value: object) -> None:
    """Also a text, and what is false."""
    pair = Success(value)
    assert pair.ok
    assert pair.error is None
    assert pair.unwrap() == value


def test_pairs_are_hashed_and_compared_as_tuples() -> None:
    assert hash(Success(1)) == hash((True, 1))
    assert Success(1) != Success(2)
    assert sorted([Success(2), Success(1)]) == [(True, 1), (True, 2)]


def test_a_message_is_a_text_that_knows_more() -> None:
    message = ErrorMessage(NotFound("RunNotFound", "There is no such run.", "id-1", http_status=404))
    assert isinstance(message, str)
    assert message == "There is no such run."
    assert "no such" in message
    assert f"{message}!" == "There is no such run.!"
    assert (message.code, message.http_status, message.request_id) == ("RunNotFound", 404, "id-1")
    assert isinstance(message.exception, NotFound)


def test_a_message_that_is_taken_for_a_result_says_so() -> None:
    message: object = ErrorMessage(NotFound("RunNotFound", "There is no such run.", "id-1", http_status=404))
    for name in ("status", "run_id", "components"):
        assert not hasattr(message, name)
        with pytest.raises(AttributeError, match=rf"no '{name}'.*There is no such run\..*Check ret first.*unwrap\(\)"):
            getattr(message, name)
    with pytest.raises(TypeError, match=r"no 'runList'.*There is no such run\..*Check ret first.*unwrap\(\)"):
        message["runList"]  # type: ignore[index] # pyright: ignore[reportIndexIssue]
    assert ErrorMessage(NotFound("C", "No."))[:2] == "No"


def test_results_work_with_match() -> None:
    pairs: list[Result[int]] = [Success(1), Failure(NotFound("C", "No."))]
    told: list[object] = []
    for pair in pairs:
        match pair:
            case (True, number):
                told.append(number)
            case (False, message):
                told.append(message.code)
    assert told == [1, "C"]


@pytest.mark.parametrize("again", [lambda x: pickle.loads(pickle.dumps(x)), copy.copy, copy.deepcopy])  # noqa: S301
def test_a_pair_comes_back_from_pickle(again: object) -> None:
    assert callable(again)
    good = again(Success([1]))
    assert type(good) is Success
    assert good == (True, [1])
    bad = again(Failure(TimedOut("Timeout", "Too late.", "id-1")))
    assert type(bad) is Failure
    assert bad == (False, "Too late.")
    assert type(bad.error) is ErrorMessage
    assert type(bad.error.exception) is TimedOut
    assert (bad.error.code, bad.error.http_status, bad.error.request_id) == ("Timeout", None, "id-1")


@pytest.mark.parametrize("kind", KINDS)
def test_every_exception_is_a_paddleflow_exception(kind: type[PaddleFlowSDKException]) -> None:
    assert issubclass(kind, PaddleFlowSDKException)
    assert kind.__doc__


@pytest.mark.parametrize("kind", KINDS)
@given(code=TEXTS, message=TEXTS, request_id=TEXTS, status=st.integers(100, 599))
def test_an_exception_comes_back_from_pickle(
    kind: type[PaddleFlowSDKException],
    code: str | None,
    message: str | None,
    request_id: str | None,
    status: int | None,
) -> None:
    error = kind(code, message, request_id, http_status=status)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert type(again) is kind
    assert vars(again) == vars(error)
    assert again.args == error.args
    assert str(again) == str(error)


def test_an_exception_has_the_interface_of_the_official_sdk() -> None:
    for error in (
        PaddleFlowSDKException("Code", "What happened.", "id-1"),
        PaddleFlowSDKException(code="Code", message="What happened.", requestId="id-1"),
    ):
        assert (error.code, error.message, error.requestId) == ("Code", "What happened.", "id-1")
        assert (error.get_code(), error.get_message(), error.get_request_id()) == ("Code", "What happened.", "id-1")
        assert error.request_id == "id-1"
        assert error.http_status is None
    empty = PaddleFlowSDKException()
    assert (empty.code, empty.message, empty.requestId) == (None, None, None)


def test_an_exception_says_what_it_knows() -> None:
    assert str(NotFound("Code", "What happened.")) == "What happened."
    assert str(NotFound("Code")) == "Code"
    assert str(NotFound()) == "NotFound"
