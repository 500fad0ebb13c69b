"""«Получить»: several files in any order, verdicts in sentences, a preview, and one button."""

import pytest
from PySide6.QtGui import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QPushButton

from quality_desktop import app
from quality_desktop.domain.directory import Person, School
from quality_desktop.domain.records import Record
from quality_desktop.exchange.senders import Trust
from quality_desktop.services.exchange.received_files import Verdict
from quality_desktop.ui.exchange.conflicts_window import ConflictsWindow
from quality_desktop.ui.exchange.receive_window import ReceiveWindow
from tests.ui.drivers import Driver, find, only, type_text
from tests.ui.tabs.drivers_matrix import plain

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("me")]


class ReceiveDriver(Driver):
    """The window and the hands that use it."""

    widget: ReceiveWindow

    def look(self, *paths):
        self.widget.look_at(paths)
        self.settle()

    @property
    def outcome(self):
        return plain(self.widget.outcome.text())

    @property
    def verdicts(self):
        return [(one.name, one.verdict) for one in self.widget.files.model.rows]


@pytest.fixture
def boris(join, empty_file):
    return join("Борис", empty_file)


@pytest.fixture
def window(make_window, empty_file, boris):
    return make_window(empty_file, only("directory"))


@pytest.fixture
def receive(window, qtbot):
    window.window.exchange.show("receive")
    driver = ReceiveDriver(qtbot, find(window.window, ReceiveWindow), window.operations)
    driver.settle()
    return driver


def stored(window, kind):
    found: list[Record] = []
    window.operations.ask(lambda store: store.all(kind), found.extend, owner=window.window)
    window.settle()
    return found


def test_a_package_is_shown_with_what_it_brings_and_taken_in(receive, window, boris):
    key = boris.add_school("СОШ № 77")
    package = boris.send("от Бориса.qpack").path
    assert not receive.widget.apply.isEnabled()
    receive.look(package)
    QAbstractItemModelTester(receive.widget.files.model)
    QAbstractItemModelTester(receive.widget.plan.lines)
    assert receive.verdicts == [("от Бориса.qpack", Verdict.READY)]
    [file] = receive.widget.files.model.rows
    assert file.sender.spoken in receive.widget.files.detail.text()
    assert "позвоните и сверьте слова" in receive.widget.files.loud.text()
    [line] = receive.widget.plan.lines.rows
    assert (line.key, line.record, line.title) == (key, "СОШ № 77", "новая запись")
    effects = {row.title: (row.before, row.after) for row in receive.widget.plan.effects.rows}
    assert effects["школы"] == (0, 1)
    assert receive.widget.plan.done.rows[-1].intent == "Школа СОШ № 77"
    assert stored(window, School) == []  # nothing is written yet

    receive.widget.files.accept.click()
    receive.click("exchangeApply")
    assert [school.id for school in stored(window, School)] == [key]
    assert receive.outcome.startswith("Принято 1 изменение из 1 файла.")
    assert "Копия файла до приёма сделана." in receive.outcome
    assert receive.widget.parcel.preview is None
    receive.look(boris.send("ещё раз.qpack").path)
    assert receive.verdicts == [("ещё раз.qpack", Verdict.NOTHING_NEW)]
    assert "новый" not in receive.widget.files.grid.model().index(0, 1).data()
    assert not receive.widget.apply.isEnabled()


def test_what_was_taken_in_is_told_also_when_the_window_was_closed_at_once(receive, window, boris):
    boris.add_school("СОШ № 77")
    receive.look(boris.send("пакет.qpack").path)
    status = window.window.status.outcome
    assert status.isHidden()
    receive.widget.take()
    QTest.keyClick(receive.widget, Qt.Key.Key_Escape)
    assert receive.widget.isVisible(), "what is being written is not left"
    receive.settle()
    QTest.keyClick(receive.widget, Qt.Key.Key_Escape)
    assert not receive.widget.isVisible()
    assert not status.isHidden()
    assert plain(status.text()).startswith("Принято 1 изменение из 1 файла.")


