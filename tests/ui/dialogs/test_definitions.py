"""«Показатели и формы»: what is typed is read at once, saved as it is left and dated by year."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QTableWidgetItem, QTreeWidgetItemIterator
from pytestqt.qtbot import QtBot

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.indicators import Band, Calculation, Target
from quality_desktop.domain.collection.monitoring import CheckRule, DataElement, Form
from quality_desktop.domain.records import new_id
from quality_desktop.services.indicators.definitions import Definitions
from quality_desktop.storage.store import Store
from quality_desktop.ui.dialogs.bands import BandsDialog
from quality_desktop.ui.dialogs.definition_panels import CalculationPanel
from quality_desktop.ui.dialogs.definition_tree import Definition
from quality_desktop.ui.dialogs.definitions import DefinitionsDialog
from quality_desktop.ui.dialogs.new_definition import NewDefinition
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from tests.ui.drivers import wait_idle
from tests.ui.recording import RecordingMessages

YEAR = 2026


class Driver:
    """The dialog as its user has it."""

    def __init__(self, qtbot: QtBot, operations: Operations, environment: Environment) -> None:
        self.qtbot = qtbot
        self.operations = operations
        self.dialog = DefinitionsDialog(None, operations, environment, year=YEAR)
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        self.settle()

    def settle(self) -> None:
        wait_idle(self.qtbot, self.operations)

    @property
    def known(self) -> Definitions:
        assert self.dialog.tree.known is not None
        return self.dialog.tree.known

    def calculations(self, code: str) -> list[Calculation]:
        return [c for c in self.known.calculations if c.code == code]

    def choose(self, record: Definition) -> None:
        self.dialog.tree.choose(record)

    def open_calculation(self, code: str) -> CalculationPanel:
        self.choose(self.calculations(code)[-1])
        panel = self.dialog.panels[Calculation]
        assert isinstance(panel, CalculationPanel)
        return panel

    def type(self, name: str, text: str) -> None:
        """Type into a field of the chosen definition and leave it."""
        record = self.dialog.tree.record
        assert record is not None
        line = self.dialog.panels[type(record)].form.lines[name]
        editor = line.editor
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findText(text))
        else:
            assert isinstance(editor, QLineEdit)
            editor.setText(text)
            editor.textEdited.emit(text)
        line.commit()
        self.settle()

    def lines(self) -> list[str]:
        """Every line of the tree."""
        found, walk = [], QTreeWidgetItemIterator(self.dialog.tree)
        while walk.value() is not None:
            found.append(walk.value().text(0))
            walk += 1
        return found


@pytest.fixture
def driver(
    qtbot: QtBot,
    open_operations: Callable[[Path], Operations],
    sample_file: Path,
    environment: Environment,
) -> Iterator[Driver]:
    """The dialog on the sample district."""
    made = Driver(qtbot, open_operations(sample_file), environment)
    yield made
    made.settle()


def test_the_tree_shows_forms_with_what_they_ask_and_indicators_under_their_passports(driver):
    lines = driver.lines()
    assert lines.index("Формы") < lines.index("Результаты обучения") < lines.index("Показатели")
    assert "ВПР, математика, 5 класс" in lines
    assert "Правила проверки" in lines
    assert "Доля школ с самым низким индексом социального благополучия" in lines
    assert "Показатели управления" in lines


def test_the_tree_is_filtered_by_a_word(driver):
    driver.dialog.filter.setText("малокомплектная")
    assert [line for line in driver.lines() if "алокомплектная" in line] == [
        "Малокомплектная",
        "малокомплектная школа",
    ]
    assert "Результаты обучения" not in driver.lines()


def test_a_quantity_is_found_by_its_full_name_and_by_its_code(driver):
    for text in ("неаттестованных число", "not_attested"):
        driver.dialog.filter.setText(text)
        assert "Не аттестованы" in driver.lines()
        assert "Пропуски" not in driver.lines()


def test_only_edits_of_this_window_are_taken_back_in_it(driver):
    undo = driver.dialog.commands.undo
    assert not undo.isEnabled()
    driver.open_calculation("ege_high")
    driver.type("note", "Примечание")
    assert undo.isEnabled()
    undo.click()
    driver.settle()
    assert not undo.isEnabled()
    assert [c.note for c in driver.calculations("ege_high")] == [""]


def test_a_formula_is_printed_in_russian_while_it_is_typed(driver):
    panel = driver.open_calculation("ege_high")
    editor = panel.form.lines["numerator"].editor
    assert isinstance(editor, QLineEdit)
    editor.setText("ege_high + rdr_two[math]")
    editor.textEdited.emit("")
    assert "(число высокобалльников + число обучающихся" in panel.said.text()
    assert "(математика)) / общее количество выпускников) × 100" in panel.said.text()


def test_a_formula_that_is_not_understood_stays_with_its_place_and_is_not_saved(driver):
    panel = driver.open_calculation("ege_high")
    driver.type("numerator", "ege_high + * 2")
    assert panel.form.lines["numerator"].text == "ege_high + * 2"
    assert "12-го знака" in panel.form.lines["numerator"].reason.text()
    assert "underline" in panel.said.text()
    driver.type("note", "Примечание")
    assert panel.form.lines["numerator"].text == "ege_high + * 2"
    assert {c.numerator for c in driver.calculations("ege_high")} == {"ege_high"}


def test_a_change_holds_from_the_shown_year_and_is_one_step_back(driver):
    driver.open_calculation("ege_high")
    driver.type("numerator", "ege_high * 2")
    old, new = driver.calculations("ege_high")
    assert (old.numerator, old.until) == ("ege_high", YEAR - 1)
    assert (new.numerator, new.since) == ("ege_high * 2", YEAR)
    assert driver.dialog.tree.record == new
    driver.dialog.commands.undo.click()
    driver.settle()
    assert [c.numerator for c in driver.calculations("ege_high")] == ["ege_high"]


def test_a_slip_is_mended_in_all_years_when_the_user_says_so(driver):
    driver.open_calculation("ege_high")
    driver.dialog.years.span.setCurrentIndex(1)
    driver.type("decimals", "2")
    assert [c.decimals for c in driver.calculations("ege_high")] == [2]


def test_another_year_shows_what_was_in_force_then(driver):
    driver.open_calculation("ege_high")
    driver.type("numerator", "ege_high * 2")
    driver.dialog.years.year.setCurrentIndex(driver.dialog.years.year.findData(YEAR - 1))
    assert driver.dialog.tree.record == driver.calculations("ege_high")[0]
    driver.dialog.all_years.setChecked(True)
    versions = [line for line in driver.lines() if line.startswith("доля (%) высокобалльников")]
    assert versions == [
        "доля (%) высокобалльников ЕГЭ – с 2020/21 уч. год по 2025/26 уч. год",
        "доля (%) высокобалльников ЕГЭ – с 2026/27 уч. год",
    ]


def test_words_of_a_quantity_are_mended_in_place_and_its_kind_is_dated(driver):
    element = next(e for e in driver.known.elements if e.code == "truants")
    driver.choose(element)
    driver.type("hint", "За учебный год.")
    assert [e.hint for e in driver.known.elements if e.code == "truants"] == ["За учебный год."]
    driver.type("unit", "%")
    assert [(e.unit, e.since) for e in driver.known.elements if e.code == "truants"] == [
        ("чел.", None),
        ("%", YEAR),
    ]


def test_a_refused_field_says_why_beside_it(driver):
    driver.choose(next(e for e in driver.known.elements if e.code == "truants"))
    driver.type("code", "Прогулы")
    panel = driver.dialog.panels[DataElement]
    assert "латинские строчные" in panel.form.lines["code"].reason.text()


def test_a_rule_is_read_as_a_sentence(driver):
    rule = next(r for r in driver.known.rules if r.left == "list_better + list_worse")
    driver.choose(rule)
    driver.type("right", "2")
    assert driver.dialog.panels[CheckRule].said.text().endswith("не больше, чем 2")
    assert next(r for r in driver.known.rules if r.id == rule.id).right == "2"
    driver.type("left", "pupils")
    assert "из другой формы" in driver.dialog.panels[CheckRule].form.lines["left"].reason.text()


def test_a_target_and_a_passport_are_chosen_for_a_calculation(driver):
    panel = driver.open_calculation("vpr_two_participants")
    panel.target.setText("12,5")
    panel.target.editingFinished.emit()
    driver.settle()
    assert [(t.year, t.figure) for t in driver.known.targets] == [(YEAR, "12.5")]
    panel.target.setText("много")
    panel.target.editingFinished.emit()
    driver.settle()
    assert [t.figure for t in driver.known.targets] == ["12.5"]
    assert isinstance(driver.known.targets[0], Target)
    panel.passport.setCurrentIndex(1)
    panel.passport.activated.emit(1)
    driver.settle()
    assert driver.calculations("vpr_two_participants")[-1].indicator == driver.known.passports[0].id


def test_a_quantity_is_put_into_the_formula_from_the_menu(driver):
    panel = driver.open_calculation("ege_high")
    menus = panel.insert.menu().findChildren(QMenu)
    actions = [action for menu in menus for action in menu.actions()]
    wanted = next(action for action in actions if action.text().endswith("graduates_11"))
    line = panel.form.lines["numerator"]
    assert isinstance(line.editor, QLineEdit)
    panel.form.focused.emit("numerator")
    line.editor.setText("ege_high + ")
    wanted.trigger()
    driver.settle()
    assert driver.calculations("ege_high")[-1].numerator == "ege_high + graduates_11"


def test_a_quantity_a_formula_needs_is_not_ended_and_the_reason_is_said(driver, messages):
    driver.choose(next(e for e in driver.known.elements if e.code == "truants"))
    messages.answer_next("yes")
    driver.dialog.commands.finish.click()
    driver.settle()
    assert "нужна показателю" in messages.refusals[-1]


def test_a_calculation_is_ended_or_deleted_after_a_question(driver, messages: RecordingMessages):
    driver.open_calculation("vpr_two_schools")
    driver.dialog.commands.finish.click()
    assert driver.calculations("vpr_two_schools")[0].until is None
    messages.answer_next("yes")
    driver.dialog.commands.finish.click()
    driver.settle()
    assert driver.calculations("vpr_two_schools")[0].until == YEAR - 1
    driver.open_calculation("rdr_two")
    messages.answer_next("yes")
    driver.dialog.commands.delete.click()
    driver.settle()
    assert not driver.calculations("rdr_two")
    assert "Удалить «доля обучающихся" in messages.questions[-1]


def test_a_rule_and_a_quantity_without_answers_are_deleted(driver, messages: RecordingMessages):
    for record in (driver.known.rules[0], driver.known.elements[0]):
        driver.choose(record)
        messages.answer_next("yes")
        driver.dialog.commands.delete.click()
        driver.settle()
    assert len(driver.known.rules) == 5
    assert "уже есть сведения" in messages.refusals[-1]


def test_new_definitions_are_added_to_the_chosen_form(driver, monkeypatch, messages):
    form = next(f for f in driver.known.forms if f.code == "conditions")

    def added(kind: type[Definition], record: Definition) -> None:
        monkeypatch.setattr(NewDefinition, "ask", lambda *_args, **_options: record)
        driver.dialog.commands.add_new(kind)
        driver.settle()

    driver.dialog.commands.add_new(DataElement)
    assert "Выберите слева форму" in messages.refusals[-1]
    driver.choose(form)
    added(DataElement, DataElement(id=new_id(), form=form.id, code="orphans", title="число сирот"))
    assert driver.dialog.tree.record.code == "orphans"
    added(
        CheckRule,
        CheckRule(id=new_id(), form=form.id, left="orphans", relation="<=", right="pupils"),
    )
    added(
        Calculation,
        Calculation(
            id=new_id(),
            code="orphans",
            title="доля сирот",
            numerator="orphans",
            denominator="pupils",
        ),
    )
    added(Form, Form(id=new_id(), code="own", title="Своя форма"))
    lines = driver.lines()
    for line in ("число сирот", "Число сирот не больше, чем общее количество обучающихся",
                 "доля сирот", "Своя форма"):  # fmt: skip
        assert line in lines


def test_a_new_calculation_is_read_while_it_is_typed(qtbot, driver):
    dialog = NewDefinition(driver.dialog, Calculation, driver.known, year=YEAR)
    qtbot.addWidget(dialog)
    assert not dialog.apply.isEnabled()
    dialog.heading.setText("доля")
    dialog.code.setText("mine")
    dialog.left.setText("ege_high")
    assert "Впишите формулу" in dialog.reason.text()
    dialog.right.setText("graduates_11")
    assert dialog.said.text() == (
        "доля = (число высокобалльников / общее количество выпускников) × 100"
    )
    assert dialog.apply.isEnabled()
    made = dialog.record
    assert isinstance(made, Calculation)
    assert (made.factor, made.unit, made.since) == (100, "%", YEAR)
    dialog.sort.setCurrentIndex(1)
    assert isinstance(counted := dialog.record, Calculation)
    assert (counted.factor, counted.unit) == (1, "")


@pytest.mark.parametrize("kind", [Form, DataElement, CheckRule])
def test_a_new_definition_asks_only_for_what_it_needs(qtbot, driver, kind):
    form = driver.known.forms[0].id
    dialog = NewDefinition(driver.dialog, kind, driver.known, year=YEAR, form=form)
    qtbot.addWidget(dialog)
    dialog.heading.setText("Новое")
    dialog.code.setText("mine")
    dialog.left.setText("ege_high")
    dialog.right.setText("graduates_11")
    assert not dialog.reason.text()
    assert type(dialog.record) is kind
    assert dialog.apply.isEnabled()


def test_a_new_quantity_without_a_form_is_refused(qtbot, driver):
    dialog = NewDefinition(driver.dialog, DataElement, driver.known, year=YEAR)
    qtbot.addWidget(dialog)
    dialog.heading.setText("Новое")
    assert "Выберите слева форму" in dialog.reason.text()


def test_bands_are_judged_as_a_whole(qtbot, driver, monkeypatch):
    panel = driver.open_calculation("vpr_two_participants")
    own = [b for b in driver.known.bands if b.calculation == driver.dialog.tree.record.id]
    dialog = BandsDialog(driver.dialog, own, calculation=driver.dialog.tree.record.id)
    qtbot.addWidget(dialog)
    assert dialog.apply.isEnabled()
    dialog.more.click()
    assert "без верхней" not in dialog.reason.text()
    assert not dialog.apply.isEnabled()
    for row, column in ((1, 1), (2, 0)):
        dialog.table.setItem(row, column, QTableWidgetItem("50,5"))
    assert dialog.apply.isEnabled()
    assert [(b.lower, b.upper) for b in dialog.bands] == [("", "30"), ("30", "50.5"), ("50.5", "")]
    wanted = dialog.bands
    dialog.table.setCurrentCell(2, 0)
    dialog.less.click()
    assert not dialog.apply.isEnabled()
    monkeypatch.setattr(BandsDialog, "ask", lambda *_args, **_options: wanted)
    qtbot.mouseClick(panel.change, Qt.MouseButton.LeftButton)
    driver.settle()
    stored = [b for b in driver.known.bands if b.calculation == wanted[0].calculation]
    assert [b.upper for b in stored] == ["30", "50.5", ""]
    assert all(isinstance(b, Band) for b in stored)


def test_what_the_file_lacks_is_offered_and_added(qtbot, open_operations, empty_file, environment):
    operations = open_operations(empty_file)

    def write(store: Store) -> Changes:
        with store.work("Без правил") as work:
            for rule in work.all(CheckRule):
                work.delete(CheckRule, rule.id)
            return work.commit()

    operations.do(write)
    driver = Driver(qtbot, operations, environment)
    before = driver.known
    assert not before.rules
    driver.dialog.commands.supply.click()
    driver.settle()
    assert len(driver.known.rules) == 6
    assert driver.dialog.commands.supply.isHidden()


def test_nothing_is_offered_when_the_file_has_all_that_is_shipped(driver):
    assert driver.dialog.commands.supply.isHidden()
