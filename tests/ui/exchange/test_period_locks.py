"""«Закрытые периоды»: a year is closed with a reason, and the grid refuses what is typed into it."""

import pytest

from quality_desktop import paths
from quality_desktop.services.district_file import files
from quality_desktop.ui.dialogs.figures_preview import FiguresPreview
from quality_desktop.ui.exchange.period_locks import PeriodLocks
from quality_desktop.ui.models.monitoring_looks import CellState
from tests.services.monitoring_form import NAMES, YEAR, fill
from tests.ui.conftest import WRITER
from tests.ui.drivers import Driver, find, only, type_text
from tests.ui.tabs.drivers_matrix import in_dialog
from tests.ui.tabs.drivers_monitoring import MonitoringDriver

pytestmark = pytest.mark.gui
SCHOOL = NAMES[0]


@pytest.fixture
def window(make_window, empty_file):
    migrations = paths.bundled().migrations
    with files.open_file(path=empty_file, migrations=migrations, writer=WRITER) as store:
        fill(store)
    driver = make_window(empty_file, only("monitoring"))
    driver.window.scope.choose_year(YEAR)
    driver.settle()
    return driver


@pytest.fixture
def locks(window, qtbot):
    window.window.exchange.show("periods")
    driver = Driver(qtbot, find(window.window, PeriodLocks), window.operations)
    driver.settle()
    return driver


def set_lock(locks, button, reason):
    type_text(locks.widget.reason, reason)
    locks.click(button)


def test_a_year_closed_in_the_window_refuses_typing_and_pasting_until_it_is_opened(
    window, locks, qtbot
):
    monitoring = MonitoringDriver(qtbot, window.show_tab("monitoring"))
    monitoring.settle()
    assert locks.widget.chosen.year == YEAR
    assert not locks.widget.apply.isEnabled()  # no reason yet
    set_lock(locks, "exchangeApply", "отчёт отправлен")
    assert locks.widget.chosen.is_locked
    assert locks.widget.outcome.text() == "Период 2025/26 закрыт. Отменить – Ctrl+Z."

    before = monitoring.answer(SCHOOL, "pupils")
    monitoring.write(SCHOOL, "pupils", "777")
    assert monitoring.answer(SCHOOL, "pupils") == before
    assert monitoring.text(SCHOOL, "pupils") == "777"
    assert monitoring.state(SCHOOL, "pupils") is CellState.REFUSED
    in_dialog(FiguresPreview, lambda dialog: dialog.take.click())
    monitoring.paste(NAMES[2], "pupils", "11\t12")
    assert monitoring.answer(NAMES[2], "graduates").digits == 30

    set_lock(locks, "openPeriod", "уточнение школы")
    monitoring.write(SCHOOL, "pupils", "778")
    assert monitoring.answer(SCHOOL, "pupils").digits == 778
