"""A form out, through a spreadsheet program in the school's place, and in again."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quality_desktop.domain.collection.monitoring import DataElement
from quality_desktop.domain.records import Id
from quality_desktop.sheets.form_answers import FormAnswers, Questions, read_answers
from quality_desktop.sheets.form_book_in import find_forms
from quality_desktop.sheets.form_found import FoundForm
from quality_desktop.sheets.form_keys import element_name
from quality_desktop.sheets.reader import read_book
from tests.sheets import form_samples

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

FORM_SHEET = "Форма"


def opened(content: bytes) -> "Workbook":
    """The workbook as a school opens it."""
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(content))


def cell_of(book: "Workbook", element: Id) -> tuple[str, str]:
    """Sheet and address of the cell that an element is answered in."""
    sheet, _, address = book.defined_names[element_name(element.hex)].attr_text.rpartition("!")
    return sheet.strip("'"), address.replace("$", "")


def fill(book: "Workbook", answers: Mapping[Id, Any]) -> None:
    """Type answers into the form."""
    for element, value in answers.items():
        sheet, address = cell_of(book, element)
        book[sheet][address] = value


def read_back(
    content: bytes,
    folder: Path,
    *,
    change: Callable[["Workbook"], None] | None = None,
    elements: list[DataElement] | None = None,
) -> tuple[FoundForm, FormAnswers]:
    """What is read from the only form of a workbook.

    Args:
        content: The workbook.
        folder: Where it may be saved.
        change: What the school did to it.
        elements: What is asked today; what was asked when omitted.
    """
    path = folder / "Ответ.xlsx"
    if change is None:
        path.write_bytes(content)
    else:
        book = opened(content)
        change(book)
        book.save(path)
    (found,) = find_forms(read_book(path))
    asked = form_samples.elements() if elements is None else elements
    return found, read_answers(found, Questions.of(asked, {}))


def renamed_cells(book: "Workbook", moved_to: Callable[[str], str | None]) -> None:
    """Let the defined names follow the cells, as a spreadsheet does when cells are moved.

    Args:
        book: The workbook.
        moved_to: Old reference -> new one; None when the cell is gone.
    """
    for name, defined in list(book.defined_names.items()):
        reference = moved_to(defined.attr_text)
        if reference is None:
            del book.defined_names[name]
        else:
            defined.attr_text = reference


def said(answers: FormAnswers) -> dict[Id, object]:
    """Answers that are not empty."""
    return {cell.element: cell.answer for cell in answers.cells if not cell.answer.is_empty}
