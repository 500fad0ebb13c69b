"""What stands out: marked in the grid, told below and beside it, accepted with a reason."""

import shutil
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton

from quality_desktop import paths
from quality_desktop.domain.errors import Severity
from quality_desktop.services.district_file import files
from quality_desktop.ui.dialogs.accept_warning import AcceptWarning
from quality_desktop.ui.models.monitoring_looks import CellState
from tests.services.monitoring_form import NAMES, YEAR, fill, number, value
from tests.ui.conftest import WRITER
from tests.ui.drivers import only
from tests.ui.tabs.drivers_matrix import in_dialog
from tests.ui.tabs.drivers_monitoring import MonitoringDriver

pytestmark = pytest.mark.gui
FIRST, SECOND, THIRD, FOURTH = NAMES
SENTENCE = "ЕГЭ, показатель «Высокий балл»: 30, а год назад 4 – на 26 больше, проверьте."


@pytest.fixture(scope="session")
def jumped_file(_made_files, tmp_path_factory):
    """A file with the small form in which one count has jumped since the year before."""
    path = tmp_path_factory.mktemp("jumped") / f"jumped{files.SUFFIX}"
    shutil.copy(_made_files(None), path)
    migrations = paths.bundled().migrations
    with files.open_file(path=path, migrations=migrations, writer=WRITER) as store:
        fill(store)
        with store.work("Подготовка", kind="load") as work:
            work.put(value(FIRST, "high", number(4), YEAR - 1))
            work.put(replace(value(FIRST, "high", number(30)), origin="form"))
            work.commit()
    return path


@pytest.fixture
def window(make_window, jumped_file, tmp_path):
    driver = make_window(shutil.copy(jumped_file, tmp_path / jumped_file.name), only("monitoring"))
    driver.window.scope.choose_year(YEAR)
    driver.settle()
    return driver


@pytest.fixture
def tab(window, qtbot):
    driver = MonitoringDriver(qtbot, window.show_tab("monitoring"))
    driver.settle()
    driver.look_again()
    return driver


def test_a_jump_is_marked_told_and_never_counted_as_a_mistake(tab):
    assert tab.state(FIRST, "high") is CellState.HINT
    (problem,) = tab.tab.problems.problems
    assert problem.severity is Severity.HINT
    assert problem.text == f"{FIRST}. {SENTENCE}"
    assert tab.tab.problems.count == 0
    tab.tab.jump_to(problem.place)
    tab.settle()
    assert SENTENCE in tab.side
    assert "повод проверить" in tab.side


def test_only_schools_that_stand_out_are_shown_on_wish(tab):
    tab.filter_kind("hints")
    assert tab.schools == [FIRST]
    tab.filter_kind("problems")
    assert tab.schools == []


def test_a_mended_figure_stands_out_no_more_and_undo_brings_it_back(tab, window):
    tab.write(FIRST, "high", "5")
    tab.look_again()
    assert tab.state(FIRST, "high") is CellState.TYPED
    assert tab.problems == ()
    window.undo()
    tab.look_again()
    assert tab.state(FIRST, "high") is CellState.HINT


def test_what_was_looked_at_is_accepted_with_a_reason_and_asked_again(tab):
    def accept(dialog):
        dialog.reason.setText("Открыли профильный класс")
        dialog.take.click()

    tab.go(FIRST, "high")
    in_dialog(AcceptWarning, accept)
    tab.press_side("acceptWarning")
    tab.look_again()
    assert tab.state(FIRST, "high") is CellState.ACCEPTED
    assert tab.problems == ()
    assert "Открыли профильный класс" in tab.side
    tab.press_side("withdrawAcceptance")
    tab.look_again()
    assert tab.state(FIRST, "high") is CellState.HINT
    assert tab.pane.side.findChild(QPushButton, "acceptWarning") is not None


def test_an_error_of_the_same_figure_says_enough(tab):
    tab.write(FIRST, "high", "41")  # more than took the exam
    tab.look_again()
    assert tab.state(FIRST, "high") is CellState.ERROR
    assert all(problem.severity is Severity.ERROR for problem in tab.tab.problems.problems)
