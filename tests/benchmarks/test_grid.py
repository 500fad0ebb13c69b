"""The tab «Мониторинг» over a region, 1,300 schools × 60 elements: every step within 50 ms.

A step is what the window does between two turns of its event loop: it scrolls, moves the cursor, takes
what was typed, takes over a pasted block, and paints. Reading and writing go on beside it on
the thread of the file. What counts is the time of the processor that the thread of the window
takes, so that other programs on the machine do not count.
"""

from __future__ import annotations

import gc
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quality_desktop import paths
from quality_desktop.domain.collection.monitoring import DataElement, Form, Value, value_id
from quality_desktop.domain.directory import School
from quality_desktop.domain.records import new_id
from quality_desktop.services.district_file import files
from quality_desktop.services.entry import monitoring, monitoring_edit, monitoring_paste
from quality_desktop.services.entry.monitoring import FormGrid
from quality_desktop.services.entry.monitoring_edit import CellEdit
from quality_desktop.storage.store import Store, Writer
from quality_desktop.ui.dialogs.figures_preview import FiguresPreview
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.garbage import QuietGarbage
from quality_desktop.ui.look import Look
from quality_desktop.ui.models.monitoring_grid import MonitoringModel
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.preferences import Preferences
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tabs.monitoring.grid import MonitoringGrid
from quality_desktop.ui.tabs.monitoring.values import MonitoringValues
from quality_desktop.ui.widgets.clipboard import format_cells
from tests.ui.drivers import wait_idle
from tests.ui.tabs.drivers_matrix import in_dialog

