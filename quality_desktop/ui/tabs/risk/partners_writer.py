"""What is typed and pressed among the partners becomes writes; a refusal gives the old text back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.records import Id
from quality_desktop.services.partnership import partners
from quality_desktop.services.partnership.partner_view import Basis, PartnerRow
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.risk_partners import PARTNER, PartnersModel, partner_of
from quality_desktop.ui.models.table_model import Edit
from quality_desktop.ui.operations import Operations

_PROPOSED = "Пары подобраны. Чтобы вернуть прежние, нажмите Ctrl+Z."
_NOTHING_NEW = "Лучшие пары уже подобраны: менять нечего."


class PartnersWriter(QObject):
    """Writes for one view.

    Attributes:
        basis: The year and the rule; None until the view has its first answer.

    Signals:
        done: What was done, for the line above the table.
    """

    done = Signal(str)

    def __init__(
        self,
        view: QWidget,
        operations: Operations,
        environment: Environment,
        model: PartnersModel,
    ) -> None:
        """Listen to a table.

        Args:
            view: Owner, in front of whose window refusals are told.
            operations: The bridge to the file.
            environment: Shared objects.
            model: The table that is typed into.
        """
        super().__init__(view)
        self.basis: Basis | None = None
        self._view = view
        self._operations = operations
        self._environment = environment
        self._model = model
        model.edited.connect(self._on_edited)

    def refuse(self, sentence: str) -> None:
        """Show the stored texts again and say why."""
        self._model.forget_pending()
        self._environment.messages.refuse(self._view.window(), sentence)

    def propose(self) -> None:
        """Choose partners for all schools that have no settled one."""
        basis, reference = self.basis, self._environment.reference
        if basis is not None:
            self._operations.do(
                lambda store: partners.propose(
                    store=store, year=basis.year, terms=basis.terms, reference=reference
                ),
                then=lambda changes: self.done.emit(_PROPOSED if changes else _NOTHING_NEW),
                refused=self.refuse,
                owner=self,
            )

    def remove(self, rows: Sequence[PartnerRow]) -> None:
        """Remove pairs with their plans."""
        keys = [row.record.id for row in rows if row.record is not None]
        if keys:
            self._do(lambda store: partners.remove(store=store, partnerships=keys))

    def ask_for_plans(self, day: date | None) -> None:
        """Ask all pairs of the year for their plans by a day."""
        if self.basis is not None and day is not None:
            year = self.basis.year
            self._do(lambda store: partners.set_due(store=store, year=year, due=day))

    def set_distance(self, row: PartnerRow | None, metres: int | None) -> None:
        """Say how far the two schools of a pair are."""
        if row is not None and row.record is not None:
            first, second = row.record.school, row.record.partner
            self._do(
                lambda store: partners.set_distance(
                    store=store, first=first, second=second, metres=metres
                )
            )

    def _on_edited(self, edits: list[Edit[PartnerRow]], _intent: str) -> None:
        for edit in edits:
            record = edit.row.record
            if edit.column == PARTNER:
                self._choose(edit.row, partner_of(edit.value))
            elif record is not None:
                self._write(record.id, edit.column, edit.value)

    def _write(self, key: Id, field: str, value: object) -> None:
        self._do(lambda store: partners.edit(store=store, partnership=key, values={field: value}))

    def _choose(self, row: PartnerRow, partner: Id | None) -> None:
        basis, reference, record = self.basis, self._environment.reference, row.record
        school = row.school.id
        if partner is None:
            self.remove([row])
        elif basis is not None:
            self._do(
                lambda store: partners.choose(
                    store=store,
                    year=basis.year,
                    school=school,
                    partner=partner,
                    terms=basis.terms,
                    reference=reference,
                    replaced=None if record is None else record.id,
                )
            )

    def _do(self, write: Callable[[Store], Changes]) -> None:
        self._operations.do(write, then=self._on_written, refused=self.refuse, owner=self)

    def _on_written(self, changes: Changes) -> None:
        if not changes:  # the same again: nobody else will ask for the table
            self._model.forget_pending()
