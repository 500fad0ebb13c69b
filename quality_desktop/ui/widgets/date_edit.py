"""Dates as the office writes them, 05.07.2021, and nothing where there is no date yet."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLineEdit, QToolButton, QWidget
from typing_extensions import override

from quality_desktop.ui.plain_text import plain_tip

_PATTERN: Final = "%d.%m.%Y"
_OPENER_WIDTH: Final = 20


def shown_date(day: date | None) -> str:
    """«05.07.2021», or nothing."""
    return "" if day is None else day.strftime(_PATTERN)


def parse_date(text: str) -> date | None:
    """A date as people type it: 5.7.21, 05.07.2021, 5/7/2021, 2021-07-05; None for nothing.

    Raises:
        ValueError: There is no such date; a Russian sentence says how to write one.
    """
    cleaned = text.strip().removesuffix("г.").strip()
    if not cleaned:
        return None
    if "-" in cleaned:
        patterns = ["%Y-%m-%d", "%d-%m-%Y"]
    else:
        cleaned = cleaned.replace("/", ".").replace(",", ".").replace(" ", "")
        patterns = [_PATTERN, "%d.%m.%y"]
    for pattern in patterns:
        try:
            return datetime.strptime(cleaned, pattern).date()
        except ValueError:
            continue
    raise ValueError(f"«{text.strip()}» не дата: напишите день, месяц и год, например 05.07.2021.")


class DateEdit(QLineEdit):
    """A line for a date, which may be empty; Alt+↓ or the button opens the calendar.

    Signals:
        edited: ``datetime.date`` or None, after a date was entered and differs from before.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dateEdit")
        self.setPlaceholderText("дд.мм.гггг")
        self.setMaxLength(12)
        self._date: date | None = None
        self._calendar: QCalendarWidget | None = None
        self._is_marked = False
        self.opener = QToolButton(self, autoRaise=True, arrowType=Qt.ArrowType.DownArrow)
        self.opener.setObjectName("openCalendar")
        self.opener.setAccessibleName("Открыть календарь")
        self.opener.setToolTip("Календарь (Alt+↓)")
        self.opener.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.opener.setCursor(Qt.CursorShape.ArrowCursor)
        self.opener.clicked.connect(self.open_calendar)
        self.setTextMargins(0, 0, _OPENER_WIDTH, 0)
        self.editingFinished.connect(self._on_editing_finished)
        self.textChanged.connect(self._forget_mark)

    @property
    def day(self) -> date | None:
        """The date entered last that was right."""
        return self._date

    @property
    def has_valid_text(self) -> bool:
        """False when what stands in the line is no date."""
        try:
            parse_date(self.text())
        except ValueError:
            return False
        return True

    @property
    def typed_day(self) -> date | None:
        """The date that stands in the line now, also before it is entered; None when it is none."""
        try:
            return parse_date(self.text())
        except ValueError:
            return None

    def show_date(self, day: date | None) -> None:
        """Show a date without a signal."""
        self._date = day
        self.setText(shown_date(day))
        self.setToolTip("")

    def mark(self, reason: str) -> None:
        """Show the text as wrong until it is changed.

        Args:
            reason: What is wrong with it, for the tooltip and for a screen reader.
        """
        self._is_marked = True
        palette = QPalette(self.palette())
        palette.setColor(
            QPalette.ColorRole.Text, QApplication.palette().color(QPalette.ColorRole.BrightText)
        )
        self.setPalette(palette)
        self.setToolTip(plain_tip(reason))
        self.setAccessibleDescription(reason)

    def _forget_mark(self) -> None:
        if self._is_marked:
            self._is_marked = False
            self.setPalette(QPalette())
            self.setToolTip("")
            self.setAccessibleDescription("")

    def open_calendar(self) -> None:
        """Show a month to choose from under the line."""
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlag(Qt.WindowType.Popup)
            self._calendar.setVerticalHeaderFormat(
                QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
            )
            self._calendar.setAccessibleName("Календарь")
            self._calendar.clicked.connect(self._on_day_chosen)
            self._calendar.activated.connect(self._on_day_chosen)
        day = self._date or date.today()
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        self._calendar.show()
        self._calendar.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if is_alt and event.key() == Qt.Key.Key_Down:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, height = _OPENER_WIDTH, self.height() - 4
        self.opener.setGeometry(self.width() - width - 2, 2, width, height)

    def _on_editing_finished(self) -> None:
        try:
            day = parse_date(self.text())
        except ValueError as reason:
            self.mark(str(reason))
            return
        self._take(day)

    def _on_day_chosen(self, chosen: QDate) -> None:
        if self._calendar is not None:
            self._calendar.close()
        self._take(date(chosen.year(), chosen.month(), chosen.day()))

    def _take(self, day: date | None) -> None:
        is_other = day != self._date
        self.show_date(day)
        if is_other:
            self.setModified(True)
            self.edited.emit(day)
