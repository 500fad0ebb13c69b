"""What a merge does to what people look at: told within its time, left out rather than guessed."""

from __future__ import annotations

from quality_desktop.domain.directory import School
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.records import Id
from quality_desktop.services.exchange.effects import effect
from quality_desktop.services.risk_schools import risk
from quality_desktop.storage.store import Store
from tests.services.exchange.offices import Colleagues


def test_a_school_that_loses_its_results_leaves_the_list(district_colleagues: Colleagues):
    before = district_colleagues.join("До").store
    after = district_colleagues.join("После").store
    listed = _listed(before)
    gone = next(iter(listed))
    with after.work("Результаты не той школы") as work:
        for one in after.all(ExamResult, school=gone):
            work.delete(ExamResult, one.id)
        work.commit()
    found = effect(before=before, after=after)
    assert found.left == (listed[gone],)
    assert found.entered == ()
    (row,) = (row for row in found.rows if row.title == "результаты оценочных процедур")
    assert row.difference < 0


def test_what_there_is_no_time_for_is_named_and_not_counted(district_colleagues: Colleagues):
    store = district_colleagues.join("До").store
    found = effect(before=store, after=store, seconds=-1)
    assert found.rows == ()
    assert found.risk_year is None
    assert "школы" in found.left_out
    assert "школы в списке низких результатов" in found.left_out


def _listed(store: Store) -> dict[Id, str]:
    """Schools in the list of the latest year, by id."""
    terms = risk.terms(store=store, rule=risk.current_code(store=store))
    view = risk.assess(store=store, year=max(risk.years(store=store)), terms=terms)
    names = {one.id: one.short_name for one in store.all(School)}
    pairs = zip(view.schools, view.cases, strict=True)
    return {school.id: names[school.id] for school, case in pairs if case.is_included}
