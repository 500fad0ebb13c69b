"""The bridge: one thread, answers in order, nothing lost, nothing delivered to the dead."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import Unit
from quality_desktop.domain.errors import QualityError
from quality_desktop.storage.store import Store
from quality_desktop.ui.jobs import Cancelled, Progress
from quality_desktop.ui.operations import Operations
from tests.ui.drivers import PATIENCE_MS, wait_idle
from tests.ui.units_tab import add_unit

pytestmark = pytest.mark.gui


@pytest.fixture
def operations(open_operations: Callable[[Path], Operations], empty_file: Path) -> Operations:
    return open_operations(empty_file)


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject()


def names(store: Store) -> list[str]:
    return sorted(unit.name for unit in store.all(Unit))


def test_a_question_runs_off_the_window_and_its_answer_comes_back_to_it(qtbot, operations, owner):
    asked_on: list[str] = []
    answered_on: list[bool] = []

    def question(store: Store) -> int:
        asked_on.append(threading.current_thread().name)
        return 7

    def then(answer: int) -> None:
        answered_on.append(threading.current_thread() is threading.main_thread())
        assert answer == 7

    operations.ask(question, then, owner=owner)
    assert not operations.is_idle
    wait_idle(qtbot, operations)
    assert asked_on == ["store"]
    assert answered_on == [True]


def test_work_is_done_in_the_order_of_asking(qtbot, operations, owner):
    seen: list[list[str]] = []
    operations.ask(names, seen.append, owner=owner)
    operations.do(add_unit("Первый"))
    operations.ask(names, seen.append, owner=owner)
    operations.do(add_unit("Второй"))
    operations.ask(names, seen.append, owner=owner)
    wait_idle(qtbot, operations)
    assert seen == [[], ["Первый"], ["Второй", "Первый"]]


def test_a_write_tells_what_changed_when_it_was_saved_and_what_can_be_undone(qtbot, operations):
    changed: list[Changes] = []
    saved: list[datetime] = []
    undo: list[tuple[object, ...]] = []
    operations.changed.connect(changed.append)
    operations.saved.connect(saved.append)
    operations.undo_state_changed.connect(lambda *state: undo.append(state))
    operations.do(add_unit("ИМЦ"))
    wait_idle(qtbot, operations)
    assert [changes.kinds for changes in changed] == [frozenset({"unit"})]
    assert len(saved) == 1
    assert undo == [("Добавление: ИМЦ", None)]


def test_undo_and_redo_are_writes_like_any_other(qtbot, operations, owner):
    undo: list[tuple[object, ...]] = []
    seen: list[list[str]] = []
    changed: list[Changes] = []
    operations.do(add_unit("ИМЦ"))
    operations.undo_state_changed.connect(lambda *state: undo.append(state))
    operations.changed.connect(changed.append)
    operations.undo()
    operations.ask(names, seen.append, owner=owner)
    operations.redo()
    operations.ask(names, seen.append, owner=owner)
    wait_idle(qtbot, operations)
    assert seen == [[], ["ИМЦ"]]
    assert undo[1:] == [(None, "Добавление: ИМЦ"), ("Добавление: ИМЦ", None)]
    assert all(changes.touches("unit") for changes in changed)


def test_a_write_that_changes_nothing_is_not_announced(qtbot, operations):
    changed: list[Changes] = []
    done: list[Changes] = []
    operations.changed.connect(changed.append)
    operations.do(lambda store: Changes(), then=done.append)
    wait_idle(qtbot, operations)
    assert changed == []
    assert done == [Changes()]


def test_a_refusal_is_one_sentence(qtbot, operations, owner):
    said: list[str] = []
    operations.failed.connect(said.append)

    def refuse(store: Store) -> Changes:
        raise QualityError("Так нельзя: сделайте иначе.")

    operations.do(refuse)
    operations.ask(refuse, lambda _answer: pytest.fail("answered"), owner=owner)
    wait_idle(qtbot, operations)
    assert said == ["Так нельзя: сделайте иначе."] * 2


def test_a_writer_may_take_the_refusal_itself(qtbot, operations):
    said: list[str] = []
    taken: list[str] = []
    operations.failed.connect(said.append)

    def refuse(store: Store) -> Changes:
        raise QualityError("Так нельзя.")

    operations.do(refuse, refused=taken.append)
    wait_idle(qtbot, operations)
    assert (said, taken) == ([], ["Так нельзя."])


def test_a_fault_reaches_the_crash_report_and_work_goes_on(qtbot, operations, owner):
    def fault(store: Store) -> int:
        raise ZeroDivisionError

    seen: list[int] = []
    with qtbot.captureExceptions() as faults:
        operations.ask(fault, seen.append, owner=owner)
        operations.ask(lambda store: 1, seen.append, owner=owner)
        wait_idle(qtbot, operations)
    assert [kind for kind, *_ in faults] == [ZeroDivisionError]
    assert seen == [1]


def test_an_answer_for_a_widget_that_is_gone_is_dropped(qtbot, operations):
    gate = threading.Event()
    seen: list[int] = []
    gone, alive = QObject(), QObject()
    operations.ask(lambda store: gate.wait(PATIENCE_MS / 1000), lambda _: None, owner=alive)
    operations.ask(lambda store: 1, seen.append, owner=gone)
    operations.ask(lambda store: 2, seen.append, owner=alive)
    del gone
    gate.set()
    wait_idle(qtbot, operations)
    assert seen == [2]


def test_a_write_is_done_even_when_its_widget_is_gone(qtbot, operations, owner):
    gone = QObject()
    seen: list[list[str]] = []
    operations.do(add_unit("ИМЦ"), then=lambda _: pytest.fail("told the dead"), owner=gone)
    del gone
    operations.ask(names, seen.append, owner=owner)
    wait_idle(qtbot, operations)
    assert seen == [["ИМЦ"]]


def test_long_work_shows_itself_reports_and_ends(qtbot, operations, owner):
    gate = threading.Event()
    busy: list[tuple[bool, str]] = []
    progress: list[tuple[int, int, str]] = []
    results: list[str] = []
    operations.busy_changed.connect(lambda *state: busy.append(state))
    operations.progressed.connect(lambda *state: progress.append(state))

    def work(store: Store, progress: Progress) -> str:
        gate.wait(PATIENCE_MS / 1000)
        progress.report(3, 3, "Страница 3")
        return "готово"

    with qtbot.waitSignal(operations.busy_changed, timeout=PATIENCE_MS):
        operations.run(work, results.append, title="Составление приказа", owner=owner)
    assert operations.can_cancel
    gate.set()
    wait_idle(qtbot, operations)
    assert busy == [(True, "Составление приказа"), (False, "")]
    assert progress == [(3, 3, "Страница 3")]
    assert results == ["готово"]


def test_work_is_not_shown_as_going_on_behind_the_message_that_it_was_refused(qtbot, operations):
    gate = threading.Event()
    story: list[object] = []
    operations.busy_changed.connect(lambda is_busy, _title: story.append(is_busy))

    def opening() -> Store:
        gate.wait(PATIENCE_MS / 1000)
        raise QualityError("Файл занят.")

    with qtbot.waitSignal(operations.busy_changed, timeout=PATIENCE_MS):
        operations.open(opening, lambda: None, title="Открытие файла", refused=story.append)
    gate.set()
    wait_idle(qtbot, operations)
    assert story == [True, False, "Файл занят."]


def test_short_work_does_not_flash(qtbot, operations, owner):
    busy: list[object] = []
    operations.busy_changed.connect(lambda *state: busy.append(state))
    operations.pending.timer.setInterval(PATIENCE_MS)
    operations.ask(lambda store: 1, lambda _: None, owner=owner)
    wait_idle(qtbot, operations)
    assert busy == []


def test_cancelled_work_stops_at_its_next_report_and_answers_nobody(qtbot, operations, owner):
    started = threading.Event()
    stopped: list[bool] = []

    def work(store: Store, progress: Progress) -> None:
        started.set()
        while True:
            try:
                progress.report(0, 0)
            except Cancelled:
                stopped.append(True)
                raise

    operations.run(work, lambda _: pytest.fail("answered"), title="Работа", owner=owner)
    assert started.wait(PATIENCE_MS / 1000)
    operations.cancel()
    wait_idle(qtbot, operations)
    assert stopped == [True]


def test_closing_finishes_writes_and_drops_questions(qtbot, empty_file, open_operations, owner):
    operations = open_operations(empty_file)
    gate = threading.Event()
    asked: list[bool] = []
    operations.do(lambda store: (gate.wait(1), Changes())[1])
    operations.ask(lambda store: asked.append(True), lambda _: None, owner=owner)
    operations.do(add_unit("Успели"))
    assert operations.is_writing
    gate.set()
    operations.close()
    again = open_operations(empty_file)
    seen: list[list[str]] = []
    again.ask(names, seen.append, owner=owner)
    wait_idle(qtbot, again)
    assert seen == [["Успели"]]
    assert asked == []


def test_nothing_is_taken_after_closing(qtbot, empty_file, open_operations, owner, caplog):
    operations = open_operations(empty_file)
    operations.close()
    operations.ask(names, lambda _: pytest.fail("answered"), owner=owner)
    assert operations.is_idle


def test_a_file_that_cannot_be_opened_leaves_the_open_one_open(qtbot, operations, owner, tmp_path):
    said: list[str] = []

    def refuse() -> Store:
        raise QualityError("Файл не наш.")

    operations.open(refuse, lambda: pytest.fail("opened"), title="Открытие", refused=said.append)
    seen: list[list[str]] = []
    operations.ask(names, seen.append, owner=owner)
    wait_idle(qtbot, operations)
    assert (said, seen) == (["Файл не наш."], [[]])


def test_a_closed_file_can_be_opened_by_somebody_else(qtbot, empty_file, open_operations, owner):
    first = open_operations(empty_file)
    closed: list[bool] = []
    first.close_file(lambda: closed.append(True))
    wait_idle(qtbot, first)
    assert closed == [True]
    seen: list[list[str]] = []
    second = open_operations(empty_file)
    second.ask(names, seen.append, owner=owner)
    wait_idle(qtbot, second)
    assert seen == [[]]


def test_what_a_tab_asks_while_its_file_goes_is_dropped(open_operations, empty_file, qtbot):
    operations = open_operations(empty_file)
    answers: list[str] = []
    operations.close_file(lambda: None)
    operations.ask(lambda store: store.author, answers.append, owner=operations)
    wait_idle(qtbot, operations)
    assert answers == []
