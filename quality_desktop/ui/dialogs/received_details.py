"""What one form that came back says: everything wrong with its place, then what would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QHeaderView, QLabel, QVBoxLayout, QWidget

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.services.forms.received_forms import ReceivedForm
from quality_desktop.ui.models.table_model import Column, TableModel
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.wrap_delegate import WrapDelegate

_WIDTHS: Final = (150, 420, 130, 130)
_EMPTY: Final = "пусто"


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailRow:
    """A problem or a change of a form.

    Attributes:
        where: «Форма, F12».
        what: The sentence of the problem, or the title of the element.
        before: What the office has; empty for a problem.
        after: What the school says, or what stands in the cell.
        problem: The problem; None for a change.
    """

    number: int
    where: str
    what: str
    before: str = ""
    after: str = ""
    problem: Problem | None = None


class ReceivedDetails(QWidget):
    """A heading and a table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("receivedDetails")
        self.heading = named(QLabel(wordWrap=True), "receivedHeading")
        self.model: TableModel[DetailRow] = TableModel(
            _columns(), key=lambda row: row.number, parent=self
        )
        self.table = GridView("Замечания и изменения", self)
        self.table.setObjectName("receivedTable")
        self.table.setItemDelegate(WrapDelegate(self.table))
        self.table.setModel(self.model)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.set_widths(_WIDTHS)
        self.model.modelReset.connect(self.table.resizeRowsToContents)
        self.model.dataChanged.connect(lambda *_: self.table.resizeRowsToContents())
        self.table.widths_changed.connect(lambda _: self.table.resizeRowsToContents())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.heading)
        layout.addWidget(self.table, 1)
        self.show_form(None)

    def show_form(self, received: ReceivedForm | None) -> None:
        """Show a form, or nothing."""
        self.model.show_rows(() if received is None else _rows(received))
        if received is None:
            self.heading.setText("Выберите строку, чтобы увидеть замечания и изменения.")
        else:
            self.heading.setText(_heading(received))


def _heading(received: ReceivedForm) -> str:
    parts = [received.sentence] if received.sentence else []
    if received.problems:
        parts.append(f"Замечаний: {len(received.problems)}.")
    if received.changes:
        fresh = sum(change.is_new for change in received.changes)
        changed = len(received.changes) - fresh
        parts.append(
            f"Новых значений: {fresh}, изменится: {changed}, без изменений: {received.same}."
        )
    elif not received.problems and not received.sentence:
        parts.append("Ничего не изменится: всё это уже записано.")
    return " ".join(parts)


def _rows(received: ReceivedForm) -> Sequence[DetailRow]:
    problems = sorted(received.problems, key=lambda p: p.severity is not Severity.ERROR)
    rows = [
        DetailRow(
            number=number,
            where=_place(problem.sheet, problem.cell),
            what=problem.text,
            after=problem.raw,
            problem=Problem(text=problem.text, severity=problem.severity),
        )
        for number, problem in enumerate(problems)
    ]
    rows.extend(
        DetailRow(
            number=number,
            where=_place(received.sheet, change.cell),
            what=change.title,
            before=change.before_shown or _EMPTY,
            after=change.after_shown or _EMPTY,
        )
        for number, change in enumerate(received.changes, len(problems))
    )
    return rows


def _place(sheet: str, cell: str) -> str:
    return ", ".join(part for part in (sheet, cell) if part)


def _columns() -> list[Column[DetailRow]]:
    return [
        Column(key="where", title="Лист и ячейка", text=lambda row: row.where),
        Column(
            key="what",
            title="Показатель или замечание",
            text=lambda row: row.what,
            problem=lambda row: row.problem,
        ),
        Column(key="before", title="Было", text=lambda row: row.before),
        Column(key="after", title="В форме", text=lambda row: row.after),
    ]
