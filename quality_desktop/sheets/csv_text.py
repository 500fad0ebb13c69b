"""A text table (CSV) becomes a ``Book`` of one sheet; its letters, separator and quotes are found out."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import Final, Literal

from quality_desktop.domain.errors import FileRefusedError, Problem, Severity
from quality_desktop.sheets.cells import Book, Limits, Sheet, SheetValue, address
from quality_desktop.sheets.file_kind import RESEND
from quality_desktop.sheets.text_cleaning import clean_text

_SEPARATORS: Final = (";", "\t", ",", "|")
_ENCODINGS: Final = ("cp1251", "cp866", "koi8-r")
_FREQUENT: Final = frozenset("оеаинтсрвлкмдпу")
_SAMPLE_LINES: Final = 200
_SAMPLE_LETTERS: Final = 200_000
_DAMAGED_SHARE: Final = 0.1  # of broken letters, up to which the rest is believed to be UTF-8
_DOUBT: Final = 0.05  # difference in the share of frequent letters below which the guess is told
_RAGGED_SHOWN: Final = 20
_NAME_LENGTH: Final = 31
_SEP_LINE: Final = "sep="


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decoded:
    text: str
    encoding: str
    is_doubtful: bool = False


def read_text_table(name: str, content: bytes, limits: Limits) -> Book:
    """Read a text table.

    Args:
        name: Name of the file; the sheet is called after it.
        content: The whole file.
        limits: What it may ask for.

    Raises:
        FileRefusedError: One sentence without the name of the file.
    """
    if content.count(b"\n") > limits.rows:
        raise FileRefusedError(f"строк больше {limits.rows}: разделите таблицу на несколько файлов")
    decoded = _decode(content)
    if "\x00" in decoded.text:
        raise FileRefusedError(f"в тексте есть нулевые байты, файл повреждён: {RESEND}")
    text, separator = _separated(decoded.text)
    sheet_name = clean_text(PurePath(name).stem)[:_NAME_LENGTH] or "Таблица"
    warnings: list[Problem] = []
    if decoded.is_doubtful:
        warnings.append(
            _warning(f"Кодировка определена как {decoded.encoding}: проверьте, верны ли буквы.")
        )
    rows = _rows(text, separator, limits, warnings)
    if separator and rows:
        warnings.extend(_ragged(sheet_name, rows))
    return Book(
        name=name,
        sheets=(Sheet(name=sheet_name, rows=_filled(rows, limits)),),
        kind="csv",
        warnings=tuple(warnings),
        encoding=decoded.encoding,
        separator=separator,
    )


def _decode(content: bytes) -> _Decoded:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return _Decoded(text=_strictly(content, encoding), encoding=encoding)
    wide = _wide_encoding(content)
    if wide is not None:
        return _Decoded(text=_strictly(content, wide), encoding=wide)
    try:
        return _Decoded(text=content.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(content, error)
    return _best_single_byte(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileRefusedError(f"текст повреждён, часть букв не читается: {RESEND}") from error


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of ASCII is zero."""
    head = content[:2000]
    zeros = head[1::2].count(0), head[::2].count(0)
    quarter = len(head) / 8
    if max(zeros) > quarter and min(zeros) == 0:
        return "utf-16-le" if zeros[0] > zeros[1] else "utf-16-be"
    return None


def _refuse_damaged_utf8(content: bytes, error: UnicodeDecodeError) -> None:
    """Text in UTF-8 with a few broken bytes must not be taken for another encoding."""
    text = content[:_SAMPLE_LETTERS].decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    letters = sum("\u0400" <= letter <= "\u04ff" for letter in text)
    if broken <= letters * _DAMAGED_SHARE:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileRefusedError(f"строка {line}: буквы повреждены при передаче: {RESEND}")


def _best_single_byte(content: bytes) -> _Decoded:
    sample = content[:_SAMPLE_LETTERS]
    ranked = sorted(
        ((_share_of_frequent(sample, encoding), encoding) for encoding in _ENCODINGS), reverse=True
    )
    (best, encoding), (second, _other) = ranked[0], ranked[1]
    return _Decoded(
        text=_strictly(content, encoding), encoding=encoding, is_doubtful=best - second < _DOUBT
    )


