"""Commands that list and write papers."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.cli.console import OK, USAGE, Output, progress_bar
from quality_desktop.cli.district_file import open_store, print_folders
from quality_desktop.cli.parser import Commands, add_command, path_argument
from quality_desktop.domain.errors import QualityError

if TYPE_CHECKING:  # imported for real by the commands that need them: a command must start fast
    from quality_desktop.services.paperwork.printing import Written
    from quality_desktop.services.risk_paperwork.risk_papers import RiskPaper
    from quality_desktop.storage.store import Store


def add_commands(commands: Commands) -> None:
    """Add the commands of this module."""
    documents = add_command(commands, "documents", _documents, "какие документы можно напечатать")
    documents.add_argument("file", type=path_argument, metavar="ФАЙЛ")
    document = add_command(commands, "document", _document, "записать документ")
    document.add_argument("file", type=path_argument, metavar="ФАЙЛ")
    document.add_argument(
        "key",
        metavar="КЛЮЧ",
        help="ключ документа (см. documents); risk-school-ГОД – письма всем школам списка",
    )
    document.add_argument("--out", type=path_argument, required=True, metavar="ПАПКА")
    document.add_argument(
        "--format", default="docx,pdf", metavar="ВИД", help="docx, pdf или оба через запятую"
    )


def _documents(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services.paperwork import papers
    from quality_desktop.services.risk_paperwork import risk_papers

    with closing(open_store(parsed.file)) as store:
        found = [(paper.key, paper.title) for paper in papers.available(store=store)]
        found += _about_risk(risk_papers.available(store=store))
    output.result(
        [{"key": key, "title": title} for key, title in found],
        [f"{key}\t{title}" for key, title in found],
    )
    return OK


def _about_risk(papers: Sequence[RiskPaper]) -> Iterator[tuple[str, str]]:
    """Papers one by one, letters of a year to all schools before the single ones."""
    from quality_desktop.language.numbers import counted
    from quality_desktop.services.risk_paperwork.risk_papers import RiskPaperKind, letters_key

    letters = Counter(one.year for one in papers if one.kind is RiskPaperKind.SCHOOL)
    for paper in papers:
        if paper.kind is RiskPaperKind.SCHOOL and letters.get(paper.year):
            number = counted(letters.pop(paper.year), "письмо", "письма", "писем")
            draft = " (проект)" if paper.is_draft else ""
            title = f"Адресные рекомендации всем школам, {paper.year} год: {number}{draft}"
            yield letters_key(paper.year), title
        yield paper.key, paper.title


def _document(parsed: argparse.Namespace, output: Output) -> int:
    from quality_desktop.services.paperwork import printing

    formats = tuple(
        dict.fromkeys(part.strip() for part in parsed.format.split(",") if part.strip())
    )
    unknown = [name for name in formats if name not in printing.FORMATS]
    if unknown or not formats:
        output.say(
            f"Неизвестный формат «{', '.join(unknown)}»: укажите {' или '.join(printing.FORMATS)}."
        )
        return USAGE
    with closing(open_store(parsed.file)) as store:
        written = _written(store, parsed.key, parsed.out, formats, progress_bar(output))
    for sentence in dict.fromkeys(problem.text for problem in written.problems):
        output.say(sentence)
    output.result(
        {
            "files": [str(file.resolve()) for file in written.files],
            "problems": [problem.text for problem in written.problems],
        },
        [str(file) for file in written.files],
    )
    return OK


def _written(
    store: Store,
    key: str,
    folder: Path,
    formats: Sequence[str],
    progress: Callable[[int, int, str], None],
) -> Written:
    from quality_desktop.services.paperwork import papers, printing

    order = next((p for p in papers.available(store=store) if p.key == key), None)
    if order is None:
        return _written_about_risk(store, key, folder, formats, progress)
    return printing.write(
        store=store,
        paper=order.paper,
        folder=folder,
        formats=formats,
        folders=print_folders(),
        progress=progress,
    )


def _written_about_risk(
    store: Store,
    key: str,
    folder: Path,
    formats: Sequence[str],
    progress: Callable[[int, int, str], None],
) -> Written:
    from quality_desktop.services.paperwork import printing
    from quality_desktop.services.risk_paperwork import risk_papers, risk_printing

    offered = risk_papers.available(store=store)
    paper = next((p for p in offered if p.key == key), None)
    year = next((p.year for p in offered if key == risk_papers.letters_key(p.year)), None)
    if paper is None and year is not None:
        batch = risk_printing.write_letters(
            store=store,
            year=year,
            folder=folder,
            formats=formats,
            folders=print_folders(),
            progress=progress,
        )
        return printing.Written(files=batch.files, problems=batch.problems)
    if paper is None:
        raise QualityError(f"Документа «{key}» в файле нет: список даёт команда documents.")
    return risk_printing.write(
        store=store,
        paper=paper,
        folder=folder,
        formats=formats,
        folders=print_folders(),
        progress=progress,
    )
