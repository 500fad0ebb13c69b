"""Wording of an order: the words of its clauses, appendices and tables, read from data.

Everything a text names is checked when the wording is read, so that a slip in it is found before
a paper is composed. Which names there are says ``documents.vocabulary``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from quality_desktop.documents.model import Orientation
from quality_desktop.documents.template import Template, Vocabulary, parse, require_condition
from quality_desktop.documents.vocabulary import (
    APPENDIX,
    PROGRAMMES,
    order_vocabulary,
)
from quality_desktop.documents.wording_file import read_wording_file
from quality_desktop.domain.errors import QualityError

MATRIX_COLUMNS = ("number", "direction", "coordinator", "executors", "operator")
CARD_COLUMNS = ("number", "structure", "actions", "coordinator", "executors", "operator")
PROGRAMME_COLUMNS = ("number", "line", "indicator", "criteria", "methods", "responsible")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineWording:
    """A date that clauses name: what it is the date of, and the condition under which it is needed."""

    code: str
    title: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemWording:
    """A dash item of a clause; it has no mark at its end, the composition sets «;» and «.»."""

    key: str
    when: str
    text: Template


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseWording:
    """A clause of an order.

    Attributes:
        key: Name of the clause, never changed: edits of papers refer to it.
        when: Condition without which the clause is left out; empty for none.
        each: List for every element of which the clause is repeated; empty for none.
    """

    key: str
    when: str
    each: str
    text: Template
    items: tuple[ItemWording, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnWording:
    """A column of a table: what it shows, its heading, its relative width."""

    key: str
    title: str
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWording:
    """An appendix that is a table."""

    title: Template
    orientation: Orientation
    columns: tuple[ColumnWording, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeWording:
    """The appendix of a programme: its table and the headings of its lists."""

    table: TableWording
    goals: str
    tasks: str
    methods: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderWording:
    """All words of an order.

    Attributes:
        kind_word: «ПРИКАЗ», for a paper without a letterhead.
        appendix_mark: Lines of the mark at the top right of every appendix.
    """

    form: str
    kind_word: str
    title: Template
    heading: Template
    preamble: Template
    deadlines: tuple[DeadlineWording, ...]
    clauses: tuple[ClauseWording, ...]
    appendix_mark: tuple[Template, ...]
    matrix: TableWording
    card: TableWording
    programme: ProgrammeWording


def read_wording(path: Path) -> OrderWording:
    """Read the wording of an order.

    Raises:
        QualityError: The file is missing or wrong; the sentence names the file and the place.
    """
    data = read_wording_file(path)
    deadlines = _tables(data.get("deadlines", []), f"Формулировки {path.name}, «deadlines»")
    codes = [str(deadline.get("code")) for deadline in deadlines]
    return _Reader(path.name, order_vocabulary(codes)).order(data)


def _table(value: object, place: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise QualityError(f"{place}: здесь должна быть таблица.")
    return value


def _tables(value: object, place: str) -> Sequence[Mapping[str, Any]]:
    if not isinstance(value, list):
        raise QualityError(f"{place}: здесь должен быть список таблиц.")
    return [_table(item, place) for item in value]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns the tables of a file into wording and refuses what it does not know."""

    file: str
    vocabulary: Vocabulary

    def order(self, data: Mapping[str, Any]) -> OrderWording:
        place = f"Формулировки {self.file}"
        plain = ("form", "kind_word", "title", "heading", "preamble")
        tables = ("deadlines", "clauses", "appendix", "matrix", "card", "programme")
        self.known(data, (*plain, *tables), (*plain, "clauses", *tables[2:]), place)
        marked = _Reader(self.file, self.vocabulary.plus(APPENDIX))
        appendix = _table(data["appendix"], f"{place}, «appendix»")
        self.known(appendix, ("mark",), ("mark",), f"{place}, «appendix»")
        return OrderWording(
            form=self.text(data["form"], f"{place}, «form»"),
            kind_word=self.text(data["kind_word"], f"{place}, «kind_word»"),
            title=self.template(data["title"], f"{place}, «title»"),
            heading=self.template(data["heading"], f"{place}, «heading»"),
            preamble=self.template(data["preamble"], f"{place}, «preamble»"),
            deadlines=tuple(self.deadline(d, place) for d in data.get("deadlines", ())),
            clauses=self.clauses(_tables(data["clauses"], f"{place}, «clauses»"), place),
            appendix_mark=tuple(
                marked.template(line, f"{place}, «appendix.mark»") for line in appendix["mark"]
            ),
            matrix=self.table(
                _table(data["matrix"], f"{place}, «matrix»"), MATRIX_COLUMNS, f"{place}, «matrix»"
            ),
            card=self.table(
                _table(data["card"], f"{place}, «card»"), CARD_COLUMNS, f"{place}, «card»"
            ),
            programme=self.programme(
                _table(data["programme"], f"{place}, «programme»"), f"{place}, «programme»"
            ),
        )

    def deadline(self, data: Mapping[str, Any], place: str) -> DeadlineWording:
        """Read a date that the clauses name."""
        place = f"{place}, срок «{data.get('code', '?')}»"
        self.known(data, ("code", "title", "when"), ("code", "title"), place)
        return DeadlineWording(
            code=self.text(data["code"], place),
            title=self.text(data["title"], place),
            when=self.condition(data, place),
        )

    def clauses(self, data: Sequence[Mapping[str, Any]], place: str) -> tuple[ClauseWording, ...]:
        clauses = tuple(self.clause(clause, place) for clause in data)
        keys = [clause.key for clause in clauses]
        for key in keys:
            if keys.count(key) > 1:
                raise QualityError(f"{place}: ключ пункта «{key}» повторяется.")
        return clauses

    def clause(self, data: Mapping[str, Any], place: str) -> ClauseWording:
        place = f"{place}, пункт «{data.get('key', '?')}»"
        self.known(data, ("key", "when", "each", "text", "items"), ("key", "text"), place)
        each = data.get("each", "")
        inner = self
        if each:
            if each not in self.vocabulary.lists:
                raise QualityError(f"{place}: неизвестный список «{each}».")
            inner = _Reader(self.file, self.vocabulary.inside(each))
        return ClauseWording(
            key=self.text(data["key"], place),
            when=self.condition(data, place),
            each=each,
            text=inner.template(data["text"], place),
            items=tuple(inner.item(item, place) for item in _tables(data.get("items", []), place)),
        )

    def item(self, data: Mapping[str, Any], place: str) -> ItemWording:
        place = f"{place}, подпункт «{data.get('key', '?')}»"
        self.known(data, ("key", "when", "text"), ("key", "text"), place)
        return ItemWording(
            key=self.text(data["key"], place),
            when=self.condition(data, place),
            text=self.template(data["text"], place),
        )

    def table(self, data: Mapping[str, Any], columns: Collection[str], place: str) -> TableWording:
        names = ("orientation", "title", "columns")
        self.known(data, names, names, place)
        if data["orientation"] not in get_args(Orientation):
            raise QualityError(f"{place}: «orientation» бывает portrait или landscape.")
        return TableWording(
            title=self.template(data["title"], place),
            orientation=data["orientation"],
            columns=tuple(
                self.column(column, columns, place) for column in _tables(data["columns"], place)
            ),
        )

    def column(self, data: Mapping[str, Any], known: Collection[str], place: str) -> ColumnWording:
        names = ("key", "title", "width")
        self.known(data, names, names, f"{place}, столбец")
        if data["key"] not in known:
            raise QualityError(f"{place}: неизвестный столбец «{data['key']}».")
        return ColumnWording(
            key=data["key"],
            title=self.text(data["title"], place),
            width=self.width(data["width"], place),
        )

    def width(self, value: object, place: str) -> float:
        """Read the width of a column."""
        if not isinstance(value, int | float) or value <= 0:
            raise QualityError(f"{place}: ширина столбца должна быть числом больше нуля.")
        return float(value)

    def programme(self, data: Mapping[str, Any], place: str) -> ProgrammeWording:
        headings = ("goals", "tasks", "methods")
        for name in headings:
            self.text(data.get(name), f"{place}, «{name}»")
        table = {name: value for name, value in data.items() if name not in headings}
        inner = _Reader(self.file, self.vocabulary.inside(PROGRAMMES))
        return ProgrammeWording(
            table=inner.table(table, PROGRAMME_COLUMNS, place),
            goals=data["goals"],
            tasks=data["tasks"],
            methods=data["methods"],
        )

    def condition(self, data: Mapping[str, Any], place: str) -> str:
        when = str(data.get("when", ""))
        if when:
            require_condition(when, self.vocabulary, place=place)
        return when

    def template(self, text: object, place: str) -> Template:
        return parse(self.text(text, place), self.vocabulary, place=place)

    def text(self, text: object, place: str) -> str:
        if not isinstance(text, str):
            raise QualityError(f"{place}: здесь должен быть текст.")
        return text

    def known(
        self,
        data: Mapping[str, Any],
        names: Collection[str],
        required: Collection[str],
        place: str,
    ) -> None:
        for name in data:
            if name not in names:
                raise QualityError(f"{place}: неизвестная строка «{name}».")
        for name in required:
            if name not in data:
                raise QualityError(f"{place}: не хватает строки «{name}».")
