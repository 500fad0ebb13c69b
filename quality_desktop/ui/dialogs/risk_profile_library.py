"""The catalogue of the risk profile in three tables: factors, signs, standard measures."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.at_risk.profile import FactorMeasure, FactorSign, RiskFactor
from quality_desktop.domain.changes import Changes
from quality_desktop.services.school_profile import factor_library
from quality_desktop.services.school_profile.factor_library import FactorLibrary
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.tabs.risk.records import RecordsBox
from quality_desktop.ui.widgets.naming import named

_HINT: Final = (
    "Фактор виден у школы, когда её показатель достиг границы одного из признаков. Границы и меры – "
    "предложения программы, управление их меняет; у каждой строки написано, откуда она. "
    "Оценка управления в карточке школы важнее признаков."
)
_LINES: Final = 3
"""Measures are told in up to three lines."""
_AIR: Final = 10
_PAGES: Final = {
    RiskFactor.kind: ("Факторы", "Новый фактор", (420, 300, 280)),
    FactorSign.kind: ("Признаки", "Новый признак: фактор", (300, 290, 60, 80, 100, 200)),
    FactorMeasure.kind: ("Типовые меры", "Новая мера: фактор", (300, 420, 150, 150)),
}


class RiskProfileLibrary(QDialog):
    """Tables saved as they are edited; Ctrl+Z of the window takes edits back.

    Attributes:
        boxes: The tables by kind of record.
    """

    def __init__(
        self, operations: Operations, environment: Environment, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("riskProfileLibrary")
        self.setWindowTitle("Профиль риска: факторы, признаки, меры")
        self.resize(1100, 620)
        self._operations = operations
        self._environment = environment
        self.pages = named(QTabWidget(documentMode=True), "profilePages")
        self.boxes = {kind: self._box(kind, *page) for kind, page in _PAGES.items()}
        self.remove = named(QPushButton("Удалить строки", autoDefault=False), "removeLines")
        self.close_button = named(QPushButton("Закрыть", autoDefault=False), "closeProfile")
        environment.look.dress(self.remove, "trash")
        self._lay_out()
        self.remove.clicked.connect(self._remove)
        self.close_button.clicked.connect(self.accept)
        operations.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Ask for the catalogue again."""
        self._operations.ask(lambda store: factor_library.view(store=store), self._show, owner=self)

    def _box(self, kind: str, title: str, prompt: str, widths: tuple[int, ...]) -> RecordsBox:
        box = RecordsBox(
            self, self._operations, self._environment, factor_library.FIELDS[kind],
            kind=kind, name=title, prompt=prompt, table=f"profile_{kind}", widths=widths,
        )  # fmt: skip
        box.write = lambda store, edits, intent: factor_library.write(
            store=store, kind=kind, edits=edits, intent=intent
        )
        box.grid.setWordWrap(True)
        line = box.grid.fontMetrics().lineSpacing()
        box.grid.verticalHeader().setDefaultSectionSize(_LINES * line + _AIR)
        self.pages.addTab(box.grid, title)
        return box

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.remove)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.addWidget(named(QLabel(_HINT, wordWrap=True), "profileHint"))
        layout.addWidget(self.pages, 1)
        layout.addLayout(buttons)

    def _show(self, found: FactorLibrary) -> None:
        for kind, box in self.boxes.items():
            box.show_records(found.records[kind], found.catalogue)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*self.boxes):
            self.refresh()

    def _remove(self) -> None:
        kind = list(self.boxes)[self.pages.currentIndex()]
        keys = self.boxes[kind].selected
        if keys:
            write = partial(factor_library.remove, kind=kind, records=keys)
            self._operations.do(lambda store: write(store=store), owner=self)
