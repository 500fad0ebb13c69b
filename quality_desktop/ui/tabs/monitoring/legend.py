"""«Обозначения»: what colours and icons of the cells of the monitoring grid say."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from quality_desktop.ui.look import Look
from quality_desktop.ui.models.monitoring_looks import STATE_WORDS, CellState
from quality_desktop.ui.tabs.monitoring.delegate import ICON, STATE_STYLES, StateStyle, paint_note
from quality_desktop.ui.widgets.naming import named

_SWATCH: Final = QSize(34, 20)
_SHOWN: Final = (
    CellState.TYPED,
    CellState.FORM,
    CellState.IMPORTED,
    CellState.PASTED,
    CellState.OFFICIAL,
    CellState.ABSENT,
    CellState.NO_CLASS,
    CellState.NO_DATA,
    CellState.HINT,
    CellState.WARNING,
    CellState.ACCEPTED,
    CellState.DIFFERS,
    CellState.ERROR,
)
"""A refused text has the look of an error and tells its reason itself."""
_WORDS: Final = {
    CellState.TYPED: "введено вручную – без значка",
    CellState.HINT: "повод проверить: не как у других школ или не как год назад",
    CellState.WARNING: "предупреждение: исправьте или примите с причиной",
    CellState.ERROR: "ошибка или не сохранено: исправьте",
}
_NOTE_WORDS: Final = "есть примечание"


class LegendButton(QPushButton):
    """Opens the legend."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("Обозначения", parent, autoDefault=False)
        named(self, "showLegend")
        self.setToolTip("Что значат цвета и значки ячеек")
        look.dress(self, "info-circle")
        self.clicked.connect(lambda: StateLegend(look, self).show_under(self))


class StateLegend(QFrame):
    """A small window over the grid; a click elsewhere or Esc closes it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("stateLegend")
        self.setAccessibleName("Обозначения")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._look = look
        layout = QGridLayout(self)
        layout.setHorizontalSpacing(10)
        layout.setVerticalSpacing(4)
        for row, state in enumerate(_SHOWN):
            self._add(layout, row, _WORDS.get(state, STATE_WORDS[state]), STATE_STYLES[state])
        self._add(layout, len(_SHOWN), _NOTE_WORDS, StateStyle(), has_note=True)

    def show_under(self, button: QWidget) -> None:
        """Open below a button, its right edges in line."""
        self.adjustSize()
        corner = button.mapToGlobal(QPoint(button.width() - self.width(), button.height()))
        room = button.screen().availableGeometry()
        self.move(max(corner.x(), room.left()), min(corner.y(), room.bottom() - self.height()))
        self.show()

    def _add(
        self, layout: QGridLayout, row: int, words: str, how: StateStyle, *, has_note: bool = False
    ) -> None:
        swatch = named(QLabel(), "legendSwatch")
        swatch.setPixmap(self._swatch(how, has_note=has_note))
        layout.addWidget(swatch, row, 0)
        layout.addWidget(named(QLabel(words), "legendWords"), row, 1)

    def _swatch(self, how: StateStyle, *, has_note: bool) -> QPixmap:
        """A cell as the grid paints it."""
        colours, ratio = self._look.colours, self.devicePixelRatioF()
        pixmap = QPixmap(_SWATCH * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(QColor(getattr(colours, how.ground or "base")))
        painter = QPainter(pixmap)
        cell = QRect(QPoint(0, 0), _SWATCH)
        if how.icon:
            icon = self._look.icon(how.icon, getattr(colours, how.icon_ink or how.ink))
            place = QPoint((cell.width() - ICON) // 2, (cell.height() - ICON) // 2)
            painter.drawPixmap(place, icon.pixmap(QSize(ICON, ICON), ratio))
        if has_note:
            paint_note(painter, cell, colours)
        painter.setPen(QColor(colours.border))
        painter.drawRect(cell.adjusted(0, 0, -1, -1))
        painter.end()
        return pixmap
