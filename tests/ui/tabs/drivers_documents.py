"""What a secretary does in the tab «Документы»."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from quality_desktop.ui.tabs.documents.tab import DocumentsTab
from tests.ui.drivers import TabDriver, find


class DocumentsDriver(TabDriver):
    """The tab of papers and the hands that use it."""

    tab: DocumentsTab

    @property
    def printed(self) -> str:
        """Words of the pages shown, spaces folded."""
        pdf = self.tab.pages.pdf
        texts = [pdf.getAllText(page).text() for page in range(pdf.pageCount())]
        return " ".join(" ".join(texts).split())

    @property
    def page_count(self) -> int:
        """Pages shown."""
        pdf = self.tab.pages.pdf
        assert pdf.status() is type(pdf).Status.Ready
        return pdf.pageCount()

    @property
    def outcome(self) -> str:
        """What the tab says was done."""
        return find(self.tab, QLabel, "outcome").text()

    def write(self, field: str, text: str) -> None:
        """Type into a field of the requisites and leave it."""
        edit = find(self.tab, QLineEdit, field)
        edit.setFocus()
        edit.selectAll()
        edit.insert(text)  # QTest presses no Cyrillic keys
        self.qtbot.keyClick(edit, Qt.Key.Key_Return)
        self.settle()

    def pick(self, field: str, person: str) -> None:
        """Choose a person by how they are shown (plain spaces)."""
        box = find(self.tab, QComboBox, field)
        rows = [box.itemText(row).replace("\xa0", " ") for row in range(box.count())]
        box.setCurrentIndex(rows.index(person))
        box.activated.emit(box.currentIndex())
        self.settle()

    def people_of(self, field: str) -> str:
        """Who is chosen in a field."""
        return find(self.tab, QComboBox, field).currentText().replace("\xa0", " ")

    def clause(self, beginning: str) -> None:
        """Choose the clause that starts with these words."""
        clauses = self.tab.clauses
        for row in range(clauses.list.count()):
            if beginning in clauses.list.item(row).text():
                clauses.list.setCurrentRow(row)
                return
        raise AssertionError(f"no clause has «{beginning}»")

    def word(self, text: str) -> None:
        """Write the chosen clause anew and finish with Ctrl+Enter."""
        editor = self.tab.clauses.editor
        editor.selectAll()
        editor.insertPlainText(text)
        self.qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def click_clause(self, button: str) -> None:
        """Press a button under the chosen clause."""
        find(self.tab.clauses, QPushButton, button).click()
        self.settle()

    def save_to(self, folder: Path) -> list[str]:
        """Save both formats into a folder; the messages must be told of it before."""
        self.tab.save_action.trigger()
        self.settle()
        return sorted(path.name for path in folder.iterdir())
