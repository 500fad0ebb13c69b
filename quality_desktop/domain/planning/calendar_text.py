"""Dates as clerks write them, understood as days of the calendar.

Nothing is refused: what was not understood is told, and what was is a list of whole days. «до мая» ends
before May begins, «не позднее мая» and «по май» with it; of a span that has one year at its end
(«август – май 2022») the other is counted; a year at the end of a list holds for the whole list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from quality_desktop.domain.planning.calendar_words import Sort, Token, folded, tokens
from quality_desktop.domain.planning.points import Point, PointReader
from quality_desktop.domain.planning.rhythms import MONTHS_BETWEEN, SHOWN, Rhythm, without_rhythms
from quality_desktop.domain.planning.spans import PlanYear, Span

_JOINING: Final = (Sort.DASH, Sort.TO, Sort.UNTIL)
_NOT_ALONE: Final = (Sort.DASH, Sort.TO, Sort.AND, Sort.YEAR, Sort.OF_YEAR, Sort.SCHOOL_YEAR)
_UNFINISHED: Final = (
    Sort.DASH, Sort.TO, Sort.AND, Sort.FROM, Sort.AFTER, Sort.UNTIL, Sort.NUMBER,
)  # fmt: skip
_OPENING: Final = (Sort.FROM, Sort.AFTER)
_ENDING: Final = (Sort.UNTIL, Sort.TO)
_AUGUST: Final = 8
_BETWEEN: Final = ' \t\u00a0.,()«»"-\u2011–—'
"""What may stand between two words of one piece that was not understood."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDates:
    """What a written date means.

    Attributes:
        spans: Days in order of time, none twice.
        rhythm: How often, when it is written; SCHEDULE has no days of its own.
        unclear: Pieces of the text that were not understood, as written.
        backwards: Pieces whose end is before their start, as written.
        years: Calendar years that the text names or that follow from those it names.
    """

    spans: tuple[Span, ...] = ()
    rhythm: Rhythm | None = None
    unclear: tuple[str, ...] = ()
    backwards: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    @property
    def is_understood(self) -> bool:
        """Whether every word of it was understood."""
        return not self.unclear

    @property
    def last(self) -> date | None:
        """The last day of all; None when no days are known."""
        return max((span.last for span in self.spans), default=None)

    @property
    def printed(self) -> str:
        """The days in words; understood again, they are the same days."""
        return ", ".join(span.printed for span in self.spans)

    @property
    def shown(self) -> str:
        """The rhythm and the days in words, as a person is told them."""
        if self.rhythm is None or self.rhythm is Rhythm.WHOLE:
            return self.printed
        if not self.spans or self.rhythm is Rhythm.SCHEDULE:
            return "; ".join(part for part in (SHOWN[self.rhythm], self.printed) if part)
        if any(span.is_until for span in self.spans) and self.rhythm is not Rhythm.MONTHLY:
            return f"{SHOWN[self.rhythm]}; {self.printed}"
        first, last = self.spans[0].first, self.spans[-1].last
        if self.rhythm is Rhythm.MONTHLY and self.spans[0].is_until:
            return f"{SHOWN[self.rhythm]}, до {self.spans[0].last.day} числа"
        return f"{SHOWN[self.rhythm]}: {Span(first, last).printed}"


@dataclass(frozen=True, slots=True)
class _Piece:
    """One piece of a line: a span of two points, or one point with the word before it."""

    before: Sort | None
    point: Point
    until: Point | None = None
    is_end_included: bool = True


