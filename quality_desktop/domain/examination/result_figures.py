"""Figures of an exam result: shares of marks, agreement with the register, sums over a district.

A share whose parts are not all known is not known; nothing is taken for zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from quality_desktop.domain.errors import Severity
from quality_desktop.domain.examination.exams import ExamResult

MARKS = ("two", "three", "four", "five")
PASSED = ("three", "four", "five")
"""Marks of «успеваемость»."""
GOOD = ("four", "five")
"""Marks of «качество»."""
REGISTER = ("lowered", "confirmed", "raised")
"""Marks beside those of the register; the three groups are the whole, as in official files."""
BOUNDS = ("below", "high", "full")
"""Groups of the state exam."""
COUNTS = ("participants", *MARKS, *REGISTER, *BOUNDS)
"""Fields of ``ExamResult`` that count pupils."""

FIELD_TITLES = {
    "participants": "участников",
    "two": "отметок «2»",
    "three": "отметок «3»",
    "four": "отметок «4»",
    "five": "отметок «5»",
    "lowered": "понизивших",
    "confirmed": "подтвердивших",
    "raised": "повысивших",
    "below": "не преодолевших порог",
    "high": "получивших 80–99 баллов",
    "full": "получивших 100 баллов",
}
"""Genitive plural: «15 отметок «2»»."""


@dataclass(frozen=True, slots=True)
class Share:
    """Some pupils of all pupils.

    Attributes:
        part: How many.
        whole: Of how many; 0 gives no figure.
    """

    part: int
    whole: int

    @property
    def percent(self) -> Fraction | None:
        """Exact percent; None when there is nobody to divide by."""
        return Fraction(100 * self.part, self.whole) if self.whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What does not agree in a result.

    Attributes:
        field: Field of ``ExamResult`` that the finding is shown at.
    """

    field: str
    text: str
    severity: Severity = Severity.ERROR


def count(result: ExamResult, field: str) -> int | None:
    """Pupils of a field of ``COUNTS``; None when the source did not say."""
    value: int | None = getattr(result, field)
    return value


def marked(result: ExamResult) -> int | None:
    """Pupils with a mark; None while one of the four counts is not known."""
    return _sum(result, MARKS)


def taking_part(result: ExamResult) -> int | None:
    """Participants as the source says, or as the marks add up."""
    return marked(result) if result.participants is None else result.participants


def share(result: ExamResult, fields: Sequence[str]) -> Share | None:
    """Pupils of some fields among all: participants, or the three groups of the register.

    Args:
        result: Counts of a school, or their sum.
        fields: Of one group: marks, groups of the register, or groups of the state exam.

    Returns:
        None while a count is not known, and while there are more pupils than participants: one of
        the two is wrong (``findings`` says so), and no figure of them would be right.
    """
    is_register = set(fields) <= set(REGISTER)
    part = _sum(result, fields)
    whole = _sum(result, REGISTER) if is_register else taking_part(result)
    return None if part is None or whole is None or part > whole else Share(part, whole)


def mean_mark(result: ExamResult) -> Fraction | None:
    """Mean of the marks 2–5; None while a count is not known or wrong, or nobody has a mark."""
    pupils = _soundly_marked(result)
    if not pupils:
        return None
    return Fraction(sum(m * (count(result, f) or 0) for m, f in enumerate(MARKS, 2)), pupils)


def mean_score(result: ExamResult) -> Fraction | None:
    """Mean score as the source gives it."""
    return None if result.mean_hundredths is None else Fraction(result.mean_hundredths, 100)


