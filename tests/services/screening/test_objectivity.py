"""Objectivity of a year from the file: the register, signs, markers with history, small numbers."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from quality_desktop import paths
from quality_desktop.domain.at_risk.norms import Norm
from quality_desktop.domain.directory import School
from quality_desktop.domain.examination.exams import ExamResult, exam_result_id
from quality_desktop.domain.records import natural_id
from quality_desktop.services.exam_results import results
from quality_desktop.services.risk_schools.risk_rows import Work
from quality_desktop.services.school_profile.norms import save_norms
from quality_desktop.services.screening import objectivity
from quality_desktop.services.screening.objectivity import Marker
from quality_desktop.services.screening.objectivity_figure import score_figure
from quality_desktop.services.screening.objectivity_signs import SignKind
from quality_desktop.services.screening.objectivity_spread import score_spread

REFERENCE = paths.bundled().reference
REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "pervomaysky.csv"
YEAR = 2021
MATH4 = Work("vpr", "math", 4)


def school_id(name):
    return natural_id("school", name)


def put(store, name, subject="math", grade=4, *, year=YEAR, procedure="vpr", **fields):
    """A result; marks and the register are given as one tuple each."""
    school = school_id(name)
    marks = fields.pop("marks", None)
    register = fields.pop("register", None)
    if marks is not None:
        fields |= dict(zip(("two", "three", "four", "five"), marks, strict=True))
        fields.setdefault("participants", sum(marks))
    if register is not None:
        fields |= dict(zip(("lowered", "confirmed", "raised"), register, strict=True))
    with store.work("Результат") as work:
        if store.get(School, school) is None:
            work.put(School(id=school, code=name, short_name=name))
        work.put(
            ExamResult(
                id=exam_result_id(procedure, year, subject, grade, school),
                procedure=procedure, year=year, subject=subject, grade=grade, school=school,
                **fields,
            )
        )  # fmt: skip
        work.commit()


def assess(store, year=YEAR):
    return objectivity.assess(store=store, year=year, reference=REFERENCE)


def row_of(view, name):
    return next(row for row in view.rows if row.school.code == name)


def kinds(view, name):
    return [sign.kind for sign in row_of(view, name).signs]


def test_shares_are_of_the_sum_of_the_three_groups(empty_district):
    put(empty_district, "А", participants=30, register=(5, 18, 2))
    put(empty_district, "А", "russian", register=(1, 8, 1))
    put(empty_district, "Б", register=(0, 5, 0))
    view = assess(empty_district)
    together = row_of(view, "А").together
    assert together.agreement.share(together.agreement.lowered) == Fraction(6, 35)
    assert together.shown(together.agreement.raised) == "8,6\u202f% (3 из 35)"
    assert [part.work for part in row_of(view, "А").works] == [MATH4, Work("vpr", "russian", 4)]
    whole, math, russian = view.district
    assert (whole.work, whole.agreement.whole) == (None, 40)
    assert (math.agreement.lowered, russian.agreement.lowered) == (5, 1)


def test_marks_above_and_below_the_register_are_told_with_their_numbers(empty_district):
    put(empty_district, "А", register=(4, 9, 7))
    signs = row_of(assess(empty_district), "А").signs
    assert [sign.kind for sign in signs] == [SignKind.LOWERED, SignKind.RAISED]
    assert signs[0].text == (
        "ВПР, математика, 4 класс, 2021: отметка ниже, чем в журнале, у 4 из 20 = 20,0\u202f% "
        "(учеников мало: 8–42\u202f%) ≥ 20\u202f% – повод проверить текущие отметки."
    )
    assert signs[1].text.endswith("повод проверить, как проводили и проверяли работу.")


def test_too_few_pupils_give_no_sign_and_no_clean_record(empty_district):
    put(empty_district, "А", register=(0, 1, 8))
    row = row_of(assess(empty_district), "А")
    assert row.signs == ()
    assert row.markers["МА4"] is Marker.UNKNOWN
    assert row.marked is None


def test_a_changed_norm_changes_what_is_told(empty_district):
    put(empty_district, "А", register=(4, 9, 7))
    norm = next(n for n in empty_district.all(Norm) if n.code == "objectivity.lowered_most")
    save_norms(store=empty_district, norms=[replace(norm, figure="20.1")])
    assert kinds(assess(empty_district), "А") == [SignKind.RAISED]


def test_works_that_gather_above_a_known_border_are_told(empty_district):
    put(empty_district, "А", participants=24, scores="4:2;5:0;6:14;7:3;10:5")
    put(empty_district, "Б", participants=24, scores="4:6;5:5;6:7;7:6")
    view = assess(empty_district)
    [sign] = row_of(view, "А").signs
    assert sign.kind is SignKind.JUMP
    assert "первый балл отметки «3» (6) у 14 участников, а на балл меньше – у 0" in sign.text
    assert "не чаще 0,02\u202f%" in sign.text
    assert row_of(view, "Б").markers["МА4"] is Marker.CLEAR


def test_without_a_known_scale_the_borders_come_from_the_results(empty_district):
    put(
        empty_district, "А", year=2025, marks=(2, 14, 5, 3),
        scores="4:2;6:11;7:3;10:5;15:3",
    )  # fmt: skip
    put(
        empty_district, "Б", year=2025, marks=(6, 4, 4, 6), scores="5:6;8:2;9:2;14:4;15:6"
    )  # fmt: skip
    [sign] = row_of(assess(empty_district, 2025), "А").signs
    assert "отметки «3» (6) у 11 участников" in sign.text
    found = score_spread(
        store=empty_district, school=school_id("А"), work=MATH4, year=2025, reference=REFERENCE
    )
    assert found is not None
    assert found.borders == (5, 9, 14)
    assert found.own == {4: 2, 6: 11, 7: 3, 10: 5, 15: 3}
    assert sum(found.district.values()) == 44


def test_a_work_that_nobody_wrote_has_no_scores(empty_district):
    assert (
        score_spread(
            store=empty_district, school=school_id("А"), work=MATH4, year=2025,
            reference=REFERENCE,
        ) is None
    )  # fmt: skip


def test_easy_tasks_worse_and_hard_ones_better_than_elsewhere_are_told(empty_district):
    put(empty_district, "А", participants=20, tasks="1:10/20;2:18/20")
    put(empty_district, "Б", participants=20, tasks="1:16/20;2:4/20")
    view = assess(empty_district)
    [sign] = row_of(view, "А").signs
    assert sign.kind is SignKind.TASKS
    assert (
        "лёгкие задания – 50,0\u202f% баллов, в остальных школах 80,0\u202f% баллов; "
        "трудные – 90,0\u202f% баллов, в остальных школах 20,0\u202f% баллов"
    ) in sign.text


def far_above(store, name="А", *, later):
    put(store, name, marks=(0, 2, 9, 9))
    put(store, "Б", marks=(5, 5, 5, 5))
    put(store, name, grade=5, year=YEAR + 1, marks=later)
    put(store, "Б", grade=5, year=YEAR + 1, marks=(5, 5, 5, 5))


def test_a_result_far_above_the_others_that_is_gone_a_year_later_is_told(empty_district):
    far_above(empty_district, later=(4, 6, 6, 4))
    [sign] = row_of(assess(empty_district), "А").signs
    assert sign.kind is SignKind.UNCONFIRMED
    assert sign.text.startswith(
        "ВПР, математика, 4 класс, 2021: «4» и «5» – 90,0\u202f% (18 из 20), "
        "в остальных школах 50,0\u202f%; через год (ВПР, математика, 5 класс, 2022) – "
        "50,0\u202f% (10 из 20)"
    )


def test_a_result_that_is_confirmed_or_not_yet_checked_is_not_told(empty_district):
    far_above(empty_district, later=(0, 3, 9, 8))
    assert kinds(assess(empty_district), "А") == []
    assert row_of(assess(empty_district), "А").markers["МА4"] is Marker.CLEAR
    assert row_of(assess(empty_district, YEAR + 1), "А").markers["МА5"] is Marker.UNKNOWN


def test_a_lyceum_is_not_blamed_for_being_far_above(empty_district):
    far_above(empty_district, later=(4, 6, 6, 4))
    with empty_district.work("Лицей") as work:
        work.put(replace(empty_district.get(School, school_id("А")), type="lyceum"))
        work.commit()
    assert kinds(assess(empty_district), "А") == []


def test_the_eighth_grade_is_confirmed_by_the_state_exam(empty_district):
    for name, marks in (("А", (0, 2, 9, 9)), ("Б", (5, 5, 5, 5))):
        put(empty_district, name, grade=8, marks=marks)
        put(empty_district, name, grade=0, year=YEAR + 1, procedure="oge", marks=(5, 5, 5, 5))
    assert kinds(assess(empty_district), "А") == [SignKind.UNCONFIRMED]


def test_markers_are_counted_with_two_years_of_history(empty_district):
    for year, raised in ((2019, 9), (2020, 1), (2021, 9)):
        put(empty_district, "А", "russian", year=year, register=(0, 20 - raised, raised))
    put(empty_district, "А", "math", grade=5, register=(0, 11, 9))
    put(empty_district, "Б", "russian", register=(0, 20, 0))
    put(empty_district, "В", "math", register=(0, 11, 9))
    view = assess(empty_district)
    row = row_of(view, "А")
    assert row.markers == {
        "РУ4": Marker.SIGN, "МА4": Marker.ABSENT, "РУ5": Marker.ABSENT, "МА5": Marker.SIGN,
    }  # fmt: skip
    assert row.marked == 2
    assert row.history == {2020: 0, 2019: 1}
    assert row_of(view, "Б").history == {2020: None, 2019: None}
    assert [(s.year, s.marked, s.wrote) for s in view.shares] == [
        (2021, 1, 2), (2020, 0, 1), (2019, 1, 1),
    ]  # fmt: skip
    assert view.shares[0].shown == "50,0\u202f% (1 из 2)"


def test_marks_below_the_register_are_no_marker_of_the_work(empty_district):
    put(empty_district, "А", "russian", register=(15, 5, 0))
    row = row_of(assess(empty_district), "А")
    assert kinds(assess(empty_district), "А") == [SignKind.LOWERED]
    assert row.markers["РУ4"] is Marker.CLEAR


def test_the_correlations_of_the_programme_are_there_without_data_too(empty_district):
    found = assess(empty_district).correlations
    assert len(found) == 3
    assert all("корреляция" in one.title and one.schools == 0 for one in found)


def test_a_year_without_results_is_empty(empty_district):
    view = assess(empty_district)
    assert view.rows == ()
    assert view.district[0].shown(0) == "нет данных"
    assert view.shares[0].shown == "нет данных"


def figure_of(store, name):
    spread = score_spread(
        store=store, school=school_id(name), work=MATH4, year=YEAR, reference=REFERENCE
    )
    assert spread is not None
    view = assess(store)
    signs = row_of(view, name).signs
    return score_figure(spread, school=name, signs=signs, words=view.words)


def test_scores_of_a_school_stand_beside_what_the_district_would_give(empty_district):
    put(empty_district, "А", participants=24, scores="4:2;5:0;6:14;7:3;10:5")
    put(empty_district, "Б", participants=24, scores="4:6;5:5;6:7;7:6")
    found = figure_of(empty_district, "А")
    assert found.counts == (0, 0, 0, 0, 2, 0, 14, 3, 0, 0, 5)
    assert [(border.score, border.mark) for border in found.borders] == [
        (6, "3"), (10, "4"), (15, "5"),
    ]  # fmt: skip
    assert sum(found.expected) == 24
    assert found.pointed == {6}
    assert figure_of(empty_district, "Б").pointed == frozenset()


def test_a_school_without_scores_has_no_figure(empty_district):
    put(empty_district, "А", marks=(1, 2, 3, 4))
    assert figure_of(empty_district, "А") is None


@pytest.mark.skipif(not REAL.exists(), reason="the real results are not at hand")
def test_the_register_of_a_real_district_is_that_of_an_independent_count(empty_district):
    preview = results.preview(store=empty_district, paths=[REAL], reference=REFERENCE)
    decisions = results.adding_all(preview)
    preview = results.decide(store=empty_district, preview=preview, decisions=decisions)
    results.save(store=empty_district, preview=preview)
    table = pd.read_csv(REAL, sep=";")
    for year in (2020, 2021):
        view = assess(empty_district, year)
        chosen = table[table["Год"] == year]
        groups = chosen.groupby("ОО")[["Понизили", "Подтвердили", "Повысили"]].sum()
        counted = {row.school.code: row.together.agreement for row in view.rows}
        assert {
            code: (found.lowered, found.confirmed, found.raised) for code, found in counted.items()
        } == {
            code: tuple(map(int, sums))
            for code, sums in zip(groups.index, groups.to_numpy(), strict=True)
        }
        together = view.district[0].agreement
        assert (together.lowered, together.confirmed, together.raised) == tuple(
            map(int, groups.sum())
        )
