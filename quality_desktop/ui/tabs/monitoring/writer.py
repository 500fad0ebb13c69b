"""Writes of the monitoring grid: answers, comments, accepted warnings, each as soon as it is made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from quality_desktop.domain.collection.monitoring import Acceptance
from quality_desktop.domain.records import Id
from quality_desktop.services.entry import monitoring_edit
from quality_desktop.services.entry.cell_story import CellVersion
from quality_desktop.services.entry.monitoring_edit import CellEdit
from quality_desktop.services.entry.monitoring_findings import CellFinding
from quality_desktop.ui.dialogs.accept_warning import AcceptWarning
from quality_desktop.ui.models.monitoring_grid import MonitoringModel, named_intent
from quality_desktop.ui.models.monitoring_sheet import CellKey
from quality_desktop.ui.operations import Operations


class AnswerWriter(QObject):
    """Hands edits of the grid to the file.

    Signals:
        written: ``Changes``, the edits that are in the file now, and a frozen set of their schools.
        refused: Sentence why something could not be written.
    """

    written = Signal(object, object, object)
    refused = Signal(str)

    def __init__(self, operations: Operations, model: MonitoringModel, owner: QWidget) -> None:
        super().__init__(owner)
        self._operations = operations
        self._model = model
        self._owner = owner

    def write(self, edits: Sequence[CellEdit], intent: str) -> None:
        """Write answers at once; a refused write keeps the texts visible with the reason."""
        grid = self._model.sheet.grid
        if grid is None:
            return
        title, year = named_intent(intent), grid.year
        self._operations.do(
            lambda store: monitoring_edit.set_answers(
                store=store, year=year, edits=edits, intent=title
            ),
            then=lambda changes: self.written.emit(changes, edits, _schools(edits)),
            refused=lambda sentence: self._keep_refused(edits, year, sentence),
            owner=self,
        )

    def accept(self, finding: CellFinding, school: Id) -> None:
        """Ask for the reason of a warning and let it stand."""
        grid, number = self._model.sheet.grid, self._model.sheet.row_of(school)
        if grid is None or number is None:
            return
        row, year = self._model.sheet.rows[number], grid.year
        reason = AcceptWarning.ask(f"{row.name}. {finding.text}", self._owner.window())
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

    def withdraw(self, acceptance: Acceptance) -> None:
        """Ask about a warning again."""
        self._operations.do(
            lambda store: monitoring_edit.withdraw_acceptance(
                store=store, acceptance=acceptance, intent="Принятие замечания снято"
            ),
            then=lambda changes: self.written.emit(changes, (), frozenset({acceptance.school})),
            refused=self.refused.emit,
            owner=self,
        )

    def write_note(self, key: CellKey, note: str) -> None:
        """Write the comment of a cell."""
        grid, number = self._model.sheet.grid, self._model.sheet.row_of(key[0])
        if grid is None or number is None:
            return
        name, year = self._model.sheet.rows[number].name, grid.year
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

    def restore(self, key: CellKey, version: CellVersion) -> None:
        """Give an earlier answer back."""
        number = self._model.sheet.row_of(key[0])
        if number is not None:
            edit = CellEdit(school=key[0], element=key[1], answer=version.answer)
            name = self._model.sheet.rows[number].name
            self.write([edit], f"{name}: возвращено {version.text[:40]}")

    def _keep_refused(self, edits: Sequence[CellEdit], year: int, sentence: str) -> None:
        grid = self._model.sheet.grid
        if grid is not None and grid.year == year:  # else the same cells are another year's now
            self._model.refuse(edits, sentence)
        self.refused.emit(sentence)


def _schools(edits: Sequence[CellEdit]) -> frozenset[Id]:
    return frozenset(edit.school for edit in edits)