def test_a_closed_package_asks_for_its_words(receive, window, boris):
    boris.add_school("СОШ № 77")
    receive.look(boris.send("пакет.qpack", password="пять слов из словаря вслух").path)
    assert receive.verdicts == [("пакет.qpack", Verdict.NEEDS_PASSWORD)]
    type_text(receive.widget.files.password, "не те слова")
    receive.click("receivedUnlock")
    assert receive.verdicts == [("пакет.qpack", Verdict.WRONG_PASSWORD)]
    type_text(receive.widget.files.password, "пять слов из словаря вслух")
    QTest.keyClick(receive.widget.files.password, Qt.Key.Key_Return)
    receive.settle()
    assert receive.verdicts == [("пакет.qpack", Verdict.READY)]
    assert receive.widget.isVisible(), "Enter in a field presses no button of the window"


def test_the_tick_names_everybody_whom_it_makes_known(receive, boris):
    boris.add_school("СОШ № 77")
    receive.look(boris.send("пакет.qpack").path)
    assert receive.widget.files.accept.text() == "Слова сверены по телефону, &запомнить: Борис"


def test_good_and_bad_files_are_told_apart_and_only_the_good_are_taken(
    receive, window, boris, tmp_path
):
    bad = tmp_path / "письмо.qpack"
    bad.write_bytes(b"PK not a package")
    boris.add_school("СОШ № 77")
    bare = tmp_path / "копия Бориса.quality"
    boris.store.back_up(bare)
    receive.look(bad, bare)
    assert dict(receive.verdicts) == {
        "письмо.qpack": Verdict.REFUSED,
        "копия Бориса.quality": Verdict.READY,
    }
    assert "не подписан" in receive.widget.files.loud.text()
    receive.click("exchangeApply")
    assert [school.short_name for school in stored(window, School)] == ["СОШ № 77"]


def test_disagreements_are_shown_before_and_decided_after(receive, window, boris, tmp_path):
    person = boris.add_person("Ларина", phone="1-11")
    receive.look(boris.send("первый.qpack").path)
    receive.click("exchangeApply")

    def call(store, number):
        with store.work("Телефон") as work:
            [known] = [one for one in work.all(Person) if one.id == person]
            work.put(type(known)(id=known.id, surname="Ларина", phone=number))
            return work.commit()

    window.operations.do(lambda store: call(store, "3-33"))
    call(boris.store, "2-22")
    window.settle()
    receive.look(boris.send("второй.qpack").path)
    [conflict] = receive.widget.plan.conflicts.rows
    assert {side.text for side in conflict.opinions} == {"2-22", "3-33"}
    receive.click("exchangeApply")
    assert "1 расхождение" in receive.outcome
    receive.click("decideNow")
    conflicts = find(window.window, ConflictsWindow)
    assert len(conflicts.list.model.rows) == 1


def test_a_package_that_was_double_clicked_is_looked_at(
    make_window, empty_file, boris, environment
):
    boris.add_school("СОШ № 77")
    package = boris.send("от Бориса.qpack").path
    window = make_window(None, only("directory"))
    environment.preferences.apply(lambda known: known.with_recent(empty_file))
    app.open_first_file(window.window, environment, package)
    window.settle()
    received = find(window.window, ReceiveWindow)
    assert [one.name for one in received.files.model.rows] == ["от Бориса.qpack"]


def test_a_package_without_a_file_says_what_to_open_first(make_window, boris, messages):
    window = make_window(None, only("directory"))
    window.window.exchange.take_files((boris.send("пакет.qpack").path,))
    assert "сначала откройте" in messages.refusals[0]


def test_a_dropped_file_of_an_office_is_opened_or_received(window, boris, messages, tmp_path):
    boris.add_school("СОШ № 77")
    bare = tmp_path / "копия Бориса.quality"
    boris.store.back_up(bare)
    window.window.exchange.take_files((bare,))
    assert window.window.files.path.name != bare.name
    messages.answer_next("receive")
    window.window.exchange.take_files((bare,))
    window.settle()
    received = find(window.window, ReceiveWindow)
    assert [one.verdict for one in received.files.model.rows] == [Verdict.READY]
    messages.answer_next("open")
    received.close()
    window.window.exchange.take_files((bare,))
    window.settle()
    assert window.window.files.path.name == bare.name


