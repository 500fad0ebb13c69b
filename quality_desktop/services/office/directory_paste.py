"""A block of cells pasted into the directory: first what would happen, then one write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import Person, School, SchoolYear, TeamMember, Unit
from quality_desktop.domain.kinds import kinds_by_name
from quality_desktop.domain.records import Id, Record, new_id
from quality_desktop.language import people
from quality_desktop.services.field_values import Catalogue, Field, Refusal, parse
from quality_desktop.services.folding import folded
from quality_desktop.services.office import directory, directory_edit
from quality_desktop.services.office.directory_edit import RowEdit
from quality_desktop.services.office.directory_fields import FIELDS
from quality_desktop.services.office.names import shown
from quality_desktop.storage.store import Store

_MAKES_A_RECORD: Mapping[str, tuple[str, ...]] = {
    Person.kind: ("surname", "position"),
    Unit.kind: ("short_name", "name"),
    School.kind: ("short_name", "full_name"),
    SchoolYear.kind: ("year",),
    TeamMember.kind: ("person",),
}
_WANTED: Mapping[str, tuple[str, ...]] = {
    Person.kind: ("given", "gender", "position", "unit"),
    Unit.kind: ("short_name", "name", "head"),
    School.kind: ("short_name", "full_name", "head"),
}
"""What papers and tables need of a record, though it is written without it, too."""
_LEAST_HEADINGS = 2


class RowState(StrEnum):
    """What would happen to a pasted row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedRow:
    """A row of the block.

    Attributes:
        number: Its number in the block, from 1, headings included.
        title: How the row is named: its first filled cells.
        record: The record it changes; None for a new or refused one.
        refusals: Cells that will be left out, each with the reason.
        additions: People who will be added because a cell names them.
        missing: Titles of the fields that papers need and that stay empty after the paste.
    """

    number: int
    title: str
    state: RowState
    record: Id | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    refusals: tuple[str, ...] = ()
    additions: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastePlan:
    """What a paste would do.

    Attributes:
        within: School or team of new rows.
        unknown_headings: Headings of the block that are no field here; their columns are left out.
        people: Whom the section «Люди» gets because cells name them.
    """

    kind: str
    rows: tuple[PastedRow, ...]
    within: Id | None = None
    unknown_headings: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()

    def count(self, state: RowState) -> int:
        """How many rows are so."""
        return Counter(row.state for row in self.rows)[state]

    @property
    def refusals(self) -> int:
        """How many cells will be left out."""
        return sum(len(row.refusals) for row in self.rows)

    @property
    def missing(self) -> Mapping[str, int]:
        """In how many rows a field that papers need stays empty: its title -> count."""
        return Counter(title for row in self.rows for title in row.missing)

    @property
    def is_small(self) -> bool:
        """True when nothing is worth a preview: one row, no refusal."""
        return len(self.rows) <= 1 and not (self.refusals or self.unknown_headings or self.people)


def plan(
    *,
    store: Store,
    reference: Path,
    kind: str,
    fields: Sequence[str],
    rows: Sequence[Sequence[str]],
    targets: Sequence[Id],
    within: Id | None = None,
) -> PastePlan:
    """Judge a block without writing anything.

    A first row of headings tells the columns; else they are taken as they stand from the current one.
    Rows beyond the existing ones change the record of the same name or code, or make a new one.

    Args:
        store: The file.
        reference: Folder of the dated catalogues.
        kind: Kind of the records.
        fields: Fields from the current column on.
        rows: Texts of the cells.
        targets: Records from the current row on; fewer than rows, or none.
        within: School or team whose rows these are.
    """
    catalogue = directory.catalogue(store=store, reference=reference)
    known = {what.name: what for what in FIELDS[kind]}
    columns: list[Field | None] = [known[name] for name in fields]
    headings = _headings(rows[0] if rows else (), FIELDS[kind])
    unknown: tuple[str, ...] = ()
    first = 0
    if headings is not None:
        columns, first, targets = headings, 1, ()
        unknown = tuple(
            text
            for text, what in zip(rows[0], headings, strict=True)
            if text.strip() and what is None
        )
    judge = _Judge(kind=kind, catalogue=catalogue, known=_by_key(store, kind, within))
    judged: list[PastedRow] = []
    for number, texts in enumerate(rows[first:], first + 1):
        if any(text.strip() for text in texts):
            place = number - first - 1
            target = (
                store.get(kinds_by_name()[kind], targets[place]) if place < len(targets) else None
            )
            judged.append(judge.row(number, list(zip(columns, texts, strict=False)), target))
    return PastePlan(
        kind=kind,
        rows=tuple(judged),
        within=within,
        unknown_headings=unknown,
        people=judge.people_named_in(judged),
    )


