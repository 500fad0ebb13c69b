"""How the values of a school are held against its checks (``domain.checks`` makes them)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import eq, ge, gt, le, lt
from types import MappingProxyType

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import Absence, Acceptance, ValueType
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.figures import printed_exactly
from quality_desktop.domain.formulas.formula_columns import (
    NO_DATA,
    FigureState,
    Quantity,
    evaluated,
    figure_of,
)
from quality_desktop.domain.formulas.formula_tree import Element, Expression
from quality_desktop.domain.records import Id

RELATIONS: Mapping[str, Callable[[Fraction, Fraction], bool]] = MappingProxyType(
    {"==": eq, "<=": le, "<": lt, ">=": ge, ">": gt}
)
"""Relations that a rule may have."""

_EMPTY = Answer()
_NO_CLASS = Absence.NO_CLASS.value

Answers = Mapping[Id, Answer]
"""Values of one school and year by element; an element that is not there is empty."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison.

    Attributes:
        expression: What is computed.
        members: For each element and each year back, whose values are added up.
    """

    expression: Expression
    members: Mapping[tuple[Element, int], tuple[Id, ...]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides must stand in a relation; nothing is said while one of them is unknown."""

    left: Side
    relation: str
    right: Side


@dataclass(frozen=True, slots=True)
class Limits:
    """The value itself must be what the element asks for; a free text may be anything.

    Attributes:
        lowest: Least number; None for no limit.
        highest: Greatest number; None for no limit.
        options: Allowed texts of a choice.
    """

    element: Id
    type: ValueType
    lowest: int | None = None
    highest: int | None = None
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """Where one value says «не участвовали» or «нет класса», another cannot count anybody.

    Attributes:
        counted: Ids and titles of the values that may count somebody.
        absent: Of those that may say that there is nobody.
    """

    counted: tuple[tuple[Id, str], ...]
    absent: tuple[tuple[Id, str], ...]


@dataclass(frozen=True, slots=True)
class SameClass:
    """Where one value counts pupils of a class, another cannot say that there is no such class.

    Attributes:
        one: Ids and titles of some values.
        other: Of those that each of them is held against.
    """

    one: tuple[tuple[Id, str], ...]
    other: tuple[tuple[Id, str], ...]


