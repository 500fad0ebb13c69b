"""Papers about schools at risk that the file can produce, and their composition."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from quality_desktop.documents import risk_shapes
from quality_desktop.documents.outline import ComposedOutline, compose_outline
from quality_desktop.documents.outline_facts import Facts, Shape
from quality_desktop.documents.outline_wording import OutlineWording, read_outline
from quality_desktop.domain.at_risk.partnership import Partnership
from quality_desktop.domain.at_risk.profile import Recommendation
from quality_desktop.domain.at_risk.risk_lists import ListType, RiskList
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, QualityError
from quality_desktop.domain.records import Id
from quality_desktop.services.office import forms_of_words
from quality_desktop.services.office.office import letter_form
from quality_desktop.services.risk_paperwork import risk_effect_paper
from quality_desktop.services.risk_paperwork.risk_drafts import (
    Drafts,
    draft_list,
    draft_recommendations,
)
from quality_desktop.services.risk_paperwork.risk_effect_paper import effect_facts
from quality_desktop.services.risk_paperwork.risk_letter_paper import letter_facts, year_problems
from quality_desktop.services.risk_paperwork.risk_office import office_facts
from quality_desktop.services.risk_paperwork.risk_order_paper import (
    OrderPaper,
    order_paper,
    orders,
)
from quality_desktop.services.risk_paperwork.risk_plan_paper import draft_plan_facts, plan_facts
from quality_desktop.services.risk_paperwork.risk_report_paper import ReportFacts
from quality_desktop.services.risk_paperwork.risk_school_paper import addressees, school_facts
from quality_desktop.services.risk_schools import risk
from quality_desktop.services.risk_schools.risk_lists import school_name
from quality_desktop.services.risk_schools.risk_year import RiskYear, read_year
from quality_desktop.services.school_profile import recommendations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from quality_desktop.documents.outline_facts import OfficeFacts
    from quality_desktop.services.paperwork.printing import Folders
    from quality_desktop.storage.store import Store


class RiskPaperKind(StrEnum):
    """Kinds of papers; the value is the name of the wording and the beginning of the key."""

    ORDER = "risk-order"
    LETTER = "risk-letter"
    REPORT = "risk-report"
    PLAN = "risk-plan"
    EFFECT = "risk-effect"
    SCHOOL = "risk-school"


_SHAPES: Final = MappingProxyType(
    {
        RiskPaperKind.ORDER: risk_shapes.LISTS_ORDER,
        RiskPaperKind.LETTER: risk_shapes.RESULTS_LETTER,
        RiskPaperKind.REPORT: risk_shapes.YEAR_REPORT,
        RiskPaperKind.PLAN: risk_shapes.JOINT_PLAN,
        RiskPaperKind.EFFECT: risk_shapes.EFFECT_REPORT,
        RiskPaperKind.SCHOOL: risk_shapes.SCHOOL_LETTER,
    }
)

_LETTERS: Final = frozenset({RiskPaperKind.LETTER, RiskPaperKind.SCHOOL})
_TITLES: Final = MappingProxyType(
    {
        RiskPaperKind.LETTER: "Информационное письмо по итогам {year} года",
        RiskPaperKind.REPORT: "Аналитический отчёт за {year} год",
        RiskPaperKind.PLAN: "План взаимодействия школ за {year} год",
        RiskPaperKind.EFFECT: "Отчёт об эффективности мер по результатам {year} года",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPaper:
    """A paper that the file can produce.

    Attributes:
        key: Name of its files and on the command line: «risk-order-2025».
        title: What the user sees.
        year: Calendar year of the exams.
        school: Whose recommendations they are; None for papers of the district.
        sorts: Lists that an order approves.
        is_draft: The office has not made what it tells of: list, pairs, recommendations or measures
            are those that the program proposes. A joint plan stays a draft until the list is approved and
            every school of it has a partner and a plan.
    """

    key: str
    title: str
    kind: RiskPaperKind
    year: int
    school: Id | None = None
    sorts: tuple[ListType, ...] = ()
    is_draft: bool = False


def available(*, store: Store) -> tuple[RiskPaper, ...]:
    """Papers of the file, the newest year first; those to schools after those of the district."""
    offer = _Offer(store)
    years = {
        *offer.tested,
        *(one.year for one in store.all(Partnership)),
        *(one.year for one in store.all(RiskList)),
        *offer.judged,
    }
    return tuple(paper for year in sorted(years, reverse=True) for paper in offer.of_year(year))


def of_year(*, store: Store, year: int) -> tuple[RiskPaper, ...]:
    """Papers of one calendar year."""
    return tuple(_Offer(store).of_year(year))


def shape_of(kind: RiskPaperKind) -> Shape:
    """What the wording of a kind of paper may name."""
    return _SHAPES[kind]


class Composer:
    """Composes papers of one file; what they have in common is read once.

    A batch of letters reads the year and the wording once and not for every school.
    """

    def __init__(self, *, store: Store, folders: Folders) -> None:
        self._store = store
        self._folders = folders
        self._grammar = forms_of_words.grammar(store=store, language=folders.language)
        self._office = office_facts(store=store, key="", reference=folders.reference)
        self._form = letter_form(store=store) or self._office.letterhead
        self._wordings: dict[RiskPaperKind, OutlineWording] = {}
        self._years: dict[int, RiskYear] = {}
        self._told: dict[int, Mapping[Id, tuple[Recommendation, ...]]] = {}
        self._drafts = Drafts(store)

    @property
    def letter_office(self) -> OfficeFacts:
        """People and letterhead of the letters."""
        return replace(self._office, letterhead=self._form)

    def compose(
        self,
        paper: RiskPaper,
        *,
        number: str = "",
        dated: date | None = None,
        due: date | None = None,
    ) -> ComposedOutline:
        """Compose a paper from the records as they are now.

        Args:
            paper: Which.
            number: Registration number; empty leaves a place.
            dated: Date; None leaves a place.
            due: By when a school is to answer to its recommendations.

        Raises:
            QualityError: What it is about is gone, or a bundled file is missing or wrong.
        """
        if paper.kind is RiskPaperKind.ORDER:
            made = self._order(paper)
            facts, problems = made.facts, made.problems
            number, dated = number or made.number, dated or made.dated
        else:
            facts, problems = self._facts(paper, due)
        shape = _SHAPES[paper.kind]
        return compose_outline(
            office=replace(
                self._office,
                letterhead=self._form if paper.kind in _LETTERS else self._office.letterhead,
                key=paper.key,
                number=number.lstrip("№ \u00a0").strip(),
                dated=dated,
                is_draft=paper.is_draft,
                problems=problems,
            ),
            shape=shape,
            facts=facts,
            wording=self._wording(paper.kind),
            grammar=self._grammar,
        )

    def _order(self, paper: RiskPaper) -> OrderPaper:
        drafted = draft_list(self._year(paper.year)) if paper.is_draft else None
        return order_paper(store=self._store, year=paper.year, sorts=paper.sorts, drafted=drafted)

    def _facts(self, paper: RiskPaper, due: date | None) -> tuple[Facts, tuple[Problem, ...]]:
        match paper.kind:
            case RiskPaperKind.LETTER:
                found = self._year(paper.year)
                return letter_facts(store=self._store, found=found), year_problems(found)
            case RiskPaperKind.REPORT:
                return ReportFacts(
                    store=self._store,
                    found=self._year(paper.year),
                    reference=self._folders.reference,
                    fonts=self._folders.fonts,
                ).gathered()
            case RiskPaperKind.PLAN:
                if self._store.all(Partnership, year=paper.year):
                    return plan_facts(
                        store=self._store,
                        year=paper.year,
                        listed=self._drafts.listed(paper.year),
                    )
                return draft_plan_facts(
                    store=self._store,
                    found=self._year(paper.year),
                    reference=self._folders.reference,
                )
            case RiskPaperKind.EFFECT:
                return effect_facts(
                    store=self._store,
                    year=paper.year,
                    reference=self._folders.reference,
                    fonts=self._folders.fonts,
                    listed=self._drafts.listed(paper.year - 1) if paper.is_draft else None,
                )
            case _:
                return self._school(paper, due)

    def _school(self, paper: RiskPaper, due: date | None) -> tuple[Facts, tuple[Problem, ...]]:
        school = None if paper.school is None else self._store.get(School, paper.school)
        if school is None:
            raise QualityError("Этой школы в справочнике больше нет.")
        return school_facts(
            store=self._store,
            found=self._year(paper.year),
            school=school,
            told=self._told_in(paper).get(school.id, ()),
            due=due,
        )

    def _told_in(self, paper: RiskPaper) -> Mapping[Id, tuple[Recommendation, ...]]:
        """Recommendations of a year by school: a batch reads or composes them once."""
        if paper.year not in self._told:
            self._told[paper.year] = (
                draft_recommendations(
                    store=self._store,
                    year=paper.year,
                    schools=self._drafts.listed(paper.year),
                    reference=self._folders.reference,
                )
                if paper.is_draft
                else recommendations.of_year(store=self._store, year=paper.year)
            )
        return self._told[paper.year]

    def _wording(self, kind: RiskPaperKind) -> OutlineWording:
        if kind not in self._wordings:
            path = self._folders.wording / f"{kind}.toml"
            self._wordings[kind] = read_outline(path, _SHAPES[kind])
        return self._wordings[kind]

    def _year(self, year: int) -> RiskYear:
        if year not in self._years:
            self._years[year] = read_year(store=self._store, year=year)
        return self._years[year]


class _Offer:
    """Which papers there are; what several years need is read once.

    Attributes:
        tested: Calendar years that have results.
        judged: Years whose exams come after a measure of the file.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._drafts = Drafts(store)
        self.tested = frozenset(risk.years(store=store))
        self.judged = risk_effect_paper.years(store=store)

    def of_year(self, year: int) -> Iterator[RiskPaper]:
        """Papers of a year: those of the district, then those to schools."""
        yield from self._orders(year)
        if year in self.tested and self._can_tell(year):
            is_draft = not self._drafts.has_list(year)
            yield _paper(RiskPaperKind.LETTER, year, is_draft=is_draft)
            yield _paper(RiskPaperKind.REPORT, year, is_draft=is_draft)
        if self._store.all(Partnership, year=year):
            is_draft = not self._drafts.is_plan_settled(year)
            yield _paper(RiskPaperKind.PLAN, year, is_draft=is_draft)
        elif year in self.tested and self._drafts.has_rule and self._drafts.listed(year):
            yield _paper(RiskPaperKind.PLAN, year, is_draft=True)
        if year in self.judged:
            yield _paper(RiskPaperKind.EFFECT, year)
        elif {year - 1, year} <= self.tested and self._drafts.listed(year - 1):
            yield _paper(RiskPaperKind.EFFECT, year, is_draft=True)
        if self._can_tell(year):
            yield from self._to_schools(year)

    def _can_tell(self, year: int) -> bool:
        return self._drafts.has_rule or self._drafts.has_list(year)

    def _orders(self, year: int) -> Iterator[RiskPaper]:
        found = orders(store=self._store, year=year, drafts=self._drafts)
        for number, sorts in enumerate(found, start=1):
            is_draft = ListType.LOW in sorts and not self._drafts.has_list(year)
            yield RiskPaper(
                key=f"{RiskPaperKind.ORDER}-{year}" + (f"-{number}" if number > 1 else ""),
                title=_title(
                    f"Приказ об утверждении {_lists_named(sorts)} за {year} год", is_draft=is_draft
                ),
                kind=RiskPaperKind.ORDER,
                year=year,
                sorts=sorts,
                is_draft=is_draft,
            )

    def _to_schools(self, year: int) -> Iterator[RiskPaper]:
        told = frozenset(recommendations.of_year(store=self._store, year=year))
        wanted = told or self._drafts.listed(year)
        taken: set[str] = set()
        for school in addressees(store=self._store, wanted=wanted):
            base = f"{letters_key(year)}-{school.code or str(school.id)[-6:]}"
            choices = (base, *(f"{base}-{place}" for place in range(2, len(taken) + 3)))
            key = next(choice for choice in choices if choice.casefold() not in taken)
            taken.add(key.casefold())
            yield RiskPaper(
                key=key,
                title=_title(
                    f"Адресные рекомендации: {school_name(school)}, {year} год", is_draft=not told
                ),
                kind=RiskPaperKind.SCHOOL,
                year=year,
                school=school.id,
                is_draft=not told,
            )


def letters_key(year: int) -> str:
    """Name of the letters of a year to all schools on the command line."""
    return f"{RiskPaperKind.SCHOOL}-{year}"


def _paper(kind: RiskPaperKind, year: int, *, is_draft: bool = False) -> RiskPaper:
    return RiskPaper(
        key=f"{kind}-{year}",
        title=_title(_TITLES[kind].format(year=year), is_draft=is_draft),
        kind=kind,
        year=year,
        is_draft=is_draft,
    )


def _title(title: str, *, is_draft: bool) -> str:
    return f"{title} (проект)" if is_draft else title


def _lists_named(sorts: tuple[ListType, ...]) -> str:
    if len(sorts) > 1:
        return "списков ШНОР и ШНСУ"
    return "списка ШНОР" if sorts == (ListType.LOW,) else "списка ШНСУ"
