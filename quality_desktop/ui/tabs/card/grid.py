"""The two tables of the tab: the card, whose rows follow their text, and the progress board."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget
from typing_extensions import override

from quality_desktop.domain.cycle import Status
from quality_desktop.services.cycle.cycle import StateChange
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.board import BoardModel
from quality_desktop.ui.models.card import OWNER_COLUMN, CardModel
from quality_desktop.ui.preferences import Preferences
from quality_desktop.ui.widgets.board_delegate import BoardDelegate
from quality_desktop.ui.widgets.frozen_column import FrozenColumn
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.icon_wrap_delegate import IconWrapDelegate
from quality_desktop.ui.widgets.shared_widths import SharedWidths
from quality_desktop.ui.widgets.wrapped_header import fit_header

_LETTERS: Final = (3, 7, 0, 0, 0, 0, 0)
_SHARES: Final = (0.0, 0.0, 0.18, 0.21, 0.24, 0.2, 0.17)
_DIRECTION_SHARE: Final = 0.2
_NARROWEST: Final = "до 05.07.2021"
"""What the narrowest column of the board holds."""
_NEXT_STATUS: Final = {
    Status.NOT_STARTED: Status.STARTED,
    Status.STARTED: Status.DONE,
    Status.DONE: Status.NOT_STARTED,
    Status.NOT_NEEDED: Status.NOT_STARTED,
}


class CardGrid(GridView):
    """Six stages with their long texts; the heights of rows follow the texts."""

    def __init__(
        self,
        model: CardModel,
        look: Look,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Технологическая карта", parent)
        self.setObjectName("cardGrid")
        self.setModel(model)
        self.setItemDelegate(IconWrapDelegate(self))
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self.resizeRowsToContents)
        self._fitting.timeout.connect(lambda: fit_header(self))
        self.setColumnHidden(OWNER_COLUMN, True)
        model.modelReset.connect(self._fitting.start)
        model.dataChanged.connect(self._fitting.start)
        self.horizontalHeader().sectionResized.connect(self._fitting.start)
        look.changed.connect(self._fitting.start)
        self._widths = SharedWidths(self, "card", preferences, letters=_LETTERS, shares=_SHARES)

    def show_owners(self, are_shown: bool) -> None:
        """Show or hide the column that says whose text a row is."""
        if self.isColumnHidden(OWNER_COLUMN) == are_shown:
            self.setColumnHidden(OWNER_COLUMN, not are_shown)
            self._widths.share()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.start()


class BoardGrid(GridView):
    """Directions × stages; the space bar moves a state on."""

    def __init__(self, model: BoardModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("Ход цикла", parent)
        self.setObjectName("boardGrid")
        self._board = model
        self.setModel(model)
        self.setItemDelegate(BoardDelegate(look, self))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        model.modelReset.connect(self._fit)
        look.changed.connect(self._fit)
        self.frozen = FrozenColumn(self)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        cell = self._board.cell(self.currentIndex())
        is_editing = self.state() is QAbstractItemView.State.EditingState
        is_space = event.key() == Qt.Key.Key_Space and not is_editing
        if is_space and cell is not None and cell.is_part:
            change = StateChange(status=_NEXT_STATUS[cell.state.status])
            self._board.change(self.currentIndex(), change)
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.frozen.place()

    def _fit(self) -> None:
        columns = self.model().columnCount() - 1
        if columns < 1:
            return
        metrics = QFontMetrics(self.font())
        self.verticalHeader().setDefaultSectionSize(2 * metrics.height() + 8)
        room = self.viewport().width()
        each = (room - int(room * _DIRECTION_SHARE)) // columns
        widths = [max(each, _least_width(metrics, c.title)) for c in self._board.columns]
        self.set_widths((max(room - sum(widths), _least_width(metrics, "")), *widths))
        fit_header(self)


def _least_width(metrics: QFontMetrics, title: str) -> int:
    """Width that cuts neither a date nor a word of the title."""
    return max(metrics.horizontalAdvance(word) for word in (_NARROWEST, *title.split())) + 12
