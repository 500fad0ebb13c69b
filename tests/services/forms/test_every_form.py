"""Every shipped form: written, filled with anything it may hold, read back equal; every fault named."""

import random
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from typing import Any

import pytest

from quality_desktop import paths
from quality_desktop.domain.collection.answers import Answer, shown
from quality_desktop.domain.collection.monitoring import (
    Absence,
    DataElement,
    Form,
    Value,
    ValueType,
)
from quality_desktop.domain.directory import Municipality, School
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.records import natural_id
from quality_desktop.services.district_file import files
from quality_desktop.services.forms import form_reading, form_sending
from quality_desktop.services.forms.form_facts import asked_form
from quality_desktop.storage.store import Store, Writer
from tests.services import form_district as small
from tests.sheets.form_reading import cell_of, opened

YEAR = 2025
FORMS = ("results", "conditions", "support", "office")
SCHOOL = School(id=natural_id("school", "every"), code="0207", short_name="МБОУ СОШ № 7")
_SEEDS = (1, 2)


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Iterator[Store]:
    bundled = paths.bundled()
    path = tmp_path_factory.mktemp("every") / "район.quality"
    with closing(
        files.create_file(
            path=path,
            sample=None,
            samples_folder=bundled.samples,
            reference=bundled.reference,
            forms=bundled.forms,
            migrations=bundled.migrations,
            writer=Writer(author="", host="test", program_version="0"),
        )
    ) as made:
        with made.work("Район", kind="load") as work:
            work.put(Municipality(id=natural_id("municipality", "every"), name="Лесной район"))
            work.put(SCHOOL)
            work.commit()
        yield made


def form_of(store: Store, code: str) -> Form:
    return next(form for form in store.all(Form) if form.code == code)


def asked(store: Store, form: Form) -> tuple[DataElement, ...]:
    return asked_form(store=store, form=form.id, year=YEAR).elements


@pytest.fixture(scope="module")
def blank(store, tmp_path_factory):
    """Code of a form -> its workbook as it is sent."""
    folder = tmp_path_factory.mktemp("blank")
    return {
        code: form_sending.write_forms(
            store=store, form=form_of(store, code).id, year=YEAR, folder=folder / code
        ).files[0]
        for code in FORMS
    }


def any_answer(element: DataElement, chance: random.Random) -> Answer:
    """One of the five states: a number or a word, zero, empty, or one of the absences."""
    state = chance.choice(["given", "given", "zero", "empty", *Absence])
    if isinstance(state, Absence):
        return Answer(absence=state.value)
    if state == "empty":
        return Answer()
    match ValueType(element.type):
        case ValueType.TEXT:
            return Answer(text=chance.choice(["=1+1", "Иванов И.И.\nс 1 сентября", "нет вакансий"]))
        case ValueType.CHOICE:
            return Answer(text=chance.choice(element.options.splitlines()).strip())
        case ValueType.YES_NO:
            return Answer(digits=0 if state == "zero" else 1)
        case _:
            decimals = element.decimals if element.type == ValueType.DECIMAL else 0
            digits = 0 if state == "zero" else chance.randint(1, 500)
            return Answer(digits=digits, decimals=decimals)


def typed(answer: Answer, element: DataElement) -> Any:
    if answer.digits is not None and element.type in (ValueType.WHOLE, ValueType.DECIMAL):
        return answer.digits / 10**answer.decimals if answer.decimals else answer.digits
    return shown(answer, element) or None


@pytest.mark.parametrize("seed", _SEEDS)
@pytest.mark.parametrize("code", FORMS)
def test_whatever_a_form_may_hold_is_read_as_it_was_typed(code, seed, store, blank, tmp_path):
    chance = random.Random(seed)
    wanted = {e.id: any_answer(e, chance) for e in asked(store, form_of(store, code))}
    elements = {e.id: e for e in asked(store, form_of(store, code))}
    values = {key: typed(answer, elements[key]) for key, answer in wanted.items()}
    path = tmp_path / "ответ.xlsx"

    def as_text(book):
        for key, value in values.items():
            if isinstance(value, str):  # a spreadsheet keeps what is typed after an apostrophe
                sheet, place = cell_of(book, key)
                book[sheet][place].data_type = "s"

    small.answer(blank[code], path, values, change=as_text)
    preview = form_reading.preview(store=store, paths=[path])
    (received,) = preview.received
    told = {change.element: change.after for change in received.changes}
    assert told == {key: answer for key, answer in wanted.items() if not answer.is_empty}
    form_reading.save(store=store, preview=preview, is_partial=True)
    stored = {value.element: Answer.of(value) for value in store.all(Value, school=SCHOOL.id)}
    assert {key: stored[key] for key in told} == told
    store.undo()


WRONG_NUMBERS: tuple[tuple[Any, str], ...] = (
    ("пять", "не число"),
    ("-", "можно понять по-разному"),
    (datetime(2026, 2, 1), "похоже на дату"),
    (True, "ИСТИНА"),
    ("#DIV/0!", "ошибка Excel"),
    ("=1+1", "формула не вычислена"),
    (-3, "а вписано −3"),
    ("12 из 30", "не число"),
    (1e30, "больше 15 цифр"),
    ("1.234,5", "не число"),
)
WRONG: dict[str, tuple[tuple[Any, str], ...]] = {
    ValueType.WHOLE.value: (*WRONG_NUMBERS, (2.5, "не целое число")),
    ValueType.DECIMAL.value: (*WRONG_NUMBERS, (2.123456, "после запятой")),
    ValueType.YES_NO.value: (("иногда", "«да» или «нет»"), ("#N/A", "ошибка Excel")),
    ValueType.CHOICE.value: (("другое", "нет в списке"),),
    ValueType.TEXT.value: (("я" * 4001, "длиннее 4000 знаков"), ("#N/A", "ошибка Excel")),
}


@pytest.mark.parametrize("code", FORMS)
def test_every_fault_is_named_with_sheet_and_cell_and_is_not_taken(code, store, blank, tmp_path):
    elements = asked(store, form_of(store, code))
    left = {kind: list(faults) for kind, faults in WRONG.items()}
    rounds = 0
    while any(left[element.type] for element in elements):
        faults = {e.id: left[e.type].pop(0) for e in elements if left[e.type]}
        path = tmp_path / f"{rounds}.xlsx"
        small.answer(blank[code], path, {key: value for key, (value, _) in faults.items()})
        (received,) = form_reading.preview(store=store, paths=[path]).received
        places = {key: cell_of(opened(path.read_bytes()), key) for key in faults}
        for key, (value, words) in faults.items():
            sheet, cell = places[key]
            told = [
                problem
                for problem in received.problems
                if key in problem.elements and words in problem.text
            ]
            assert told, (value, [p.text for p in received.problems if key in p.elements])
            assert (told[0].sheet, told[0].severity) == (sheet, Severity.ERROR)
            assert cell in told[0].cell.split(", ")
            is_read = key in {change.element for change in received.changes}
            assert (
                not is_read or value == -3
            )  # a negative number is a number, for the checks to refuse
        rounds += 1
