"""How a ``Book`` travels from the reading process: JSON, which can carry data and nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.sheets.cells import Area, Book, Sheet, SheetValue

LENGTH_BYTES = 8
"""A reply begins with its length, the highest byte first."""

_PLACES = (
    "percent_cells", "date_cells", "formula_cells", "linked_cells", "uncomputed_cells", "error_cells",
)  # fmt: skip
_MOMENTS: dict[str, Callable[[str], SheetValue]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}


def to_message(book: Book) -> bytes:
    """Pack a book."""
    message = {
        "name": book.name,
        "kind": book.kind,
        "names": book.names,
        "digest": book.digest,
        "encoding": book.encoding,
        "separator": book.separator,
        "warnings": [[each.text, each.severity, each.place] for each in book.warnings],
        "sheets": [_packed(sheet) for sheet in book.sheets],
    }
    text = json.dumps(message, default=_moment, check_circular=False, ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")  # half the bytes of escaped Russian


def from_message(message: dict[str, Any]) -> Book:
    """Unpack a book out of parsed JSON."""
    return Book(
        name=message["name"],
        kind=message["kind"],
        names=message["names"],
        digest=message["digest"],
        encoding=message["encoding"],
        separator=message["separator"],
        warnings=tuple(
            Problem(text=text, severity=Severity(severity), place=place)
            for text, severity, place in message["warnings"]
        ),
        sheets=tuple(_unpacked(sheet) for sheet in message["sheets"]),
    )


def parse(reply: bytes) -> dict[str, Any]:
    """The JSON of a reply, dates already dates.

    Raises:
        ValueError: It is no such JSON.
    """
    message = json.loads(reply, object_hook=_unpacked_moment)
    if not isinstance(message, dict):
        msg = "a reply is an object"
        raise ValueError(msg)
    return message


def _packed(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "rows": sheet.rows,
        "is_hidden": sheet.is_hidden,
        "caption": sheet.caption,
        "merges": [[each.top, each.left, each.bottom, each.right] for each in sheet.merges],
        "hidden_rows": list(sheet.hidden_rows),
        "hidden_columns": list(sheet.hidden_columns),
        **{name: list(getattr(sheet, name)) for name in _PLACES},
    }


def _unpacked(message: dict[str, Any]) -> Sheet:
    return Sheet(
        name=message["name"],
        rows=tuple(map(tuple, message["rows"])),
        is_hidden=message["is_hidden"],
        caption=message["caption"],
        merges=tuple(
            Area(top=top, left=left, bottom=bottom, right=right)
            for top, left, bottom, right in message["merges"]
        ),
        hidden_rows=frozenset(message["hidden_rows"]),
        hidden_columns=frozenset(message["hidden_columns"]),
        **{name: _places(message[name]) for name in _PLACES},
    )


def _places(pairs: Iterable[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    return frozenset((row, column) for row, column in pairs)


def _moment(value: object) -> dict[str, str | list[int]]:
    match value:
        case datetime() | date() | time():
            return {"moment": type(value).__name__, "iso": value.isoformat()}
        case timedelta():
            return {"moment": "timedelta", "parts": [value.days, value.seconds, value.microseconds]}
        case _:
            raise TypeError(type(value).__name__)


def _unpacked_moment(message: dict[str, Any]) -> Any:  # noqa: ANN401 - a date or the object itself
    kind = message.get("moment")
    if kind is None:
        return message
    if kind == "timedelta":
        return timedelta(*message["parts"])
    return _MOMENTS[kind](message["iso"])
