"""Packages as they leave the office: whole, the difference, a part, open or closed."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from quality_desktop.domain.collection.monitoring import Value
from quality_desktop.domain.directions import Direction
from quality_desktop.domain.directory import Municipality, Person, School, SchoolYear
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.records import Id, Record
from quality_desktop.domain.responsibility import Assignment
from quality_desktop.exchange import manifest, package, sealing
from quality_desktop.exchange.manifest import Manifest
from quality_desktop.services.exchange import policy, sending, sending_options
from quality_desktop.services.exchange.choosing import Choice
from quality_desktop.storage.columns import column_codes
from quality_desktop.storage.exchange_journal import Direction as Way
from quality_desktop.storage.store import Store
from tests.services.exchange.offices import Colleague, Colleagues


def manifest_in(package: Path) -> Manifest:
    with zipfile.ZipFile(package) as archive:
        return manifest.from_bytes(archive.read("manifest.json"))


def log_size(package: Path) -> int:
    with zipfile.ZipFile(package) as archive:
        return archive.getinfo("log.db").file_size


def told_of(package: Path, folder: Path) -> tuple[set[bytes], set[object]]:
    """Rows and cell values that a package's log holds."""
    with zipfile.ZipFile(package) as archive:
        log = Path(archive.extract("log.db", folder))
    with closing(sqlite3.connect(log)) as connection:
        entries = connection.execute('SELECT "row", val FROM change').fetchall()
    return {row for row, _ in entries}, {value for _, value in entries}


def rows_of(store: Store, kind: type[Record], keys: set[Id] | None = None) -> set[bytes]:
    return {one.id.bytes for one in store.all(kind) if keys is None or one.id in keys}


def rows_of_schools(store: Store, kind: type[Record], schools: set[Id]) -> set[bytes]:
    columns = store.columns(kind, ("id", "school"))
    keys = {school.bytes for school in schools}
    pairs = zip(columns["id"], columns["school"], strict=True)
    return {row for row, school in pairs if school in keys and isinstance(row, bytes)}


class TestWhole:
    def test_a_package_says_from_whom_for_whom_and_what(self, anna: Colleague):
        packed = anna.send("пакет.qpack", to="Борис")
        told = manifest_in(packed.path)
        assert (told.origin.name, told.recipient, told.base) == ("Анна", "Борис", None)
        assert (told.office.name, told.office.family) == (
            "Ишимбайский район",
            anna.store.family.hex(),
        )
        assert (
            (told.log.transactions, told.log.changes)
            == (1, 1)
            == (
                packed.transactions,
                packed.changes,
            )
        )
        assert told.package == packed.exchange.hex()
        assert (told.chosen, told.is_partial, told.has_contacts) == ("", False, True)

    def test_the_journal_gets_a_line(self, anna: Colleague):
        packed = anna.send("пакет.qpack", to="Борис")
        (line,) = anna.store.exchanges()
        assert (line.direction, line.peer, line.file_name) == (Way.OUT, "Борис", "пакет.qpack")
        assert (line.id, line.changes, line.fingerprint) == (packed.exchange, 1, packed.sha256)

    def test_a_file_of_that_name_is_not_replaced_unasked(self, anna: Colleague):
        (anna.outbox / "пакет.qpack").write_text("важное", encoding="utf-8")
        with pytest.raises(QualityError, match="уже есть"):
            anna.send("пакет.qpack")
        assert (anna.outbox / "пакет.qpack").read_text(encoding="utf-8") == "важное"
        assert anna.store.exchanges() == ()

    def test_the_open_file_is_never_replaced(self, anna: Colleague):
        for target in (anna.store.path, anna.outbox / "." / "район.quality"):
            with pytest.raises(QualityError, match="на место самого файла"):
                sending.pack(store=anna.store, desk=anna.desk, target=target, may_replace=True)
        other = anna.outbox / "Другой район.quality"
        anna.store.back_up(other)
        with pytest.raises(QualityError, match="файл района: выберите"):
            sending.pack(store=anna.store, desk=anna.desk, target=other, may_replace=True)
        assert anna.store.check() == []
        assert anna.store.exchanges() == ()

    @pytest.mark.parametrize("limit", ["MOST_PACKED_BYTES", "MOST_LOG_BYTES"])
    def test_what_no_receiver_would_take_is_not_sent(
        self, anna: Colleague, monkeypatch: pytest.MonkeyPatch, limit: str
    ):
        monkeypatch.setattr(package, limit, 1 << 10)
        with pytest.raises(QualityError, match="отметьте «Только часть файла» и пошлите"):
            anna.send("большой.qpack")
        assert not (anna.outbox / "большой.qpack").exists()
        assert anna.store.exchanges() == ()

    def test_a_folder_that_is_not_there_leaves_nothing(self, anna: Colleague):
        with pytest.raises(QualityError):
            anna.send("нет такой папки/пакет.qpack")
        assert anna.store.exchanges() == ()
        left = {one.name for one in anna.outbox.iterdir() if not one.name.startswith("район.")}
        assert left == {"keys"}

    def test_without_a_folder_for_temporary_files_the_one_of_the_file_serves(self, anna: Colleague):
        desk = replace(anna.desk, temporary=anna.outbox / "нет такой папки")
        packed = sending.pack(store=anna.store, desk=desk, target=anna.outbox / "пакет.qpack")
        assert packed.path.exists()
        assert not list(anna.outbox.glob("quality_received_*"))

    def test_the_name_offered_tells_the_district_the_recipient_and_the_day(self, anna: Colleague):
        name = sending.suggested_name(store=anna.store, recipient="Борис: копия")
        assert name.startswith("Ишимбайский район_Борис копия_20")
        assert name.endswith(".qpack")


