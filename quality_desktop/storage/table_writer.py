"""Writing rows as the log says they are, without logging that again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.merge import Cell
from quality_desktop.storage.capture import disarm, rearm
from quality_desktop.storage.columns import PLACES
from quality_desktop.storage.session import Session
from quality_desktop.storage.tables import KindTable


class UnknownRecordError(QualityError):
    """A record that is new to the log stands in its table: somebody has put it there."""

    def __init__(self) -> None:
        super().__init__(
            "В вашем файле есть запись, которой нет в журнале изменений: её внесли помимо программы. "
            "Команда «Проверить файл» назовёт её; удалите её и повторите приём."
        )


class TableWriter:
    """Writes rows of kinds past the capture: the triggers of a kind are away while it writes.

    Attributes:
        written: Numbers of the kinds.
    """

    def __init__(self, session: Session) -> None:
        self._driver = session.link.driver
        self._schema = session.schema
        self.written = set[int]()

    def __enter__(self) -> TableWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:  # else the transaction is taken back, and the triggers with it
            for number in self.written:
                rearm(self._driver, self._schema.by_number[number])

    def insert(self, number: int, rows: Sequence[tuple[Cell, ...]], *, may_exist: bool) -> None:
        """Write whole rows, id first.

        Raises:
            UnknownRecordError: One of them that must not be there is.
        """
        if not rows:
            return
        found = self._open(number)
        names = ", ".join(f'"{name}"' for name in found.names)
        marks = ", ".join("?" * len(found.names))
        update = ""
        if may_exist:
            cells = ", ".join(f'"{name}" = excluded."{name}"' for name in found.codes)
            update = f" ON CONFLICT(id) DO UPDATE SET {cells}"
        statement = f'INSERT INTO "{found.table.name}" ({names}) VALUES ({marks}){update}'
        try:
            self._driver.executemany(statement, rows)
        except sqlite3.IntegrityError as error:
            if may_exist:
                raise
            raise UnknownRecordError from error

    def update(self, code: int, rows: Sequence[tuple[Cell, bytes]]) -> None:
        """Write cells of one column: value and id of the row."""
        found = self._open(code // PLACES)
        (name,) = (name for name, known in found.codes.items() if known == code)
        self._driver.executemany(f'UPDATE "{found.table.name}" SET "{name}" = ? WHERE id = ?', rows)

    def delete(self, number: int, rows: Iterable[bytes]) -> None:
        """Delete rows, if they are there."""
        found = self._open(number)
        self._driver.executemany(
            f'DELETE FROM "{found.table.name}" WHERE id = ?', ((row,) for row in rows)
        )

    def _open(self, number: int) -> KindTable:
        found = self._schema.by_number[number]
        if number not in self.written:
            disarm(self._driver, found)
            self.written.add(number)
        return found
