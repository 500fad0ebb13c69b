"""A calendar year as the papers about schools at risk tell it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.at_risk.risk import RiskRule, Terms
from quality_desktop.domain.at_risk.risk_lists import RiskList
from quality_desktop.domain.directory import School
from quality_desktop.domain.figures import printed, printed_digits, wilson
from quality_desktop.domain.records import Id
from quality_desktop.language import dates
from quality_desktop.language.numbers import counted, plural
from quality_desktop.services.risk_schools import risk, risk_lists, risk_terms, risk_words
from quality_desktop.services.risk_schools.risk import RiskView
from quality_desktop.services.risk_schools.risk_lists import ListRow, ListView
from quality_desktop.services.risk_schools.risk_rows import Work
from quality_desktop.services.risk_schools.risk_small import small_works
from quality_desktop.services.risk_schools.risk_words import ExamWords

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

NO_BREAK_HYPHEN: Final = "\u2011"
BY_DECISION: Final = "по решению"
"""Stands in place of the pupils who decide, where the office did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A school in the list.

    Attributes:
        margin: How many pupils decide that it is in; None when none could, and for a school that
            is in by decision and not by the rule: pupils would not take it out.
        decision: What the office decided, where it did.
        is_by_rule: True when the rule names it.
    """

    school: School
    reasons: tuple[str, ...]
    margin: int | None
    decision: str = ""
    is_by_rule: bool = True

    @property
    def name(self) -> str:
        """How the school is called."""
        return risk_lists.school_name(self.school)

    @property
    def grounds(self) -> tuple[str, ...]:
        """The reasons, and what the office decided where the rule says otherwise."""
        return (*self.reasons, f"Решение: {self.decision}") if self.decision else self.reasons

    def row(self) -> dict[str, str]:
        """A line of a table of schools."""
        return {
            "school": self.name,
            "reasons": "\n".join(self.grounds),
            "margin": str(self.margin or "") if self.is_by_rule else BY_DECISION,
            "decision": self.decision,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkTotals:
    """The district in one work: sums over the schools whose results count."""

    work: Work
    schools: int
    low: int
    participants: int

    @property
    def share(self) -> Fraction:
        """Share of low results, Σ/Σ."""
        return Fraction(self.low, self.participants)


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskYear:
    """A year under its rule, with the list that the office made of it.

    Attributes:
        year: Calendar year of the exams.
        rule: The rule; None when it is gone from the file.
        made: The list of schools with low results; None while nobody made it.
    """

    year: int
    terms: Terms
    rule: RiskRule | None
    view: RiskView
    words: ExamWords
    made: ListView | None

    @property
    def listed(self) -> tuple[Listed, ...]:
        """Schools of the office's list, or of the rule while there is no list."""
        if self.made is not None:
            return tuple(map(of_list, self.made.listed))
        names = {school.id: school for school in self.view.schools}
        return tuple(
            Listed(
                school=names[case.school],
                reasons=tuple(self.words.reason(reason, self.terms) for reason in case.reasons),
                margin=case.margin,
            )
            for case in self.view.cases
            if case.is_included
        )

    def totals(self) -> tuple[WorkTotals, ...]:
        """The district work by work, in the order of codes."""
        found: dict[Work, list[tuple[int, int]]] = {}
        for results in self.view.results.values():
            for one in results:
                if one.participants >= self.terms.min_participants:
                    work = Work(one.procedure, one.subject, one.grade)
                    found.setdefault(work, []).append((one.low, one.participants))
        return tuple(
            WorkTotals(
                work=work,
                schools=len(pairs),
                low=sum(low for low, _ in pairs),
                participants=sum(participants for _, participants in pairs),
            )
            for work, pairs in sorted(found.items())
        )

    def work_title(self, work: Work, *, is_short: bool = False) -> str:
        """«ВПР, математика, 5 класс»; short: «ВПР математика 5 кл.»."""
        subject = self.words.subject(work.subject)
        subject = subject[:1].lower() + subject[1:]
        if is_short:
            grade = f" {work.grade}\u00a0кл." if work.grade else ""
            return f"{self.words.procedure(work.procedure)} {subject}{grade}"
        grade = f", {work.grade} класс" if work.grade else ""
        return f"{self.words.procedure(work.procedure)}, {subject}{grade}"

    def texts(self) -> dict[str, str]:
        """What every paper of the year may name; counts stand in the case their phrase asks for."""
        record = None if self.made is None else self.made.record
        listed = len(self.listed)
        tested = sum(bool(self.view.results.get(school.id)) for school in self.view.schools)
        return {
            **year_texts(self.year),
            "rule": risk_words.rule_in_words(self.terms),
            "source": "" if self.rule is None else self.rule.source.rstrip("."),
            "act": "" if record is None else act_in_words(record),
            "schools": str(len(self.view.schools)),
            "tested": counted(tested, "организации", "организациям", "организациям"),
            "share": "" if self.view.share is None else printed(self.view.share * 100, 1, "%"),
            "sums": _sums(self.view.low, self.view.participants),
            "corrected": "" if self.made is None or self.made.difference is None else "yes",
            "left_out": small_works(self.view).sentence,
            "abbreviations": self.words.abbreviations(
                result.procedure for found in self.view.results.values() for result in found
            ),
            "listed": _number(listed),
            "listed_in": counted(listed, "организации", "организациях", "организациях"),
            "no_data": _number(len(self.view.schools) - tested),
            **self._decisions(),
        }

    def _decisions(self) -> dict[str, str]:
        """How many schools the rule names, and how many the office took in or kept out."""
        rows = () if self.made is None else self.made.rows
        decided = [row.entry.is_listed for row in rows if row.is_decided]
        taken_in, kept_out = decided.count(True), decided.count(False)
        by_rule = len(self.listed) - taken_in + kept_out
        return {
            "by_rule": counted(by_rule, "организации", "организациях", "организациях"),
            "decisions": _number(len(decided)),
            "by_decision": _number(taken_in),
            "kept_out": _number(kept_out),
        }

    def work_rows(self) -> Iterator[Mapping[str, str]]:
        """Table of the district's results."""
        for one in self.totals():
            interval = wilson(one.low, one.participants)
            yield {
                "work": self.work_title(one.work),
                "schools": str(one.schools),
                "participants": printed_digits(one.participants),
                "low": printed_digits(one.low),
                "share": printed(one.share * 100, 1, "%"),
                "interval": "" if interval is None else interval.printed(),
            }


