"""Forms in a workbook that came back, found by their keys whatever the school did to the rest.

A sheet is a form when it holds the keys of ``form_keys``; its name, the order of sheets, moved rows and
columns do not matter. Where the key of a row is lost, a defined name may still point to the answer; where
both speak and disagree, cells were shifted against their rows and no answer of the row is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from quality_desktop.domain.errors import Severity
from quality_desktop.domain.records import Id
from quality_desktop.sheets.cells import Book, Sheet, address
from quality_desktop.sheets.form_cells import shown_value
from quality_desktop.sheets.form_keys import (
    FormMeta,
    HiddenFacts,
    column_of,
    hidden_facts,
    is_key,
    label_key,
    label_of,
    meta_of,
    named_elements,
    row_key,
    sender_of,
    text_digest,
)

_SLOT = "a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong in a form.

    Attributes:
        text: One Russian sentence without the place.
        sheet: Name of the sheet; empty for the whole file.
        row: Row from 0; None when it has no cell.
        column: Column from 0.
        severity: An error keeps its answer out; a warning does not.
        elements: Elements whose answers it is about.
        raw: What stands in the cell, as a person sees it.
    """

    text: str
    sheet: str = ""
    row: int | None = None
    column: int = 0
    severity: Severity = Severity.ERROR
    elements: tuple[Id, ...] = ()
    raw: str = ""

    @property
    def cell(self) -> str:
        """Address of the cell as Excel shows it; empty when it has none."""
        return "" if self.row is None else address(self.row, self.column)

    @property
    def place(self) -> str:
        """«лист «Форма», ячейка F12», or as much of it as is known."""
        sheet = f"лист «{self.sheet}»" if self.sheet else ""
        return f"{sheet}, ячейка {self.cell}" if self.cell else sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """A row of answers.

    Attributes:
        row: Row from 0.
        cells: Element -> column of its answer, from 0.
        is_changed: The text of its protected cells is not what was sent.
        title: The text of its protected cells now, for a sentence.
    """

    row: int
    cells: Mapping[Id, int]
    is_changed: bool
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundForm:
    """A form found in a workbook.

    Attributes:
        sheet: The sheet.
        meta: Whose answer to what it is.
        hidden: What the very hidden sheet remembers; None when it is gone.
        rows: Rows of answers.
        why: Column of the reasons why there is no number; None when it is gone.
        remark: Column of the school's remarks; None when it is gone.
        sender: Who filled the form, as written.
        identity: «МБОУ СОШ № 3, код 0203», as it stands in the form now.
        is_identity_changed: It is not what was sent.
        findings: What is wrong with the form as a whole or with its rows.
    """

    sheet: Sheet
    meta: FormMeta
    hidden: HiddenFacts | None
    rows: tuple[AnswerRow, ...]
    why: int | None
    remark: int | None
    sender: str
    identity: str
    is_identity_changed: bool
    findings: tuple[Finding, ...]

    @property
    def asked(self) -> frozenset[Id]:
        """Elements that were asked when the workbook was made."""
        if self.hidden is not None:
            return frozenset(self.hidden.kinds)
        return frozenset(element for row in self.rows for element in row.cells)


def find_forms(book: Book) -> tuple[FoundForm, ...]:
    """Forms of a workbook in the order of its sheets; none when it holds no keys."""
    hidden = [facts for sheet in book.sheets if (facts := _hidden(sheet)) is not None]
    return tuple(
        found
        for sheet in book.sheets
        if (found := _Finder(sheet, book.names).form(hidden)) is not None
    )


def _hidden(sheet: Sheet) -> HiddenFacts | None:
    cells = [row[0] for row in sheet.rows if row]
    texts = [cell for cell in cells if isinstance(cell, str) and is_key(cell)]
    return hidden_facts(texts) if texts and texts[0] == cells[0] else None


@dataclass(slots=True)
class _Keys:
    """Keys of a sheet and where they stand."""

    meta: FormMeta | None = None
    columns: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[int, str]] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)
    senders: dict[str, int] = field(default_factory=dict)
    twice: list[tuple[int, int]] = field(default_factory=list)


