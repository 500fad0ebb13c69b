"""Which rows a grid of the directory shows, and in what order."""

import pytest

from quality_desktop.domain.directory import School
from quality_desktop.domain.records import natural_id
from quality_desktop.services.office.directory_fields import SCHOOLS
from quality_desktop.ui.models.directory_rows import Rows

NAME, RURAL = SCHOOLS[0], next(field for field in SCHOOLS if field.name == "is_rural")


@pytest.fixture
def rows():
    made = Rows(SCHOOLS)
    names = {"СОШ № 10": True, "СОШ № 2": False, "": None, "Гимназия": False}
    for name, is_rural in names.items():
        school = School(id=natural_id("s", name), short_name=name, is_rural=is_rural)
        made.records[school.id] = school
    made.visible = list(made.records)
    return made


def names(rows, keys):
    return [rows.records[key].short_name for key in keys]


def test_figures_inside_names_are_compared_as_figures_and_empty_cells_are_last(rows):
    assert names(rows, rows.sorted_by(NAME, is_down=False)) == [
        "Гимназия",
        "СОШ № 2",
        "СОШ № 10",
        "",
    ]
    assert names(rows, rows.sorted_by(NAME, is_down=True)) == [
        "СОШ № 10",
        "СОШ № 2",
        "Гимназия",
        "",
    ]


def test_a_search_looks_into_every_column_whatever_the_case_and_spaces(rows):
    assert names(rows, rows.search("сош №")) == ["СОШ № 10", "СОШ № 2"]
    assert names(rows, rows.search("СЕЛО")) == ["СОШ № 10"]
    assert rows.is_filtered


def test_a_value_and_a_search_narrow_together(rows):
    rows.search("сош")
    assert names(rows, rows.want_only(RURAL, "город")) == ["СОШ № 2"]
    assert len(rows.want_all()) == 4
    assert not rows.is_filtered


def test_the_values_of_a_column_are_offered_once_and_sorted(rows):
    assert rows.distinct(RURAL) == ["", "город", "село"]