@dataclass(slots=True)
class _Found:
    plan: PlanYear
    text: str
    spans: set[Span] = field(default_factory=set)
    unclear: list[tuple[int, int]] = field(default_factory=list)
    backwards: list[str] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    days_of_month: list[Point] = field(default_factory=list)

    def add(self, piece: _Piece) -> None:
        """Turn a piece into days."""
        for each in (piece.point, piece.until):
            if each is not None and each.year is not None:
                self.years.update((each.year, each.year_end or each.year + each.is_school))
        if piece.point.unit is Sort.NUMBER and piece.until is None:
            self.days_of_month.append(piece.point)
            return
        span = self._span(piece)
        if span is not None:
            self.spans.add(span)

    def _span(self, piece: _Piece) -> Span | None:
        first = piece.point.span(self.plan)
        if first is None:
            self.unclear.append((piece.point.start, piece.point.end))
            return None
        if piece.before is Sort.AFTER:
            following = first.last + timedelta(days=first.last < date.max)
            first = Span(following, following)
        if piece.until is not None:
            return self._between(piece, first)
        if piece.before in _OPENING:
            return Span(first.first, max(self.plan.last, first.last))
        if piece.before is Sort.TO or (piece.before is Sort.UNTIL and piece.is_end_included):
            return Span(first.last, first.last, is_until=True)
        if piece.before is Sort.UNTIL:
            is_day = first.first == first.last
            last = first.last if is_day else first.first - timedelta(days=1)
            return Span(last, last, is_until=True)
        return first

    def _between(self, piece: _Piece, first: Span) -> Span | None:
        if piece.until is None:
            return first
        last = piece.until.span(self.plan)
        if last is None:
            self.unclear.append((piece.until.start, piece.until.end))
            return None
        if first.first <= last.last:
            return Span(first.first, last.last)
        if self._is_begun_in_august(piece):
            return Span(first.first.replace(year=self.plan.year), last.last)
        written = self.text[piece.point.start : piece.until.end]
        later = replace(piece.until, year=last.last.year + 1, is_school=False).span(self.plan)
        is_next_year = piece.until.year is None and piece.point.month != piece.until.month
        if later is None or later.last < first.first or not is_next_year:
            self.backwards.append(written)
            return None
        if piece.point.year is None:
            self.backwards.append(written)
        return Span(first.first, later.last)

    def _is_begun_in_august(self, piece: _Piece) -> bool:
        """Whether a work of a school year begins in the August before it: «август – май»."""
        point, until = piece.point, piece.until
        if until is None or point.year is not None or until.year is not None:
            return False
        return self.plan.is_school and point.month == _AUGUST != until.month


def understand(text: str, plan: PlanYear) -> WrittenDates:
    """Understand a written date.

    Args:
        text: As the paper has it, of any number of lines.
        plan: The year of dates that are written without one.
    """
    rest, rhythms = without_rhythms(folded(text))
    found = _Found(plan=plan, text=text)
    for line in _lines(tokens(rest)):
        pieces = list(_pieces(PointReader(line), found))
        for piece in _with_years(pieces):
            found.add(piece)
    rhythm = rhythms[0] if rhythms else None
    unclear = [*found.unclear]
    spans = _repeated(found, rhythm)
    if found.days_of_month and rhythm is not Rhythm.MONTHLY:
        unclear += [(point.start, point.end) for point in found.days_of_month]
    return WrittenDates(
        spans=tuple(sorted(spans)),
        rhythm=rhythm,
        unclear=_texts(text, unclear),
        backwards=tuple(found.backwards),
        years=tuple(sorted(found.years)),
    )


def _lines(found: list[Token]) -> Iterator[list[Token]]:
    """Tokens by line; a line that only wrapped inside a date goes on."""
    line: list[Token] = []
    kept = [token for token in found if token.sort is not Sort.NOISE]
    for place, token in enumerate(kept):
        if token.sort is not Sort.BREAK:
            line.append(token)
            continue
        following = kept[place + 1].sort if place + 1 < len(kept) else None
        is_inside = following in _NOT_ALONE or (bool(line) and line[-1].sort in _UNFINISHED)
        if not is_inside:
            yield line
            line = []
    yield line