def _share_of_frequent(sample: bytes, encoding: str) -> float:
    """How much the text looks Russian: frequent small letters among all that is not ASCII."""
    try:
        counts = Counter(sample.decode(encoding))
    except UnicodeDecodeError:
        return -1.0
    others = sum(number for letter, number in counts.items() if letter > "\x7f")
    frequent = sum(number for letter, number in counts.items() if letter in _FREQUENT)
    return frequent / others if others else 0.0


def _separated(text: str) -> tuple[str, str]:
    """The text without Excel's line about the separator, and the separator; empty for one column."""
    first, newline, rest = text.partition("\n")
    told = first.strip()
    if told.lower().startswith(_SEP_LINE) and len(told) == len(_SEP_LINE) + 1:
        return rest if newline else "", told[-1]
    sample = "\n".join(text.splitlines()[:_SAMPLE_LINES])
    scores = [(_score(sample, separator), separator) for separator in _SEPARATORS]
    best = max(score for score, _separator in scores)
    if best <= 0:
        return text, ""
    return text, next(separator for score, separator in scores if score == best)


def _score(sample: str, separator: str) -> float:
    """Share of lines with the most usual number of cells; 0 when that number is one."""
    try:
        widths = [
            len(row)
            for row in csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
            if any(row)
        ]
    except csv.Error:
        widths = [line.count(separator) + 1 for line in sample.splitlines() if line.strip()]
    if not widths:
        return 0.0
    width, number = Counter(widths).most_common(1)[0]
    return number / len(widths) if width > 1 else 0.0


def _rows(text: str, separator: str, limits: Limits, warnings: list[Problem]) -> list[list[str]]:
    try:
        return _parsed(text, separator, limits, is_strict=True)
    except csv.Error:
        warnings.append(
            _warning("Кавычки расставлены неверно: проверьте, верно ли разделены столбцы.")
        )
    try:
        rows = _parsed(text, separator, limits, is_strict=False)
        if len({len(row) for row in rows if row}) <= 1:
            return rows
        return _parsed(text, separator, limits, is_strict=False, quoting=csv.QUOTE_NONE)
    except csv.Error as error:
        raise FileRefusedError(f"текст не разделяется на столбцы: {RESEND}") from error


def _parsed(
    text: str,
    separator: str,
    limits: Limits,
    *,
    is_strict: bool,
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL,
) -> list[list[str]]:
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=separator or "\x1f",
        strict=is_strict,
        quoting=quoting,
    )
    rows = list(islice(reader, limits.rows + 1))
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > limits.rows:
        raise FileRefusedError(f"строк больше {limits.rows}: разделите таблицу на несколько файлов")
    for number, row in enumerate(rows, 1):
        if len(row) > limits.columns:
            raise FileRefusedError(
                f"строка {number}: столбцов {len(row)}, больше {limits.columns} не бывает: "
                "проверьте разделитель"
            )
    if sum(map(len, rows)) > limits.cells:
        raise FileRefusedError(
            f"ячеек больше {limits.cells}: разделите таблицу на несколько файлов"
        )
    return rows


def _ragged(sheet: str, rows: list[list[str]]) -> list[Problem]:
    """Lines with more cells than most; fewer only means that the last ones are empty."""
    usual, _number = Counter(len(row) for row in rows if any(row)).most_common(1)[0]
    found = [
        _warning(
            f"Строка {number}: значений {len(row)}, а в других {usual}; проверьте, не разделилась ли ячейка.",
            f"{sheet}!{address(number - 1, usual)}",
        )
        for number, row in enumerate(rows, 1)
        if any(row[usual:])
    ]
    return found[:_RAGGED_SHOWN]


def _filled(rows: list[list[str]], limits: Limits) -> tuple[tuple[SheetValue, ...], ...]:
    width = max((len(row) for row in rows), default=0)
    return tuple(
        tuple(_cell(value, number, limits) for value in row) + (None,) * (width - len(row))
        for number, row in enumerate(rows, 1)
    )


def _cell(value: str, number: int, limits: Limits) -> str | None:
    if len(value) > limits.text_length:
        raise FileRefusedError(
            f"строка {number}: текст в ячейке длиннее {limits.text_length} знаков — сократите его"
        )
    return clean_text(value) or None


def _warning(text: str, place: str = "") -> Problem:
    return Problem(text=text, severity=Severity.WARNING, place=place)
