"""Two records become one: references follow, ids follow their keys, nothing differing is lost unasked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from quality_desktop import paths
from quality_desktop.domain.at_risk.partnership import SchoolDistance, distance_id
from quality_desktop.domain.at_risk.profile import Recommendation
from quality_desktop.domain.collection.monitoring import DataElement, Value, value_id
from quality_desktop.domain.deadlines import DeadlineMark, deadline_mark_id
from quality_desktop.domain.directory import (
    Inflection,
    Person,
    School,
    SchoolYear,
    inflection_id,
    school_year_id,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.natural_keys import is_named_by_key, natural_id_of
from quality_desktop.domain.records import Id, Record, new_id, references
from quality_desktop.domain.responsibility import Assignment, Role, assignment_id
from quality_desktop.services.deadlines import controlled
from quality_desktop.services.exchange import duplicates, journal
from quality_desktop.services.exchange.duplicates import FieldChoice, JoinView
from quality_desktop.services.exchange.joining import Choices, Side
from quality_desktop.storage.store import Store
from tests.services.exchange.offices import Colleagues, everything

REFERENCE = paths.bundled().reference
KEPT = School(id=new_id(), short_name="СОШ № 901", code="900901")
OTHER = School(id=new_id(), short_name="СОШ №901", code="900901", address="ул. Мира, 1")


@pytest.fixture
def element(empty_district: Store) -> Id:
    return empty_district.all(DataElement)[0].id


def _put(store: Store, *records: Record) -> None:
    with store.work("Ввод") as work:
        work.put_all(records)
        work.commit()


def _value(school: School, element: Id, digits: int, decimals: int = 0, year: int = 2030) -> Value:
    return Value(
        id=value_id(element, school.id, year), element=element, school=school.id, year=year,
        digits=digits, decimals=decimals, origin="typed",
    )  # fmt: skip


def _view(store: Store, choices: Choices | None = None) -> JoinView:
    return duplicates.view(
        store=store, reference=REFERENCE, kind="school", keep=KEPT.id, drop=OTHER.id,
        choices=choices or {},
    )  # fmt: skip


def _join(store: Store, choices: Choices | None = None) -> None:
    duplicates.join(
        store=store, kind="school", keep=KEPT.id, drop=OTHER.id, choices=choices or {},
        name="СОШ № 901",
    )  # fmt: skip


def _asked(view: JoinView) -> list[FieldChoice]:
    return [choice for choice in view.fields if choice.is_asked]


def test_a_school_added_by_two_people_is_found(empty_district: Store) -> None:
    _put(empty_district, KEPT, OTHER)

    (found,) = duplicates.find(store=empty_district, reference=REFERENCE)

    assert (found.title, set(found.records)) == ("Школа", {KEPT.id, OTHER.id})
    assert set(found.names) == {"СОШ № 901", "СОШ №901"}
    assert duplicates.count(store=empty_district) == 1


def test_what_only_one_of_them_says_is_kept_and_what_differs_is_asked(
    empty_district: Store,
) -> None:
    _put(empty_district, KEPT, OTHER)

    view = _view(empty_district)

    address = next(one for one in view.fields if one.field == "address")
    assert [one.title for one in _asked(view)] == ["Краткое название"]
    assert (address.kept, address.other, address.side) == ("", "ул. Мира, 1", Side.OTHER)
    _join(empty_district, {(KEPT.id, "short_name"): Side.OTHER})
    assert empty_district.all(School) == (replace(OTHER, id=KEPT.id),)


def test_references_follow_and_ids_follow_their_keys(empty_district: Store, element: Id) -> None:
    year = SchoolYear(id=school_year_id(OTHER.id, 2030), school=OTHER.id, year=2030, pupils=300)
    _put(empty_district, KEPT, OTHER, year, _value(OTHER, element, 12))

    view = _view(empty_district)
    _join(empty_district)

    assert set(view.follows) == {"Школа в учебном году: 1", "Показатель школы: 1"}
    assert empty_district.get(SchoolYear, school_year_id(KEPT.id, 2030)) == replace(
        year, id=school_year_id(KEPT.id, 2030), school=KEPT.id
    )
    assert empty_district.get(Value, value_id(element, KEPT.id, 2030)) == _value(KEPT, element, 12)
    assert empty_district.all(Value, school=OTHER.id) == ()
    assert empty_district.check() == []


def test_a_value_that_both_have_is_a_question_and_is_taken_whole(
    empty_district: Store, element: Id
) -> None:
    _put(empty_district, KEPT, OTHER, _value(KEPT, element, 125, 1), _value(OTHER, element, 13))

    asked = _asked(_view(empty_district))[1]

    assert (asked.kept, asked.other, asked.title) == ("12,5", "13", "Число")
    assert "Показатель школы" in asked.group
    _join(empty_district, {(asked.record, asked.field): Side.OTHER})
    assert empty_district.all(Value, school=KEPT.id) == (_value(KEPT, element, 13),)


def test_an_answer_beats_nothing_but_never_an_absence_unasked(
    empty_district: Store, element: Id
) -> None:
    absent = replace(_value(KEPT, element, 0), digits=None, absence="no_data")
    _put(empty_district, KEPT, OTHER, absent, _value(OTHER, element, 13))

    asked = _asked(_view(empty_district))[1]

    assert (asked.kept, asked.other, asked.side) == ("н/д", "13", Side.KEPT)


def test_equal_values_of_both_are_joined_without_asking(empty_district: Store, element: Id) -> None:
    _put(empty_district, KEPT, OTHER, _value(KEPT, element, 13), _value(OTHER, element, 13))

    assert len(_asked(_view(empty_district))) == 1  # the name of the school
    _join(empty_district)
    assert empty_district.all(Value, school=KEPT.id) == (_value(KEPT, element, 13),)


def test_what_is_about_both_goes(empty_district: Store) -> None:
    first, second = sorted((KEPT.id, OTHER.id))
    apart = SchoolDistance(id=distance_id(first, second), first=first, second=second, metres=100)
    _put(empty_district, KEPT, OTHER, apart)

    assert len(_view(empty_district).dropped) == 1
    _join(empty_district)
    assert empty_district.all(SchoolDistance) == ()


def test_ids_that_stand_in_texts_follow_too(empty_district: Store) -> None:
    kept, other = (Person(id=new_id(), surname="Ларина", given="Ольга") for _ in range(2))
    form = Inflection(
        id=inflection_id("person", str(other.id), "f", "gen"), scope="person", key=str(other.id),
        gender="f", case="gen", form="Лариной",
    )  # fmt: skip
    mark = DeadlineMark(
        id=deadline_mark_id(f"person:{other.id}:due"), source=f"person:{other.id}:due"
    )
    _put(empty_district, kept, other, form, mark)

    duplicates.join(
        store=empty_district, kind="person", keep=kept.id, drop=other.id, choices={}, name="Ларина"
    )

    assert [one.key for one in empty_district.all(Inflection)] == [str(kept.id)]
    assert all(is_named_by_key(one) for one in empty_district.all(Inflection))
    assert [one.source for one in empty_district.all(DeadlineMark)] == [f"person:{kept.id}:due"]


def test_two_assignments_of_one_role_become_one(empty_district: Store) -> None:
    kept, other = (Person(id=new_id(), surname="Ларина", given="Ольга") for _ in range(2))
    both = [
        Assignment(
            id=assignment_id(None, Role.OPERATOR, person.id), direction=None,
            role=Role.OPERATOR.value, person=person.id, place=place,
        )
        for place, person in enumerate((kept, other))
    ]  # fmt: skip
    _put(empty_district, kept, other, *both)

    duplicates.join(
        store=empty_district, kind="person", keep=kept.id, drop=other.id, choices={}, name="Ларина"
    )

    assert empty_district.all(Assignment) == (both[0],)


def test_what_was_noted_about_the_date_of_a_school_goes_along(empty_district: Store) -> None:
    due = date(2030, 5, 12)
    owed = Recommendation(id=new_id(), school=OTHER.id, year=2030, text="Провести", due=due)
    _put(empty_district, KEPT, OTHER, owed)
    wording = paths.bundled().wording
    [item] = controlled.controlled_dates(store=empty_district, wording=wording)
    later = date(2030, 6, 1)
    controlled.postpone(store=empty_district, items=[item], to=later, note="просил директор")
    _join(empty_district)
    [item] = controlled.controlled_dates(store=empty_district, wording=wording)
    assert (item.due, item.note) == (later, "просил директор")


def test_a_join_is_one_step_that_can_be_undone(empty_district: Store, element: Id) -> None:
    records = (KEPT, OTHER, _value(KEPT, element, 12), _value(OTHER, element, 13))
    _put(empty_district, *records)
    before = {kind: empty_district.all(kind) for kind in (School, Value)}

    _join(empty_district)
    done = empty_district.undo()

    assert done.intent == "Отмена: Объединение: СОШ № 901"
    assert {kind: empty_district.all(kind) for kind in (School, Value)} == before
    empty_district.redo()
    assert empty_district.all(School) == (replace(KEPT, address=OTHER.address),)


def test_what_was_joined_outlives_the_merges_that_brought_it(colleagues: Colleagues) -> None:
    """Anna enters the person in two steps, Boris once more; the coordinator makes one of both."""
    anna, boris, vera = (colleagues.join(name) for name in ("Анна", "Борис", "Вера"))
    kept = Person(id=new_id(), surname="Петров", position="тьютор")
    _put(anna.store, kept)
    kept = replace(kept, given="Пётр", patronymic="Петрович")
    _put(anna.store, kept)
    other = Person(id=new_id(), surname="Петров", given="П.", position="методист", phone="2-22-22")
    role = Assignment(
        id=assignment_id(None, Role.OPERATOR, other.id), direction=None,
        role=Role.OPERATOR.value, person=other.id, place=0,
    )  # fmt: skip
    _put(boris.store, other, role)
    vera.take(boris.send("Б1.qpack").path)
    vera.take(anna.send("А1.qpack").path)
    apart = everything(vera.store)

    duplicates.join(
        store=vera.store, kind="person", keep=kept.id, drop=other.id, name="Петров",
        choices={(kept.id, "position"): Side.OTHER},
    )  # fmt: skip
    joined = everything(vera.store)
    vera.store.undo()
    assert everything(vera.store) == apart
    vera.store.redo()
    assert everything(vera.store) == joined
    assert vera.store.all(Person) == (replace(kept, position="методист", phone="2-22-22"),)

    for _ in range(2):
        for line in journal.lines(store=vera.store):
            journal.undo(store=vera.store, line=line)
            assert everything(vera.store) == joined
        for line in journal.lines(store=vera.store):
            journal.redo(store=vera.store, line=line)
            assert everything(vera.store) == joined
    assert vera.store.disputes() == ()
    anna.take(vera.send("В1.qpack").path)
    boris.take(vera.send("В2.qpack").path)
    assert everything(anna.store) == everything(boris.store) == joined


def test_who_added_each_of_two_records_is_told(colleagues: Colleagues) -> None:
    anna, boris = (colleagues.join(name) for name in ("Анна", "Борис"))
    _put(anna.store, KEPT)
    _put(boris.store, OTHER)
    boris.take(anna.send("А1.qpack").path)
    _put(boris.store, replace(KEPT, phone="1-11-11"))

    view = _view(boris.store)

    assert view.kept_entered is not None
    assert view.other_entered is not None
    assert (view.kept_entered.author, view.kept_entered.intent) == ("Анна", "Ввод")
    assert view.other_entered.author == "Борис"
    assert view.other_entered.moment.date() == date.today()


def test_a_join_settles_no_disagreement_about_what_stays(colleagues: Colleagues) -> None:
    anna, boris = (colleagues.join(name) for name in ("Анна", "Борис"))
    kept, other = (Person(id=new_id(), surname="Петров", given="Пётр") for _ in range(2))
    _put(anna.store, kept, other)
    boris.take(anna.send("А1.qpack").path)
    _put(boris.store, replace(kept, phone="1-11-11"))
    _put(anna.store, replace(kept, phone="2-22-22"))
    anna.take(boris.send("Б1.qpack").path)

    duplicates.join(
        store=anna.store, kind="person", keep=kept.id, drop=other.id, choices={}, name="Петров"
    )

    assert [(one.field, len(one.sides)) for one in anna.store.disputes()] == [("phone", 2)]
    assert anna.store.undo()
    assert [(one.field, len(one.sides)) for one in anna.store.disputes()] == [("phone", 2)]
    assert set(anna.store.all(Person)) >= {other}


def test_a_record_that_is_gone_is_refused(empty_district: Store) -> None:
    _put(empty_district, KEPT)

    with pytest.raises(QualityError, match="уже нет"):
        _view(empty_district)


def test_every_record_of_the_sample_has_the_id_that_its_key_makes(district: Store) -> None:
    strange = [
        f"{kind.kind} {record.id}"
        for kind in KINDS
        for record in district.all(kind)
        if natural_id_of(record) not in (None, record.id)
    ]

    assert strange == []


def test_joining_two_schools_of_the_sample_leaves_no_reference_behind(district: Store) -> None:
    keep, drop = (school.id for school in district.all(School)[:2])

    duplicates.join(store=district, kind="school", keep=keep, drop=drop, choices={}, name="СОШ")

    left = [
        f"{kind.kind}.{name}"
        for kind in KINDS
        for name, target in references(kind).items()
        if target == "school" and district.all(kind, **{name: drop})
    ]
    assert left == []
    assert district.get(School, drop) is None
    assert all(
        natural_id_of(record) in (None, record.id)
        for kind in KINDS
        for record in district.all(kind)
    )
    assert district.check() == []
