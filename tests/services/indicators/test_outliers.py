from collections.abc import Mapping

import pytest

from quality_desktop import paths
from quality_desktop.services.indicators.outliers import Outlier, OutlierKind, outliers
from quality_desktop.storage.store import Store
from tests.services.monitored import YEAR, District

SCHOOLS = [f"Школа {n}" for n in range(10)]


@pytest.fixture
def made(empty_district: Store) -> District:
    """Ten alike schools with a share of two in forty."""
    made = District(empty_district)
    made.add_schools(*SCHOOLS)
    made.ask("two_x", title="число получивших «2»", unit="чел.")
    made.ask("all_x", title="общее количество обучающихся", unit="чел.")
    made.calculate("share_x", "two_x", "all_x", title="доля двоек")
    made.answer(YEAR, "all_x", dict.fromkeys(SCHOOLS, "40"))
    made.answer(YEAR, "two_x", {name: str(2 + n % 3) for n, name in enumerate(SCHOOLS)})
    return made


def found(made: District) -> Mapping[OutlierKind, list[Outlier]]:
    everything = outliers(
        store=made.store, form=made.form.id, year=YEAR, reference=paths.bundled().reference
    )
    return {kind: [one for one in everything if one.kind is kind] for kind in OutlierKind}


def test_alike_schools_have_no_outliers(made: District):
    assert found(made) == {OutlierKind.FAR: [], OutlierKind.JUMP: []}


def test_a_share_far_from_the_others_names_its_numbers_and_cells(made: District):
    made.answer(YEAR, "two_x", {SCHOOLS[4]: "20"})
    (one,) = found(made)[OutlierKind.FAR]

    assert one.school == made.schools[SCHOOLS[4]].id
    assert set(one.elements) == {element.id for element in made.elements.values()}
    assert one.calculation == "share_x"
    assert one.text == (
        "Доля двоек: 50,0\u202f% (20 из 40), а в половине школ не больше 7,5\u202f%: "
        "разница в 17 чел., проверьте числа."
    )


def test_a_share_far_below_the_others_is_told_the_other_way(made: District):
    made.answer(YEAR, "two_x", dict.fromkeys(SCHOOLS, "30") | {SCHOOLS[1]: "31", SCHOOLS[2]: "2"})
    (one,) = found(made)[OutlierKind.FAR]

    assert "не меньше 75,0\u202f%: разница в 28 чел." in one.text
    assert one.people == -28


def test_a_jump_since_the_year_before_is_told_in_people(made: District):
    made.answer(YEAR - 1, "all_x", {SCHOOLS[0]: "40", SCHOOLS[1]: "4"})
    (one,) = found(made)[OutlierKind.JUMP]

    assert one.school == made.schools[SCHOOLS[1]].id
    assert one.elements == (made.elements["all_x"].id,)
    assert one.text == (
        "Общее количество обучающихся: 40, а год назад 4 – на 36 больше, проверьте."
    )


def test_what_is_no_count_does_not_jump_and_a_broken_formula_stops_nobody(made: District):
    made.ask("mean_x", type="decimal", decimals=1)
    made.answer(YEAR - 1, "mean_x", {SCHOOLS[0]: "3,5"})
    made.answer(YEAR, "mean_x", {SCHOOLS[0]: "99,5"})
    made.calculate("bad_x", "two_x +", "all_x")

    assert found(made) == {OutlierKind.FAR: [], OutlierKind.JUMP: []}
