"""Rows of answers of a form: which element is answered in which cell, by keys and by defined names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from quality_desktop.domain.records import Id
from quality_desktop.sheets.cells import Sheet, address
from quality_desktop.sheets.form_found import AnswerRow, Finding
from quality_desktop.sheets.form_keys import HiddenFacts, elements_of_row, text_digest
from quality_desktop.sheets.form_layout import MOST_SLOTS
from quality_desktop.sheets.form_marks import SLOT, SheetKeys, SheetNames


class RowFinder:
    """Finds the rows of one sheet.

    Attributes:
        findings: What is wrong with the rows.
        is_plain: True while nothing but keys and names was looked at.
    """

    def __init__(
        self, sheet: Sheet, keys: SheetKeys, names: SheetNames, remembered: HiddenFacts | None
    ) -> None:
        self.findings: list[Finding] = []
        self.is_plain = True
        self._sheet = sheet
        self._keys = keys
        self._names = names
        self._remembered = remembered
        self._refused: set[str] = set()

    def rows(self) -> Iterator[AnswerRow]:
        """All rows: those with a key, then those that only names lead to."""
        seen: dict[str, tuple[int, int]] = {}
        slots = [self._keys.columns.get(f"{SLOT}{slot}") for slot in range(MOST_SLOTS)]
        for row, _, elements in self._keys.rows:
            cells = dict(self._cells(row, elements, slots, seen))
            for element, column in cells.items():
                seen[element] = (row, column)
            yield AnswerRow(row=row, cells=cells, is_changed=False, title="")
        yield from self._named_rows(seen)

    def _named_rows(self, seen: Mapping[str, tuple[int, int]]) -> Iterator[AnswerRow]:
        remembered = self._remembered
        if remembered is None or all(each in seen for each in remembered.kinds):
            return
        self.is_plain = False
        keys = {
            each: (key, slot)
            for key in remembered.texts
            for slot, each in enumerate(elements_of_row(key) or ())
            if each is not None
        }
        for element in remembered.kinds:
            place = self._names.place(element)
            if element in seen or element in self._refused or place is None or element not in keys:
                continue
            key, slot = keys[element]
            if self._is_said_beside(place, slot, remembered.texts[key]):
                yield AnswerRow(row=place[0], cells={element: place[1]}, is_changed=False, title="")
            elif self._keys.rows:
                self._say(
                    f"Ключ строки утерян, а имя ячейки {address(*place)} ведёт не к своему показателю: "
                    "ответ не принят, попросите заполнить форму заново.",
                    *place,
                    element,
                )

    def _is_said_beside(self, place: tuple[int, int], slot: int, digest: str) -> bool:
        """True when the title and unit of the row are what was sent: names may have been left behind."""
        row, column = place
        known = self._keys.columns
        if known.get(f"{SLOT}{slot}", column) != column:
            return False
        title, unit = known.get("title", column - slot - 2), known.get("unit", column - slot - 1)
        texts = [self._sheet.at(row, title), self._sheet.at(row, unit)]
        return text_digest([text for text in texts if text is not None]) == digest

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
                self.is_plain = False
                self._say_twice(seen[element], (row, column), element)
            elif self._names.is_elsewhere(element, row, column):
                self.is_plain = False
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
            element,
        )

    def _say_shifted(self, keyed: tuple[int, int], element: str) -> None:
        named = self._names.place(element) or keyed
        self._refused.add(element)
        self._say(
            f"Ячейки ответов сдвинуты относительно строк: ответ оказался в {address(*named)}, а его "
            f"строка – в {address(*keyed)}. Ответ не принят: заполните форму заново.",
            *named,
            element,
        )

    def _say(self, text: str, row: int, column: int, element: str) -> None:
        self.findings.append(
            Finding(
                text=text,
                sheet=self._sheet.name,
                row=row,
                column=column,
                elements=(Id(UUID(hex=element)),),
            )
        )
