"""Where people disagree: what is told of it, and that nothing of it is forgotten."""

from dataclasses import replace

from quality_desktop.domain.directory import Person, SchoolYear
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.records import new_id
from quality_desktop.storage.disputes import DisputeSort, rebuild_disputes
from quality_desktop.storage.store import Store
from quality_desktop.storage.tables import schema_of
from tests.storage.copies import (
    PERSON,
    UNIT,
    YEAR,
    OpenCopy,
    Pair,
    delete,
    save,
    take,
)


def shared_trouble(pair: Pair) -> Store:
    """A conflict of values, an edit beside a deletion, a deleted record in use."""
    ours, theirs = pair
    save(ours, "Наше", replace(PERSON, phone="2-22", unit=UNIT.id), replace(YEAR, pupils=310))
    save(theirs, "Их", replace(PERSON, phone="3-33"))
    delete(theirs, "Удаление", UNIT, YEAR)
    take(ours, theirs)
    return ours


def test_three_sorts_of_disagreements_are_told_by_kind(pair: Pair):
    ours = shared_trouble(pair)
    assert [(d.kind, d.key, d.field, d.sort) for d in ours.disputes()] == [
        ("unit", UNIT.id, "", DisputeSort.DELETED_REFERRED),
        ("person", PERSON.id, "phone", DisputeSort.VALUES),
        ("school_year", YEAR.id, "", DisputeSort.DELETED_EDITED),
    ]


def test_sides_say_who_did_what_with_what_intent_and_which_is_shown(pair: Pair):
    ours = shared_trouble(pair)
    unit, phone, year = ours.disputes()
    assert [(s.value, s.author, s.host, s.intent, s.is_shown) for s in phone.sides] == [
        ("2-22", "Иванова", "ПК Иванова", "Наше", False),
        ("3-33", "Петрова", "ПК Петрова", "Их", True),
    ]
    assert all(side.field == "phone" for side in phone.sides)
    (gone,) = unit.sides
    assert (gone.is_deletion, gone.author, gone.intent) == (True, "Петрова", "Удаление")
    assert unit.referrers == (("person", PERSON.id),)
    deletion, edit = year.sides
    assert (deletion.is_deletion, deletion.value, deletion.author) == (True, None, "Петрова")
    assert (edit.is_deletion, edit.field, edit.value, edit.is_shown) == (
        False,
        "pupils",
        310,
        True,
    )


def test_values_are_told_as_records_hold_them(pair: Pair):
    ours, theirs = pair
    save(ours, "Отдел", replace(PERSON, unit=UNIT.id))
    save(theirs, "Ушла", replace(PERSON, is_active=False))
    take(ours, theirs)
    save(theirs, "Нет отдела и ушла", replace(PERSON, is_active=False))
    save(ours, "Вернулась", replace(PERSON, unit=None, is_active=True))
    save(theirs, "В отдел", replace(PERSON, unit=UNIT.id, is_active=False))
    take(ours, theirs)
    (dispute,) = ours.disputes()
    assert (dispute.field, [side.value for side in dispute.sides]) == ("unit", [None, UNIT.id])


def test_three_who_disagree_are_three_sides(open_copy: OpenCopy):
    offices = [open_copy(name) for name in ("Иванова", "Петрова", "Сидорова")]
    for number, office in enumerate(offices):
        save(office, "Телефон", replace(PERSON, phone=str(number)))
    ours, *others = offices
    assert [take(ours, other).conflicts for other in others] == [1, 0]
    (dispute,) = ours.disputes()
    assert [side.value for side in dispute.sides] == ["0", "1", "2"]


def test_a_disagreement_that_somebody_settled_is_told_no_more(pair: Pair):
    ours, theirs = pair
    save(ours, "Наше", replace(PERSON, phone="2-22"))
    save(theirs, "Их", replace(PERSON, phone="3-33"))
    take(ours, theirs)
    save(ours, "Поверх показанного", replace(PERSON, phone="4-44"))
    (dispute,) = ours.disputes()  # typing over a conflict never closes it unasked
    assert [(s.value, s.is_shown) for s in dispute.sides] == [("2-22", False), ("4-44", True)]
    save(ours, "Как у другой стороны", replace(PERSON, phone="2-22"))
    assert ours.disputes() == ()


def test_a_record_deleted_by_both_is_no_disagreement(pair: Pair):
    ours, theirs = pair
    delete(ours, "Удаление", YEAR)
    delete(theirs, "Удаление", YEAR)
    assert take(ours, theirs).conflicts == 0
    assert ours.disputes() == ()
    assert not ours.all(SchoolYear)


def test_a_record_made_anew_beside_an_unseen_edit_asks_nothing_of_the_old_one(pair: Pair):
    ours, theirs = pair
    delete(ours, "Удаление", YEAR)
    save(ours, "Заново", replace(YEAR, pupils=100))
    save(theirs, "Правка", replace(YEAR, note="было"))
    take(ours, theirs)
    take(theirs, ours)
    assert ours.disputes() == theirs.disputes()
    assert ours.all(SchoolYear) == theirs.all(SchoolYear)


def test_what_is_remembered_is_what_the_whole_log_says(pair: Pair):
    ours = shared_trouble(pair)
    told = ours.disputes()
    with ours._session.reading() as connection:  # noqa: SLF001 - as after a rescue of the file
        before = connection.exec_driver_sql("SELECT * FROM dispute ORDER BY 1").all()
        connection.exec_driver_sql("DELETE FROM dispute")
        rebuild_disputes(connection, schema_of(KINDS))
        assert connection.exec_driver_sql("SELECT * FROM dispute ORDER BY 1").all() == before
    assert ours.disputes() == told


def test_a_record_that_comes_to_use_a_kept_one_is_a_referrer_too(pair: Pair):
    ours = shared_trouble(pair)
    other = Person(id=new_id(), surname="Другая", unit=UNIT.id)
    save(ours, "Ещё одна", other)
    dispute = ours.disputes()[0]
    assert set(dispute.referrers) == {("person", PERSON.id), ("person", other.id)}


def test_disagreements_outlive_the_closing_of_the_file(pair: Pair, open_store):
    ours = shared_trouble(pair)
    told = ours.disputes()
    ours.close()
    again: Store = open_store(ours.path)
    assert again.disputes() == told
    save(again, "Без отдела", replace(PERSON, phone="3-33"))
    assert [d.kind for d in again.disputes()] == ["person", "school_year"]
    assert again.check() == []
