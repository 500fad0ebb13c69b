"""The preview of a plan: its rows as they will be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHeaderView, QVBoxLayout, QWidget
from typing_extensions import override

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.planning.columns import Column
from quality_desktop.domain.planning.table_reading import Mapped, ReadRow, Sort
from quality_desktop.ui.models.index import Index
from quality_desktop.ui.models.table_model import Column as TableColumn
from quality_desktop.ui.models.table_model import TableModel
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.wrap_delegate import WrapDelegate
from quality_desktop.ui.widgets.wrapped_header import fit_header

TITLES: Final = {
    Column.NUMBER: "№",
    Column.TITLE: "Мероприятие",
    Column.PARTICIPANTS: "Участники",
    Column.EXECUTORS: "Исполнители",
    Column.CO_EXECUTORS: "Соисполнители",
    Column.DATES: "Сроки",
    Column.EXPECTED: "Ожидаемый результат",
    Column.PROGRESS: "Отметка о ходе",
}
MOST_SHOWN: Final = 300
"""Laying out more rows would make the window wait; a plan that is longer is no plan of a year."""
_WIDTHS: Final = {Column.NUMBER: 40, Column.TITLE: 210, Column.DATES: 90}
_WIDTH: Final = 145


@dataclass(frozen=True, kw_only=True)  # no slots: rows of a generic model
class _Line:
    number: int
    row: ReadRow


class _Model(TableModel[_Line]):
    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        shown = [
            TableColumn[_Line](
                key=column.value,
                title=TITLES[column],
                text=_text_of(column, is_first=place == 0),
                problem=_problem if column is Column.TITLE else None,
            )
            for place, column in enumerate(columns)
        ]
        super().__init__(shown, key=lambda line: line.number, parent=parent)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return None  # the header itself wraps its titles
        return super().headerData(section, orientation, role)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        is_section = index.isValid() and self.rows[index.row()].row.sort is Sort.SECTION
        if role == Qt.ItemDataRole.FontRole and is_section:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        return super().data(index, role)


class PlanPreviewTable(QWidget):
    """Rows of a plan as they will be; headings of sections stand over the whole width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = GridView("План, как он будет записан", self)
        self.view.setObjectName("planPreview")
        self.view.setItemDelegate(WrapDelegate(self.view))
        self._model = _Model([Column.TITLE], self)
        self.view.setModel(self._model)
        self.view.widths_changed.connect(lambda _: self.view.resizeRowsToContents())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    @property
    def texts(self) -> list[list[str]]:
        """What is shown, line by line."""
        return [[column.text(line) for column in self._model.columns] for line in self._model.rows]

    def show_rows(self, rows: Sequence[ReadRow], mapped: Mapped) -> None:
        """Show other rows, the first ``MOST_SHOWN`` of them."""
        rows = rows[:MOST_SHOWN]
        taken = {column for column in mapped if column is not None} or {Column.TITLE}
        columns = [column for column in TITLES if column in taken]
        if [column.value for column in columns] != [each.key for each in self._model.columns]:
            old, self._model = self._model, _Model(columns, self)
            self.view.setModel(self._model)
            old.deleteLater()
            self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
            self.view.set_widths(tuple(_WIDTHS.get(column, _WIDTH) for column in columns))
        self._model.show_rows([_Line(number=number, row=row) for number, row in enumerate(rows)])
        self.view.clearSpans()
        for place, row in enumerate(rows):
            if row.sort is Sort.SECTION and len(columns) > 1:
                self.view.setSpan(place, 0, 1, len(columns))
        self.view.resizeRowsToContents()
        fit_header(self.view)


def _text_of(column: Column, *, is_first: bool) -> Callable[[_Line], str]:
    def text(line: _Line) -> str:
        if line.row.sort is Sort.SECTION:
            return line.row.text(Column.TITLE) if is_first else ""
        return line.row.text(column)

    return text


def _problem(line: _Line) -> Problem | None:
    if not line.row.notes:
        return None
    return Problem(text="; ".join(line.row.notes), severity=Severity.WARNING)
