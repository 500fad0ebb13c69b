"""The monitoring grid as a table of a file: schools as they are shown, figures exact."""

from __future__ import annotations

from fractions import Fraction

from quality_desktop.domain.collection.answers import Answer, shown
from quality_desktop.domain.collection.monitoring import DataElement, ValueType
from quality_desktop.services.table_export import Cell, ExportColumn, ExportSheet
from quality_desktop.ui.models.monitoring_grid import MonitoringModel


def export_sheet(model: MonitoringModel, title: str) -> ExportSheet:
    """What is shown now, for a file of Excel.

    Args:
        model: The grid.
        title: Name of the sheet and its first line.
    """
    sheet = model.sheet
    columns = () if sheet.grid is None else sheet.grid.columns
    return ExportSheet(
        title=title,
        columns=(
            ExportColumn(title="Школа"),
            *(ExportColumn(title=c.heading, decimals=_decimals(c.element)) for c in columns),
        ),
        rows=tuple(
            (
                sheet.rows[number].name,
                *(
                    _cell(sheet.in_force(number, place), column.element)
                    for place, column in enumerate(columns)
                ),
            )
            for number in model.visible.numbers
        ),
        notes=("Пустая ячейка – школа не ответила; 0 – школа ответила «ноль».",),
    )


def _decimals(element: DataElement) -> int | None:
    is_number = element.type in (ValueType.WHOLE, ValueType.DECIMAL)
    return element.decimals if is_number else None


def _cell(answer: Answer, element: DataElement) -> Cell:
    if answer.is_empty:
        return None
    if answer.number is not None and _decimals(element) is not None:
        number: Fraction = answer.number
        return number.numerator if number.denominator == 1 else number
    return shown(answer, element)
