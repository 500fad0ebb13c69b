"""«История изменений»: found by words, narrowed to a record and a field, and the way back."""

from dataclasses import replace

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from quality_desktop import paths
from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import natural_id
from quality_desktop.services.district_file import files
from quality_desktop.ui.exchange.history_window import HistoryWindow
from tests.ui.conftest import WRITER
from tests.ui.drivers import PATIENCE_MS, Driver, find, only

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("me")]
PERSON = Person(id=natural_id("test", "history"), surname="Ларина", given="Ольга")


@pytest.fixture
def history(make_window, empty_file, qtbot):
    """The window over three changes of one person, the last of which deleted her."""
    migrations = paths.bundled().migrations
    with files.open_file(path=empty_file, migrations=migrations, writer=WRITER) as store:
        for intent, phone in (("Ввод", "1-11"), ("Звонок в школу", "2-22")):
            with store.work(intent) as work:
                work.put(replace(PERSON, phone=phone))
                work.commit()
    window = make_window(empty_file, only("directory"))
    window.window.exchange.show("history")
    driver = Driver(qtbot, find(window.window, HistoryWindow), window.operations)
    driver.settle()
    return driver


def look_for(history, words, count):
    history.widget.terms.search.setText(words)
    lines = history.widget.model
    history.qtbot.waitUntil(
        lambda: history.operations.is_idle and len(lines.rows) == count, timeout=PATIENCE_MS
    )
    history.settle()


def person(history):
    found: list[Person | None] = []
    history.operations.ask(
        lambda store: store.get(Person, PERSON.id), found.append, owner=history.widget
    )
    history.settle()
    return found[0]


def test_who_when_from_what_to_what_and_why_in_a_line(history):
    QAbstractItemModelTester(history.widget.model)
    look_for(history, "звонок", 1)
    [line] = history.widget.model.rows
    assert (line.title, line.before, line.after) == ("Телефон", "1-11", "2-22")
    assert (line.author, line.intent) == (WRITER.author, "Звонок в школу")
    assert "Ларина" in history.widget.detail.text()
    assert "Звонок в школу" in history.widget.detail.text()


def test_an_earlier_value_comes_back_and_the_return_is_undone(history):
    look_for(history, "звонок", 1)
    history.click("exchangeApply")
    assert person(history).phone == "1-11"
    assert history.widget.outcome.text().startswith("Возвращено: ")
    history.operations.undo()
    history.settle()
    assert person(history).phone == "2-22"


def refuse(history):
    """Have the file refuse what is asked for the chosen line, as it does in a closed period."""

    def locked(_store):
        raise QualityError("Период 2025/26 закрыт.")

    history.widget.write(locked, lambda _changes: None, title="Возврат значения")
    history.settle()
    assert history.widget.outcome.text() == "Период 2025/26 закрыт."


def test_a_refusal_goes_when_another_line_is_chosen_or_the_file_has_changed(history):
    history.widget.grid.select_cell(0, 0)
    refuse(history)
    history.widget.grid.select_cell(0, 1)
    assert history.widget.outcome.text() == "Период 2025/26 закрыт."
    history.widget.grid.select_cell(1, 0)
    assert history.widget.outcome.isHidden()
    refuse(history)

    def call(store):
        with store.work("Звонок") as work:
            work.put(replace(PERSON, phone="3-33"))
            return work.commit()

    history.operations.do(call)
    history.settle()
    assert history.widget.outcome.isHidden()


def test_a_deleted_record_comes_back_whole(history):
    def delete(store):
        with store.work("Уволена") as work:
            work.delete(Person, PERSON.id)
            return work.commit()

    history.operations.do(delete)
    history.settle()
    assert person(history) is None
    look_for(history, "уволена", 1)
    assert history.widget.whole.text() == "Вернуть удалённую запись"
    assert not history.widget.apply.isEnabled()
    history.click("historyWhole")
    assert person(history) == replace(PERSON, phone="2-22")


def test_words_that_stand_nowhere_say_what_to_change(history):
    look_for(history, "ничего похожего", 0)
    assert history.widget.empty.isVisible()
    assert history.widget.detail.text() == ""
