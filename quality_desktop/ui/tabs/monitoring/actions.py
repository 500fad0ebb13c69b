"""Actions of the tab «Мониторинг»: forms to schools and back, results, definitions, warnings."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from quality_desktop.domain.records import Id
from quality_desktop.services.entry.monitoring_findings import CellFinding
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.monitoring.values import MonitoringValues


class MonitoringActions(QObject):
    """What can be done besides typing into a view.

    Attributes:
        tool_row: The main actions.
        find: Opens the search of the view in front, whichever it is; the tab knows which.
    """

    def __init__(self, tab: Tab, values: MonitoringValues) -> None:
        super().__init__(tab)
        self._tab = tab
        self._values = values
        self._is_values_in_front = False
        self.send = tab.new_action("Разослать формы…", "file-plus", hint="Формы школам в Excel")
        self.read = tab.new_action("Прочитать ответы…", "folder-open", hint="Ответы школ из файлов")
        self.load = tab.new_action(
            "Загрузить результаты…", "table", hint="Результаты ВПР, ОГЭ, ЕГЭ из файлов"
        )
        self.due = tab.new_action("Кто не сдал…", "list-check")
        self.definitions = tab.new_action("Показатели и формы…", "checklist")
        self.find = tab.new_action("Найти", "search", hint="Найти в таблице (Ctrl+F)")
        self.accept = tab.new_action(
            "Принять с причиной…", "circle-check", hint="Принять выбранное замечание"
        )
        self.tool_row = (
            self.send,
            self.read,
            self.load,
            self.due,
            self.definitions,
            self.find,
            self.accept,
        )
        self.accept.setEnabled(False)
        self.send.triggered.connect(self._send_forms)
        self.read.triggered.connect(self._read_answers)
        self.load.triggered.connect(self._load_results)
        self.due.triggered.connect(self._show_due)
        self.definitions.triggered.connect(self._open_definitions)
        self.accept.triggered.connect(self._accept)
        values.pane.grid.cell_actions = (self.accept, self.find)
        view = tab.problems.view
        view.selectionModel().currentChanged.connect(lambda *_: self.follow_problem())
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_problem_menu)
        values.pane.grid.cell_changed.connect(self.follow_problem)

    def follow_view(self, *, is_values: bool) -> None:
        """Warnings that can be accepted are those of the values only."""
        self._is_values_in_front = is_values
        self.follow_problem()

    def follow_problem(self) -> None:
        """Accepting makes sense for a warning that is chosen below or in the grid."""
        self.accept.setEnabled(self._warning() is not None)

    def _send_forms(self) -> None:
        from quality_desktop.ui.dialogs.send_forms import SendForms

        tab = self._tab
        SendForms.ask(
            tab.window(), tab.operations, tab.scope, tab.environment, form=self._values.form
        )

    def _read_answers(self) -> None:
        from quality_desktop.ui.dialogs.read_answers import ReadAnswers

        tab = self._tab
        ReadAnswers.ask(tab.window(), tab.operations, tab.scope, tab.environment)

    def _load_results(self) -> None:
        from quality_desktop.ui.dialogs.load_results import LoadResults

        tab = self._tab
        LoadResults.ask(tab.window(), tab.operations, tab.scope, tab.environment)

    def _show_due(self) -> None:
        from quality_desktop.ui.dialogs.answers_due import WhoHasNotAnswered

        tab = self._tab
        WhoHasNotAnswered.ask(
            tab.window(), tab.operations, tab.scope, tab.environment, form=self._values.form
        )

    def _open_definitions(self) -> None:
        from quality_desktop.ui.dialogs.definitions import DefinitionsDialog

        tab = self._tab
        DefinitionsDialog.open_for(
            tab.window(), tab.operations, tab.environment, year=tab.scope.year
        )

    def _warning(self) -> tuple[Id, CellFinding] | None:
        """School and warning chosen in the list with the keyboard in it, else in the grid."""
        if not self._is_values_in_front:
            return None
        problems, pane = self._tab.problems, self._values.pane
        index = problems.view.currentIndex()
        if problems.view.hasFocus() and index.isValid():
            found = pane.finding_at(problems.problems[index.row()].place)
            return found if found is not None and found[1].can_be_accepted else None
        place = pane.current
        if place is None:
            return None
        sheet = pane.model.sheet
        school = sheet.key(*place)[0]
        return next(((school, f) for f in sheet.findings(*place) if f.can_be_accepted), None)

    def _accept(self) -> None:
        warning = self._warning()
        if warning is not None:
            self._values.pane.writer.accept(warning[1], warning[0])

    def _on_problem_menu(self, place: QPoint) -> None:
        view = self._tab.problems.view
        index = view.indexAt(place)
        if not index.isValid():
            return
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        view.setCurrentIndex(index)
        self.follow_problem()
        target = self._tab.problems.problems[index.row()].place
        menu = QMenu(view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Перейти к ячейке", lambda: self._tab.jump_to(target))
        menu.addAction(self.accept)
        menu.popup(view.viewport().mapToGlobal(place))
