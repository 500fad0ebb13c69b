"""Fields as a clerk sees them and types them: titles, words for values, what may be typed.

A typed text becomes a value or a refusal with its reason; nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from quality_desktop.domain.records import Id
from quality_desktop.language import dates
from quality_desktop.services.folding import folded

Value = str | int | bool | date | Id | None
"""What a field of the directory can hold."""

_MOST_COUNTED = 1_000_000
_YEARS = range(1990, 2100)
_DATE_FIELDS = ("{day:02}", "{day}", "{month}", "{year}")
_SECTIONS = {"person": "Люди", "unit": "Подразделения"}
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s*(?:г\.?|года?))?")
_SCHOOL_YEAR = re.compile(r"(\d{4})(?:\s*[/–-]\s*(\d{2}|\d{4}))?(?:\s*уч\.?\s*(?:год|г\.?)?)?")
_EMAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;.]+")


class Kind(Enum):
    """How a field is typed and shown."""

    TEXT = auto()
    LINES = auto()
    EMAIL = auto()
    PHONE = auto()
    COUNT = auto()
    LIMIT = auto()
    DATE = auto()
    SCHOOL_YEAR = auto()
    PATTERN = auto()
    CHOICE = auto()
    RECORD = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A value of a choice: how it is shown and what else may be typed for it."""

    value: str | int | bool | None
    text: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field as a column of a grid or a line of a form.

    Attributes:
        name: Field of the record.
        title: Heading.
        hint: What belongs here, with an example.
        words: Values of a choice; choices of a catalogue are in ``Catalogue.words``.
        refers: Kind of the records that a reference names.
        also: Other headings under which tables of other programs hold the same.
    """

    name: str
    title: str
    kind: Kind = Kind.TEXT
    hint: str = ""
    words: tuple[Word, ...] = ()
    refers: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a typed text cannot be saved.

    Attributes:
        text: One sentence that says what to type instead.
        is_unknown: The text names a record that is not there.
    """

    text: str
    is_unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """What names are looked up in.

    Attributes:
        records: Kind -> id -> the name by which a record is shown and typed; names are unique.
        choosable: Ids that are offered; the others (people who left) are only shown.
        words: Choices that come from the reference catalogues, by ``kind.field``.
    """

    records: Mapping[str, Mapping[Id, str]] = field(default_factory=dict)
    choosable: frozenset[Id] = frozenset()
    words: Mapping[str, tuple[Word, ...]] = field(default_factory=dict)

    def words_of(self, what: Field) -> tuple[Word, ...]:
        """The choices of a field, its own or those of the catalogue it names."""
        return what.words or self.words.get(what.refers, ())

    def options(self, what: Field) -> list[str]:
        """Texts to offer while a field is typed."""
        if what.kind is Kind.CHOICE:
            return [word.text for word in self.words_of(what)]
        if what.kind is Kind.RECORD:
            names = self.records.get(what.refers, {})
            found = (name for key, name in names.items() if key in self.choosable)
            return sorted(found, key=folded)
        return []


def shown(what: Field, value: object, catalogue: Catalogue) -> str:
    """The text that stands for a value in a grid or a form."""
    if what.kind is Kind.CHOICE:
        words = catalogue.words_of(what)
        return next((word.text for word in words if word.value == value), str(value or ""))
    if value is None:
        return ""
    match what.kind:
        case Kind.RECORD:
            names = catalogue.records.get(what.refers, {})
            return next((name for key, name in names.items() if key == value), "запись удалена")
        case Kind.DATE:
            return dates.numeric(value) if isinstance(value, date) else str(value)
        case Kind.SCHOOL_YEAR:
            year = int(str(value))
            return f"{year}/{(year + 1) % 100:02}"
        case _:
            return str(value)


