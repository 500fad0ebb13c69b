"""Effect: years by the dates of the measure, the same works in both, honest words."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from quality_desktop import paths
from quality_desktop.analysis.effect import Counts, Verdict
from quality_desktop.domain.at_risk.partnership import Measure, MeasureSchool, measure_school_id
from quality_desktop.domain.collection.indicators import Calculation
from quality_desktop.domain.records import natural_id, new_id
from quality_desktop.services.effects import effect, effect_words
from quality_desktop.services.indicators.indicator_values import indicator_table
from tests.services.risk_district import fill, school_id

REFERENCE = paths.bundled().reference
KEY = natural_id("measure", "Курсы")
LAST_YEAR = 2025
"""Last school year with answers in the sample."""
PERIOD = {"starts": date(2025, 9, 1), "ends": date(2026, 5, 25)}


def rows_of(name, before, after, **options):
    subject, grade = options.get("subject", "math"), options.get("grade", 5)
    return [(name, 2025, subject, grade, *before), (name, 2026, subject, grade, *after)]


MORE = [*rows_of("Вторая", (42, 100), (12, 100)), *rows_of("Третья", (44, 100), (13, 100))]
DISTRICT = [
    *rows_of("Слабая", (40, 100), (10, 100)),
    *[row for n in range(5) for row in rows_of(f"Похожая {n}", (40 + n, 100), (41 + n, 100))],
    *rows_of("Сильная", (2, 100), (1, 100)),
]


def measure(store, *schools, key=KEY, **fields):
    with store.work("Мера") as work:
        work.put(Measure(id=key, title="Курсы", **(PERIOD | fields)))
        for name in schools:
            school = school_id(name)
            record = measure_school_id(key, school)
            work.put(MeasureSchool(id=record, measure=key, school=school))
        work.commit()


def of_measure(store, key=KEY):
    [found] = effect.effects(store=store, reference=REFERENCE, measure=key)
    return found


@pytest.fixture
def store(empty_district):
    fill(empty_district, DISTRICT)
    return empty_district


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("starts", "ends", "years"),
    [
        (date(2025, 9, 1), date(2026, 5, 25), (2025, 2026)),
        (date(2026, 1, 15), date(2026, 3, 1), (2025, 2026)),
        (date(2025, 6, 10), date(2025, 8, 20), (2025, 2026)),
        (date(2025, 9, 1), date(2026, 12, 1), (2025, 2027)),
        (date(2025, 9, 1), date(2027, 6, 30), (2025, 2027)),
        (date(2025, 5, 31), None, (2024, 2025)),
        (None, None, None),
    ],
)
def test_years_before_and_after_follow_from_the_dates(starts, ends, years):
    assert effect.exam_years(Measure(id=KEY, starts=starts, ends=ends)) == years


def test_a_school_is_compared_with_similar_ones_without_the_measure(store):
    measure(store, "Слабая")
    found = of_measure(store)
    [row] = found.rows
    assert (found.before, found.after) == (2025, 2026)
    assert found.outcome.title == "доля низких результатов"
    assert [school.short_name for school in row.similar] == [f"Похожая {n}" for n in range(5)]
    assert row.effect.effect.exact == Fraction(-30, 100) - Fraction(1, 100)
    assert row.effect.verdict is Verdict.BETTER
    assert row.effect.ahead_of == 5


def test_the_words_give_the_numbers_and_claim_no_cause(store):
    measure(store, "Слабая")
    found = of_measure(store)
    lines = [plain(line) for line in effect_words.story(found.rows[0])]
    assert lines[0].startswith("Было 40,0 % (40 из 100), стало 10,0 % (10 из 100): −30,0 п. п.")
    assert lines[1] == (
        "Похожие школы без меры (5): было 42,0 % (210 из 500), стало 43,0 % (215 из 500)."
    )
    assert lines[2].startswith("Разница изменений: −31,0 п. п. (95 %: от −")
    assert lines[2].endswith("– лучше, чем у похожих школ.")
    assert lines[3] == "Изменение лучше, чем у 5 из 5 похожих школ."
    assert "не доказывает" in effect_words.NO_CAUSE
    assert effect_words.verdict(found.rows[0]) == "лучше, чем у похожих школ"


def test_a_difference_is_rounded_once_and_not_made_of_rounded_shares():
    before, after = Counts(25, 72), Counts(3, 71)
    assert [plain(effect_words.share(one)) for one in (before, after)] == ["34,7 %", "4,2 %"]
    assert plain(effect_words.change(before, after)) == "−30,5 п. п."
    assert plain(effect_words.change(Counts(1, 2000), Counts(1, 1000))) == "+0,1 п. п."
    assert plain(effect_words.change(Counts(64, 1000), Counts(249, 2000))) == "+6,1 п. п."


def test_a_measure_is_judged_over_its_schools(store):
    fill(store, MORE)
    measure(store, "Слабая", "Вторая", "Третья")
    found = of_measure(store)
    assert (found.whole_before, found.whole_after) == (Counts(126, 300), Counts(35, 300))
    assert found.mean.schools == 3
    assert found.mean.verdict is Verdict.BETTER
    told = plain(effect_words.summary(found))
    assert told.startswith(
        "В школах меры было 42,0 % (126 из 300), стало 11,7 % (35 из 300): −30,3"
    )
    assert "лучше, чем у похожих школ" in told


def test_with_few_schools_there_is_no_interval(store):
    measure(store, "Слабая")
    assert effect_words.summary(of_measure(store)).endswith("школ мало, интервал не считается.")


def test_only_works_of_both_years_are_compared(store):
    fill(store, [("Слабая", 2026, "math", 6, 50, 50), ("Слабая", 2025, "math", 7, 50, 50)])
    measure(store, "Слабая")
    [row] = of_measure(store).rows
    assert (row.before, row.after) == (Counts(40, 100), Counts(10, 100))


def test_the_measure_says_which_works_count(store):
    fill(store, rows_of("Слабая", (1, 10), (1, 10), subject="russian"))
    measure(store, "Слабая", subject="russian", procedure="vpr", grade=5)
    found = of_measure(store)
    assert found.outcome.title == "доля низких результатов, ВПР, русский язык, 5 класс"
    [row] = found.rows
    assert (row.before, row.after) == (Counts(1, 10), Counts(1, 10))
    assert effect_words.verdict(row) == "сравнить не с кем"
    assert "Похожих школ 0: для сравнения мало." in effect_words.story(row)
    assert "похожих школ без меры мало" in effect_words.summary(found)


def test_a_figure_of_few_similar_schools_is_not_denied_by_the_conclusion(empty_district):
    fill(
        empty_district,
        [*rows_of("Слабая", (40, 100), (10, 100)), *rows_of("Похожая", (40, 100), (41, 100))],
    )
    measure(empty_district, "Слабая")
    [row] = of_measure(empty_district).rows
    assert row.effect.similar_before == Counts(40, 100)
    assert row.effect.effect is None
    assert effect_words.verdict(row) == "похожих школ мало для вывода"


def test_schools_of_a_measure_stand_in_the_order_of_their_numbers(empty_district):
    fill(
        empty_district, [row for n in (10, 1, 2) for row in rows_of(f"Школа № {n}", (4, 9), (3, 9))]
    )
    measure(empty_district, *(f"Школа № {n}" for n in (10, 1, 2)))
    found = [row.school.short_name for row in of_measure(empty_district).rows]
    assert found == ["Школа № 1", "Школа № 2", "Школа № 10"]


def test_schools_of_a_measure_for_the_same_are_not_similar(store):
    measure(store, "Слабая")
    measure(store, "Похожая 0", "Похожая 1", key=new_id(), subject="math")
    measure(store, "Похожая 2", key=new_id(), starts=date(2020, 9, 1), ends=date(2021, 5, 1))
    measure(store, "Похожая 3", key=new_id(), calculation="other")
    found = of_measure(store)
    assert [school.short_name for school in found.rows[0].similar] == [
        "Похожая 2", "Похожая 3", "Похожая 4",
    ]  # fmt: skip


def test_few_pupils_are_told(store):
    fill(store, [*rows_of("Малая", (4, 9), (3, 9))])
    measure(store, "Малая")
    [row] = of_measure(store).rows
    assert row.is_small
    assert effect_words.verdict(row).endswith("мало участников")
    assert effect_words.story(row)[-1].startswith("Участников мало")


def test_what_is_missing_is_said(store):
    measure(store, starts=None, ends=None)
    assert of_measure(store).problem == "Впишите, когда мера началась."
    measure(store)
    assert of_measure(store).problem == "Отметьте школы, которые участвуют в мере."
    measure(store, "Слабая", starts=date(2020, 9, 1), ends=None)
    found = of_measure(store)
    assert found.problem == "У школ меры нет данных за оба года: 2020 и 2021."
    assert effect_words.summary(found) == found.problem
    assert effect_words.verdict(found.rows[0]) == "нет данных"
    assert effect_words.story(found.rows[0]) == ("Данных за оба года нет: сравнить нельзя.",)


def test_an_indicator_that_cannot_be_compared_says_why(store):
    with store.work("Показатели") as work:
        for code in ("number", "neutral"):
            calculation = Calculation(
                id=new_id(),
                code=code,
                title=code,
                numerator="school_year.pupils",
                denominator="school_year.pupils",
            )
            work.put(replace(calculation, type="count") if code == "number" else calculation)
        work.commit()
    for code, said in (("unknown", "нет"), ("number", "."), ("neutral", ".")):
        measure(store, "Слабая", calculation=code)
        assert said in of_measure(store).problem


def test_the_effect_on_an_indicator_takes_its_people_and_its_direction(district):
    """An indicator of the made-up district, which has answers of several years."""
    table = indicator_table(store=district, year=LAST_YEAR, reference=REFERENCE)
    column, place = next(
        (column, place)
        for column in table.columns
        for place, figure in enumerate(column.figures)
        if column.calculation.polarity
        and figure.counted
        and figure.figure.numerator is not None
        and figure.figure.numerator.denominator == 1
        and figure.previous.number is not None
    )
    school, figure = table.schools[place], column.figures[place]
    with district.work("Мера") as work:
        work.put(
            Measure(
                id=KEY,
                title="Мера",
                calculation=column.calculation.code,
                starts=date(LAST_YEAR, 9, 1),
                ends=date(LAST_YEAR + 1, 5, 1),
            )
        )
        record = measure_school_id(KEY, school.id)
        work.put(MeasureSchool(id=record, measure=KEY, school=school.id))
        work.commit()
    found = of_measure(district)
    [row] = found.rows
    assert found.outcome.title == column.calculation.title
    assert found.outcome.is_lower_better == (column.calculation.polarity == "lower")
    assert (row.after.part, row.after.whole) == (
        figure.figure.numerator,
        figure.figure.denominator,
    )
    assert row.before.share * 100 == figure.previous.number


def test_the_order_of_measures_is_the_office_s(store):
    measure(store, "Слабая", place=2)
    measure(store, "Сильная", key=natural_id("measure", "1"), place=1)
    found = effect.effects(store=store, reference=REFERENCE)
    assert [one.measure.place for one in found] == [1, 2]
