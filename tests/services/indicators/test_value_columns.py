from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.records import Id
from quality_desktop.services.entry import official_figures
from quality_desktop.services.indicators import value_columns
from quality_desktop.storage.store import Store
from tests.services.monitored import YEAR, District


def rows(columns: value_columns.Columns) -> set[tuple[object, ...]]:
    return set(zip(*(columns[name] for name in value_columns.NAMES), strict=True))


def test_answers_of_the_years_asked_come_as_columns(empty_district: Store):
    made = District(empty_district)
    made.add_schools("А", "Б")
    two = made.ask("two")
    made.answer(YEAR, "two", {"А": "3", "Б": "нет класса"})
    made.answer(YEAR - 1, "two", {"А": "4"})
    made.answer(YEAR - 2, "two", {"А": "5"})

    found = value_columns.reported(store=made.store, years=(YEAR - 1, YEAR))

    a, b = (made.schools[name].id.bytes for name in ("А", "Б"))
    assert rows(found) == {
        (two.id.bytes, a, YEAR, 3, 0, ""),
        (two.id.bytes, b, YEAR, None, 0, "no_class"),
        (two.id.bytes, a, YEAR - 1, 4, 0, ""),
    }


def test_official_figures_are_those_that_the_grid_shows(empty_district: Store):
    made = District(empty_district)
    made.add_schools("А", "Б")
    for role in ("two", "participants", "mean_hundredths", "scores", "of_a_newer_program"):
        made.ask(role, procedure="vpr", subject="math", grade=5, derived_from=f"exam.{role}")
    made.ask("pupils", derived_from="school_year.pupils")
    made.ask("odd", derived_from="school_year.of_a_newer_program")
    made.ask("own")
    made.exam("А", YEAR, "math", 5, two=3, participants=20, mean_hundredths=685)
    made.exam("Б", YEAR, "math", 5, two=0)
    made.exam("Б", YEAR, "math", 6, two=9)
    made.exam("А", YEAR - 1, "math", 5, two=4)
    made.pupils("А", YEAR, 300)
    made.pupils("Б", YEAR, None)
    elements = list(made.elements.values())

    found = value_columns.official(store=made.store, elements=elements)

    for year, count in ((YEAR, 5), (YEAR - 1, 1), (YEAR - 2, 0)):
        shown = official_figures.figures(store=made.store, elements=elements, year=year)
        assert len(shown) == count
        assert {row for row in rows(found) if row[2] == year} == {
            (element.bytes, school.bytes, year, answer.digits, answer.decimals, "")
            for (school, element), answer in shown.items()
        }


def test_a_mean_of_hundredths_keeps_its_decimals(empty_district: Store):
    made = District(empty_district)
    made.add_schools("А")
    mean = made.ask(
        "mean", procedure="vpr", subject="math", grade=5, derived_from="exam.mean_hundredths"
    )
    made.exam("А", YEAR, "math", 5, mean_hundredths=685)
    figures = official_figures.figures(store=made.store, elements=[mean], year=YEAR)
    key: tuple[Id, Id] = made.schools["А"].id, mean.id

    assert figures[key] == Answer(digits=685, decimals=2)


def test_without_official_sources_there_are_no_rows(empty_district: Store):
    assert rows(value_columns.official(store=empty_district, elements=[])) == set()
