"""The built-in help: pages at the left, the text at the right."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.ui.widgets.naming import named

FIRST_PAGE: Final = "first-steps"
_PAGES: Final = (
    FIRST_PAGE, "overview", "matrix", "card", "site", "monitoring", "risk", "roadmap",
    "documents", "directory",
)  # fmt: skip


class HelpDialog(QDialog):
    """Stays open beside the window, so that the user can read and work."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        """Read the titles of the pages.

        Args:
            folder: Markdown files; the first line of each is its title.
            parent: The window.
        """
        super().__init__(parent)
        self.setObjectName("helpDialog")
        self.setWindowTitle("Справка")
        self.resize(QSize(820, 560).boundedTo(self.screen().availableSize() * 0.9))
        self._folder = folder
        self.pages = named(QListWidget(), "helpPages", "Разделы справки")
        self.pages.setFixedWidth(230)
        self.text = named(QTextBrowser(), "helpText", "Текст справки")
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._on_link_clicked)
        self.text.document().setDocumentMargin(12)
        for name in _PAGES:
            path = folder / f"{name}.md"
            if path.is_file():
                item = QListWidgetItem(_title(path))
                item.setData(Qt.ItemDataRole.UserRole, name)
                self.pages.addItem(item)
        self.pages.currentItemChanged.connect(self._on_page_chosen)
        buttons = QDialogButtonBox()
        buttons.addButton("Закрыть", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        columns = QHBoxLayout()
        columns.addWidget(self.pages)
        columns.addWidget(self.text, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(columns)
        layout.addWidget(buttons)

    def show_page(self, name: str) -> None:
        """Show a page by the name of its file without ending; an unknown one is the first."""
        for row in range(self.pages.count()):
            if self.pages.item(row).data(Qt.ItemDataRole.UserRole) == name:
                self.pages.setCurrentRow(row)
                return
        if self.pages.currentRow() < 0 and self.pages.count():
            self.pages.setCurrentRow(0)

    def _on_page_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            path = self._folder / f"{item.data(Qt.ItemDataRole.UserRole)}.md"
            self.text.setMarkdown(path.read_text(encoding="utf-8"))

    def _on_link_clicked(self, link: QUrl) -> None:
        self.show_page(link.fileName().removesuffix(".md"))


def _title(path: Path) -> str:
    with path.open(encoding="utf-8") as lines:
        return lines.readline().lstrip("#").strip()
