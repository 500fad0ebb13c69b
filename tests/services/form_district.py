"""A small district whose schools fill one form, and a school that fills it with a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import CheckRule, DataElement, Form, Value
from quality_desktop.domain.directory import Municipality, Person, School
from quality_desktop.domain.records import Id, natural_id
from quality_desktop.services.forms import form_reading, form_sending
from quality_desktop.services.forms.received_forms import FormsPreview, ReceivedForm
from quality_desktop.storage.store import Store
from tests.sheets.form_reading import FORM_SHEET, fill, opened
from tests.sheets.form_samples import element

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

YEAR = 2025
TODAY = date(2026, 1, 20)
DUE = date(2026, 1, 15)
FORM = Form(id=natural_id("form", "test-form"), code="small", title="Малая форма", version=2)
PUPILS = element("small_pupils", title="всего обучающихся", unit="чел.", place=1)
TWO = element("small_two", title="получили «2»", unit="чел.", place=2)
PLAN = element("small_plan", title="есть план", type="yes_no", place=3)
REMARK = element("small_text", title="пояснение", type="text", is_required=False, place=4)
ELEMENTS = [PUPILS, TWO, PLAN, REMARK]
RULE = CheckRule(
    id=natural_id("check_rule", "small"),
    form=FORM.id,
    left="small_two",
    relation="<=",
    right="small_pupils",
    sentence="Получивших «2» – не больше, чем всего обучающихся",
    is_hard=True,
)
SCHOOLS = [
    School(
        id=natural_id("school", f"small {number}"),
        code=f"020{number}",
        short_name=f"МБОУ СОШ № {number} с. Лесное",
        email=f"school{number}@example.ru",
        head=natural_id("person", f"small {number}"),
    )
    for number in (1, 2, 3)
]
HEADS = [
    Person(
        id=natural_id("person", f"small {number}"),
        surname=surname,
        given="Анна",
        patronymic="Петровна",
        gender="f",
        phone=f"2-00-0{number}",
    )
    for number, surname in enumerate(("Иванова", "Петрова", "Сидорова"), start=1)
]
GOOD: Mapping[Id, Any] = {PUPILS.id: 120, TWO.id: 5, PLAN.id: "да"}


def founded(store: Store) -> Store:
    """The store with the district in it, and no other form."""
    with store.work("Малый район", kind="load") as work:
        for kind in (CheckRule, DataElement, Form):
            for record in store.all(kind):
                work.delete(kind, record.id)
        work.put(
            Municipality(
                id=natural_id("municipality", "small"),
                name="Лесной район",
                office_name="Отдел образования Лесного района",
                email="uo@example.ru",
            )
        )
        work.put(FORM)
        work.put_all(replace(each, form=FORM.id) for each in ELEMENTS)
        work.put_all([RULE, *SCHOOLS, *HEADS])
        work.commit()
    return store


def send(store: Store, folder: Path, **about: Any) -> form_sending.WrittenForms:
    """Write the form for all schools."""
    arguments = {"form": FORM.id, "year": YEAR, "folder": folder, "due": DUE, **about}
    return form_sending.write_forms(store=store, **arguments)


def answer(
    sent: Path,
    target: Path,
    answers: Mapping[Id, Any] = GOOD,
    *,
    change: Callable[[Workbook], None] | None = None,
) -> Path:
    """A school fills the form it was sent and saves it under another name."""
    book = opened(sent.read_bytes())
    fill(book, answers)
    if change is not None:
        change(book)
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target


def look(store: Store, *paths: Path, **about: Any) -> FormsPreview:
    """Preview the answers."""
    return form_reading.preview(store=store, paths=list(paths), **about)


def look_at(store: Store, path: Path, **about: Any) -> ReceivedForm:
    """Preview one file with one form."""
    (received,) = look(store, path, **about).received
    return received


def answers_of(store: Store, school: School) -> dict[Id, Answer]:
    """What the file holds of a school."""
    values: Sequence[Value] = store.all(Value, school=school.id, year=YEAR)
    return {value.element: Answer.of(value) for value in values}


def sheet_of(book: Workbook) -> Any:
    """The sheet of the form."""
    return book[FORM_SHEET]


def text_of(letter: Path) -> str:
    """All paragraphs of a written letter, those of its letterhead first."""
    from docx import Document
    from docx.oxml.ns import nsmap

    word = nsmap["w"]
    found = Document(str(letter)).element.body.iter(f"{{{word}}}p")
    letters = {f"{{{word}}}br": "\n", f"{{{word}}}noBreakHyphen": "-"}
    lines = (
        "".join(letters.get(t.tag, t.text or "") for t in p.iter(f"{{{word}}}t", *letters))
        for p in found
    )
    return "\n".join(lines).replace("\u00a0", " ")
