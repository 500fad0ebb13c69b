"""Why a school is in the list or is not: reasons, the pupils that decide, dynamics.

All comparisons are exact, in whole pupils: «не менее 30 %» of n is ``10 * low >= 3 * n``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from quality_desktop.domain.at_risk.risk import Repeat, Terms
from quality_desktop.domain.records import Id


class Standing(StrEnum):
    """Where a school stands in a year."""

    INCLUDED = "included"
    OUTSIDE = "outside"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskResult:
    """A result that a rule looks at.

    Attributes:
        low: Pupils with a low result.
        participants: Pupils who took part; at least one.
        share: Share it is compared with, of one.
        was_low: True when the same procedure, subject and grade was low in the year before.
    """

    procedure: str
    year: int
    subject: str
    grade: int
    low: int
    participants: int
    share: Fraction
    was_low: bool = False

    def is_low(self, *, is_strict: bool) -> bool:
        """True when the share of low results reaches the rule's."""
        return is_low(self.low, self.participants, self.share, is_strict=is_strict)

    def pupils_to_turn(self, *, is_strict: bool) -> int:
        """How many pupils with another result would turn it from low to not low, or back.

        Raises:
            ArithmeticError: No number of pupils would (a share of 0 or above 1).
        """
        # The least count of low results that makes the result low: the bound rounded up.
        bound, whole = self.share.numerator * self.participants, self.share.denominator
        least = bound // whole + 1 if is_strict else -(-bound // whole)
        if self.low >= least:
            if least <= 0:
                raise ArithmeticError
            return self.low - least + 1
        if least > self.participants:
            raise ArithmeticError
        return least - self.low


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskCase:
    """A school under a rule in a year.

    Attributes:
        reasons: Its low results; shown also when they are too few for the list.
        tested: How many results counted; 0 for a school whose results have too few participants.
        margin: The fewest pupils with another result that would change the standing; None when
            no number of pupils would, or there are no data.
    """

    school: Id
    standing: Standing
    reasons: tuple[RiskResult, ...]
    tested: int
    margin: int | None

    @property
    def is_included(self) -> bool:
        """True when the school is in the list."""
        return self.standing is Standing.INCLUDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Dynamics:
    """A list against the year before.

    Attributes:
        entered: In the list now, not in the year before.
        stayed: In both.
        left: Out of the list now, with data; a school without data has not left.
        returned: Those of ``entered`` that had left the list: after the year when they were in it
            they were out of it with data. A year without data is no leaving.
        resumed: Those of ``entered`` that were in the list when they last had data; the year
            before says nothing about them.
        unknown: In the list in the year before, without data now.
        is_compared: False when nobody had data in the year before: all are new then.
    """

    entered: frozenset[Id]
    stayed: frozenset[Id]
    left: frozenset[Id]
    returned: frozenset[Id]
    unknown: frozenset[Id]
    is_compared: bool
    resumed: frozenset[Id] = frozenset()


def is_low(low: int, participants: int, share: Fraction, *, is_strict: bool) -> bool:
    """Compare ``low / participants`` with a share exactly."""
    left, right = low * share.denominator, share.numerator * participants
    return left > right if is_strict else left >= right


def judge(school: Id, results: Sequence[RiskResult], terms: Terms) -> RiskCase:
    """Apply a rule to the results of one school in one year.

    Args:
        school: The school.
        results: Its results that the rule looks at; those of too few participants do not count,
            but a school that has only such is outside the list and not without data.
        terms: The rule.
    """
    if not results:
        return RiskCase(school=school, standing=Standing.NO_DATA, reasons=(), tested=0, margin=None)
    results = [r for r in results if r.participants >= terms.min_participants]
    low, others = _parted(results, terms)
    included = is_included(len(low), sum(r.was_low for r in low), terms)
    return RiskCase(
        school=school,
        standing=Standing.INCLUDED if included else Standing.OUTSIDE,
        reasons=tuple(low),
        tested=len(results),
        margin=_margin(low, others, terms),
    )


