"""Yesterday comes back without losing today: through the services, and each way is undone."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.domain.collection.period_locks import PeriodLock, lock_id
from quality_desktop.domain.directory import Municipality, Person, School, SchoolYear, Unit
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id, Record, new_id
from quality_desktop.services.district_file import backups, restoring
from quality_desktop.services.district_file.backups import Reason
from quality_desktop.storage.backup_rotation import last_write_of
from quality_desktop.storage.deciding import Decision, Verdict
from quality_desktop.storage.disputes import Dispute
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.received import LogChoice
from quality_desktop.storage.store import Store
from tests.services.district_file.conftest import enter, put, surnames

MIGRATIONS = paths.bundled().migrations


def test_a_copy_of_yesterday_comes_back_and_today_is_not_lost(path, opened, places):
    """The drill: what was deleted, changed and added today is brought back to yesterday, and undone."""
    store = opened(path)
    kept, changed = enter(store, "Остаётся", "Прежняя")
    yesterday = backups.at_end(store=store, now=datetime.now() - timedelta(days=1))
    assert yesterday is not None
    put(store, [replace(changed, surname="Новая")])
    enter(store, "Сегодняшняя")
    with store.work("Удаление") as work:
        work.delete(Person, kept.id)
        work.commit()

    done = restoring.restore(store=store, copy=yesterday, migrations=MIGRATIONS)
    assert surnames(store) == ["Остаётся", "Прежняя"]
    assert done.records == 3
    assert done.backup is not None
    assert restoring.told(done) == (
        f"Возвращено записей: 3. Прежнее состояние сохранено в копии «{done.backup.name}»."
    )
    assert store.check() == []
    with opened(done.backup) as before:
        assert surnames(before) == ["Новая", "Сегодняшняя"]
    assert {entry.author for entry in store.history(changed.id)} == {"Проверка П.П."}

    store.undo()
    assert surnames(store) == ["Новая", "Сегодняшняя"]
    assert restoring.restore(store=store, copy=done.backup, migrations=MIGRATIONS).records == 0
    assert {copy.reason for copy in backups.listed(path=path, places=places)} == {
        Reason.END,
        Reason.RESTORE,
    }


def test_what_was_undecided_in_a_copy_is_asked_again_and_the_way_back_is_undone(
    path, opened, tmp_path
):
    store, sent, log = opened(path), tmp_path / "коллеге.quality", tmp_path / "её.log"
    person, deleted = enter(store, "Спорная", "Удалённая")
    store.back_up(sent)
    hers = opened(sent)
    put(hers, [replace(person, phone="1-11-11"), replace(deleted, phone="3-33-33")])
    put(store, [replace(person, phone="2-22-22")])
    with store.work("Удаление") as work:
        work.delete(Person, deleted.id)
        work.commit()
    hers.write_log(log, LogChoice())
    store.merge(log, Arrival(peer="Коллега", file_name="её.log"))

    def open_questions():
        return [(one.field, one.sort, {side.value for side in one.sides if side.value})
                for one in store.disputes()]  # fmt: skip

    asked, people = open_questions(), store.all(Person)
    assert len(asked) == 2
    copy = backups.before(store=store, step=Reason.MERGE)
    assert copy is not None
    shown = store.get(Person, person.id)
    assert shown is not None
    store.decide([Decision(kind="person", key=person.id, field="phone", value=shown.phone)], "")
    store.decide([Decision(kind="person", key=deleted.id, verdict=Verdict.KEEP)], "")
    assert (store.disputes(), store.all(Person)) == ((), people)

    done = restoring.restore(store=store, copy=copy, migrations=MIGRATIONS)
    assert (open_questions(), store.all(Person)) == (asked, people)
    assert "Снова открыты расхождения, ещё не решённые тогда, записей: 2." in restoring.told(done)
    assert restoring.restore(store=store, copy=copy, migrations=MIGRATIONS).reopened == 0
    assert store.undo()
    assert (store.disputes(), store.all(Person)) == ((), people)
    assert store.redo()
    assert (open_questions(), store.all(Person)) == (asked, people)
    assert store.check() == []


def received(store: Store, theirs: Store, folder: Path) -> None:
    log = folder / f"{new_id()}.log"
    theirs.write_log(log, LogChoice())
    store.merge(log, Arrival(peer="Коллега", file_name=log.name))


def remove(store: Store, kind: type[Record], key: Id) -> None:
    with store.work("Удаление") as work:
        work.delete(kind, key)
        work.commit()


def told_of(store: Store) -> list[tuple[str, str, str]]:
    return [(one.kind, one.field, one.sort) for one in store.disputes()]


@pytest.fixture
def torn(path, opened, tmp_path):
    """A file with one open disagreement of each sort: the file, and the records in question."""
    store, sent = opened(path), tmp_path / "коллеге.quality"
    person, deleted = enter(store, "Спорная", "Удалённая")
    unit = Unit(id=new_id(), name="Отдел")
    with store.work("Отдел") as work:
        work.put(unit)
        work.commit()
    store.back_up(sent)
    hers = opened(sent)
    put(hers, [replace(person, phone="1-11-11", unit=unit.id), replace(deleted, phone="3-33-33")])
    put(store, [replace(person, phone="2-22-22")])
    remove(store, Person, deleted.id)
    remove(store, Unit, unit.id)
    received(store, hers, tmp_path)
    return store, person, deleted, unit


def test_questions_that_a_copy_did_not_have_are_settled_by_it_and_back_and_forth_are_exact(
    path, opened, tmp_path
):
    store, sent = opened(path), tmp_path / "коллеге.quality"
    person, deleted = enter(store, "Спорная", "Удалённая")
    unit = Unit(id=new_id(), name="Отдел")
    with store.work("Отдел") as work:
        work.put(unit)
        work.commit()
    store.back_up(sent)
    hers = opened(sent)
    put(hers, [replace(person, phone="1-11-11", unit=unit.id)])
    remove(hers, Person, deleted.id)
    put(store, [replace(person, phone="2-22-22"), replace(deleted, phone="77")])
    copy = backups.before(store=store, step=Reason.MERGE)
    assert copy is not None
    then = store.all(Person)
    remove(store, Unit, unit.id)
    received(store, hers, tmp_path)
    asked, people = store.disputes(), store.all(Person)
    assert len(asked) == 3

    done = restoring.restore(store=store, copy=copy, migrations=MIGRATIONS)
    assert (store.disputes(), store.all(Person), store.all(Unit)) == ((), then, (unit,))
    assert (done.reopened, done.settled) == (0, 3)
    assert "в возвращённом состоянии; записей: 3." in restoring.told(done)
    for _ in range(2):
        assert store.undo()
        assert [opinions_of(one) for one in store.disputes()] == [opinions_of(o) for o in asked]
        assert store.all(Person) == people
        assert store.redo()
        assert (store.disputes(), store.all(Person)) == ((), then)
    assert restoring.told(
        restoring.restore(store=store, copy=copy, migrations=MIGRATIONS)
    ).startswith("Возвращать нечего")
    assert store.check() == []


def opinions_of(one: Dispute) -> tuple[object, ...]:
    """A question with who says what."""
    said = {(side.change_id, side.author, side.value, side.is_deletion) for side in one.sides}
    return one.kind, one.key, one.field, one.sort, said


def decide_all(store: Store, person: Person, deleted: Person, unit: Unit) -> None:
    shown = store.get(Person, person.id)
    assert shown is not None
    keep = Verdict.KEEP
    for one in (
        Decision(kind="person", key=person.id, field="phone", value=shown.phone),
        Decision(kind="person", key=deleted.id, verdict=keep),
        Decision(kind="unit", key=unit.id, verdict=keep),
    ):
        store.decide([one], "")


@pytest.mark.parametrize("is_by_moment", [False, True])
def test_every_sort_of_disagreement_is_asked_again_and_can_be_answered(torn, is_by_moment):
    store, person, deleted, unit = torn
    asked, people, units = told_of(store), store.all(Person), store.all(Unit)
    assert sorted(sort for _, _, sort in asked) == ["deleted_edited", "deleted_referred", "values"]
    moment = datetime.now().astimezone()
    copy = backups.before(store=store, step=Reason.MERGE)
    assert copy is not None
    decide_all(store, person, deleted, unit)
    with store.work("Отдел упразднён") as work:
        work.put(replace(person, unit=None, phone="4-44-44"))
        work.delete(Unit, unit.id)
        work.commit()
    assert told_of(store) == []
    today = store.all(Person)

    def back() -> restoring.Restored:
        if is_by_moment:
            return restoring.restore_moment(store=store, moment=moment)
        return restoring.restore(store=store, copy=copy, migrations=MIGRATIONS)

    assert back().reopened == 3
    assert (told_of(store), store.all(Person), store.all(Unit)) == (asked, people, units)
    assert restoring.told(back()) == "Возвращать нечего: в файле уже то же самое."
    assert store.undo()
    assert (told_of(store), store.all(Person), store.all(Unit)) == ([], today, ())
    assert store.redo()
    assert (told_of(store), store.all(Person), store.all(Unit)) == (asked, people, units)
    decide_all(store, person, deleted, unit)
    assert (told_of(store), store.all(Person), store.all(Unit)) == ([], people, units)
    assert store.check() == []


def test_a_disagreement_of_a_closed_period_comes_back_with_it_and_is_told(path, opened, tmp_path):
    """The copy brings its lock along, so that nobody could open the period for the return."""
    store, sent = opened(path), tmp_path / "коллеге.quality"
    school = School(id=new_id(), short_name="Школа")
    year = SchoolYear(id=new_id(), school=school.id, year=2025, pupils=300)
    lock = PeriodLock(id=lock_id(2025), year=2025, reason="утверждён")

    def save(one: Store, *records: Record) -> None:
        with one.work("Правка") as work:
            work.put_all(records)
            work.commit()

    save(store, school, year)
    store.back_up(sent)
    hers = opened(sent)
    save(hers, replace(year, pupils=310))
    save(store, replace(year, pupils=305))
    save(store, lock)
    received(store, hers, tmp_path)
    asked, then = told_of(store), store.all(SchoolYear)
    assert asked == [("school_year", "pupils", "values")]
    copy = backups.before(store=store, step=Reason.MERGE)
    assert copy is not None
    save(store, replace(lock, is_locked=False))
    store.decide([Decision(kind="school_year", key=year.id, field="pupils", value=320)], "сверили")
    save(store, lock)

    done = restoring.restore(store=store, copy=copy, migrations=MIGRATIONS)
    assert (told_of(store), store.all(SchoolYear), store.all(PeriodLock)) == (asked, then, (lock,))
    assert (done.reopened, done.periods) == (1, (2025,))
    assert "Изменены данные закрытых периодов: 2025/26 – проверьте их." in restoring.told(done)
    assert store.undo()
    assert (told_of(store), store.all(SchoolYear)[0].pupils) == ([], 320)
    assert store.redo()
    assert (told_of(store), store.all(SchoolYear)) == (asked, then)
    with pytest.raises(QualityError, match="Период 2025/26 закрыт"):
        save(store, replace(year, pupils=1))
    assert store.check() == []


def test_the_state_of_a_moment_comes_back_from_the_log_alone(path, opened):
    store = opened(path)
    (first,) = enter(store, "Первая")
    moment = store.history(first.id)[0].moment
    enter(store, "Вторая")
    done = restoring.restore_moment(store=store, moment=moment)
    assert done.records == 1
    assert surnames(store) == ["Первая"]


def test_a_moment_before_the_file_was_made_is_refused(path, opened):
    store = opened(path)
    with pytest.raises(QualityError, match="нет ни одной записи"):
        restoring.restore_moment(store=store, moment=datetime(2001, 1, 1))


def test_the_open_file_is_no_copy_of_itself(path, opened):
    store = opened(path)
    with pytest.raises(QualityError, match="сам открытый файл"):
        restoring.restore(store=store, copy=path, migrations=MIGRATIONS)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "Дальний район",
            "это данные района «Дальний район», а открыт файл района «Ближний район»",
        ),
        ("Ближний район", "это копия другого файла, созданного отдельно от открытого"),
    ],
)
def test_a_copy_of_another_file_is_refused_and_nothing_is_written(
    made_file, opened, places, tmp_path, name, said
):
    copy = Path(shutil.copy(made_file("zaoksky"), tmp_path / "другой.quality"))
    with opened(copy) as other:
        name_district(other, name)
    path = Path(shutil.copy(made_file("ishimbay"), tmp_path / "район.quality"))
    store = opened(path)
    name_district(store, "Ближний район")
    before, last = store.all(Municipality), last_write_of(path)
    with pytest.raises(QualityError) as refused:
        restoring.restore(store=store, copy=copy, migrations=MIGRATIONS)
    assert str(refused.value) == f"«другой.quality» – {said}: выберите копию открытого файла."
    assert (store.all(Municipality), last_write_of(path)) == (before, last)
    assert not backups.listed(path=path, places=places)


def name_district(store: Store, name: str) -> None:
    (district,) = store.all(Municipality)
    with store.work("Название района") as work:
        work.put(replace(district, name=name))
        work.commit()


def test_a_damaged_copy_is_refused_and_nothing_changes(path, opened, tmp_path):
    store = opened(path)
    enter(store, "Первая")
    copy = tmp_path / "копия.quality"
    store.back_up(copy)
    copy.write_bytes(copy.read_bytes()[:9000])
    with pytest.raises(QualityError):
        restoring.restore(store=store, copy=copy, migrations=MIGRATIONS)
    assert surnames(store) == ["Первая"]


def test_a_restored_state_loses_nothing_that_comes_later_by_exchange(path, opened, tmp_path):
    """F30: a colleague works on; after our return to yesterday her later work still comes in."""
    store, sent, log = opened(path), tmp_path / "коллеге.quality", tmp_path / "её.log"
    enter(store, "Общая")
    yesterday = backups.before(store=store, step=Reason.IMPORT)
    enter(store, "Наша")
    store.back_up(sent)
    hers = opened(sent)
    enter(hers, "Её")
    assert yesterday is not None
    restoring.restore(store=store, copy=yesterday, migrations=MIGRATIONS)
    hers.write_log(log, LogChoice())
    store.merge(log, Arrival(peer="Коллега", file_name="её.log"))
    assert surnames(store) == ["Её", "Общая"]
    assert store.check() == []
