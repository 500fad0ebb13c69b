"""The website tab as a folder: pages, papers and files, all of them new or none."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.errors import Problem, QualityError
from quality_desktop.domain.evidence import DOCUMENT_SUFFIXES, Publishing
from quality_desktop.domain.register import PaperStatus, StoredFile
from quality_desktop.services.office import kept_files
from quality_desktop.services.paperwork import papers, printing
from quality_desktop.services.paperwork.issued import with_copy_mark
from quality_desktop.services.site import addresses, pages
from quality_desktop.services.site.site_facts import SiteFacts, site_facts
from quality_desktop.storage.disk import replace_all
from quality_desktop.storage.failures import explained
from quality_desktop.writers import files
from quality_desktop.writers.html import to_html

if TYPE_CHECKING:
    from quality_desktop.documents.model import Document
    from quality_desktop.domain.records import Id
    from quality_desktop.services.paperwork.printing import Folders
    from quality_desktop.storage.store import Store

Progress = Callable[[int, int, str], None]
MANIFEST: Final = "site.json"
"""Names of what was written, so that the next time what is gone can be removed and nothing else."""
_STATES: Final = {
    PaperStatus.AMENDED: " (с изменениями)",
    PaperStatus.CANCELLED: " (отменён)",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSite:
    """What was written.

    Attributes:
        folder: Where it stands; ``index.html`` in it is the first page.
        pages: How many pages there are.
        removed: Pages and files of an earlier time that are gone now.
        problems: What could not be published, as sentences.
        waiting: Proofs on the pages that are not noted as published yet.
    """

    folder: Path
    pages: int
    removed: tuple[str, ...]
    problems: tuple[Problem, ...]
    waiting: tuple[Id, ...]


def write_site(
    *,
    store: Store,
    folder: Path,
    folders: Folders,
    style: Path,
    today: date,
    edition: Id | None = None,
    progress: Progress | None = None,
) -> WrittenSite:
    """Write the website tab into a folder.

    Args:
        store: The file.
        folder: Made when absent. What an earlier writing left there and is gone now is removed; any
            other file in it is left alone.
        folders: Bundled folders.
        style: The style sheet.
        today: Day the pages are made.
        edition: Edition of the directions; the one the office works by when omitted.
        progress: Told how many papers are written, of how many, and which comes; an exception from
            it cancels, and nothing is changed then.

    Raises:
        QualityError: The file lacks what the first page needs, or the folder cannot be written.
    """
    facts = site_facts(store=store, edition=edition, made_on=today, wording=folders.wording)
    if folder.exists() and not folder.is_dir():
        raise QualityError(f"«{folder.name}» – файл, а не папка: выберите папку для страниц.")
    problems: list[Problem] = []
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".site.", dir=folder) as name:
            aside = Path(name)
            published = _papers(store, facts, aside, folders, progress, problems)
            kept = _files(store, facts, aside, problems)
            _pages(facts, aside, published, kept)
            (aside / pages.STYLE).write_bytes(style.read_bytes())
            made = sorted(
                path.relative_to(aside).as_posix() for path in aside.rglob("*") if path.is_file()
            )
            removed = [one for one in _earlier(folder) if one not in made]
            text = json.dumps(made, ensure_ascii=False, indent=0)
            (aside / MANIFEST).write_text(text, encoding="utf-8")
            _put(aside, folder, [*made, MANIFEST], removed)
    return WrittenSite(
        folder=folder,
        pages=sum(one.endswith(".html") for one in made),
        removed=tuple(removed),
        problems=tuple(problems),
        waiting=tuple(
            proof.record.id
            for proof in facts.all_proofs
            if proof.record.publishing == Publishing.READY
        ),
    )


def _put(aside: Path, folder: Path, made: Sequence[str], removed: Sequence[str]) -> None:
    """Give what was written its places, all or none; the list of it is the last to come."""
    earlier = aside / ".earlier"
    earlier.mkdir()
    replace_all([aside / one for one in made], folder, base=aside, aside=earlier)
    for one in removed:
        (folder / one).unlink(missing_ok=True)


def _papers(
    store: Store,
    facts: SiteFacts,
    aside: Path,
    folders: Folders,
    progress: Progress | None,
    problems: list[Problem],
) -> list[tuple[str, str]]:
    """Signed papers as they were signed; title and key of each that was written."""
    titles = {info.paper: info for info in papers.available(store=store)}
    target = aside / pages.PAPERS_FOLDER
    published: list[tuple[str, str]] = []
    # The oldest paper chooses first: its address stays when a later one would be called the same.
    keys = addresses.of_papers([(one.id, titles[one.id].key) for one in reversed(facts.papers)])
    for place, paper in enumerate(facts.papers):
        info, key = titles[paper.id], keys[paper.id]
        title = info.title + _STATES.get(PaperStatus(paper.status), "")
        if progress is not None:
            progress(place, len(facts.papers), info.title)
        try:
            composed = printing.compose(store=store, paper=paper.id, folders=folders)
        except QualityError as error:
            problems.append(Problem(text=f"{info.title} не размещён: {error.sentence}"))
            continue
        # Who certified a copy for one addressee has nothing to do with everybody who reads the site.
        document = with_copy_mark(composed.document, None)
        files.save(
            _renamed(document, key),
            formats=printing.FORMATS,
            folder=target,
            fonts=folders.fonts,
        )
        article = pages.paper(title, key, to_html(document))
        (target / f"{key}.html").write_text(article, encoding="utf-8")
        published.append((title, key))
    return published


def _files(
    store: Store, facts: SiteFacts, aside: Path, problems: list[Problem]
) -> dict[Id, tuple[str, str]]:
    """Files kept beside published proofs: attachment -> name and address."""
    target = aside / pages.FILES_FOLDER
    found: dict[Id, tuple[str, str]] = {}
    for proof in facts.all_proofs:
        for attachment in proof.files:
            kept = store.get(StoredFile, attachment.file)
            content = None if kept is None else kept_files.content_of(kept)
            if kept is None or content is None:
                what = "" if kept is None else f" «{kept.name}»"
                problems.append(
                    Problem(text=f"Файл{what} повреждён и не размещён: приложите его снова.")
                )
                continue
            path = PurePosixPath(kept.name.replace("\\", "/"))
            if path.suffix.lower() not in DOCUMENT_SUFFIXES:
                problems.append(
                    Problem(
                        text=f"Файл «{kept.name}» не документ и не картинка и не размещён: "
                        "сохраните его как PDF и приложите снова."
                    )
                )
                continue
            name = f"{kept.fingerprint[:8]}-{addresses.latin(path.stem)}{path.suffix.lower()}"
            target.mkdir(exist_ok=True)
            (target / name).write_bytes(content)
            found[attachment.id] = (kept.name, f"{pages.FILES_FOLDER}/{name}")
    return found


def _pages(
    facts: SiteFacts,
    aside: Path,
    published: Sequence[tuple[str, str]],
    kept: Mapping[Id, tuple[str, str]],
) -> None:
    made = {pages.INDEX: pages.index(facts), pages.PAPERS: pages.papers(facts, published)}
    for _title, directions in facts.groups:
        for one in directions:
            made[pages.direction_page(one.direction.code)] = pages.direction(facts, one, kept)
    for name, content in made.items():
        (aside / name).write_text(content, encoding="utf-8")


def _earlier(folder: Path) -> list[str]:
    """What an earlier writing left; names that lead out of the folder are not believed."""
    try:
        names = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    if not isinstance(names, list):
        return []
    return [
        name
        for name in names
        if isinstance(name, str) and re.fullmatch(r"[\w.-]+(/[\w.-]+)?", name) and ".." not in name
    ]


def _renamed(document: Document, key: str) -> Document:
    return replace(document, key=key)
