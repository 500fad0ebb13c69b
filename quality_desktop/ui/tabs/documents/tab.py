"""«Документы»: a paper as it will print, its requisites and clauses, printing and saving."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.errors import Problem
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id
from quality_desktop.services.paperwork import papers, printing
from quality_desktop.services.paperwork.paper_desk import PaperDesk
from quality_desktop.services.paperwork.papers import PaperInfo
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.shortcuts import Shortcut
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.documents.clauses import Clauses
from quality_desktop.ui.tabs.documents.deck import DocumentsDeck
from quality_desktop.ui.tabs.documents.edits import PaperEdits
from quality_desktop.ui.tabs.documents.making import PaperMaking
from quality_desktop.ui.tabs.documents.output import PaperOutput
from quality_desktop.ui.tabs.documents.reading import PaperReader
from quality_desktop.ui.tabs.documents.requisites import Requisites
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.page_view import PageView

_FIRST_FORM: Final = "order-mechanisms"
"""The wording that a file without papers starts with."""

_NO_PAPERS: Final = "Здесь составляются документы по сведениям района. В файле пока нет ни одного."


class DocumentsTab(Tab):
    """The tab «Документы»."""

    title: ClassVar[str] = "Документы"
    name: ClassVar[str] = "documents"
    help_page: ClassVar[str] = "documents"
    kinds: ClassVar[frozenset[str]] = frozenset(kind.kind for kind in KINDS)

    def __init__(self, operations: Operations, scope: Scope, environment: Environment) -> None:
        super().__init__(operations, scope, environment)
        self._folders = _folders(environment)
        self._reader = PaperReader(operations, self._folders, self)
        self._reader.desk_read.connect(self._show_desk)
        self._reader.pages_read.connect(self._show_pages)
        self._reader.refused.connect(self._show_refusal)
        self._make_widgets()
        self._make_actions()
        self.deck = DocumentsDeck(self._content(), operations, scope, environment)
        self.deck.paper_wanted.connect(self.open_paper)
        self.build(self.deck)

    @override
    def refresh(self) -> None:
        wording = self._folders.wording
        self.operations.ask(
            lambda store: papers.available(store=store, wording=wording),
            self._show_papers,
            owner=self,
        )

    @override
    def actions_of_tool_row(self) -> Sequence[QAction]:
        return self._actions

    @override
    def jump_to(self, place: str) -> None:
        kind, _, rest = place.partition(":")
        if kind == "clause":
            self._panel.setCurrentWidget(self.clauses)
            self.clauses.open_clause(rest.rpartition(":")[2])
        elif kind == Paper.kind:
            self._panel.setCurrentWidget(self.requisites)
            field = rest.partition(":")[2]
            target = self.requisites.findChild(QWidget, field) if field else None
            (target or self.requisites).setFocus(Qt.FocusReason.OtherFocusReason)

    def open_paper(self, paper: Id) -> None:
        """Show a paper as it prints."""
        self.edits.paper = paper
        self.refresh()

    def _make_widgets(self) -> None:
        self.edits = PaperEdits(self.operations, self)
        self.chooser = named(QComboBox(), "paperChooser", "Документ")
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.chooser.activated.connect(self._on_paper_chosen)
        self.pages = PageView(self)
        self.pages.line_chosen.connect(self._on_line_chosen)
        self.page_number = named(QLabel(), "pageNumber")
        self.pages.page_changed.connect(
            lambda page, count: self.page_number.setText(
                f"Страница {page} из {count}" if count else ""
            )
        )
        self.requisites = Requisites()
        self.edits.follow(self.requisites)
        self.clauses = Clauses()
        self.edits.follow_clauses(self.clauses)
        self.output = PaperOutput(self.operations, self.environment, self)
        self.edits.begun.connect(self.output.hide)
        self.output.handed_out.connect(self.edits.end_copy)
        self.making = PaperMaking(self.operations, self.environment)
        self.making.made.connect(self.open_paper)
        self.making.said.connect(self.output.tell)
        self.making.appendix_written.connect(self.edits.write_appendix)
        self.requisites.appendix_opened.connect(self.making.reword_appendix)
        self.clauses.list.currentRowChanged.connect(self.making.follow_row)

    def _make_actions(self) -> None:
        self.save_action = self.new_action(
            "Сохранить DOCX и PDF…", "device-floppy", Shortcut.SAVE_PAPER
        )
        self.save_action.triggered.connect(self._on_save)
        self.print_action = self.new_action("Печать…", "printer", Shortcut.PRINT)
        self.print_action.triggered.connect(self._on_print)
        self.copy_action = self.new_action("Копия верна", "rubber-stamp")
        self.copy_action.setCheckable(True)
        self.copy_action.toggled.connect(self.requisites.is_certified.setChecked)
        self.next_action = self.new_action("Новый по образцу", "copy")
        self.next_action.triggered.connect(self.edits.copy)
        self.remove_action = self.new_action(
            "Удалить документ", "trash", Shortcut.REMOVE, "Удалить документ; вернёт Ctrl+Z"
        )
        self.remove_action.triggered.connect(self.edits.remove)
        for place in (self.chooser, self.pages):
            place.addAction(self.remove_action)
            place.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        zooming = []
        for text, icon, zoom in (
            ("Крупнее", "zoom-in", self.pages.zoom_in),
            ("Мельче", "zoom-out", self.pages.zoom_out),
            ("По ширине", "zoom-reset", self.pages.fit_width),
        ):
            zooming.append(self.new_action(text, icon))
            zooming[-1].triggered.connect(zoom)
        self.larger_action, self.smaller_action, self.fit_action = zooming
        own = (self.save_action, self.print_action, self.copy_action, self.next_action)
        self._actions = (*own, *zooming)

    def _content(self) -> QWidget:
        self._panel = named(QTabWidget(documentMode=True), "paperPanel", "Содержание документа")
        self._panel.addTab(self.requisites, "Реквизиты")
        self._panel.addTab(self.clauses, "Пункты")
        splitter = named(QSplitter(Qt.Orientation.Horizontal), "paperSplit")
        splitter.addWidget(self.pages)
        splitter.addWidget(self._panel)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([860, 400])
        splitter.setChildrenCollapsible(False)
        head = QHBoxLayout()
        self._paper_label = QLabel("Документ:")
        self._paper_label.setBuddy(self.chooser)
        for widget in (self._paper_label, self.chooser, self.making):
            head.addWidget(widget)
        head.addWidget(self.output, 1)
        head.addStretch()
        head.addWidget(self.page_number)
        self.empty = EmptyState(_NO_PAPERS, "Составить приказ")
        self.empty.button.clicked.connect(lambda: self.making.make(_FIRST_FORM))
        self._stack = QStackedWidget()
        for page in (splitter, self.empty):
            self._stack.addWidget(page)
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        return work

    def _show_papers(self, found: tuple[PaperInfo, ...]) -> None:
        known = [info.paper for info in found]
        if self.edits.paper not in known:
            self.edits.paper = known[0] if known else None
        self._stack.setCurrentIndex(0 if known else 1)
        for action in (*self._actions, self.remove_action):
            action.setEnabled(bool(known))
        for widget in (self._paper_label, self.chooser, self.page_number):
            widget.setVisible(bool(known))
        with QSignalBlocker(self.chooser):
            self.chooser.clear()
            for info in found:
                self.chooser.addItem(info.title, info.paper)
            self.chooser.setCurrentIndex(known.index(self.edits.paper) if self.edits.paper else -1)
        self._show_paper()

    def _show_paper(self) -> None:
        paper = self.edits.paper
        if paper is None:
            self.making.follow(None, (), -1)
            self.show_problems(())
            return
        self._reader.read(paper)

    def _show_desk(self, desk: PaperDesk) -> None:
        self.requisites.show_desk(desk)
        with QSignalBlocker(self.copy_action):
            self.copy_action.setChecked(desk.paper.is_certified_copy)

    def _show_pages(self, composed: papers.Composed, data: bytes) -> None:
        self._allow_output(True)
        self.clauses.show_clauses(composed.clauses)
        self.making.follow(self.edits.paper, composed.clauses, self.clauses.list.currentRow())
        self.show_problems(composed.problems)
        self.pages.show_pdf(data)

    def _show_refusal(self, sentence: str) -> None:
        self._allow_output(False)
        self.clauses.show_clauses(())
        self.show_problems((Problem(text=sentence),))
        self.pages.show_nothing(sentence)

    def _allow_output(self, is_allowed: bool) -> None:
        self.save_action.setEnabled(is_allowed)
        self.print_action.setEnabled(is_allowed)

    def _on_paper_chosen(self, row: int) -> None:
        self.edits.paper = self.chooser.itemData(row)
        self._show_paper()

    def _on_line_chosen(self, line: str) -> None:
        key = self.clauses.key_of_line(line)
        if key:
            self._panel.setCurrentWidget(self.clauses)
            self.clauses.open_clause(key)

    def _on_save(self) -> None:
        if self.edits.paper is not None:
            self.output.save(self.edits.paper, self._folders)

    def _on_print(self) -> None:
        self.output.print(self.edits.paper, self.pages.data, self.pages.page_count)


def _folders(environment: Environment) -> printing.Folders:
    return printing.Folders(
        wording=environment.wording,
        reference=environment.reference,
        language=environment.language,
        fonts=environment.fonts,
    )
