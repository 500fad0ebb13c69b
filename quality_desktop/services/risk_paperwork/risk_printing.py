"""Papers about schools at risk on their way out: one of them, or a letter to every school."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, QualityError
from quality_desktop.services.file_names import safe_name
from quality_desktop.services.paperwork.printing import Written
from quality_desktop.services.register.numbering import running_number
from quality_desktop.services.risk_paperwork import risk_register
from quality_desktop.services.risk_paperwork.risk_papers import (
    Composer,
    RiskPaper,
    RiskPaperKind,
    of_year,
)
from quality_desktop.services.risk_schools.risk_lists import school_name
from quality_desktop.storage.disk import replace_all
from quality_desktop.storage.failures import explained
from quality_desktop.writers import files

if TYPE_CHECKING:
    from quality_desktop.documents.outline import ComposedOutline
    from quality_desktop.domain.records import Id
    from quality_desktop.services.paperwork.printing import Folders
    from quality_desktop.services.risk_paperwork.risk_register import NumberedLetter
    from quality_desktop.storage.store import Store

Progress = Callable[[int, int, str], None]
LETTERS_FOLDER: Final = "Рекомендации школам"
_LONGEST_NAME: Final = 90
_LARGEST: Final = 9
"""More digits are a slip of the keyboard."""
_NUMBER: Final = re.compile(r"[^\W_]+(?:[./-][^\W_]+)*")
_LAST_DIGITS: Final = re.compile(r"(?P<prefix>.*?)(?P<digits>[0-9]+)(?P<suffix>[^0-9]*)")
_BEFORE_INDEX: Final = re.compile(r"(?P<digits>[0-9]+)(?P<suffix>[^\W\d]*/.*[.-].*)")
"""«57/01-12»: the number stands before the slash where an index of several parts follows it."""
REGISTERED: Final = frozenset({RiskPaperKind.LETTER, RiskPaperKind.SCHOOL})
"""Letters go out under numbers of one series; an order and a report do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Numbers and the date of a batch of letters.

    Attributes:
        first: Number of the first letter; None leaves places for all numbers.
        prefix: Stands before every number: «01-12/».
        suffix: Stands after every number: «/01-12».
        digits: How many digits a number has at least: «007».
        dated: Date of all letters; None leaves places.
        due: By when the schools are to answer.
    """

    first: int | None = None
    prefix: str = ""
    suffix: str = ""
    digits: int = 1
    dated: date | None = None
    due: date | None = None

    @classmethod
    def of(
        cls,
        number: str,
        *,
        dated: date | None = None,
        due: date | None = None,
        pattern: str = "{n}",
    ) -> Registration:
        """Numbers that go on from the number of the first letter as the office writes it.

        Of a number made by the pattern of the office the running part grows. Of any other the last
        number does («01-12/5», «01-12/6»); the one before the slash where the index of the office
        follows it («57/01-12», «58/01-12»).

        Args:
            number: «57», «01-12/5»; empty leaves places for all numbers.
            dated: Date of all letters.
            due: By when the schools are to answer.
            pattern: How the office numbers its letters; see ``numbering``.

        Raises:
            QualityError: This is no number.
        """
        if not number.strip():
            return cls(dated=dated, due=due)
        text = number.strip()
        made = running_number(pattern, text)
        if made is not None and len(made.digits) <= _LARGEST:
            return cls(
                first=int(made.digits),
                prefix=made.before,
                suffix=made.after,
                digits=len(made.digits),
                dated=dated,
                due=due,
            )
        found = _BEFORE_INDEX.fullmatch(text) or _LAST_DIGITS.fullmatch(text)
        if not _NUMBER.fullmatch(text) or found is None or len(found["digits"]) > _LARGEST:
            raise QualityError("В номере письма нужно число: «57», «01-12/57» или «57/01-12».")
        return cls(
            first=int(found["digits"]),
            prefix=found.groupdict().get("prefix") or "",
            suffix=found["suffix"],
            digits=len(found["digits"]),
            dated=dated,
            due=due,
        )

    def number(self, place: int) -> str:
        """Number of a letter by its place in the batch, from 0."""
        if self.first is None:
            return ""
        return f"{self.prefix}{self.first + place:0{self.digits}}{self.suffix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenBatch:
    """Papers of a batch and what is wrong with their facts.

    Attributes:
        letters: How many letters to schools are among them.
        files: The files.
        numbered: Letters that have got a number: ``risk_register.register`` takes them.
    """

    letters: int
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]
    numbered: tuple[NumberedLetter, ...] = ()


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
    """Write the recommendations of every school, each as a letter of its own, all or none.

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
    return _Batch(
        store=store,
        composer=Composer(store=store, folders=folders),
        formats=formats,
        folders=folders,
        registration=registration or Registration(),
        progress=progress,
    ).write(list(zip(papers, _names(store, papers), strict=True)), folder)


