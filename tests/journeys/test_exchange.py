"""Story of a coordinator: three copies go apart, come back in the wrong order, and become one again.

Two inspectors work on copies and mail them: one as packages, the other as the bare file. The
coordinator takes them in at once, an old copy among them, decides five disagreements with the
keyboard, sends the result back; nobody is asked twice and all three copies hold the same. Then a
whole merge is taken back after all that, and made again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from quality_desktop import paths
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import Person, School
from quality_desktop.domain.records import Id, Record, new_id
from quality_desktop.services.district_file import files
from quality_desktop.services.exchange.received_files import Verdict
from quality_desktop.storage.disputes import DisputeSort
from quality_desktop.storage.store import Store
from quality_desktop.ui.exchange.conflicts_window import ConflictsWindow
from quality_desktop.ui.exchange.journal_window import JournalWindow
from quality_desktop.ui.exchange.receive_window import ReceiveWindow
from quality_desktop.ui.exchange.send_package import SendPackage
from tests.services.exchange.offices import Colleague, everything
from tests.ui.conftest import WRITER
from tests.ui.drivers import WindowDriver, find, only, type_text
from tests.ui.exchange.conftest import Join, join, me  # noqa: F401 - fixtures are found by being here

pytestmark = [pytest.mark.gui, pytest.mark.journey, pytest.mark.usefixtures("me")]


def edit(intent: str, *changed: tuple[Record, dict[str, Any]]) -> Callable[[Store], Changes]:
    """A step of work on some records."""

    def write(store: Store) -> Changes:
        with store.work(intent) as work:
            for record, values in changed:
                known = work.get(type(record), record.id)
                assert known is not None
                work.put(replace(known, **values))
            return work.commit()

    return write


def delete(intent: str, record: Record) -> Callable[[Store], Changes]:
    """Delete a record."""

    def write(store: Store) -> Changes:
        with store.work(intent) as work:
            work.delete(type(record), record.id)
            return work.commit()

    return write


def begin(path: Path) -> tuple[list[Person], list[School]]:
    """The shared file before it is copied: two people, two schools."""
    people = [Person(id=new_id(), surname=name) for name in ("Первая", "Вторая")]
    schools = [School(id=new_id(), short_name=name) for name in ("СОШ № 1", "СОШ № 2")]
    migrations = paths.bundled().migrations
    with (
        files.open_file(path=path, migrations=migrations, writer=WRITER) as store,
        store.work("Начало") as work,
    ):
        work.put_all((*people, *schools))
        work.commit()
    return people, schools


class Coordinator:
    """The window and the hands that use it."""

    def __init__(self, window: WindowDriver) -> None:
        self.window = window

    def do(self, write: Callable[[Store], Changes]) -> None:
        """Work in the coordinator's own copy."""
        self.window.operations.do(write)
        self.window.settle()

    def ask(self, question: Callable[[Store], Any]) -> Any:
        """Ask the coordinator's own copy."""
        answers: list[Any] = []
        self.window.operations.ask(question, answers.append, owner=self.window.window)
        self.window.settle()
        return answers[0]

    def shown(self, name: str, kind: type[Any]) -> Any:
        """A window of the exchange."""
        self.window.window.exchange.show(name)
        self.window.settle()
        return find(self.window.window, kind)

    def send(self, recipient: str, path: Path) -> Path:
        """Write a package in «Отправить»."""
        dialog = self.shown("send", SendPackage)
        dialog.recipient.setEditText(recipient)
        dialog.path.setText(str(path))
        dialog.apply.click()
        self.window.settle()
        assert dialog.packed.path == path
        dialog.close()
        return path

    def receive(self, *paths: Path) -> dict[str, Verdict]:
        """Drop files on the window and press «Принять»."""
        self.window.window.exchange.drops.dropped.emit(paths)
        self.window.settle()
        shown = find(self.window.window, ReceiveWindow)
        verdicts = {one.name: one.verdict for one in shown.files.model.rows}
        shown.files.accept.setChecked(True)
        shown.apply.click()
        self.window.settle()
        shown.close()
        return verdicts

    def decide_all(self) -> list[DisputeSort]:
        """Decide one after another with the keyboard: the first opinion of each, with a reason."""
        window = self.shown("conflicts", ConflictsWindow)
        type_text(window.reason, "сверено по телефону")
        decided = [one.sort for one in window.list.model.rows]
        for _conflict in decided:
            for key in (Qt.Key.Key_1, Qt.Key.Key_Return):
                self.window.qtbot.keyClick(window.list.grid, key)
                self.window.settle()
        assert window.empty.isVisible(), window.outcome.text()
        window.close()
        return decided


