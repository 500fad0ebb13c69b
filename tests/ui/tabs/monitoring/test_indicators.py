"""Indicators in the window, on the made-up district of the sample."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from quality_desktop.domain.collection.indicators import Band, Calculation, Target
from quality_desktop.domain.collection.monitoring import DataElement, Value
from quality_desktop.domain.formulas.formula_columns import FigureState
from quality_desktop.services.indicators import indicator_values
from quality_desktop.ui.models.table_model import CellRole
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tabs.monitoring.indicators import (
    ALL_OF_DISTRICT,
    ALL_OF_SCHOOLS,
    IndicatorsView,
)
from tests.ui.tabs.drivers_results import IndicatorsDriver, side_texts

pytestmark = pytest.mark.gui


@pytest.fixture
def make_view(qtbot, open_operations, environment):
    def make(file, year=2025):
        operations = open_operations(file)
        return IndicatorsDriver(
            qtbot, IndicatorsView(operations, Scope(year, operations), environment)
        )

    return make


@pytest.fixture
def view(make_view, sample_file):
    return make_view(sample_file)


@pytest.fixture
def table(view, environment):
    """What the service says, to compare the window with."""
    return view.asked(
        lambda store: indicator_values.indicator_table(
            store=store, year=2025, reference=environment.reference
        )
    )


def share(table):
    """A share with small and large schools and some without data."""
    return next(
        column
        for column in table.columns
        if column.district.disagree
        and {f.state for f in column.figures} >= {FigureState.NUMBER, FigureState.NO_DATA}
    )


def test_the_district_is_shown_first_with_both_means_side_by_side(view, table):
    assert view.titles[:4] == ["Показатель", "Район", "Все вместе", "Среднее по школам"]
    assert len(view.view.model.rows) == len(table.columns)
    column = share(table)
    row = view.row(column.calculation.code)
    assert view.text(row, "Район") == column.district.shown
    assert view.text(row, "Все вместе") == column.district.weighted
    assert view.text(row, "Среднее по школам") == column.district.mean


def test_enter_on_an_indicator_opens_its_schools(view, table):
    column = share(table)
    view.rows.go(view.row(column.calculation.code), 0)
    view.view.grid.activated.emit(view.view.grid.currentIndex())
    view.settle()
    assert view.view.choice.currentData() == column.calculation.code
    assert len(view.view.model.rows) == len(table.schools)
    assert column.district.shown in view.view.about.text()


def test_one_indicator_tells_numerator_denominator_figure_and_what_one_pupil_weighs(view, table):
    column = share(table)
    view.view.show_indicator(column.calculation.code)
    place, figure = next(
        (n, f) for n, f in enumerate(column.figures) if f.weight and f.figure.number is not None
    )
    row = view.row(table.schools[place].id)
    assert view.text(row, "Показатель") == figure.shown
    assert view.text(row, "Вес одного") == figure.weight
    assert view.text(row, "С учётом случайности") == figure.interval
    assert f"{view.text(row, 'Числитель')} из {view.text(row, 'Знаменатель')}" == figure.counted
    assert view.total("Показатель") == column.district.shown


def test_no_data_and_nothing_to_compute_are_two_different_words(view, table):
    view.view.show_indicator(ALL_OF_SCHOOLS)
    for place, column in enumerate(table.columns, 1):
        for number, figure in enumerate(column.figures):
            shown = view.rows.text(number, place)
            if figure.state is FigureState.NO_DATA:
                assert shown == "нет данных"
            elif figure.state is not FigureState.NUMBER:
                assert shown == "—"


def test_sorting_goes_by_the_exact_figure_with_the_unknown_at_the_end(view, table):
    column = share(table)
    view.view.show_indicator(column.calculation.code)
    view.view.grid.sort_by("2", is_descending=True)
    numbers = [row.cells[2].worth for row in view.view.model.rows]
    known = [number for number in numbers if number is not None]
    assert known == sorted(known, reverse=True)
    assert numbers == known + [None] * (len(numbers) - len(known))


def test_the_panel_says_how_the_figure_is_made(view, table):
    column = share(table)
    view.view.show_indicator(column.calculation.code)
    place = next(n for n, f in enumerate(column.figures) if f.figure.number is not None)
    view.rows.go(view.row(table.schools[place].id), 3)
    view.settle()
    said = side_texts(view.view.side)
    assert column.figures[place].counted in said
    assert "Как считается" in said
    assert " ".join(column.printed.split()) in " ".join(said.split())


def test_a_changed_answer_changes_the_figure(view, table):
    column = share(table)
    calculation = column.calculation
    view.view.show_indicator(calculation.code)
    before = view.total("Показатель")

    def raise_all(store):
        with store.work("Проверка") as work:
            for value in work.all(Value, year=2025):
                if value.digits:
                    work.delete(Value, value.id)
            return work.commit()

    view.operations.do(raise_all)
    view.settle()
    assert view.view.choice.currentData() == calculation.code
    assert view.total("Показатель") != before
    view.undo()
    assert view.total("Показатель") == before


def test_a_formula_that_cannot_be_computed_is_a_problem_that_jumps_to_it(view, table):
    code = share(table).calculation.code

    def spoil(store):
        from dataclasses import replace

        with store.work("Проверка") as work:
            found = next(c for c in work.all(Calculation) if c.code == code and c.until is None)
            work.put(replace(found, numerator="no_such_quantity"))
            return work.commit()

    view.operations.do(spoil)
    view.settle()
    (problem,) = view.problems
    view.view.jump_to(problem.place)
    assert view.view.choice.currentData() == code
    view.view.show_indicator(ALL_OF_DISTRICT)
    assert view.text(view.row(code), "Район") == "ошибка формулы"


def test_rows_without_data_can_be_picked_out(view, table):
    column = share(table)
    view.view.show_indicator(column.calculation.code)
    view.view.filter.kind_box.setCurrentIndex(2)
    assert view.view.model.rows
    assert all("нет данных" in [c.text for c in row.cells] for row in view.view.model.rows)


def test_the_model_keeps_the_promises_of_qt(view, table):
    tester = QAbstractItemModelTester(
        view.view.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    for code in (ALL_OF_SCHOOLS, share(table).calculation.code, ALL_OF_DISTRICT):
        view.view.show_indicator(code)
    tester.deleteLater()


def test_the_table_goes_to_excel_with_figures_as_numbers(view, table, messages, tmp_path):
    from openpyxl import load_workbook

    column = share(table)
    view.view.show_indicator(column.calculation.code)
    messages.paths.append(tmp_path / "показатель.xlsx")
    view.view.export_button.click()
    view.settle()
    sheet = load_workbook(tmp_path / "показатель.xlsx").worksheets[0]
    cells = [sheet.cell(row, 4).value for row in range(4, 4 + len(table.schools))]
    numbers = [f.figure.number for f in column.figures]
    assert [c if not isinstance(c, str) else None for c in cells] == [
        None if n is None else pytest.approx(float(n), rel=1e-12) for n in numbers
    ]
    assert sheet.cell(4 + len(table.schools), 4).value == pytest.approx(
        float(column.district.number)
    )


def test_a_file_without_indicators_teaches(make_view, empty_file):
    view = make_view(empty_file)
    assert not view.view.empty.isVisible()

    def remove_all(store):
        with store.work("Проверка") as work:
            for kind in (Band, Target, Calculation):
                for record in work.all(kind):
                    work.delete(kind, record.id)
            return work.commit()

    view.operations.do(remove_all)
    view.settle()
    assert view.view.empty.isVisible()
    assert not view.view.choice.isVisible()


def test_figures_of_one_year_never_stand_under_another(view):
    failed: list[str] = []
    view.operations.failed.connect(failed.append)
    view.view.scope.choose_year(1990)
    view.settle()
    assert len(failed) == 1
    assert view.view.model.rows == ()
    view.view.scope.choose_year(2025)
    view.settle()
    assert view.view.model.rows


def test_headings_keep_both_ends_and_no_half_words(view):
    view.view.show_indicator(ALL_OF_SCHOOLS)
    model = view.view.model
    full = {str(model.headerData(n, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)).casefold()
            for n in range(1, model.columnCount())}  # fmt: skip
    for title in view.titles[1:]:
        if "…" in title:
            head, tail = title.casefold().split(" … ")
            assert any(f"{head} " in text and f" {tail}" in text for text in full)


def test_a_year_without_figures_leads_to_the_year_that_has_them(make_view, sample_file):
    view = make_view(sample_file, year=2027)
    assert view.view.other_year.isVisible()
    view.click("yearStripShow")
    assert view.view.scope.year == 2025
    assert view.view.other_year.isHidden()


def test_figures_made_of_values_with_errors_say_so_in_the_window_and_in_excel(
    view, table, messages, tmp_path
):
    from openpyxl import load_workbook

    column = share(table)
    place = next(n for n, f in enumerate(column.figures) if f.counted and not f.wrong)
    school = table.schools[place]
    assert not column.figures[place].wrong

    def spoil(store):
        """The school's part becomes more than the whole."""
        from dataclasses import replace

        from quality_desktop.domain.formulas.formula import Formula, elements_of, resolve

        known = store.all(DataElement)
        asked = elements_of(Formula.of(column.calculation).numerator)
        members = {m.id for one in asked for m in resolve(one, known, 2025)}
        with store.work("Проверка") as work:
            for value in work.all(Value, school=school.id, year=2025):
                if value.element in members and value.digits is not None:
                    work.put(replace(value, digits=value.digits + 5000))
            return work.commit()

    view.operations.do(spoil)
    view.settle()
    said = "осчитано по значениям с ошибкой проверки: "
    assert said in view.view.about.text()
    view.view.show_indicator(column.calculation.code)
    row = view.row(school.id)
    assert said in view.view.model.index(row, 3).data(CellRole.PROBLEM).text
    view.rows.go(row, 3)
    view.settle()
    assert said in side_texts(view.view.side)
    assert said in view.view.about.text()
    messages.paths.append(tmp_path / "показатель.xlsx")
    view.view.export_button.click()
    view.settle()
    sheet = load_workbook(tmp_path / "показатель.xlsx").worksheets[0]
    cells = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value]
    assert any(said in text and school.short_name in text for text in cells)