def apply(*, store: Store, plan: PastePlan) -> Changes:
    """Write what the plan says, in one step."""
    edits = [
        RowEdit(record=row.record, values=row.values)
        for row in plan.rows
        if row.state in (RowState.NEW, RowState.CHANGED)
    ]
    if not edits:
        return Changes()
    intent = f"Вставка строк: {len(edits)}"
    return directory_edit.write(
        store=store,
        kind=plan.kind,
        edits=edits,
        intent=intent,
        within=plan.within,
        people_first=plan.people,
    )


@dataclass(slots=True, kw_only=True)
class _Judge:
    """Judges one row after the other, so that two equal new rows make one record."""

    kind: str
    catalogue: Catalogue
    known: dict[str, Record]
    made: set[str] = field(default_factory=set)
    new_people: dict[str, Person] = field(default_factory=dict)

    def people_named_in(self, rows: Sequence[PastedRow]) -> tuple[Person, ...]:
        """New people whom the rows really name."""
        named = {value for row in rows for value in row.values.values()}
        return tuple(person for person in self.new_people.values() if person.id in named)

    def row(
        self, number: int, cells: Sequence[tuple[Field | None, str]], target: Record | None
    ) -> PastedRow:
        values, refusals = self._values(cells)
        name = " ".join(" ".join(text.split()) for what, text in cells[:3] if what and text.strip())
        if self.kind == Person.kind:
            values = directory_edit.settled_name(
                values, target if isinstance(target, Person) else None
            )
        key = _key(self.kind, values)
        if target is None and not any(values.get(part) for part in _MAKES_A_RECORD[self.kind]):
            titles = {what.name: what.title for what in FIELDS[self.kind]}
            needed = " или ".join(f"«{titles[part]}»" for part in _MAKES_A_RECORD[self.kind])
            refusals = refusals or [f"Не заполнено: {needed}."]
            return self._row(number, name, RowState.REFUSED, refusals=refusals)
        if target is None:
            target = self._known(key, values)
            # a table of names with an empty column must not wipe what the office knows already
            values = {part: value for part, value in values.items() if value not in ("", None)}
        if target is None:
            if key and key in self.made:
                return self._row(
                    number, name, RowState.REFUSED, refusals=["Такая строка уже есть выше."]
                )
            self.made.add(key)
            found = self._row(number, name, RowState.NEW, values=values, refusals=refusals)
            return replace(found, missing=self._missing(values, None))
        changed = {part: value for part, value in values.items() if getattr(target, part) != value}
        state = RowState.CHANGED if changed else RowState.REFUSED if refusals else RowState.SAME
        found = self._row(number, name, state, target.id, changed, refusals)
        is_written = state is RowState.CHANGED
        return replace(found, missing=self._missing(changed, target)) if is_written else found

    def _missing(self, values: Mapping[str, object], target: Record | None) -> tuple[str, ...]:
        """Titles of wanted fields that neither the row nor the record fills."""
        wanted = _WANTED.get(self.kind, ())
        return tuple(
            what.title
            for what in FIELDS[self.kind]
            if what.name in wanted and not values.get(what.name, getattr(target, what.name, None))
        )

    def _new_person(self, text: str) -> Id | None:
        """The person whom a cell names and nobody has written down yet; None for no whole name."""
        name = people.parse(text)
        if name is None or not (name.surname[:1].isupper() and name.given[:1].isupper()):
            return None  # «вакантная должность» is nobody's name
        person = Person(
            id=new_id(),
            surname=name.surname,
            given=name.given,
            patronymic=name.patronymic,
            gender=name.gender.value,
        )
        return self.new_people.setdefault(folded(text), person).id

    def _known(self, key: str, values: Mapping[str, object]) -> Record | None:
        """The record of the same code, else of the same name when their codes do not differ."""
        found = self.known.get(key) if key else None
        if found is None and (other := _other_key(self.kind, values)):
            named = self.known.get(other)
            if not getattr(named, "code", ""):
                found = named
        return found

    def _row(
        self,
        number: int,
        title: str,
        state: RowState,
        record: Id | None = None,
        values: Mapping[str, object] | None = None,
        refusals: Sequence[str] = (),
    ) -> PastedRow:
        return PastedRow(
            number=number,
            title=title,
            state=state,
            record=record,
            values=values or {},
            refusals=tuple(refusals),
            additions=tuple(
                f"{shown(person)} будет в разделе «Люди»"
                for person in self.new_people.values()
                if person.id in (values or {}).values()
            ),
        )

    def _values(
        self, cells: Sequence[tuple[Field | None, str]]
    ) -> tuple[dict[str, object], list[str]]:
        values: dict[str, object] = {}
        refusals: list[str] = []
        for what, text in cells:
            if what is None:
                continue
            value = parse(what, text, self.catalogue)
            if isinstance(value, Refusal) and value.is_unknown and what.refers == Person.kind:
                value = self._new_person(text) or value
            if isinstance(value, Refusal):
                if text.strip():  # an empty cell of a table says nothing about a yes or no
                    refusals.append(f"{what.title}: {value.text}")
            else:
                values[what.name] = value
        return values, refusals