def parse(what: Field, text: str, catalogue: Catalogue) -> Value | Refusal:
    """The value that a typed text means, or why it means none."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    if what.kind is Kind.LINES:
        return "\n".join(line.rstrip() for line in lines.split("\n")).strip("\n")
    clean = " ".join(lines.split())
    match what.kind:
        case Kind.EMAIL:
            return _email(clean)
        case Kind.PHONE:
            if clean and not any(letter.isdigit() for letter in clean):
                return Refusal(f"«{clean}» – не телефон: впишите номер цифрами.")
            return clean
        case Kind.COUNT | Kind.LIMIT:
            return _count(clean, least=1 if what.kind is Kind.LIMIT else 0)
        case Kind.DATE:
            return _date(clean)
        case Kind.SCHOOL_YEAR:
            return _school_year(clean)
        case Kind.PATTERN:
            return _pattern(clean)
        case Kind.CHOICE:
            return _choice(what, clean, catalogue)
        case Kind.RECORD:
            return _record(what, clean, catalogue)
        case _:
            return clean


def _email(text: str) -> str | Refusal:
    parts = [part for part in re.split(r"[,;\s]+", text) if part]
    wrong = next((part for part in parts if not _EMAIL.fullmatch(part)), None)
    if wrong is not None:
        return Refusal(f"«{wrong}» – не адрес почты: он выглядит как imya@mail.ru.")
    return ", ".join(parts)


def _count(text: str, *, least: int) -> int | Refusal | None:
    digits = "".join(text.split())
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
        return Refusal(f"«{text}» – не целое число: впишите целое число от {least}.")
    number = int(digits)
    if not least <= number <= _MOST_COUNTED:
        return Refusal(f"«{text}» не подходит: впишите целое число от {least} до миллиона.")
    return number


def _date(text: str) -> date | Refusal | None:
    if not text:
        return None
    found = _DATE.fullmatch(text)
    try:
        day = date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        day = None
    if day is None or day.year not in _YEARS:
        return Refusal(f"«{text}» – не дата: впишите её как 05.07.2021.")
    return day


def _school_year(text: str) -> int | Refusal:
    found = _SCHOOL_YEAR.fullmatch(text)
    year = int(found[1]) if found else 0
    if year not in _YEARS:
        return Refusal(f"«{text}» – не учебный год: впишите его как 2025/26.")
    if found and found[2] and int(found[2]) not in (year + 1, (year + 1) % 100):
        return Refusal(
            f"«{text}»: учебный год начинается в одном году и кончается в следующем, как 2025/26."
        )
    return year


def _pattern(text: str) -> str | Refusal:
    if not text:
        return text
    rest = text
    for part in _DATE_FIELDS:
        rest = rest.replace(part, "")
    if any(brace in rest for brace in "{}") or "{month}" not in text or "{year}" not in text:
        return Refusal(
            "Вид даты составляют {day:02}, {month} и {year}: «{day:02} {month} {year} г.»."
        )
    return text


def _choice(what: Field, text: str, catalogue: Catalogue) -> Value | Refusal:
    words = catalogue.words_of(what)
    key = folded(text)
    for word in words:
        if key in {folded(word.text), *map(folded, word.also)}:
            return word.value
    if not key and any(word.value in ("", None) for word in words):
        return None
    offered = ", ".join(f"«{word.text}»" for word in words if word.text)
    return Refusal(f"«{text}» не подходит: выберите {offered}." if text else f"Выберите {offered}.")


def _record(what: Field, text: str, catalogue: Catalogue) -> Id | Refusal | None:
    if not text:
        return None
    key = folded(text)
    names = catalogue.records.get(what.refers, {})
    found = [record for record, name in names.items() if folded(name) == key]
    if not found:
        found = [record for record, name in names.items() if folded(name).startswith(key + "(")]
    if len(found) == 1:
        return found[0]
    section = _SECTIONS.get(what.refers, "Справочники")
    if found:
        return Refusal(f"«{text}» в справочнике не один: выберите нужного из списка.")
    return Refusal(f"«{text}» нет в разделе «{section}»: добавьте туда.", is_unknown=True)
