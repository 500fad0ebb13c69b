"""«Двойные записи»: the same school or person entered twice is found and made one."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.records import Id
from quality_desktop.services.exchange import duplicates
from quality_desktop.services.exchange.duplicates import Finding, JoinView
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.exchange.duplicate_fields import DuplicateFields
from quality_desktop.ui.exchange.row_list import RowList
from quality_desktop.ui.exchange.standing_window import StandingWindow
from quality_desktop.ui.models.figure_table import FigureColumn
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.naming import named

_NOTHING: Final = (
    "Двойных записей не найдено. Они появляются, когда двое на разных компьютерах добавили одну и "
    "ту же школу или одного человека."
)


class DuplicatesWindow(StandingWindow):
    """Findings above, the two records side by side below.

    Attributes:
        model: The findings.
        keep: Which record stays.
        drop: Which one goes into it.
        fields: Both of them.
    """

    name: ClassVar[str] = "duplicatesWindow"
    title: ClassVar[str] = "Двойные записи"
    verb: ClassVar[str] = "Объединить"
    wanted_size: ClassVar[tuple[int, int]] = (1000, 640)

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
    ) -> None:
        super().__init__(parent, operations, scope, environment)
        self.rows: RowList[Finding] = RowList(
            "Двойные записи", _columns(), key=lambda one: one.records, parent=self
        )
        self.model, self.grid = self.rows.model, self.rows.grid
        self.keep = named(QComboBox(), "duplicateKeep", "Какая запись останется")
        self.drop = named(QComboBox(), "duplicateDrop", "Какая запись уйдёт")
        self.fields = DuplicateFields()
        self.empty = EmptyState(_NOTHING)
        self.stack = QStackedWidget()
        self._view: JoinView | None = None
        self._fill_content()
        self.lay_out()
        self._connect()
        self.refresh()

    @property
    def chosen(self) -> Finding | None:
        """The finding in hand."""
        return self.rows.chosen

    def refresh(self) -> None:
        """Look for them again."""
        reference = self.environment.reference
        self.operations.ask(
            lambda store: duplicates.find(store=store, reference=reference),
            self._show,
            owner=self,
        )

    def join(self) -> None:
        """Make one record of the two."""
        view = self._view
        if view is None:
            return
        choices = self.fields.choices
        self.write(
            lambda store: duplicates.join(
                store=store,
                kind=view.kind,
                keep=view.keep,
                drop=view.drop,
                choices=choices,
                name=view.kept_name,
            ),
            lambda changes: self._on_joined(changes, view),
            title="Объединение",
        )

    def _fill_content(self) -> None:
        line = QHBoxLayout()
        for text, box in (("&Останется", self.keep), ("&Уйдёт в неё", self.drop)):
            label = QLabel(text, textFormat=Qt.TextFormat.PlainText)
            label.setBuddy(box)
            line.addWidget(label)
            line.addWidget(box, 1)
        lower = QWidget()
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 8, 0, 0)
        column.addLayout(line)
        column.addWidget(self.fields, 1)
        splitter = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        splitter.addWidget(self.grid)
        splitter.addWidget(lower)
        splitter.setSizes((180, 400))
        self.stack.addWidget(splitter)
        self.stack.addWidget(self.empty)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    def _connect(self) -> None:
        self.grid.place_changed.connect(self._follow)
        self.keep.currentIndexChanged.connect(lambda _place: self._ask_view())
        self.drop.currentIndexChanged.connect(lambda _place: self._ask_view())
        self.apply.clicked.connect(self.join)
        self.operations.changed.connect(lambda _changes: self.refresh())

    def _show(self, found: tuple[Finding, ...]) -> None:
        self.rows.show(found)
        self.stack.setCurrentIndex(0 if found else 1)
        self._follow()

    def _follow(self) -> None:
        found = self.chosen
        for number, box in enumerate((self.keep, self.drop)):
            was_blocked = box.blockSignals(True)
            box.clear()
            if found is not None:
                for place, (key, name) in enumerate(zip(found.records, found.names, strict=True)):
                    box.addItem(f"{place + 1}. {name}", key)
                box.setCurrentIndex(number)
            box.blockSignals(was_blocked)
        self._ask_view()

    def _ask_view(self) -> None:
        self._view = None
        self.apply.setEnabled(False)
        found, keep, drop = self.chosen, self._key(self.keep), self._key(self.drop)
        if found is None or keep is None or drop is None or keep == drop:
            self.fields.show_view(None)
            return
        reference, kind = self.environment.reference, found.kind

        def show(view: JoinView) -> None:
            if (self._key(self.keep), self._key(self.drop)) == (view.keep, view.drop):
                self._view = view
                self.fields.show_view(view)
                self.apply.setEnabled(not self.is_working)

        self.operations.ask(
            lambda store: duplicates.view(
                store=store, reference=reference, kind=kind, keep=keep, drop=drop, choices={}
            ),
            show,
            owner=self,
        )

    def _on_joined(self, changes: Changes, view: JoinView) -> None:
        said = f"Объединено: «{view.other_name}» теперь «{view.kept_name}». Отменить – Ctrl+Z."
        self.tell(said if changes else "Менять нечего.")

    @staticmethod
    def _key(box: QComboBox) -> Id | None:
        key: Id | None = box.currentData()
        return key


def _columns() -> tuple[FigureColumn[Finding], ...]:
    return (
        FigureColumn(key="title", title="Что", width=130, text=lambda one: one.title),
        FigureColumn(key="names", title="Записи", width=400, text=_names, tooltip=_names),
        FigureColumn(key="why", title="Почему похоже на одно", width=250,
                     text=lambda one: one.why, tooltip=lambda one: one.why),
    )  # fmt: skip


def _names(one: Finding) -> str:
    return " / ".join(one.names)
