"""The table of a plan: headings over the whole width, rows dragged by their handle, pasted tables."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget
from typing_extensions import override

from quality_desktop.domain.records import Id
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.roadmap import CO_EXECUTORS_COLUMN, RoadmapModel
from quality_desktop.ui.preferences import Preferences
from quality_desktop.ui.widgets.clipboard import parse_cells
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.month_strip import PlanDelegate
from quality_desktop.ui.widgets.shared_widths import SharedWidths
from quality_desktop.ui.widgets.wrapped_header import fit_header

_LETTERS: Final = (4, 0, 0, 0, 0, 0, 19, 0, 16)
_SHARES: Final = (0.0, 0.27, 0.2, 0.2, 0.16, 0.12, 0.0, 0.21, 0.0)
_HANDLE: Final = 18
_TABLE_COLUMNS: Final = 3
"""A block as wide as this is a table of rows; a narrower one goes into cells."""


class RoadmapGrid(GridView):
    """Rows of a plan.

    Signals:
        dragged: Place of a line and the place it was dropped at.
        stepped: -1 or 1: Alt with an arrow was pressed.
        table_pasted: HTML and lines of cells of a copied table.
    """

    dragged = Signal(int, int)
    stepped = Signal(int)
    table_pasted = Signal(str, object)

    def __init__(
        self,
        model: RoadmapModel,
        look: Look,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("План", parent)
        self.setObjectName("roadmapGrid")
        self._plan = model
        self._kept: tuple[Id | None, int, int] | None = None
        self.setModel(model)
        self.setItemDelegate(PlanDelegate(self))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        handles = self.verticalHeader()
        handles.setSectionsMovable(True)
        handles.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        handles.setFixedWidth(_HANDLE)
        handles.setAccessibleName("Ручки строк")
        handles.sectionMoved.connect(self._on_dragged)
        handles.show()
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        model.modelAboutToBeReset.connect(self._remember_chosen)
        model.modelReset.connect(self._on_reset)
        model.dataChanged.connect(self._fitting.start)
        self.horizontalHeader().sectionResized.connect(self._fitting.start)
        look.changed.connect(self._fitting.start)
        self._widths = SharedWidths(self, "roadmap", preferences, letters=_LETTERS, shares=_SHARES)

    def show_co_executors(self, are_shown: bool) -> None:
        """Show the column of co-executors when a row has them or the plan prints it."""
        if self.isColumnHidden(CO_EXECUTORS_COLUMN) == are_shown:
            self.setColumnHidden(CO_EXECUTORS_COLUMN, not are_shown)
            self._widths.share()

    def select_line(self, record: Id, column: int = 1) -> None:
        """Choose the line of a record when it is shown."""
        row = self._plan.row_of(record)
        if row is not None:
            self.select_cell(row, column)

    def chosen_places(self) -> list[int]:
        """Lines in which something is selected, from the top."""
        places = {index.row() for index in self.selectedIndexes()}
        current = self.currentIndex()
        return sorted(places or ({current.row()} if current.isValid() else set()))

    @override
    def paste(self) -> None:
        """A table goes to the tab, which shows what it would become; less goes into cells."""
        if not self.paste_table():
            super().paste()

    def paste_table(self) -> bool:
        """Hand over the table that was copied; False when there is none.

        LibreOffice may put a table there as a page only, without lines of text.
        """
        data = QGuiApplication.clipboard().mimeData()
        text, html = data.text(), data.html()
        lines = parse_cells(text) if text.strip() else []
        is_table = max((len(line) for line in lines), default=0) >= _TABLE_COLUMNS
        if is_table or (not lines and "<table" in html.casefold()):
            self.table_pasted.emit(html, lines)
            return True
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_editing = self.state() is QAbstractItemView.State.EditingState
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        is_alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == (
            Qt.KeyboardModifier.AltModifier
        )
        if is_alt and event.key() in steps and not is_editing:
            self.stepped.emit(steps[Qt.Key(event.key())])
            event.accept()
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.start()

    def _on_dragged(self, logical: int, old: int, new: int) -> None:
        handles = self.verticalHeader()
        was_blocked = handles.blockSignals(True)
        handles.moveSection(new, old)  # the service moves it; its answer shows the new order
        handles.blockSignals(was_blocked)
        self.dragged.emit(logical, new)

    def _remember_chosen(self) -> None:
        index = self.currentIndex()
        line = self._plan.line_at(index.row()) if index.isValid() else None
        if line is not None:
            self._kept = (line.id, index.row(), index.column())

    def _on_reset(self) -> None:
        self.clearSpans()
        for place, line in enumerate(self._plan.rows):
            if line.row is None:
                self.setSpan(place, 0, 1, len(self._plan.columns))
        self._choose_again()
        self._fitting.start()

    def _choose_again(self) -> None:
        """Stand on the same record, or where it was when it is gone."""
        if not self._plan.rows:
            return
        record, row, column = self._kept or (None, 0, 1)
        found = None if record is None else self._plan.row_of(record)
        place = min(row, len(self._plan.rows) - 1) if found is None else found
        if self._plan.rows[place].row is None:
            column = 0
        self.setCurrentIndex(self._plan.index(place, column))

    def _fit(self) -> None:
        self.resizeRowsToContents()
        fit_header(self)
