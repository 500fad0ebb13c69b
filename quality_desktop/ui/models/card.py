"""The technological card as a table: six stages with their texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt
from typing_extensions import override

from quality_desktop.domain.cycle import CardRow, Stage
from quality_desktop.services.cycle.cycle import CardView
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.index import Index
from quality_desktop.ui.models.table_model import Column, TableModel

TITLES: Final = {
    "structure": "Структура цикла (раздел)",
    "actions": "Действия",
    "coordinator": "Координатор",
    "executors": "Ответственные исполнители",
    "operator": "Муниципальный оператор",
}
OWNER_COLUMN: Final = 1
"""Column that says whose text a row is; of use only when one direction is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRow:
    """A row of the card as the table shows it.

    Attributes:
        row: The texts: of the direction's override, or of the common card.
        common: The texts of the common card.
    """

    stage: Stage
    row: CardRow
    common: CardRow

    @property
    def is_own(self) -> bool:
        """The direction has its own texts for this stage."""
        return self.row.direction is not None

    def differs(self, field: str) -> bool:
        """The direction's own text is not that of the common card."""
        return self.is_own and getattr(self.row, field) != getattr(self.common, field)


class CardModel(TableModel[ShownRow]):
    """Rows are stages; a text that differs from the common card is marked with an icon."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(_columns(), key=lambda row: row.stage.id, parent=parent)
        self._look = look

    def show(self, view: CardView) -> None:
        """Show an answer of the service."""
        triples = zip(view.stages, view.rows, view.common, strict=True)
        self.show_rows([ShownRow(stage=s, row=r, common=c) for s, r, c in triples])

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return None  # the header itself wraps its titles
        return super().headerData(section, orientation, role)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        if role == Qt.ItemDataRole.DecorationRole and index.isValid():
            row, column = self.rows[index.row()], self.columns[index.column()]
            if column.key in TITLES and row.differs(column.key):
                return self._look.icon("pencil", self._look.colours.accent)
            return None
        return super().data(index, role)


def _columns() -> list[Column[ShownRow]]:
    def text_of(field: str) -> Callable[[ShownRow], str]:
        return lambda row: str(getattr(row.row, field))

    def tip_of(field: str) -> Callable[[ShownRow], str]:
        def tip(row: ShownRow) -> str:
            if not row.differs(field):
                return ""
            return f"Свой текст направления. В общей карте: {getattr(row.common, field) or 'пусто'}"

        return tip

    return [
        Column(key="number", title="№", text=lambda row: str(row.stage.number), width=36),
        Column(
            key="owner",
            title="Текст",
            text=lambda row: "свой" if row.is_own else "общий",
            width=56,
        ),
        *(
            Column(
                key=field,
                title=title,
                text=text_of(field),
                is_editable=lambda _row: True,
                tooltip=tip_of(field),
                width=200,
            )
            for field, title in TITLES.items()
        ),
    ]
