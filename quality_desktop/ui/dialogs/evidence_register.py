"""«Подтверждения»: every proof of the year, its way to the website, and what nobody has proved yet."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.records import Id
from quality_desktop.services.cycle import responsibility
from quality_desktop.services.evidence import edits, register
from quality_desktop.services.evidence.register import ProofRegister, ProofRow, ReadinessRow
from quality_desktop.storage.store import Store
from quality_desktop.ui.dialogs.evidence_actions import EvidenceActions
from quality_desktop.ui.dialogs.evidence_export import save_register
from quality_desktop.ui.dialogs.exchange import ExchangeDialog
from quality_desktop.ui.dialogs.site_pages import SitePages
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.evidence import KINDS, columns, fits, readiness_columns
from quality_desktop.ui.models.figure_table import FigureModel
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope, shown_year
from quality_desktop.ui.shortcuts import Shortcut
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.row_filter import RowFilter

_NOTHING: Final = (
    "Подтверждений за этот год нет. Закройте окно, выберите клетку таблицы «Ход цикла» и нажмите "
    "«Приложить подтверждение»."
)
_KINDS_OF_RECORDS: Final = frozenset({"evidence", "progress", "attachment", "norm", "direction"})
_MOST_MONTHS: Final = 120
_DIRECTION_LETTERS: Final = 22


class EvidenceRegister(ExchangeDialog):
    """Two tables, what can be done with lines of the first, and the pages of the website."""

    name: ClassVar[str] = "evidenceRegister"
    title: ClassVar[str] = "Подтверждения"
    verb: ClassVar[str] = "Страницы для сайта…"
    wanted_size: ClassVar[tuple[int, int]] = (1220, 660)

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
    ) -> None:
        super().__init__(parent, operations, scope, environment)
        self.setWindowTitle(f"{self.title} – {shown_year(scope.year)}")
        self._make_widgets()
        self.actions_of_lines = EvidenceActions(self, lambda: self.chosen)
        self.site = SitePages(self)
        for button in (self.apply, self.leave):  # Enter ends typing into a line and starts nothing
            button.setAutoDefault(False)
        self._fill_content()
        self.lay_out()
        self._connect()
        self._refresh()

    def _make_widgets(self) -> None:
        self._found: ProofRegister | None = None
        self._position: Id | None = None
        self.filter = RowFilter("Название, номер, адрес…", KINDS)
        self.direction = named(QComboBox(), "evidenceDirection", "Направление")
        self.direction.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.direction.setMinimumContentsLength(_DIRECTION_LETTERS)
        self.count = named(QLabel(), "evidenceCount", "Сколько подтверждений показано")
        self.model: FigureModel[ProofRow] = FigureModel(key=lambda row: row.proof.id, parent=self)
        self.grid = FigureGrid(self.model, "Подтверждения")
        self.readiness: FigureModel[ReadinessRow] = FigureModel(
            key=lambda row: row.direction.id, parent=self
        )
        self.matrix = FigureGrid(self.readiness, "Готовность: направления и позиции")
        self.empty = named(QLabel(_NOTHING, wordWrap=True), "evidenceEmpty")
        self.empty.hide()
        self.months = named(QSpinBox(), "evidenceMonths", "Через сколько месяцев пора проверить")
        self.months.setRange(1, _MOST_MONTHS)
        self.months.setSuffix(" мес.")
        self.export = named(QPushButton("В Excel…", autoDefault=False), "evidenceExport")
        self.environment.look.dress(self.export, "device-floppy")
        self.pages = named(QTabWidget(), "evidencePages", "Подтверждения и готовность")

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
    ) -> None:
        """Show the dialog until it is closed."""
        dialog = cls(parent, operations, scope, environment)
        dialog.exec()
        dialog.deleteLater()

    @property
    def chosen(self) -> tuple[ProofRow, ...]:
        """The selected lines."""
        rows = sorted({index.row() for index in self.grid.selectedIndexes()})
        return tuple(self.model.rows[row] for row in rows if row < len(self.model.rows))

    def save_table(self) -> None:
        """Save the lines as they are seen, and the table of readiness."""
        if self._found is not None:
            save_register(self, self._found, self.model.rows)

    def _fill_content(self) -> None:
        top = QHBoxLayout()
        for widget in (self.filter, self.direction):
            top.addWidget(widget)
        top.addStretch()
        top.addWidget(self.count)
        first = QWidget()
        lines = QVBoxLayout(first)
        lines.addLayout(top)
        lines.addWidget(self.empty)
        lines.addWidget(self.grid, 1)
        lines.addLayout(self.actions_of_lines.lines)
        self.pages.addTab(first, "Подтверждения")
        self.pages.addTab(_readiness_page(self.matrix), "Готовность")
        below = QHBoxLayout()
        label = QLabel("&Пора проверить через")
        label.setBuddy(self.months)
        below.addWidget(label)
        below.addWidget(self.months)
        below.addStretch()
        below.addWidget(self.export)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages, 1)
        layout.addLayout(below)

    def _connect(self) -> None:
        self.filter.changed.connect(self._filter_rows)
        self.direction.currentIndexChanged.connect(self._on_direction_chosen)
        self.grid.selectionModel().selectionChanged.connect(
            lambda *_: self.actions_of_lines.follow()
        )
        self.grid.doubleClicked.connect(lambda _index: self.actions_of_lines.open_chosen())
        self.matrix.doubleClicked.connect(self._show_cell)
        self.months.editingFinished.connect(self._write_months)
        self.export.clicked.connect(self.save_table)
        self.apply.clicked.connect(self.site.write)
        self.operations.changed.connect(self._on_changed)
        for key, act in (
            (Shortcut.UNDO, self.operations.undo),
            (Shortcut.REDO, self.operations.redo),
        ):
            QShortcut(key.sequence, self).activated.connect(act)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_KINDS_OF_RECORDS):
            self._refresh()

    def _refresh(self) -> None:
        edition, year = self.scope.edition, self.scope.year
        reference, today = self.environment.reference, date.today()

        def ask(store: Store) -> ProofRegister:
            shown = edition or responsibility.current_edition(store=store).id
            return register.register(
                store=store, edition=shown, year=year, today=today, reference=reference
            )

        self.operations.ask(ask, self._show, owner=self)

    def _show(self, found: ProofRegister) -> None:
        is_first = self._found is None
        self._found = found
        shown, ready = columns(), readiness_columns(found.positions)
        self.model.show_table(shown, found.rows)
        self.readiness.show_table(ready, found.readiness)
        self.months.setValue(found.months)
        if is_first:
            self.grid.set_widths(tuple(column.width for column in shown))
            self.matrix.set_widths(tuple(column.width for column in ready))
            self._fill_directions(found)
        self.empty.setVisible(not found.rows)
        self.pages.setTabText(1, f"Готовность: {_readiness_words(found)}")
        self._filter_rows()

    def _fill_directions(self, found: ProofRegister) -> None:
        was_blocked = self.direction.blockSignals(True)
        self.direction.addItem("Все направления", None)
        for row in found.readiness:
            self.direction.addItem(f"{row.direction.code} {row.direction.title}", row.direction.id)
        self.direction.setCurrentIndex(max(self.direction.findData(self.scope.direction), 0))
        self.direction.blockSignals(was_blocked)

    def _on_direction_chosen(self) -> None:
        self._position = None
        self._filter_rows()

    def _filter_rows(self) -> None:
        kind, direction = self.filter.kind, self.direction.currentData()
        self.model.show_only(
            lambda row: (
                fits(row, kind)
                and self.filter.fits(row.searched)
                and direction in (None, row.direction.id)
                and self._position in (None, row.position.id)
            )
        )
        found = self._found
        waiting = len(found.waiting) if found else 0
        words = f"Показано: {len(self.model.rows)} из {len(self.model.all_rows)}"
        self.count.setText(f"{words}; ждут размещения: {waiting}" if waiting else words)
        self.actions_of_lines.follow()

    def _show_cell(self, index: QModelIndex) -> None:
        """Show the proofs of a cell of the table of readiness."""
        found = self._found
        if found is None or not index.isValid():
            return
        row, place = self.readiness.rows[index.row()], index.column() - 1
        self.filter.show_all()
        self.direction.setCurrentIndex(self.direction.findData(row.direction.id))
        is_position = 0 <= place < len(found.positions)
        self._position = found.positions[place].id if is_position else None
        self._filter_rows()
        self.pages.setCurrentIndex(0)

    def _write_months(self) -> None:
        found, months = self._found, self.months.value()
        if found is not None and months != found.months:
            self.write(
                lambda store: edits.set_fresh_months(store=store, norm=found.fresh, months=months),
                lambda _changes: None,
                title="Сохранение",
            )


def _readiness_words(found: ProofRegister) -> str:
    proved = sum(row.proved for row in found.readiness)
    asked = sum(row.asked for row in found.readiness)
    return f"{proved} из {asked} позиций"


def _readiness_page(matrix: FigureGrid) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    words = "Сколько подтверждений у каждой позиции. Двойной щелчок по числу показывает их."
    layout.addWidget(QLabel(words, wordWrap=True, textFormat=Qt.TextFormat.PlainText))
    layout.addWidget(matrix, 1)
    return page
