"""Partners in the window: proposed, chosen, their plans asked for and typed."""

from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from quality_desktop import paths
from quality_desktop.domain.at_risk.partnership import Partnership, PlanStep
from quality_desktop.services.district_file import files
from quality_desktop.ui.models.directory_records import OPTIONS_ROLE
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tabs.risk.partners import RiskPartnersView
from tests.services.risk_district import YEAR, fill, school_id
from tests.ui.conftest import WRITER
from tests.ui.tabs.drivers_risk import PartnersDriver

pytestmark = pytest.mark.gui


@pytest.fixture
def filled_file(empty_file):
    with files.open_file(
        path=empty_file, migrations=paths.bundled().migrations, writer=WRITER
    ) as store:
        fill(store)
    return empty_file


@pytest.fixture
def make_view(qtbot, open_operations, environment):
    def make(file):
        operations = open_operations(file)
        scope = Scope(YEAR - 1, operations)
        return PartnersDriver(qtbot, RiskPartnersView(operations, scope, environment))

    return make


@pytest.fixture
def view(make_view, filled_file):
    return make_view(filled_file)


def records(view):
    return view.asked(lambda store: store.all(Partnership))


def test_a_file_without_results_teaches_what_comes_first(make_view, empty_file):
    view = make_view(empty_file)
    assert view.view.empty.isVisible()
    assert "школы-партнёры" in view.view.empty.sentence.text()
    assert view.view.empty.button.text() == "Загрузить результаты…"
    assert view.view.empty.button.isVisible()


def test_schools_of_the_list_stand_there_before_they_have_a_partner(view):
    assert view.cell("Слабая", "Слабые предметы") == "Математика"
    assert view.cell("Слабая", "Школа-партнёр") == ""
    assert len(view.problems) == 2


def test_one_press_gives_everybody_the_best_partner_and_says_why(view):
    view.propose()
    assert view.cell("Слабая", "Школа-партнёр") == "Сильная"
    assert view.cell("Отстающая", "Школа-партнёр") == "Лучшая"
    assert view.cell("Слабая", "Подбор") == "программа"
    assert view.problems == ()
    view.go("Слабая")
    assert "низкие результаты у 17 из 44" in view.said
    view.undo()
    assert view.cell("Слабая", "Школа-партнёр") == ""
    view.propose()
    view.propose()
    assert view.view.outcome.text() == "Лучшие пары уже подобраны: менять нечего."


def test_a_partner_is_typed_and_offered(view):
    index = view.pairs.index(view.row("Слабая"), view.column("Школа-партнёр"))
    assert index.data(OPTIONS_ROLE)[:2] == ["Лучшая", "Сильная"]
    view.type("Слабая", "Школа-партнёр", "лучшая")
    assert view.cell("Слабая", "Школа-партнёр") == "Лучшая"
    assert view.cell("Слабая", "Подбор") == "управление"
    view.type("Слабая", "Предмет", "математика")
    assert records(view)[0].subject == "math"
    view.type("Слабая", "Предмет", "все")
    assert records(view)[0].subject == ""


def test_an_emptied_partner_takes_the_pair_away(view):
    view.propose()
    view.type("Слабая", "Школа-партнёр", "")
    assert view.cell("Слабая", "Школа-партнёр") == ""
    assert len(records(view)) == 1


def test_a_name_that_is_no_school_stays_with_its_reason(view):
    view.type("Слабая", "Школа-партнёр", "Лицей")
    assert view.cell("Слабая", "Школа-партнёр") == "Лицей"
    index = view.pairs.index(view.row("Слабая"), view.column("Школа-партнёр"))
    assert "нет: выберите" in view.view.model.reason(index)
    assert records(view) == ()


def test_a_refused_pair_is_told_and_the_old_one_shown(view, messages):
    view.type("Слабая", "Школа-партнёр", "Слабая")
    assert "самой себе" in messages.refusals[0]
    assert view.cell("Слабая", "Школа-партнёр") == ""


def test_dates_of_the_plan_make_its_state(view, messages):
    view.propose()
    view.view.due.setText("25.11.2020")
    view.view.due.editingFinished.emit()
    view.settle()
    assert {record.plan_due for record in records(view)} == {date(2020, 11, 25)}
    assert view.cell("Слабая", "План") == "просрочен"
    assert "просроч" not in view.cell("Слабая", "Нужен к")
    view.type("Слабая", "Получен", "27.11.2020")
    assert view.cell("Слабая", "План") == "получен"
    view.type("Слабая", "Утверждён", "26.11.2020")
    assert "раньше" in messages.refusals[0]
    view.type("Слабая", "Утверждён", "30.11.2020")
    assert view.cell("Слабая", "План") == "утверждён"


