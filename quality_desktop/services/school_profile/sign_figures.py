"""Figures that factors and recommendations look at, as they are cited.

A sign has a code: that of a calculation of the monitoring, or one of the codes of ``CODES``; those
that begin with ``work.`` have a figure for each work and may be narrowed to a subject
(``work.low_share.math``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Final, NamedTuple

from quality_desktop.domain.collection.bands import Condition
from quality_desktop.domain.figures import printed_exactly, with_unit
from quality_desktop.domain.records import Id

CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "risk.low": "процедур с низким результатом",
        "risk.repeated": "процедур, где результат низкий второй год подряд",
        "risk.share": "доля низких результатов по всем процедурам года",
        "risk.border": "сколько учеников отделяет школу от списка",
        "work.low_share": "доля низких результатов",
        "work.raised_share": "доля отметок выше журнала",
        "work.lowered_share": "доля отметок ниже журнала",
        "objectivity.raised": "доля отметок выше журнала по всем работам",
        "objectivity.lowered": "доля отметок ниже журнала по всем работам",
    }
)
"""Codes of signs that are not calculations, and what they mean."""
RELATION_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {">=": "≥", "<=": "≤", ">": ">", "<": "<", "==": "="}
)
_WORK: Final = "work."
_LOW_RESULTS: Final = ("risk.", "work.low_share")


class Wording(NamedTuple):
    """How a figure is told.

    Attributes:
        shown: «9 из 24 = 37,5 %».
        district: The same of the district: «12,1 %»; empty where there is none.
        cited: The sentence that tells it with its interval and the district.
    """

    shown: str
    district: str
    cited: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignFigure:
    """A figure of a school.

    Attributes:
        number: The figure; shares in percent.
        wording: Puts it into words; a region has many figures, and few of them are told.
        work: ``vpr/math/5`` for a figure of one work, else empty.
        work_title: «ВПР, математика, 5 класс, 2025».
    """

    number: Fraction
    wording: Callable[[], Wording]
    work: str = ""
    work_title: str = ""

    @property
    def shown(self) -> str:
        """«9 из 24 = 37,5 %»."""
        return self.wording().shown

    @property
    def district(self) -> str:
        """«12,1 %»; empty where there is none."""
        return self.wording().district

    @property
    def cited(self) -> str:
        """The sentence that tells it with its interval and the district."""
        return self.wording().cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """The figures of a year.

    Attributes:
        figures: Code -> school -> figures.
        units: Code -> unit of its bound.
        answers: Codes of yes/no figures: their bound is no number to be told.
        listed: Schools of the office's list of low results.
    """

    figures: Mapping[str, Mapping[Id, Sequence[SignFigure]]]
    units: Mapping[str, str]
    answers: frozenset[str] = frozenset()
    listed: frozenset[Id] = frozenset()

    def of(self, code: str, school: Id) -> tuple[SignFigure, ...]:
        """The figures of a school; none when there are no data or nobody knows the code."""
        if code in self.figures:
            return tuple(self.figures[code].get(school, ()))
        whole, _, subject = code.rpartition(".")
        found = self.figures.get(whole, {}).get(school, ())
        return tuple(one for one in found if one.work and one.work.split("/")[1] == subject)

    def suits(self, school: Id, code: str, relation: str) -> bool:
        """False for advice that rests on few low results, where the school is in the office's list.

        Such a letter would deny itself: it would tell a listed school that it is not in the list,
        or that others are to learn from it.
        """
        praises = relation in ("<", "<=") and code.startswith(_LOW_RESULTS)
        return not (praises and school in self.listed)

    def unit(self, code: str) -> str:
        """«%», «чел.»; empty where the figure has none."""
        return self.units.get(code, "%" if code.startswith(_WORK) else "")

    def bound(self, code: str, condition: Condition) -> str:
        """«граница ≥ 30 %»; empty for yes/no."""
        if code in self.answers:
            return ""
        words = RELATION_WORDS[condition.relation]
        return f"граница {words} {with_unit(printed_exactly(condition.bound), self.unit(code))}"
