"""Copies of one file in the hands of several people, who send each other packages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from quality_desktop import paths
from quality_desktop.domain.directory import Municipality, Person, School
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.records import Id, new_id
from quality_desktop.services.exchange import receiving, senders, sending
from quality_desktop.services.exchange.choosing import Choice
from quality_desktop.services.exchange.desk import ExchangeDesk
from quality_desktop.services.exchange.received_files import Received, ReceivedPreview
from quality_desktop.services.exchange.sending import Packed
from quality_desktop.services.office.directory import MUNICIPALITY_ID
from quality_desktop.storage.store import Store, Writer


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody with a copy of the file, a computer and a folder for packages."""

    name: str
    store: Store
    desk: ExchangeDesk
    outbox: Path

    def send(
        self,
        file: str,
        *,
        to: str = "",
        is_whole: bool = False,
        choice: Choice | None = None,
        password: str | None = None,
    ) -> Packed:
        """Write a package."""
        return sending.pack(
            store=self.store,
            desk=self.desk,
            target=self.outbox / file,
            recipient=to,
            is_whole=is_whole,
            choice=choice,
            password=password,
        )

    @contextmanager
    def look(
        self, *files: Path, passwords: Sequence[str] = (), with_outside_edits: bool = False
    ) -> Iterator[ReceivedPreview]:
        """Look at received files."""
        preview = receiving.preview(
            store=self.store,
            desk=self.desk,
            paths=files,
            passwords=passwords,
            with_outside_edits=with_outside_edits,
        )
        try:
            yield preview
        finally:
            preview.close()

    def take(self, *files: Path, accept_senders: bool = False) -> Received:
        """Look at received files and merge them."""
        with self.look(*files) as preview:
            return self.receive(preview, accept_senders=accept_senders)

    def receive(self, preview: ReceivedPreview, *, accept_senders: bool = False) -> Received:
        """Merge what was looked at."""
        return receiving.receive(
            store=self.store, desk=self.desk, preview=preview, accept_senders=accept_senders
        )

    def add_school(self, name: str) -> Id:
        """Add a school."""
        school = School(id=new_id(), code="", short_name=name)
        with self.store.work(f"Школа {name}") as work:
            work.put(school)
            work.commit()
        return school.id

    def add_person(self, surname: str, *, phone: str = "", email: str = "") -> Id:
        """Add a person."""
        person = Person(id=new_id(), surname=surname, phone=phone, email=email)
        with self.store.work(f"Человек {surname}") as work:
            work.put(person)
            work.commit()
        return person.id

    def knows(self, other: Colleague) -> None:
        """Compare the other's words by telephone."""
        senders.pin(desk=self.desk, card=senders.own_card(desk=other.desk, author=other.name))

    def names(self) -> list[str]:
        """Names of the schools."""
        return sorted(one.short_name for one in self.store.all(School))


def make_small_file(path: Path, district: str = "Ишимбайский район") -> Path:
    """A file with a municipality and nothing else, not even the catalogues."""
    writer = Writer(author="Начальник", host="пк", program_version="0")
    with (
        Store.create(path, migrations=paths.bundled().migrations, writer=writer) as store,
        store.work("Начало", kind="load") as work,
    ):
        work.put(Municipality(id=MUNICIPALITY_ID, name=district))
        work.commit()
    return path


def everything(store: Store) -> set[object]:
    """All records of a file."""
    return {record for kind in KINDS for record in store.all(kind)}


class Colleagues:
    """People with copies of one file."""

    def __init__(self, made: Path, folder: Path) -> None:
        self._made = made
        self._folder = folder
        self._stores: list[Store] = []

    def join(self, name: str, *, made: Path | None = None) -> Colleague:
        """Somebody gets a copy of the file on a computer of their own."""
        home = self._folder / name
        home.mkdir()
        copy = Path(shutil.copy(made or self._made, home / "район.quality"))
        bundled = paths.bundled()
        writer = Writer(author=name, host=f"пк-{len(self._stores)}", program_version="0")
        store = Store.open(copy, migrations=bundled.migrations, writer=writer)
        self._stores.append(store)
        desk = ExchangeDesk(
            keys=home / "keys",
            words=bundled.exchange_words,
            migrations=bundled.migrations,
            temporary=home,
        )
        return Colleague(name=name, store=store, desk=desk, outbox=home)

    def close(self) -> None:
        """Everybody goes home."""
        for store in self._stores:
            store.close()
