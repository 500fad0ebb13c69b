"""Indicators as tables: of the district, of all schools, of one indicator by school."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from quality_desktop.domain.collection.indicators import CalculationKind
from quality_desktop.domain.figures import printed_exactly
from quality_desktop.domain.formulas.formula_columns import FigureState
from quality_desktop.services.indicators.indicator_table import (
    DistrictFigures,
    IndicatorColumn,
    IndicatorTable,
    SchoolFigure,
)
from quality_desktop.services.table_export import Cell as ExportCell
from quality_desktop.services.table_export import ExportColumn, ExportSheet
from quality_desktop.ui.models.figure_table import FigureColumn, FigureModel, TotalCell

DISTRICT: Final = "Район"
_NAME_WIDTH: Final = 245
_TITLE_WIDTH: Final = 430
_LONGEST_HEADING: Final = 72
_MET: Final = {True: "достигнута", False: "не достигнута", None: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCell:
    """A figure as it is shown.

    Attributes:
        worth: Exact figure; None where there is none.
    """

    text: str = ""
    worth: Fraction | None = None
    tooltip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """A row of any of the three tables.

    Attributes:
        key: Id of the school, or code of the indicator.
        name: What stands in the first column.
        hint: Its full name.
        school: Place of the school in ``IndicatorTable.schools``; None for the district.
        column: Place of the indicator in ``IndicatorTable.columns``; None for all of them.
    """

    key: Hashable
    name: str
    cells: tuple[FigureCell, ...]
    hint: str = ""
    school: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column behind the first one.

    Attributes:
        is_number: Right-aligned, sorted by worth.
        total: The district's figure under it.
        decimals: Decimals in a file of Excel.
    """

    title: str
    hint: str = ""
    width: int = 110
    is_number: bool = True
    total: TotalCell = field(default_factory=TotalCell)
    decimals: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One of the three tables, ready to be shown.

    Attributes:
        first: Heading of the first column.
        has_totals: The district's line makes sense below.
    """

    first: str
    headings: tuple[Heading, ...]
    rows: tuple[IndicatorRow, ...]
    has_totals: bool = True
    first_width: int = _NAME_WIDTH


def district_sheet(table: IndicatorTable) -> Sheet:
    """Indicators × what the district's figure is, was and should be."""
    headings = (
        Heading(title=DISTRICT, width=100),
        Heading(title="Все вместе", hint="Сумма числителей к сумме знаменателей", width=90),
        Heading(title="Среднее по школам", hint="Каждая школа с равным весом", width=90),
        Heading(title="Год назад", width=90),
        Heading(title="Изменение", width=100),
        Heading(title="Цель", width=130, is_number=False),
        Heading(title="Итог", hint="Достигнута ли цель", width=110, is_number=False),
        Heading(title="Оценка", hint="Полоса, в которую попал район", width=130, is_number=False),
        Heading(title="Школ с данными", width=90),
    )
    rows = tuple(
        IndicatorRow(
            key=column.calculation.code,
            name=title_of(column),
            hint=column.criterion or column.printed,
            cells=_district_cells(column),
            column=place,
        )
        for place, column in enumerate(table.columns)
    )
    used = [n for n in range(len(headings)) if any(row.cells[n].text for row in rows)]
    return Sheet(
        first="Показатель",
        headings=tuple(headings[n] for n in used),
        rows=tuple(replace(row, cells=tuple(row.cells[n] for n in used)) for row in rows),
        has_totals=False,
        first_width=_TITLE_WIDTH,
    )


def schools_sheet(table: IndicatorTable) -> Sheet:
    """Schools × all indicators."""
    headings = tuple(
        Heading(
            title=_shortened(title_of(column)),
            hint=column.criterion or title_of(column),
            width=165,
            total=TotalCell(
                text=column.district.shown,
                worth=column.district.number,
                tooltip="; ".join(district_lines(column)),
            ),
            decimals=column.calculation.decimals,
        )
        for column in table.columns
    )
    rows = tuple(
        IndicatorRow(
            key=school.id,
            name=school.short_name or school.full_name or school.code,
            hint=school.full_name,
            cells=tuple(_figure_cell(_figure_of(column, place)) for column in table.columns),
            school=place,
        )
        for place, school in enumerate(table.schools)
    )
    return Sheet(first="Школа", headings=headings, rows=rows)


