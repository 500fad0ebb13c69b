"""How a cell of the monitoring grid is painted and typed: figure, state by colour and icon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap, QPolygon
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionViewItem, QWidget
from typing_extensions import override

from quality_desktop.ui.look import Look
from quality_desktop.ui.models.monitoring_looks import SHORT_ABSENCES, CellLook, CellState
from quality_desktop.ui.models.monitoring_table import OPTIONS_ROLE, MonitoringTable
from quality_desktop.ui.theme import Colours
from quality_desktop.ui.widgets.cell_style import style_of
from quality_desktop.ui.widgets.field_delegate import FieldDelegate
from quality_desktop.ui.widgets.grid_view import ROW_HEIGHT
from quality_desktop.ui.widgets.row_delegate import PADDING

ICON: Final = 14
_NOTE: Final = 6
_BEFORE_TEXT: Final = 5
"""Left edge, and the gap between icon and text."""
_BESIDE_TEXT: Final = _BEFORE_TEXT + PADDING + 2
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class StateStyle:
    """How a state is painted, by names of the table of colours.

    Attributes:
        icon: Name of an icon; empty for none.
        ground: Background; empty for none.
        ink: Colour of the text, and of the icon …
        icon_ink: … unless the icon has its own.
    """

    icon: str = ""
    ground: str = ""
    ink: str = "text"
    icon_ink: str = ""


STATE_STYLES: Final[Mapping[CellState, StateStyle]] = {
    CellState.EMPTY: StateStyle(),
    CellState.TYPED: StateStyle(),
    CellState.PASTED: StateStyle(icon="clipboard", icon_ink="muted"),
    CellState.FORM: StateStyle(icon="file-text", icon_ink="muted"),
    CellState.IMPORTED: StateStyle(icon="table", icon_ink="muted"),
    CellState.OFFICIAL: StateStyle(icon="link", ink="accent"),
    CellState.ABSENT: StateStyle(icon="x", ink="muted"),
    CellState.NO_CLASS: StateStyle(icon="ban", ink="muted"),
    CellState.NO_DATA: StateStyle(icon="help", ink="muted"),
    CellState.DIFFERS: StateStyle(icon="arrows-diff", ground="warning_base", ink="warning"),
    CellState.ACCEPTED: StateStyle(icon="circle-check", ground="success_base", ink="success"),
    CellState.HINT: StateStyle(icon="search", icon_ink="accent"),
    CellState.WARNING: StateStyle(icon="alert-triangle", ground="warning_base", ink="warning"),
    CellState.ERROR: StateStyle(icon="circle-x", ground="danger_base", ink="danger"),
    CellState.REFUSED: StateStyle(icon="circle-x", ground="danger_base", ink="danger"),
}


class MonitoringDelegate(FieldDelegate):
    """Paints cells in one go: a grid of thousands has no time for the style's own painting."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(OPTIONS_ROLE, parent)
        self._look = look
        self._pixmaps: dict[tuple[str, str, float], QPixmap] = {}
        self._colours: dict[str, QColor] = {}
        look.changed.connect(self._forget_look)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        look = model.look(index) if isinstance(model, MonitoringTable) else None
        if look is None:
            super().paint(painter, option, index)
            return
        style = style_of(option)
        rect, state, how = style.rect, style.state, STATE_STYLES[look.state]
        is_current = bool(state & QStyle.StateFlag.State_HasFocus)
        # The current cell keeps the colour of a finding: its frame says that it is chosen.
        is_selected = bool(state & QStyle.StateFlag.State_Selected) and not (
            is_current and how.ground
        )
        if is_selected:
            painter.fillRect(rect, self._colour("highlight"))
        elif how.ground:
            painter.fillRect(rect, self._colour(how.ground))
        self._paint_text(painter, rect, look, how, "on_highlight" if is_selected else how.ink)
        if look.note:
            paint_note(painter, rect, self._look.colours)
        painter.setPen(self._colour("border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if is_current:
            painter.setPen(self._colour("accent"))
            # One pixel inside: at 150 % a line on the edge would stay when the cursor has gone.
            painter.drawRect(rect.adjusted(1, 1, -2, -3))

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        model = index.model()
        look = model.look(index) if isinstance(model, MonitoringTable) else None
        if look is None:
            return super().sizeHint(option, index)
        widget = style_of(option).widget
        width = 0 if widget is None else widget.fontMetrics().horizontalAdvance(look.text)
        return QSize(width + ICON + 4 * PADDING, ROW_HEIGHT)

    @override
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        model = index.model()
        look = model.look(index) if isinstance(model, MonitoringTable) else None
        if isinstance(editor, QLineEdit) and look is not None and look.is_number:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        return editor

    def _paint_text(
        self, painter: QPainter, rect: QRect, look: CellLook, how: StateStyle, ink: str
    ) -> None:
        inside = rect.adjusted(PADDING, 0, -PADDING - 2, -1)
        if how.icon:
            colour = how.icon_ink or ink
            top = rect.top() + (rect.height() - ICON) // 2
            painter.drawPixmap(
                QPoint(rect.left() + 3, top), self._pixmap(painter, how.icon, colour)
            )
            inside.setLeft(rect.left() + ICON + _BEFORE_TEXT)
        if not look.text:
            return
        painter.setPen(self._colour(ink))
        side = Qt.AlignmentFlag.AlignRight if look.is_number else Qt.AlignmentFlag.AlignLeft
        text = " ".join(look.text.split("\n")) if "\n" in look.text else look.text
        if not look.is_number or len(text) > 6:
            text = fitted(text, painter.fontMetrics(), inside.width())
        painter.drawText(inside, side | _MIDDLE, text)

    def _pixmap(self, painter: QPainter, icon: str, colour: str) -> QPixmap:
        ratio = painter.device().devicePixelRatioF()
        key = (icon, colour, ratio)
        if key not in self._pixmaps:
            shown = self._look.icon(icon, self._colour(colour).name())
            self._pixmaps[key] = shown.pixmap(QSize(ICON, ICON), ratio)
        return self._pixmaps[key]

    def _colour(self, name: str) -> QColor:
        """A colour of the table in use; made once, because reading «#RRGGBB» takes time."""
        known = self._colours.get(name)
        if known is None:
            known = self._colours[name] = QColor(getattr(self._look.colours, name))
        return known

    def _forget_look(self) -> None:
        self._pixmaps.clear()
        self._colours.clear()


def width_of_absences(metrics: QFontMetrics) -> int:
    """The width of a cell in which every absence can be read, if only in its short form."""
    words = max(map(metrics.horizontalAdvance, SHORT_ABSENCES.values()))
    return words + ICON + _BESIDE_TEXT


def fitted(text: str, metrics: QFontMetrics, width: int) -> str:
    """As much of a text as fits; an absence is told shortly or not at all, its icon stays."""
    short = SHORT_ABSENCES.get(text)
    if short is None:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    return next((word for word in (text, short) if metrics.horizontalAdvance(word) <= width), "")


def paint_note(painter: QPainter, rect: QRect, colours: Colours) -> None:
    """A corner at the top right, as spreadsheets mark a cell with a comment."""
    corner = rect.topRight()
    painter.save()
    painter.setBrush(QColor(colours.accent))
    painter.setPen(Qt.PenStyle.NoPen)
    triangle = [corner, corner - QPoint(_NOTE, 0), corner + QPoint(0, _NOTE)]
    painter.drawPolygon(QPolygon(triangle))
    painter.restore()
