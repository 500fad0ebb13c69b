"""Offices with copies of one file: real files of a few kinds, opened in a millisecond.

Everything below the ``Store`` is the program's own: capture by triggers, units of work, the log,
merging, decisions, taking merges back. Only the judging of the file and the other seventy kinds
are left out, which take nearly all the time of an opening.
"""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import create_engine

from quality_desktop.domain.collection.period_locks import PeriodLock
from quality_desktop.domain.directory import Person, Team, TeamMember, Unit
from quality_desktop.domain.merge import Cell, Clock
from quality_desktop.domain.records import Id, Record, natural_id
from quality_desktop.storage.capture import arm
from quality_desktop.storage.columns import column_codes
from quality_desktop.storage.connection import Link
from quality_desktop.storage.disputes import kept_rows
from quality_desktop.storage.received import CHANGE_COLUMNS, TX_COLUMNS, LogChoice, write_log
from quality_desktop.storage.rescued_log import RescuedLog
from quality_desktop.storage.salvage import Salvage
from quality_desktop.storage.session import Session, Writer
from quality_desktop.storage.store import Store
from quality_desktop.storage.tables import Schema

KINDS: Final[tuple[type[Record], ...]] = (
    Unit,
    Person,
    Team,
    TeamMember,
    PeriodLock,
)
"""References of two levels, one of them in a ring: a unit has a head, who is of a unit.

Nobody closes a period here; storage itself looks for those who did.
"""
WHOLE: Final = ("title", "act_title", "act_number")
"""Fields of a team that are one value here, as digits, decimals and words are in the program."""


def _schema() -> Schema:
    """The tables, with a kind whose fields are one value; the program's own needs twenty tables."""
    schema = Schema(KINDS)
    found = schema.kinds[Team]
    together = tuple(found.codes[name] for name in WHOLE)
    schema.kinds[Team] = schema.by_number[found.number] = replace(found, together=together)
    return schema


SCHEMA: Final = _schema()
CONTACTS: Final = frozenset(column_codes("person")[name] for name in ("phone", "email"))
VERSION: Final = 2
NOW: Final = 1_790_000_000_000
"""Milliseconds: what the clocks of the offices show at first."""

UNITS: Final = tuple(natural_id("unit", number) for number in range(2))
PEOPLE: Final = tuple(natural_id("person", number) for number in range(3))
TEAMS: Final = tuple(natural_id("team", number) for number in range(2))


OUTSIDE: Final = Id(UUID("7f000000-0000-0000-0000-000000000001"))
"""A unit that somebody adds beside the program."""


class Entry(NamedTuple):
    """A change as the file holds it, without the number of its transaction."""

    id: bytes
    row: bytes
    column: int
    value: Cell
    parents: bytes | None


Log = Mapping[bytes, Entry]
"""Id of a change -> the change."""
Signed = Mapping[bytes, tuple[Cell, ...]]
"""Id of a change -> its transaction, but for the number of that in the file; the id comes first."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of an office's file, kept aside."""

    image: bytes
    log: Log


class Office:
    """One office and its file.

    Attributes:
        wall: What its clock shows, in milliseconds.
    """

    def __init__(self, path: Path, number: int, chance: Random) -> None:
        self.wall = NOW
        self._chance = chance
        self._packages = itertools.count()
        self._folder = path.parent
        link = Link(path, mode="rw")
        link.harden()
        link.own()
        for pragma in ("journal_mode=MEMORY", "synchronous=OFF"):  # no loss of power is tried here
            link.driver.execute(f"PRAGMA {pragma}")
        writer = Writer(author=f"Инспектор {number}", host=f"OO-{number}", program_version="0.1")
        self.session = Session(path, link, SCHEMA, writer, is_read_only=False)
        self._own_site = self.session.site = bytes([number + 1]) * 16
        arm(link.driver, self.session.pen, SCHEMA.kinds.values())
        self.store = Store(self.session, VERSION)
        self.reopen()

    @property
    def driver(self) -> sqlite3.Connection:
        return self.session.link.driver

    def reopen(self) -> None:
        """Forget all but what the file holds, as a new start of the program does."""
        clock = Clock(lambda: self.wall, self._chance.randbytes)
        for (newest,) in self.driver.execute(
            "SELECT max(id) FROM change UNION ALL SELECT max(uid) FROM tx"
        ):
            clock.see(newest)
        self.session.pen.clock = clock
        with self.session.reading() as connection:
            self.session.kept = kept_rows(connection)

    def begin(self, copy: Copy) -> None:
        """Begin a history with the file that was handed out."""
        self.wall = NOW
        self.session.site = self._own_site
        self.put_back(copy)

    def rescue(self, first: int, most: int, copy: Copy | None) -> None:
        """Have the file be what is rescued of it when a page of its transactions is spoilt.

        Args:
            first: Chooses the first transaction that is lost.
            most: How many are, if there are so many behind it.
            copy: A copy of the file that helps out.
        """
        whole = _salvaged(self.driver)
        spoilt = sorted(whole.transactions)[first % len(whole.transactions) :][:most]
        kept = {n: row for n, row in whole.transactions.items() if n not in spoilt}
        copies = []
        if copy is not None:
            with closing(sqlite3.connect(":memory:")) as saved:
                saved.deserialize(copy.image)
                copies.append(_salvaged(saved))
        log = RescuedLog(replace(whole, transactions=kept), copies)
        self.driver.execute("BEGIN")
        for table in ("tx", "change", "exchange"):
            self.driver.execute(f"DELETE FROM {table}")
        for table, rows in (("tx", log.transactions), ("change", log.changes)):
            marks = ", ".join("?" * len(next(iter(rows.values()))))
            self.driver.executemany(f"INSERT INTO {table} VALUES ({marks})", rows.values())
        self.driver.execute("COMMIT")
        self.session.site = self._chance.randbytes(16)
        self.reopen()

    def copy(self) -> Copy:
        return Copy(self.driver.serialize(), self.log())

    def put_back(self, copy: Copy) -> None:
        """Have the file be what it was when the copy was made."""
        with closing(sqlite3.connect(":memory:")) as saved:
            saved.deserialize(copy.image)
            saved.backup(self.driver)
        self.reopen()

    def log(self) -> dict[bytes, Entry]:
        rows = self.driver.execute('SELECT id, "row", col, val, parents FROM change')
        return {row[0]: Entry(*row) for row in rows}

    def rows(self) -> dict[bytes, tuple[Cell, ...]]:
        """Everything that the tables hold."""
        found: dict[bytes, tuple[Cell, ...]] = {}
        for table in SCHEMA.kinds.values():
            names = ", ".join(f'"{name}"' for name in table.names)
            for row in self.driver.execute(f'SELECT {names} FROM "{table.table.name}"'):
                found[row[0]] = row
        return found

    def package(self, choice: LogChoice | None = None) -> Path:
        """What this office sends."""
        target = self.free_name()
        self.store.write_log(target, choice or LogChoice())
        return target

    def package_of(self, copy: Copy) -> Path:
        """What an old copy of a file would bring."""
        target = self.free_name()
        with closing(sqlite3.connect(":memory:")) as saved:
            saved.deserialize(copy.image)
            write_log(saved, target, LogChoice())
        return target

    def free_name(self) -> Path:
        """A name for a package."""
        return self._folder / f"{self.session.path.stem}-{next(self._packages)}.log"


