"""Entries of a received log: each one judged, none mended.

The limits are those of what the program itself writes. Codes of kinds and columns that this version
does not know are carried on as they are: a newer program wrote them.
"""

from __future__ import annotations

import json
import math
import time
import types
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any, Final, TypeGuard, Union, get_args, get_origin, get_type_hints

from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.merge import DELETE, ID_SIZE, INSERT, UNDELETE
from quality_desktop.domain.records import Id, Record
from quality_desktop.exchange.refusing import RefusedError
from quality_desktop.storage.capture import encode_row
from quality_desktop.storage.columns import PLACES, column_codes
from quality_desktop.storage.log_files import LONGEST_NAME, LONGEST_NOTE

Judge = Callable[[object], bool]

_YEARS_AHEAD: Final = 10
_YEAR_MS: Final = 366 * 24 * 3600 * 1000
_WHOLE: Final = range(-(1 << 63), 1 << 63)
_MOST_PARENTS: Final = 10_000
_TRANSACTION_KINDS: Final = 20  # letters of the name of a kind
_DATE_LENGTH: Final = 10


def bad(what: str) -> RefusedError:
    """An entry that no version of the program writes."""
    return RefusedError(
        f"журнал изменений в файле испорчен или подделан ({what}): не принимайте файл и сообщите "
        "отправителю"
    )


class Entries:
    """Judges the rows of ``tx`` and ``change``."""

    def __init__(self) -> None:
        self._judges = _judges()
        newest = time.time_ns() // 1_000_000 + _YEARS_AHEAD * _YEAR_MS
        self._newest_ms = newest
        self._newest_id = (newest << 16).to_bytes(8, "big") + bytes(8)
        self._told: dict[bytes, int] = {}

    def transaction(self, row: tuple[Any, ...]) -> None:
        """Judge a row of ``tx``: id, uid, site, author, host, program, wall_ms, kind, note, target.

        A transaction that came in parts has several rows, which say the same.

        Raises:
            RefusedError: It is none.
        """
        number, uid, site, author, host, program, wall, kind, note, target = row
        is_good = (
            type(number) is int
            and self._is_id(uid)
            and _is_key(site)
            and _is_text(author, LONGEST_NAME)
            and _is_text(host, LONGEST_NAME)
            and _is_text(program, LONGEST_NAME)
            and type(wall) is int
            and 0 <= wall <= self._newest_ms
            and _is_text(kind, _TRANSACTION_KINDS)
            and _is_text(note, LONGEST_NOTE)
            and (target is None or _is_key(target))
        )
        if not is_good or self._told.setdefault(uid, hash(row[2:])) != hash(row[2:]):
            raise bad("запись о том, кто и когда писал")

    def change(self, row: tuple[Any, ...]) -> None:
        """Judge a row of ``change``: id, row, col, val, parents, tx.

        Raises:
            RefusedError: It is none.
        """
        change, key, column, value, parents, _ = row
        if not self._is_id(change):
            raise bad("номер изменения")
        if not _is_key(key) or type(column) is not int or column < UNDELETE:
            raise bad("адрес изменения")
        if parents is not None:
            _require_parents(change, parents)
        if column == INSERT:
            self._row(value)
        elif column in (DELETE, UNDELETE):
            if value is not None:
                raise bad("удаление со значением")
        else:
            self._cell(column, value)

    def _is_id(self, value: object) -> bool:
        if not _is_key(value):
            return False
        if value > self._newest_id:
            raise RefusedError(
                "изменения в файле помечены далёким будущим: попросите отправителя исправить дату на "
                "компьютере и прислать файл ещё раз"
            )
        return True

    def _row(self, value: object) -> None:
        if not isinstance(value, str):
            raise bad("новая запись")
        try:
            kind, *cells = json.loads(value)
        except (ValueError, TypeError, RecursionError) as error:
            raise bad("новая запись") from error
        if type(kind) is not int or not 0 < kind < 1_000_000 or len(cells) >= PLACES:
            raise bad("новая запись")
        told = [_unpacked(cell) if isinstance(cell, list) else cell for cell in cells]
        if all(cell == {} for cell in told) or encode_row(kind, *told) != value:
            raise bad("новая запись")  # says nothing, or in another way than the program writes
        for code, cell in enumerate(told, start=kind * PLACES + 1):
            if cell != {}:  # a cell that the sender left out
                self._cell(code, cell)
        if "\\u" in value:  # escapes, or the path of a shared folder: what they mean is judged
            _require_letters(cells)

    def _cell(self, code: int, value: object) -> None:
        judge = self._judges.get(code, _is_anything)
        if not judge(value):
            raise bad("значение не того рода")


def _require_letters(cells: list[Any]) -> None:
    """Half of a letter can be written in JSON and kept nowhere: not in SQLite, not on a screen."""
    try:
        "".join(cell for cell in cells if isinstance(cell, str)).encode()
    except UnicodeEncodeError as error:
        raise bad("новая запись") from error


def _unpacked(cell: list[Any]) -> bytes:
    from binascii import Error, a2b_base64

    if len(cell) != 1 or not isinstance(cell[0], str):
        raise bad("новая запись")
    try:
        return a2b_base64(cell[0] + "==")
    except (Error, ValueError) as error:
        raise bad("новая запись") from error


def _require_parents(change: bytes, parents: object) -> None:
    if not isinstance(parents, bytes) or len(parents) % ID_SIZE:
        raise bad("список прежних изменений")
    if len(parents) > ID_SIZE * _MOST_PARENTS:
        raise bad("список прежних изменений")
    for start in range(0, len(parents), ID_SIZE):
        if parents[start : start + ID_SIZE] >= change:
            raise bad("изменение старше того, что оно заменяет")


def _is_key(value: object) -> TypeGuard[bytes]:
    return isinstance(value, bytes) and len(value) == ID_SIZE


def _is_text(value: object, most: int) -> bool:
    return isinstance(value, str) and len(value) <= most


def _is_anything(value: object) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return value is None or isinstance(value, str | bytes) or _is_whole(value)


def _is_whole(value: object) -> bool:
    return type(value) is int and value in _WHOLE  # JSON's true would be an int, too


def _is_flag(value: object) -> bool:
    return type(value) is int and value in (0, 1)


def _is_date(value: object) -> bool:
    if not isinstance(value, str) or len(value) != _DATE_LENGTH:
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_string(value: object) -> bool:
    return isinstance(value, str)


_BY_TYPE: Final[Mapping[Any, Judge]] = {
    Id: _is_key, str: _is_string, int: _is_whole, bool: _is_flag, date: _is_date,
}  # fmt: skip


def _judges() -> dict[int, Judge]:
    """Column code -> what its values must be, for every field of today's records."""
    return {code: judge for kind in KINDS for code, judge in _judges_of(kind).items()}


def _judges_of(kind: type[Record]) -> dict[int, Judge]:
    hints = get_type_hints(kind)
    codes = column_codes(kind.kind)
    return {codes[f.name]: _judge(hints[f.name]) for f in fields(kind) if f.name != "id"}


def _judge(hint: object) -> Judge:
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    inner = _BY_TYPE[next(option for option in options if option is not type(None))]
    if type(None) not in options:
        return inner
    return lambda value: value is None or inner(value)
