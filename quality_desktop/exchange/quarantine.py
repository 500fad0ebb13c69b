"""Received files seen from the program: handed to the judging process, taken back as clean logs."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Self

from quality_desktop.domain.errors import QualityError
from quality_desktop.exchange import left_behind
from quality_desktop.exchange.judging_process import JudgingProcess, Received

__all__ = ["Quarantine", "Received"]


class Quarantine:
    """A private folder with the clean logs of received files; gone with what is in it when closed."""

    def __init__(self, parent: Path | None = None) -> None:
        """Make the folder.

        Args:
            parent: Where; the system's folder for temporary files when omitted.

        Raises:
            QualityError: No folder can be made.
        """
        try:
            where = Path(tempfile.gettempdir()) if parent is None else parent
            left_behind.remove_left_behind(where)
            self.folder = Path(tempfile.mkdtemp(prefix=left_behind.prefix(), dir=where))
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
            passwords: Tried on every closed package.
            with_outside_edits: Take also what was changed beside the program.
            progress: Called with the number of files done.
        """
        largest = max(map(_size, paths), default=0)
        with closing(JudgingProcess(version=version, largest=largest)) as process:
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
