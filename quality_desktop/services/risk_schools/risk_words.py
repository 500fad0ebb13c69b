"""Reasons of the list of schools at risk as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.at_risk.risk import Repeat, Terms
from quality_desktop.domain.at_risk.risk_cases import RiskResult
from quality_desktop.domain.examination.exams import ExamProcedure, Subject
from quality_desktop.domain.figures import printed, printed_exactly

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

_MOST_DECIMALS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamWords:
    """How codes of procedures and subjects are called: code -> words.

    Attributes:
        procedures: «ВПР».
        subjects: «Математика».
        in_full: «Всероссийские проверочные работы», for procedures that are called shortly.
    """

    procedures: Mapping[str, str]
    subjects: Mapping[str, str]
    in_full: Mapping[str, str] = field(default_factory=dict)

    def abbreviations(self, codes: Iterable[str]) -> str:
        """«Сокращения: ВПР – всероссийские проверочные работы.»; empty where nothing is shortened."""
        return sentence_of_abbreviations(
            {
                self.procedure(code): _small(self.in_full[code])
                for code in codes
                if code in self.in_full
            }
        )

    def procedure(self, code: str) -> str:
        """«ВПР»; the code itself when the catalogue does not know it."""
        return self.procedures.get(code) or code

    def subject(self, code: str) -> str:
        """«Математика»."""
        return self.subjects.get(code) or code

    def work(self, result: RiskResult) -> str:
        """«ВПР, математика, 5 класс, 2021»."""
        return self.title(result.procedure, result.subject, result.grade, result.year)

    def title(self, procedure: str, subject: str, grade: int, year: int) -> str:
        """The same of a work that is no result of a rule."""
        named = self.subject(subject)
        class_ = f", {grade} класс" if grade else ""
        return f"{self.procedure(procedure)}, {named[:1].lower()}{named[1:]}{class_}, {year}"

    def reason(self, result: RiskResult, terms: Terms) -> str:
        """«ВПР, математика, 5 класс, 2021: 9 из 24 = 37,5 % ≥ 30 %»."""
        return (
            f"{self.work(result)}: {result.low} из {result.participants} = "
            f"{shown_share(Fraction(result.low, result.participants), result.share, terms)}"
        )


def sentence_of_abbreviations(found: Mapping[str, str]) -> str:
    """«Сокращения: ВПР – всероссийские проверочные работы.» of short -> in full."""
    told = "; ".join(f"{short} – {full}" for short, full in sorted(found.items()))
    return f"Сокращения: {told}." if told else ""


def shown_share(share: Fraction, bound: Fraction, terms: Terms) -> str:
    """A share beside the bound it reaches: «37,5 % ≥ 30 %».

    As many decimals as it takes to see on which side of the bound it is.
    """
    percents, limit = share * 100, bound * 100
    figure = printed(percents, _telling_decimals(percents, limit, least=1), "%")
    return f"{figure} {terms.relation} {printed_exactly(limit)}\u202f%"


def whole_percent(share: Fraction, bound: Fraction) -> str:
    """«37»; «29,8» where «30» would be taken for the bound."""
    percents, limit = share * 100, bound * 100
    return printed(percents, _telling_decimals(percents, limit, least=0))


def _telling_decimals(percents: Fraction, limit: Fraction, *, least: int) -> int:
    """As many decimals as it takes to tell a number from the bound."""
    decimals = least
    while (
        decimals < _MOST_DECIMALS
        and percents != limit
        and printed(percents, decimals) == printed(limit, decimals)
    ):
        decimals += 1
    return decimals


def exam_words(*, store: Store) -> ExamWords:
    """The words of the file's catalogue."""
    procedures = store.all(ExamProcedure)
    return ExamWords(
        procedures={p.code: p.short_title or p.title for p in procedures},
        in_full={p.code: p.title for p in procedures if p.short_title and p.title != p.short_title},
        subjects={s.code: s.title for s in store.all(Subject)},
    )


def rule_in_words(terms: Terms) -> str:
    """«не менее 30 % участников с низким результатом по 2 и более работам года» for headings and notes."""
    least = "более" if terms.is_strict else "не менее"
    share = f"{least} {printed_exactly(terms.share * 100)}\u202f% участников с низким результатом"
    return f"{share} {conditions(terms)}"


def conditions(terms: Terms) -> str:
    """The rule without its share: «по 2 и более оценочным процедурам года»."""
    many = f"по {terms.procedures}\u00a0и\u00a0более оценочным процедурам года"
    told = many if terms.procedures > 1 else "хотя бы по одной оценочной процедуре года"
    repeated = {
        Repeat.AND: ", из которых хотя бы одна – та же, что год назад",
        Repeat.OR: " или по одной и той же процедуре два года подряд",
    }
    told += repeated.get(terms.repeat, "")
    if terms.min_participants > 1:
        told += f"; работы, где участников меньше {terms.min_participants}, не учтены"
    return told


def _small(title: str) -> str:
    """A title inside a sentence."""
    return title[:1].lower() + title[1:]
