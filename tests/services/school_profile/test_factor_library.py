"""Factors, signs and standard measures are the office's to change, one undoable step at a time."""

import pytest

from quality_desktop.domain.at_risk.profile import (
    FactorMeasure,
    FactorSign,
    RiskFactor,
    SchoolFactor,
    Significance,
    school_factor_id,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.services.office.directory_edit import RowEdit
from quality_desktop.services.school_profile import factor_library
from quality_desktop.services.school_profile.factor_library import FIELDS
from tests.services.risky import YEAR, fill, school_id, weak_and_strong


def write(store, kind, record=None, **values):
    edit = RowEdit(record=record, values=values)
    return factor_library.write(store=store, kind=kind.kind, edits=[edit])


def records(store, kind):
    return factor_library.view(store=store).records[kind.kind]


def test_every_column_is_a_field_of_its_record_and_the_shipped_lines_are_shown(empty_district):
    for kind in (RiskFactor, FactorSign, FactorMeasure):
        found = records(empty_district, kind)
        assert found
        assert all(hasattr(found[0], field.name) for field in FIELDS[kind.kind])


def test_a_sign_of_an_own_factor_is_added_and_its_bound_is_kept_exactly(empty_district):
    write(empty_district, RiskFactor, title="Далёкая дорога")
    factor = records(empty_district, RiskFactor)[-1]
    assert (factor.title, factor.source) == ("Далёкая дорога", "управление")
    write(empty_district, FactorSign, factor=factor.id)
    sign = records(empty_district, FactorSign)[-1]
    write(empty_district, FactorSign, sign.id, bound="12,5 %", relation=">")
    sign = records(empty_district, FactorSign)[-1]
    assert (sign.relation, sign.bound, sign.calculation) == (">", "12,5", "risk.low")
    assert empty_district.get(FactorSign, sign.id).bound == "12.5"


def test_nonsense_is_refused_with_a_sentence(empty_district):
    sign = records(empty_district, FactorSign)[0]
    with pytest.raises(QualityError, match="непонятно"):
        write(empty_district, FactorSign, sign.id, bound="много")
    with pytest.raises(QualityError, match="выберите фактор"):
        write(empty_district, FactorMeasure, text="Провести")
    with pytest.raises(QualityError, match="название"):
        write(empty_district, RiskFactor, title=" ")


def test_a_factor_goes_with_all_that_hangs_on_it_and_comes_back(empty_district):
    fill(empty_district, weak_and_strong())
    factor = records(empty_district, RiskFactor)[0]
    school = school_id("А")
    with empty_district.work("Оценка") as work:
        key = school_factor_id(school, YEAR, factor.id)
        high = Significance.HIGH.value
        work.put(
            SchoolFactor(id=key, school=school, year=YEAR, factor=factor.id, significance=high)
        )
        work.commit()
    before = factor_library.view(store=empty_district)
    factor_library.remove(store=empty_district, kind=RiskFactor.kind, records=[factor.id])
    assert factor not in records(empty_district, RiskFactor)
    for kind in (FactorSign, FactorMeasure, SchoolFactor):
        assert not empty_district.all(kind, factor=factor.id)
    empty_district.undo()
    assert factor_library.view(store=empty_district) == before
    assert empty_district.get(SchoolFactor, key) is not None