def indicator_sheet(table: IndicatorTable, place: int) -> Sheet:
    """Schools × everything about one indicator."""
    column = table.columns[place]
    rows = tuple(
        IndicatorRow(
            key=school.id,
            name=school.short_name or school.full_name or school.code,
            hint=school.full_name,
            cells=_school_cells(_figure_of(column, number)),
            school=number,
            column=place,
        )
        for number, school in enumerate(table.schools)
    )
    return Sheet(first="Школа", headings=_indicator_headings(column), rows=rows)


def figure_columns(sheet: Sheet) -> tuple[FigureColumn[IndicatorRow], ...]:
    """Columns of a table."""
    first = FigureColumn[IndicatorRow](
        key="name",
        title=sheet.first,
        text=lambda row: row.name,
        tooltip=lambda row: row.hint or row.name,
        width=sheet.first_width,
    )
    return (first, *(_column(place, heading) for place, heading in enumerate(sheet.headings)))


def title_of(column: IndicatorColumn) -> str:
    """What an indicator is called in tables."""
    title = column.calculation.title or column.calculation.code
    return f"{title[:1].upper()}{title[1:]}"


def district_lines(column: IndicatorColumn) -> tuple[str, ...]:
    """What is to be said of the district's figure, a sentence each."""
    district = column.district
    if column.problem:
        return (column.problem,)
    lines = [f"{DISTRICT}: {district.shown}"]
    if district.weighted and district.mean and district.disagree:
        lines.append(
            f"по всем вместе {district.weighted}, в среднем по школам {district.mean} – "
            "расходятся из-за размера школ"
        )
    if district.meeting:
        lines.append(f"условие выполняют {district.meeting} школ")
    if district.target_shown:
        met = _MET[district.is_target_met]
        lines.append(f"цель {district.target_shown}" + (f" – {met}" if met else ""))
    if district.change:
        lines.append(f"год назад {district.previous_shown} ({district.change})")
    if column.is_formula_new:
        lines.append("год назад считали по другой формуле: сравнивать нельзя")
    if district.counted < district.schools:
        lines.append(f"данные есть у {district.coverage} школ")
    return tuple(lines)


def export_sheet(model: FigureModel[IndicatorRow], sheet: Sheet, title: str) -> ExportSheet:
    """A table as it is seen, figures as numbers."""
    totals: tuple[ExportCell, ...] = ()
    if sheet.has_totals:
        totals = (DISTRICT, *(_out(h.total.text, h.total.worth) for h in sheet.headings))
    return ExportSheet(
        title=title,
        columns=(
            ExportColumn(title=sheet.first),
            *(
                ExportColumn(title=h.title, decimals=h.decimals if h.is_number else None)
                for h in sheet.headings
            ),
        ),
        rows=tuple(
            (row.name, *(_out(cell.text, cell.worth) for cell in row.cells)) for row in model.rows
        ),
        totals=totals,
        notes=(
            "«нет данных» – школа не ответила; «—» – считать не из чего (нет класса, не участвовали).",
        ),
    )


def _indicator_headings(column: IndicatorColumn) -> tuple[Heading, ...]:
    district, decimals = column.district, column.calculation.decimals
    return (
        Heading(title="Числитель", width=90, decimals=0),
        Heading(title="Знаменатель", width=100, decimals=0),
        Heading(
            title="Показатель",
            width=130,
            decimals=decimals,
            total=TotalCell(
                text=district.shown,
                worth=district.number,
                tooltip="; ".join(district_lines(column)),
            ),
        ),
        Heading(
            title="С учётом случайности",
            hint="Где показатель лежит на самом деле с вероятностью 95 % (для малых школ)",
            width=110,
        ),
        Heading(title="Вес одного", hint="На сколько меняет показатель один человек", width=170),
        Heading(title="Оценка", hint="Полоса, в которую попала школа", width=140, is_number=False),
        Heading(
            title="Год назад",
            width=100,
            decimals=decimals,
            total=TotalCell(text=district.previous_shown, worth=district.previous),
        ),
        Heading(title="Изменение", width=110, total=TotalCell(text=district.change)),
    )


def _shortened(title: str) -> str:
    """A heading of a few lines; both ends stay, because titles of neighbours differ at the end."""
    if len(title) <= _LONGEST_HEADING:
        return title
    half = _LONGEST_HEADING // 2
    head, tail = title[:half].rpartition(" ")[0], title[-half:].partition(" ")[2]
    return f"{head or title[:half]} … {tail or title[-half:]}"