pytestmark = pytest.mark.gui
SCHOOLS, ELEMENTS, YEAR = 1300, 60, 2025
STEP_MS = 50
STEPS = 30
MIGRATIONS = Path(__file__).parents[2] / "db" / "migrations"
WRITER = Writer(author="Иванова А. П.", host="OO-03", program_version="0.1")
FORM = Form(id=new_id(), code="bench", title="Испытание")


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of a region, nine cells of ten filled."""
    path = tmp_path_factory.mktemp("region") / f"region{files.SUFFIX}"
    elements = [
        DataElement(
            id=new_id(), form=FORM.id, code=f"e{n}", short_title=f"П{n}", group=f"Раздел {n // 6}",
            place=n,
        )
        for n in range(ELEMENTS)
    ]  # fmt: skip
    schools = [School(id=new_id(), short_name=f"СОШ № {n}") for n in range(1, SCHOOLS + 1)]
    values = [
        Value(
            id=value_id(element.id, school.id, YEAR), element=element.id, school=school.id,
            year=YEAR, digits=down * right % 300, origin="form",
        )
        for down, school in enumerate(schools)
        for right, element in enumerate(elements)
        if (down + right) % 10
    ]  # fmt: skip
    with (
        Store.create(path, migrations=MIGRATIONS, writer=WRITER) as store,
        store.work("Запись", kind="load") as work,
    ):
        work.put_all([FORM, *elements, *schools, *values])
        work.commit()
    return path


@pytest.fixture
def store(region: Path, tmp_path: Path) -> Iterator[Store]:
    copy = Path(shutil.copy(region, tmp_path / region.name))
    with Store.open(copy, migrations=MIGRATIONS, writer=WRITER) as opened:
        yield opened


@pytest.fixture
def grid(store: Store, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> MonitoringGrid:
    look = Look(qapp, paths.bundled().icons)
    model = MonitoringModel()
    view = MonitoringGrid(model, look, Preferences(tmp_path / "settings.toml"))
    qtbot.addWidget(view)
    model.setParent(view)
    view.resize(1100, 560)
    view.show()
    qtbot.waitExposed(view)
    model.show(monitoring.grid(store=store, form=FORM.id, year=YEAR))
    view.repaint()
    return view


def measured(grid: MonitoringGrid, step: Callable[[int], object], steps: int = STEPS) -> float:
    """Median time of a step with its painting, in milliseconds."""
    times = []
    for number in range(steps):
        start = time.thread_time()
        step(number)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        grid.horizontalHeader().viewport().repaint()
        grid.viewport().repaint()
        times.append((time.thread_time() - start) * 1000)
    sys.stderr.write(f"median {statistics.median(times):.1f}, longest {max(times):.1f} ms\n")
    return statistics.median(times)


def test_scrolling_by_rows_and_pages_keeps_pace(grid: MonitoringGrid):
    bar = grid.verticalScrollBar()
    assert measured(grid, lambda _: bar.setValue(bar.value() + 78)) <= STEP_MS
    assert measured(grid, lambda _: bar.setValue(bar.value() + bar.pageStep())) <= STEP_MS


def test_scrolling_sideways_keeps_pace(grid: MonitoringGrid):
    bar = grid.horizontalScrollBar()
    assert measured(grid, lambda _: bar.setValue(bar.value() + 60)) <= STEP_MS


def test_the_cursor_keeps_pace(grid: MonitoringGrid):
    grid.setCurrentIndex(grid.model().index(0, 1))
    assert measured(grid, lambda _: grid.step(1, 0)) <= STEP_MS
    assert measured(grid, lambda _: grid.step(0, 1)) <= STEP_MS


def test_typing_keeps_pace(grid: MonitoringGrid):
    model = grid.monitoring
    assert measured(grid, lambda n: model.edit_cells([(n, 5, str(n + 400))], "")) <= STEP_MS


def test_a_written_edit_comes_back_in_one_step(grid: MonitoringGrid, store: Store):
    known = grid.monitoring.sheet.grid
    assert known is not None
    answers: list[FormGrid] = []
    for number in range(STEPS):
        row = known.rows[number]
        answer = known.rows[number + 1].cells[4].answer
        edit = CellEdit(school=row.school.id, element=known.elements[3].id, answer=answer)
        monitoring_edit.set_answers(store=store, year=YEAR, edits=[edit], intent="Правка")
        last = answers[-1] if answers else known
        fresh = monitoring.refreshed(store=store, known=last, schools={row.school.id})
        answers.append(fresh)
    assert measured(grid, lambda number: grid.monitoring.show(answers[number])) <= STEP_MS


@pytest.mark.parametrize(("rows", "columns"), [(7, 6), (30, 20)])
def test_a_block_is_taken_over_in_one_step(
    grid: MonitoringGrid, store: Store, rows: int, columns: int
):
    """The plan is worked out beside the window; what is left is showing the answers."""
    known = grid.monitoring.sheet.grid
    assert known is not None
    schools = [row.school.id for row in known.rows]

    def planned(number: int) -> tuple[CellEdit, ...]:
        lines = [[str(r * c + number) for c in range(columns)] for r in range(rows)]
        plan = monitoring_paste.plan_paste(
            store=store, grid=known, lines=lines, schools=schools, place=0
        )
        return plan.edits

    plans = [planned(number) for number in range(5)]

    def step(number: int) -> None:
        edits = plans[number]
        grid.monitoring.sheet.send(edits)
        grid.monitoring.settle(edits)

    assert measured(grid, step, steps=len(plans)) <= STEP_MS


@pytest.fixture
def view(
    region: Path, tmp_path: Path, qtbot: QtBot, qapp: QApplication, environment: Environment
) -> Iterator[MonitoringValues]:
    """The whole grid over its file, with its totals and panel; writes and asks as in the window."""
    copy = Path(shutil.copy(region, tmp_path / region.name))
    QuietGarbage(qapp)
    gc.collect()
    operations = Operations()
    operations.open(
        lambda: Store.open(copy, migrations=MIGRATIONS, writer=WRITER), lambda: None, title="Файл"
    )
    view = MonitoringValues(operations, Scope(YEAR), environment)
    qtbot.addWidget(view)
    view.resize(1366, 640)
    view.show()
    qtbot.waitExposed(view)
    wait_idle(qtbot, operations)
    yield view
    operations.close()


class Turns(QObject):
    """Time of the processor that the thread of the window takes in every turn of its loop."""

    def __init__(self) -> None:
        super().__init__()
        self.times: list[float] = []
        self._last = time.thread_time()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def stop(self) -> float:
        """The longest turn in milliseconds."""
        self._tick()
        self._timer.stop()
        return max(self.times)

    def _tick(self) -> None:
        now = time.thread_time()
        self.times.append((now - self._last) * 1000)
        self._last = now


def test_a_block_of_fifty_schools_is_pasted_written_and_undone_in_short_turns(
    view: MonitoringValues, qtbot: QtBot
):
    """From Ctrl+V over the preview to the figures that are in the file, and back by Ctrl+Z."""
    pane, operations = view.pane, view.operations
    lines = [[str((down * right + 1) % 300) for right in range(ELEMENTS)] for down in range(50)]
    QApplication.clipboard().setText(format_cells(lines))
    pane.grid.select_cell(0, 1)
    wait_idle(qtbot, operations)
    in_dialog(FiguresPreview, lambda dialog: dialog.take.click())

    turns = Turns()
    pane.grid.paste()
    wait_idle(qtbot, operations)
    pasted = turns.stop()
    assert pane.model.index(49, ELEMENTS).data() == lines[49][-1]
    turns = Turns()
    operations.undo()
    wait_idle(qtbot, operations)
    undone = turns.stop()

    sys.stderr.write(f"longest turn: paste {pasted:.1f}, undo {undone:.1f} ms\n")
    assert max(pasted, undone) <= STEP_MS


def test_copying_and_clearing_a_block_of_fifty_schools_keep_pace(grid: MonitoringGrid):
    model = grid.model()
    block = QItemSelection(model.index(0, 1), model.index(49, ELEMENTS))
    grid.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert measured(grid, lambda _: grid.copy(), steps=3) <= STEP_MS
    assert measured(grid, lambda _: grid.clear_cells(), steps=1) <= STEP_MS


def test_sorting_and_filtering_keep_pace(grid: MonitoringGrid):
    order = Qt.SortOrder.AscendingOrder
    assert measured(grid, lambda n: grid.sort_by(n + 1, order), steps=5) <= STEP_MS

    def choose(number: int) -> None:
        grid.monitoring.visible.text = str(number)
        grid.monitoring.rearrange()

    assert measured(grid, choose, steps=5) <= STEP_MS
