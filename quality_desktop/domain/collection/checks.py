"""The checks that a form's values must keep: the office's own rules and those that follow.

What the definitions say already is checked without anybody writing a rule: limits of every
value, whole people, numerators within their denominators (shares of 0–100 %), marks that add up
to the participants, absences that agree, «нет класса» where nobody of the class is counted. One
list serves the grid, the forms that come back and every import.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from quality_desktop.domain.collection.checking import (
    RELATIONS,
    Agreement,
    Answers,
    Check,
    Comparison,
    Finding,
    Limits,
    Side,
    acceptance_of,
    fingerprint,
    run,
)
from quality_desktop.domain.collection.element_titles import (
    NO_TITLES,
    Dimensions,
    capital,
    dimensions_of,
    full_title,
    member_key,
    title_of,
    with_place,
)
from quality_desktop.domain.collection.indicators import Calculation, CalculationKind
from quality_desktop.domain.collection.monitoring import CheckRule, DataElement, ValueType
from quality_desktop.domain.collection.same_class_checks import same_class_checks
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.examination.exam_checks import exam_checks
from quality_desktop.domain.figures import printed_digits
from quality_desktop.domain.formulas.formula import Formula
from quality_desktop.domain.formulas.formula_parser import FormulaError, parse, written
from quality_desktop.domain.formulas.formula_print import Wording, printed_expression, restriction
from quality_desktop.domain.formulas.formula_tree import (
    Binary,
    Element,
    Expression,
    Negative,
    Number,
    Over,
    elements_of,
    resolve,
    years_back,
)
from quality_desktop.domain.records import Id

__all__ = [
    "RELATIONS",
    "Agreement",
    "Answers",
    "Check",
    "Comparison",
    "Finding",
    "Limits",
    "Side",
    "acceptance_of",
    "checks_of",
    "fingerprint",
    "full_title",
    "run",
]

_SAID = MappingProxyType(
    {
        "==": "столько же, сколько",
        "<=": "не больше, чем",
        "<": "меньше, чем",
        ">=": "не меньше, чем",
        ">": "больше, чем",
    }
)
_TURNED = MappingProxyType({">=": "<=", ">": "<"})
_HUNDRED = 100


def checks_of(
    form_elements: Sequence[DataElement],
    rules: Iterable[CheckRule],
    calculations: Iterable[Calculation],
    year: int,
    *,
    subjects: Mapping[str, str] = NO_TITLES,
) -> tuple[Check, ...]:
    """All checks of a form in a school year: limits, own rules, those that follow.

    A rule or a formula that is not understood, or that needs elements of other forms, gives no
    check here; the editor of definitions refuses the one and shows the other.

    Args:
        form_elements: Elements of the form, of all years.
        rules: Rules of the form.
        calculations: Calculations, whose shares must lie between 0 and 100 %.
        year: School year (2025 = 2025/26).
        subjects: Code of a subject -> its title.
    """
    asked = [element for element in form_elements if element.is_in_force(year)]
    maker = _Maker(form_elements, year, subjects)
    made = [
        *(maker.limits(element) for element in asked),
        *(check for rule in rules for check in maker.rule(rule)),
        *(check for one in calculations if one.is_in_force(year) for check in maker.share(one)),
        *exam_checks(asked, subjects),
    ]
    agreed = [each.elements for each in made if each and isinstance(each.test, Agreement)]
    made.extend(same_class_checks(asked, subjects, agreed))
    return tuple(_without_repeats([check for check in made if check is not None]))


def _without_repeats(checks: Sequence[Check]) -> Iterator[Check]:
    """What is said twice is said once: as a hard rule, when one of the two is hard."""
    exams = [c.elements for c in checks if isinstance(c.test, Agreement) and len(c.elements) > 2]
    hard = {
        _said(c.test)
        for c in checks
        if isinstance(c.test, Comparison) and c.severity is Severity.ERROR
    }
    seen: set[object] = set()
    for check in checks:
        if isinstance(check.test, Agreement) and len(check.elements) == 2:
            same: object = check.elements
            if any(set(check.elements) <= set(exam) for exam in exams):
                continue
        else:
            same = _said(check.test) if isinstance(check.test, Comparison) else check.key
        if same in seen or (check.severity is not Severity.ERROR and same in hard):
            continue
        seen.add(same)
        yield check


def _said(test: Comparison) -> object:
    """What a comparison says, whatever its elements are called in it and which side comes first."""
    sides = [_said_side(test.left), _said_side(test.right)]
    if test.relation in _TURNED:
        sides.reverse()
    elif test.relation == "==":
        sides.sort()
    return (_TURNED.get(test.relation, test.relation), *sides)


def _said_side(side: Side) -> tuple[str, tuple[tuple[str, ...], ...]]:
    own = _own(side)
    words = "" if isinstance(own.expression, Element) else written(own.expression)
    return words, tuple(tuple(key.hex for key in of) for of in own.members.values())


class _Maker:
    """Makes checks over the elements of one form for one year."""

    def __init__(
        self, elements: Sequence[DataElement], year: int, subjects: Mapping[str, str]
    ) -> None:
        self._elements = elements
        self._by_id = {element.id: element for element in elements}
        self._year = year
        self._wording = Wording(
            titles={element.code: title_of(element) for element in elements},
            subjects=subjects,
            times=" × ",
        )

    def limits(self, element: DataElement) -> Check | None:
        """The check of a single value; none where anything may be said."""
        kind = ValueType(element.type)
        title = full_title(element, self._wording.subjects)
        if kind is ValueType.TEXT:
            return None
        lowest, highest = element.lowest, element.highest
        if kind is ValueType.YES_NO:
            sentence, lowest, highest = f"{title}: «да» или «нет»", 0, 1
        elif kind is ValueType.CHOICE:
            sentence = f"{title}: одно из списка"
        else:
            if element.unit == "%" and highest is None:
                highest = _HUNDRED
            noun = "целое число" if kind is ValueType.WHOLE else "число"
            sentence = f"{title}: {noun}{_span(lowest, highest)}"
        return Check(
            key=f"value:{member_key(element)}",
            sentence=sentence,
            severity=Severity.ERROR,
            elements=(element.id,),
            test=Limits(
                element.id,
                kind,
                lowest,
                highest,
                tuple(line.strip() for line in element.options.splitlines() if line.strip()),
            ),
        )

    def rule(self, rule: CheckRule) -> Iterator[Check]:
        """The checks of the office's own rule, one for each subject and grade it speaks of."""
        if rule.relation not in RELATIONS:
            return
        try:
            left, right = parse(rule.left), parse(rule.right)
        except FormulaError:
            return
        severity = Severity.ERROR if rule.is_hard else Severity.WARNING
        yield from self.comparisons(
            f"rule:{rule.id}", rule.sentence, severity, (left, rule.relation, right)
        )

    def share(self, calculation: Calculation) -> Iterator[Check]:
        """Numerator within denominator, where the calculation is a share in percent."""
        if calculation.type != CalculationKind.SHARE or calculation.factor != _HUNDRED:
            return
        if calculation.unit not in ("%", ""):
            return
        try:
            formula = Formula.of(calculation)
        except FormulaError:
            return
        left = _of_this_year(formula.numerator)
        right = _of_this_year(formula.denominator or formula.numerator)
        key = f"share:{calculation.code}"
        for check in self.comparisons(key, "", Severity.ERROR, (left, "<=", right)):
            yield check
            yield from self._counted_of_somebody(check)

    def _counted_of_somebody(self, check: Check) -> Iterator[Check]:
        """Nobody can be a share of a class that is said not to be there."""
        test = check.test
        if isinstance(test, Comparison) and len(check.elements) == 2:
            part, whole = (
                tuple((key, self._title(key)) for of in side.members.values() for key in of)
                for side in (_own(test.left), _own(test.right))
            )
            if len(part) == len(whole) == 1:
                yield Check(
                    key=f"absent:{check.key}",
                    sentence=f"{part[0][1]}: есть из кого считать",
                    severity=Severity.ERROR,
                    elements=check.elements,
                    test=Agreement(part, whole),
                )

    def _title(self, element: Id) -> str:
        return full_title(self._by_id[element], self._wording.subjects)

    def comparisons(
        self,
        key: str,
        sentence: str,
        severity: Severity,
        compared: tuple[Expression, str, Expression],
    ) -> Iterator[Check]:
        """One check, or one for each member when both sides have the same members."""
        left, relation, right = compared
        named = sorted(elements_of(left) | elements_of(right), key=written)
        members = {
            (element, back): resolve(element, self._elements, self._year - back)
            for element in named
            for back in range(max(years_back(left), years_back(right)) + 1)
        }
        if not named or any(not members[element, 0] for element in named):
            return
        said = (sentence or self._sentence(left, relation, right)).rstrip(". ")
        for place, chosen in self._split(members):
            ids = {
                element: tuple(member.id for member in found) for element, found in chosen.items()
            }
            yield Check(
                key=f"{key}/{'/'.join(map(str, place))}" if place else key,
                sentence=with_place(capital(said), self._said_place(place)),
                severity=severity,
                elements=tuple(dict.fromkeys(i for (_, b), of in ids.items() if not b for i in of)),
                test=Comparison(Side(left, ids), relation, Side(right, ids)),
            )

    def _split(
        self, members: Mapping[tuple[Element, int], tuple[DataElement, ...]]
    ) -> Iterator[
        tuple[Dimensions | tuple[()], Mapping[tuple[Element, int], tuple[DataElement, ...]]]
    ]:
        """Members of the same subject and grade stand against each other, not only their sums."""
        by_place = {
            element: {dimensions_of(member): member for member in found}
            for element, found in members.items()
        }
        places = [tuple(by_place[element]) for element in members if not element[1]]
        is_alike = all(set(of) == set(places[0]) for of in places)
        has_one_each = all(len(members[e]) == len(by_place[e]) for e in members)
        if not is_alike or not has_one_each or len(places[0]) < 2:
            yield (), members
            return
        for place in places[0]:
            yield (
                place,
                {
                    element: tuple(member for at, member in of.items() if at == place)
                    for element, of in by_place.items()
                },
            )

    def _said_place(self, place: Dimensions | tuple[()]) -> str:
        if not place:
            return ""
        return restriction(Element("", place[1], place[2] or None), self._wording.subjects)

    def _sentence(self, left: Expression, relation: str, right: Expression) -> str:
        first, second = (printed_expression(side, self._wording) for side in (left, right))
        return f"{first} – {_SAID[relation]} {second}"


def _own(side: Side) -> Side:
    """A side with the members of its own elements only."""
    named = elements_of(side.expression)
    return Side(side.expression, {key: of for key, of in side.members.items() if key[0] in named})


def _span(lowest: int | None, highest: int | None) -> str:
    if lowest is not None and highest is not None:
        return f" от {printed_digits(lowest)} до {printed_digits(highest)}"
    if lowest is not None:
        return f" от {printed_digits(lowest)}"
    return "" if highest is None else f" до {printed_digits(highest)}"


def _of_this_year(expression: Expression) -> Expression:
    """The expression without its sums over years: what must hold must hold in each of them."""
    match expression:
        case Over(inner=inner):
            return inner
        case Negative(inner=inner):
            return Negative(_of_this_year(inner))
        case Binary(op=op, left=left, right=right):
            return Binary(op, _of_this_year(left), _of_this_year(right))
        case Number() | Element():
            return expression
