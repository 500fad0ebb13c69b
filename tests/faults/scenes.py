"""What the program does when it is cut off, and what must hold of the files that are found then."""

import contextlib
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quality_desktop import paths
from quality_desktop.domain.errors import QualityError
from quality_desktop.settings import load_settings
from quality_desktop.storage.holder import side_file
from quality_desktop.storage.store import Store
from tests.campaign import Count
from tests.faults.programs import PER_EDIT, WRITER

LIVE = "район.quality"
"""Name of the office's file in every scene; copies go into the folder «копии» beside it."""

Judge = Callable[[Path, Sequence[str]], "Count | None"]
"""Judges a folder that was found, with what had been acknowledged; tells what is bad."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One step of ``programs``.

    Attributes:
        arguments: What follows its name; ``{folder}`` stands for the folder.
        given: Files there before: name -> file to copy.
        judge: See ``Judge``.
    """

    arguments: tuple[str, ...]
    given: Mapping[str, Path]
    judge: Judge

    def prepare(self, folder: Path) -> list[str]:
        """Make the folder as it is before the step; tells the words that start it."""
        (folder / "копии").mkdir(parents=True)
        for name, file in self.given.items():
            shutil.copy(file, folder / name)
        return [argument.format(folder=folder) for argument in self.arguments]


def counts(path: Path, *questions: str) -> tuple[int, ...] | None:
    """Numbers from a file that the program itself opens first; None when it does not open it."""
    side_file(path).unlink(missing_ok=True)  # another computer's, whose user says that it is off
    try:
        Store.open(path, migrations=paths.bundled().migrations, writer=WRITER).close()
        with contextlib.closing(sqlite3.connect(path)) as connection:
            return tuple(int(connection.execute(asked).fetchone()[0]) for asked in questions)
    except (QualityError, sqlite3.Error):
        return None


def is_consistent(path: Path) -> bool:
    """Whether the check of the program finds nothing: structure, references, log and tables agree."""
    with Store.open(path, migrations=paths.bundled().migrations, writer=WRITER) as store:
        return store.check() == []


def acknowledged(said: Sequence[str]) -> list[str]:
    """What the step said to be done."""
    return [line.removeprefix("done ") for line in said if line.startswith("done ")]


def judge_edits(folder: Path, said: Sequence[str]) -> Count | None:
    """Whole transactions, in order, and none missing that was said to be saved."""
    path = folder / LIVE
    if counts(path) is None:
        return Count.NOT_OPENED
    with contextlib.closing(sqlite3.connect(path)) as connection:
        found = Counter(int(name) for (name,) in connection.execute("SELECT surname FROM person"))
    if set(found.values()) - {PER_EDIT} or set(found) != set(range(len(found))):
        return Count.HALF
    return None if set(map(int, acknowledged(said))) <= set(found) else Count.LOST


def judge_step(before: tuple[int, ...], after: tuple[int, ...], *questions: str) -> Judge:
    """A judge of something that is done whole or not at all.

    Args:
        before: Answers before it.
        after: Answers when it is done.
        questions: Questions in SQL.
    """

    def judge(folder: Path, said: Sequence[str]) -> Count | None:
        if any(_is_spoilt(copy, before[0]) for copy in (folder / "копии").rglob("*.quality")):
            return Count.NOT_OPENED
        found = counts(folder / LIVE, *questions)
        if found is None:
            return Count.NOT_OPENED
        if found not in (before, after):
            return Count.HALF
        return Count.LOST if acknowledged(said) and found != after else None

    return judge


def judge_backup(before: tuple[int, ...], target: str, *questions: str) -> Judge:
    """A judge of a copy: the file is as it was, and a copy that was said to be made is there, whole."""
    untouched = judge_step(before, before, *questions)

    def judge(folder: Path, said: Sequence[str]) -> Count | None:
        if acknowledged(said) and not (folder / target).exists():
            return Count.LOST
        return untouched(folder, said)

    return judge


def judge_migration(changes: tuple[int, ...], old: int, new: int, *questions: str) -> Judge:
    """A judge of a migration: the old format or the new one, never something between them."""
    opened = judge_step(changes, changes, *questions)

    def judge(folder: Path, said: Sequence[str]) -> Count | None:
        version = version_of(folder / LIVE)  # as it is found: the program would migrate it first
        if version not in (old, new):
            return Count.NOT_OPENED if version is None else Count.HALF
        if acknowledged(said) and version != new:
            return Count.LOST
        wrong = opened(folder, said)
        return Count.HALF if wrong is None and not is_consistent(folder / LIVE) else wrong

    return judge


def version_of(path: Path) -> int | None:
    """Version of the format of a file; None when SQLite does not read it."""
    try:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error:
        return None


def _is_spoilt(copy: Path, changes: int) -> bool:
    """A copy under its final name is whole and of the state before; temporary names do not count."""
    if copy.name.startswith("."):
        return False
    try:
        with contextlib.closing(sqlite3.connect(f"{copy.as_uri()}?immutable=1", uri=True)) as found:
            is_whole = found.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            (number,) = found.execute("SELECT count(*) FROM change").fetchone()
    except sqlite3.Error:
        return True
    return not is_whole or number != changes


def judge_new_file(folder: Path, said: Sequence[str]) -> Count | None:
    """No file, or an empty one that opens: never rubbish under the final name."""
    path = folder / LIVE
    if not path.exists():
        return Count.LOST if acknowledged(said) else None
    return None if counts(path, "SELECT count(*) FROM change") == (0,) else Count.NOT_OPENED


def judge_settings(folder: Path, said: Sequence[str]) -> Count | None:
    """Settings of some moment or the defaults; a line of them is never cut."""
    author = load_settings(folder / "settings.toml").author
    return None if len(set(author.split())) <= 1 else Count.HALF
