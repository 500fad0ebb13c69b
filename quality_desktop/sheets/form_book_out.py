"""The workbook of a form for one school: prefilled, checked while it is typed, known again by its keys."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from quality_desktop.domain.collection.answers import Answer, shown
from quality_desktop.domain.collection.monitoring import DataElement
from quality_desktop.sheets.cells import column_letters
from quality_desktop.sheets.form_facts import FormFacts
from quality_desktop.sheets.form_instruction import INSTRUCTION_SHEET, instruction
from quality_desktop.sheets.form_keys import (
    FORM_NAME,
    HEADINGS,
    KEY_SHEET,
    FormMeta,
    HiddenFacts,
    column_key,
    element_name,
    hidden_cells,
    kind_of,
    label_key,
    meta_key,
    sender_key,
    text_digest,
    whole_digest,
)
from quality_desktop.sheets.form_layout import (
    HEADS,
    HEADS_BEHIND,
    SENDER,
    AnswerLine,
    GroupLine,
    LabelLine,
    Line,
    lines,
    lines_needed,
    slot_count,
)
from quality_desktop.sheets.form_rules import AnswerRules
from quality_desktop.sheets.form_validation import takes_number

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FORM_SHEET = "Форма"

_NUMBER, _TITLE, _UNIT, _FIRST_SLOT = 1, 2, 3, 4
_HEADER_ROW = 4
_TITLE_WIDTH, _SLOT_WIDTH = 56, 14  # letters
_INSTRUCTION_WIDTH = 68
_LINE = 13.0  # points
_LETTERS = 1.12  # small letters of running text in the width of one figure
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # the same form gives the same bytes
_FILL, _RULE, _HEAD = "#FFF9DB", "#9AA5B1", "#E4E9EF"
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 13},
    "school": {"bold": True, "font_size": 11},
    "plain": {},
    "head": {"bold": True, "text_wrap": True, "align": "center", "bg_color": _HEAD, "border": 1},
    "group": {"bold": True, "bg_color": _HEAD, "top": 1, "bottom": 1},
    "cell": {"text_wrap": True, "border": 1},
    "centre": {"text_wrap": True, "border": 1, "align": "center"},
    "blank": {"border": 1, "bg_color": "#F1F3F5"},
    "whole": {"border": 1, "bg_color": _FILL, "locked": False, "num_format": "#,##0"},
    "decimal": {"border": 1, "bg_color": _FILL, "locked": False},
    "words": {"border": 1, "bg_color": _FILL, "locked": False, "text_wrap": True},
    "sender": {"bottom": 1, "bg_color": _FILL, "locked": False, "num_format": "@"},
}


def form_workbook(facts: FormFacts) -> bytes:
    """The workbook of a form for one school; the same facts give the same bytes."""
    import xlsxwriter

    target = io.BytesIO()
    # Nothing a person typed may become a formula or a link in somebody's spreadsheet.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties(
            {
                "title": _clean(facts.form.title),
                "company": _clean(facts.office),
                "created": _MADE,
            }
        )
        _FormBook(book, facts).write()
    return target.getvalue()


class _FormBook:
    """Writes one workbook."""

    def __init__(self, book: Workbook, facts: FormFacts) -> None:
        self._book = book
        self._facts = facts
        self._lines = lines(facts)
        self._slots = slot_count(self._lines)
        self._why = _FIRST_SLOT + self._slots
        self._hint, self._remark = self._why + 1, self._why + 2
        self._looks = _formats(book)
        self._sheet: Worksheet = book.add_worksheet(FORM_SHEET)
        self._texts: dict[str, str] = {}
        self._protected: list[str] = []
        self._hints: dict[str, str] = {}
        self._rules = AnswerRules(self._lines)

    def write(self) -> None:
        """All sheets."""
        self._set_up()
        self._head()
        row = _HEADER_ROW + 1
        first = row
        for line in self._lines:
            self._line(row, line)
            row += 1
        for found in self._rules.validations(first, _FIRST_SLOT, self._slots):
            self._sheet.data_validation(
                found.first, found.column, found.last, found.column, found.rule
            )
        self._sender(row + 1)
        self._instruction()
        self._keys()

    def _set_up(self) -> None:
        sheet = self._sheet
        sheet.set_column(0, 0, 2, None, {"hidden": True})
        slot = 20 if self._slots == 1 else _SLOT_WIDTH
        widths = [5, _TITLE_WIDTH, 8, *[slot] * self._slots, 17, 15, 30]
        for column, width in enumerate(widths, start=_NUMBER):
            sheet.set_column(column, column, width)
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.freeze_panes(_HEADER_ROW + 1, _UNIT)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEADER_ROW)
        sheet.set_footer("&L&8&F&R&8стр. &P из &N")
        # Without a password: the lock keeps honest people from slips, nothing more.
        sheet.protect("", {"format_columns": True, "format_rows": True})

    def _head(self) -> None:
        facts = self._facts
        self._sheet.write_string(0, 0, meta_key(self._meta))
        self._book.define_name(FORM_NAME, f"='{FORM_SHEET}'!$A$1")
        names = ["number", "title", "unit", *(f"a{slot}" for slot in range(self._slots))]
        for column, name in enumerate([*names, "why", "hint", "remark"], start=1):
            self._sheet.write_string(0, column, column_key(name))
        due = "" if facts.due is None else f" Вернуть до {facts.due:%d.%m.%Y}"
        to = f" на {facts.return_to}" if facts.return_to else ""
        tail = f".{due}{to if due else ' Вернуть' + to if to else ''}"
        self._said(1, "title", facts.form.title, "title")
        self._said(2, "school", facts.identity, "school")
        self._said(3, "period", f"{facts.period}{tail}".rstrip("."), "plain")
        heads = [*HEADS, *[""] * (self._slots - 1), *HEADS_BEHIND]
        for column, text in enumerate(heads, start=1):
            self._text(_HEADER_ROW, column, text, "head")

    def _said(self, row: int, name: str, text: str, look: str) -> None:
        key = label_key(name)
        self._sheet.write_string(row, 0, key)
        self._text(row, _NUMBER, text, look)
        self._remember(key, [text])

    def _line(self, row: int, line: Line) -> None:
        match line:
            case GroupLine():
                self._said(row, f"group{row}", line.title, "group")
                for column in range(_TITLE, self._remark + 1):
                    self._text(row, column, "", "group")
            case LabelLine():
                key = label_key(f"{HEADINGS}{row}")
                self._high(row, *((label, _SLOT_WIDTH - 2) for label in line.labels))
                self._sheet.write_string(row, 0, key)
                self._remember(key, line.labels)
                for column in range(_NUMBER, self._remark + 1):
                    slot = column - _FIRST_SLOT
                    text = line.labels[slot] if 0 <= slot < len(line.labels) else ""
                    self._text(row, column, text, "head")
            case AnswerLine():
                self._answers(row, line)

    def _remember(self, key: str, texts: Sequence[str]) -> None:
        """Note the protected texts of a row; empty ones leave empty cells."""
        clean = [text for each in texts if (text := _clean(each))]
        self._texts[key] = text_digest(clean)
        self._protected.extend(clean)

    def _high(self, row: int, *texts: tuple[str, int]) -> None:
        """Make a row as high as its texts need: not every spreadsheet does it by itself."""
        needed = max(lines_needed(text, round(width * _LETTERS)) for text, width in texts)
        if needed > 1:
            self._sheet.set_row(row, 2 + needed * _LINE)

    def _answers(self, row: int, line: AnswerLine) -> None:
        key = line.key
        title = f"{line.title}\n{line.note}" if line.note else line.title
        self._high(row, (title, _TITLE_WIDTH), (line.remark, 30), (line.hint, 15))
        self._sheet.write_string(row, 0, key)
        self._remember(key, [title, line.unit])
        self._text(row, _NUMBER, str(line.number), "centre")
        self._text(row, _TITLE, title, "cell")
        self._text(row, _UNIT, line.unit, "centre")
        for slot in range(self._slots):
            element = line.slots[slot] if slot < len(line.slots) else None
            self._answer(row, _FIRST_SLOT + slot, element)
        takes_numbers = any(each is not None and takes_number(each) for each in line.slots)
        self._text(row, self._why, "", "words" if takes_numbers else "blank")
        self._text(row, self._hint, line.hint, "cell")
        if line.hint:
            self._hints[key] = text_digest([_clean(line.hint)])
        self._text(row, self._remark, line.remark, "words")

    def _answer(self, row: int, column: int, element: DataElement | None) -> None:
        if element is None:
            self._text(row, column, "", "blank")
            return
        place = f"='{FORM_SHEET}'!${column_letters(column)}${row + 1}"
        self._book.define_name(element_name(element.id.hex), place)
        answer = self._facts.answers.get(element.id, Answer())
        look = element.type if element.type in ("whole", "decimal") else "words"
        if answer.digits is not None and takes_number(element):
            number = answer.digits / 10**answer.decimals if answer.decimals else answer.digits
            self._sheet.write_number(row, column, number, self._looks[look])
        else:
            self._text(row, column, shown(answer, element), look)

    def _sender(self, row: int) -> None:
        for offset, (name, title) in enumerate(SENDER.items()):
            self._sheet.write_string(row + offset, 0, sender_key(name))
            self._text(row + offset, _TITLE, title, "plain")
            self._text(row + offset, _FIRST_SLOT, "", "sender")

    def _instruction(self) -> None:
        sheet = self._book.add_worksheet(INSTRUCTION_SHEET)
        sheet.set_column(0, 0, _INSTRUCTION_WIDTH)
        sheet.set_paper(9)
        sheet.set_margins(left=0.6, right=0.4)
        sheet.fit_to_pages(1, 0)
        sheet.protect()
        wrapped = self._book.add_format({"font_name": "Arial", "font_size": 10, "text_wrap": True})
        for row, text in enumerate(instruction(self._facts)):
            sheet.set_row(
                row, 3 + _LINE * 1.1 * lines_needed(text, round(_INSTRUCTION_WIDTH * _LETTERS))
            )
            sheet.write_string(row, 0, _clean(text), wrapped)

    def _keys(self) -> None:
        facts = self._facts
        sheet = self._book.add_worksheet(KEY_SHEET)
        hidden = HiddenFacts(
            meta=self._meta,
            school_code=facts.school_code,
            school_name=facts.school_name,
            municipality_name=facts.municipality_name,
            texts=self._texts,
            whole=whole_digest(self._protected),
            kinds={element.id.hex: kind_of(element) for element in facts.elements},
            hints=self._hints,
        )
        for row, text in enumerate(hidden_cells(hidden)):
            sheet.write_string(row, 0, text)
        for column, choices in enumerate(self._rules.lists, start=1):
            for row, choice in enumerate(choices):
                sheet.write_string(row, column, _clean(choice))
        sheet.very_hidden()

    @property
    def _meta(self) -> FormMeta:
        facts = self._facts
        return FormMeta(
            form=facts.form.id,
            code=facts.form.code,
            version=facts.form.version,
            year=facts.year,
            school=facts.school,
            municipality=facts.municipality,
        )

    def _text(self, row: int, column: int, text: str, look: str) -> None:
        if text:
            self._sheet.write_string(row, column, _clean(text), self._looks[look])
        else:
            self._sheet.write_blank(row, column, None, self._looks[look])


def _formats(book: Workbook) -> dict[str, Format]:
    common = {"font_name": "Arial", "font_size": 10, "valign": "top"}
    border = {"border_color": _RULE}
    return {
        name: book.add_format({**common, **(border if "border" in look else {}), **look})
        for name, look in _LOOKS.items()
    }


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)
