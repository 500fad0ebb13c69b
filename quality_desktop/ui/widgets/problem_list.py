"""Findings at the bottom of a tab: a foldable list that jumps to the place of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListView, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.index import NO_PARENT, Index
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.naming import named

_SEVERITY_WORDS: Final = {Severity.ERROR: "Ошибка", Severity.WARNING: "Предупреждение"}
_SEVERITY_ICONS: Final = {Severity.ERROR: "circle-x", Severity.WARNING: "alert-triangle"}
_LIST_ROWS: Final = 5


class ProblemModel(QAbstractListModel):
    """Problems as rows: icon and sentence; the word of the severity goes to the screen reader."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._problems: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is shown."""
        return self._problems

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show other problems."""
        self.beginResetModel()
        self._problems = tuple(problems)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._problems)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        problem = self._problems[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return problem.text
            case Qt.ItemDataRole.DecorationRole:
                colours = self._look.colours
                is_error = problem.severity is Severity.ERROR
                colour = colours.danger if is_error else colours.warning
                return self._look.icon(_SEVERITY_ICONS[problem.severity], colour)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{_SEVERITY_WORDS[problem.severity]}: {problem.text}"
            case _:
                return None


class ProblemList(QWidget):
    """A heading with the count, and the list under it when unfolded.

    Signals:
        activated: ``Problem.place`` of the row that was double-clicked or chosen with Enter.
    """

    activated = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problemList")
        self._look = look
        self._wants_open = True
        self.model = ProblemModel(look, self)
        self.heading = named(QToolButton(autoRaise=True), "problemHeading")
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setIconSize(QSize(16, 16))
        self.heading.clicked.connect(self._on_heading_clicked)
        self.view = named(QListView(uniformItemSizes=True), "problemView", "Замечания")
        self.view.setModel(self.model)
        self.view.setIconSize(QSize(16, 16))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.activated.connect(self._on_row_activated)
        self.view.clicked.connect(self._on_row_activated)
        look.changed.connect(self._show_count)
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.view)
        self.show_problems(())

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is shown."""
        return self.model.problems

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show other problems, errors first; the choice to fold stays."""
        order = {Severity.ERROR: 0, Severity.WARNING: 1}
        self.model.show_problems(sorted(problems, key=lambda problem: order[problem.severity]))
        self._show_count()

    def take_focus(self) -> None:
        """Unfold the list and put the keyboard into it."""
        if self.model.rowCount() > 0:
            self._wants_open = True
            self._show_count()
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0))

    def _show_count(self) -> None:
        count = len(self.problems)
        errors = sum(problem.severity is Severity.ERROR for problem in self.problems)
        text = "Замечаний нет"
        if count:
            text = counted(count, "замечание", "замечания", "замечаний")
            if errors and errors < count:
                text += f", из них {counted(errors, 'ошибка', 'ошибки', 'ошибок')}"
        is_open = count > 0 and self._wants_open
        self.heading.setText(text)
        self.heading.setAccessibleName(text)
        self.heading.setEnabled(count > 0)
        icon = "chevron-down" if is_open else "chevron-right" if count else "circle-check"
        self.heading.setIcon(self._look.icon(icon, None if count else self._look.colours.success))
        self.view.setVisible(is_open)
        row = max(self.view.sizeHintForRow(0), self.view.fontMetrics().height())
        self.view.setFixedHeight(row * min(max(count, 1), _LIST_ROWS) + 2 * self.view.frameWidth())

    def _on_heading_clicked(self) -> None:
        self._wants_open = not self._wants_open
        self._show_count()

    def _on_row_activated(self, index: QModelIndex) -> None:
        place = self.problems[index.row()].place
        if place:
            self.activated.emit(place)
