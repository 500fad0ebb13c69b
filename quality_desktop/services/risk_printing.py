"""Papers about schools at risk on their way out: one of them, or a letter to every school."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, QualityError
from quality_desktop.services.file_names import safe_name
from quality_desktop.services.printing import Written
from quality_desktop.services.risk_lists import school_name
from quality_desktop.services.risk_papers import Composer, RiskPaper, RiskPaperKind, of_year
from quality_desktop.writers import files

if TYPE_CHECKING:
    from quality_desktop.documents.outline import ComposedOutline
    from quality_desktop.domain.records import Id
    from quality_desktop.services.printing import Folders
    from quality_desktop.storage.store import Store

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Numbers and the date of a batch of letters.

    Attributes:
        first: Number of the first letter; None leaves places for all numbers.
        suffix: Stands after every number: «/01-12».
        dated: Date of all letters; None leaves places.
        due: By when the schools are to answer.
    """

    first: int | None = None
    suffix: str = ""
    dated: date | None = None
    due: date | None = None

    def number(self, place: int) -> str:
        """Number of a letter by its place in the batch, from 0."""
        return "" if self.first is None else f"{self.first + place}{self.suffix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenBatch:
    """Letters of a batch and what is wrong with their facts.

    Attributes:
        letters: How many letters.
        files: Their files.
    """

    letters: int
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def write(
    *,
    store: Store,
    paper: RiskPaper,
    folder: Path,
    formats: Sequence[str],
    folders: Folders,
    registration: Registration | None = None,
    progress: Progress | None = None,
) -> Written:
    """Write a paper into a folder, all formats or none half-written.

    Args:
        store: The file.
        paper: Which paper.
        folder: Made when absent.
        formats: Of ``printing.FORMATS``.
        folders: Bundled folders.
        registration: Its number and date; an approved list gives its order its own.
        progress: Told how many formats are done, of how many, and which comes.

    Raises:
        QualityError: The folder cannot be written, the disk is full, or a file is open elsewhere.
    """
    composed = _composed(
        Composer(store=store, folders=folders), paper, registration or Registration(), 0
    )
    written = files.save(
        composed.document, formats=formats, folder=folder, fonts=folders.fonts, progress=progress
    )
    return Written(files=tuple(written), problems=composed.problems)


def write_letters(
    *,
    store: Store,
    year: int,
    folder: Path,
    formats: Sequence[str],
    folders: Folders,
    schools: frozenset[Id] | None = None,
    registration: Registration | None = None,
    progress: Progress | None = None,
) -> WrittenBatch:
    """Write the recommendations of every school, each as a letter of its own.

    Every letter is whole or not there: when the work is cancelled, those written so far stay.

    Args:
        store: The file.
        year: Calendar year of the exams.
        folder: Made when absent; a letter of the same name is replaced.
        formats: Of ``printing.FORMATS``.
        folders: Bundled folders.
        schools: Which schools; all that have recommendations when omitted.
        registration: Numbers in the order of names, and the date.
        progress: Told how many letters are written, of how many, and whose comes; an exception
            from it cancels.

    Raises:
        QualityError: No school has recommendations, or the folder cannot be written.
    """
    papers = [
        paper
        for paper in of_year(store=store, year=year)
        if paper.kind is RiskPaperKind.SCHOOL and (schools is None or paper.school in schools)
    ]
    if not papers:
        raise QualityError(
            f"Рекомендаций школам за {year} год нет: составьте их на вкладке «Школы риска»."
        )
    composer = Composer(store=store, folders=folders)
    names = _names(store, papers)
    written: list[Path] = []
    problems: dict[Problem, None] = {}
    for place, (paper, name) in enumerate(zip(papers, names, strict=True)):
        if progress is not None:
            progress(place, len(papers), name)
        composed = _composed(composer, paper, registration or Registration(), place)
        document = replace(composed.document, key=name)
        written += files.save(document, formats=formats, folder=folder, fonts=folders.fonts)
        problems |= dict.fromkeys(composed.problems)
    if progress is not None:
        progress(len(papers), len(papers), "")
    return WrittenBatch(letters=len(papers), files=tuple(written), problems=tuple(problems))


def _composed(
    composer: Composer, paper: RiskPaper, registration: Registration, place: int
) -> ComposedOutline:
    return composer.compose(
        paper,
        number=registration.number(place),
        dated=registration.dated,
        due=registration.due,
    )


def _names(store: Store, papers: Sequence[RiskPaper]) -> list[str]:
    """Names of the files: in a folder they stand in the order of their numbers."""
    width = len(str(len(papers)))
    known = {school.id: school_name(school) for school in store.all(School)}
    return [
        f"{place:0{width}} {safe_name(known.get(paper.school, '') if paper.school else '')}".strip()
        for place, paper in enumerate(papers, start=1)
    ]
