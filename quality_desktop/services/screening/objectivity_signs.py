"""Signs that deserve a second look, as sentences with their numbers; never an accusation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import partial
from math import ceil
from types import MappingProxyType
from typing import Final, NamedTuple

from quality_desktop.analysis.objectivity import (
    Borders,
    borders_of,
    score_jumps,
    task_gap,
)
from quality_desktop.domain.at_risk.norms import Norm, norm_of
from quality_desktop.domain.examination.exam_catalogue import MarkScale
from quality_desktop.domain.figures import printed
from quality_desktop.domain.records import Id
from quality_desktop.services.risk_schools.risk_rows import Work
from quality_desktop.services.risk_schools.risk_words import ExamWords
from quality_desktop.services.screening.objectivity_rows import SchoolResult, WorkResults
from quality_desktop.services.screening.objectivity_words import (
    jump_text,
    register_text,
    tasks_text,
    unconfirmed_text,
)

STRONG_TYPES: Final = frozenset({"gymnasium", "lyceum"})
"""Their results may well be far above the district: they are not held against them (ricoko, 2018)."""
_PERCENTS: Final = (
    "confirmed_least", "lowered_most", "raised_most", "jump_chance", "easy_from", "hard_to",
    "task_margin", "above", "above_later", "objective_schools",
)  # fmt: skip
_NUMBERS: Final = ("register_pupils", "jump_pupils", "jump_times", "task_pupils", "above_pupils")


class SignKind(StrEnum):
    """What deserves a second look."""

    LOWERED = "lowered"
    """Marks of the work are below those of the register: current marks may be too high."""
    RAISED = "raised"
    """Marks of the work are above those of the register."""
    JUMP = "jump"
    """Works gather right above the border of a mark."""
    TASKS = "tasks"
    """Easy tasks are done worse than elsewhere, hard ones better."""
    UNCONFIRMED = "unconfirmed"
    """Far above the district, and gone a year later."""


SIGN_WORDS: Final[Mapping[SignKind, str]] = MappingProxyType(
    {
        SignKind.LOWERED: "Ниже журнала",
        SignKind.RAISED: "Выше журнала",
        SignKind.JUMP: "Скачок у границы отметки",
        SignKind.TASKS: "Лёгкие хуже, трудные лучше",
        SignKind.UNCONFIRMED: "Не подтвердился через год",
    }
)
"""How a sign is called."""
MARKER_KINDS: Final = frozenset(
    {SignKind.RAISED, SignKind.JUMP, SignKind.TASKS, SignKind.UNCONFIRMED}
)
"""Signs about the work itself; marks below the register speak of the register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What screening compares with: norms in force, shares and chances of one."""

    confirmed_least: Fraction
    lowered_most: Fraction
    raised_most: Fraction
    register_pupils: Fraction
    jump_pupils: Fraction
    jump_times: Fraction
    jump_chance: Fraction
    easy_from: Fraction
    hard_to: Fraction
    task_margin: Fraction
    task_pupils: Fraction
    above: Fraction
    above_later: Fraction
    above_pupils: Fraction
    objective_schools: Fraction
    small: int = 50
    """Shares of fewer pupils are told with their interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A sign at a school.

    Attributes:
        year: Calendar year of the work.
        tell: Makes ``text``; a region has thousands of signs and shows a few.
        score: The first score of the mark that works gather at; None for other signs.
    """

    school: Id
    work: Work
    year: int
    kind: SignKind
    tell: Callable[[], str] = field(repr=False, compare=False)
    score: int | None = None

    @property
    def text(self) -> str:
        """One sentence: the work, the numbers, what to check."""
        return self.tell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """A result that was looked through.

    Attributes:
        looked: Signs that its data allow to look for; without any nothing can be said.
    """

    signs: tuple[Sign, ...]
    looked: frozenset[SignKind]

    @property
    def has_marker(self) -> bool | None:
        """Whether a sign speaks of the work itself; None when none could be looked for."""
        if any(sign.kind in MARKER_KINDS for sign in self.signs):
            return True
        return False if self.looked & MARKER_KINDS else None


def bounds_of(norms: Iterable[Norm], year: int, *, small: int) -> Bounds:
    """The norms in force in a calendar year.

    Raises:
        QualityError: One is missing or is no number.
    """
    known = tuple(norms)
    percents = {name: norm_of(known, f"objectivity.{name}", year) / 100 for name in _PERCENTS}
    numbers = {name: norm_of(known, f"objectivity.{name}", year) for name in _NUMBERS}
    return Bounds(**percents, **numbers, small=small)


class Screening:
    """Looks through the works of some years.

    Attributes:
        bounds: What is compared with.
    """

    def __init__(
        self,
        *,
        works: Mapping[tuple[int, Work], WorkResults],
        bounds: Bounds,
        words: ExamWords,
        scales: Iterable[MarkScale] = (),
        strong: frozenset[Id] = frozenset(),
    ) -> None:
        """Take what is looked at.

        Args:
            works: Works by year; later years show whether a result was confirmed.
            bounds: What is compared with.
            words: How works are called.
            scales: Marks from scores where they are known; elsewhere the borders are found from
                the results.
            strong: Lyceums and gymnasiums.
        """
        self._works = works
        self.bounds = bounds
        self._words = words
        self._scales = tuple(scales)
        self._strong = strong
        self._register_pupils = ceil(bounds.register_pupils)
        self._jump_pupils = ceil(bounds.jump_pupils)
        self._above_pupils = ceil(bounds.above_pupils)
        self._borders: dict[tuple[int, Work], Borders] = {}
        self._after: dict[tuple[int, Work], tuple[WorkResults, ...]] = {}
        self._screened: dict[tuple[int, Work, Id], Screened] = {}

    def screen(self, found: WorkResults, school: Id) -> Screened:
        """Look through the result of a school in a work."""
        key = (found.year, found.work, school)
        if key not in self._screened:
            self._screened[key] = self._screen(found, school)
        return self._screened[key]

    def borders(self, found: WorkResults) -> Borders:
        """Last scores of «2», «3» and «4» of a work: known ones, else found from the results."""
        key = (found.year, found.work)
        if key not in self._borders:
            self._borders[key] = borders_in(found, self._scales)
        return self._borders[key]

    def _screen(self, found: WorkResults, school: Id) -> Screened:
        own = found.schools[school]
        looked: set[SignKind] = set()
        told: list[_Told] = []
        for kinds, texts in (
            self._register(own),
            self._jump(found, own),
            self._tasks(found, own),
            self._confirmation(found, school),
        ):
            looked |= kinds
            told += texts
        signs = tuple(
            Sign(
                school=school,
                work=found.work,
                year=found.year,
                kind=one.kind,
                tell=partial(self._sentence, found, one.tell),
                score=one.score,
            )
            for one in told
        )
        return Screened(signs=signs, looked=frozenset(looked))

    def _works_after(self, found: WorkResults) -> tuple[WorkResults, ...]:
        """Works of the next year that the same pupils wrote."""
        key = (found.year, found.work)
        if key not in self._after:
            wanted = ((found.year + 1, work) for work in _next_works(found.work))
            self._after[key] = tuple(self._works[one] for one in wanted if one in self._works)
        return self._after[key]

    def _sentence(self, found: WorkResults, tell: Callable[[], str]) -> str:
        return f"{self._words.title(*found.work, found.year)}: {tell()}"

    def _register(self, own: SchoolResult) -> _Looked:
        bounds, found = self.bounds, own.agreement
        whole = 0 if found is None else found.whole
        if found is None or not whole or whole < self._register_pupils:
            return _NOT_LOOKED
        texts = []
        for kind, part, bound in (
            (SignKind.LOWERED, found.lowered, bounds.lowered_most),
            (SignKind.RAISED, found.raised, bounds.raised_most),
        ):
            if part * bound.denominator >= bound.numerator * whole:
                is_lower = kind is SignKind.LOWERED
                tell = partial(
                    register_text, part, found, bound, is_lower=is_lower, small=bounds.small
                )
                texts.append(_Told(kind, tell))
        return {SignKind.LOWERED, SignKind.RAISED}, texts

    def _jump(self, found: WorkResults, own: SchoolResult) -> _Looked:
        bounds, pupils = self.bounds, sum(own.scores.values())
        if not pupils or pupils < self._jump_pupils:
            return _NOT_LOOKED
        borders = self.borders(found)
        if all(border is None for border in borders):
            return _NOT_LOOKED
        jumps = score_jumps(own.scores, borders, times=bounds.jump_times, chance=bounds.jump_chance)
        return {SignKind.JUMP}, [
            _Told(SignKind.JUMP, partial(jump_text, jump), jump.score) for jump in jumps
        ]

    def _tasks(self, found: WorkResults, own: SchoolResult) -> _Looked:
        bounds, pupils = self.bounds, own.participants or own.marked
        if not own.tasks or pupils < bounds.task_pupils:
            return _NOT_LOOKED
        gap = task_gap(
            own.tasks,
            found.tasks_elsewhere(own),
            easy_from=bounds.easy_from,
            hard_to=bounds.hard_to,
        )
        if gap is None:
            return _NOT_LOOKED
        is_odd = gap.is_upside_down(bounds.task_margin)
        return {SignKind.TASKS}, [_Told(SignKind.TASKS, partial(tasks_text, gap))] if is_odd else []

    def _confirmation(self, found: WorkResults, school: Id) -> _Looked:
        bounds = self.bounds
        if school in self._strong:
            return _NOT_LOOKED
        lead = _Lead.of(found, school, self._above_pupils)
        if lead is None:
            return _NOT_LOOKED
        for later in self._works_after(found):
            after = _Lead.of(later, school, self._above_pupils)
            if after is not None:
                break
        else:
            return _NOT_LOOKED
        if not lead.is_at_least(bounds.above) or after.is_at_least(bounds.above_later):
            return {SignKind.UNCONFIRMED}, []
        title = self._words.title(*later.work, later.year)
        tell = partial(_unconfirmed_text, lead, after, title)
        return {SignKind.UNCONFIRMED}, [_Told(SignKind.UNCONFIRMED, tell)]


class _Told(NamedTuple):
    """A sign without the name of its work."""

    kind: SignKind
    tell: Callable[[], str]
    score: int | None = None


_Looked = tuple[set[SignKind], list[_Told]]
_NOT_LOOKED: Final[_Looked] = (set(), [])


@dataclass(frozen=True, slots=True)
class _Lead:
    """How far the good marks of a school are above those of the others."""

    good: int
    marked: int
    good_elsewhere: int
    marked_elsewhere: int

    @classmethod
    def of(cls, found: WorkResults, school: Id, least: int) -> _Lead | None:
        """None when there are fewer than ``least`` pupils here or elsewhere to compare."""
        own = found.schools.get(school)
        if own is None or own.marks is None:
            return None
        own_good, own_marked = own.good, own.marked
        if not own_marked or own_marked < least:
            return None
        good = found.marks[2] + found.marks[3] - own_good
        marked = sum(found.marks) - own_marked
        return cls(own_good, own_marked, good, marked) if marked and marked >= least else None

    def is_at_least(self, bound: Fraction) -> bool:
        """Whether the difference of the shares, of one, is so large; in whole pupils."""
        difference = self.good * self.marked_elsewhere - self.good_elsewhere * self.marked
        whole = self.marked * self.marked_elsewhere
        return difference * bound.denominator >= bound.numerator * whole

    @property
    def shown(self) -> str:
        """«90,0 % (18 из 20), в остальных школах 50,0 %»."""
        own = printed(Fraction(self.good, self.marked) * 100, 1, "%")
        elsewhere = Fraction(self.good_elsewhere, self.marked_elsewhere)
        others = printed(elsewhere * 100, 1, "%")
        return f"{own} ({self.good} из {self.marked}), в остальных школах {others}"


def borders_in(found: WorkResults, scales: Iterable[MarkScale]) -> Borders:
    """Last scores of «2», «3» and «4»: known ones, else found from the results."""
    known = next((scale.bounds for scale in scales if _is_of(scale, found)), None)
    return known or borders_of(*found.whole_distribution())


def _next_works(work: Work) -> Iterator[Work]:
    """Works that the same pupils write a year later."""
    if work.grade:
        yield Work(work.procedure, work.subject, work.grade + 1)
    if work.grade == 8:
        yield from (Work("oge", work.subject, grade) for grade in (0, 9))


def _is_of(scale: MarkScale, found: WorkResults) -> bool:
    named = (scale.procedure, scale.subject, scale.grade)
    return named == tuple(found.work) and found.year in scale.years


def _unconfirmed_text(lead: _Lead, after: _Lead, title: str) -> str:
    return unconfirmed_text(lead.shown, after.shown, title)
