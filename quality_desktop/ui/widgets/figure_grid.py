"""The grid of a table of figures: sorted from its header, names always in sight, a place kept."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.errors import Problem
from quality_desktop.ui.models.figure_table import FigureModel
from quality_desktop.ui.models.table_model import CellRole
from quality_desktop.ui.widgets.cell_note import CellNote
from quality_desktop.ui.widgets.cell_style import style_of
from quality_desktop.ui.widgets.frozen_column import FrozenColumn
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.row_delegate import PADDING, RowDelegate, colours_of
from quality_desktop.ui.widgets.wrapped_header import fit_header

TEXT_AIR = 8
"""Pixels between the figures of a column and the texts of the next."""


class FigureDelegate(RowDelegate):
    """Paints figures at the right and texts away from them, without a detour over the style.

    A table of a region has thousands of cells; the style costs several times as much for each.
    """

    def __init__(self, model: FigureModel[Any], view: QTableView) -> None:
        super().__init__(view)
        self._model = model
        self._view = view

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        style = style_of(option)
        colours, place = colours_of(style.palette), style.rect
        problem = index.data(CellRole.PROBLEM)
        self._paint_ground(painter, style, problem, colours)
        if isinstance(problem, Problem):
            self._paint_mark(painter, place, problem, colours)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if text:
            painter.setPen(self.text_colour(option))
            self._paint_text(painter, place, text, index.column())
        painter.setPen(QColor(colours.border))
        painter.drawLine(place.bottomLeft(), place.bottomRight())

    def _paint_text(self, painter: QPainter, place: QRect, text: str, column: int) -> None:
        is_number = self._model.figures[column].is_number
        air = PADDING if is_number or column == 0 else PADDING + TEXT_AIR
        inside = place.adjusted(air, 0, -PADDING, -1)
        side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        metrics = painter.fontMetrics()
        line = text.replace("\n", " ")
        if metrics.horizontalAdvance(line) > inside.width():
            mode = self._view.textElideMode()
            has_room = not is_number and inside.height() >= 2 * metrics.lineSpacing()
            first, rest = parted(line, metrics, inside.width()) if has_room else ("", line)
            rest = metrics.elidedText(rest, mode, inside.width())
            line = f"{first}\n{rest}" if first else rest
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, line)


def parted(text: str, metrics: QFontMetrics, width: int) -> tuple[str, str]:
    """The words of a text that fit into the first of two lines, and the rest.

    Args:
        text: A text in one line.
        metrics: Of its letters.
        width: Pixels of a line.
    """
    words = text.split(" ")
    count = len(words) - 1
    while count > 0 and metrics.horizontalAdvance(" ".join(words[:count])) > width:
        count -= 1
    return " ".join(words[:count]), " ".join(words[count:])


class FigureGrid(GridView):
    """A grid over ``FigureModel``.

    Signals:
        place_changed: Another cell is the current one.
    """

    place_changed = Signal()

    def __init__(
        self,
        model: FigureModel[Any],
        name: str,
        parent: QWidget | None = None,
        *,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        """Show a model.

        Args:
            model: The figures.
            name: What the table is, for screen readers.
            parent: Owner of the view.
            elide: Which part of a text without room is left out.
        """
        super().__init__(name, parent)
        self.figures = model
        self.setModel(model)
        self.setWordWrap(False)
        self.setTextElideMode(elide)
        self.setItemDelegate(FigureDelegate(model, self))
        self._sorted_by = ""
        self._is_descending = False
        self._kept: tuple[Hashable, str] | None = None
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_header_clicked)
        self.sort_only_by_heading()
        self._frozen = FrozenColumn(self)
        self._frozen.setTextElideMode(elide)
        self.note = CellNote(self, model.reason)
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self.fit)
        header.sectionResized.connect(lambda *_: self._fitting.start())
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._on_reset)
        self.selectionModel().currentChanged.connect(lambda *_: self.place_changed.emit())

    def fit(self) -> None:
        """Make the header as high as its titles need, and lay the frozen column anew."""
        fit_header(self)
        self._frozen.place()

    def sort_by(self, key: str, *, is_descending: bool = False) -> None:
        """Sort by a column; in the order of the service with an empty key."""
        self._sorted_by, self._is_descending = key, is_descending
        column = self.figures.column_of(key)
        # Fusion points down for an ascending order; here as in the other tables it points up.
        order = Qt.SortOrder.AscendingOrder if is_descending else Qt.SortOrder.DescendingOrder
        self.horizontalHeader().setSortIndicatorShown(column is not None)
        if column is not None:
            self.horizontalHeader().setSortIndicator(column, order)
        self.figures.sort_by(key, is_descending=is_descending)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc on a text that was not read gives the stored figure back."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Escape and index.isValid() and self.figures.forget(index):
            return
        super().keyPressEvent(event)

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """The cursor stays on a cell whose text was not read, with the reason under it."""
        index = self.currentIndex()
        is_refused = index.isValid() and bool(self.figures.reason(index))
        super().closeEditor(
            editor, QAbstractItemDelegate.EndEditHint.NoHint if is_refused else hint
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._frozen.place()

    def _keep_place(self) -> None:
        index = self.currentIndex()
        if index.isValid() and index.row() < len(self.figures.rows):
            row = self.figures.rows[index.row()]
            self._kept = self.figures.key_of(row), self.figures.figures[index.column()].key

    def _on_reset(self) -> None:
        if self.figures.rowCount() and self._kept is not None:
            row = self.figures.row_of(self._kept[0])
            column = self.figures.column_of(self._kept[1]) or 0
            if row is not None:
                self.selectionModel().setCurrentIndex(
                    self.figures.index(row, column),
                    QItemSelectionModel.SelectionFlag.ClearAndSelect,
                )
        self._fitting.start()
        self.place_changed.emit()

    def _on_header_clicked(self, column: int) -> None:
        """Ascending, descending, the order of the service."""
        key = self.figures.figures[column].key
        if key != self._sorted_by:
            self.sort_by(key)
        elif not self._is_descending:
            self.sort_by(key, is_descending=True)
        else:
            self.sort_by("")
