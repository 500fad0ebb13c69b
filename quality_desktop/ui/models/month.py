"""A month as six weeks of days with what falls on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from typing_extensions import override

from quality_desktop.domain.controlled_dates import ControlledDate, DateState, in_month
from quality_desktop.services.deadlines.dates_view import DatesView, weeks_of_month
from quality_desktop.ui.models.index import NO_PARENT, Index
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.plurals import counted

MONTHS: Final = (
    "Январь", "Февраль", "Март", "Апрель", "Май", "Июнь",
    "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь",
)  # fmt: skip
_DAYS: Final = (
    "Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота", "Воскресенье",
)  # fmt: skip


class DayRole(IntEnum):
    """What the delegate of the month asks.

    Attributes:
        DAY: ``Day``.
    """

    DAY = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of the month that is shown.

    Attributes:
        is_inside: It is of this month, not of the one before or after.
        rest: Why it is off; empty for a working day.
        items: What is due on it.
    """

    day: date
    is_inside: bool
    is_today: bool
    rest: str
    items: Sequence[ControlledDate]
    states: Sequence[DateState]


class MonthModel(QAbstractTableModel):
    """Weeks as rows, days as columns."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._weeks: list[list[Day]] = []

    def show_month(self, view: DatesView, year: int, month: int) -> None:
        """Show a month of these dates."""
        due: Mapping[date, Sequence[ControlledDate]] = in_month(view.items, year, month)
        self.beginResetModel()
        self._weeks = [
            [_day(view, day, due if day.month == month else {}, month) for day in week]
            for week in weeks_of_month(year, month)
        ]
        self.endResetModel()

    def day_at(self, index: Index) -> Day | None:
        """The day of a cell."""
        return self._weeks[index.row()][index.column()] if index.isValid() else None

    def index_of(self, day: date) -> QModelIndex:
        """The cell of a day; an invalid one when the month does not show it."""
        for row, week in enumerate(self._weeks):
            for column, each in enumerate(week):
                if each.day == day and each.is_inside:
                    return self.index(row, column)
        return QModelIndex()

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._weeks)

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(_DAYS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _DAYS[section]
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        day = self.day_at(index)
        if day is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(day.day.day)
            case Qt.ItemDataRole.ToolTipRole:
                lines = [*([day.rest] if day.rest else []), *(i.what for i in day.items)]
                return plain_tip("\n".join(lines))
            case Qt.ItemDataRole.AccessibleTextRole:
                count = counted(len(day.items), "срок", "срока", "сроков") if day.items else ""
                return ", ".join(part for part in (f"{day.day:%d.%m.%Y}", day.rest, count) if part)
            case DayRole.DAY:
                return day
            case _:
                return None


def _day(
    view: DatesView, day: date, due: Mapping[date, Sequence[ControlledDate]], month: int
) -> Day:
    items = due.get(day, ())
    return Day(
        day=day,
        is_inside=day.month == month,
        is_today=day == view.today,
        rest=view.calendar.rest_name(day),
        items=items,
        states=tuple(item.state(view.today) for item in items),
    )
