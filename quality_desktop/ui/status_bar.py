"""The line at the bottom: file, owner, when it was saved, findings, work being done."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStatusBar,
    QWidget,
)

from quality_desktop.ui.look import Look
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.naming import named

if TYPE_CHECKING:
    from quality_desktop.services.district_file.file_facts import FileFacts

_BAR_WIDTH: Final = 160
_OUTCOME_MS: Final = 60_000


class StatusBar(QStatusBar):
    """What the user may want to know without asking.

    Signals:
        problems_wanted: The count of findings was pressed.
    """

    problems_wanted = Signal()

    def __init__(self, operations: Operations, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self._operations = operations
        self._look = look
        self.setSizeGripEnabled(False)
        self.setContentsMargins(8, 0, 8, 0)
        self.file = named(QLabel(), "statusFile", "Открытый файл")
        self.saved = named(QLabel(), "statusSaved")
        self.problems = named(QPushButton(flat=True), "statusProblems")
        self.work = named(QLabel(), "statusWork")
        self.bar = named(QProgressBar(textVisible=False), "statusBarOfWork", "Ход работы")
        self.bar.setMaximumWidth(_BAR_WIDTH)
        self.cancel = named(QPushButton("Прервать"), "statusCancel")
        self.outcome = named(QLabel(), "statusOutcome", "Чем кончилось")
        self.outcome.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._outcome_rest = QTimer(self, singleShot=True, interval=_OUTCOME_MS)
        self._outcome_rest.timeout.connect(self.outcome.hide)
        self.addWidget(self.file)
        self.addWidget(self.outcome, 1)
        permanent: tuple[QWidget, ...] = (
            self.work,
            self.bar,
            self.cancel,
            self.saved,
            self.problems,
        )
        for widget in permanent:
            self.addPermanentWidget(widget)
        self.problems.clicked.connect(self.problems_wanted)
        self.cancel.clicked.connect(self._on_cancel_clicked)
        operations.busy_changed.connect(self._show_work)
        operations.progressed.connect(self._show_progress)
        operations.saved.connect(self.show_saved)
        self.show_no_file()

    def show_file(self, facts: FileFacts) -> None:
        """Say which file is open."""
        owner = f" · {facts.office}" if facts.office else ""
        self.file.setText(f"{facts.path.name}{owner}")
        self.file.setToolTip(plain_tip(str(facts.path)))
        self.file.show()
        self.show_saved(facts.last_saved)

    def show_no_file(self) -> None:
        """Say nothing about a file."""
        for widget in (self.file, self.outcome, self.saved, self.problems):
            widget.hide()
        self._show_work(False, "")

    def show_outcome(self, sentence: str) -> None:
        """Say for a minute how something ended whose window is closed already."""
        self.outcome.setText(sentence)
        self.outcome.setToolTip(plain_tip(sentence))
        self.outcome.show()
        self._outcome_rest.start()

    def show_leaving(self) -> None:
        """Say that the window closes as soon as everything is written."""
        self._show_work(True, "Сохраняется внесённое, окно закроется само")

    def show_saved(self, moment: datetime | None) -> None:
        """«сохранено 14:05», with the date when it was not today."""
        self.saved.setVisible(moment is not None)
        if moment is not None:
            moment = moment.astimezone()  # the file keeps UTC
            is_today = moment.date() == date.today()
            self.saved.setText(
                f"сохранено {moment:%H:%M}" if is_today else f"сохранено {moment:%d.%m.%Y %H:%M}"
            )

    def show_problem_count(self, count: int) -> None:
        """Show how many findings the tab in front has."""
        if count > 0 and self.problems.icon().isNull():  # not while the window starts
            self._look.dress(self.problems, "alert-triangle")
        text = counted(count, "замечание", "замечания", "замечаний")
        self.problems.setVisible(count > 0)
        self.problems.setText(text)
        self.problems.setAccessibleName(f"{text}: перейти к списку")

    def _show_work(self, is_busy: bool, title: str) -> None:
        self.work.setText(f"{title}…" if title else "")
        self.work.setVisible(is_busy)
        self.bar.setVisible(is_busy)
        self.bar.setRange(0, 0)
        self.cancel.setVisible(is_busy and self._operations.can_cancel)
        self.cancel.setEnabled(True)

    def _show_progress(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if text:
            self.work.setText(f"{text}…")

    def _on_cancel_clicked(self) -> None:
        self.cancel.setEnabled(False)
        self.work.setText("Прерывается…")
        self._operations.cancel()
