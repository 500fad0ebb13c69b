"""The monitoring grid with its totals and panel: what is typed is written at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from quality_desktop.domain.errors import Problem
from quality_desktop.domain.monitoring import Acceptance, DataElement
from quality_desktop.domain.records import Id
from quality_desktop.services import cell_story, monitoring_edit, monitoring_paste
from quality_desktop.services.cell_story import CellStory, CellVersion
from quality_desktop.services.monitoring import FormGrid
from quality_desktop.services.monitoring_edit import CellEdit
from quality_desktop.services.monitoring_findings import CellFinding
from quality_desktop.services.monitoring_paste import PastePlan
from quality_desktop.ui.dialogs.accept_warning import AcceptWarning
from quality_desktop.ui.dialogs.figures_preview import FiguresPreview
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.figure_table import TotalCell
from quality_desktop.ui.models.monitoring_grid import MonitoringModel
from quality_desktop.ui.models.monitoring_rows import Wanted
from quality_desktop.ui.models.monitoring_sheet import SCHOOL_COLUMN, CellKey
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.tabs.monitoring_grid import MonitoringGrid
from quality_desktop.ui.tabs.monitoring_side import MonitoringSide
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
        pause: The panel follows the cursor when it rests.

    Signals:
        problems_changed: Tuple of ``Problem``.
        written: ``Changes``, the edits that are in the file now, and a frozen set of their schools.
        refused: Sentence why something could not be written.
    """

    problems_changed = Signal(object)
    written = Signal(object, object, object)
    refused = Signal(str)

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
        self.model.edited.connect(self.write)
        self.model.drafts_changed.connect(self.show_problems)
        self.model.totals_changed.connect(self._telling.start)
        self.grid.cell_changed.connect(self.pause.start)
        self.grid.block_pasted.connect(self._plan_block)
        self.side.note_entered.connect(self._write_note)
        self.side.acceptance_wanted.connect(self.accept)
        self.side.withdrawal_wanted.connect(self._withdraw)
        self.side.restore_wanted.connect(self._restore)

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
        self.model.show(grid)
        if written:
            self.model.settle(written)
        self.show_problems()
        self.pause.start()

    def filter_rows(self, text: str, kind: str) -> None:
        """Show only some schools."""
        self.model.visible.text = text
        self.model.visible.wanted = Wanted(kind)
        self.model.rearrange()

    def show_problems(self) -> None:
        """Tell refused texts and what the checks found."""
        found = self.model.draft_problems()
        for row in self.model.sheet.rows:
            for finding in row.findings:
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
        found = self.model.sheet.rows[number].findings
        return next(((key[0], f) for f in found if f.check == parts[3]), None)

    def write(self, edits: Sequence[CellEdit], intent: str) -> None:
        """Write answers at once; a refused write keeps the texts visible with the reason."""
        grid = self.model.sheet.grid
        if grid is None:
            return
        title, year = intent[:1].upper() + intent[1:], grid.year
        self._operations.do(
            lambda store: monitoring_edit.set_answers(
                store=store, year=year, edits=edits, intent=title
            ),
            then=lambda changes: self.written.emit(changes, edits, _schools(edits)),
            refused=lambda sentence: self._keep_refused(edits, sentence),
            owner=self,
        )

    def accept(self, finding: CellFinding, school: Id | None = None) -> None:
        """Ask for the reason of a warning and let it stand."""
        place, grid = self.current, self.model.sheet.grid
        if school is None and place is not None:
            school = self.model.sheet.key(*place)[0]
        number = None if school is None else self.model.sheet.row_of(school)
        if grid is None or school is None or number is None:
            return
        row, year = self.model.sheet.rows[number], grid.year
        reason = AcceptWarning.ask(f"{row.name}. {finding.text}", self.window())
        if reason is None:
            return
        self._operations.do(
            lambda store: monitoring_edit.accept_warning(
                store=store,
                school=row.school.id,
                year=year,
                check=finding.check,
                fingerprint=finding.fingerprint,
                reason=reason,
                intent=f"{row.name}: замечание принято",
            ),
            then=lambda changes: self.written.emit(changes, (), frozenset({row.school.id})),
            refused=self.refused.emit,
            owner=self,
        )

    def _withdraw(self, acceptance: Acceptance) -> None:
        self._operations.do(
            lambda store: monitoring_edit.withdraw_acceptance(
                store=store, acceptance=acceptance, intent="Принятие замечания снято"
            ),
            then=lambda changes: self.written.emit(changes, (), frozenset({acceptance.school})),
            refused=self.refused.emit,
            owner=self,
        )

    def _write_note(self, key: CellKey, note: str) -> None:
        grid, number = self.model.sheet.grid, self.model.sheet.row_of(key[0])
        if grid is None or number is None:
            return
        name, year = self.model.sheet.rows[number].name, grid.year
        self._operations.do(
            lambda store: monitoring_edit.set_note(
                store=store,
                school=key[0],
                element=key[1],
                year=year,
                note=note,
                intent=f"{name}: примечание",
            ),
            then=lambda changes: self.written.emit(changes, (), frozenset({key[0]})),
            refused=self.refused.emit,
            owner=self,
        )

    def _restore(self, key: CellKey, version: CellVersion) -> None:
        number = self.model.sheet.row_of(key[0])
        if number is not None:
            edit = CellEdit(school=key[0], element=key[1], answer=version.answer)
            name = self.model.sheet.rows[number].name
            self.write([edit], f"{name}: возвращено {version.text[:40]}")

    def _keep_refused(self, edits: Sequence[CellEdit], sentence: str) -> None:
        self.model.refuse(edits, sentence)
        self.refused.emit(sentence)

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
        if not FiguresPreview.ask(plan, self._environment.look, self.window()):
            return
        self.model.keep_drafts(plan.refused)
        if plan.edits:
            count = counted(len(plan.edits), "ячейки", "ячеек", "ячеек")
            self.write(plan.edits, f"вставка {count}")

    def _show_story(self, key: CellKey, element: DataElement, story: CellStory) -> None:
        place = self.current
        if place is not None and self.model.sheet.key(*place) == key:
            self.side.add_story(key, story)


def _schools(edits: Sequence[CellEdit]) -> frozenset[Id]:
    return frozenset(edit.school for edit in edits)


def _key_of(place: str) -> tuple[Id, Id] | None:
    """School and element that a place of the problem list names."""
    what, *parts = place.split(":", 3)
    if what != PLACE or len(parts) < 2:
        return None
    return Id(UUID(parts[0])), Id(UUID(parts[1]))
