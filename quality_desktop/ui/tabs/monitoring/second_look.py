"""Asks what deserves a second look when the grid rests: it is counted over all schools."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id
from quality_desktop.services.entry import second_look
from quality_desktop.services.entry.second_look import Hints
from quality_desktop.storage.store import Store
from quality_desktop.ui.models.monitoring_grid import MonitoringModel
from quality_desktop.ui.operations import Operations

_REST_MS: Final = 400
"""Answers come one after another while somebody types; each would ask for all schools."""
_REST_TIMES: Final = 3
"""A region takes a second, in which nothing else is read or written: it is asked less often."""


class SecondLook(QObject):
    """Brings hints into the grid.

    Attributes:
        rest: Runs until the grid has rested long enough to be asked about.

    Signals:
        found: The grid has other hints now.
    """

    found = Signal()

    def __init__(
        self, operations: Operations, model: MonitoringModel, reference: Path, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._model = model
        self._reference = reference
        self.rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self.rest.timeout.connect(self.look_now)

    def look_again(self) -> None:
        """Ask anew when the grid rests."""
        self.rest.start()

    def look_now(self) -> None:
        """Ask at once."""
        grid, reference = self._model.sheet.grid, self._reference
        if grid is None or not grid.rows:
            return
        form, year = grid.form.id, grid.year
        self._operations.ask(
            lambda store: _hints(store, form, year, reference),
            lambda answer: self._show(form, year, *answer),
            owner=self,
        )

    def _show(self, form: Id, year: int, hints: Hints, took_ms: int) -> None:
        self.rest.setInterval(max(_REST_MS, _REST_TIMES * took_ms))
        grid = self._model.sheet.grid
        if grid is not None and (grid.form.id, grid.year) == (form, year):
            self._model.show_hints(hints)
            self.found.emit()


def _hints(store: Store, form: Id, year: int, reference: Path) -> tuple[Hints, int]:
    """The hints, and how many milliseconds they took.

    There are none when the catalogue of thresholds is damaged: the view of indicators says so.
    """
    start = time.monotonic()
    try:
        found = second_look.hints(store=store, form=form, year=year, reference=reference)
    except QualityError:
        found = {}
    return found, round((time.monotonic() - start) * 1000)
