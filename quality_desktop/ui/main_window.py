"""The window: it holds the parts together and decides nothing of the trade."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget
from typing_extensions import override

from quality_desktop.settings import Settings
from quality_desktop.ui import edit_actions
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.exchange.windows import ExchangeWindows
from quality_desktop.ui.file_actions import FileActions
from quality_desktop.ui.help_windows import HelpWindows
from quality_desktop.ui.menus import Menus
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.read_only_strip import ReadOnlyStrip
from quality_desktop.ui.scope import Scope, school_year_of
from quality_desktop.ui.scope_bar import ScopeBar
from quality_desktop.ui.status_bar import StatusBar
from quality_desktop.ui.tab_deck import TabDeck
from quality_desktop.ui.widgets.messages import Answer

if TYPE_CHECKING:
    from quality_desktop.services.district_file.file_facts import FileFacts
    from quality_desktop.services.next_steps.rules import Place
    from quality_desktop.ui.first_run import FirstRunPage
    from quality_desktop.ui.tab_list import TabEntry

PROGRAM_TITLE: Final = "Управление качеством образования"
_USUAL_SIZE: Final = QSize(1280, 680)
_LEAST_SIZE: Final = QSize(900, 440)
"""At 150 % a screen of 1366 × 768 has 911 × 512, with a task bar and a title bar in it."""


class MainWindow(QMainWindow):
    """First-run page or tabs, menus above, status below.

    Attributes:
        operations: The bridge to the open file.
        files: What can be done with whole files.
        deck: The tabs.
        environment: What the whole window shares.
        exchange: Windows of history and of exchange with colleagues.
    """

    def __init__(self, environment: Environment, tabs: Sequence[TabEntry]) -> None:
        """Make the window without a file.

        Args:
            environment: Folders and shared objects.
            tabs: The tabs in order.
        """
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle(PROGRAM_TITLE)
        self.setMinimumSize(_LEAST_SIZE)
        self.environment = environment
        self._is_leaving = False
        self._shown_early: Path | None = None
        self.operations = Operations(self)
        self.scope = Scope(school_year_of(date.today()), self)
        self.files = FileActions(self.operations, environment, self)
        self._first_run: FirstRunPage | None = None
        self.deck = TabDeck(tabs, self.operations, self.scope, environment)
        self.scope_bar = ScopeBar(self.operations, self.scope)
        # In the line of the menus: the line of the tabs is full at 150 % already.
        self.menuBar().setCornerWidget(self.scope_bar, Qt.Corner.TopRightCorner)
        self.scope_bar.hide()
        self.pages = QStackedWidget()
        self._waiting = QWidget()
        self.pages.addWidget(self._waiting)
        self.pages.addWidget(self.deck)
        self.read_only = ReadOnlyStrip(self.files, environment.look)
        self.setCentralWidget(self.read_only.above(self.pages))
        self.status = StatusBar(self.operations, environment.look, self)
        self.setStatusBar(self.status)
        self.menus = Menus(self.menuBar(), self.operations, environment, self.files, self)
        self._help = HelpWindows(self, self.deck, self.operations, environment)
        self.exchange = ExchangeWindows(
            self, self.deck, self.files,
            operations=self.operations, scope=self.scope, environment=environment,
        )  # fmt: skip
        self._connect()
        self._show_settings(environment.settings)
        self._restore_place(environment.settings.window_geometry)

    @property
    def first_run(self) -> FirstRunPage:
        """The page without a file; made when it is first needed."""
        from quality_desktop.ui.first_run import FirstRunPage

        if self._first_run is None:
            self._first_run = FirstRunPage(self.environment, self.files)
            self.pages.addWidget(self._first_run)
        return self._first_run

    def open_file(self, path: Path) -> None:
        """Open a file in this window; until it is there, no other page flashes by."""
        if self.files.path is None:
            self.pages.setCurrentWidget(self._waiting)
        self.files.open(path)

    def show_first_run(self) -> None:
        """Show the page of a window without a file."""
        self.pages.setCurrentWidget(self.first_run)
        self.first_run.setFocus()

    def _connect(self) -> None:
        self.operations.failed.connect(
            lambda sentence: self.environment.messages.refuse(self, sentence)
        )
        self.operations.became_idle.connect(self._on_idle)
        self.files.glanced.connect(self._on_file_glanced)
        self.operations.first_look.answered.connect(self.repaint)
        self.operations.first_look.ended.connect(self._on_first_look_ended)
        self.files.opened.connect(self._on_file_opened)
        self.files.closed.connect(self._on_file_closed)
        self.files.refused.connect(self._on_file_refused)
        self.environment.preferences.changed.connect(self._show_settings)
        self.scope_bar.ready.connect(self._on_scope_ready)
        self.deck.problem_count_changed.connect(self.status.show_problem_count)
        self.status.problems_wanted.connect(self._go_to_problems)
        menus = self.menus
        menus.find_wanted.connect(lambda: edit_actions.find_in(self.deck.current_tab))
        menus.refresh_wanted.connect(self._refresh_tab)
        menus.problems_wanted.connect(self._go_to_problems)
        menus.tab_step_wanted.connect(self.deck.step)
        self._help.serve(menus)
        self.exchange.serve(menus)
        self.exchange.told.connect(self.status.show_outcome)
        self.deck.place_wanted.connect(self._lead_to)

    def _on_file_glanced(self, path: Path) -> None:
        """Show the first tab now; what is changed in it waits until the file is open."""
        self._shown_early = path
        self.scope_bar.refresh()

    def _on_first_look_ended(self, is_as_shown: bool) -> None:
        if self._shown_early is not None and not is_as_shown:
            self._shown_early = None
            self.pages.setCurrentWidget(self._waiting)
            self._show_nothing_of_file()

    def _on_file_opened(self, facts: FileFacts) -> None:
        self.setWindowTitle(f"{facts.path.stem} — {PROGRAM_TITLE}")
        self.status.show_file(facts)
        is_shown, self._shown_early = self._shown_early == self.files.path, None
        if is_shown:
            self.menus.show_file_open(True)
        else:
            self.deck.empty()
            self.scope.choose_edition(None)
            self.scope_bar.refresh()

    def _on_scope_ready(self) -> None:
        """The tabs are made only now, so that each asks services once and not twice."""
        if self.deck.count() == 0 and (self.files.path or self._shown_early):
            self.deck.fill()
            self.pages.setCurrentWidget(self.deck)
            self.menus.show_file_open(self.files.path is not None)
            self.scope_bar.show()

    def _on_file_refused(self) -> None:
        if self.files.path is None:
            self.show_first_run()

    def _on_file_closed(self) -> None:
        self.setWindowTitle(PROGRAM_TITLE)
        self._show_nothing_of_file()
        self.show_first_run()

    def _show_nothing_of_file(self) -> None:
        self.deck.empty()
        self.scope.choose_edition(None)
        self.status.show_no_file()
        self.menus.show_file_open(False)
        self.scope_bar.hide()

    def _show_settings(self, settings: Settings) -> None:
        self.environment.look.choose(settings.theme)
        self.environment.look.set_zoom(settings.zoom)

    def _restore_place(self, geometry: str) -> None:
        is_restored = bool(geometry) and self.restoreGeometry(
            QByteArray.fromBase64(geometry.encode("ascii", "replace"))
        )
        if not is_restored:
            self.resize(_USUAL_SIZE.boundedTo(self.screen().availableSize()))
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _refresh_tab(self) -> None:
        if (tab := self.deck.current_tab) is not None:
            tab.mark_stale()

    def _lead_to(self, place: Place) -> None:
        from quality_desktop.ui.guidance import lead_to

        lead_to(self.deck, place)

    def _go_to_problems(self) -> None:
        tab = self.deck.current_tab
        if tab is None:
            return
        if tab.problems.view.hasFocus():
            tab.setFocus()
        else:
            tab.problems.take_focus()

    def _on_idle(self) -> None:
        if self._is_leaving:
            self.close()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """What was typed is entered first; the window then waits for what is being written."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.operations.is_writing:
            self._is_leaving = True
            self.pages.setEnabled(False)
            self.status.show_leaving()
            event.ignore()
            return
        if self.operations.can_cancel and not self._may_break_off():
            event.ignore()
            return
        geometry = self.saveGeometry().toBase64().toStdString()
        self.environment.preferences.remember_geometry(geometry)
        self.operations.close()
        event.accept()

    def _may_break_off(self) -> bool:
        answers = (
            Answer(key="wait", text="Дождаться", is_safe=True),
            Answer(key="break", text="Прервать и закрыть", is_harmful=True),
        )
        question = "Работа ещё идёт: закрыть окно и прервать её?"
        return self.environment.messages.ask(self, question, answers) == "break"
