"""A plan as a table: headings of sections over the whole width, rows with their months and progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont
from typing_extensions import override

from quality_desktop.documents.marks import unmarked
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.planning.month_marks import MonthMark, month_marks, month_of
from quality_desktop.domain.planning.spans import PlanYear
from quality_desktop.domain.records import Id
from quality_desktop.domain.roadmap import RoadmapSection
from quality_desktop.services.roadmaps.plans import PROGRESS, PlanRow, PlanView
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.index import Index
from quality_desktop.ui.models.table_model import CellRole, Column, TableModel
from quality_desktop.ui.plurals import folded
from quality_desktop.ui.widgets.date_edit import shown_date

MONTHS_COLUMN: Final = 6
PROGRESS_COLUMN: Final = 8
CO_EXECUTORS_COLUMN: Final = 4
OVERDUE: Final = "просрочено"
PROGRESS_ICONS: Final = {
    "planned": "circle",
    "running": "circle-half",
    "done": "circle-check",
    "cancelled": "ban",
}


class PlanRole(IntEnum):
    """What the delegate of the plan asks besides other roles.

    Attributes:
        STRIP: ``Strip`` of a row, None elsewhere.
        CHOICES: Words to choose from, None where text is typed.
    """

    STRIP = CellRole.IS_MARKED + 20
    CHOICES = CellRole.IS_MARKED + 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Twelve months of a row.

    Attributes:
        letters: First letters of the months.
        marks: What the months hold.
        now: Place of the present month; None when it is another year's.
        state: ``planned`` …, or ``overdue``.
    """

    letters: str
    marks: tuple[MonthMark, ...]
    now: int | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFilter:
    """Which rows are shown.

    Attributes:
        kind: ``all`` | ``month`` | ``overdue`` | ``open``.
        executor: A part of the executors' text.
    """

    kind: str = "all"
    executor: str = ""

    @property
    def is_on(self) -> bool:
        """Whether something may be hidden."""
        return self.kind != "all" or bool(self.executor.strip())

    def passes(self, row: PlanRow, today: date) -> bool:
        """Whether a row is shown."""
        record = row.record
        if self.executor.strip():
            executors = folded(f"{record.executors} {record.co_executors}")
            if folded(self.executor) not in executors:
                return False
        match self.kind:
            case "month":
                return row.is_in_month(today)
            case "overdue":
                return row.is_overdue(today)
            case "open":
                return row.is_open
            case _:
                return True


@dataclass(frozen=True, kw_only=True)  # no slots: rows of a generic model
class Line:
    """A line of the table: the heading of a section, or a row."""

    section: RoadmapSection | None = None
    row: PlanRow | None = None

    @property
    def id(self) -> Id:
        """Id of its record."""
        if self.row is not None:
            return self.row.record.id
        if self.section is None:
            raise ValueError("a line is of a section or of a row")
        return self.section.id

    def text(self, field: str) -> str:
        """A text of the row, or the title of the section in its first column."""
        if self.row is None:
            return self.section.title if self.section is not None and field == "number" else ""
        if field == "number":
            return self.row.number
        return str(getattr(self.row.record, field))


