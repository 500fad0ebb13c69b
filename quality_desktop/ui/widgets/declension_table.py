"""Six forms of a name or phrase in a small table; «Вернуть» gives the program's form back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from quality_desktop.language.cases import Case
from quality_desktop.language.forms import Form
from quality_desktop.ui.models.directory_forms import FORM_COLUMN, FormsModel
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.wrap_delegate import WrapDelegate

_CASE_TEXT: Final = "Дат. "
_SOURCE_TEXT: Final = "неизвестно "


class DeclensionTable(GridView):
    """As high as its rows, so that the panel scrolls and the table does not.

    Signals:
        corrected: ``Case`` and the office's form; an empty one gives the program's back.
    """

    corrected = Signal(object, str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make an empty table.

        Args:
            name: Whose forms these are, for screen readers.
            parent: Owner of the table.
        """
        super().__init__(name, parent)
        self.setObjectName("declensionTable")
        self.forms = FormsModel(self)
        self.setModel(self.forms)
        self.setItemDelegate(WrapDelegate(self))
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(False)
        self.horizontalHeader().setSectionResizeMode(FORM_COLUMN, QHeaderView.ResizeMode.Stretch)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_wanted)
        self.forms.corrected.connect(self.corrected)
        self.setToolTip("F2 – исправить форму, Delete – вернуть форму программы")

    def show_forms(self, forms: Mapping[Case, Form]) -> None:
        """Show the forms of another name; a table without forms is hidden."""
        self.forms.show_forms(forms)
        self.setVisible(self.forms.rowCount() > 0)
        self._fit()

    def menu_of(self, row: int) -> QMenu:
        """What can be done with a form."""
        menu = QMenu(self)
        index = self.forms.index(row, FORM_COLUMN)
        editable = bool(self.forms.flags(index) & Qt.ItemFlag.ItemIsEditable)
        menu.addAction("Исправить форму", lambda: self.edit(index)).setEnabled(editable)
        give_back = menu.addAction("Вернуть форму программы", lambda: self.give_back(row))
        give_back.setEnabled(self.forms.is_own(row))
        menu.addAction("Копировать", self.copy)
        return menu

    def give_back(self, row: int) -> None:
        """Remove the office's correction of a form."""
        if self.forms.is_own(row):
            self.corrected.emit(self.forms.case_at(row), "")

    @override
    def clear_cells(self) -> None:
        """Delete gives the program's forms back."""
        for row in sorted({index.row() for index in self.selectedIndexes()}):
            self.give_back(row)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        self.setColumnWidth(0, metrics.horizontalAdvance(_CASE_TEXT) + 12)
        self.setColumnWidth(2, metrics.horizontalAdvance(_SOURCE_TEXT) + 12)
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(row) for row in range(self.forms.rowCount()))
        self.setFixedHeight(rows + 2 * self.frameWidth())

    def _on_menu_wanted(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if index.isValid():
            menu = self.menu_of(index.row())
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.viewport().mapToGlobal(place))
