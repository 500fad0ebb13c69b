"""Many papers of one kind at once: written beside each other, safely on the disk, and as one file."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from quality_desktop.documents.model import Document
from quality_desktop.domain.errors import QualityError
from quality_desktop.writers.docx import DocxWriter
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
    with ThreadPoolExecutor(_WRITERS) as threads:
        disk = _Disk(folder, threads)
        tell = _Told(progress, len(documents), formats)
        made: dict[tuple[str, str], Path] = {}
        extra: list[Path] = []
        if "docx" in formats:
            writer = DocxWriter(profile)
            for place, document in enumerate(documents):
                tell("docx", place, document.key)
                name = f"{file_name(document.key)}.docx"
                made["docx", document.key] = disk.put(name, writer.docx(document))
        if "pdf" in formats:
            files, joined = PdfWriter(fonts, profile).pdfs(
                documents, lambda place, _all, what: tell("pdf", place, what)
            )
            for document, content in zip(documents, files, strict=True):
                name = f"{file_name(document.key)}.pdf"
                made["pdf", document.key] = disk.put(name, content)
            extra.append(disk.put(whole, joined))
        disk.wait()
    return [made[name, document.key] for document in documents for name in formats] + extra


class _Disk:
    """Files on their way to the disk while the next ones are made."""

    def __init__(self, folder: Path, threads: ThreadPoolExecutor) -> None:
        self._folder = folder
        self._threads = threads
        self._waiting: list[Future[None]] = []

    def put(self, name: str, content: bytes) -> Path:
        """Begin to write a file."""
        path = self._folder / name
        self._waiting.append(self._threads.submit(_write, path, content))
        return path

    def wait(self) -> None:
        """Wait until all files are on the disk; the first failure is raised."""
        for one in self._waiting:
            one.result()


class _Told:
    """Tells progress in papers, whatever is made of them first."""

    def __init__(self, progress: Progress | None, papers: int, formats: Sequence[str]) -> None:
        self._progress = progress
        self._papers = papers
        self._formats: list[str] = [name for name in FORMATS if name in formats]

    def __call__(self, made: str, place: int, what: str) -> None:
        """Tell that this paper comes next in this format."""
        if self._progress is not None:
            done = self._formats.index(made) * self._papers + place
            self._progress(done // len(self._formats), self._papers, what)


def _write(path: Path, content: bytes) -> None:
    """Write a file and see it onto the disk."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
