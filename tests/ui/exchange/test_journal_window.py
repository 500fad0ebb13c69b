"""«Журнал обменов»: a merge is taken back after other work, made again, senders are forgotten."""

import pytest

from quality_desktop.domain.directory import School
from quality_desktop.services.exchange import policy
from quality_desktop.ui.exchange.journal_window import JournalWindow
from quality_desktop.ui.exchange.receive_window import ReceiveWindow
from tests.ui.drivers import Driver, find, only

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("me")]


@pytest.fixture
def boris(join, empty_file):
    return join("Борис", empty_file)


@pytest.fixture
def window(make_window, empty_file, boris):
    return make_window(empty_file, only("directory"))


@pytest.fixture
def journal(window, qtbot):
    window.window.exchange.show("journal")
    driver = Driver(qtbot, find(window.window, JournalWindow), window.operations)
    driver.settle()
    return driver


def receive(window, *paths):
    window.window.exchange.show_receive(paths)
    window.settle()
    shown = find(window.window, ReceiveWindow)
    shown.files.accept.setChecked(True)
    shown.take()
    window.settle()


def schools(window):
    names: list[str] = []
    window.operations.ask(
        lambda store: sorted(one.short_name for one in store.all(School)),
        names.extend,
        owner=window.window,
    )
    window.settle()
    return names


def add_own(window, boris):
    """A school that the user of the window adds after the merge."""

    def write(store):
        with store.work("Ещё школа") as work:
            [other] = work.all(School)
            work.put(type(other)(id=boris.add_school("чужая"), short_name="Своя"))
            return work.commit()

    window.operations.do(write)
    window.settle()


def test_a_merge_is_taken_back_after_other_work_and_made_again(window, journal, boris, messages):
    boris.add_school("СОШ № 77")
    receive(window, boris.send("от Бориса.qpack").path)
    add_own(window, boris)
    assert schools(window) == ["СОШ № 77", "Своя"]
    line = journal.widget.chosen
    assert (line.state, line.exchange.peer, line.exchange.changes) == ("принят", "Борис", 1)
    assert "Подписан" in journal.widget.detail.text()
    assert "Копия до приёма" in journal.widget.detail.text()

    journal.click("exchangeApply")  # the safe answer leaves everything
    assert schools(window) == ["СОШ № 77", "Своя"]
    messages.answer_next("do")
    journal.click("exchangeApply")
    assert "от «Борис»" in messages.questions[-1]
    assert schools(window) == ["Своя"]
    assert journal.widget.chosen.state == "приём отменён"
    assert journal.widget.outcome.text().startswith("Приём отменён")
    assert not journal.widget.apply.isEnabled()

    messages.answer_next("do")
    journal.click("journalRedo")
    assert schools(window) == ["СОШ № 77", "Своя"]
    assert journal.widget.chosen.state == "принят"


def test_a_merge_of_which_nothing_stands_alone_is_only_noted_as_taken_back(
    window, journal, boris, messages
):
    """The user has made the school that came their own in every cell."""
    boris.add_school("СОШ № 77")
    receive(window, boris.send("от Бориса.qpack").path)

    def make_own(store):
        with store.work("Сверено") as work:
            work.affirm(work.all(School))
            return work.commit()

    window.operations.do(make_own)
    window.settle()
    messages.answer_next("do")
    journal.click("exchangeApply")
    assert schools(window) == ["СОШ № 77"]
    assert journal.widget.chosen.state == "приём отменён"
    assert journal.widget.outcome.text().startswith("Отмечено в журнале, а в файле ничего не изм")


def test_a_known_sender_is_forgotten_after_a_question(window, journal, boris, messages):
    boris.add_school("СОШ № 77")
    receive(window, boris.send("от Бориса.qpack").path)
    window.window.exchange.show("journal")
    journal.widget.refresh()
    journal.settle()
    journal.widget.tabs.setCurrentIndex(1)
    senders = journal.widget.senders
    [card] = senders.model.rows
    assert (card.name, len(card.words)) == ("Борис", 8)
    assert not senders.nobody.isVisible()
    assert len(senders.own.text().split()) == 8
    messages.answer_next("forget")
    journal.click("forgetSender")
    assert senders.model.rows == ()
    assert senders.nobody.isVisible()


def test_the_office_decides_about_passwords_here(window, journal):
    senders = journal.widget.senders
    journal.widget.tabs.setCurrentIndex(1)
    assert senders.may_seal.isChecked()
    senders.may_seal.click()
    journal.settle()
    decided: list[bool] = []
    window.operations.ask(
        lambda store: policy.may_seal(store=store), decided.append, owner=window.window
    )
    window.settle()
    assert decided == [False]
    assert not senders.may_seal.isChecked()
