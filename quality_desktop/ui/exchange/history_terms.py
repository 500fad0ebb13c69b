"""The line above the history: words, part of the file, person, period, only this record or field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from quality_desktop.domain.records import Id
from quality_desktop.services.history.changes import HistoryLine
from quality_desktop.services.history.words import AREAS, Words, search_words
from quality_desktop.storage.change_pages import ChangeTerms
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.naming import named

_PERIODS: Final = {0: "За всё время", 1: "Сегодня", 7: "За неделю", 31: "За месяц", 366: "За год"}
"""Days looked back at; 0 for all of them."""
_TYPING_MS: Final = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """What a history may be narrowed to.

    Attributes:
        kind: Kind of the record.
        key: Its id.
        field: The field; empty when only the whole record is in hand.
        record: What the record is called.
        title: Title of the field.
    """

    kind: str
    key: Id
    field: str = ""
    record: str = ""
    title: str = ""

    @classmethod
    def of(cls, line: HistoryLine) -> Focus:
        """The record and field of a line."""
        title = line.title if line.field else ""
        return cls(kind=line.kind, key=line.key, field=line.field, record=line.record, title=title)


class HistoryTerms(QWidget):
    """What is looked for.

    Signals:
        changed: Other lines are wanted now.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("historyTerms")
        self.search = named(QLineEdit(clearButtonEnabled=True), "historySearch", "Слова в истории")
        self.search.setPlaceholderText("Фамилия, школа, поле, значение…")
        self.area = named(QComboBox(), "historyArea", "Часть файла")
        self.author = named(QComboBox(), "historyAuthor", "Кто изменил")
        self.period = named(QComboBox(), "historyPeriod", "За какое время")
        self.only_record = named(QCheckBox("Только эта запись"), "historyOnlyRecord")
        self.only_field = named(QCheckBox("Только это поле"), "historyOnlyField")
        self._words: Words | None = None
        self._in_hand: Focus | None = None
        self._kept: Focus | None = None
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._lay_out()
        self._connect()

    @property
    def terms(self) -> ChangeTerms:
        """Which changes are wanted; words apart."""
        kept = self._kept
        days = int(self.period.currentData() or 0)
        midnight = datetime.combine(datetime.now(), time()).astimezone()
        terms = ChangeTerms(
            author=self.author.currentData(),
            kinds=self._kinds(),
            since=midnight - timedelta(days=days - 1) if days else None,
        )
        if kept is not None and self.only_record.isChecked():
            terms = replace(terms, key=kept.key, kinds=())
        if kept is not None and self.only_field.isChecked():
            terms = replace(terms, kinds=(kept.kind,), field=kept.field)
        return terms

    @property
    def words(self) -> tuple[str, ...]:
        """Words that must stand in a line."""
        return search_words(self.search.text())

    def show_choices(self, words: Words, authors: Sequence[str]) -> None:
        """Fill the boxes; what is chosen stays."""
        self._words = words
        chosen = self.author.currentData()
        was_blocked = self.author.blockSignals(True)
        self.author.clear()
        self.author.addItem("Кто угодно", None)
        for author in authors:
            self.author.addItem(author or "без имени", author)
        self.author.setCurrentIndex(max(self.author.findData(chosen), 0))
        self.author.blockSignals(was_blocked)

    def take_in_hand(self, focus: Focus | None) -> None:
        """Follow the selected line, unless the history is narrowed to another one already."""
        self._in_hand = focus
        is_narrowed = self.only_record.isChecked() or self.only_field.isChecked()
        if not is_narrowed:
            self._kept = focus
        self.only_record.setEnabled(self._kept is not None)
        self.only_field.setEnabled(self._kept is not None and bool(self._kept.field))
        kept = self._kept
        self.only_record.setToolTip(plain_tip("" if kept is None else kept.record))
        self.only_field.setToolTip(plain_tip("" if kept is None else kept.title))

    def narrow_to(self, focus: Focus) -> None:
        """Show the history of one record, and of one field when it is named."""
        self._kept = focus
        for box, is_wanted in (
            (self.only_record, True),
            (self.only_field, bool(focus.field)),
        ):
            was_blocked = box.blockSignals(True)
            box.setEnabled(is_wanted)
            box.setChecked(is_wanted)
            box.blockSignals(was_blocked)
        self.only_record.setToolTip(plain_tip(focus.record))
        self.changed.emit()

    def _kinds(self) -> tuple[str, ...]:
        area = self.area.currentData()
        return self._words.kinds_of(area) if area and self._words is not None else ()

    def _lay_out(self) -> None:
        self.area.addItem("Весь файл", "")
        for key, title in AREAS.items():
            self.area.addItem(title, key)
        self.author.addItem("Кто угодно", None)
        for days, title in _PERIODS.items():
            self.period.addItem(title, days)
        self.take_in_hand(None)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.search, 1)
        for widget in (self.area, self.author, self.period, self.only_record, self.only_field):
            layout.addWidget(widget)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.search.returnPressed.connect(self._ask_now)
        self._typing.timeout.connect(self.changed)
        for box in (self.area, self.author, self.period):
            box.currentIndexChanged.connect(lambda _place: self.changed.emit())
        for check in (self.only_record, self.only_field):
            check.toggled.connect(self._on_narrowed)

    def _ask_now(self) -> None:
        self._typing.stop()
        self.changed.emit()

    def _on_narrowed(self) -> None:
        if not (self.only_record.isChecked() or self.only_field.isChecked()):
            self.take_in_hand(self._in_hand)
        self.changed.emit()