class RoadmapModel(TableModel[Line]):
    """Lines of the chosen plan.

    Signals:
        filtered: Other lines are shown because the filter is another one.
    """

    filtered = Signal()

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        self._today = date.today()
        self._year = PlanYear(self._today.year)
        super().__init__(self._make_columns(), key=lambda line: line.id, parent=parent)
        self._look = look
        self._view: PlanView | None = None
        self._filter = PlanFilter()
        look.changed.connect(self._on_look_changed)

    @property
    def view(self) -> PlanView | None:
        """The plan that is shown."""
        return self._view

    @property
    def today(self) -> date:
        """The day by which rows are overdue."""
        return self._today

    @property
    def filter(self) -> PlanFilter:
        """Which rows are shown."""
        return self._filter

    def show(self, view: PlanView | None, today: date) -> None:
        """Show an answer of the service."""
        self._view, self._today = view, today
        self._year = PlanYear(today.year) if view is None else view.year
        self.show_rows(self._lines())

    def show_only(self, wanted: PlanFilter) -> None:
        """Show only rows that a filter passes, with the headings of their sections."""
        if wanted != self._filter:
            self._filter = wanted
            self.show_rows(self._lines())
            self.filtered.emit()

    def line_at(self, row: int) -> Line | None:
        """A line by its place."""
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def rows_at(self, places: Sequence[int]) -> list[PlanRow]:
        """Rows of the plan at places of the table; headings are passed over."""
        lines = (self.line_at(place) for place in places)
        return [line.row for line in lines if line is not None and line.row is not None]

    def state_of(self, row: PlanRow) -> str:
        """``planned`` …, or ``overdue``."""
        return "overdue" if row.is_overdue(self._today) else row.record.progress

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return "↕"
            if role == Qt.ItemDataRole.ToolTipRole:
                return "Перетащите строку (Alt+↑, Alt+↓)"
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return None  # the header itself wraps its titles
        return super().headerData(section, orientation, role)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self.rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
            case Qt.ItemDataRole.FontRole if line.row is None:
                font = QFont()
                font.setBold(True)
                return font
            case Qt.ItemDataRole.BackgroundRole if line.row is None:
                return QBrush(QColor(self._look.colours.alternate))
            case Qt.ItemDataRole.DecorationRole:
                return self._icon(line) if column.key == "progress" else None
            case PlanRole.STRIP:
                return self._strip(line) if column.key == "months" else None
            case PlanRole.CHOICES:
                return tuple(PROGRESS.values()) if column.key == "progress" else None
            case _:
                return super().data(index, role)

    def _lines(self) -> list[Line]:
        lines: list[Line] = []
        for part in self._view.parts if self._view is not None else ():
            rows = [row for row in part.rows if self._filter.passes(row, self._today)]
            if part.section is not None and (rows or not self._filter.is_on):
                lines.append(Line(section=part.section))
            lines.extend(Line(row=row) for row in rows)
        return lines

    def _icon(self, line: Line) -> object:
        if line.row is None:
            return None
        colours = self._look.colours
        state = self.state_of(line.row)
        if state == "overdue":
            return self._look.icon("alert-triangle", colours.danger)
        tints = {"done": colours.success, "running": colours.accent}
        return self._look.icon(PROGRESS_ICONS.get(state, "circle"), tints.get(state))

    def _strip(self, line: Line) -> Strip | None:
        if line.row is None:
            return None
        months = self._year.months()
        return Strip(
            letters="".join("ЯФМАМИИАСОНД"[month.number - 1] for month in months),
            marks=month_marks(line.row.dates, self._year),
            now=month_of(self._year, self._today),
            state=self.state_of(line.row),
        )

    def _progress(self, line: Line) -> str:
        if line.row is None:
            return ""
        if line.row.is_overdue(self._today):
            return OVERDUE
        record = line.row.record
        word = PROGRESS.get(record.progress, "")
        return f"{word} {shown_date(record.done_on)}" if record.done_on else word

    def _on_look_changed(self) -> None:
        if self.rows:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1)
            )

    def _make_columns(self) -> list[Column[Line]]:
        def typed(key: str, title: str) -> Column[Line]:
            return Column(
                key=key,
                title=title,
                text=_words_of(key),
                value=_text_of(key),
                is_editable=lambda line: line.row is not None or key == "number",
                problem=_problem_of(key),
            )

        return [
            typed("number", "№"),
            typed("title", "Мероприятие"),
            typed("participants", "Участники"),
            typed("executors", "Исполнители"),
            typed("co_executors", "Соисполнители"),
            typed("dates", "Сроки"),
            Column(
                key="months",
                title="По месяцам",
                text=lambda line: "" if line.row is None else line.row.dates.shown,
                tooltip=lambda line: "" if line.row is None else _months_tip(line.row),
            ),
            typed("expected", "Ожидаемый результат"),
            Column(
                key="progress",
                title="Ход",
                text=self._progress,
                value=lambda line: (
                    "" if line.row is None else PROGRESS.get(line.row.record.progress, "")
                ),
                parse=_parsed_progress,
                is_editable=lambda line: line.row is not None,
                tooltip=lambda line: "" if line.row is None else line.row.record.progress_note,
            ),
        ]


def _words_of(key: str) -> Callable[[Line], str]:
    return lambda line: unmarked(line.text(key))


def _text_of(key: str) -> Callable[[Line], str]:
    return lambda line: line.text(key)


def _problem_of(key: str) -> Callable[[Line], Problem | None]:
    def problem(line: Line) -> Problem | None:
        if line.row is None:
            return None
        place = f":{key}"
        return next((each for each in line.row.problems if each.place.endswith(place)), None)

    return problem


def _months_tip(row: PlanRow) -> str:
    return f"Понято как: {row.dates.shown}" if row.dates.shown else "Дней в сроках не найдено"


def _parsed_progress(text: str) -> str:
    wanted = folded(text).rstrip(".")
    for code, word in PROGRESS.items():
        if wanted and folded(word).startswith(wanted.split()[0]):
            return code
    raise ValueError(f"«{text}» – такого состояния нет: " + ", ".join(PROGRESS.values()) + ".")
