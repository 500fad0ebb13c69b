"""What every step of a history needs: to write, to take in, and to require the laws after both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from quality_desktop.domain.directory import Person, Team, TeamMember, Unit
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id, Record
from quality_desktop.storage.catching_up import MissingReferenceError
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.reading import Scalar
from quality_desktop.storage.received import LogChoice
from tests.storage.merging_laws.histories import Counts, History, Step
from tests.storage.merging_laws.laws import (
    Asked,
    Law,
    Reading,
    check_signed,
    check_typing,
    check_union,
    require,
    whole_values,
)
from tests.storage.merging_laws.offices import (
    SCHEMA,
    WHOLE,
    Copy,
    District,
    every_record,
    log_in,
)
from tests.storage.merging_laws.witness import Witness

WORDS: Final = ("", "А", "Б", "В")
FIELDS: Final[dict[type[Record], tuple[str, ...]]] = {
    Unit: ("name", "head"),
    Person: ("surname", "phone", "unit", "is_active"),
    Team: WHOLE,
    TeamMember: ("place", "person"),
}

_KIND_OF: Final[dict[bytes, type[Record]]] = {
    record.id.bytes: type(record) for record in every_record("", "", 0)
}


@dataclass(frozen=True, slots=True)
class LatestMerge:
    """A merge after which nothing else was done.

    Attributes:
        undone: The file when it had been taken back; None before.
    """

    exchange: bytes
    before: Reading
    after: Reading
    undone: Reading | None = None


class Scene:
    """Offices at work, and the laws they are under."""

    def __init__(self, district: District, history: History, counts: Counts) -> None:
        self._history = history
        self._counts = counts
        self._offices = district.begin(history.offices, history.seed)
        self._witness = Witness(district.base.log)
        self._law = Law(self._witness)
        self._now = [Reading(office) for office in self._offices]
        self._law.nobody_signs_for_another(self._now[0])
        self._law.note_whole(whole_values(self._now[0].rows))
        self._saved: dict[int, Copy] = {}
        self._latest: list[LatestMerge | None] = [None] * history.offices
        self._typed: list[tuple[Reading, Reading] | None] = [None] * history.offices

    def _put(self, me: int, *records: Record) -> None:
        with self._offices[me].store.work("Правка") as work:
            work.put_all(records)
            work.commit()

    def _remove(self, me: int, *records: Record) -> None:
        with self._offices[me].store.work("Удаление") as work:
            for record in records:
                work.delete(type(record), record.id)
            work.commit()

    def _execute(self, me: int, sql: str, *values: str | int | bytes) -> None:
        with self._offices[me].store.work("Много сразу") as work:
            work.execute(sql, values)
            work.commit()

    def _write(
        self,
        me: int,
        write: Callable[[], object],
        *,
        is_typing: bool = False,
        at_once: bool = False,
    ) -> bool:
        """Write something; false when the program refused, and then nothing has changed."""
        office, before = self._offices[me], self._now[me]
        try:
            write()
        except QualityError:
            require(Reading(office).is_like(before), "what is refused changes nothing")
            return False
        log = office.log()
        fresh = [entry for key, entry in log.items() if key not in before.log]
        newest = max(before.log)
        require(all(entry.id > newest for entry in fresh), "what is done later has a larger id")
        require(before.log.items() <= log.items(), "I4: a write leaves the log as it was")
        self._witness.note(before.log, fresh, at_once=at_once)
        if not at_once:
            self._law.note_whole(whole_values(office.rows()))
        after = self._now[me] = self._law.check(office)
        was_shown = fresh and not at_once and before.rows != after.rows
        self._typed[me] = (before, after) if was_shown else None
        if is_typing:
            check_typing(before, after, {entry.row for entry in fresh})
        return True

    def _take(self, me: int, other: int, choice: LogChoice, *, is_planned: bool = False) -> None:
        self._receive(me, self._offices[other].package(choice), is_planned=is_planned)

    def _receive(self, me: int, package: Path, *, is_planned: bool = False) -> None:
        """Take a package in; one that lacks what it refers to is refused, and nothing changes."""
        office, before = self._offices[me], self._now[me]
        received, signed = log_in(package)
        store = office.store
        try:
            planned = store.plan_merge(package) if is_planned else None
            require(planned is None or Reading(office).is_like(before), "a plan writes nothing")
            outcome = store.merge(package, Arrival(peer="Коллега"))
        except MissingReferenceError:
            require(Reading(office).is_like(before), "what is refused changes nothing")
            return
        after = self._now[me] = self._law.check(office)
        news = check_union(before.log, received, after.log, self._witness)
        news += check_signed(before, signed, after)
        require(outcome.new_changes == news, "a merge tells how many changes are new")
        questions = _questions(after.asked) - _questions(before.asked)
        require(
            outcome.conflicts == len(questions), "a merge tells how many questions came with it"
        )
        if planned is not None:
            require(planned.new_changes == news, "a plan tells what will come")
            require(planned.questions == outcome.conflicts, "a plan tells how much will be asked")
            told = {(d.key, d.field in WHOLE or d.field) for d in planned.conflicts}
            require(len(told) == outcome.conflicts, "a plan tells what will be asked")
        self._latest[me] = LatestMerge(outcome.exchange, before, after) if news else None
        self._counts.merges += 1
        self._counts.conflicts += outcome.conflicts

    def _edited(self, me: int, step: Step) -> tuple[Record, ...]:
        record = self._chosen(me, step.a)
        if record is None:
            return ()
        names = FIELDS[type(record)]
        return (self._with_value(me, record, names[step.b % len(names)], step.c),)

    def _with_value(self, me: int, record: Record, name: str, number: int) -> Record:
        table = SCHEMA.kinds[type(record)]
        target = SCHEMA.targets.get(table.codes[name])
        is_required = isinstance(record, TeamMember)
        value: Scalar
        if target is not None:
            kind = SCHEMA.by_number[target].kind
            there = [found.id for found in self._offices[me].store.all(kind)]
            choice = there if is_required else [None, *there]
            value = choice[number % len(choice)]
        elif name == "place":
            value = number % 4
        elif name == "is_active":
            value = bool(number % 2)
        else:
            value = WORDS[number % len(WORDS)]
        changed: Any = {name: value}
        return replace(record, **changed)

    def _chosen(self, me: int, number: int) -> Record | None:
        rows = sorted(self._now[me].rows)
        if not rows:
            return None
        row = rows[number % len(rows)]
        return self._offices[me].store.get(_KIND_OF[row], Id(UUID(bytes=row)))

    def _other(self, me: int, number: int) -> int:
        return (me + 1 + number % (len(self._offices) - 1)) % len(self._offices)


def _questions(asked: Asked) -> set[tuple[bytes, int]]:
    """What a person is asked: several fields that are one value are one question."""
    codes = SCHEMA.kinds[Team].codes
    whole = {codes[name] for name in WHOLE}
    return {(row, min(whole) if code in whole else code) for row, code in asked}
