"""The button that makes papers: of a kind, amending, an extract; kinds; text from the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from quality_desktop.domain.records import Id
from quality_desktop.services.cycle import responsibility
from quality_desktop.services.paperwork import amending, extracts, kinds, new_papers, pasted
from quality_desktop.services.paperwork.papers import ComposedClause
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.widgets.naming import named

if TYPE_CHECKING:
    from quality_desktop.domain.changes import Changes
    from quality_desktop.services.paperwork.kind_files import KindSource
    from quality_desktop.services.paperwork.paper_desk import AppendixChoice
    from quality_desktop.storage.history import Moment
    from quality_desktop.storage.store import Store


class PaperMaking(QToolButton):
    """«Новый документ» with its menu.

    Attributes:
        paper: The paper in front; what is made from it is offered only with one.
        clauses: Its clauses, for an extract.
        clause: Key of the clause that pasted text follows; empty for the end.

    Signals:
        made: Id of a new paper.
        said: A sentence about what was done.
        appendix_written: Title and text of an appendix, and the appendix or None for a new one.
    """

    made = Signal(object)
    appendix_written = Signal(str, str, object)
    said = Signal(str)

    def __init__(
        self, operations: Operations, environment: Environment, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, "newPaper", "Новый документ")
        self.setText("Новый документ")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        environment.look.dress(self, "file-plus")
        self._operations = operations
        self._environment = environment
        self.paper: Id | None = None
        self.clauses: Sequence[ComposedClause] = ()
        self.clause = ""
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.by_kind = self._action("По виду документа…", self.ask_kind)
        self.amend = self._action("Приказ о внесении изменений в этот…", self.make_amending)
        self.extract = self._action("Выписка из этого…", self.ask_extract)
        self._menu.addSeparator()
        self.paste = self._action("Вставить текст или таблицу из буфера", self.paste_text)
        self.appendix = self._action("Приложение со своим текстом…", self.ask_appendix)
        self._menu.addSeparator()
        self.edit_kinds = self._action("Виды документов…", self.show_kinds)
        self._menu.aboutToShow.connect(self._follow)

    def follow(self, paper: Id | None, clauses: Sequence[ComposedClause], row: int) -> None:
        """Another paper is in front, with this clause chosen."""
        self.paper, self.clauses = paper, clauses
        self.follow_row(row)

    def follow_row(self, row: int) -> None:
        """What is pasted comes behind the chosen clause; the heading stands for the end."""
        self.clause = self.clauses[row].key if 0 < row < len(self.clauses) else ""

    def ask_kind(self) -> None:
        """Ask for a kind and make a paper of it."""
        self._operations.ask(
            lambda store: kinds.available(store=store, wording=self._environment.wording),
            self._make_of_kind,
            owner=self,
        )

    def make(self, code: str) -> None:
        """Make a paper of a kind and show it.

        Args:
            code: Code of the kind.
        """
        wording = self._environment.wording
        self._make(lambda store: new_papers.create(store=store, wording=wording, code=code))

    def make_amending(self) -> None:
        """Ask since when, and make an order with what changed in the matrix."""
        self._operations.ask(
            lambda store: responsibility.moments(store=store), self._amend_since, owner=self
        )

    def ask_extract(self) -> None:
        """Ask which clauses of the paper in front go into an extract."""
        from quality_desktop.ui.dialogs.new_paper import ChooseClauses

        earlier, clauses = self.paper, [one for one in self.clauses if not one.is_struck]
        chosen = ChooseClauses.ask(self, [f"{one.mark} {one.text}".strip() for one in clauses])
        if earlier is None or not chosen:
            return
        self._make(
            lambda store: extracts.extract(
                store=store,
                wording=self._environment.wording,
                earlier=earlier,
                clauses=clauses,
                chosen=chosen,
            )
        )

    def paste_text(self) -> None:
        """Put the text of the clipboard behind the chosen clause of the paper in front."""
        paper, clause = self.paper, self.clause
        data = QGuiApplication.clipboard().mimeData()
        parts = pasted.parts_of_html(data.html()) if data.hasHtml() else ()
        parts = parts or pasted.parts_of_text(data.text())
        if paper is None or not parts:
            self.said.emit("В буфере нет текста: скопируйте его в другой программе.")
            return

        def write(store: Store) -> Changes:
            place = new_papers.place_after(
                store=store, wording=self._environment.wording, paper=paper, clause=clause
            )
            return new_papers.add_parts(store=store, paper=paper, parts=parts, place=place)

        self._operations.do(
            write,
            then=lambda _: self.said.emit(f"Вставлено частей: {len(parts)}. Вернёт Ctrl+Z."),
            owner=self,
        )

    def ask_appendix(self) -> None:
        """Ask for an appendix of one's own words for the paper in front."""
        from quality_desktop.ui.dialogs.own_appendix import OwnAppendix

        answer = OwnAppendix.ask(self)
        if answer is not None:
            self.appendix_written.emit(*answer, None)

    def reword_appendix(self, choice: AppendixChoice) -> None:
        """Ask for other words of an appendix."""
        from quality_desktop.ui.dialogs.own_appendix import OwnAppendix

        answer = OwnAppendix.ask(self, title=choice.own_title, text=choice.text)
        if answer is not None:
            self.appendix_written.emit(*answer, choice.own)

    def show_kinds(self) -> None:
        """Show the kinds of papers."""
        from quality_desktop.ui.dialogs.paper_kinds import PaperKinds

        PaperKinds.show_for(self.window(), self._operations, self._environment)

    def _action(self, text: str, act: Callable[[], None]) -> QAction:
        action = self._menu.addAction(text)
        action.triggered.connect(lambda _checked=False: act())
        return action

    def _follow(self) -> None:
        for action in (self.amend, self.extract, self.paste, self.appendix):
            action.setEnabled(self.paper is not None)

    def _amend_since(self, moments: Sequence[Moment]) -> None:
        from quality_desktop.ui.dialogs.new_paper import ChooseMoment

        earlier = self.paper
        since = ChooseMoment.ask(self, moments)
        if earlier is None or since is None:
            return
        folders = amending.WordFolders(
            wording=self._environment.wording,
            reference=self._environment.reference,
            language=self._environment.language,
        )
        self._make(
            lambda store: amending.amend(store=store, folders=folders, earlier=earlier, since=since)
        )

    def _make_of_kind(self, found: tuple[KindSource, ...]) -> None:
        from quality_desktop.ui.dialogs.new_paper import NewPaper

        code = NewPaper.ask(self, found)
        if code is not None:
            self.make(code)

    def _make(self, write: Callable[[Store], tuple[Id, Changes]]) -> None:
        keys: list[Id] = []

        def make(store: Store) -> Changes:
            key, changes = write(store)
            keys.append(key)
            return changes

        self._operations.do(make, then=lambda _: self.made.emit(keys[0]), owner=self)
