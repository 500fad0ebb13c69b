"""The strip that tells a trial from the rule in force, on every view while a trial is on."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from quality_desktop.services.risk_schools.risk_board import RiskBoard
from quality_desktop.services.risk_schools.risk_words import rule_in_words
from quality_desktop.ui.look import Look
from quality_desktop.ui.widgets.naming import named


class Place(Enum):
    """What stands under the strip."""

    LIST = auto()
    CARD = auto()
    OTHER = auto()


_ELSEWHERE: Final = {
    Place.CARD: "Карточка показана по этой пробе, а рекомендации и бумаги – по действующему правилу.",
    Place.OTHER: "Проба видна только в списке: здесь и в бумагах – действующее правило.",
}


class TrialBanner(QFrame):
    """A sentence and two ways out; hidden while the list is that of the rule in force.

    Attributes:
        back: Shows the list by the rule in force again.
        adopt: Puts the shown rule in force.

    Signals:
        left: The trial is to end.
        adopted: The shown rule is to come in force.
    """

    left = Signal()
    adopted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("trialBanner")
        self.setAccessibleName("Проба правила")
        self.setAutoFillBackground(True)
        self._look = look
        self._board: RiskBoard | None = None
        self._place = Place.LIST
        self.sentence = named(QLabel(wordWrap=True), "trialSentence")
        self.back = named(QPushButton("Вернуть действующее", autoDefault=False), "ifBack")
        self.back.setToolTip("Показать список по действующему правилу; проба забудется")
        self.adopt = named(QPushButton("Сделать действующим…", autoDefault=False), "ifKeep")
        self.adopt.setToolTip("Спросить основание и применять это правило везде; отменить – Ctrl+Z")
        look.dress(self.back, "arrow-back-up")
        look.dress(self.adopt, "circle-check")
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 4, 4, 4)
        line.setSpacing(4)
        line.addWidget(self.sentence, 1)
        line.addWidget(self.back)
        line.addWidget(self.adopt)
        self.back.clicked.connect(self.left)
        self.adopt.clicked.connect(self.adopted)
        look.changed.connect(self._paint)
        self._paint()
        self.hide()

    def show_board(self, board: RiskBoard, *, is_trial: bool) -> None:
        """Follow the list.

        Args:
            board: What the list shows.
            is_trial: True when it is not the list of the rule in force.
        """
        self._board = board if is_trial else None
        self.back.setEnabled(board.in_force is not None)
        self.adopt.setEnabled(board.view is not None)
        self._tell()

    def follow_view(self, place: Place) -> None:
        """Another view stands under the strip."""
        self._place = place
        self._tell()

    def _tell(self) -> None:
        board = self._board
        self.setVisible(board is not None)
        if board is None:
            return
        told = _told(board)
        if self._place is not Place.LIST:
            told += f" {_ELSEWHERE[self._place]}"
        self.sentence.setText(told)

    def _paint(self) -> None:
        palette = QPalette(self.palette())
        colours = self._look.colours
        palette.setColor(QPalette.ColorRole.Window, colours.warning_base)
        palette.setColor(QPalette.ColorRole.WindowText, colours.text)
        self.setPalette(palette)


def _told(board: RiskBoard) -> str:
    """«Проба правила: не менее 25 % … Войдут 3, выйдет 1.»."""
    view, rule = board.view, board.rule
    if view is None or rule is None:
        return "Проба правила: условия ещё не полны."
    if not board.is_tried:
        force = board.in_force
        other = "не отмечено ни одно" if force is None else f"«{force.title}»"
        return f"Проба: список по правилу «{rule.title}». Действует другое: {other}."
    told = f"Проба правила: {rule_in_words(view.terms)}."
    if board.own is not None:
        entered = sum(board.enters(case) for case in view.cases)
        left = sum(board.leaves(case) for case in view.cases)
        told += f" Против правила войдут: {entered}, выйдут: {left}."
    return told
