"""The tab «Обзор» on a district with dates around today."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QToolButton

from quality_desktop.domain.at_risk.partnership import Measure
from quality_desktop.domain.deadlines import Holiday
from quality_desktop.domain.directory import Municipality
from quality_desktop.domain.records import new_id
from quality_desktop.ui.dialogs.postpone import PostponeDialog
from quality_desktop.ui.dialogs.work_calendar import WorkCalendarDialog
from quality_desktop.ui.tabs.overview.tab import OverviewTab
from quality_desktop.ui.widgets.date_edit import shown_date
from tests.ui.drivers import TabDriver, find, type_text
from tests.ui.tabs.drivers_matrix import in_dialog

pytestmark = pytest.mark.gui

TODAY = date.today()
LATE, NOW, LATER = (TODAY + timedelta(days=days) for days in (-3, 0, 40))


class OverviewDriver(TabDriver):
    """«Обзор» as a person uses it."""

    tab: OverviewTab

    @property
    def shown(self) -> list[str]:
        """What the list shows, from top to bottom."""
        return [item.what for item in self.tab.dates.shown]

    def choose(self, *rows: int) -> None:
        """Select rows of the list."""
        grid = self.grid("datesGrid")
        grid.select(rows[0], 0, rows[-1], 4)

    def count(self, kind: str) -> str:
        """What the button of a count says."""
        return find(self.tab, QToolButton, f"count_{kind}").text()


@pytest.fixture
def window(make_window, empty_file):
    return make_window(empty_file)


@pytest.fixture
def overview(window, qtbot):
    def fill(store):
        with store.work("Меры") as work:
            work.put(
                Municipality(id=new_id(), name="Лесной район", office_name="Отдел образования")
            )
            for title, ends in (("Позднее", LATER), ("Просроченное", LATE), ("Сегодняшнее", NOW)):
                work.put(Measure(id=new_id(), title=title, ends=ends, responsible="ИМЦ"))
            return work.commit()

    driver = OverviewDriver(qtbot, window.show_tab("overview"))
    driver.operations.do(fill)
    driver.settle()
    return driver


def test_a_file_without_dates_says_what_will_stand_here(window):
    tab = window.show_tab("overview")
    assert tab.empty.isVisibleTo(tab)
    assert not tab.counts.button(0).isVisibleTo(tab)


def test_dates_stand_in_order_and_are_counted(overview):
    assert overview.shown == ["Просроченное", "Сегодняшнее", "Позднее"]
    assert overview.count("late") == "Просрочено: 1"
    assert overview.count("week") == "На этой неделе: 1"
    assert overview.count("open") == "Всего не выполнено: 3"


def test_a_count_shows_only_what_it_counts(overview):
    overview.click("count_late")
    assert overview.shown == ["Просроченное"]


def test_what_is_marked_done_leaves_the_list_and_comes_back_by_undo(overview, window):
    overview.choose(0, 1)
    overview.trigger("Выполнено")
    overview.settle()
    assert overview.shown == ["Позднее"]
    window.undo()
    assert overview.shown == ["Просроченное", "Сегодняшнее", "Позднее"]


def test_a_date_is_put_off_with_a_reason_and_given_back(overview):
    later = LATER + timedelta(days=7)

    def put_off(dialog: PostponeDialog) -> None:
        type_text(dialog.day, shown_date(later))
        type_text(dialog.reason, "по письму")
        dialog.take.click()

    overview.choose(0)
    in_dialog(PostponeDialog, put_off)
    overview.trigger("Перенести…")
    assert overview.shown == ["Сегодняшнее", "Позднее", "Просроченное"]
    overview.choose(2)
    in_dialog(PostponeDialog, lambda dialog: dialog.back.click())
    overview.trigger("Перенести…")
    assert overview.shown[0] == "Просроченное"


def test_a_day_of_the_month_leads_to_its_list(overview, qtbot):
    overview.click("showMonth")
    grid = overview.tab.month.grid
    assert overview.tab.month.model.day_at(grid.currentIndex()).day == TODAY
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert overview.shown == ["Сегодняшнее"]


def test_the_models_keep_the_rules_of_qt(overview):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    models = (overview.tab.dates.model, overview.tab.month.model)
    testers = [QAbstractItemModelTester(model, mode) for model in models]
    overview.click("showMonth")
    overview.click("monthForth")
    overview.click("count_open")
    for tester in testers:
        tester.deleteLater()


def test_the_list_goes_to_excel_to_the_mail_and_to_paper(overview, messages, tmp_path):
    def read_table(path):
        [sheet] = load_workbook(path).worksheets
        return [row[1].value for row in sheet.iter_rows() if row[1].value]

    messages.paths = [tmp_path / "сроки.xlsx", tmp_path / "сроки.ics", tmp_path]
    overview.trigger("В Excel…")
    assert read_table(tmp_path / "сроки.xlsx")[-3:] == overview.shown
    overview.trigger("В календарь почты…")
    events = Calendar.from_ical((tmp_path / "сроки.ics").read_bytes()).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == overview.shown
    overview.trigger("Печать списка…")
    assert messages.told[-1] == "Записано: Контроль сроков (Word и PDF)."
    assert {path.suffix for path in tmp_path.glob("Контроль*")} == {".docx", ".pdf"}


def test_a_day_off_is_written_into_the_calendar_and_undone(overview, window, qtbot):
    def add(dialog: WorkCalendarDialog) -> None:
        type_text(dialog.day, "05.05.2027")
        dialog.add.click()
        overview.settle()
        assert dialog.model.rows[0].day == date(2027, 5, 5)
        dialog.reject()

    in_dialog(WorkCalendarDialog, add)
    overview.trigger("Рабочие дни…")
    assert overview.tab.view.calendar.rest_name(date(2027, 5, 5)) == "перенесённый выходной день"
    window.undo()
    assert overview.tab.view.calendar.rest_name(date(2027, 5, 5)) == ""
    assert Holiday.kind in overview.tab.kinds
