"""Packages and files of colleagues, looked at and merged: in any order, twice, out of date, refused."""

from __future__ import annotations

import gc
import lzma
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from quality_desktop.domain.collection.indicators import Calculation
from quality_desktop.domain.collection.monitoring import DataElement, Form, Value, value_id
from quality_desktop.domain.directory import Municipality, Person, School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id, new_id
from quality_desktop.exchange import sealing
from quality_desktop.services.district_file import backups
from quality_desktop.services.exchange import journal, receiving, senders
from quality_desktop.services.exchange.choosing import Choice
from quality_desktop.services.exchange.desk import ExchangeDesk
from quality_desktop.services.exchange.received_files import ReceivedFile, Verdict
from quality_desktop.services.exchange.senders import Trust
from quality_desktop.services.office.directory import MUNICIPALITY_ID
from quality_desktop.storage.exchange_journal import Direction
from quality_desktop.storage.store import Store, Writer
from tests.exchange import packages
from tests.services.exchange.offices import (
    Colleague,
    Colleagues,
    everything,
    make_small_file,
)

CHEAP = 14  # cost of the password: only what a right package costs is more
RELEASED = Path(__file__).parents[2] / "data" / "released" / "v1.quality.xz"


def only(files: tuple[ReceivedFile, ...]) -> ReceivedFile:
    (file,) = files
    return file


def plain(sentence: str) -> str:
    """A sentence with ordinary spaces."""
    return sentence.replace("\N{NO-BREAK SPACE}", " ")


def rename(colleague: Colleague, school: Id, name: str) -> None:
    with colleague.store.work(f"Переименование: {name}") as work:
        work.put(School(id=school, code="", short_name=name))
        work.commit()


class TestPreview:
    def test_it_tells_who_sends_what_and_writes_nothing(self, anna: Colleague, boris: Colleague):
        anna.add_school("Школа № 1")
        packed = anna.send("пакет.qpack", to="Борис")
        before = boris.store.path.read_bytes()
        with boris.look(packed.path) as preview:
            file = only(preview.files)
            folder = preview.quarantine.folder
            assert (file.verdict, file.trust, file.recipient) == (
                Verdict.READY, Trust.NEW, "Борис",
            )  # fmt: skip
            assert plain(file.sentence) == "«пакет.qpack»: новое – 1 изменение."
            assert file.sender is not None
            assert (file.sender.name, len(file.sender.words)) == ("Анна", 8)
            assert file.plan is not None
            assert [(one.author, one.intent) for one in file.plan.transactions] == [
                ("Анна", "Школа Школа № 1")
            ]
            (record,) = file.plan.records
            assert (record.kind, record.before) == ("school", None)
            assert any("сверьте слова ключа" in told for told in file.warnings)
            assert not file.is_loud
            assert preview.has_news
            assert folder.is_dir()
        assert not folder.exists()
        assert boris.store.path.read_bytes() == before
        assert boris.store.exchanges() == ()

    def test_it_tells_what_the_news_do_to_what_people_look_at(
        self, district_colleagues: Colleagues
    ):
        vera, galina = district_colleagues.join("Вера"), district_colleagues.join("Галина")
        vera.add_school("Школа № 901")
        vera.add_person("Новая")
        with galina.look(vera.send("пакет.qpack").path) as preview:
            assert preview.effect is not None
            rows = {row.title: row for row in preview.effect.rows}
            assert (rows["школы"].before, rows["школы"].after) == (24, 25)
            assert rows["люди"].difference == 1
            assert rows["ответы школ"].difference == 0
            assert preview.effect.risk_year == 2026
            assert (preview.effect.entered, preview.effect.left) == ((), ())
            assert preview.effect.left_out == ()

    def test_conflicts_are_told_side_by_side_with_who_and_when(
        self, anna: Colleague, boris: Colleague
    ):
        school = anna.add_school("Школа № 1")
        boris.take(anna.send("первый.qpack").path)
        rename(anna, school, "Школа № 1 имени Пушкина")
        rename(boris, school, "Школа № 1 имени Гоголя")
        with boris.look(anna.send("второй.qpack").path) as preview:
            file = only(preview.files)
            assert plain(file.sentence).endswith("новое – 1 изменение, 1 расхождение.")
            assert file.plan is not None
            (conflict,) = file.plan.conflicts
            assert {(side.value, side.author) for side in conflict.sides} == {
                ("Школа № 1 имени Пушкина", "Анна"),
                ("Школа № 1 имени Гоголя", "Борис"),
            }


