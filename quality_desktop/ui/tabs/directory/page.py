"""Sections of the directory: what each does, and the ones that are a grid with a panel beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.records import Id, Record
from quality_desktop.services.office import directory_edit, directory_paste
from quality_desktop.services.office.directory import DirectoryView
from quality_desktop.services.office.directory_edit import RowEdit
from quality_desktop.services.office.directory_fields import FIELDS
from quality_desktop.services.office.directory_paste import PastePlan
from quality_desktop.storage.store import Store
from quality_desktop.ui.dialogs.paste_preview import PastePreview
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.directory_records import RecordsModel
from quality_desktop.ui.models.new_row import EmptyRow
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.widgets.column_widths import keep_widths
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.panel_splitter import PanelSplitter
from quality_desktop.ui.widgets.record_grid import RecordGrid

PANEL_WIDTH: Final = 370
_PAUSE_MS: Final = 60


class Section(QWidget):
    """A page of the tab.

    Attributes:
        title: Its name in the list of sections.
        icon: Its icon.
        kinds: Kinds of records whose findings are shown here.
        can_add: «Добавить» makes sense here.
        can_paste: A block of cells can be pasted.
        can_move: Rows have an order of the office.

    Signals:
        changed_here: What can be done may be other now.
    """

    title: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    kinds: ClassVar[tuple[str, ...]] = ()
    can_add: ClassVar[bool] = False
    can_paste: ClassVar[bool] = False
    can_move: ClassVar[bool] = False

    changed_here = Signal()

    def __init__(self, operations: Operations, environment: Environment) -> None:
        super().__init__()
        self.operations = operations
        self.environment = environment
        self.setAccessibleName(self.title)

    def show_view(self, view: DirectoryView) -> None:
        """Show the answer of the service."""
        raise NotImplementedError

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark the fields that findings are about."""

    def jump_to(self, kind: str, record: Id | None, field: str) -> None:
        """Show and select what a finding is about."""

    def add(self) -> None:
        """Start a new record."""

    def remove(self) -> None:
        """Remove what is selected."""

    def paste(self) -> None:
        """Paste a block from the clipboard."""

    def paste_when_empty(self) -> bool:
        """Paste when there is nothing but the sentence that says so; False when there is more."""
        return False

    def move_rows(self, by: int) -> None:
        """Move the selected row in the order of the office."""

    def count(self) -> int | None:
        """How many records there are; None when that says nothing."""
        return None

    def do(
        self, write: Callable[[Store], Changes], refused: Callable[[str], None] | None = None
    ) -> None:
        """Write; a refusal without its own place is told in a dialog by the window."""
        self.operations.do(write, refused=refused, owner=self)


