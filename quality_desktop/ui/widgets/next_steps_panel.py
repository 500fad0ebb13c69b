"""«Что сделать дальше»: a few steps, each with its reason, the way to its place and to its help."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from quality_desktop.ui.look import Look
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.naming import named

if TYPE_CHECKING:
    from quality_desktop.services.next_steps.steps import NextStep

_NOTHING = "Всё, что можно было подсказать, сделано. Сроки, которые впереди, стоят ниже."
_TITLE = "Что сделать дальше"


class NextStepsPanel(QFrame):
    """A strip above the dates; it can be folded to its title.

    Attributes:
        fold: The title; it folds and unfolds the steps.

    Signals:
        place_wanted: ``Place`` where a step is done.
        help_wanted: Page of help with its anchor.
        folded: Whether a person folded the strip.
    """

    place_wanted = Signal(object)
    help_wanted = Signal(str)
    folded = Signal(bool)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nextSteps")
        self.setAccessibleName(_TITLE)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._look = look
        self._is_open = True
        self.fold = named(QToolButton(autoRaise=True), "nextStepsFold", _TITLE)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.fold.clicked.connect(lambda: self.set_folded(self._is_open))
        font = QFont(self.fold.font())
        font.setBold(True)
        self.fold.setFont(font)
        self._body = QWidget()
        self._lines = QGridLayout(self._body)
        self._lines.setContentsMargins(4, 0, 4, 4)
        self._lines.setHorizontalSpacing(12)
        self._lines.setVerticalSpacing(2)
        self._lines.setColumnStretch(1, 1)
        self._steps: tuple[NextStep, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 2, 4, 2)
        layout.setSpacing(2)
        layout.addWidget(self.fold)
        layout.addWidget(self._body)
        self._show_title()

    @property
    def steps(self) -> tuple[NextStep, ...]:
        """What is shown."""
        return self._steps

    def set_folded(self, is_folded: bool) -> None:
        """Fold to the title, or show the steps."""
        if is_folded is self._is_open:
            self._is_open = not is_folded
            self._body.setVisible(self._is_open)
            self._show_title()
            self.folded.emit(is_folded)

    def show_steps(self, steps: Sequence[NextStep]) -> None:
        """Show other steps; the button that has the keyboard keeps it where its step still stands."""
        steps = tuple(steps)
        if steps == self._steps and self._lines.count():
            return
        held = self._held()
        self._steps = steps
        self._empty()
        for row, step in enumerate(steps):
            self._add(row, step)
        if not steps:
            self._lines.addWidget(named(QLabel(_NOTHING, wordWrap=True), "nothingNext"), 0, 0, 1, 3)
        self._show_title()
        button = self.findChild(QToolButton, held) if held else None
        if button is not None:
            button.setFocus()

    def _held(self) -> str:
        held = (button for button in self.findChildren(QToolButton) if button.hasFocus())
        return next((button.objectName() for button in held), "")

    def _empty(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def _add(self, row: int, step: NextStep) -> None:
        go = named(QToolButton(), f"step_{step.key}")
        go.setText(step.title)
        go.setAccessibleDescription(step.why)
        go.setToolTip(plain_tip(f"{step.title}: перейти туда, где это делают"))
        go.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        go.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look.dress(go, "arrow-right")
        go.clicked.connect(lambda: self.place_wanted.emit(step.place))
        why = named(QLabel(step.why, wordWrap=True), f"why_{step.key}")
        why.setForegroundRole(
            QPalette.ColorRole.WindowText if step.is_own else QPalette.ColorRole.PlaceholderText
        )
        ask = named(QToolButton(autoRaise=True), f"help_{step.key}", f"Справка: {step.title}")
        ask.setToolTip("Как это делается – страница справки")
        ask.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._look.dress(ask, "help")
        ask.clicked.connect(lambda: self.help_wanted.emit(step.help))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._lines.addWidget(go, row, 0, left)
        self._lines.addWidget(why, row, 1)
        self._lines.addWidget(ask, row, 2)

    def _show_title(self) -> None:
        is_open = self._is_open
        self._look.dress(self.fold, "chevron-down" if is_open else "chevron-right")
        first = f": {self._steps[0].title}" if self._steps and not is_open else ""
        self.fold.setText(f"{_TITLE}{first}")
        self.fold.setToolTip("Свернуть подсказки" if is_open else "Показать подсказки")
