"""`client` is here a client of either kind, so that the manual's calls stand as they are written and run on both."""

import pytest

from ...support.face import Face


@pytest.fixture
def client(face: Face) -> Face:
    return face
