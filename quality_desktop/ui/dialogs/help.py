"""The built-in help: contents or what was found at the left, the page at the right."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QImageReader, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QTextBrowser,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.services.help.book import FIRST_PAGE, Book, split_link
from quality_desktop.services.help.page_text import PageText, Shades
from quality_desktop.services.help.search import search
from quality_desktop.services.help.stems import stems_of
from quality_desktop.ui.look import Look
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.shortcuts import Shortcut
from quality_desktop.ui.widgets.help_results import HelpResults
from quality_desktop.ui.widgets.naming import named

_SIZE: Final = QSize(1040, 640)
_LEFT: Final = 270
_INDENT: Final = 22
_PICTURE_WIDTH: Final = 690
"""A picture is shown at most so wide, so that the window need not be scrolled sideways."""


@dataclass(frozen=True, slots=True)
class _Stop:
    """A place that was looked at; back and forward lead there again."""

    page: str
    anchor: str = ""
    wanted: tuple[str, ...] = ()


class HelpDialog(QDialog):
    """Stays open beside the window, so that the user can read and work.

    Attributes:
        contents: Sections and their pages.
        results: What the search has found.
        text: The page.
    """

    def __init__(self, book: Book, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("helpDialog")
        self.setWindowTitle("Справка")
        self.setSizeGripEnabled(True)
        self.resize(_SIZE.boundedTo(self.screen().availableSize() * 0.9))
        self._book = book
        self._look = look
        self._terms = dict(book.terms)
        self._widths = _picture_widths(book.folder)
        self._stops: list[_Stop] = []
        self._place = -1
        self.back = self._step_button("helpBack", "Назад", "arrow-left", -1)
        self.forward = self._step_button("helpForward", "Вперёд", "arrow-right", 1)
        self.query = named(QLineEdit(clearButtonEnabled=True), "helpQuery", "Найти в справке")
        self.query.setPlaceholderText("Найти в справке")
        self.contents = named(QTreeWidget(), "helpPages", "Содержание справки")
        self.results = HelpResults()
        self.text = named(QTextBrowser(), "helpText", "Страница справки")
        self._left = QStackedWidget()
        self._fill_contents()
        self._lay_out()
        self._connect()

    def show_page(self, name: str, anchor: str = "", wanted: tuple[str, ...] = ()) -> None:
        """Show a page by the name of its file without ending; an unknown one is the first.

        Args:
            name: «matrix».
            anchor: Heading to scroll to.
            wanted: Stems of words to mark.
        """
        stop = _Stop(name if self._book.page(name) is not None else FIRST_PAGE, anchor, wanted)
        if self._place < 0 or stop != self._stops[self._place]:
            self._stops[self._place + 1 :] = [stop]
            self._place = len(self._stops) - 1
        self._show_stop()

    def show_link(self, link: str) -> None:
        """Show what a link names: «matrix.md#как-назначить»."""
        name, anchor = split_link(link)
        self.show_page(name or self._stops[self._place].page, anchor)

    def _show_stop(self) -> None:
        stop = self._stops[self._place]
        page = self._book.page(stop.page)
        if page is None:
            return
        colours = self._look.colours
        text = PageText(
            terms=self._terms,
            shades=Shades(mark=colours.warning_base, line=colours.border),
            wanted=stop.wanted,
            widths=self._widths,
        )
        self.text.setHtml(text.html(page))
        if stop.anchor:
            self.text.scrollToAnchor(stop.anchor)
        self.setWindowTitle(f"{page.title} — Справка")
        self.back.setEnabled(self._place > 0)
        self.forward.setEnabled(self._place + 1 < len(self._stops))
        self._choose_in_contents(stop.page)

    def _go(self, by: int) -> None:
        if 0 <= self._place + by < len(self._stops):
            self._place += by
            self._show_stop()

    def _on_query(self) -> None:
        query = self.query.text()
        wanted = stems_of(query)
        self._left.setCurrentWidget(self.results if wanted else self.contents)
        if wanted:
            self.results.show_found(search(self._book, query), self._look.colours.warning_base)

    def _on_page_chosen(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and (name := item.data(0, Qt.ItemDataRole.UserRole)):
            self.show_page(name)

    def _choose_in_contents(self, name: str) -> None:
        self.contents.blockSignals(True)
        for item in self.contents.findItems("", Qt.MatchFlag.MatchContains | _DEEP):
            if item.data(0, Qt.ItemDataRole.UserRole) == name:
                self.contents.setCurrentItem(item)
        self.contents.blockSignals(False)

    def _step_button(self, name: str, words: str, icon: str, by: int) -> QToolButton:
        button = named(QToolButton(), name, words)
        keys = Shortcut.HELP_BACK if by < 0 else Shortcut.HELP_FORWARD
        button.setToolTip(plain_tip(f"{words} ({keys.shown})"))
        self._look.dress(button, icon)
        button.clicked.connect(lambda: self._go(by))
        button.setEnabled(False)
        QShortcut(keys.sequence, self, lambda: self._go(by))
        return button

    def _fill_contents(self) -> None:
        self.contents.setHeaderHidden(True)
        self.contents.setRootIsDecorated(True)
        for section in self._book.sections:
            top = QTreeWidgetItem([section.title])
            top.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.contents.addTopLevelItem(top)
            for page in section.pages:
                item = QTreeWidgetItem(top, [page.title])
                item.setToolTip(0, plain_tip(page.title))
                item.setData(0, Qt.ItemDataRole.UserRole, page.name)
        self.contents.expandAll()

    def _lay_out(self) -> None:
        self.text.setOpenLinks(False)
        self.text.setSearchPaths([str(self._book.folder)])
        self.text.document().setDocumentMargin(12)
        self.text.document().setIndentWidth(_INDENT)
        self._left.addWidget(self.contents)
        self._left.addWidget(self.results)
        line = QHBoxLayout()
        line.addWidget(self.back)
        line.addWidget(self.forward)
        line.addWidget(self.query, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self._left, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self.text)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_LEFT, _SIZE.width() - _LEFT])
        splitter.setChildrenCollapsible(False)
        buttons = QDialogButtonBox()
        close = buttons.addButton("Закрыть", QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(splitter, 1)
        layout.addWidget(buttons)

    def _connect(self) -> None:
        self.contents.currentItemChanged.connect(lambda item, _was: self._on_page_chosen(item))
        self.query.textChanged.connect(lambda _text: self._on_query())
        self.query.returnPressed.connect(self.results.choose_first)
        self.results.chosen.connect(
            lambda found: self.show_page(found.page, found.anchor, stems_of(self.query.text()))
        )
        self.text.anchorClicked.connect(
            lambda link: self.show_link(link.toString(QUrl.ComponentFormattingOption.FullyDecoded))
        )
        self._look.changed.connect(self._on_look_changed)
        QShortcut(Shortcut.FIND.sequence, self, self._find)

    def _on_look_changed(self) -> None:
        if self._place >= 0:
            self._show_stop()

    def _find(self) -> None:
        self.query.setFocus()
        self.query.selectAll()


_DEEP: Final = Qt.MatchFlag.MatchRecursive


def _picture_widths(folder: Path) -> dict[str, int]:
    """How wide each picture is shown, by its name in the pages."""
    found = {}
    for path in sorted(folder.glob("pictures/*.png")):
        width = QImageReader(str(path)).size().width()
        found[path.relative_to(folder).as_posix()] = min(width, _PICTURE_WIDTH)
    return found
