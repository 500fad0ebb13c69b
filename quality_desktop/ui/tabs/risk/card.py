"""The card of a school at risk: everything that is known of it and the help it gets, on one page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QWidget
from typing_extensions import override

from quality_desktop.domain.at_risk.context import ContextComponent, ContextIndex
from quality_desktop.domain.at_risk.norms import Norm
from quality_desktop.domain.at_risk.partnership import Measure, MeasureSchool, Partnership
from quality_desktop.domain.at_risk.profile import (
    FactorMeasure,
    FactorSign,
    Recommendation,
    RiskFactor,
    SchoolFactor,
    Significance,
)
from quality_desktop.domain.at_risk.risk import RiskCriterion, RiskRule, Terms
from quality_desktop.domain.at_risk.risk_lists import RiskEntry, RiskList
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.indicators import Band, Calculation
from quality_desktop.domain.collection.monitoring import DataElement, Value
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.examination.exams import (
    ExamProcedure,
    ExamResult,
    Subject,
    exam_year_of,
)
from quality_desktop.domain.records import Id
from quality_desktop.services.risk_schools import risk, risk_board
from quality_desktop.services.risk_schools.risk_lists import school_name
from quality_desktop.services.risk_schools.school_order import school_order
from quality_desktop.services.school_profile import profile, school_card, school_card_export
from quality_desktop.services.school_profile.school_card import SchoolCard, YearFigures
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab_view import TabView
from quality_desktop.ui.tabs.risk.card_help import RecommendationsPane
from quality_desktop.ui.tabs.risk.card_page import CardPage
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.panel_splitter import PanelSplitter
from quality_desktop.ui.widgets.school_choice import SchoolChoice
from quality_desktop.ui.widgets.shape import pile

_FIGURES: Final = tuple(
    kind.kind
    for kind in (
        ExamResult, ExamProcedure, Subject, School, RiskRule, RiskCriterion, Value, DataElement,
        Calculation, Band, ContextIndex, ContextComponent, Norm,
    )
)  # fmt: skip
"""Kinds that the figures of all schools are computed of."""
_OTHERS: Final = tuple(
    kind.kind
    for kind in (
        RiskList, RiskEntry, RiskFactor, FactorSign, FactorMeasure, SchoolFactor, Recommendation,
        Partnership, Measure, MeasureSchool,
    )
)  # fmt: skip
_HELP_SHARE: Final = 0.55
_HELP_WIDTH: Final = 900


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """What is asked.

    Attributes:
        school: None for the first school of the list.
        terms: None for the rule in force.
        figures: Those of an earlier question, while they hold.
    """

    school: Id | None
    year: int
    terms: Terms | None
    reference: Path
    figures: YearFigures | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """A card, or why there is none.

    Attributes:
        is_by_rule: The terms are those of the rule in force and nothing tried.
    """

    asked: _Wanted
    names: Mapping[Id, str]
    card: SchoolCard | None = None
    figures: YearFigures | None = None
    is_by_rule: bool = False
    problem: str = ""


class RiskCardView(TabView):
    """A school is chosen above; left what is known of it, right its recommendations.

    Signals:
        closed: The user goes back to the list.
    """

    kinds: ClassVar[frozenset[str]] = frozenset((*_FIGURES, *_OTHERS))

    closed = Signal()

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, scope, environment, parent)
        self.setObjectName("riskCard")
        self.setAccessibleName("Карточка школы")
        self._school: Id | None = None
        self._terms: Terms | None = None
        self._figures: YearFigures | None = None
        self._card: SchoolCard | None = None
        self._names: Mapping[Id, str] = {}
        self.back = named(QPushButton("К списку", autoDefault=False), "cardBack")
        self.choice = SchoolChoice("Школа")
        self.title = named(QLabel(), "cardYear")
        self.page = CardPage(environment.look)
        self.help = RecommendationsPane(operations, environment)
        self.empty = EmptyState("")
        self._stack = QStackedWidget()
        self._lay_out()
        self.back.clicked.connect(self.closed)
        self.choice.chosen.connect(self._on_chosen)
        self.page.factor_said.connect(self._say)
        self.page.catalogue_wanted.connect(self.open_catalogue)
        self.help.refused.connect(self._refuse)

    def show_school(self, school: Id, terms: Terms | None = None) -> None:
        """Show the card of a school.

        Args:
            school: The school.
            terms: The rule as the list applies it; the one in force when omitted.
        """
        if terms != self._terms:
            self._figures = None
        self._school, self._terms = school, terms
        self.tell("")
        self.mark_stale()

    def open_catalogue(self) -> None:
        """Edit factors, their signs and standard measures."""
        from quality_desktop.ui.dialogs.risk_profile_library import RiskProfileLibrary

        dialog = RiskProfileLibrary(self.operations, self.environment, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @override
    def refresh(self) -> None:
        wanted = _Wanted(
            school=self._school,
            year=exam_year_of(self.scope.year),
            terms=self._terms,
            reference=self.environment.reference,
            figures=self._figures,
        )
        self.operations.ask(lambda store: _answer(store, wanted), self._show, owner=self)

    @override
    def export(self) -> None:
        card = self._card
        if card is None:
            return
        name = f"{school_name(card.school)} {card.year}"
        path = self.ask_where("Сохранить карточку в Excel", name)
        if path is not None:
            self.save_table(lambda _store: school_card_export.save(path=path, card=card))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.back)
        line.addWidget(self.choice, 1)
        line.addWidget(self.title)
        line.addStretch(1)
        line.addWidget(self.export_button)
        self._stack.addWidget(
            PanelSplitter(self.page, self.help, share=_HELP_SHARE, most=_HELP_WIDTH)
        )
        self._stack.addWidget(self.empty)
        pile(self, (line, self.outcome), self._stack)

    def _show(self, found: _Answer) -> None:
        asked = found.asked
        if asked.school != self._school or asked.year != exam_year_of(self.scope.year):
            return  # the answer to an older question
        card = self._card = found.card
        self.export_button.setEnabled(card is not None)
        if card is not None:
            self._school = card.school.id
        self._figures = found.figures
        if self._names != found.names or self.choice.school != self._school:
            self._names = found.names
            self.choice.show_schools(found.names, chosen=self._school)
        self._stack.setCurrentIndex(0 if card is not None else 1)
        self.empty.show_sentence(found.problem)
        if card is None or found.figures is None:
            self.title.setText("")
            return
        self.title.setText(f"{card.year} год")
        self.page.show_card(card)
        # What is sent to a school rests on the rule in force, whatever is tried in the list.
        signs = found.figures.signs if found.is_by_rule else None
        self.help.show_school(card.school.id, card.year, card.recommendations, signs)

    def _on_chosen(self, school: Id | None) -> None:
        if school is not None and school != self._school:
            self.show_school(school, self._terms)

    def _say(self, factor: Id, significance: Significance | None) -> None:
        school, figures = self._school, self._figures
        if school is None or figures is None:
            return
        year = figures.year

        def write(store: Store) -> Changes:
            if significance is None:
                return profile.clear_factor(store=store, school=school, year=year, factor=factor)
            return profile.set_factor(
                store=store, school=school, year=year, factor=factor, significance=significance
            )

        self.operations.do(write, refused=self._refuse, owner=self)

    def _refuse(self, sentence: str) -> None:
        self.tell(sentence)

    @override
    def _on_records_changed(self, changes: Changes) -> None:
        if changes.touches(*_FIGURES):
            self._figures = None
        super()._on_records_changed(changes)


def _answer(store: Store, wanted: _Wanted) -> _Answer:
    schools = sorted(store.all(School), key=school_order)
    names = {one.id: school_name(one) for one in schools}
    if not names:
        return _Answer(asked=wanted, names=names, problem="Сначала внесите школы в справочник.")
    try:
        in_force = risk.terms(store=store, rule=risk.current_code(store=store))
        terms = wanted.terms or in_force
        year = risk_board.year_shown(risk.years(store=store), wanted.year)
        figures = wanted.figures
        if figures is None or figures.year != year:
            figures = school_card.year_figures(
                store=store, year=year, terms=terms, reference=wanted.reference
            )
        card = school_card.card(
            store=store,
            school=wanted.school or _first(store, year, terms, tuple(names)),
            terms=terms,
            reference=wanted.reference,
            figures=figures,
        )
    except QualityError as error:
        return _Answer(asked=wanted, names=names, problem=str(error))
    return _Answer(
        asked=wanted, names=names, card=card, figures=figures, is_by_rule=terms == in_force
    )


def _first(store: Store, year: int, terms: Terms, schools: tuple[Id, ...]) -> Id:
    listed = risk.assess(store=store, year=year, terms=terms)
    return next((case.school for case in listed.cases if case.is_included), schools[0])
