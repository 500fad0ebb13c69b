"""Section «Подразделения»: units of the office in its own order, with the forms of their names."""

from __future__ import annotations

from collections.abc import Sequence

from quality_desktop.domain.directory import Unit
from quality_desktop.domain.records import Record
from quality_desktop.language.cases import Case
from quality_desktop.services.office import directory_cards, forms_of_words
from quality_desktop.services.office.directory import DirectoryView
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.tabs.directory.page import GridSection
from quality_desktop.ui.tabs.directory.panels import RecordPanel


class UnitsSection(GridSection):
    """Units and organisations under the office."""

    title = "Подразделения"
    icon = "sitemap"
    kinds = (Unit.kind,)
    can_move = True
    prompt = "Новое подразделение"
    empty_sentence = (
        "Здесь записывают подразделения управления и подведомственные центры: ИМЦ, "
        "центр оценки качества, отделы. "
        "Их можно назначать исполнителями в матрице."
    )
    empty_button = "Добавить подразделение"
    widths = (150, 420, 180)

    def __init__(self, operations: Operations, environment: Environment) -> None:
        self.panel = RecordPanel(
            "Выберите подразделение, чтобы увидеть, как склоняется его название.",
            ("Полное название",),
        )
        super().__init__(operations, environment, self.panel)
        self.panel.corrected.connect(self._correct)

    def records_of(self, view: DirectoryView) -> Sequence[Record]:
        """Units in the order of the office."""
        return view.units

    def show_card(self) -> None:
        """Ask for the card of the current unit."""
        unit, language = self._current(), self.environment.language
        if unit is None:
            self.panel.show_nothing()
            return
        phrases = ((forms_of_words.SCOPE_UNIT, unit.name),) if unit.name else ()
        self.operations.ask(
            lambda store: directory_cards.card(
                store=store, kind=Unit.kind, record=unit.id, language=language, phrases=phrases
            ),
            self._show_answer,
            owner=self,
        )

    def _current(self) -> Unit | None:
        record = self.model.record(self.host.current())
        return record if isinstance(record, Unit) else None

    def _show_answer(self, card: directory_cards.Card) -> None:
        unit = self._current()
        if unit is not None and card.record == unit.id:
            self.panel.show_record(
                unit.short_name or unit.name, "", card, self.model.rows.catalogue
            )
            self.panel.show_forms(card.phrases)

    def _correct(self, _table: int, case: Case, form: str) -> None:
        unit = self._current()
        if unit is not None:
            self.do(
                lambda store: forms_of_words.correct_phrase(
                    store=store,
                    scope=forms_of_words.SCOPE_UNIT,
                    phrase=unit.name,
                    case=case,
                    form=form,
                )
            )
