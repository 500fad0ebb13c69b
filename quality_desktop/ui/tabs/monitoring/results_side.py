"""The panel beside exam results: the school's figures, its years, findings, who changed what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.examination.result_figures import (
    FIELD_TITLES,
    Share,
    share,
    taking_part,
)
from quality_desktop.domain.figures import printed, printed_digits, printed_weight_of_one
from quality_desktop.services.exam_results.exam_tables import Cut, ResultRow
from quality_desktop.services.exam_results.result_editing import MEAN, TYPED
from quality_desktop.storage.history import Action, HistoryEntry
from quality_desktop.ui.models.results import BELOW, HIGH, MAIN_SHARES, QUALITY, SUCCESS, ShareKind
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.side_panel import SidePanel
from quality_desktop.ui.widgets.year_chart import YearBar, YearChart

_MOST_YEARS: Final = 5
_MOST_ENTRIES: Final = 8
_SMALL_CLASS: Final = 25
"""Below so many participants one pupil moves a share by more than four points."""
_DONE: Final = {
    Action.CREATED: "результат внесён",
    Action.DELETED: "результат удалён",
    Action.RESTORED: "результат возвращён",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolStory:
    """What is asked about the school under the cursor."""

    years: tuple[ExamResult, ...]
    entries: tuple[HistoryEntry, ...]


class ResultsSide(SidePanel):
    """Follows the row of the table."""

    def show_row(self, district: Mapping[str, Fraction], row: ResultRow, title: str) -> None:
        """Show a school; its years and history come later by ``add_story``.

        Args:
            district: Main shares of the district in percent, by their names.
            row: The school.
            title: What the work is.
        """
        self.clear()
        self.show_title(row.name, title)
        result = row.result
        if result is None:
            self.add_text("Результат", "Не внесён: впишите число участников и отметки в строку.")
            return
        self.add_text("Результат", _summary(result, district))
        note = _note(result)
        if note:
            self.add_text("Малые числа", note)
        if row.findings:
            self.add_text("Замечания", [finding.text for finding in row.findings])
        source = "Внесено вручную" if result.layout == TYPED else "Загружено"
        if result.source:
            source += f"; было: {result.source}" if result.layout == TYPED else f": {result.source}"
        self.add_text("Источник", source)

    def add_story(self, story: SchoolStory, cut: Cut) -> None:
        """Show the years of the school and who changed the result."""
        self._add_years(story.years, cut)
        lines = [line for entry in story.entries if (line := _line(entry))]
        if len(lines) > _MOST_ENTRIES:
            lines[_MOST_ENTRIES:] = [f"и ещё {len(lines) - _MOST_ENTRIES}"]
        if lines:
            self.add_text("История", lines)

    def _add_years(self, years: Sequence[ExamResult], cut: Cut) -> None:
        shown = [result for result in years if result.year <= cut.year][-_MOST_YEARS:]
        for kind in (QUALITY, SUCCESS, HIGH, BELOW):
            figures = [(result.year, share(result, kind.fields)) for result in shown]
            known = [(year, found) for year, found in figures if found is not None]
            if not known:
                continue
            chart = YearChart()
            chart.show_bars([_bar(year, found, cut) for year, found in figures], full=Fraction(100))
            self.add_widget(_headline(kind, known), chart)


def _summary(result: ExamResult, district: Mapping[str, Fraction]) -> list[str]:
    """The school's main shares beside the district's."""
    pupils = taking_part(result)
    lines = [] if pupils is None else [f"Участников: {printed_digits(pupils)}"]
    for kind in MAIN_SHARES:
        found = share(result, kind.fields)
        if found is None:
            continue
        name = f"{kind.name[:1].upper()}{kind.name[1:]}"
        others = printed(district.get(kind.name), 1, "%")
        lines.append(f"{name}: {printed(found.percent, 1, '%')}, по району {others}")
    return lines or ["Внесены не все числа, доли посчитать нельзя."]


def _note(result: ExamResult) -> str:
    pupils = taking_part(result)
    if not pupils or pupils >= _SMALL_CLASS:
        return ""
    who = counted(pupils, "участник", "участника", "участников")
    return f"Всего {who}: {printed_weight_of_one(Fraction(pupils))}"


def _bar(year: int, found: Share | None, cut: Cut) -> YearBar:
    percent = None if found is None else found.percent
    text = "нет" if found is None else printed(percent, 0, "%")
    return YearBar(label=str(year), value=percent, text=text, is_current=year == cut.year)


def _headline(kind: ShareKind, known: Sequence[tuple[int, Share]]) -> str:
    """The finding: «Качество: с 40,0 % до 52,4 %»."""
    name = f"{kind.name[:1].upper()}{kind.name[1:]}"
    first, last = known[0][1].percent, known[-1][1].percent
    if len(known) < 2 or first is None or last is None:
        return f"{name} по годам"
    if printed(first, 1) == printed(last, 1):
        return f"{name}: по-прежнему {printed(last, 1, '%')}"
    word = "рост" if last > first else "снижение"
    return f"{name}: {word} с {printed(first, 1)} до {printed(last, 1, '%')}"


def _line(entry: HistoryEntry) -> str:
    when = f"{entry.moment:%d.%m.%Y %H:%M}"
    who = f" ({entry.author})" if entry.author else ""
    if not entry.field:
        what = _DONE.get(entry.action, "")
        return f"{when} – {what}{who}" if what else ""
    if entry.action is Action.CREATED or entry.before == entry.after:
        return ""
    if entry.field not in FIELD_TITLES and entry.field != MEAN:
        return ""
    name = FIELD_TITLES.get(entry.field, "средний балл")
    return f"{when} – {name}: {_shown(entry, entry.before)} → {_shown(entry, entry.after)}{who}"


def _shown(entry: HistoryEntry, value: object) -> str:
    if not isinstance(value, int):
        return "пусто"
    return printed_digits(value, 2 if entry.field == MEAN else 0)
