"""Two editions of the catalogue side by side, and moving the responsible people on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.directions import Direction, Edition
from quality_desktop.domain.records import Id
from quality_desktop.services.cycle import directions, responsibility
from quality_desktop.services.cycle.directions import MappingRow, Transfer
from quality_desktop.services.cycle.responsibility import ROLE_NAMES, MatrixView
from quality_desktop.storage.store import Store
from quality_desktop.ui.dialogs.preview_cells import PreviewCells, PreviewRow
from quality_desktop.ui.models.table_model import Column, TableModel
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.wrap_delegate import WrapDelegate

_NO_SUCCESSOR = "преемника нет"
_NEW = "новое направление"


class EditionMapping(QDialog):
    """Directions of an earlier edition beside those of a later one."""

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        editions: Sequence[Edition],
        *,
        shown: Edition,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("editionMapping")
        self.setWindowTitle("Соответствие редакций перечня направлений")
        self.resize(980, 560)
        self._operations = operations
        self.transfers: tuple[Transfer, ...] = ()
        ordered = sorted(editions, key=lambda edition: edition.code)
        self.earlier = _edition_box(ordered, "mappingEarlier", "Более ранняя редакция")
        self.later = _edition_box(ordered, "mappingLater", "Более поздняя редакция")
        place = ordered.index(shown) if shown in ordered else 0
        self.later.setCurrentIndex(max(place, 1))
        self.earlier.setCurrentIndex(max(place, 1) - 1)
        self.certainty = named(QLabel(wordWrap=True), "mappingCertainty")
        self.certainty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.model = TableModel(_columns(), key=_row_key, parent=self)
        self.table = GridView("Соответствие направлений")
        self.table.setItemDelegate(WrapDelegate(self.table))
        self.table.setModel(self.model)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.set_widths(tuple(column.width for column in self.model.columns))
        self.table.widths_changed.connect(lambda _: self.table.resizeRowsToContents())
        self.move_on = named(
            QPushButton("Перенести ответственных по соответствию…"), "mappingTransfer"
        )
        self.move_on.clicked.connect(self._plan)
        self._lay_out()
        for box in (self.earlier, self.later):
            box.currentIndexChanged.connect(self._ask)
        self._ask()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        operations: Operations,
        editions: Sequence[Edition],
        *,
        shown: Edition,
    ) -> tuple[Transfer, ...]:
        """Show the mapping; the transfers that the user decided on, none when it was closed.

        Args:
            parent: The window it belongs to.
            operations: Asks the file.
            editions: Editions of the catalogue.
            shown: The edition of the matrix behind the dialog.
        """
        dialog = cls(parent, operations, editions, shown=shown)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        transfers = dialog.transfers if is_accepted else ()
        dialog.deleteLater()
        return transfers

    def _ask(self) -> None:
        earlier: Edition = self.earlier.currentData()
        later: Edition = self.later.currentData()
        is_pair = earlier.code < later.code
        self.move_on.setEnabled(is_pair)
        if not is_pair:
            self.model.show_rows(())
            self.certainty.setText("Выберите слева более раннюю редакцию, справа более позднюю.")
            return
        self.certainty.setText("\n".join(_source(edition) for edition in (earlier, later)))
        self._operations.ask(
            lambda store: directions.mapping(store=store, earlier=earlier.id, later=later.id),
            self._show,
            owner=self,
        )

    def _show(self, rows: Sequence[MappingRow]) -> None:
        self.model.show_rows(rows)
        self.table.resizeRowsToContents()

    def _plan(self) -> None:
        earlier: Id = self.earlier.currentData().id
        later: Id = self.later.currentData().id

        def question(store: Store) -> tuple[tuple[Transfer, ...], MatrixView]:
            plan = directions.plan_transfer(store=store, earlier=earlier, later=later)
            return plan, responsibility.view(store=store, edition=later)

        self._operations.ask(question, lambda found: self._preview(*found), owner=self)

    def _preview(self, plan: Sequence[Transfer], view: MatrixView) -> None:
        rows = [
            PreviewRow(
                where=f"{found.direction.code}, {ROLE_NAMES[found.edit.role]}",
                was="",
                now=", ".join(view.text(party) for party in found.edit.parties),
                note=f"из {', '.join(found.origins)}",
            )
            for found in plan
        ]
        chosen = PreviewCells.ask(self, title="Перенос ответственных", rows=rows, verb="Перенести")
        if chosen:
            self.transfers = tuple(plan[number] for number in chosen)
            self.accept()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        for text, box in (("&Было", self.earlier), ("&Стало", self.later)):
            label = QLabel(text, textFormat=Qt.TextFormat.PlainText)
            label.setBuddy(box)
            top.addWidget(label)
            top.addWidget(box, 1)
        buttons = QDialogButtonBox()
        buttons.addButton(self.move_on, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton("Закрыть", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.certainty)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)


def _edition_box(editions: Sequence[Edition], name: str, accessible: str) -> QComboBox:
    box = named(QComboBox(), name, accessible)
    for edition in editions:
        box.addItem(f"{edition.code}: {edition.title}", edition)
    return box


def _source(edition: Edition) -> str:
    """Where an edition is known from and how surely."""
    return f"{edition.code}: {edition.certainty or edition.source}."


def _row_key(row: MappingRow) -> tuple[Id | None, Id | None]:
    return (row.earlier.id if row.earlier else None, row.later.id if row.later else None)


def _shown(direction: Direction | None, absent: str) -> str:
    return f"{direction.code} {direction.title}" if direction else absent


def _columns() -> list[Column[MappingRow]]:
    return [
        Column(key="earlier", title="Было", text=lambda r: _shown(r.earlier, _NEW), width=360),
        Column(
            key="later", title="Стало", text=lambda r: _shown(r.later, _NO_SUCCESSOR), width=360
        ),
        Column(key="note", title="Примечание", text=lambda r: r.note, width=220),
    ]
