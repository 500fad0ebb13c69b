"""Hands for the tab «Справочники»."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot
from typing_extensions import override

from quality_desktop.domain.errors import Problem
from quality_desktop.services.office.directory_paste import PastePlan
from quality_desktop.storage.store import Store
from quality_desktop.ui.models.table_model import CellRole
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.directory.page import GridHost, GridSection, Section
from quality_desktop.ui.tabs.directory.schools import SchoolsSection
from quality_desktop.ui.tabs.directory.tab import DirectoryTab
from quality_desktop.ui.tabs.directory.team import TeamSection
from quality_desktop.ui.widgets.declension_table import DeclensionTable
from quality_desktop.ui.widgets.field_line import FieldLine
from tests.ui.drivers import PATIENCE_MS, GridDriver, TabDriver, type_text


class DirectoryDriver(TabDriver):
    """What a clerk does in the directory."""

    tab: DirectoryTab

    def __init__(self, qtbot: QtBot, tab: Tab) -> None:
        if not isinstance(tab, DirectoryTab):
            raise TypeError(tab.name)
        super().__init__(qtbot, tab)
        self.tab = tab

    @override
    def settle(self) -> None:
        """Wait also for the short pause before the panel follows the cursor."""
        super().settle()
        section = self.tab.section
        if isinstance(section, GridSection):
            self.qtbot.waitUntil(lambda: not section.pause.isActive(), timeout=PATIENCE_MS)
            super().settle()

    def section(self, title: str) -> Section:
        """Bring a section to the front."""
        titles = [section.title for section in self.tab.sections]
        self.tab.choose_section(titles.index(title))
        self.settle()
        return self.tab.section

    @property
    def host(self) -> GridHost:
        """The main grid of the section in front."""
        section = self.tab.section
        if isinstance(section, GridSection | TeamSection):
            return section.host
        raise AssertionError(f"«{section.title}» has no grid")

    @property
    def years(self) -> GridDriver:
        """The small grid of a school."""
        section = self.tab.section
        if not isinstance(section, SchoolsSection):
            raise TypeError(section.title)
        return GridDriver(self.qtbot, section.years.grid, self.operations)

    @property
    def rows(self) -> GridDriver:
        """The main grid with the keyboard."""
        return GridDriver(self.qtbot, self.host.grid, self.operations)

    def column(self, title: str) -> int:
        """Number of a column by its heading."""
        titles = [field.title for field in self.host.model.fields]
        return titles.index(title)

    def cell(self, row: int, title: str) -> str:
        """What a cell shows, with ordinary spaces."""
        return self.rows.text(row, self.column(title)).replace("\u00a0", " ")

    def row(self, text: str) -> int:
        """Row whose first cell shows a text."""
        for row in range(self.host.model.rowCount()):
            if self.rows.text(row, 0).replace("\u00a0", " ") == text:
                return row
        raise AssertionError(f"no row «{text}»")

    def reason(self, row: int, title: str) -> str:
        """Finding of a cell, or nothing."""
        problem = self.rows.index(row, self.column(title)).data(CellRole.PROBLEM)
        return problem.text if isinstance(problem, Problem) else ""

    def type(self, row: int, title: str, text: str) -> None:
        """Type into a cell and press Enter; an empty section is started first."""
        if not self.host.grid.isVisible():
            self.tab.add.trigger()
            self.qtbot.keyClick(self.rows.editor(), Qt.Key.Key_Escape)
        self.rows.edit(row, self.column(title), text)
        self.settle()

    def choose(self, text: str, title: str = "") -> None:
        """Go to the row whose first cell shows a text."""
        self.rows.go(self.row(text), self.column(title) if title else 0)
        self.settle()

    def paste(self, text: str) -> None:
        """Ctrl+V of a text from another program at the current cell."""
        QGuiApplication.clipboard().setText(text)
        self.tab.insert.trigger()
        self.settle()

    def correct(self, table: DeclensionTable, row: int, form: str) -> None:
        """Type the office's form of a case."""
        GridDriver(self.qtbot, table, self.operations).edit(row, 1, form)
        self.settle()

    def fill(self, line: FieldLine, text: str) -> None:
        """Type into a field of a form and leave it."""
        editor = line.editor
        editor.setFocus()
        if isinstance(editor, QPlainTextEdit):
            editor.selectAll()
            type_text(editor, text)
            self.qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        else:
            line_edit = cast("QLineEdit", editor)
            line_edit.selectAll()
            self.qtbot.keyClick(line_edit, Qt.Key.Key_Delete)
            type_text(line_edit, text)
            self.qtbot.keyClick(line_edit, Qt.Key.Key_Return)
        self.settle()

    def asked(self, question: Callable[[Store], Any]) -> Any:
        """Ask the file as the tab does."""
        answers: list[Any] = []
        self.operations.ask(question, answers.append, owner=self.tab)
        super().settle()
        return answers[0]


class PreviewRecorder:
    """Stands for the person who looks at the preview of a paste."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, accepts: bool) -> None:
        self.plans: list[PastePlan] = []

        def ask(_cls: object, plan: PastePlan, *_rest: object) -> bool:
            self.plans.append(plan)
            return accepts

        monkeypatch.setattr(
            "quality_desktop.ui.dialogs.paste_preview.PastePreview.ask", classmethod(ask)
        )
