"""The left page of the card: where the school stands, its results, its risk profile, its years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.at_risk.profile import Significance
from quality_desktop.services.risk_schools.risk_timeline import TimelineYear
from quality_desktop.services.school_profile.profile import SIGNIFICANCE_WORDS, UNKNOWN, ProfileRow
from quality_desktop.services.school_profile.school_card import (
    SchoolCard,
    list_in_words,
    standing_in_words,
)
from quality_desktop.ui.look import Look
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.naming import called, named

_NO_RESULTS: Final = "Результатов оценочных процедур за этот год нет."
_NO_YEARS: Final = "О прежних годах ничего не известно."


class CardPage(QScrollArea):
    """Sections under one another.

    Signals:
        factor_said: Id of the factor and a ``Significance``, or None to let the figures decide.
        catalogue_wanted: The factors themselves, their signs and measures are to be edited.
    """

    factor_said = Signal(object, object)
    catalogue_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cardPage")
        self.setAccessibleName("Карточка школы")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._look = look
        self._content = QWidget()
        self._layout = QVBoxLayout(self._content)
        self._layout.setContentsMargins(4, 0, 12, 4)
        self._layout.setSpacing(4)
        self.setWidget(self._content)

    def show_card(self, card: SchoolCard) -> None:
        """Show a card; the place that was scrolled to and the chosen factor stay."""
        place = self.verticalScrollBar().value()
        focused = self.focusWidget()
        name = focused.objectName() if isinstance(focused, QComboBox) else ""
        self._clear()
        self._layout.addWidget(self._standing(card))
        self._section("Результаты года", self._results(card))
        self._section("Профиль риска", self._profile(card))
        self._section("По годам", self._years(card.timeline))
        self._layout.addStretch()
        self._content.adjustSize()
        self.verticalScrollBar().setValue(place)
        again = self.findChild(QComboBox, name) if name else None
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def _section(self, heading: str, content: QWidget) -> None:
        title = _plain(heading)
        font = QFont(self.font())
        font.setBold(True)
        title.setFont(font)
        title.setContentsMargins(0, 10, 0, 0)
        self._layout.addWidget(title)
        called(content, content.accessibleName() or heading)
        self._layout.addWidget(content)

    def _standing(self, card: SchoolCard) -> QLabel:
        lines = [
            f"{standing_in_words(card)}.",
            f"{list_in_words(card)}.",
            f"Все результаты года: {card.share}. Результат и условия: {card.context}.",
            f"Правило: {card.rule}.",
        ]
        return named(_plain("\n".join(lines)), "cardStanding", "Положение школы")

    def _results(self, card: SchoolCard) -> QWidget:
        if not card.results:
            return _plain(_NO_RESULTS)
        box, grid = _grid("cardResults", (1, 1))
        for row, one in enumerate(card.results):
            title, shown = _plain(one.title), _plain(one.shown)
            for label in (title, shown):
                font = QFont(self.font())
                font.setBold(one.is_low)
                label.setFont(font)
            few = f"участников мало: с учётом случайности {one.interval}"
            notes = (few if one.interval else "", one.note)
            grid.addWidget(title, 2 * row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(shown, 2 * row, 1, Qt.AlignmentFlag.AlignTop)
            told = "; ".join(filter(None, notes))
            if told:
                grid.addWidget(_muted(told), 2 * row + 1, 0, 1, 2)
        return box

    def _profile(self, card: SchoolCard) -> QWidget:
        box, grid = _grid("cardProfile", (4, 2))
        for row, one in enumerate(card.profile.rows):
            text = _plain(one.factor.title)
            font = QFont(self.font())
            font.setBold(one.is_relevant)
            text.setFont(font)
            grid.addWidget(text, 2 * row, 0)
            grid.addWidget(self._choice(one), 2 * row, 1, Qt.AlignmentFlag.AlignTop)
            why = "\n".join(one.cited)
            if one.said is not None and one.said.note:
                why = "\n".join(filter(None, (why, f"Управление: {one.said.note}")))
            if why:
                grid.addWidget(_muted(why), 2 * row + 1, 0, 1, 2)
        edit = named(QPushButton("Факторы и признаки…", autoDefault=False), "editFactors")
        edit.setToolTip("Изменить перечень факторов, признаки с границами и типовые меры")
        edit.clicked.connect(self.catalogue_wanted)
        last = 2 * len(card.profile.rows)
        grid.addWidget(edit, last, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        return box

    def _choice(self, row: ProfileRow) -> QComboBox:
        choice = named(QComboBox(), f"factor_{row.factor.code}", row.factor.title)
        by_figures = UNKNOWN if row.found is None else SIGNIFICANCE_WORDS[row.found]
        choice.addItem(f"по данным: {by_figures}", None)
        for significance, word in SIGNIFICANCE_WORDS.items():
            choice.addItem(word, significance)
        if row.said is not None:
            choice.setCurrentIndex(choice.findText(row.shown))
        choice.setToolTip(plain_tip("\n".join(measure.text for measure in row.measures)))
        factor = row.factor.id
        choice.activated.connect(lambda _place: self._say(factor, choice))
        return choice

    def _say(self, factor: object, choice: QComboBox) -> None:
        found = choice.currentData()  # Qt keeps the text of the significance only
        self.factor_said.emit(factor, None if found is None else Significance(found))

    def _years(self, years: Sequence[TimelineYear]) -> QWidget:
        if not years:
            return _plain(_NO_YEARS)
        box, grid = _grid("cardYears", (1, 12))
        for row, year in enumerate(reversed(years)):
            grid.addWidget(_plain(str(year.year)), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_plain(year_in_words(year)), row, 1)
        return box


def year_in_words(year: TimelineYear) -> str:
    """Lists, results, help and measures of a year, one a line."""
    lines = list(year.lists)
    if year.case.tested:
        result = f"низких результатов {len(year.case.reasons)} из {year.case.tested}"
        stands = "по правилу в списке" if year.case.is_included else "по правилу не в списке"
        lines.append(f"{stands}: {result}")
    else:
        lines.append("нет данных о результатах")
    lines += [f"партнёр: {partner}" for partner in year.partners]
    lines += [f"мера: {measure}" for measure in year.measures]
    if year.recommendations:
        given = counted(year.recommendations, "рекомендация", "рекомендации", "рекомендаций")
        lines.append(f"{given}, выполнено {year.done}")
    return "\n".join(lines)


def _grid(name: str, stretches: Sequence[int]) -> tuple[QWidget, QGridLayout]:
    box = named(QWidget(), name)
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    for column, stretch in enumerate(stretches):
        grid.setColumnStretch(column, stretch)
    return box, grid


def _plain(text: str) -> QLabel:
    label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _muted(text: str) -> QLabel:
    label = _plain(text)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
