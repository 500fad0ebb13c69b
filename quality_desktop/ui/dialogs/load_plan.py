"""«Загрузить план»: a table of a file or of the clipboard is shown as it will be, then written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.planning.columns import Column
from quality_desktop.domain.planning.table_reading import SourceTable
from quality_desktop.domain.records import Id, new_id
from quality_desktop.domain.roadmap import Roadmap
from quality_desktop.services.roadmaps import plan_import, table_sources
from quality_desktop.services.roadmaps.plan_import import PlanPreview
from quality_desktop.services.roadmaps.plans import short
from quality_desktop.storage.store import Store
from quality_desktop.ui.dialogs.exchange import ExchangeDialog
from quality_desktop.ui.dialogs.plan_preview import TITLES, PlanPreviewTable
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.jobs import Progress
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.widgets.column_choice import ColumnChoice
from quality_desktop.ui.widgets.file_picker import FilePicker
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.problem_list import ProblemList

_PROMPT: Final = (
    "Перетащите сюда документ Word (.docx) или таблицу Excel с планом. Программа найдёт таблицу, разделы "
    "и столбцы и сначала покажет, что получится."
)
_FILES: Final = "Документы и таблицы (*.docx *.xlsx *.csv);;Все файлы (*)"
_ALL: Final = "все подходящие таблицы подряд"
_TITLE_LINES: Final = 4
_LEFT: Final = 300


class LoadPlan(ExchangeDialog):
    """A file, what its columns hold, the rows as they will be, one button.

    Attributes:
        made: Id of the plan that was written or added to; None until then.
    """

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        *,
        into: Roadmap | None = None,
        tables: Sequence[SourceTable] = (),
    ) -> None:
        """Begin.

        Args:
            parent: The window it belongs to.
            operations: The bridge to the file.
            scope: Proposes the year.
            environment: Shared objects.
            into: The plan that is shown; rows may be added to it.
            tables: What was pasted; without them a file is asked for.
        """
        super().__init__(
            parent, operations, scope, environment,
            name="loadPlan", title="Загрузить план", verb="Загрузить",
        )  # fmt: skip
        self.resize_within_screen(1180, 680)
        self.made: Id | None = None
        self._into = into
        self._preview = PlanPreview(year=scope.year)
        self.picker = FilePicker(environment, _PROMPT, patterns=_FILES, has_folder=False)
        self.which = named(QComboBox(), "planTable", "Какая таблица")
        self.heading = named(QPlainTextEdit(), "planTitle", "Название плана")
        self.year = named(QSpinBox(), "planYear", "Год плана")
        self.add = named(QCheckBox(), "planAdd")
        self.columns = ColumnChoice({column.value: title for column, title in TITLES.items()})
        self.shown = PlanPreviewTable()
        self.summary = named(QLabel(wordWrap=True), "planFound")
        self.problems = ProblemList(environment.look, self)
        self._form = QFormLayout()
        self._fill_content(is_pasted=bool(tables))
        self.lay_out()
        self._connect()
        self._show(self._preview)
        if tables:
            self.take(tuple(tables))

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        *,
        into: Roadmap | None = None,
        tables: Sequence[SourceTable] = (),
    ) -> Id | None:
        """Show the dialog until it is closed; the plan that was written, or None."""
        dialog = cls(parent, operations, scope, environment, into=into, tables=tables)
        dialog.exec()
        made = dialog.made
        dialog.deleteLater()
        return made

    @property
    def preview(self) -> PlanPreview:
        """What would be written."""
        return self._preview

    def read(self, paths: Sequence[Path]) -> None:
        """Read the first of some files; nothing is written."""
        path = paths[0]
        self.picker.show_picked(paths[:1])

        def read(_store: Store, _progress: Progress) -> tuple[SourceTable, ...]:
            return table_sources.read_file(path=path)

        self.run(read, self.take, title="Чтение плана")

    def take(self, tables: tuple[SourceTable, ...]) -> None:
        """Show what some tables would become."""
        year = self._preview.year if self._into is None else self._into.year
        self._look_at(plan_import.preview(tables=tables, year=year), is_new=True)

    def save(self) -> None:
        """Write what is shown, in one step."""
        preview = self._preview
        is_added = self._into is not None and self.add.isChecked()
        into = self._into.id if is_added and self._into is not None else None
        key = into or new_id()

        def done(_changes: object) -> None:
            self.made = key
            self.accept()

        self.write(
            lambda store: plan_import.save(store=store, preview=preview, into=into, key=key),
            done,
            title="Запись плана",
        )

    def _fill_content(self, *, is_pasted: bool) -> None:
        self.picker.setVisible(not is_pasted)
        self.heading.setTabChangesFocus(True)
        self.heading.setFixedHeight(self.fontMetrics().lineSpacing() * _TITLE_LINES + 14)
        self.year.setRange(2000, 2090)
        if self._into is not None:
            self.add.setText("Добавить в конец открытого плана")
            self.add.setToolTip(short(self._into.title))
            self.add.setChecked(is_pasted)
        self.add.setVisible(self._into is not None)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.addRow("", self.add)
        self._form.addRow("&Название", self.heading)
        self._form.addRow("&Год", self.year)
        self._form.addRow("&Таблица", self.which)
        left = QWidget()
        left.setMinimumWidth(_LEFT)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 8, 0)
        column.addLayout(self._form)
        column.addWidget(self.columns, 1)
        right = QWidget()
        rows = QVBoxLayout(right)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.summary)
        rows.addWidget(self.shown, 1)
        rows.addWidget(self.problems)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([330, 830])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.picker)
        line = QHBoxLayout()
        line.addWidget(split, 1)
        layout.addLayout(line, 1)

    def _connect(self) -> None:
        self.picker.picked.connect(self.read)
        self.columns.changed.connect(self._again)
        self.which.activated.connect(lambda _: self._other_table())
        self.year.valueChanged.connect(lambda _: self._again())
        self.add.toggled.connect(lambda _: self._show_buttons())
        self.apply.clicked.connect(self.save)
        self.heading.textChanged.connect(self._show_buttons)

    def _again(self) -> None:
        """The same table with other columns or another year."""
        found = self._preview
        if found.tables:
            preview = plan_import.preview(
                tables=found.tables,
                year=self.year.value(),
                chosen=found.chosen,
                mapped=tuple(Column(code) if code else None for code in self.columns.codes),
                title=self.heading.toPlainText(),
            )
            self._look_at(preview)

    def _other_table(self) -> None:
        place = self.which.currentData()
        tables = self._preview.tables
        chosen = None if place is None else (int(place),)
        preview = plan_import.preview(tables=tables, year=self.year.value(), chosen=chosen)
        self._look_at(preview, is_new=True)

    def _look_at(self, preview: PlanPreview, *, is_new: bool = False) -> None:
        is_other = preview.tables is not self._preview.tables
        self._preview = preview
        if is_other:
            self._show_tables(preview)
        self._show(preview, is_new=is_new)

    def _show_tables(self, preview: PlanPreview) -> None:
        self.which.clear()
        self.which.addItem(_ALL, None)
        for place, table in enumerate(preview.tables):
            rows = counted(len(table.rows), "строка", "строки", "строк")
            self.which.addItem(f"{table.name}: {rows}", place)

    def _show(self, preview: PlanPreview, *, is_new: bool = True) -> None:
        if is_new:
            for widget in (self.heading, self.year):
                widget.blockSignals(True)
            self.heading.setPlainText(preview.title)
            self.year.setValue(preview.year)
            for widget in (self.heading, self.year):
                widget.blockSignals(False)
            codes = ["" if column is None else column.value for column in preview.mapped]
            self.columns.show_columns(preview.headings, codes)
        self._form.setRowVisible(self.which, len(preview.tables) > 1)
        self.shown.show_rows(preview.plan.rows, preview.mapped)
        self.problems.show_problems(preview.problems)
        self.problems.setVisible(bool(preview.problems))
        sections = sum(1 for row in preview.plan.rows) - preview.count
        found = counted(preview.count, "строка", "строки", "строк")
        parts = counted(sections, "раздел", "раздела", "разделов")
        dropped = len(preview.plan.dropped)
        left_out = f"; строк заголовка пропущено: {dropped}" if dropped else ""
        self.summary.setText(
            f"Так будет выглядеть план: {found}, {parts}{left_out}." if preview.plan.rows else
            "Выберите файл с таблицей плана." if not preview.tables else
            "Строк плана пока нет: скажите слева, что стоит в столбцах."
        )  # fmt: skip
        self._show_buttons()

    def _show_buttons(self) -> None:
        is_added = self._into is not None and self.add.isChecked()
        for widget in (self.heading, self.year):
            self._form.setRowVisible(widget, not is_added and bool(self._preview.tables))
        self.columns.setVisible(bool(self._preview.tables))
        count = counted(self._preview.count, "строку", "строки", "строк")
        verb = "Добавить" if is_added else "Загрузить"
        can_write = bool(self._preview.plan.rows) and Column.TITLE in self._preview.mapped
        self.apply.setText(f"{verb} {count}" if can_write else verb)
        self.apply.setEnabled(can_write and not self.is_working)
        self.apply.setDefault(can_write)
