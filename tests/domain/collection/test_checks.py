"""What the values of a school must keep: rules of the office and those that follow."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.collection.answers import Answer, read_answer
from quality_desktop.domain.collection.checks import (
    Check,
    Finding,
    acceptance_of,
    checks_of,
    fingerprint,
    full_title,
    run,
)
from quality_desktop.domain.collection.indicators import Calculation
from quality_desktop.domain.collection.monitoring import (
    Absence,
    Acceptance,
    CheckRule,
    DataElement,
    ValueType,
)
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.records import Id, new_id

YEAR = 2025
FORM = new_id()
SUBJECTS = {"math": "Математика", "russian": "Русский язык"}
PEOPLE = {
    "participants": "число участников",
    "two": "число получивших «2»",
    "three": "число получивших «3»",
    "four": "число получивших «4»",
    "five": "число получивших «5»",
}


def element(code: str, **given: object) -> DataElement:
    return DataElement(**{"id": new_id(), "form": FORM, "code": code, **given})  # type: ignore[arg-type]


def exam(subject: str, grade: int, *roles: str) -> list[DataElement]:
    return [
        element(
            f"vpr_{role}",
            procedure="vpr",
            subject=subject,
            grade=grade,
            title=PEOPLE[role],
            derived_from=f"exam.{role}",
        )
        for role in roles or PEOPLE
    ]


def calculation(first: str, second: str, **given: object) -> Calculation:
    fields = {"id": new_id(), "code": "share", "numerator": first, "denominator": second}
    return Calculation(**{**fields, **given})  # type: ignore[arg-type]


def rule(left: str, relation: str, right: str, **given: object) -> CheckRule:
    fields = {"id": new_id(), "form": FORM, "left": left, "relation": relation, "right": right}
    return CheckRule(**{**fields, **given})  # type: ignore[arg-type]


def answers(elements: list[DataElement], *texts: str) -> dict[Id, Answer]:
    read = {e.id: read_answer(text, e) for e, text in zip(elements, texts, strict=True)}
    return {key: answer for key, answer in read.items() if isinstance(answer, Answer)}


def found(checks: tuple[Check, ...], elements: list[DataElement], *texts: str) -> list[str]:
    return [finding.text for finding in run(checks, answers(elements, *texts))]


MATH_5 = exam("math", 5)
EXAM_CHECKS = checks_of(MATH_5, (), (), YEAR, subjects=SUBJECTS)


def test_marks_must_add_up_to_the_participants():
    assert found(EXAM_CHECKS, MATH_5, "24", "5", "6", "7", "6") == []
    assert found(EXAM_CHECKS, MATH_5, "24", "5", "6", "7", "7") == [
        "Отметок «2», «3», «4» и «5» вместе – столько же, сколько участников "
        + "(математика, 5 класс), а вписано 25 и 24."
    ]


@pytest.mark.parametrize("unknown", ["", "н/д"])
def test_nothing_is_said_of_marks_while_one_is_unknown(unknown: str):
    assert found(EXAM_CHECKS, MATH_5, "24", "5", unknown, "7", "7") == []


def test_a_class_that_did_not_take_part_breaks_nothing():
    assert found(EXAM_CHECKS, MATH_5, *["не участвовали"] * 5) == []
    assert found(EXAM_CHECKS, MATH_5, "нет класса", "0", "0", "0", "не участвовали") == []


def test_marks_of_a_class_that_is_said_not_to_take_part_are_a_contradiction():
    (text,) = found(EXAM_CHECKS, MATH_5, "не участвовали", "0", "0", "7", "0")

    assert text == (
        "Число получивших «4» (математика, 5 класс): вписано 7, "
        "а «Число участников (математика, 5 класс)» – «не участвовали», исправьте одно из двух."
    )


def test_marks_without_one_of_the_four_stay_within_the_participants():
    elements = exam("math", 5, "participants", "two")
    checks = checks_of(elements, (), (), YEAR, subjects=SUBJECTS)

    assert found(checks, elements, "4", "4") == []
    assert found(checks, elements, "4", "5") == [
        "Число получивших «2» – не больше, чем число участников (математика, 5 класс), "
        + "а вписано 5 и 4."
    ]


def test_exams_are_known_by_the_ends_of_codes_where_no_source_is_named():
    elements = [element("rdr_participants"), element("rdr_below"), element("school_below")]
    checks = checks_of(elements, (), (), YEAR)

    assert len(found(checks, elements, "3", "4", "9")) == 1


def test_results_against_the_journal_and_high_scores_stay_within_the_participants():
    elements = [
        element(f"ege_{role}", derived_from=f"exam.{role}")
        for role in ("participants", "lowered", "confirmed", "raised", "high", "full")
    ]
    checks = checks_of(elements, (), (), YEAR)

    assert found(checks, elements, "10", "3", "3", "3", "9", "1") == []
    assert len(found(checks, elements, "10", "4", "4", "4", "11", "12")) == 3


@pytest.mark.parametrize(
    ("asked", "stored", "is_broken"),
    [
        ({}, Answer(digits=0), False),
        ({}, Answer(digits=-1), True),
        ({}, Answer(digits=25, decimals=1), True),
        ({}, Answer(text="много"), True),
        ({"highest": 5}, Answer(digits=6), True),
        ({"lowest": None}, Answer(digits=-6), False),
        ({"type": "decimal", "decimals": 1, "unit": "%"}, Answer(digits=1000, decimals=1), False),
        ({"type": "decimal", "decimals": 1, "unit": "%"}, Answer(digits=1001, decimals=1), True),
        ({"type": "yes_no"}, Answer(digits=2), True),
        ({"type": "yes_no"}, Answer(digits=1), False),
        ({"type": "choice", "options": "а\nб"}, Answer(text="б"), False),
        ({"type": "choice", "options": "а\nб"}, Answer(text="в"), True),
        ({"type": "text"}, Answer(text="что угодно"), False),
        ({}, Answer(), False),
        ({}, Answer(absence="no_data"), False),
    ],
)
def test_a_value_is_what_its_element_asks_for(
    asked: dict[str, object], stored: Answer, is_broken: bool
):
    one = element("x", title="число детей", **asked)
    findings = run(checks_of([one], (), (), YEAR), {one.id: stored})

    assert [finding.severity for finding in findings] == [Severity.ERROR] * is_broken


def test_limits_are_told_in_words():
    one = element("x", title="число детей", highest=30)
    (finding,) = run(checks_of([one], (), (), YEAR), {one.id: Answer(digits=31)})

    assert finding.text == "Число детей: целое число от 0 до 30, а вписано 31."
    assert finding.elements == (one.id,)


GRADUATES = [
    element("high", title="число высокобалльников"),
    element("graduates", title="общее количество выпускников"),
]


def test_a_share_lies_between_nought_and_a_hundred():
    checks = checks_of(GRADUATES, (), [calculation("high", "graduates")], YEAR)

    assert found(checks, GRADUATES, "10", "10") == []
    assert found(checks, GRADUATES, "12", "10") == [
        "Число высокобалльников – не больше, чем общее количество выпускников, а вписано 12 и 10."
    ]
    assert found(checks, GRADUATES, "не участвовали", "10") == []
    assert found(checks, GRADUATES, "", "10") == []


@pytest.mark.parametrize(
    "given", [{"factor": 1000}, {"unit": "чел."}, {"type": "count"}, {"until": 2024},
              {"numerator": "high +"}, {"numerator": "other_form"}],
)  # fmt: skip
def test_what_is_no_share_of_this_form_and_year_is_not_checked_as_one(given: dict[str, object]):
    checks = checks_of(GRADUATES, (), [calculation("high", "graduates", **given)], YEAR)

    assert found(checks, GRADUATES, "12", "10") == []


def test_a_share_is_checked_in_every_subject_and_grade_by_itself():
    elements = exam("math", 5, "two") + exam("russian", 5, "two")
    elements += [
        element("pupils", procedure="vpr", subject=subject, grade=5, title="число детей в классе")
        for subject in ("math", "russian")
    ]
    checks = checks_of(elements, (), [calculation("vpr_two", "pupils")], YEAR, subjects=SUBJECTS)

    assert found(checks, elements, "9", "1", "8", "20") == [
        "Число получивших «2» – не больше, чем число детей в классе (математика, 5 класс), "
        + "а вписано 9 и 8."
    ]


def test_nobody_can_be_a_share_of_a_class_that_is_not_there():
    elements = exam("math", 5, "two")
    elements += [
        element("pupils", procedure="vpr", subject="math", grade=5, title="всего в классе")
    ]
    shares = [calculation("vpr_two", "pupils")]
    checks = checks_of(elements, (), shares, YEAR, subjects=SUBJECTS)

    assert found(checks, elements, "0", "нет класса") == []
    assert found(checks, elements, "не участвовали", "25") == []
    assert found(checks, elements, "3", "н/д") == []
    assert found(checks, elements, "3", "нет класса") == [
        "Число получивших «2» (математика, 5 класс): вписано 3, а «Всего в классе (математика, "
        + "5 класс)» – «нет класса», исправьте одно из двух."
    ]


def graduates() -> list[DataElement]:
    general = {"group": "ЕГЭ, все предметы"}
    russian = {"group": "ЕГЭ, русский язык", "procedure": "ege", "subject": "russian"}
    return [
        element("graduates", title="всего выпускников", **general),
        element("high", title="число высокобалльников", **general),
        element("sat", title="сдавали", derived_from="exam.participants", **russian),
        element("failed", title="не сдали", derived_from="exam.below", **russian),
    ]


@pytest.mark.parametrize("texts", [("30", "нет класса", "30", "1"), ("30", "2", "нет класса", "")])
def test_graduates_of_a_class_that_is_said_not_to_be_there_are_pointed_out(texts: tuple[str, ...]):
    elements = graduates()
    checks = checks_of(elements, (), (), YEAR, subjects=SUBJECTS)
    (finding,) = run(checks, answers(elements, *texts))

    assert finding.severity is Severity.WARNING
    assert finding.text.startswith("Всего выпускников: вписано 30, а «")
    assert finding.text.endswith(
        "– «нет класса»: если класс есть, впишите число или «не участвовали»."
    )


@pytest.mark.parametrize(
    "texts",
    [
        ("нет класса",) * 4,
        ("0", "нет класса", "нет класса", "0"),
        ("30", "не участвовали", "не участвовали", "не участвовали"),
        ("30", "н/д", "", "0"),
    ],
)
def test_nothing_is_asked_where_a_class_that_is_there_only_did_not_take_part(
    texts: tuple[str, ...],
):
    elements = graduates()
    assert found(checks_of(elements, (), (), YEAR), elements, *texts) == []


def test_a_contradiction_that_must_be_mended_is_not_told_softly_too():
    whole = element("vpr_class", procedure="vpr", subject="math", grade=5, title="всего в классе")
    elements = [*exam("math", 5), whole]
    checks = checks_of(elements, (), (), YEAR)

    (finding,) = run(checks, answers(elements, "нет класса", "0", "0", "7", "0", "25"))
    assert finding.severity is Severity.ERROR
    (finding,) = run(checks, answers(elements, *["нет класса"] * 5, "25"))
    assert finding.severity is Severity.WARNING


def test_classes_of_different_grades_say_nothing_of_each_other():
    elements = [
        element("pupils", group="Классы", grade=grade, title="всего в классе") for grade in (5, 8)
    ]
    assert found(checks_of(elements, (), (), YEAR), elements, "20", "нет класса") == []


def test_one_fault_is_told_once_however_many_indicators_it_spoils():
    elements = exam("math", 5) + exam("russian", 5)
    shares = [
        calculation("vpr_two", "vpr_participants", code="all"),
        calculation("vpr_two[math,5]", "vpr_participants[math,5]", code="math"),
        calculation("over(2, vpr_two)", "over(2, vpr_participants)", code="years"),
    ]
    checks = checks_of(elements, (), shares, YEAR, subjects=SUBJECTS)
    good = ["4", "1", "1", "1", "1"]

    too_many = found(checks, elements, "3", "4", "0", "0", "0", *good)
    assert len(too_many) == 2  # more of «2» than participants, and marks that do not add up
    assert len(found(checks, elements, "не участвовали", "4", "0", "0", "0", *good)) == 1


@pytest.mark.parametrize(
    ("left", "relation", "right"),
    [("high", "<=", "graduates"), ("graduates", ">=", "high")],
)
@pytest.mark.parametrize("is_hard", [False, True])
def test_a_rule_that_says_what_follows_anyway_is_told_once_and_as_an_error(
    left, relation, right, is_hard
):
    own = rule(left, relation, right, is_hard=is_hard)
    checks = checks_of(GRADUATES, [own], [calculation("high", "graduates")], YEAR)
    (finding,) = run(checks, answers(GRADUATES, "12", "10"))
    assert finding.severity is Severity.ERROR


def test_two_warnings_that_say_the_same_are_one():
    rules = [rule("high", "==", "graduates"), rule("graduates", "==", "high")]
    checks = checks_of(GRADUATES, rules, (), YEAR)
    assert len(run(checks, answers(GRADUATES, "9", "10"))) == 1


def test_a_value_beyond_two_limits_one_within_the_other_is_told_once():
    elements = [*exam("math", 5, "two", "participants"), element("vpr_class")]
    rules = [rule("vpr_participants", "<=", "vpr_class", is_hard=True)]
    shares = [calculation("vpr_two", "vpr_class")]
    checks = checks_of(elements, rules, shares, YEAR, subjects=SUBJECTS)

    (nearer,) = run(checks, answers(elements, "30", "20", "22"))
    assert {nearer.elements[0], nearer.elements[-1]} == {elements[0].id, elements[1].id}
    (farther,) = run(checks, answers(elements, "30", "", "22"))
    assert elements[2].id in farther.elements
    assert run(checks, answers(elements, "20", "20", "22")) == []


def test_limits_that_go_round_in_a_ring_do_not_silence_each_other():
    elements = [element(code) for code in ("high", "one", "two", "three")]
    ring = (("one", "two"), ("two", "three"), ("three", "one"))
    rules = [rule(left, "<=", right, is_hard=True) for left, right in ring]
    rules += [rule("high", "<=", right, is_hard=True) for right in ("one", "two", "three")]
    checks = checks_of(elements, rules, (), YEAR)
    assert run(checks, answers(elements, "9", "5", "5", "5"))


@given(st.lists(st.integers(0, 9), min_size=3, max_size=3))
def test_whatever_is_wrong_something_is_told(counts):
    elements = [*exam("math", 5, "two", "participants"), element("vpr_class")]
    rules = [rule("vpr_participants", "<=", "vpr_class", is_hard=True)]
    checks = checks_of(elements, rules, [calculation("vpr_two", "vpr_class")], YEAR)
    two, participants, pupils = counts
    is_right = two <= participants <= pupils
    assert (run(checks, answers(elements, *map(str, counts))) == []) is is_right


def test_a_share_over_two_years_is_checked_in_the_year_of_the_form():
    plain = [calculation("over(2, high)", "over(2, graduates)")]
    turned = [calculation("0 - -over(2, high)", "over(2, graduates)")]

    for calculations in (plain, turned):
        checks = checks_of(GRADUATES, (), calculations, YEAR)
        assert len(found(checks, GRADUATES, "12", "10")) == 1


def test_one_denominator_of_several_subjects_is_compared_with_their_sum():
    elements = [*exam("math", 5, "two"), *exam("russian", 5, "two"), element("pupils")]
    checks = checks_of(elements, (), [calculation("vpr_two", "pupils")], YEAR)

    assert len(found(checks, elements, "6", "6", "10")) == 1
    assert found(checks, elements, "6", "не участвовали", "10") == []


def test_a_rule_of_the_office_is_told_in_its_own_words():
    soft = rule("high", "<=", "graduates / 2", sentence="Высокобалльников не больше половины.")
    checks = checks_of(GRADUATES, [soft], (), YEAR)
    (finding,) = run(checks, answers(GRADUATES, "6", "11"))

    assert finding.text == "Высокобалльников не больше половины, а вписано 6 и 5,5."
    assert finding.severity is Severity.WARNING
    assert run(checks, answers(GRADUATES, "6", "12")) == []


@pytest.mark.parametrize(
    ("relation", "broken", "kept"),
    [("==", "5", "6"), ("<=", "5", "6"), ("<", "6", "7"), (">=", "7", "6"), (">", "6", "5")],
)
def test_every_relation_is_understood(relation: str, broken: str, kept: str):
    checks = checks_of(GRADUATES, [rule("high", relation, "graduates")], (), YEAR)

    assert len(found(checks, GRADUATES, "6", broken)) == 1
    assert found(checks, GRADUATES, "6", kept) == []


@pytest.mark.parametrize(
    "given", [("high", "<>", "graduates"), ("high +", "<=", "graduates"), ("high", "<=", "nobody")]
)
def test_a_rule_that_cannot_be_tried_gives_no_check(given: tuple[str, str, str]):
    plain = checks_of(GRADUATES, (), (), YEAR)

    assert checks_of(GRADUATES, [rule(*given)], (), YEAR) == plain


def test_a_rule_that_divides_by_zero_says_nothing():
    checks = checks_of(GRADUATES, [rule("high / graduates", "<=", "0.5 * high")], (), YEAR)

    assert found(checks, GRADUATES, "0", "0") == []


def test_what_the_share_says_too_is_told_once_and_a_soft_rule_does_not_weaken_it():
    share = calculation("high", "graduates")
    hard = rule("high", "<=", "graduates", sentence="Не больше выпускников", is_hard=True)
    soft = rule("high", "<=", "graduates", sentence="Не больше выпускников")

    def severities(own: CheckRule) -> list[Severity]:
        checks = checks_of(GRADUATES, [own], [share], YEAR)
        return [finding.severity for finding in run(checks, answers(GRADUATES, "12", "10"))]

    assert severities(hard) == [Severity.ERROR]
    assert severities(soft) == [Severity.ERROR]


def test_a_rule_over_years_needs_the_answers_of_the_year_before():
    checks = checks_of(GRADUATES, [rule("over(2, high)", "<=", "graduates")], (), YEAR)
    now, before = answers(GRADUATES, "6", "10"), answers(GRADUATES, "5", "10")

    assert run(checks, now) == []
    assert len(run(checks, now, [before])) == 1
    assert run(checks, now, [answers(GRADUATES, "не участвовали", "10")]) == []


def test_a_rule_over_years_is_another_finding_when_last_year_changes():
    checks = checks_of(GRADUATES, [rule("over(2, high)", "<=", "graduates")], (), YEAR)
    now = answers(GRADUATES, "6", "10")
    found = [run(checks, now, [answers(GRADUATES, last, "10")])[0] for last in ("5", "9", "5")]

    assert found[0].fingerprint == found[2].fingerprint != found[1].fingerprint


def test_elements_out_of_force_are_not_asked():
    retired = element("high", until=2024)

    assert checks_of([retired], (), (), YEAR) == ()


def test_titles_name_subject_and_grade():
    assert full_title(MATH_5[1], SUBJECTS) == "Число получивших «2» (математика, 5 класс)"
    assert full_title(element("x", subject="obzr", grade=0), {"obzr": "ОБЗР"}) == "X (ОБЗР)"


SCHOOL = new_id()


def soft_finding(*texts: str) -> Finding:
    checks = checks_of(GRADUATES, [SOFT], (), YEAR)
    (finding,) = run(checks, answers(GRADUATES, *texts))
    return finding


SOFT = rule("high", "<=", "graduates")


def accepted(finding: Finding, **given: object) -> Acceptance:
    fields = {
        "id": new_id(),
        "year": YEAR,
        "school": SCHOOL,
        "check": finding.check.key,
        "fingerprint": finding.fingerprint,
        "reason": "переводились в марте",
        "author": "Иванова А. П.",
        "accepted": date(2025, 10, 1),
    }
    return Acceptance(**{**fields, **given})  # type: ignore[arg-type]


def test_an_accepted_warning_stands_until_its_values_change():
    word = accepted(soft_finding("12", "10"))

    again, other = soft_finding("12", "10"), soft_finding("13", "10")
    assert acceptance_of(again, [word], year=YEAR, school=SCHOOL) == word
    assert acceptance_of(other, [word], year=YEAR, school=SCHOOL) is None
    assert acceptance_of(again, [word], year=YEAR + 1, school=SCHOOL) is None
    assert acceptance_of(again, [word], year=YEAR, school=new_id()) is None


def test_what_must_be_mended_cannot_be_accepted():
    (hard,) = run(
        checks_of(GRADUATES, (), [calculation("high", "graduates")], YEAR),
        answers(GRADUATES, "12", "10"),
    )
    assert acceptance_of(hard, [accepted(hard)], year=YEAR, school=SCHOOL) is None


def test_zero_an_empty_cell_and_an_absence_have_different_fingerprints():
    (_, _, check) = checks_of(GRADUATES, [SOFT], (), YEAR)
    texts = [("12", "0"), ("12", ""), ("12", "н/д"), ("12", "нет класса"), ("12", "1")]

    assert len({fingerprint(check, answers(GRADUATES, *pair)) for pair in texts}) == len(texts)


def test_a_rule_may_compare_with_a_number():
    checks = checks_of(GRADUATES, [rule("high", "<=", "2.5 * 2")], (), YEAR)

    assert found(checks, GRADUATES, "5", "") == []
    assert found(checks, GRADUATES, "6", "") == [
        "Число высокобалльников – не больше, чем 2,5 × 2, а вписано 6 и 5."
    ]


stored = st.one_of(
    st.builds(Answer, digits=st.integers(-5, 50), decimals=st.integers(0, 2)),
    st.sampled_from(Absence).map(lambda absence: Answer(absence=absence.value)),
    st.text(max_size=3).map(lambda text: Answer(text=text)),
    st.just(Answer()),
)


@given(st.lists(stored, min_size=len(MATH_5), max_size=len(MATH_5)))
def test_whatever_is_stored_is_checked_without_an_error_and_findings_name_their_cells(
    values: list[Answer],
):
    given_answers = {e.id: answer for e, answer in zip(MATH_5, values, strict=True)}
    findings = run(EXAM_CHECKS, given_answers)

    assert {key for f in findings for key in f.elements} <= {e.id for e in MATH_5}
    numbers = [answer.number for answer in values]
    known = [number for number in numbers if number is not None]
    if len(known) == len(values):
        says_sum = any(f.check.key.startswith("marks:") for f in findings)
        assert says_sum == (sum(known[1:]) != known[0])


def test_every_type_of_value_is_known_to_the_checks():
    for kind in ValueType:
        assert len(checks_of([element("x", type=kind.value)], (), (), YEAR)) == (
            kind is not ValueType.TEXT
        )
