"""A block of cells pasted into the grid: first what would happen, then one write."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from quality_desktop.domain.collection.answers import Answer, read_answer, shown
from quality_desktop.domain.collection.monitoring import Absence, Origin
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.examination.exams import NameMatch
from quality_desktop.domain.records import Id
from quality_desktop.domain.school_naming.school_names import KnownSchool, SchoolDirectory
from quality_desktop.domain.spelling import folded, heading_key
from quality_desktop.services.entry.monitoring import FormGrid, SchoolRow
from quality_desktop.services.entry.monitoring_edit import CellEdit
from quality_desktop.sheets.results.captions import names_a_school
from quality_desktop.storage.store import Store

_TOTAL_WORDS: Final = ("итог", "всего", "среднее", "заполнено")
_DISTRICT: Final = "район"
_MOST_LISTED: Final = 5
_ANSWERS: Final = frozenset(
    {"да", "нет", "-", "–", "—", *(folded(absence.shown) for absence in Absence)}
)


class PasteState(StrEnum):
    """What would happen to a pasted cell."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedCell:
    """A cell of the block.

    Attributes:
        school: Its name; the pasted one when no school of ours is meant.
        title: Heading of the element; empty for a line that belongs to no school.
        was: What the cell shows now.
        now: What it would show; the pasted text when it is refused.
        edit: What is written; None when nothing is.
        reason: Why it is refused.
        key: School and element, when the cell has a place in the grid.
    """

    school: str
    title: str
    was: str
    now: str
    state: PasteState
    edit: CellEdit | None = None
    reason: str = ""
    key: tuple[Id, Id] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastePlan:
    """What a paste would do; nothing is written yet.

    Attributes:
        cells: Cells that would change or are refused, in the order of the block.
        same: Cells that hold the pasted answer already.
        blank: Pasted cells without a text over a filled one; they erase nothing.
        by_name: Schools were found by their names in the block.
        by_heading: Elements were found by the headings of the block.
        remarks: What was left out as a whole, a sentence each.
    """

    cells: tuple[PastedCell, ...]
    same: int = 0
    blank: int = 0
    by_name: bool = False
    by_heading: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def edits(self) -> tuple[CellEdit, ...]:
        """What would be written."""
        return tuple(cell.edit for cell in self.cells if cell.edit is not None)

    @property
    def refused(self) -> tuple[PastedCell, ...]:
        """Cells of the grid whose texts are kept visible, unsaved."""
        return tuple(cell for cell in self.cells if cell.key is not None and cell.reason)

    def count(self, state: PasteState) -> int:
        """How many cells would go this way."""
        return self.same if state is PasteState.SAME else sum(c.state is state for c in self.cells)


def plan_paste(
    *,
    store: Store,
    grid: FormGrid,
    lines: Sequence[Sequence[str]],
    schools: Sequence[Id],
    place: int,
) -> PastePlan:
    """Work out what a pasted block would do.

    A block that carries names of schools in its first column, or headings in its first lines, is
    matched by them; otherwise it goes in from the chosen cell on, to the right and down.

    Args:
        store: The file; remembers which names people have decided about.
        grid: What the grid shows.
        lines: The block.
        schools: Schools from the chosen cell downwards, as they are shown.
        place: Number of the element of the chosen cell.
    """
    headings = _Headings.of(grid)
    # A blank line among the others is a school without an answer: the next ones keep their places.
    filled = [n for n, line in enumerate(lines) if any(text.strip() for text in line)]
    lines = lines[: filled[-1] + 1] if filled else ()
    body, columns = headings.read(lines[filled[0] :] if filled else ())
    if not columns:
        body = lines
    names = _Names.of(store, grid)
    by_name = names.is_first_column_of(body)
    has_caption = by_name and not columns and names.is_caption(body[0])
    body = body[1:] if has_caption else body
    places = _places(columns, by_name, place, max(map(len, body), default=0))
    planning = _Planning(grid)
    if has_caption:
        planning.note_caption()
    if by_name:
        targets = [names.find(line[0]) for line in body]
        planning.refuse_doubles(body, targets)
    else:
        known = {row.school.id: row for row in grid.rows}
        targets = [known[school] for school in schools[: len(body)]]
        planning.note_surplus(len(body) - len(targets), "строк", "ниже последней школы")
    for line, target in zip(body, targets, strict=False):
        if isinstance(target, SchoolRow):
            planning.take(line, target, places)
        elif target:
            planning.refuse(line[0], target)
    surplus = sum(number >= len(grid.columns) for number in places.values())
    planning.note_surplus(surplus, "столбцов", "правее последнего показателя")
    if columns:
        planning.note_unknown([t for t in headings.unknown if t.strip()])
    return planning.plan(by_name=by_name, by_heading=bool(columns))


