"""All shortcuts of the window in a table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.ui.shortcuts import Shortcut
from quality_desktop.ui.widgets.grid_view import ROW_HEIGHT
from quality_desktop.ui.widgets.naming import named


class KeysDialog(QDialog):
    """Key and meaning, as `Shortcut` has them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keysDialog")
        self.setWindowTitle("Сочетания клавиш")
        self.resize(520, 560)
        self.table = named(QTableWidget(len(Shortcut), 2), "keysTable", "Сочетания клавиш")
        self.table.setTabKeyNavigation(False)
        self.table.setHorizontalHeaderLabels(["Клавиши", "Что делает"])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row, shortcut in enumerate(Shortcut):
            self.table.setItem(row, 0, QTableWidgetItem(f"{shortcut.shown}  "))
            self.table.setItem(row, 1, QTableWidgetItem(shortcut.title))
        buttons = QDialogButtonBox()
        buttons.addButton("Закрыть", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table)
        layout.addWidget(buttons)
