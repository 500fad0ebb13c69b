"""What a person can say of a table that is read as a plan: where it goes, its title, year, columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.planning.columns import Column
from quality_desktop.domain.planning.table_reading import Mapped, SourceTable
from quality_desktop.services.roadmaps.plan_import import PlanPreview
from quality_desktop.ui.dialogs.plan_preview import TITLES
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.column_choice import ColumnChoice
from quality_desktop.ui.widgets.naming import named

_ALL: Final = "все подходящие таблицы подряд"
_TITLE_LINES: Final = 4
_LEAST_WIDTH: Final = 300
_FIRST_YEAR, _LAST_YEAR = 2000, 2090


class PlanQuestions(QWidget):
    """A few fields and a line for every column.

    Attributes:
        add: Whether rows are added to the plan that is open.
        heading: Title of a new plan.
        year: Its year.
        which: Which table of the file.
        columns: What the columns hold.

    Signals:
        changed: The year or a column is another one.
        table_chosen: Place of a table, None for all that go together.
        target_changed: Rows go to another plan now.
    """

    changed = Signal()
    table_chosen = Signal(object)
    target_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planQuestions")
        self.setMinimumWidth(_LEAST_WIDTH)
        self.add = named(QCheckBox("Добавить в конец открытого плана"), "planAdd")
        self.add.hide()
        self.heading = named(QPlainTextEdit(), "planTitle", "Название плана")
        self.heading.setTabChangesFocus(True)
        self.heading.setFixedHeight(self.fontMetrics().lineSpacing() * _TITLE_LINES + 14)
        self.year = named(QSpinBox(), "planYear", "Год плана")
        self.year.setRange(_FIRST_YEAR, _LAST_YEAR)
        self.which = named(QComboBox(), "planTable", "Какая таблица")
        self.columns = ColumnChoice({column.value: title for column, title in TITLES.items()})
        self._has_tables = False
        self._form = QFormLayout()
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.addRow("", self.add)
        self._form.addRow("&Название", self.heading)
        self._form.addRow("&Год", self.year)
        self._form.addRow("&Таблица", self.which)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.addLayout(self._form)
        layout.addWidget(self.columns, 1)
        self.columns.changed.connect(self.changed)
        self.year.valueChanged.connect(lambda _: self.changed.emit())
        self.heading.textChanged.connect(self.changed)
        self.which.activated.connect(lambda _: self.table_chosen.emit(self.which.currentData()))
        self.add.toggled.connect(lambda _: self._on_target())
        self._show_fields()

    @property
    def mapped(self) -> Mapped:
        """What the columns hold, as it is said."""
        return tuple(Column(code) if code else None for code in self.columns.codes)

    @property
    def is_added(self) -> bool:
        """Whether rows are added to the plan that is open."""
        return self.add.isChecked()

    def offer_adding(self, title: str, *, is_first: bool) -> None:
        """Let rows be added to an open plan.

        Args:
            title: Its title.
            is_first: This is what is proposed.
        """
        self.add.show()
        self.add.setToolTip(plain_tip(title))
        self.add.setChecked(is_first)

    def show_tables(self, tables: Sequence[SourceTable]) -> None:
        """Show the tables of another file."""
        self._has_tables = bool(tables)
        self.which.clear()
        self.which.addItem(_ALL, None)
        for place, table in enumerate(tables):
            rows = counted(len(table.rows), "строка", "строки", "строк")
            self.which.addItem(f"{table.name}: {rows}", place)
        self._show_fields()

    def show_preview(self, preview: PlanPreview) -> None:
        """Show what was proposed for another table."""
        for widget in (self.heading, self.year):
            widget.blockSignals(True)
        self.heading.setPlainText(preview.title)
        self.year.setValue(preview.year)
        for widget in (self.heading, self.year):
            widget.blockSignals(False)
        codes = ["" if column is None else column.value for column in preview.mapped]
        self.columns.show_columns(preview.headings, codes)

    def _on_target(self) -> None:
        self._show_fields()
        self.target_changed.emit()

    def _show_fields(self) -> None:
        is_new = self._has_tables and not self.is_added
        for widget in (self.heading, self.year):
            self._form.setRowVisible(widget, is_new)
        self._form.setRowVisible(self.which, self.which.count() > 2)
        self.columns.setVisible(self._has_tables)
