"""`client` is here a client of either kind, so that the manual's calls stand as they are written and run on both."""

import pytest

from ...support.any_client import AnyClient


@pytest.fixture
def client(any_client: AnyClient) -> AnyClient:
    return any_client
