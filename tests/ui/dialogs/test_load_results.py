"""«Загрузить результаты»: a long table, an unknown one, schools that nobody knows."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from quality_desktop.domain.directory import Municipality, School
from quality_desktop.domain.examination.exams import ExamResult, NameMatch
from quality_desktop.domain.records import new_id
from quality_desktop.services.exam_results.column_mappings import MEANINGS
from quality_desktop.services.exam_results.exam_tables import ResultChoices
from quality_desktop.services.exam_results.results import UnknownLayout
from quality_desktop.services.exam_results.school_matching import Choice
from quality_desktop.services.office.directory import MUNICIPALITY_ID
from quality_desktop.sheets.results.rows import UnknownTable
from quality_desktop.storage.store import Store
from quality_desktop.ui.dialogs.explain_columns import ExplainColumns, Explained
from quality_desktop.ui.dialogs.load_results import LoadResults
from quality_desktop.ui.scope import Scope
from tests.ui.drivers import wait_idle

pytestmark = pytest.mark.gui

HEAD = "Год;Класс;Предмет;Муниципалитет;ОО;Кол-во участников;2, чел.;2, %;3, %;4, %;5, %;Понизили;Подтвердили;Повысили"  # noqa: E501
FIRST = "2025;5;Математика;Наш район;МБОУ СОШ № 1;20;2;10.0;40.0;30.0;20.0;3;15;2"
SECOND = "2025;5;Математика;Наш район;МБОУ СОШ № 77;10;1;10.0;40.0;30.0;20.0;1;8;1"


@pytest.fixture
def operations(open_operations, empty_file, qtbot):
    opened = open_operations(empty_file)

    def add(store: Store):
        with store.work("Школа") as work:
            work.put(School(id=new_id(), short_name="МБОУ СОШ № 1"))
            return work.commit()

    opened.do(add)
    wait_idle(qtbot, opened)
    return opened


@pytest.fixture
def asked(qtbot, operations) -> Callable[[Callable[[Store], Any]], Any]:
    def ask(question: Callable[[Store], Any]) -> Any:
        answers: list[Any] = []
        operations.ask(question, answers.append, owner=operations)
        wait_idle(qtbot, operations)
        return answers[0]

    return ask


@pytest.fixture
def dialog(qtbot, operations, environment):
    made = LoadResults(None, operations, Scope(2025, operations), environment)
    qtbot.addWidget(made)
    made.show()
    wait_idle(qtbot, operations)
    return made


@pytest.fixture
def read(dialog, qtbot, operations, tmp_path):
    def do(*lines: str, name: str = "впр.csv") -> Path:
        path: Path = tmp_path / name
        path.write_text("\n".join((HEAD, *lines) if name == "впр.csv" else lines), encoding="utf-8")
        dialog.picker.picked.emit((path,))
        wait_idle(qtbot, operations)
        return path

    return do


def results(asked) -> list[ExamResult]:
    return list(asked(lambda store: store.all(ExamResult)))


def test_a_known_table_is_shown_first_and_written_by_one_button(
    dialog, read, asked, qtbot, operations
):
    read(FIRST)
    assert dialog.summary.text().startswith("Новых результатов: 1.")
    (line,) = dialog.pages.changes.model.rows
    assert line.texts[0] == "МБОУ СОШ № 1"
    assert line.texts[1] == "ВПР 2025, математика, 5 класс"
    assert "участников 20" in line.texts[3]
    assert results(asked) == []
    assert dialog.apply.text() == "Записать 1 результат"
    dialog.apply.click()
    wait_idle(qtbot, operations)
    (result,) = results(asked)
    assert (result.participants, result.two, result.five) == (20, 2, 4)
    assert "Записано: 1 результат" in dialog.outcome.text()
    assert "уже загружено: 1" in dialog.summary.text().casefold()
    assert not dialog.apply.isEnabled()
    operations.undo()
    assert results(asked) == []


def test_an_unknown_school_waits_for_a_decision(dialog, read, asked, qtbot, operations):
    read(FIRST, SECOND)
    assert "Ждут решения" in dialog.summary.text()
    questions = dialog.pages.schools
    assert questions.waiting == 1
    questions.add.click()
    wait_idle(qtbot, operations)
    assert questions.waiting == 0
    assert "добавится школ: 1" in dialog.summary.text().casefold()
    dialog.apply.click()
    wait_idle(qtbot, operations)
    assert len(results(asked)) == 2
    assert len(asked(lambda store: store.all(School))) == 2
    assert "Уже загружено: 2" in dialog.summary.text()
    assert not dialog.apply.isEnabled()
    assert questions.list.topLevelItemCount() == 0


def test_a_decision_that_a_name_is_a_known_school_is_remembered(
    dialog, read, asked, qtbot, operations
):
    read(SECOND)
    questions = dialog.pages.schools
    questions.school.setCurrentIndex(questions.school.findText("МБОУ СОШ № 1"))
    questions.school.activated.emit(questions.school.currentIndex())
    wait_idle(qtbot, operations)
    item = questions.list.topLevelItem(0)
    assert item is not None
    assert item.text(3) == "МБОУ СОШ № 1"
    dialog.apply.click()
    wait_idle(qtbot, operations)
    assert len(asked(lambda store: store.all(NameMatch))) == 1
    read(SECOND)
    assert questions.list.topLevelItemCount() == 0


def test_a_decision_can_be_changed_before_it_is_written(dialog, read, qtbot, operations):
    read(FIRST, SECOND)
    questions = dialog.pages.schools
    questions.skip.click()
    wait_idle(qtbot, operations)
    item = questions.list.topLevelItem(0)
    assert item is not None
    assert item.text(3) == "не загружать"
    questions.add_all.click()
    questions.add.click()
    wait_idle(qtbot, operations)
    assert dict(dialog.preview.decisions).popitem()[1].choice is Choice.ADD


def test_several_schools_are_decided_at_once(dialog, read, qtbot, operations):
    read(SECOND, SECOND.replace("№ 77", "№ 78"), SECOND.replace("№ 77", "№ 79"))
    questions = dialog.pages.schools
    questions.list.selectAll()
    assert questions.add.text() == "Добавить в справочник: 3"
    questions.add.click()
    wait_idle(qtbot, operations)
    assert questions.waiting == 0
    assert len(dialog.preview.new) == 3


def test_schools_under_another_districts_name_are_told_of_and_added_at_once(
    dialog, read, asked, qtbot, operations
):
    def name_ours(store: Store):
        with store.work("Район") as work:
            work.put(Municipality(id=MUNICIPALITY_ID, name="Приречный район"))
            return work.commit()

    operations.do(name_ours)
    wait_idle(qtbot, operations)
    read(SECOND, SECOND.replace("№ 77", "№ 78"))
    questions = dialog.pages.schools
    assert "под другим районом: «Наш район»" in questions.told.text()
    assert questions.told.isVisible()
    assert questions.add_all.text() == "Добавить все: 2"
    questions.add_all.click()
    wait_idle(qtbot, operations)
    assert questions.waiting == 0
    assert not questions.told.isVisible()
    assert len(dialog.preview.new) == 2


def test_a_foreign_file_is_refused_among_the_others(dialog, qtbot, operations, tmp_path, read):
    good = read(FIRST)
    bad = tmp_path / "письмо.xlsx"
    bad.write_bytes(b"")
    dialog.picker.picked.emit((good, bad))
    wait_idle(qtbot, operations)
    texts = [line.texts[3] for line in dialog.pages.files.model.rows]
    assert any("письмо.xlsx" in text for text in texts)
    assert dialog.apply.isEnabled()


def test_contradicting_rows_are_told_and_neither_is_taken(dialog, read):
    read(FIRST, FIRST.replace(";20;2;10.0;40.0;30.0;20.0;", ";10;1;10.0;40.0;30.0;20.0;"))
    assert not dialog.apply.isEnabled()
    (line,) = dialog.pages.problems.model.rows
    assert "дважды" in line.texts[0]


def test_an_unknown_layout_is_explained_once_and_then_read(
    dialog, read, asked, qtbot, operations, monkeypatch
):
    lines = ("Учреждение имени;Пришло;Двоек;Троек;Четвёрок;Пятёрок", "МБОУ СОШ № 1;20;2;8;6;4")
    read(*lines, name="своя.csv")
    assert dialog.explain.isVisible()
    found = dialog.preview.unknown_layouts[0].table.headings
    assert len(found) == 6
    said = Explained(
        title="Наша таблица",
        meanings=("school_name", "participants", "two", "three", "four", "five"),
        constants={"procedure": "vpr", "year": "2025", "subject": "math", "grade": "5"},
    )
    monkeypatch.setattr(ExplainColumns, "ask", classmethod(lambda *_args, **_keys: said))
    dialog.explain.click()
    wait_idle(qtbot, operations)
    assert dialog.apply.isEnabled()
    dialog.apply.click()
    wait_idle(qtbot, operations)
    (result,) = results(asked)
    assert (result.participants, result.two, result.subject) == (20, 2, "math")


def test_what_files_do_not_say_is_asked_and_used(dialog, read, qtbot, operations, asked):
    lines = [line.partition(";")[2] for line in (HEAD, FIRST)]
    read(*lines, name="без года.csv")
    assert dialog.given.isVisible()
    assert not dialog.given.subject.isVisible()
    dialog.given.year.setCurrentIndex(dialog.given.year.findData("2025"))
    dialog.given.apply.click()
    wait_idle(qtbot, operations)
    assert len(dialog.preview.new) == 1
    assert dialog.preview.new[0].after.year == 2025


def test_the_dialog_of_columns_says_what_is_missing(qtbot):
    table = UnknownTable(
        sheet="Лист1",
        cell="A1",
        headings=("Кто", "Участников", ""),
        sample=(("СОШ № 1", "20", ""),),
    )
    choices = ResultChoices(cuts=(), procedures=(), subjects=())
    made = ExplainColumns(None, UnknownLayout(file="a.xlsx", table=table), choices, year=2026)
    qtbot.addWidget(made)
    assert set(made.meanings) == {0, 1}
    assert "школой" in made.sentence.text()
    assert not made.apply.isEnabled()
    made.meanings[0].setCurrentText(MEANINGS["school_name"])
    made.meanings[1].setCurrentText(MEANINGS["participants"])
    assert made.apply.isEnabled()
    assert made.explained.meanings == ("school_name", "participants", "")
    made.meanings[1].setCurrentText(MEANINGS["school_name"])
    assert "двух столбцов" in made.sentence.text()


def test_escape_harms_nothing(dialog, read, qtbot, asked):
    read(FIRST)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert results(asked) == []


LONG = "МБОУ СОШ № 77 с. Новоаптиково муниципального района Ишимбайский район"


def test_a_long_name_of_a_school_gets_the_room_it_needs(dialog, read, qtbot, operations):
    usual = dialog.pages.files.view.columnWidth(0), dialog.pages.schools.list.columnWidth(0)
    read(SECOND.replace("МБОУ СОШ № 77", LONG))
    questions = dialog.pages.schools
    assert questions.list.columnWidth(0) > usual[1]
    assert LONG in questions.list.topLevelItem(0).toolTip(0)
    questions.add.click()
    wait_idle(qtbot, operations)
    changes = dialog.pages.changes.view
    assert changes.columnWidth(0) > 230
    assert changes.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_code_of_the_file_is_shown_and_written_for_a_known_school(
    dialog, read, asked, qtbot, operations
):
    read(FIRST)
    dialog.apply.click()
    wait_idle(qtbot, operations)
    read(FIRST.replace("МБОУ СОШ № 1", "МБОУ СОШ № 1(edu203389)"))
    (line,) = dialog.pages.changes.model.rows
    assert line.texts[2:] == ("добавится код", "код в федеральных системах 203389")
    assert "добавится кодов школ: 1" in dialog.summary.text()
    assert dialog.apply.text() == "Записать 1 код школы"
    dialog.apply.click()
    wait_idle(qtbot, operations)
    assert [school.code for school in asked(lambda store: store.all(School))] == ["203389"]
    assert not dialog.apply.isEnabled()


def test_a_good_file_after_a_bad_one_is_shown_by_what_it_would_write(
    dialog, qtbot, operations, tmp_path
):
    """The empty page of remarks stayed in front, as if nothing had been read."""
    bad, good = tmp_path / "пусто.csv", tmp_path / "впр.csv"
    bad.write_text("нет;таблицы\n", encoding="utf-8")
    good.write_text(f"{HEAD}\n{FIRST}\n", encoding="utf-8")
    dialog.pages.setCurrentIndex(3)
    dialog.read([bad])
    wait_idle(qtbot, operations)
    dialog.pages.setCurrentIndex(3)
    dialog.read([good])
    wait_idle(qtbot, operations)
    assert dialog.pages.tabText(dialog.pages.currentIndex()) == "Что запишется (1)"