def _places(columns: Mapping[int, int], by_name: bool, first: int, width: int) -> Mapping[int, int]:
    """Column of the block -> number of the element."""
    if columns:
        return columns
    start = 1 if by_name else 0
    return {column: first + column - start for column in range(start, width)}


class _Headings:
    """Elements by their headings."""

    def __init__(self, by_title: Mapping[str, int], by_both: Mapping[tuple[str, str], int]) -> None:
        self._by_title = by_title
        self._by_both = by_both
        self.unknown: list[str] = []

    @classmethod
    def of(cls, grid: FormGrid) -> _Headings:
        by_title: dict[str, int] = {}
        by_both: dict[tuple[str, str], int] = {}
        keys = [heading_key(column.title) for column in grid.columns]
        often = Counter(keys)
        for number, column in enumerate(grid.columns):
            by_both[heading_key(column.group), keys[number]] = number
            by_title[heading_key(column.heading)] = number
            if often[keys[number]] == 1:
                by_title[keys[number]] = number
        return cls(by_title, by_both)

    def read(
        self, lines: Sequence[Sequence[str]]
    ) -> tuple[Sequence[Sequence[str]], Mapping[int, int]]:
        """The lines below the headings; column of the block -> number of the element.

        Two lines of headings are groups over titles; a group goes on over empty cells.
        """
        two = self._two(lines) if len(lines) > 2 else {}
        if self._are_headings(lines[1] if len(lines) > 1 else (), two):
            self._note_unknown(lines[1], two)
            return lines[2:], two
        one = {
            c: n for c, text in enumerate(lines[0] if lines else ()) if (n := self._one(text)) >= 0
        }
        if lines and self._are_headings(lines[0], one):
            self._note_unknown(lines[0], one)
            return lines[1:], one
        return lines, {}

    def _one(self, text: str) -> int:
        return self._by_title.get(heading_key(text), -1) if heading_key(text) else -1

    def _two(self, lines: Sequence[Sequence[str]]) -> dict[int, int]:
        found: dict[int, int] = {}
        group = ""
        for column, title in enumerate(lines[1]):
            above = lines[0][column] if column < len(lines[0]) else ""
            group = heading_key(above) or group
            number = self._by_both.get((group, heading_key(title)))
            if number is not None:
                found[column] = number
        return found

    @staticmethod
    def _are_headings(line: Sequence[str], found: Mapping[int, int]) -> bool:
        """Half of the texts at least, without the heading of the names, are headings of ours."""
        others = sum(bool(text.strip()) for n, text in enumerate(line) if n not in found and n > 0)
        return bool(found) and len(found) >= others and len(set(found.values())) == len(found)

    def _note_unknown(self, line: Sequence[str], found: Mapping[int, int]) -> None:
        self.unknown = [text for n, text in enumerate(line) if n > 0 and n not in found]


def _is_total(text: str) -> bool:
    """True for «Итого», «По району»; a school may name its district as well."""
    plain = folded(text)
    return plain.startswith(_TOTAL_WORDS) or (_DISTRICT in plain and not names_a_school(text))


def _may_be_answer(text: str) -> bool:
    """True for a number, an absence, yes or no; a mark in quotes is part of a heading."""
    plain = folded(text)
    has_digit = any(letter.isdigit() for letter in re.sub(r"«\d»", "", text))
    return has_digit or plain in _ANSWERS


class _Names:
    """Schools by their names."""

    def __init__(self, rows: Sequence[SchoolRow], decided: Mapping[str, Id | None]) -> None:
        self._rows = {row.school.id: row for row in rows}
        known = [
            KnownSchool(
                id=row.school.id,
                code=row.school.code,
                names=(row.school.short_name, row.school.full_name),
            )
            for row in rows
        ]
        self._directory = SchoolDirectory(known, decided)
        exact: dict[str, list[SchoolRow]] = {}
        for row in rows:
            school = row.school
            for name in {folded(school.short_name), folded(school.full_name), folded(school.code)}:
                if name:
                    exact.setdefault(name, []).append(row)
        self._exact = {name: found[0] for name, found in exact.items() if len(found) == 1}

    @classmethod
    def of(cls, store: Store, grid: FormGrid) -> _Names:
        return cls(grid.rows, {record.written: record.school for record in store.all(NameMatch)})

    def is_first_column_of(self, lines: Sequence[Sequence[str]]) -> bool:
        """True when a good part of the first column are names: figures and answers are none."""
        texts = [line[0] for line in lines if line and line[0].strip() and len(line) > 1]
        known = [isinstance(self.find(text), SchoolRow) for text in texts[:40]]
        alike = sum(
            is_known or names_a_school(t) for is_known, t in zip(known, texts, strict=False)
        )
        return any(known) and 2 * alike >= len(known)

    def is_caption(self, line: Sequence[str]) -> bool:
        """True for headings over a block of schools that name no element of ours for certain."""
        first, *others = line
        titles = [text for text in others if text.strip()]
        is_school = isinstance(self.find(first), SchoolRow)
        return bool(titles) and not is_school and not any(map(_may_be_answer, titles))

    def find(self, text: str) -> SchoolRow | str:
        """The school, or why there is none; an empty text for a line of totals."""
        exact = self._exact.get(folded(text))
        if exact is not None:
            return exact
        if not text.strip() or _is_total(text):
            return ""
        if not any(letter.isalpha() for letter in text):
            return "Это не название школы."
        found = self._directory.match("", text)
        if found.school is not None:  # a remembered decision may name a school that was closed
            return self._rows.get(found.school, "Этой школы в таблице нет: она закрыта.")
        candidates = ", ".join(f"«{self._rows[key].name}»" for key in found.candidates[:3])
        if found.reason:
            return f"{found.reason} {f'Похожи: {candidates}.' if candidates else ''}".strip()
        return "Такой школы в справочнике нет."


