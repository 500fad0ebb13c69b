"""A list with ticks, found by typing, ticked and cleared as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.records import Id
from quality_desktop.ui.plurals import folded
from quality_desktop.ui.widgets.naming import named


class CheckList(QWidget):
    """All items are ticked at first.

    Attributes:
        list: The list.
        search: Hides items without its text; hidden items keep their ticks.

    Signals:
        changed: Other items are ticked now.
    """

    changed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        """Make an empty list.

        Args:
            title: What is chosen: «Каким школам».
            parent: Owner of the widget.
        """
        super().__init__(parent)
        self.setObjectName("checkList")
        self._title = title
        self._keys: list[Id] = []
        self.heading = named(QLabel(title), "checkHeading")
        self.search = named(
            QLineEdit(clearButtonEnabled=True, placeholderText="Найти…"), "checkSearch", "Найти"
        )
        self.search.setMaximumWidth(180)
        self.everything = named(QPushButton("Отметить все", autoDefault=False), "checkAll")
        self.nothing = named(QPushButton("Снять все", autoDefault=False), "checkNone")
        self.list = named(QListWidget(), "checkItems", title)
        line = QHBoxLayout()
        line.addWidget(self.heading, 1)
        for widget in (self.search, self.everything, self.nothing):
            line.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.list, 1)
        self.search.textChanged.connect(self._on_search)
        self.everything.clicked.connect(lambda: self._tick_shown(Qt.CheckState.Checked))
        self.nothing.clicked.connect(lambda: self._tick_shown(Qt.CheckState.Unchecked))
        self.list.itemChanged.connect(lambda _item: self._tell())

    @property
    def keys(self) -> list[Id]:
        """Keys of all items."""
        return list(self._keys)

    @property
    def checked(self) -> list[Id]:
        """Keys of the ticked items, hidden ones too."""
        return [
            key
            for row, key in enumerate(self._keys)
            if self.list.item(row).checkState() is Qt.CheckState.Checked
        ]

    def show_items(self, items: Sequence[tuple[Id, str]]) -> None:
        """Show other items, all ticked.

        Args:
            items: Key and text of each.
        """
        was_blocked = self.list.blockSignals(True)
        self.list.clear()
        self._keys = [key for key, _text in items]
        for _key, text in items:
            item = QListWidgetItem(text)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.blockSignals(was_blocked)
        self._tell()

    def _tick_shown(self, state: Qt.CheckState) -> None:
        was_blocked = self.list.blockSignals(True)
        for row in range(self.list.count()):
            if not self.list.item(row).isHidden():
                self.list.item(row).setCheckState(state)
        self.list.blockSignals(was_blocked)
        self._tell()

    def _on_search(self, text: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(folded(text) not in folded(item.text()))

    def _tell(self) -> None:
        self.heading.setText(f"{self._title}: {len(self.checked)} из {len(self._keys)}")
        self.changed.emit()
