"""A figure of the window as a file."""

from __future__ import annotations

from pathlib import Path

from quality_desktop.storage.disk import replace, temporary_beside
from quality_desktop.storage.failures import explained


def save(*, path: Path, content: bytes) -> Path:
    """Write a drawn picture, whole or not at all.

    Raises:
        QualityError: The folder cannot be written, the disk is full, or the file is open elsewhere.
    """
    with explained(path), temporary_beside(path) as temporary:
        temporary.write_bytes(content)
        replace(temporary, path)
    return path
