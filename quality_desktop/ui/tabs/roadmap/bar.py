"""The line above a plan: which plan, which rows, how far it is; and what stands there before any plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.records import Id
from quality_desktop.domain.roadmap import Roadmap
from quality_desktop.services.roadmaps.plans import PlanView
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.roadmap import PlanFilter
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.naming import named

_FILTERS = (
    ("all", "Все строки"),
    ("month", "В этом месяце"),
    ("overdue", "Просроченные"),
    ("open", "Не выполненные"),
)
_PLAN_WIDTH = 140
_EXECUTOR_WIDTHS = (90, 220)


class PlanBar(QWidget):
    """Choice of a plan and of its rows.

    Attributes:
        plans: The plans.
        new: Button that makes another one.
        kind: Which rows.
        executor: Whose rows.

    Signals:
        plan_chosen: Id of a plan.
        filter_changed: ``PlanFilter``.
    """

    plan_chosen = Signal(object)
    filter_changed = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planBar")
        self.plans = named(QComboBox(), "planChoice", "План")
        self.plans.setMinimumWidth(_PLAN_WIDTH)
        self.plans.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.plans.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.new = named(QPushButton("Новый план…", autoDefault=False), "planNew")
        look.dress(self.new, "file-plus")
        self.kind = named(QComboBox(), "planRows", "Какие строки показать")
        for code, title in _FILTERS:
            self.kind.addItem(title, code)
        self.executor = named(QLineEdit(clearButtonEnabled=True), "planExecutor", "Исполнитель")
        self.executor.setPlaceholderText("Исполнитель")
        least, most = _EXECUTOR_WIDTHS
        self.executor.setMinimumWidth(least)
        self.executor.setMaximumWidth(most)
        self.summary = named(QLabel(), "planSummary")
        self.summary.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget, stretch in (
            (self.plans, 3), (self.new, 0), (self.kind, 0), (self.executor, 1), (self.summary, 0),
        ):  # fmt: skip
            layout.addWidget(widget, stretch)
        self.plans.activated.connect(lambda _: self.plan_chosen.emit(self.plans.currentData()))
        self.kind.activated.connect(lambda _: self._tell())
        self.executor.textChanged.connect(lambda _: self._tell())

    @property
    def filter(self) -> PlanFilter:
        """What is chosen now."""
        return PlanFilter(kind=str(self.kind.currentData()), executor=self.executor.text())

    def show_plans(self, plans: Sequence[Roadmap], chosen: Id | None) -> None:
        """Show the plans of the file."""
        self.plans.clear()
        for plan in plans:
            title = " ".join(plan.title.split())
            self.plans.addItem(f"{plan.year}: {title}", plan.id)
            self.plans.setItemData(
                self.plans.count() - 1, plain_tip(title), Qt.ItemDataRole.ToolTipRole
            )
        place = next((n for n, plan in enumerate(plans) if plan.id == chosen), -1)
        self.plans.setCurrentIndex(place)
        self.plans.setToolTip(plain_tip(self.plans.currentText()))

    def show_progress(self, view: PlanView | None, today: date) -> None:
        """Say how far the plan is."""
        rows = [] if view is None else [r for r in view.rows if r.record.progress != "cancelled"]
        done = sum(row.record.progress == "done" for row in rows)
        late = sum(row.is_overdue(today) for row in rows)
        text = f"{done} из {len(rows)}" if rows else ""
        self.summary.setText(f"{text}, просрочено {late}" if late else text)
        self.summary.setToolTip(plain_tip(f"Выполнено {text}" if text else ""))

    def show_all(self) -> None:
        """Show every row again."""
        self.executor.blockSignals(True)
        self.executor.clear()
        self.executor.blockSignals(False)
        self.kind.setCurrentIndex(0)
        self._tell()

    def _tell(self) -> None:
        self.filter_changed.emit(self.filter)


class PlanEmpty(QWidget):
    """What the tab shows before the first plan: two ways to begin.

    Attributes:
        begin: Button that makes an empty plan.
        load: Button that reads one from a file.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planEmpty")
        state = EmptyState(
            "Здесь ведут дорожные карты и планы: мероприятия по разделам, исполнители, сроки и ход "
            "работы. План можно взять из Word или Excel – сначала программа покажет, что в нём нашла.",
            "Загрузить из файла…",
        )
        self.load = state.button
        look.dress(self.load, "folder-open")
        self.begin = named(QPushButton("Создать пустой план…"), "emptyCreate")
        look.dress(self.begin, "file-plus")
        inner = state.layout()
        if isinstance(inner, QVBoxLayout):
            at = inner.indexOf(self.load) + 1
            inner.insertWidget(at, self.begin, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(state)
        self.setFocusProxy(self.load)
