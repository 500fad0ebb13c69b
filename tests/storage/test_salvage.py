"""A tree of the log that lost its way: its leaves are found, and what is missing is never called whole."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quality_desktop.domain.kinds import KINDS
from quality_desktop.storage.salvage import Salvage, salvage
from quality_desktop.storage.tables import Schema, schema_of

PAGE = 4096
INNER = 2
"""Kind of a page that leads to others, of a table without row numbers."""

FEW = settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass(frozen=True, kw_only=True)
class Spoilable:
    """A sound file whose log has inner pages.

    Attributes:
        content: Its bytes.
        inner: Numbers of the inner pages of the log.
        sound: What it holds.
    """

    content: bytes
    inner: tuple[int, ...]
    sound: Salvage
    schema: Schema

    def pointers(self, page: int) -> list[int]:
        """Where an inner page keeps the numbers of the pages under it."""
        start = (page - 1) * PAGE
        count = self.count(page)
        places = range(start + 12, start + 12 + 2 * count, 2)
        cells = [start + int.from_bytes(self.content[at : at + 2], "big") for at in places]
        return [*cells, start + 8]

    def count(self, page: int) -> int:
        """How many cells a page says it has."""
        at = (page - 1) * PAGE + 3
        return int.from_bytes(self.content[at : at + 2], "big")

    def target(self, pointer: int) -> int:
        """The page that stands at a place."""
        return int.from_bytes(self.content[pointer : pointer + 4], "big")

    def read_with(self, path: Path, at: int, change: bytes) -> Salvage:
        """What is salvaged when these bytes stand there."""
        path.write_bytes(self.content[:at] + change + self.content[at + len(change) :])
        return salvage(path, self.schema)


@pytest.fixture(scope="module")
def spoilable(sample_file: Path) -> Spoilable:
    schema = schema_of(KINDS)
    content, sound = sample_file.read_bytes(), salvage(sample_file, schema)
    with closing(sqlite3.connect(sample_file)) as link:
        (root,) = link.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'change'"
        ).fetchone()
    file = Spoilable(content=content, inner=(root,), sound=sound, schema=schema)
    inner = tuple(_inner_pages(file, root))
    return Spoilable(content=content, inner=inner, sound=sound, schema=schema)


def _inner_pages(file: Spoilable, page: int) -> Iterator[int]:
    if file.content[(page - 1) * PAGE] == INNER:
        yield page
        for pointer in file.pointers(page):
            yield from _inner_pages(file, file.target(pointer))


def test_a_sound_log_is_whole(spoilable: Spoilable):
    assert spoilable.sound.is_log_whole
    assert not spoilable.sound.findings
    assert len(spoilable.inner) > 3


@FEW
@given(data=st.data())
def test_leaves_to_which_no_tree_leads_any_more_give_their_entries(
    spoilable: Spoilable, tmp_path: Path, data: st.DataObject
):
    """SQLite reads such a tree to its end without an error, one leaf twice and another never."""
    pointers = spoilable.pointers(data.draw(st.sampled_from(spoilable.inner)))
    first, second = data.draw(st.permutations(pointers))[:2]
    other = spoilable.target(second).to_bytes(4, "big")
    found = spoilable.read_with(tmp_path / "x.quality", first, other)
    assert not found.is_log_whole
    assert found.changes == spoilable.sound.changes
    assert found.transactions == spoilable.sound.transactions


@FEW
@given(data=st.data())
def test_a_log_of_which_a_page_hides_entries_is_not_called_whole(
    spoilable: Spoilable, tmp_path: Path, data: st.DataObject
):
    pages = st.sampled_from(
        [
            *spoilable.inner,
            *(spoilable.target(p) for page in spoilable.inner for p in spoilable.pointers(page)),
        ]
    )
    page = data.draw(pages)
    fewer = data.draw(st.integers(0, spoilable.count(page) - 1)).to_bytes(2, "big")
    found = spoilable.read_with(tmp_path / "x.quality", (page - 1) * PAGE + 3, fewer)
    assert not found.is_log_whole
    assert found.changes.items() <= spoilable.sound.changes.items()