class _Planning:
    """Cells as they are planned one after another."""

    def __init__(self, grid: FormGrid) -> None:
        self._grid = grid
        self._cells: list[PastedCell] = []
        self._same = self._blank = 0
        self._remarks: list[str] = []

    def take(self, line: Sequence[str], row: SchoolRow, places: Mapping[int, int]) -> None:
        """Plan the cells of a school."""
        for column, number in places.items():
            if column < len(line) and number < len(self._grid.columns):
                self._take_cell(line[column], row, number)

    def refuse(self, text: str, reason: str) -> None:
        """A line that belongs to no school."""
        self._cells.append(
            PastedCell(
                school=text, title="", was="", now="", state=PasteState.REFUSED, reason=reason
            )
        )

    def refuse_doubles(self, body: Sequence[Sequence[str]], targets: list[SchoolRow | str]) -> None:
        """Two lines of one school: nobody knows which one counts, so neither is taken."""
        often = Counter(row.school.id for row in targets if isinstance(row, SchoolRow))
        for number, row in enumerate(targets):
            if isinstance(row, SchoolRow) and often[row.school.id] > 1:
                targets[number] = f"Школа «{row.name}» стоит в блоке дважды: оставьте одну строку."

    def note_caption(self) -> None:
        """The headings of the block do not tell its columns apart."""
        self._remarks.append("По строке заголовков столбцы не узнать, она пропущена.")

    def note_surplus(self, count: int, what: str, where: str) -> None:
        """Part of the block has no place in the grid."""
        if count > 0:
            self._remarks.append(f"Не поместилось {what}: {count} ({where}).")

    def note_unknown(self, headings: Sequence[str]) -> None:
        """Columns of the block that the form does not ask."""
        if headings:
            names = ", ".join(f"«{' '.join(text.split())}»" for text in headings[:_MOST_LISTED])
            rest = f" и ещё {len(headings) - _MOST_LISTED}" if len(headings) > _MOST_LISTED else ""
            self._remarks.append(f"Этих столбцов в форме нет, они пропущены: {names}{rest}.")

    def plan(self, *, by_name: bool, by_heading: bool) -> PastePlan:
        """The whole plan."""
        return PastePlan(
            cells=tuple(self._cells),
            same=self._same,
            blank=self._blank,
            by_name=by_name,
            by_heading=by_heading,
            remarks=tuple(self._remarks),
        )

    def _take_cell(self, text: str, row: SchoolRow, number: int) -> None:
        column, before = self._grid.columns[number], row.cells[number].answer
        element = column.element
        if not text.strip():
            self._blank += not before.is_empty
            return
        answer = read_answer(text, element)
        if answer == before:
            self._same += 1
            return
        was = shown(before, element)
        if isinstance(answer, Problem):
            self._cells.append(
                PastedCell(
                    school=row.name,
                    title=column.heading,
                    was=was,
                    now=text,
                    state=PasteState.REFUSED,
                    reason=answer.text,
                    key=(row.school.id, element.id),
                )
            )
            return
        self._cells.append(self._changed(was, row, number, answer))

    def _changed(self, was: str, row: SchoolRow, number: int, answer: Answer) -> PastedCell:
        column = self._grid.columns[number]
        element = column.element
        return PastedCell(
            school=row.name,
            title=column.heading,
            was=was,
            now=shown(answer, element),
            state=PasteState.CHANGED if was else PasteState.NEW,
            edit=CellEdit(
                school=row.school.id,
                element=element.id,
                answer=answer,
                origin=Origin.PASTED.value,
            ),
        )
