"""Findings below a tab."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.ui.widgets.problem_list import ProblemList

pytestmark = pytest.mark.gui

ERROR = Problem(text="Нет координатора.", place="matrix:1")
WARNING = Problem(text="Большая нагрузка.", severity=Severity.WARNING, place="matrix:2")


@pytest.fixture
def problems(qtbot, environment) -> ProblemList:
    widget = ProblemList(environment.look)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_the_model_is_a_right_one(problems):
    tester = QAbstractItemModelTester(problems.model)
    problems.show_problems([ERROR, WARNING])
    problems.show_problems([])
    assert tester.model() is problems.model


def test_errors_come_first_and_are_counted(problems):
    problems.show_problems([WARNING, ERROR])
    assert problems.problems == (ERROR, WARNING)
    assert problems.heading.text() == "2 замечания, из них 1 ошибка"
    assert problems.view.isVisible()


def test_without_findings_there_is_no_list(problems):
    problems.show_problems([])
    assert problems.heading.text() == "Замечаний нет"
    assert not problems.view.isVisible()


def test_a_folded_list_stays_folded_when_findings_change(qtbot, problems):
    problems.show_problems([ERROR])
    qtbot.mouseClick(problems.heading, Qt.MouseButton.LeftButton)
    assert not problems.view.isVisible()
    problems.show_problems([ERROR, WARNING])
    assert not problems.view.isVisible()
    qtbot.mouseClick(problems.heading, Qt.MouseButton.LeftButton)
    assert problems.view.isVisible()


def test_enter_on_a_finding_tells_its_place(qtbot, problems):
    problems.show_problems([ERROR, WARNING])
    problems.take_focus()
    qtbot.keyClick(problems.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(problems.activated) as told:
        qtbot.keyClick(problems.view, Qt.Key.Key_Return)
    assert told.args == ["matrix:2"]


def test_a_screen_reader_says_how_bad_a_finding_is(problems):
    problems.show_problems([ERROR])
    spoken = problems.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Ошибка: Нет координатора."


HINT = Problem(text="Больше, чем год назад.", severity=Severity.HINT, place="matrix:3")


def test_hints_come_last_and_are_no_findings_to_be_mended(problems):
    problems.show_problems([HINT, WARNING, HINT])
    assert problems.problems == (WARNING, HINT, HINT)
    assert problems.heading.text() == "1 замечание; 2 повода проверить"
    assert problems.count == 1
    problems.show_problems([HINT])
    assert problems.heading.text() == "1 повод проверить"
    assert problems.count == 0


def test_only_one_kind_is_shown_on_wish_and_the_choice_stays(problems):
    problems.show_problems([HINT])
    assert not problems.kind_box.isVisible()
    problems.show_problems([HINT, ERROR, WARNING])
    assert problems.kind_box.isVisible()
    problems.kind_box.setCurrentIndex(problems.kind_box.findData(Severity.HINT))
    problems.kind_box.activated.emit(problems.kind_box.currentIndex())
    assert problems.problems == (HINT,)
    problems.show_problems([ERROR, HINT, WARNING])
    assert problems.problems == (HINT,)
    problems.show_problems([ERROR, WARNING])
    assert problems.problems == (ERROR, WARNING)


def test_the_cursor_stays_on_its_finding_when_they_are_told_anew(problems):
    problems.show_problems([ERROR, WARNING])
    problems.view.setCurrentIndex(problems.model.index(1))
    problems.show_problems([WARNING])
    assert problems.view.currentIndex().row() == 0