class TestMerge:
    def test_the_news_come_and_the_journal_tells_of_them(self, anna: Colleague, boris: Colleague):
        anna.add_school("Школа № 1")
        packed = anna.send("пакет.qpack", to="Борис")
        received = boris.take(packed.path)
        assert plain(received.sentence) == "Принято 1 изменение из 1 файла."
        assert received.changes.kinds == {"school"}
        assert boris.names() == ["Школа № 1"]
        (line,) = boris.store.exchanges()
        assert (line.direction, line.peer, line.file_name) == (Direction.IN, "Анна", "пакет.qpack")
        assert (line.origin, line.fingerprint) == (packed.exchange, packed.sha256)
        assert line.peer_site == anna.store.site

    def test_a_copy_of_the_file_is_made_before(self, anna: Colleague, tmp_path: Path, small_file):
        path = Path(shutil.copy(small_file, tmp_path / "свой.quality"))
        anna.add_school("Школа № 1")
        packed = anna.send("пакет.qpack")
        places = backups.Places(folder=tmp_path / "копии", warn=print)
        writer = Writer(author="Борис", host="пк", program_version="0")
        with Store.open(
            path, migrations=anna.desk.migrations, writer=writer, places=places
        ) as store:
            boris = Colleague(name="Борис", store=store, desk=anna.desk, outbox=tmp_path)
            received = boris.take(packed.path)
            assert received.backup is not None
            assert store.exchanges()[0].backup == str(received.backup)
            assert journal.lines(store=store)[0].backup == f"копия до приёма: {received.backup}"
            kept = received.backup.rename(tmp_path / "убрана.quality")
            assert journal.lines(store=store)[0].backup.endswith("(здесь её уже нет)")
            kept.rename(received.backup)
        with Store.open(received.backup, migrations=anna.desk.migrations, writer=writer) as copy:
            assert copy.all(School) == ()

    def test_the_same_package_twice_brings_nothing(self, anna: Colleague, boris: Colleague):
        anna.add_school("Школа № 1")
        packed = anna.send("пакет.qpack")
        twice = Path(shutil.copy(packed.path, packed.path.with_name("пакет (1).qpack")))
        first = boris.take(packed.path, twice)
        assert [(one.is_taken, one.new_changes) for one in first.files] == [(True, 1), (False, 0)]
        state = everything(boris.store)
        again = boris.take(packed.path)
        assert again.sentence.startswith("Нового ничего нет")
        assert "у вас уже есть" in again.files[0].sentence
        assert everything(boris.store) == state
        assert len(boris.store.exchanges()) == 1

    def test_several_files_in_any_order_end_in_the_same_state(
        self, colleagues: Colleagues, anna: Colleague, boris: Colleague
    ):
        vera = colleagues.join("Вера")
        galina = colleagues.join("Галина")
        sent = []
        for number, one in enumerate((anna, boris, vera)):
            one.add_school(f"Школа № {number}")
            one.add_person(f"Человек {number}")
            sent.append(one.send("пакет.qpack").path)
        states: list[set[object]] = []
        for order in ((0, 1, 2), (2, 0, 1)):
            reader = galina if not states else anna
            reader.take(*(sent[number] for number in order))
            states.append(everything(reader.store))
        assert states[0] == states[1]
        assert galina.names() == ["Школа № 0", "Школа № 1", "Школа № 2"]

    def test_an_old_copy_mailed_back_takes_nothing_away(
        self, anna: Colleague, boris: Colleague, tmp_path: Path
    ):
        school = anna.add_school("Школа № 1")
        old = tmp_path / "старая.quality"
        anna.store.back_up(old)
        rename(anna, school, "Школа № 1 имени Пушкина")
        boris.take(anna.send("пакет.qpack").path)
        received = boris.take(old)
        assert received.sentence.startswith("Нового ничего нет")
        assert boris.names() == ["Школа № 1 имени Пушкина"]

    def test_contacts_left_out_first_come_with_a_later_package(
        self, anna: Colleague, boris: Colleague
    ):
        anna.add_person("Петрова", phone="8 (34794) 2-00-01")
        boris.take(anna.send("без.qpack", choice=Choice(with_contacts=False)).path)
        (person,) = boris.store.all(Person)
        assert (person.surname, person.phone) == ("Петрова", "")
        packed = anna.send("всё.qpack")
        with boris.look(packed.path) as preview:
            assert only(preview.files).verdict is Verdict.READY
            assert boris.receive(preview).files[0].is_taken
        (person,) = boris.store.all(Person)
        assert person.phone == "8 (34794) 2-00-01"

    def test_senders_are_known_from_then_on_when_the_user_says_so(
        self, anna: Colleague, boris: Colleague
    ):
        anna.add_school("Школа № 1")
        boris.take(anna.send("первый.qpack").path)
        assert senders.known(desk=boris.desk) == ()
        anna.add_school("Школа № 2")
        boris.take(anna.send("второй.qpack").path, accept_senders=True)
        (card,) = senders.known(desk=boris.desk)
        assert card.words == senders.own_card(desk=anna.desk, author="Анна").words
        anna.add_school("Школа № 3")
        with boris.look(anna.send("третий.qpack").path) as preview:
            file = only(preview.files)
            assert (file.trust, file.warnings) == (Trust.KNOWN, ())

    def test_only_files_that_brought_something_are_counted(
        self, anna: Colleague, boris: Colleague, tmp_path: Path
    ):
        (tmp_path / "письмо.txt").write_text("Здравствуйте", encoding="utf-8")
        anna.add_school("Школа № 1")
        first = anna.send("первый.qpack").path
        again = anna.send("ещё раз.qpack").path
        received = boris.take(first, again, tmp_path / "письмо.txt")
        assert plain(received.sentence) == "Принято 1 изменение из 1 файла."
        received = boris.take(first, tmp_path / "письмо.txt")
        assert received.sentence == "Ничего не принято: в вашем файле ничего не изменилось."

    def test_when_they_cannot_be_kept_nothing_is_merged(self, anna: Colleague, boris: Colleague):
        anna.add_school("Школа № 1")
        with boris.look(anna.send("пакет.qpack").path) as preview:
            boris.desk.keys.write_text("не папка", encoding="utf-8")
            with pytest.raises(QualityError, match="сверенных отправителей"):
                boris.receive(preview, accept_senders=True)
            assert boris.names() == []
            assert boris.receive(preview).files[0].is_taken


