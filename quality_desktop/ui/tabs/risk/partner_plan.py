"""Under the partners: the plan of interaction of the current pair, typed line by line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from quality_desktop.domain.at_risk.partnership import PlanStep
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.services.partnership import partner_plans
from quality_desktop.services.partnership.partner_view import PartnerRow
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.tabs.risk.records import RecordsBox
from quality_desktop.ui.widgets.naming import named

_WIDTHS: Final = (300, 130, 190, 220)


class PartnerPlan(QWidget):
    """A title, three buttons, the lines.

    Attributes:
        box: The grid of lines.
    """

    def __init__(self, operations: Operations, environment: Environment) -> None:
        super().__init__()
        self.setObjectName("partnerPlan")
        self._operations = operations
        self.title = named(QLabel(), "planTitle")
        self.box = RecordsBox(
            self, operations, environment, partner_plans.PLAN_STEPS,
            kind=PlanStep.kind, name="План взаимодействия", prompt="Новое мероприятие", table="plan_steps",
            widths=_WIDTHS,
        )  # fmt: skip
        self.up = named(QPushButton(autoDefault=False), "planUp", "Строку выше")
        self.down = named(QPushButton(autoDefault=False), "planDown", "Строку ниже")
        self.remove_button = named(QPushButton("Удалить строки", autoDefault=False), "planRemove")
        for button, icon in (
            (self.up, "arrow-up"),
            (self.down, "arrow-down"),
            (self.remove_button, "trash"),
        ):
            environment.look.dress(button, icon)
            button.setToolTip(
                plain_tip(button.accessibleName() or "Удалить выбранные строки плана")
            )
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.title, 1)
        for button in (self.up, self.down, self.remove_button):
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.box.grid, 1)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.remove_button.clicked.connect(self._remove)
        self.show_plan(None, ())

    def show_plan(self, row: PartnerRow | None, steps: Sequence[PlanStep]) -> None:
        """Show the plan of a pair; nothing can be typed without one."""
        record = None if row is None else row.record
        for widget in (self.box.grid, self.up, self.down, self.remove_button):
            widget.setEnabled(record is not None)
        self.box.show_records(steps)
        if row is None or record is None or row.partner is None:
            self.box.write = None
            self.title.setText("План взаимодействия: сначала выберите партнёра")
            return
        key = self.box.within = record.id
        self.box.write = lambda store, edits, intent: partner_plans.write(
            store=store, partnership=key, edits=edits, intent=intent
        )
        names = f"{school_name(row.school)} – {school_name(row.partner)}"
        self.title.setText(f"План взаимодействия: {names}")

    def _move(self, by: int) -> None:
        step = self.box.current
        if step is not None:
            self._operations.do(
                lambda store: partner_plans.move(store=store, step=step, by=by), owner=self
            )

    def _remove(self) -> None:
        steps = self.box.selected
        if steps:
            self._operations.do(
                lambda store: partner_plans.remove(store=store, steps=steps), owner=self
            )
