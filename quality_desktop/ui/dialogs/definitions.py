"""«Показатели и формы»: what schools are asked and how indicators are computed, dated by school year."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.indicators import Band, Calculation, Target
from quality_desktop.domain.collection.monitoring import CheckRule, DataElement, Form
from quality_desktop.services.field_values import Catalogue
from quality_desktop.services.indicators import definition_fields, definitions, shipped_definitions
from quality_desktop.services.indicators.definitions import Definitions
from quality_desktop.ui.dialogs.definition_actions import DefinitionActions
from quality_desktop.ui.dialogs.definition_panels import CalculationPanel, DefinitionPanel
from quality_desktop.ui.dialogs.definition_tree import Definition, DefinitionTree
from quality_desktop.ui.dialogs.definition_years import DefinitionYears
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.naming import named

_KINDS: Final = frozenset(
    kind.kind for kind in (Form, DataElement, CheckRule, Calculation, Band, Target)
)
_YEARS_OF_VALIDITY: Final = range(2015, 2041)


class DefinitionsDialog(QDialog):
    """Tree at the left, fields at the right; every field is saved as it is left.

    Attributes:
        tree: Forms and indicators.
        years: School year that is shown, and from when changes hold.
    """

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        environment: Environment,
        *,
        year: int,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("definitionsDialog")
        self.setWindowTitle("Показатели и формы")
        self.resize(1120, 640)
        self._operations = operations
        self._environment = environment
        self._catalogue = Catalogue()
        self.years = DefinitionYears(year)
        self.years.year_changed.connect(self._filter_tree)
        self._make_filter()
        self.tree = DefinitionTree()
        self.tree.chosen.connect(self._show)
        look = environment.look
        self.panels: dict[type[Definition], DefinitionPanel] = {
            kind: DefinitionPanel(kind, look) for kind in (Form, DataElement, CheckRule)
        }
        calculation = CalculationPanel(look)
        self.panels[Calculation] = calculation
        self.empty = EmptyState("Выберите слева форму, величину, правило или показатель.")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        for panel in self.panels.values():
            panel.edited.connect(self._on_edited)
            self.stack.addWidget(panel)
        self.commands = DefinitionActions(self, self.tree, self.years, operations, environment)
        calculation.target_entered.connect(self.commands.set_target)
        calculation.bands_wanted.connect(self.commands.change_bands)
        self._lay_out()
        operations.changed.connect(self._on_changed)
        self.refresh()
        self._ask_missing()

    @classmethod
    def open_for(
        cls,
        parent: QWidget | None,
        operations: Operations,
        environment: Environment,
        *,
        year: int,
    ) -> None:
        """Show the dialog until it is closed; what is changed in it is saved at once.

        Args:
            parent: The window it belongs to.
            operations: The bridge to the file.
            environment: Shared objects.
            year: School year of the window.
        """
        dialog = cls(parent, operations, environment, year=year)
        dialog.exec()
        dialog.deleteLater()

    def refresh(self) -> None:
        """Ask for all definitions again."""
        self._operations.ask(
            lambda store: definitions.definitions(store=store), self._take, owner=self
        )

    def _ask_missing(self) -> None:
        """Offer what the program ships and the file lacks; that takes reading the shipped files."""
        forms, reference = self._environment.forms, self._environment.reference
        self._operations.ask(
            lambda store: shipped_definitions.missing(
                store=store, forms=forms, reference=reference
            ),
            lambda missing: self.commands.supply.setVisible(bool(missing)),
            owner=self,
        )

    def _take(self, known: Definitions) -> None:
        years = list(_YEARS_OF_VALIDITY)
        self._catalogue = definition_fields.catalogue(known=known, years=years)
        self._fill_tree(known)

    def _filter_tree(self) -> None:
        if self.tree.known is not None:
            self._fill_tree(self.tree.known)

    def _fill_tree(self, known: Definitions) -> None:
        self.tree.show_definitions(
            known,
            year=self.years.shown_year,
            text=self.filter.text(),
            all_years=self.all_years.isChecked(),
        )

    def _show(self, record: Definition | None) -> None:
        self.commands.follow(record)
        known = self.tree.known
        if record is None or known is None:
            self.stack.setCurrentWidget(self.empty)
            return
        panel = self.panels[type(record)]
        panel.show_record(record, known, self._catalogue, self.years.shown_year)
        self.stack.setCurrentWidget(panel)

    def _on_edited(self, edit: tuple[str, Definition]) -> None:
        name, record = edit
        panel = self.panels[type(record)]
        self._operations.do(
            lambda store: self.commands.save(store, record, name),
            then=self.commands.count_edit,
            refused=lambda sentence: panel.refuse(name or "title", sentence),
            owner=self,
        )

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_KINDS):
            self.refresh()
            if self.commands.supply.isVisible():
                self._ask_missing()

    def _make_filter(self) -> None:
        self.filter = named(QLineEdit(clearButtonEnabled=True), "definitionsFilter")
        self.filter.setPlaceholderText("Найти форму, величину, показатель")
        self.filter.textChanged.connect(lambda _: self._filter_tree())
        self.all_years = named(QCheckBox("и других лет"), "definitionsAllYears")
        self.all_years.toggled.connect(lambda _: self._filter_tree())

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        line.addWidget(self.filter, 1)
        line.addWidget(self.all_years)
        column.addLayout(line)
        column.addWidget(self.tree, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.stack)
        splitter.setSizes([440, 660])
        buttons = QDialogButtonBox()
        for button in self.commands.buttons:
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton("Закрыть", QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.years)
        layout.addWidget(splitter, 1)
        layout.addWidget(buttons)
