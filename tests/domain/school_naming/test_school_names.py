"""Names of one school meet, names of two never do, and the doubtful are asked about."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.records import natural_id
from quality_desktop.domain.school_naming.named_districts import districts_of
from quality_desktop.domain.school_naming.school_name_parts import (
    code_key,
    district_key,
    name_parts,
    split_code,
)
from quality_desktop.domain.school_naming.school_names import (
    KnownSchool,
    SchoolDirectory,
    Verdict,
    is_telling,
    may_be_one,
    written_key,
)

OFFICIAL = (
    "Муниципальное бюджетное общеобразовательное учреждение средняя общеобразовательная школа № 3 "
    "села Кинзебулатово муниципального района Ишимбайский район Республики Башкортостан"
)


def school(name, code="", address="", short=""):
    return KnownSchool(
        id=natural_id("school", name, code), code=code, names=(name, short), address=address
    )


def found(written, *schools, code="", decided=None):
    return SchoolDirectory(schools, decided or {}).match(code, written)


@pytest.mark.parametrize(
    "written",
    [
        "МБОУ СОШ №3 с. Кинзебулатово",
        "МБОУ СОШ № 3 с.Кинзебулатово МР Ишимбайский район РБ",
        "МКОУ «Средняя школа N 3 села Кинзебулатова»",
        "Муниципальное бюджетное общеоразовательное учреждение СОШ №3 с. Кинзебулатово",
        "МБОУ \u0421O\u0428 №3 с. Кинзебулатово",
        "Школа № 3 с. Кинзебулатово+B116",
    ],
)
def test_short_and_official_names_of_one_school_meet(written):
    others = (school("МБОУ СОШ № 13 г. Ишимбая"), school("МБОУ ООШ № 3 д. Верхотор"))
    match = found(written, school(OFFICIAL), *others)
    assert (match.verdict, match.school) == (Verdict.CERTAIN, school(OFFICIAL).id)


@pytest.mark.parametrize(
    "written",
    [
        "МБОУ СОШ №2 с. Кинзебулатово",
        "МБОУ СОШ № 3 с. Петровское",
        "МБОУ гимназия № 3 с. Кинзебулатово",
        "МБОУ СОШ № 33",
    ],
)
def test_another_number_place_or_kind_is_never_the_same_school(written):
    assert found(written, school(OFFICIAL)).verdict is not Verdict.CERTAIN


def test_places_that_only_look_alike_are_two():
    match = found("МБОУ СОШ с. Петровское", school("МБОУ СОШ г. Петровск"))
    assert match.verdict is not Verdict.CERTAIN


def test_a_name_that_fits_two_schools_is_asked():
    town, village = school("МБОУ СОШ № 1 г. Ишимбая"), school("МБОУ СОШ № 1 с. Петровское")
    match = found("МБОУ СОШ № 1", town, village)
    assert match.verdict is Verdict.DOUBTFUL
    assert set(match.candidates) == {town.id, village.id}


def test_a_place_tells_two_schools_of_one_number_apart():
    town, village = school("МБОУ СОШ № 1"), school("МБОУ СОШ № 1 с. Петровское")
    assert found("СОШ №1 с. Петровское", town, village).school == village.id
    assert found("СОШ №1", town, village).school == town.id


def test_a_place_that_the_directory_lacks_is_asked():
    match = found("МБОУ СОШ № 3 с. Кинзебулатово", school("МБОУ СОШ № 3"))
    assert match.verdict is Verdict.DOUBTFUL


def test_the_address_of_the_directory_answers_for_the_place():
    known = school("МБОУ СОШ № 3", address="453223, с. Кинзебулатово, ул. Школьная, 1")
    assert found("МБОУ СОШ № 3 с. Кинзебулатово", known).verdict is Verdict.CERTAIN
    assert found("МБОУ СОШ № 3 с. Петровское", known).verdict is not Verdict.CERTAIN


def test_the_code_comes_first():
    known = school("МБОУ СОШ № 3", code="edu203389")
    other = school("МБОУ СОШ № 4", code="203390")
    assert found("МБОУ «СОШ № 3»(edu203389)", known, other).school == known.id
    assert found("sch203390", known, other).school == other.id


def test_a_code_of_one_school_with_the_name_of_another_is_held_with_both():
    one, other = school("МБОУ СОШ № 3", code="203389"), school("МБОУ СОШ № 4", code="203390")
    match = found("МБОУ СОШ № 4(edu203389)", one, other)
    assert match.verdict is Verdict.DOUBTFUL
    assert match.candidates == (one.id, other.id)
    assert "Код одной школы" in match.reason


def test_a_name_with_an_unknown_code_is_held():
    match = found("МБОУ СОШ № 3(edu999999)", school("МБОУ СОШ № 3", code="203389"))
    assert match.verdict is Verdict.DOUBTFUL


def test_a_school_without_a_code_is_found_by_its_name_beside_a_code():
    known = school("МБОУ СОШ № 3")
    assert found("МБОУ СОШ № 3(edu203389)", known).school == known.id


def test_two_schools_of_one_code_are_asked():
    one, other = school("Школа А", code="203389"), school("Школа Б", code="edu203389")
    assert found("edu203389", one, other).verdict is Verdict.DOUBTFUL


def test_a_decision_wins_over_everything():
    one, other = school("МБОУ СОШ № 3"), school("МБОУ СОШ № 4")
    key = written_key("", "МБОУ СОШ № 3")
    assert found("СОШ №3", one, other, decided={key: other.id}).school == other.id
    assert found("СОШ №3", one, decided={key: None}).verdict is Verdict.NOT_A_SCHOOL


def test_a_typo_is_offered_and_not_taken():
    known = school("МБОУ СОШ с. Кинзебулатово")
    match = found("МБОУ СОШ с. Кинзебултово", known, school("МБОУ СОШ с. Петровское"))
    assert match.verdict is Verdict.DOUBTFUL
    assert match.candidates == (known.id,)


_VILLAGES = st.text(alphabet="аинорк", min_size=3, max_size=9)


@given(st.lists(_VILLAGES, min_size=1, max_size=6, unique=True), _VILLAGES)
def test_what_resembles_a_name_is_what_a_comparison_of_all_letters_finds(villages, written):
    schools = [school(f"СОШ с. {village.title()}") for village in villages]
    match = SchoolDirectory(schools).match("", f"СОШ с. {written.title()}")
    if not match.reason.startswith(("Название похоже", "Такой школы")):
        return
    letters = name_parts(f"СОШ с. {written.title()}").letters
    alike = {
        one.id: SequenceMatcher(None, letters, name_parts(one.names[0]).letters).ratio()
        for one in schools
    }
    ranked = sorted((-share, str(key), key) for key, share in alike.items() if share >= 0.6)
    assert match.candidates == tuple(key for *_, key in ranked[:5])


def test_a_school_that_nothing_resembles_is_unknown():
    assert found("МБОУ лицей № 77", school("МБОУ СОШ № 3")).verdict is Verdict.UNKNOWN


def test_a_name_that_says_nothing_is_no_school():
    assert found("МБОУ", school("МБОУ СОШ № 3")).verdict is not Verdict.CERTAIN


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_gets_an_answer(name, code):
    match = found(name, school(OFFICIAL), school("Гимназия № 1", code="203389"), code=code)
    assert match.verdict in set(Verdict)


numbers = st.integers(1, 400)


@given(numbers, numbers)
def test_schools_of_two_numbers_never_meet(one, other):
    known = [school(f"МБОУ СОШ № {one}")]
    is_certain = found(f"МБОУ СОШ №{other}", *known).verdict is Verdict.CERTAIN
    assert is_certain == (one == other)


def test_codes_are_taken_out_of_names():
    assert split_code("МБОУ «СОШ № 1»(edu203389)") == ("203389", "МБОУ «СОШ № 1»")
    assert split_code('edu223017 | МБОУ "Алейская СОШ"') == ("223017", 'МБОУ "Алейская СОШ"')
    assert split_code("ОО-0005") == ("оо-0005", "ОО-0005")
    assert code_key("sch223017") == code_key("EDU 223017") == "223017"
    assert code_key("СОШ № 3") == ""


def test_a_coded_name_is_no_number():
    assert name_parts("Школа ОО-0005").numbers == frozenset()
    assert found("Школа № 5", school("Школа ОО-0005")).verdict is not Verdict.CERTAIN


def test_honorary_names_do_not_count_beside_a_number():
    known = school("МБОУ СОШ № 5 имени Героя Советского Союза И.И. Иванова")
    assert found("МБОУ СОШ №5", known).school == known.id


def test_a_district_is_known_in_all_its_forms():
    assert (
        district_key("Ишимбайский муниципальный район(reg20_m012)")
        == district_key("МР Ишимбайский район")
        == district_key("Ишимбайского района")
    )
    assert district_key("г. Стерлитамак") == district_key("город Стерлитамак")
    assert district_key("город Стерлитамак") != district_key("Стерлитамакский район")


LENIN, PUSHKIN = "СОШ им. Ленина с. Ивановка", "СОШ имени А. С. Пушкина с. Ивановка"


def test_schools_of_one_village_named_after_two_people_are_two():
    assert found(PUSHKIN, school(LENIN)).verdict is Verdict.DOUBTFUL
    assert found(PUSHKIN, school(LENIN), school(PUSHKIN)).school == school(PUSHKIN).id
    assert found("СОШ с. Ивановка", school(LENIN)).school == school(LENIN).id


def test_a_decision_about_one_of_them_says_nothing_of_the_other():
    decided = {written_key("", LENIN): school(LENIN).id}
    assert found(LENIN, school(LENIN), decided=decided).school == school(LENIN).id
    assert found(PUSHKIN, school(LENIN), decided=decided).verdict is Verdict.DOUBTFUL


@pytest.mark.parametrize("written", ["Филиал МБОУ СОШ № 3", "НОШ – филиал МБОУ СОШ № 3"])
def test_a_branch_is_not_its_school(written):
    assert found(written, school("МБОУ СОШ № 3")).verdict is Verdict.DOUBTFUL
    assert found(written, school(written)).verdict is Verdict.CERTAIN


def test_an_evening_school_is_not_the_day_school_of_its_number():
    day, evening = school("СОШ № 1"), school("Вечерняя школа № 1")
    assert found("Вечерняя СОШ № 1", day).verdict is not Verdict.CERTAIN
    assert found("Вечерняя СОШ № 1", day, evening).school == evening.id


@pytest.mark.parametrize(
    "written",
    [
        "МБОУ «ООШ с. Верхнее»",
        "МБОУ «ООШ п. Верхнее»",
        "МБОУ «ООШ д. Верхнее Село»",
        "МБОУ «ООШ д. Верхнее» структурное подразделение",
    ],
)
def test_a_school_of_a_village_is_not_that_of_a_hamlet_of_the_same_name(written):
    known = school("МБОУ «ООШ д. Верхнее»")
    assert found(written, known).verdict is not Verdict.CERTAIN
    assert name_parts(written).key != name_parts("МБОУ «ООШ д. Верхнее»").key


PARENT = school("МБОУ СОШ № 3 с. Кинзебулатово", code="203389")


@pytest.mark.parametrize(
    "written",
    [
        "Филиал МБОУ СОШ № 3 с. Кинзебулатово – НОШ д. Урман",
        "Филиал МБОУ СОШ № 3 с. Кинзебулатово",
        "МБОУ СОШ № 3 с. Петровское",
        "МБОУ СОШ № 4 с. Кинзебулатово",
    ],
)
def test_a_name_that_contradicts_the_school_of_its_code_is_asked(written):
    match = found(written, PARENT, code="203389")
    assert match.verdict is Verdict.DOUBTFUL
    assert PARENT.id in match.candidates


def test_a_branch_of_the_directory_comes_first_where_it_stands_with_the_code_of_its_school():
    branch = school("Филиал МБОУ СОШ № 3 с. Кинзебулатово – НОШ д. Урман")
    match = found(branch.names[0], PARENT, branch, code="203389")
    assert match.verdict is Verdict.DOUBTFUL
    assert match.candidates == (branch.id, PARENT.id)
    assert "Филиал" in match.reason


@pytest.mark.parametrize("written", ["МБОУ СОШ № 3", "Школа № 3 с. Кинзебулатова", "МБОУ СОШ", ""])
def test_a_name_that_does_not_contradict_leaves_the_code_alone(written):
    assert found(written, PARENT, code="203389").school == PARENT.id


def test_names_beside_one_code_are_of_one_school_unless_they_contradict():
    assert may_be_one("МБОУ СОШ № 3", "Школа № 3 с. Кинзебулатово")
    assert not may_be_one("МБОУ СОШ № 3", "Филиал МБОУ СОШ № 3")
    assert not may_be_one("МБОУ СОШ № 3", "МБОУ СОШ № 4")


@pytest.mark.parametrize(
    ("code", "name", "tells"),
    [("", "МБОУ СОШ", False), ("", "школа", False), ("203389", "МБОУ СОШ", True), ("", "СОШ № 3", True)],
)  # fmt: skip
def test_a_form_and_a_kind_alone_tell_no_school(code, name, tells):
    assert is_telling(code, name) is tells


TOWN, VILLAGE = school("МБОУ СОШ № 12"), school("МКОУ «Страховская СОШ»")
OWN_DISTRICT = districts_of("МО Заокский район")


@pytest.mark.parametrize(
    ("written", "known", "said"),
    [
        ("МКОУ «Страховская СОШ № 12»", TOWN, "одна"),
        ("Страховская СОШ № 12", TOWN, "одна"),
        ("МБОУ СОШ № 12 «Надежда»", TOWN, "не всё"),
        ("МБОУ СОШ № 12 Ясногорск", TOWN, "не всё"),
        ("Усть-Страховская СОШ", VILLAGE, "не всё"),
        ("Ново-Страховская СОШ", VILLAGE, "не всё"),
        ("Верхне Страховская СОШ", VILLAGE, "не всё"),
        ("Школа № 12 вечерняя", TOWN, "не всё"),
        ("МБОУ СОШ № 12 (заочное отделение)", TOWN, "не всё"),
        ("МБОУ СОШ № 12 УКП", TOWN, "не всё"),
        ("Дошкольные группы МБОУ СОШ № 12", TOWN, "не всё"),
        ("МБОУ СОШ № 12 (лицей)", TOWN, "не всё"),
        ("ЧОУ СОШ № 12", TOWN, "Учредитель"),
        ("АНО СОШ № 12", TOWN, "Учредитель"),
        ("ФГКОУ СОШ № 12", TOWN, "Учредитель"),
        ("НОУ СОШ № 12", TOWN, "Учредитель"),
        ("ГБОУ ТО СОШ № 12", TOWN, "Учредитель"),
        ("Частное общеобразовательное учреждение СОШ № 12", TOWN, "Учредитель"),
        ("Государственное бюджетное общеобразовательное учреждение СОШ № 12", TOWN, "Учредитель"),
        ("Автономная некоммерческая организация «Школа № 12»", TOWN, "Учредитель"),
        ("МБОУ СОШ № 12 Алексинского района", TOWN, "другой район"),
        ("МБОУ СОШ № 12 (Ясногорский район)", TOWN, "другой район"),
        ("МБОУ СОШ № 12, Ясногорский р-н", TOWN, "другой район"),
        ("МБОУ СОШ № 12 МО Ясногорск", TOWN, "другой район"),
        ("СОШ № 12 г. о. Алексин", TOWN, "другой район"),
        ("МКОУ «Страховская СОШ» Алексинского района", VILLAGE, "другой район"),
    ],
)
def test_what_one_of_two_names_lacks_or_has_otherwise_is_asked(written, known, said):
    match = SchoolDirectory([TOWN, VILLAGE], own=OWN_DISTRICT).match("", written)
    assert match.verdict is Verdict.DOUBTFUL
    assert known.id in match.candidates
    assert said in match.reason


@pytest.mark.parametrize(
    "written",
    [
        "МОУ СОШ № 12",
        "МАОУ «Средняя школа №12»",
        "МКОУ СОШ № 12 имени А. С. Пушкина",
        "СОШ-12",
        "12 школа",
        "МБОУ СОШ № 12 Заокского района",
        "МБОУ СОШ № 12 (Заокский р-н)",
        "МБОУ СОШ № 12 МО Заокский район Тульской области",
        "МБОУ СОШ № 12 Заокского муниципального округа",
        (
            "Муниципальное казенное общеобразовательное учреждение «Средняя общеобразовательная школа "
            "№ 12» муниципального образования Заокский район"
        ),
    ],
)
def test_other_writings_of_a_school_and_its_own_district_are_not_asked(written):
    match = SchoolDirectory([TOWN, VILLAGE], own=OWN_DISTRICT).match("", written)
    assert (match.verdict, match.school) == (Verdict.CERTAIN, TOWN.id)


@pytest.mark.parametrize(
    ("own", "full", "written"),
    [
        (
            "городской округ город Уфа Республики Башкортостан",
            "МАОУ Школа № 1 Ленинского района городского округа город Уфа",
            "МАОУ Школа № 1",
        ),
        ("городской округ Ревда", "МАОУ СОШ № 1 Ревдинского района", "СОШ № 1"),
        (
            "Хангаласский улус",
            "МБОУ СОШ № 1 муниципального района «Хангаласский улус»",
            "МБОУ СОШ № 1",
        ),
    ],
)
def test_a_part_of_the_own_city_in_the_directory_contradicts_no_name(own, full, written):
    known = school(full)
    match = SchoolDirectory([known], own=districts_of(own)).match("", written)
    assert (match.verdict, match.school) == (Verdict.CERTAIN, known.id)


def test_two_districts_in_two_names_are_asked_also_while_nobody_knows_the_own_one():
    known = school("МБОУ СОШ № 12 Заокского района")
    assert found("СОШ № 12", known).school == known.id
    assert found("СОШ № 12 Алексинского района", known).verdict is Verdict.DOUBTFUL


def test_a_short_name_is_of_the_district_and_the_founder_of_the_official_one():
    known = school("ЧОУ СОШ № 12 Заокского района", short="СОШ № 12")
    assert found("ЧОУ СОШ № 12", known).school == known.id
    assert found("СОШ № 12 Алексинского района", known).verdict is Verdict.DOUBTFUL
    assert found("МБОУ СОШ № 12", known).verdict is Verdict.DOUBTFUL


def test_decisions_about_schools_of_two_founders_are_two():
    assert written_key("", "МБОУ СОШ № 3") == written_key("", "СОШ № 3") == "|secondary 3"
    keys = {written_key("", f"{form} СОШ № 3") for form in ("МБОУ", "ЧОУ", "ГБОУ", "ФГКОУ")}
    assert len(keys) == 4


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("СОШ с УИОП", False), ("Опорная школа", False), ("СОШ № 3 с УИОП", True), ("Ивановская СОШ", True)],
)  # fmt: skip
def test_a_sort_of_schools_is_told_from_one_school(name, is_one):
    assert name_parts(name).is_of_one is is_one


@pytest.mark.parametrize(
    "official",
    [
        "Муниципальное образование Заокский муниципальный округ Тульской области",
        "Администрация муниципального образования Заокский район",
        "Отдел образования администрации МО Заокский район",
        "Заокский р-н",
    ],
)
def test_a_district_is_known_by_its_long_official_name(official):
    assert district_key(official) == district_key("Заокский") == "заок"
