"""Editing the state of a stage in its cell: status, due date, date done, note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.cycle import Progress, Status
from quality_desktop.services.cycle.cycle import Keep, StateChange
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.board_cell import STATUS_ICONS, STATUS_WORDS
from quality_desktop.ui.widgets.date_edit import DateEdit, parse_date
from quality_desktop.ui.widgets.naming import named

_DIFFERENT: Final = "у позиций разное"
_FINISHING: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StateEditor(QFrame):
    """A small form over the cell. Only what was changed in it is written.

    Signals:
        finished: The edit is to be kept.
        cancelled: The edit is to be dropped.
        left: The keyboard went elsewhere.
    """

    finished = Signal()
    cancelled = Signal()
    left = Signal()

    def __init__(self, look: Look, today: date, parent: QWidget | None = None) -> None:
        """Make an empty form.

        Args:
            look: Icons.
            today: Proposed when something becomes «сделано».
            parent: Owner of the editor.
        """
        super().__init__(parent)
        self.setObjectName("stateEditor")
        self.setFrameShape(QFrame.Shape.Box)
        self.setAutoFillBackground(True)
        self._today = today
        self._is_over = False
        self._has_one_date = True
        self._before: tuple[object, object, object, object] = (None, None, None, None)
        self.status = named(QComboBox(), "stateStatus", "Состояние")
        for known, word in STATUS_WORDS.items():
            self.status.addItem(look.icon(STATUS_ICONS[known]), word, known)
        self.due = named(DateEdit(), "stateDue", "Срок")
        self.done = named(DateEdit(), "stateDone", "Сделано")
        self.note = named(QLineEdit(), "stateNote", "Примечание")
        self.reason = named(QLabel(wordWrap=True), "stateReason")
        self.reason.setForegroundRole(QPalette.ColorRole.BrightText)
        self.reason.hide()
        form = QFormLayout(self)
        form.setContentsMargins(8, 8, 8, 8)
        form.setSpacing(4)
        form.addRow("&Состояние", self.status)
        form.addRow("С&рок", self.due)
        form.addRow("С&делано", self.done)
        form.addRow("&Примечание", self.note)
        form.addRow(self.reason)
        self.status.currentIndexChanged.connect(self._on_status_changed)
        self.setFocusProxy(self.status)
        for widget in (self.status, self.due, self.done, self.note):
            widget.installEventFilter(self)

    def show_states(self, states: Sequence[Progress]) -> None:
        """Show what the positions of the cell share."""
        statuses = {Status(state.status) for state in states}
        dues, dones = {state.due for state in states}, {state.done for state in states}
        notes = {state.note for state in states}
        only = next(iter(statuses)) if len(statuses) == 1 else None
        self.status.blockSignals(True)
        self.status.setCurrentIndex(-1 if only is None else self.status.findData(only))
        self.status.setPlaceholderText(_DIFFERENT)
        self.status.blockSignals(False)
        for line, days in ((self.due, dues), (self.done, dones)):
            line.show_date(next(iter(days)) if len(days) == 1 else None)
            if len(days) > 1:
                line.setPlaceholderText(_DIFFERENT)
        self.note.setText(next(iter(notes)) if len(notes) == 1 else "")
        if len(notes) > 1:
            self.note.setPlaceholderText(_DIFFERENT)
        self._has_one_date = len(dones) == 1
        self._before = self._now()

    @property
    def change(self) -> StateChange:
        """What has been changed; a date that is none counts as not changed."""
        before, now = self._before, self._now()
        status, due, done, note = (
            new if new != old else Keep.KEEP for old, new in zip(before, now, strict=True)
        )
        if status is Status.DONE and done is Keep.KEEP and self._has_one_date:
            done = now[2]  # the form proposes a date with «сделано»: an empty line is a choice
        return StateChange(
            status=status if isinstance(status, Status) else None,
            due=due if due is None or isinstance(due, date) else Keep.KEEP,
            done=done if done is None or isinstance(done, date) else Keep.KEEP,
            note=note if isinstance(note, str) else None,
        )

    @override
    def sizeHint(self) -> QSize:
        return QSize(max(super().sizeHint().width(), 280), super().sizeHint().height())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _FINISHING:
                self._finish()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._is_over = True
                self.cancelled.emit()
                return True
        elif isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self._on_focus_out(event)
        return super().eventFilter(watched, event)

    def _now(self) -> tuple[object, object, object, object]:
        return self._status(), _day(self.due), _day(self.done), self.note.text().strip()

    def _status(self) -> Status | None:
        chosen = self.status.currentData()  # Qt keeps the text of the status only
        return None if chosen is None else Status(chosen)

    def _finish(self) -> None:
        for line in (self.due, self.done):
            try:
                parse_date(line.text())
            except ValueError as reason:
                self.reason.setText(str(reason))
                self.reason.show()
                self.adjustSize()
                line.setFocus()
                line.selectAll()
                return
        if not self._is_over:
            self._is_over = True  # closing takes the keyboard away, which is no leaving
            self.finished.emit()

    def _on_status_changed(self) -> None:
        is_done = self._status() is Status.DONE
        if is_done and not self.done.text() and self._has_one_date:
            self.done.show_date(self._today)
        elif not is_done:
            self.done.show_date(None)

    def _on_focus_out(self, event: QFocusEvent) -> None:
        if self._is_over or event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        taker = QApplication.focusWidget()
        if taker is None or not self.isAncestorOf(taker):
            self._is_over = True
            self.left.emit()


def _day(line: DateEdit) -> object:
    """The date that stands in a line; what is no date counts as what stood there."""
    try:
        return parse_date(line.text())
    except ValueError:
        return line.day
