"""A damaged file is explained, and what is left of it comes over into a new one."""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.cli.district_file import kind_titles
from quality_desktop.domain.collection.monitoring import DataElement, Form, Value
from quality_desktop.domain.collection.period_locks import PeriodLock, lock_id
from quality_desktop.domain.directions import Direction, DirectionGroup
from quality_desktop.domain.directory import Person, School, SchoolYear, Unit
from quality_desktop.domain.errors import FileDamagedError, QualityError
from quality_desktop.domain.kinds import KINDS
from quality_desktop.domain.merge import INSERT
from quality_desktop.domain.records import new_id
from quality_desktop.services.district_file import backups, files, rescue
from quality_desktop.services.district_file.backups import Reason
from quality_desktop.storage.capture import decode_row, encode_cells
from quality_desktop.storage.columns import column_codes
from quality_desktop.storage.disk import journal_of
from quality_desktop.storage.disputes import DisputeSort
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.loosening import LOST_TITLE
from quality_desktop.storage.received import LogChoice
from quality_desktop.storage.rescue import Rescue
from quality_desktop.storage.rescued_log import UNKNOWN_AUTHOR
from tests.services.conftest import WRITER
from tests.services.district_file.conftest import enter, surnames

MIGRATIONS = paths.bundled().migrations
PAGE = 4096


def recovered(path, target, **options):
    return rescue.recover(path=path, target=target, migrations=MIGRATIONS, writer=WRITER, **options)


def everything(store):
    return {kind: set(store.all(kind)) for kind in KINDS}


def root_of(path, name):
    """Where the pages of a table or an index begin."""
    with contextlib.closing(sqlite3.connect(path)) as link:
        (root,) = link.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)
        ).fetchone()
    return (root - 1) * PAGE


def spoil(path, start, content):
    with path.open("rb+") as stream:
        stream.seek(start)
        stream.write(content)


@pytest.fixture
def filled(path, opened):
    """A closed file with people in it, and what it held."""
    with opened(path) as store:
        enter(store, *[f"Сотрудник {number}" for number in range(200)])
        held = everything(store)
    return path, held


def test_a_sound_file_has_no_diagnosis(filled):
    path, _ = filled
    assert rescue.diagnose(path=path, migrations=MIGRATIONS, titles=kind_titles()) is None


def test_a_spoilt_table_is_named_and_nothing_of_the_file_is_lost(filled, opened, tmp_path):
    path, held = filled
    spoil(path, root_of(path, "person"), random.Random(1).randbytes(PAGE))
    with pytest.raises(FileDamagedError, match="восстановите его в новый файл"):
        opened(path)
    before = path.read_bytes()
    found = rescue.diagnose(path=path, migrations=MIGRATIONS, titles=kind_titles())
    assert found is not None
    told = [problem.text for problem in found.problems]
    assert told[0].startswith("Повреждена таблица «Человек»")
    assert "ничего не потеряно" in told[-1]
    done = recovered(path, tmp_path / "новый.quality")
    assert done.is_log_whole
    assert "ничего не потеряно" in rescue.told(done, kind_titles())[1]
    assert path.read_bytes() == before
    with opened(tmp_path / "новый.quality") as store:
        assert everything(store) == held
        assert store.check() == []
        assert store.history(store.all(Person)[0].id)[0].author == "Проверка П.П."


