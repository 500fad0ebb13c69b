"""A file in which two people disagree, made as a merge makes it."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from quality_desktop import paths
from quality_desktop.domain.directory import Person
from quality_desktop.domain.records import Id, natural_id
from quality_desktop.services.district_file import files
from quality_desktop.storage.store import Store, Writer
from tests.storage.copies import take

OTHER = "Борисова Б.Б."


def people(count: int) -> list[Id]:
    """Ids of the people whom both write about."""
    return [natural_id("test", "disputed", number) for number in range(count)]


def write_phones(store: Store, keys: Sequence[Id], start: str) -> None:
    """Write a telephone for each of them, in one step."""
    with store.work(f"Телефоны {start}, вписал Иванов И.И.") as work:
        for number, key in enumerate(keys):
            surname = f"Спорный{number}"
            work.put(Person(id=key, surname=surname, phone=f"{start}-{number}"))
        work.commit()


def disagree(path: Path, writer: Writer, count: int) -> list[Id]:
    """Let somebody else's copy of a file come back with other telephones of so many people.

    Args:
        path: The file.
        writer: Whose it is.
        count: How many people.
    """
    keys, migrations = people(count), paths.bundled().migrations
    other = Writer(author=OTHER, host="пк-2", program_version="0")
    with files.open_file(path=path, migrations=migrations, writer=writer) as own:
        write_phones(own, keys, "1")
    copy = Path(shutil.copy(path, path.with_name(f"копия{path.suffix}")))
    with ExitStack() as stack:
        theirs = stack.enter_context(Store.open(copy, migrations=migrations, writer=other))
        own = stack.enter_context(Store.open(path, migrations=migrations, writer=writer))
        write_phones(theirs, keys, "2")
        write_phones(own, keys, "3")
        take(own, theirs)
    copy.unlink()
    return keys