def read_year(*, store: Store, year: int) -> RiskYear:
    """Gather a year: by the terms of its list, or by the rule in force while there is no list.

    Raises:
        QualityError: The rule in force has no share.
    """
    made = risk_lists.view(store=store, year=year)
    if made is not None:
        terms = risk_terms.read(made.record.terms, rule=made.record.rule)
        rule = None if made.record.rule is None else store.get(RiskRule, made.record.rule)
    else:
        code = risk.current_code(store=store)
        terms = risk.terms(store=store, rule=code)
        rule = next(one for one in risk.rules(store=store) if one.code == code)
    return RiskYear(
        year=year,
        terms=terms,
        rule=rule,
        view=risk.assess(store=store, year=year, terms=terms),
        words=risk_words.exam_words(store=store),
        made=made,
    )


def of_list(row: ListRow) -> Listed:
    """A line of a list as it was made."""
    return Listed(
        school=row.school,
        reasons=row.reasons,
        margin=None if row.is_decided else row.entry.margin,
        decision=row.entry.decision,
        is_by_rule=not row.is_decided,
    )


def year_texts(year: int) -> dict[str, str]:
    """Names of the year: calendar year of the exams and the school year that ends in it."""
    return {"year": str(year), "next": str(year + 1), "school_year": f"{year - 1}/{year % 100:02}"}


def act_in_words(record: RiskList) -> str:
    """«приказ от 05.07.2021 № 1048»; empty while the list is not approved."""
    if not record.act_number or record.act_date is None:
        return ""
    # A line must not end inside «57-о».
    number = record.act_number.replace("-", NO_BREAK_HYPHEN)
    return f"{record.act_title} от {dates.numeric(record.act_date)} № {number}"


def names_of(schools: Sequence[School], wanted: frozenset[Id]) -> list[str]:
    """Names of these schools, in the given order."""
    return [risk_lists.school_name(school) for school in schools if school.id in wanted]


def _sums(low: int, participants: int) -> str:
    """«584 из 5115 результатов»."""
    noun = plural(participants, "результата", "результатов", "результатов")
    return f"{printed_digits(low)} из {printed_digits(participants)} {noun}"


def _number(count: int) -> str:
    """A count as a condition: nothing for none."""
    return str(count) if count else ""
