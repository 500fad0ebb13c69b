"""The panel beside a plan: how dates were understood, how the row goes, its proof, its history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from quality_desktop.documents.marks import unmarked
from quality_desktop.services.office.kept_files import KeptFile
from quality_desktop.services.roadmaps.plans import PROGRESS, PlanRow
from quality_desktop.storage.history import Action, HistoryEntry
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.roadmap import OVERDUE, Line
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.date_edit import shown_date
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.side_panel import SidePanel

_SHOWN_ENTRIES: Final = 6
_LONGEST: Final = 60
_FIELDS: Final = {
    "number": "Номер",
    "title": "Мероприятие",
    "participants": "Участники",
    "executors": "Исполнители",
    "co_executors": "Соисполнители",
    "dates": "Сроки",
    "expected": "Ожидаемый результат",
    "progress": "Ход",
    "done_on": "Выполнено",
    "progress_note": "Примечание",
    "proof": "Подтверждение",
    "section": "",
    "place": "",
}


class RoadmapSide(SidePanel):
    """What is known of the chosen row.

    Signals:
        progress_requested: The row is to be marked, with its note and proof.
        attach_requested: A file is to be kept beside the row.
        open_requested: ``KeptFile`` to open.
        detach_requested: ``KeptFile`` to remove.
    """

    progress_requested = Signal()
    attach_requested = Signal()
    open_requested = Signal(object)
    detach_requested = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def show_line(self, line: Line | None, today: date) -> None:
        """Show a line of the plan."""
        self.clear()
        if line is None:
            self.show_title("")
            return
        if line.row is None:
            self.show_title("Раздел", line.section.title if line.section is not None else "")
            return
        row = line.row
        self.show_title(f"Строка {row.number.rstrip('.')}", unmarked(row.record.title))
        self.add_text("Сроки поняты так", _understood(row))
        if row.problems:
            self.add_text("Замечания", [problem.text for problem in row.problems])
        self.add_widget("Ход", self._progress(row, today))

    def show_files(self, files: Sequence[KeptFile]) -> None:
        """Show the files kept beside the row."""
        box = named(QWidget(), "planFiles", "Файлы")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for file in files:
            column.addLayout(self._file(file))
        attach = named(QPushButton("Приложить файл…", autoDefault=False), "planAttach")
        self._look.dress(attach, "paperclip")
        attach.clicked.connect(self.attach_requested)
        column.addWidget(attach, alignment=Qt.AlignmentFlag.AlignLeft)
        self.add_widget("Файлы", box)

    def add_history(self, entries: Sequence[HistoryEntry]) -> None:
        """Show who changed the row."""
        lines = [text for entry in entries if (text := _line(entry))]
        if len(lines) > _SHOWN_ENTRIES:
            lines[_SHOWN_ENTRIES:] = [f"и ещё {len(lines) - _SHOWN_ENTRIES}"]
        if lines:
            self.add_text("История", lines)

    def _progress(self, row: PlanRow, today: date) -> QWidget:
        record = row.record
        done = shown_date(record.done_on)
        state = f"{PROGRESS.get(record.progress, '')} {done}".strip()
        is_running = record.progress == "running"
        late = f"{OVERDUE}, {state}" if is_running else OVERDUE
        lines = [late if row.is_overdue(today) else state]
        lines += [record.progress_note] if record.progress_note else []
        lines += [f"Подтверждение: {record.proof}"] if record.proof else []
        box = named(QWidget(), "planProgressBox", "Ход")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for text in lines:
            label = QLabel(text, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        change = named(QPushButton("Отметить ход…", autoDefault=False), "planProgress")
        self._look.dress(change, "checklist")
        change.clicked.connect(self.progress_requested)
        column.addWidget(change, alignment=Qt.AlignmentFlag.AlignLeft)
        return box

    def _file(self, file: KeptFile) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        label = QLabel(file.name, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        row.addWidget(label, 1)
        for icon, name, tip, act in (
            ("file", "openFile", "Открыть", self._opener(file)),
            ("trash", "detachFile", "Убрать", self._detacher(file)),
        ):
            button = named(QToolButton(autoRaise=True), name, f"{tip}: {file.name}")
            button.setToolTip(plain_tip(tip))
            self._look.dress(button, icon)
            button.clicked.connect(act)
            row.addWidget(button, alignment=Qt.AlignmentFlag.AlignTop)
        return row

    def _opener(self, file: KeptFile) -> Callable[[], None]:
        return lambda: self.open_requested.emit(file)

    def _detacher(self, file: KeptFile) -> Callable[[], None]:
        return lambda: self.detach_requested.emit(file)


def _understood(row: PlanRow) -> list[str]:
    """The dates in words, each span in a line."""
    if row.dates.rhythm is not None:
        return [row.dates.shown or "дни не указаны"]
    return [span.printed for span in row.dates.spans] or ["дни не указаны"]


def _line(entry: HistoryEntry) -> str:
    when = f"{entry.moment:%d.%m.%Y %H:%M}"
    if not entry.field:
        return f"{when} – {entry.intent} ({entry.author})"
    name = _FIELDS.get(entry.field, "")
    if not name:
        return ""
    value = entry.after
    text = PROGRESS.get(str(value), str(value or "пусто"))
    if hasattr(value, "strftime"):
        text = f"{value:%d.%m.%Y}"
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    is_new = entry.action is Action.CREATED
    return "" if is_new else f"{when} – {name}: {short} ({entry.author})"
