"""Objectivity in the window: the register, markers, reasons to check, scores, norms."""

import pytest
from openpyxl import load_workbook
from PySide6.QtTest import QAbstractItemModelTester

from quality_desktop import paths
from quality_desktop.domain.at_risk.norms import Norm
from quality_desktop.services.district_file import files
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tabs.risk.objectivity import RiskObjectivityView
from tests.services.screening.test_objectivity import put
from tests.ui.conftest import WRITER
from tests.ui.drivers import PATIENCE_MS
from tests.ui.tabs.drivers_risk_screening import ObjectivityDriver

pytestmark = pytest.mark.gui

YEAR = 2021


@pytest.fixture
def exam_file(empty_file):
    """Three schools: raised marks two years running, an even one, one that is too small."""
    with files.open_file(
        path=empty_file, migrations=paths.bundled().migrations, writer=WRITER
    ) as store:
        for year in (YEAR - 1, YEAR):
            put(store, "А", "russian", year=year, register=(1, 10, 9))
        put(store, "А", participants=24, scores="4:2;5:0;6:14;7:3;10:5", register=(2, 20, 2))
        put(store, "Б", "russian", register=(2, 36, 2))
        put(store, "Б", participants=24, scores="4:6;5:5;6:7;7:6", register=(0, 24, 0))
        put(store, "В", "russian", register=(0, 1, 4))
    return empty_file


@pytest.fixture
def make_view(qtbot, open_operations, environment):
    def make(file, year=YEAR - 1):
        operations = open_operations(file)
        return ObjectivityDriver(
            qtbot, RiskObjectivityView(operations, Scope(year, operations), environment)
        )

    return make


@pytest.fixture
def view(make_view, exam_file):
    return make_view(exam_file)


def test_shares_and_markers_of_every_school_are_shown_beside_the_district(view):
    assert view.names == ["А", "Б", "В"]
    assert [view.cell("А", title) for title in ("Сравнили, чел.", "Повысили, %")] == ["44", "25,0"]
    assert [view.cell("А", code) for code in ("РУ4", "МА4", "РУ5")] == ["есть", "есть", ""]
    assert [view.cell("А", title) for title in ("Маркеров", "2020", "2019")] == ["2", "1", ""]
    assert [view.cell("В", title) for title in ("РУ4", "Маркеров")] == ["?", "?"]
    totals = view.view.totals.cells
    assert totals[1].text == "113"
    assert totals[4].text == "15,0"  # 17 of 113


def test_the_line_above_says_that_markers_are_a_reason_to_check(view):
    assert view.about.startswith("2021 год. Маркеры есть у 1 из 3 школ;")
    assert "33,3 % (1 из 3) (раньше: 2020 – 100,0 % (1 из 1))" in view.about
    assert "повод проверить, а не вывод" in view.about


def test_the_panel_gives_the_reasons_with_their_numbers(view):
    told = view.choose_school("А")
    assert "у 9 из 20 = 45,0 % (учеников мало: 25–66 %) ≥ 20 %" in told
    assert "первый балл отметки «3» (6) у 14 участников" in told
    assert "РУ4 – есть" in told
    assert "Не найдено." in view.choose_school("Б")


def test_one_work_can_be_chosen(view):
    titles = [view.view.work.itemText(n) for n in range(view.view.work.count())]
    assert titles[1:] == ["ВПР, математика, 4 класс, 2021", "ВПР, русский язык, 4 класс, 2021"]
    view.choose_work(1)
    assert view.cell("А", "Сравнили, чел.") == "24"
    assert view.cell("В", "Сравнили, чел.") == ""


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("signs", ["А"]), ("markers", ["А"]), ("again", ["А"]), ("unknown", ["В"])],
)
def test_rows_can_be_chosen_by_kind(view, kind, expected):
    assert view.keep(kind) == expected


def test_the_scores_of_a_school_are_drawn_for_a_chosen_work(view):
    view.open_page(view.view.pages, 1)
    assert "Выберите работу" in view.view.chart.nothing.sentence.text()
    view.choose_school("А")
    with view.qtbot.waitSignal(view.view.chart.drawn, timeout=PATIENCE_MS):
        view.choose_work(1)
    assert "у границы отметки много работ" in view.view.chart.picture.title
    view.choose_work(2)
    assert view.view.chart.picture is None


def test_a_norm_is_changed_where_it_is_applied(view):
    norms = view.view.norms.model
    row = next(n for n, one in enumerate(norms.rows) if one.code == "objectivity.raised_most")
    view.enter(norms, row, "Число", "50")
    assert view.cell("А", "РУ4") == "нет"
    stored = view.asked(lambda store: store.all(Norm, code="objectivity.raised_most"))
    assert [norm.figure for norm in stored] == ["50"]
    view.undo()
    assert view.cell("А", "РУ4") == "есть"


def test_a_year_without_results_shows_the_last_one_that_has(make_view, exam_file):
    view = make_view(exam_file, 2030)
    assert view.about.startswith("Результатов за 2031 год нет, показан 2021 год.")


def test_a_file_without_results_says_where_they_come_from(make_view, empty_file):
    view = make_view(empty_file)
    assert "загрузите их на вкладке «Мониторинг»" in view.view.empty.sentence.text()


def test_schools_reasons_and_norms_are_saved(view, messages, tmp_path):
    path = tmp_path / "объективность.xlsx"
    messages.paths.append(path)
    view.click("export")
    book = load_workbook(path)
    assert book.sheetnames == ["Объективность", "Поводы проверить", "Пороги"]
    school = next(row for row in book["Объективность"].values if row[1] == "А")
    assert school[6:8] == ("есть", "есть")
    signs = [str(row[2]) for row in book["Поводы проверить"].values if row[1] == "А"]
    assert sorted(signs) == ["Выше журнала", "Скачок у границы отметки"]


def test_the_model_keeps_the_promises_of_qt(view):
    tester = QAbstractItemModelTester(
        view.view.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    assert tester.model() is view.view.model
