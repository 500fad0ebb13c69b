"""«Прочитать ответы» and «Кто не сдал»: forms written, filled, read back through the dialogs."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTreeWidgetItem

from quality_desktop.domain.collection.monitoring import Value
from quality_desktop.domain.directory import School
from quality_desktop.domain.records import Id
from quality_desktop.services.entry import monitoring
from quality_desktop.services.forms import form_sending
from quality_desktop.services.forms.received_forms import Verdict
from quality_desktop.storage.store import Store
from quality_desktop.ui.dialogs.answers_due import WhoHasNotAnswered
from quality_desktop.ui.dialogs.read_answers import ReadAnswers
from quality_desktop.ui.scope import Scope
from tests.sheets.form_reading import fill, opened
from tests.ui.drivers import wait_idle

pytestmark = pytest.mark.gui

YEAR = 2026
"""A year that the sample has no answers of."""


@pytest.fixture
def operations(open_operations, sample_file):
    return open_operations(sample_file)


@pytest.fixture
def asked(qtbot, operations) -> Callable[[Callable[[Store], Any]], Any]:
    def ask(question: Callable[[Store], Any]) -> Any:
        answers: list[Any] = []
        operations.ask(question, answers.append, owner=operations)
        wait_idle(qtbot, operations)
        return answers[0]

    return ask


@pytest.fixture
def whole_numbers(asked) -> tuple[Id, ...]:
    """Elements that are answered with a number of people."""

    def find(store: Store) -> tuple[Id, ...]:
        form = monitoring.forms(store=store, year=YEAR)[0]
        grid = monitoring.grid(store=store, form=form.id, year=YEAR)
        return tuple(e.id for e in grid.elements if e.type == "whole")

    return tuple(asked(find))


@pytest.fixture
def written(asked, tmp_path) -> list[Path]:
    """Workbooks of three schools."""

    def write(store: Store) -> Sequence[Path]:
        form = monitoring.forms(store=store, year=YEAR)[0]
        schools = [s.id for s in store.all(School) if s.is_active][:3]
        return form_sending.write_forms(
            store=store, form=form.id, year=YEAR, folder=tmp_path / "forms", schools=schools
        ).files

    return list(asked(write))


def answer(path: Path, answers: dict[Id, Any]) -> None:
    book = opened(path.read_bytes())
    fill(book, answers)
    book.save(path)


@pytest.fixture
def dialog(qtbot, operations, environment):
    made = ReadAnswers(None, operations, Scope(YEAR, operations), environment)
    qtbot.addWidget(made)
    made.show()
    wait_idle(qtbot, operations)
    return made


@pytest.fixture
def read(dialog, qtbot, operations):
    def do(*paths: Path) -> None:
        dialog.picker.picked.emit(paths)
        wait_idle(qtbot, operations)

    return do


def line(dialog: ReadAnswers, path: Path) -> QTreeWidgetItem:
    for row in range(dialog.list.topLevelItemCount()):
        item = dialog.list.topLevelItem(row)
        if item is not None and item.text(item.columnCount() - 1) == path.name:
            return item
    raise AssertionError(path.name)


def values(asked) -> int:
    return len(asked(lambda store: store.all(Value, year=YEAR)))


def test_answers_are_shown_first_and_written_by_one_button(
    dialog, read, written, whole_numbers, asked, qtbot, operations
):
    before = values(asked)
    for path in written[:2]:
        answer(path, {whole_numbers[0]: 7})
    read(written[0].parent)
    verdicts = {r.file: r.verdict for r in dialog.preview.received}
    assert verdicts[written[2].name] is Verdict.EMPTY
    assert "Можно записать: 2" in dialog.summary.text()
    assert values(asked) == before
    assert dialog.apply.text() == "Записать 2 ответа"
    dialog.apply.click()
    wait_idle(qtbot, operations)
    assert values(asked) == before + 2
    assert "Записано: 2 ответа, новых значений 2, изменённых 0" in dialog.outcome.text()
    assert "Уже загружено: 2" in dialog.summary.text()
    assert not dialog.apply.isEnabled()
    operations.undo()
    assert values(asked) == before


def test_a_second_answer_is_counted_apart_with_both_values_side_by_side(
    dialog, read, written, whole_numbers, qtbot, operations
):
    answer(written[0], {whole_numbers[0]: 7})
    read(written[0])
    dialog.apply.click()
    wait_idle(qtbot, operations)
    answer(written[0], {whole_numbers[0]: 8, whole_numbers[1]: 5})
    read(written[0])
    item = line(dialog, written[0])
    headers = [dialog.list.headerItem().text(c) for c in range(dialog.list.columnCount())]
    assert (item.text(headers.index("Новых")), item.text(headers.index("Изменено"))) == ("1", "1")
    changed = next(row for row in dialog.details.model.rows if row.problem is None)
    assert (changed.before, changed.after) == ("7", "8")
    dialog.apply.click()
    wait_idle(qtbot, operations)
    assert "новых значений 1, изменённых 1" in dialog.outcome.text()


def test_a_form_with_errors_is_written_in_part_only_by_a_tick(
    dialog, read, written, whole_numbers, asked, qtbot, operations
):
    before = values(asked)
    answer(written[0], {whole_numbers[0]: 7, whole_numbers[1]: "много"})
    read(written[0])
    (received,) = dialog.preview.received
    assert received.verdict is Verdict.WITH_ERRORS
    assert not dialog.apply.isEnabled()
    rows = dialog.details.model.rows
    assert "много" in rows[0].what
    assert rows[0].where
    line(dialog, written[0]).setCheckState(0, Qt.CheckState.Checked)
    assert dialog.apply.text() == "Записать 1 ответ, в 1 – ошибочное прежних не заменит"
    dialog.apply.click()
    wait_idle(qtbot, operations)
    assert values(asked) == before + 1


def test_a_foreign_file_is_refused_with_a_reason_and_changes_nothing(
    dialog, read, asked, tmp_path, messages, qtbot, operations
):
    foreign = tmp_path / "смета.csv"
    foreign.write_text("Статья;Сумма\nМел;100\n", encoding="utf-8")
    read(foreign)
    (received,) = dialog.preview.received
    assert received.verdict is Verdict.REFUSED
    assert received.sentence in dialog.details.heading.text()
    messages.paths.append(tmp_path / "замечания.xlsx")
    dialog.reasons.click()
    wait_idle(qtbot, operations)
    assert (tmp_path / "замечания.xlsx").exists()


def test_of_two_answers_of_one_school_one_is_ticked(dialog, read, written, whole_numbers, tmp_path):
    copy = tmp_path / "forms" / "копия.xlsx"
    copy.write_bytes(written[0].read_bytes())
    answer(written[0], {whole_numbers[0]: 7})
    answer(copy, {whole_numbers[0]: 8})
    read(written[0], copy)
    assert {r.verdict for r in dialog.preview.received} == {Verdict.CHOOSE}
    assert dialog.list.ticked == ()
    line(dialog, written[0]).setCheckState(0, Qt.CheckState.Checked)
    line(dialog, copy).setCheckState(0, Qt.CheckState.Checked)
    assert [received.file for received in dialog.list.ticked] == ["копия.xlsx"]


def test_a_form_of_nobody_waits_until_a_person_names_the_school(
    dialog, read, written, whole_numbers, asked, qtbot, operations
):
    names = asked(lambda store: {s.short_name: s.id for s in store.all(School) if s.is_active})
    answer(written[0], {whole_numbers[0]: 7})
    read(written[0])
    (received,) = dialog.preview.received
    sent_to, other = received.school_name, next(n for n in names if n != received.school_name)
    book = opened(written[0].read_bytes())
    for row in book["Форма"].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and sent_to in cell.value:
                cell.value = cell.value.replace(sent_to, other)
    book.save(written[0])
    read(written[0])
    assert dialog.preview.received[0].verdict is Verdict.HELD
    assert dialog.school.isVisible()
    assert not dialog.apply.isEnabled()
    dialog.school.setCurrentIndex(dialog.school.findText(sent_to))
    dialog.school.activated.emit(dialog.school.currentIndex())
    wait_idle(qtbot, operations)
    (received,) = dialog.preview.received
    assert (received.verdict, received.school) == (Verdict.READY, names[sent_to])
    assert dialog.apply.isEnabled()


def test_who_has_not_answered_is_told_with_two_rates_and_addresses(
    qtbot, operations, environment, written, asked
):
    schools = asked(lambda store: [s for s in store.all(School) if s.is_active])
    made = WhoHasNotAnswered(None, operations, Scope(YEAR, operations), environment)
    qtbot.addWidget(made)
    made.show()
    wait_idle(qtbot, operations)
    assert f"Прислали файл: 0 из {len(schools)}" in made.rates.text()
    assert "Заполнили всё обязательное" in made.rates.text()
    assert len(made.model.rows) == len(made.late)
    QGuiApplication.clipboard().clear()
    made.copy_list()
    assert len(QGuiApplication.clipboard().text().splitlines()) == len(made.model.rows)
    made.apply.click()
    assert made.outcome.text()


def test_a_reminder_is_written_to_the_schools_that_are_late(
    qtbot, operations, environment, messages, tmp_path
):
    made = WhoHasNotAnswered(None, operations, Scope(YEAR, operations), environment)
    qtbot.addWidget(made)
    made.show()
    wait_idle(qtbot, operations)
    messages.paths.append(tmp_path)
    made.letter.click()
    wait_idle(qtbot, operations)
    assert len(list(tmp_path.glob("*.docx"))) == 1
    assert "Сохранено" in made.outcome.text()
