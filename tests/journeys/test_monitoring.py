"""Story: forms go out to the schools, come back with mistakes, and are mended until the figures hold.

Forms written → filled as schools fill them → shown before anything is written → written by one
button → two mistakes mended in the grid → one warning accepted with its reason → the indicator is
another one → Ctrl+Z, and it is the old one again.
"""

from collections.abc import Mapping

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from typing_extensions import override

from quality_desktop.domain.records import Id
from quality_desktop.services.forms.received_forms import Verdict
from quality_desktop.ui.dialogs.accept_warning import AcceptWarning
from quality_desktop.ui.dialogs.read_answers import ReadAnswers
from quality_desktop.ui.dialogs.send_forms import SendForms
from quality_desktop.ui.models.monitoring_looks import CellState
from quality_desktop.ui.tabs.monitoring.indicators import IndicatorsView
from tests.sheets.form_reading import fill
from tests.ui.drivers import PATIENCE_MS, find, type_text, wait_idle
from tests.ui.tabs.drivers_matrix import in_dialog, plain
from tests.ui.tabs.drivers_monitoring import MonitoringDriver
from tests.ui.tabs.drivers_results import side_texts

pytestmark = [pytest.mark.gui, pytest.mark.journey]

YEAR = 2026
"""A school year that the sample has no answers of."""
FORM = "Результаты обучения"
INDICATOR = "vpr_two_math_5"
REASON = "Один ученик выбыл между работами, школа подтвердила"


class SampleDriver(MonitoringDriver):
    """The grid of the form that is shown: schools by name, elements by code, subject and grade."""

    @override
    def place(self, school: str, code: str) -> tuple[int, int]:
        row = next(r for r in self.model.sheet.rows if r.name == school)
        index = self.model.index_of(row.school.id, self.elements[code])
        assert index.isValid()
        return index.row(), index.column()

    @property
    def elements(self) -> dict[str, Id]:
        """«vpr_two math 5» → id."""
        grid = self.model.sheet.grid
        assert grid is not None
        return {
            " ".join(filter(None, (e.code, e.subject, str(e.grade or "")))): e.id
            for e in grid.elements
        }

    def choose_form(self, title: str) -> None:
        """Choose in the list of forms as a mouse does."""
        box = self.tab.values.form_box
        place = next(n for n in range(box.count()) if box.itemText(n).startswith(title))
        box.setCurrentIndex(place)
        box.activated.emit(place)
        self.settle()

    def figure(self, school: str, title: str = "Показатель") -> str:
        """A figure of the school in the view «Показатели»; the view «Значения» is shown again."""
        self.click("showIndicators")
        view = self.tab.view
        assert isinstance(view, IndicatorsView)
        view.show_indicator(INDICATOR)
        self.settle()
        titles = [column.title for column in view.model.figures]
        row = next(n for n, each in enumerate(view.model.rows) if each.name == school)
        index = view.model.index(row, titles.index(title))
        shown = plain(str(index.data(Qt.ItemDataRole.DisplayRole))).replace("\u202f", " ")
        view.grid.setCurrentIndex(index)
        self.qtbot.waitUntil(lambda: not view.pause.isActive(), timeout=PATIENCE_MS)
        assert shown in side_texts(view.side)
        self.click("showValues")
        return shown

    def undo(self, window) -> None:
        """Ctrl+Z, until the grid and its panel show it."""
        window.undo()
        self.settle()


def vpr(*, of_class: object, marks: tuple[int, int, int, int]) -> dict[str, object]:
    """What a school with one fifth grade answers about its work in mathematics."""
    counts = zip(("two", "three", "four", "five"), marks, strict=True)
    return {
        "vpr_class math 5": of_class,
        "vpr_participants math 5": sum(marks),
        **{f"vpr_{mark} math 5": count for mark, count in counts},
    }


@pytest.fixture
def window(make_window, sample_file):
    driver = make_window(sample_file)
    driver.window.scope.choose_year(YEAR)
    driver.settle()
    return driver


@pytest.fixture
def tab(window, qtbot):
    driver = SampleDriver(qtbot, window.show_tab("monitoring"))
    driver.settle()
    driver.choose_form(FORM)
    return driver


def open_dialog(tab, kind, text, act):
    """Use an action of the tool row and do something in the dialog that it opens."""
    in_dialog(kind, act)
    tab.trigger(text)
    tab.settle()


