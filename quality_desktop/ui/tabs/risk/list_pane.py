"""The table of «Школы риска» with what stands beside it: the panel of a school, or «Что, если…»."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from quality_desktop.domain.at_risk.risk_cases import Standing
from quality_desktop.domain.at_risk.risk_lists import ListStatus, RiskEntry
from quality_desktop.domain.directory import School
from quality_desktop.domain.records import Id
from quality_desktop.services.risk_schools.risk_board import RiskBoard
from quality_desktop.services.risk_schools.risk_lists import ListView
from quality_desktop.ui.models.risk_list import RiskLine, RiskListModel, columns, lines_of
from quality_desktop.ui.tabs.risk.grid import RiskGrid
from quality_desktop.ui.tabs.risk.list_side import RiskSide
from quality_desktop.ui.tabs.risk.what_if import WhatIfPanel
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.name_room import NameRoom
from quality_desktop.ui.widgets.panel_splitter import PanelSplitter
from quality_desktop.ui.widgets.row_filter import RowFilter
from quality_desktop.ui.widgets.shape import over_totals
from quality_desktop.ui.widgets.totals_strip import TotalsStrip

_PAUSE_MS: Final = 60
_SIDE_WIDTH: Final = 310
_SIDE_SHARE: Final = 0.24
_WHERE: Final = "Порог – в панели справа: впишите долю, и список появится."
FILTERS: Final = {
    "all": "Все школы",
    "included": "В списке",
    "outside": "Вне списка",
    "near": "На границе: 1 ученик",
    "no_data": "Нет данных",
    "changed": "Изменится, если так",
    "commented": "С замечаниями школ",
}


class RiskListPane(QWidget):
    """Schools with their reasons, the district below, a panel at the right.

    Signals:
        card_wanted: Id of the school whose card is to be opened.
    """

    card_wanted = Signal(object)

    def __init__(self, wanted: RowFilter) -> None:
        """Make an empty table.

        Args:
            wanted: Which rows are shown.
        """
        super().__init__()
        self.filter = wanted
        self._board: RiskBoard | None = None
        self._made: ListView | None = None
        self.model = RiskListModel(self)
        self.grid = RiskGrid(self.model, "Школы риска")
        self.names = NameRoom(self.grid)
        self.totals = TotalsStrip(self.grid, "Район")
        self.side = RiskSide()
        self.what_if = WhatIfPanel()
        self.panels = QStackedWidget()
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        table = over_totals(self.grid, self.totals)
        self.empty = EmptyState("")
        self.tables = QStackedWidget()
        self.tables.addWidget(table)
        self.tables.addWidget(self.empty)
        self.panels.addWidget(self.side)
        self.panels.addWidget(self.what_if)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            PanelSplitter(self.tables, self.panels, share=_SIDE_SHARE, most=_SIDE_WIDTH)
        )
        self.filter.changed.connect(self._filter_rows)
        self.grid.place_changed.connect(self.pause.start)
        self.grid.toggled.connect(self._toggle)
        self.grid.opened.connect(lambda _row: self.open_card())
        self.grid.activated.connect(self._on_activated)
        self.grid.clicked.connect(self._on_clicked)
        self.pause.timeout.connect(self._show_side)

    @property
    def current(self) -> RiskLine | None:
        """The line under the cursor."""
        index = self.grid.currentIndex()
        is_there = index.isValid() and index.row() < len(self.model.rows)
        return self.model.rows[index.row()] if is_there else None

    @property
    def current_school(self) -> RiskLine | None:
        """The line of the school under the cursor, also when the cursor is on a reason."""
        line = self.current
        if line is None:
            return None
        return next((o for o in self.model.all_rows if o.school.id == line.school.id), line)

    def jump_to(self, place: str) -> None:
        """Show and select the school that a finding is about."""
        kind, _, school = place.partition(":")
        key = next((ln.key for ln in self.model.all_rows if str(ln.school.id) == school), None)
        if kind != School.kind or key is None:
            return
        if self.model.row_of(key) is None:
            self.filter.show_all()
        row = self.model.row_of(key)
        if row is not None:
            self.grid.select_cell(row, 0)

    def show_rows(self, board: RiskBoard, made: ListView | None) -> None:
        """Show an answer of the service.

        Args:
            board: The list.
            made: The list that was made for the year, with decisions and comments.
        """
        self._board, self._made = board, made
        self.tables.setCurrentIndex(0 if board.view is not None else 1)
        self.empty.show_sentence(f"{board.problem}\n\n{_WHERE}")
        entries: dict[Id, RiskEntry] = {}
        if made is not None:
            entries = {row.entry.school: row.entry for row in made.rows}
        is_approved = made is not None and made.status is ListStatus.APPROVED
        shown = columns(board, has_list=made is not None, is_approved=is_approved)
        self.model.show_table(shown, lines_of(board, entries))
        self.names.share()
        self.totals.show_cells(self.model.totals)
        if not self.grid.currentIndex().isValid() and self.model.rows:
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self.pause.start()

    def show_what_if(self, is_shown: bool) -> None:
        """Put the panel «Что, если…» in place of the one that follows the line, or back."""
        self.panels.setCurrentIndex(1 if is_shown else 0)
        if is_shown:
            self.what_if.share.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_card(self) -> None:
        """Open the card of the school under the cursor."""
        if self.current is not None:
            self.card_wanted.emit(self.current.school.id)

    def open_all(self, is_open: bool) -> None:
        """Show the reasons of all schools, or of none."""
        self.model.open_all(is_open=is_open)

    def _filter_rows(self) -> None:
        kind = self.filter.kind

        def is_wanted(line: RiskLine) -> bool:
            fits = {
                "included": line.case.standing is Standing.INCLUDED,
                "outside": line.case.standing is Standing.OUTSIDE,
                "no_data": line.case.standing is Standing.NO_DATA,
                "near": line.is_near,
                "changed": bool(line.change),
                "commented": line.entry is not None and bool(line.entry.comment),
            }
            name = f"{line.name} {line.school.full_name} {line.school.code}"
            return fits.get(kind, True) and self.filter.fits(name)

        self.model.show_only(None if self.filter.is_open else is_wanted)

    def _toggle(self, row: int) -> None:
        line = self.model.rows[row]
        owner = self.model.row_of(line.school.id)
        if owner is not None and self.model.toggle(owner):
            again = self.model.row_of(line.school.id)
            if again is not None:
                self.grid.select_cell(again, max(self.grid.currentIndex().column(), 0))

    def _on_clicked(self, index: QModelIndex) -> None:
        """A click on the name opens and closes, like a click on the little triangle."""
        if index.column() == 0 and self.model.rows[index.row()].reason is None:
            self._toggle(index.row())

    def _on_activated(self, index: QModelIndex) -> None:
        if index.column() != 0:
            self.open_card()

    def _show_side(self) -> None:
        board, line = self._board, self.current_school
        if board is None:
            return
        if line is None:
            self.side.show_rule(board)
        else:
            self.side.show_line(board, line, self._made)
