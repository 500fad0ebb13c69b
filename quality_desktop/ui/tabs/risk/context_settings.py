"""How the context index is made: scale, missing figures, bound, weights; saved as it is entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.at_risk.context import (
    ContextComponent,
    ContextIndex,
    Missing,
    Standardisation,
)
from quality_desktop.domain.at_risk.norms import Norm
from quality_desktop.services.social_context.context_index import OWN_NOTE, ContextView
from quality_desktop.ui.models.figure_table import FigureModel
from quality_desktop.ui.models.risk_context import component_columns
from quality_desktop.ui.models.table_model import Edit
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.tabs.risk.norms import NormsPanel
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.grid_view import ROW_HEIGHT
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.panel_splitter import PANEL_LEAST_WIDTH

_SCALES: Final = {
    Standardisation.Z: "отклонение от среднего",
    Standardisation.MINMAX: "от худшей школы до лучшей",
    Standardisation.RANK: "место среди школ",
}
_MISSING: Final = {
    Missing.SKIP: "считать по остальным",
    Missing.MEAN: "взять среднее по школам",
    Missing.REFUSE: "индекс не считать",
}
_ROWS: Final = 11


class ContextSettings(QScrollArea):
    """Fields of the index over a table of its components.

    Signals:
        index_changed: ``ContextIndex`` as it is to be.
        components_changed: List of ``ContextComponent`` as they are to be.
    """

    index_changed = Signal(object)
    components_changed = Signal(object)

    def __init__(self, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contextSettings")
        self.setAccessibleName("Как считается индекс")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setMinimumWidth(PANEL_LEAST_WIDTH)
        self._index: ContextIndex | None = None
        self.scale = named(QComboBox(), "indexScale", "Общая шкала")
        for way, word in _SCALES.items():
            self.scale.addItem(word, way.value)
        self.missing = named(QComboBox(), "indexMissing", "Если сведений нет")
        for rule, word in _MISSING.items():
            self.missing.addItem(word, rule.value)
        for box in (self.scale, self.missing):
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.activated.connect(lambda _place: self._save())
        self.share = named(QLineEdit(), "indexShare", "ШНСУ – сколько процентов школ")
        self.share.setToolTip("Доля школ с самым низким индексом; пусто – ШНСУ не определяются")
        self.share.editingFinished.connect(self._save)
        self.reason = named(QLabel(wordWrap=True), "indexReason")
        self.about = named(QLabel(wordWrap=True), "indexAbout")
        self.model: FigureModel[ContextComponent] = FigureModel(key=lambda one: one.id, parent=self)
        self.model.edited.connect(self._on_edited)
        self.grid = FigureGrid(self.model, "Составляющие индекса")
        self.grid.setObjectName("componentGrid")
        self.grid.setMinimumHeight(ROW_HEIGHT * _ROWS)
        self.norms = NormsPanel(operations)
        self._lay_out()

    def show_view(self, view: ContextView, norms: Sequence[Norm]) -> None:
        """Show an index, but never over a field that is being typed into."""
        self._index = view.index
        self.scale.setCurrentIndex(max(self.scale.findData(view.index.standardisation), 0))
        self.missing.setCurrentIndex(max(self.missing.findData(view.index.missing), 0))
        if not self.share.hasFocus() or not self.share.isModified():
            self.share.setText(view.index.share.replace(".", ","))
        is_new = not self.model.figures
        columns = component_columns()
        self.model.show_table(columns, view.components)
        if is_new:
            self.grid.set_widths(tuple(column.width for column in columns))
        self.grid.fit()
        self.norms.show_norms(norms)
        source = f"Источник: {view.index.source}." if view.index.source else ""
        self.about.setText(f"{OWN_NOTE}\n\n{source}\n\n{view.index.certainty}".strip())

    def refuse(self, sentence: str) -> None:
        """Say why the last edit was not taken; an empty sentence clears it."""
        self.reason.setText(sentence)
        self.reason.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for field in (self.scale, self.missing, self.share):
            form.addRow(field.accessibleName(), field)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(8, 8, 8, 8)
        column.addLayout(form)
        column.addWidget(self.reason)
        column.addWidget(self.grid, 1)
        column.addWidget(self.norms)
        column.addWidget(self.about)
        self.reason.hide()
        self.setWidget(content)

    def _save(self) -> None:
        if self._index is None:
            return
        self.share.setModified(False)
        wanted = replace(
            self._index,
            standardisation=str(self.scale.currentData()),
            missing=str(self.missing.currentData()),
            share=self.share.text().strip().replace(",", "."),
        )
        self.refuse("")
        if wanted != self._index:
            self.index_changed.emit(wanted)

    def _on_edited(self, edits: list[Edit[ContextComponent]], _intent: str) -> None:
        self.refuse("")
        self.components_changed.emit([_changed(edit) for edit in edits])


def _changed(edit: Edit[ContextComponent]) -> ContextComponent:
    if edit.column == "weight":
        return replace(edit.row, weight=str(edit.value))
    return replace(edit.row, is_higher_worse=edit.value is True)