def _headings(cells: Sequence[str], fields: Sequence[Field]) -> list[Field | None] | None:
    """The fields that a row of headings names, None when it is no row of headings."""
    names: dict[str, Field] = {}
    for what in fields:
        for text in (what.title, *what.also):
            names.setdefault(_bare(text), what)
    found = [names.get(_bare(text)) for text in cells]
    count = sum(what is not None for what in found)
    filled = sum(bool(text.strip()) for text in cells)
    return found if count >= min(_LEAST_HEADINGS, max(filled, 1)) and count else None


def _bare(text: str) -> str:
    return folded(text).replace(".", "").replace(",", "").replace("-", "")


def _by_key(store: Store, kind: str, within: Id | None) -> dict[str, Record]:
    """Existing records by what tells them apart in a table."""
    filters: dict[str, Id] = {}
    if within is not None:
        filters = {"school" if kind == SchoolYear.kind else "team": within}
    found: dict[str, Record] = {}
    for record in store.all(kinds_by_name()[kind], **filters):
        values = {what.name: getattr(record, what.name) for what in FIELDS[kind]}
        for key in (_key(kind, values), _other_key(kind, values)):
            if key:
                found.setdefault(key, record)
    return found


def _key(kind: str, values: Mapping[str, object]) -> str:
    match kind:
        case Person.kind:
            parts = [str(values.get(name) or "") for name in ("surname", "given", "patronymic")]
            return folded("|".join(parts)) if all(parts[:2]) else ""
        case School.kind if values.get("code"):
            return f"code:{values['code']}"
        case SchoolYear.kind:
            return str(values.get("year") or "")
        case TeamMember.kind:
            return str(values.get("person") or "")
        case _:
            return _other_key(kind, values)


def _other_key(kind: str, values: Mapping[str, object]) -> str:
    if kind not in (School.kind, Unit.kind):
        return ""
    return folded(
        str(values.get("short_name") or values.get("name") or values.get("full_name") or "")
    )
