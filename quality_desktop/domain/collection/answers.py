"""A cell's answer: how a typed text becomes a value, and how a value is shown.

A text is never guessed: what could mean two things is refused with a sentence that names the
choices, and stays where it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from quality_desktop.domain.collection.monitoring import Absence, DataElement, Value, ValueType
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.figures import printed_digits

LARGEST = 10**12
"""Digits of a number stay below this: sums over a whole region are exact in every room."""
LONGEST_TEXT = 4000

_SPACES = "\u00a0\u202f\u2009\u2007\u2002\u2003\ufeff\u200b"
_NUMBER = re.compile(r"([+−–-]?)(\d+|\d{1,3}(?: \d{3})+)(?:[.,](\d+))?", re.ASCII)
_DASHES = frozenset("-–—−")
_ABSENCES = {
    "неучаствовали": Absence.NOT_TAKING_PART,
    "неучаствовал": Absence.NOT_TAKING_PART,
    "неучаствовала": Absence.NOT_TAKING_PART,
    "неучаствует": Absence.NOT_TAKING_PART,
    "неучаствуют": Absence.NOT_TAKING_PART,
    "нетучастников": Absence.NOT_TAKING_PART,
    "неткласса": Absence.NO_CLASS,
    "нетклассов": Absence.NO_CLASS,
    "нетклассакомплекта": Absence.NO_CLASS,
    "нетклассовкомплектов": Absence.NO_CLASS,
    "классанет": Absence.NO_CLASS,
    "классовнет": Absence.NO_CLASS,
    "нетпараллели": Absence.NO_CLASS,
    "нд": Absence.NO_DATA,
    "нетданных": Absence.NO_DATA,
    "данныхнет": Absence.NO_DATA,
    "неизвестно": Absence.NO_DATA,
}
_YES = frozenset({"да", "есть", "истина", "true", "yes", "1", "+"})
_NO = frozenset({"нет", "ложь", "false", "no", "0"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a cell holds; with nothing given it is empty, which is not zero.

    Attributes:
        digits: The number without its decimal mark; yes/no is 1/0.
        decimals: Decimals of ``digits``.
        text: Answer of a text or a choice.
        absence: Code of an ``Absence``, or empty.
    """

    digits: int | None = None
    decimals: int = 0
    text: str = ""
    absence: str = ""

    @classmethod
    def of(cls, value: Value | None) -> Answer:
        """The answer that a record holds; empty without a record."""
        if value is None:
            return cls()
        return cls(
            digits=value.digits, decimals=value.decimals, text=value.text, absence=value.absence
        )

    @property
    def is_empty(self) -> bool:
        """True when nobody answered; zero and the typed absences are answers."""
        return self.digits is None and not self.text and not self.absence

    @property
    def number(self) -> Fraction | None:
        """The exact number; None when the cell holds none."""
        return None if self.digits is None else Fraction(self.digits, 10**self.decimals)


def read_answer(text: str, element: DataElement) -> Answer | Problem:
    """The answer that a typed text means for an element, or why it means none.

    Numbers take a comma or a point, spaces between thousands and the element's own unit after
    them. Limits of the element are checks (``domain.checks``), not a matter of reading.

    Args:
        text: What was typed, pasted or read from a cell.
        element: What is asked.
    """
    kind = ValueType(element.type)
    if kind is ValueType.TEXT:
        return _read_text(text)
    clean = _clean(text)
    if not clean:
        return Answer()
    chosen = _read_choice(clean, element) if kind is ValueType.CHOICE else None
    absence = _absence(clean, is_loose=not isinstance(chosen, Answer))
    if absence is not None:
        return Answer(absence=absence.value)
    if chosen is not None:
        return chosen
    if set(clean) <= _DASHES:
        return Problem(
            text=f"«{clean}» можно понять по-разному: впишите 0, «не участвовали», «нет класса» "
            "или «н/д»."
        )
    if kind is ValueType.YES_NO:
        return _read_yes_no(clean)
    return _read_number(clean, element)


