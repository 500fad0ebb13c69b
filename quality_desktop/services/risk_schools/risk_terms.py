"""Terms of a rule written into a list, so that it can be told and judged years later."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from quality_desktop.domain.at_risk.risk import Repeat, RiskCriterion, Terms
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.figures import decimal_number
from quality_desktop.domain.records import Id, natural_id

_CRITERION = "criterion"
_SEPARATOR = "/"


def written(terms: Terms) -> str:
    """The terms as ``name=value`` lines; ``read`` gives equal terms back."""
    return "\n".join(f"{name}={value}" for name, value in _lines(terms))


def read(text: str, *, rule: Id | None) -> Terms:
    """The terms that ``written`` wrote.

    Args:
        text: ``RiskList.terms``.
        rule: The rule of the list, whose criteria these were.

    Raises:
        QualityError: The text is not of this program.
    """
    plain: dict[str, str] = {}
    criteria: list[RiskCriterion] = []
    owner = rule if rule is not None else natural_id("risk_rule", "")
    try:
        for line in text.splitlines():
            name, _, value = line.partition("=")
            if name == _CRITERION:
                criteria.append(_criterion(value, owner, len(criteria)))
            else:
                plain[name] = value
        share = decimal_number(plain["share"])
        return Terms(
            share=Fraction(0) if share is None else share / 100,
            is_strict=plain["is_strict"] == "yes",
            procedures=int(plain["procedures"]),
            repeat=Repeat(plain["repeat"]),
            min_participants=int(plain["min_participants"]),
            criteria=tuple(criteria),
        )
    except (KeyError, ValueError) as error:
        raise QualityError(
            "Условия, по которым составлен список, не читаются: составьте список заново."
        ) from error


def _lines(terms: Terms) -> Iterator[tuple[str, object]]:
    yield "share", _decimal(terms.share * 100)
    yield "is_strict", "yes" if terms.is_strict else "no"
    yield "procedures", terms.procedures
    yield "repeat", terms.repeat.value
    yield "min_participants", terms.min_participants
    for one in terms.criteria:
        grade = "" if one.grade is None else one.grade
        parts = (one.procedure, one.subject, grade, one.figure, one.share)
        yield _CRITERION, _SEPARATOR.join(map(str, parts))


def _criterion(value: str, rule: Id, place: int) -> RiskCriterion:
    procedure, subject, grade, figure, share = value.split(_SEPARATOR)
    return RiskCriterion(
        id=natural_id(RiskCriterion.kind, rule, place, value),
        rule=rule,
        procedure=procedure,
        subject=subject,
        grade=int(grade) if grade else None,
        figure=figure,
        share=share,
        place=place,
    )


def _decimal(number: Fraction) -> str:
    """«33.3»: shares are decimal texts, so that there always is an end."""
    digits = next(d for d in range(10) if (number * 10**d).denominator == 1)
    whole = int(number * 10**digits)
    if not digits:
        return str(whole)
    text = str(whole).rjust(digits + 1, "0")
    return f"{text[:-digits]}.{text[-digits:]}"
