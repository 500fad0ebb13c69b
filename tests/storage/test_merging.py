"""Taking in somebody's log: the story of two offices, and what a merge promises and refuses."""

from dataclasses import replace

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import Person, School, SchoolYear
from quality_desktop.domain.records import new_id
from quality_desktop.storage.deciding import Decision
from quality_desktop.storage.disputes import DisputeSort
from tests.storage.copies import (
    OpenCopy,
    assert_equal,
    everything,
    log_of,
    save,
    take,
)


def test_two_copies_of_the_district_become_one_and_a_merge_is_taken_back_and_made_again(
    open_sample: OpenCopy,
):
    ours, theirs = open_sample("Иванова"), open_sample("Петрова")
    school, other, *_ = ours.all(School)
    year = ours.all(SchoolYear, school=other.id)[0]
    added = Person(id=new_id(), surname="Новая", given="Анна")
    save(ours, "Телефон школы", replace(school, phone="1-11-11"))
    save(theirs, "Телефон и адрес", replace(school, phone="2-22-22", address="ул. Садовая, 5"))
    save(theirs, "Новый сотрудник", added, replace(year, note="проверено", pupils=77))
    before = everything(ours)

    plan = ours.plan_merge(log_of(theirs))
    assert everything(ours) == before
    assert [d.field for d in plan.conflicts] == ["phone"]
    assert [(t.author, t.intent, t.count) for t in plan.transactions] == [
        ("Петрова", "Телефон и адрес", 2),
        ("Петрова", "Новый сотрудник", 3),
    ]
    assert {r.key: r.after for r in plan.records} == {
        school.id: theirs.get(School, school.id),
        added.id: added,
        year.id: theirs.get(SchoolYear, year.id),
    }

    outcome = take(ours, theirs)
    assert (outcome.new_changes, outcome.conflicts) == (plan.new_changes, 1) == (5, 1)
    assert outcome.changes == Changes(
        kinds=frozenset({"school", "school_year", "person"}), intent="Приём файла от Петрова"
    )
    assert take(ours, theirs).new_changes == 0
    take(theirs, ours)
    assert_equal([ours, theirs])
    (dispute,) = ours.disputes()
    assert (dispute.kind, dispute.key, dispute.field) == ("school", school.id, "phone")
    assert dispute.sort == DisputeSort.VALUES
    assert [(s.value, s.author, s.intent, s.is_shown) for s in dispute.sides] == [
        ("1-11-11", "Иванова", "Телефон школы", False),
        ("2-22-22", "Петрова", "Телефон и адрес", True),
    ]

    choice = Decision(kind="school", key=school.id, field="phone", value="1-11-11")
    ours.decide([choice], "звонили в школу")
    assert ours.disputes() == ()
    take(theirs, ours)
    assert theirs.disputes() == ()
    assert theirs.get(School, school.id) == replace(
        school, phone="1-11-11", address="ул. Садовая, 5"
    )
    assert_equal([ours, theirs])
    merged = everything(ours)

    later = Person(id=new_id(), surname="Поздняя")
    save(ours, "После приёма", later)
    ours.undo_merge(outcome.exchange)
    undone = everything(ours)
    assert undone[school.id] == replace(school, phone="1-11-11")
    assert undone[year.id] == year
    assert added.id not in undone
    assert undone[later.id] == later
    assert ours.check() == []
    (taken_back,) = (e for e in ours.exchanges() if e.id == outcome.exchange)
    assert taken_back.is_undone

    assert ours.redo_merge(outcome.exchange).kinds == {"school", "school_year", "person"}
    assert everything(ours) == {**merged, later.id: later}

    assert ours.undo_intent() == "Возврат приёма файла от Петрова"
    ours.undo()
    assert everything(ours) == undone
    ours.redo()
    assert everything(ours) == {**merged, later.id: later}
    take(theirs, ours)
    assert_equal([ours, theirs])


def test_undo_right_after_a_merge_takes_the_merge_back(open_sample: OpenCopy):
    ours, theirs = open_sample("Иванова"), open_sample("Петрова")
    before = everything(ours)
    save(ours, "Наше", Person(id=new_id(), surname="Наша"))
    mine = everything(ours)
    save(theirs, "Их", Person(id=new_id(), surname="Их"))
    take(ours, theirs)
    merged = everything(ours)
    assert ours.undo_intent() == "Приём файла от Петрова"
    ours.undo()
    assert everything(ours) == mine
    assert ours.redo_intent() == "Приём файла от Петрова"
    ours.redo()
    assert everything(ours) == merged
    ours.undo()
    assert ours.undo_intent() is None  # what was done before a merge stays
    assert everything(ours) == mine != before
