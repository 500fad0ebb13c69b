"""Schools of files against the directory of the office: districts, decisions, new schools."""

import pytest

from quality_desktop.domain.directory import School
from quality_desktop.domain.examination.exams import NameMatch, name_match_id
from quality_desktop.domain.records import natural_id
from quality_desktop.domain.school_naming.school_names import Verdict
from quality_desktop.services.exam_results.school_matching import (
    Choice,
    Decision,
    SchoolMatcher,
    added_school,
    remembered,
)


def school(name, code=""):
    return School(id=natural_id("school", name), short_name=name, code=code)


OWN = school("МБОУ СОШ № 1")


def matcher(*schools, districts=("Ишимбайский район",), mixed=False, decided=()):
    return SchoolMatcher(schools=schools, decided=decided, districts=districts, is_mixed=mixed)


def found(each, code, name, municipality):
    return each.match(each.written(code, name, municipality))


def test_a_name_under_the_own_district_is_found():
    match = found(matcher(OWN), "", "МБОУ СОШ №1", "Ишимбайский муниципальный район")
    assert match.school == OWN.id


def test_the_same_name_under_another_district_is_asked():
    match = found(matcher(OWN), "", "МБОУ СОШ №1", "Гафурийский район")
    assert match.verdict is not Verdict.CERTAIN
    assert "другим районом" in match.reason


def test_a_code_is_the_same_school_under_any_district():
    known = school("МБОУ СОШ № 1", code="203389")
    assert found(matcher(known), "203389", "МБОУ СОШ №1", "Гафурийский район").school == known.id


def test_names_of_several_districts_are_asked_while_the_own_is_not_known():
    match = found(matcher(OWN, districts=(), mixed=True), "", "МБОУ СОШ №1", "Гафурийский район")
    assert match.verdict is Verdict.DOUBTFUL
    assert match.candidates == (OWN.id,)


def test_one_unknown_district_is_the_own_one():
    assert (
        found(matcher(OWN, districts=()), "", "МБОУ СОШ №1", "Гафурийский район").school == OWN.id
    )


@pytest.mark.parametrize("municipality", ["", "Ишимбайский район"])
def test_a_name_with_another_district_is_asked_and_is_of_that_district(municipality):
    each = matcher(OWN)
    written = each.written("", "МБОУ СОШ № 1 Гафурийского района", municipality)
    assert (written.is_foreign, written.municipality) == (True, "Гафурийского района")
    match = each.match(written)
    assert (match.verdict, match.candidates) == (Verdict.DOUBTFUL, (OWN.id,))
    assert match.reason == "В названии школы другой район (Гафурийского района)."
    assert written.key != each.written("", "МБОУ СОШ № 1", "").key


def test_a_name_with_the_own_district_is_found_under_the_same_key():
    each = matcher(OWN)
    written = each.written("", "МБОУ СОШ № 1 МР Ишимбайский район", "")
    assert not written.is_foreign
    assert each.match(written).school == OWN.id
    assert written.key == each.written("", "МБОУ СОШ № 1", "").key


def test_names_of_several_districts_wait_and_bare_ones_do_not_while_the_own_is_not_known():
    each = SchoolMatcher(
        schools=[OWN], decided=(), districts=(), is_mixed=False, are_names_mixed=True
    )
    match = found(each, "", "МБОУ СОШ № 1 Гафурийского района", "")
    assert (match.verdict, match.candidates) == (Verdict.DOUBTFUL, (OWN.id,))
    assert found(each, "", "МБОУ СОШ № 1", "").school == OWN.id


def test_the_names_of_the_directory_tell_its_district_too():
    known = school("МБОУ СОШ № 1 Гафурийского района")
    assert found(matcher(known), "", "СОШ № 1 Гафурийского р-на", "").school == known.id


def decision(key, chosen):
    return NameMatch(id=name_match_id(key), written=key, school=chosen)


def test_a_decision_about_another_district_does_not_touch_the_own_school():
    foreign = matcher(OWN).written("", "МБОУ СОШ №1", "Гафурийский район")
    each = matcher(OWN, decided=[decision(foreign.key, None)])
    assert found(each, "", "МБОУ СОШ №1", "Гафурийский район").verdict is Verdict.NOT_A_SCHOOL
    assert found(each, "", "МБОУ СОШ №1", "Ишимбайский район").school == OWN.id


def test_what_is_remembered_is_what_was_chosen():
    written = matcher(OWN).written("", "Первая школа", "")
    choices = {
        "chosen": Decision(choice=Choice.EXISTING, school=OWN.id),
        "skipped": Decision(choice=Choice.SKIP),
        "added": Decision(choice=Choice.ADD),
        "not asked": Decision(choice=Choice.SKIP),
    }
    questions = dict.fromkeys(("chosen", "skipped", "added"), written)
    assert {m.written: m.school for m in remembered(questions, choices)} == {
        "chosen": OWN.id,
        "skipped": None,
    }


@pytest.mark.parametrize(
    ("code", "name", "stored", "kind"),
    [
        ("203389", "МБОУ СОШ № 1", "203389", "secondary"),
        ("оо-0005", "ОО-0005", "ОО-0005", ""),
        ("", "МБОУ лицей № 12", "", "lyceum"),
    ],
)
def test_an_added_school_keeps_its_code_and_kind(code, name, stored, kind):
    added = added_school(matcher().written(code, name, ""), taken=())
    assert (added.code, added.short_name, added.type) == (stored, name, kind)
    assert added.is_active


def test_a_school_added_in_two_copies_by_its_code_is_one():
    written = matcher().written("203389", "МБОУ СОШ № 1", "")
    one, other = added_school(written, taken=()), added_school(written, taken=())
    assert one.id == other.id
    assert added_school(written, taken={one.id}).id != one.id
