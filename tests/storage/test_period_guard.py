"""Closed periods at the one place where all writes pass, and before a merge."""

from dataclasses import replace
from datetime import date

import pytest

from quality_desktop.domain.collection.monitoring import Collection, Form, Submission
from quality_desktop.domain.collection.period_locks import PeriodLock, lock_id
from quality_desktop.domain.directory import SchoolYear
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.storage.store import Store
from tests.storage.copies import (
    PERSON,
    SCHOOL,
    YEAR,
    OpenCopy,
    Pair,
    assert_equal,
    delete,
    log_of,
    save,
    take,
)

LOCK = PeriodLock(
    id=lock_id(2025),
    year=2025,
    reason="отчёт утверждён",
    author="Иванова",
    changed_on=date(2026, 9, 1),
)


@pytest.fixture
def ours(open_copy: OpenCopy) -> Store:
    """Our copy with a closed school year."""
    store = open_copy("Иванова")
    save(store, "Закрытие", LOCK)
    return store


def test_what_belongs_to_no_period_is_written(ours: Store):
    save(ours, "Телефон", replace(PERSON, phone="2-22"))
    save(ours, "Другой год", replace(YEAR, id=new_id(), year=2026))
    assert len(ours.all(SchoolYear)) == 2


def test_a_record_cannot_be_moved_into_a_closed_year_or_out_of_it(ours: Store):
    next_year = replace(YEAR, id=new_id(), year=2026)
    save(ours, "Следующий год", next_year)
    for moved in (replace(YEAR, year=2026), replace(next_year, year=2025)):
        with pytest.raises(QualityError, match=r"Период 2025/26 закрыт 01\.09\.2026, Иванова"):
            save(ours, "Перенос", moved)
    assert set(ours.all(SchoolYear)) == {YEAR, next_year}


def test_what_hangs_on_a_record_of_a_closed_year_is_closed_with_it(open_copy: OpenCopy):
    ours = open_copy("Иванова")
    form = Form(id=new_id(), code="f", version=1)
    collection = Collection(id=new_id(), form=form.id, year=2025)
    submission = Submission(id=new_id(), collection=collection.id, school=SCHOOL.id)
    save(ours, "Сбор", form, collection, submission)
    save(ours, "Закрытие", LOCK)
    with pytest.raises(QualityError, match="закрыт"):
        delete(ours, "Удаление", submission)
    assert ours.get(Submission, submission.id) == submission


def test_closing_a_year_with_its_last_figures_at_once_is_refused_as_one(open_copy: OpenCopy):
    ours = open_copy("Иванова")
    with pytest.raises(QualityError, match="закрыт"):
        save(ours, "Всё сразу", LOCK, replace(YEAR, pupils=310))
    assert ours.all(SchoolYear) == (YEAR,)
    assert not ours.all(PeriodLock)


def test_what_a_merge_would_change_in_a_closed_period_is_told_and_then_written(pair: Pair):
    ours, theirs = pair
    save(ours, "Закрытие", LOCK)
    save(theirs, "Численность", replace(YEAR, pupils=310))
    (told,) = ours.plan_merge(log_of(theirs)).closed
    assert told == (
        "Период 2025/26 закрыт 01.09.2026, Иванова («отчёт утверждён»), а присланное меняет его "
        "данные: проверьте их после приёма."
    )
    take(ours, theirs)
    assert ours.all(SchoolYear) == (replace(YEAR, pupils=310),)
    take(theirs, ours)
    assert_equal(pair)


def test_no_closed_period_is_told_when_only_others_are_changed(pair: Pair):
    ours, theirs = pair
    save(ours, "Закрытие", LOCK)
    save(theirs, "Другое", replace(PERSON, phone="2-22"), replace(YEAR, id=new_id(), year=2026))
    assert ours.plan_merge(log_of(theirs)).closed == ()


def test_a_period_that_the_sender_closed_himself_is_not_told(pair: Pair):
    ours, theirs = pair
    save(theirs, "Численность", replace(YEAR, pupils=310))
    save(theirs, "Закрытие", LOCK)
    assert ours.plan_merge(log_of(theirs)).closed == ()
    take(ours, theirs)
    with pytest.raises(QualityError, match="закрыт"):
        save(ours, "Поздно", replace(YEAR, pupils=311))


@pytest.mark.parametrize("is_disputed", [False, True])
def test_an_edit_whose_taking_back_would_close_a_period_over_its_figures_stays(
    pair: Pair, *, is_disputed: bool
):
    """A period opened and a figure mended in one step; a figure in dispute is taken back by the log."""
    ours, theirs = pair
    if is_disputed:
        save(ours, "Наша численность", replace(YEAR, pupils=305))
        save(theirs, "Их численность", replace(YEAR, pupils=310))
        take(ours, theirs)
    assert bool(ours.disputes()) is is_disputed
    save(ours, "Закрытие", LOCK)
    (shown,) = ours.all(SchoolYear)
    mended = replace(shown, pupils=320)
    save(ours, "Открытие с поправкой", replace(LOCK, is_locked=False), mended)
    before = ours.disputes(), log_of(ours).read_bytes()
    with pytest.raises(QualityError, match=r"Период 2025/26 закрыт 01\.09\.2026, Иванова"):
        ours.undo()
    assert ours.all(SchoolYear) == (mended,)
    assert not ours.all(PeriodLock)[0].is_locked
    assert (ours.disputes(), log_of(ours).read_bytes()) == before
    assert ours.check() == []
