"""What the figures show: finished numbers and Russian words, one class for each kind of figure.

Numbers arrive exact; who counts as what (in a list, at a border) is decided by whoever makes these, never
by a figure. ``title`` is the finding or the question, ``note`` says how to read the figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from quality_desktop.domain.figures import Interval, printed

Corner = Literal["top-left", "top-right", "bottom-left", "bottom-right"]
Face = Literal["strong", "light", "hatched", "empty"]
"""How a state looks: dark, pale, pale with lines, white with dots; told apart without colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How the numbers of an axis are printed.

    Attributes:
        factor: Numbers are printed times this: 100 for shares of one.
        unit: Stands after the number: «%».
        decimals: Digits after the comma of a printed value.
        full: Where the axis ends at least, before ``factor``; None for as far as the values need.
    """

    factor: int = 100
    unit: str = "%"
    decimals: int = 0
    full: Fraction | None = None

    def printed(self, value: Fraction | None) -> str:
        """A value with its unit; «—» for none."""
        return printed(None if value is None else value * self.factor, self.decimals, self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """A cell of a heat table.

    Attributes:
        value: The number; None where there is no data.
        is_marked: The number meets the condition that the table is about.
        text: Other words than the printed number: «9 из 24».
    """

    value: Fraction | None
    is_marked: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A row: a school; ``is_marked`` when it is in the list."""

    label: str
    cells: tuple[HeatCell, ...]
    is_marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatTable:
    """Schools × procedures: the darker, the larger.

    Attributes:
        columns: Titles of the columns.
        rows: As many cells in each as columns.
        marked_words: What a frame around a number means: «доля не ниже 30 %».
        row_words: What a mark at a name means: «в списке».
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    scale: Scale = Scale()
    marked_words: str = ""
    row_words: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuadrantPoint:
    """A school in the plane.

    Attributes:
        corner: The part of the plane that it was counted to.
        is_named: Its name is written where there is room.
    """

    label: str
    x: Fraction
    y: Fraction
    corner: Corner
    is_named: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Quadrants:
    """Result × context.

    Attributes:
        x_title: What stands along the lower axis, with its direction.
        y_title: What stands along the left axis.
        x_border: Where left and right part.
        y_border: Where bottom and top part.
        names: Name of each corner that has one.
        missing: Schools without data, told under the figure.
    """

    title: str
    x_title: str
    y_title: str
    x_border: Fraction
    y_border: Fraction
    names: dict[Corner, str]
    points: tuple[QuadrantPoint, ...]
    x_scale: Scale = Scale(factor=1, unit="", decimals=1)
    y_scale: Scale = Scale()
    missing: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowState:
    """A state that schools pass through: «в списке»; ``key`` is named by streams."""

    key: str
    title: str
    face: Face


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowStream:
    """Schools that went from a state of one year to a state of the next.

    Attributes:
        start: Index of the first of the two years.
        source: Key of the state in that year.
        target: Key of the state in the next.
        count: How many schools.
    """

    start: int
    source: str
    target: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Movement of schools between states from year to year.

    Attributes:
        years: Titles of the columns.
        states: From top to bottom.
        streams: Those that leave a state and those that reach it must be as many in years between.
    """

    title: str
    years: tuple[str, ...]
    states: tuple[FlowState, ...]
    streams: tuple[FlowStream, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar.

    Attributes:
        value: Its length; None where there is no data.
        interval: Where the share lies with 95 % confidence, in parts of one.
        text: What it was counted of: «9 из 24».
        is_marked: The one that the figure is about.
    """

    label: str
    value: Fraction | None
    interval: Interval | None = None
    text: str = ""
    is_marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalBars:
    """Bars from zero with their intervals.

    Attributes:
        reference: A line across all bars: the share of the district.
        reference_words: What the line is: «район».
        marked_words: What a dark bar means.
    """

    title: str
    bars: tuple[Bar, ...]
    scale: Scale = Scale(decimals=1)
    reference: Fraction | None = None
    reference_words: str = ""
    marked_words: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A number before and after."""

    label: str
    before: Fraction | None
    after: Fraction | None
    before_interval: Interval | None = None
    after_interval: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairGroup:
    """Pairs under a title: «С мерой», «Похожие школы без меры»."""

    title: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfter:
    """What changed from one moment to another.

    Attributes:
        before_words: The first moment: «2024».
        after_words: The second one.
    """

    title: str
    before_words: str
    after_words: str
    groups: tuple[PairGroup, ...]
    scale: Scale = Scale(decimals=1)
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreBorder:
    """A mark begins at a score: «3» from 8 primary points."""

    score: int
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """How many pupils got each score.

    Attributes:
        counts: Pupils by score, the first of them at ``first``.
        borders: Where marks begin, ascending.
        expected: Pupils that the district's shares would give, by score; empty for none.
        expected_words: What the line is: «как в районе».
        pointed: Scores that the title speaks about.
        pointed_words: What their bars mean: «повод проверить».
    """

    title: str
    counts: tuple[int, ...]
    first: int = 0
    borders: tuple[ScoreBorder, ...] = ()
    expected: tuple[Fraction, ...] = ()
    expected_words: str = ""
    pointed: frozenset[int] = frozenset()
    pointed_words: str = ""
    x_title: str = "Первичный балл"
    y_title: str = "Участников"
    note: str = ""
