"""A figure in the window: drawn for its width off the thread of the window, copied and saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QPalette, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedLayout, QStyle, QWidget
from typing_extensions import override

from quality_desktop.charts.picture import PAGE, Picture, Size, window_size
from quality_desktop.services.file_names import safe_name
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.naming import named

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store
    from quality_desktop.ui.jobs import Progress

Draw = Callable[[Size], Picture]
"""Draws the figure for a size; runs on the worker thread and must not touch widgets."""

_SETTLED_MS: Final = 150
_NARROWEST: Final = 360
_PICTURES: Final = "Рисунок (*.png)"
_LONGEST_NAME: Final = 80
_WAITING: Final = "Рисунок строится…"


class ChartView(QWidget):
    """One figure as wide as its place; scrolled when it is higher.

    Attributes:
        label: The picture.
        desk: What it is scrolled in.
        nothing: What stands in its place when there is none.

    Signals:
        drawn: Another picture is shown.
        saved: The picture is in a file (``Path``).
    """

    drawn = Signal()
    saved = Signal(object)

    def __init__(
        self, operations: Operations, environment: Environment, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("chartView")
        self._operations = operations
        self._environment = environment
        self._draw: Draw | None = None
        self._picture: Picture | None = None
        self._asked: Size | None = None
        self.label = named(QLabel(), "chart")
        self.label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.label.setBackgroundRole(QPalette.ColorRole.Base)
        self.label.setAutoFillBackground(True)
        self.desk = named(QScrollArea(), "chartScroll")
        self.desk.setFrameShape(QFrame.Shape.NoFrame)
        self.desk.setWidgetResizable(True)
        self.desk.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.desk.setWidget(self.label)
        self.nothing = EmptyState("")
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.desk)
        self._stack.addWidget(self.nothing)
        self.setFocusProxy(self.desk)
        self._settle = QTimer(self, interval=_SETTLED_MS, singleShot=True)
        self._settle.timeout.connect(self._redraw)
        environment.look.changed.connect(self._settle.start)
        self._add_actions()
        self.show_nothing("")

    @property
    def picture(self) -> Picture | None:
        """The picture being shown."""
        return self._picture

    def show_figure(self, draw: Draw) -> None:
        """Show another figure as soon as it is drawn; the one before stays until then."""
        self._draw = draw
        self._asked = None
        if self._picture is None:
            self.nothing.show_sentence(_WAITING)
        self._redraw()

    def show_nothing(self, sentence: str) -> None:
        """Say in one sentence why there is no figure."""
        self._draw = self._picture = self._asked = None
        self.nothing.show_sentence(sentence)
        self._stack.setCurrentWidget(self.nothing)
        self._enable_actions()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._redraw()

    def _add_actions(self) -> None:
        self.copy_action = QAction("Копировать рисунок", self)
        self.copy_action.triggered.connect(self._copy)
        self.save_action = QAction("Сохранить рисунок…", self)
        self.save_action.triggered.connect(self._save)
        for action in (self.copy_action, self.save_action):
            self.addAction(action)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _enable_actions(self) -> None:
        for action in (self.copy_action, self.save_action):
            action.setEnabled(self._picture is not None)

    def _size(self) -> Size:
        """The sheet for the width there is beside a scroll bar, whether it is shown or not."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        look = self._environment.look
        size = window_size(
            max(self.width() - bar, _NARROWEST),
            ratio=self.devicePixelRatioF(),
            is_dark=look.colours.is_dark,
        )
        return replace(size, letters=size.letters + look.zoom)

    def _redraw(self) -> None:
        draw, size = self._draw, self._size()
        if draw is None or size == self._asked or not self.isVisible():
            return
        self._asked = size

        def question(_store: Store) -> Picture:
            return draw(size)

        def answer(picture: Picture) -> None:
            if self._draw is draw and self._asked == size:
                self._show(picture)

        self._operations.ask(question, answer, owner=self)

    def _show(self, picture: Picture) -> None:
        self._picture = picture
        pixmap = QPixmap()
        pixmap.loadFromData(picture.png)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.label.setPixmap(pixmap)
        self.label.setAccessibleName(picture.title)
        self.label.setAccessibleDescription(picture.alt)
        self._stack.setCurrentWidget(self.desk)
        self._enable_actions()
        self.drawn.emit()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setPixmap(self.label.pixmap())

    def _save(self) -> None:
        """Ask where, and draw again as it stands in papers: large, on white, with its title."""
        draw, shown = self._draw, self._picture
        if draw is None or shown is None:
            return
        environment = self._environment
        folder = environment.preferences.folder_to_save
        proposal = folder / f"{safe_name(shown.title, longest=_LONGEST_NAME)}.png"
        path = environment.messages.file_to_save(self, "Сохранить рисунок", proposal, _PICTURES)
        if path is None:
            return
        environment.preferences.remember_folder(path.parent)

        def work(_store: Store, _progress: Progress) -> Path:
            from quality_desktop.services import picture_files

            picture = draw(replace(PAGE, is_titled=True))
            return picture_files.save(path=path, content=picture.png)

        self._operations.run(work, self.saved.emit, title="Сохранение рисунка", owner=self)
