"""The panel beside indicators: what the figure is made of and how sure it is."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from quality_desktop.domain.collection.element_titles import capital
from quality_desktop.domain.collection.indicators import Band
from quality_desktop.services.indicators.indicator_table import (
    IndicatorColumn,
    IndicatorTable,
    SchoolFigure,
    told_wrong,
)
from quality_desktop.ui.models.indicators import district_lines, title_of
from quality_desktop.ui.scope import short_year, shown_year
from quality_desktop.ui.widgets.side_panel import SidePanel
from quality_desktop.ui.widgets.year_chart import YearBar, YearChart

_LEVELS: Final = {"federal": "федеральная", "regional": "региональная", "own": "управления"}


class IndicatorsSide(SidePanel):
    """Follows the cell of the table."""

    def show_cell(self, table: IndicatorTable, column: int | None, school: int | None) -> None:
        """Show an indicator, of a school or of the district.

        Args:
            table: The table of the year.
            column: Place of the indicator; None when none is chosen.
            school: Place of the school; None for the district.
        """
        self.clear()
        if column is None:
            name = "" if school is None else table.schools[school].short_name
            self.show_title(name or "Показатели", shown_year(table.year))
            return
        found = table.columns[column]
        if school is None:
            self.show_title(title_of(found), shown_year(table.year))
        else:
            named = table.schools[school]
            self.show_title(named.short_name or named.full_name or named.code, title_of(found))
        if found.problem:
            self.add_text("Не посчитано", found.problem)
            return
        if school is not None and school < len(found.figures):
            self._add_figure(found, found.figures[school], table.year)
        self._add_district(found, table.year, is_alone=school is None)
        if found.printed:
            self.add_text("Как считается", found.printed)
        if found.calculation.source:
            self.add_text("Откуда формула", found.calculation.source)

    def _add_figure(self, column: IndicatorColumn, figure: SchoolFigure, year: int) -> None:
        lines = [figure.shown, figure.counted, figure.weight]
        if figure.interval:
            lines.append(f"с учётом случайности {figure.interval}")
        if figure.hangs_on_one:
            lines.append("Один человек изменил бы оценку: судите осторожно.")
        if figure.wrong:
            lines.append(f"{capital(told_wrong(figure.wrong))}.")
        self.add_text("Школа", [line for line in lines if line])
        if figure.band is not None:
            self.add_text("Оценка", _band_text(figure.band))
        self._add_years(
            column, figure.previous.number, figure.figure.number,
            figure.previous_shown, figure.shown, figure.change, year,
        )  # fmt: skip

    def _add_district(self, column: IndicatorColumn, year: int, *, is_alone: bool) -> None:
        self.add_text("Район", list(district_lines(column)))
        district = column.district
        if district.band is not None:
            self.add_text("Оценка района", _band_text(district.band))
        if district.target_source:
            self.add_text("Откуда цель", district.target_source)
        if is_alone:
            self._add_years(
                column, district.previous, district.number,
                district.previous_shown, district.shown, district.change, year,
            )  # fmt: skip

    def _add_years(
        self,
        column: IndicatorColumn,
        before: Fraction | None,
        now: Fraction | None,
        before_shown: str,
        now_shown: str,
        change: str,
        year: int,
    ) -> None:
        """Two years side by side, unless a new formula makes them different things."""
        if before is None or now is None or column.is_formula_new or min(before, now) < 0:
            return
        chart = YearChart()
        chart.show_bars(
            [
                YearBar(label=short_year(year - 1), value=before, text=before_shown),
                YearBar(label=short_year(year), value=now, text=now_shown, is_current=True),
            ]
        )
        self.add_widget(f"За год: {change}" if change else "За год", chart)


def _band_text(band: Band) -> str:
    level = _LEVELS.get(band.level, "")
    about = ", ".join(part for part in (level, band.source) if part)
    return f"{band.title} ({about})" if about else band.title
