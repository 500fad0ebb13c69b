"""The directory of the sample district: what is shown, changed, removed."""

from dataclasses import replace

import pytest

from quality_desktop import paths
from quality_desktop.domain.directory import (
    Inflection,
    Municipality,
    Person,
    School,
    SchoolYear,
    Team,
    TeamMember,
    Unit,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.language.cases import Case
from quality_desktop.services.district_file import history
from quality_desktop.services.office import (
    directory,
    directory_check,
    directory_edit,
    forms_of_words,
    office,
)
from quality_desktop.services.office.directory import MUNICIPALITY_ID
from quality_desktop.services.office.directory_edit import RowEdit, settled_name, write

REFERENCE, LANGUAGE = paths.bundled().reference, paths.bundled().language


def person(store, surname):
    return next(found for found in store.all(Person) if found.surname == surname)


def edit(store, kind, values, record=None, within=None):
    edits = [RowEdit(record=record, values=values)]
    return write(store=store, kind=kind, edits=edits, within=within)


def test_the_view_holds_the_whole_sample(district):
    view = directory.view(store=district, reference=REFERENCE)
    assert view.municipality.name == "Ишимбайский район"
    assert [unit.short_name for unit in view.units] == ["ИМЦ", "ГРЦПИ"]
    surnames = [found.surname for found in view.people if found.surname]
    assert surnames == sorted(surnames)
    assert view.months["ba"][6] == "июль"
    assert view.catalogue.words["team_member.role"][0].value == "department_head"


def test_a_new_file_has_an_empty_district_with_one_id_for_everybody(empty_district):
    view = directory.view(store=empty_district, reference=REFERENCE)
    assert view.municipality == Municipality(id=MUNICIPALITY_ID)
    edit(empty_district, "municipality", {"name": "Ишимбайский район"}, MUNICIPALITY_ID)
    assert office.municipality(store=empty_district) == replace(
        view.municipality, name="Ишимбайский район"
    )


def test_namesakes_are_told_apart_by_position_then_by_number(empty_district):
    for position in ("методист", "директор", "директор"):
        edit(empty_district, "person", {"surname": "Иванов И.И.", "position": position})
    names = (
        directory.catalogue(store=empty_district, reference=REFERENCE).records["person"].values()
    )
    plain = sorted(name.replace("\u00a0", " ") for name in names)
    assert plain == [
        "Иванов И.И. (директор)",
        "Иванов И.И. (директор) (2)",
        "Иванов И.И. (методист)",
    ]


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("Мастрюкова Людмила Ивановна", ("Мастрюкова", "Людмила", "Ивановна", "f")),
        ("Мастрюкова Л.И.", ("Мастрюкова", "Л.", "И.", "f")),
        ("И.И. Исмагилов", ("Исмагилов", "И.", "И.", "m")),
        ("Доценко Т.И.", ("Доценко", "Т.", "И.", "")),
        ("Доценко", ("Доценко", "", "", "")),
    ],
)
def test_a_whole_name_typed_as_a_surname_is_taken_apart(empty_district, typed, parts):
    edit(empty_district, "person", {"surname": typed})
    (found,) = empty_district.all(Person)
    assert (found.surname, found.given, found.patronymic, found.gender) == parts


@pytest.mark.parametrize("known", [("Гоша", "Фомич"), ("Гоша", ""), ("", "Фомич")])
@pytest.mark.parametrize("typed", ["Де Ла Круз-Петренко", "Петренко Иван Ильич", "Петренко И.И."])
def test_words_typed_as_the_surname_of_a_known_name_never_overwrite_it(
    empty_district, known, typed
):
    given, patronymic = known
    edit(empty_district, "person", {"surname": "Де", "given": given, "patronymic": patronymic})
    edit(empty_district, "person", {"surname": typed}, person(empty_district, "Де").id)
    (found,) = empty_district.all(Person)
    assert (found.surname, found.given, found.patronymic) == (typed, given, patronymic)