class District:
    """The offices of one history; their files are used again by the next one.

    Attributes:
        offices: All that there can be; a history uses the first few.
        base: The file that the district handed out.
    """

    MOST: Final = 5

    def __init__(self, folder: Path) -> None:
        self._chance = Random()
        empty = folder / "empty.quality"
        engine = create_engine(f"sqlite:///{empty}")
        SCHEMA.metadata.create_all(engine)
        engine.dispose()
        self.offices: list[Office] = []
        for number in range(self.MOST):
            path = Path(shutil.copy(empty, folder / f"{number}.quality"))
            self.offices.append(Office(path, number, self._chance))
        self._chance.seed(0)
        self.base = _handed_out(self.offices[0])

    def begin(self, count: int, seed: int) -> list[Office]:
        """As many offices, each with a copy of the file that was handed out."""
        self._chance.seed(seed)
        for office in self.offices[:count]:
            office.begin(self.base)
        return self.offices[:count]

    def close(self) -> None:
        for office in self.offices:
            office.session.link.close()


def _handed_out(office: Office) -> Copy:
    with office.store.work("Файл района", kind="load") as work:
        work.put(Unit(id=UNITS[0], name="Управление образования"))
        work.put(Person(id=PEOPLE[0], surname="Иванова", unit=UNITS[0], phone="2-11-11"))
        work.put(Person(id=PEOPLE[1], surname="Петров"))
        work.put(Team(id=TEAMS[0], title="Команда"))
        work.put(member(0, 0))
        work.commit()
    return office.copy()


def _salvaged(driver: sqlite3.Connection) -> Salvage:
    """The log of a file as it is read when the file is damaged, whole as yet."""
    transactions = driver.execute(f"SELECT {TX_COLUMNS} FROM tx")
    return Salvage(
        transactions={row[0]: row for row in transactions},
        changes={row[0]: row for row in driver.execute(f"SELECT {CHANGE_COLUMNS} FROM change")},
        rows={},
        is_log_whole=True,
        spoilt=frozenset(),
    )


def member(team: int, person: int, place: int = 0) -> TeamMember:
    key = natural_id("team_member", TEAMS[team], PEOPLE[person])
    return TeamMember(id=key, team=TEAMS[team], person=PEOPLE[person], place=place)


def every_record(word: str, contact: str, place: int) -> list[Record]:
    """Records that anybody may make; two who make the same one give it the same id."""
    return [
        *(Unit(id=key, name=word) for key in (*UNITS, OUTSIDE)),
        *(Person(id=key, surname=word, email=contact) for key in PEOPLE),
        *(Team(id=key, title=word) for key in TEAMS),
        *(member(team, person, place) for team in range(2) for person in range(3)),
    ]


def signed_in(log: sqlite3.Connection) -> Signed:
    """Under which transactions the changes of a file or a package stand."""
    told = "t.uid, t.site, t.author, t.host, t.program, t.wall_ms, t.kind, t.note, t.target"
    rows = log.execute(f"SELECT c.id, {told} FROM change AS c JOIN tx AS t ON t.id = c.tx")
    return {row[0]: row[1:] for row in rows}


def log_in(package: Path) -> tuple[dict[bytes, Entry], Signed]:
    """The changes of a package, and their transactions."""
    with closing(sqlite3.connect(package)) as log:
        rows = log.execute('SELECT id, "row", col, val, parents FROM change')
        return {row[0]: Entry(*row) for row in rows}, signed_in(log)
