"""Roadmaps of the office as they are shown: sections, counted rows, understood dates, findings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import Problem, QualityError, Severity
from quality_desktop.domain.planning.calendar_text import WrittenDates, understand
from quality_desktop.domain.planning.columns import counted
from quality_desktop.domain.planning.date_findings import date_findings
from quality_desktop.domain.planning.spans import PlanYear, month_end, plan_year
from quality_desktop.domain.records import Id, new_id
from quality_desktop.domain.register import Attachment
from quality_desktop.domain.roadmap import Roadmap, RoadmapRow, RoadmapSection

if TYPE_CHECKING:
    from quality_desktop.storage.reading import Reading
    from quality_desktop.storage.store import Store
    from quality_desktop.storage.unit_of_work import UnitOfWork

PROGRESS: Final[Mapping[str, str]] = {
    "planned": "запланировано",
    "running": "идёт",
    "done": "выполнено",
    "cancelled": "снято",
}
"""States of a row in words."""

_FINISHED: Final = frozenset({"done", "cancelled"})
_GONE: Final = "Этого плана уже нет: его удалили. Выберите другой."
_TITLE: Final = "Дорожная карта"
_MAX_TITLE: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A row of a plan.

    Attributes:
        number: As printed, counted when the record has none.
        dates: Its dates, understood.
        problems: Findings of the row; ``place`` is «roadmap_row:id:field».
        files: Files kept beside it.
    """

    record: RoadmapRow
    number: str
    dates: WrittenDates
    problems: tuple[Problem, ...] = ()
    files: tuple[Attachment, ...] = ()

    @property
    def is_open(self) -> bool:
        """Neither done nor cancelled."""
        return self.record.progress not in _FINISHED

    def is_overdue(self, today: date) -> bool:
        """Not done though its last day is over."""
        last = self.dates.last
        return self.is_open and last is not None and last < today

    def is_in_month(self, day: date) -> bool:
        """Some of its days are in the month of a day."""
        first, last = day.replace(day=1), month_end(day.year, day.month)
        return any(span.touches(first, last) for span in self.dates.spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPart:
    """A section with its rows; rows without a section come first and have None."""

    section: RoadmapSection | None
    rows: tuple[PlanRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A plan.

    Attributes:
        year: The year of its dates.
        problems: Findings of all rows, in order.
    """

    roadmap: Roadmap
    year: PlanYear
    parts: tuple[PlanPart, ...]
    problems: tuple[Problem, ...]

    @property
    def rows(self) -> tuple[PlanRow, ...]:
        """All rows in order."""
        return tuple(row for part in self.parts for row in part.rows)


def ordered(*, store: Reading) -> tuple[Roadmap, ...]:
    """All plans, the latest year first."""
    return tuple(sorted(store.all(Roadmap), key=lambda r: (-r.year, r.place, r.title, r.id)))


def view(*, store: Reading, roadmap: Id) -> PlanView | None:
    """A plan as it is now; None when it is gone."""
    found = store.get(Roadmap, roadmap)
    if found is None:
        return None
    year = plan_year(found.year, found.title)
    sections, rows = arranged(store, roadmap)
    numbers = dict(
        zip(
            (row.id for part in rows for row in part),
            counted([row.number for part in rows for row in part]),
            strict=True,
        )
    )
    files: dict[Id | None, list[Attachment]] = defaultdict(list)
    for attachment in store.all(Attachment):
        files[attachment.row].append(attachment)
    repeated = Counter(number.rstrip(".") for number in numbers.values())
    parts = tuple(
        PlanPart(
            section=section,
            rows=tuple(_row(row, numbers[row.id], year, files[row.id], repeated) for row in part),
        )
        for section, part in zip(sections, rows, strict=True)
    )
    problems = tuple(problem for part in parts for row in part.rows for problem in row.problems)
    return PlanView(roadmap=found, year=year, parts=parts, problems=problems)


def arranged(
    store: Reading | UnitOfWork, roadmap: Id
) -> tuple[list[RoadmapSection | None], list[list[RoadmapRow]]]:
    """Sections and rows in order; rows of no known section come first."""
    sections = sorted(
        store.all(RoadmapSection, roadmap=roadmap), key=lambda one: (one.place, one.id)
    )
    places: dict[Id | None, int] = {one.id: n for n, one in enumerate(sections, start=1)}
    rows: list[list[RoadmapRow]] = [[] for _ in range(len(sections) + 1)]
    for row in sorted(store.all(RoadmapRow, roadmap=roadmap), key=lambda r: (r.place, r.id)):
        rows[places.get(row.section, 0)].append(row)
    heads: list[RoadmapSection | None] = [None, *sections]
    return (heads, rows) if rows[0] or not sections else (heads[1:], rows[1:])


def create(
    *, store: Store, title: str, year: int, direction: Id | None = None, key: Id | None = None
) -> Changes:
    """Make an empty plan.

    Args:
        store: The file.
        title: Its title; the usual one when empty.
        year: Calendar year; of a school year the first one.
        direction: Direction it serves; None for several.
        key: Its id, when the caller wants to know it.
    """
    plan = Roadmap(
        id=key or new_id(),
        title=title.strip() or f"{_TITLE} на {year} год",
        year=year,
        direction=direction,
        place=len(store.all(Roadmap)),
    )
    with store.work(f"Новый план «{short(plan.title)}»") as work:
        work.put(plan)
        return work.commit()


def change(
    *, store: Store, roadmap: Id, title: str | None = None, year: int | None = None,
    columns: str | None = None, direction: Id | None = None,
) -> Changes:  # fmt: skip
    """Change what a plan is called, its year, its headings or its direction; None leaves as it is.

    Raises:
        QualityError: The plan is gone.
    """
    with store.work("Правка плана") as work:
        was = work.get(Roadmap, roadmap)
        if was is None:
            raise QualityError(_GONE)
        work.put(
            replace(
                was,
                title=was.title if title is None else title.strip() or was.title,
                year=was.year if year is None else year,
                columns=was.columns if columns is None else columns,
                direction=was.direction if direction is None else direction,
            )
        )
        return work.commit()


def remove(*, store: Store, roadmap: Id) -> Changes:
    """Delete a plan with its sections, rows and what is kept beside them."""
    found = store.get(Roadmap, roadmap)
    if found is None:
        return Changes()
    with store.work(f"Удаление плана «{short(found.title)}»") as work:
        rows = {row.id for row in work.all(RoadmapRow, roadmap=roadmap)}
        remove_rows_in(work, rows)
        for section in work.all(RoadmapSection, roadmap=roadmap):
            work.delete(RoadmapSection, section.id)
        work.delete(Roadmap, roadmap)
        return work.commit()


def remove_rows_in(work: UnitOfWork, rows: Collection[Id]) -> None:
    """Delete rows, their attachments, and the mention of them in later years."""
    for attachment in work.all(Attachment):
        if attachment.row in rows:
            work.delete(Attachment, attachment.id)
    for row in work.all(RoadmapRow):
        if row.id in rows:
            work.delete(RoadmapRow, row.id)
        elif row.source in rows:
            work.put(replace(row, source=None))


def short(title: str) -> str:
    """A title in one line, cut for menus."""
    line = " ".join(title.split())
    return line if len(line) <= _MAX_TITLE else f"{line[: _MAX_TITLE - 1].rstrip()}…"


def place_of(row: Id, field: str) -> str:
    """Name of a cell for ``Problem.place``."""
    return f"{RoadmapRow.kind}:{row}:{field}"


def _row(
    record: RoadmapRow,
    number: str,
    year: PlanYear,
    files: Sequence[Attachment],
    repeated: Mapping[str, int],
) -> PlanRow:
    dates = understand(record.dates, year)
    return PlanRow(
        record=record,
        number=number,
        dates=dates,
        problems=tuple(_findings(record, number, dates, year, repeated)),
        files=tuple(sorted(files, key=lambda one: (one.place, one.id))),
    )


def _findings(
    record: RoadmapRow,
    number: str,
    dates: WrittenDates,
    year: PlanYear,
    repeated: Mapping[str, int],
) -> Iterator[Problem]:
    row = f"Строка {number.rstrip('.')}"
    if not record.title.strip():
        yield Problem(
            text=f"{row}: впишите мероприятие или удалите строку.",
            place=place_of(record.id, "title"),
        )
    if repeated[number.rstrip(".")] > 1:
        yield Problem(
            text=f"{row}: такой номер уже есть, очистите его – программа сосчитает сама.",
            severity=Severity.WARNING,
            place=place_of(record.id, "number"),
        )
    if not record.dates.strip():
        yield Problem(
            text=f"{row}: срок не указан.",
            severity=Severity.WARNING,
            place=place_of(record.id, "dates"),
        )
    if not (record.executors.strip() or record.co_executors.strip()):
        yield Problem(
            text=f"{row}: исполнитель не указан.",
            severity=Severity.WARNING,
            place=place_of(record.id, "executors"),
        )
    yield from date_findings(dates, year, place=place_of(record.id, "dates"), row=row)
