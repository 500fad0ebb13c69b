"""Recommendations are composed with progress; stopped, they leave the file as it was."""

import pytest
from PySide6.QtCore import QObject

from quality_desktop import paths
from quality_desktop.services.school_profile import recommendations
from quality_desktop.ui.tabs.risk.composing import Wanted, compose
from tests.services.risky import YEAR, fill, school_id, weak_and_strong
from tests.ui.drivers import wait_idle

pytestmark = pytest.mark.gui


@pytest.fixture
def operations(qtbot, open_operations, empty_file):
    made = open_operations(empty_file)

    made.ask(lambda store: fill(store, weak_and_strong()), lambda _nothing: None, owner=made)
    wait_idle(qtbot, made)
    return made


def composed(qtbot, operations, owner):
    """Compose for one school; the steps that were told and what the file has then."""
    steps: list[tuple[int, int]] = []
    operations.progressed.connect(lambda done, total, _text: steps.append((done, total)))
    refusals: list[str] = []
    wanted = Wanted(year=YEAR, schools=[school_id("А")], reference=paths.bundled().reference)
    compose(operations, wanted, then=lambda _changes: None, refused=refusals.append, owner=owner)
    wait_idle(qtbot, operations)
    found: list[int] = []
    operations.ask(
        lambda store: len(recommendations.of_year(store=store, year=YEAR)),
        found.append,
        owner=owner,
    )
    wait_idle(qtbot, operations)
    assert refusals == []
    return steps, found[0]


def test_nothing_is_written_when_the_work_is_stopped_and_all_of_it_otherwise(qtbot, operations):
    owner = QObject()
    stop = operations.progressed.connect(lambda *_: operations.cancel())
    steps, schools = composed(qtbot, operations, owner)
    assert (steps[0], schools) == ((0, 1), 0)
    operations.progressed.disconnect(stop)
    steps, schools = composed(qtbot, operations, owner)
    assert (steps[-1], schools) == ((1, 1), 1)
