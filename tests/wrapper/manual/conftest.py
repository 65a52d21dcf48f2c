"""`client` is a client of either kind here, so that the manual's calls run unchanged on both."""

import pytest

from ...support.any_client import AnyClient


@pytest.fixture
def client(any_client: AnyClient) -> AnyClient:
    return any_client
