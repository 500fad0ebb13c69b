"""Records of the directory as a grid: typed texts are checked at once, the last row makes a new record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from PySide6.QtGui import QColor
from typing_extensions import override

from quality_desktop.domain.errors import Problem
from quality_desktop.domain.records import Id, Record
from quality_desktop.services.field_values import Catalogue, Field, Kind, Refusal, parse, shown
from quality_desktop.services.office.directory_edit import RowEdit
from quality_desktop.ui.models.directory_rows import Rows
from quality_desktop.ui.models.index import NO_PARENT, Index
from quality_desktop.ui.models.table_model import CellRole
from quality_desktop.ui.plain_text import plain_tip

OPTIONS_ROLE: Final = Qt.ItemDataRole.UserRole + 20
"""Texts to offer while the cell is typed."""
_NUMBERS: Final = (Kind.COUNT, Kind.LIMIT)

Typed = dict[Id | None, dict[str, object]]
"""Values that were typed, by record; None is the new one."""


class RecordsTable(QAbstractTableModel):
    """What is shown: rows, refused texts, findings. It knows nothing of editing."""

    def __init__(
        self,
        fields: Sequence[Field],
        *,
        prompt: str,
        muted: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        """Make an empty grid.

        Args:
            fields: Columns from left to right.
            prompt: What the last, empty row says.
            muted: Colour of the prompt now.
            parent: Owner of the model.
        """
        super().__init__(parent)
        self.rows = Rows(fields)
        self._fields = self.rows.fields
        self._prompt = prompt
        self._muted = muted
        self._empty_rows = 1
        self._problems: Mapping[tuple[Id, str], Problem] = {}
        self._refused: dict[tuple[Id | None, str], tuple[str, str]] = {}

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns, from left to right."""
        return self._fields

    def id_at(self, row: int) -> Id | None:
        """The record of a row; None for the last, empty one."""
        return self.rows.id_at(row)

    def record(self, key: Id | None) -> Record | None:
        """A record as it is shown."""
        return None if key is None else self.rows.records.get(key)

    def row_of(self, key: Id) -> int | None:
        """Row of a record; None when it is hidden or gone."""
        return self.rows.visible.index(key) if key in self.rows.visible else None

    def column_of(self, name: str) -> int | None:
        """Column of a field; None when there is none."""
        return next((n for n, field in enumerate(self._fields) if field.name == name), None)

    def reason(self, index: Index) -> str:
        """Why the text of a cell could not be saved; nothing when it could."""
        key, field = self.id_at(index.row()), self._fields[index.column()]
        return self._refused.get((key, field.name), ("", ""))[1]

    def show_problems(self, problems: Mapping[tuple[Id, str], Problem]) -> None:
        """Mark the cells that findings are about."""
        if problems != self._problems:
            self._problems = problems
            self._all_changed()

    def rearrange(self, fresh: list[Id]) -> None:
        """Show these rows in this order; the current cell stays with its record."""
        if fresh == self.rows.visible:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = [(self.id_at(index.row()), index.column()) for index in before]
        self.rows.visible = fresh
        rows: dict[Id | None, int] = {key: row for row, key in enumerate(fresh)}
        rows[None] = len(fresh)
        after = [self.index(rows.get(key, -1), column) for key, column in places]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort rows by a column; -1 gives the office's order back."""
        if 0 <= column < len(self._fields):
            is_down = order is Qt.SortOrder.DescendingOrder
            self.rearrange(self.rows.sorted_by(self._fields[column], is_down=is_down))
        else:
            self.rearrange(self.rows.chosen(self.rows.records))

    def _all_changed(self) -> None:
        last = self.index(len(self.rows.visible), len(self._fields) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.rows.visible) + self._empty_rows

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._fields)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._fields):
            return None
        field = self._fields[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return field.title
            case Qt.ItemDataRole.ToolTipRole:
                return f"{field.title}. {field.hint}" if field.hint else field.title
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(field)
            case _:
                return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        key, field = self.id_at(index.row()), self._fields[index.column()]
        refused = self._refused.get((key, field.name))
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return self._cell_text(key, field, is_prompted=role == Qt.ItemDataRole.DisplayRole)
            case Qt.ItemDataRole.ToolTipRole:
                problem = self._problem(key, field)
                told = problem.text if problem else self._cell_text(key, field) or field.hint
                return plain_tip(told)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(field)
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(self._muted()) if key is None and refused is None else None
            case Qt.ItemDataRole.AccessibleTextRole:
                problem = self._problem(key, field)
                spoken = f"{field.title}: {self._cell_text(key, field) or 'пусто'}"
                return f"{spoken}. {problem.text}" if problem else spoken
            case CellRole.PROBLEM:
                return self._problem(key, field)
            case _ if role == OPTIONS_ROLE:
                return self.rows.catalogue.options(field)
            case _:
                return None

    def _cell_text(self, key: Id | None, field: Field, *, is_prompted: bool = False) -> str:
        refused = self._refused.get((key, field.name))
        if refused is not None:
            return refused[0]
        record = self.record(key)
        if record is not None:
            return self.rows.text(record, field)
        return self._prompt if is_prompted and field is self._fields[0] else ""

    def _problem(self, key: Id | None, field: Field) -> Problem | None:
        refused = self._refused.get((key, field.name))
        if refused is not None:
            return Problem(text=refused[1])
        return None if key is None else self._problems.get((key, field.name))


class RecordsModel(RecordsTable):
    """Records that can be edited.

    Signals:
        edited: A list of ``RowEdit`` and what the user did, empty for an ordinary edit of one row.
    """

    edited = Signal(object, str)

    def show_records(
        self, records: Sequence[Record], catalogue: Catalogue, *, reorder: bool = False
    ) -> None:
        """Show an answer of a service.

        Args:
            records: All records in the order of the office.
            catalogue: Names and choices.
            reorder: Take the order of ``records``; otherwise rows keep their places, new ones follow.
        """
        rows = self.rows
        was, rows.catalogue = set(rows.records), catalogue
        rows.records = {record.id: record for record in records}
        self._refused = {
            place: why
            for place, why in self._refused.items()
            if place[0] is None or place[0] in rows.records
        }
        for row in reversed(range(len(rows.visible))):
            if rows.visible[row] not in rows.records:
                self.beginRemoveRows(NO_PARENT, row, row)
                del rows.visible[row]
                self.endRemoveRows()
        added = [key for key in rows.records if key not in was]
        if added:
            # The empty row becomes the first new record, so the cursor in it stays with what was typed:
            # empty rows are added below it and filled afterwards.
            first = self.rowCount()
            self.beginInsertRows(NO_PARENT, first, first + len(added) - 1)
            self._empty_rows += len(added)
            self.endInsertRows()
            rows.visible.extend(added)
            self._empty_rows -= len(added)
        if reorder:
            self.rearrange(rows.chosen(rows.records))
        self._all_changed()

    def refuse(self, edits: Sequence[RowEdit], sentence: str) -> None:
        """Keep typed values visible with the reason why they could not be saved."""
        for edit in edits:
            for name, value in edit.values.items():
                column = self.column_of(name)
                if column is not None:
                    text = shown(self._fields[column], value, self.rows.catalogue)
                    self._refused[edit.record, name] = (text, sentence)
        self._all_changed()

    def forget(self, index: Index) -> None:
        """Give up a refused text: the stored one is shown again."""
        self._refused.pop((self.id_at(index.row()), self._fields[index.column()].name), None)
        self._all_changed()

    def forget_new(self, names: Collection[str]) -> None:
        """These fields, refused in the empty row, stand in a record now."""
        for name in names:
            self._refused.pop((None, name), None)
        self._all_changed()

    def edit_cells(self, cells: Sequence[tuple[int, int, object]], intent: str) -> None:
        """Take typed, pasted or cleared texts; what cannot stand is shown with its reason.

        Args:
            cells: Row, column and text.
            intent: What the user did; empty for an ordinary edit.
        """
        typed: Typed = {}
        for row, column, value in cells:
            self._take(self.id_at(row), self._fields[column], str(value or ""), typed)
        self._all_changed()
        if typed:
            edits = [RowEdit(record=key, values=values) for key, values in typed.items()]
            self.edited.emit(edits, intent if len(cells) > 1 else "")

    def _take(self, key: Id | None, field: Field, text: str, typed: Typed) -> None:
        record = self.record(key)
        self._refused.pop((key, field.name), None)
        value = parse(field, text, self.rows.catalogue)
        if isinstance(value, Refusal):
            if record is not None or text.strip():
                self._refused[key, field.name] = (text, value.text)
        elif record is None:
            if text.strip():
                typed.setdefault(None, self._draft()).update({field.name: value})
        elif getattr(record, field.name) != value:
            typed.setdefault(key, {})[field.name] = value
            changes: dict[str, Any] = {field.name: value}
            self.rows.records[record.id] = replace(record, **changes)

    def _draft(self) -> dict[str, object]:
        """What already stands in the empty row and could not be saved alone."""
        values: dict[str, object] = {}
        for (key, name), (text, _why) in list(self._refused.items()):
            column = self.column_of(name)
            if key is None and column is not None:
                value = parse(self._fields[column], text, self.rows.catalogue)
                if not isinstance(value, Refusal):
                    values[name] = value
                    del self._refused[key, name]
        return values

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() else flags

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        if str(value or "") == self.data(index, Qt.ItemDataRole.EditRole):
            return False
        self.edit_cells([(index.row(), index.column(), value)], "")
        return True


def _alignment(field: Field) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if field.kind in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