def test_a_whole_name_typed_over_a_surname_alone_is_taken_apart(empty_district):
    edit(empty_district, "person", {"surname": "Де"})
    edit(
        empty_district,
        "person",
        {"surname": "Петренко Иван Ильич"},
        person(empty_district, "Де").id,
    )
    (found,) = empty_district.all(Person)
    assert (found.surname, found.given, found.patronymic) == ("Петренко", "Иван", "Ильич")


def test_two_words_over_a_known_given_name_are_a_surname_of_two_words():
    was = Person(id=new_id(), surname="Мамин", given="Дмитрий", patronymic="Наркисович", gender="m")
    assert settled_name({"surname": "Мамин Сибиряк"}, was) == {"surname": "Мамин Сибиряк"}


def test_a_gender_that_the_office_has_chosen_is_never_changed():
    was = Person(id=new_id(), surname="Доценко", given="Т.", patronymic="И.", gender="m")
    assert settled_name({"patronymic": "Ивановна"}, was) == {"patronymic": "Ивановна"}


def test_a_correction_of_a_name_goes_away_with_the_name_it_was_made_for(district):
    found = person(district, "Доценко")
    forms_of_words.correct_name(store=district, person=found, case=Case.DAT, form="Доценке Т.И.")
    edit(district, "person", {"phone": "2-11-11"}, found.id)
    assert district.all(Inflection, scope="person", key=str(found.id))
    edit(district, "person", {"surname": "Иванова"}, found.id)
    assert not district.all(Inflection, scope="person", key=str(found.id))


def test_an_edit_is_one_step_back_and_named_in_the_menu(district):
    found = person(district, "Мастрюкова")
    edit(district, "person", {"position": "методист"}, found.id)
    assert history.undo_state(store=district).undo == "Изменение: Мастрюкова\u00a0Л.И."
    history.undo(store=district)
    assert district.get(Person, found.id) == found


def test_several_rows_are_one_step_back(district):
    before = district.all(Person)
    edits = [RowEdit(record=found.id, values={"phone": "1"}) for found in before]
    write(store=district, kind="person", edits=edits, intent="вставка 9 ячеек")
    history.undo(store=district)
    assert district.all(Person) == before


def test_a_record_that_is_gone_meanwhile_is_refused(district):
    with pytest.raises(QualityError, match="уже нет"):
        edit(district, "person", {"phone": "1"}, new_id())


def test_who_is_named_somewhere_is_not_removed_and_the_places_are_told(district):
    found = person(district, "Мастрюкова")
    with pytest.raises(QualityError, match=r"«Мастрюкова\sЛ\.И\.» удалить нельзя.*координатор"):
        directory_edit.remove(store=district, kind="person", records=[found.id])
    assert district.get(Person, found.id) == found


def test_a_unit_tells_who_stands_for_it(district):
    unit = next(found for found in district.all(Unit) if found.short_name == "ГРЦПИ")
    used = directory_edit.uses(store=district, kind="unit", record=unit.id)
    assert any("работает здесь" in place for place in used)


def test_a_school_goes_with_its_years_and_comes_back_with_them(empty_district):
    edit(empty_district, "school", {"short_name": "СОШ № 11"})
    (school,) = empty_district.all(School)
    edit(empty_district, "school_year", {"year": 2025, "pupils": 530}, within=school.id)
    directory_edit.remove(store=empty_district, kind="school", records=[school.id])
    assert not empty_district.all(School)
    assert not empty_district.all(SchoolYear)
    history.undo(store=empty_district)
    assert [year.pupils for year in empty_district.all(SchoolYear)] == [530]


