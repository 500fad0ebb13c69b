"""The monitoring grid with its totals and panel: what is typed is written at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from quality_desktop.domain.collection.monitoring import DataElement
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.records import Id
from quality_desktop.services.entry import cell_story, monitoring_paste
from quality_desktop.services.entry.cell_story import CellStory
from quality_desktop.services.entry.monitoring import FormGrid
from quality_desktop.services.entry.monitoring_edit import CellEdit
from quality_desktop.services.entry.monitoring_findings import CellFinding
from quality_desktop.services.entry.monitoring_paste import PastePlan
from quality_desktop.ui.dialogs.figures_preview import FiguresPreview
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.figure_table import TotalCell
from quality_desktop.ui.models.monitoring_grid import MonitoringModel
from quality_desktop.ui.models.monitoring_rows import Wanted
from quality_desktop.ui.models.monitoring_sheet import SCHOOL_COLUMN, CellKey
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.tabs.monitoring.grid import MonitoringGrid
from quality_desktop.ui.tabs.monitoring.second_look import SecondLook
from quality_desktop.ui.tabs.monitoring.side import MonitoringSide
from quality_desktop.ui.tabs.monitoring.writer import AnswerWriter
from quality_desktop.ui.widgets.keyboard import take_keyboard
from quality_desktop.ui.widgets.panel_splitter import PanelSplitter
from quality_desktop.ui.widgets.totals_strip import TotalsStrip

_PAUSE_MS: Final = 80
_PANEL_WIDTH: Final = 280
_PANEL_SHARE: Final = 0.22
PLACE: Final = "monitoring"


class MonitoringPane(QWidget):
    """Grid, totals and panel of one form.

    Attributes:
        model: The grid.
        grid: Its table.
        side: The panel at the right.
        writer: Hands edits to the file.
        second_look: Marks what stands out.
        pause: The panel follows the cursor when it rests.

    Signals:
        problems_changed: Tuple of ``Problem``.
    """

    problems_changed = Signal(object)

    def __init__(self, operations: Operations, environment: Environment) -> None:
        super().__init__()
        self._operations = operations
        self._environment = environment
        look = environment.look
        self.model = MonitoringModel(self)
        self.grid = MonitoringGrid(self.model, look, environment.preferences, self)
        self.side = MonitoringSide(look, self)
        self.sums = TotalsStrip(self.grid, "Итого", self)
        self.filled = TotalsStrip(self.grid, "Заполнено", self)
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self.pause.timeout.connect(self.show_cell)
        self.writer = AnswerWriter(operations, self.model, self)
        self.second_look = SecondLook(operations, self.model, environment.reference, self)
        self._telling = QTimer(self, singleShot=True, interval=0)
        self._telling.timeout.connect(self.show_totals)
        work = QWidget()
        layout = QVBoxLayout(work)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.sums)
        layout.addWidget(self.filled)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(PanelSplitter(work, self.side, share=_PANEL_SHARE, most=_PANEL_WIDTH))
        self._connect()

    def _connect(self) -> None:
        self.model.edited.connect(self.writer.write)
        self._operations.undo_state_changed.connect(self.model.follow_undo_menu)
        self.second_look.found.connect(self.show_problems)
        self.second_look.found.connect(self.pause.start)
        self.model.drafts_changed.connect(self.show_problems)
        self.model.drafts_changed.connect(self.pause.start)
        self.model.totals_changed.connect(self._telling.start)
        self.grid.cell_changed.connect(self.pause.start)
        self.grid.block_pasted.connect(self._plan_block)
        self.side.note_entered.connect(self.writer.write_note)
        self.side.acceptance_wanted.connect(self._accept)
        self.side.withdrawal_wanted.connect(self.writer.withdraw)
        self.side.restore_wanted.connect(self.writer.restore)
        for done in (
            self.side.done,
            self.side.acceptance_wanted,
            self.side.withdrawal_wanted,
            self.side.restore_wanted,
        ):
            done.connect(lambda *_: take_keyboard(self.grid))
        self.side.note_left.connect(self.pause.start)

    @property
    def current(self) -> tuple[int, int] | None:
        """Number of the school and of the element of the chosen cell."""
        index = self.grid.currentIndex()
        if not index.isValid() or index.column() == SCHOOL_COLUMN:
            return None
        return self.model.number_at(index.row()), index.column() - 1

    def show_grid(self, grid: FormGrid, written: Sequence[CellEdit]) -> None:
        """Show an answer of the service.

        Args:
            grid: The answer.
            written: Edits that are in it.
        """
        known = self.model.sheet.grid
        if known is not None and (known.form.id, known.year) != (grid.form.id, grid.year):
            self.side.leave()  # a comment belongs to the year in which it was typed
        self.model.show(grid)
        if written:
            self.model.settle(written)
        self.model.follow_undo()
        self.show_problems()
        self.second_look.look_again()
        self.pause.start()

    def filter_rows(self, text: str, kind: str) -> None:
        """Show only some schools."""
        self.model.visible.text = text
        self.model.visible.wanted = Wanted(kind)
        self.model.rearrange()

    def show_problems(self) -> None:
        """Tell refused texts and what the checks found."""
        found = self.model.draft_problems()
        for number, row in enumerate(self.model.sheet.rows):
            for finding in self.model.sheet.findings_of(number):
                if finding.is_open:
                    place = f"{PLACE}:{row.school.id}:{finding.elements[0]}:{finding.check}"
                    text = f"{row.name}. {finding.text}"
                    found.append(Problem(text=text, severity=finding.severity, place=place))
        self.problems_changed.emit(tuple(found))

    def show_totals(self) -> None:
        """Show sums and how many schools have answered."""
        grid = self.model.sheet.grid
        totals = [self.model.sheet.total(n) for n in range(len(grid.columns) if grid else 0)]
        blank = TotalCell(text="")
        self.sums.show_cells([blank, *(TotalCell(text=t.shown) for t in totals if t)])
        self.filled.show_cells([blank, *(TotalCell(text=t.shown_filled) for t in totals if t)])

    def show_cell(self) -> None:
        """Show the chosen cell in the panel and ask for its story."""
        if self.side.is_typed_into:
            return  # the panel follows when the comment is left
        place, sheet = self.current, self.model.sheet
        if place is None:
            self.side.show_nothing()
            return
        self.side.show_cell(sheet, *place)
        key, element = sheet.key(*place), sheet.element(place[1])
        year = sheet.grid.year if sheet.grid else 0
        self._operations.ask(
            lambda store: cell_story.cell_story(
                store=store, school=key[0], element=element, year=year
            ),
            lambda story: self._show_story(key, element, story),
            owner=self,
        )

    def is_hidden_place(self, place: str) -> bool:
        """True when the school of a finding is filtered out."""
        key = _key_of(place)
        return key is not None and not self.model.index_of(*key).isValid()

    def jump_to(self, place: str) -> None:
        """Select the cell of a finding."""
        key = _key_of(place)
        index = None if key is None else self.model.index_of(*key)
        if index is not None and index.isValid():
            self.grid.select_cell(index.row(), index.column())

    def finding_at(self, place: str) -> tuple[Id, CellFinding] | None:
        """School and finding that a place of the problem list names; None for a refused text."""
        parts = place.split(":", 3)
        key = _key_of(place)
        number = None if key is None else self.model.sheet.row_of(key[0])
        if key is None or number is None or len(parts) < 4:
            return None
        found = self.model.sheet.findings_of(number)
        return next(((key[0], f) for f in found if f.check == parts[3]), None)

    def _accept(self, finding: CellFinding) -> None:
        place = self.current
        if place is not None:
            self.writer.accept(finding, self.model.sheet.key(*place)[0])

    def _plan_block(self, row: int, column: int, lines: Sequence[Sequence[str]]) -> None:
        grid = self.model.sheet.grid
        if grid is None:
            return
        numbers = self.model.visible.numbers[row:]
        schools = [self.model.sheet.rows[number].school.id for number in numbers]
        self._operations.ask(
            lambda store: monitoring_paste.plan_paste(
                store=store,
                grid=grid,
                lines=lines,
                schools=schools,
                place=max(column - 1, 0),
            ),
            self._offer,
            owner=self,
        )

    def _offer(self, plan: PastePlan) -> None:
        is_wanted = FiguresPreview.ask(plan, self._environment.look, self.window())
        take_keyboard(self.grid)
        if is_wanted:
            count = counted(len(plan.edits), "ячейки", "ячеек", "ячеек")
            self.model.take_block(plan, f"вставка {count}")

    def _show_story(self, key: CellKey, element: DataElement, story: CellStory) -> None:
        place = self.current
        if place is not None and self.model.sheet.key(*place) == key:
            self.side.add_story(key, story)


def _key_of(place: str) -> tuple[Id, Id] | None:
    """School and element that a place of the problem list names."""
    what, *parts = place.split(":", 3)
    if what != PLACE or len(parts) < 2:
        return None
    return Id(UUID(parts[0])), Id(UUID(parts[1]))
