"""Social context in the window: the index, its settings, result beside context."""

from dataclasses import replace

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from quality_desktop import paths
from quality_desktop.domain.at_risk.context import ContextComponent, ContextIndex
from quality_desktop.domain.collection.monitoring import DataElement
from quality_desktop.services.district_file import files
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tabs.risk.context import RiskContextView
from tests.services.monitored import YEAR, District
from tests.ui.conftest import WRITER
from tests.ui.drivers import PATIENCE_MS, type_text
from tests.ui.tabs.drivers_results import side_texts
from tests.ui.tabs.drivers_risk_screening import ContextDriver

pytestmark = pytest.mark.gui

TWOS = {"А": 8, "Б": 2, "В": 9, "Г": 1}


@pytest.fixture
def context_file(empty_file):
    """Four schools: hard conditions at А and Б, low results at А and В."""
    with files.open_file(
        path=empty_file, migrations=paths.bundled().migrations, writer=WRITER
    ) as store:
        made = District(store)
        made.add_schools(*TWOS, "Д")
        codes = {e.code: e for e in store.all(DataElement)}
        made.elements |= {code: codes[code] for code in ("pupils", "registered", "remote")}
        made.answer(YEAR, "pupils", dict.fromkeys(TWOS, "100"))
        made.answer(YEAR, "registered", {"А": "20", "Б": "15", "В": "2", "Г": "1"})
        made.answer(YEAR, "remote", {"А": "да", "Б": "да", "В": "нет", "Г": "нет"})
        for name, two in TWOS.items():
            for subject in ("math", "russian"):
                made.exam(name, YEAR, subject, 5, participants=20, two=two)
        [index] = store.all(ContextIndex)
        made.put(replace(index, share="50"))
        assert made.store is store
    return empty_file


@pytest.fixture
def make_view(qtbot, open_operations, environment):
    def make(file):
        operations = open_operations(file)
        return ContextDriver(
            qtbot, RiskContextView(operations, Scope(YEAR, operations), environment)
        )

    return make


@pytest.fixture
def view(make_view, context_file):
    return make_view(context_file)


def test_every_school_is_in_its_group_with_its_index_and_place(view):
    groups = {name: view.cell(name, "Группа") for name in view.names}
    assert groups == {
        "А": "ШНОР и ШНСУ", "Б": "Резильентная", "В": "ШНОР", "Г": "Прочие", "Д": "Нет данных",
    }  # fmt: skip
    assert [view.cell(name, "Место") for name in "АБВГД"] == ["1", "2", "3", "4", ""]
    assert view.cell("А", "Низких результатов, %") == "40,0"
    assert view.cell("Д", "Индекс") == "—"


def test_the_line_above_says_that_the_index_is_the_offices_own(view):
    assert view.about.startswith("2026 год. Индекс есть у 4 из 5 школ; трудные условия – у 2.")
    assert "ШНОР – 2 (из них в трудных условиях – 1), резильентных школ – 1." in view.about
    assert "официальной формулы индекса нет" in view.about


def test_the_panel_tells_what_the_index_is_made_of(view):
    told = view.choose_school("А")
    assert "место 1 из 4" in told
    assert "40,0 % (16 из 40)" in told
    assert "На учёте в ОДН, КДН: 20,0 %; на общей шкале −" in told
    assert "Не аттестованы: нет данных; в индекс не вошло" in told


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("hard", ["А", "Б"]),
        ("both", ["А"]),
        ("resilient", ["Б"]),
        ("missing", ["А", "Б", "В", "Г", "Д"]),
    ],
)
def test_rows_can_be_chosen_by_kind(view, kind, expected):
    assert view.keep(kind) == expected


def test_a_weight_that_is_typed_is_saved_and_can_be_undone(view):
    grid = view.view.settings.model
    row = next(n for n, one in enumerate(grid.rows) if one.calculation == "remote")
    before = view.cell("А", "Индекс")
    view.enter(grid, row, "Вес", "0,5")
    stored = view.asked(lambda store: store.all(ContextComponent, calculation="remote"))
    assert [one.weight for one in stored] == ["0.5"]
    assert view.cell("А", "Индекс") != before
    view.undo()
    assert view.cell("А", "Индекс") == before


def test_a_weight_that_is_no_number_stays_with_its_reason_and_is_not_saved(view):
    grid = view.view.settings.model
    view.enter(grid, 0, "Вес", "много")
    assert grid.drafts[0][2] == "Вес – число не меньше нуля."
    view.enter(grid, 0, "Больше – хуже", "наверное")
    assert {c.weight for c in view.asked(lambda store: store.all(ContextComponent))} == {"1"}


def test_a_direction_that_is_turned_turns_the_places(view):
    grid = view.view.settings.model
    for number, one in enumerate(grid.rows):
        if one.calculation in ("registered", "remote"):
            view.enter(grid, number, "Больше – хуже", "нет")
    assert view.cell("А", "Место") == "4"


def test_the_share_is_saved_when_its_field_is_left_and_refused_in_words(view):
    settings = view.view.settings
    view.open_page(view.view.panels, 1)
    settings.share.setFocus()
    settings.share.selectAll()
    type_text(settings.share, "25")
    view.qtbot.keyClick(settings.share, Qt.Key.Key_Return)
    view.settle()
    assert view.keep("hard") == ["А"]
    settings.share.selectAll()
    type_text(settings.share, "101")
    view.qtbot.keyClick(settings.share, Qt.Key.Key_Return)
    view.settle()
    assert "впишите число от 0 до 100" in settings.reason.text()
    assert [i.share for i in view.asked(lambda store: store.all(ContextIndex))] == ["25"]


def test_another_scale_is_taken_at_once(view):
    box = view.view.settings.scale
    box.setCurrentIndex(box.findData("rank"))
    box.activated.emit(box.currentIndex())
    view.settle()
    assert view.cell("А", "Индекс") == "0,08"


def test_the_figure_of_result_and_context_is_drawn_with_its_words(view):
    chart = view.view.chart
    with view.qtbot.waitSignal(chart.drawn, timeout=PATIENCE_MS):
        view.view.pages.setCurrentWidget(chart)
    assert chart.picture.title == "ШНОР – 2 (из них в трудных условиях – 1), резильентных школ – 1"
    assert chart.label.accessibleDescription()


def test_the_norm_of_resilience_is_told_with_its_source_and_can_be_changed(view):
    norms = view.view.settings.norms
    view.enter(norms.model, 0, "Число", "10")
    assert view.cell("Б", "Группа") == "ШНСУ"
    norms.grid.select_cell(0, 0)
    assert "свой порог, не официальный" in norms.about.text()
    view.enter(norms.model, 0, "Число", "-1")
    assert norms.model.drafts[0][2] == "Порог – число не меньше нуля."


def test_the_table_is_saved_with_shown_and_exact_figures(view, messages, tmp_path):
    path = tmp_path / "контекст.xlsx"
    messages.paths.append(path)
    view.click("export")
    rows = list(load_workbook(path)["Социальный контекст"].values)
    school = next(row for row in rows if row[1] == "А")
    assert school[2:4] == ("ШНОР и ШНСУ", 1)
    assert "20,0\u202f%" in school


def test_a_file_without_schools_is_told_what_belongs_here(make_view, empty_file):
    view = make_view(empty_file)
    assert view.view.empty.isVisible()
    assert "внесите школы" in view.view.empty.sentence.text()


def test_the_model_keeps_the_promises_of_qt(view):
    tester = QAbstractItemModelTester(
        view.view.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    assert tester.model() is view.view.model
    assert "Индекс" in side_texts(view.view.side)
