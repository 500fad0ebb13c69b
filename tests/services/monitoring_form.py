"""A small form with a few schools, filled for two years; other forms are retired."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import (
    CheckRule,
    DataElement,
    Form,
    Origin,
    Value,
    value_id,
)
from quality_desktop.domain.directory import School, SchoolYear, school_year_id
from quality_desktop.domain.examination.exams import ExamResult, exam_result_id
from quality_desktop.domain.records import Id, natural_id
from quality_desktop.storage.store import Store

YEAR = 2025
FORM = natural_id("form", "small")
NAMES = ("СОШ № 1", "СОШ № 2 с. Заречное", "Лицей № 3", "ООШ с. Лесное")
SCHOOLS = {name: natural_id("school", name) for name in NAMES}
ELEMENTS = {
    code: natural_id("data_element", "small", code)
    for code in ("pupils", "graduates", "high", "mean", "ready", "remark", "choice")
}


def elements() -> tuple[DataElement, ...]:
    """Counts, a mean, yes/no, a text and a choice."""
    rows: tuple[tuple[str, str, str, Mapping[str, object]], ...] = (
        ("pupils", "Обучающиеся", "Всего", {"derived_from": "school_year.pupils", "unit": "чел."}),
        (
            "graduates",
            "ЕГЭ",
            "Сдавали",
            {"derived_from": "exam.participants", "procedure": "ege", "subject": "math"},
        ),
        ("high", "ЕГЭ", "Высокий балл", {"procedure": "ege", "subject": "math"}),
        ("mean", "ЕГЭ", "Средний балл", {"type": "decimal", "decimals": 1, "highest": 100}),
        ("ready", "Условия", "Готова", {"type": "yes_no"}),
        ("remark", "Условия", "Пояснение", {"type": "text", "is_required": False}),
        (
            "choice",
            "Условия",
            "Смены",
            {"type": "choice", "options": "одна\nдве", "is_required": False},
        ),
    )
    made = []
    for place, (code, group, title, more) in enumerate(rows):
        fields: dict[str, object] = {
            "id": ELEMENTS[code],
            "form": FORM,
            "code": code,
            "group": group,
            "short_title": title,
            "title": f"показатель «{title}»",
            "place": place,
            **more,
        }
        made.append(DataElement(**fields))  # type: ignore[arg-type]  # fields are told in the table
    return tuple(made)


def value(school: str, code: str, answer: Answer, year: int = YEAR, **more: str) -> Value:
    """An answer of a school."""
    element, owner = ELEMENTS[code], SCHOOLS[school]
    return Value(
        id=value_id(element, owner, year),
        element=element,
        school=owner,
        year=year,
        digits=answer.digits,
        decimals=answer.decimals,
        text=answer.text,
        absence=answer.absence,
        **more,
    )


def number(digits: int, decimals: int = 0) -> Answer:
    """A number as an answer."""
    return Answer(digits=digits, decimals=decimals)


def fill(store: Store) -> None:
    """Write the form, its rules, the schools and some answers."""
    with store.work("Подготовка", kind="load") as work:
        for old in work.all(Form):
            work.put(replace(old, until=2000))
        work.put(Form(id=FORM, code="small", title="Малая форма", since=YEAR - 1))
        work.put_all(elements())
        work.put(
            CheckRule(
                id=natural_id("check_rule", "small", 1),
                form=FORM,
                left="high",
                relation="<=",
                right="graduates",
                sentence="Высоких баллов не больше, чем сдававших",
                is_hard=True,
            )
        )
        work.put(
            CheckRule(
                id=natural_id("check_rule", "small", 2),
                form=FORM,
                left="graduates",
                relation="<=",
                right="pupils",
                sentence="Сдававших не больше, чем обучающихся",
            )
        )
        for name, key in SCHOOLS.items():
            work.put(School(id=key, short_name=name, full_name=f"Школа «{name}»"))
        work.put_all(_answers())
        work.commit()


def _answers() -> tuple[Value | SchoolYear | ExamResult, ...]:
    first, second, third = NAMES[:3]
    owner: Id = SCHOOLS[third]
    return (
        value(first, "pupils", number(500), origin=Origin.FORM.value),
        value(first, "graduates", number(40), origin=Origin.FORM.value),
        value(first, "high", number(10)),
        value(first, "mean", number(655, 1)),
        value(first, "ready", number(1)),
        value(second, "pupils", number(120)),
        value(second, "graduates", Answer(absence="no_class")),
        value(third, "graduates", number(30), note="по телефону"),
        value(first, "pupils", number(470), YEAR - 1),
        value(second, "pupils", number(110), YEAR - 1),
        SchoolYear(id=school_year_id(owner, YEAR), school=owner, year=YEAR, pupils=300),
        ExamResult(
            id=exam_result_id("ege", YEAR + 1, "math", 0, owner),
            procedure="ege",
            year=YEAR + 1,
            subject="math",
            school=owner,
            participants=28,
        ),
    )
