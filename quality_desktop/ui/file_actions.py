"""What the user does with whole files: new, open, recent, copy, check, close.

Services are imported by the functions that use them: they bring the database toolkit along, which
takes longer to import than the window to paint.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from quality_desktop.domain.errors import Problem, QualityError
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.file_care import FileCare
from quality_desktop.ui.file_opening import FileOpening
from quality_desktop.ui.operations import Operations

if TYPE_CHECKING:
    from quality_desktop.services.district_file.file_facts import FileFacts
    from quality_desktop.storage.store import Store
    from quality_desktop.ui.jobs import Progress

_MOST_FINDINGS_SHOWN: Final = 10


class FileActions(QObject):
    """Opens and closes files for the window; every refusal is one sentence in a message.

    Signals:
        glanced: ``Path`` of a file that can be shown already and is being opened.
        opened: ``FileFacts`` of a file that is open now.
        closed: No file is open now.
        refused: A file could not be opened or made, and the user was told why.
        copy_failed: Sentence of a warning: a copy of the file could not be made.
    """

    glanced = Signal(object)
    opened = Signal(object)
    closed = Signal()
    refused = Signal()
    copy_failed = Signal(str)

    def __init__(self, operations: Operations, environment: Environment, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("fileActions")
        self._operations = operations
        self._environment = environment
        self._window = window
        self._path: Path | None = None
        self._glanced_path: Path | None = None
        self._opening = FileOpening(environment, self.copy_failed.emit)
        self.care = FileCare(operations, environment, window)
        self.care.open_wanted.connect(self._open)
        self.copy_failed.connect(self.care.warn_once)
        operations.first_look.taken.connect(lambda: self.glanced.emit(self._glanced_path))

    @property
    def path(self) -> Path | None:
        """The open file; None when there is none."""
        return self._path

    def new(self) -> None:
        """Ask what to start with and where to put it, make the file and open it."""
        from quality_desktop.services.district_file import files, samples
        from quality_desktop.ui.dialogs.new_file import NewFileDialog

        try:
            offered = samples.available(samples_folder=self._environment.samples)
        except QualityError as refusal:
            self._refuse(refusal.sentence)
            return
        choice = NewFileDialog.ask(self._window, offered)
        if choice is None:
            return
        proposal = self._folder() / f"{choice.title}{files.SUFFIX}"
        path = self._environment.messages.file_to_save(
            self._window, "Где хранить новый файл", proposal
        )
        if path is not None:
            self.create(path, choice.sample)

    def create(self, path: Path, sample: str | None) -> None:
        """Make a file and open it.

        An empty one is named after the district and the office of the settings.

        Args:
            path: Where; a file of this name must not exist.
            sample: Name of the sample to fill it with; None for an empty one.
        """
        self._operations.open(
            self._opening.creating(path, sample),
            self._ask_facts,
            title="Создание файла",
            refused=lambda sentence: self._on_refused(path, sentence),
        )

    def choose(self) -> None:
        """Ask which file to open and open it."""
        path = self._environment.messages.file_to_open(self._window, "Открыть файл", self._folder())
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """Open a file; the one that is open stays so when the new one cannot be opened."""
        self._open(path, False)

    def _open(self, path: Path, may_lie_on_a_share: bool) -> None:
        path = path.absolute()
        if path == self._path:
            return
        can_glance = self._path is None and self._operations.is_idle
        if can_glance:
            self._glanced_path = path
        glance = self._opening.glance(path, may_lie_on_a_share=may_lie_on_a_share)
        self._operations.open(
            self._opening.opening(path, may_lie_on_a_share=may_lie_on_a_share),
            self._ask_facts,
            title="Открытие файла",
            refused=lambda sentence: self._on_refused(path, sentence),
            glance=glance if can_glance else None,
        )

    def save_copy(self) -> None:
        """Ask where and write a whole copy of the open file."""
        if self._path is None:
            return
        proposal = self._path.with_name(f"{self._path.stem} (копия){self._path.suffix}")
        target = self._environment.messages.file_to_save(
            self._window, "Сохранить копию как", proposal
        )
        if target is None:
            return

        def back_up(store: Store, _progress: Progress) -> Path:
            from quality_desktop.services.district_file import files

            files.back_up(store=store, target=target, may_replace=True)
            return target

        self._operations.run(back_up, self._tell_copied, title="Сохранение копии", owner=self)

    def show_copies(self) -> None:
        """Show the copies of the open file and the way back to one of them."""
        from quality_desktop.ui.dialogs.backups import BackupsDialog

        if self._path is not None:
            BackupsDialog(self._operations, self._environment, self._path, self._window).open()

    def check(self) -> None:
        """Check the open file and say what was found."""
        reference = self._environment.reference

        def check(store: Store, _progress: Progress) -> list[Problem]:
            from quality_desktop.services.district_file import checking

            return checking.check(store=store, reference=reference)

        self._operations.run(check, self._tell_findings, title="Проверка файла", owner=self)

    def close(self) -> None:
        """Close the open file when everything is written."""
        self._operations.close_file(self._on_closed)

    def _ask_facts(self) -> None:
        def ask(store: Store) -> FileFacts:
            from quality_desktop.services.district_file import file_facts

            return file_facts.facts(store=store)

        self._operations.ask(ask, self._on_opened, owner=self)

    def _on_opened(self, facts: FileFacts) -> None:
        self._path = facts.path.absolute()
        path = self._path
        self._environment.preferences.apply(lambda settings: settings.with_recent(path))
        self.opened.emit(facts)
        self.care.look_after(path)

    def _on_closed(self) -> None:
        self._path = None
        self.closed.emit()

    def _on_refused(self, path: Path, sentence: str) -> None:
        if not path.exists():
            self._environment.preferences.apply(lambda settings: settings.without_recent(path))
        trouble = self._opening.take_trouble()
        self.refused.emit()
        if trouble is None or not self.care.mends(path, trouble):
            self._refuse(sentence)

    def _refuse(self, sentence: str) -> None:
        self._environment.messages.refuse(self._window, sentence)

    def _tell_findings(self, problems: list[Problem]) -> None:
        messages = self._environment.messages
        if not problems:
            messages.tell(self._window, "Файл в порядке: повреждений и расхождений не найдено.")
            return
        shown = "\n".join(f"• {problem.text}" for problem in problems[:_MOST_FINDINGS_SHOWN])
        messages.refuse(
            self._window,
            f"Проверка нашла замечания ({len(problems)}): сохраните копию файла, "
            f"прежде чем работать дальше.\n\n{shown}",
        )

    def _folder(self) -> Path:
        """Where files lie: the folder of the settings, or that of the last file."""
        settings = self._environment.settings
        named = [settings.files_folder] if settings.files_folder else []
        recent = [str(Path(name).parent) for name in settings.recent_files[:1]]
        folders = (Path(name) for name in (*named, *recent))
        return next((folder for folder in folders if folder.is_dir()), Path.home())

    def _tell_copied(self, target: Path) -> None:
        self._environment.messages.tell(self._window, f"Копия сохранена: {target}")
