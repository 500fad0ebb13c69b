"""«Двойные записи»: two records side by side become one, with the chosen values, and back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from quality_desktop import paths
from quality_desktop.domain.directory import School, SchoolYear, school_year_id
from quality_desktop.domain.records import natural_id
from quality_desktop.services.district_file import files
from quality_desktop.ui.exchange.duplicates_window import DuplicatesWindow
from tests.ui.conftest import WRITER
from tests.ui.drivers import Driver, find, only

pytestmark = pytest.mark.gui
FIRST = School(id=natural_id("test", 1), short_name="СОШ № 901", code="900901", phone="1-11")
SECOND = School(
    id=natural_id("test", 2), short_name="СОШ №901", code="900901", phone="2-22", address="ул. Мира"
)


@pytest.fixture
def shown(make_window, empty_file, qtbot):
    """Shows the window for a file with these schools."""

    def show(*schools):
        migrations = paths.bundled().migrations
        with (
            files.open_file(path=empty_file, migrations=migrations, writer=WRITER) as store,
            store.work("Школы") as work,
        ):
            work.put_all(schools)
            for one in schools[1:]:
                key = school_year_id(one.id, 2025)
                work.put(SchoolYear(id=key, school=one.id, year=2025, pupils=300))
            work.commit()
        window = make_window(empty_file, only("directory"))
        window.window.exchange.show("duplicates")
        driver = Driver(qtbot, find(window.window, DuplicatesWindow), window.operations)
        driver.settle()
        return driver

    return show


def schools(driver):
    found: list[School] = []
    driver.operations.ask(lambda store: store.all(School), found.extend, owner=driver.widget)
    driver.settle()
    return found


def test_two_schools_become_one_with_the_chosen_values(shown, qtbot):
    driver = shown(FIRST, SECOND)
    window = driver.widget
    QAbstractItemModelTester(window.model)
    QAbstractItemModelTester(window.fields.model)
    [finding] = window.model.rows
    assert set(finding.records) == {FIRST.id, SECOND.id}
    assert "одинаковый код" in finding.why
    entered = window.fields.model.rows[0]
    assert entered.title == "Кто и когда внёс"
    assert entered.kept.startswith(f"{WRITER.author}, ")
    assert entered.kept.endswith("«Школы»")
    kept = window.keep.currentData()
    phone = next(n for n, one in enumerate(window.fields.model.rows) if one.field == "phone")
    stays = window.fields.grid.model().index(phone, 1)
    assert stays.data().startswith("● ")
    window.fields.grid.setCurrentIndex(window.fields.grid.model().index(phone, 2))
    qtbot.keyClick(window.fields.grid, Qt.Key.Key_Space)
    assert window.fields.grid.model().index(phone, 2).data().startswith("● ")
    taken = window.fields.model.rows[phone].other
    driver.click("exchangeApply")
    [school] = schools(driver)
    assert (school.id, school.phone, school.address) == (kept, taken, "ул. Мира")
    assert window.empty.isVisible()
    assert window.outcome.text().startswith("Объединено")
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    driver.settle()
    assert len(schools(driver)) == 2
    assert window.apply.isEnabled()


def test_the_other_one_can_stay_and_one_and_the_same_cannot_be_joined(shown):
    driver = shown(FIRST, SECOND)
    window = driver.widget
    window.keep.setCurrentIndex(1)
    driver.settle()
    assert not window.apply.isEnabled()
    window.drop.setCurrentIndex(0)
    driver.settle()
    stays = window.keep.currentData()
    driver.click("exchangeApply")
    assert [school.id for school in schools(driver)] == [stays]
