"""Columns of a plan of activities: their usual headings, and what other headings mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Column(StrEnum):
    """What a column of a plan holds; the values are fields of a row."""

    NUMBER = "number"
    TITLE = "title"
    PARTICIPANTS = "participants"
    EXECUTORS = "executors"
    CO_EXECUTORS = "co_executors"
    DATES = "dates"
    EXPECTED = "expected"
    PROGRESS = "progress_note"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed and the column it heads; None when nobody can tell."""

    text: str
    column: Column | None


USUAL: Final = (
    Heading("№ п/п", Column.NUMBER),
    Heading("Наименование мероприятия", Column.TITLE),
    Heading("Участники", Column.PARTICIPANTS),
    Heading("Исполнители/соисполнители", Column.EXECUTORS),
    Heading("Сроки", Column.DATES),
    Heading("Ожидаемый результат", Column.EXPECTED),
)
"""The columns of a roadmap that names none of its own."""

_NUMBER: Final = re.compile(r"(?:№|n|no|номер|нпп)?(?:п[/\\.]?п)?")
# The first that is found decides: «Срок исполнения» are dates, «Исполнители/соисполнители» are executors.
_WORDS: Final = (
    (Column.DATES, ("срок", "дата", "даты", "период", "время", "когда", "месяц", "график")),
    (Column.PROGRESS, ("отметка", "выполнени", "исполнение", "исполнении", "ход ", "статус")),
    (Column.EXECUTORS, ("исполнител", "ответственн", "координатор", "кто отвечает", "кто делает")),
    (Column.PARTICIPANTS, ("участник", "аудитори", "категори", "кто участвует")),
    (Column.EXPECTED, ("результат", "ожидаем", "продукт", "вид документа", "выход", "итог")),
    (
        Column.TITLE,
        (
            "мероприят",
            "наименован",
            "содержани",
            "действи",
            "название",
            "работы",
            "что дела",
            "что сделать",
        ),
    ),
)
_LONE_CO_EXECUTOR: Final = re.compile(r"(?<!\w)соисполнител")
_EXECUTOR: Final = re.compile(r"(?<!\w)(?:исполнител|ответственн)")


def understood(heading: str) -> Column | None:
    """The column that a heading means; None when its words tell nothing."""
    words = " ".join(heading.replace("\u00ad", "").lower().replace("ё", "е").split())
    packed = words.replace(" ", "").rstrip(".")
    if packed and _NUMBER.fullmatch(packed):
        return Column.NUMBER
    if _LONE_CO_EXECUTOR.search(words) and not _EXECUTOR.search(words):
        return Column.CO_EXECUTORS
    return next((column for column, stems in _WORDS if any(stem in words for stem in stems)), None)


def headings(written: str) -> tuple[Heading, ...]:
    """Headings of a roadmap's own columns, one a line; the usual ones for an empty text.

    The second heading of one meaning heads nothing, so that no text is printed twice.
    """
    found: list[Heading] = []
    for line in written.splitlines():
        if text := line.strip():
            column = understood(text)
            is_taken = any(each.column is column for each in found)
            found.append(Heading(text, None if is_taken else column))
    return tuple(found) or USUAL


def counted(numbers: Sequence[str]) -> tuple[str, ...]:
    """Numbers of rows as they print: «1.», «2.» …; a number of a row's own stays as it is written.

    Counting goes on from a whole number («7», «7.») and passes over others («7а»).
    """
    printed: list[str] = []
    last = 0
    for number in numbers:
        own = number.strip()
        if not own:
            last += 1
        elif own.rstrip(".").isascii() and own.rstrip(".").isdecimal():
            last = int(own.rstrip(".")[:9])
        printed.append(own or f"{last}.")
    return tuple(printed)
