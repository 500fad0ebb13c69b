"""Before a merge is taken back: what is told of closed periods."""

from __future__ import annotations

import pytest

from quality_desktop.domain.directory import SchoolYear, school_year_id
from quality_desktop.services.entry import period_locks
from quality_desktop.services.exchange import journal
from quality_desktop.services.exchange.received_files import Verdict
from tests.services.exchange.offices import Colleague


@pytest.mark.parametrize("is_bare", [False, True])
def test_a_file_whose_merge_was_taken_back_is_not_said_to_be_here(
    anna: Colleague, boris: Colleague, is_bare: bool
) -> None:
    boris.add_school("СОШ № 5")
    path = boris.outbox / "файл.quality"
    if is_bare:
        boris.store.back_up(path)
    else:
        path = boris.send("пакет.qpack").path
    anna.take(path)
    journal.undo(store=anna.store, line=journal.lines(store=anna.store)[0])
    with anna.look(path) as preview:
        (file,) = preview.files
    assert file.verdict is Verdict.NOTHING_NEW
    assert file.sentence == (
        f"«{path.name}»: этот файл уже был принят, но приём отменён: чтобы вернуть принятое, "
        "откройте «Журнал обменов» и нажмите «Вернуть приём…»."
    )
    journal.redo(store=anna.store, line=journal.lines(store=anna.store)[0])
    with anna.look(path) as preview:
        assert "у вас уже есть" in preview.files[0].sentence


def test_a_merge_into_a_closed_year_is_told_before_it_is_taken_back_and_made_again(
    anna: Colleague, boris: Colleague
) -> None:
    school = anna.add_school("СОШ № 5")
    boris.take(anna.send("первый.qpack").path)
    with boris.store.work("Ученики") as work:
        key = school_year_id(school, 2025)
        work.put(SchoolYear(id=key, school=school, year=2025, pupils=300))
        work.commit()
    anna.take(boris.send("второй.qpack").path)
    (line,) = journal.lines(store=anna.store)[:1]
    assert journal.closed_periods(store=anna.store, line=line) == ""
    period_locks.close_period(store=anna.store, year=2025, reason="отчёт сдан")
    told = journal.closed_periods(store=anna.store, line=line)
    assert told.startswith("Изменятся и данные закрытого периода 2025/26.")
    assert "оставьте как есть" in told
    assert journal.undo(store=anna.store, line=line)
    (line,) = journal.lines(store=anna.store)[:1]
    assert line.can_redo
    assert journal.closed_periods(store=anna.store, line=line) == told
