"""What the user is asked about a file that other computers reach too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.widgets.messages import Answer, Kind

if TYPE_CHECKING:
    from quality_desktop.services.district_file.shares import (
        FileOnShareError,
        HeldElsewhereError,
        OwnCopy,
    )

_CANCEL: Final = Answer(key="cancel", text="Не открывать", is_safe=True)


class FileSharing(QObject):
    """Asks, and does what was answered.

    Signals:
        open_wanted: ``Path`` of a file to open instead, and whether it may lie on a share.
        receive_wanted: ``tuple[Path, ...]`` of files to look at and to join to the open one.
    """

    open_wanted = Signal(object, bool)
    receive_wanted = Signal(object)

    def __init__(self, operations: Operations, environment: Environment, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("fileSharing")
        self._operations = operations
        self._environment = environment
        self._window = window
        self._copied: OwnCopy | None = None

    def offer_own_copy(self, path: Path, error: FileOnShareError) -> None:
        """Ask whether a file on a share is opened there, where that is safe, or as a copy."""
        here = (Answer(key="here", text="Открыть на сетевом диске"),) if error.has_locks else ()
        copy = Answer(key="copy", text="Работать с копией на этом компьютере")
        answers = (_CANCEL, *here, copy)
        details = (
            "Внесённое в копию потом объединяется с общим файлом: откройте его и выберите "
            "«Файл» → «Получить…»."
        )
        chosen = self._ask(error.sentence, answers, details)
        if chosen == "here":
            self.open_wanted.emit(path, True)
        elif chosen == "copy":
            folder = self._environment.user_folder

            def work() -> OwnCopy:
                from quality_desktop.services.district_file import shares

                return shares.own_copy(path=path, folder=folder)

            self._without_file(work, self._open_copy, "Копирование файла")

    def offer_taking_over(self, path: Path, error: HeldElsewhereError) -> None:
        """Ask whether the computer that says to have a file is off."""
        answers = (_CANCEL, Answer(key="take", text="Тот компьютер выключен – открыть"))
        details = (
            "Если тот компьютер выключен или программа на нём закрылась со сбоем, файл можно "
            "открыть. Если он там всё же открыт, новые правки там в файл не попадут: программа на "
            "том компьютере отложит их и предложит внести позже."
        )
        if self._ask(error.sentence, answers, details) == "take":

            def work() -> None:
                from quality_desktop.services.district_file import shares

                shares.forget_holder(path=path, holder=error.holder)

            self._without_file(
                work, lambda _done: self.open_wanted.emit(path, True), "Открытие файла"
            )

    def look_after(self, path: Path) -> None:
        """A file was opened: when it is a copy, tell what the file on the share has and it has not."""
        copied, self._copied = self._copied, None
        if copied is None or copied.path != path or not copied.sentence:
            return
        if not copied.is_behind:
            self._environment.messages.tell(self._window, copied.sentence)
            return
        answers = (
            Answer(key="later", text="Позже", is_safe=True),
            Answer(key="receive", text="Посмотреть и внести…"),
        )
        details = "Ничего не заменится молча: где мнения разошлись, появится расхождение."
        if self._ask(copied.sentence, answers, details) == "receive":
            self.receive_wanted.emit((copied.original,))

    def _open_copy(self, copied: OwnCopy) -> None:
        self._copied = copied
        self.open_wanted.emit(copied.path, True)

    def _ask(self, question: str, answers: tuple[Answer, ...], details: str) -> str:
        return self._environment.messages.ask(
            self._window, question, answers, details=details, kind=Kind.WARNING
        )

    def _without_file(
        self, work: Callable[[], object], then: Callable[..., None], title: str
    ) -> None:
        self._operations.run_without_file(
            work,
            then,
            title=title,
            refused=lambda sentence: self._environment.messages.refuse(self._window, sentence),
            owner=self,
        )