def test_nothing_is_taken_in_before_a_remembered_sender_was_looked_at_again(receive, window, boris):
    boris.add_school("СОШ № 77")
    receive.look(boris.send("от Бориса.qpack").path)
    before = receive.widget.parcel.preview
    receive.widget.files.pin.click()
    assert not receive.widget.apply.isEnabled()
    assert not receive.widget.content.isEnabled()
    receive.settle()
    assert receive.widget.parcel.preview is not before
    assert receive.widget.files.model.rows[0].trust is Trust.KNOWN
    receive.click("exchangeApply")
    assert [school.short_name for school in stored(window, School)] == ["СОШ № 77"]


def test_what_is_dropped_while_files_are_looked_at_is_looked_at_too(receive, window, boris):
    boris.add_school("СОШ № 77")
    first = boris.send("первый.qpack").path
    boris.add_school("СОШ № 78")
    second = boris.send("второй.qpack").path
    receive.widget.look_at((first,))
    assert receive.widget.is_working
    window.window.exchange.take_files((second,))
    receive.settle()
    assert {name for name, _ in receive.verdicts} == {"первый.qpack", "второй.qpack"}
    receive.click("exchangeApply")
    assert len(stored(window, School)) == 2


def test_taking_back_is_not_offered_when_nothing_was_taken_in(receive, window, boris):
    boris.add_school("СОШ № 77")
    receive.look(boris.send("от Бориса.qpack").path)
    [file] = receive.widget.files.model.rows
    file.log.unlink()
    receive.click("exchangeApply")
    assert stored(window, School) == []
    assert receive.outcome.startswith("Ничего не принято")
    assert "Ctrl+Z" not in receive.outcome
    assert receive.widget.look.colours.danger in receive.widget.outcome.styleSheet()


def test_a_received_text_is_shown_letter_by_letter(receive, boris):
    name = '<img src="//server/x.png"><b>СОШ</b>'
    boris.add_school(name)
    receive.look(boris.send("от Бориса.qpack").path)
    labels = receive.widget.findChildren(QLabel)
    plain_format = Qt.TextFormat.PlainText
    assert {one.text() for one in labels if one.textFormat() != plain_format} <= {"Пароль:"}
    model = receive.widget.plan.lines
    tips = [model.index(0, column).data(Qt.ItemDataRole.ToolTipRole) for column in range(4)]
    assert any("&lt;b&gt;" in (tip or "") for tip in tips)
    assert all("<img" not in (tip or "") for tip in tips if Qt.mightBeRichText(tip or ""))


def test_a_new_file_can_begin_with_a_copy_of_the_senders_instead(
    receive, window, join, sample_file, messages, qtbot
):
    anna = join("Анна", sample_file)
    receive.look(anna.send("весь.qpack").path)
    assert receive.widget.begin.isVisible()
    with qtbot.waitSignal(window.window.files.opened) as opened:
        receive.click("beginFromCopy")
    window.settle()
    [told] = messages.told
    assert opened.args[0].path.name in told
    assert len(stored(window, School)) == len(anna.store.all(School))
    window.window.exchange.show("conflicts")
    window.settle()
    assert not find(window.window, ConflictsWindow).list.model.rows


def test_a_copy_of_the_senders_that_is_begun_can_be_stopped(receive, window, join, sample_file):
    anna = join("Анна", sample_file)
    receive.look(anna.send("весь.qpack").path)
    before = stored(window, School)
    receive.widget.begin.click()
    find(receive.widget, QPushButton, "progressStop").click()
    receive.settle()
    assert receive.outcome == "Остановлено: ничего не записано."
    assert stored(window, School) == before
    assert receive.widget.begin.isVisible()
