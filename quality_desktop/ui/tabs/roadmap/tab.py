"""«Планы и сроки»: a plan with its sections, dates by months, and how far every row is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import mkdtemp
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.planning.columns import Column, headings
from quality_desktop.domain.records import Id
from quality_desktop.domain.roadmap import Roadmap
from quality_desktop.services.district_file import history
from quality_desktop.services.office import kept_files
from quality_desktop.services.office.kept_files import KeptFile
from quality_desktop.services.roadmaps import plans, rows
from quality_desktop.services.roadmaps.plans import PlanView
from quality_desktop.services.roadmaps.rows import CellText
from quality_desktop.storage.history import HistoryEntry
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.roadmap import Line, PlanFilter, RoadmapModel
from quality_desktop.ui.models.table_model import Edit
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.card.actions import SAFE_SUFFIXES
from quality_desktop.ui.tabs.roadmap.actions import RoadmapActions
from quality_desktop.ui.tabs.roadmap.bar import PlanBar, PlanEmpty
from quality_desktop.ui.tabs.roadmap.grid import RoadmapGrid
from quality_desktop.ui.tabs.roadmap.side import RoadmapSide
from quality_desktop.ui.widgets.naming import named

_AROUND_MS: Final = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapAnswer:
    """What the tab asks for at once."""

    plans: tuple[Roadmap, ...]
    view: PlanView | None
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is asked about the chosen row when the cursor rests on it."""

    files: tuple[KeptFile, ...]
    history: tuple[HistoryEntry, ...]


