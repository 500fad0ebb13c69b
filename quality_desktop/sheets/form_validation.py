"""What a spreadsheet lets a school type into an answer cell, and what it says when it does not."""

from __future__ import annotations

from typing import Any

from quality_desktop.domain.collection.monitoring import Absence, DataElement, ValueType
from quality_desktop.sheets.cells import address

ABSENCES = tuple(absence.shown for absence in Absence)
"""Words that may stand where a number is asked."""

_TITLE = "Проверьте ответ"
_LONGEST_LIST = 255
_LONGEST_TEXT = 4000


def takes_number(element: DataElement) -> bool:
    """True where a number is typed; yes and no are words here."""
    return element.type in (ValueType.WHOLE, ValueType.DECIMAL)


def rule_of(element: DataElement) -> tuple[object, ...]:
    """Cells with equal rules can share one validation."""
    return (element.type, element.decimals, element.lowest, element.highest, element.options)


def choices_of(element: DataElement) -> tuple[str, ...]:
    """Words of the drop-down; none where a number or a text is typed."""
    match ValueType(element.type):
        case ValueType.YES_NO:
            return ("да", "нет", *ABSENCES)
        case ValueType.CHOICE:
            options = (option.strip() for option in element.options.splitlines())
            return (*(option for option in options if option), *ABSENCES)
        case _:
            return ()


def fits_in_a_list(choices: tuple[str, ...]) -> bool:
    """True when the words can stand in the validation itself instead of a range of cells."""
    return len(",".join(choices)) <= _LONGEST_LIST and not any("," in word for word in choices)


def drop_down(source: list[str] | str, *, is_strict: bool = True) -> dict[str, Any]:
    """A drop-down of words.

    Args:
        source: The words, or the range that holds them.
        is_strict: Refuse everything else.
    """
    return {
        "validate": "list",
        "source": source,
        "error_title": _TITLE,
        "error_message": "Выберите ответ из списка.",
        "show_error": is_strict,
    }


def validation_of(element: DataElement, row: int, column: int) -> dict[str, Any]:
    """The rule of a typed answer, written for the top left cell of the range it is set on."""
    cell = address(row, column)
    if element.type == ValueType.TEXT:
        return {
            "validate": "length",
            "criteria": "<=",
            "value": _LONGEST_TEXT,
            "error_title": _TITLE,
            "error_message": f"Не длиннее {_LONGEST_TEXT} знаков.",
        }
    conditions = [f"ISNUMBER({cell})"]
    if element.type == ValueType.WHOLE:
        conditions.append(f"{cell}=INT({cell})")
    if element.lowest is not None:
        conditions.append(f"{cell}>={element.lowest}")
    if element.highest is not None:
        conditions.append(f"{cell}<={element.highest}")
    words = ",".join(f'{cell}="{word}"' for word in ABSENCES)
    expected = expected_number(element)
    return {
        "validate": "custom",
        "value": f"=OR(AND({','.join(conditions)}),{words})",
        "error_title": _TITLE,
        "error_message": f"Нужно {expected} или слова: {', '.join(ABSENCES)}.",
    }


def expected_number(element: DataElement) -> str:
    """What number is asked: «целое число от 0 до 100»."""
    kind = "целое число" if element.type == ValueType.WHOLE else "число"
    low = "" if element.lowest is None else f" от {element.lowest}"
    high = "" if element.highest is None else f" до {element.highest}"
    return f"{kind}{low}{high}"
