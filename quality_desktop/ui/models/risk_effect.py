"""The schools of a measure before and after as a table, as a figure and as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

from quality_desktop.analysis.effect import Counts, Difference, MeanEffect, Verdict
from quality_desktop.charts.figures import BeforeAfter, Pair, PairGroup
from quality_desktop.domain.figures import wilson
from quality_desktop.services.effects import effect_words
from quality_desktop.services.effects.effect import MeasureEffect, SchoolEffect
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.services.table_export import Cell, ExportColumn, ExportSheet
from quality_desktop.ui.models.figure_table import FigureColumn, FigureModel, TotalCell

_MOST_DRAWN: Final = 12
_CountsOf = Callable[[SchoolEffect], Counts | None]


def columns(found: MeasureEffect) -> tuple[FigureColumn[SchoolEffect], ...]:
    """The columns from left to right."""
    before = "Было" if found.before is None else f"Было, {found.before}"
    after = "Стало" if found.after is None else f"Стало, {found.after}"
    return (
        FigureColumn(key="school", title="Школа", width=170, text=lambda row: school_name(row.school),
                     total=lambda _rows: TotalCell(text="Все школы меры")),
        _share("before", before, lambda row: row.before, found.whole_before),
        _share("after", after, lambda row: row.after, found.whole_after),
        FigureColumn(key="change", title="Изменение", width=92, is_number=True,
                     text=lambda row: effect_words.change(row.before, row.after),
                     tooltip=lambda row: _interval(_change_of(row)),
                     worth=lambda row: _exact(_change_of(row)),
                     total=lambda _rows: TotalCell(
                         text=effect_words.change(found.whole_before, found.whole_after))),
        FigureColumn(key="similar", title="Похожие без меры", width=104, is_number=True,
                     hint="На сколько изменилась доля в похожих школах без меры",
                     text=_similar, worth=_similar_worth),
        FigureColumn(key="effect", title="Разница изменений", width=104, is_number=True,
                     hint="Изменение школы минус изменение похожих школ",
                     text=effect_words.effect, worth=lambda row: _exact(_effect_of(row)),
                     tooltip=lambda row: _interval(_effect_of(row)),
                     total=lambda _rows: _mean_cell(found.mean)),
        FigureColumn(key="interval", title="Интервал 95 %", width=136,
                     text=lambda row: effect_words.interval(_effect_of(row)),
                     total=lambda _rows: TotalCell(
                         text=effect_words.interval(found.mean.interval) if found.mean else "")),
        FigureColumn(key="verdict", title="Вывод", width=250, text=effect_words.verdict,
                     tooltip=effect_words.verdict,
                     total=lambda _rows: TotalCell(text=effect_words.mean_verdict(found.mean))),
    )  # fmt: skip


def export_sheet(model: FigureModel[SchoolEffect], found: MeasureEffect) -> ExportSheet:
    """The rows as they are seen, with figures that can be counted with, and the method."""
    before, after = found.whole_before, found.whole_after
    return ExportSheet(
        title=f"Эффект: {found.measure.title}",
        columns=(
            ExportColumn(title="Школа"),
            *(
                column
                for year, word in ((found.before, "Было"), (found.after, "Стало"))
                for column in _export_moment(word, year)
            ),
            ExportColumn(title="Изменение, п. п.", decimals=1),
            ExportColumn(title="Похожие без меры, п. п.", decimals=1),
            ExportColumn(title="Разница изменений, п. п.", decimals=1),
            ExportColumn(title="Интервал 95 %"),
            ExportColumn(title="Вывод"),
        ),
        rows=tuple(_export_row(row) for row in model.rows),
        totals=(
            "Все школы меры",
            *_cells(before),
            *_cells(after),
            _hundredfold(_between(before, after)),
            None,
            None if found.mean is None else _hundredfold(found.mean.exact),
            "" if found.mean is None else effect_words.interval(found.mean.interval),
            effect_words.mean_verdict(found.mean),
        ),
        notes=(effect_words.summary(found), effect_words.METHOD, effect_words.NO_CAUSE),
    )


def _export_row(row: SchoolEffect) -> tuple[Cell, ...]:
    return (
        school_name(row.school),
        *_cells(row.before),
        *_cells(row.after),
        _hundredfold(_between(row.before, row.after)),
        _hundredfold(_similar_worth(row)),
        _hundredfold(_exact(_effect_of(row))),
        effect_words.interval(_effect_of(row)),
        effect_words.verdict(row),
    )


def _export_moment(word: str, year: int | None) -> tuple[ExportColumn, ...]:
    """Columns of one year: its share, and what it was counted of."""
    when = word if year is None else f"{word}, {year}"
    return (
        ExportColumn(title=f"{when}, %", decimals=1),
        ExportColumn(title=f"{when}, число", decimals=0),
        ExportColumn(title=f"{when}, из", decimals=0),
    )


def _cells(counts: Counts | None) -> tuple[Cell, Cell, Cell]:
    if counts is None:
        return None, None, None
    return counts.share * 100, counts.part, counts.whole


def _between(before: Counts | None, after: Counts | None) -> Fraction | None:
    return None if before is None or after is None else after.share - before.share


def _hundredfold(share: Fraction | None) -> Fraction | None:
    return None if share is None else share * 100


def figure_of(found: MeasureEffect) -> BeforeAfter | None:
    """Before and after: schools with the measure and the similar ones of each; None without data."""
    rows = [row for row in found.rows if row.effect is not None]
    if not rows or found.outcome is None:
        return None
    drawn = rows[:_MOST_DRAWN]
    rest = len(rows) - len(drawn)
    return BeforeAfter(
        title=_title(found),
        before_words=str(found.before),
        after_words=str(found.after),
        groups=tuple(_groups(drawn)),
        note=effect_words.NO_CAUSE + (f" Показаны первые {len(drawn)} школ." if rest else ""),
    )


def _groups(rows: Sequence[SchoolEffect]) -> list[PairGroup]:
    mine = [_pair(school_name(row.school), row.before, row.after) for row in rows]
    groups = [PairGroup(title="Школы с мерой", pairs=tuple(mine))]
    others = [
        _pair(f"похожие на: {school_name(row.school)}", one.similar_before, one.similar_after)
        for row in rows
        if (one := row.effect) is not None and one.effect is not None
    ]
    if others:
        groups.append(PairGroup(title="Похожие школы без меры", pairs=tuple(others)))
    return groups


def _pair(label: str, before: Counts | None, after: Counts | None) -> Pair:
    return Pair(
        label=label,
        before=None if before is None else before.share,
        after=None if after is None else after.share,
        before_interval=None if before is None else wilson(before.part, before.whole),
        after_interval=None if after is None else wilson(after.part, after.whole),
    )


def _title(found: MeasureEffect) -> str:
    outcome = found.outcome.title if found.outcome else ""
    name = outcome[:1].upper() + outcome[1:]
    if found.mean is None or found.mean.verdict is Verdict.NOT_COMPARED:
        return f"{name}: до и после меры «{found.measure.title}»"
    words = effect_words.VERDICTS[found.mean.verdict]
    return f"{name} после меры «{found.measure.title}»: {words}"


def _share(
    key: str, title: str, counts: _CountsOf, whole: Counts | None
) -> FigureColumn[SchoolEffect]:
    def worth(row: SchoolEffect) -> Fraction | None:
        found = counts(row)
        return None if found is None else found.share

    return FigureColumn(
        key=key,
        title=title,
        width=84,
        is_number=True,
        text=lambda row: effect_words.share(counts(row)),
        tooltip=lambda row: effect_words.counted(counts(row)),
        worth=worth,
        total=lambda _rows: TotalCell(
            text=effect_words.share(whole) if whole else "",
            tooltip=effect_words.counted(whole) if whole else "",
        ),
    )


def _similar(row: SchoolEffect) -> str:
    if row.effect is None:
        return effect_words.change(None, None)
    return effect_words.change(row.effect.similar_before, row.effect.similar_after)


def _similar_worth(row: SchoolEffect) -> Fraction | None:
    return None if row.effect is None else row.effect.similar_change


def _change_of(row: SchoolEffect) -> Difference | None:
    return None if row.effect is None else row.effect.change


def _effect_of(row: SchoolEffect) -> Difference | None:
    return None if row.effect is None else row.effect.effect


def _exact(found: Difference | None) -> Fraction | None:
    return None if found is None else found.exact


def _mean_cell(found: MeanEffect | None) -> TotalCell:
    tooltip = "" if found is None else f"Среднее по школам: {found.schools}"
    return TotalCell(text=effect_words.mean(found), tooltip=tooltip)


def _interval(found: Difference | None) -> str:
    told = effect_words.interval(found)
    return f"95 %: {told}" if told else ""
