"""Forms in a workbook that came back, found by their keys whatever the school did to the rest.

A sheet is a form when it holds the keys of ``form_keys``; its name, the order of sheets, moved rows and
columns do not matter. Where the key of a row is lost, a defined name may still point to the answer; where
both speak and disagree, cells were shifted against their rows and no answer of the row is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from quality_desktop.domain.errors import Severity
from quality_desktop.domain.records import Id
from quality_desktop.sheets.cells import Book, Sheet, address
from quality_desktop.sheets.form_cells import shown_value
from quality_desktop.sheets.form_found import AnswerRow, Finding, FoundForm
from quality_desktop.sheets.form_keys import (
    FormMeta,
    HiddenFacts,
    hidden_facts,
    is_key,
)
from quality_desktop.sheets.form_layout import MOST_SLOTS
from quality_desktop.sheets.form_marks import SLOT, SheetKeys, SheetNames


def find_forms(book: Book) -> tuple[FoundForm, ...]:
    """Forms of a workbook in the order of its sheets; none when it holds no keys."""
    hidden = [facts for sheet in book.sheets if (facts := _hidden(sheet)) is not None]
    # A saved copy may spell names in capitals.
    names = {name.lower(): reference for name, reference in book.names.items()}
    return tuple(
        found for sheet in book.sheets if (found := _Finder(sheet, names).form(hidden)) is not None
    )


def _hidden(sheet: Sheet) -> HiddenFacts | None:
    texts = [row[0] for row in sheet.rows if row and is_key(row[0])]
    is_first = bool(texts) and sheet.rows[0][0] is texts[0]
    return hidden_facts([str(text) for text in texts]) if is_first else None


class _Finder:
    """Finds the form of one sheet."""

    def __init__(self, sheet: Sheet, names: Mapping[str, str]) -> None:
        self._sheet = sheet
        self._names = SheetNames(sheet.name, names)
        self._findings: list[Finding] = []
        self._refused: set[str] = set()

    def form(self, hidden: Sequence[HiddenFacts]) -> FoundForm | None:
        """The form of the sheet; None when it is another sheet."""
        keys = SheetKeys.of(self._sheet)
        meta = keys.meta or self._meta_by_names(hidden)
        if meta is None:
            return None
        remembered = next((facts for facts in hidden if facts.meta == meta), None)
        changed = keys.changed_rows(remembered)
        self._say_what_is_lost(keys, remembered, changed)
        identity_row = keys.labels.get("school")
        return FoundForm(
            sheet=self._sheet,
            meta=meta,
            hidden=remembered,
            rows=tuple(self._rows(keys, remembered, changed)),
            why=keys.columns.get("why"),
            remark=keys.columns.get("remark"),
            sender=self._sender(keys),
            identity="" if identity_row is None else keys.said(identity_row),
            is_identity_changed=identity_row in changed,
            findings=tuple(self._findings),
        )

    def _meta_by_names(self, hidden: Sequence[HiddenFacts]) -> FormMeta | None:
        """The form whose cells the defined names find here, when the column of keys was deleted."""
        return next((facts.meta for facts in hidden if self._names.know_any_of(facts.kinds)), None)

    def _say_what_is_lost(
        self, keys: SheetKeys, remembered: HiddenFacts | None, changed: frozenset[int]
    ) -> None:
        if remembered is None:
            self._say(
                "Служебный лист формы удалён или изменён: ответы узнаны по ключам строк, тексты "
                "показателей не сверены.",
                severity=Severity.WARNING,
            )
        for row, column in keys.twice:
            self._say("Столбец формы скопирован: прочитан первый, уберите лишний.", row, column)
        for name, row in keys.labels.items():
            if row not in changed or name == "school":
                continue
            elements = keys.elements_under(name)
            self._say(
                f"Закрытый текст формы изменён: сейчас «{shown_value(keys.said(row))}».",
                row,
                keys.columns.get("number", 0),
                severity=Severity.ERROR if elements else Severity.WARNING,
                elements=elements,
            )

    def _rows(
        self, keys: SheetKeys, remembered: HiddenFacts | None, changed: frozenset[int]
    ) -> Iterator[AnswerRow]:
        seen: dict[str, tuple[int, int]] = {}
        slots = [keys.columns.get(f"{SLOT}{slot}") for slot in range(MOST_SLOTS)]
        for row, text, elements in keys.rows:
            cells = dict(self._cells(row, elements, slots, seen))
            for element, column in cells.items():
                seen[element] = (row, column)
            is_changed = row in changed
            title = shown_value(" ".join(keys.texts(row, text))) if is_changed else ""
            yield AnswerRow(row=row, cells=cells, is_changed=is_changed, title=title)
        for element in () if remembered is None else remembered.kinds:
            if element in seen or element in self._refused:
                continue
            place = self._names.place(element)
            if place is not None:
                yield AnswerRow(row=place[0], cells={element: place[1]}, is_changed=False, title="")

    def _cells(
        self,
        row: int,
        elements: Sequence[str | None],
        slots: Sequence[int | None],
        seen: Mapping[str, tuple[int, int]],
    ) -> Iterator[tuple[str, int]]:
        for slot, element in enumerate(elements[:MOST_SLOTS]):
            if element is None:
                continue
            column = slots[slot]
            if column is None:
                place = self._names.place(element)
                column = None if place is None or place[0] != row else place[1]
            if column is None:
                continue  # its absence is reported by whoever knows what was asked
            if element in seen:
                self._say_twice(seen[element], (row, column), element)
            elif self._names.is_elsewhere(element, row, column):
                self._say_shifted((row, column), element)
            else:
                yield element, column

    def _say_twice(self, first: tuple[int, int], second: tuple[int, int], element: str) -> None:
        if self._sheet.at(*second) in (None, self._sheet.at(*first)):
            return
        self._say(
            f"Строка показателя скопирована, и ответы в ячейках {address(*first)} и "
            f"{address(*second)} разные: оставьте одну строку.",
            *second,
            elements=(element,),
        )

    def _say_shifted(self, keyed: tuple[int, int], element: str) -> None:
        named = self._names.place(element) or keyed
        self._refused.add(element)
        self._say(
            f"Ячейки ответов сдвинуты относительно строк: ответ оказался в {address(*named)}, а его "
            f"строка – в {address(*keyed)}. Ответ не принят: заполните форму заново.",
            *named,
            elements=(element,),
        )

    def _sender(self, keys: SheetKeys) -> str:
        column = keys.columns.get(f"{SLOT}0")
        if column is None:
            return ""
        rows = (keys.senders[name] for name in ("name", "phone") if name in keys.senders)
        texts = (shown_value(self._sheet.at(row, column)) for row in rows)
        return ", тел. ".join(text for text in texts if text)

    def _say(
        self,
        text: str,
        row: int | None = None,
        column: int = 0,
        *,
        severity: Severity = Severity.ERROR,
        elements: Sequence[str] = (),
    ) -> None:
        self._findings.append(
            Finding(
                text=text,
                sheet=self._sheet.name,
                row=row,
                column=column,
                severity=severity,
                elements=tuple(Id(UUID(hex=each)) for each in elements),
            )
        )
