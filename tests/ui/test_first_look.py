"""A file is shown before it is open: nothing is lost, nothing false stays on the screen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from quality_desktop import paths
from quality_desktop.domain.directory import Person, Unit
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.services.district_file import files, first_look
from quality_desktop.storage.glance import Glance
from quality_desktop.storage.reading import Reading
from quality_desktop.storage.store import Store
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.tabs.matrix.tab import MatrixTab
from quality_desktop.ui.tabs.overview.tab import OverviewTab
from tests.ui.conftest import WRITER
from tests.ui.drivers import WindowDriver, wait_idle
from tests.ui.units_tab import add_unit

pytestmark = pytest.mark.gui

MIGRATIONS = paths.bundled().migrations


@pytest.fixture
def operations(qapp: QApplication) -> Iterator[Operations]:
    made = Operations()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject()


class Watched:
    """An opening with a glance before it, whose steps are written down."""

    def __init__(self, operations: Operations, path: Path) -> None:
        self.steps: list[str] = []
        self.said: list[str] = []
        self._path = path
        self._operations = operations
        self.before_opening: Callable[[], None] = lambda: None
        look = operations.first_look
        look.taken.connect(lambda: self.steps.append("taken"))
        look.answered.connect(lambda: self.steps.append("answered"))
        look.ended.connect(lambda is_as_shown: self.steps.append(f"ended {is_as_shown}"))
        operations.failed.connect(self.said.append)

    def open(self, take: Callable[[], Glance | None] | None = None) -> None:
        self._operations.open(
            self._opening,
            lambda: self.steps.append("open"),
            title="Открытие файла",
            refused=self.said.append,
            glance=take or (lambda: first_look.take(path=self._path, migrations=MIGRATIONS)),
        )

    def _opening(self) -> Store:
        self.before_opening()
        self.steps.append("opening")
        return files.open_file(path=self._path, migrations=MIGRATIONS, writer=WRITER)


@pytest.fixture
def watched(operations: Operations, empty_file: Path) -> Watched:
    return Watched(operations, empty_file)


def names(reading: Reading) -> list[str]:
    return sorted(unit.name for unit in reading.all(Unit))


def add_to(path: Path, name: str) -> None:
    with files.open_file(path=path, migrations=MIGRATIONS, writer=WRITER) as store:
        add_unit(name)(store)


def test_what_is_asked_first_is_answered_before_the_file_is_opened(
    qtbot, operations, watched, owner, empty_file
):
    add_to(empty_file, "ИМЦ")
    seen: list[list[str]] = []

    def show(found: list[str]) -> None:
        seen.append(found)
        watched.steps.append("shown")

    operations.first_look.taken.connect(lambda: operations.look(names, show, owner=owner))
    watched.open()
    wait_idle(qtbot, operations)
    assert watched.steps == ["taken", "shown", "answered", "opening", "ended True", "open"]
    assert seen == [["ИМЦ"]]


def test_an_edit_made_meanwhile_is_written_when_the_file_is_open(qtbot, operations, watched, owner):
    seen: list[list[str]] = []

    def edit() -> None:
        operations.look(names, seen.append, owner=owner)
        operations.do(add_unit("ИМЦ"), then=lambda _changes: watched.steps.append("written"))
        operations.look(names, seen.append, owner=owner)

    operations.first_look.taken.connect(edit)
    watched.open()
    wait_idle(qtbot, operations)
    assert watched.steps == ["taken", "opening", "ended True", "open", "written"]
    assert seen == [[], ["ИМЦ"]]


def test_a_question_about_history_waits_for_the_open_file(qtbot, operations, watched, owner):
    asked: list[tuple[object, ...]] = []
    operations.first_look.taken.connect(
        lambda: operations.ask(lambda store: store.moments(Unit), asked.append, owner=owner)
    )
    watched.open()
    wait_idle(qtbot, operations)
    assert asked == [()]
    assert watched.steps == ["taken", "opening", "ended True", "open"]


def test_without_a_glance_the_file_is_opened_as_ever(qtbot, operations, watched):
    watched.open(lambda: None)
    wait_idle(qtbot, operations)
    assert watched.steps[-3:] == ["opening", "ended False", "open"]
    assert "taken" not in watched.steps


def test_a_file_that_changed_meanwhile_is_not_as_shown(
    qtbot, operations, watched, empty_file, owner
):
    watched.before_opening = lambda: add_to(empty_file, "Пришедший отдел")
    seen: list[list[str]] = []
    operations.first_look.taken.connect(lambda: operations.look(names, seen.append, owner=owner))
    watched.open()
    wait_idle(qtbot, operations)
    assert watched.steps[-3:] == ["opening", "ended False", "open"]
    operations.look(names, seen.append, owner=owner)
    wait_idle(qtbot, operations)
    assert seen == [[], ["Пришедший отдел"]]


def test_a_question_that_the_glance_cannot_answer_is_left_to_the_open_file(
    qtbot, operations, watched, owner, caplog
):
    def refuse(reading: Reading) -> int:
        raise QualityError("Так нельзя.")

    operations.first_look.taken.connect(
        lambda: operations.look(refuse, lambda _answer: pytest.fail("answered"), owner=owner)
    )
    watched.open()
    wait_idle(qtbot, operations)
    assert watched.steps[-3:] == ["opening", "ended False", "open"]
    assert watched.said == []


def test_a_refused_opening_says_why_and_drops_what_waited_for_it(
    qtbot, operations, watched, owner, empty_file
):
    watched.before_opening = empty_file.unlink
    operations.first_look.taken.connect(
        lambda: operations.ask(names, lambda _answer: pytest.fail("answered"), owner=owner)
    )
    watched.open()
    wait_idle(qtbot, operations)
    assert watched.steps == ["taken", "opening", "ended False"]
    assert [sentence.partition("«")[0] for sentence in watched.said] == ["Нет файла или папки "]


def test_a_fault_of_the_opening_leaves_nothing_shown(qtbot, operations, watched):
    def fail() -> None:
        raise ZeroDivisionError

    watched.before_opening = fail
    with qtbot.captureExceptions() as faults:
        watched.open()
        wait_idle(qtbot, operations)
    assert [kind for kind, *_ in faults] == [ZeroDivisionError]
    assert watched.steps[-1] == "ended False"


def test_closing_before_the_opening_leaves_the_file_free(qtbot, operations, watched, empty_file):
    with qtbot.waitSignal(operations.first_look.taken):
        watched.open()
    operations.close()
    with files.open_file(path=empty_file, migrations=MIGRATIONS, writer=WRITER) as store:
        assert not store.is_read_only
    assert "open" not in watched.steps


def test_a_second_file_is_opened_without_a_glance(qtbot, operations, watched, empty_file):
    takes: list[str] = []
    watched.open()
    watched.open(lambda: takes.append("taken again"))
    with qtbot.captureExceptions() as faults:
        wait_idle(qtbot, operations)
    assert takes == []
    assert watched.said[0].startswith("Файл «district.quality» уже открыт")
    assert faults == []


def test_glance_and_opening_run_off_the_window(qtbot, operations, watched, empty_file):
    threads: list[str] = []

    def take() -> Glance | None:
        threads.append(threading.current_thread().name)
        return first_look.take(path=empty_file, migrations=MIGRATIONS)

    watched.before_opening = lambda: threads.append(threading.current_thread().name)
    watched.open(take)
    wait_idle(qtbot, operations)
    assert threads == ["store", "store"]


def tab_of(window: WindowDriver) -> object:
    return window.window.deck.current_tab


def test_the_tab_that_was_shown_first_stays_when_the_file_is_open(make_window, sample_file):
    window = make_window()
    early: list[object] = []
    window.operations.first_look.answered.connect(lambda: early.append(tab_of(window)))
    window.window.open_file(sample_file)
    window.settle()
    assert early[0] is not None
    assert early == [tab_of(window)]
    texts = {action.text(): action.isEnabled() for action in window.window.menus.menus[0].actions()}
    assert texts["&Закрыть файл"]


def test_menus_of_a_file_wait_until_it_is_open(make_window, sample_file):
    window = make_window()
    enabled: list[bool] = []
    close = next(a for a in window.window.menus.menus[0].actions() if a.text() == "&Закрыть файл")
    window.operations.first_look.answered.connect(lambda: enabled.append(close.isEnabled()))
    window.window.open_file(sample_file)
    window.settle()
    assert [*enabled, close.isEnabled()] == [False, True]


def test_what_was_shown_goes_when_the_file_cannot_be_opened(make_window, sample_file, messages):
    window = make_window()
    window.operations.first_look.answered.connect(lambda: sample_file.unlink())
    window.window.open_file(sample_file)
    window.settle()
    shown = window.window
    assert shown.pages.currentWidget() is shown.first_run
    assert shown.deck.count() == 0
    assert not shown.scope_bar.isVisible()
    assert not shown.status.problems.isVisible()
    assert [refusal.partition("«")[0] for refusal in messages.refusals] == ["Нет файла или папки "]


def test_a_file_that_was_replaced_meanwhile_is_shown_anew(
    make_window, sample_file, empty_file, messages
):
    window = make_window()
    with (
        files.open_file(path=empty_file, migrations=MIGRATIONS, writer=WRITER) as store,
        store.work("Ввод") as work,
    ):
        work.put(Person(id=new_id(), surname="Единственная", given="Анна"))
        work.commit()
    early: list[object] = []

    def replace_file() -> None:
        early.append(tab_of(window))
        empty_file.replace(sample_file)

    window.operations.first_look.answered.connect(replace_file)
    window.window.open_file(sample_file)
    window.settle()
    tab = tab_of(window)
    assert tab is not early[0]
    assert isinstance(tab, OverviewTab)
    assert tab.view is not None
    assert tab.view.items == ()
    window.show_tab("matrix")
    window.settle()
    matrix = tab_of(window)
    assert isinstance(matrix, MatrixTab)
    assert matrix.view is not None
    assert [choice.text for choice in matrix.view.choices] == ["Единственная\u00a0А."]
    assert messages.refusals == []
