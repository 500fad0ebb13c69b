"""Columns of the collection forms in all their variants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from quality_desktop.domain.spelling import heading_key
from quality_desktop.sheets.cells import Sheet
from quality_desktop.sheets.results.headings import text_of
from quality_desktop.sheets.results.pupil_rows import PupilColumns, task_of

_CODES = ("код участника", "код обучающегося", "номер обучающегося", "код", "code", "id")
_SCORES = ("итого баллов", "всего баллов", "sum")
_LOGINS = ("логин школы", "user", "пользователь")
_CLASSES = ("наименование класса", "класс", "klass")
_REGISTERS = ("отметка за предыдущ", "otc")
_VARIANTS = ("вариант", "var")
_TASK_WITHOUT_POINTS = re.compile(r"^(?:балл за|a)\s(\d{1,2}(?:\.\d)?)(?: grade)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormColumns:
    """Where everything of a protocol stands.

    Attributes:
        head: Row of the headings, from 0.
        school: Column that names the school; None when the form does not say it.
        is_login: That column holds logins, which name a school only when they are its code.
        municipality: Column of the district.
        loaded: Column of the date of loading.
        class_name: Column of the class.
    """

    head: int
    pupils: PupilColumns
    school: int | None = None
    is_login: bool = False
    municipality: int | None = None
    loaded: int | None = None
    class_name: int | None = None


def form_columns(sheet: Sheet, row: int) -> FormColumns | None:
    """The columns when a row holds the headings of a protocol."""
    texts = [text_of(sheet.at(row, column)) for column in range(sheet.width)]
    keys: dict[str, int] = {}
    for column, text in enumerate(texts):
        keys.setdefault(heading_key(text), column)
    score = _first(keys, _SCORES)
    variants = tuple(c for k, c in keys.items() if _begins(k, _VARIANTS))
    if score is None or _first(keys, _CODES) is None or not variants:
        return None
    school = keys.get("школа")
    login = _first(keys, _LOGINS)
    return FormColumns(
        head=row,
        pupils=_pupils(texts, keys, score, variants),
        school=login if school is None else school,
        is_login=school is None,
        # In the exports of 2021 the column «регион» holds the municipality.
        municipality=keys.get("муниципалитет", keys.get("регион")),
        loaded=keys.get("дата загрузки"),
        class_name=_first(keys, _CLASSES, begins=True),
    )


def _pupils(
    texts: list[str], keys: Mapping[str, int], score: int, variants: tuple[int, ...]
) -> PupilColumns:
    tasks: dict[str, int] = {}
    highest: dict[str, int] = {}
    for column, text in enumerate(texts):
        task = task_of(text)
        plain = _TASK_WITHOUT_POINTS.match(_latin_a(text))
        if task is not None:
            name = task[0] if task[0] not in tasks else f"{task[0]} (часть 2)"
            tasks[name] = column
            highest[name] = task[1]
        elif plain is not None:
            tasks.setdefault(plain[1], column)
    return PupilColumns(
        tasks=tasks,
        highest=highest,
        score=score,
        register=_first(keys, _REGISTERS, begins=True),
        variants=variants,
    )


def _latin_a(text: str) -> str:
    return text.strip().casefold().replace("-", " ")


def _first(keys: Mapping[str, int], names: tuple[str, ...], *, begins: bool = False) -> int | None:
    """Column of the first of the names that is there."""
    for name in map(heading_key, names):
        if name in keys:
            return keys[name]
        if begins:
            beginning = next((c for k, c in keys.items() if k.startswith(name)), None)
            if beginning is not None:
                return beginning
    return None


def _begins(key: str, names: tuple[str, ...]) -> bool:
    return any(key == heading_key(n) or key.startswith(heading_key(n) + " ") for n in names)
