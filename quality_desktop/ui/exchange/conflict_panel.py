"""One disagreement: who said what and when, side by side, and a value of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.services.exchange.conflicts import Conflict, Opinion
from quality_desktop.services.exchange.own_values import OwnValue
from quality_desktop.services.history.words import NOTHING
from quality_desktop.storage.disputes import DisputeSort
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.naming import named

OWN: Final = -2
"""Number of the button of a value of one's own."""
_KEYS: Final = 9
"""So many opinions can be chosen with a digit."""
_QUESTIONS: Final = {
    DisputeSort.VALUES: "Записали разное. Какое значение верно?",
    DisputeSort.DELETED_EDITED: "Один удалил запись, другой её правил. Оставить её?",
    DisputeSort.DELETED_REFERRED: (
        "Запись удалили, пока её использовали в другом месте: она сохранена. Чтобы удалить её, "
        "сначала замените её там, где она используется."
    ),
}


class ConflictPanel(QWidget):
    """Opinions as radio buttons with who, when and what for.

    Attributes:
        buttons: One button for each opinion, and that of a value of one's own.
        line: The typed value.
        box: The chosen value, where only some are possible.

    Signals:
        changed: Something else is chosen.
        own_wanted: A value of one's own is to be given, so its field has to be known.
    """

    changed = Signal()
    own_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conflictPanel")
        self.heading = named(QLabel(wordWrap=True), "conflictHeading", "О чём спор")
        self.question = named(QLabel(wordWrap=True), "conflictQuestion", "Вопрос")
        self.buttons = QButtonGroup(self)
        self.own = named(QRadioButton("Своё &значение:"), "conflictOwn")
        self.line = named(QLineEdit(), "conflictOwnText", "Своё значение")
        self.box = named(QComboBox(), "conflictOwnChoice", "Своё значение")
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(24)
        self.box.setPlaceholderText("Выберите значение")
        self.field = QStackedWidget()
        self.field.addWidget(self.line)
        self.field.addWidget(self.box)
        self.field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._conflict: Conflict | None = None
        self._lay_out()
        self.buttons.idToggled.connect(self._on_toggled)
        self.line.textEdited.connect(lambda _text: self.own.setChecked(True))
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.box.activated.connect(lambda _place: self.own.setChecked(True))
        self.box.currentIndexChanged.connect(lambda _place: self.changed.emit())

    @property
    def chosen(self) -> Opinion | None:
        """The opinion that is chosen; None for a value of one's own and for none."""
        number = self.buttons.checkedId()
        if self._conflict is None or number < 0:
            return None
        return self._conflict.opinions[number]

    @property
    def is_own(self) -> bool:
        """A value of one's own is chosen."""
        return self.buttons.checkedId() == OWN

    @property
    def is_answered(self) -> bool:
        """Something is chosen that can be decided: an opinion, or a value that is filled in."""
        if not self.is_own:
            return self.chosen is not None
        if self.is_from_box:
            return self.box.currentIndex() >= 0
        return bool(self.line.text().strip())

    @property
    def is_from_box(self) -> bool:
        """A value of one's own is chosen from some, not typed."""
        return self.field.currentWidget() is self.box

    def choose(self, number: int) -> None:
        """Choose an opinion by its place from 0 on, or ``OWN``; what is not there changes nothing."""
        there = (one for one in self.buttons.buttons() if self.buttons.id(one) == number)
        button = next(there, None)
        if button is not None and button.isEnabled() and not button.isHidden():
            button.setChecked(True)
            if number == OWN:
                self.field.currentWidget().setFocus()

    def show_conflict(self, conflict: Conflict | None) -> None:
        """Show a disagreement; nothing is chosen yet."""
        if conflict == self._conflict:
            return
        self._conflict = conflict
        self._clear()
        self.setEnabled(conflict is not None)
        self.heading.setText(
            ""
            if conflict is None
            else f"{conflict.kind_title} «{conflict.record}»: {conflict.title}"
        )
        self.question.setText("" if conflict is None else _question(conflict))
        takes_own = conflict is not None and conflict.takes_own
        self.own.setVisible(takes_own)
        self.field.setVisible(takes_own)
        self.show_own(OwnValue())
        if conflict is not None:
            for number, opinion in enumerate(conflict.opinions):
                self._add(number, conflict, opinion)
            if takes_own:
                self.own_wanted.emit()
        self.changed.emit()

    def show_own(self, own: OwnValue) -> None:
        """Show how a value of one's own is given."""
        self.line.clear()
        self.line.setPlaceholderText(own.hint)
        self.box.clear()
        for value, text in own.choices:
            self.box.addItem(text, value)
        self.box.setCurrentIndex(-1)  # nothing is decided by the first of a list
        self.field.setCurrentWidget(self.line if own.is_typed else self.box)

    def _lay_out(self) -> None:
        self.buttons.addButton(self.own, OWN)
        self._sides = QGridLayout()
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setColumnStretch(1, 1)
        own = QHBoxLayout()
        own.addWidget(self.own)
        own.addWidget(self.field, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.addLayout(self._sides)
        column.addLayout(own)
        column.addStretch()
        area = QScrollArea(widgetResizable=True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        layout.addWidget(self.heading)
        layout.addWidget(self.question)
        layout.addWidget(area, 1)

    def _clear(self) -> None:
        self.buttons.setExclusive(False)
        for button in self.buttons.buttons():
            button.setChecked(False)
            if button is not self.own:
                self.buttons.removeButton(button)
        self.buttons.setExclusive(True)
        while self._sides.count():
            if (widget := self._sides.takeAt(0).widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _add(self, number: int, conflict: Conflict, opinion: Opinion) -> None:
        button = QRadioButton(_value(conflict, opinion).replace("&", "&&"))
        button.setObjectName(f"conflictSide{number}")
        key = f"{number + 1} – " if number < _KEYS else ""
        button.setToolTip(plain_tip(f"{key}{_value(conflict, opinion)}"))
        button.setEnabled(
            not (opinion.is_deletion and conflict.sort is DisputeSort.DELETED_REFERRED)
        )
        who = QLabel(_who(opinion), wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        who.setObjectName(f"conflictWho{number}")
        who.setTextFormat(Qt.TextFormat.PlainText)
        button.setAccessibleDescription(who.text())
        self.buttons.addButton(button, number)
        self._sides.addWidget(button, number, 0, Qt.AlignmentFlag.AlignTop)
        self._sides.addWidget(who, number, 1)

    def _on_toggled(self, _number: int, is_checked: bool) -> None:
        if is_checked:
            self.changed.emit()


def said(opinions: Sequence[Opinion]) -> str:
    """All opinions in a line, for a table."""
    return " / ".join(f"{one.text or NOTHING} ({one.author or 'без имени'})" for one in opinions)


def _question(conflict: Conflict) -> str:
    text = _QUESTIONS[conflict.sort]
    return f"{text} Используют: {', '.join(conflict.users)}." if conflict.users else text


def _value(conflict: Conflict, opinion: Opinion) -> str:
    if conflict.is_of_value:
        return f"«{opinion.text}»" if opinion.text else NOTHING
    return "Удалить запись" if opinion.is_deletion else "Оставить запись с правкой"


def _who(opinion: Opinion) -> str:
    is_now = opinion.is_shown and not opinion.is_deletion
    me = " (вы)" if opinion.is_own else ""
    told = (
        f"{opinion.author or 'без имени'}{me}, {opinion.moment:%d.%m.%Y %H:%M}, "
        f"компьютер {opinion.host or 'не назван'}: {opinion.intent or 'без описания'}"
    )
    what = "" if opinion.values or opinion.is_deletion else opinion.text
    now = "Сейчас в файле стоит это" if is_now else ""
    return _sentences(what, told, now)


def _sentences(*parts: str) -> str:
    """One after another; what ends with an abbreviation, such as initials, has its full stop already."""
    *first, last = filter(None, parts)
    return "".join(f"{part} " if part.endswith(".") else f"{part}. " for part in first) + last
