"""The controlled dates as a list, and which of them are shown."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from quality_desktop.domain.controlled_dates import ControlledDate, DateState
from quality_desktop.services.deadlines.dates_view import DatesView
from quality_desktop.ui.models.dates import columns
from quality_desktop.ui.models.figure_table import FigureModel
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.needed_widths import NeededWidths
from quality_desktop.ui.widgets.row_filter import RowFilter

_OPEN: Final = frozenset(DateState) - {DateState.DONE}
_KINDS: Final = {
    "open": "Не выполнено",
    "late": "Просрочено",
    "week": "Эта неделя и просроченное",
    "done": "Выполнено",
    "all": "Все сроки",
}
_STATES: Final = {
    "open": _OPEN,
    "late": frozenset({DateState.OVERDUE}),
    "week": frozenset({DateState.OVERDUE, DateState.TODAY, DateState.THIS_WEEK}),
    "done": frozenset({DateState.DONE}),
    "all": frozenset(DateState),
}
_ANY: Final = "Все источники"
_DEED: Final = 1
"""Place of the column that says what is to be done."""


class DatesList(QWidget):
    """A line of filters and the list under it.

    Signals:
        chosen: Other dates are selected now.
        filtered: Other dates are shown now.
    """

    chosen = Signal()
    filtered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: DatesView | None = None
        self._day: date | None = None
        self.model: FigureModel[ControlledDate] = FigureModel(
            key=lambda row: row.source, parent=self
        )
        self.grid = FigureGrid(self.model, "Контроль сроков")
        self.grid.setObjectName("datesGrid")
        NeededWidths(self.grid, name=_DEED)
        self.filter = RowFilter("Дело, исполнитель, документ…", _KINDS)
        self.group = named(QComboBox(), "datesGroup", "Откуда сроки")
        self.group.addItem(_ANY, "")
        self.count = named(QLabel(), "datesCount", "Сколько сроков показано")
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.filter)
        line.addWidget(self.group)
        line.addStretch()
        line.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)
        self.filter.changed.connect(self._on_filter)
        self.group.currentIndexChanged.connect(lambda _place: self._on_filter())
        self.grid.place_changed.connect(self.chosen)
        self.grid.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())

    @property
    def view(self) -> DatesView | None:
        """All dates, with the calendar; None until the file has told them."""
        return self._view

    @property
    def selected(self) -> tuple[ControlledDate, ...]:
        """The selected dates, from top to bottom."""
        rows = sorted({index.row() for index in self.grid.selectedIndexes()})
        return tuple(self.model.rows[row] for row in rows if row < len(self.model.rows))

    @property
    def shown(self) -> tuple[ControlledDate, ...]:
        """The dates as they are shown."""
        return tuple(self.model.rows)

    def show_view(self, view: DatesView) -> None:
        """Show an answer of the service; the selected row stays where it still is."""
        self._view = view
        self._offer_groups(view)
        self.model.show_table(columns(view), view.items)
        self._arrange()
        if not self.grid.currentIndex().isValid() and self.model.rows:
            self.grid.setCurrentIndex(self.model.index(0, 1))

    def show_kind(self, kind: str) -> None:
        """Show one kind of dates: ``open``, ``late``, ``week``, ``done``, ``all``."""
        self.filter.search.clear()
        self.group.setCurrentIndex(0)
        self.filter.kind_box.setCurrentIndex(tuple(_KINDS).index(kind))
        self._on_filter()

    def show_day(self, day: date) -> None:
        """Show what is due on a day, done or not, until another filter is chosen."""
        self.show_kind("all")
        self._day = day
        self._arrange()
        if self.model.rows:
            self.grid.setCurrentIndex(self.model.index(0, 1))

    def select(self, source: str) -> None:
        """Put the cursor on a date."""
        row = self.model.row_of(source)
        if row is None:
            self.show_kind("all")
            row = self.model.row_of(source)
        if row is not None:
            self.grid.select_cell(row, 1)

    def _offer_groups(self, view: DatesView) -> None:
        known = [self.group.itemData(place) for place in range(1, self.group.count())]
        if known == list(view.groups):
            return
        chosen = self.group.currentData()
        self.group.blockSignals(True)
        while self.group.count() > 1:
            self.group.removeItem(1)
        for group in view.groups:
            self.group.addItem(group, group)
        self.group.setCurrentIndex(max(self.group.findData(chosen), 0))
        self.group.blockSignals(False)

    def _on_filter(self) -> None:
        self._day = None
        self._arrange()

    def _arrange(self) -> None:
        view = self._view
        if view is None:
            return
        states, group, day = _STATES[self.filter.kind], self.group.currentData(), self._day

        def is_wanted(item: ControlledDate) -> bool:
            return (
                item.state(view.today) in states
                and group in ("", item.group)
                and day in (None, item.due)
                and self.filter.fits(" ".join((item.what, item.who, item.origin, item.note)))
            )

        self.model.show_only(is_wanted)
        on_day = "" if day is None else f" на {day:%d.%m.%Y}"
        self.count.setText(f"Показано{on_day}: {len(self.model.rows)} из {len(view.items)}")
        self.filtered.emit()
