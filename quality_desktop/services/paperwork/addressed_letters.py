"""A letter to every addressee of a paper: each a file of its own, one PDF of all, a list of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from quality_desktop.documents.addressed import OwnGreeting, addressed
from quality_desktop.documents.addressees import AddresseeFacts, addressee_lines
from quality_desktop.documents.model import Addressee, CornerLetterhead, Document
from quality_desktop.documents.speech import Speech
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, QualityError
from quality_desktop.domain.records import Id
from quality_desktop.domain.register import PaperAddressee
from quality_desktop.domain.school_naming.short_names import short_school_name
from quality_desktop.language.spaces import NBSP
from quality_desktop.services import table_export
from quality_desktop.services.file_names import safe_name
from quality_desktop.services.office import forms_of_words
from quality_desktop.services.paperwork import papers, printing
from quality_desktop.services.paperwork.paper_facts import addressee_facts
from quality_desktop.services.table_export import ExportColumn, ExportSheet
from quality_desktop.storage.disk import replace_all
from quality_desktop.storage.failures import explained
from quality_desktop.writers.files import file_name
from quality_desktop.writers.many import save_many

if TYPE_CHECKING:
    from quality_desktop.services.paperwork.printing import Folders
    from quality_desktop.storage.store import Store

Progress = Callable[[int, int, str], None]
ALL_IN_ONE: Final = "Все письма.pdf"
INDEX: Final = "Список писем.xlsx"
_LETTER: Final = re.compile(r"\d+ .*\.(?:docx|pdf)", re.IGNORECASE)
_LEAST_DIGITS: Final = 2
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLetters:
    """What was written.

    Attributes:
        letters: How many addressees have a letter.
        files: Letters, the PDF of all and the list, in this order.
        problems: What is wrong with the facts of the paper.
    """

    letters: int
    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    """A copy: its files' name and to whom it goes."""

    name: str
    lines: tuple[str, ...]
    facts: AddresseeFacts


def write_letters(
    *,
    store: Store,
    paper: Id,
    folder: Path,
    formats: Sequence[str],
    folders: Folders,
    addressees: frozenset[Id] | None = None,
    progress: Progress | None = None,
) -> WrittenLetters:
    """Write a letter to every addressee, all of them or none.

    Args:
        store: The file.
        paper: The letter.
        folder: Made when absent; files of the same names are replaced.
        formats: Of ``printing.FORMATS``; with «pdf» there is one file of all letters, too.
        folders: Bundled folders.
        addressees: Which addressees; all of them when omitted.
        progress: Told how many letters are written, of how many, and whose comes; an exception
            from it cancels, and nothing is written then.

    Raises:
        QualityError: Nobody is addressed, the paper has no place for an addressee, the folder holds
            letters of another sending, or it cannot be written.
    """
    speech = Speech(forms_of_words.grammar(store=store, language=folders.language))
    letters = _letters(store, paper, addressees, speech)
    if not letters:
        raise QualityError("У документа нет адресатов: добавьте их кнопкой «Адресаты и ответы…».")
    _refuse_other_letters(folder, letters, formats)
    composed = printing.compose(store=store, paper=paper, folders=folders)
    _require_place(composed.document)
    documents = _copies(store, paper, composed.document, letters, folders)
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".letters.", dir=folder) as aside:
            made = save_many(
                documents,
                formats=formats,
                folder=Path(aside),
                fonts=folders.fonts,
                whole=ALL_IN_ONE,
                progress=progress,
            )
            made.append(table_export.save(path=Path(aside) / INDEX, sheet=_index(letters, formats)))
            if progress is not None:
                progress(len(letters), len(letters), "")  # the last moment to stop
            earlier = Path(aside) / "earlier"
            earlier.mkdir()
            replace_all(made, folder, base=Path(aside), aside=earlier)
    return WrittenLetters(
        letters=len(letters),
        files=tuple(folder / path.name for path in made),
        problems=tuple(dict.fromkeys((*composed.problems, *speech.problems))),
    )


def _copies(
    store: Store, paper: Id, whole: Document, letters: Sequence[_Letter], folders: Folders
) -> list[Document]:
    common, own = papers.greetings(
        store=store,
        paper=paper,
        addressees=[one.facts for one in letters],
        wording=folders.wording,
        reference=folders.reference,
        language=folders.language,
    )
    return [
        addressed(whole, one.lines, key=one.name, greeting=OwnGreeting(common=common, own=greeting))
        for one, greeting in zip(letters, own, strict=True)
    ]


def _refuse_other_letters(folder: Path, letters: Sequence[_Letter], formats: Sequence[str]) -> None:
    """Make sure that the folder will hold these letters only: its list names no others."""
    if not (folder / INDEX).is_file():
        return
    ours = {f"{file_name(one.name)}.{name}" for one in letters for name in formats}
    if "pdf" in formats:
        ours.add(ALL_IN_ONE)
    others = sorted(
        path.name
        for path in folder.iterdir()
        if path.name not in ours and (path.name == ALL_IN_ONE or _LETTER.fullmatch(path.name))
    )
    if others:
        raise QualityError(
            f"В папке «{folder.name}» уже есть другие письма, например «{others[0]}»: "
            "выберите пустую папку."
        )


def _index(letters: Sequence[_Letter], formats: Sequence[str]) -> ExportSheet:
    return ExportSheet(
        title="Список писем",
        columns=tuple(ExportColumn(title=title) for title in ("№", "Кому", "Файлы")),
        rows=tuple(
            (
                str(place),
                " ".join(letter.lines).replace(NBSP, " "),
                ", ".join(f"{file_name(letter.name)}.{name}" for name in formats),
            )
            for place, letter in enumerate(letters, start=1)
        ),
    )


def _letters(
    store: Store, paper: Id, wanted: frozenset[Id] | None, speech: Speech
) -> list[_Letter]:
    """Copies in the order of the addressees; numbers keep that order in a folder, too."""
    found = sorted(
        (
            one
            for one in store.all(PaperAddressee, paper=paper)
            if wanted is None or one.id in wanted
        ),
        key=lambda one: (one.place, one.id.bytes),
    )
    width = max(_LEAST_DIGITS, len(str(len(found))))
    letters = []
    for place, one in enumerate(found, start=1):
        facts = addressee_facts(store, one)
        whom = safe_name(_short(store, one) or short_school_name(facts.title), longest=_LONGEST)
        lines = addressee_lines(facts, speech)
        letters.append(_Letter(name=f"{place:0{width}} {whom}".strip(), lines=lines, facts=facts))
    return letters


def _short(store: Store, addressee: PaperAddressee) -> str:
    """Short name of a school: a long one would be cut before what tells it from the others."""
    school = None if addressee.school is None else store.get(School, addressee.school)
    return "" if school is None else school.short_name


def _require_place(document: Document) -> None:
    blocks = document.sections[0].blocks
    if not any(isinstance(block, CornerLetterhead | Addressee) for block in blocks):
        raise QualityError(
            "В этом документе нет места для адресата: письма адресатам составляются из писем."
        )
