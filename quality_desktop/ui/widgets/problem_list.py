"""Findings at the bottom of a tab: a foldable list that jumps to the place of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.index import NO_PARENT, Index
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.naming import named

_SEVERITY_WORDS: Final = {
    Severity.ERROR: "Ошибка",
    Severity.WARNING: "Предупреждение",
    Severity.HINT: "Повод проверить",
}
_KIND_WORDS: Final = {
    Severity.ERROR: "Ошибки",
    Severity.WARNING: "Предупреждения",
    Severity.HINT: "Поводы проверить",
}
_SEVERITY_ICONS: Final = {
    Severity.ERROR: "circle-x",
    Severity.WARNING: "alert-triangle",
    Severity.HINT: "search",
}
_ORDER: Final = tuple(Severity)
_LIST_ROWS: Final = 5
_LEAST_ROWS: Final = 2
_SHARE: Final = 9
"""The list takes no more than such a part of the window: the work above needs the room."""


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
                colour = {
                    Severity.ERROR: colours.danger,
                    Severity.WARNING: colours.warning,
                    Severity.HINT: colours.accent,
                }[problem.severity]
                return self._look.icon(_SEVERITY_ICONS[problem.severity], colour)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{_SEVERITY_WORDS[problem.severity]}: {problem.text}"
            case _:
                return None


class ProblemList(QWidget):
    """A heading with the count, and the list under it when unfolded.

    Attributes:
        kind_box: Which kind of findings is shown; only where there are several kinds.

    Signals:
        activated: ``Problem.place`` of the row that was double-clicked or chosen with Enter.
    """

    activated = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problemList")
        self._look = look
        self._wants_open = True
        self._found: tuple[Problem, ...] = ()
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
        self.kind_box = named(QComboBox(), "problemKind", "Какие замечания показать")
        self.kind_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kind_box.activated.connect(lambda _place: self._show_chosen())
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addWidget(self.kind_box)
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

    @property
    def count(self) -> int:
        """How many findings are to be mended, hidden ones too; hints are none of them."""
        return sum(problem.severity is not Severity.HINT for problem in self._found)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show other problems, errors first; the choices to fold and of a kind stay."""
        self._found = tuple(sorted(problems, key=lambda one: _ORDER.index(one.severity)))
        self._show_kinds()
        self._show_chosen()

    def take_focus(self) -> None:
        """Unfold the list and put the keyboard into it."""
        if self.model.rowCount() > 0:
            self._wants_open = True
            self._show_count()
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0))

    def _show_kinds(self) -> None:
        """Offer the kinds that there are; one that is gone is not chosen any more."""
        chosen = self.kind_box.currentData()
        counts = Counter(problem.severity for problem in self._found)
        self.kind_box.clear()
        self.kind_box.addItem("Показать все", None)
        for kind in _ORDER:
            if counts[kind]:
                self.kind_box.addItem(f"{_KIND_WORDS[kind]}: {counts[kind]}", kind)
        self.kind_box.setCurrentIndex(max(self.kind_box.findData(chosen), 0))

    def _show_chosen(self) -> None:
        kind, place = self.kind_box.currentData(), self._chosen_place()
        self.model.show_problems([one for one in self._found if kind in (None, one.severity)])
        places = [problem.place for problem in self.problems]
        if place in places:  # the list is told anew after every edit; its cursor stays
            self.view.setCurrentIndex(self.model.index(places.index(place)))
        self._show_count()

    def _chosen_place(self) -> str | None:
        index = self.view.currentIndex()
        return (self.problems[index.row()].place or None) if index.isValid() else None

    def _show_count(self) -> None:
        count, text = len(self._found), _said(self._found)
        is_open = count > 0 and self._wants_open
        self.heading.setText(text)
        self.heading.setAccessibleName(text)
        self.heading.setEnabled(count > 0)
        icon = "chevron-down" if is_open else "chevron-right" if count else "circle-check"
        self.heading.setIcon(self._look.icon(icon, None if count else self._look.colours.success))
        self.view.setVisible(is_open)
        self.kind_box.setVisible(is_open and self.kind_box.count() > 2)
        self._fit_height()

    def _fit_height(self) -> None:
        row = max(self.view.sizeHintForRow(0), self.view.fontMetrics().height())
        most = min(max(self.window().height() // (_SHARE * row), _LEAST_ROWS), _LIST_ROWS)
        self.view.setFixedHeight(
            row * min(max(len(self.problems), 1), most) + 2 * self.view.frameWidth()
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_height()

    def _on_heading_clicked(self) -> None:
        self._wants_open = not self._wants_open
        self._show_count()

    def _on_row_activated(self, index: QModelIndex) -> None:
        place = self.problems[index.row()].place
        if place:
            self.activated.emit(place)


def _said(found: Sequence[Problem]) -> str:
    """«3 замечания, из них 1 ошибка; 2 повода проверить»."""
    counts = Counter(problem.severity for problem in found)
    hints, errors = counts[Severity.HINT], counts[Severity.ERROR]
    count = len(found) - hints
    parts = []
    if count or not hints:
        text = counted(count, "замечание", "замечания", "замечаний") if count else "Замечаний нет"
        mixed = f", из них {counted(errors, 'ошибка', 'ошибки', 'ошибок')}"
        parts.append(text + (mixed if 0 < errors < count else ""))
    if hints:
        parts.append(counted(hints, "повод", "повода", "поводов") + " проверить")
    return "; ".join(parts)