def findings(result: ExamResult) -> tuple[Finding, ...]:
    """What does not agree in the counts of a result."""
    found = [_marks_finding(result), _register_finding(result)]
    everyone = result.participants
    if everyone is not None:
        found.extend(
            Finding(
                field=field,
                text=f"{FIELD_TITLES[field].capitalize()} {value}, а участников {everyone}: "
                "исправьте одно из чисел.",
            )
            for field in BOUNDS
            if (value := count(result, field)) is not None and value > everyone
        )
    return tuple(finding for finding in found if finding is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A sum over schools that says how many of them it is made of."""

    value: int
    schools: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareTotal:
    """A district's share: pupils together, and the mean of the schools' shares.

    Attributes:
        share: Sums over the schools whose share is known: every pupil counts alike.
        mean: Mean of the schools' percents: every school counts alike; None without one.
        schools: How many schools it is made of.
    """

    share: Share
    mean: Fraction | None
    schools: int


def total(results: Iterable[ExamResult], field: str) -> Total | None:
    """Sum of a count over the schools that have it; None when no school has."""
    known = [value for result in results if (value := count(result, field)) is not None]
    return Total(value=sum(known), schools=len(known)) if known else None


def share_total(results: Iterable[ExamResult], fields: Sequence[str]) -> ShareTotal | None:
    """A district's share over the schools whose share is known; None when no school's is."""
    known = [found for result in results if (found := share(result, fields)) is not None]
    if not known:
        return None
    percents = [found.percent for found in known if found.percent is not None]
    return ShareTotal(
        share=Share(sum(found.part for found in known), sum(found.whole for found in known)),
        mean=sum(percents, Fraction()) / len(percents) if percents else None,
        schools=len(known),
    )


def mean_mark_total(results: Iterable[ExamResult]) -> Fraction | None:
    """Mean mark of all pupils of the schools whose four counts are known."""
    known = [result for result in results if _soundly_marked(result)]
    pupils = sum(marked(result) or 0 for result in known)
    points = sum(
        mark * (count(result, field) or 0)
        for result in known
        for mark, field in enumerate(MARKS, 2)
    )
    return Fraction(points, pupils) if pupils else None


def mean_score_total(results: Iterable[ExamResult]) -> Fraction | None:
    """Mean score weighted by participants, over the schools that have both."""
    known = [
        (score, pupils)
        for result in results
        if (score := mean_score(result)) is not None and (pupils := taking_part(result))
    ]
    everyone = sum(pupils for _, pupils in known)
    points = sum((score * pupils for score, pupils in known), Fraction())
    return points / everyone if everyone else None


def _soundly_marked(result: ExamResult) -> int | None:
    """Pupils with a mark, unless there are more of them than participants."""
    pupils, everyone = marked(result), result.participants
    is_wrong = pupils is not None and everyone is not None and pupils > everyone
    return None if is_wrong else pupils


def _sum(result: ExamResult, fields: Sequence[str]) -> int | None:
    values = [count(result, field) for field in fields]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _marks_finding(result: ExamResult) -> Finding | None:
    known = [value for field in MARKS if (value := count(result, field)) is not None]
    everyone, together = result.participants, sum(known)
    if everyone is None or not known:
        return None
    if len(known) == len(MARKS) and together != everyone:
        parts = " + ".join(map(str, known))
        text = f"Отметки {parts} = {together}, а участников {everyone}: исправьте одно из чисел."
        return Finding(field="participants", text=text)
    if together > everyone:
        text = f"Отметок {together}, а участников {everyone}: исправьте одно из чисел."
        return Finding(field="participants", text=text)
    return None


def _register_finding(result: ExamResult) -> Finding | None:
    together, everyone = _sum(result, REGISTER), result.participants
    if together is None or everyone is None or together == everyone:
        return None
    if together > everyone:
        text = (
            f"Понизили, подтвердили и повысили вместе {together}, а участников {everyone}: "
            "исправьте одно из чисел."
        )
        return Finding(field="confirmed", text=text)
    text = (
        f"Сравнение с журналом есть у {together} из {everyone} участников: "
        "у остальных нет отметки в журнале или число внесено не полностью."
    )
    return Finding(field="confirmed", text=text, severity=Severity.WARNING)