def _out(text: str, worth: object) -> ExportCell:
    return worth if isinstance(worth, Fraction | int) else text


def _column(place: int, heading: Heading) -> FigureColumn[IndicatorRow]:
    return FigureColumn(
        key=f"{place}",
        title=heading.title,
        hint=heading.hint,
        text=lambda row: row.cells[place].text,
        tooltip=lambda row: row.cells[place].tooltip,
        worth=(lambda row: row.cells[place].worth) if heading.is_number else None,
        total=lambda _rows: heading.total,
        width=heading.width,
        is_number=heading.is_number,
    )


def _district_cells(column: IndicatorColumn) -> tuple[FigureCell, ...]:
    district = column.district
    if column.problem:
        empty = FigureCell(text="", tooltip=column.problem)
        return (FigureCell(text="ошибка формулы", tooltip=column.problem), *[empty] * 8)
    return (
        FigureCell(
            text=district.shown, worth=district.number, tooltip="; ".join(district_lines(column))
        ),
        FigureCell(text=district.weighted, worth=_weighted(column)),
        FigureCell(text=district.mean, worth=_mean(column), tooltip=_disagreement(district)),
        FigureCell(text=district.previous_shown, worth=district.previous),
        FigureCell(text=district.change, worth=_difference(district.number, district.previous)),
        FigureCell(text=district.target_shown, tooltip=district.target_source),
        FigureCell(text=_MET[district.is_target_met]),
        FigureCell(
            text=district.band.title if district.band else "",
            tooltip=district.band.source if district.band else "",
        ),
        FigureCell(text=district.coverage, worth=Fraction(district.counted)),
    )


def _weighted(column: IndicatorColumn) -> Fraction | None:
    """Exact figure of all together, to sort by it."""
    known = [f.figure for f in column.figures if f.figure.number is not None]
    bottom = sum((f.denominator for f in known if f.denominator is not None), Fraction())
    top = sum((f.numerator for f in known if f.numerator is not None), Fraction())
    is_told = bool(column.district.weighted and bottom)
    return top / bottom * column.calculation.factor if is_told else None


def _mean(column: IndicatorColumn) -> Fraction | None:
    """Exact mean of the schools, to sort by it."""
    known = [f.figure.number for f in column.figures if f.figure.number is not None]
    is_told = bool(column.district.mean and known)
    return sum(known, Fraction()) / len(known) if is_told else None


def _disagreement(district: DistrictFigures) -> str:
    return "Расходится с «все вместе» из-за размера школ" if district.disagree else ""


def _figure_of(column: IndicatorColumn, place: int) -> SchoolFigure | None:
    return column.figures[place] if place < len(column.figures) else None


def _figure_cell(figure: SchoolFigure | None) -> FigureCell:
    if figure is None:
        return FigureCell()
    notes = [figure.counted, figure.weight, figure.interval, figure.change]
    return FigureCell(
        text=figure.shown,
        worth=figure.figure.number,
        tooltip="; ".join(note for note in notes if note) or figure.shown,
    )


def _school_cells(figure: SchoolFigure | None) -> tuple[FigureCell, ...]:
    if figure is None:
        return (FigureCell(),) * 8
    top, bottom = figure.figure.numerator, figure.figure.denominator
    is_known = figure.state is not FigureState.NO_DATA
    is_share = figure.showing.kind in (CalculationKind.SHARE, CalculationKind.CORRELATION)
    band = figure.band
    return (
        _exact(top if is_known else None),
        _exact(bottom if is_known and is_share else None),
        FigureCell(text=figure.shown, worth=figure.figure.number, tooltip=figure.counted),
        FigureCell(text=figure.interval),
        FigureCell(
            text=figure.weight,
            tooltip="Один человек изменил бы оценку" if figure.hangs_on_one else "",
        ),
        FigureCell(text=band.title if band else "", tooltip=band.source if band else ""),
        FigureCell(text=figure.previous_shown, worth=figure.previous.number),
        FigureCell(
            text=figure.change, worth=_difference(figure.figure.number, figure.previous.number)
        ),
    )


def _exact(number: Fraction | None) -> FigureCell:
    return (
        FigureCell() if number is None else FigureCell(text=printed_exactly(number), worth=number)
    )


def _difference(now: Fraction | None, before: Fraction | None) -> Fraction | None:
    return None if now is None or before is None else now - before