class RoadmapTab(Tab):
    """The tab «Планы и сроки»."""

    title: ClassVar[str] = "Планы и сроки"
    name: ClassVar[str] = "roadmap"
    help_page: ClassVar[str] = "roadmap"
    kinds: ClassVar[frozenset[str]] = frozenset(
        {"roadmap", "roadmap_section", "roadmap_row", "attachment", "stored_file"}
    )

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, scope, environment, parent)
        look = environment.look
        self.plan: Id | None = None
        self._awaited: Id | None = None
        self._to_open: tuple[Id, int] | None = None
        self.model = RoadmapModel(look, self)
        self.grid = RoadmapGrid(self.model, look, environment.preferences, self)
        self.bar = PlanBar(look, self)
        self.empty = PlanEmpty(look, self)
        self.panel = RoadmapSide(look, self)
        self.outcome = named(QLabel(wordWrap=True), "planOutcome", "Что сделано")
        self.outcome.hide()
        self._actions = RoadmapActions(self)
        self._around = QTimer(self, singleShot=True, interval=_AROUND_MS)
        self._around.timeout.connect(self._ask_around)
        self._connect()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self._content())
        self.build(self.pages, side=self.panel)

    @property
    def current_line(self) -> Line | None:
        """The chosen line."""
        index = self.grid.currentIndex()
        return self.model.line_at(index.row()) if index.isValid() else None

    @override
    def refresh(self) -> None:
        wanted = self.plan
        self.operations.ask(lambda store: _answer(store, wanted), self._show, owner=self)

    @override
    def actions_of_tool_row(self) -> Sequence[QAction]:
        return self._actions.tool_row

    @override
    def jump_to(self, place: str) -> None:
        kind, _, rest = place.partition(":")
        record, _, field = rest.partition(":")
        if kind != "roadmap_row" or not record:
            return
        if self.model.filter.is_on:
            self.bar.show_all()
        column = self.model.column_of(field)
        self.grid.select_line(Id(UUID(record)), 1 if column is None else column)

    def choose(self, plan: Id) -> None:
        """Show another plan."""
        self.plan = plan
        self.mark_stale()

    def choose_when_there(self, plan: Id) -> None:
        """Show a plan as soon as the next answer holds it."""
        self._awaited = plan

    def open_when_there(self, record: Id, column: int) -> None:
        """Open a cell of a new line as soon as it is shown."""
        self._to_open = (record, column)

    def say(self, sentence: str) -> None:
        """Say what was done, until something else is."""
        self.outcome.setText(sentence)
        self.outcome.setVisible(bool(sentence))

    def refuse(self, sentence: str) -> None:
        """Say why something was not done, and show what is stored."""
        self.model.forget_pending()
        self.environment.messages.refuse(self, sentence)

    def _connect(self) -> None:
        self.model.edited.connect(self._write)
        self.model.refused.connect(lambda sentences: self.refuse("\n".join(sentences)))
        self.grid.selectionModel().currentRowChanged.connect(lambda *_: self._show_side())
        self.bar.plan_chosen.connect(self.choose)
        self.bar.filter_changed.connect(self._on_filter)
        self.panel.progress_requested.connect(self._actions.ask_progress)
        self.panel.attach_requested.connect(self._attach)
        self.panel.open_requested.connect(self._open)
        self.panel.detach_requested.connect(self._detach)

    def _content(self) -> QWidget:
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.bar)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.outcome)
        return content

    def _show(self, answer: RoadmapAnswer) -> None:
        if self._awaited is not None and any(p.id == self._awaited for p in answer.plans):
            self.plan, self._awaited = self._awaited, None
            self.refresh()
            return
        view = answer.view
        self.plan = None if view is None else view.roadmap.id
        self.bar.show_plans(answer.plans, self.plan)
        self.bar.show_progress(view, answer.today)
        self.model.show(view, answer.today)
        self.grid.show_co_executors(_has_co_executors(view))
        self.pages.setCurrentIndex(0 if view is None else 1)
        self.panel.setVisible(view is not None)
        self.show_problems(() if view is None else view.problems)
        self._show_side()
        self._open_new_line()

    def _open_new_line(self) -> None:
        if self._to_open is None:
            return
        record, column = self._to_open
        if self.model.row_of(record) is not None:
            self._to_open = None
            self.grid.select_line(record, column)
            self.grid.edit(self.grid.currentIndex())

    def _show_side(self) -> None:
        self._actions.follow_selection()
        line = self.current_line
        is_overdue = line is not None and line.row is not None and (
            line.row.is_overdue(self.model.today)
        )  # fmt: skip
        self.panel.show_line(line, is_overdue=is_overdue)
        self._around.start()

    def _ask_around(self) -> None:
        line = self.current_line
        if line is None or line.row is None:
            return
        record = line.id

        def question(store: Store) -> Around:
            return Around(
                files=kept_files.of_record(store=store, owner="row", record=record),
                history=history.of_record(store=store, record=record),
            )

        def show(around: Around) -> None:
            now = self.current_line
            if now is not None and now.id == record:
                self.panel.show_line(
                    now,
                    is_overdue=now.row is not None and now.row.is_overdue(self.model.today),
                )
                self.panel.show_files(around.files)
                self.panel.add_history(around.history)

        self.operations.ask(question, show, owner=self)

    def _on_filter(self, wanted: PlanFilter) -> None:
        self.model.show_only(wanted)
        self._show_side()

    def _write(self, edits: Sequence[Edit[Line]], intent: str) -> None:
        self.say("")
        cells = [
            CellText(
                row=edit.row.id,
                field="section" if edit.row.row is None else edit.column,
                text=str(edit.value or ""),
            )
            for edit in edits
        ]
        title, today = intent[:1].upper() + intent[1:], self.model.today
        self.operations.do(
            lambda store: rows.write(store=store, cells=cells, intent=title, today=today),
            then=self._on_written,
            refused=self.refuse,
            owner=self,
        )

    def _on_written(self, changes: Changes) -> None:
        if not changes:
            self.model.forget_pending()

    def _attach(self) -> None:
        line = self.current_line
        if line is None or line.row is None:
            return
        known = self.environment.settings.last_folder
        start = Path(known) if known and Path(known).is_dir() else Path.home()
        path = self.environment.messages.file_to_open(
            self, "Файл подтверждения", start, "Все файлы (*)"
        )
        if path is not None:
            self.environment.preferences.remember_folder(path.parent)
            record = line.id
            self.operations.do(
                lambda store: kept_files.keep(store=store, owner="row", record=record, path=path),
                refused=self.refuse,
                owner=self,
            )

    def _open(self, file: KeptFile) -> None:
        if Path(file.name).suffix.lower() not in SAFE_SUFFIXES:
            self.refuse(f"«{file.name}» не документ и из программы не открывается.")
            return
        folder = Path(mkdtemp(prefix="quality-"))

        def show(path: Path) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                self.refuse(
                    f"Не удалось открыть «{path.name}»: откройте его сами, он здесь: {path}"
                )

        self.operations.ask(
            lambda store: kept_files.take_out(
                store=store, attachment=file.attachment.id, folder=folder
            ),
            show,
            owner=self,
        )

    def _detach(self, file: KeptFile) -> None:
        key = file.attachment.id
        self.operations.do(
            lambda store: kept_files.remove(store=store, attachment=key),
            refused=self.refuse,
            owner=self,
        )


def _answer(store: Store, wanted: Id | None) -> RoadmapAnswer:
    found = plans.ordered(store=store)
    keys = [plan.id for plan in found]
    chosen = wanted if wanted in keys else next(iter(keys), None)
    view = None if chosen is None else plans.view(store=store, roadmap=chosen)
    return RoadmapAnswer(plans=found, view=view, today=date.today())


def _has_co_executors(view: PlanView | None) -> bool:
    if view is None:
        return False
    is_printed = any(each.column is Column.CO_EXECUTORS for each in headings(view.roadmap.columns))
    return is_printed or any(row.record.co_executors for row in view.rows)