class Chain:
    """Three packages of Anna to Boris: everything, and twice the difference; and Anna's file then."""

    def __init__(self, made: Path, folder: Path) -> None:
        people = Colleagues(made, folder)
        anna, boris = people.join("Анна"), people.join("Борис")
        anna.knows(boris)
        boris.knows(anna)
        first = anna.send("первый.qpack", to="Борис").path
        boris.take(first)
        anna.take(boris.send("ответ.qpack", to="Анна").path)
        anna.add_school("Школа № 1")
        second = anna.send("второй.qpack", to="Борис").path
        boris.take(second)
        anna.take(boris.send("ответ 2.qpack", to="Анна").path)
        anna.add_school("Школа № 2")
        self.packages = (first, second, anna.send("третий.qpack", to="Борис").path)
        self.keys = anna.desk.keys
        people.close()
        self.sender = anna.store.path


@pytest.fixture(scope="module")
def chain(small_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Chain:
    return Chain(small_file, tmp_path_factory.mktemp("chain"))


class TestBase:
    def test_a_receiver_that_lacks_the_base_is_told_which_package_is_missing(
        self, chain: Chain, colleagues: Colleagues
    ):
        vera = colleagues.join("Вера")
        with vera.look(chain.packages[2]) as preview:
            file = only(preview.files)
            assert file.verdict is Verdict.LACKS_BASE
            assert "продолжает пакет «второй.qpack» от " in file.sentence
            assert not preview.has_news
            assert not vera.receive(preview).files[0].is_taken
        assert vera.names() == []

    def test_together_and_in_a_wrong_order_they_are_taken_one_after_another(
        self, chain: Chain, colleagues: Colleagues
    ):
        vera = colleagues.join("Вера")
        received = vera.take(*reversed(chain.packages))
        assert [one.name for one in received.files] == [
            "первый.qpack", "второй.qpack", "третий.qpack",
        ]  # fmt: skip
        assert all(one.is_taken for one in received.files)
        assert vera.names() == ["Школа № 1", "Школа № 2"]

    def test_an_own_package_that_comes_back_brings_nothing_and_is_told(
        self, chain: Chain, colleagues: Colleagues
    ):
        anna = colleagues.join("Анна", made=chain.sender)
        shutil.copytree(chain.keys, anna.desk.keys)
        lines = anna.store.exchanges()
        with anna.look(chain.packages[2]) as preview:
            file = only(preview.files)
            assert (file.verdict, file.trust) == (Verdict.NOTHING_NEW, Trust.OWN)
            assert "ваш собственный пакет" in file.sentence
            anna.receive(preview)
        assert anna.store.exchanges() == lines


class TestOtherFiles:
    def test_a_bare_file_is_taken_loudly(self, anna: Colleague, boris: Colleague, tmp_path: Path):
        anna.add_school("Школа № 1")
        bare = tmp_path / "от Анны.quality"
        anna.store.back_up(bare)
        with boris.look(bare) as preview:
            file = only(preview.files)
            assert (file.verdict, file.trust, file.is_loud) == (
                Verdict.READY, Trust.UNSIGNED, True,
            )  # fmt: skip
            assert file.warnings[0].startswith("Файл района не подписан")
            assert file.sender is not None
            assert file.sender.name == "Анна"
            assert boris.receive(preview).files[0].is_taken
        assert boris.names() == ["Школа № 1"]

    def test_what_was_changed_in_a_bare_file_beside_the_program_comes_only_when_asked_for(
        self, anna: Colleague, boris: Colleague, tmp_path: Path
    ):
        anna.add_school("Школа № 1")
        bare = tmp_path / "от Анны.quality"
        anna.store.back_up(bare)
        packages.run(bare, "UPDATE school SET short_name = 'Школа № 7'")
        with boris.look(bare) as preview:
            file = only(preview.files)
            assert file.outside_edits == 1
            assert any(
                "изменено помимо программы: 1 значение" in plain(told) for told in file.warnings
            )
            boris.receive(preview)
        assert boris.names() == ["Школа № 1"]
        with boris.look(bare, with_outside_edits=True) as preview:
            boris.receive(preview)
        assert boris.names() == ["Школа № 7"]

    def test_a_number_changed_beside_the_program_comes_whole_and_meets_another_as_one_question(
        self, anna: Colleague, boris: Colleague, tmp_path: Path
    ):
        """12 there and one decimal more here must never become 1,2, which nobody wrote."""
        form, school = Form(id=new_id(), code="ф", version=1), School(id=new_id())
        element = DataElement(id=new_id(), form=form.id, code="а", type="decimal")
        key = value_id(element.id, school.id, 2040)
        ten = Value(id=key, element=element.id, school=school.id, year=2040, digits=10)
        with anna.store.work("Ответ") as work:
            work.put_all([form, school, element, ten])
            work.commit()
        boris.take(anna.send("первый.qpack").path)
        with boris.store.work("Десятые") as work:
            work.put(replace(ten, decimals=1))
            work.commit()
        bare = tmp_path / "от Анны.quality"
        anna.store.back_up(bare)
        packages.run(bare, "UPDATE value SET digits = 12")
        with boris.look(bare, with_outside_edits=True) as preview:
            assert only(preview.files).outside_edits == 1
            assert boris.receive(preview).files[0].conflicts == 1
        (stored,) = boris.store.all(Value)
        assert (stored.digits, stored.decimals) in {(12, 0), (10, 1)}
        assert {one.field for one in boris.store.disputes()} == {"digits", "decimals"}

    def test_a_file_of_an_older_schema_is_taken(self, boris: Colleague, tmp_path: Path):
        released = tmp_path / "прежний.quality"
        released.write_bytes(lzma.decompress(RELEASED.read_bytes()))
        with boris.look(released) as preview:
            file = only(preview.files)
            assert file.verdict is Verdict.READY, file.sentence
            assert any("создан отдельно от вашего" in told for told in file.warnings)
            assert boris.receive(preview).files[0].is_taken
        assert len(boris.store.all(Person, surname="Проверочный")) == 1
        assert boris.store.check() == []

    def test_another_district_is_refused_by_name(
        self, colleagues: Colleagues, anna: Colleague, tmp_path: Path
    ):
        made = make_small_file(tmp_path / "другой.quality", "Заокский район")
        foreign = colleagues.join("Чужой", made=made)
        packed = foreign.send("чужой.qpack")
        with anna.look(packed.path, made) as preview:
            for file in preview.files:
                assert file.verdict is Verdict.REFUSED
                assert "это данные района «Заокский район», а открыт файл района «Ишим" in (
                    file.sentence
                )
                assert file.warnings == ()
            assert anna.receive(preview).sentence.startswith("Ничего не принято")
        assert [one.name for one in anna.store.all(Municipality)] == ["Ишимбайский район"]

    @pytest.mark.parametrize("district", ["", "Ишимбайский район"])
    def test_a_new_empty_file_is_told_to_begin_as_a_copy_and_still_takes_all(
        self,
        district_colleagues: Colleagues,
        made_file: Callable[[str | None], Path],
        district: str,
    ):
        """The catalogues are the same; an empty file knows no programme and no act of the office yet."""
        anna = district_colleagues.join("Анна")
        boris = district_colleagues.join("Борис", made=made_file(None))
        if district:
            with boris.store.work("Район") as work:
                work.put(Municipality(id=MUNICIPALITY_ID, name=district))
                work.commit()
        packed = anna.send("пакет.qpack")
        with boris.look(packed.path) as preview:
            told = only(preview.files).warnings[0]
            assert "если ваш файл новый, лучше начать с копии файла отправителя" in told
            done = boris.receive(preview)
        assert done.files[0].is_taken
        assert {(one.kind, one.field) for one in boris.store.disputes()} <= {
            ("calculation", "indicator"),
            ("calculation", "source"),
            ("form", "source"),
        }
        ours = {r for r in everything(anna.store) if not isinstance(r, Calculation | Form)}
        assert ours <= everything(boris.store)
        assert boris.store.check() == []

    @pytest.mark.parametrize(
        ("name", "warning"),
        [
            ("", "В вашем файле район ещё не назван"),
            ("муниципальный район Ишимбайский район", "Файл отправителя создан отдельно"),
        ],
    )
    def test_a_file_made_apart_takes_what_is_sent_and_is_warned(
        self, colleagues: Colleagues, anna: Colleague, tmp_path: Path, name: str, warning: str
    ):
        vera = colleagues.join("Вера", made=make_small_file(tmp_path / "свой.quality", name))
        anna.add_school("Школа № 1")
        with vera.look(anna.send("пакет.qpack").path) as preview:
            file = only(preview.files)
            assert file.verdict is Verdict.READY
            assert file.warnings[0].startswith(warning)
            assert vera.receive(preview).files[0].is_taken
        assert vera.names() == ["Школа № 1"]

    def test_a_copy_of_the_file_whose_district_was_renamed_is_taken_with_a_warning(
        self, anna: Colleague, boris: Colleague
    ):
        with anna.store.work("Новое название") as work:
            work.put(Municipality(id=MUNICIPALITY_ID, name="Заокский округ"))
            work.commit()
        with boris.look(anna.send("пакет.qpack").path) as preview:
            file = only(preview.files)
            assert file.verdict is Verdict.READY
            assert "назван иначе: «Заокский округ», у вас – «Ишимбайский район»" in file.warnings[0]

    def test_the_open_file_itself_is_told_apart_from_a_received_one(self, anna: Colleague):
        with anna.look(anna.store.path) as preview:
            assert "тот самый файл, который открыт" in only(preview.files).sentence

    def test_one_change_with_two_contents_is_an_alarm_and_nothing_is_merged(
        self, anna: Colleague, boris: Colleague, tmp_path: Path
    ):
        anna.add_school("Школа № 1")
        boris.take(anna.send("пакет.qpack").path)
        forged = tmp_path / "подделка.quality"
        anna.add_school("Школа № 2")
        anna.store.back_up(forged)
        packages.run(
            forged,
            "UPDATE change SET val = replace(val, 'Школа № 1', 'Школа № 9');"
            "UPDATE school SET short_name = 'Школа № 9' WHERE short_name = 'Школа № 1'",
        )
        before = boris.store.path.read_bytes()
        with boris.look(forged) as preview:
            file = only(preview.files)
            assert file.verdict is Verdict.REFUSED
            assert "файл правили помимо программы" in file.sentence
            assert boris.receive(preview).files[0].is_refused
        assert boris.store.path.read_bytes() == before

    def test_a_changed_key_stops_until_the_words_are_compared_again(
        self, anna: Colleague, boris: Colleague
    ):
        boris.knows(anna)
        shutil.rmtree(anna.desk.keys)
        anna.add_school("Школа № 1")
        packed = anna.send("пакет.qpack")
        with boris.look(packed.path) as preview:
            file = only(preview.files)
            assert file.verdict is Verdict.UNTRUSTED
            assert "подписывает другим ключом" in file.sentence
            assert not preview.has_news
            assert file.sender is not None
            senders.pin(desk=boris.desk, card=file.sender)
        assert boris.take(packed.path).files[0].is_taken

    def test_an_unsigned_package_is_shown_loudly(self, anna: Colleague, boris: Colleague):
        anna.add_school("Школа № 1")
        packed = anna.send("пакет.qpack")
        members = packages.members_of(packed.path.read_bytes())
        del members["manifest.sig"]
        packed.path.write_bytes(packages.with_members(members))
        with boris.look(packed.path) as preview:
            file = only(preview.files)
            assert (file.verdict, file.trust, file.is_loud) == (
                Verdict.READY, Trust.UNSIGNED, True,
            )  # fmt: skip
            assert file.warnings[0].startswith("Пакет не подписан")

    def test_a_closed_package_asks_for_its_password_and_opens_with_it(
        self, anna: Colleague, boris: Colleague
    ):
        anna.add_school("Школа № 1")
        content = anna.send("пакет.qpack").path.read_bytes()
        closed = anna.outbox / "закрытый.qpack", anna.outbox / "чужой.qpack"
        for path, password in zip(closed, ("якорь мост дуб", "другие слова"), strict=True):
            path.write_bytes(sealing.seal(content, password, cost=CHEAP))
        with boris.look(*closed) as preview:
            assert {one.verdict for one in preview.files} == {Verdict.NEEDS_PASSWORD}
            assert not preview.has_news
        with boris.look(*closed, passwords=["не тот пароль", "Якорь-мост дуб"]) as preview:
            assert [one.verdict for one in preview.files] == [
                Verdict.READY, Verdict.WRONG_PASSWORD,
            ]  # fmt: skip
            assert "пароль не подходит" in preview.files[1].sentence


class TestFolders:
    def test_a_folder_is_taken_with_what_is_in_it_and_one_bad_file_stops_nothing(
        self, anna: Colleague, boris: Colleague, tmp_path: Path
    ):
        folder = tmp_path / "почта"
        folder.mkdir()
        anna.add_school("Школа № 1")
        shutil.copy(anna.send("пакет.qpack").path, folder / "а.qpack")
        (folder / "б.qpack").write_bytes(b"rubbish")
        (folder / "в.txt").write_text("привет", encoding="utf-8")
        (folder / "вложенная").mkdir()
        (folder / "~$пакет.qpack").write_bytes(b"rubbish")
        received = boris.take(folder, folder / "а.qpack", boris.outbox)
        assert [one.is_taken for one in received.files] == [True, False, False]
        assert plain(received.sentence) == "Принято 1 изменение из 1 файла."

    def test_five_hundred_files_at_once_are_each_answered(
        self, anna: Colleague, boris: Colleague, tmp_path: Path
    ):
        folder = tmp_path / "почта"
        folder.mkdir()
        for number in range(3):
            anna.add_school(f"Школа № {number}")
            anna.send(f"../почта/пакет {number}.qpack")
        kinds = (b"%PDF-1.7", b"Rar!", b"PK\x03\x04rubbish", b"SQLite format 3\x00", b"", b"text")
        for number in range(497):
            (folder / f"файл {number}").write_bytes(kinds[number % len(kinds)])
        started = time.monotonic()
        received = boris.take(folder)
        assert time.monotonic() - started < 30
        assert len(received.files) == 500
        assert [one.is_taken for one in received.files] == [True] * 3 + [False] * 497
        assert len({one.sentence for one in received.files}) == 500
        assert not list(boris.outbox.glob("quality_received_*"))

    def test_no_temporary_folder_is_left_and_a_forbidden_one_is_done_without(
        self, anna: Colleague, boris: Colleague, tmp_path: Path
    ):
        anna.add_school("Школа № 1")
        packed = anna.send("пакет.qpack")
        (boris.outbox / "нет").write_text("", encoding="utf-8")
        desk = ExchangeDesk(
            keys=boris.desk.keys,
            words=boris.desk.words,
            migrations=boris.desk.migrations,
            temporary=boris.outbox / "нет",
        )
        preview = receiving.preview(store=boris.store, desk=desk, paths=[packed.path])
        assert preview.quarantine.folder.parent == boris.store.path.parent
        preview.close()
        assert not list(boris.outbox.glob("quality_received_*"))

    def test_a_preview_that_nobody_closes_takes_its_folder_along(
        self, anna: Colleague, boris: Colleague
    ):
        packed = anna.send("пакет.qpack")
        preview = receiving.preview(store=boris.store, desk=boris.desk, paths=[packed.path])
        folder = preview.quarantine.folder
        assert folder.is_dir()
        del preview
        gc.collect()
        assert not folder.exists()
