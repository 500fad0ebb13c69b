"""One district for all histories of a module."""

from collections.abc import Iterator

import pytest

from tests.storage.merging_laws.offices import District


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[District]:
    district = District(tmp_path_factory.mktemp("district"))
    yield district
    district.close()
