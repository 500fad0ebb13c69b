"""Cells of the tables of indicators, worked out when somebody looks at them.

A region has fifty thousand of them, and a window shows three hundred.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Protocol

from quality_desktop.domain.collection.indicators import CalculationKind
from quality_desktop.domain.figures import printed_exactly, wilson
from quality_desktop.domain.formulas.formula_columns import FigureState
from quality_desktop.services.indicators.indicator_table import SchoolFigure


class ShownCell(Protocol):
    """What a table asks a cell."""

    @property
    def text(self) -> str:
        """What is shown."""

    @property
    def worth(self) -> Fraction | None:
        """Exact figure; None where there is none."""

    @property
    def order(self) -> Fraction | None:
        """What the column is sorted by."""

    @property
    def tooltip(self) -> str:
        """What is said besides."""

    @property
    def wrong(self) -> int:
        """Values it is made of that a check marks as wrong."""


class Cells(Protocol):
    """The cells of a row behind the first one."""

    def __getitem__(self, place: int, /) -> ShownCell:
        """The cell of a column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCell:
    """A figure as it is shown.

    Attributes:
        worth: Exact figure; None where there is none.
        sorted_by: What a text without a figure of its own is sorted by.
        wrong: Values it is made of that a check marks as wrong.
    """

    text: str = ""
    worth: Fraction | None = None
    tooltip: str = ""
    sorted_by: Fraction | None = None
    wrong: int = 0

    @property
    def order(self) -> Fraction | None:
        """What the column is sorted by."""
        return self.worth if self.sorted_by is None else self.sorted_by


NO_CELL: Final = FigureCell()


@dataclass(frozen=True, slots=True)
class SchoolCell:
    """The figure of a school among those of other indicators.

    Attributes:
        figure: The figure.
    """

    figure: SchoolFigure

    @property
    def text(self) -> str:
        """What is shown."""
        return self.figure.shown

    @property
    def worth(self) -> Fraction | None:
        """Exact figure."""
        return self.figure.figure.number

    @property
    def order(self) -> Fraction | None:
        """What the column is sorted by."""
        return self.worth

    @property
    def tooltip(self) -> str:
        """What it was counted of, how much one pupil weighs, what it was a year ago."""
        figure = self.figure
        notes = [figure.counted, figure.weight, figure.interval, figure.change]
        return "; ".join(note for note in notes if note) or figure.shown

    @property
    def wrong(self) -> int:
        """Values it is made of that a check marks as wrong."""
        return self.figure.wrong


@dataclass(frozen=True, slots=True)
class AllOfSchool:
    """A school's figures of all indicators.

    Attributes:
        columns: Figures of all schools, by indicator; an indicator with a broken formula has none.
        school: Place of the school.
    """

    columns: Sequence[Sequence[SchoolFigure]]
    school: int

    def __getitem__(self, place: int, /) -> ShownCell:
        """The cell of an indicator."""
        figures = self.columns[place]
        return SchoolCell(figures[self.school]) if self.school < len(figures) else NO_CELL

    def has_unknown(self) -> bool:
        """True when the school left something open."""
        own = (figures[self.school] for figures in self.columns if self.school < len(figures))
        return any(map(is_unknown, own))


@dataclass(frozen=True, slots=True)
class OneOfSchool:
    """Everything about a school's figure of one indicator.

    Attributes:
        figure: None for an indicator with a broken formula.
    """

    figure: SchoolFigure | None

    def __getitem__(self, place: int, /) -> ShownCell:
        """The cell of a column of ``indicator_sheet``."""
        return NO_CELL if self.figure is None else _MAKERS[place](self.figure)

    def has_unknown(self) -> bool:
        """True when the school left something open."""
        return self.figure is not None and is_unknown(self.figure)


def is_unknown(figure: SchoolFigure) -> bool:
    """True when a cell says «нет данных»."""
    return not figure.said and figure.state is FigureState.NO_DATA


def difference(now: Fraction | None, before: Fraction | None) -> Fraction | None:
    """How much more it is than before; None when one of the two is not known."""
    return None if now is None or before is None else now - before


def _numerator(figure: SchoolFigure) -> FigureCell:
    is_known = figure.state is not FigureState.NO_DATA
    return _exact(figure.figure.numerator if is_known else None)


def _denominator(figure: SchoolFigure) -> FigureCell:
    is_known = figure.state is not FigureState.NO_DATA
    is_share = figure.showing.kind in (CalculationKind.SHARE, CalculationKind.CORRELATION)
    return _exact(figure.figure.denominator if is_known and is_share else None)


def _figure(figure: SchoolFigure) -> FigureCell:
    return FigureCell(
        text=figure.shown,
        worth=figure.figure.number,
        tooltip=figure.counted,
        wrong=figure.wrong,
    )


def _interval(figure: SchoolFigure) -> FigureCell:
    """Sorted by its lower end."""
    text, counted = figure.interval, figure.figure
    if not text or counted.numerator is None or counted.denominator is None:
        return NO_CELL
    found = wilson(int(counted.numerator), int(counted.denominator))
    return FigureCell(text=text, sorted_by=None if found is None else Fraction(found.low))


def _weight(figure: SchoolFigure) -> FigureCell:
    text, whole = figure.weight, figure.figure.denominator
    return FigureCell(
        text=text,
        sorted_by=1 / whole if text and whole else None,
        tooltip="Один человек изменил бы оценку" if figure.hangs_on_one else "",
    )


def _band(figure: SchoolFigure) -> FigureCell:
    band = figure.band
    return NO_CELL if band is None else FigureCell(text=band.title, tooltip=band.source)


def _previous(figure: SchoolFigure) -> FigureCell:
    return FigureCell(text=figure.previous_shown, worth=figure.previous.number)


def _change(figure: SchoolFigure) -> FigureCell:
    worth = difference(figure.figure.number, figure.previous.number)
    return FigureCell(text=figure.change, worth=worth)


def _exact(number: Fraction | None) -> FigureCell:
    if number is None:
        return NO_CELL
    return FigureCell(text=printed_exactly(number), worth=number)


_MAKERS: Final[Sequence[Callable[[SchoolFigure], FigureCell]]] = (
    _numerator, _denominator, _figure, _interval, _weight, _band, _previous, _change,
)  # fmt: skip
"""In the order of the headings of ``indicator_sheet``."""
