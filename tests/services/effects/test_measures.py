"""Measures: typed line by line, with their schools."""

from datetime import date

import pytest

from quality_desktop.domain.at_risk.partnership import Measure, MeasureSchool
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.services.effects import measures
from quality_desktop.services.field_values import parse
from quality_desktop.services.office.directory_edit import RowEdit
from tests.services.risk_district import fill, school_id


@pytest.fixture
def store(empty_district):
    fill(empty_district)
    return empty_district


def add(store, **values):
    measures.write(store=store, edits=[RowEdit(record=None, values=values)])
    return max(store.all(Measure), key=lambda measure: measure.place).id


def test_measures_stay_in_the_order_they_were_typed_in(store):
    for title in ("Курсы", "Наставник", "Диагностика"):
        add(store, title=title)
    found = measures.view(store=store).measures
    assert [measure.title for measure in found] == ["Курсы", "Наставник", "Диагностика"]


def test_a_cleared_choice_means_all(store):
    key = add(store, title="Курсы", subject="math", procedure="vpr")
    measures.write(store=store, edits=[RowEdit(record=key, values={"subject": None})])
    assert (store.get(Measure, key).subject, store.get(Measure, key).procedure) == ("", "vpr")


def test_what_cannot_be_is_refused(store):
    with pytest.raises(QualityError, match="что за мера"):
        add(store, title=" ")
    with pytest.raises(QualityError, match="раньше"):
        add(store, title="Курсы", starts=date(2026, 9, 1), ends=date(2026, 8, 1))
    with pytest.raises(QualityError, match="удалили"):
        measures.write(store=store, edits=[RowEdit(record=new_id(), values={"title": "Курсы"})])
    with pytest.raises(QualityError, match="удалили"):
        measures.set_schools(store=store, measure=new_id(), schools=[])


def test_schools_are_marked_and_unmarked_in_one_step(store):
    key = add(store, title="Курсы")
    both = [school_id("Слабая"), school_id("Лучшая")]
    measures.set_schools(store=store, measure=key, schools=both)
    named = measures.view(store=store).schools_of[key]
    assert [school.short_name for school in named] == ["Лучшая", "Слабая"]
    measures.set_schools(store=store, measure=key, schools=[school_id("Слабая")])
    assert [one.school for one in store.all(MeasureSchool)] == [school_id("Слабая")]
    store.undo()
    assert len(store.all(MeasureSchool)) == 2
    assert not measures.set_schools(store=store, measure=key, schools=both)


def test_a_removed_measure_takes_its_schools_along(store):
    key = add(store, title="Курсы")
    measures.set_schools(store=store, measure=key, schools=[school_id("Слабая")])
    measures.remove(store=store, measures=[key])
    assert store.all(MeasureSchool) == ()
    assert measures.view(store=store).measures == ()


def test_a_closed_school_stays_in_its_measure_and_is_offered_for_no_other(store):
    key = add(store, title="Курсы")
    measures.set_schools(store=store, measure=key, schools=[school_id("Слабая")])
    with store.work("Закрытие") as work:
        for name in ("Слабая", "Лучшая"):
            work.put(School(id=school_id(name), short_name=name, is_active=False))
        work.commit()
    offered = [school.short_name for school in measures.view(store=store).schools]
    assert "Слабая" in offered
    assert "Лучшая" not in offered


def test_columns_take_words_of_the_catalogue(store):
    catalogue = measures.view(store=store).catalogue
    fields = {field.name: field for field in measures.MEASURES}
    assert parse(fields["subject"], "математика", catalogue) == "math"
    assert parse(fields["procedure"], "ВПР", catalogue) == "vpr"
    assert "доля низких результатов" in catalogue.options(fields["calculation"])
    assert len(catalogue.options(fields["factor"])) == len(catalogue.records["risk_factor"])
