"""A paper as it will print: its PDF pages, scrolled and zoomed; a double click tells the line."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPalette
from PySide6.QtWidgets import QStackedLayout, QWidget
from typing_extensions import override

from quality_desktop.ui.widgets.empty_state import EmptyState

_POINTS_PER_INCH = 72.0
_SLACK = 1.0
_ZOOM_STEP = 1.25
_ZOOM_LIMITS = (0.25, 5.0)


class PageView(QWidget):
    """Pages of a paper on a desk.

    Attributes:
        view: The scrolled pages.
        nothing: What stands in their place when there are none.
        pdf: The document they come from.

    Signals:
        line_chosen: Text of the line that was double-clicked.
        page_changed: Number of the page being read, and how many there are.
    """

    line_chosen = Signal(str)
    page_changed = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # Slow to load, and needed only when the first paper is shown.
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        self.setObjectName("pages")
        # Not children of the view: Qt 6.9 crashes when a view deletes its own document.
        self.pdf = QPdfDocument(parent)
        self._buffer = QBuffer(parent)
        self._data = b""
        self.view = QPdfView(self)
        self.view.setAccessibleName("Документ, как он будет напечатан")
        self.view.setDocument(self.pdf)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setPageSpacing(12)
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view.viewport().installEventFilter(self)
        self.view.pageNavigator().currentPageChanged.connect(self._tell_page)
        self._zoom_modes = QPdfView.ZoomMode
        self.fit_width()
        # The desk is darker than the paper in both themes.
        palette = self.view.palette()
        palette.setColor(QPalette.ColorRole.Dark, palette.color(QPalette.ColorRole.Mid))
        self.view.setPalette(palette)
        self.nothing = EmptyState("")
        self._layout = QStackedLayout(self)
        self._layout.addWidget(self.view)
        self._layout.addWidget(self.nothing)
        self.setFocusProxy(self.view)

    @property
    def data(self) -> bytes:
        """The PDF being shown; empty before the first."""
        return self._data

    @property
    def page_count(self) -> int:
        """Pages of the paper."""
        return self.pdf.pageCount()

    def show_pdf(self, data: bytes) -> None:
        """Show other pages and stay where the reader was."""
        bar = self.view.verticalScrollBar()
        was_at = bar.value()
        self._close()
        self._data = data
        self._layout.setCurrentWidget(self.view)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.pdf.load(self._buffer)
        bar.setValue(min(was_at, bar.maximum()))
        self._tell_page(self.view.pageNavigator().currentPage())

    def show_nothing(self, sentence: str) -> None:
        """Show no pages and, in the middle of their place, why there are none."""
        self._close()
        self.nothing.show_sentence(sentence)
        self._layout.setCurrentWidget(self.nothing)
        self.page_changed.emit(0, 0)

    def zoom_in(self) -> None:
        """Show the pages larger."""
        self._zoom(_ZOOM_STEP)

    def zoom_out(self) -> None:
        """Show the pages smaller."""
        self._zoom(1 / _ZOOM_STEP)

    def fit_width(self) -> None:
        """Let a page fill the width again."""
        self.view.setZoomMode(self._zoom_modes.FitToWidth)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent):
            line = self._line_at(event.position())
            if line:
                self.line_chosen.emit(line)
        return super().eventFilter(watched, event)

    def _close(self) -> None:
        self.pdf.close()
        self._buffer.close()
        self._data = b""

    def _tell_page(self, page: int) -> None:
        self.page_changed.emit(page + 1, self.page_count)

    def _zoom(self, factor: float) -> None:
        factor_now = self._scale(0) / self._pixels_per_point() if self.page_count else 1.0
        low, high = _ZOOM_LIMITS
        self.view.setZoomMode(self._zoom_modes.Custom)
        self.view.setZoomFactor(min(max(factor_now * factor, low), high))

    def _pixels_per_point(self) -> float:
        return self.view.logicalDpiX() / _POINTS_PER_INCH

    def _scale(self, page: int) -> float:
        """Pixels per point of a page as it is shown now."""
        if self.view.zoomMode() is self._zoom_modes.Custom:
            return self._pixels_per_point() * self.view.zoomFactor()
        margins = self.view.documentMargins()
        width = self.view.viewport().width() - margins.left() - margins.right()
        return width / max(self.pdf.pagePointSize(page).width(), 1.0)

    def _line_at(self, position: QPointF) -> str:
        view = self.view
        y = position.y() + view.verticalScrollBar().value() - view.documentMargins().top()
        for page in range(self.page_count):
            height = self.pdf.pagePointSize(page).height() * self._scale(page)
            if y < height:
                return self._text_near(page, y / self._scale(page))
            y -= height + view.pageSpacing()
        return ""

    def _text_near(self, page: int, y: float) -> str:
        # Qt selects between two letters only, so the lines of the page are asked one by one.
        text = self.pdf.getAllText(page).text()
        start = 0
        for line in text.splitlines(keepends=True):
            words = line.strip()
            if words:
                box = self.pdf.getSelectionAtIndex(page, start, len(words)).boundingRectangle()
                if box.top() - _SLACK <= y <= box.bottom() + _SLACK:
                    return words
            start += len(line)
        return ""
