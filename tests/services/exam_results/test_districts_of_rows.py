"""Districts of the rows of files: beside the schools and in their names."""

from quality_desktop.services.exam_results.districts_of_rows import (
    about_absent,
    all_districts,
    districts_beside,
)
from quality_desktop.services.exam_results.results_plan import FoundRow
from quality_desktop.sheets.results.rows import ResultRow


def row(name, district=""):
    return FoundRow(
        file="а.xlsx",
        row=ResultRow(
            sheet="Лист1", cell="A3", layout="long_table", procedure="vpr", year=2025,
            subject="math", school_name=name, municipality=district,
        ),
    )  # fmt: skip


ROWS = [
    row("МБОУ СОШ № 1", "Заокский район"),
    row("МБОУ СОШ № 2 Заокского района", "МО Заокский район"),
    row("МБОУ СОШ № 12 Алексинского района"),
]


def test_districts_in_names_count_beside_those_of_columns_and_each_once():
    assert all_districts(ROWS) == ("Заокский район", "Алексинского района")
    assert districts_beside(ROWS) == ("Заокский район",)


def told(wanted, rows):
    return [problem.text for problem in about_absent(wanted, all_districts(rows), rows)]


def test_a_district_that_no_row_names_is_told():
    assert told("Веневский", ROWS) == [
        (
            "Района «Веневский» в таблицах нет, в них «Заокский район», «Алексинского района»: "
            "назовите район так, как там."
        )
    ]


def test_a_district_that_is_there_or_rows_of_no_district_are_no_reason_to_speak():
    assert told("Заокский", ROWS) == told("Алексинский район", ROWS) == told("", ROWS) == []
    assert told("Веневский", [*ROWS, row("МБОУ СОШ № 3")]) == []
    assert told("Веневский", [row("МБОУ СОШ № 3")]) == []
