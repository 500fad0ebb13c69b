"""How the office numbers its papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.errors import QualityError
from quality_desktop.services.register import numbering
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.widgets.naming import named

if TYPE_CHECKING:
    from quality_desktop.domain.register import NumberPattern
    from quality_desktop.storage.store import Store

_ABOUT: Final = (
    "Как пишется номер: {n} – число по порядку, {year} – год, {month:02} и {day:02} – месяц и день. "
    "Например, 07-12/{n} даёт 07-12/222."
)
_MOST: Final = 999_999


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """A family with its pattern and the number that would come next."""

    pattern: NumberPattern
    following: str


class _Line:
    """The fields of a family."""

    def __init__(self, family: str, title: str) -> None:
        self.family = family
        self.pattern = named(QLineEdit(), f"pattern_{family}", f"Образец номера: {title}")
        self.first = named(QSpinBox(), f"first_{family}", f"Первый номер: {title}")
        self.first.setRange(1, _MOST)
        self.is_yearly = named(QCheckBox("каждый год заново"), f"yearly_{family}")
        self.is_yearly.setAccessibleName(f"Каждый год заново: {title}")
        self.following = named(QLabel(), f"next_{family}", f"Следующий номер: {title}")
        self.known: NumberPattern | None = None

    def show(self, found: _Known) -> None:
        """Show what is stored."""
        self.known = found.pattern
        self.pattern.setText(found.pattern.pattern)
        self.first.setValue(found.pattern.first)
        self.is_yearly.setChecked(found.pattern.is_yearly)
        self.following.setText(f"следующий: {found.following}")

    @property
    def is_changed(self) -> bool:
        """Whether a person has changed something."""
        known = self.known
        typed = (self.pattern.text().strip(), self.first.value(), self.is_yearly.isChecked())
        return known is not None and typed != (known.pattern, known.first, known.is_yearly)


class NumberingDialog(QDialog):
    """A line for every family of papers; everything is written by one button."""

    def __init__(
        self, operations: Operations, environment: Environment, parent: QWidget | None = None
    ) -> None:
        """Show the patterns.

        Args:
            operations: Asks and writes.
            environment: Folder of wordings.
            parent: Window it belongs to.
        """
        super().__init__(parent)
        self.setObjectName("numbering")
        self.setWindowTitle("Нумерация документов")
        self.resize(720, 300)
        self._operations = operations
        self._wording = environment.wording
        self.lines = tuple(_Line(*family) for family in numbering.FAMILIES.items())
        self.refusal = named(QLabel(wordWrap=True), "numberingRefusal", "Что не так")
        self.take = named(QPushButton("Записать"), "numberingTake")
        self._lay_out()
        self._ask()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        for column, title in enumerate(("", "Образец", "Первый номер")):
            grid.addWidget(QLabel(title, textFormat=Qt.TextFormat.PlainText), 0, column)
        for row, (line, title) in enumerate(
            zip(self.lines, numbering.FAMILIES.values(), strict=True), start=1
        ):
            fields = (
                QLabel(title, textFormat=Qt.TextFormat.PlainText),
                line.pattern,
                line.first,
                line.is_yearly,
                line.following,
            )
            for column, widget in enumerate(fields):
                grid.addWidget(widget, row, column)
        grid.setColumnStretch(1, 1)
        buttons = QDialogButtonBox()
        self.take.setDefault(True)
        buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Закрыть", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel(_ABOUT, wordWrap=True, textFormat=Qt.TextFormat.PlainText))
        layout.addLayout(grid)
        layout.addWidget(self.refusal)
        layout.addStretch()
        layout.addWidget(buttons)

    def _ask(self) -> None:
        wording, today = self._wording, date.today()

        def ask(store: Store) -> list[_Known]:
            return [
                _Known(
                    pattern=numbering.pattern_of(store=store, family=family),
                    following=numbering.next_number(
                        store=store, family=family, day=today, wording=wording
                    ),
                )
                for family in numbering.FAMILIES
            ]

        self._operations.ask(ask, self._show, owner=self)

    def _show(self, found: list[_Known]) -> None:
        for line, known in zip(self.lines, found, strict=True):
            line.show(known)

    def _save(self) -> None:
        """Everything or nothing: a pattern that cannot number keeps the dialog open."""
        changed = [line for line in self.lines if line.is_changed]
        for line in changed:
            try:
                numbering.check_pattern(line.pattern.text().strip())
            except QualityError as error:
                self.refusal.setText(error.sentence)
                line.pattern.setFocus()
                return
        for line in changed:
            self._write(line)
        self.accept()

    def _write(self, line: _Line) -> None:
        pattern, first = line.pattern.text().strip(), line.first.value()
        family, is_yearly = line.family, line.is_yearly.isChecked()
        self._operations.do(
            lambda store: numbering.set_pattern(
                store=store, family=family, pattern=pattern, first=first, is_yearly=is_yearly
            ),
        )
