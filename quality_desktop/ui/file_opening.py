"""How the window opens and makes files: what runs on the thread of the file.

Services are imported when it runs: they bring the database toolkit along.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.domain.errors import QualityError
from quality_desktop.ui.environment import Environment

if TYPE_CHECKING:
    from quality_desktop.services.district_file.backups import Places
    from quality_desktop.storage.glance import Glance
    from quality_desktop.storage.store import Store


class FileOpening:
    """Makes the work of opening a file.

    Attributes:
        trouble: Why the last file was not opened; read when the refusal has come to the window.
    """

    def __init__(self, environment: Environment, warn: Callable[[str], None]) -> None:
        """Remember what every file is opened with.

        Args:
            environment: Folders and settings.
            warn: Takes a sentence when a copy of the file could not be made, on any thread.
        """
        self._environment = environment
        self._warn = warn
        self.trouble: QualityError | None = None

    def take_trouble(self) -> QualityError | None:
        """Why the last file was not opened, told once."""
        trouble, self.trouble = self.trouble, None
        return trouble

    def opening(self, path: Path, *, may_lie_on_a_share: bool) -> Callable[[], Store]:
        """Work that opens a file."""
        environment = self._environment
        author = environment.settings.author

        def work() -> Store:
            from quality_desktop.services.district_file import files, shares

            try:
                if not may_lie_on_a_share:
                    shares.require_own_disk(path=path)
                return files.open_file(
                    path=path,
                    migrations=environment.migrations,
                    writer=files.writer(author=author),
                    places=self._places(),
                )
            except QualityError as error:
                self.trouble = error
                raise

        return work

    def creating(self, path: Path, sample: str | None) -> Callable[[], Store]:
        """Work that makes a file and opens it."""
        environment = self._environment
        settings = environment.settings

        def work() -> Store:
            from quality_desktop.services.district_file import files
            from quality_desktop.services.office.directory import named_municipality

            return files.create_file(
                path=path,
                sample=sample,
                samples_folder=environment.samples,
                reference=environment.reference,
                forms=environment.forms,
                migrations=environment.migrations,
                writer=files.writer(author=settings.author),
                whose=named_municipality(name=settings.district, office=settings.office),
                places=self._places(),
            )

        return work

    def glance(self, path: Path, *, may_lie_on_a_share: bool) -> Callable[[], Glance | None]:
        """Work that looks at a file before it is open; a file on a share is asked about first."""

        def work() -> Glance | None:
            from quality_desktop.services.district_file import first_look

            if not may_lie_on_a_share and first_look.lies_on_a_share(path=path):
                return None
            return first_look.take(path=path, migrations=self._environment.migrations)

        return work

    def _places(self) -> Places:
        from quality_desktop.services.district_file import backups

        second = self._environment.settings.backup_folder
        return backups.Places(
            folder=self._environment.backups,
            second=Path(second) if second else None,
            warn=self._warn,
        )