def is_included(low: int, repeated: int, terms: Terms) -> bool:
    """Apply the counting part of a rule.

    Args:
        low: How many results are low.
        repeated: How many of them were low in the year before too.
        terms: The rule.
    """
    enough = low >= terms.procedures
    match terms.repeat:
        case Repeat.OFF:
            return enough
        case Repeat.AND:
            return enough and repeated > 0
        case Repeat.OR:
            return enough or repeated > 0


def margin(results: Sequence[RiskResult], terms: Terms) -> int | None:
    """The fewest pupils whose other result would put the school into the list or out of it.

    Results of this year only can turn; each turned result costs its own pupils. The cheapest set
    is found over how many results of each sort (repeated or not) turn: within a sort the cheapest
    go first.
    """
    return _margin(*_parted(results, terms), terms)


def _parted(
    results: Iterable[RiskResult], terms: Terms
) -> tuple[list[RiskResult], list[RiskResult]]:
    """Low results and the others."""
    low: list[RiskResult] = []
    others: list[RiskResult] = []
    for result in results:
        (low if result.is_low(is_strict=terms.is_strict) else others).append(result)
    return low, others


def _margin(low: Sequence[RiskResult], others: Sequence[RiskResult], terms: Terms) -> int | None:
    were_low = sum(r.was_low for r in low)
    included = is_included(len(low), were_low, terms)
    pool = low if included else others
    costs: dict[bool, list[int]] = {True: [], False: []}
    for result in pool:
        try:
            costs[result.was_low].append(result.pupils_to_turn(is_strict=terms.is_strict))
        except ArithmeticError:
            continue
    again, once = _running(costs[True]), _running(costs[False])
    sign = -1 if included else 1
    found = [
        pupils + more
        for repeated, pupils in enumerate(again)
        for single, more in enumerate(once)
        if included
        != is_included(
            len(low) + sign * (repeated + single),
            were_low + sign * repeated,
            terms,
        )
    ]
    return min(found, default=None)


def dynamics(standings: Mapping[int, Mapping[Id, Standing]], year: int) -> Dynamics:
    """Compare the list of a year with those before it.

    Args:
        standings: Calendar year -> school -> standing; years without data may be missing.
        year: The year.
    """
    now = standings.get(year, {})
    included = _included(now)
    before = _included(standings.get(year - 1, {}))
    earlier: Set[Id] = frozenset().union(
        *(_included(found) for past, found in standings.items() if past < year)
    )
    last = _last_known(standings, year)
    gone = before - included
    without_data = frozenset(
        school for school in gone if now.get(school, Standing.NO_DATA) is Standing.NO_DATA
    )
    entered = included - before
    return Dynamics(
        entered=entered,
        stayed=included & before,
        left=gone - without_data,
        returned=frozenset(
            school for school in entered & earlier if last[school] is Standing.OUTSIDE
        ),
        resumed=frozenset(school for school in entered if last.get(school) is Standing.INCLUDED),
        unknown=without_data,
        is_compared=any(
            standing is not Standing.NO_DATA for standing in standings.get(year - 1, {}).values()
        ),
    )


def _last_known(standings: Mapping[int, Mapping[Id, Standing]], year: int) -> Mapping[Id, Standing]:
    """Where every school stood in the last year before this one in which it had data."""
    found: dict[Id, Standing] = {}
    for past in sorted(past for past in standings if past < year):
        found |= {
            school: standing
            for school, standing in standings[past].items()
            if standing is not Standing.NO_DATA
        }
    return found


def _included(standings: Mapping[Id, Standing]) -> frozenset[Id]:
    return frozenset(
        school for school, standing in standings.items() if standing is Standing.INCLUDED
    )


def _running(costs: Iterable[int]) -> list[int]:
    """Cost of turning none, the cheapest one, the cheapest two and so on."""
    sums = [0]
    for cost in sorted(costs):
        sums.append(sums[-1] + cost)
    return sums