def write_all(
    *,
    store: Store,
    papers: Sequence[RiskPaper],
    folder: Path,
    formats: Sequence[str],
    folders: Folders,
    registration: Registration | None = None,
    progress: Progress | None = None,
) -> WrittenBatch:
    """Write several papers, all or none; letters to schools go to ``LETTERS_FOLDER`` in the folder.

    The files are called by the titles of the papers: a person opens them, no program does.

    Args:
        store: The file.
        papers: Which papers.
        folder: Made when absent; files of the same names are replaced.
        formats: Of ``printing.FORMATS``.
        folders: Bundled folders.
        registration: Numbers and the date of the letters; the information letter has the first
            number, those to schools go on.
        progress: Told how many papers are written, of how many, and which comes; an exception
            from it cancels.

    Raises:
        QualityError: Nothing is to be written, or the folder cannot be written.
    """
    if not papers:
        raise QualityError("Отметьте хотя бы один документ.")
    letters = [paper for paper in papers if paper.kind is RiskPaperKind.SCHOOL]
    items = [
        (paper, safe_name(paper.title, longest=_LONGEST_NAME))
        for paper in papers
        if paper.kind is not RiskPaperKind.SCHOOL
    ]
    items += [
        (paper, f"{LETTERS_FOLDER}/{name}")
        for paper, name in zip(letters, _names(store, letters), strict=True)
    ]
    return _Batch(
        store=store,
        composer=Composer(store=store, folders=folders),
        formats=formats,
        folders=folders,
        registration=registration or Registration(),
        progress=progress,
    ).write(items, folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """Writes papers aside; they take their places when the last of them is made."""

    store: Store
    composer: Composer
    formats: Sequence[str]
    folders: Folders
    registration: Registration
    progress: Progress | None

    def write(self, items: Sequence[tuple[RiskPaper, str]], folder: Path) -> WrittenBatch:
        """Write papers under these names, «/» parting a folder from a file."""
        problems: dict[Problem, None] = {}
        numbered = self._numbered([paper for paper, _ in items])
        risk_register.require_free(
            store=self.store, letters=list(numbered.values()), wording=self.folders.wording
        )
        with explained(folder):
            folder.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(prefix=".papers.", dir=folder) as name:
                aside = Path(name)
                made = list(self._made(items, aside, problems, numbered))
                targets = [folder / path.relative_to(aside) for path in made]
                # The last moment to stop: from here on the papers are written.
                self._tell(len(items), len(items), "")
                earlier = aside / "earlier"
                earlier.mkdir()
                replace_all(made, folder, base=aside, aside=earlier)
        letters = sum(paper.kind is RiskPaperKind.SCHOOL for paper, _ in items)
        return WrittenBatch(
            letters=letters,
            files=tuple(targets),
            problems=tuple(problems),
            numbered=tuple(numbered.values()),
        )

    def _numbered(self, papers: Sequence[RiskPaper]) -> dict[str, NumberedLetter]:
        """Letters that get a number, by the key of their paper."""
        letters = [paper for paper in papers if paper.kind in REGISTERED]
        return {
            paper.key: risk_register.numbered_letter(
                year=paper.year,
                school=paper.school,
                number=number,
                dated=self.registration.dated,
                due=self.registration.due,
                office=self.composer.letter_office,
            )
            for place, paper in enumerate(letters)
            if (number := self.registration.number(place))
        }

    def _made(
        self,
        items: Sequence[tuple[RiskPaper, str]],
        aside: Path,
        problems: dict[Problem, None],
        numbered: dict[str, NumberedLetter],
    ) -> Iterator[Path]:
        letters = 0
        for place, (paper, name) in enumerate(items):
            self._tell(place, len(items), paper.title)
            is_letter = paper.kind in REGISTERED
            registration = self.registration if is_letter else Registration()
            composed = _composed(self.composer, paper, registration, letters)
            letters += is_letter
            problems |= dict.fromkeys(composed.problems)
            document = composed.document
            if letter := numbered.get(paper.key):
                document = risk_register.as_signed(store=self.store, letter=letter) or document
                numbered[paper.key] = replace(letter, document=document)
            inside, _, key = name.rpartition("/")
            yield from files.save(
                replace(document, key=key),
                formats=self.formats,
                folder=aside / inside,
                fonts=self.folders.fonts,
            )

    def _tell(self, done: int, total: int, what: str) -> None:
        if self.progress is not None:
            self.progress(done, total, what)


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
