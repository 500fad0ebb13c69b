"""Schools of a file that nobody is sure about: a person says which school of the directory each is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.records import Id
from quality_desktop.services.exam_results.adding_schools import Offer, offer
from quality_desktop.services.exam_results.results import ResultsPreview
from quality_desktop.services.exam_results.school_matching import Choice, Decision, SchoolQuestion
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.row_delegate import RowDelegate
from quality_desktop.ui.widgets.school_choice import SchoolChoice

_TITLES: Final = ("В файле", "Район в файле", "Результатов", "Решение", "Почему спрашиваем")
_WIDTHS: Final = (240, 230, 90, 210, 280)
_LEAST_WIDTHS: Final = (160, 110, 84, 150, 200)
_MOST_WIDTHS: Final = (420, 300, 90, 320, 520)
_AIR: Final = 16


class SchoolQuestions(QWidget):
    """A list of names and, below it, what the chosen one is.

    Signals:
        decided: Mapping of keys to ``Decision``.
    """

    decided = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("schoolQuestions")
        self._names: Mapping[Id, str] = {}
        self._questions: dict[str, SchoolQuestion] = {}
        self._decisions: dict[str, Decision] = {}
        self._offer = Offer(decisions={})
        self._fitted: frozenset[str] = frozenset()
        self.list = named(QTreeWidget(), "questionList", "Школы, которые нужно узнать")
        self.list.setHeaderLabels(list(_TITLES))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setIndentation(0)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setAllColumnsShowFocus(True)
        self.list.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        header = self.list.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        self.label = named(QLabel("Это &школа"), "questionLabel")
        self.school = SchoolChoice("Какая это школа справочника")
        self.label.setBuddy(self.school)
        self.add = _button("questionAdd", "Добавить в справочник")
        self.add.setToolTip("Несколько строк сразу выделяют с Shift или Ctrl, все – Ctrl+A")
        self.skip = _button("questionSkip", "Не загружать")
        self.skip.setToolTip("Не наша школа или не школа: её строки будут пропускаться и впредь")
        self.told = named(QLabel(wordWrap=True), "questionTold")
        self.add_all = _button("questionAddAll", "Добавить все")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.told, 1)
        head.addWidget(self.add_all)
        line = QHBoxLayout()
        for widget in (self.label, self.school, self.add, self.skip):
            line.addWidget(widget)
        line.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addLayout(line)

    @property
    def waiting(self) -> int:
        """Names without a decision."""
        return len(self._questions.keys() - self._decisions.keys())

    def show_names(self, names: Mapping[Id, str]) -> None:
        """Know the schools of the directory."""
        self._names = names
        self._fill()

    def show_preview(self, preview: ResultsPreview) -> None:
        """Show the questions of a preview; names that were decided stay, so that it can be changed."""
        asked = {question.key: question for question in preview.unknown_schools}
        self._decisions = dict(preview.decisions)
        kept = {key: q for key, q in self._questions.items() if key in self._decisions}
        self._questions = {**asked, **{key: q for key, q in kept.items() if key not in asked}}
        self._offer = offer(preview.unknown_schools)
        self._fill()

    def forget(self) -> None:
        """Other files are read now."""
        self._questions.clear()

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(lambda *_: self._show_current())
        self.list.itemSelectionChanged.connect(self._count_selected)
        self.school.chosen.connect(self._on_school)
        self.add.clicked.connect(lambda: self._decide(Decision(choice=Choice.ADD)))
        self.skip.clicked.connect(lambda: self._decide(Decision(choice=Choice.SKIP)))
        self.add_all.clicked.connect(lambda: self.decided.emit(dict(self._offer.decisions)))

    def _fill(self) -> None:
        chosen = self._current_key()
        was_blocked = self.list.blockSignals(True)
        self.list.clear()
        for key, question in self._questions.items():
            self.list.addTopLevelItem(self._item(key, question))
        self.list.blockSignals(was_blocked)
        self._fit_columns()
        self._go_to(chosen)
        self._show_offer()
        self._show_current()

    def _show_offer(self) -> None:
        """Say above the list what is asked, and offer what can be decided at once."""
        found = self._offer
        count = len(found.decisions)
        self.told.setText(_asked(found, self.waiting))
        self.told.setVisible(self.waiting > 0)
        self.add_all.setText(f"Добавить все: {count}")
        self.add_all.setVisible(count > 0)
        self.add_all.setEnabled(count > 0)

    def _fit_columns(self) -> None:
        """As wide as the names need, once for a set of names: a width that was dragged stays."""
        if self._fitted == self._questions.keys() or not self._questions:
            return
        self._fitted = frozenset(self._questions)
        for column, (least, most) in enumerate(zip(_LEAST_WIDTHS, _MOST_WIDTHS, strict=True)):
            needed = self.list.sizeHintForColumn(column) + _AIR
            self.list.header().resizeSection(column, min(max(needed, least), most))

    def _go_to(self, chosen: str) -> None:
        """Stay at a name; once it is decided, go on to the next open one."""
        keys = list(self._questions)
        start = keys.index(chosen) if chosen in keys else 0
        order = keys[start:] + keys[:start]
        target = next((key for key in order if key not in self._decisions), chosen)
        if target in keys:
            item = self.list.topLevelItem(keys.index(target))
            if item is not None:
                self.list.setCurrentItem(item)

    def _item(self, key: str, question: SchoolQuestion) -> QTreeWidgetItem:
        school = question.school
        is_told = not school.code or school.code.casefold() in school.name.casefold()
        name = school.name if is_told else f"{school.name} ({school.code})"
        texts = [
            name or school.code,
            school.municipality,
            str(question.rows),
            self._decision_text(self._decisions.get(key)),
            question.reason,
        ]
        item = QTreeWidgetItem(texts)
        item.setData(0, Qt.ItemDataRole.UserRole, key)
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column, text in enumerate(texts):
            item.setToolTip(column, plain_tip(text))
        return item

    def _decision_text(self, decision: Decision | None) -> str:
        if decision is None:
            return "ждёт решения"
        if decision.choice is Choice.ADD:
            return "добавить в справочник"
        if decision.choice is Choice.SKIP or decision.school is None:
            return "не загружать"
        return self._names.get(decision.school, "школа справочника")

    def _show_current(self) -> None:
        key = self._current_key()
        question = self._questions.get(key)
        for widget in (self.school, self.add, self.skip):
            widget.setEnabled(question is not None)
        if question is not None:
            decision = self._decisions.get(key)
            self.school.show_schools(
                self._names, question.candidates, None if decision is None else decision.school
            )

    def _count_selected(self) -> None:
        """Several rows are chosen with Shift, Ctrl or Ctrl+A; the buttons say how many."""
        count = len(self.list.selectedItems())
        many = f": {count}" if count > 1 else ""
        self.add.setText(f"Добавить в справочник{many}")
        self.skip.setText(f"Не загружать{many}")
        self.school.setEnabled(count <= 1 and bool(self._questions))

    def _current_key(self) -> str:
        item: QTreeWidgetItem | None = self.list.currentItem()  # Qt says None too
        return "" if item is None else str(item.data(0, Qt.ItemDataRole.UserRole))

    def _on_school(self, school: Id | None) -> None:
        key = self._current_key()
        if school is not None and key:
            self.decided.emit({key: Decision(choice=Choice.EXISTING, school=school)})

    def _decide(self, decision: Decision) -> None:
        """The decision for all selected names."""
        items = self.list.selectedItems()
        keys = [str(item.data(0, Qt.ItemDataRole.UserRole)) for item in items]
        keys = keys or [key for key in [self._current_key()] if key]
        if keys:
            self.decided.emit(dict.fromkeys(keys, decision))


def _asked(found: Offer, waiting: int) -> str:
    """What a person is asked to do with the schools that wait."""
    if found.district:
        return (
            f"В файле эти школы стоят под другим районом: «{found.district}». Если это ваши школы, "
            "добавьте их в справочник все сразу; чужие отметьте «Не загружать»."
        )
    count = len(found.decisions)
    if count:
        told = (
            "Этих школ нет в справочнике" if count == waiting else "Часть школ программа не нашла"
        )
        return f"{told}: добавьте их все сразу или скажите о каждой, какая это школа справочника."
    if found.other_districts > 1:
        return (
            "В файле школы нескольких районов: выберите свой район над таблицей, чтобы не "
            "загружать чужие, или решите о каждой школе."
        )
    return "Скажите о каждой строке, какая это школа справочника, добавьте её или не загружайте."


def _button(name: str, text: str) -> QPushButton:
    return named(QPushButton(text, autoDefault=False), name)
