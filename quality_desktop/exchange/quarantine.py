"""Received files seen from the program: handed to the judging process, taken back as clean logs."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Self

from quality_desktop.domain.errors import QualityError
from quality_desktop.exchange.judging_process import JudgingProcess, Received
from quality_desktop.storage.private_folders import make_private_folder

__all__ = ["Quarantine", "Received"]


class Quarantine:
    """A private folder with the clean logs of received files; gone with what is in it when closed."""

    def __init__(self, beside: Path, usual: Path | None = None) -> None:
        """Make the folder.

        Args:
            beside: A file in whose folder it is made when the usual place is full or forbidden.
            usual: The usual place; the system's folder for temporary files when omitted.

        Raises:
            QualityError: No folder can be made.
        """
        try:
            self.folder = make_private_folder(beside, usual)
            # Also when nobody closes it: clean logs hold what the office knows of people.
            self._remove = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        except OSError as error:
            raise QualityError(
                "Папка для временных файлов недоступна или диск полон: освободите место и повторите."
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove everything; a second call does nothing."""
        self._remove()

    def judge(
        self,
        paths: Sequence[Path],
        *,
        version: int,
        passwords: Sequence[str] = (),
        with_outside_edits: bool = False,
        progress: Callable[[int], None] | None = None,
    ) -> Generator[Received]:
        """Judge files one after another; one bad file never stops the rest.

        Args:
            paths: The files, as they are read.
            version: Version of the schema that the program knows.
            passwords: Tried on every closed package, in this order.
            with_outside_edits: Take also what was changed beside the program.
            progress: Called with the number of files done.
        """
        largest = max(map(_size, paths), default=0)
        judging = JudgingProcess(version=version, largest=largest, passwords=len(passwords))
        with closing(judging) as process:
            for number, path in enumerate(paths, start=1):
                folder = self.folder / f"{number:04}"
                folder.mkdir()
                yield process.judge(
                    path,
                    folder,
                    passwords=tuple(passwords),
                    with_outside_edits=with_outside_edits,
                )
                if progress is not None:
                    progress(number)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
