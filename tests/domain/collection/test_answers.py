from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.domain.collection.answers import LARGEST, Answer, read_answer, shown
from quality_desktop.domain.collection.monitoring import Absence, DataElement, Value, ValueType
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.records import new_id


def element(kind: ValueType = ValueType.WHOLE, **given: object) -> DataElement:
    return DataElement(
        **{"id": new_id(), "form": new_id(), "code": "two", "type": kind.value, **given}  # type: ignore[arg-type]
    )


PEOPLE = element(unit="чел.")
TENTHS = element(ValueType.DECIMAL, decimals=1, unit="%")
YES_NO = element(ValueType.YES_NO)
CHOICE = element(ValueType.CHOICE, options="Есть\nНет договора\nНет данных")
REMARK = element(ValueType.TEXT)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("0", 0),
        ("25", 25),
        (" 25 ", 25),
        ("25,0", 25),
        ("25.00", 25),
        ("1 234", 1234),
        ("1\u00a0234", 1234),
        ("1\u202f234\u202f567", 1234567),
        ("007", 7),
        ("+3", 3),
        ("-3", -3),
        ("−3", -3),
        ("12 чел.", 12),
        ("12чел", 12),
    ],
)
def test_a_whole_number_is_read_however_it_is_typed(text: str, digits: int):
    assert read_answer(text, PEOPLE) == Answer(digits=digits)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("12,5", 125),
        ("12.5", 125),
        ("12", 120),
        ("12,50", 125),
        ("12,5 %", 125),
        ("1 200,5", 12005),
    ],
)
def test_a_decimal_number_takes_both_marks_and_has_one_form(text: str, digits: int):
    assert read_answer(text, TENTHS) == Answer(digits=digits, decimals=1)


@pytest.mark.parametrize(
    "text",
    ["12 5", "1,234,567", "1.2.3", "12,", ",5", "1e3", "пять", "1O", "5²", "٣", "12 %", "3/4", "#Н/Д",
     "=A1", "нет", "н/д 5", "--5", "nan", "inf"],
)  # fmt: skip
def test_what_is_no_number_is_refused_and_quoted(text: str):
    problem = read_answer(text, PEOPLE)

    assert isinstance(problem, Problem)
    assert f"«{text}»" in problem.text


def test_a_part_of_a_pupil_is_refused():
    problem = read_answer("2,5", PEOPLE)

    assert isinstance(problem, Problem)
    assert "не целое" in problem.text


def test_more_decimals_than_are_kept_are_refused_rather_than_rounded():
    assert isinstance(read_answer("12,55", TENTHS), Problem)


def test_a_number_beyond_exact_sums_is_refused():
    assert isinstance(read_answer(str(LARGEST), PEOPLE), Problem)
    assert isinstance(read_answer("9" * 500, PEOPLE), Problem)
    assert read_answer(str(LARGEST - 1), PEOPLE) == Answer(digits=LARGEST - 1)


@pytest.mark.parametrize("text", ["-", "–", "—", " - "])
@pytest.mark.parametrize("asked", [PEOPLE, TENTHS, YES_NO])
def test_a_dash_is_never_taken_for_zero(text: str, asked: DataElement):
    problem = read_answer(text, asked)

    assert isinstance(problem, Problem)
    assert "впишите 0" in problem.text


@pytest.mark.parametrize(
    ("text", "absence"),
    [
        ("не участвовали", Absence.NOT_TAKING_PART),
        ("Не участвовала", Absence.NOT_TAKING_PART),
        ("нет класса", Absence.NO_CLASS),
        ("Нет  классов.", Absence.NO_CLASS),
        ("н/д", Absence.NO_DATA),
        ("Н/Д", Absence.NO_DATA),
        ("нет данных", Absence.NO_DATA),
    ],
)
@pytest.mark.parametrize("asked", [PEOPLE, TENTHS, YES_NO])
def test_the_absences_are_states_of_their_own(text: str, absence: Absence, asked: DataElement):
    assert read_answer(text, asked) == Answer(absence=absence.value)


@pytest.mark.parametrize("asked", [PEOPLE, TENTHS, YES_NO, CHOICE, REMARK])
def test_nothing_typed_is_empty_and_not_zero(asked: DataElement):
    answer = read_answer(" \u00a0 ", asked)

    assert answer == Answer()
    assert isinstance(answer, Answer)
    assert answer.is_empty
    assert answer != Answer(digits=0)


@pytest.mark.parametrize(
    ("text", "digits"), [("да", 1), ("ДА", 1), ("есть", 1), ("нет", 0), ("0", 0)]
)
def test_yes_and_no_are_one_and_zero(text: str, digits: int):
    assert read_answer(text, YES_NO) == Answer(digits=digits)


def test_neither_yes_nor_no_is_refused():
    assert isinstance(read_answer("наверное", YES_NO), Problem)


def test_a_choice_takes_the_spelling_of_its_list():
    assert read_answer("нет договора", CHOICE) == Answer(text="Нет договора")
    assert read_answer("нет данных", CHOICE) == Answer(text="Нет данных")
    assert read_answer("н/д", CHOICE) == Answer(absence="no_data")
    refused = read_answer("не знаю", CHOICE)
    assert isinstance(refused, Problem)
    assert "«Есть», «Нет договора»" in refused.text


def test_a_remark_is_kept_as_it_was_written():
    assert read_answer("нет данных о 5 «Б»\r\n- уточним ", REMARK) == Answer(
        text="нет данных о 5 «Б»\n- уточним"
    )
    assert read_answer("-", REMARK) == Answer(text="-")
    assert read_answer("Нет данных", REMARK) == Answer(text="Нет данных")


def test_a_remark_without_end_is_refused():
    assert isinstance(read_answer("а" * 5000, REMARK), Problem)


def test_a_cell_without_a_record_is_empty():
    assert Answer.of(None).is_empty
    value = Value(
        id=new_id(), element=PEOPLE.id, school=new_id(), year=2025, digits=125, decimals=1
    )
    assert Answer.of(value).number == Fraction(25, 2)


@pytest.mark.parametrize("absence", list(Absence))
def test_an_absence_is_shown_in_its_words(absence: Absence):
    answer = Answer(absence=absence.value)

    assert shown(answer, PEOPLE) == absence.shown
    assert read_answer(shown(answer, PEOPLE), PEOPLE) == answer


def test_an_absence_of_a_newer_program_is_shown_as_it_is():
    assert shown(Answer(absence="quarantine"), PEOPLE) == "quarantine"


def test_a_note_alone_leaves_the_cell_empty():
    value = Value(id=new_id(), element=PEOPLE.id, school=new_id(), year=2025, note="звонили")
    assert Answer.of(value).is_empty


@given(st.integers(-LARGEST + 1, LARGEST - 1), st.integers(0, 4))
def test_a_shown_number_is_read_back_the_same(digits: int, decimals: int):
    asked = element(ValueType.DECIMAL, decimals=decimals)
    answer = Answer(digits=digits, decimals=decimals)

    assert read_answer(shown(answer, asked), asked) == answer


@given(st.text(max_size=60), st.sampled_from([PEOPLE, TENTHS, YES_NO, CHOICE, REMARK]))
def test_any_text_is_read_or_refused_and_what_is_read_is_shown_the_same(
    text: str, asked: DataElement
):
    answer = read_answer(text, asked)

    if isinstance(answer, Answer):
        assert read_answer(shown(answer, asked), asked) == answer
    else:
        assert answer.text.endswith(".")
