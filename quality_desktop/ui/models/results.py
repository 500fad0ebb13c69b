"""Columns of a table of exam results: counts that can be typed, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from quality_desktop.domain.errors import Problem
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.examination.result_figures import (
    BOUNDS,
    GOOD,
    MARKS,
    PASSED,
    REGISTER,
    Share,
    count,
    mean_mark,
    mean_mark_total,
    mean_score,
    mean_score_total,
    share,
    share_total,
    total,
)
from quality_desktop.domain.figures import (
    printed,
    printed_digits,
    printed_weight_of_one,
    wilson,
)
from quality_desktop.domain.records import Id
from quality_desktop.services.exam_results.exam_tables import ResultRow, ResultTable
from quality_desktop.services.exam_results.result_editing import MEAN, read_typed
from quality_desktop.services.table_export import ExportColumn, ExportSheet
from quality_desktop.ui.models.figure_table import FigureColumn, FigureModel, TotalCell, totals_of
from quality_desktop.ui.plurals import folded

_COUNT_WIDTHS: Final = dict.fromkeys(("two", "three", "four", "five"), 50)
_WIDTH: Final = 62
_LETTER_WIDTH: Final = 7
_AROUND: Final = 32
"""Margins, and the mark of sorting, which must not cover the title."""
_STATE_EXAMS: Final = frozenset({"ege", "oge", "gve"})
_WITHOUT_MARKS: Final = frozenset({"ege"})
_COMPARED: Final = frozenset({"vpr"})

_COUNT_TITLES: Final = {
    "participants": ("Участников", "Сколько человек писали работу"),
    "two": ("«2»", "Получили отметку «2», чел."),
    "three": ("«3»", "Получили отметку «3», чел."),
    "four": ("«4»", "Получили отметку «4», чел."),
    "five": ("«5»", "Получили отметку «5», чел."),
    "lowered": ("Понизили", "Отметка ниже журнала, чел."),
    "confirmed": ("Подтвердили", "Отметка как в журнале, чел."),
    "raised": ("Повысили", "Отметка выше журнала, чел."),
    "below": ("Ниже порога", "Не преодолели минимальный порог, чел."),
    "high": ("80–99 баллов", "Получили от 80 до 99 баллов, чел."),
    "full": ("100 баллов", "Получили 100 баллов, чел."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareKind:
    """A share that the table and the panel show.

    Attributes:
        title: Heading of the column.
        fields: Groups of pupils that are its numerator.
        name: How a sentence calls it: «качество».
    """

    title: str
    fields: tuple[str, ...]
    name: str


SUCCESS: Final = ShareKind(title="Успеваемость", fields=PASSED, name="успеваемость")
QUALITY: Final = ShareKind(title="Качество", fields=GOOD, name="качество")
MARK_SHARES: Final = tuple(
    ShareKind(title=f"«{mark}», %", fields=(field,), name=f"доля «{mark}»")
    for mark, field in enumerate(MARKS, 2)
)
REGISTER_SHARES: Final = (
    ShareKind(title="Понизили, %", fields=("lowered",), name="понизили"),
    ShareKind(title="Подтвердили, %", fields=("confirmed",), name="подтвердили"),
    ShareKind(title="Повысили, %", fields=("raised",), name="повысили"),
)
BELOW: Final = ShareKind(title="Ниже порога, %", fields=("below",), name="ниже порога")
HIGH: Final = ShareKind(title="От 80 баллов, %", fields=("high", "full"), name="от 80 баллов")
MAIN_SHARES: Final = (SUCCESS, QUALITY, BELOW, HIGH)


def columns(table: ResultTable) -> tuple[FigureColumn[ResultRow], ...]:
    """Columns for what the procedure counts and for whatever its results hold besides."""
    shown: list[FigureColumn[ResultRow]] = [
        FigureColumn(
            key="school",
            title="Школа",
            text=lambda row: row.name,
            tooltip=_school_tooltip,
            width=230,
        ),
        _count_column("participants"),
    ]
    code = table.cut.procedure
    if code not in _WITHOUT_MARKS or _any(table, MARKS):
        shown.extend(_count_column(field) for field in MARKS)
        shown.extend(_share_column(kind) for kind in (SUCCESS, QUALITY))
        shown.append(_mean_mark_column())
        shown.extend(_share_column(kind) for kind in MARK_SHARES)
    if code in _STATE_EXAMS or _any(table, BOUNDS):
        fields = BOUNDS if code in _WITHOUT_MARKS or _any(table, BOUNDS[1:]) else BOUNDS[:1]
        shown.extend(_count_column(field) for field in fields)
        shown.extend(_share_column(k) for k in (BELOW, HIGH) if set(k.fields) <= set(fields))
    if code in _COMPARED or _any(table, REGISTER):
        shown.extend(_count_column(field) for field in REGISTER)
        shown.extend(_share_column(kind) for kind in REGISTER_SHARES)
    if code in _STATE_EXAMS or _any(table, (MEAN,)):
        shown.append(_mean_score_column())
    return tuple(shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSheet:
    """A table ready to be shown; worked out off the thread of the window.

    Attributes:
        table: The answer of the service.
        columns: What is shown of it.
        totals: The district's figures under the columns.
        names: What the line of the filter looks into, by row.
        district: The district's main shares in percent, by their names.
    """

    table: ResultTable
    columns: tuple[FigureColumn[ResultRow], ...]
    totals: tuple[TotalCell, ...]
    names: Mapping[Id, str]
    district: Mapping[str, Fraction]


def sheet_of(table: ResultTable) -> ResultSheet:
    """Columns and totals of a table."""
    shown = columns(table)
    shares = {kind.name: share_total(table.results, kind.fields) for kind in MAIN_SHARES}
    return ResultSheet(
        table=table,
        columns=shown,
        totals=totals_of(shown, table.rows),
        names={
            row.school.id: folded(f"{row.name} {row.school.full_name} {row.school.code}")
            for row in table.rows
        },
        district={
            name: found.share.percent
            for name, found in shares.items()
            if found is not None and found.share.percent is not None
        },
    )


def small_number_note(found: Share) -> str:
    """«3 из 20; 1 ученик = 5,0 п. п.; с учётом случайности 5–36 %»."""
    parts = [f"{found.part} из {found.whole}"]
    note = printed_weight_of_one(Fraction(found.whole))
    if note:
        parts.append(note)
    interval = wilson(found.part, found.whole)
    if interval is not None:
        parts.append(f"с учётом случайности {interval.printed()}")
    return "; ".join(parts)


def problems_of(model: FigureModel[ResultRow]) -> tuple[Problem, ...]:
    """What could not be read and what does not agree, for the list at the bottom."""
    names = {model.key_of(row): row.name for row in model.all_rows}
    unread = [
        Problem(
            text=f"{names[key]}: не сохранено – {reason}", place=f"{ExamResult.kind}:{key}:{field}"
        )
        for key, field, reason in model.drafts
    ]
    found = [
        Problem(
            text=f"{row.name}: {finding.text[:1].lower()}{finding.text[1:]}",
            severity=finding.severity,
            place=f"{ExamResult.kind}:{row.school.id}:{finding.field}",
        )
        for row in model.all_rows
        for finding in row.findings
    ]
    return (*unread, *found)


def export_sheet(model: FigureModel[ResultRow], title: str) -> ExportSheet:
    """The table as it is seen, with exact figures."""
    return ExportSheet(
        title=title,
        columns=tuple(
            ExportColumn(title=column.hint or column.title, decimals=_decimals(column))
            for column in model.figures
        ),
        rows=tuple(
            tuple(c.worth(row) if c.worth else c.text(row) for c in model.figures)
            for row in model.rows
        ),
        totals=("Район", *(cell.worth for cell in model.totals[1:])),
        notes=("Доли района посчитаны по всем ученикам вместе.",),
    )


def _decimals(column: FigureColumn[ResultRow]) -> int | None:
    if not column.is_number:
        return None
    if column.key in ("mean_mark", MEAN):
        return 2
    return 1 if column.key.startswith("share.") else 0


def _width(title: str) -> int:
    """Pixels in which no word of a heading is broken."""
    return max(_LETTER_WIDTH * max(map(len, title.split())) + _AROUND, _WIDTH)


def _any(table: ResultTable, fields: Sequence[str]) -> bool:
    return any(getattr(r, field) is not None for r in table.results for field in fields)


def _of(row: ResultRow, ask: Callable[[ExamResult], Fraction | None]) -> Fraction | None:
    return None if row.result is None else ask(row.result)


def _results(rows: Sequence[ResultRow]) -> list[ExamResult]:
    return [row.result for row in rows if row.result is not None]


def _school_tooltip(row: ResultRow) -> str:
    name = row.school.full_name or row.school.short_name
    return f"{name} (код {row.school.code})" if row.school.code else name


def _problem(row: ResultRow, field: str) -> Problem | None:
    found = next((finding for finding in row.findings if finding.field == field), None)
    return None if found is None else Problem(text=found.text, severity=found.severity)


def _count_column(field: str) -> FigureColumn[ResultRow]:
    title, hint = _COUNT_TITLES[field]

    def value(row: ResultRow) -> int | None:
        return None if row.result is None else count(row.result, field)

    def text(row: ResultRow) -> str:
        found = value(row)
        return "" if found is None else printed_digits(found)

    def summed(rows: Sequence[ResultRow]) -> TotalCell:
        results = _results(rows)
        found = total(results, field)
        if found is None:
            return TotalCell()
        left = len(results) - found.schools
        tooltip = f"Сумма по школам: {found.schools}" + (f", у {left} нет данных" if left else "")
        return TotalCell(text=printed_digits(found.value), worth=found.value, tooltip=tooltip)

    return FigureColumn(
        key=field, title=title, hint=hint, text=text, value=lambda row: str(_blank(value(row))),
        parse=lambda typed: _read(typed, field), is_editable=lambda _row: True, worth=value,
        problem=lambda row: _problem(row, field), total=summed, is_number=True,
        width=_COUNT_WIDTHS.get(field, _width(title)),
    )  # fmt: skip


def _share_column(kind: ShareKind) -> FigureColumn[ResultRow]:
    def found(row: ResultRow) -> Share | None:
        return None if row.result is None else share(row.result, kind.fields)

    def text(row: ResultRow) -> str:
        known = found(row)
        return "" if known is None else printed(known.percent, 1)

    def tooltip(row: ResultRow) -> str:
        known = found(row)
        return "" if known is None else small_number_note(known)

    def worth(row: ResultRow) -> Fraction | None:
        known = found(row)
        return None if known is None else known.percent

    def summed(rows: Sequence[ResultRow]) -> TotalCell:
        known = share_total(_results(rows), kind.fields)
        if known is None:
            return TotalCell()
        weighted = f"Все ученики вместе: {known.share.part} из {known.share.whole}"
        mean = f"среднее по школам: {printed(known.mean, 1, '%')}"
        return TotalCell(
            text=printed(known.share.percent, 1),
            worth=known.share.percent,
            tooltip=f"{weighted}; {mean}; школ: {known.schools}",
        )

    hint = kind.title if "%" in kind.title else f"{kind.title}, %"
    return FigureColumn(
        key="share." + "+".join(kind.fields), title=kind.title,
        hint=hint, text=text, tooltip=tooltip,
        worth=worth, total=summed, width=_width(kind.title), is_number=True,
    )  # fmt: skip


def _mean_mark_column() -> FigureColumn[ResultRow]:
    return FigureColumn(
        key="mean_mark", title="Средняя отметка", is_number=True, width=_width("отметка"),
        text=lambda row: _shown(row, mean_mark), worth=lambda row: _of(row, mean_mark),
        total=lambda rows: _mean_total(mean_mark_total(_results(rows)), "По всем ученикам вместе"),
    )  # fmt: skip


def _mean_score_column() -> FigureColumn[ResultRow]:
    return FigureColumn(
        key=MEAN, title="Средний балл", is_number=True, width=_width("Средний"),
        text=lambda row: _shown(row, mean_score), worth=lambda row: _of(row, mean_score),
        parse=lambda typed: _read(typed, MEAN), is_editable=lambda _row: True,
        total=lambda rows: _mean_total(
            mean_score_total(_results(rows)), "С учётом числа участников каждой школы"
        ),
    )  # fmt: skip


def _shown(row: ResultRow, ask: Callable[[ExamResult], Fraction | None]) -> str:
    found = _of(row, ask)
    return "" if found is None else printed(found, 2)


def _mean_total(found: Fraction | None, tooltip: str) -> TotalCell:
    text = "" if found is None else printed(found, 2)
    return TotalCell(text=text, worth=found, tooltip=tooltip if text else "")


def _blank(value: int | None) -> int | str:
    return "" if value is None else value


def _read(typed: str, field: str) -> int | None:
    found = read_typed(typed, field)
    if isinstance(found, Problem):
        raise ValueError(found.text)
    return found
