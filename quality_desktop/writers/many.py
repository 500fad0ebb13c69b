"""Many papers of one kind at once: written beside each other, safely on the disk, and as one file."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from quality_desktop.documents.model import Document
from quality_desktop.domain.errors import QualityError
from quality_desktop.writers.docx import to_docx
from quality_desktop.writers.files import FORMATS, file_name
from quality_desktop.writers.pdf import PdfWriter
from quality_desktop.writers.styles import STANDARD, Profile

Progress = Callable[[int, int, str], None]
_WRITERS = 4
"""A disk that is told to write several files at once does it as fast as one of them."""


def save_many(
    documents: Sequence[Document],
    *,
    formats: Sequence[str],
    folder: Path,
    fonts: Path,
    whole: str,
    profile: Profile = STANDARD,
    progress: Progress | None = None,
) -> list[Path]:
    """Write papers into an empty folder as ``<key>.docx`` and ``<key>.pdf``.

    Args:
        documents: The papers, at least one; their keys differ.
        formats: «docx», «pdf» or both.
        folder: Where to; nothing in it is replaced, so it is one that nobody reads yet.
        fonts: Folder with the bundled font files.
        whole: Name of the file that holds all PDF pages in one; made with «pdf» only.
        profile: Look of the papers.
        progress: Told how many papers are made, of how many, and which comes; an exception from it
            cancels and leaves what is written so far.

    Returns:
        The files, paper by paper, then the one that holds all.

    Raises:
        QualityError: An unknown format, or a paper cannot be printed.
        OSError: The folder cannot be written.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise QualityError(f"Неизвестный формат документа «{unknown[0]}».")
    steps = len(documents) * len(formats)
    made: dict[str, dict[str, Path]] = {name: {} for name in formats}
    extra: list[Path] = []
    with ThreadPoolExecutor(_WRITERS) as disk:
        waiting: list[Future[None]] = []

        def put(name: str, content: bytes) -> Path:
            path = folder / name
            waiting.append(disk.submit(_write, path, content))
            return path

        def tell(done: int, _all: int, what: str) -> None:
            if progress is not None:
                progress(done * len(documents) // steps, len(documents), what)

        done = 0
        if "docx" in formats:
            for document in documents:
                tell(done, steps, document.key)
                name = f"{file_name(document.key)}.docx"
                made["docx"][document.key] = put(name, to_docx(document, profile=profile))
                done += 1
        if "pdf" in formats:
            before = done
            writer = PdfWriter(fonts, profile)
            files, joined = writer.pdfs(
                documents, lambda place, all_, what: tell(before + place, all_, what)
            )
            for document, content in zip(documents, files, strict=True):
                made["pdf"][document.key] = put(f"{file_name(document.key)}.pdf", content)
            extra.append(put(whole, joined))
        for one in waiting:
            one.result()
    return [made[name][document.key] for document in documents for name in formats] + extra


def _write(path: Path, content: bytes) -> None:
    """Write a file and see it onto the disk."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
