"""System errors that Windows tells apart and Python does not: most get one number, EINVAL or EACCES."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from quality_desktop.domain.errors import FileBusyError, QualityError
from quality_desktop.storage.refusals import disk_failed, gone, no_space

# winerror.h
_FULL: Final = frozenset({39, 112})
_HELD: Final = frozenset({32, 33})
"""Another program has it open."""
_LOST: Final = frozenset(
    {21, 51, 53, 54, 55, 59, 64, 65, 67, 121, 1167, 1222, 1231, 1232, 1236, 2250}
)
"""A share or a stick that does not answer."""
_FAILING: Final = frozenset({19, 23, 27, 29, 30, 31, 1106, 1110, 1112, 1117, 1392})
_NAME: Final = frozenset({123, 206})


def of_windows(error: OSError, path: Path) -> QualityError | None:
    """What Windows complained of, in words; None where its own number tells no more than Python's.

    Args:
        error: From Windows it has a ``winerror``.
        path: The file the work is about.
    """
    code = getattr(error, "winerror", None)
    if code in _FULL:
        return no_space(path)
    if code in _HELD:
        return FileBusyError(
            f"Файл «{path.name}» занят другой программой: закройте её и повторите."
        )
    if code in _LOST:
        return gone(path)
    if code in _FAILING:
        return disk_failed(path)
    if code in _NAME:
        return QualityError(
            f"Windows не принимает имя «{path.name[:40]}» или путь к нему: дайте имя короче, "
            'без знаков \\ / : * ? " < > |.'
        )
    return None
