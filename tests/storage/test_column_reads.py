from datetime import date

import pytest

from quality_desktop.domain.collection.monitoring import Collection, Form
from quality_desktop.domain.directory import School, SchoolYear, school_year_id
from quality_desktop.domain.records import new_id
from quality_desktop.storage.store import Store

FORM = Form(id=new_id(), code="results", title="Результаты")
SCHOOLS = [School(id=new_id(), code=f"0{n}", is_small=n == 1) for n in range(3)]


@pytest.fixture
def filled(store: Store) -> Store:
    with store.work("Школы") as work:
        for school in SCHOOLS:
            work.put(school)
            for year in (2024, 2025):
                pupils = None if school is SCHOOLS[0] else year
                work.put(
                    SchoolYear(
                        id=school_year_id(school.id, year),
                        school=school.id,
                        year=year,
                        pupils=pupils,
                    )
                )
        work.put(FORM)
        work.put(Collection(id=new_id(), form=FORM.id, year=2025, due=date(2025, 10, 1)))
        work.commit()
    return store


def test_columns_hold_the_rows_in_one_order(filled: Store):
    columns = filled.columns(SchoolYear, ["year", "school", "pupils"])

    rows = set(zip(columns["school"], columns["year"], columns["pupils"], strict=True))
    records = filled.all(SchoolYear)
    assert rows == {(r.school.bytes, r.year, r.pupils) for r in records}
    assert len(columns["year"]) == len(records)
    assert list(columns) == ["year", "school", "pupils"]


def test_rows_are_chosen_by_values_of_every_type(filled: Store):
    assert filled.columns(SchoolYear, ["pupils"], year=2025, school=SCHOOLS[1].id) == {
        "pupils": [2025]
    }
    years = filled.columns(SchoolYear, ["year"], pupils=None, school=SCHOOLS[0].id)["year"]
    assert (set(years), len(years)) == ({2024, 2025}, 2)
    assert filled.columns(School, ["code"], is_small=True) == {"code": ["01"]}
    assert len(filled.columns(SchoolYear, ["year"], year=(2023, 2024, 2025))["year"]) == 6
    assert filled.columns(SchoolYear, ["year"], year=()) == {"year": []}
    assert filled.columns(Collection, ["due"], due=date(2025, 10, 1)) == {"due": ["2025-10-01"]}


def test_no_rows_are_empty_columns(filled: Store):
    assert filled.columns(SchoolYear, ["year", "pupils"], year=1999) == {"year": [], "pupils": []}


def test_a_field_that_is_not_there_is_an_error(filled: Store):
    with pytest.raises(KeyError):
        filled.columns(SchoolYear, ['year" FROM school_year --'])


def test_a_unit_of_work_reads_what_everybody_reads(filled: Store):
    with filled.work("Ещё школа") as work:
        work.put(School(id=new_id(), code="99"))
        work.commit()
        assert "99" in filled.columns(School, ["code"])["code"]
