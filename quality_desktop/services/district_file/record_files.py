"""Records written by hand as TOML: read for every kind alike, refused with the file and the entry.

A file holds tables by kind: ``[person.gomzova]`` gives an entry its key, ``[[assignment]]`` is for
entries that nobody refers to. References are written ``kind:key``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_type_hints

from quality_desktop.domain import (
    cycle,
    deadlines,
    directions,
    directory,
    paper_kinds,
    paperwork,
    register,
    responsibility,
)
from quality_desktop.domain.at_risk import partnership, profile
from quality_desktop.domain.collection import indicators, monitoring
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.examination import exams
from quality_desktop.domain.kinds import KINDS, kinds_by_name
from quality_desktop.domain.records import Id, Record, natural_id, references
from quality_desktop.domain.responsibility import Role
from quality_desktop.services.toml_files import read_toml

Values = Mapping[str, Any]
_Types = Mapping[str, frozenset[type]]
"""Fields of a kind without ``id``, and the types that their values may have."""

_SCALARS = {str: "текст", int: "целое число", bool: "true или false", date: "дата 2021-07-05"}


def _assignment_id(values: Values) -> Id:
    parties = [values[who] for who in ("unit", "person") if values.get(who)]
    if not parties:
        raise KeyError("person")
    return responsibility.assignment_id(values.get("direction"), Role(values["role"]), *parties)


_FROM_FIELDS: Mapping[str, Callable[[Values], Id]] = {
    "edition": lambda v: directions.edition_id(v["code"]),
    "stage": lambda v: cycle.stage_id(v["number"]),
    "position": lambda v: cycle.position_id(v["number"]),
    "direction_link": lambda v: natural_id("direction_link", v["earlier"], v["later"]),
    "assignment": _assignment_id,
    "card_row": lambda v: cycle.card_row_id(v["stage"], v.get("direction")),
    "progress": lambda v: cycle.progress_id(v["direction"], v["position"], v["year"]),
    "inflection": lambda v: directory.inflection_id(
        v["scope"], v["key"], v.get("gender", ""), v["case"]
    ),
    "school_year": lambda v: directory.school_year_id(v["school"], v["year"]),
    "team_member": lambda v: directory.team_member_id(v["team"], v["person"]),
    "paper_deadline": lambda v: paperwork.deadline_id(v["paper"], v["code"]),
    "clause_edit": lambda v: paperwork.clause_edit_id(v["paper"], v["clause"]),
    "collection": lambda v: monitoring.collection_id(v["form"], v["year"]),
    "submission": lambda v: monitoring.submission_id(v["collection"], v["school"]),
    "value": lambda v: monitoring.value_id(v["element"], v["school"], v["year"]),
    "acceptance": lambda v: monitoring.acceptance_id(v["year"], v["school"], v["check"]),
    "target": lambda v: indicators.target_id(v["calculation"], v["year"]),
    "exam_result": lambda v: exams.exam_result_id(
        v["procedure"], v["year"], v["subject"], v.get("grade", 0), v["school"]
    ),
    "name_match": lambda v: exams.name_match_id(v["written"]),
    "school_distance": lambda v: partnership.distance_id(v["first"], v["second"]),
    "partnership": lambda v: partnership.partnership_id(v["year"], v["school"], v["partner"]),
    "measure_school": lambda v: partnership.measure_school_id(v["measure"], v["school"]),
    "school_factor": lambda v: profile.school_factor_id(v["school"], v["year"], v["factor"]),
    "paper_field": lambda v: paper_kinds.paper_field_id(v["paper"], v["code"]),
    "paper_party": lambda v: paper_kinds.paper_party_id(v["paper"], v["code"]),
    "number_pattern": lambda v: register.number_pattern_id(v["family"]),
    "paper_link": lambda v: register.paper_link_id(v["paper"], v["earlier"], v["relation"]),
    "stored_file": lambda v: register.stored_file_id(v["fingerprint"], v["name"]),
    "deadline_mark": lambda v: deadlines.deadline_mark_id(v["source"]),
    "holiday": lambda v: deadlines.holiday_id(v["day"]),
    "column_mapping": lambda v: exams.column_mapping_id(v["headings"]),
}
"""Kinds whose id follows from their own fields."""

_FROM_KEY: Mapping[str, Callable[[str, str], Id]] = {
    "direction_group": directions.group_id,
    "direction": directions.direction_id,
}
"""Kinds whose id follows from «code of the edition/own code», which is their key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An entry as it stands in its file; ``key`` is empty for one that has none."""

    file: str
    kind: type[Record]
    expected: _Types
    key: str
    place: int
    data: Values

    def refusal(self, what: str) -> QualityError:
        """An error that names the file and the entry."""
        own = f".{self.key}" if self.key else f" № {self.place + 1}"
        name = self.kind.kind + own
        return QualityError(f"Файл {self.file}, запись «{name}»: {what}")


def read_records(
    files: Sequence[Path],
    *,
    namespace: str,
    known: Mapping[str, Id],
    optional: frozenset[str] = frozenset(),
) -> tuple[list[Record], dict[str, Id]]:
    """Read all records of a set of files that refer to each other.

    Args:
        files: TOML files, in the order in which their entries are numbered.
        namespace: Kinds without a natural key get their ids from this name and their key, so
            that the same files give the same ids everywhere.
        known: Entries of other files that these may refer to: ``kind:key`` -> id.
        optional: Kinds that may be absent: a reference to such a record is left empty then.

    Returns:
        Records, parents first, and all that may be referred to now.

    Raises:
        QualityError: Not TOML, an unknown kind or field, a value of a wrong type, a broken
            reference, a repeated key; the sentence names the file and the entry.
    """
    entries = _entries(files)
    ids = dict(known)
    for entry in entries:
        if entry.kind.kind not in _FROM_FIELDS:
            _register(entry, _id_by_key(entry, namespace), ids)
    order = {kind: place for place, kind in enumerate(KINDS)}
    records: list[Record] = []
    for entry in sorted(entries, key=lambda e: order[e.kind]):
        record = _record(entry, ids, namespace, optional)
        if entry.kind.kind in _FROM_FIELDS and entry.key:
            _register(entry, record.id, ids)
        records.append(record)
    _refuse_doubles(records, entries, order)
    return records, ids


def _entries(files: Iterable[Path]) -> list[_Entry]:
    kinds = kinds_by_name()
    counts: dict[type[Record], int] = {}
    found: list[_Entry] = []
    for path in files:
        for name, content in read_toml(path).items():
            kind = kinds.get(name)
            if kind is None:
                raise QualityError(f"Файл {path.name}: неизвестный вид записей «{name}».")
            expected = _expected(kind)
            for key, data in _keyed(path, kind, expected, content):
                place = counts.get(kind, 0)
                counts[kind] = place + 1
                found.append(
                    _Entry(
                        file=path.name,
                        kind=kind,
                        expected=expected,
                        key=key,
                        place=place,
                        data=data,
                    )
                )
    return found


def _keyed(
    path: Path, kind: type[Record], expected: _Types, content: object
) -> Iterator[tuple[str, Values]]:
    if isinstance(content, list) and all(isinstance(item, dict) for item in content):
        has_own_key = "key" in expected
        for item in content:
            key = "" if has_own_key else str(item.get("key", ""))
            yield key, {k: v for k, v in item.items() if has_own_key or k != "key"}
    elif isinstance(content, dict) and all(isinstance(item, dict) for item in content.values()):
        yield from content.items()
    else:
        raise QualityError(f"Файл {path.name}: «{kind.kind}» должно быть таблицей записей.")


def _id_by_key(entry: _Entry, namespace: str) -> Id:
    kind = entry.kind.kind
    if not entry.key:
        raise entry.refusal("не указан ключ (key).")
    if kind not in _FROM_KEY:
        return natural_id("sample", namespace, f"{kind}:{entry.key}")
    edition, _, code = entry.key.partition("/")
    if code != entry.data.get("code"):
        raise entry.refusal("ключ должен быть «код редакции/код» с тем же кодом, что в поле code.")
    return _FROM_KEY[kind](edition, code)


def _register(entry: _Entry, record: Id, ids: dict[str, Id]) -> None:
    name = f"{entry.kind.kind}:{entry.key}"
    if name in ids:
        raise entry.refusal("такой ключ уже есть.")
    ids[name] = record


def _record(
    entry: _Entry, ids: Mapping[str, Id], namespace: str, optional: frozenset[str]
) -> Record:
    values = _values(entry, ids, optional)
    natural = _FROM_FIELDS.get(entry.kind.kind)
    try:
        record = natural(values) if natural else _id_by_key(entry, namespace)
    except (KeyError, ValueError) as error:
        raise entry.refusal(f"не хватает поля или значение не из списка ({error}).") from error
    return entry.kind(id=record, **values)


def _values(entry: _Entry, ids: Mapping[str, Id], optional: frozenset[str]) -> dict[str, Any]:
    expected = entry.expected
    refers = references(entry.kind)
    values: dict[str, Any] = {}
    for name, value in entry.data.items():
        if name not in expected:
            raise entry.refusal(f"нет такого поля: «{name}».")
        if name in refers:
            is_absent = refers[name] in optional and value not in ids
            values[name] = None if is_absent else _referred(entry, name, value, refers[name], ids)
        elif type(value) in expected[name]:
            values[name] = value
        else:
            wanted = ", ".join(text for kind, text in _SCALARS.items() if kind in expected[name])
            raise entry.refusal(f"в поле «{name}» должно быть: {wanted}.")
    if "place" in expected:
        values.setdefault("place", entry.place)
    for field in fields(entry.kind):
        is_needed = field.default is MISSING and field.name != "id"
        if is_needed and field.name not in values:
            raise entry.refusal(f"не указано поле «{field.name}».")
    if entry.kind is directory.Inflection and values["scope"] == "person":
        # The only text that holds an id: the office's form of one person's name.
        values["key"] = str(_referred(entry, "key", values["key"], "person", ids))
    return values


def _referred(entry: _Entry, name: str, value: object, kind: str, ids: Mapping[str, Id]) -> Id:
    if not isinstance(value, str) or not value.startswith(f"{kind}:"):
        raise entry.refusal(f"в поле «{name}» должна быть ссылка «{kind}:ключ».")
    found = ids.get(value)
    if found is None:
        raise entry.refusal(f"поле «{name}» указывает на «{value}», а такой записи нет.")
    return found


def _expected(kind: type[Record]) -> _Types:
    hints = get_type_hints(kind)
    return {
        field.name: frozenset(_members(hints[field.name]))
        for field in fields(kind)
        if field.name != "id"
    }


def _members(hint: Any) -> Iterable[type]:  # noqa: ANN401 - an annotation is any object
    return get_args(hint) if isinstance(hint, UnionType) else (hint,)


def _refuse_doubles(
    records: Sequence[Record], entries: Sequence[_Entry], order: Mapping[type[Record], int]
) -> None:
    seen: set[Id] = set()
    for record, entry in zip(records, sorted(entries, key=lambda e: order[e.kind]), strict=True):
        if record.id in seen:
            raise entry.refusal("такая запись уже есть.")
        seen.add(record.id)
