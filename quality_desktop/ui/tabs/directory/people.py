"""Section «Люди»: the grid of people and the card of declined forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from quality_desktop.domain.directory import Person
from quality_desktop.domain.records import Record
from quality_desktop.language.cases import Case
from quality_desktop.services.office import directory_cards, directory_edit, forms_of_words
from quality_desktop.services.office.directory import DirectoryView
from quality_desktop.services.office.directory_edit import RowEdit
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.tabs.directory.page import GridSection
from quality_desktop.ui.tabs.directory.panels import PersonPanel
from quality_desktop.ui.widgets.messages import Answer

_KEEP: Final = Answer(key="keep", text="Оставить как есть", is_safe=True)
_LEFT: Final = Answer(key="left", text="Отметить: не работает")


class PeopleSection(GridSection):
    """People of the office, of its units and schools."""

    title = "Люди"
    icon = "users"
    kinds = (Person.kind,)
    prompt = "Новый человек"
    empty_sentence = (
        "Здесь записывают людей, которых называют приказы: специалистов управления, "
        "директоров школ, методистов. "
        "Впишите первого или вставьте список из Excel (Ctrl+V)."
    )
    empty_button = "Добавить человека"
    widths = (122, 84, 100, 44, 296, 110, 120, 150, 76, 160)

    def __init__(self, operations: Operations, environment: Environment) -> None:
        self.panel = PersonPanel()
        super().__init__(operations, environment, self.panel)
        self.panel.name_corrected.connect(self._correct_name)
        self.panel.position_corrected.connect(self._correct_position)

    def records_of(self, view: DirectoryView) -> Sequence[Record]:
        """People by surname."""
        return view.people

    def show_card(self) -> None:
        """Ask for the card of the current person."""
        record, language = self.host.current(), self.environment.language
        if record is None:
            self.panel.show_nothing()
            return
        self.operations.ask(
            lambda store: directory_cards.card(
                store=store, kind=Person.kind, record=record, language=language
            ),
            self._show_answer,
            owner=self,
        )

    def remove(self) -> None:
        """Remove the selected people; who is still named somewhere can be marked as gone instead."""
        self.host.remove(self._on_refused)

    def _show_answer(self, card: directory_cards.Card) -> None:
        if card.record == self.host.current():
            self.panel.show_card(card, self.model.rows.catalogue)

    def _on_refused(self, sentence: str) -> None:
        if len(self.host.selected()) > 1:
            self.environment.messages.refuse(self.window(), sentence)
            return
        chosen = self.environment.messages.ask(
            self.window(),
            sentence,
            (_LEFT, _KEEP),
            details="Заменить человека сразу везде можно на вкладке «Матрица ответственности». "
            "Если он больше не работает, отметьте это: в старых документах он останется, "
            "в новые предлагаться не будет.",
        )
        if chosen == _LEFT.key:
            edits = [
                RowEdit(record=key, values={"is_active": False}) for key in self.host.selected()
            ]
            self.do(lambda store: directory_edit.write(store=store, kind=Person.kind, edits=edits))

    def _correct_name(self, person: Person, case: Case, form: str) -> None:
        self.do(
            lambda store: forms_of_words.correct_name(
                store=store, person=person, case=case, form=form
            )
        )

    def _correct_position(self, position: str, case: Case, form: str) -> None:
        scope = forms_of_words.SCOPE_POSITION
        self.do(
            lambda store: forms_of_words.correct_phrase(
                store=store, scope=scope, phrase=position, case=case, form=form
            )
        )
