"""What is found of a form in a workbook: where its answers stand and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quality_desktop.domain.errors import Severity
from quality_desktop.domain.records import Id
from quality_desktop.sheets.cells import Sheet, address
from quality_desktop.sheets.form_keys import FormMeta, HiddenFacts


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
        cells: Element in hexadecimal -> column of its answer, from 0.
        is_changed: The text of its protected cells is not what was sent.
        title: The text of its protected cells now, for a sentence.
    """

    row: int
    cells: Mapping[str, int]
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
        period: The line that names the school year, as it stands in the form now; empty when it is gone.
        refusal: Why nothing of the form can be taken, and what to do; empty when something can.
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
    period: str = ""
    refusal: str = ""

    @property
    def asked(self) -> frozenset[str]:
        """Elements, in hexadecimal, that were asked when the workbook was made."""
        if self.hidden is not None:
            return frozenset(self.hidden.kinds)
        return frozenset(element for row in self.rows for element in row.cells)
