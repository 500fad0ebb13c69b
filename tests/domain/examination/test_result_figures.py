"""Figures of exam results: what is known, what is not, and what a district makes of it."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.errors import Severity
from quality_desktop.domain.examination.exams import ExamResult, exam_result_id
from quality_desktop.domain.examination.result_figures import (
    BOUNDS,
    GOOD,
    MARKS,
    PASSED,
    REGISTER,
    Share,
    findings,
    marked,
    mean_mark,
    mean_mark_total,
    mean_score_total,
    share,
    share_total,
    taking_part,
    total,
)
from quality_desktop.domain.records import new_id


def result(**figures):
    school = new_id()
    key = exam_result_id("vpr", 2026, "math", 5, school)
    return ExamResult(
        id=key, procedure="vpr", year=2026, subject="math", grade=5, school=school, **figures
    )


def known(found):
    """What must be there, for the reader and the type checker."""
    if found is None:
        raise AssertionError("there is no figure")
    return found


WHOLE = result(participants=20, two=2, three=8, four=6, five=4)

counts = st.none() | st.integers(0, 200)
results = st.builds(
    result, participants=counts, **dict.fromkeys((*MARKS, *REGISTER, *BOUNDS), counts)
)


def test_success_and_quality_are_shares_of_the_participants():
    assert share(WHOLE, PASSED) == Share(18, 20)
    assert share(WHOLE, GOOD) == Share(10, 20)
    assert known(share(WHOLE, ("two",))).percent == Fraction(10)


def test_without_the_number_of_participants_the_marks_add_up_to_it():
    assert taking_part(replace(WHOLE, participants=None)) == 20
    assert share(replace(WHOLE, participants=None), GOOD) == Share(10, 20)


def test_a_mark_that_is_not_known_is_no_zero():
    known_twos = result(participants=20, two=2)
    assert share(known_twos, ("two",)) == Share(2, 20)
    assert share(known_twos, GOOD) is None
    assert marked(known_twos) is None
    assert mean_mark(known_twos) is None


def test_nobody_to_divide_by_gives_no_figure():
    assert known(share(result(participants=0, two=0), ("two",))).percent is None
    assert mean_mark(result(two=0, three=0, four=0, five=0)) is None


def test_more_pupils_than_participants_give_no_share_and_a_finding():
    wrong = result(participants=20, two=2, three=80, four=6, five=4)
    assert share(wrong, PASSED) is None
    assert share(wrong, ("two",)) == Share(2, 20)
    assert mean_mark(wrong) is None
    assert findings(wrong)


def test_agreement_with_the_register_is_a_share_of_its_three_groups():
    compared = result(participants=20, lowered=3, confirmed=12, raised=3)
    assert share(compared, ("confirmed",)) == Share(12, 18)
    assert [f.severity for f in findings(compared)] == [Severity.WARNING]


def test_the_mean_mark_is_exact():
    assert mean_mark(WHOLE) == Fraction(2 * 2 + 8 * 3 + 6 * 4 + 4 * 5, 20)


def test_marks_that_do_not_make_the_participants_are_a_finding_with_both_numbers():
    (finding,) = findings(replace(WHOLE, five=5))
    assert finding.text.startswith("Отметки 2 + 8 + 6 + 5 = 21, а участников 20")
    assert finding.field == "participants"


def test_marks_that_are_partly_known_may_be_fewer_but_not_more_than_the_participants():
    assert findings(result(participants=20, two=2)) == ()
    (finding,) = findings(result(participants=20, two=15, three=6))
    assert finding.text.startswith("Отметок 21, а участников 20")


def test_no_group_is_larger_than_the_participants():
    (finding,) = findings(result(participants=20, below=21))
    assert finding.text.startswith("Не преодолевших порог 21, а участников 20")
    assert findings(result(participants=3, lowered=2, confirmed=1, raised=1))[0].severity == "error"


def test_a_sound_result_has_no_findings():
    assert findings(WHOLE) == ()
    assert findings(result()) == ()


def test_a_districts_share_counts_every_pupil_alike_and_tells_the_mean_of_schools_apart():
    small = result(participants=5, two=5, three=0, four=0, five=0)
    found = known(share_total([WHOLE, small, result(participants=100)], ("two",)))
    assert found.share == Share(7, 25)
    assert found.mean == Fraction(10 + 100, 2)
    assert found.schools == 2


def test_a_sum_says_of_how_many_schools_it_is_made():
    found = known(total([WHOLE, result(participants=5), result(two=1)], "participants"))
    assert (found.value, found.schools) == (25, 2)
    assert total([result(two=1)], "participants") is None


def test_mean_scores_are_weighted_by_participants():
    many, few = (
        result(participants=30, mean_hundredths=5000),
        result(participants=10, mean_hundredths=7000),
    )
    assert mean_score_total([many, few, result(mean_hundredths=100)]) == Fraction(55)
    assert mean_score_total([result(participants=10)]) is None


@given(st.lists(results))
def test_a_district_is_the_sum_of_its_schools(found):
    whole = share_total(found, GOOD)
    shares = [s for r in found if (s := share(r, GOOD)) is not None]
    if whole is None:
        assert not shares
    else:
        assert whole.share == Share(sum(s.part for s in shares), sum(s.whole for s in shares))
    weighed = [
        (known(mean_mark(r)), pupils)
        for r in found
        if mean_mark(r) is not None and (pupils := marked(r))
    ]
    everyone = sum(pupils for _, pupils in weighed)
    points = sum((mark * pupils for mark, pupils in weighed), Fraction())
    assert mean_mark_total(found) == (points / everyone if everyone else None)


@given(results)
def test_findings_never_fail_and_name_a_field_of_the_result(any_result):
    for finding in findings(any_result):
        assert hasattr(any_result, finding.field)
        assert finding.text.endswith((".",))