class TestDifference:
    def test_only_to_a_known_sender_who_has_shown_what_is_there_the_difference_is_sent(
        self, anna: Colleague, boris: Colleague
    ):
        first = anna.send("первый.qpack", to="Борис")
        boris.take(first.path)
        anna.take(boris.send("ответ.qpack", to="Анна").path)
        told = sending.estimate(store=anna.store, desk=anna.desk, recipient="Борис")
        assert told.base is None  # nobody of this name was compared
        assert told.explanation.startswith("От «Борис» ещё не было пакета")
        anna.knows(boris)
        anna.add_school("Школа № 1")
        packed = anna.send("второй.qpack", to=" борис ")
        base = manifest_in(packed.path).base
        assert base is not None
        assert (base.package, base.file) == (first.exchange.hex(), "первый.qpack")
        assert packed.changes == 1
        assert "чего нет у «борис» после пакета «первый.qpack»" in packed.explanation
        assert anna.send("весь.qpack", to="Борис", is_whole=True).changes == 2


class TestPart:
    @pytest.fixture
    def vera(self, district_colleagues: Colleagues) -> Colleague:
        return district_colleagues.join("Вера")

    def test_chosen_schools_bring_their_years_values_and_results_and_no_others(
        self, vera: Colleague, tmp_path: Path
    ):
        chosen = {one.id for one in vera.store.all(School)[:2]}
        packed = vera.send("школы.qpack", choice=Choice(schools=frozenset(chosen)))
        rows, _ = told_of(packed.path, tmp_path)
        assert rows & rows_of(vera.store, School) == rows_of(vera.store, School, chosen)
        for kind in (SchoolYear, Value, ExamResult):
            assert rows & rows_of(vera.store, kind) == rows_of_schools(vera.store, kind, chosen)
        assert rows >= rows_of(vera.store, Municipality)
        assert packed.chosen.startswith("школы ")

    def test_a_chosen_direction_brings_who_answers_for_it(self, vera: Colleague, tmp_path: Path):
        chosen = vera.store.all(Direction)[0]
        packed = vera.send("направление.qpack", choice=Choice(directions=frozenset({chosen.id})))
        rows, _ = told_of(packed.path, tmp_path)
        assert rows & rows_of(vera.store, Direction) >= {chosen.id.bytes}
        assert rows & rows_of(vera.store, Assignment) == {
            one.id.bytes for one in vera.store.all(Assignment) if one.direction == chosen.id
        }
        people = {one.person for one in vera.store.all(Assignment) if one.direction == chosen.id}
        assert rows >= {person.bytes for person in people if person is not None}
        assert packed.chosen == f"направления {chosen.code}"

    def test_a_chosen_school_year_brings_only_its_figures(self, vera: Colleague, tmp_path: Path):
        packed = vera.send("год.qpack", choice=Choice(periods=frozenset({2025})))
        rows, _ = told_of(packed.path, tmp_path)
        years = {one.year for one in vera.store.all(Value) if one.id.bytes in rows}
        exams = {one.year for one in vera.store.all(ExamResult) if one.id.bytes in rows}
        assert years <= {2025}
        assert exams <= {2026}
        assert years or exams
        assert packed.chosen == "учебные годы 2025/26"

    def test_a_file_too_large_for_a_package_goes_a_school_year_at_a_time_as_advised(
        self, vera: Colleague, monkeypatch: pytest.MonkeyPatch
    ):
        choice = Choice(periods=frozenset({2025}))
        part, whole = vera.send("год.qpack", choice=choice), vera.send("весь.qpack")
        sizes = [log_size(one.path) for one in (part, whole)]
        assert sizes[0] < sizes[1]
        monkeypatch.setattr(package, "MOST_LOG_BYTES", sizes[0])
        with pytest.raises(QualityError, match="пошлите направления, школы или учебные годы"):
            vera.send("ещё.qpack")
        assert vera.send("ещё.qpack", choice=choice).chosen == "учебные годы 2025/26"

    def test_of_several_sorts_only_what_meets_all_of_them_travels(
        self, vera: Colleague, tmp_path: Path
    ):
        school = vera.store.all(School)[0].id
        choice = Choice(schools=frozenset({school}), periods=frozenset({2025}))
        packed = vera.send("школа и год.qpack", choice=choice)
        rows, _ = told_of(packed.path, tmp_path)
        found = [one for one in vera.store.all(SchoolYear) if one.id.bytes in rows]
        assert {(one.school, one.year) for one in found} == {(school, 2025)}

    def test_what_was_deleted_of_a_chosen_school_travels_as_deleted(
        self, vera: Colleague, district_colleagues: Colleagues
    ):
        galina = district_colleagues.join("Галина")
        school, other = (one.id for one in vera.store.all(School)[:2])
        years = {one.id: one.school for one in vera.store.all(SchoolYear)}
        with vera.store.work("Удаление лет") as work:
            for key, of_school in years.items():
                if of_school in (school, other):
                    work.delete(SchoolYear, key)
            work.commit()
        packed = vera.send("школа.qpack", choice=Choice(schools=frozenset({school})))
        galina.take(packed.path)
        left = {one.school for one in galina.store.all(SchoolYear)}
        assert school not in left
        assert other in left

    def test_nothing_of_what_was_chosen_is_said_and_not_sent(self, vera: Colleague):
        with pytest.raises(QualityError, match="ничего нет"):
            vera.send("пусто.qpack", choice=Choice(periods=frozenset({1990})))
        assert not (vera.outbox / "пусто.qpack").exists()

    def test_without_contacts_no_telephone_leaves_the_office(self, vera: Colleague, tmp_path: Path):
        person = vera.add_person("Петрова", phone="8 (34794) 2-00-01", email="petrova@mail.example")
        with vera.store.work("Телефон") as work:
            found = work.get(Person, person)
            assert found is not None
            work.put(Person(id=person, surname="Петрова", phone="8 (34794) 9-99-99"))
            work.commit()
        packed = vera.send("без контактов.qpack", choice=Choice(with_contacts=False))
        with zipfile.ZipFile(packed.path) as archive:
            log = archive.read("log.db").decode("utf-8", errors="replace")
        for secret in ("2-00-01", "9-99-99", "petrova@mail.example"):
            assert secret not in log
        _, values = told_of(packed.path, tmp_path)
        codes = column_codes("person")
        assert any(str(value).startswith("[4,") and "Петрова" in str(value) for value in values)
        assert codes["phone"] not in _columns(tmp_path / "log.db")
        assert packed.chosen == "без телефонов и адресов людей"
        assert not manifest_in(packed.path).has_contacts


