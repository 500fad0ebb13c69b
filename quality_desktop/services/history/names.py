"""Names of records for lines that speak of them: also of records that are gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from quality_desktop.domain.examination.exams import ExamProcedure, Subject
from quality_desktop.domain.figures import printed_digits
from quality_desktop.domain.kinds import kinds_by_name
from quality_desktop.domain.paper_kinds import PaperKind
from quality_desktop.domain.records import Id, Record, references
from quality_desktop.domain.whole_values import ALONG
from quality_desktop.services.history.words import Words, load
from quality_desktop.storage.store import Store

_MOST_SINGLE: Final = 64
"""After so many records of a kind were asked for one by one, all of them are read at once."""
_DEEPEST: Final = 4
"""A name is made of names, of which records that refer to each other could make no end."""


class Namer:
    """Tells what records are called; remembers what it has read, so it is of one moment."""

    def __init__(self, store: Store, words: Words) -> None:
        """Begin with nothing read.

        Args:
            store: The file.
            words: How kinds are called.
        """
        self.words = words
        self._store = store
        self._kinds = kinds_by_name()
        self._records: dict[Id, Record | None] = {}
        self._asked: dict[str, int] = {}
        self._names: dict[Id, str] = {}
        self._depth = 0

    def know(self, records: Iterable[Record]) -> None:
        """Tell also of records that are not in the file: of what a plan would bring."""
        self._records.update((record.id, record) for record in records)

    def name(self, kind: str, key: Id) -> str:
        """What a record is called, or was called when it is gone."""
        if key in self._names:
            return self._names[key]
        record = self.record(kind, key)
        if record is None or self._depth >= _DEEPEST:
            return self.words.kind_title(kind)
        self._depth += 1
        try:
            others = self._others_of(kind, record)
            name = self.words.name_of(record, others.name, others.record)
        finally:
            self._depth -= 1
        self._names[key] = name
        return name

    def shown(self, kind: str, field: str, value: object) -> str:
        """A value of a field in one line; empty for nothing."""
        target = references(self._kinds[kind]).get(field, "")
        return self.words.shown(kind, field, value, lambda key: self.name(target, key))

    def value(self, kind: str, fields: Mapping[str, object]) -> str:
        """A value that stands in one field, or in several that are one only together."""
        if len(fields) == 1:
            return "".join(self.shown(kind, name, value) for name, value in fields.items())
        digits = fields.get("digits")
        if isinstance(digits, int):
            return printed_digits(digits, int(str(fields.get("decimals") or 0)))
        unsaid = ("digits", "decimals", *ALONG.get(kind, ()))
        return self._listed(kind, fields, [name for name in fields if name not in unsaid])

    def told_apart(self, kind: str, values: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
        """Values side by side: where two of them read the same, what goes along with them is said too."""
        texts = tuple(self.value(kind, fields) for fields in values)
        along = [self._listed(kind, fields, ALONG.get(kind, ())) for fields in values]
        if len(set(texts)) == len(set(zip(texts, along, strict=True))):
            return texts
        both = zip(texts, along, strict=True)
        return tuple(f"{text} ({more})" if text else more for text, more in both)

    def _listed(self, kind: str, fields: Mapping[str, object], names: Iterable[str]) -> str:
        words = self.words
        shown = (name for name in names if name in fields and not words.is_hidden(kind, name))
        texts = ((name, self.shown(kind, name, fields[name])) for name in shown)
        if not words.kinds[kind].whole:
            return "; ".join(text for _, text in texts if text)
        return "; ".join(f"{words.field_title(kind, name)}: {text}" for name, text in texts if text)

    def record(self, kind: str, key: Id) -> Record | None:
        """A record as it is, or as it was last when it is gone."""
        if key not in self._records:
            self._read(kind, key)
        return self._records[key]

    def _others_of(self, kind: str, record: Record) -> _Others:
        targets = references(self._kinds[kind])
        return _Others(self, {getattr(record, name): target for name, target in targets.items()})

    def _read(self, kind: str, key: Id) -> None:
        cls = self._kinds[kind]
        self._asked[kind] = self._asked.get(kind, 0) + 1
        if self._asked[kind] == _MOST_SINGLE:
            self._records.update((record.id, record) for record in self._store.all(cls))
            if key in self._records:
                return
        found = self._store.get(cls, key)
        self._records[key] = self._gone(cls, key) if found is None else found

    def _gone(self, kind: type[Record], key: Id) -> Record | None:
        versions = self._store.versions(kind, key)
        return next((version.record for version in versions if version.record is not None), None)


class _Others:
    """Records that one record refers to, by id."""

    def __init__(self, namer: Namer, kinds: dict[Id | None, str]) -> None:
        self._namer = namer
        self._kinds = kinds

    def name(self, key: Id) -> str:
        """What one of them is called."""
        return self._namer.name(self._kinds[key], key)

    def record(self, key: Id) -> Record | None:
        """One of them."""
        return self._namer.record(self._kinds[key], key)


def namer(*, store: Store, reference: Path) -> Namer:
    """Somebody who tells names of records of this file as it is now.

    Args:
        store: The file.
        reference: Folder of the dated catalogues.
    """
    coded = {
        ("procedure", one.code): one.short_title or one.title for one in store.all(ExamProcedure)
    }
    coded.update((("subject", one.code), one.title) for one in store.all(Subject))
    coded.update((("paper_kind", one.code), one.title) for one in store.all(PaperKind))
    return Namer(store, load(reference=reference, coded=coded))
