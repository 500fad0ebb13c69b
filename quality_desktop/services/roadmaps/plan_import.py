"""A plan read from a file or the clipboard: shown as it will be, written in one step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import Problem, QualityError, Severity
from quality_desktop.domain.planning.calendar_text import understand
from quality_desktop.domain.planning.columns import USUAL, Column, counted
from quality_desktop.domain.planning.date_findings import date_findings
from quality_desktop.domain.planning.spans import PlanYear, plan_year
from quality_desktop.domain.planning.table_reading import (
    Mapped,
    ReadPlan,
    ReadRow,
    Sort,
    SourceTable,
    clean,
    head_row,
    proposed,
    read,
    same_columns,
)
from quality_desktop.domain.records import Id, new_id
from quality_desktop.domain.roadmap import Roadmap, RoadmapRow, RoadmapSection
from quality_desktop.services.roadmaps.plans import arranged

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store
    from quality_desktop.storage.unit_of_work import UnitOfWork

PREVIEW_PLACE: Final = "plan_preview"
"""How the place of a problem begins that is about a row of a preview; its number follows."""
_MOST_ROWS: Final = 2_000
_PLAN_TITLE: Final = re.compile(
    r"(?:дорожная карта|план|программа|комплекс мер|перечень)", re.IGNORECASE
)
_NOT_TITLE: Final = re.compile(r"(?:приложение|утвержд|к приказу|приказом|от \d|№)", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?<!\d)(20\d{2})(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPreview:
    """What would be written.

    Attributes:
        tables: Tables of the file.
        chosen: Which of them are read as one, by place.
        mapped: What the columns hold.
        headings: Headings of the columns, or their letters when there are none.
        title: Title of a new plan.
        year: Its year.
        plan: Its rows.
        problems: What is odd, with rows.
    """

    tables: tuple[SourceTable, ...] = ()
    chosen: tuple[int, ...] = ()
    mapped: Mapped = ()
    headings: tuple[str, ...] = ()
    title: str = ""
    year: int = 0
    plan: ReadPlan = ReadPlan()  # noqa: RUF009 - frozen
    problems: tuple[Problem, ...] = ()

    @property
    def count(self) -> int:
        """Rows that would be written, without sections."""
        return sum(row.sort is Sort.ROW for row in self.plan.rows)


def preview(
    *,
    tables: Sequence[SourceTable],
    year: int,
    chosen: Sequence[int] | None = None,
    mapped: Mapped | None = None,
    title: str | None = None,
    within: PlanYear | None = None,
) -> PlanPreview:
    """What the tables would become.

    Args:
        tables: Tables of a file.
        year: Year of the plan when its title does not say one.
        chosen: Which tables are read as one; when omitted, the best one and those that go on with it.
        mapped: What the columns hold; by their headings when omitted.
        title: Title; that above the table when omitted.
        within: Year of the plan that the rows are added to; it judges their dates, not the table.
    """
    places = tuple(chosen) if chosen is not None else _best(tables)
    if not places:
        return PlanPreview(tables=tuple(tables), year=year, title=title or "")
    table = _joined([tables[place] for place in places])
    columns = mapped if mapped is not None and len(mapped) == table.width else proposed(table)
    found = read(table, columns)
    said = _title(tables[places[0]]) if title is None else title
    own_year = year if title is not None else _year(said, year)
    return PlanPreview(
        tables=tuple(tables),
        chosen=places,
        mapped=columns,
        headings=_headings(table),
        title=said,
        year=own_year,
        plan=found,
        problems=(
            *_problems(found, columns, within or plan_year(own_year, said)),
            *_left_out(table, found, columns),
        ),
    )


def save(
    *, store: Store, preview: PlanPreview, into: Id | None = None, key: Id | None = None
) -> Changes:
    """Write what the preview shows, in one step that can be undone; a new plan after a copy.

    Args:
        store: The file.
        preview: What was looked at.
        into: Plan to add the rows to; a new plan when omitted.
        key: Id of the new plan, when the caller wants to know it.

    Raises:
        QualityError: There is nothing to write, too much, or the plan is gone.
    """
    if not preview.plan.rows:
        raise QualityError("Строк плана в таблице нет: укажите, что стоит в её столбцах.")
    if len(preview.plan.rows) > _MOST_ROWS:
        raise QualityError(f"В таблице больше {_MOST_ROWS} строк: разделите план на части.")
    if into is None:
        from quality_desktop.services.district_file import backups

        backups.before(store=store, step=backups.Reason.IMPORT)
    what = "Загрузка плана" if into is None else "Вставка в план"
    with store.work(f"{what}: строк {preview.count}") as work:
        end = _new_plan(work, preview, key) if into is None else _end_of(work, into)
        is_counted = into is not None and _is_counted(preview.plan.rows)
        for row in preview.plan.rows:
            end.add(_without_number(row) if is_counted else row)
        return work.commit()


@dataclass(slots=True, kw_only=True)
class _End:
    """The end of a plan, where rows are added.

    Attributes:
        numbers: Numbers of the rows before, as kept.
        section: The last section.
        sections: How many there are.
    """

    work: UnitOfWork
    roadmap: Id
    numbers: list[str]
    section: Id | None = None
    sections: int = 0

    def add(self, row: ReadRow) -> None:
        """Add a section or a row."""
        if row.sort is Sort.SECTION:
            made = RoadmapSection(
                id=new_id(),
                roadmap=self.roadmap,
                title=row.text(Column.TITLE),
                place=self.sections,
            )
            self.section, self.sections = made.id, self.sections + 1
            self.work.put(made)
            return
        number = _own_number(row.text(Column.NUMBER), self.numbers)
        place = len(self.numbers)
        self.numbers.append(number)
        self.work.put(_record(row, self.roadmap, self.section, number, place))


def _new_plan(work: UnitOfWork, preview: PlanPreview, key: Id | None) -> _End:
    plan = Roadmap(
        id=key or new_id(),
        title=preview.title.strip() or f"Дорожная карта на {preview.year} год",
        year=preview.year,
        columns=_own_columns(preview),
        place=len(work.all(Roadmap)),
    )
    work.put(plan)
    return _End(work=work, roadmap=plan.id, numbers=[])


def _end_of(work: UnitOfWork, roadmap: Id) -> _End:
    if work.get(Roadmap, roadmap) is None:
        raise QualityError("Этого плана уже нет: его удалили. Выберите другой.")
    heads, parts = arranged(work, roadmap)
    return _End(
        work=work,
        roadmap=roadmap,
        numbers=[row.number for part in parts for row in part],
        section=None if heads[-1] is None else heads[-1].id,
        sections=sum(head is not None for head in heads),
    )


def _record(row: ReadRow, roadmap: Id, section: Id | None, number: str, place: int) -> RoadmapRow:
    return RoadmapRow(
        id=new_id(),
        roadmap=roadmap,
        section=section,
        number=number,
        title=row.text(Column.TITLE),
        participants=row.text(Column.PARTICIPANTS),
        executors=row.text(Column.EXECUTORS),
        co_executors=row.text(Column.CO_EXECUTORS),
        dates=row.text(Column.DATES),
        expected=row.text(Column.EXPECTED),
        progress_note=row.text(Column.PROGRESS),
        place=place,
    )


def _is_counted(rows: Sequence[ReadRow]) -> bool:
    """Whether the numbers only count the rows: added to a plan, they are counted anew."""
    said = [row.text(Column.NUMBER).rstrip(".)") for row in rows if row.sort is Sort.ROW]
    first = int(said[0]) if said and said[0].isascii() and said[0].isdecimal() else 0
    return said == [str(first + n) for n in range(len(said))]


def _without_number(row: ReadRow) -> ReadRow:
    return replace(row, texts={**row.texts, Column.NUMBER: ""})


def _own_number(number: str, before: Sequence[str]) -> str:
    """A number is kept only when counting would give another one."""
    by_count = counted([*before, ""])[-1]
    return "" if number.rstrip(".)") in ("", by_count.rstrip(".")) else number


def _own_columns(preview: PlanPreview) -> str:
    """Headings of a plan whose columns are not the usual ones; empty for the usual ones."""
    head = head_row(_joined([preview.tables[place] for place in preview.chosen]))
    if head is None:
        return ""
    pairs = zip(preview.headings, preview.mapped, strict=True)
    firsts: dict[Column, str] = {}
    for heading, column in pairs:
        if column is not None and heading.strip():
            firsts.setdefault(column, " ".join(heading.split()))
    usual = [(each.column, each.text.casefold()) for each in USUAL]
    if [(column, text.casefold()) for column, text in firsts.items()] == usual:
        return ""
    return "\n".join(firsts.values())


def _best(tables: Sequence[SourceTable]) -> tuple[int, ...]:
    """The table with most understood headings, and those right after it that go on with it."""
    if not tables:
        return ()

    def known(place: int) -> tuple[int, int]:
        columns = {column for column in proposed(tables[place]) if column is not None}
        is_headed = head_row(tables[place]) is not None
        return len(columns) if is_headed else 0, len(tables[place].rows)

    first = max(range(len(tables)), key=lambda place: (known(place), -place))
    last = first
    while first > 0 and same_columns(tables[first - 1], tables[first]) and known(first - 1)[0]:
        first -= 1
    while last + 1 < len(tables) and same_columns(tables[first], tables[last + 1]):
        last += 1
    return tuple(range(first, last + 1))


def _joined(tables: Sequence[SourceTable]) -> SourceTable:
    """Tables one under another as one."""
    first = tables[0]
    if len(tables) == 1:
        return first
    rows: list[tuple[str, ...]] = []
    wide: set[int] = set()
    below: set[tuple[int, int]] = set()
    squeezed: set[int] = set()
    beside: set[tuple[int, int]] = set()
    for table in tables:
        down = len(rows)
        rows.extend(_of_width(row, first.width) for row in table.rows)
        wide |= {row + down for row in table.wide}
        squeezed |= {row + down for row in table.squeezed}
        below |= {(row + down, column) for row, column in table.below}
        beside |= {(row + down, column) for row, column in table.beside}
    return replace(
        first,
        rows=tuple(rows),
        wide=frozenset(wide),
        below=frozenset(below),
        beside=frozenset(beside),
        squeezed=frozenset(squeezed),
    )


def _of_width(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*row, *([""] * width))[:width]


def _headings(table: SourceTable) -> tuple[str, ...]:
    head = head_row(table)
    if head is None:
        return tuple(f"Столбец {n}" for n in range(1, table.width + 1))
    return tuple(" ".join(clean(text).split()) for text in table.rows[head])


def _title(table: SourceTable) -> str:
    head = head_row(table) or 0
    above = [" ".join(filter(None, map(clean, row))) for row in table.rows[:head]]
    lines = [line.strip() for line in (*table.caption, *above) if line.strip()]
    first = next((n for n, line in enumerate(lines) if _PLAN_TITLE.match(line)), None)
    if first is None:
        lines = [line for line in lines if not _NOT_TITLE.match(line)]
        first = max(len(lines) - 1, 0)
    return "\n".join(lines[first:])


def _year(title: str, year: int) -> int:
    found = _YEAR.findall(title.rpartition(" на ")[2] or title)
    return int(found[0]) if found else year


def _problems(plan: ReadPlan, mapped: Mapped, dates_of: PlanYear) -> Iterator[Problem]:
    for column, word in ((Column.TITLE, "мероприятием"), (Column.DATES, "сроками")):
        if column not in mapped:
            yield Problem(text=f"Столбец с {word} не указан: выберите его выше.")
    for number, row in enumerate(plan.rows):
        where, place = f"Строка {row.places[0]} таблицы", f"{PREVIEW_PLACE}:{number}"
        for note in row.notes:
            yield Problem(text=f"{where}: {note}.", severity=Severity.WARNING, place=place)
        if row.sort is Sort.ROW:
            dates = understand(row.text(Column.DATES), dates_of)
            yield from date_findings(dates, dates_of, place=place, row=where)


def _left_out(table: SourceTable, plan: ReadPlan, mapped: Mapped) -> Iterator[Problem]:
    """Columns with texts that nobody takes: what is not loaded is told."""
    places = {place - 1 for row in plan.rows if row.sort is Sort.ROW for place in row.places}
    names = _headings(table)
    for column, meaning in enumerate(mapped):
        filled = sum(bool(clean(table.rows[place][column])) for place in places)
        if meaning is None and filled:
            name = names[column] or f"Столбец {column + 1}"
            yield Problem(
                text=f"Столбец «{name}» не будет загружен, заполнено строк: {filled}. Если он нужен, "
                "выберите выше, что в нём стоит.",
                severity=Severity.WARNING,
            )
