"""What a block pasted into the monitoring grid would do, shown before it is done."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QAbstractTableModel, QObject, QSize, Qt
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quality_desktop.services.entry.monitoring_paste import PastedCell, PastePlan, PasteState
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.index import NO_PARENT, Index
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.row_delegate import RowDelegate
from quality_desktop.ui.widgets.wrap_delegate import WrapDelegate

_TITLES: Final = ("Школа", "Показатель", "Было", "Станет", "Примечание")
_LEAST: Final = (180, 230, 70, 90)
_MOST: Final = (330, 330, 150, 150)
"""Widths of the columns in pixels; the last one takes what is left."""
_SIZE: Final = QSize(1180, 560)
_AROUND: Final = 22
_ICON: Final = 24
_MOST_TALL: Final = 300
"""Of so many refused cells the reason is shown whole; of more, in the tooltip."""
_ICONS: Final = {
    PasteState.NEW: "plus",
    PasteState.CHANGED: "pencil",
    PasteState.REFUSED: "circle-x",
}
_ORDER: Final = {PasteState.REFUSED: 0, PasteState.CHANGED: 1, PasteState.NEW: 2}


class PastedCells(QAbstractTableModel):
    """Cells of a plan: refused ones first, then changed, then new."""

    def __init__(self, plan: PastePlan, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._cells = sorted(plan.cells, key=lambda cell: _ORDER[cell.state])

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._cells)

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(_TITLES)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        is_title = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return _TITLES[section] if is_title else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        cell, column = self._cells[index.row()], index.column()
        is_refused = cell.state is PasteState.REFUSED
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return _texts(cell)[column]
            case Qt.ItemDataRole.DecorationRole if column == 0:
                colours = self._look.colours
                return self._look.icon(
                    _ICONS[cell.state], colours.danger if is_refused else colours.text
                )
            case Qt.ItemDataRole.ForegroundRole if is_refused and column > 2:
                return QColor(self._look.colours.danger)
            case _:
                return None


class FiguresPreview(QDialog):
    """Counts in a sentence, a line per cell, one button."""

    def __init__(self, plan: PastePlan, look: Look, parent: QWidget | None = None) -> None:
        """Show a plan.

        Args:
            plan: What the paste would do.
            look: Colours and icons.
            parent: Window it belongs to.
        """
        super().__init__(parent)
        self.setObjectName("figuresPreview")
        self.setWindowTitle("Вставка в показатели")
        room = self.screen().availableGeometry().size()
        self.resize(_SIZE.boundedTo(QSize(room.width() * 9 // 10, room.height() * 8 // 10)))
        self.summary = named(QLabel(summary(plan), wordWrap=True), "figuresSummary")
        self.cells = named(QTableView(), "figuresCells", "Ячейки, которые будут вставлены")
        self.cells.setModel(PastedCells(plan, look, self))
        self.cells.setItemDelegate(RowDelegate(self.cells))
        self.cells.setItemDelegateForColumn(len(_TITLES) - 1, WrapDelegate(self.cells))
        self.cells.setTabKeyNavigation(False)
        self.cells.setShowGrid(False)
        self.cells.setWordWrap(False)
        self.cells.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.cells.verticalHeader().hide()
        self.cells.verticalHeader().setDefaultSectionSize(26)
        header = self.cells.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in enumerate(self._widths(plan)):
            header.resizeSection(column, width)
        self._refused = min(plan.count(PasteState.REFUSED), _MOST_TALL)
        header.sectionResized.connect(lambda *_: self._fit_rows())
        count = len(plan.edits)
        verb = f"Вставить {counted(count, 'ячейку', 'ячейки', 'ячеек')}"
        self.take = named(QPushButton(verb if count else "Вставить"), "figuresTake")
        self.take.setEnabled(count > 0)
        self.leave = named(QPushButton("Не вставлять"), "figuresLeave")
        buttons = QDialogButtonBox()
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.leave, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        (self.take if count else self.leave).setDefault(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addWidget(self.cells, 1)
        layout.addWidget(buttons)

    def _widths(self, plan: PastePlan) -> list[int]:
        """As wide as the texts are, within bounds."""
        metrics = self.cells.fontMetrics()
        texts = zip(*({_texts(cell)[:4] for cell in plan.cells} or {("",) * 4}), strict=True)
        return [
            min(max(*(metrics.horizontalAdvance(t) for t in set(column)), least) + more, most)
            for column, least, most, more in zip(
                texts, _LEAST, _MOST, (_AROUND + _ICON, *(_AROUND,) * 3), strict=True
            )
        ]

    def _fit_rows(self) -> None:
        for row in range(self._refused):
            self.cells.resizeRowToContents(row)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_rows()

    @classmethod
    def ask(cls, plan: PastePlan, look: Look, parent: QWidget | None) -> bool:
        """Show a plan and wait for the decision; True when it shall be done."""
        dialog = cls(plan, look, parent)
        answer = dialog.exec()
        dialog.deleteLater()
        return answer == QDialog.DialogCode.Accepted


def summary(plan: PastePlan) -> str:
    """How the block was matched and what it would do, in sentences."""
    by = {
        (True, True): "Школы найдены по названиям, показатели по заголовкам.",
        (True, False): "Школы найдены по названиям, показатели идут от выбранного столбца.",
        (False, True): "Показатели найдены по заголовкам, школы идут от выбранной строки.",
        (False, False): "Ячейки встанут по месту, от выбранной вправо и вниз.",
    }[plan.by_name, plan.by_heading]
    parts = [
        f"{word} {plan.count(state)}"
        for state, word in (
            (PasteState.NEW, "заполнится"),
            (PasteState.CHANGED, "изменится"),
            (PasteState.SAME, "уже то же самое"),
            (PasteState.REFUSED, "не вставится"),
        )
        if plan.count(state)
    ]
    counts = (", ".join(parts).capitalize() if parts else "Вставлять нечего") + "."
    blank = f" Пустые ячейки ничего не стирают: {plan.blank}." if plan.blank else ""
    return " ".join([by, counts + blank, *plan.remarks])


def _texts(cell: PastedCell) -> tuple[str, ...]:
    was = cell.was or ("пусто" if cell.title else "")
    return cell.school, cell.title, was, cell.now, _remark(cell)


def _remark(cell: PastedCell) -> str:
    if cell.state is PasteState.REFUSED:
        return cell.reason
    return "заменит прежнее" if cell.state is PasteState.CHANGED else "новое"