Test = Comparison | Limits | Agreement | SameClass
"""How a check is tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A rule that the values of a school must keep.

    Attributes:
        key: The same in every version of the definitions that means the same; acceptances
            name it.
        sentence: The rule in words, without a full stop.
        severity: A broken ``ERROR`` must be mended, a ``WARNING`` may be accepted.
        elements: Cells of this year that it looks at.
        test: How it is tried.
    """

    key: str
    sentence: str
    severity: Severity
    elements: tuple[Id, ...]
    test: Test


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A broken check of one school.

    Attributes:
        check: The check.
        text: One Russian sentence with the numbers.
        elements: Cells concerned.
        fingerprint: Of the values it was found in; other values are another finding.
    """

    check: Check
    text: str
    elements: tuple[Id, ...]
    severity: Severity
    fingerprint: str


def run(
    checks: Iterable[Check], values_of_school: Answers, earlier: Sequence[Answers] = ()
) -> list[Finding]:
    """What the values of one school break, in the order of the checks; one fault is told once.

    Args:
        checks: From ``checks_of``.
        values_of_school: The answers of the year by element.
        earlier: Answers of the year before, of two years before, and so on, for rules over
            several years; such a rule says nothing without them.
    """
    years = (values_of_school, *earlier)
    findings: list[Finding] = []
    known = tuple(checks)
    # Most schools have all their classes, and each check of classes looks at many values.
    has_all_classes = not any(one.absence == _NO_CLASS for one in values_of_school.values())
    for check in known:
        test = check.test
        if has_all_classes and type(test) is SameClass:
            continue
        if type(test) is Limits and _is_kept(test, values_of_school.get(test.element)):
            continue  # most checks are of this kind, and most are kept
        text = _broken(check, years)
        if text is not None:
            findings.append(
                Finding(
                    check=check,
                    text=text,
                    elements=check.elements,
                    severity=check.severity,
                    fingerprint=fingerprint(check, values_of_school, earlier),
                )
            )
    return _without_consequences(findings, known) if len(findings) > 1 else findings


def _without_consequences(findings: Sequence[Finding], known: Iterable[Check]) -> list[Finding]:
    """Leave out «more than pupils in the class» beside «more than participants».

    A value that must stay within a second, and the second within a third, breaks both limits by
    one fault. The third is told of when the value is within the second and still too large. Nor is it
    asked whether a class is there where an exam's numbers contradict its absences.
    """
    hard = [set(f.elements) for f in findings if isinstance(f.check.test, Agreement)]
    findings = [
        finding
        for finding in findings
        if not isinstance(finding.check.test, SameClass)
        or not any(len(told & set(finding.elements)) > 1 for told in hard)
    ]
    pairs = {pair for check in known if (pair := _within(check))}
    told = [f for f in findings if f.severity is Severity.ERROR and _within(f.check)]
    kept = []
    for finding in findings:
        pair = _within(finding.check)
        if pair is not None and any(
            part == pair[0] and (whole, pair[1]) in pairs
            for part, whole in filter(None, (_within(f.check) for f in told))
        ):
            told = [f for f in told if f is not finding]  # it explains no other one then
        else:
            kept.append(finding)
    return kept


def _within(check: Check) -> tuple[Id, Id] | None:
    """The value that must not be more, and the value it must stay within; None for other rules."""
    test = check.test
    if not isinstance(test, Comparison) or test.relation not in ("<=", ">="):
        return None
    sides = (test.left, test.right) if test.relation == "<=" else (test.right, test.left)
    part, whole = map(_only_value, sides)
    return None if part is None or whole is None else (part, whole)


def _only_value(side: Side) -> Id | None:
    """The value of this year that a side is, when it is nothing else."""
    expression = side.expression
    found = side.members.get((expression, 0), ()) if isinstance(expression, Element) else ()
    return found[0] if len(found) == 1 else None


def fingerprint(check: Check, values_of_school: Answers, earlier: Sequence[Answers] = ()) -> str:
    """Short hash of the values that a check looks at, those of earlier years too."""
    digest = hashlib.sha256(check.key.encode())
    for element in check.elements:
        digest.update(_told(element, values_of_school))
    for back, element in _earlier_elements(check.test):
        digest.update(_told(element, earlier[back - 1] if back <= len(earlier) else {}))
    return digest.hexdigest()[:32]


def _told(element: Id, answers: Answers) -> bytes:
    answer = answers.get(element, _EMPTY)
    said = (element.hex, answer.digits, answer.decimals, answer.text, answer.absence)
    return repr(said).encode()


def _earlier_elements(test: Test) -> list[tuple[int, Id]]:
    """Years back and elements of those years that a comparison looks at, in one order for all."""
    if not isinstance(test, Comparison):
        return []
    return sorted(
        {
            (years_back, element)
            for side in (test.left, test.right)
            for (_, years_back), members in side.members.items()
            if years_back > 0
            for element in members
        }
    )


def acceptance_of(
    finding: Finding, acceptances: Iterable[Acceptance], *, year: int, school: Id
) -> Acceptance | None:
    """A person's word that lets this finding stand; never for what must be mended."""
    if finding.severity is Severity.ERROR:
        return None
    return next(
        (
            acceptance
            for acceptance in acceptances
            if acceptance.check == finding.check.key
            and acceptance.school == school
            and acceptance.year == year
            and acceptance.fingerprint == finding.fingerprint
        ),
        None,
    )


def _broken(check: Check, years: Sequence[Answers]) -> str | None:
    match check.test:
        case Comparison() as comparison:
            return _broken_comparison(check.sentence, comparison, years)
        case Limits() as limits:
            said = _broken_limits(limits, years[0].get(limits.element, _EMPTY))
            return None if said is None else f"{check.sentence}, а вписано {said}."
        case Agreement() as agreement:
            return _broken_agreement(agreement, years[0])
        case SameClass() as same:
            return _broken_same_class(same, years[0])


