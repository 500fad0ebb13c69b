"""«Закрытые периоды»: school years whose figures nobody may change until one is opened again."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from quality_desktop.domain.changes import Changes
from quality_desktop.services.entry import period_locks
from quality_desktop.services.entry.period_locks import Period
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.exchange.row_list import RowList
from quality_desktop.ui.exchange.standing_window import StandingWindow
from quality_desktop.ui.models.figure_table import FigureColumn
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.widgets.naming import named

_HINT: Final = (
    "Ответы школ и результаты работ закрытого года не меняются ни в таблице, ни вставкой, ни "
    "загрузкой файлов. Год можно открыть снова: кто, когда и почему это сделал, останется в истории."
)


class PeriodLocks(StandingWindow):
    """Years above, the reason and the two buttons below.

    Attributes:
        model: The years.
        reason: Why the chosen one is closed or opened.
        open_button: Opens the chosen year.
    """

    name: ClassVar[str] = "periodLocks"
    title: ClassVar[str] = "Закрытые периоды"
    verb: ClassVar[str] = "Закрыть период"
    wanted_size: ClassVar[tuple[int, int]] = (820, 440)

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
    ) -> None:
        super().__init__(parent, operations, scope, environment)
        self.rows: RowList[Period] = RowList(
            "Учебные годы", _columns(), key=lambda one: one.year, parent=self
        )
        self.model, self.grid = self.rows.model, self.rows.grid
        self.reason = named(QLineEdit(clearButtonEnabled=True), "lockReason", "Причина")
        self.reason.setPlaceholderText("Например: отчёт за год утверждён и отправлен")
        self.open_button = named(QPushButton("Открыть период", autoDefault=False), "openPeriod")
        self._fill_content()
        self.lay_out()
        self._connect()
        self.refresh()

    @property
    def chosen(self) -> Period | None:
        """The year in hand."""
        return self.rows.chosen

    def refresh(self) -> None:
        """Ask for the years again."""
        year = self.scope.year
        self.operations.ask(
            lambda store: period_locks.periods(store=store, current=year), self._show, owner=self
        )

    def _fill_content(self) -> None:
        line = QHBoxLayout()
        label = QLabel("&Причина:")
        label.setBuddy(self.reason)
        line.addWidget(label)
        line.addWidget(self.reason, 1)
        line.addWidget(self.open_button)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(named(QLabel(_HINT, wordWrap=True), "lockHint"))
        layout.addWidget(self.grid, 1)
        layout.addLayout(line)

    def _connect(self) -> None:
        self.grid.place_changed.connect(self._follow)
        self.reason.textChanged.connect(lambda _text: self._follow())
        self.apply.clicked.connect(lambda: self._set(is_locked=True))
        self.open_button.clicked.connect(lambda: self._set(is_locked=False))
        self.operations.changed.connect(lambda _changes: self.refresh())

    def _show(self, years: tuple[Period, ...]) -> None:
        now = (place for place, one in enumerate(years) if one.year == self.scope.year)
        self.rows.show(years, first=next(now, 0))
        self._follow()

    def _follow(self) -> None:
        chosen, has_reason = self.chosen, bool(self.reason.text().strip())
        self.apply.setEnabled(chosen is not None and not chosen.is_locked and has_reason)
        self.open_button.setEnabled(chosen is not None and chosen.is_locked and has_reason)

    def _set(self, *, is_locked: bool) -> None:
        chosen, reason = self.chosen, self.reason.text()
        if chosen is None:
            return
        act = period_locks.close_period if is_locked else period_locks.open_period
        year, done = chosen.year, "закрыт" if is_locked else "открыт"
        self.write(
            lambda store: act(store=store, year=year, reason=reason),
            lambda changes: self._on_set(changes, f"Период {chosen.title} {done}."),
            title="Период",
        )

    def _on_set(self, changes: Changes, sentence: str) -> None:
        self.reason.clear()
        self.tell(f"{sentence} Отменить – Ctrl+Z." if changes else "Так стоит и сейчас.")
        self._follow()


def _columns() -> tuple[FigureColumn[Period], ...]:
    return (
        FigureColumn(key="year", title="Учебный год", width=100, text=lambda one: one.title),
        FigureColumn(key="state", title="Состояние", width=90, text=_state),
        FigureColumn(key="answers", title="Ответов школ", width=100, is_number=True,
                     text=lambda one: _figure(one.answers)),
        FigureColumn(key="results", title="Результатов работ", width=130, is_number=True,
                     text=lambda one: _figure(one.results)),
        FigureColumn(key="reason", title="Кто, когда и почему", width=300, text=_why,
                     tooltip=_why),
    )  # fmt: skip


def _figure(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f") if count else "—"


def _state(one: Period) -> str:
    return "закрыт" if one.is_locked else "открыт"


def _why(one: Period) -> str:
    lock = one.lock
    if lock is None:
        return ""
    when = f"{lock.changed_on:%d.%m.%Y}" if lock.changed_on else ""
    return ", ".join(filter(None, (lock.author, when))) + f": {lock.reason}"
