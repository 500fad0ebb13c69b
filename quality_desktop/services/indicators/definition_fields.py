"""Fields of definitions as the office sees and types them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, fields
from typing import Final

from quality_desktop.domain.collection.indicators import Aggregate, CalculationKind, Polarity
from quality_desktop.domain.collection.monitoring import DataElement, ValueType
from quality_desktop.domain.records import Record
from quality_desktop.services.field_values import Catalogue, Field, Kind, Value, Word
from quality_desktop.services.indicators.definitions import RELATION_WORDS, Definitions

_CODE: Final = "Латинские строчные буквы, цифры и подчёркивание: vpr_two"
_YES_NO: Final = (Word(value=True, text="да"), Word(value=False, text="нет"))
_SINCE = Field(name="since", title="Действует с", kind=Kind.CHOICE, refers="definition.since")
_UNTIL = Field(name="until", title="Последний год", kind=Kind.CHOICE, refers="definition.until")
_SOURCE = Field(name="source", title="Источник", hint="Акт, из которого взято")
_CERTAINTY = Field(name="certainty", title="Надёжность", hint="Прочитано, по пересказу, своё")

FORM: Final = (
    Field(name="title", title="Название"),
    Field(name="code", title="Код", hint=_CODE),
    Field(
        name="is_for_schools", title="Кто заполняет", kind=Kind.CHOICE,
        words=(Word(value=True, text="школы"), Word(value=False, text="управление")),
        hint="Форму управления школам не рассылают",
    ),
    Field(name="instruction", title="Указания школе", kind=Kind.LINES),
    _SINCE,
    _UNTIL,
    _SOURCE,
    _CERTAINTY,
)  # fmt: skip

ELEMENT: Final = (
    Field(name="title", title="Величина", hint="В именительном падеже: «число высокобалльников»"),
    Field(name="short_title", title="Заголовок столбца"),
    Field(name="group", title="Группа столбцов"),
    Field(name="hint", title="Подсказка школе"),
    Field(name="code", title="Код", hint=_CODE),
    Field(
        name="type", title="Ответ", kind=Kind.CHOICE,
        words=(
            Word(value=ValueType.WHOLE.value, text="целое число"),
            Word(value=ValueType.DECIMAL.value, text="число с долями"),
            Word(value=ValueType.YES_NO.value, text="да или нет"),
            Word(value=ValueType.CHOICE.value, text="выбор из списка"),
            Word(value=ValueType.TEXT.value, text="текст"),
        ),
    ),
    Field(name="decimals", title="Знаков после запятой", kind=Kind.COUNT),
    Field(name="unit", title="Единица", hint="чел., %, ед."),
    Field(name="options", title="Ответы на выбор", kind=Kind.LINES, hint="По одному на строке"),
    Field(name="lowest", title="Не меньше", kind=Kind.COUNT, hint="Пусто – без предела"),
    Field(name="highest", title="Не больше", kind=Kind.COUNT, hint="Пусто – без предела"),
    Field(name="is_required", title="Обязательна", kind=Kind.CHOICE, words=_YES_NO),
    Field(name="procedure", title="Процедура", kind=Kind.CHOICE, refers="definition.procedure"),
    Field(name="subject", title="Предмет", kind=Kind.CHOICE, refers="definition.subject"),
    Field(name="grade", title="Класс", kind=Kind.COUNT),
    Field(
        name="derived_from", title="Официальные данные", kind=Kind.CHOICE,
        hint="Откуда взять число, если школа не ответила, и с чем сверить ответ",
        words=(
            Word(value="", text="нет"),
            Word(value="exam.participants", text="результаты: участники"),
            Word(value="exam.two", text="результаты: отметки «2»"),
            Word(value="exam.three", text="результаты: отметки «3»"),
            Word(value="exam.four", text="результаты: отметки «4»"),
            Word(value="exam.five", text="результаты: отметки «5»"),
            Word(value="exam.below", text="результаты: ниже порога"),
            Word(value="exam.high", text="результаты: 80–99 баллов"),
            Word(value="exam.full", text="результаты: 100 баллов"),
            Word(value="exam.lowered", text="результаты: понизили отметку"),
            Word(value="exam.confirmed", text="результаты: подтвердили отметку"),
            Word(value="exam.raised", text="результаты: повысили отметку"),
            Word(value="school_year.pupils", text="справочник: обучающиеся"),
            Word(value="school_year.classes", text="справочник: классы"),
            Word(value="school_year.teachers", text="справочник: учителя"),
        ),
    ),
    _SINCE,
    _UNTIL,
)  # fmt: skip

WORDS_ONLY: Final = frozenset({"short_title", "group", "hint"})
"""Fields of an element that never change what is asked: they are mended in all years."""

RULE: Final = (
    Field(name="sentence", title="Правило словами", hint="«Сдававших не больше, чем выпускников»"),
    Field(name="left", title="Слева", hint="Формула из кодов величин"),
    Field(
        name="relation", title="Знак", kind=Kind.CHOICE,
        words=tuple(
            Word(value=sign, text=f"{said.rstrip(':').split(',')[0]} ({sign})")
            for sign, said in RELATION_WORDS.items()
        ),
    ),
    Field(name="right", title="Справа", hint="Формула из кодов величин или число"),
    Field(
        name="is_hard", title="Нарушение", kind=Kind.CHOICE,
        words=(
            Word(value=True, text="нужно исправить"),
            Word(value=False, text="можно принять с причиной"),
        ),
    ),
)  # fmt: skip

CALCULATION: Final = (
    Field(name="title", title="Что считается", hint="Словами программы: «доля высокобалльников»"),
    Field(
        name="type", title="Вид", kind=Kind.CHOICE,
        words=(
            Word(value=CalculationKind.SHARE.value, text="доля"),
            Word(value=CalculationKind.COUNT.value, text="количество"),
            Word(value=CalculationKind.YES_NO.value, text="да или нет"),
            Word(value=CalculationKind.LIST.value, text="перечень"),
            Word(value=CalculationKind.CORRELATION.value, text="корреляция"),
        ),
    ),
    Field(name="numerator", title="Числитель", hint="Коды величин: vpr_two[math,5] + rdr_two"),
    Field(name="denominator", title="Знаменатель", hint="Коды величин: over(2, vpr_class)"),
    Field(name="factor", title="Множитель", kind=Kind.LIMIT),
    Field(name="unit", title="Единица"),
    Field(name="decimals", title="Знаков после запятой", kind=Kind.COUNT),
    Field(
        name="polarity", title="Лучше", kind=Kind.CHOICE,
        words=(
            Word(value=Polarity.HIGHER.value, text="когда больше"),
            Word(value=Polarity.LOWER.value, text="когда меньше"),
            Word(value=Polarity.NEUTRAL.value, text="не сравнивают"),
        ),
    ),
    Field(
        name="aggregate", title="По району", kind=Kind.CHOICE,
        words=(
            Word(value=Aggregate.RATIO.value, text="сумма числителей к сумме знаменателей"),
            Word(value=Aggregate.MEAN.value, text="среднее по школам"),
            Word(value=Aggregate.SHARE.value, text="доля школ, где выполнено условие"),
        ),
    ),
    Field(name="condition", title="Условие для школы", hint="Знак и число: >= 30"),
    Field(name="code", title="Код", hint=_CODE),
    _SINCE,
    _UNTIL,
    _SOURCE,
    _CERTAINTY,
    Field(name="note", title="Примечание"),
)  # fmt: skip


def catalogue(*, known: Definitions, years: Sequence[int]) -> Catalogue:
    """What the choices of these fields offer.

    Args:
        known: Subjects and procedures.
        years: School years to choose from.
    """
    shown = tuple(Word(value=y, text=f"{y}/{(y + 1) % 100:02}", also=(str(y),)) for y in years)
    none = Word(value="", text="—")
    return Catalogue(
        words={
            "definition.since": (Word(value=None, text="всегда"), *shown),
            "definition.until": (Word(value=None, text="не ограничен"), *shown),
            "definition.subject": (
                none, *(Word(value=s.code, text=s.title) for s in known.subjects),
            ),
            "definition.procedure": (
                none, *(Word(value=p.code, text=p.short_title) for p in known.procedures),
            ),
        }
    )  # fmt: skip


def stored(kind: type[Record], name: str, value: Value) -> Value:
    """The value as its field holds it: an emptied field that must hold something gets its default."""
    if value is not None or name in ("since", "until", "grade", "lowest", "highest", "indicator"):
        return value
    (field,) = (field for field in fields(kind) if field.name == name)
    return "" if field.default is MISSING else field.default


def shown_fields(element: DataElement) -> dict[str, bool]:
    """Which fields of an element make sense for its kind of answer."""
    is_number = element.type in (ValueType.WHOLE, ValueType.DECIMAL)
    return {
        "decimals": element.type == ValueType.DECIMAL,
        "options": element.type == ValueType.CHOICE,
        "unit": is_number,
        "lowest": is_number,
        "highest": is_number,
    }
