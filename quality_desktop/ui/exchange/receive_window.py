"""«Получить»: files of colleagues are looked at, shown with what they bring, and taken in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from quality_desktop.domain.changes import Changes
from quality_desktop.services.exchange import beginning, plan_words, receiving, senders
from quality_desktop.services.exchange.beginning import Begun
from quality_desktop.services.exchange.plan_words import PlanTold
from quality_desktop.services.exchange.received_files import Received, ReceivedPreview
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.exchange.desk import desk_of
from quality_desktop.ui.exchange.parcel import Parcel
from quality_desktop.ui.exchange.plan_view import PlanView
from quality_desktop.ui.exchange.received_table import ReceivedTable
from quality_desktop.ui.exchange.standing_window import StandingWindow
from quality_desktop.ui.jobs import Progress
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.widgets.file_picker import FilePicker
from quality_desktop.ui.widgets.naming import named

_PROMPT: Final = (
    "Перетащите сюда пакеты из почты или выберите их: можно несколько, в любом порядке, и повторно."
)
_BEGINNING: Final = (
    "В вашем файле ещё ничего не внесено: рядом с ним появится новый, в котором всё, что есть у "
    "отправителя, и решать расхождения не придётся"
)
_PATTERNS: Final = "Пакеты и файлы района (*.qpack *.quality);;Все файлы (*)"


class ReceiveWindow(StandingWindow):
    """Files, what they would do, one button.

    Attributes:
        files: The received files.
        plan: What they would do.
        parcel: What is in hand, and as it was looked at last.

    Signals:
        conflicts_wanted: The user wants to decide what came.
        begun: ``Begun``: a new file was made from a sender's; it is to be opened.
    """

    name: ClassVar[str] = "receiveWindow"
    title: ClassVar[str] = "Получить от коллег"
    verb: ClassVar[str] = "Принять"
    wanted_size: ClassVar[tuple[int, int]] = (1120, 680)

    conflicts_wanted = Signal()
    begun = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
    ) -> None:
        super().__init__(parent, operations, scope, environment)
        self.desk = desk_of(environment)
        self.picker = FilePicker(environment, _PROMPT, patterns=_PATTERNS)
        self.files = ReceivedTable(environment.look)
        self.plan = PlanView(environment.look)
        self.decide = named(QPushButton("Решить расхождения…", autoDefault=False), "decideNow")
        self.decide.hide()
        self.begin = named(
            QPushButton("Начать с копии файла отправителя", autoDefault=False), "beginFromCopy"
        )
        self.begin.setToolTip(_BEGINNING)
        self.parcel = Parcel()
        self._fill_content()
        self.lay_out()
        self._connect()
        self._follow()

    def look_at(self, paths: Sequence[Path]) -> None:
        """Look at files beside those that are shown already; while work goes on, after it.

        Args:
            paths: Packages, files of a district, or folders with them.
        """
        if self.is_working:
            self.parcel.keep_for_later(paths)
        else:
            self.parcel.add(paths)
            self._look()

    def take(self) -> None:
        """Merge what can be merged."""
        preview, desk = self.parcel.preview, self.desk
        if preview is None or not preview.has_news:
            return
        accept, done = self.files.accept.isChecked(), list[Received]()

        def write(store: Store) -> Changes:
            report = self.operations.progressed.emit
            done.append(
                receiving.receive(
                    store=store, desk=desk, preview=preview, accept_senders=accept, progress=report
                )
            )
            return done[0].changes

        self.write(write, lambda _changes: self._on_taken(done[0]), title="Приём")

    def begin_from_copy(self) -> None:
        """Make a new file from what came, instead of joining it to one in which nobody has written."""
        desk, accept = self.desk, self.files.accept.isChecked()
        file = self.parcel.beginning

        def begin(store: Store, progress: Progress) -> Begun:
            return beginning.begin(
                store=store,
                desk=desk,
                file=file,
                accept_sender=accept,
                progress=progress.report,
            )

        self.run(begin, self.begun.emit, title="Новый файл")

    def _look(self) -> None:
        self.parcel.forget()
        self.picker.show_picked(self.parcel.paths)
        self.decide.hide()
        paths, passwords, desk = self.parcel.paths, self.parcel.passwords, self.desk
        outside, reference = self.files.outside.isChecked(), self.environment.reference

        def look(store: Store, progress: Progress) -> tuple[ReceivedPreview, PlanTold]:
            found = receiving.preview(
                store=store,
                desk=desk,
                paths=paths,
                passwords=passwords,
                with_outside_edits=outside,
                progress=progress.report,
            )
            try:
                told = plan_words.plan_told(store=store, reference=reference, preview=found)
                progress.check_cancelled()
            except BaseException:
                found.close()
                raise
            return found, told

        self.run(look, lambda answer: self._show(*answer), title="Проверка файлов")

    def _show(self, preview: ReceivedPreview, told: PlanTold) -> None:
        self.parcel.preview = preview
        self.files.show_files(preview.files)
        self.plan.show_plan(told, preview.effect)
        if not preview.has_news:
            self.tell("Принимать нечего: посмотрите, что сказано о каждом файле.", is_refusal=True)
        elif told.closed:
            self.tell("", remarks=told.closed)
        self._follow()

    def _on_taken(self, done: Received) -> None:
        self.parcel.empty()
        refused = [one.sentence for one in done.files if one.is_refused]
        is_nothing = bool(refused) and not any(one.new_changes for one in done.files)
        self.tell(_said_of(done), is_refusal=is_nothing, remarks=refused)
        self.decide.setVisible(any(one.conflicts for one in done.files))
        self._show_nothing()

    def _fill_content(self) -> None:
        splitter = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        splitter.addWidget(self.files)
        splitter.addWidget(self.plan)
        splitter.setSizes((240, 320))
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.picker)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self.decide, 0, Qt.AlignmentFlag.AlignRight)

    def _connect(self) -> None:
        self.picker.picked.connect(self.look_at)
        self.files.password_given.connect(self._on_password)
        self.files.outside_wanted.connect(self._look)
        self.files.pin_wanted.connect(self._on_pin)
        self.apply.clicked.connect(self.take)
        self.decide.clicked.connect(self.conflicts_wanted)
        self.begin.clicked.connect(self.begin_from_copy)
        self.operations.became_idle.connect(self._look_at_late)

    def _on_password(self) -> None:
        password = self.files.password.text().strip()
        if password:
            self.parcel.try_password(password)
            self.files.password.clear()
            self._look()

    def _on_pin(self) -> None:
        chosen, desk = self.files.chosen, self.desk
        if chosen is None or chosen.sender is None:
            return
        card = chosen.sender

        # Nothing can be taken in until it was looked at again: the logs shown now are thrown away then.
        def pin(_store: Store) -> Changes:
            senders.pin(desk=desk, card=card)
            return Changes()

        self.write(pin, lambda _changes: self._look(), title="Запоминание отправителя")

    def _look_at_late(self) -> None:
        """Look at what was dropped while other files were being looked at or taken in."""
        late = self.parcel.take_late()
        if late and self.isVisible():
            self.look_at(late)

    def _follow(self) -> None:
        self.apply.setEnabled(self.parcel.has_news and not self.is_working)
        self.begin.setVisible(self.parcel.beginning is not None)

    @override
    def reject(self) -> None:
        super().reject()
        if not self.isVisible():
            self._forget_all()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if event.isAccepted():
            self._forget_all()

    def _forget_all(self) -> None:
        """Nothing of what was received stays on the disk behind a closed window."""
        self.parcel.take_late()
        self.parcel.empty()
        self.tell("")
        self._show_nothing()

    def _show_nothing(self) -> None:
        self.files.show_files(())
        self.plan.show_plan(PlanTold(), None)
        self.picker.show_picked(())
        self._follow()


def _said_of(done: Received) -> str:
    copy = "" if done.backup is None else " Копия файла до приёма сделана."
    # What changed no record is no step of Ctrl+Z: that would take back the user's own work.
    undo = " Отменить – Ctrl+Z или в журнале обменов." if done.changes else ""
    return f"{done.sentence}{copy}{undo}"
