"""Editing of the monitoring grid: what is typed leaves as edits, or stays visible with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from typing_extensions import override

from quality_desktop.domain.collection.answers import shown
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.services.entry.monitoring_edit import CellEdit
from quality_desktop.services.entry.monitoring_paste import PastePlan
from quality_desktop.services.entry.second_look import Hints
from quality_desktop.ui.models.index import Index
from quality_desktop.ui.models.monitoring_blocks import RefusedBlocks
from quality_desktop.ui.models.monitoring_looks import Draft
from quality_desktop.ui.models.monitoring_sheet import SCHOOL_COLUMN, CellKey, read_text
from quality_desktop.ui.models.monitoring_table import MonitoringTable

_MOST_PENDING: Final = 2000
"""More edits at once are shown when the file has them."""


class MonitoringModel(MonitoringTable):
    """The grid that can be typed into. It never writes: edits leave as a signal.

    Signals:
        edited: A list of ``CellEdit``, and what the user did, for the undo menu.
        drafts_changed: Another text is refused, or one is no more.
    """

    edited = Signal(object, str)
    drafts_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blocks = RefusedBlocks(self.sheet)

    def settle(self, edits: Sequence[CellEdit]) -> None:
        """Edits are in the answer that is shown, or were refused."""
        self.sheet.settle(edits)
        self._tell_schools(edits)

    def refuse(self, edits: Sequence[CellEdit], sentence: str) -> None:
        """Keep answers that could not be written visible, with the reason."""
        self.sheet.settle(edits)
        for edit in edits:
            number, place = self.sheet.row_of(edit.school), self.sheet.place_of(edit.element)
            if number is not None and place is not None and not edit.answer.is_empty:
                text = shown(edit.answer, self.sheet.element(place))
                self.sheet.put_draft(number, place, Draft(text=text, reason=sentence))
        self._tell_schools(edits)
        self.drafts_changed.emit()

    def take_block(self, plan: PastePlan, intent: str) -> None:
        """Take a pasted block over; what was refused of it stays visible with its reason."""
        touched: set[int] = set()
        kept: list[CellKey] = []
        for cell in plan.refused:
            if cell.key is None:
                continue
            number, place = self.sheet.row_of(cell.key[0]), self.sheet.place_of(cell.key[1])
            if number is not None and place is not None:
                self.sheet.put_draft(number, place, Draft(text=cell.now, reason=cell.reason))
                touched.add(number)
                kept.append(cell.key)
        self._blocks.keep(named_intent(intent), plan.edits, kept)
        if touched:
            self.tell(touched)
            self.drafts_changed.emit()
        if plan.edits:
            self.edited.emit(plan.edits, intent)

    def follow_undo_menu(self, undo: str | None, redo: str | None) -> None:
        """Take what can be undone and redone now."""
        self._blocks.follow_menu(undo, redo)

    def follow_undo(self) -> None:
        """Refused texts of a block that was undone go with it, and come back with it."""
        if self._blocks.follow_file():
            self.tell(range(len(self.sheet.rows)))
            self.drafts_changed.emit()

    def forget_draft(self, index: Index) -> None:
        """Give up a refused text: the stored answer is shown again."""
        if self.sheet.put_draft(self.number_at(index.row()), index.column() - 1, None):
            self.tell([self.number_at(index.row())])
            self.drafts_changed.emit()

    def show_hints(self, hints: Hints) -> None:
        """Mark what deserves a second look."""
        self.tell(self.sheet.show_hints(hints))

    def edit_cells(self, cells: Sequence[tuple[int, int, object]], intent: str) -> None:
        """Take typed, cleared or filled texts; what cannot stand is kept with its reason.

        Args:
            cells: Row, column and text.
            intent: What the user did; a single cell is named by itself.
        """
        edits: list[CellEdit] = []
        touched: set[int] = set()
        refused: list[CellKey] = []
        has_other_drafts = False
        for row, column, value in cells:
            if value is None or column == SCHOOL_COLUMN:
                continue
            number = self.number_at(row)
            edit, is_other = self._take(number, column - 1, str(value))
            touched.add(number)
            has_other_drafts |= is_other
            if edit is not None:
                edits.append(edit)
            elif is_other:
                refused.append(self.sheet.key(number, column - 1))
        done = self._intent(edits[0]) if len(edits) == 1 else intent
        self._blocks.keep(named_intent(done), edits, refused)
        if edits and len(edits) <= _MOST_PENDING:
            self.sheet.send(edits)
            self.totals_changed.emit()
        self.tell(touched)
        if has_other_drafts:
            self.drafts_changed.emit()
        if edits:
            self.edited.emit(edits, done)

    def draft_problems(self) -> list[Problem]:
        """Refused texts of the shown year and form, each with its place."""
        grid = self.sheet.grid
        found: list[Problem] = []
        for (year, school, element), draft in self.sheet.drafts.items():
            row, place = self.sheet.row_of(school), self.sheet.place_of(element)
            if grid is not None and year == grid.year and row is not None and place is not None:
                where = f"{self.sheet.rows[row].name}. {grid.columns[place].heading}"
                said = "" if draft.text in draft.reason else f" «{draft.text}»"
                text = f"{where}: не сохранено{said}. {draft.reason}"
                found.append(
                    Problem(
                        text=text, severity=Severity.ERROR, place=f"monitoring:{school}:{element}"
                    )
                )
        return found

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        is_cell = index.isValid() and index.column() != SCHOOL_COLUMN
        return flags | Qt.ItemFlag.ItemIsEditable if is_cell else flags

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        number, place = self.number_at(index.row()), index.column() - 1
        if place < 0 or str(value) == self.sheet.edit_text(number, place):
            return False  # Enter without a change leaves an official figure official
        self.edit_cells([(index.row(), index.column(), value)], "")
        return True

    def _take(self, number: int, place: int, text: str) -> tuple[CellEdit | None, bool]:
        """The edit that a text means, if any; whether refused texts are others than before."""
        answer = read_text(text, self.sheet.element(place))
        if isinstance(answer, Draft):
            return None, self.sheet.put_draft(number, place, answer)
        had_draft = self.sheet.put_draft(number, place, None)
        if answer == self.sheet.answer(number, place):
            return None, had_draft
        school, element = self.sheet.key(number, place)
        edit = CellEdit(school=school, element=element, answer=answer)
        return edit, had_draft

    def _intent(self, edit: CellEdit) -> str:
        number, place = self.sheet.row_of(edit.school), self.sheet.place_of(edit.element)
        if number is None or place is None:
            return "правка ячейки"
        text = shown(edit.answer, self.sheet.element(place)) or "пусто"
        title = self.sheet.grid.columns[place].title if self.sheet.grid else ""
        return f"{self.sheet.rows[number].name}, {title}: {text[:40]}"

    def _tell_schools(self, edits: Sequence[CellEdit]) -> None:
        numbers = {self.sheet.row_of(edit.school) for edit in edits}
        self.tell(number for number in numbers if number is not None)
        self.totals_changed.emit()


def named_intent(intent: str) -> str:
    """What the user did, as the undo menu names it: «Вставка 42 ячеек»."""
    return intent[:1].upper() + intent[1:]
