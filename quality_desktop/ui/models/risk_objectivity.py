"""Objectivity as a table: schools × agreement with the register, markers, reasons to check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from quality_desktop.analysis.objectivity import Agreement, agreement_of
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.figures import printed, printed_weight_of_one, wilson
from quality_desktop.domain.records import Id
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.services.risk_schools.risk_rows import Work
from quality_desktop.services.screening.objectivity import (
    MARKER_WORDS,
    MARKERS,
    Marker,
    ObjectivityView,
    SchoolObjectivity,
)
from quality_desktop.services.screening.objectivity_board import bound_words
from quality_desktop.ui.models.figure_table import FigureColumn, TotalCell

_NAME_WIDTH: Final = 190
_GROUPS: Final = (
    ("lowered", "Понизили, %", "Отметка ниже, чем в журнале"),
    ("confirmed", "Подтвердили, %", "Отметка как в журнале"),
    ("raised", "Повысили, %", "Отметка выше, чем в журнале"),
)
_SHORT: Final = {
    Marker.SIGN: "есть",
    Marker.CLEAR: "нет",
    Marker.UNKNOWN: "?",
    Marker.ABSENT: "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectivityLine:
    """A school, all works together or one of them."""

    row: SchoolObjectivity
    agreement: Agreement | None

    @property
    def key(self) -> Id:
        """Identity that survives a refresh."""
        return self.row.school.id

    @property
    def name(self) -> str:
        """The name a clerk knows the school by."""
        return school_name(self.row.school)

    @property
    def whole(self) -> int:
        """Pupils that have both marks."""
        return 0 if self.agreement is None else self.agreement.whole

    def part(self, group: str) -> int:
        """Pupils of a group."""
        return 0 if self.agreement is None else int(getattr(self.agreement, group))

    def percent(self, group: str) -> Fraction | None:
        """A group as percent; None when nobody has both marks."""
        return Fraction(100 * self.part(group), self.whole) if self.whole else None


def objectivity_lines(view: ObjectivityView, work: Work | None) -> tuple[ObjectivityLine, ...]:
    """A line for each school.

    Args:
        view: The year.
        work: One work beside the register; all together for None.
    """
    return tuple(ObjectivityLine(row=row, agreement=_agreement(row, work)) for row in view.rows)


def objectivity_columns(view: ObjectivityView) -> tuple[FigureColumn[ObjectivityLine], ...]:
    """Columns of the table."""
    return (
        FigureColumn(
            key="school", title="Школа", width=_NAME_WIDTH, text=lambda line: line.name,
            tooltip=lambda line: line.row.school.full_name or line.name,
            worth=lambda line: line.name.casefold(),
        ),
        FigureColumn(
            key="whole", title="Сравнили, чел.", width=74, is_number=True,
            text=lambda line: str(line.whole) if line.whole else "",
            worth=lambda line: line.whole or None,
            total=lambda lines: TotalCell(text=str(_summed(lines).whole)),
            hint="У скольких учеников есть отметка и за работу, и в журнале",
        ),
        *(_group_column(*group, view) for group in _GROUPS),
        *(_marker_column(code) for code in MARKERS),
        FigureColumn(
            key="marked", title="Маркеров", width=74, is_number=True,
            text=lambda line: "?" if line.row.marked is None else str(line.row.marked),
            worth=lambda line: line.row.marked,
            hint="Сколько работ с маркером; «?» – данных для вывода нет",
        ),
        *(_history_column(share.year) for share in view.shares[1:]),
        FigureColumn(
            key="signs", title="Поводов проверить", width=80, is_number=True,
            text=lambda line: str(len(line.row.signs)) if line.row.signs else "",
            worth=lambda line: len(line.row.signs),
            total=lambda lines: TotalCell(text=str(sum(len(one.row.signs) for one in lines))),
            hint="Сколько признаков; каждый – повод проверить, а не вывод",
        ),
    )  # fmt: skip


def share_words(part: int, whole: int) -> str:
    """«7 из 20; 1 ученик = 5,0 п. п.; с учётом случайности 18–57 %»."""
    if not whole:
        return "Нет данных"
    parts = [f"{part} из {whole}", printed_weight_of_one(Fraction(whole))]
    interval = wilson(part, whole)
    if interval is not None:
        parts.append(f"с учётом случайности {interval.printed()}")
    return "; ".join(parts)


def _agreement(row: SchoolObjectivity, work: Work | None) -> Agreement | None:
    if work is None:
        return row.together.agreement
    return next((one.agreement for one in row.works if one.work == work), None)


def _summed(lines: Sequence[ObjectivityLine]) -> Agreement:
    return agreement_of(line.agreement for line in lines if line.agreement is not None)


def _group_column(
    group: str, title: str, hint: str, view: ObjectivityView
) -> FigureColumn[ObjectivityLine]:
    def total(lines: Sequence[ObjectivityLine]) -> TotalCell:
        found = _summed(lines)
        part = int(getattr(found, group))
        percent = Fraction(100 * part, found.whole) if found.whole else None
        text = "" if percent is None else printed(percent, 1)
        return TotalCell(text=text, worth=percent, tooltip=share_words(part, found.whole))

    def text(line: ObjectivityLine) -> str:
        percent = line.percent(group)
        return "" if percent is None else printed(percent, 1)

    return FigureColumn(
        key=group, title=title, width=102, is_number=True, text=text, total=total,
        worth=lambda line: line.percent(group),
        tooltip=lambda line: share_words(line.part(group), line.whole),
        problem=_problem(group, view), hint=hint,
    )  # fmt: skip


def _problem(group: str, view: ObjectivityView) -> Callable[[ObjectivityLine], Problem | None]:
    """A reason to look; never for groups that are too small."""
    bounds = view.bounds
    bound, is_most = {
        "lowered": (bounds.lowered_most, True),
        "confirmed": (bounds.confirmed_least, False),
        "raised": (bounds.raised_most, True),
    }[group]

    def problem(line: ObjectivityLine) -> Problem | None:
        percent = line.percent(group)
        if percent is None or line.whole < bounds.register_pupils:
            return None
        reaches = percent >= bound * 100
        if reaches is not is_most:
            return None
        word = "не меньше" if is_most else "меньше"
        return _told(line, group, f"{word} {bound_words(bound)}")

    return problem


def _told(line: ObjectivityLine, group: str, than: str) -> Problem:
    return Problem(
        text=f"{share_words(line.part(group), line.whole)}; {than} – повод проверить",
        severity=Severity.WARNING,
    )


def _marker_column(code: str) -> FigureColumn[ObjectivityLine]:
    def problem(line: ObjectivityLine) -> Problem | None:
        if line.row.markers[code] is not Marker.SIGN:
            return None
        return Problem(text="Есть признаки – повод проверить", severity=Severity.WARNING)

    return FigureColumn(
        key=f"marker.{code}", title=code, width=48,
        text=lambda line: _SHORT[line.row.markers[code]],
        tooltip=lambda line: MARKER_WORDS[line.row.markers[code]].capitalize(),
        problem=problem, hint=f"{code}: есть ли признаки; «?» – мало данных, пусто – не писали",
    )  # fmt: skip


def _history_column(year: int) -> FigureColumn[ObjectivityLine]:
    def text(line: ObjectivityLine) -> str:
        found = line.row.history[year]
        return "" if found is None else str(found)

    return FigureColumn(
        key=f"year.{year}", title=str(year), width=44, is_number=True, text=text,
        worth=lambda line: line.row.history[year],
        hint=f"Сколько маркеров было в {year} году; пусто – данных нет",
    )  # fmt: skip
