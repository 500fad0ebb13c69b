"""A grid of records under a view of «Школы риска»: lines are typed and pasted, the last one is new."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from quality_desktop.domain.records import Id, Record
from quality_desktop.services.field_values import Catalogue, Field, Refusal, parse
from quality_desktop.services.office.directory_edit import RowEdit
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.directory_records import RecordsModel
from quality_desktop.ui.models.new_row import EmptyRow, Write
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.widgets.column_widths import keep_widths
from quality_desktop.ui.widgets.name_room import USUAL_DIGIT
from quality_desktop.ui.widgets.record_grid import RecordGrid


class RecordsBox(QObject):
    """Model, grid and what happens with edits.

    Attributes:
        write: Saves edits; None while there is nothing they belong to.
        within: The record that new lines belong to, where there are several such.
    """

    def __init__(
        self,
        view: QWidget,
        operations: Operations,
        environment: Environment,
        fields: Sequence[Field],
        *,
        kind: str,
        name: str,
        prompt: str,
        table: str,
        widths: Sequence[int],
    ) -> None:
        """Make an empty grid.

        Args:
            view: Owner of the grid.
            operations: The bridge to the file.
            environment: Shared objects.
            fields: Columns from left to right.
            kind: Kind of the records.
            name: What the table is, for screen readers.
            prompt: What the last, empty row says.
            table: Name under which widths are remembered.
            widths: Widths at first.
        """
        super().__init__(view)
        self.write: Write | None = None
        self.within: Id | None = None
        self._operations = operations
        self._messages = environment.messages
        self._view = view
        self.model = RecordsModel(
            fields, prompt=prompt, muted=lambda: environment.look.colours.muted, parent=self
        )
        self.grid = RecordGrid(self.model, name)
        larger = max(self.grid.fontMetrics().horizontalAdvance("0") / USUAL_DIGIT, 1.0)
        self.grid.set_widths(tuple(round(width * larger) for width in widths))
        keep_widths(self.grid, table, environment.preferences)
        self._empty_row = EmptyRow(self.model, operations, kind, self)
        self.model.edited.connect(self._on_edited)
        self.grid.block_pasted.connect(self._on_block_pasted)

    @property
    def current(self) -> Id | None:
        """The record under the cursor."""
        index = self.grid.currentIndex()
        return self.model.id_at(index.row()) if index.isValid() else None

    @property
    def selected(self) -> list[Id]:
        """Records of the selected rows, from top to bottom."""
        rows = sorted({index.row() for index in self.grid.selectedIndexes()})
        return [key for row in rows if (key := self.model.id_at(row)) is not None]

    def show_records(self, records: Sequence[Record], catalogue: Catalogue | None = None) -> None:
        """Show an answer of a service."""
        self.model.show_records(records, catalogue or Catalogue(), reorder=True)

    def _on_edited(self, edits: list[RowEdit], intent: str) -> None:
        write = self.write
        if write is not None and not self._empty_row.write(
            edits, intent, save=write, within=self.within
        ):
            self._save(edits, intent)

    def _on_block_pasted(self, row: int, column: int, lines: list[list[str]]) -> None:
        fields, catalogue = self.model.fields[column:], self.model.rows.catalogue
        edits: list[RowEdit] = []
        reasons: list[str] = []
        for number, line in enumerate(lines):
            values: dict[str, object] = {}
            for field, text in zip(fields, line, strict=False):
                value = parse(field, text, catalogue)
                if isinstance(value, Refusal):
                    reasons.append(f"Строка {number + 1}, {field.title}: {value.text}")
                else:
                    values[field.name] = value
            edits.append(RowEdit(record=self.model.id_at(row + number), values=values))
        if reasons:
            sentence = "Вставить нельзя: исправьте скопированное."
            self._messages.tell(self._view.window(), sentence, "\n".join(reasons))
        else:
            self._save(edits, f"Вставка строк: {len(edits)}")

    def _save(self, edits: Sequence[RowEdit], intent: str) -> None:
        write = self.write
        if write is not None:
            self._operations.do(
                lambda store: write(store, edits, intent),
                refused=lambda sentence: self.model.refuse(edits, sentence),
                owner=self,
            )
