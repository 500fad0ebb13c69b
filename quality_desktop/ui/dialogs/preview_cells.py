"""A preview before many cells are changed: what becomes what, what is refused and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.row_delegate import RowDelegate, colours_of
from quality_desktop.ui.widgets.wrap_delegate import WrapDelegate

_TITLES: Final = ("Ячейка", "Было", "Станет", "Примечание")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """A cell that would change.

    Attributes:
        where: «1.2, координатор».
        was: What stands there now.
        now: What would stand there, or the text that is refused.
        reason: Why it is refused; empty when it can be written.
        note: A remark beside what can be written.
    """

    where: str
    was: str
    now: str
    reason: str = ""
    note: str = ""


class PreviewCells(QDialog):
    """Rows with ticks; refused ones cannot be ticked."""

    def __init__(
        self, parent: QWidget | None, *, title: str, rows: Sequence[PreviewRow], verb: str
    ) -> None:
        super().__init__(parent)
        self.setObjectName("previewCells")
        self.setWindowTitle(title)
        self.resize(820, 460)
        self._verb = verb
        self._rows = tuple(rows)
        self._ticks: list[QTableWidgetItem] = []
        self.summary = named(QLabel(_summary(rows), wordWrap=True), "previewSummary")
        self.table = named(QTableWidget(len(rows), len(_TITLES)), "previewTable", title)
        self.table.setTabKeyNavigation(False)
        self._fill_table()
        buttons = QDialogButtonBox()
        self.apply = named(QPushButton(verb), "previewApply")
        self.leave = named(QPushButton("Не менять"), "previewLeave")
        buttons.addButton(self.apply, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.leave, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self.table.itemChanged.connect(self._count)
        self._count()

    @classmethod
    def ask(
        cls, parent: QWidget | None, *, title: str, rows: Sequence[PreviewRow], verb: str
    ) -> tuple[int, ...]:
        """Show the preview; the numbers of the ticked rows, none when it was left.

        Args:
            parent: The window it belongs to.
            title: What is about to be done.
            rows: Cells that would change.
            verb: What the button does: «Вставить».
        """
        dialog = cls(parent, title=title, rows=rows, verb=verb)
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.chosen if is_accepted else ()
        dialog.deleteLater()
        return chosen

    @property
    def chosen(self) -> tuple[int, ...]:
        """Numbers of the ticked rows."""
        checked = Qt.CheckState.Checked
        return tuple(n for n, item in enumerate(self._ticks) if item.checkState() is checked)

    def _fill_table(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels(list(_TITLES))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        colours = colours_of(self.palette())
        for number, row in enumerate(self._rows):
            texts = (row.where, row.was or "—", row.now or "—", row.reason or row.note)
            self._ticks.append(_tick(row))
            table.setItem(number, 0, self._ticks[-1])
            for column, text in enumerate(texts[1:], start=1):
                item = QTableWidgetItem(text)
                item.setToolTip(plain_tip(text))
                if row.reason and column == len(texts) - 1:
                    item.setForeground(QColor(colours.danger))
                table.setItem(number, column, item)
        table.setItemDelegate(WrapDelegate(table))
        table.setItemDelegateForColumn(0, RowDelegate(table))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.sectionResized.connect(lambda *_: table.resizeRowsToContents())

    def _count(self) -> None:
        count = len(self.chosen)
        cells = counted(count, "ячейку", "ячейки", "ячеек")
        self.apply.setText(f"{self._verb}: {cells}" if count else self._verb)
        self.apply.setEnabled(count > 0)
        (self.apply if count else self.leave).setDefault(True)


def _tick(row: PreviewRow) -> QTableWidgetItem:
    item = QTableWidgetItem(row.where)
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    item.setFlags(flags if row.reason else flags | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Unchecked if row.reason else Qt.CheckState.Checked)
    return item


def _summary(rows: Sequence[PreviewRow]) -> str:
    refused = sum(bool(row.reason) for row in rows)
    fresh = sum(not row.reason and not row.was for row in rows)
    changed = len(rows) - refused - fresh
    if not rows:
        return "Ничего не изменится: в ячейках уже то же самое."
    parts = [
        f"{word}: {count}"
        for word, count in (("заполнится", fresh), ("изменится", changed), ("отказано", refused))
        if count
    ]
    text = ", ".join(parts)
    return f"{text[:1].upper()}{text[1:]}. Снимите отметку с того, что менять не нужно."
