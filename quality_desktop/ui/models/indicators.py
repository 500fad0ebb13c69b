"""Indicators as tables: of the district, of all schools, of one indicator by school."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import Final

from quality_desktop.domain.collection.element_titles import capital
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.services.indicators.indicator_table import (
    UNKNOWN,
    DistrictFigures,
    IndicatorColumn,
    IndicatorTable,
    told_wrong,
)
from quality_desktop.services.table_export import Cell as ExportCell
from quality_desktop.services.table_export import ExportColumn, ExportSheet
from quality_desktop.ui.models.figure_table import FigureColumn, FigureModel, TotalCell
from quality_desktop.ui.models.indicator_cells import (
    AllOfSchool,
    Cells,
    FigureCell,
    OneOfSchool,
    difference,
)

DISTRICT: Final = "Район"
_NAME_WIDTH: Final = 245
_TITLE_WIDTH: Final = 430
_LONGEST_HEADING: Final = 72
_MET: Final = {True: "достигнута", False: "не достигнута", None: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """A row of any of the three tables.

    Attributes:
        key: Id of the school, or code of the indicator.
        name: What stands in the first column.
        hint: Its full name.
        school: Place of the school in ``IndicatorTable.schools``; None for the district.
        column: Place of the indicator in ``IndicatorTable.columns``; None for all of them.
        has_unknown: Whether a cell says «нет данных».
    """

    key: Hashable
    name: str
    cells: Cells
    hint: str = ""
    school: int | None = None
    column: int | None = None
    has_unknown: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column behind the first one.

    Attributes:
        is_number: Right-aligned, sorted by worth.
        total: The district's figure under it.
        decimals: Decimals in a file of Excel.
        full: What a file of Excel calls it, when the title is a shortened one.
    """

    title: str
    full: str = ""
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
        doubts: Which figures are made of values with errors, a sentence each.
    """

    first: str
    headings: tuple[Heading, ...]
    rows: tuple[IndicatorRow, ...]
    has_totals: bool = True
    doubts: tuple[str, ...] = ()
    first_width: int = _NAME_WIDTH


def district_sheet(table: IndicatorTable) -> Sheet:
    """Indicators × what the district's figure is, was and should be."""
    headings = (
        Heading(title=DISTRICT, width=100),
        Heading(title="Все вместе", hint="Сумма числителей к сумме знаменателей", width=90),
        Heading(title="Среднее по школам", hint="Каждая школа с равным весом", width=90),
        Heading(title="Год назад", width=100),
        Heading(title="Изменение", width=108),
        Heading(title="Цель", width=130, is_number=False),
        Heading(title="Итог", hint="Достигнута ли цель", width=110, is_number=False),
        Heading(title="Оценка", hint="Полоса, в которую попал район", width=130, is_number=False),
        Heading(title="Школ с данными", width=90),
    )
    made = [_district_cells(column) for column in table.columns]
    used = [n for n in range(len(headings)) if any(cells[n].text for cells in made)]
    rows = tuple(
        IndicatorRow(
            key=column.calculation.code,
            name=title_of(column),
            hint=column.criterion or column.printed,
            cells=tuple(cells[n] for n in used),
            column=place,
            has_unknown=partial(_has_unknown, cells),
        )
        for place, (column, cells) in enumerate(zip(table.columns, made, strict=True))
    )
    return Sheet(
        first="Показатель",
        headings=tuple(headings[n] for n in used),
        rows=rows,
        has_totals=False,
        first_width=_TITLE_WIDTH,
        doubts=_doubts((title_of(column), column.district.wrong) for column in table.columns),
    )


