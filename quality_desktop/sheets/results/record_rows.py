"""Rows of data under the headings of a table: of which school and of what each row is.

A name that stands once for several rows – in a joined cell, or with empty cells under it – belongs
to all of them; a total between the rows belongs to none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from quality_desktop.domain.errors import Severity
from quality_desktop.domain.school_naming.school_name_parts import code_key
from quality_desktop.sheets.cells import Sheet
from quality_desktop.sheets.numbers_in_cells import CellNumber, number_at
from quality_desktop.sheets.results.captions import (
    Caption,
    caption_of,
    is_sum,
    is_summary,
    is_total,
    names_a_district,
)
from quality_desktop.sheets.results.headings import text_of
from quality_desktop.sheets.results.lines import Lines, lone_line, numbers_columns, stray_name
from quality_desktop.sheets.results.occasions import Occasion
from quality_desktop.sheets.results.rows import found

OCCASION_KEYS = ("procedure", "year", "date", "subject", "grade")
_SCHOOL_KEYS = ("school_name", "school_code")
KEYS = frozenset({*OCCASION_KEYS, *_SCHOOL_KEYS, "municipality"})
"""Meanings of columns that say what a row is of; all others hold figures."""
_OWN_OCCASION = frozenset({"subject", "grade"})
"""A row that says both itself needs no line above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRow:
    """A row with figures.

    Attributes:
        number: Its row, from 0.
        texts: Meaning of a key column -> its text, also where it stands in a row above.
        said: What a line between the rows says of it.
    """

    number: int
    texts: Mapping[str, str]
    said: Occasion

    def text(self, meaning: str) -> str:
        """Text of a key column; empty when there is none."""
        return self.texts.get(meaning, "")