def test_a_spoilt_log_is_filled_up_from_the_copies(filled, opened, tmp_path, places):
    path, held = filled
    with opened(path) as store:
        assert backups.before(store=store, step=Reason.MERGE)
        enter(store, "Последняя")
    size, root = path.stat().st_size, root_of(path, "change")
    chance = random.Random(3)
    for _ in range(12):
        spoil(path, chance.randrange(1, size // PAGE) * PAGE, bytes(PAGE))
    spoil(path, root, bytes(PAGE))
    done = recovered(path, tmp_path / "новый.quality", places=places)
    assert not done.is_log_whole
    assert sum(done.added.values()) > 0
    assert "прочитан не весь" in rescue.told(done, kind_titles())[1]
    with opened(tmp_path / "новый.quality") as store:
        found = everything(store)
        assert all(held[kind] <= found[kind] for kind in KINDS)
        assert store.check() == []


def test_a_log_put_together_from_pages_with_nothing_lacking_is_not_said_to_be_lost(
    filled, opened, tmp_path
):
    path, held = filled
    spoil(path, 0, bytes(PAGE))
    done = recovered(path, tmp_path / "новый.quality")
    assert not done.is_log_whole
    (said,) = rescue.told(done, kind_titles())[1:]
    assert said.startswith("Журнал изменений собран по частям, потерь не видно: проверьте")
    with opened(done.path) as store:
        assert everything(store) == held


@pytest.fixture
def with_lost_transactions(path, opened, tmp_path):
    """A file of which one page of transactions is spoilt, a sound copy, and what both held."""
    with opened(path) as store:
        for number in range(80):
            with store.work(f"Ввод {number} по письму".ljust(100, ".")) as work:
                work.put(Person(id=new_id(), surname=f"Сотрудник {number}"))
                work.commit()
        held = everything(store)
    sound = Path(shutil.copy(path, tmp_path / "коллега.quality"))
    data, root = path.read_bytes(), root_of(path, "tx")
    pointer = int.from_bytes(data[root + 12 : root + 14], "big")  # of an inner page: the first leaf
    leaf = int.from_bytes(data[root + pointer : root + pointer + 4], "big")
    spoil(path, (leaf - 1) * PAGE, random.Random(1).randbytes(PAGE))
    return path, sound, held


def signed(path):
    """Who wrote what, when and why, in the order in which the file heard of it."""
    with contextlib.closing(sqlite3.connect(path)) as link:
        return link.execute(
            "SELECT t.*, c.id FROM change AS c JOIN tx AS t ON t.id = c.tx "
            "WHERE t.kind <> 'merge' ORDER BY c.id"
        ).fetchall()


def test_lost_transactions_are_told_and_come_back_from_a_colleague(
    with_lost_transactions, opened, tmp_path
):
    path, sound, held = with_lost_transactions
    done = recovered(path, tmp_path / "новый.quality")
    assert done.lost_transactions > 10
    told = rescue.told(done, kind_titles())
    assert "не весь" in told[1]
    assert f"Потеряны сведения о действиях: {done.lost_transactions}" in told[2]
    with opened(done.path) as rescued, opened(sound) as colleague:
        assert rescued.check() == []
        assert rescued.moments(Person)[-1].author == UNKNOWN_AUTHOR
        assert taken(colleague, rescued, tmp_path).new_changes == 0
        assert taken(rescued, colleague, tmp_path).new_changes == done.lost_transactions
        assert everything(rescued) == everything(colleague) == held
        assert rescued.check() == []
        assert taken(rescued, colleague, tmp_path).new_changes == 0
        assert rescued.family == colleague.family
    assert signed(done.path) == signed(sound)


def test_lost_transactions_are_taken_from_a_copy(with_lost_transactions, opened, tmp_path):
    path, sound, held = with_lost_transactions
    done = recovered(path, tmp_path / "новый.quality", copies=[sound])
    assert (done.lost_transactions, done.added) == (0, {"коллега.quality": 0})
    assert done.found_transactions > 10
    assert any("взяты из копий" in line for line in rescue.told(done, kind_titles()))
    assert signed(done.path) == signed(sound)
    with opened(done.path) as rescued, opened(sound) as colleague:
        assert everything(rescued) == held
        assert taken(rescued, colleague, tmp_path).new_changes == 0
        assert taken(colleague, rescued, tmp_path).new_changes == 0


def test_a_log_that_reads_whole_but_is_not_what_the_copy_says_is_mended_by_the_copy(
    filled, opened, tmp_path
):
    """A bit turned over in the note of an old action, in a value and in the id of a transaction."""
    path, held = filled
    with opened(path) as store:
        for word in ("первый", "второй"):
            with store.work(f"Пометка {word}") as work:
                work.put(Person(id=new_id(), surname=f"Человек {word}"))
                work.commit()
        held = everything(store)
    sound = Path(shutil.copy(path, tmp_path / "коллега.quality"))
    told = signed(sound)
    with contextlib.closing(sqlite3.connect(path)) as link:
        link.execute("UPDATE tx SET note = 'Пометка пєрвый' WHERE note = 'Пометка первый'")
        uid = "substr(uid, 1, 9) || x'00' || substr(uid, 11)"
        link.execute(f"UPDATE tx SET uid = CAST({uid} AS BLOB) WHERE note = 'Пометка второй'")
        link.execute("UPDATE change SET val = replace(val, 'Человек второй', 'Человек втурой')")
        link.commit()
    alone = recovered(path, tmp_path / "без копии.quality")
    assert (alone.is_log_whole, alone.mended, alone.lost_transactions) == (True, 0, 1)
    done = recovered(path, tmp_path / "новый.quality", copies=[sound])
    assert (done.is_log_whole, done.mended, done.found_transactions) == (True, 2, 1)
    assert "Исправлено по копиям записей журнала, испорченных в файле: 2." in rescue.told(
        done, kind_titles()
    )
    assert signed(done.path) == told
    with opened(done.path) as rescued, opened(sound) as colleague:
        assert everything(rescued) == held
        assert taken(rescued, colleague, tmp_path).new_changes == 0


def without_phones(path, *, lost):
    """Have a file be one that received its people without telephones, with a table lost."""
    with contextlib.closing(sqlite3.connect(path)) as link:
        people = f'col = {INSERT} AND "row" IN (SELECT id FROM person)'
        for key, value in link.execute(f"SELECT id, val FROM change WHERE {people}").fetchall():
            number, cells = decode_row(value)
            del cells[column_codes("person")["phone"]]
            bare = encode_cells(number, cells, max(cells))
            link.execute("UPDATE change SET val = ? WHERE id = ?", (bare, key))
        link.execute("UPDATE person SET phone = ''")
        link.commit()
    spoil(path, root_of(path, lost), bytes(PAGE))


def test_what_was_left_out_of_a_record_when_it_came_is_taken_from_a_copy(path, opened, tmp_path):
    """Whoever sent the record had left out the telephones, and the copy has got them since."""
    person = Person(id=new_id(), surname="Сидорова", phone="2-22-22", email="s@example.ru")
    with opened(path) as store, store.work("Ввод") as work:
        work.put(person)
        work.commit()
    copy = shutil.copy(path, tmp_path / "копия.quality")
    without_phones(path, lost="tx")
    done = recovered(path, tmp_path / "новый.quality", copies=[copy])
    assert not done.is_log_whole
    with opened(done.path) as store:
        assert store.get(Person, person.id) == person
        assert store.check() == []
    alone = recovered(path, tmp_path / "одна.quality")
    with opened(alone.path) as store:
        assert store.get(Person, person.id) == replace(person, phone="")


def test_figures_of_a_closed_year_that_only_the_tables_still_hold_are_entered_again(
    path, opened, tmp_path
):
    school = School(id=new_id(), code="", short_name="Первая")
    year = SchoolYear(id=new_id(), school=school.id, year=2025, pupils=5)
    lock = PeriodLock(
        id=lock_id(2025), year=2025, reason="отчёт", author="И", changed_on=date(2026, 9, 1)
    )
    with opened(path) as store:
        for records in ([school, year], [lock]):
            with store.work("Ввод") as work:
                work.put_all(records)
                work.commit()
    with contextlib.closing(sqlite3.connect(path)) as link:
        link.execute('DELETE FROM change WHERE "row" = ?', (year.id.bytes,))
        link.commit()
    spoil(path, root_of(path, "tx"), bytes(PAGE))
    done = recovered(path, tmp_path / "новый.quality")
    assert done.reentered == 1
    with opened(done.path) as store:
        assert store.get(SchoolYear, year.id) == year
        assert store.get(PeriodLock, lock.id) == lock
        assert store.check() == []


def test_a_copy_of_another_file_that_lay_there_before_gives_nothing(filled, opened, tmp_path):
    path, _ = filled
    bundled = paths.bundled()
    other = tmp_path / "другой.quality"
    with files.create_file(
        path=other,
        sample=None,
        samples_folder=bundled.samples,
        reference=bundled.reference,
        forms=bundled.forms,
        migrations=bundled.migrations,
        writer=WRITER,
    ) as store:
        enter(store, "Чужая")
    size = path.stat().st_size
    path.write_bytes(path.read_bytes()[: size // PAGE * 3 // 4 * PAGE])
    done = recovered(path, tmp_path / "новый.quality", copies=[other])
    assert not done.is_log_whole
    assert done.added == {"другой.quality": 0}
    with opened(done.path) as store:
        assert "Чужая" not in surnames(store)


def test_a_file_cut_in_half_without_a_copy_gives_what_is_in_the_half(filled, opened, tmp_path):
    path, held = filled
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    done = recovered(path, tmp_path / "новый.quality")
    assert sum(done.records.values()) > 0
    with opened(tmp_path / "новый.quality") as store:
        assert everything(store)[Person] <= held[Person]
        assert store.check() == []


def test_a_file_whose_journal_was_tidied_away_is_told_and_mended(filled, opened, tmp_path):
    """F24: the program was killed in the middle of a commit, then somebody removed the journal."""
    path, held = filled
    before = path.read_bytes()
    with opened(path) as store:
        enter(store, *[f"Новая {number}" for number in range(300)])
    after = path.read_bytes()
    torn = bytearray(before.ljust(len(after), b"\0"))
    for start in range(0, len(after), 3 * PAGE):
        torn[start : start + PAGE] = after[start : start + PAGE]
    path.write_bytes(torn)
    journal_of(path).unlink(missing_ok=True)
    try:
        with opened(path) as store:
            assert store.check() != []
    except FileDamagedError:
        assert rescue.diagnose(path=path, migrations=MIGRATIONS, titles=kind_titles())
    done = recovered(path, tmp_path / "новый.quality")
    with opened(tmp_path / "новый.quality") as store:
        legible = {p.surname for p in held[Person] if f'"{p.surname}"'.encode() in torn}
        assert len(legible) > len(held[Person]) * 0.9
        assert legible <= set(surnames(store))  # the bytes of others may not be there any more
        assert store.check() == []
    assert done.path.is_file()


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 400])
def test_what_holds_nothing_is_refused_and_no_file_is_made(content, tmp_path):
    path = tmp_path / "район.quality"
    path.write_bytes(content)
    with pytest.raises(QualityError):
        recovered(path, tmp_path / "новый.quality")
    assert [file.name for file in tmp_path.glob("*.quality")] == [path.name]


def test_a_new_file_never_replaces_another(filled, tmp_path):
    path, _ = filled
    taken = tmp_path / "занят.quality"
    taken.write_bytes(b"x")
    with pytest.raises(QualityError, match="уже есть"):
        recovered(path, taken)
    with pytest.raises(QualityError, match="на место повреждённого"):
        recovered(path, path)
    assert taken.read_bytes() == b"x"


def flipped(content, chance, number):
    """A file with bytes turned over anywhere behind its first page."""
    spoilt = bytearray(content)
    for _ in range(number):
        spoilt[chance.randrange(PAGE, len(spoilt))] ^= chance.randrange(1, 256)
    return bytes(spoilt)


@pytest.mark.parametrize(
    ("seed", "number"),
    [
        (1, 1000),
        *(
            pytest.param(seed, number, marks=pytest.mark.campaign)
            for number in (50, 200, 1000, 3000)
            for seed in range(2, 7)
        ),
    ],
)
def test_bytes_turned_over_anywhere_never_end_a_rescue_that_can_read_something(
    seed, number, filled, opened, tmp_path
):
    """The file stays refused by the window; the rescue brings over what it holds, and it is sound."""
    path, _ = filled
    path.write_bytes(flipped(path.read_bytes(), random.Random(seed), number))
    done = recovered(path, tmp_path / "новый.quality")
    assert done.changes > 0
    assert done.findings == ()
    with opened(done.path) as store:
        assert store.check() == []


def test_a_complaint_that_quotes_a_spoilt_name_does_not_end_the_rescue(filled, opened, tmp_path):
    """SQLite quotes the definition it cannot read, and those bytes are no text any more."""
    path, held = filled
    place = path.read_bytes().index(b"CREATE TABLE person")
    spoil(path, place, b"\xdf\xff\xfe")
    done = recovered(path, tmp_path / "новый.quality")
    assert done.is_log_whole
    with opened(done.path) as store:
        assert everything(store) == held


def test_a_file_whose_header_is_spoilt_is_called_damaged_and_not_foreign(filled, opened, tmp_path):
    path, held = filled
    for start, content in ((0, bytes(100)), (68, b"\0\0\0\0")):
        whole = path.read_bytes()
        spoil(path, start, content)
        with pytest.raises(FileDamagedError, match="восстановите его в новый файл"):
            opened(path)
        found = rescue.diagnose(path=path, migrations=MIGRATIONS, titles=kind_titles())
        assert found is not None
        assert "ничего не потеряно" in found.problems[-1].text
        with opened(recovered(path, tmp_path / f"новый{start}.quality").path) as store:
            assert everything(store) == held
        path.write_bytes(whole)


def lose(path, *ids):
    """Have nothing be left of how some records were made, neither in the log nor in a table."""
    with contextlib.closing(sqlite3.connect(path)) as link:
        link.execute("PRAGMA foreign_keys=OFF")
        for name, key in ids:
            link.execute('DELETE FROM change WHERE "row" = ? AND col = ?', (key.bytes, INSERT))
            link.execute(f"DELETE FROM {name} WHERE id = ?", (key.bytes,))
        link.execute("UPDATE change SET parents = x'00' WHERE id = (SELECT max(id) FROM change)")
        link.commit()


@pytest.fixture(scope="module")
def rescued_once(made_file, tmp_path_factory):
    """A rescued file that has lost some records, a healthy copy, and what that holds."""
    folder = tmp_path_factory.mktemp("потери")
    path = Path(shutil.copy(made_file(None), folder / "район.quality"))
    school, unit = (
        School(id=new_id(), short_name="СОШ № 1", code="1"),
        Unit(id=new_id(), name="Отдел"),
    )
    pupils = SchoolYear(id=new_id(), school=school.id, year=2025, pupils=321)
    chief = Person(id=new_id(), surname="Ларина", unit=unit.id)
    with files.open_file(path=path, migrations=MIGRATIONS, writer=WRITER) as store:
        group = store.all(DirectionGroup)[0]
        direction = Direction(id=new_id(), group=group.id, code="9.9")
        form = Form(id=new_id(), code="ф", version=1, direction=direction.id)
        element = DataElement(id=new_id(), form=form.id, code="а")
        value = Value(id=new_id(), element=element.id, school=school.id, year=2025, digits=7)
        with store.work("Ввод") as work:
            work.put_all([school, unit, pupils, chief, direction, form, element, value])
            work.commit()
        with store.work("Адрес") as work:
            work.put(replace(school, address="ул. Школьная"))
            work.commit()
        enter(store, "Последняя")
        held = everything(store)
    healthy = shutil.copy(path, folder / "коллега.quality")
    lose(path, ("school", school.id), ("unit", unit.id), ("data_element", element.id))
    lose(path, ("direction", direction.id))
    done = recovered(path, folder / "новый.quality")
    return done, healthy, held, (school, unit, pupils, chief, form, value)


@pytest.fixture
def losses(rescued_once, tmp_path):
    """The same with files of one test."""
    done, healthy, held, lost = rescued_once
    done = replace(done, path=Path(shutil.copy(done.path, tmp_path)))
    return done, Path(shutil.copy(healthy, tmp_path)), held, lost


def test_what_belongs_to_a_lost_record_is_kept_beside_an_empty_one(losses, opened):
    """A lost school takes no pupils along; what is lost is told by its kind."""
    done, _, _, (school, unit, pupils, chief, form, value) = losses
    assert (done.lost, done.placeholders, done.emptied) == (
        {"school": 1, "unit": 1, "direction": 1, "data_element": 1, "value": 1},
        {"school": 1, "unit": 1},
        1,
    )
    told = rescue.told(done, kind_titles())
    assert any("Школа – 1" in line and "Потеряно записей" in line for line in told)
    assert any("примите файлы коллег" in line for line in told)
    with opened(done.path) as store:
        assert store.check() == []
        assert store.disputes() == ()
        assert store.get(SchoolYear, pupils.id) == pupils
        assert store.get(Person, chief.id) == chief
        assert store.get(Form, form.id) == replace(form, direction=None)
        assert store.get(Value, value.id) is None
        assert store.get(Unit, unit.id) == Unit(id=unit.id, name=LOST_TITLE)
        kept = store.get(School, school.id)
        assert kept == School(id=school.id, short_name=LOST_TITLE, address="ул. Школьная")
        assert store.history(school.id)[-1].author == WRITER.author


def taken(store, other, tmp_path):
    log = tmp_path / f"{new_id()}.log"
    other.write_log(log, LogChoice())
    return store.merge(log, Arrival(peer="коллега"))


def test_a_rescued_file_spoils_nothing_of_colleagues_and_gets_back_what_was_lost(
    losses, opened, tmp_path
):
    done, healthy, held, _ = losses
    with opened(done.path) as rescued, opened(healthy) as colleague:
        for store, other in ((colleague, rescued), (rescued, colleague)):
            assert taken(store, other, tmp_path).conflicts == 0
            assert everything(store) == held
            assert store.disputes() == ()
            assert store.check() == []
        assert taken(colleague, rescued, tmp_path).new_changes == 0


def test_a_rescued_file_gets_back_what_was_lost_before_it_sends_anything(losses, opened, tmp_path):
    done, healthy, _, (school, *_) = losses
    with opened(done.path) as rescued, opened(healthy) as colleague:
        with colleague.work("Новое имя") as work:
            work.put(replace(colleague.get(School, school.id), short_name="Школа № 1"))
            work.commit()
        now = everything(colleague)
        assert taken(rescued, colleague, tmp_path).conflicts == 0
        assert everything(rescued) == now
        assert rescued.check() == []
        assert taken(colleague, rescued, tmp_path).conflicts == 0
        assert everything(colleague) == now


def test_what_was_deleted_elsewhere_does_not_come_back_by_a_rescue(losses, opened, tmp_path):
    done, healthy, _, (school, _, pupils, _, _, value) = losses
    with opened(done.path) as rescued, opened(healthy) as colleague:
        with colleague.work("Закрыта") as work:
            work.delete(Value, value.id)
            work.delete(SchoolYear, pupils.id)
            work.delete(School, school.id)
            work.commit()
        for store, other in ((colleague, rescued), (rescued, colleague)):
            assert taken(store, other, tmp_path).conflicts == 0
            assert store.get(School, school.id) is None
            assert store.disputes() == ()
            assert store.check() == []


def test_a_name_given_to_an_empty_record_is_compared_with_the_real_one(losses, opened, tmp_path):
    done, healthy, _, (school, *_) = losses
    with opened(done.path) as rescued, opened(healthy) as colleague:
        with rescued.work("Название по бумагам") as work:
            work.put(replace(rescued.get(School, school.id), short_name="Школа 1"))
            work.commit()
        assert taken(rescued, colleague, tmp_path).conflicts == 1
        (asked,) = rescued.disputes()
        assert {side.value for side in asked.sides} == {"СОШ № 1", "Школа 1"}


def test_of_a_lost_record_that_was_deleted_people_are_asked_while_it_is_in_use(
    path, opened, tmp_path
):
    """Its deletion is still in the log, that of what belongs to it is lost, too."""
    school = School(id=new_id(), short_name="СОШ № 1", code="1")
    pupils = SchoolYear(id=new_id(), school=school.id, year=2025, pupils=321)
    with opened(path) as store:
        for records in ([school], [pupils]):
            with store.work("Ввод") as work:
                work.put_all(records)
                work.commit()
        for record in (pupils, school):
            with store.work("Удаление") as work:
                work.delete(type(record), record.id)
                work.commit()
        enter(store, "Последняя")
        held = everything(store)
    healthy = Path(shutil.copy(path, tmp_path / "коллега.quality"))
    with contextlib.closing(sqlite3.connect(path)) as link:
        link.execute('DELETE FROM change WHERE "row" = ? AND col = -1', (pupils.id.bytes,))
        link.commit()
    lose(path, ("school", school.id))
    done = recovered(path, tmp_path / "новый.quality")
    with opened(done.path) as rescued, opened(healthy) as colleague:
        assert rescued.check() == []
        assert rescued.get(School, school.id) == School(
            id=school.id, short_name=LOST_TITLE, code=""
        )
        (asked,) = rescued.disputes()
        assert asked.sort == DisputeSort.DELETED_REFERRED
        for store, other in ((colleague, rescued), (rescued, colleague)):
            taken(store, other, tmp_path)
            assert everything(store) == held
            assert store.disputes() == ()
            assert store.check() == []


def loss(*, is_log_whole, lost):
    """What is told of a rescue with these losses, in one line."""
    found = Rescue(
        path=Path("новый.quality"),
        changes=2082,
        added={},
        found_transactions=0,
        lost_transactions=0,
        mended=0,
        records={"value": 1150},
        reentered=1,
        emptied=0,
        placeholders={},
        lost=lost,
        is_log_whole=is_log_whole,
        findings=(),
    )
    return " ".join(rescue.told(found, {"value": "Показатель школы"}))


def test_of_a_log_with_gaps_nobody_tells_how_much_more_was_lost():
    assert "Показатель школы – 2; сколько ещё" in loss(is_log_whole=False, lost={"value": 2})
    assert "Сколько записей и правок потеряно – неизвестно" in loss(is_log_whole=False, lost={})


def test_what_a_whole_log_lacks_is_told_exactly_and_never_beside_nothing():
    told = loss(is_log_whole=True, lost={"value": 2})
    assert "Потеряно записей: Показатель школы – 2. Сначала" in told
    assert "ничего не потеряно" not in told


def test_a_folder_that_cannot_be_written_is_told_and_not_the_damaged_file(
    filled, tmp_path, monkeypatch
):
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(QualityError, match=r"«новый\.quality»"):
        recovered(filled[0], tmp_path / "новый.quality")
