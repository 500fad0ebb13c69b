"""Edits of the paper in front, each handed to the file as one step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id
from quality_desktop.services.paperwork import paper_edits, paper_values
from quality_desktop.services.paperwork.paper_desk import AppendixChoice
from quality_desktop.storage.store import Store
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.tabs.documents.clauses import Clauses
from quality_desktop.ui.tabs.documents.requisites import Requisites


class PaperEdits(QObject):
    """Writes what the form and the clauses tell.

    Attributes:
        paper: The paper in front; without one nothing is written.

    Signals:
        begun: An edit goes to the file.
    """

    begun = Signal()

    def __init__(self, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._operations = operations
        self.paper: Id | None = None

    def follow(self, requisites: Requisites) -> None:
        """Write what this form tells."""
        requisites.paper_changed.connect(self.save)
        requisites.deadline_changed.connect(self.set_deadline)
        requisites.appendix_toggled.connect(self.include)
        requisites.values.field_changed.connect(self.set_field)
        requisites.values.party_changed.connect(self.set_party)
        requisites.values.addressees_changed.connect(self.set_addressees)

    def follow_clauses(self, clauses: Clauses) -> None:
        """Write what this list tells."""
        clauses.worded.connect(self.word)
        clauses.struck.connect(self.strike)
        clauses.restored.connect(self.restore)

    def save(self, paper: Paper, what: str) -> None:
        """Save changed requisites."""
        self._do(lambda store, _key: paper_edits.save_paper(store=store, paper=paper, what=what))

    def set_deadline(self, code: str, due: date | None) -> None:
        """Set a date of a clause."""
        self._do(
            lambda store, key: paper_edits.set_deadline(store=store, paper=key, code=code, due=due)
        )

    def include(self, choice: AppendixChoice, is_included: bool) -> None:
        """Add an appendix or take it out."""
        self._do(
            lambda store, key: paper_edits.include_appendix(
                store=store,
                paper=key,
                content=choice.content,
                programme=choice.programme,
                roadmap=choice.roadmap,
                team=choice.team,
                own=choice.own,
                is_included=is_included,
            )
        )

    def set_field(self, code: str, text: str) -> None:
        """Fill in a value that the wording names."""
        self._do(
            lambda store, key: paper_values.set_field(store=store, paper=key, code=code, text=text)
        )

    def set_party(self, code: str, person: Id | None, unit: Id | None) -> None:
        """Say who stands where the wording names a party."""
        self._do(
            lambda store, key: paper_values.set_party(
                store=store, paper=key, code=code, person=person, unit=unit
            )
        )

    def set_addressees(self, names: tuple[str, ...]) -> None:
        """Say to whom the paper goes."""
        self._do(
            lambda store, key: paper_values.set_addressees(store=store, paper=key, names=names)
        )

    def write_appendix(self, title: str, text: str, appendix: Id | None) -> None:
        """Keep an appendix of a person's own words."""
        self._do(
            lambda store, key: paper_edits.write_appendix(
                store=store, paper=key, title=title, text=text, appendix=appendix
            )
        )

    def word(self, clause: str, text: str, composed: str) -> None:
        """Keep a person's wording of a clause."""
        self._do(
            lambda store, key: paper_edits.word_clause(
                store=store, paper=key, clause=clause, text=text, composed=composed
            )
        )

    def strike(self, clause: str, composed: str) -> None:
        """Leave a clause out."""
        self._do(
            lambda store, key: paper_edits.strike_clause(
                store=store, paper=key, clause=clause, composed=composed
            )
        )

    def restore(self, clause: str) -> None:
        """Return a clause to the composed text."""
        self._do(
            lambda store, key: paper_edits.restore_clause(store=store, paper=key, clause=clause)
        )

    def copy(self) -> None:
        """Make the next paper like this one."""
        self._do(lambda store, key: paper_edits.copy_paper(store=store, paper=key))

    def remove(self) -> None:
        """Remove the paper with its edits; undo brings all of it back."""
        self._do(lambda store, key: paper_edits.remove_paper(store=store, paper=key))

    def end_copy(self, paper: Id) -> None:
        """Switch «Копия верна» off when the copy is made; a file that is only read keeps it."""
        self._operations.do(
            lambda store: paper_edits.end_copy(store=store, paper=paper),
            refused=lambda _sentence: None,
            owner=self,
        )

    def _do(self, write: Callable[[Store, Id], Changes]) -> None:
        key = self.paper
        if key is not None:
            self.begun.emit()
            self._operations.do(lambda store: write(store, key), owner=self)