def test_a_year_stands_once_and_can_be_renamed(empty_district):
    edit(empty_district, "school", {"short_name": "СОШ № 11"})
    (school,) = empty_district.all(School)
    edit(empty_district, "school_year", {"year": 2025, "pupils": 5}, within=school.id)
    with pytest.raises(QualityError, match="уже есть"):
        edit(empty_district, "school_year", {"year": 2025}, within=school.id)
    (year,) = empty_district.all(SchoolYear)
    edit(empty_district, "school_year", {"year": 2024}, year.id)
    assert [(found.year, found.pupils) for found in empty_district.all(SchoolYear)] == [(2024, 5)]


def test_units_keep_the_order_of_the_office(district):
    second = directory.units(store=district)[1]
    directory_edit.move(store=district, kind="unit", record=second.id, by=-1)
    assert [unit.short_name for unit in directory.units(store=district)] == ["ГРЦПИ", "ИМЦ"]
    directory_edit.move(store=district, kind="unit", record=second.id, by=-5)
    assert directory.units(store=district)[0].id == second.id


def team_of(store, *surnames):
    edit(store, "team", {"title": "Команда"})
    (team,) = store.all(Team)
    for surname in surnames:
        edit(store, "team_member", {"person": person(store, surname).id}, within=team.id)
    return team


def test_a_person_stands_in_the_team_once(district):
    team = team_of(district, "Мастрюкова")
    with pytest.raises(QualityError, match="уже в команде"):
        edit(district, "team_member", {"person": person(district, "Мастрюкова").id}, within=team.id)


def test_another_person_takes_the_place_with_role_and_practice(district):
    team_of(district, "Мастрюкова", "Гомзова")
    first = min(district.all(TeamMember), key=lambda member: member.place)
    edit(district, "team_member", {"role": "methodist", "practice": "наставничество"}, first.id)
    edit(district, "team_member", {"person": person(district, "Доценко").id}, first.id)
    members = sorted(district.all(TeamMember), key=lambda member: member.place)
    assert [member.practice for member in members] == ["наставничество", ""]
    assert members[0].person == person(district, "Доценко").id


def test_a_member_without_a_person_is_refused(district):
    team = team_of(district)
    with pytest.raises(QualityError, match="выберите участника"):
        edit(district, "team_member", {"role": "methodist"}, within=team.id)


def test_the_team_is_checked_by_the_rules_of_the_catalogue(district):
    team_of(district, "Мастрюкова")
    rules = directory.team_rules(reference=REFERENCE)
    (view,) = directory.teams(store=district, rules=rules)
    texts = [problem.text for problem in view.problems]
    assert any("1 чел., а должно быть 7–8" in text for text in texts)
    assert any("Не указан акт" in text for text in texts)


def test_the_sample_lacks_only_what_the_scan_lacks(district):
    found = directory_check.check(store=district, reference=REFERENCE, language=LANGUAGE)
    assert all(problem.place.startswith("person:") for problem in found)


def test_an_empty_file_lists_the_fields_papers_need(empty_district):
    found = directory_check.check(store=empty_district, reference=REFERENCE, language=LANGUAGE)
    places = [problem.place for problem in found]
    assert f"municipality:{MUNICIPALITY_ID}:office_name" in places
    assert "letterhead" in places


def test_a_name_nobody_can_decline_asks_for_its_forms(district):
    own = office.municipality(store=district)
    assert own is not None
    edit(district, "municipality", {"office_term": "грцпившее нечто"}, own.id)
    found = directory_check.check(store=district, reference=REFERENCE, language=LANGUAGE)
    assert f"municipality:{own.id}:office_term" in [problem.place for problem in found]


def test_the_same_code_at_two_schools_is_found(empty_district):
    for name in ("СОШ № 1", "СОШ № 2"):
        edit(empty_district, "school", {"short_name": name, "code": "020111", "type": "secondary"})
    found = directory_check.check(store=empty_district, reference=REFERENCE, language=LANGUAGE)
    assert [p.text for p in found if p.place.startswith("school:")] == [
        "Код «020111» стоит у двух школ: исправьте один из них."
    ]
