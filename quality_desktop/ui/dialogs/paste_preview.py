"""What a pasted block would do, shown before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.services.office.directory_paste import PastedRow, PastePlan, RowState
from quality_desktop.ui.look import Look
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.naming import named

_WORDS: Final = {
    RowState.NEW: "новая",
    RowState.CHANGED: "изменится",
    RowState.SAME: "без изменений",
    RowState.REFUSED: "не вставится",
}
_ICONS: Final = {
    RowState.NEW: "plus",
    RowState.CHANGED: "pencil",
    RowState.SAME: "circle-check",
    RowState.REFUSED: "circle-x",
}


class PastePreview(QDialog):
    """Counts in a sentence, a line per row, one button."""

    def __init__(self, plan: PastePlan, look: Look, parent: QWidget | None = None) -> None:
        """Show a plan.

        Args:
            plan: What the paste would do.
            look: Colours and icons.
            parent: Window it belongs to.
        """
        super().__init__(parent)
        self.setObjectName("pastePreview")
        self.setWindowTitle("Вставка строк")
        self.resize(900, 460)
        self._look = look
        self.summary = named(QLabel(_summary(plan), wordWrap=True), "pasteSummary")
        self.rows = named(QTreeWidget(), "pasteRows", "Строки, которые будут вставлены")
        self.rows.setColumnCount(3)
        self.rows.setHeaderLabels(["Строка", "Что будет", "Что ещё нужно знать"])
        self.rows.setRootIsDecorated(False)
        self.rows.setIndentation(0)
        self.rows.setWordWrap(True)
        self.rows.addTopLevelItems([self._item(row) for row in plan.rows])
        self.rows.expandAll()
        header = self.rows.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 240)
        header.resizeSection(1, 130)
        self.buttons = QDialogButtonBox()
        written = plan.count(RowState.NEW) + plan.count(RowState.CHANGED)
        self.accept_button = named(QPushButton(_verb(written)), "pasteAccept")
        self.accept_button.setEnabled(written > 0)
        leave = named(QPushButton("Не вставлять"), "pasteLeave")
        self.buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        (self.accept_button if written else leave).setDefault(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self.summary)
        layout.addWidget(self.rows, 1)
        layout.addWidget(self.buttons)

    @classmethod
    def ask(cls, plan: PastePlan, look: Look, parent: QWidget | None) -> bool:
        """Show a plan and wait for the decision; True when it shall be done."""
        dialog = cls(plan, look, parent)
        answer = dialog.exec()
        dialog.deleteLater()
        return answer == QDialog.DialogCode.Accepted

    def _item(self, row: PastedRow) -> QTreeWidgetItem:
        name = f"{row.number}. {row.title}" if row.title else f"{row.number}."
        notes = (*row.additions, *_missing(row.missing))
        reasons = (*row.refusals, *notes)
        item = QTreeWidgetItem([name, _WORDS[row.state], *reasons[:1]])
        colours = self._look.colours
        is_refused = row.state is RowState.REFUSED or bool(row.refusals)
        colour = colours.danger if is_refused else colours.text
        item.setIcon(1, self._look.icon(_ICONS[row.state], colour))
        item.addChildren([QTreeWidgetItem(["", "", reason]) for reason in reasons[1:]])
        for line in (item, *(item.child(number) for number in range(item.childCount()))):
            line.setToolTip(2, plain_tip(line.text(2)))
            is_reason = line.text(2) not in notes
            line.setForeground(2, QColor(colours.danger if is_reason else colours.text))
        return item


def _missing(titles: Sequence[str]) -> tuple[str, ...]:
    """«Не указано: Должность, Подразделение», or nothing."""
    return (f"Не указано: {', '.join(titles)}",) if titles else ()


def _verb(count: int) -> str:
    return f"Вставить {counted(count, 'строку', 'строки', 'строк')}"


def _summary(plan: PastePlan) -> str:
    parts = [
        f"{word}: {plan.count(state)}"
        for state, word in (
            (RowState.NEW, "новых строк"),
            (RowState.CHANGED, "изменится"),
            (RowState.SAME, "без изменений"),
            (RowState.REFUSED, "не вставится"),
        )
        if plan.count(state)
    ]
    text = ", ".join(parts).capitalize() + "." if parts else "Вставлять нечего."
    if plan.refusals:
        cells = counted(plan.refusals, "ячейку", "ячейки", "ячеек")
        text += f" Программа не поняла {cells}: причина в последнем столбце, остальное вставится."
    if plan.missing:
        fields = ", ".join(f"«{title}» – {count}" for title, count in plan.missing.items())
        text += f" Не указано (строк): {fields}. Это можно вписать потом."
    if plan.people:
        text += (
            f" Заодно в раздел «Люди» добавятся: {len(plan.people)}, впишите потом их должности."
        )
    if plan.unknown_headings:
        names = ", ".join(f"«{' '.join(name.split())}»" for name in plan.unknown_headings)
        text += f" Этих столбцов здесь нет, они пропущены: {names}."
    return text
