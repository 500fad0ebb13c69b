"""What the dialogs of exchange with schools have in common: long work inside, Esc that harms nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar, Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quality_desktop.domain.changes import Changes
from quality_desktop.services.paperwork.printing import Folders
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.jobs import Progress
from quality_desktop.ui.look import Look
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.widgets.naming import named

T = TypeVar("T")
_EDGE: Final = 24
"""Pixels that the frame and title of a window take."""


class ExchangeDialog(QDialog):
    """A dialog whose work is done by the worker while the window lives on.

    A subclass names itself in the class attributes, puts its widgets into ``content`` and ends its
    ``__init__`` with ``lay_out``. While work is going on they cannot be used; Esc stops work that
    can be stopped and closes the dialog only when there is none.

    Attributes:
        name: Object name; help finds the page about the dialog by it.
        title: Title, in Russian.
        verb: What its one button does, in Russian.
        wanted_size: Width and height in pixels; a small screen has less.
        content: What the dialog is about.
        outcome: A sentence about what was done, or why it was not.
        remarks: What should be mended though it was done.
        apply: The one button that does something.
        leave: The button that closes the dialog.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    verb: ClassVar[str]
    wanted_size: ClassVar[tuple[int, int]]

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(self.name)
        self.setWindowTitle(self.title)
        self.resize_within_screen(*self.wanted_size)
        self.operations = operations
        self.scope = scope
        self.environment = environment
        self._is_writing = False
        self._focused: QWidget | None = None
        self.content = QWidget()
        self.outcome = named(QLabel(wordWrap=True), "exchangeOutcome")
        self.outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.outcome.hide()
        self.remarks = named(QLabel(wordWrap=True), "exchangeRemarks")
        self.remarks.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.remarks.hide()
        self.apply = named(QPushButton(self.verb), "exchangeApply")
        self.leave = named(QPushButton("Закрыть"), "exchangeLeave")
        self._progress = _ProgressLine()
        self._progress.stop.clicked.connect(operations.cancel)
        operations.progressed.connect(self._progress.show_steps)
        operations.became_idle.connect(self._on_idle)

    @property
    def is_working(self) -> bool:
        """True while the worker does what this dialog asked for."""
        return not self._progress.isHidden()

    @property
    def look(self) -> Look:
        """Colours and icons."""
        return self.environment.look

    def lay_out(self) -> None:
        """Put the parts together, once."""
        buttons = QDialogButtonBox()
        buttons.addButton(self.apply, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.leave, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.content, 1)
        layout.addWidget(self.outcome)
        layout.addWidget(self.remarks)
        layout.addWidget(self._progress)
        layout.addWidget(buttons)

    def tell(self, sentence: str, *, is_refusal: bool = False, remarks: Sequence[str] = ()) -> None:
        """Say what was done, or why it was not.

        Args:
            sentence: The sentence; nothing is shown when it is empty.
            is_refusal: It was not done.
            remarks: What should be mended though it was done.
        """
        colours = self.look.colours
        colour = colours.danger if is_refusal else colours.success
        self.outcome.setStyleSheet(f"color: {colour}")
        self.outcome.setText(sentence)
        self.outcome.setVisible(bool(sentence))
        self.remarks.setStyleSheet(f"color: {colours.warning}")
        self.remarks.setText("\n".join(remarks))
        self.remarks.setVisible(bool(remarks))

    def run(
        self,
        work: Callable[[Store, Progress], T],
        then: Callable[[T], None],
        *,
        title: str,
    ) -> None:
        """Do long work that can be stopped; a refusal is told inside the dialog."""
        self._start(title, can_stop=True)

        def finished(answer: T) -> None:
            self._stop()
            then(answer)

        self.operations.run(work, finished, title=title, owner=self, refused=self._on_refused)

    def write(
        self, write: Callable[[Store], Changes], then: Callable[[Changes], None], *, title: str
    ) -> None:
        """Write into the file; it cannot be stopped half-way."""
        self._is_writing = True
        self._start(title, can_stop=False)

        def finished(changes: Changes) -> None:
            self._stop()
            then(changes)

        self.operations.do(write, then=finished, refused=self._on_refused, owner=self)

    def folder_to_start(self) -> Path:
        """Where a dialog proposes to save: where the user saved last, first the folder of files."""
        return self.environment.preferences.folder_to_save

    def resize_within_screen(self, width: int, height: int) -> None:
        """Take a size, or as much of it as the screen has."""
        room = self.screen().availableGeometry()
        self.resize(min(width, room.width() - _EDGE), min(height, room.height() - 2 * _EDGE))

    def paper_folders(self) -> Folders:
        """Bundled folders that letters are written with."""
        environment = self.environment
        return Folders(
            wording=environment.wording,
            reference=environment.reference,
            language=environment.language,
            fonts=environment.fonts,
        )

    @override
    def reject(self) -> None:
        if self._is_writing:
            return
        if self.is_working:
            self.operations.cancel()
        else:
            super().reject()

    def _start(self, title: str, *, can_stop: bool) -> None:
        focused: QWidget | None = self.focusWidget()
        is_inside = focused is not None and self.content.isAncestorOf(focused)
        self._focused = focused if is_inside else None
        self.tell("")
        self._progress.start(title, can_stop=can_stop)
        self.content.setEnabled(False)
        self.apply.setEnabled(False)

    def _stop(self) -> None:
        self._is_writing = False
        self._progress.hide()
        self.content.setEnabled(True)
        self.apply.setEnabled(True)
        # What is disabled loses the keyboard; it comes back to where the user was typing.
        if self._focused is not None and self._focused.isVisible():
            self._focused.setFocus()

    def _on_refused(self, sentence: str) -> None:
        self._stop()
        self.tell(sentence, is_refusal=True)

    def _on_idle(self) -> None:
        if self.is_working:  # neither answered nor refused: the user stopped it
            self._stop()
            self.tell("Остановлено: ничего не записано.", is_refusal=True)


class _ProgressLine(QWidget):
    """What is being done, how far it is, and a button that stops it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("exchangeProgress")
        self.what = named(QLabel(), "progressText")
        self.bar = named(QProgressBar(textVisible=False), "progressBar", "Ход работы")
        self.stop = named(QPushButton("Остановить", autoDefault=False), "progressStop")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.what)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.stop)
        self._title = ""
        self.hide()

    def start(self, title: str, *, can_stop: bool) -> None:
        """Show that something is being done."""
        self._title = title
        self.what.setText(f"{title}…")
        self.bar.setRange(0, 0)
        self.stop.setVisible(can_stop)
        self.show()

    def show_steps(self, done: int, total: int, text: str) -> None:
        """Show how far the work is."""
        if not self.isHidden():
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self.what.setText(f"{self._title}: {text}" if text else f"{self._title}…")
