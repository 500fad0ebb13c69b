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
from quality_desktop.domain.at_risk.risk_lists import ListType, RiskList
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, QualityError
from quality_desktop.domain.records import Id
from quality_desktop.services.office import forms_of_words
from quality_desktop.services.risk_paperwork import risk_effect_paper
from quality_desktop.services.risk_paperwork.risk_effect_paper import effect_facts
from quality_desktop.services.risk_paperwork.risk_letter_paper import letter_facts, year_problems
from quality_desktop.services.risk_paperwork.risk_office import office_facts
from quality_desktop.services.risk_paperwork.risk_order_paper import order_paper, orders
from quality_desktop.services.risk_paperwork.risk_plan_paper import plan_facts
from quality_desktop.services.risk_paperwork.risk_report_paper import ReportFacts
from quality_desktop.services.risk_paperwork.risk_school_paper import addressees, school_facts
from quality_desktop.services.risk_schools import risk
from quality_desktop.services.risk_schools.risk_lists import school_name
from quality_desktop.services.risk_schools.risk_year import RiskYear, can_read, read_year

if TYPE_CHECKING:
    from collections.abc import Iterator

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


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPaper:
    """A paper that the file can produce.

    Attributes:
        key: Name of its files and on the command line: «risk-order-2025».
        title: What the user sees.
        year: Calendar year of the exams.
        school: Whose recommendations they are; None for papers of the district.
        sorts: Lists that an order approves.
    """

    key: str
    title: str
    kind: RiskPaperKind
    year: int
    school: Id | None = None
    sorts: tuple[ListType, ...] = ()


def available(*, store: Store) -> tuple[RiskPaper, ...]:
    """Papers of the file, the newest year first; those to schools after those of the district."""
    tested = frozenset(risk.years(store=store))
    years = {
        *tested,
        *(one.year for one in store.all(Partnership)),
        *(one.year for one in store.all(RiskList)),
        *risk_effect_paper.years(store=store),
    }
    return tuple(
        paper for year in sorted(years, reverse=True) for paper in _of_year(store, year, tested)
    )


def of_year(*, store: Store, year: int) -> tuple[RiskPaper, ...]:
    """Papers of one calendar year."""
    return _of_year(store, year, frozenset(risk.years(store=store)))


def _of_year(store: Store, year: int, tested: frozenset[int]) -> tuple[RiskPaper, ...]:
    return (*_of_district(store, year, tested), *_to_schools(store, year))


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
        self._wordings: dict[RiskPaperKind, OutlineWording] = {}
        self._years: dict[int, RiskYear] = {}

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
        facts, problems = self._facts(paper, due)
        if paper.kind is RiskPaperKind.ORDER:
            made = order_paper(store=self._store, year=paper.year, sorts=paper.sorts)
            facts, problems = made.facts, made.problems
            number, dated = number or made.number, dated or made.dated
        shape = _SHAPES[paper.kind]
        return compose_outline(
            office=replace(
                self._office,
                key=paper.key,
                number=number.lstrip("№ \u00a0").strip(),
                dated=dated,
                problems=problems,
            ),
            shape=shape,
            facts=facts,
            wording=self._wording(paper.kind),
            grammar=self._grammar,
        )

    def _facts(self, paper: RiskPaper, due: date | None) -> tuple[Facts, tuple[Problem, ...]]:
        match paper.kind:
            case RiskPaperKind.ORDER:
                return Facts(), ()
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
                return plan_facts(store=self._store, year=paper.year)
            case RiskPaperKind.EFFECT:
                return effect_facts(
                    store=self._store,
                    year=paper.year,
                    reference=self._folders.reference,
                    fonts=self._folders.fonts,
                )
            case RiskPaperKind.SCHOOL:
                school = None if paper.school is None else self._store.get(School, paper.school)
                if school is None:
                    raise QualityError("Этой школы в справочнике больше нет.")
                found = self._year(paper.year)
                return school_facts(store=self._store, found=found, school=school, due=due)

    def _wording(self, kind: RiskPaperKind) -> OutlineWording:
        if kind not in self._wordings:
            path = self._folders.wording / f"{kind}.toml"
            self._wordings[kind] = read_outline(path, _SHAPES[kind])
        return self._wordings[kind]

    def _year(self, year: int) -> RiskYear:
        if year not in self._years:
            self._years[year] = read_year(store=self._store, year=year)
        return self._years[year]


def _of_district(store: Store, year: int, tested: frozenset[int]) -> Iterator[RiskPaper]:
    for number, sorts in enumerate(orders(store=store, year=year), start=1):
        yield RiskPaper(
            key=f"risk-order-{year}" + (f"-{number}" if number > 1 else ""),
            title=f"Приказ об утверждении {_lists_named(sorts)} за {year} год",
            kind=RiskPaperKind.ORDER,
            year=year,
            sorts=sorts,
        )
    if year in tested and can_read(store=store, year=year):
        yield RiskPaper(
            key=f"risk-letter-{year}",
            title=f"Информационное письмо по итогам {year} года",
            kind=RiskPaperKind.LETTER,
            year=year,
        )
        yield RiskPaper(
            key=f"risk-report-{year}",
            title=f"Аналитический отчет за {year} год",
            kind=RiskPaperKind.REPORT,
            year=year,
        )
    if store.all(Partnership, year=year):
        yield RiskPaper(
            key=f"risk-plan-{year}",
            title=f"План взаимодействия школ за {year} год",
            kind=RiskPaperKind.PLAN,
            year=year,
        )

    if year in risk_effect_paper.years(store=store):
        yield RiskPaper(
            key=f"risk-effect-{year}",
            title=f"Отчет об эффективности мер по результатам {year} года",
            kind=RiskPaperKind.EFFECT,
            year=year,
        )


def _lists_named(sorts: tuple[ListType, ...]) -> str:
    if len(sorts) > 1:
        return "списков ШНОР и ШНСУ"
    return "списка ШНОР" if sorts == (ListType.LOW,) else "списка ШНСУ"


def _to_schools(store: Store, year: int) -> Iterator[RiskPaper]:
    if not can_read(store=store, year=year):
        return
    taken: set[str] = set()
    for school in addressees(store=store, year=year):
        base = f"risk-school-{year}-{school.code or str(school.id)[-6:]}"
        choices = (base, *(f"{base}-{place}" for place in range(2, len(taken) + 3)))
        key = next(choice for choice in choices if choice.casefold() not in taken)
        taken.add(key.casefold())
        yield RiskPaper(
            key=key,
            title=f"Адресные рекомендации: {school_name(school)}, {year} год",
            kind=RiskPaperKind.SCHOOL,
            year=year,
            school=school.id,
        )
