"""«Загрузить план»: a table of a file or of the clipboard is shown as it will be, then written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from quality_desktop.domain.planning.columns import Column
from quality_desktop.domain.planning.spans import PlanYear, plan_year
from quality_desktop.domain.planning.table_reading import SourceTable
from quality_desktop.domain.records import Id, new_id
from quality_desktop.domain.roadmap import Roadmap
from quality_desktop.services.roadmaps import plan_import, table_sources
from quality_desktop.services.roadmaps.plan_import import PlanPreview
from quality_desktop.services.roadmaps.plans import short
from quality_desktop.storage.store import Store
from quality_desktop.ui.dialogs.exchange import ExchangeDialog
from quality_desktop.ui.dialogs.plan_preview import MOST_SHOWN, PlanPreviewTable
from quality_desktop.ui.dialogs.plan_questions import PlanQuestions
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.jobs import Progress
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.widgets.file_picker import FilePicker
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.problem_list import ProblemList

_PROMPT: Final = (
    "Перетащите сюда документ Word (.docx) или таблицу Excel с планом. Программа найдёт таблицу, разделы "
    "и столбцы и сначала покажет, что получится."
)
_FILES: Final = "Документы и таблицы (*.docx *.xlsx *.csv);;Все файлы (*)"


class LoadPlan(ExchangeDialog):
    """A file, what its columns hold, the rows as they will be, one button.

    Attributes:
        made: Id of the plan that was written or added to; None until then.
    """

    name: ClassVar[str] = "loadPlan"
    title: ClassVar[str] = "Загрузить план"
    verb: ClassVar[str] = "Загрузить"
    wanted_size: ClassVar[tuple[int, int]] = (1180, 680)

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
        super().__init__(parent, operations, scope, environment)
        self.made: Id | None = None
        self._into = into
        self._preview = PlanPreview(year=scope.year)
        self.picker = FilePicker(environment, _PROMPT, patterns=_FILES, has_folder=False)
        self.asked = PlanQuestions()
        self.shown = PlanPreviewTable()
        self.summary = named(QLabel(wordWrap=True), "planFound")
        self.problems = ProblemList(environment.look, self)
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

    @property
    def _target_year(self) -> PlanYear | None:
        """Year of the plan that rows are added to; None when they become a plan of their own."""
        into = self._into
        return (
            plan_year(into.year, into.title) if into is not None and self.asked.is_added else None
        )

    @override
    def tell(self, sentence: str, *, is_refusal: bool = False, remarks: Sequence[str] = ()) -> None:
        super().tell(sentence, is_refusal=is_refusal, remarks=remarks)
        self._show_button()  # a refusal leaves nothing to write

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
        preview = plan_import.preview(tables=tables, year=year, within=self._target_year)
        self._look_at(preview, is_new=True)

    def save(self) -> None:
        """Write what is shown, in one step."""
        preview = self._preview
        into = self._into.id if self.asked.is_added and self._into is not None else None
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
        if self._into is not None:
            self.asked.offer_adding(short(self._into.title), is_first=is_pasted)
        right = QWidget()
        rows = QVBoxLayout(right)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.summary)
        rows.addWidget(self.shown, 1)
        rows.addWidget(self.problems)
        split = QSplitter()
        split.addWidget(self.asked)
        split.addWidget(right)
        split.setSizes([330, 830])
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.picker)
        layout.addWidget(split, 1)

    def _connect(self) -> None:
        self.picker.picked.connect(self.read)
        self.asked.changed.connect(self._again)
        self.asked.table_chosen.connect(self._other_table)
        self.asked.target_changed.connect(self._show_button)
        self.asked.target_changed.connect(self._again)
        self.problems.activated.connect(self._jump)
        self.apply.clicked.connect(self.save)

    def _jump(self, place: str) -> None:
        kind, _, number = place.partition(":")
        if kind == plan_import.PREVIEW_PLACE and int(number) < MOST_SHOWN:
            self.shown.view.select_cell(int(number), 0)

    def _again(self) -> None:
        """The same table with other columns or another year."""
        found = self._preview
        if found.tables:
            preview = plan_import.preview(
                tables=found.tables,
                year=self.asked.year.value(),
                chosen=found.chosen,
                mapped=self.asked.mapped,
                title=self.asked.heading.toPlainText(),
                within=self._target_year,
            )
            self._look_at(preview)

    def _other_table(self, place: int | None) -> None:
        chosen = None if place is None else (place,)
        year = self.asked.year.value()
        preview = plan_import.preview(
            tables=self._preview.tables, year=year, chosen=chosen, within=self._target_year
        )
        self._look_at(preview, is_new=True)

    def _look_at(self, preview: PlanPreview, *, is_new: bool = False) -> None:
        if preview.tables is not self._preview.tables:
            self.asked.show_tables(preview.tables)
        self._preview = preview
        self._show(preview, is_new=is_new)

    def _show(self, preview: PlanPreview, *, is_new: bool = True) -> None:
        if is_new:
            self.asked.show_preview(preview)
        self.shown.show_rows(preview.plan.rows, preview.mapped)
        self.problems.show_problems(preview.problems)
        self.problems.setVisible(bool(preview.problems))
        self.summary.setText(_summary(preview))
        self._show_button()

    def _show_button(self) -> None:
        preview = self._preview
        can_write = bool(preview.plan.rows) and Column.TITLE in preview.mapped
        count = counted(preview.count, "строку", "строки", "строк")
        verb = "Добавить" if self.asked.is_added else "Загрузить"
        self.apply.setText(f"{verb} {count}" if can_write else verb)
        self.apply.setEnabled(can_write and not self.is_working)
        self.apply.setDefault(can_write)


def _summary(preview: PlanPreview) -> str:
    if not preview.tables:
        return "Выберите файл с таблицей плана."
    if not preview.plan.rows:
        return "Строк плана пока нет: скажите слева, что стоит в столбцах."
    found = counted(preview.count, "строка", "строки", "строк")
    parts = counted(len(preview.plan.rows) - preview.count, "раздел", "раздела", "разделов")
    dropped = len(preview.plan.dropped)
    left_out = f"; строк заголовка пропущено: {dropped}" if dropped else ""
    is_cut = len(preview.plan.rows) > MOST_SHOWN
    cut = f" Показаны первые {MOST_SHOWN}." if is_cut else ""
    return f"Так будет выглядеть план: {found}, {parts}{left_out}.{cut}"