def schools_sheet(table: IndicatorTable) -> Sheet:
    """Schools × all indicators."""
    headings = tuple(
        Heading(
            title=_shortened(title_of(column)),
            full=title_of(column),
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
    figures = [column.figures for column in table.columns]
    rows = tuple(
        IndicatorRow(
            key=school.id,
            name=_name(school),
            hint=school.full_name,
            cells=cells,
            has_unknown=cells.has_unknown,
            school=place,
        )
        for place, school in enumerate(table.schools)
        for cells in [AllOfSchool(figures, place)]
    )
    wrong = [(_name(table.schools[place]), count) for place, count in table.wrong.items()]
    return Sheet(first="Школа", headings=headings, rows=rows, doubts=_doubts(sorted(wrong)))


def indicator_sheet(table: IndicatorTable, place: int) -> Sheet:
    """Schools × everything about one indicator."""
    column = table.columns[place]
    rows = tuple(
        IndicatorRow(
            key=school.id,
            name=_name(school),
            hint=school.full_name,
            cells=cells,
            has_unknown=cells.has_unknown,
            school=number,
            column=place,
        )
        for number, school in enumerate(table.schools)
        for cells in [OneOfSchool(column.figures[number] if column.figures else None)]
    )
    wrong = ((_name(table.schools[n]), figure.wrong) for n, figure in enumerate(column.figures))
    return Sheet(
        first="Школа", headings=_indicator_headings(column), rows=rows, doubts=_doubts(wrong)
    )


def _name(school: School) -> str:
    return school.short_name or school.full_name or school.code


def _doubts(counts: Iterable[tuple[str, int]]) -> tuple[str, ...]:
    """Whose figures are made of how many values with errors."""
    named = [f"{name} – {count}" for name, count in counts if count]
    return (f"Посчитано по значениям с ошибкой проверки: {'; '.join(named)}.",) if named else ()


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
    if district.wrong:
        lines.append(told_wrong(district.wrong))
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


def table_lines(table: IndicatorTable) -> tuple[str, ...]:
    """What is to be said of all indicators together."""
    said = told_wrong(sum(table.wrong.values()))
    return (capital(said),) if said else ()


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
                ExportColumn(title=h.full or h.title, decimals=h.decimals if h.is_number else None)
                for h in sheet.headings
            ),
        ),
        rows=tuple(
            (
                row.name,
                *(
                    _out(cell.text, cell.worth)
                    for cell in map(row.cells.__getitem__, range(len(sheet.headings)))
                ),
            )
            for row in model.rows
        ),
        totals=totals,
        notes=(
            "«нет данных» – школа не ответила; «—» – считать не из чего (нет класса, не участвовали).",
            *sheet.doubts,
        ),
    )


def _indicator_headings(column: IndicatorColumn) -> tuple[Heading, ...]:
    district, decimals = column.district, column.calculation.decimals
    return (
        Heading(title="Числитель", width=96, decimals=0),
        Heading(title="Знаменатель", width=112, decimals=0),
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
        problem=lambda row: _doubt(row.cells[place].wrong),
        worth=(lambda row: row.cells[place].order) if heading.is_number else None,
        total=lambda _rows: heading.total,
        width=heading.width,
        is_number=heading.is_number,
    )


def _doubt(wrong: int) -> Problem | None:
    """What a figure made of values with errors is painted with."""
    said = told_wrong(wrong)
    return Problem(text=f"{capital(said)}.", severity=Severity.WARNING) if said else None


def _district_cells(column: IndicatorColumn) -> tuple[FigureCell, ...]:
    district = column.district
    if column.problem:
        empty = FigureCell(text="", tooltip=column.problem)
        return (FigureCell(text="ошибка формулы", tooltip=column.problem), *[empty] * 8)
    return (
        FigureCell(
            text=district.shown,
            worth=district.number,
            tooltip="; ".join(district_lines(column)),
            wrong=district.wrong,
        ),
        FigureCell(text=district.weighted, worth=district.weighted_number),
        FigureCell(text=district.mean, worth=district.mean_number, tooltip=_disagreement(district)),
        FigureCell(text=district.previous_shown, worth=district.previous),
        FigureCell(text=district.change, worth=difference(district.number, district.previous)),
        FigureCell(text=district.target_shown, tooltip=district.target_source),
        FigureCell(text=_MET[district.is_target_met]),
        FigureCell(
            text=district.band.title if district.band else "",
            tooltip=district.band.source if district.band else "",
        ),
        FigureCell(text=district.coverage, worth=Fraction(district.counted)),
    )


def _disagreement(district: DistrictFigures) -> str:
    return "Расходится с «все вместе» из-за размера школ" if district.disagree else ""


def _has_unknown(cells: Sequence[FigureCell]) -> bool:
    return any(cell.text == UNKNOWN for cell in cells)
