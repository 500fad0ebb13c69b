"""Colleagues who exchange packages about one district."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.services.exchange.offices import Colleague, Colleagues, make_small_file


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a municipality and nothing else, not even the catalogues."""
    return make_small_file(tmp_path_factory.mktemp("small") / "район.quality")


@pytest.fixture
def colleagues(
    small_file: Path,
    tmp_path: Path,
    shared_judges: None,
) -> Iterator[Colleagues]:
    """Makes people with copies of the small file."""
    found = Colleagues(small_file, tmp_path)
    yield found
    found.close()


@pytest.fixture
def district_colleagues(
    made_file: Callable[[str | None], Path],
    tmp_path: Path,
    shared_judges: None,
) -> Iterator[Colleagues]:
    """Makes people with copies of the sample district."""
    found = Colleagues(made_file("ishimbay"), tmp_path)
    yield found
    found.close()


@pytest.fixture
def anna(colleagues: Colleagues) -> Colleague:
    return colleagues.join("Анна")


@pytest.fixture
def boris(colleagues: Colleagues) -> Colleague:
    return colleagues.join("Борис")
