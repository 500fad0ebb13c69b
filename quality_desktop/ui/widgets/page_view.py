"""A paper as it will print: its PDF pages, scrolled and zoomed; a double click tells the line."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPalette
from PySide6.QtPdf import QPdfDocument  # noqa: TID253 - this module is imported with its tab
from PySide6.QtPdfWidgets import QPdfView  # noqa: TID253 - as above
from PySide6.QtWidgets import QWidget
from typing_extensions import override

_POINTS_PER_INCH = 72.0
_SLACK = 1.0
_ZOOM_STEP = 1.25
_ZOOM_LIMITS = (0.25, 5.0)


class PageView(QPdfView):
    """Pages of a paper on a desk.

    Signals:
        line_chosen: Text of the line that was double-clicked.
        page_changed: Number of the page being read, and how many there are.
    """

    line_chosen = Signal(str)
    page_changed = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self.setAccessibleName("Документ, как он будет напечатан")
        # Not children of the view: Qt 6.9 crashes when a view deletes its own document.
        self._pdf = QPdfDocument(parent)
        self._buffer = QBuffer(parent)
        self._data = b""
        self.setDocument(self._pdf)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setPageSpacing(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pageNavigator().currentPageChanged.connect(self._tell_page)
        # The desk is darker than the paper in both themes.
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Dark, palette.color(QPalette.ColorRole.Mid))
        self.setPalette(palette)

    @property
    def data(self) -> bytes:
        """The PDF being shown; empty before the first."""
        return self._data

    @property
    def page_count(self) -> int:
        """Pages of the paper."""
        return self._pdf.pageCount()

    def show_pdf(self, data: bytes) -> None:
        """Show other pages and stay where the reader was."""
        bar = self.verticalScrollBar()
        was_at = bar.value()
        self._pdf.close()
        self._buffer.close()
        self._data = data
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._pdf.load(self._buffer)
        bar.setValue(min(was_at, bar.maximum()))
        self._tell_page(self.pageNavigator().currentPage())

    def zoom_in(self) -> None:
        """Show the pages larger."""
        self._zoom(_ZOOM_STEP)

    def zoom_out(self) -> None:
        """Show the pages smaller."""
        self._zoom(1 / _ZOOM_STEP)

    def fit_width(self) -> None:
        """Let a page fill the width again."""
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        line = self._line_at(event.position())
        if line:
            self.line_chosen.emit(line)
        super().mouseDoubleClickEvent(event)

    def _tell_page(self, page: int) -> None:
        self.page_changed.emit(page + 1, self.page_count)

    def _zoom(self, factor: float) -> None:
        factor_now = self._scale(0) / self._pixels_per_point() if self.page_count else 1.0
        low, high = _ZOOM_LIMITS
        self.setZoomMode(QPdfView.ZoomMode.Custom)
        self.setZoomFactor(min(max(factor_now * factor, low), high))

    def _pixels_per_point(self) -> float:
        return self.logicalDpiX() / _POINTS_PER_INCH

    def _scale(self, page: int) -> float:
        """Pixels per point of a page as it is shown now."""
        if self.zoomMode() is QPdfView.ZoomMode.Custom:
            return self._pixels_per_point() * self.zoomFactor()
        margins = self.documentMargins()
        width = self.viewport().width() - margins.left() - margins.right()
        return width / max(self._pdf.pagePointSize(page).width(), 1.0)

    def _line_at(self, position: QPointF) -> str:
        x = position.x() + self.horizontalScrollBar().value()
        y = position.y() + self.verticalScrollBar().value() - self.documentMargins().top()
        for page in range(self.page_count):
            size, scale = self._pdf.pagePointSize(page), self._scale(page)
            if y < size.height() * scale:
                return self._text_near(page, QPointF(x / scale, y / scale))
            y -= size.height() * scale + self.pageSpacing()
        return ""

    def _text_near(self, page: int, point: QPointF) -> str:
        # Qt selects between two letters only, so the lines of the page are asked one by one.
        text = self._pdf.getAllText(page).text()
        start = 0
        for line in text.splitlines(keepends=True):
            words = line.strip()
            if words:
                box = self._pdf.getSelectionAtIndex(page, start, len(words)).boundingRectangle()
                if box.top() - _SLACK <= point.y() <= box.bottom() + _SLACK:
                    return words
            start += len(line)
        return ""
