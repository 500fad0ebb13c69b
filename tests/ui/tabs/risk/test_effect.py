"""Measures and their effect in the window."""

from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from quality_desktop import paths
from quality_desktop.domain.at_risk.partnership import Measure, MeasureSchool
from quality_desktop.services.district_file import files
from quality_desktop.services.effects import measures
from quality_desktop.ui.dialogs.measure_schools import MeasureSchools
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tabs.risk.effect import RiskEffectView
from tests.services.effects.test_effect import DISTRICT
from tests.services.risk_district import fill, school_id
from tests.ui.conftest import WRITER
from tests.ui.tabs.drivers_risk import EffectDriver

pytestmark = pytest.mark.gui


@pytest.fixture
def filled_file(empty_file):
    with files.open_file(
        path=empty_file, migrations=paths.bundled().migrations, writer=WRITER
    ) as store:
        fill(store, DISTRICT)
    return empty_file


@pytest.fixture
def view(qtbot, open_operations, environment, filled_file):
    operations = open_operations(filled_file)
    return EffectDriver(qtbot, RiskEffectView(operations, Scope(2025, operations), environment))


@pytest.fixture
def ticked(monkeypatch):
    """Schools that the dialog answers with."""
    answers: list[object] = []
    monkeypatch.setattr(MeasureSchools, "ask", lambda *_: answers[0])
    return answers


@pytest.fixture
def measured(view, ticked):
    view.type(0, "title", "Курсы")
    view.type(0, "starts", "01.09.2025")
    view.type(0, "ends", "25.05.2026")
    ticked.append([school_id("Слабая")])
    view.go(0)
    view.view.schools_button.click()
    view.settle()
    return view


def test_without_a_measure_the_view_says_what_to_do(view):
    assert view.about == ""
    assert view.view.empty.isVisible()
    assert "Впишите её в первую строку" in view.view.empty.sentence.text()
    assert not view.view.schools_button.isEnabled()
    assert not view.view.export_button.isEnabled()


def test_a_measure_is_typed_and_asks_for_what_is_missing(view):
    view.type(0, "title", "Курсы")
    view.go(0)
    assert view.about == "Впишите, когда мера началась."
    view.type(0, "starts", "01.09.2025")
    view.go(0)
    assert view.about.endswith("Отметьте школы, которые участвуют в мере.")
    view.type(0, "subject", "математика")
    assert view.asked(lambda store: store.all(Measure))[0].subject == "math"


def test_a_measure_typed_faster_than_it_is_saved_stays_one_measure(view):
    model = view.view.measures.model
    last = model.rowCount() - 1
    for field, text in (("title", "Курсы"), ("starts", "01.09.2025"), ("ends", "25.05.2026")):
        model.setData(model.index(last, model.column_of(field)), text)
    assert not view.operations.is_idle
    view.settle()
    [measure] = view.asked(lambda store: store.all(Measure))
    assert (measure.title, measure.starts, measure.ends) == (
        "Курсы",
        date(2025, 9, 1),
        date(2026, 5, 25),
    )


def test_a_school_is_shown_before_and_after_beside_similar_ones(measured):
    assert measured.cell("Слабая", "Было, 2025") == "40,0 %"
    assert measured.cell("Слабая", "Стало, 2026") == "10,0 %"
    assert measured.cell("Слабая", "Изменение") == "−30,0 п. п."
    assert measured.cell("Слабая", "Похожие без меры") == "+1,0 п. п."
    assert measured.cell("Слабая", "Разница изменений") == "−31,0 п. п."
    assert measured.cell("Слабая", "Вывод") == "лучше, чем у похожих школ"
    assert measured.about.startswith("Доля низких результатов. В школах меры было 40,0 %")


def test_the_panel_tells_the_story_and_the_method(measured):
    measured.schools.go(0, 0)
    measured.settle()
    assert "Похожая 3" in measured.said
    assert "Изменение лучше, чем у 5 из 5 похожих школ." in measured.said
    assert "не доказывает причину" in measured.said


def test_the_figure_is_drawn_from_the_same_numbers(measured, qtbot):
    with qtbot.waitSignal(measured.view.chart.drawn):
        measured.view.pages.setCurrentIndex(1)
    picture = measured.view.chart.picture
    assert picture.title == "Доля низких результатов: до и после меры «Курсы»"
    assert "Слабая" in picture.alt
    assert "40,0" in picture.alt


def test_a_measure_that_ends_before_it_starts_is_refused_in_its_cell(measured):
    measured.type(0, "ends", "01.05.2025")
    index = measured.measures.index(0, measured.view.measures.model.column_of("ends"))
    assert "раньше" in measured.view.measures.model.reason(index)
    assert measured.measures.text(*[0, index.column()]) == "01.05.2025"


def test_a_measure_is_removed_with_its_schools_and_comes_back(measured):
    measured.go(0)
    measured.view.remove_button.click()
    measured.settle()
    assert measured.asked(lambda store: store.all(MeasureSchool)) == ()
    measured.undo()
    assert len(measured.asked(lambda store: store.all(MeasureSchool))) == 1


def test_the_table_is_saved_with_its_method(measured, messages, tmp_path):
    path = tmp_path / "effect.xlsx"
    messages.paths.append(path)
    measured.view.export()
    measured.settle()
    rows = list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    texts = "\n".join(str(cell) for row in rows for cell in row if cell)
    assert "лучше, чем у похожих школ" in texts
    assert "разность разностей" in texts
    school = next(row for row in rows if row[0] == "Слабая")
    figures = [cell for cell in school[1:10] if isinstance(cell, int | float)]
    assert len(figures) == 9
    assert figures[6] == pytest.approx(figures[3] - figures[0])
    assert figures[0] == pytest.approx(100 * figures[1] / figures[2])


def test_the_dialog_ticks_those_that_take_part(qtbot, view):
    schools = view.asked(lambda store: measures.view(store=store)).schools
    dialog = MeasureSchools(None, "Курсы", schools, {school_id("Слабая")})
    qtbot.addWidget(dialog)
    assert dialog.schools.checked == [school_id("Слабая")]
    dialog.schools.list.item(0).setCheckState(Qt.CheckState.Checked)
    assert len(dialog.schools.checked) == 2


def test_the_models_keep_the_promises_of_qt(measured):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [
        QAbstractItemModelTester(model, mode)
        for model in (measured.view.model, measured.view.measures.model)
    ]
    measured.type(0, "grade", "5")
    measured.type(1, "title", "Наставник")
    assert len(testers) == 2
