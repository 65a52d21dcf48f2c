"""`client` is a client of either kind here, so that the manual's calls run unchanged on both."""

from collections.abc import Iterator

import pytest

from ...support.any_client import MOSTLY_BLOCKING, AnyClient, clients


@pytest.fixture(params=MOSTLY_BLOCKING)
def any_clients(request: pytest.FixtureRequest) -> Iterator[AnyClient]:
    with clients(request.param) as maker:
        yield maker


@pytest.fixture
def client(any_client: AnyClient) -> AnyClient:
    return any_client
