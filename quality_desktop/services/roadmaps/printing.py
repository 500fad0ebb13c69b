"""A plan on its way out: facts for papers, a paper of its own, a table for Excel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.documents.marks import unmarked
from quality_desktop.documents.roadmap import RoadmapFacts, roadmap_document
from quality_desktop.domain.directory import Municipality
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id
from quality_desktop.services.file_names import safe_name
from quality_desktop.services.paperwork.roadmap_facts import roadmap_facts
from quality_desktop.services.roadmaps import plans
from quality_desktop.services.roadmaps.plans import PROGRESS, PlanRow, PlanView
from quality_desktop.services.table_export import Cell, ExportColumn, ExportSheet, save

if TYPE_CHECKING:
    from quality_desktop.documents.model import Document
    from quality_desktop.storage.reading import Reading
    from quality_desktop.storage.store import Store

_GONE = "Этого плана уже нет: его удалили. Выберите другой."


def facts(*, store: Reading, roadmap: Id) -> RoadmapFacts:
    """What a paper prints of a plan.

    Raises:
        QualityError: The plan is gone.
    """
    found = roadmap_facts(store, roadmap)
    if found is None:
        raise QualityError(_GONE)
    return found


def document(*, store: Reading, roadmap: Id, mark: Sequence[str] = ()) -> Document:
    """The plan as a paper of its own.

    Args:
        store: The file.
        roadmap: Which plan.
        mark: Lines at the top right: «УТВЕРЖДЕНО / приказом …»; none when omitted.

    Raises:
        QualityError: The plan is gone.
    """
    office = next(iter(store.all(Municipality)), None)
    return roadmap_document(
        facts(store=store, roadmap=roadmap),
        author="" if office is None else office.office_name,
        mark=mark,
    )


def write(
    *,
    store: Store,
    roadmap: Id,
    folder: Path,
    formats: Sequence[str],
    fonts: Path,
    mark: Sequence[str] = (),
    progress: Callable[[int, int, str], None] | None = None,
) -> tuple[Path, ...]:
    """Write the plan into a folder as a paper of its own, all formats or none half-written.

    Args:
        store: The file.
        roadmap: Which plan.
        folder: Made when absent.
        formats: Of «docx», «pdf».
        fonts: Folder of the fonts of papers.
        mark: As in ``document``.
        progress: Told how many formats are done, of how many, and which comes.

    Raises:
        QualityError: The plan is gone, the folder cannot be written, or a file is open elsewhere.
    """
    from quality_desktop.writers import files  # brings the writers of papers along

    made = document(store=store, roadmap=roadmap, mark=mark)
    year = _view(store, roadmap).roadmap.year
    made = replace(made, key=file_name(made.title, year))
    return tuple(files.save(made, formats=formats, folder=folder, fonts=fonts, progress=progress))


def pages(*, store: Reading, roadmap: Id, fonts: Path) -> bytes:
    """The pages of the plan as they will print (PDF).

    Raises:
        QualityError: The plan is gone.
    """
    from quality_desktop.writers.pdf import to_pdf  # brings the writers of papers along

    return to_pdf(document(store=store, roadmap=roadmap), fonts=fonts)


def export(*, store: Store, roadmap: Id, path: Path) -> Path:
    """Save the plan with its progress as a workbook.

    Raises:
        QualityError: The plan is gone, or the file cannot be written.
    """
    return save(path=path, sheet=sheet(_view(store, roadmap)))


def file_name(title: str, year: int) -> str:
    """Name of a file of a plan, without its ending."""
    name = safe_name(title)  # may be cut before the year
    return name if str(year) in name else f"{name} {year}"


def sheet(view: PlanView) -> ExportSheet:
    """The plan as a table."""
    rows: list[tuple[Cell, ...]] = []
    for part in view.parts:
        title = "" if part.section is None else part.section.title
        rows.extend((title, *_cells(row)) for row in part.rows)
    titles = (
        "Раздел", "№", "Мероприятие", "Участники", "Исполнители", "Соисполнители", "Сроки",
        "Понято как", "Ожидаемый результат", "Ход", "Выполнено", "Примечание", "Подтверждение",
    )  # fmt: skip
    return ExportSheet(
        title="План",
        heading=" ".join(view.roadmap.title.split()),
        columns=tuple(ExportColumn(title=title) for title in titles),
        rows=tuple(rows),
    )


def _cells(row: PlanRow) -> tuple[Cell, ...]:
    record = row.record
    title, expected = unmarked(record.title), unmarked(record.expected)
    return (
        row.number, title, record.participants, record.executors, record.co_executors,
        record.dates, row.dates.shown, expected, PROGRESS.get(record.progress, ""),
        record.done_on, record.progress_note,
        record.proof,
    )  # fmt: skip


def _view(store: Reading, roadmap: Id) -> PlanView:
    found = plans.view(store=store, roadmap=roadmap)
    if found is None:
        raise QualityError(_GONE)
    return found
