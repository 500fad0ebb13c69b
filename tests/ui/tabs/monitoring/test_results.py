"""Exam results in the window: chosen, read, typed, checked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from quality_desktop import paths
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.examination.exams import ExamResult, exam_result_id
from quality_desktop.domain.records import new_id
from quality_desktop.services.district_file import files
from quality_desktop.services.exam_results import exam_tables
from quality_desktop.services.exam_results.exam_tables import Cut
from quality_desktop.ui.dialogs.new_work import NewWork
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tabs.monitoring.results import ResultsView
from tests.ui.conftest import WRITER
from tests.ui.drivers import PATIENCE_MS
from tests.ui.tabs.drivers_results import ResultsDriver, side_texts

pytestmark = pytest.mark.gui

SCHOOLS = ("СОШ № 1", "СОШ № 2", "Малая СОШ")
FIGURES = {
    "СОШ № 1": {"participants": 40, "two": 4, "three": 16, "four": 12, "five": 8},
    "СОШ № 2": {"participants": 50, "two": 10, "three": 20, "four": 15, "five": 5},
    "Малая СОШ": {"participants": 6, "two": 1, "three": 2, "four": 2, "five": 1},
}


def result(school, year=2026, procedure="vpr", grade=5, **figures):
    return ExamResult(
        id=exam_result_id(procedure, year, "math", grade, school.id),
        procedure=procedure, year=year, subject="math", grade=grade, school=school.id, **figures,
    )  # fmt: skip


@pytest.fixture
def filled_file(empty_file):
    with (
        files.open_file(
            path=empty_file, migrations=paths.bundled().migrations, writer=WRITER
        ) as store,
        store.work("Результаты") as work,
    ):
        for name in SCHOOLS:
            school = School(id=new_id(), short_name=name, full_name=f"{name} полностью")
            work.put(school)
            work.put(result(school, **FIGURES[name]))
            if name == "СОШ № 1":
                work.put(result(school, year=2025, participants=20, two=4, three=8, four=6, five=2))
                work.put(result(school, procedure="ege", grade=0, participants=9, below=1, high=2,
                                full=1, mean_hundredths=6211))  # fmt: skip
        work.put(School(id=new_id(), short_name="Новая СОШ"))
        work.commit()
    return empty_file


@pytest.fixture
def make_view(qtbot, open_operations, environment):
    def make(file, year=2025):
        operations = open_operations(file)
        scope = Scope(year, operations)
        return ResultsDriver(qtbot, ResultsView(operations, scope, environment))

    return make


@pytest.fixture
def view(make_view, filled_file):
    return make_view(filled_file)


def stored(view, name):
    schools = view.asked(lambda store: {s.short_name: s.id for s in store.all(School)})
    key = exam_result_id("vpr", 2026, "math", 5, schools[name])
    return view.asked(lambda store: store.get(ExamResult, key))


def test_the_work_of_the_chosen_school_year_is_shown_first(view):
    assert view.view.chooser.cut == Cut(procedure="vpr", year=2026, subject="math", grade=5)
    assert view.offered("cutYear") == ["2026", "2025"]
    assert view.offered("cutSubject") == ["Математика"]
    view.choose("cutProcedure", "ЕГЭ")
    assert view.view.chooser.cut == Cut(procedure="ege", year=2026, subject="math", grade=0)
    assert not view.view.chooser.grade.isEnabled()


@pytest.fixture
def vpr(view):
    view.choose("cutProcedure", "ВПР")
    return view


def test_shares_follow_from_counts_and_the_district_counts_every_pupil_alike(vpr):
    assert vpr.cell("СОШ № 1", "Качество") == "50,0"
    assert vpr.cell("СОШ № 2", "Успеваемость") == "80,0"
    assert vpr.total("Участников") == "96"
    assert vpr.total("Качество") == "44,8"  # 43 of 96; the mean of schools is 46,7
    cell = vpr.view.pane.totals.cells[vpr.column("Качество")]
    assert "43 из 96" in cell.tooltip
    assert "46,7" in cell.tooltip


def test_a_school_without_a_result_has_empty_cells_and_no_zeros(vpr):
    titles = [column.title for column in vpr.view.pane.model.figures[1:]]
    assert [vpr.cell("Новая СОШ", title) for title in titles] == [""] * len(titles)


def test_the_exam_without_marks_shows_its_own_columns(view):
    view.choose("cutProcedure", "ЕГЭ")
    titles = [column.title for column in view.view.pane.model.figures]
    assert "«2»" not in titles
    assert view.cell("СОШ № 1", "От 80 баллов, %") == "33,3"
    assert view.cell("СОШ № 1", "Средний балл") == "62,11"


def test_the_model_keeps_the_promises_of_qt(vpr):
    tester = QAbstractItemModelTester(
        vpr.view.pane.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    vpr.view.pane.grid.sort_by("two", is_descending=True)
    vpr.type("СОШ № 1", "«2»", "нет")
    vpr.view.filter.search.setText("малая")
    vpr.view.filter.show_all()
    vpr.choose("cutProcedure", "ЕГЭ")
    tester.deleteLater()


def test_a_typed_count_is_saved_and_what_follows_from_it_is_new_at_once(vpr):
    vpr.type("Новая СОШ", "Участников", "10")
    assert stored(vpr, "Новая СОШ").participants == 10
    assert vpr.total("Участников") == "106"
    vpr.undo()
    assert stored(vpr, "Новая СОШ") is None
    assert vpr.total("Участников") == "96"


def test_marks_that_do_not_make_the_participants_are_told_at_once(vpr):
    vpr.type("СОШ № 1", "«5»", "9")
    (problem,) = vpr.problems
    assert problem.text == (
        "СОШ № 1: отметки 4 + 16 + 12 + 9 = 41, а участников 40: исправьте одно из чисел."
    )
    vpr.rows.go(vpr.row("Малая СОШ"), 1)
    vpr.view.jump_to(problem.place)
    index = vpr.view.pane.grid.currentIndex()
    assert (index.row(), index.column()) == (vpr.row("СОШ № 1"), vpr.column("Участников"))
    vpr.type("СОШ № 1", "«4»", "11")
    assert vpr.problems == ()


def test_what_is_no_number_stays_visible_and_unsaved_until_it_is_mended(vpr):
    vpr.type("СОШ № 1", "«2»", "пять")
    assert vpr.cell("СОШ № 1", "«2»") == "пять"
    assert stored(vpr, "СОШ № 1").two == 4
    assert vpr.view.pane.grid.note.isVisible()
    vpr.rows.go(vpr.row("СОШ № 2"), 2)
    vpr.settle()
    assert [p.severity for p in vpr.problems] == [Severity.ERROR]
    assert "не сохранено" in vpr.problems[0].text
    vpr.type("СОШ № 2", "Участников", "50")
    assert vpr.cell("СОШ № 1", "«2»") == "пять"
    vpr.type("СОШ № 1", "«2»", "4")
    assert vpr.problems == ()
    assert vpr.cell("СОШ № 1", "«2»") == "4"


def test_escape_gives_the_stored_number_back(vpr):
    vpr.type("СОШ № 1", "«2»", "пять")
    vpr.rows.go(vpr.row("СОШ № 1"), vpr.column("«2»"))
    vpr.rows.press(Qt.Key.Key_Escape)
    assert vpr.cell("СОШ № 1", "«2»") == "4"


def test_clearing_a_cell_makes_the_figure_unknown_not_zero(vpr):
    vpr.rows.go(vpr.row("СОШ № 1"), vpr.column("«2»"))
    vpr.rows.press(Qt.Key.Key_Delete)
    assert stored(vpr, "СОШ № 1").two is None
    assert vpr.cell("СОШ № 1", "Качество") == "50,0"
    assert vpr.cell("СОШ № 1", "Успеваемость") == "90,0"
    assert vpr.cell("СОШ № 1", "Средняя отметка") == ""


def test_a_block_is_cleared_in_one_step(vpr):
    vpr.rows.select(vpr.row("СОШ № 1"), 1, vpr.row("СОШ № 2"), 5)
    vpr.rows.press(Qt.Key.Key_Delete)
    assert stored(vpr, "СОШ № 1") is None
    vpr.undo()
    assert stored(vpr, "СОШ № 1").five == 8
    assert stored(vpr, "СОШ № 2").five == 5


def test_a_pasted_block_is_one_step_and_keeps_what_it_could_not_read(vpr):
    QGuiApplication.clipboard().setText("41\t5\tмного\n51\t11\t20")
    vpr.rows.go(vpr.row("СОШ № 1"), vpr.column("Участников"))
    vpr.rows.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    first, second = stored(vpr, "СОШ № 1"), stored(vpr, "СОШ № 2")
    assert (first.participants, first.two, first.three) == (41, 5, 16)
    assert (second.participants, second.two, second.three) == (51, 11, 20)
    assert vpr.cell("СОШ № 1", "«3»") == "много"
    vpr.undo()
    assert stored(vpr, "СОШ № 1").participants == 40
    assert stored(vpr, "СОШ № 2").participants == 50


def test_sorting_goes_by_worth_and_schools_without_a_figure_stand_last(vpr):
    vpr.view.pane.grid.sort_by("share.two")
    names = [row.name for row in vpr.view.pane.model.rows]
    assert names == ["СОШ № 1", "Малая СОШ", "СОШ № 2", "Новая СОШ"]
    vpr.view.pane.grid.sort_by("share.two", is_descending=True)
    assert [row.name for row in vpr.view.pane.model.rows][-1] == "Новая СОШ"


def test_a_filter_hides_schools_but_not_from_the_total(vpr):
    vpr.view.filter.search.setText("малая")
    assert [row.name for row in vpr.view.pane.model.rows] == ["Малая СОШ"]
    assert vpr.total("Участников") == "96"
    vpr.view.filter.show_all()
    vpr.view.filter.kind_box.setCurrentIndex(2)
    assert [row.name for row in vpr.view.pane.model.rows] == ["Новая СОШ"]


def test_a_small_class_is_told_in_pupils(vpr):
    assert "1 из 6; 1 ученик = 16,7 п. п." in vpr.tooltip("Малая СОШ", "«2», %")
    vpr.rows.go(vpr.row("Малая СОШ"), 1)
    vpr.settle()
    assert "Всего 6 участников: 1 ученик = 16,7 п. п." in side_texts(vpr.view.pane.side)


def test_the_panel_tells_the_years_of_the_school_and_who_typed(vpr):
    vpr.type("СОШ № 1", "«2»", "3")
    vpr.rows.go(vpr.row("СОШ № 1"), 1)
    vpr.settle()
    said = side_texts(vpr.view.pane.side)
    assert "Качество: рост с 40,0 до 50,0 %" in said
    assert "отметок «2»: 4 → 3 (Проверка П.П.)" in said


def test_dragged_widths_are_remembered_for_the_procedure(vpr, environment, qtbot):
    with qtbot.waitSignal(environment.preferences.changed, timeout=PATIENCE_MS):
        vpr.view.pane.grid.setColumnWidth(0, 301)
    vpr.choose("cutProcedure", "ЕГЭ")
    assert vpr.view.pane.grid.columnWidth(0) != 301
    vpr.choose("cutProcedure", "ВПР")
    assert vpr.view.pane.grid.columnWidth(0) == 301


def test_the_table_goes_to_excel_as_it_is_seen(vpr, messages, tmp_path):
    messages.paths.append(tmp_path / "итоги.xlsx")
    vpr.view.pane.grid.sort_by("participants", is_descending=True)
    vpr.view.export_button.click()
    vpr.settle()
    assert "Сохранено: итоги.xlsx" in vpr.view.outcome.text()
    from openpyxl import load_workbook

    sheet = load_workbook(tmp_path / "итоги.xlsx").worksheets[0]
    assert sheet["A1"].value == "ВПР 2026, математика, 5 класс"
    assert [sheet.cell(row, 1).value for row in range(4, 9)] == [
        "СОШ № 2", "СОШ № 1", "Малая СОШ", "Новая СОШ", "Район",
    ]  # fmt: skip
    assert sheet["B8"].value == 96


def test_a_new_work_is_typed_into_an_empty_table(vpr, monkeypatch):
    cut = Cut(procedure="vpr", year=2026, subject="russian", grade=7)
    monkeypatch.setattr(NewWork, "ask", classmethod(lambda *_args, **_keys: cut))
    vpr.view.add_work()
    vpr.settle()
    assert vpr.view.chooser.cut == cut
    vpr.type("Новая СОШ", "Участников", "12")
    assert vpr.view.chooser.cut == cut
    assert vpr.total("Участников") == "12"
    assert "7 класс" in vpr.offered("cutGrade")


def test_another_school_year_shows_the_same_work_of_that_year(vpr):
    vpr.view.scope.choose_year(2024)
    vpr.settle()
    assert vpr.view.chooser.cut == Cut(procedure="vpr", year=2025, subject="math", grade=5)


def test_a_file_without_results_teaches(make_view, empty_file):
    view = make_view(empty_file)
    assert view.view.empty.isVisible()
    assert "Загрузите файлы" in view.view.empty.sentence.text()


def test_the_dialog_of_a_new_work_says_what_will_open(qtbot, vpr):
    choices = vpr.asked(lambda store: exam_tables.choices(store=store))
    dialog = NewWork(None, choices, year=2026, near=vpr.view.chooser.cut)
    qtbot.addWidget(dialog)
    assert dialog.cut == Cut(procedure="vpr", year=2026, subject="math", grade=5)
    assert "уже есть" in dialog.sentence.text()
    dialog.grade.setCurrentIndex(7)
    assert "пустая таблица" in dialog.sentence.text()
