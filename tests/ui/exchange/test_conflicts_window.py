"""«Расхождения»: decided with the keyboard, by a value of one's own, by a rule; hundreds stay quick."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QRadioButton

from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import QualityError
from quality_desktop.storage.store import Store
from quality_desktop.ui.exchange.conflicts_window import ConflictsWindow
from tests.ui.conftest import WRITER
from tests.ui.drivers import Driver, find, only, type_text
from tests.ui.exchange.disagreements import OTHER, disagree

pytestmark = pytest.mark.gui


class ConflictsDriver(Driver):
    """The window and the hands that use it."""

    widget: ConflictsWindow

    @property
    def list(self):
        return self.widget.list

    @property
    def count(self):
        return self.list.count.text()

    def press(self, *keys):
        for key in keys:
            self.qtbot.keyClick(self.list.grid, key)
            self.settle()

    def phones(self, keys):
        found: list[str] = []

        def ask(store: Store) -> list[str]:
            people = (store.get(Person, key) for key in keys)
            return [person.phone for person in people if person is not None]

        self.operations.ask(ask, found.extend, owner=self.widget)
        self.settle()
        return found


@pytest.fixture
def shown(make_window, empty_file, environment, qtbot):
    """Shows the window for a file with so many disagreements."""
    environment.preferences.apply(lambda known: replace(known, author=WRITER.author))

    def show(count):
        keys = disagree(empty_file, WRITER, count) if count else []
        window = make_window(empty_file, only("directory"))
        window.window.exchange.show("conflicts")
        driver = ConflictsDriver(qtbot, find(window.window, ConflictsWindow), window.operations)
        driver.settle()
        return driver, keys

    return show


def test_a_refusal_goes_when_another_disagreement_is_chosen(shown):
    driver, _keys = shown(2)

    def used(_store):
        raise QualityError("Запись нельзя удалить: её используют другие записи.")

    driver.widget.write(used, lambda _changes: None, title="Решение")
    driver.settle()
    assert driver.widget.outcome.text().startswith("Запись нельзя удалить")
    assert not driver.widget.outcome.isHidden()
    driver.press(Qt.Key.Key_Down)
    assert driver.widget.outcome.isHidden()


def test_digits_choose_and_enter_decides_and_goes_to_the_next(shown):
    driver, keys = shown(3)
    QAbstractItemModelTester(driver.list.model)
    assert driver.count == "3 расхождения"
    assert not driver.widget.apply.isEnabled()
    assert find(driver.widget.panel, QRadioButton, "conflictSide0").text() == "«2-0»"
    assert OTHER in find(driver.widget.panel, QLabel, "conflictWho0").text()
    newest = find(driver.widget.panel, QLabel, "conflictWho1").text()
    assert "Проверка П.П. (вы)" in newest
    assert newest.endswith("вписал Иванов И.И. Сейчас в файле стоит это")
    type_text(driver.widget.reason, "позвонили")
    driver.press(Qt.Key.Key_Return)  # nothing is chosen yet
    assert driver.count == "3 расхождения"
    driver.press(Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_Return)
    assert driver.count == "1 расхождение"
    assert driver.widget.outcome.text().startswith("Решено: ")
    assert sorted(driver.phones(keys)) == ["2-0", "3-1", "3-2"]
    driver.qtbot.keyClick(driver.widget, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    driver.settle()
    assert driver.count == "2 расхождения"
    assert driver.widget.outcome.isHidden(), "it is no longer decided"
    assert driver.widget.reason.text() == "позвонили"
    driver.widget.close()
    assert driver.widget.reason.text() == "", "the reason of another day is no reason"


def test_after_a_refused_value_of_ones_own_the_keyboard_is_still_in_its_field(shown):
    driver, _keys = shown(1)
    driver.press(Qt.Key.Key_0)
    driver.settle()

    def refuse(_store):
        raise QualityError("Так не бывает.")

    driver.widget.panel.line.setFocus()
    driver.widget.write(refuse, lambda _changes: None, title="Решение")
    driver.settle()
    assert driver.widget.focusWidget() is driver.widget.panel.line


def test_a_value_of_ones_own_is_typed(shown):
    driver, keys = shown(1)
    driver.press(Qt.Key.Key_0)
    type_text(driver.widget.panel.line, "9-99")
    driver.qtbot.keyClick(driver.widget.panel.line, Qt.Key.Key_Return)
    driver.settle()
    assert driver.phones(keys) == ["9-99"]
    assert driver.widget.empty.isVisible()


def test_enter_after_the_reason_decides_and_goes_to_the_next(shown):
    driver, keys = shown(2)
    type_text(driver.widget.reason, "позвонили")
    driver.qtbot.keyClick(driver.widget.reason, Qt.Key.Key_Return)  # nothing is chosen yet
    driver.settle()
    assert driver.count == "2 расхождения"
    driver.press(Qt.Key.Key_1)
    driver.qtbot.keyClick(driver.widget.reason, Qt.Key.Key_Return)
    driver.settle()
    assert driver.widget.isVisible()
    assert driver.count == "1 расхождение"
    assert sorted(driver.phones(keys)) == ["2-0", "3-1"]


def test_all_that_are_shown_end_by_a_rule_after_a_question(shown, messages):
    driver, keys = shown(4)
    driver.list.terms.search.setText("спорный2")
    assert driver.count == "1 расхождение из 4"
    rules = driver.list.rule.rule
    rules.setCurrentIndex(rules.findText(f"Мнение: {OTHER}"))
    driver.click("conflictRuleApply")
    assert "причину" in driver.widget.outcome.text()
    type_text(driver.widget.reason, "сверено")
    driver.click("conflictRuleApply")
    assert driver.count == "1 расхождение из 4"  # the safe answer decides nothing
    messages.answer_next("decide")
    driver.click("conflictRuleApply")
    driver.list.terms.search.clear()
    assert driver.count == "3 расхождения"
    assert driver.phones(keys)[2] == "2-2"
    assert messages.questions[-1].startswith("Решить 1 расхождение по правилу «Мнение:")
    messages.answer_next("decide")
    rules.setCurrentIndex(0)
    driver.click("conflictRuleApply")
    assert driver.widget.empty.isVisible()
    assert driver.phones(keys) == ["3-0", "3-1", "2-2", "3-3"]


def test_five_hundred_disagreements_are_one_list_and_end_at_once(shown, messages):
    driver, keys = shown(500)
    assert driver.count == "500 расхождений"
    driver.press(Qt.Key.Key_1, Qt.Key.Key_Return)
    assert driver.count == "499 расхождений"
    type_text(driver.widget.reason, "сверено")
    messages.answer_next("decide")
    driver.click("conflictRuleApply")
    assert driver.widget.empty.isVisible()
    assert driver.widget.outcome.text().startswith("Решено: 499 расхождений.")
    assert len(set(driver.phones(keys))) == 500


def test_what_a_colleague_wrote_is_shown_letter_by_letter(shown):
    driver, _ = shown(1)
    labels = driver.widget.panel.findChildren(QLabel)
    assert find(driver.widget.panel, QLabel, "conflictWho0") in labels
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
