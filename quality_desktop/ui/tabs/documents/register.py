"""The register in the tab «Документы»: what went out, what came, who owes an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from quality_desktop.domain.directory import Person, School, Unit
from quality_desktop.domain.paper_kinds import PaperKind
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id
from quality_desktop.domain.register import (
    Attachment,
    IncomingPaper,
    IssuedPaper,
    NumberPattern,
    PaperAddressee,
    PaperLink,
)
from quality_desktop.services import table_export
from quality_desktop.services.paperwork.amending import WordFolders
from quality_desktop.services.register import addressees, entries
from quality_desktop.services.register.addressees import AddresseeRow
from quality_desktop.services.register.entries import Entry, Way
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.figure_table import FigureModel
from quality_desktop.ui.models.register import KINDS, columns, fits
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tab_view import TabView
from quality_desktop.ui.tabs.documents.register_actions import RegisterActions
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.panel_splitter import PanelSplitter
from quality_desktop.ui.widgets.row_filter import RowFilter
from quality_desktop.ui.widgets.side_panel import SidePanel

_PAUSE_MS: Final = 60
_SIDE_WIDTH: Final = 280
_SIDE_SHARE: Final = 0.24
_MOST_NAMES: Final = 15
_NOTHING: Final = (
    "Здесь стоят все документы управления и всё, что пришло: номера, даты, адресаты, ответы. Зарегистрируйте "
    "первый входящий или составьте документ."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Details:
    """What the panel shows of a line."""

    entry: Entry
    rows: tuple[AddresseeRow, ...]


class RegisterView(TabView):
    """Filters and actions above, the register below, a panel at the right.

    Signals:
        paper_wanted: Id of a paper of the office that shall be shown as it prints.
    """

    paper_wanted = Signal(object)

    kinds: ClassVar[frozenset[str]] = frozenset(
        kind.kind
        for kind in (
            Paper, PaperKind, PaperAddressee, PaperLink, IncomingPaper, IssuedPaper, NumberPattern,
            Attachment, School, Person, Unit,
        )
    )  # fmt: skip

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, scope, environment, parent)
        self.setObjectName("register")
        self.setAccessibleName("Реестр документов")
        self.model: FigureModel[Entry] = FigureModel(key=lambda one: one.record, parent=self)
        self.grid = FigureGrid(self.model, "Реестр документов")
        self.grid.setObjectName("registerGrid")
        self.filter = RowFilter("Номер, тема, адресат…", KINDS)
        self.count = named(QLabel(), "registerCount", "Сколько документов показано")
        self.side = SidePanel()
        self.empty = EmptyState(_NOTHING, "Зарегистрировать входящий")
        self.actions_of_register = RegisterActions(self, lambda: self.current)
        self._wanted: Id | None = None
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._stack = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self.grid)
        self.filter.changed.connect(self._filter_rows)
        self.grid.place_changed.connect(self._on_place)
        self.grid.doubleClicked.connect(lambda _index: self.actions_of_register.open_chosen())
        self.actions_of_register.paper_wanted.connect(self.paper_wanted)
        self.actions_of_register.line_wanted.connect(self.select)
        self.pause.timeout.connect(self._ask_details)
        self.empty.activated.connect(self.actions_of_register.register_incoming)

    @property
    def current(self) -> Entry | None:
        """The line under the cursor."""
        index = self.grid.currentIndex()
        rows = self.model.rows
        return rows[index.row()] if index.isValid() and index.row() < len(rows) else None

    @override
    def refresh(self) -> None:
        environment = self.environment
        folders = WordFolders(
            wording=environment.wording,
            reference=environment.reference,
            language=environment.language,
        )
        self.operations.ask(
            lambda store: entries.entries(
                store=store, wording=folders.wording, today=date.today(), folders=folders
            ),
            self._show,
            owner=self,
        )

    @override
    def open_find_bar(self) -> None:
        self.grid.open_find_bar()

    @override
    def export(self) -> None:
        path = self.ask_where("Сохранить реестр в Excel", "Реестр документов")
        if path is not None:
            sheet = entries.sheet(self.model.rows, today=date.today())
            self.save_table(lambda _store: table_export.save(path=path, sheet=sheet))

    def select(self, record: Id) -> None:
        """Put the cursor on a line, whatever is filtered; on a new one as soon as it is there."""
        if all(entry.record != record for entry in self.model.all_rows):
            self._wanted = record
            return
        self._wanted = None
        if self.model.row_of(record) is None:
            self.filter.show_all()
        row = self.model.row_of(record)
        if row is not None:
            self.grid.select_cell(row, 1)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        for button in self.actions_of_register.buttons:
            line.addWidget(button)
        line.addStretch()
        line.addWidget(self.export_button)
        filters = QHBoxLayout()
        filters.addWidget(self.filter)
        filters.addStretch()
        filters.addWidget(self.count)
        table = PanelSplitter(self.grid, self.side, share=_SIDE_SHARE, most=_SIDE_WIDTH)
        self._stack.addWidget(table)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addLayout(filters)
        layout.addWidget(self.outcome)
        layout.addWidget(self._stack, 1)

    def _show(self, found: Sequence[Entry]) -> None:
        is_first = not self.model.figures
        shown = columns()
        self.model.show_table(shown, found)
        if is_first:
            self.grid.set_widths(tuple(column.width for column in shown))
        self._stack.setCurrentIndex(0 if found else 1)
        self._filter_rows()
        if not self.grid.currentIndex().isValid() and self.model.rows:
            self.grid.setCurrentIndex(self.model.index(0, 1))
        if self._wanted is not None:
            self.select(self._wanted)
        self._on_place()

    def _filter_rows(self) -> None:
        kind = self.filter.kind
        self.model.show_only(lambda entry: fits(entry, kind) and self.filter.fits(entry.searched))
        self.count.setText(f"Показано: {len(self.model.rows)} из {len(self.model.all_rows)}")

    def _on_place(self) -> None:
        self.actions_of_register.follow()
        self.pause.start()

    def _ask_details(self) -> None:
        entry = self.current
        if entry is None:
            self.side.clear()
            self.side.show_title("")
            return

        def ask(store: Store) -> _Details:
            is_ours = entry.way is Way.OUTGOING
            rows = addressees.of_paper(store=store, paper=entry.record) if is_ours else ()
            return _Details(entry=entry, rows=rows)

        self.operations.ask(ask, self._show_details, owner=self)

    def _show_details(self, found: _Details) -> None:
        entry = found.entry
        if entry != self.current:
            return
        self.side.clear()
        number = f"№ {entry.number}" if entry.number else "без номера"
        dated = "" if entry.dated is None else f" от {entry.dated:%d.%m.%Y}"
        self.side.show_title(f"{entry.sort} {number}{dated}", entry.status_words)
        for heading, text in (
            ("О чём", entry.subject),
            ("От кого" if entry.way is Way.INCOMING else "", entry.party),
            ("Исполнитель", entry.executor),
            ("Связи", "\n".join(entry.links)),
            ("Примечание", entry.note),
        ):
            if heading and text:
                self.side.add_text(heading, text)
        if entry.is_frozen:
            self.side.add_text("Подписан", "Печатается так, как был подписан.")
        owed = [row.name for row in found.rows if row.is_owed]
        if found.rows:
            self.side.add_text("Ответы", f"Получено {entry.answers}")
        if owed and entry.asked:
            more = [] if len(owed) <= _MOST_NAMES else [f"и ещё {len(owed) - _MOST_NAMES}"]
            self.side.add_text("Не ответили", [*owed[:_MOST_NAMES], *more])
