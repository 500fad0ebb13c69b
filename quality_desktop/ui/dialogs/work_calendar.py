"""The calendar of working days: moved days off and worked Saturdays of single years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.deadlines import Holiday
from quality_desktop.services.deadlines import work_calendar
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.dates import SHORT_DAYS
from quality_desktop.ui.models.figure_table import FigureColumn, FigureModel
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.widgets.date_edit import DateEdit
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.naming import named

_ABOUT: Final = (
    "Субботы, воскресенья и праздники программа знает. Внесите сюда только дни, которые в этом году "
    "отличаются: перенесённые выходные и рабочие субботы."
)


class WorkCalendarDialog(QDialog):
    """A list of days and a line to add one; every change is written at once and can be undone."""

    def __init__(
        self, operations: Operations, environment: Environment, parent: QWidget | None = None
    ) -> None:
        """Show the days.

        Args:
            operations: Asks and writes.
            environment: Icons.
            parent: Window it belongs to.
        """
        super().__init__(parent)
        self.setObjectName("workCalendar")
        self.setWindowTitle("Календарь рабочих дней")
        self.resize(760, 460)
        self._operations = operations
        self.model: FigureModel[Holiday] = FigureModel(key=lambda day: day.id, parent=self)
        self.grid = FigureGrid(self.model, "Дни, которые отличаются от своего дня недели")
        self.day = DateEdit()
        self.day.setAccessibleName("День")
        self.is_working = named(QCheckBox("&Рабочий день"), "dayIsWorking")
        self.name = named(QLineEdit(), "dayName", "Название")
        self.name.setPlaceholderText("перенесённый выходной день")
        self.document = named(QLineEdit(), "dayDocument", "Основание")
        self.document.setPlaceholderText("постановление Правительства от … № …")
        self.add = named(QPushButton("Внести день", autoDefault=False), "dayAdd")
        self.remove = named(QPushButton("Убрать выбранный", autoDefault=False), "dayRemove")
        environment.look.dress(self.add, "plus")
        environment.look.dress(self.remove, "trash")
        self._lay_out()
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.day.textChanged.connect(lambda _text: self._follow())
        self.grid.place_changed.connect(self._follow)
        operations.changed.connect(lambda _changes: self._ask())
        self._ask()
        self._follow()
        self.day.setFocus()

    def _lay_out(self) -> None:
        form = QGridLayout()
        for column, (title, field) in enumerate(
            (("&День:", self.day), ("&Название:", self.name), ("&Основание:", self.document))
        ):
            label = QLabel(title, textFormat=Qt.TextFormat.PlainText)
            label.setBuddy(field)
            form.addWidget(label, 0, column)
            form.addWidget(field, 1, column)
        form.setColumnStretch(1, 1)
        form.setColumnStretch(2, 2)
        line = QHBoxLayout()
        line.addWidget(self.is_working)
        line.addStretch()
        line.addWidget(self.remove)
        line.addWidget(self.add)
        buttons = QDialogButtonBox()
        close = named(QPushButton("Закрыть", autoDefault=False), "dayClose")
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(_ABOUT, wordWrap=True, textFormat=Qt.TextFormat.PlainText))
        layout.addWidget(self.grid, 1)
        layout.addLayout(form)
        layout.addLayout(line)
        layout.addWidget(buttons)

    def _ask(self) -> None:
        self._operations.ask(lambda store: store.all(Holiday), self._show, owner=self)

    def _show(self, days: Sequence[Holiday]) -> None:
        is_first = not self.model.figures
        columns = _columns()
        self.model.show_table(columns, sorted(days, key=lambda one: one.day, reverse=True))
        if is_first:
            self.grid.set_widths(tuple(column.width for column in columns))
        self._follow()

    def _follow(self) -> None:
        self.add.setEnabled(self.day.typed_day is not None)
        self.remove.setEnabled(self.grid.currentIndex().isValid())

    def _add(self) -> None:
        day = self.day.typed_day
        if day is None:
            return
        is_working = self.is_working.isChecked()
        title = self.name.text().strip() or (
            "рабочая суббота" if is_working else "перенесённый выходной день"
        )
        document = self.document.text().strip()
        self._operations.do(
            lambda store: work_calendar.set_day(
                store=store, day=day, is_working=is_working, title=title, document=document
            ),
            owner=self,
        )
        self.day.show_date(None)
        self.day.setFocus()

    def _remove(self) -> None:
        index = self.grid.currentIndex()
        if index.isValid():
            day = self.model.rows[index.row()].day
            self._operations.do(
                lambda store: work_calendar.forget_day(store=store, day=day), owner=self
            )


def _columns() -> tuple[FigureColumn[Holiday], ...]:
    return (
        FigureColumn(
            key="day", title="День", width=120,
            text=lambda one: f"{one.day:%d.%m.%Y} {SHORT_DAYS[one.day.weekday()]}",
            worth=lambda one: one.day.toordinal(),
        ),
        FigureColumn(
            key="state", title="Какой", width=110,
            text=lambda one: "рабочий" if one.is_working else "выходной",
        ),
        FigureColumn(key="title", title="Название", width=200, text=lambda one: one.title),
        FigureColumn(
            key="document", title="Основание", width=280, text=lambda one: one.document,
            tooltip=lambda one: one.document,
        ),
    )  # fmt: skip