def test_from_the_forms_to_the_indicator_and_back(tab, window, messages, tmp_path, qtbot):
    folder = tmp_path / "Формы"
    open_dialog(tab, SendForms, "Разослать формы…", lambda d: send(d, qtbot, folder))
    first, second, third = (row.name for row in tab.model.sheet.rows[:3])
    wrong_sum = vpr(of_class=22, marks=(30, 8, 6, 3)) | {"vpr_participants math 5": 20}
    words = vpr(of_class="двадцать два", marks=(2, 9, 7, 2))
    unequal = vpr(of_class=18, marks=(1, 8, 6, 2)) | {"vpr_class russian 5": 17}
    for school, answers in ((first, wrong_sum), (second, words), (third, unequal)):
        answer(folder, school, {tab.elements[key]: value for key, value in answers.items()})

    messages.paths.append(folder)
    open_dialog(tab, ReadAnswers, "Прочитать ответы…", lambda d: read(d, qtbot, first, second))
    assert tab.state(first, "vpr_two math 5") is CellState.ERROR
    assert tab.text(second, "vpr_class math 5") == ""
    assert tab.state(third, "vpr_class russian 5") is CellState.WARNING
    before = {school: tab.figure(school) for school in (first, second, third)}
    assert before[second] == "нет данных"

    tab.write(first, "vpr_two math 5", "3")
    assert tab.state(first, "vpr_two math 5") is CellState.TYPED
    tab.write(second, "vpr_class math 5", "22")
    assert tab.state(second, "vpr_class math 5") is CellState.TYPED
    tab.go(third, "vpr_class russian 5")
    open_dialog(tab, AcceptWarning, "Принять с причиной…", give_reason)
    assert tab.state(third, "vpr_class russian 5") is CellState.ACCEPTED
    assert REASON in tab.side

    after = {school: tab.figure(school) for school in (first, second, third)}
    assert after[first] != before[first]
    assert after[second] != before[second]
    assert after[third] == before[third]

    tab.undo(window)
    assert tab.state(third, "vpr_class russian 5") is CellState.WARNING
    tab.undo(window)
    tab.undo(window)
    assert {school: tab.figure(school) for school in before} == before
    assert tab.text(first, "vpr_two math 5") == "30"
    window.redo()
    assert tab.figure(first) == after[first]
    assert messages.refusals == []


def send(dialog: SendForms, qtbot, folder) -> None:
    """Make the workbooks of all schools."""
    wait_idle(qtbot, dialog.operations)
    dialog.folder.line.setText(str(folder))
    dialog.apply.click()
    wait_idle(qtbot, dialog.operations)
    assert dialog.written is not None
    assert len(list(folder.glob("*.xlsx"))) == len(dialog.schools.keys)
    dialog.leave.click()


def answer(folder, school: str, answers: Mapping[Id, object]) -> None:
    """Fill the workbook of a school in its place."""
    path = workbook_of(folder, school)
    book = openpyxl.load_workbook(path)
    fill(book, answers)
    book.save(path)


def workbook_of(folder, school: str):
    """The only workbook that names the school."""

    def names_it(path) -> bool:
        sheet = openpyxl.load_workbook(path)["Форма"]
        return any(
            isinstance(cell, str) and cell.startswith(school)
            for line in sheet.iter_rows(max_row=8, values_only=True)
            for cell in line
        )

    (found,) = (path for path in folder.glob("*.xlsx") if names_it(path))
    return found


def read(dialog: ReadAnswers, qtbot, *with_errors: str) -> None:
    """Look at what came back, tick what is wrong in part, write everything by one button."""
    find(dialog, QPushButton, "pickFolder").click()
    wait_idle(qtbot, dialog.operations)
    verdicts = {each.school_name: each.verdict for each in dialog.preview.received}
    assert {verdicts[school] for school in with_errors} == {Verdict.WITH_ERRORS}
    assert sum(verdict is Verdict.READY for verdict in verdicts.values()) == 1
    for row in range(dialog.list.topLevelItemCount()):
        item = dialog.list.topLevelItem(row)
        assert item is not None
        if item.text(0) in with_errors:
            item.setCheckState(0, Qt.CheckState.Checked)
    assert dialog.apply.text() == "Записать 3 ответа, в 2 – ошибочное прежних не заменит"
    dialog.apply.click()
    wait_idle(qtbot, dialog.operations)
    assert "Записано: 3 ответа" in dialog.outcome.text()
    dialog.leave.click()


def give_reason(dialog: AcceptWarning) -> None:
    """Type why the warning may stand."""
    type_text(find(dialog, QLineEdit, "acceptReason"), REASON)
    dialog.take.click()
