"""Column titles that wrap instead of being cut off."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QTableView

_PADDING = 8
_ALIGNMENT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def fit_header(table: QTableView) -> None:
    """Make the header as high as its tallest title needs at the present widths."""
    header, model = table.horizontalHeader(), table.model()
    wraps = Qt.TextFlag.TextWordWrap.value
    header.setDefaultAlignment(_ALIGNMENT | Qt.AlignmentFlag(wraps))
    metrics = header.fontMetrics()
    tallest = metrics.height()
    for column in range(model.columnCount()):
        if not table.isColumnHidden(column):
            title = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            place = QRect(0, 0, max(table.columnWidth(column) - _PADDING, 1), 1000)
            tallest = max(tallest, metrics.boundingRect(place, wraps, title).height())
    if header.height() != tallest + _PADDING:
        header.setFixedHeight(tallest + _PADDING)
