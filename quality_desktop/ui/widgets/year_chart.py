"""A small chart of one figure by years: bars from zero, the figure above, the year below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from quality_desktop.ui.widgets.row_delegate import colours_of

_BARS_HEIGHT: Final = 64
_WIDEST_BAR: Final = 40
_GAP: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class YearBar:
    """A year of the chart.

    Attributes:
        label: What stands below: «2025».
        value: Height; None where there is no figure.
        text: What stands above: «45,0 %», «н/д».
        is_current: The year that the table shows.
    """

    label: str
    value: Fraction | None
    text: str
    is_current: bool = False


class YearChart(QWidget):
    """Bars of the last years; a screen reader hears the figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("yearChart")
        self._bars: tuple[YearBar, ...] = ()
        self._full = Fraction(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def bars(self) -> tuple[YearBar, ...]:
        """What is shown."""
        return self._bars

    def show_bars(self, bars: Sequence[YearBar], *, full: Fraction | None = None) -> None:
        """Show years from left to right.

        Args:
            bars: The years.
            full: Value of the highest possible bar; the largest value when omitted.
        """
        self._bars = tuple(bars)
        largest = max((bar.value for bar in bars if bar.value is not None), default=Fraction())
        self._full = max(full or Fraction(), largest) or Fraction(1)
        self.setAccessibleDescription("; ".join(f"{bar.label}: {bar.text}" for bar in bars))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, _BARS_HEIGHT + 2 * self.fontMetrics().height() + 2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        painter, colours = QPainter(self), colours_of(self.palette())
        line = painter.fontMetrics().height()
        room = self.width() // len(self._bars)
        base = line + _BARS_HEIGHT
        for number, bar in enumerate(self._bars):
            place = QRect(number * room, 0, room, self.height())
            height = 0 if bar.value is None else round(_BARS_HEIGHT * bar.value / self._full)
            width = min(room - _GAP, _WIDEST_BAR)
            box = QRect(place.center().x() - width // 2, base - height, width, height)
            painter.fillRect(box, QColor(colours.accent if bar.is_current else colours.muted))
            painter.setPen(QColor(colours.text if bar.value is not None else colours.muted))
            above = QRect(place.left(), base - height - line, room, line)
            painter.drawText(above, Qt.AlignmentFlag.AlignHCenter, bar.text)
            painter.setPen(QColor(colours.text if bar.is_current else colours.muted))
            below = QRect(place.left(), base + 2, room, line)
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, bar.label)
        painter.setPen(QColor(colours.border))
        painter.drawLine(0, base, self.width(), base)
