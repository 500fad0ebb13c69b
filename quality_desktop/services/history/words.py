"""How kinds, fields and values of records are called in the window, from one file of words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from quality_desktop.domain.figures import printed_digits
from quality_desktop.domain.records import Id, Record
from quality_desktop.domain.whole_values import whole
from quality_desktop.services.toml_files import read_toml

FILE: Final = "record-words.toml"
"""In the folder of the catalogues."""
NOTHING: Final = "пусто"
_LONG: Final = 160
"""Letters of a value that are shown in a line."""
_PLACE: Final = re.compile(r"\{([a-z_.]+)\}")
AREAS: Final = {
    "office": "Справочники",
    "cycle": "Матрица и ход цикла",
    "programme": "Программы и показатели",
    "monitoring": "Мониторинг",
    "results": "Результаты работ",
    "risk": "Школы риска",
    "plans": "Планы и сроки",
    "papers": "Документы",
}
"""Parts of the file as its user knows them."""
_YES_NO: Final = {True: "да", False: "нет"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldWords:
    """How a field is called.

    Attributes:
        title: Its title.
        form: How its values are written: ``school_year``, ``long``, ``hidden``, ``procedure``,
            ``subject``, ``school_type``, ``team_role``, ``paper_kind``, ``digits``,
            ``hundredths``; empty for as they are.
        words: Code of a choice -> what it means.
    """

    title: str
    form: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """How a kind of records is called.

    Attributes:
        area: Where its user looks for it: a key of ``AREAS``.
        title: Its title.
        names: How one record is called: the first whose every field says something.
        fields: Field -> how it is called, in the order of a card.
        whole: What several fields are called that are one value only together (``whole_values``);
            empty where the title of the leading one says it.
    """

    area: str
    title: str
    names: tuple[str, ...]
    fields: Mapping[str, FieldWords]
    whole: str = ""


Named = Callable[[Id], str]
"""Name of the record with this id."""
Coded = Mapping[tuple[str, str], str]
"""Form of a field and code of a catalogue -> its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All the words of the file of words.

    Attributes:
        kinds: Kind -> how it is called.
        coded: Codes of the catalogues in words.
    """

    kinds: Mapping[str, KindWords]
    coded: Coded = field(default_factory=dict)

    def kinds_of(self, area: str) -> tuple[str, ...]:
        """Kinds of an area of ``AREAS``."""
        return tuple(kind for kind, told in self.kinds.items() if told.area == area)

    def kind_title(self, kind: str) -> str:
        """«Школа»; the code of a kind of a newer program."""
        return self.kinds[kind].title if kind in self.kinds else kind

    def field_title(self, kind: str, name: str) -> str:
        """«Краткое название»."""
        return self.kinds[kind].fields[name].title

    def value_title(self, kind: str, name: str) -> str:
        """Title of a field, or of the value it is a part of."""
        told = self.kinds[kind].whole if len(whole(kind, name)) > 1 else ""
        return told or self.field_title(kind, name)

    def is_hidden(self, kind: str, name: str) -> bool:
        """A mark of the program that says nothing to its user."""
        return self.kinds[kind].fields[name].form == "hidden"

    def shown(self, kind: str, name: str, value: object, named: Named) -> str:
        """A value in one line; empty for nothing.

        Args:
            kind: Kind of the record.
            name: Field of the record.
            value: What the field holds.
            named: Tells the names of other records.
        """
        words = self.kinds[kind].fields[name]
        if value is None or value == "":
            return ""
        if isinstance(value, UUID):
            return named(Id(value))
        if isinstance(value, bool):
            return words.words.get(str(value).lower(), _YES_NO[value])
        if isinstance(value, date):
            return f"{value:%d.%m.%Y}"
        return _in_line(self._written(words, value))

    def _written(self, words: FieldWords, value: object) -> str:
        text = str(value)
        if text in words.words:
            return words.words[text]
        if words.form == "school_year" and isinstance(value, int):
            return f"{value}/{(value + 1) % 100:02}"
        if words.form == "hundredths" and isinstance(value, int):
            return printed_digits(value, 2)
        return self.coded.get((words.form, text), text)

    def name_of(self, record: Record, named: Named, of: Callable[[Id], Record | None]) -> str:
        """What a record is called.

        Args:
            record: The record.
            named: Tells the names of other records.
            of: Finds the other record, for a field of it.
        """
        kind = self.kinds[record.kind]
        for pattern in kind.names:
            parts = {
                place: self._part(record, place, named, of) for place in _PLACE.findall(pattern)
            }
            if all(parts.values()):
                return _PLACE.sub(lambda found: parts[found[1]], pattern)  # noqa: B023 - used at once
        return f"{kind.title} без названия"

    def _part(
        self, record: Record, place: str, named: Named, of: Callable[[Id], Record | None]
    ) -> str:
        name, _, further = place.partition(".")
        value = getattr(record, name)
        if not further:
            return self.shown(record.kind, name, value, named)
        other = None if value is None else of(value)
        return "" if other is None else self._part(other, further, named, of)


def load(*, reference: Path, coded: Coded | None = None) -> Words:
    """Read the words.

    Args:
        reference: Folder of the dated catalogues.
        coded: Codes that the file of the office puts into words.
    """
    data = read_toml(reference / FILE)
    kinds = {kind: _kind(entry) for kind, entry in data.items()}
    return Words(kinds=kinds, coded={**_catalogues(reference), **(coded or {})})


def _kind(entry: Mapping[str, Any]) -> KindWords:
    return KindWords(
        area=entry["area"],
        title=entry["title"],
        names=tuple(entry["name"]),
        fields={name: _field(told) for name, told in entry["fields"].items()},
        whole=entry.get("whole", ""),
    )


def _field(told: str | Mapping[str, Any]) -> FieldWords:
    if isinstance(told, str):
        return FieldWords(title=told)
    return FieldWords(title=told["title"], form=told.get("as", ""), words=told.get("words", {}))


def _catalogues(reference: Path) -> dict[tuple[str, str], str]:
    """Codes of the catalogues that come with the program."""
    types = read_toml(reference / "school-types.toml")["types"]
    roles = read_toml(reference / "team.toml")["roles"]
    return {
        **{("school_type", one["code"]): one["abbreviation"] for one in types},
        **{("team_role", one["code"]): one["title"] for one in roles},
    }


def _in_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONG else f"{line[:_LONG]}…"


def matches(texts: Sequence[str], words: Sequence[str]) -> bool:
    """Whether every word stands in one of the texts; letters of any case, ё like е."""
    folded = "\n".join(texts).casefold().replace("ё", "е")
    return all(word in folded for word in words)


def search_words(text: str) -> tuple[str, ...]:
    """What is looked for, as ``matches`` takes it."""
    return tuple(text.casefold().replace("ё", "е").split())
