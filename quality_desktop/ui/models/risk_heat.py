"""The map of results as a table: schools × works, cells with their share of low results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from quality_desktop.domain.at_risk.risk import Terms
from quality_desktop.domain.at_risk.risk_cases import RiskResult
from quality_desktop.domain.figures import printed, printed_weight_of_one, wilson
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.services.risk_schools.risk_export import work_title
from quality_desktop.services.risk_schools.risk_heat import HeatMap, HeatRow
from quality_desktop.services.risk_schools.risk_rows import Work
from quality_desktop.services.risk_schools.risk_words import ExamWords, whole_percent
from quality_desktop.ui.models.figure_table import FigureColumn, TotalCell
from quality_desktop.ui.models.risk_list import STANDING_WORDS

LOW_MARK: Final = "●"
_NAME_WIDTH: Final = 214
_WIDTH: Final = 94


def heat_columns(
    found: HeatMap, works: Sequence[Work], words: ExamWords, terms: Terms
) -> tuple[FigureColumn[HeatRow], ...]:
    """Columns of the map.

    Args:
        found: The map.
        works: Works that are shown.
        words: How they are called.
        terms: Whose share makes a result low.
    """
    return (
        FigureColumn(
            key="school", title="Школа", width=_NAME_WIDTH, text=row_name,
            tooltip=lambda row: row.school.full_name or row_name(row),
            worth=lambda row: row_name(row).casefold(),
        ),
        FigureColumn(
            key="standing", title="По правилу", width=96,
            text=lambda row: STANDING_WORDS[row.case.standing],
            worth=lambda row: len(row.case.reasons) if row.results else None,
            hint="По щелчку – по числу работ с низким результатом",
        ),
        *(_work_column(found, work, words, terms) for work in works),
    )  # fmt: skip


def row_name(row: HeatRow) -> str:
    """The name a clerk knows the school by."""
    return school_name(row.school)


def cell_words(result: RiskResult) -> str:
    """«9 из 24; 1 ученик = 4,2 п. п.; с учётом случайности 20–57 %»."""
    parts = [f"{result.low} из {result.participants}"]
    note = printed_weight_of_one(Fraction(result.participants))
    if note:
        parts.append(note)
    interval = wilson(result.low, result.participants)
    if interval is not None:
        parts.append(f"с учётом случайности {interval.printed()}")
    return "; ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _WorkCells:
    """What the cells of one work show.

    Attributes:
        terms: Whose share makes a result low.
    """

    found: HeatMap
    work: Work
    terms: Terms

    def result(self, row: HeatRow) -> RiskResult | None:
        return row.results.get(self.work)

    def is_low(self, row: HeatRow) -> bool:
        one = self.result(row)
        return (
            one is not None
            and one.participants >= self.terms.min_participants
            and one.is_low(is_strict=self.terms.is_strict)
        )

    def worth(self, row: HeatRow) -> Fraction | None:
        one = self.result(row)
        return None if one is None else Fraction(100 * one.low, one.participants)

    def text(self, row: HeatRow) -> str:
        one = self.result(row)
        if one is None:
            return ""
        figure = whole_percent(Fraction(one.low, one.participants), one.share)
        return f"{LOW_MARK}\u2009{figure}" if self.is_low(row) else figure

    def tooltip(self, row: HeatRow) -> str:
        one = self.result(row)
        if one is None:
            return "Результата нет"
        if not self.is_low(row):
            return cell_words(one)
        words = "Низкий результат, и год назад тоже" if one.was_low else "Низкий результат"
        return f"{words}: {cell_words(one)}"

    def total(self, _rows: Sequence[HeatRow]) -> TotalCell:
        low, participants = self.found.totals.get(self.work, (0, 0))
        share = self.found.share(self.work)
        percent = None if share is None else share * 100
        tooltip = f"Все ученики вместе: {low} из {participants}"
        return TotalCell(text=printed(percent, 0), worth=percent, tooltip=tooltip)


def _work_column(
    found: HeatMap, work: Work, words: ExamWords, terms: Terms
) -> FigureColumn[HeatRow]:
    cells, title = _WorkCells(found=found, work=work, terms=terms), work_title(work, words)
    return FigureColumn(
        key="/".join(map(str, work)), title=title, text=cells.text, worth=cells.worth,
        tooltip=cells.tooltip, total=cells.total, is_number=True, width=_WIDTH,
        hint=f"{title}: доля низких результатов, %",
    )  # fmt: skip