def _broken_comparison(
    sentence: str, comparison: Comparison, years: Sequence[Answers]
) -> str | None:
    left, right = _number(comparison.left, years), _number(comparison.right, years)
    if left is None or right is None or RELATIONS[comparison.relation](left, right):
        return None
    return f"{sentence}, а вписано {printed_exactly(left)} и {printed_exactly(right)}."


def _number(side: Side, years: Sequence[Answers]) -> Fraction | None:
    value = evaluated(side.expression, _School(side, years))
    return value if isinstance(value, Fraction) else figure_of(value).number


def _is_kept(limits: Limits, answer: Answer | None) -> bool:
    """True for an empty answer and a whole number within its limits; all others are looked at closely."""
    if answer is None:
        return True
    digits = answer.digits
    return (
        digits is not None
        and not answer.decimals
        and not answer.absence
        and limits.type is not ValueType.CHOICE
        and (limits.lowest is None or digits >= limits.lowest)
        and (limits.highest is None or digits <= limits.highest)
    )


def _broken_limits(limits: Limits, answer: Answer) -> str | None:
    if answer.absence or answer.is_empty:
        return None
    if limits.type is ValueType.CHOICE:
        is_right = answer.text in limits.options
    else:
        is_right = answer.digits is not None and _is_within(limits, answer.digits, answer.decimals)
    if is_right:
        return None
    return f"«{answer.text}»" if answer.number is None else printed_exactly(answer.number)


def _is_within(limits: Limits, digits: int, decimals: int) -> bool:
    scale: int = 10**decimals
    return (
        (limits.lowest is None or digits >= limits.lowest * scale)
        and (limits.highest is None or digits <= limits.highest * scale)
        and (limits.type is ValueType.DECIMAL or digits % scale == 0)
    )


def _broken_agreement(agreement: Agreement, values: Answers) -> str | None:
    counted = ((title, values.get(key, _EMPTY)) for key, title in agreement.counted)
    number = next((pair for pair in counted if pair[1].digits), None)
    absences = ((title, values.get(key, _EMPTY)) for key, title in agreement.absent)
    absent = next((pair for pair in absences if _is_absent(pair[1])), None)
    if number is None or absent is None:
        return None
    written = printed_exactly(number[1].number or Fraction(0))
    said = Absence(absent[1].absence).shown
    return f"{number[0]}: вписано {written}, а «{absent[0]}» – «{said}», исправьте одно из двух."


def _broken_same_class(same: SameClass, values: Answers) -> str | None:
    for some, others in ((same.one, same.other), (same.other, same.one)):
        counted = ((title, values.get(key, _EMPTY)) for key, title in some)
        number = next((pair for pair in counted if pair[1].digits), None)
        absent = next((t for k, t in others if values.get(k, _EMPTY).absence == _NO_CLASS), None)
        if number is not None and absent is not None:
            written = printed_exactly(number[1].number or Fraction(0))
            return (
                f"{number[0]}: вписано {written}, а «{absent}» – «нет класса»: если класс есть, впишите "
                "число или «не участвовали»."
            )
    return None


def _is_absent(answer: Answer) -> bool:
    return Quantity.of_answer(answer).state is FigureState.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class _School:
    """Quantities of one school for one side of a comparison."""

    side: Side
    years: Sequence[Answers]

    def jointly(self, elements: frozenset[Element]) -> _School:
        """A rule compares what was written, member by member or sum by sum, and leaves out nothing."""
        return self

    def column(self, element: Element, years_back: int) -> Quantity:
        """The sum over the members bound to this side."""
        if years_back >= len(self.years):
            return NO_DATA
        values = self.years[years_back]
        members = self.side.members.get((element, years_back), ())
        return Quantity.total(Quantity.of_answer(values.get(key, _EMPTY)) for key in members)
