"""Replacing a person through a real file."""

from dataclasses import replace

import pytest

from quality_desktop.domain.directions import direction_id, edition_id
from quality_desktop.domain.directory import (
    Person,
    School,
    Team,
    TeamMember,
    Unit,
    team_member_id,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import new_id, references
from quality_desktop.domain.responsibility import Assignment, Role
from quality_desktop.services.cycle import responsibility
from quality_desktop.services.cycle.responsibility import CellEdit
from quality_desktop.services.office import replacement
from quality_desktop.storage.store import Store


@pytest.fixture
def store(district: Store) -> Store:
    return district


def person(store, surname):
    return next(p.id for p in store.all(Person) if p.surname == surname)


def places(store, surname):
    return replacement.affected(store=store, person=person(store, surname))


def swap(store, was, now, chosen=None):
    return replacement.substitute(
        store=store,
        person=person(store, was),
        successor=person(store, now),
        places=places(store, was) if chosen is None else chosen,
    )


def executors(store, code):
    direction = direction_id("2020", code)
    found = store.all(Assignment, direction=direction, role="executor")
    return [a.person or a.unit for a in sorted(found, key=lambda a: a.place)]


def test_every_kind_that_names_a_record_of_the_directory_has_words_for_a_clerk():
    directory = {Person.kind, School.kind, Unit.kind, Team.kind}
    told = {
        "assignment",
        "paper",
        Person.kind,
        Unit.kind,
        School.kind,
        TeamMember.kind,
        "school_year",
    }
    naming = {kind.kind for kind in KINDS if directory & set(references(kind).values())}
    assert naming - told == set(replacement.OTHER_USES)


def test_everything_that_names_a_person_is_listed_matrix_first(store):
    texts = [place.text for place in places(store, "Мастрюкова")]
    assert texts == [
        "1.1 – исполнитель",
        "1.1 – координатор",
        "1.2 – исполнитель",
        "1.2 – координатор",
        "2.1 – координатор",
        "2.4 – координатор",
    ]
    assert [place.text for place in places(store, "Гомзова")][:2] == [
        "Все направления – ответственный муниципального оператора",
        "ГРЦПИ – руководитель",
    ]


def test_the_successor_stands_in_the_same_places_of_the_cells(store):
    before = executors(store, "1.3")
    changes = swap(store, "Доценко", "Найденова")
    assert changes.intent.replace("\xa0", " ") == "Замена: Доценко Т.И. → Найденова А.Н."
    was, now = person(store, "Доценко"), person(store, "Найденова")
    assert executors(store, "1.3") == [now if who == was else who for who in before]
    assert places(store, "Доценко") == ()
    store.undo()
    assert executors(store, "1.3") == before


def test_only_the_chosen_places_are_changed(store):
    chosen = [place for place in places(store, "Мастрюкова") if place.text == "1.2 – координатор"]
    swap(store, "Мастрюкова", "Доценко", chosen)
    texts = [place.text for place in places(store, "Мастрюкова")]
    assert "1.2 – координатор" not in texts
    assert "1.1 – координатор" in texts


def test_whoever_already_stands_in_the_cell_is_not_put_there_twice(store):
    swap(store, "Доценко", "Шерсткина")
    assert executors(store, "1.3").count(person(store, "Шерсткина")) == 1
    view = responsibility.view(store=store, edition=edition_id("2020"))
    assert all(line.executors.assignments for line in view.matrix.lines)


def test_units_schools_teams_and_papers_are_changed_too(store):
    old, new = person(store, "Гомзова"), person(store, "Исмагилов")
    school = School(id=new_id(), short_name="СОШ № 1", full_name="Школа № 1", head=old)
    team = Team(id=new_id(), title="Муниципальная команда")
    member = TeamMember(
        id=team_member_id(team.id, old), team=team.id, person=old, role="methodist", place=0
    )
    paper = replace(store.all(Paper)[0], executor=old)
    with store.work("подготовка") as work:
        work.put_all([school, team, member, paper])
        work.commit()
    texts = [place.text for place in places(store, "Гомзова")]
    assert "СОШ № 1 – руководитель" in texts
    assert "Муниципальная команда – участник" in texts
    assert "Приказ № 1048 – исполнитель бумаги" in texts
    swap(store, "Гомзова", "Исмагилов")
    moved = store.get(School, school.id)
    assert moved is not None
    assert moved.head == new
    assert store.get(TeamMember, team_member_id(team.id, new)) is not None
    assert store.get(TeamMember, member.id) is None
    assert next(u for u in store.all(Unit) if u.short_name == "ГРЦПИ").head == new
    assert places(store, "Гомзова") == ()


def test_places_that_changed_meanwhile_are_left_alone(store):
    listed = places(store, "Мастрюкова")
    cleared = CellEdit(direction=direction_id("2020", "1.2"), role=Role.COORDINATOR)
    responsibility.set_cells(store=store, edits=[cleared], intent="Очистка")
    swap(store, "Мастрюкова", "Доценко", listed)
    found = store.all(
        Assignment, direction=direction_id("2020", "1.2"), role=Role.COORDINATOR.value
    )
    assert found == ()


def test_nobody_is_replaced_by_themselves(store):
    with pytest.raises(QualityError, match="другого человека"):
        swap(store, "Доценко", "Доценко")
    with pytest.raises(QualityError, match="другого человека"):
        replacement.substitute(
            store=store, person=person(store, "Доценко"), successor=new_id_of_nobody(), places=[]
        )


def new_id_of_nobody():
    return new_id()
