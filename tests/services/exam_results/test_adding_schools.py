"""Which schools of a file are offered to be added at once."""

from quality_desktop.services.exam_results.adding_schools import adding_own, offer
from quality_desktop.services.exam_results.school_matching import (
    Choice,
    Decision,
    SchoolQuestion,
    WrittenSchool,
)

ADD = Decision(choice=Choice.ADD)


def question(key, district="", *, name="", is_foreign=False, candidates=()):
    school = WrittenSchool(
        key=key,
        code="",
        name=name or f"МБОУ СОШ № {key}",
        municipality=district,
        is_foreign=is_foreign,
    )
    return SchoolQuestion(school=school, candidates=candidates, reason="", rows=1)


def test_own_schools_come_first_and_those_of_another_district_wait():
    asked = [question("1"), question("2", "Соседний район", is_foreign=True)]
    found = offer(asked)
    assert found.decisions == adding_own(asked) == {"1": ADD}
    assert (found.district, found.other_districts) == ("", 1)


def test_schools_under_one_other_district_are_offered_by_its_name():
    found = offer([question(key, "Старое название", is_foreign=True) for key in ("1", "2")])
    assert found.decisions == {"1": ADD, "2": ADD}
    assert found.district == "Старое название"


def test_schools_of_several_districts_are_never_offered_together():
    found = offer([question(key, f"Район {key}", is_foreign=True) for key in ("1", "2")])
    assert found.decisions == {}
    assert found.other_districts == 2


def test_a_doubtful_school_and_a_name_of_no_school_are_left_to_a_person():
    doubtful = question("1", candidates=("one",))
    assert offer([doubtful, question("2", name="Итого по району")]).decisions == {}


def test_a_sort_of_schools_is_never_added_unasked():
    names = ("СОШ с УИОП", "Опорная школа", "Сельская школа", "Базовая школа")
    asked = [question(name, name=name) for name in names]
    assert adding_own(asked) == {}
    assert adding_own([question("1", name="СОШ № 3 с УИОП")]) == {"1": ADD}
