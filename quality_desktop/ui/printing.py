"""Printing a paper: its PDF pages, drawn on the printer off the thread of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QPageLayout, QPainter

from quality_desktop.domain.errors import QualityError
from quality_desktop.ui.jobs import Progress

if TYPE_CHECKING:  # slow to load, so the functions import them when the first paper is printed
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

_DPI = 300
_POINTS_PER_INCH = 72.0


def new_printer() -> QPrinter:
    """A printer that prints the whole sheet: the paper brings its own margins."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    printer.setResolution(_DPI)
    return printer


def print_pages(data: bytes, printer: QPrinter, progress: Progress) -> int:
    """Print a PDF page by page, each in its own orientation.

    Args:
        data: The PDF.
        printer: Where to; its range of pages is kept to.
        progress: Told of every page; a wish to stop aborts the job.

    Returns:
        Number of pages printed.

    Raises:
        QualityError: The printer cannot be used.
    """
    from PySide6.QtPdf import QPdfDocument

    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    pdf = QPdfDocument()
    pdf.load(buffer)
    pages = _chosen_pages(pdf.pageCount(), printer)
    _orient(printer, pdf, pages[0])
    painter = QPainter()
    if not painter.begin(printer):
        raise QualityError("Принтер не отвечает: проверьте, включён ли он, и повторите печать.")
    try:
        for number, page in enumerate(pages):
            progress.report(number, len(pages), f"Печать: страница {page + 1}")
            if number:
                _orient(printer, pdf, page)
                printer.newPage()
            _draw(painter, printer, pdf, page)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
        pdf.close()
    return len(pages)


def _chosen_pages(count: int, printer: QPrinter) -> range:
    first, last = printer.fromPage() or 1, printer.toPage() or count
    return range(min(first, count) - 1, min(last, count))


def _orient(printer: QPrinter, pdf: QPdfDocument, page: int) -> None:
    size = pdf.pagePointSize(page)
    is_wide = size.width() > size.height()
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
    )


def _draw(painter: QPainter, printer: QPrinter, pdf: QPdfDocument, page: int) -> None:
    scale = printer.resolution() / _POINTS_PER_INCH
    size = pdf.pagePointSize(page)
    pixels = QSize(round(size.width() * scale), round(size.height() * scale))
    image = pdf.render(page, pixels)
    painter.drawImage(QRect(0, 0, pixels.width(), pixels.height()), image)
