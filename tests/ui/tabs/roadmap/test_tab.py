"""The tab «Планы и сроки» in the real window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox

from quality_desktop import paths
from quality_desktop.domain.planning.columns import Column
from quality_desktop.domain.planning.month_marks import MonthMark
from quality_desktop.domain.planning.ragged_rows import from_lines
from quality_desktop.domain.records import new_id
from quality_desktop.services.district_file import files
from quality_desktop.services.roadmaps import plan_import
from quality_desktop.sheets.reader import read_book
from quality_desktop.ui import edit_actions
from quality_desktop.ui.dialogs.load_plan import LoadPlan
from quality_desktop.ui.dialogs.plan_facts import PlanFactsDialog
from quality_desktop.ui.dialogs.plan_progress import PlanProgressDialog
from quality_desktop.ui.models.roadmap import PlanRole, Strip
from tests.ui.conftest import WRITER
from tests.ui.drivers import only, wait_idle
from tests.ui.tabs.drivers_matrix import in_dialog, plain
from tests.ui.tabs.drivers_roadmap import DATES, EXECUTORS, MONTHS, PROGRESS, TABLE, RoadmapDriver

pytestmark = pytest.mark.gui

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LINES = ["Организация", "1. Съезд", "2. Сессия", "Обучение", "3. Курсы"]


@pytest.fixture
def plan_file(empty_file: Path) -> Path:
    """A file with a plan of 2018."""
    migrations = paths.bundled().migrations
    with files.open_file(path=empty_file, migrations=migrations, writer=WRITER) as store:
        table = from_lines([line.split("\t") for line in TABLE.split("\n")])
        preview = plan_import.preview(tables=[table], year=2018, title="Карта на 2018 год")
        plan_import.save(store=store, preview=preview, key=new_id())
    return empty_file


@pytest.fixture
def window(make_window, plan_file):
    return make_window(plan_file, only("roadmap"))


@pytest.fixture
def plan(window, qtbot):
    return RoadmapDriver(qtbot, window.show_tab("roadmap"))


def test_sections_rows_months_and_progress_are_shown(plan):
    assert plan.lines == LINES
    assert plan.tab.page.grid.columnSpan(0, 0) == 9
    strip = plan.plan.index(2, MONTHS).data(PlanRole.STRIP)
    assert isinstance(strip, Strip)
    assert [n + 1 for n, mark in enumerate(strip.marks) if mark is MonthMark.WORK] == [5, 8]
    assert plan.plan.text(2, MONTHS) == "май 2018 г., август 2018 г."
    assert plan.plan.text(2, PROGRESS) == "просрочено"
    assert plan.tab.page.bar.summary.text() == "0 из 3, просрочено 3"
    assert [plain(text) for text in plan.problems] == [
        "Строка 3: срок «март – октябрь 2017 г.» не в году плана (2018 год): проверьте год."
    ]


def test_the_model_keeps_the_rules_of_qt(plan):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(plan.tab.page.model, mode)
    plan.plan.edit(1, DATES, "Апрель")
    plan.go("Съезд")
    plan.trigger("Удалить строку")
    plan.choose_rows("overdue")
    tester.deleteLater()


def test_a_date_is_typed_understood_and_taken_back(plan, window):
    plan.plan.edit(1, DATES, "до 25.11.2018")
    assert plan.plan.text(1, MONTHS) == "до 25 ноября 2018 г."
    plan.go("Съезд")
    assert "до 25 ноября 2018 г." in plan.side
    window.undo()
    assert plan.plan.text(1, DATES) == "19 февраля"


def test_a_finding_jumps_to_its_cell(plan):
    plan.tab.jump_to(plan.tab.page.model.view.problems[0].place)
    index = plan.tab.page.grid.currentIndex()
    assert (index.row(), index.column()) == (4, DATES)


def test_rows_move_with_the_keyboard_and_by_their_handle(plan, window):
    plan.go("Сессия")
    plan.press(Qt.Key.Key_Down, ALT)
    assert plan.lines == ["Организация", "1. Съезд", "Обучение", "2. Сессия", "3. Курсы"]
    assert plan.tab.page.current_line.row.record.title == "Сессия"
    plan.press(Qt.Key.Key_Up, ALT)
    assert plan.lines == LINES
    plan.tab.page.grid.verticalHeader().moveSection(4, 1)
    plan.settle()
    assert plan.lines == ["Организация", "1. Курсы", "2. Съезд", "3. Сессия", "Обучение"]
    plan.tab.page.grid.verticalHeader().moveSection(4, 0)
    plan.settle()
    assert plan.lines == ["Обучение", "Организация", "1. Курсы", "2. Съезд", "3. Сессия"]
    window.undo()
    window.undo()
    assert plan.lines == LINES


def test_a_row_and_a_section_are_added_where_the_cursor_stands(plan):
    plan.go("Съезд")
    plan.trigger("Добавить строку")
    plan.plan.leave_editor(plan.plan.editor())
    assert plan.lines == ["Организация", "1. Съезд", "2. ", "3. Сессия", "Обучение", "4. Курсы"]
    plan.go("Съезд")
    plan.trigger("Добавить раздел")
    editor = plan.plan.editor()
    editor.setPlainText("Сборы")
    plan.plan.leave_editor(editor)
    plan.settle()
    assert plan.lines[2] == "Сборы"
    plan.go("Сборы", 0)
    plan.trigger("Удалить раздел")
    assert "Сборы" not in plan.lines


def test_progress_is_marked_by_a_key_a_list_and_a_dialog(plan, window):
    plan.go("Съезд")
    plan.trigger("Отметить выполненной")
    assert plan.records[0].done_on == date.today()
    plan.go("Сессия", PROGRESS)
    plan.tab.page.grid.edit(plan.tab.page.grid.currentIndex())
    box = plan.plan.editor()
    assert isinstance(box, QComboBox)
    box.setCurrentText("идёт")
    box.activated.emit(box.currentIndex())
    plan.settle()
    assert plan.records[1].progress == "running"

    def fill(dialog: PlanProgressDialog) -> None:
        dialog.state.setCurrentIndex(dialog.state.findData("done"))
        dialog.done_on.setText("31.02.2018")
        assert not dialog.apply.isEnabled()
        dialog.done_on.setText("01.10.2018")
        dialog.note.setPlainText("Обучены 12")
        dialog.proof.setText("приказ № 5")
        dialog.apply.click()

    plan.go("Курсы")
    in_dialog(PlanProgressDialog, fill)
    plan.trigger("Отметить ход…")
    record = plan.records[2]
    assert (record.progress, record.done_on, record.proof) == (
        "done",
        date(2018, 10, 1),
        "приказ № 5",
    )
    assert "Обучены 12" in plan.side
    assert plan.tab.page.bar.summary.text() == "2 из 3, просрочено 1"


def test_a_wrong_state_is_refused(plan, messages):
    plan.go("Съезд", PROGRESS)
    plan.copy("летит")
    plan.press(Qt.Key.Key_V, CONTROL)
    assert "такого состояния нет" in messages.refusals[0]
    assert plan.records[0].progress == "planned"


def test_rows_are_filtered_and_an_order_is_not_changed_meanwhile(plan):
    plan.tab.page.bar.executor.setText("рцокио")
    plan.settle()
    assert plan.lines == ["Организация", "2. Сессия", "Обучение", "3. Курсы"]
    plan.tab.page.grid.verticalHeader().moveSection(1, 3)
    plan.settle()
    assert "покажите их все" in plan.tab.page.outcome.text()
    plan.choose_rows("month")
    assert plan.lines == []
    plan.tab.jump_to(plan.tab.page.model.view.problems[0].place)
    assert plan.lines == LINES


def test_a_table_of_word_is_pasted_with_a_preview(plan, window):
    def look(dialog: LoadPlan) -> None:
        assert dialog.asked.is_added
        assert dialog.shown.texts[0] == ["Семинары", "", ""]
        assert [row[1] for row in dialog.shown.texts[1:]] == ["Семинар", "Вебинар"]
        assert dialog.apply.text() == "Добавить 2 строки"
        dialog.apply.click()
        wait_idle(plan.qtbot, dialog.operations)

    html = (
        "<table><tr><th>№</th><th>Мероприятие</th><th>Сроки</th></tr>"
        "<tr><td colspan=3>Семинары</td></tr>"
        "<tr><td>1</td><td>Семинар</td><td>Июнь</td></tr>"
        "<tr><td>2</td><td>Вебинар</td><td>Июль</td></tr></table>"
    )
    plan.copy("№\tМероприятие\tСроки\n1\tСеминар\tИюнь", html)
    plan.go("Съезд")
    in_dialog(LoadPlan, look)
    plan.press(Qt.Key.Key_V, CONTROL)
    assert plan.lines == [*LINES, "Семинары", "4. Семинар", "5. Вебинар"]
    window.undo()
    assert plan.lines == LINES


def test_columns_of_a_file_are_said_otherwise(plan, tmp_path):
    path = tmp_path / "план.csv"
    path.write_text("Пункт;Кем;Дни\nСлёт;Штаб;Май\nСбор;Штаб;Июнь\n", encoding="utf-8")

    def read(dialog: LoadPlan) -> None:
        dialog.read([path])
        wait_idle(plan.qtbot, dialog.operations)
        dialog.asked.columns.choose(0, "")
        assert not dialog.apply.isEnabled()
        dialog.asked.columns.choose(0, Column.TITLE.value)
        dialog.asked.columns.choose(1, Column.EXECUTORS.value)
        dialog.asked.columns.choose(2, Column.DATES.value)
        dialog.problems.activated.emit("plan_preview:1")
        assert dialog.shown.view.currentIndex().row() == 1
        assert dialog.shown.texts == [["Слёт", "Штаб", "Май"], ["Сбор", "Штаб", "Июнь"]]
        dialog.asked.heading.setPlainText("План лагеря")
        dialog.asked.year.setValue(2024)
        dialog.apply.click()
        wait_idle(plan.qtbot, dialog.operations)

    in_dialog(LoadPlan, read)
    plan.trigger("Загрузить из файла…")
    assert plan.lines == ["1. Слёт", "2. Сбор"]
    assert plan.tab.page.bar.plans.currentText() == "2024: План лагеря"
    assert plan.plan.text(0, EXECUTORS) == "Штаб"


def test_a_file_that_is_no_table_is_refused_in_the_dialog(plan, tmp_path):
    path = tmp_path / "план.docx"
    path.write_bytes(b"PK\x03\x04 broken")

    def read(dialog: LoadPlan) -> None:
        dialog.read([path])
        wait_idle(plan.qtbot, dialog.operations)
        assert "повреждён" in dialog.outcome.text()
        dialog.reject()

    in_dialog(LoadPlan, read)
    plan.trigger("Загрузить из файла…")
    assert plan.lines == LINES


def test_a_plan_is_copied_renamed_exported_and_deleted(plan, window, messages, tmp_path):
    in_dialog(PlanFactsDialog, lambda dialog: dialog.apply.click())
    plan.trigger("На другой год…")
    assert plan.tab.page.bar.plans.currentText() == "2019: Карта на 2019 год"
    assert plan.records[2].dates == "Март-октябрь 2018 г."

    def rename(dialog: PlanFactsDialog) -> None:
        dialog.heading.setPlainText("План на 2019-2020 учебный год")
        assert "2019/20 учебному году" in dialog.sentence.text()
        dialog.apply.click()

    in_dialog(PlanFactsDialog, rename)
    plan.trigger("Название и год плана…")
    assert plan.plan.text(1, MONTHS) == "19 февраля 2020 г."
    messages.paths.append(tmp_path / "план.xlsx")
    plan.trigger("Сохранить план в Excel…")
    assert "Сохранено: план.xlsx" in plan.tab.page.outcome.text()
    assert read_book(tmp_path / "план.xlsx").sheets[0].name == "План"
    messages.answer_next("remove")
    plan.trigger("Удалить план")
    assert plan.tab.page.bar.plans.currentText() == "2018: Карта на 2018 год"


def test_a_file_is_kept_beside_a_row(plan, messages, tmp_path):
    proof = tmp_path / "Справка.pdf"
    proof.write_bytes(b"%PDF-1.4")
    plan.go("Курсы")
    plan.qtbot.waitUntil(lambda: "Файлы" in plan.side)
    messages.paths.append(proof)
    plan.press_button("planAttach")
    plan.qtbot.waitUntil(lambda: "Справка.pdf" in plan.side)
    assert len(plan.tab.page.model.view.rows[2].files) == 1


def test_an_empty_tab_offers_two_ways_to_begin(make_window, empty_file, qtbot):
    tab = make_window(empty_file, only("roadmap")).show_tab("roadmap")
    empty = RoadmapDriver(qtbot, tab)
    assert empty.tab.page.currentIndex() == 0

    def name(dialog: PlanFactsDialog) -> None:
        dialog.heading.setPlainText("План района")
        dialog.year.setValue(2025)
        dialog.apply.click()

    in_dialog(PlanFactsDialog, name)
    empty.press_button("emptyCreate")
    assert empty.tab.page.currentIndex() == 1
    assert empty.tab.page.bar.plans.currentText() == "2025: План района"
    empty.trigger("Добавить строку")
    empty.plan.leave_editor(empty.plan.editor())
    assert empty.lines == ["1. "]


HTML = (
    "<table><tr><th>№</th><th>Мероприятие</th><th>Сроки</th></tr>"
    "<tr><td>1</td><td>Семинар</td><td>Июнь</td></tr>"
    "<tr><td>2</td><td>Вебинар</td><td>Июль</td></tr></table>"
)


def test_a_copied_table_begins_the_first_plan(make_window, empty_file, qtbot):
    """A table of LibreOffice may lie on the clipboard as a page only."""
    window = make_window(empty_file, only("roadmap"))
    empty = RoadmapDriver(qtbot, window.show_tab("roadmap"))
    page = QMimeData()
    page.setHtml(HTML)
    QApplication.clipboard().setMimeData(page)

    def write(dialog: LoadPlan) -> None:
        wait_idle(qtbot, dialog.operations)
        assert not dialog.asked.is_added
        dialog.apply.click()
        wait_idle(qtbot, dialog.operations)

    window.window.activateWindow()
    empty.tab.page.empty.load.setFocus()
    qtbot.waitUntil(empty.tab.page.empty.load.hasFocus)
    in_dialog(LoadPlan, write)
    edit_actions.paste()
    empty.settle()
    assert empty.lines == ["1. Семинар", "2. Вебинар"]


def test_what_is_no_table_begins_no_plan_and_is_told(make_window, empty_file, qtbot, messages):
    window = make_window(empty_file, only("roadmap"))
    empty = RoadmapDriver(qtbot, window.show_tab("roadmap"))
    empty.copy("просто слова")
    assert window.window.deck.paste_when_empty()
    empty.settle()
    assert messages.refusals == ["Таблицы в буфере нет: скопируйте её целиком и вставьте снова."]
    assert empty.tab.page.currentIndex() == 0


def test_the_year_of_the_window_chooses_its_plan(plan, window):
    in_dialog(PlanFactsDialog, lambda dialog: dialog.apply.click())
    plan.trigger("На другой год…")
    assert plan.tab.page.bar.plans.currentText().startswith("2019")
    window.window.scope.choose_year(2017)
    plan.settle()
    assert plan.tab.page.bar.plans.currentText().startswith("2018")
    window.window.scope.choose_direction(new_id())
    plan.settle()
    assert plan.tab.page.bar.plans.count() == 2
