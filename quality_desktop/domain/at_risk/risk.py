"""Schools at risk: the rules that name them, as dated records, and what a rule asks.

No threshold stands in the code. A rule says which exam results count, from which share of low
results on a result is low, and in how many procedures that must be; its edition, source and
certainty are printed wherever it is applied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id, Record, required_reference

_MOST_DECIMALS = 6
"""A finer share means nothing for pupils, and this one keeps whole-number arithmetic in 64 bits."""


class Repeat(StrEnum):
    """What the condition «по одной и той же процедуре в двух годах» does.

    The acts say «а также», which may mean both «и» and «или»: the office decides.
    """

    OFF = "off"
    AND = "and"
    OR = "or"


class LowFigure(StrEnum):
    """Which count of a result is its low results."""

    AUTO = "auto"
    """Those below the passing bound where the result has them, else the marks «2»."""
    TWO = "two"
    BELOW = "below"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRule(Record):
    """A rule for schools with low results.

    Attributes:
        code: Latin code, used on the command line.
        edition: What the office calls this wording: «2025».
        wording: The words of the act.
        share: From which share of low results on, percent, decimal text; empty while the office
            has not set it.
        is_strict: «более» instead of «не менее».
        procedures: In how many procedures at least.
        repeat: See ``Repeat``.
        min_participants: Results of fewer participants do not count.
        since: First calendar year of exams it is valid for; None for always.
        until: Last year; None while in force.
        is_current: The rule that is applied when none is chosen.
    """

    kind: ClassVar[str] = "risk_rule"

    code: str
    title: str = ""
    edition: str = ""
    wording: str = ""
    share: str = ""
    is_strict: bool = False
    procedures: int = 2
    repeat: str = Repeat.OFF.value
    min_participants: int = 1
    since: int | None = None
    until: int | None = None
    source: str = ""
    certainty: str = ""
    is_current: bool = False
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskCriterion(Record):
    """Which exam results a rule looks at; a rule without criteria looks at all.

    Attributes:
        procedure: Code of the exam procedure; empty for any.
        subject: Code of the subject; empty for any.
        grade: Grade; None for any.
        figure: See ``LowFigure``.
        share: Share of its own, percent, decimal text; empty for that of the rule.
    """

    kind: ClassVar[str] = "risk_criterion"

    rule: Id = required_reference("risk_rule")
    procedure: str = ""
    subject: str = ""
    grade: int | None = None
    figure: str = LowFigure.AUTO.value
    share: str = ""
    place: int = 0

    def covers(self, procedure: str, subject: str, grade: int) -> bool:
        """True when a result of this procedure, subject and grade is looked at."""
        return (
            self.procedure in ("", procedure)
            and self.subject in ("", subject)
            and self.grade in (None, grade)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A rule as it is applied: that of the record, or the user's «what if».

    Attributes:
        share: Share of low results, a fraction of one (3/10 for 30 %), exact.
    """

    share: Fraction
    is_strict: bool = False
    procedures: int = 2
    repeat: Repeat = Repeat.OFF
    min_participants: int = 1
    criteria: tuple[RiskCriterion, ...] = ()

    @property
    def relation(self) -> str:
        """«≥» or «>»."""
        return ">" if self.is_strict else "≥"

    def criterion_of(self, procedure: str, subject: str, grade: int) -> RiskCriterion | None:
        """The first criterion that looks at such a result; None when there are none at all.

        Raises:
            LookupError: The rule has criteria and none looks at it.
        """
        if not self.criteria:
            return None
        for criterion in self.criteria:
            if criterion.covers(procedure, subject, grade):
                return criterion
        raise LookupError

    def share_of(self, criterion: RiskCriterion | None) -> Fraction:
        """The share that a result under this criterion is compared with."""
        if criterion is None or not criterion.share:
            return self.share
        return percent(criterion.share)


def percent(text: str) -> Fraction:
    """A share of one from percent as written: «33,3» -> 333/1000.

    Raises:
        QualityError: Not a number from 0 to 100.
    """
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation as error:
        raise QualityError(f"«{text}» – не доля в процентах: впишите число от 0 до 100.") from error
    if not number.is_finite() or not 0 <= number <= 100:
        raise QualityError(f"«{text}» – не доля в процентах: впишите число от 0 до 100.")
    share = Fraction(number)
    if (share * 10**_MOST_DECIMALS).denominator != 1:
        raise QualityError(
            f"«{text}» – слишком точная доля: оставьте не больше {_MOST_DECIMALS} знаков после запятой."
        )
    return share / 100


def terms_of(rule: RiskRule, criteria: Sequence[RiskCriterion]) -> Terms:
    """The terms that a rule sets.

    Raises:
        QualityError: The office has not set the share, or it is no share.
    """
    if not rule.share.strip():
        raise QualityError(f"В правиле «{rule.title}» не задан порог: впишите долю в процентах.")
    return Terms(
        share=percent(rule.share),
        is_strict=rule.is_strict,
        procedures=rule.procedures,
        repeat=Repeat(rule.repeat),
        min_participants=rule.min_participants,
        criteria=tuple(sorted(criteria, key=lambda criterion: criterion.place)),
    )
