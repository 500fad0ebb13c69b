"""Numbers that an analysis compares with, editable in their place, each with its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from quality_desktop.domain.at_risk.norms import Norm
from quality_desktop.services.school_profile.norms import save_norms
from quality_desktop.ui.models.figure_table import FigureColumn, FigureModel
from quality_desktop.ui.models.table_model import Edit
from quality_desktop.ui.models.typed_numbers import not_negative
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.grid_view import ROW_HEIGHT
from quality_desktop.ui.widgets.naming import named

_TITLE_WIDTH: Final = 190
_FIGURE_WIDTH: Final = 84
_HEADER: Final = 40
_MOST_ROWS: Final = 15
_OWN: Final = "свой порог, не официальный"


class NormsPanel(QWidget):
    """A table of norms over the source of the one under the cursor; saved as they are typed."""

    def __init__(
        self, operations: Operations, parent: QWidget | None = None, *, rows: int = _MOST_ROWS
    ) -> None:
        """Make an empty table.

        Args:
            operations: The bridge to the file.
            parent: Owner of the panel.
            rows: How many norms are seen at least without scrolling the table itself.
        """
        super().__init__(parent)
        self.setObjectName("norms")
        self._operations = operations
        self._rows = rows
        self.model: FigureModel[Norm] = FigureModel(key=lambda norm: norm.id, parent=self)
        self.grid = FigureGrid(self.model, "Пороги")
        self.grid.setObjectName("normGrid")
        self.about = named(QLabel(wordWrap=True), "normAbout")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.about)
        self.model.edited.connect(self._save)
        self.grid.place_changed.connect(self._show_source)

    def show_norms(self, norms: Sequence[Norm]) -> None:
        """Show other norms."""
        is_new = not self.model.figures
        columns = norm_columns()
        self.model.show_table(columns, norms)
        if is_new:
            self.grid.set_widths(tuple(column.width for column in columns))
        self.grid.fit()
        self.grid.setMinimumHeight(_HEADER + ROW_HEIGHT * min(len(norms), self._rows))
        self._show_source()

    def _show_source(self) -> None:
        index = self.grid.currentIndex()
        if not index.isValid() or index.row() >= len(self.model.rows):
            self.about.setText("Выберите порог, чтобы увидеть, откуда он.")
            return
        self.about.setText(norm_source(self.model.rows[index.row()]))

    def _save(self, edits: list[Edit[Norm]], _intent: str) -> None:
        norms = [replace(edit.row, figure=str(edit.value)) for edit in edits]
        self._operations.do(lambda store: save_norms(store=store, norms=norms))


def norm_columns() -> tuple[FigureColumn[Norm], ...]:
    """Title and number."""
    return (
        FigureColumn(
            key="title", title="Порог", width=_TITLE_WIDTH, text=short_title,
            tooltip=norm_source,
        ),
        FigureColumn(
            key="figure", title="Число", width=_FIGURE_WIDTH, is_number=True,
            text=lambda norm: f"{norm.figure.replace('.', ',')} {norm.unit}".strip(),
            value=lambda norm: norm.figure.replace(".", ","),
            parse=lambda typed: not_negative(typed, what="Порог"),
            is_editable=lambda _norm: True,
        ),
    )  # fmt: skip


def short_title(norm: Norm) -> str:
    """The part of its title that fits a narrow column; what it means stands behind the dash."""
    return norm.title.partition(" – ")[0]


def norm_source(norm: Norm) -> str:
    """What it means, where it is from, how sure that is."""
    own = f" ({_OWN})" if norm.is_own else ""
    return f"{norm.title}{own}.\n\nОткуда: {norm.source}.\n\nНадёжность: {norm.certainty}."
