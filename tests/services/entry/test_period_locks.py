"""A closed school year keeps its figures, whichever way somebody would change them."""

import pytest

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import Value, value_id
from quality_desktop.domain.collection.period_locks import PeriodLock, lock_id
from quality_desktop.domain.directory import SchoolYear, school_year_id
from quality_desktop.domain.errors import QualityError
from quality_desktop.services.entry import monitoring_edit, period_locks
from quality_desktop.services.entry.monitoring_edit import CellEdit
from tests.services.monitoring_form import ELEMENTS, NAMES, SCHOOLS, YEAR, fill

SCHOOL, ELEMENT = SCHOOLS[NAMES[0]], ELEMENTS["pupils"]


@pytest.fixture
def store(empty_district):
    fill(empty_district)
    return empty_district


def type_in(store, digits, year=YEAR):
    edit = CellEdit(school=SCHOOL, element=ELEMENT, answer=Answer(digits=digits))
    return monitoring_edit.set_answers(store=store, year=year, edits=[edit], intent="Ввод")


def digits_of(store, year=YEAR):
    value = store.get(Value, value_id(ELEMENT, SCHOOL, year))
    return None if value is None else value.digits


def test_a_closed_year_refuses_with_who_when_and_why_and_other_years_go_on(store):
    before = digits_of(store)
    period_locks.close_period(store=store, year=YEAR, reason="  отчёт\nутверждён ")
    with pytest.raises(QualityError) as refused:
        type_in(store, 777)
    assert "Период 2025/26 закрыт" in refused.value.sentence
    assert "Проверка П.П." in refused.value.sentence
    assert "отчёт утверждён" in refused.value.sentence
    assert digits_of(store) == before
    assert type_in(store, 777, year=YEAR + 1)


def test_an_opened_year_is_written_again_and_both_reasons_stay_in_history(store):
    period_locks.close_period(store=store, year=YEAR, reason="отчёт утверждён")
    period_locks.open_period(store=store, year=YEAR, reason="школа прислала уточнение")
    assert type_in(store, 777)
    assert digits_of(store) == 777
    [lock] = store.all(PeriodLock)
    intents = [entry.intent for entry in store.history(lock.id)]
    assert any("отчёт утверждён" in text for text in intents)
    assert any("школа прислала уточнение" in text for text in intents)


@pytest.mark.parametrize("act", [period_locks.close_period, period_locks.open_period])
def test_neither_is_done_without_a_reason(store, act):
    with pytest.raises(QualityError, match="с причиной"):
        act(store=store, year=YEAR, reason="  ")
    assert store.all(PeriodLock) == ()


def test_undo_cannot_reach_into_a_closed_year_but_opens_it(store):
    type_in(store, 777)
    period_locks.close_period(store=store, year=YEAR, reason="сдано")
    store.undo()
    assert not store.all(PeriodLock, is_locked=True)
    store.redo()
    with store.work("Другое") as work:
        work.put(PeriodLock(id=lock_id(1999), year=1999, is_locked=False))
        work.commit()
    store.undo()
    store.undo()
    store.undo()
    assert digits_of(store) != 777


def test_deleting_moving_and_attributes_of_the_year_are_refused_too(store):
    key = school_year_id(SCHOOL, YEAR)
    if store.get(SchoolYear, key) is None:
        with store.work("Год школы") as work:
            work.put(SchoolYear(id=key, school=SCHOOL, year=YEAR, pupils=500))
            work.commit()
    period_locks.close_period(store=store, year=YEAR, reason="сдано")
    for kind, row in ((SchoolYear, key), (Value, value_id(ELEMENT, SCHOOL, YEAR))):
        with store.work("Удаление") as work:
            work.delete(kind, row)
            with pytest.raises(QualityError, match="закрыт"):
                work.commit()
        assert store.get(kind, row) is not None
    with store.work("Правка разом") as work:
        work.execute('UPDATE "value" SET digits = 1 WHERE year = ?', (YEAR,))
        with pytest.raises(QualityError, match="закрыт"):
            work.commit()
    assert digits_of(store) == 500


def test_years_with_figures_are_listed_newest_first(store):
    period_locks.close_period(store=store, year=YEAR, reason="сдано")
    found = period_locks.periods(store=store, current=YEAR + 1)
    assert [one.year for one in found][:2] == [YEAR + 1, YEAR]
    shown = {one.year: one for one in found}
    assert (shown[YEAR].is_locked, shown[YEAR].title) == (True, "2025/26")
    assert shown[YEAR].answers > 0
    assert (shown[YEAR + 1].lock, shown[YEAR + 1].answers) == (None, 0)
