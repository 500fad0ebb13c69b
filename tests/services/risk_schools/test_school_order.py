"""Schools stand as a person counts them."""

from quality_desktop.domain.directory import School
from quality_desktop.domain.records import natural_id
from quality_desktop.services.risk_schools.school_order import school_order


def school(name, code=""):
    return School(id=natural_id("school", name, code), short_name=name, code=code)


def test_numbers_count_by_their_size_and_equal_names_by_their_codes():
    names = ["СОШ № 10", "СОШ № 2", "Гимназия № 1"]
    found = sorted((school(name) for name in names), key=school_order)
    assert [one.short_name for one in found] == ["Гимназия № 1", "СОШ № 2", "СОШ № 10"]
    twins = [school("СОШ", "2"), school("СОШ", "1")]
    assert [one.code for one in sorted(twins, key=school_order)] == ["1", "2"]