class _Finder:
    """Finds the form of one sheet."""

    def __init__(self, sheet: Sheet, names: Mapping[str, str]) -> None:
        self._sheet = sheet
        self._names = names
        self._named: Mapping[Id, tuple[int, int]] = {}
        self._findings: list[Finding] = []
        self._refused: set[Id] = set()

    def form(self, hidden: Sequence[HiddenFacts]) -> FoundForm | None:
        """The form of the sheet; None when it is another sheet."""
        keys = self._keys()
        self._named = named_elements(self._names, self._sheet.name)
        meta = keys.meta or self._meta_by_names(hidden)
        if meta is None:
            return None
        remembered = next((facts for facts in hidden if facts.meta == meta), None)
        self._say_what_is_lost(keys, remembered)
        rows = tuple(self._rows(keys, remembered))
        texts = {} if remembered is None else remembered.texts
        identity_row = keys.labels.get("school")
        identity = "" if identity_row is None else self._said(identity_row)
        wanted = texts.get(label_key("school"))
        return FoundForm(
            sheet=self._sheet,
            meta=meta,
            hidden=remembered,
            rows=rows,
            why=keys.columns.get("why"),
            remark=keys.columns.get("remark"),
            sender=self._sender(keys),
            identity=identity,
            is_identity_changed=wanted is not None and text_digest([identity]) != wanted,
            findings=tuple(self._findings),
        )

    def _meta_by_names(self, hidden: Sequence[HiddenFacts]) -> FormMeta | None:
        """The form whose cells the defined names find here, when the column of keys was deleted."""
        known = self._named.keys()
        return next((f.meta for f in hidden if known and not known.isdisjoint(f.kinds)), None)

    def _keys(self) -> _Keys:
        keys = _Keys()
        for row, cells in enumerate(self._sheet.rows):
            for column, value in enumerate(cells):
                if isinstance(value, str) and is_key(value):
                    self._sort_in(keys, row, column, value)
        return keys

    def _sort_in(self, keys: _Keys, row: int, column: int, text: str) -> None:
        meta = meta_of(text)
        if meta is not None:
            keys.meta = keys.meta or meta
        elif (name := column_of(text)) is not None:
            if name in keys.columns:
                keys.twice.append((row, column))
            keys.columns.setdefault(name, column)
        elif (name := label_of(text)) is not None:
            keys.labels.setdefault(name, row)
        elif (name := sender_of(text)) is not None:
            keys.senders.setdefault(name, row)
        elif row_key(text) is not None:
            keys.rows.append((row, text))

    def _say_what_is_lost(self, keys: _Keys, remembered: HiddenFacts | None) -> None:
        if remembered is None:
            self._warn(
                "Служебный лист формы удалён или изменён: ответы узнаны по ключам строк, тексты "
                "показателей не сверены."
            )
        for row, column in keys.twice:
            self._findings.append(
                Finding(
                    text="Столбец формы скопирован: прочитан первый, уберите лишний.",
                    sheet=self._sheet.name,
                    row=row,
                    column=column,
                )
            )
        if remembered is None:
            return
        changed = [
            row
            for name, row in keys.labels.items()
            if name != "school"
            and text_digest(self._texts(row, keys, label_key(name)))
            != remembered.texts.get(label_key(name))
        ]
        for row in changed:
            self._findings.append(
                Finding(
                    text=f"Закрытый текст формы изменён: сейчас «{shown_value(self._said(row))}».",
                    sheet=self._sheet.name,
                    row=row,
                    column=keys.columns.get("number", 0),
                    severity=Severity.WARNING
                    if not self._heads_answers(row, keys)
                    else Severity.ERROR,
                    elements=self._elements_under(row, keys),
                )
            )

    def _heads_answers(self, row: int, keys: _Keys) -> bool:
        return bool(self._elements_under(row, keys))

    def _elements_under(self, row: int, keys: _Keys) -> tuple[Id, ...]:
        """Elements of the block whose headings stand in a row."""
        name = next((name for name, at in keys.labels.items() if at == row), "")
        if not name.startswith("row"):
            return ()
        ends = [at for at in keys.labels.values() if at > row]
        end = min(ends, default=len(self._sheet.rows))
        found = (row_key(text) for at, text in keys.rows if row < at < end)
        return tuple(each for key in found if key for each in key.elements if each is not None)

    def _rows(self, keys: _Keys, remembered: HiddenFacts | None) -> Iterator[AnswerRow]:
        seen: dict[Id, tuple[int, int]] = {}
        for row, text in keys.rows:
            cells = dict(self._cells(row, text, keys, seen))
            seen.update({element: (row, column) for element, column in cells.items()})
            wanted = None if remembered is None else remembered.texts.get(text)
            now = self._texts(row, keys, text)
            is_changed = wanted is not None and text_digest(now) != wanted
            title = shown_value(" ".join(str(part) for part in now if part is not None))
            yield AnswerRow(row=row, cells=cells, is_changed=is_changed, title=title)
        for element in () if remembered is None else remembered.kinds:
            place = self._named.get(element)
            if place is not None and element not in seen and element not in self._refused:
                yield AnswerRow(row=place[0], cells={element: place[1]}, is_changed=False, title="")

    def _cells(
        self, row: int, text: str, keys: _Keys, seen: Mapping[Id, tuple[int, int]]
    ) -> Iterator[tuple[Id, int]]:
        key = row_key(text)
        for slot, element in enumerate(() if key is None else key.elements):
            if element is None:
                continue
            place = self._named.get(element)
            column = keys.columns.get(f"{_SLOT}{slot}")
            if column is None and place is not None and place[0] == row:
                column = place[1]
            if column is None:
                continue  # its absence is reported by whoever knows what was asked
            if element in seen:
                self._say_twice(seen[element], (row, column), element)
            elif place is not None and place != (row, column):
                self._say_shifted((row, column), place, element)
            else:
                yield element, column

    def _say_twice(self, first: tuple[int, int], second: tuple[int, int], element: Id) -> None:
        if self._sheet.at(*second) in (None, self._sheet.at(*first)):
            return
        self._findings.append(
            Finding(
                text=f"Строка показателя скопирована, и ответы в ячейках {address(*first)} и "
                f"{address(*second)} разные: оставьте одну строку.",
                sheet=self._sheet.name,
                row=second[0],
                column=second[1],
                elements=(element,),
            )
        )

    def _say_shifted(self, keyed: tuple[int, int], named: tuple[int, int], element: Id) -> None:
        self._refused.add(element)
        self._findings.append(
            Finding(
                text=f"Ячейки ответов сдвинуты относительно строк: ответ оказался в {address(*named)}, "
                f"а его строка – в {address(*keyed)}. Ответ не принят: заполните форму заново.",
                sheet=self._sheet.name,
                row=named[0],
                column=named[1],
                elements=(element,),
            )
        )

    def _texts(self, row: int, keys: _Keys, key: str) -> list[object]:
        """Texts of the protected cells of a row, in the order in which they were written."""
        columns = keys.columns
        if row_key(key) is not None:
            names = ["title", "unit"]
        elif key.startswith(label_key("row")):
            names = sorted(
                (name for name in columns if name[:1] == _SLOT and name[1:].isdigit()),
                key=lambda name: int(name[1:]),
            )
        else:
            return [self._said(row)]
        return [self._sheet.at(row, columns[name]) for name in names if name in columns]

    def _said(self, row: int) -> str:
        """The first text of a row that is no key."""
        cells = (value for value in self._sheet.rows[row] if value is not None)
        return next((str(value) for value in cells if not is_key(value)), "")

    def _sender(self, keys: _Keys) -> str:
        column = keys.columns.get(f"{_SLOT}0")
        if column is None:
            return ""
        rows = (keys.senders[name] for name in ("name", "phone") if name in keys.senders)
        texts = (shown_value(self._sheet.at(row, column)) for row in rows)
        return ", тел. ".join(text for text in texts if text)

    def _warn(self, text: str) -> None:
        self._findings.append(Finding(text=text, sheet=self._sheet.name, severity=Severity.WARNING))
