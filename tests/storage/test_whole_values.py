"""A number and its decimals are one value: no merge puts together a number that nobody wrote."""

from dataclasses import replace

import pytest

from quality_desktop.domain.collection.monitoring import DataElement, Form, Value
from quality_desktop.domain.records import natural_id
from quality_desktop.domain.whole_values import TOGETHER
from quality_desktop.storage.change_pages import ChangeTerms
from quality_desktop.storage.columns import column_codes
from quality_desktop.storage.deciding import Decision
from quality_desktop.storage.store import Store
from tests.storage.copies import SCHOOL, OpenCopy, Pair, log_of, save, take

FORM = Form(id=natural_id("test", "form"), code="f", version=1)
ELEMENT = DataElement(id=natural_id("test", "element"), form=FORM.id, code="e")
TEN = Value(
    id=natural_id("test", "value"), element=ELEMENT.id, school=SCHOOL.id, year=2025, digits=10
)
FIELDS = TOGETHER["value"]


@pytest.fixture
def valued(open_copy: OpenCopy) -> Pair:
    """Two copies in which a school answered ten."""
    ours = open_copy("Иванова")
    save(ours, "Ответ", FORM, ELEMENT, TEN)
    theirs = open_copy("Петрова")
    take(theirs, ours)
    return ours, theirs


def answer(store: Store) -> tuple[object, ...]:
    (value,) = store.all(Value)
    return tuple(getattr(value, name) for name in FIELDS)


def test_digits_here_and_decimals_there_are_a_disagreement_and_the_newest_is_shown_whole(
    valued: Pair,
):
    ours, theirs = valued
    save(ours, "Двенадцать", replace(TEN, digits=12))
    save(theirs, "Одна целая", replace(TEN, decimals=1))
    assert ours.plan_merge(log_of(theirs)).questions == 1
    assert take(ours, theirs).conflicts == 1, "two fields of one value are one question"
    assert [d.field for d in ours.disputes()] == ["decimals", "digits"]
    assert answer(ours) == (10, 1, "", "", "typed")
    take(theirs, ours)
    assert answer(theirs) == (10, 1, "", "", "typed")
    assert ours.disputes() == theirs.disputes()


def test_an_absence_here_and_a_number_there_never_stand_together(valued: Pair):
    ours, theirs = valued
    save(ours, "Нет данных", replace(TEN, digits=None, absence="no_data"))
    take(theirs, ours)
    save(ours, "Другая причина", replace(TEN, digits=None, absence="not_held"))
    save(theirs, "Число", replace(TEN, digits=12))
    take(ours, theirs)
    take(theirs, ours)
    assert answer(ours) == answer(theirs) == (12, 0, "", "", "typed")
    assert {d.field for d in ours.disputes()} == {"digits", "absence"}


def test_a_number_typed_here_is_never_said_to_come_from_the_form_read_there(valued: Pair):
    ours, theirs = valued
    save(theirs, "Из формы", replace(TEN, digits=13, origin="form"))
    save(ours, "Двенадцать", replace(TEN, digits=12))
    assert take(ours, theirs).conflicts == 1
    take(theirs, ours)
    assert answer(ours) == answer(theirs) == (12, 0, "", "", "typed")
    assert {d.field for d in ours.disputes()} == {"digits", "origin"}


def test_all_of_a_value_is_written_when_a_part_changes_and_nothing_else(valued: Pair):
    ours, _ = valued
    base = len(ours.change_pages.page(ChangeTerms(), limit=100))
    save(ours, "Двенадцать", replace(TEN, digits=12))
    save(ours, "Примечание", replace(TEN, digits=12, note="сверено"))
    page = ours.change_pages.page(ChangeTerms(), limit=100)[:-base]
    assert [(c.entry.field, c.entry.is_restated) for c in reversed(page)] == [
        ("digits", False),
        ("decimals", True),
        ("text", True),
        ("absence", True),
        ("origin", True),
        ("note", False),
    ]
    assert [(e.field, e.before, e.after) for e in ours.history(TEN.id)][:2] == [
        ("note", "", "сверено"),
        ("digits", 10, 12),
    ]


def test_of_a_decided_value_the_history_tells_only_the_parts_that_differed(valued: Pair):
    ours, theirs = valued
    save(ours, "Двенадцать", replace(TEN, digits=12))
    save(theirs, "Тринадцать", replace(TEN, digits=13))
    take(ours, theirs)
    ours.decide([Decision(kind="value", key=TEN.id, field="digits", value=12)], reason="")
    page = ours.change_pages.page(ChangeTerms(key=TEN.id), limit=5)
    told = [(c.entry.field, c.entry.after) for c in page if not c.entry.is_restated]
    assert told[0] == ("digits", 12)
    assert {field for field, _ in told} == {"digits"}


def test_a_merge_taken_back_brings_whole_values_back(valued: Pair):
    ours, theirs = valued
    save(theirs, "Одна целая", replace(TEN, decimals=1))
    key = take(ours, theirs).exchange
    ours.undo_merge(key)
    assert answer(ours) == (10, 0, "", "", "typed")
    save(theirs, "Две десятых", replace(TEN, digits=2, decimals=1))
    take(ours, theirs)
    assert answer(ours) == (2, 1, "", "", "typed")
    assert {d.field for d in ours.disputes()} == {"digits", "decimals"}
    assert ours.check() == []


def test_a_decision_about_all_of_a_value_ends_it(valued: Pair):
    ours, theirs = valued
    save(ours, "Двенадцать", replace(TEN, digits=12))
    save(theirs, "Одна целая", replace(TEN, decimals=1))
    take(ours, theirs)
    ours.decide(
        [
            Decision(kind="value", key=TEN.id, field=name, value=getattr(TEN, name))
            for name in FIELDS
        ],
        "по справке школы",
    )
    assert answer(ours) == (10, 0, "", "", "typed")
    assert ours.disputes() == ()
    take(theirs, ours)
    assert answer(theirs) == (10, 0, "", "", "typed")
    assert ours.history(TEN.id)[0].intent.endswith("по справке школы")


def test_columns_of_one_value_are_columns_of_its_kind():
    for kind, names in TOGETHER.items():
        assert set(names) <= set(column_codes(kind))
