"""A figure in the window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from quality_desktop.charts.bars import interval_bars
from quality_desktop.charts.picture import Picture, Size
from quality_desktop.settings import Theme
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.widgets.chart_view import ChartView
from tests.charts.samples import shares
from tests.ui.drivers import PATIENCE_MS, wait_idle
from tests.ui.recording import RecordingMessages

pytestmark = pytest.mark.gui


class Figure:
    """A figure that remembers the sizes it was drawn for."""

    def __init__(self, fonts: Path) -> None:
        self._fonts = fonts
        self.sizes: list[Size] = []

    def __call__(self, size: Size) -> Picture:
        self.sizes.append(size)
        return interval_bars(shares(), size=size, fonts=self._fonts)


@pytest.fixture
def figure(environment: Environment) -> Figure:
    return Figure(environment.fonts)


@pytest.fixture
def operations(open_operations: Callable[[Path], Operations], empty_file: Path) -> Operations:
    return open_operations(empty_file)


@pytest.fixture
def view(qtbot: QtBot, operations: Operations, environment: Environment) -> ChartView:
    made = ChartView(operations, environment)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def show(qtbot: QtBot, view: ChartView, figure: Figure) -> None:
    with qtbot.waitSignal(view.drawn, timeout=PATIENCE_MS):
        view.show_figure(figure)


def test_the_picture_is_as_wide_as_its_place_and_told_to_a_screen_reader(
    qtbot: QtBot, view: ChartView, figure: Figure
):
    show(qtbot, view, figure)
    pixmap = view.label.pixmap()
    assert 560 <= pixmap.width() / pixmap.devicePixelRatio() <= 600
    assert view.picture is not None
    assert view.label.accessibleName() == shares().title
    assert "37,5" in view.label.accessibleDescription()


def test_a_wider_place_gets_a_wider_picture_once(qtbot: QtBot, view: ChartView, figure: Figure):
    show(qtbot, view, figure)
    with qtbot.waitSignal(view.drawn, timeout=PATIENCE_MS):
        for width in range(610, 810, 10):
            view.resize(width, 300)
    assert 760 <= view.label.pixmap().width() / view.devicePixelRatioF() <= 800
    assert len(figure.sizes) == 2


def test_a_dark_window_gets_a_dark_picture(
    qtbot: QtBot, view: ChartView, figure: Figure, environment: Environment
):
    environment.look.choose(Theme.LIGHT)
    show(qtbot, view, figure)
    assert view.label.pixmap().toImage().pixelColor(0, 0) == QColor("white")
    with qtbot.waitSignal(view.drawn, timeout=PATIENCE_MS):
        environment.look.choose(Theme.DARK)
    assert view.label.pixmap().toImage().pixelColor(0, 0).lightness() < 60
    environment.look.choose(Theme.LIGHT)


def test_a_hidden_figure_is_drawn_when_it_is_shown(
    qtbot: QtBot, view: ChartView, figure: Figure, operations: Operations
):
    view.hide()
    view.show_figure(figure)
    wait_idle(qtbot, operations)
    assert figure.sizes == []
    with qtbot.waitSignal(view.drawn, timeout=PATIENCE_MS):
        view.show()


def test_a_figure_that_came_late_does_not_replace_a_sentence(
    qtbot: QtBot, view: ChartView, figure: Figure, operations: Operations
):
    view.show_figure(figure)
    view.show_nothing("Результатов за 2025 год нет: загрузите их.")
    wait_idle(qtbot, operations)
    assert view.picture is None
    assert view.nothing.isVisible()
    assert view.nothing.sentence.text().startswith("Результатов за 2025")
    assert not view.save_action.isEnabled()


def test_the_picture_is_copied(qtbot: QtBot, view: ChartView, figure: Figure):
    show(qtbot, view, figure)
    view.copy_action.trigger()
    assert QGuiApplication.clipboard().pixmap().size() == view.label.pixmap().size()


def test_the_picture_is_saved_as_it_stands_in_papers(
    qtbot: QtBot, view: ChartView, figure: Figure, messages: RecordingMessages, tmp_path: Path
):
    show(qtbot, view, figure)
    messages.paths.append(tmp_path / "доли.png")
    with qtbot.waitSignal(view.saved, timeout=PATIENCE_MS) as said:
        view.save_action.trigger()
    assert said.args is not None
    path = said.args[0]
    saved = QImage(str(path))
    assert saved.width() == round(180 / 25.4 * 300)
    assert saved.pixelColor(0, 0) == QColor("white")
    assert messages.proposals[-1].name == f"{shares().title}.png"


def test_nothing_is_saved_when_the_user_changed_their_mind(
    qtbot: QtBot,
    view: ChartView,
    figure: Figure,
    messages: RecordingMessages,
    operations: Operations,
):
    show(qtbot, view, figure)
    messages.paths.append(None)
    view.save_action.trigger()
    wait_idle(qtbot, operations)
    assert len(figure.sizes) == 1


def test_a_folder_that_cannot_be_written_is_told(
    qtbot: QtBot,
    view: ChartView,
    figure: Figure,
    messages: RecordingMessages,
    operations: Operations,
    tmp_path: Path,
):
    show(qtbot, view, figure)
    messages.paths.append(tmp_path / "нет" / "рисунок.png")
    with qtbot.waitSignal(operations.failed, timeout=PATIENCE_MS) as said:
        view.save_action.trigger()
    assert said.args
    assert "нет" in said.args[0]