class GridHost(QObject):
    """Connects one grid with the services: edits, pasted blocks, removal, order."""

    def __init__(self, section: Section, kind: str, prompt: str, name: str) -> None:
        """Make the model and the grid.

        Args:
            section: Page that owns the grid.
            kind: Kind of the records.
            prompt: What the empty row says.
            name: What the table is, for screen readers.
        """
        super().__init__(section)
        self._section = section
        self._kind = kind
        self.within: Id | None = None
        look = section.environment.look
        self.model = RecordsModel(
            FIELDS[kind], prompt=prompt, muted=lambda: look.colours.muted, parent=self
        )
        self.grid = RecordGrid(self.model, name)
        self.model.edited.connect(self._on_edited)
        self._empty_row = EmptyRow(self.model, section.operations, kind, section)
        self.grid.block_pasted.connect(self._on_block_pasted)

    def remember_widths(self, table: str, usual: Sequence[int]) -> None:
        """Give the columns their usual widths, then the remembered ones."""
        self.grid.set_widths(tuple(usual))
        keep_widths(self.grid, table, self._section.environment.preferences)

    def selected(self) -> list[Id]:
        """Records of the selected rows, from top to bottom."""
        rows = sorted({index.row() for index in self.grid.selectedIndexes()})
        return [key for row in rows if (key := self.model.id_at(row)) is not None]

    @property
    def kind(self) -> str:
        """Kind of the records."""
        return self._kind

    def current(self) -> Id | None:
        """The record under the cursor."""
        index = self.grid.currentIndex()
        return self.model.id_at(index.row()) if index.isValid() else None

    def go_to(self, record: Id, field: str) -> bool:
        """Select the cell of a record, hidden rows shown again; False when it is not here."""
        if self.model.record(record) is None:
            return False
        if self.model.row_of(record) is None:
            self.grid.show_all_rows()
        row, column = self.model.row_of(record), self.model.column_of(field) or 0
        if row is not None:
            self.grid.select_cell(row, column)
        return row is not None

    def remove(self, refused: Callable[[str], None] | None = None) -> None:
        """Remove the selected records."""
        records, kind = self.selected(), self._kind
        if records:
            self._section.do(
                lambda store: directory_edit.remove(store=store, kind=kind, records=records),
                refused,
            )

    def move(self, by: int) -> None:
        """Move the current record in the order of the office."""
        record, kind = self.current(), self._kind
        if record is not None:
            self._section.do(
                lambda store: directory_edit.move(store=store, kind=kind, record=record, by=by)
            )

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark the cells that findings name."""
        marked: dict[tuple[Id, str], Problem] = {}
        for problem in problems:
            kind, record, field = split_place(problem.place)
            if kind == self._kind and record is not None:
                marked.setdefault((record, field), problem)
        self.model.show_problems(marked)

    def _on_edited(self, edits: list[RowEdit], intent: str) -> None:
        kind, within = self._kind, self.within

        def save(store: Store, edits: Sequence[RowEdit], intent: str) -> Changes:
            return directory_edit.write(
                store=store, kind=kind, edits=edits, intent=intent, within=within
            )

        if not self._empty_row.write(edits, intent, save=save, within=within):
            self._section.do(
                lambda store: save(store, edits, intent),
                lambda sentence: self.model.refuse(edits, sentence),
            )

    def _on_block_pasted(self, row: int, column: int, lines: list[list[str]]) -> None:
        kind, within = self._kind, self.within
        fields = [field.name for field in self.model.fields[column:]]
        targets = tuple(self.model.rows.visible[row:])
        reference = self._section.environment.reference
        self._section.operations.ask(
            lambda store: directory_paste.plan(
                store=store, reference=reference, kind=kind, fields=fields, rows=lines,
                targets=targets, within=within,
            ),
            self._on_planned,
            owner=self._section,
        )  # fmt: skip

    def _on_planned(self, plan: PastePlan) -> None:
        section = self._section
        if plan.is_small or PastePreview.ask(plan, section.environment.look, section.window()):
            section.do(lambda store: directory_paste.apply(store=store, plan=plan))


class GridSection(Section):
    """A section with one grid: filter line above, panel at the right, a teaching page while empty."""

    can_add = True
    can_paste = True
    prompt: ClassVar[str] = ""
    empty_sentence: ClassVar[str] = ""
    empty_button: ClassVar[str] = ""
    widths: ClassVar[tuple[int, ...]] = ()
    panel_share: ClassVar[float] = 0.38

    def __init__(self, operations: Operations, environment: Environment, panel: QWidget) -> None:
        """Make the page.

        Args:
            operations: The bridge to the file.
            environment: Shared objects.
            panel: The panel at the right, which follows the current row.
        """
        super().__init__(operations, environment)
        self.host = GridHost(self, self.kinds[0], self.prompt, self.title)
        self.grid, self.model = self.host.grid, self.host.model
        self.host.remember_widths(self.kinds[0], self.widths)
        self._is_new = True
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self.pause.timeout.connect(self.show_card)
        self.grid.row_changed.connect(self._on_row_changed)
        self.grid.filtered.connect(self._show_filter)
        self.filter = named(
            QLineEdit(clearButtonEnabled=True), "filterLine", f"Отбор: {self.title}"
        )
        self.filter.setPlaceholderText("Показать только строки, где есть…")
        self.filter.textChanged.connect(self._on_filter_changed)
        self.filtered = named(QLabel(), "filterCount")
        self.empty = EmptyState(self.empty_sentence, self.empty_button)
        self.empty.activated.connect(self.add)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._filtered_grid())
        self._stack.addWidget(self.empty)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            PanelSplitter(self._stack, panel, share=self.panel_share, most=PANEL_WIDTH)
        )

    def show_view(self, view: DirectoryView) -> None:
        """Show the records of this section."""
        records = self.records_of(view)
        self.model.show_records(records, view.catalogue, reorder=self._is_new or self.can_move)
        self._is_new = False
        if records or not self.grid.hasFocus():
            self._stack.setCurrentIndex(0 if records else 1)
        self._show_filter()
        if self.isVisible():
            self.show_card()
        self.changed_here.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """The panel is filled when it is seen: hidden sections ask nothing."""
        super().showEvent(event)
        self.pause.start()

    def records_of(self, view: DirectoryView) -> Sequence[Record]:
        """The records this section shows, in the order of the office."""
        raise NotImplementedError

    def show_card(self) -> None:
        """Show in the panel what is under the cursor."""
        raise NotImplementedError

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark the cells that findings are about."""
        self.host.show_problems(problems)

    def jump_to(self, kind: str, record: Id | None, field: str) -> None:
        """Select the cell a finding is about."""
        if record is not None:
            self._stack.setCurrentIndex(0)
            self.host.go_to(record, field)

    def add(self) -> None:
        """Start typing in the empty row."""
        self._stack.setCurrentIndex(0)
        self.filter.clear()
        self.grid.show_all_rows()
        self.grid.start_new()

    def remove(self) -> None:
        """Remove the selected rows."""
        self.host.remove()

    def paste(self) -> None:
        """Paste at the cursor, or below the last row when there is none."""
        self._stack.setCurrentIndex(0)
        if not self.grid.currentIndex().isValid():
            self.grid.select_cell(self.model.rowCount() - 1, 0)
        self.grid.paste()

    @override
    def paste_when_empty(self) -> bool:
        if not self.empty.isVisible():
            return False
        self.paste()
        return True

    def move_rows(self, by: int) -> None:
        """Move the current row in the order of the office."""
        self.host.move(by)

    def count(self) -> int:
        """How many records there are, hidden ones too."""
        return len(self.model.rows.records)

    def _filtered_grid(self) -> QWidget:
        whole = QWidget()
        line = QHBoxLayout()
        line.addWidget(self.filter, 1)
        line.addWidget(self.filtered)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.grid, 1)
        return whole

    def _on_row_changed(self) -> None:
        self.pause.start()
        self.changed_here.emit()

    def _on_filter_changed(self, text: str) -> None:
        self.model.rearrange(self.model.rows.search(text))
        self._show_filter()

    def _show_filter(self) -> None:
        rows = self.model.rows
        if not rows.is_filtered and self.filter.text():
            self.filter.clear()
        text = f"показано {len(rows.visible)} из {len(rows.records)}" if rows.is_filtered else ""
        self.filtered.setText(text)
        self.filtered.setVisible(bool(text))


def split_place(place: str) -> tuple[str, Id | None, str]:
    """Kind, record and field of ``Problem.place``."""
    kind, record, field = (*place.split(":"), "", "")[:3]
    try:
        return kind, Id(UUID(record)), field
    except ValueError:
        return kind, None, field
