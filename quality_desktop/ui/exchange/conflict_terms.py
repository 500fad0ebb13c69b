"""The lines round the list of disagreements: which are shown, and how many end by one rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from quality_desktop.services.exchange.conflicts import Conflict, Rule
from quality_desktop.services.history.words import matches, search_words
from quality_desktop.ui.exchange.conflict_panel import said
from quality_desktop.ui.widgets.naming import named

_RULES: Final = {Rule.LATER: "Более позднее", Rule.MINE: "Моё (записанное на этом компьютере)"}


class ConflictTerms(QWidget):
    """Words, kind and author of the disagreements that are shown.

    Signals:
        changed: Others are wanted now.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conflictTerms")
        self.search = named(
            QLineEdit(clearButtonEnabled=True), "conflictSearch", "Слова в расхождениях"
        )
        self.search.setPlaceholderText("Фамилия, школа, поле, значение…")
        self.kind = named(QComboBox(), "conflictKind", "Какие записи")
        self.author = named(QComboBox(), "conflictAuthor", "С чьим мнением")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.search, 1)
        layout.addWidget(self.kind)
        layout.addWidget(self.author)
        self.show_choices((), ())
        self.search.textChanged.connect(lambda _text: self.changed.emit())
        self.kind.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.author.currentIndexChanged.connect(lambda _place: self.changed.emit())

    def show_choices(self, found: Sequence[Conflict], people: Sequence[str]) -> None:
        """Fill the boxes; what is chosen stays."""
        kinds = sorted({(one.kind_title, one.kind) for one in found})
        _fill(self.kind, "Все записи", kinds)
        _fill(self.author, "Все люди", [(one, one) for one in people])

    def wants(self, conflict: Conflict) -> bool:
        """Whether a disagreement is to be shown."""
        if self.kind.currentData() not in (None, conflict.kind):
            return False
        author = self.author.currentData()
        if author and all(one.author != author for one in conflict.opinions):
            return False
        texts = (conflict.kind_title, conflict.record, conflict.title, said(conflict.opinions))
        return matches(texts, search_words(self.search.text()))


class RuleLine(QWidget):
    """«Решить все показанные»: whose opinion is taken.

    Signals:
        wanted: The button was pressed.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conflictRule")
        self.rule = named(QComboBox(), "conflictRuleBox", "По какому правилу")
        self.rule.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.button = named(
            QPushButton("Решить все показанные…", autoDefault=False), "conflictRuleApply"
        )
        label = QLabel("Все показанные &сразу:")
        label.setBuddy(self.rule)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label)
        layout.addWidget(self.rule)
        layout.addWidget(self.button)
        layout.addStretch()
        self.button.clicked.connect(self.wanted)

    @property
    def chosen(self) -> tuple[Rule, str]:
        """The rule, and the person of ``Rule.AUTHOR``."""
        rule, author = self.rule.currentData()
        return Rule(rule), author

    def show_people(self, people: Sequence[str]) -> None:
        """Offer the opinion of each of these."""
        rules = [(text, (rule.value, "")) for rule, text in _RULES.items()]
        rules += [(f"Мнение: {one}", (Rule.AUTHOR.value, one)) for one in people]
        chosen = self.rule.currentIndex()
        texts = [self.rule.itemText(place) for place in range(self.rule.count())]
        if texts == [text for text, _data in rules]:
            return
        self.rule.clear()
        for text, data in rules:
            self.rule.addItem(text, data)
        self.rule.setCurrentIndex(min(max(chosen, 0), self.rule.count() - 1))


def _fill(box: QComboBox, everything: str, items: Sequence[tuple[str, str]]) -> None:
    chosen = box.currentData()
    was_blocked = box.blockSignals(True)
    box.clear()
    box.addItem(everything, None)
    for text, data in items:
        box.addItem(text, data)
    box.setCurrentIndex(max(box.findData(chosen), 0) if chosen is not None else 0)
    box.blockSignals(was_blocked)