@dataclass(slots=True, kw_only=True)
class DataRows:
    """Finds the rows of schools.

    Attributes:
        columns: Meaning of a key column -> its column.
        figures: Columns of figures.
        lines: What the lines between the rows say; it keeps the problems of rows too.
        school: The school of all rows, where no column names it.
        sums: Rows that add up those above, found while reading -> their captions.
    """

    sheet: Sheet
    columns: Mapping[str, int]
    figures: Sequence[int]
    lines: Lines
    school: str = ""
    sums: dict[int, str] = field(default_factory=dict)
    _joined: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    _previous: Mapping[str, str] = field(default_factory=dict)
    _municipality: str = ""
    _is_of_group: bool = False
    _totals: dict[str, bool] = field(default_factory=dict)
    _names: dict[str, Caption] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    def read(self, first: int, last: int) -> list[DataRow]:
        """The rows of schools between two rows, the second left out."""
        self._joined = dict(self._joins())
        return [row for number in range(first, last) if (row := self._row(number)) is not None]

    def _joins(self) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        keys = set(self.columns.values())
        for area in self.sheet.merges:
            for column in keys & set(range(area.left, area.right + 1)):
                for row in range(area.top, area.bottom + 1):
                    yield (row, column), (area.top, area.left)

    def _row(self, number: int) -> DataRow | None:
        texts = [text_of(value) for value in self.sheet.rows[number]]
        if not any(texts):
            self._forget()
            return None
        if self._is_line(number, texts):
            return None
        own = {m: self._text(number, column) for m, column in self.columns.items()}
        if self.school:
            own["school_name"] = self.school
        captions = [text for text in self._captions(texts, own) if self._is_total(text)]
        if captions:
            self._forget(is_group=True)
            if is_sum(captions[0]):
                self.sums[number] = captions[0]
            return None
        if not (own.get("school_name") or own.get("school_code")):
            own = self._with_school_above(number, own)
            if not own:
                return None
        elif not self._is_of_school(number, texts, own):
            return None
        own = self._with_keys_above(number, own)
        self._previous = own
        says_itself = own.keys() >= _OWN_OCCASION and all(own[name] for name in _OWN_OCCASION)
        if not says_itself and self._has_figures(number) and self.lines.holds_back():
            return None
        return DataRow(number=number, texts=own, said=self.lines.said)

    def _text(self, row: int, column: int) -> str:
        text = text_of(self.sheet.at(row, column))
        if not text and (row, column) in self._joined:
            return text_of(self.sheet.at(*self._joined[row, column]))
        return text

    def _forget(self, *, is_group: bool = False) -> None:
        self._previous, self._is_of_group = {}, is_group

    def _is_line(self, number: int, texts: Sequence[str]) -> bool:
        """True for a line between the rows that says what the rows after it are of."""
        line = lone_line(texts, self.figures, self.columns)
        # A school that tells its own results names a subject in a row of its own.
        is_key = self.school and line and line[1] in self.columns.values()
        if not line or is_key or not self.lines.hear(line[0], number, line[1]):
            return False
        self._forget()
        return True

    def _is_total(self, text: str) -> bool:
        """Whether a text says that its row is a total; the same texts stand in many rows."""
        if text not in self._totals:
            self._totals[text] = is_total(text)
        return self._totals[text]

    def _captions(self, texts: Sequence[str], own: Mapping[str, str]) -> Iterable[str]:
        """Texts of a row that may say that it is a total."""
        left = min(self.figures, default=len(texts))
        return (*own.values(), *texts[:left])

    def _is_of_school(self, number: int, texts: Sequence[str], own: Mapping[str, str]) -> bool:
        name, code = own.get("school_name", ""), own.get("school_code", "")
        if name and name not in self._names:
            self._names[name] = caption_of(name)
        caption = self._names[name] if name else Caption.NOTHING
        if caption is not Caption.GROUP and code_key(code):
            caption = Caption.SCHOOL  # a code says more than a name such as «1»
        if caption is Caption.SCHOOL:
            self._is_of_group = False
            return True
        if caption is Caption.GROUP and names_a_district(name):
            self._municipality = name
        is_lost = caption is Caption.NOTHING and self._is_lost(number, texts, name)
        self._forget(is_group=not is_lost)
        if is_lost:
            column = self.columns.get("school_name", self.columns.get("school_code", 0))
            self._say(number, column, stray_name(name or code), Severity.ERROR)
        return False

    def _is_lost(self, number: int, texts: Sequence[str], name: str) -> bool:
        """True for a row with numbers that is made of no other rows."""
        if is_summary(name) or numbers_columns(texts):
            return False
        return any(isinstance(number_at(self.sheet, number, c), CellNumber) for c in self.figures)

    def _with_school_above(self, number: int, own: Mapping[str, str]) -> dict[str, str]:
        """The keys of a row without a school, with the school of the row above; empty for none."""
        if self._is_of_group or not self._has_figures(number):
            return {}
        has_occasion = any(own.get(meaning) for meaning in OCCASION_KEYS)
        column = self.columns.get("school_name", self.columns.get("school_code", 0))
        if not self._previous or not has_occasion:
            self._say(number, column, "не указана школа: впишите её", Severity.ERROR)
            return {}
        above = {m: self._previous.get(m, "") for m in (*_SCHOOL_KEYS, "municipality")}
        name = above["school_name"] or above["school_code"]
        self._say(number, column, f"школа не указана, взята та, что выше («{name}»)")
        return {**own, **{meaning: text for meaning, text in above.items() if text}}

    def _with_keys_above(self, number: int, own: Mapping[str, str]) -> dict[str, str]:
        """The keys of a row with those that stand only in the first of several rows."""
        filled = dict(own)
        for meaning in (*OCCASION_KEYS, "municipality"):
            column = self.columns.get(meaning)
            above = self._previous.get(meaning, "")
            if column is None or own.get(meaning) or not above or self._is_joined_somewhere(column):
                continue
            filled[meaning] = above
            if meaning != "municipality" and self._has_figures(number):
                self._say(number, column, f"пусто, взято то, что выше («{above}»)", about=meaning)
        if not filled.get("municipality") and self._municipality:
            filled["municipality"] = self._municipality
        return filled

    def _is_joined_somewhere(self, column: int) -> bool:
        """True when names over several rows stand in joined cells: an empty cell is empty then."""
        return any(joined == column for _, joined in self._joined)

    def _has_figures(self, number: int) -> bool:
        return any(text_of(self.sheet.at(number, column)) for column in self.figures)

    def _say(
        self,
        row: int,
        column: int,
        text: str,
        severity: Severity = Severity.WARNING,
        *,
        about: str = "school",
    ) -> None:
        """Keep a warning of a kind once, and every error."""
        if severity is Severity.ERROR or about not in self._told:
            self._told.add(about)
            self.lines.problems.append(found(self.sheet.name, row, column, text, severity))
