"""The head of a paper drawn simply, so that a change of its fields is seen at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from quality_desktop.domain.directory import Letterhead

_INK: Final = "#1C2126"
_PAPER: Final = "#FFFFFF"
_EDGE: Final = "#AEB6BF"
_MARGIN: Final = 20
_SIDE_MARGIN: Final = 8
_SMALLEST_POINTS: Final = 4.0
"""At 150 % on a small screen the strip is narrow; small letters tell more than lines cut short."""
_STEP_POINTS: Final = 0.5

Months = Mapping[str, Sequence[str]]


class LetterheadPreview(QWidget):
    """A strip of paper with the letterhead; always black on white, like the paper itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("letterheadPreview")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._letterhead: Letterhead | None = None
        self._months: Months = {}
        self._day = date.today()

    def show_letterhead(self, letterhead: Letterhead | None, months: Months, day: date) -> None:
        """Draw another letterhead.

        Args:
            letterhead: None for none.
            months: Names of months by code of the language, as dates write them.
            day: Date of the example.
        """
        self._letterhead, self._months, self._day = letterhead, months, day
        lines = (
            "" if letterhead is None else f"{letterhead.right_heading}\n{letterhead.left_heading}"
        )
        self.setAccessibleName(f"Образец бланка. {lines}".replace("\n", " "))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(420, self.heightForWidth(420))

    @override
    def heightForWidth(self, width: int) -> int:
        found = self._letterhead
        lines = 2
        if found is not None:
            lines = max(found.left_heading.count("\n"), found.right_heading.count("\n")) + 1
            if found.layout.startswith("corner"):
                lines += found.reference_data.count("\n") + 1
        return (lines + 6) * self._spacing() + 2 * _MARGIN

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paper = self.rect().adjusted(0, 0, -1, -1)
        painter.fillRect(paper, QColor(_PAPER))
        painter.setPen(QPen(QColor(_EDGE)))
        painter.drawRect(paper)
        painter.setPen(QColor(_INK))
        place = paper.adjusted(_SIDE_MARGIN, _MARGIN, -_SIDE_MARGIN, -_MARGIN)
        found = self._letterhead
        match found:
            case None:
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "Бланка ещё нет")
            case Letterhead(layout="two_language"):
                self._paint_two_languages(painter, place, found)
            case Letterhead(layout="corner"):
                block = QRect(place.left(), place.top(), place.width() // 2, place.height())
                self._paint_corner(painter, block, found.right_heading, found.reference_data)
            case Letterhead(layout="corner_two_language"):
                half = place.width() // 2
                sides = (
                    (place.left(), found.left_heading, found.left_reference_data),
                    (place.left() + half + 8, found.right_heading, found.reference_data),
                )
                for start, heading, reference in sides:
                    block = QRect(start, place.top(), half - 8, place.height())
                    self._paint_corner(painter, block, heading, reference)
            case _:
                self._paint_single(painter, place, found)
        painter.end()

    def _paint_two_languages(self, painter: QPainter, place: QRect, found: Letterhead) -> None:
        half = place.width() // 2
        left = QRect(place.left(), place.top(), half - 8, place.height())
        right = QRect(place.left() + half + 8, place.top(), half - 8, place.height())
        lines = max(found.left_heading.count("\n"), found.right_heading.count("\n")) + 1
        below = (lines + 1) * self._spacing()
        self._lines(painter, left, found.left_heading, is_bold=True)
        self._lines(painter, right, found.right_heading, is_bold=True)
        rule = place.top() + below - self._spacing() // 2
        painter.drawLine(place.left(), rule, place.right(), rule)
        left_day = self._date(found.left_date_pattern, found.left_language)
        right_day = self._date(found.right_date_pattern, "ru")
        for column, word, day, town in (
            (left, found.left_kind_word, left_day, found.left_place),
            (right, found.right_kind_word, right_day, found.right_place),
        ):
            self._lines(painter, column.adjusted(0, below, 0, 0), word, is_bold=True)
            self._lines(painter, column.adjusted(0, below + 2 * self._spacing(), 0, 0), day)
            self._lines(painter, column.adjusted(0, below + 3 * self._spacing(), 0, 0), town)

    def _paint_single(self, painter: QPainter, place: QRect, found: Letterhead) -> None:
        below = (found.right_heading.count("\n") + 2) * self._spacing()
        self._lines(painter, place, found.right_heading, is_bold=True)
        self._lines(painter, place.adjusted(0, below, 0, 0), found.right_kind_word, is_bold=True)
        day = self._date(found.right_date_pattern, "ru")
        line = place.adjusted(0, below + 2 * self._spacing(), 0, 0)
        self._lines(painter, line, day, side=Qt.AlignmentFlag.AlignLeft)
        self._lines(painter, line, found.right_place, side=Qt.AlignmentFlag.AlignRight)

    def _paint_corner(self, painter: QPainter, block: QRect, heading: str, reference: str) -> None:
        below = (heading.count("\n") + 2) * self._spacing()
        self._lines(painter, block, heading, is_bold=True)
        self._lines(painter, block.adjusted(0, below, 0, 0), reference)

    def _lines(
        self,
        painter: QPainter,
        place: QRect,
        text: str,
        *,
        is_bold: bool = False,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
    ) -> None:
        """Draw every line by itself, so that a long one is made smaller and never wrapped."""
        font = QFont(self.font())
        font.setBold(is_bold)
        painter.setFont(_fitting(font, text, place.width()))
        for number, line in enumerate(text.split("\n")):
            row = QRect(
                place.left(), place.top() + number * self._spacing(), place.width(), self._spacing()
            )
            shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, row.width())
            painter.drawText(row, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _date(self, pattern: str, language: str) -> str:
        names = self._months.get(language, ())
        month = names[self._day.month - 1] if len(names) == 12 else f"{self._day.month:02}"
        text = pattern.replace("{day:02}", f"{self._day.day:02}").replace(
            "{day}", str(self._day.day)
        )
        text = text.replace("{month_number:02}", f"{self._day.month:02}")
        return text.replace("{month}", month).replace("{year}", str(self._day.year))

    def _spacing(self) -> int:
        return self.fontMetrics().lineSpacing() + 2


def _fitting(font: QFont, text: str, width: int) -> QFont:
    """The font, smaller when the longest line would not fit."""

    def widest() -> int:
        metrics = QFontMetrics(font)
        return max((metrics.horizontalAdvance(line) for line in text.split("\n")), default=0)

    while widest() > width and font.pointSizeF() > _SMALLEST_POINTS:
        font.setPointSizeF(font.pointSizeF() - _STEP_POINTS)
    return font
