"""Tab «Справочники»: what the district consists of, in five sections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget
from typing_extensions import override

from quality_desktop.domain.directory import (
    Inflection,
    Letterhead,
    Municipality,
    Person,
    School,
    SchoolYear,
    Team,
    TeamMember,
    Unit,
)
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.records import Id
from quality_desktop.services.office import directory, directory_check
from quality_desktop.services.office.directory import DirectoryView
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.look import ICON_SIZE
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.shortcuts import Shortcut
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.directory.office import OfficeSection
from quality_desktop.ui.tabs.directory.page import GridHost, Section, split_place
from quality_desktop.ui.tabs.directory.people import PeopleSection
from quality_desktop.ui.tabs.directory.schools import SchoolsSection
from quality_desktop.ui.tabs.directory.team import TeamSection
from quality_desktop.ui.tabs.directory.units import UnitsSection
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.record_grid import RecordGrid

_LIST_LETTERS: Final = 24
_LIST_ROW: Final = 30
_SECTIONS: Final = (OfficeSection, UnitsSection, PeopleSection, SchoolsSection, TeamSection)


class DirectoryTab(Tab):
    """Municipality and letterhead, units, people, schools, team."""

    title = "Справочники"
    name = "directory"
    help_page = "directory"
    kinds = frozenset(
        kind.kind
        for kind in (
            Municipality,
            Letterhead,
            Unit,
            Person,
            Inflection,
            School,
            SchoolYear,
            Team,
            TeamMember,
        )
    ) | {"assignment", "paper"}

    def __init__(
        self,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(operations, scope, environment, parent)
        self.sections: tuple[Section, ...] = tuple(
            make(operations, environment) for make in _SECTIONS
        )
        self.list = named(QListWidget(), "sections", "Разделы справочников")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self.pages = QStackedWidget()
        for section in self.sections:
            item = QListWidgetItem(section.title)
            item.setSizeHint(QSize(0, _LIST_ROW))
            self.list.addItem(item)
            self.pages.addWidget(section)
            section.changed_here.connect(self._show_what_can_be_done)
        self._show_icons()
        self._fit_list()
        environment.look.changed.connect(self._show_icons)
        self._make_actions()
        for grid in (
            grid for section in self.sections for grid in section.findChildren(RecordGrid)
        ):
            grid.cell_actions = (self.add, self.remove, self.up, self.down)
        content = QWidget()
        layout = QHBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        layout.addWidget(self.pages, 1)
        self.build(content)
        self.list.currentRowChanged.connect(self._on_section_chosen)
        self.list.setCurrentRow(0)

    @property
    def section(self) -> Section:
        """The section in front."""
        return self.sections[self.pages.currentIndex()]

    def choose_section(self, number: int) -> None:
        """Show a section by its number from the top."""
        self.list.setCurrentRow(number)

    def actions_of_tool_row(self) -> Sequence[QAction]:
        """What can be done with rows."""
        return (self.add, self.insert, self.remove, self.up, self.down)

    def refresh(self) -> None:
        """Ask for the directory and for its findings."""
        reference, language = self.environment.reference, self.environment.language
        self.operations.ask(
            lambda store: directory.view(store=store, reference=reference),
            self._show_view,
            owner=self,
        )
        self.operations.ask(
            lambda store: directory_check.check(
                store=store, reference=reference, language=language
            ),
            self._show_findings,
            owner=self,
        )

    def jump_to(self, place: str) -> None:
        """Show the section and the cell a finding is about."""
        kind, record, field = split_place(place)
        for number, section in enumerate(self.sections):
            if kind in section.kinds:
                self.list.setCurrentRow(number)
                section.jump_to(kind, record, field)
                return

    def paste_when_empty(self) -> bool:
        """Ctrl+V on the page of an empty section pastes, as its sentence says; False when not."""
        return self.section.paste_when_empty()

    @override
    def record_in_hand(self) -> tuple[str, Id] | None:
        hosts = self.section.findChildren(GridHost)
        for host in sorted(hosts, key=lambda host: not host.grid.hasFocus()):
            record = host.current()
            if record is not None:
                return host.kind, record
        return None

    def _make_actions(self) -> None:
        self.add = self.new_action("Добавить", "plus", Shortcut.ADD)
        self.insert = self.new_action(
            "Вставить из Excel",
            "clipboard",
            hint="Скопируйте строки в Excel и вставьте сюда (Ctrl+V)",
        )
        self.remove = self.new_action("Удалить", "trash", Shortcut.REMOVE)
        self.up = self.new_action("Выше", "arrow-up", Shortcut.MOVE_UP)
        self.down = self.new_action("Ниже", "arrow-down", Shortcut.MOVE_DOWN)
        self.add.triggered.connect(lambda: self.section.add())
        self.insert.triggered.connect(lambda: self.section.paste())
        self.remove.triggered.connect(lambda: self.section.remove())
        self.up.triggered.connect(lambda: self.section.move_rows(-1))
        self.down.triggered.connect(lambda: self.section.move_rows(1))

    def _on_section_chosen(self, number: int) -> None:
        self.pages.setCurrentIndex(number)
        self._show_what_can_be_done()

    def _show_what_can_be_done(self) -> None:
        section = self.section
        self.add.setEnabled(section.can_add)
        self.insert.setEnabled(section.can_paste)
        self.remove.setEnabled(section.can_add)
        self.up.setEnabled(section.can_move)
        self.down.setEnabled(section.can_move)

    def _show_view(self, view: DirectoryView) -> None:
        for number, section in enumerate(self.sections):
            section.show_view(view)
            count = section.count()
            text = section.title if count is None else f"{section.title} ({count})"
            self.list.item(number).setText(text)

    def _show_findings(self, problems: Sequence[Problem]) -> None:
        self.show_problems(problems)
        for section in self.sections:
            section.show_problems(problems)

    def _fit_list(self) -> None:
        """As wide as the longest name of a section with its count."""
        widest = self.fontMetrics().averageCharWidth() * _LIST_LETTERS
        for section in self.sections:
            name = self.fontMetrics().horizontalAdvance(f"{section.title} (000)")
            widest = max(widest, name if section.can_add else name - 20)
        self.list.setFixedWidth(widest + ICON_SIZE + 16)

    def _show_icons(self) -> None:
        self._fit_list()
        for number, section in enumerate(self.sections):
            item = self.list.item(number)
            item.setIcon(self.environment.look.icon(section.icon))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, section.title)
