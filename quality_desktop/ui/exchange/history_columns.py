"""The history as a table."""

from __future__ import annotations

from quality_desktop.services.history.changes import HistoryLine
from quality_desktop.ui.models.figure_table import FigureColumn


def columns() -> tuple[FigureColumn[HistoryLine], ...]:
    """When, who, of what, from what to what, why."""
    return (
        FigureColumn(key="moment", title="Когда", width=140,
                     text=lambda line: f"{line.moment:%d.%m.%Y %H:%M}", tooltip=_where),
        FigureColumn(key="author", title="Кто", width=130, text=lambda line: line.author,
                     tooltip=_where),
        FigureColumn(key="record", title="Запись", width=210, text=_record, tooltip=_record),
        FigureColumn(key="title", title="Что изменено", width=130, text=lambda line: line.title,
                     tooltip=lambda line: line.title),
        FigureColumn(key="before", title="Было", width=150, text=lambda line: line.before,
                     tooltip=lambda line: line.before),
        FigureColumn(key="after", title="Стало", width=170, text=lambda line: line.after,
                     tooltip=lambda line: line.after),
        FigureColumn(key="intent", title="Зачем", width=190, text=lambda line: line.intent,
                     tooltip=lambda line: line.intent),
    )  # fmt: skip


def _record(line: HistoryLine) -> str:
    return f"{line.kind_title}: {line.record}"


def _where(line: HistoryLine) -> str:
    return f"{line.moment:%d.%m.%Y %H:%M:%S}, {line.author}, компьютер {line.host}"
