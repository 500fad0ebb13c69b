"""Everything in this folder measures, so the ordinary run leaves it out."""

from pathlib import Path

import pytest

from tests.ui.conftest import environment, messages  # noqa: F401 - fixtures of the window

FOLDER = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the benchmarks before pytest selects by mark."""
    for item in items:
        if item.path.is_relative_to(FOLDER):
            item.add_marker(pytest.mark.benchmark)