def test_lines_of_the_plan_are_typed_moved_and_removed(view):
    view.propose()
    view.go("Слабая")
    assert view.view.plan.title.text() == "План взаимодействия: Слабая – Сильная"
    for row, title in enumerate(("Диагностика", "Открытый урок")):
        view.plan.edit(row, 0, title)
        view.settle()
    view.plan.edit(0, 1, "Май Август")
    view.settle()
    assert view.cell("Слабая", "Строк") == "2"
    view.plan.go(1, 0)
    view.view.plan.up.click()
    view.settle()
    assert [view.plan.text(row, 0) for row in (0, 1)] == ["Открытый урок", "Диагностика"]
    assert view.plan.text(1, 1) == "Май Август"
    view.plan.go(0, 0)
    view.view.plan.remove_button.click()
    view.settle()
    assert [step.title for step in view.asked(lambda store: store.all(PlanStep))] == ["Диагностика"]


def test_a_line_of_the_plan_typed_faster_than_it_is_saved_stays_one_line(view):
    view.propose()
    view.go("Слабая")
    model = view.view.plan.box.model
    for column, text in enumerate(("Урок", "май", "Завуч")):
        model.setData(model.index(model.rowCount() - 1, column), text)
    assert not view.operations.is_idle
    view.settle()
    [step] = view.asked(lambda store: store.all(PlanStep))
    assert (step.title, step.dates, step.responsible) == ("Урок", "май", "Завуч")


def test_a_plan_copied_from_a_sheet_is_pasted_as_lines(view, qapp):
    view.propose()
    view.go("Слабая")
    view.plan.go(0, 0)
    qapp.clipboard().setText("Урок\tмай\tЗавуч\nСеминар\tиюнь\tДиректор")
    view.view.plan.box.grid.paste()
    view.settle()
    steps = sorted(view.asked(lambda store: store.all(PlanStep)), key=lambda step: step.place)
    assert [(s.title, s.dates, s.responsible) for s in steps] == [
        ("Урок", "май", "Завуч"),
        ("Семинар", "июнь", "Директор"),
    ]


def test_a_distance_is_typed_in_kilometres(view, messages):
    view.propose()
    view.go("Слабая")
    line = view.view.side.distance
    line.setText("12,4")
    line.editingFinished.emit()
    view.settle()
    assert view.view.side.distance.text() == "12,4"
    view.propose()
    view.go("Слабая")
    assert "12,4 км" in view.said
    view.view.side.distance.setText("далеко")
    view.view.side.distance.editingFinished.emit()
    view.settle()
    assert "не расстояние" in messages.refusals[0]


def test_a_pair_is_removed_with_the_button(view):
    view.propose()
    view.go("Слабая")
    view.view.remove_button.click()
    view.settle()
    assert view.cell("Слабая", "Школа-партнёр") == ""
    assert not view.view.remove_button.isEnabled()


def test_a_finding_jumps_to_its_school_also_when_it_is_hidden(view):
    box = view.view.filter.kind_box
    box.setCurrentIndex(box.findText("Без партнёра"))
    view.propose()
    assert view.view.model.rows == ()
    view.view.jump_to("paper:1")
    view.view.jump_to(f"school:{school_id('Слабая')}")
    view.settle()
    assert view.view.current.school.short_name == "Слабая"


def test_the_table_is_saved_with_its_reasons(view, messages, tmp_path):
    view.propose()
    path = tmp_path / "partners.xlsx"
    messages.paths.append(path)
    view.view.export()
    view.settle()
    rows = list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    texts = [str(cell) for row in rows for cell in row if cell]
    assert any("17 из 44" in text for text in texts)
    assert any("не официальная" in text for text in texts)


def test_the_model_keeps_the_promises_of_qt(view):
    tester = QAbstractItemModelTester(
        view.view.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    view.propose()
    assert tester.model() is view.view.model
    header = view.view.model.headerData(0, Qt.Orientation.Horizontal)
    assert header == "Школа"
