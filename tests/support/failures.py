"""Helpers that check failures."""

from typing import Any

import pytest

from paddleflow import ErrorMessage, PaddleFlowSDKException, Result


def failed(pair: Result[Any], kind: type[PaddleFlowSDKException]) -> ErrorMessage:
    """The message of a pair that is a failure of this kind, and whose code, message and str() agree."""
    ret, message = pair
    assert ret is False
    assert isinstance(message, ErrorMessage)
    assert type(message.exception) is kind, message
    assert str(message) == message.exception.message
    with pytest.raises(kind):
        pair.unwrap()
    return message
