"""What the user is asked when a file is damaged or is not what it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import FileDamagedError, QualityError
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.file_sharing import FileSharing
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.widgets.messages import Answer, Kind

if TYPE_CHECKING:
    from quality_desktop.services.district_file.left_behind import Missing
    from quality_desktop.storage.store import Store


class FileCare(QObject):
    """Asks, and does what was answered.

    Attributes:
        sharing: Asks about files that other computers reach too.

    Signals:
        open_wanted: ``Path`` of a file to open instead, and whether it may lie on a share.
    """

    open_wanted = Signal(object, bool)

    def __init__(self, operations: Operations, environment: Environment, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("fileCare")
        self._operations = operations
        self._environment = environment
        self._window = window
        self._told = set[str]()
        self.sharing = FileSharing(operations, environment, window)
        self.sharing.open_wanted.connect(self.open_wanted)

    def mends(self, path: Path, error: QualityError | None) -> bool:
        """Offer a way on when a file was not opened.

        Args:
            path: The file.
            error: Why.

        Returns:
            False when there is none: the refusal is shown as it is.
        """
        from quality_desktop.services.district_file.shares import (
            FileOnShareError,
            HeldElsewhereError,
        )

        if isinstance(error, FileDamagedError):
            return self._offer_rescue(path, error)
        if isinstance(error, FileOnShareError):
            self.sharing.offer_own_copy(path, error)
        elif isinstance(error, HeldElsewhereError):
            self.sharing.offer_taking_over(path, error)
        else:
            return False
        return True

    def warn_once(self, sentence: str) -> None:
        """Tell of a copy that could not be made; the same thing once while the window is open."""
        if sentence not in self._told:
            self._told.add(sentence)
            self._environment.messages.refuse(self._window, sentence)

    def look_after(self, path: Path) -> None:
        """A file was opened: offer what it lacks of what was once entered into it or into its original."""
        self.sharing.look_after(path)

        def ask(store: Store) -> Missing | None:
            from quality_desktop.services.district_file import left_behind

            return left_behind.missing(store=store)

        self._operations.ask(ask, self._offer_missing, owner=self)

    def _offer_rescue(self, path: Path, error: FileDamagedError) -> bool:
        answers = (
            Answer(key="leave", text="Оставить", is_safe=True),
            Answer(key="rescue", text="Восстановить в новый файл…"),
        )
        details = "Повреждённый файл не изменится: уцелевшее будет собрано в новом."
        messages = self._environment.messages
        chosen = messages.ask(
            self._window, error.sentence, answers, details=details, kind=Kind.WARNING
        )
        if chosen != "rescue":
            return True
        proposal = path.with_name(f"{path.stem} (восстановлен){path.suffix}")
        target = messages.file_to_save(self._window, "Куда записать новый файл", proposal)
        if target is not None:
            self._rescue(path, target)
        return True

    def _rescue(self, path: Path, target: Path) -> None:
        environment = self._environment
        author, second = environment.settings.author, environment.settings.backup_folder

        def work() -> list[str]:
            from quality_desktop.services.district_file import backups, files, rescue
            from quality_desktop.services.history import words

            places = backups.Places(
                folder=environment.backups, second=Path(second) if second else None
            )
            found = rescue.recover(
                path=path,
                target=target,
                migrations=environment.migrations,
                writer=files.writer(author=author),
                places=places,
            )
            kinds = words.load(reference=environment.reference).kinds
            return rescue.told(found, {kind: one.title for kind, one in kinds.items()})

        def tell(lines: list[str]) -> None:
            environment.messages.tell(self._window, lines[0], "\n".join(lines[1:]))
            self.open_wanted.emit(target, True)

        self._without_file(work, tell, "Восстановление файла")

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

    def _offer_missing(self, missing: Missing | None) -> None:
        if missing is None:
            return
        answers = (
            Answer(key="later", text="Позже", is_safe=True),
            Answer(key="take", text="Внести сейчас"),
        )
        details = "Ничего не заменится молча: где мнения разошлись, появится расхождение."
        messages = self._environment.messages
        chosen = messages.ask(
            self._window, missing.sentence, answers, details=details, kind=Kind.WARNING
        )
        if chosen == "take":
            self._take_in(missing)

    def _take_in(self, missing: Missing) -> None:
        told: list[str] = []

        def write(store: Store) -> Changes:
            from quality_desktop.services.district_file import left_behind

            taken = left_behind.take_in(store=store, missing=missing)
            told.append(taken.sentence)
            return taken.changes

        messages = self._environment.messages
        self._operations.do(
            write, then=lambda _changes: messages.tell(self._window, told[0]), owner=self
        )
