"""Hands for the views «Социальный контекст» and «Объективность», shown alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from quality_desktop.ui.models.figure_table import FigureModel
from quality_desktop.ui.tabs.risk.context import RiskContextView
from quality_desktop.ui.tabs.risk.objectivity import RiskObjectivityView
from tests.ui.drivers import PATIENCE_MS
from tests.ui.tabs.drivers_results import ViewDriver, side_texts


class ScreeningDriver(ViewDriver):
    """What the two views have in common."""

    view: RiskContextView | RiskObjectivityView

    @override
    def settle(self) -> None:
        super().settle()
        view = getattr(self, "view", None)
        if view is not None and view.pause.isActive():
            with self.qtbot.waitSignal(view.pause.timeout, timeout=PATIENCE_MS):
                pass
            super().settle()

    @property
    def names(self) -> list[str]:
        """Schools that are shown."""
        return [row.name for row in self.view.model.rows]

    @property
    def about(self) -> str:
        """The line over the table."""
        return _plain(self.view.about.text())

    def cell(self, name: str, title: str) -> str:
        """What a cell of a school shows."""
        model = self.view.model
        return _plain(str(model.index(self.names.index(name), _column(model, title)).data()))

    def choose_school(self, name: str) -> str:
        """Put the cursor on a school; what the panel says then."""
        self.view.grid.select_cell(self.names.index(name), 0)
        self.settle()
        return side_texts(self.view.side)

    def keep(self, kind: str) -> list[str]:
        """Choose a kind of rows; the schools shown then."""
        box = self.view.filter.kind_box
        box.setCurrentIndex(box.findData(kind))
        self.settle()
        return self.names

    def enter(self, model: FigureModel[Any], row: int, title: str, text: str) -> None:
        """Type over a cell."""
        index = model.index(row, _column(model, title))
        model.setData(index, text, Qt.ItemDataRole.EditRole)
        self.settle()

    def open_page(self, pages: QTabWidget, number: int) -> None:
        """Bring a page to the front."""
        pages.setCurrentIndex(number)
        self.settle()


class ContextDriver(ScreeningDriver):
    """What a clerk does with the social context."""

    view: RiskContextView

    def __init__(self, qtbot: QtBot, view: RiskContextView) -> None:
        super().__init__(qtbot, view)
        self.settle()


class ObjectivityDriver(ScreeningDriver):
    """What a clerk does with objectivity."""

    view: RiskObjectivityView

    def __init__(self, qtbot: QtBot, view: RiskObjectivityView) -> None:
        super().__init__(qtbot, view)
        self.settle()

    def choose_work(self, number: int) -> None:
        """Choose a work in the box; 0 for all."""
        self.view.work.setCurrentIndex(number)
        self.view.work.activated.emit(number)
        self.settle()


def _column(model: FigureModel[Any], title: str) -> int:
    return next(n for n, column in enumerate(model.figures) if column.title == title)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")