def test_three_copies_go_apart_and_become_one_again(
    join: Join,  # noqa: F811 - the fixture
    make_window: Callable[..., WindowDriver],
    empty_file: Path,
    messages: Any,
    tmp_path: Path,
) -> None:
    people, schools = begin(empty_file)
    boris, vera = join("Борисов Б.Б.", empty_file), join("Верина В.В.", empty_file)
    old_copy = tmp_path / "старая копия.quality"
    vera.store.back_up(old_copy)
    coordinator = Coordinator(make_window(empty_file, only("directory")))
    gone = Person(id=boris.add_person("Лишний"), surname="Лишний")
    first_package = boris.send("Борисов 1.qpack").path
    vera.take(first_package)
    coordinator.receive(first_package)

    coordinator.do(edit("Звонки", (people[0], {"phone": "3-01"}), (people[1], {"phone": "3-02"}),
                        (schools[0], {"email": "a3@example.org"}),
                        (schools[1], {"email": "b3@example.org"})))  # fmt: skip
    edit("Обход", (people[0], {"phone": "1-01"}), (people[1], {"phone": "1-02"}),
         (gone, {"phone": "1-03"}))(vera.store)  # fmt: skip
    new_school = vera.add_school("СОШ № 555")
    edit("Почта школ", (schools[0], {"email": "a2@example.org"}),
         (schools[1], {"email": "b2@example.org"}))(boris.store)  # fmt: skip
    delete("Уволен", gone)(boris.store)
    last_package = boris.send("Борисов 2.qpack").path
    bare = tmp_path / "копия Вериной.quality"
    vera.store.back_up(bare)

    verdicts = coordinator.receive(last_package, bare, first_package, old_copy)
    assert verdicts == {
        "Борисов 2.qpack": Verdict.READY,
        "копия Вериной.quality": Verdict.READY,
        "Борисов 1.qpack": Verdict.NOTHING_NEW,
        "старая копия.quality": Verdict.NOTHING_NEW,
    }
    decided = coordinator.decide_all()
    assert sorted(decided) == [DisputeSort.DELETED_EDITED, *[DisputeSort.VALUES] * 4]

    send_back(coordinator, (boris, vera), tmp_path, "итог")
    assert_same(coordinator, boris, vera)
    take_back_and_again(coordinator, messages, new_school)
    send_back(coordinator, (boris, vera), tmp_path, "после возврата")
    assert_same(coordinator, boris, vera)


def send_back(
    coordinator: Coordinator, colleagues: tuple[Colleague, ...], folder: Path, name: str
) -> None:
    """Everybody gets the coordinator's state and is asked nothing."""
    package = coordinator.send("", folder / f"{name}.qpack")
    for colleague in colleagues:
        taken = colleague.take(package, accept_senders=True)
        assert taken.files[0].is_taken
        assert colleague.store.disputes() == ()


def assert_same(coordinator: Coordinator, *colleagues: Colleague) -> None:
    """All copies hold the same records, ask nothing and are sound."""
    own = coordinator.ask(everything)
    for colleague in colleagues:
        assert everything(colleague.store) == own
        assert colleague.store.check() == []
    assert coordinator.ask(Store.disputes) == ()
    assert coordinator.ask(Store.check) == []


def take_back_and_again(coordinator: Coordinator, messages: Any, new_school: Id) -> None:
    """The merge of the bare file is undone after the decisions and later work, and made again."""
    before = coordinator.ask(everything)
    window = coordinator.shown("journal", JournalWindow)
    lines = [one.exchange.file_name for one in window.model.rows]
    row = lines.index("копия Вериной.quality")
    for answer, press, has_school in (
        ("do", window.apply, False),
        ("do", window.redo, True),
    ):
        window.grid.setCurrentIndex(window.model.index(row, 0))
        messages.answer_next(answer)
        press.click()
        coordinator.window.settle()
        found = coordinator.ask(lambda store: store.get(School, new_school))
        assert (found is not None) is has_school
    assert coordinator.ask(everything) == before
    window.close()
