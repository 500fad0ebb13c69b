"""Garbage is looked for when the window is left."""

import gc
import weakref

import pytest
from PySide6.QtCore import Qt

from quality_desktop.ui.garbage import QuietGarbage


class Knot:
    """Refers to itself, as garbage does that only a collection finds."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def garbage(qapp):
    thresholds = gc.get_threshold()
    made = QuietGarbage(qapp)
    yield made
    made.deleteLater()
    gc.set_threshold(*thresholds)


def knot():
    return weakref.ref(Knot())


def test_garbage_is_collected_when_the_user_turns_to_another_program(qapp, garbage):
    left = knot()
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert left() is not None
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert left() is None


def test_garbage_is_looked_for_again_when_the_program_has_started(garbage):
    gc.disable()  # as the command line does before the window
    try:
        assert garbage.start.isActive()
        garbage.start.timeout.emit()
        assert gc.isenabled()
    finally:
        gc.enable()


def test_hundreds_of_thousands_of_new_objects_cause_no_full_collection(garbage):
    gc.collect()
    before = gc.get_stats()[2]["collections"]
    kept = [[number] for number in range(300_000)]
    assert gc.get_stats()[2]["collections"] == before
    assert len(kept) == 300_000