def shown(answer: Answer, element: DataElement) -> str:
    """The text of an answer in a cell; ``read_answer`` reads the same answer from it."""
    if answer.absence:
        known = {absence.value: absence.shown for absence in Absence}
        return known.get(answer.absence, answer.absence)
    if answer.digits is None:
        return answer.text
    if element.type == ValueType.YES_NO and answer.digits in (0, 1):
        return "да" if answer.digits else "нет"
    return printed_digits(answer.digits, answer.decimals)


def _clean(text: str) -> str:
    for space in _SPACES:
        text = text.replace(space, " ")
    return " ".join(unicodedata.normalize("NFC", text).split())


def _absence(clean: str, *, is_loose: bool) -> Absence | None:
    typed = clean.casefold()
    exact = next((absence for absence in Absence if typed == absence.shown), None)
    # «#Н/Д» is a formula of a spreadsheet that failed, not what a person said.
    if exact is not None or not is_loose or typed.startswith("#"):
        return exact
    if any(letter.isdigit() for letter in typed):
        return None
    return _ABSENCES.get("".join(letter for letter in typed if letter.isalpha()))


def _read_text(text: str) -> Answer | Problem:
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    kept = "\n".join(line.rstrip() for line in lines.split("\n")).strip()
    if len(kept) > LONGEST_TEXT:
        return Problem(
            text=f"Текст длиннее {LONGEST_TEXT} знаков: сократите его или приложите файлом."
        )
    # In a remark «нет данных» are words like others; only the cell's own word is an absence.
    absence = _absence(_clean(kept), is_loose=False)
    return Answer(text=kept) if absence is None else Answer(absence=absence.value)


def _read_choice(clean: str, element: DataElement) -> Answer | Problem:
    options = [option.strip() for option in element.options.splitlines() if option.strip()]
    found = next((o for o in options if _clean(o).casefold() == clean.casefold()), None)
    if found is not None:
        return Answer(text=found)
    offered = ", ".join(f"«{option}»" for option in options)
    return Problem(text=f"«{clean}» нет в списке: выберите {offered}.")


def _read_yes_no(clean: str) -> Answer | Problem:
    typed = clean.casefold()
    if typed in _YES:
        return Answer(digits=1)
    if typed in _NO:
        return Answer(digits=0)
    return Problem(text=f"«{clean}» не подходит: впишите «да» или «нет».")


def _read_number(clean: str, element: DataElement) -> Answer | Problem:
    found = _NUMBER.fullmatch(_without_unit(clean, element.unit))
    if found is None:
        return Problem(
            text=f"«{clean}» – не число: впишите число, «не участвовали», «нет класса» или «н/д»."
        )
    whole, rest = found[2].replace(" ", ""), (found[3] or "").rstrip("0")
    decimals = element.decimals if element.type == ValueType.DECIMAL else 0
    if len(rest) > decimals:
        return Problem(text=_too_fine(clean, decimals))
    size = len(whole.lstrip("0")) + decimals
    digits = int(whole + rest.ljust(decimals, "0")) if size <= len(str(LARGEST)) else LARGEST
    if digits >= LARGEST:
        return Problem(text=f"Число «{clean[:40]}» слишком велико: проверьте, что вписано.")
    return Answer(digits=-digits if found[1] in _DASHES else digits, decimals=decimals)


def _without_unit(clean: str, unit: str) -> str:
    named = unit.strip().casefold().rstrip(".")
    tail = clean.casefold().rstrip(".")
    return clean[: len(tail) - len(named)].rstrip() if named and tail.endswith(named) else clean


def _too_fine(clean: str, decimals: int) -> str:
    if not decimals:
        return f"«{clean}» – не целое число: здесь считают целыми, впишите без дробной части."
    return f"«{clean}»: больше {decimals} знаков после запятой, округлите сами."