def _pieces(reader: PointReader, found: _Found) -> Iterator[_Piece]:
    year: Point | None = None
    before: Sort | None = None
    is_end = False
    while reader.sort() is not None:
        if reader.sort() in (*_OPENING, Sort.UNTIL, Sort.TO):
            before = reader.take().sort
        if reader.sort() is Sort.END and before is not None:
            reader.take()
            is_end = True
            if reader.sort() is Sort.OF_YEAR:
                reader.take()
                found.spans.add(Span(found.plan.last, found.plan.last, is_until=True))
        point = reader.point()
        if point is None:
            if reader.sort() is not None:
                token = reader.take()
                if token.sort not in (Sort.AND, Sort.DASH, Sort.COLON, Sort.OF_YEAR):
                    found.unclear.append((token.start, token.end))
                if token.sort is Sort.AND:
                    continue
            before, is_end = None, False
            continue
        if point.is_whole_year and reader.sort() is Sort.COLON:
            year = point
            continue
        # «до 15.09 до 20.09» are two last days, whatever stands between them.
        is_ended = before in _ENDING and reader.sort() in _ENDING
        until = None if is_ended else _until(reader, is_open=before in _OPENING)
        piece = _Piece(before, point, until, is_end)
        if year is not None:
            piece = _of_year(piece, replace(year, unit=Sort.DAY))
        yield piece
        if point.unit is not Sort.NUMBER or until is not None:
            before, is_end = None, False


def _until(reader: PointReader, *, is_open: bool) -> Point | None:
    """The second point of a span, taken only when there is one.

    Args:
        reader: Stands behind the first point.
        is_open: The span has begun («с», «не ранее»): «, не позднее 20 июня» ends it.
    """
    start = reader.place
    if is_open and reader.sort() is Sort.AND and reader.sort(1) in (Sort.TO, Sort.UNTIL):
        reader.take()
    if reader.sort() not in _JOINING:
        return None
    while reader.sort() in (*_JOINING, Sort.END):
        reader.take()
    point = reader.point()
    if point is None:
        reader.place = start
    return point


def _with_years(pieces: list[_Piece]) -> list[_Piece]:
    """Units and years that a later point tells, given to the points before it."""
    made: list[_Piece] = []
    for piece in reversed(pieces):
        first, until = piece.point, piece.until
        if until is not None:
            first = first.of_unit(until)
            if first.unit is Sort.DAY and until.unit is Sort.NUMBER:
                until = replace(first, number=until.number, start=until.start, end=until.end)
            until = until.after(first)
        if made:
            following = made[-1].point
            first = first.of_unit(following)
            until = None if until is None else until.before(following)
            first = first.before(until or following)
        elif until is not None:
            first = first.before(until)
        made.append(replace(piece, point=first, until=until))
    return made[::-1]


def _of_year(piece: _Piece, other: Point) -> _Piece:
    return replace(
        piece,
        point=piece.point.of_year(other),
        until=None if piece.until is None else piece.until.of_year(other),
    )


def _repeated(found: _Found, rhythm: Rhythm | None) -> set[Span]:
    """Days of a repeated work: those written, or the whole plan, cut by its rhythm."""
    spans = found.spans
    if rhythm is None or rhythm is Rhythm.SCHEDULE:
        return spans
    step = MONTHS_BETWEEN.get(rhythm)
    whole = [span for span in spans if not span.is_until] or [
        Span(found.plan.first, found.plan.last)
    ]
    if rhythm is Rhythm.MONTHLY and found.days_of_month:
        return spans | {
            Span(day, day, is_until=True)
            for point in found.days_of_month
            for span in whole
            for day in _days_of_month(point.number, span)
        }
    if step is None:
        return spans or set(whole)
    return {part for span in whole for part in span.by_months(step)} | {
        span for span in spans if span.is_until
    }


def _days_of_month(number: int, span: Span) -> Iterator[date]:
    for part in span.by_months(1):
        day = min(number, 31)
        if day < 1:
            return
        last = (part.first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        yield part.first.replace(day=min(day, last.day))


def _texts(text: str, places: list[tuple[int, int]]) -> tuple[str, ...]:
    """Pieces of the text as written, neighbours together."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(set(places)):
        if joined and not text[joined[-1][1] : start].strip(_BETWEEN):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    found = (text[start:end].strip() for start, end in joined)
    return tuple(dict.fromkeys(piece for piece in found if piece))
