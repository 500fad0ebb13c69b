"""What a package would bring, in words: records and fields before and after, closed periods told."""

from __future__ import annotations

from dataclasses import replace

from quality_desktop import paths
from quality_desktop.domain.directory import Person, School, SchoolYear, school_year_id
from quality_desktop.services.entry import period_locks
from quality_desktop.services.exchange.plan_words import plan_told
from tests.services.exchange.offices import Colleague

REFERENCE = paths.bundled().reference


def test_new_changed_and_deleted_records_are_lines_with_both_sides(
    anna: Colleague, boris: Colleague
) -> None:
    kept, gone = anna.add_person("Ларина", phone="1-11"), anna.add_person("Уволенная")
    boris.take(anna.send("первый.qpack").path)
    with boris.store.work("Правка") as work:
        known = work.get(Person, kept)
        assert known is not None
        work.put(replace(known, phone="2-22", email="l@example.org"))
        work.delete(Person, gone)
        work.commit()
    boris.add_school("СОШ № 5")
    with anna.look(boris.send("второй.qpack").path) as preview:
        told = plan_told(store=anna.store, reference=REFERENCE, preview=preview)
    lines = {(one.kind_title, one.title): (one.before, one.after) for one in told.lines}
    assert lines["Человек", "Телефон"] == ("1-11", "2-22")
    assert lines["Человек", "Эл. почта"] == ("", "l@example.org")
    before, after = lines["Человек", "запись удаляется"]
    assert "Уволенная" in before
    assert after == ""
    before, after = lines["Школа", "новая запись"]
    assert before == ""
    assert "Краткое название: СОШ № 5" in after
    assert {one.file for one in told.lines} == {"второй.qpack"}
    assert "Школа: новых 1" in told.summary
    assert "Человек: изменено 1, удаляется 1" in told.summary
    assert [(one.author, one.count) for one in told.done] == [("Борис", 3), ("Борис", 1)]
    assert (told.left_out, told.conflicts, told.closed) == (0, (), ())


def test_a_package_that_changes_a_closed_year_says_so(anna: Colleague, boris: Colleague) -> None:
    school = anna.add_school("СОШ № 5")
    boris.take(anna.send("первый.qpack").path)
    with boris.store.work("Ученики") as work:
        key = school_year_id(school, 2025)
        work.put(SchoolYear(id=key, school=school, year=2025, pupils=300))
        work.put(SchoolYear(id=school_year_id(school, 2024), school=school, year=2024, pupils=290))
        work.commit()
    period_locks.close_period(store=anna.store, year=2025, reason="отчёт сдан")
    with anna.look(boris.send("второй.qpack").path) as preview:
        told = plan_told(store=anna.store, reference=REFERENCE, preview=preview)
        assert not any("закрыт" in warning for one in preview.files for warning in one.warnings)
    [sentence] = told.closed
    assert sentence.startswith("Период 2025/26 закрыт")
    assert "(«отчёт сдан»)" in sentence
    assert anna.store.get(School, school) is not None