def _columns(log: Path) -> set[int]:
    with closing(sqlite3.connect(log)) as connection:
        return {column for (column,) in connection.execute("SELECT DISTINCT col FROM change")}


class TestPassword:
    def test_a_closed_package_says_how_the_password_is_to_be_told(self, anna: Colleague):
        words = sending.passphrase(desk=anna.desk)
        assert len(words.split()) == 5
        packed = anna.send("закрытый.qpack", password=words)
        assert packed.is_sealed
        assert "по телефону" in packed.sentence
        assert packed.path.read_bytes().startswith(sealing.MAGIC)

    def test_a_short_password_is_refused(self, anna: Colleague):
        with pytest.raises(QualityError, match="короче 8"):
            anna.send("закрытый.qpack", password="  а б  ")

    def test_where_the_office_forbids_passwords_only_an_open_package_is_written(
        self, anna: Colleague
    ):
        policy.set_may_seal(store=anna.store, may_seal=False)
        with pytest.raises(QualityError, match="не закрывать пакеты паролем"):
            anna.send("закрытый.qpack", password="якорь мост дуб река снег")
        assert not (anna.outbox / "закрытый.qpack").exists()
        packed = anna.send("открытый.qpack")
        assert not packed.is_sealed
        assert "КриптоАРМ" in packed.sentence


class TestOptions:
    def test_what_can_be_chosen_is_what_the_file_holds(self, district: Store, anna: Colleague):
        found = sending_options.options(store=district, desk=anna.desk)
        assert len(found.directions) == len(district.all(Direction))
        assert found.directions[0].title.startswith("1.1 ")
        assert [one.key for one in found.periods] == sorted(
            (one.key for one in found.periods), reverse=True
        )
        assert "2025/26" in [one.title for one in found.periods]
        assert len(found.schools) == len(district.all(School))
        assert found.recipients == ()
        assert found.may_seal

    def test_recipients_are_those_compared_and_those_met(self, anna: Colleague, boris: Colleague):
        anna.knows(boris)
        anna.send("первый.qpack", to="Вера")
        anna.send("второй.qpack", to="Борис")
        found = sending_options.options(store=anna.store, desk=anna.desk)
        assert found.recipients == ("Борис", "Вера")
