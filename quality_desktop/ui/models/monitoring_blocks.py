"""Texts of a pasted block that were refused: they come and go with the block that is undone and redone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.services.entry.monitoring_edit import CellEdit
from quality_desktop.ui.models.monitoring_looks import Draft
from quality_desktop.ui.models.monitoring_sheet import CellKey, DraftKey, MonitoringSheet

_MOST_BLOCKS: Final = 30


@dataclass(slots=True, kw_only=True)
class _Block:
    """An edit of many cells with what was refused of it.

    Attributes:
        intent: Its name in the undo menu.
        before: What its cells held in the file.
        after: What it wrote into them.
        refused: Texts that it left in other cells.
        is_in_force: False while it is undone.
        is_in_doubt: The undo menu says that it may have been undone or redone.
    """

    year: int
    intent: str
    before: Mapping[CellKey, Answer]
    after: Mapping[CellKey, Answer]
    refused: Mapping[DraftKey, Draft]
    is_in_force: bool = True
    is_in_doubt: bool = False


class RefusedBlocks:
    """Remembers which refused texts belong to which edit.

    The file knows nothing of refused texts, so undoing cannot take them back by itself. The undo
    menu names the edit that was undone; whether it is this one, the cells of the file tell.
    """

    def __init__(self, sheet: MonitoringSheet) -> None:
        self._sheet = sheet
        self._blocks: list[_Block] = []

    def keep(self, intent: str, edits: Sequence[CellEdit], refused: Iterable[CellKey]) -> None:
        """Remember an edit that leaves now, before the sheet shows it.

        Args:
            intent: Its name in the undo menu.
            edits: What is written.
            refused: Cells that keep a refused text of it.
        """
        grid = self._sheet.grid
        if grid is None or not edits:
            return
        keys = [(grid.year, *key) for key in refused]
        drafts = {key: self._sheet.drafts[key] for key in keys if key in self._sheet.drafts}
        if not drafts:
            return
        after = {(edit.school, edit.element): edit.answer for edit in edits}
        before = {key: answer for key in after if (answer := self._sent(key)) is not None}
        block = _Block(year=grid.year, intent=intent, before=before, after=after, refused=drafts)
        self._blocks = [*self._blocks[1 - _MOST_BLOCKS :], block]

    def follow_menu(self, undo: str | None, redo: str | None) -> None:
        """Take what can be undone and redone now; ``follow_file`` is due when the file is read."""
        for block in self._blocks:
            block.is_in_doubt |= (redo if block.is_in_force else undo) == block.intent

    def follow_file(self) -> bool:
        """Take refused texts away with their edits and give them back; True when there are others."""
        changed = False
        for block in self._blocks:
            if not block.is_in_doubt or self._sheet.grid is None:
                continue
            if self._sheet.grid.year != block.year or not any(map(self._is_shown, block.before)):
                continue  # another form or year is shown: its cells cannot be asked yet
            block.is_in_doubt = False
            if self._holds(block.before if block.is_in_force else block.after):
                changed |= self._turn(block)
        return changed

    def _turn(self, block: _Block) -> bool:
        drafts, changed = self._sheet.drafts, False
        for (year, *cell), draft in block.refused.items():
            key = (year, cell[0], cell[1])
            number, place = self._sheet.row_of(cell[0]), self._sheet.place_of(cell[1])
            if number is None or place is None:
                continue
            if block.is_in_force and drafts.get(key) == draft:
                changed |= self._sheet.put_draft(number, place, None)
            elif not block.is_in_force and key not in drafts:
                changed |= self._sheet.put_draft(number, place, draft)
        block.is_in_force = not block.is_in_force
        return changed

    def _holds(self, answers: Mapping[CellKey, Answer]) -> bool:
        return all(self._stored(key) in (answer, None) for key, answer in answers.items())

    def _is_shown(self, key: CellKey) -> bool:
        return self._stored(key) is not None

    def _sent(self, key: CellKey) -> Answer | None:
        """What the file will say of a cell when everything on its way is written."""
        number, place = self._sheet.row_of(key[0]), self._sheet.place_of(key[1])
        if number is None or place is None:
            return None
        return self._sheet.answer(number, place)

    def _stored(self, key: CellKey) -> Answer | None:
        """What the file says of a cell; None when it is not shown."""
        number, place = self._sheet.row_of(key[0]), self._sheet.place_of(key[1])
        if number is None or place is None:
            return None
        return self._sheet.cell(number, place).answer
