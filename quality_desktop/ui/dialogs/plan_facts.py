"""What a plan is called and of which year it is: asked for a new plan, a copy, a correction."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from quality_desktop.domain.planning.spans import plan_year
from quality_desktop.ui.widgets.naming import named

_FIRST_YEAR, _LAST_YEAR = 2000, 2090
_TITLE_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """What has been typed."""

    title: str
    year: int


class PlanFactsDialog(QDialog):
    """A title and a year."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        window_title: str,
        verb: str,
        facts: PlanFacts,
        is_title_asked: bool = True,
        hint: str = "",
    ) -> None:
        """Propose facts.

        Args:
            parent: The window it belongs to.
            window_title: Title of the dialog.
            verb: The button that does it.
            facts: What is proposed.
            is_title_asked: False when only the year is asked.
            hint: A quieter sentence under the fields.
        """
        super().__init__(parent)
        self.setObjectName("planFacts")
        self.setWindowTitle(window_title)
        self.setMinimumWidth(520)
        self.heading = named(QPlainTextEdit(facts.title), "planTitle", "Название плана")
        self.heading.setTabChangesFocus(True)
        self.heading.setFixedHeight(self.fontMetrics().lineSpacing() * _TITLE_LINES + 12)
        self.year = named(QSpinBox(), "planYear", "Год плана")
        self.year.setRange(_FIRST_YEAR, _LAST_YEAR)
        self.year.setValue(facts.year)
        self.sentence = named(QLabel(hint, wordWrap=True), "planHint")
        self.sentence.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.apply = named(QPushButton(verb, default=True), "planApply")
        buttons = QDialogButtonBox()
        buttons.addButton(self.apply, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Отмена", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow("&Название", self.heading)
        form.setRowVisible(self.heading, is_title_asked)
        form.addRow("&Год", self.year)
        form.addRow("", self.sentence)
        form.addRow(buttons)
        self._hint = hint
        self.heading.textChanged.connect(self._say_year)
        self.year.valueChanged.connect(lambda _: self._say_year())
        self._say_year()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        *,
        window_title: str,
        verb: str,
        facts: PlanFacts,
        is_title_asked: bool = True,
        hint: str = "",
    ) -> PlanFacts | None:
        """Ask; None when the user changed their mind."""
        dialog = cls(
            parent,
            window_title=window_title,
            verb=verb,
            facts=facts,
            is_title_asked=is_title_asked,
            hint=hint,
        )
        is_accepted = dialog.exec() == QDialog.DialogCode.Accepted
        answer = dialog.facts if is_accepted else None
        dialog.deleteLater()
        return answer

    @property
    def facts(self) -> PlanFacts:
        """What has been typed."""
        return PlanFacts(title=self.heading.toPlainText().strip(), year=self.year.value())

    def _say_year(self) -> None:
        if self._hint:
            return
        year = plan_year(self.year.value(), self.heading.toPlainText())
        self.sentence.setText(
            f"Сроки без года относятся к {year.year}/{(year.year + 1) % 100:02} учебному году."
            if year.is_school
            else f"Сроки без года относятся к {year.year} году. Для плана на учебный год напишите его в "
            f"названии: «на {year.year}-{year.year + 1} учебный год»."
        )
