"""What received files would bring: records before and after, disagreements, effects, who did what."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from quality_desktop.domain.figures import THIN
from quality_desktop.services.exchange.conflicts import Conflict
from quality_desktop.services.exchange.effects import Effect, EffectRow
from quality_desktop.services.exchange.plan_words import DoneLine, PlanLine, PlanTold
from quality_desktop.services.history.words import NOTHING
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.figure_table import FigureColumn, FigureModel
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.needed_widths import NeededWidths

_MOST_SCHOOLS: Final = 20


class PlanView(QWidget):
    """Four tabs.

    Attributes:
        lines: Records and fields before and after.
        conflicts: Disagreements that would come.
        effects: What people look at, before and after.
        done: What colleagues did.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("planView")
        self._look = look
        self.lines: FigureModel[PlanLine] = FigureModel(
            key=lambda one: (one.file, one.key, one.field), parent=self
        )
        self.conflicts: FigureModel[Conflict] = FigureModel(key=lambda one: one.place, parent=self)
        self.effects: FigureModel[EffectRow] = FigureModel(key=lambda one: one.title, parent=self)
        self.done: FigureModel[DoneLine] = FigureModel(key=lambda one: one.place, parent=self)
        self.summary = named(QLabel(wordWrap=True), "planSummary", "Сколько чего придёт")
        self.schools = named(QLabel(wordWrap=True), "planSchools", "Школы в списке")
        self.tabs = named(QTabWidget(documentMode=True), "planTabs", "Что изменится")
        self.tabs.addTab(self._page(self.lines, _line_columns(), self.summary), "")
        self.tabs.addTab(self._page(self.conflicts, _conflict_columns()), "")
        self.tabs.addTab(self._page(self.effects, _effect_columns(), self.schools), "Что это даст")
        self.tabs.addTab(self._page(self.done, _done_columns()), "Кто что делал")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        self.show_plan(PlanTold(), None)

    def show_plan(self, told: PlanTold, effect: Effect | None) -> None:
        """Show what would come."""
        self.lines.show_table(_line_columns(), told.lines)
        self.conflicts.show_table(_conflict_columns(), told.conflicts)
        self.done.show_table(_done_columns(), told.done)
        self.effects.show_table(_effect_columns(), () if effect is None else effect.rows)
        more = f" Ещё строк, которые не показаны: {told.left_out}." if told.left_out else ""
        self.summary.setText(f"{told.summary}{more}")
        self.schools.setText("" if effect is None else _schools(effect))
        self.tabs.setTabText(0, f"Что придёт: {len(told.lines) + told.left_out}")
        self.tabs.setTabText(1, f"Расхождения: {len(told.conflicts)}")

    @staticmethod
    def _page(
        model: FigureModel[Any], columns: tuple[FigureColumn[Any], ...], label: QLabel | None = None
    ) -> QWidget:
        page = QWidget()
        grid = FigureGrid(model, "Что изменится")
        grid.horizontalHeader().setStretchLastSection(True)
        model.show_table(columns, ())
        grid.set_widths(tuple(column.width for column in columns))
        NeededWidths(grid)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.addWidget(grid, 1)
        if label is not None:
            layout.addWidget(label)
        return page


def _schools(effect: Effect) -> str:
    parts = []
    for word, schools in (("войдут", effect.entered), ("выйдут", effect.left)):
        if schools:
            rest = len(schools) - _MOST_SCHOOLS
            more = f" и ещё {rest}" if rest > 0 else ""
            parts.append(f"{word}: {', '.join(schools[:_MOST_SCHOOLS])}{more}")
    text = ""
    if effect.risk_year is not None:
        text = f"Список школ с низкими результатами {effect.risk_year} года – "
        text += f"{'; '.join(parts)}." if parts else "без изменений."
    if effect.left_out:
        text += f" Не посчитано, чтобы не задерживать: {', '.join(effect.left_out)}."
    return text.strip()


def _figure(number: int) -> str:
    return f"{number:,}".replace(",", THIN)


def _line_columns() -> tuple[FigureColumn[PlanLine], ...]:
    return (
        FigureColumn(key="record", title="Запись", width=230, text=_record, tooltip=_record),
        FigureColumn(key="title", title="Что", width=130, text=lambda one: one.title,
                     tooltip=lambda one: one.title),
        FigureColumn(key="before", title="Сейчас", width=170, text=lambda one: one.before,
                     tooltip=lambda one: one.before),
        FigureColumn(key="after", title="Станет", width=180, text=lambda one: one.after,
                     tooltip=lambda one: one.after),
        FigureColumn(key="file", title="Из файла", width=120, text=lambda one: one.file,
                     tooltip=lambda one: one.file),
    )  # fmt: skip


def _conflict_columns() -> tuple[FigureColumn[Conflict], ...]:
    return (
        FigureColumn(key="record", title="Запись", width=230, text=_disputed, tooltip=_disputed),
        FigureColumn(key="title", title="Что", width=150, text=lambda one: one.title),
        FigureColumn(key="said", title="Кто что записал", width=440, text=_sides, tooltip=_sides),
    )  # fmt: skip


def _effect_columns() -> tuple[FigureColumn[EffectRow], ...]:
    return (
        FigureColumn(key="title", title="Что", width=330, text=_capital),
        FigureColumn(key="before", title="Сейчас", width=100, is_number=True,
                     text=lambda one: _figure(one.before)),
        FigureColumn(key="after", title="Станет", width=100, is_number=True,
                     text=lambda one: _figure(one.after)),
        FigureColumn(key="difference", title="Разница", width=100, is_number=True,
                     text=_difference),
        FigureColumn(key="tail", title="", width=40, text=lambda _one: ""),
    )  # fmt: skip


def _done_columns() -> tuple[FigureColumn[DoneLine], ...]:
    return (
        FigureColumn(key="moment", title="Когда", width=140,
                     text=lambda one: f"{one.moment:%d.%m.%Y %H:%M}"),
        FigureColumn(key="author", title="Кто", width=170, text=lambda one: one.author,
                     tooltip=lambda one: f"{one.author}, компьютер {one.host}"),
        FigureColumn(key="count", title="Изменений", width=90, is_number=True,
                     text=lambda one: _figure(one.count)),
        FigureColumn(key="intent", title="Что делал", width=290, text=lambda one: one.intent,
                     tooltip=lambda one: one.intent),
        FigureColumn(key="file", title="Из файла", width=150, text=lambda one: one.file,
                     tooltip=lambda one: one.file),
    )  # fmt: skip


def _record(one: PlanLine) -> str:
    return f"{one.kind_title}: {one.record}"


def _disputed(one: Conflict) -> str:
    return f"{one.kind_title}: {one.record}"


def _sides(one: Conflict) -> str:
    return " / ".join(
        f"{side.text or NOTHING} ({side.author or 'без имени'}, {side.moment:%d.%m.%Y %H:%M})"
        for side in one.opinions
    )


def _capital(one: EffectRow) -> str:
    return one.title[:1].upper() + one.title[1:]


def _difference(one: EffectRow) -> str:
    if not one.difference:
        return "—"
    sign = "+" if one.difference > 0 else "−"
    return f"{sign}{_figure(abs(one.difference))}"
