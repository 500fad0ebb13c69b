"""Reading the change log out of a file whose tables SQLite no longer finds its way through.

Every page is looked at by itself: whatever has the shape of an entry of the log is taken, whether or not
a tree still leads to it. The format is that of https://sqlite.org/fileformat2.html (b-tree pages,
cells, records). Entries of pages that were given up earlier are as true as any other: the log is
never rewritten.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quality_desktop.domain.merge import Cell

_KEYS, _KEYS_INSIDE, _ROWS = 0x0A, 0x02, 0x0D
"""Kinds of pages with records: leaves and inner pages of tables without row numbers, leaves of others."""

_LONGEST = 64 * 1024 * 1024
"""Bytes of a record; a number larger than this is damage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """A record found in a page.

    Attributes:
        number: Number of the row; None in a table without them.
        cells: Its columns.
    """

    number: int | None
    cells: tuple[Cell, ...]


def records_of(file: bytes) -> Iterator[PageRecord]:
    """All records that pages of a file still hold, in no order.

    Args:
        file: The bytes of the file; those that could not be read are zeros.
    """
    size = _page_size(file)
    for start in range(0, len(file) - size + 1, size):
        yield from _Page(file, size, start).records()


def _page_size(file: bytes) -> int:
    told = int.from_bytes(file[16:18], "big")
    told = 65536 if told == 1 else told
    return told if told >= 512 and told & (told - 1) == 0 else 4096


class _Page:
    """One page; anything that cannot be is passed over."""

    def __init__(self, file: bytes, size: int, start: int) -> None:
        self._file = file
        self._size = size
        self._start = start
        self._head = start + (100 if start == 0 else 0)
        self._kind = file[self._head]

    def records(self) -> Iterator[PageRecord]:
        """The records whose every byte is there."""
        if self._kind not in (_KEYS, _KEYS_INSIDE, _ROWS):
            return
        first = self._head + (12 if self._kind == _KEYS_INSIDE else 8)
        count = int.from_bytes(self._file[self._head + 3 : self._head + 5], "big")
        for place in range(first, first + 2 * count, 2):
            if place + 2 > self._start + self._size:
                return
            offset = int.from_bytes(self._file[place : place + 2], "big")
            found = self._record(self._start + offset)
            if found is not None:
                yield found

    def _record(self, at: int) -> PageRecord | None:
        try:
            if self._kind == _KEYS_INSIDE:
                at += 4  # the page on the left
            length, at = _number(self._file, at)
            row: int | None = None
            if self._kind == _ROWS:
                row, at = _number(self._file, at)
            if length > _LONGEST:
                return None
            return PageRecord(number=row, cells=_cells(self._payload(at, length)))
        except (IndexError, ValueError):
            return None

    def _payload(self, at: int, length: int) -> bytes:
        here = self._held_here(length)
        end = self._start + self._size
        if at + here > end:
            raise ValueError
        content = self._file[at : at + here]
        if here == length:
            return content
        page = int.from_bytes(self._file[at + here : at + here + 4], "big")
        seen = set[int]()
        while len(content) < length:
            start = (page - 1) * self._size
            if page < 1 or page in seen or start + self._size > len(self._file):
                raise ValueError
            seen.add(page)
            page = int.from_bytes(self._file[start : start + 4], "big")
            content += self._file[start + 4 : start + self._size][: length - len(content)]
        return content

    def _held_here(self, length: int) -> int:
        """How many bytes of a record stand in the page itself; the rest is on pages of its own."""
        least = (self._size - 12) * 32 // 255 - 23
        most = self._size - 35 if self._kind == _ROWS else (self._size - 12) * 64 // 255 - 23
        if length <= most:
            return length
        part = least + (length - least) % (self._size - 4)
        return part if part <= most else least


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where the next thing stands."""
    value = 0
    for place in range(8):
        byte = data[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | data[at + 8], at + 9


_WIDTHS = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
"""Bytes of a value by its type, for the types below 12."""


def _cells(payload: bytes) -> tuple[Cell, ...]:
    end, at = _number(payload, 0)
    types = []
    while at < end:
        kind, at = _number(payload, at)
        types.append(kind)
    cells: list[Cell] = []
    for kind in types:
        width = _WIDTHS[kind] if kind < 10 else (kind - 12) // 2
        if at + width > len(payload) or kind in (10, 11):
            raise ValueError
        cells.append(_cell(kind, payload[at : at + width]))
        at += width
    if at != len(payload):
        raise ValueError
    return tuple(cells)


def _cell(kind: int, content: bytes) -> Cell:
    match kind:
        case 0:
            return None
        case 7:
            import struct  # only here: files of the program hold no fractions

            return float(struct.unpack(">d", content)[0])
        case 8 | 9:
            return kind - 8
        case _ if kind < 7:
            return int.from_bytes(content, "big", signed=True)
        case _ if kind % 2:
            return content.decode("utf-8")
        case _:
            return content
