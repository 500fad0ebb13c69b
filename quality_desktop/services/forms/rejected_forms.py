"""What could not be taken of the answers, as a workbook that goes back to the schools."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from quality_desktop.domain.errors import Severity
from quality_desktop.services.forms.received_forms import FormsPreview, Verdict
from quality_desktop.sheets.tables_out import Column, Table, to_xlsx
from quality_desktop.storage.disk import replace, temporary_beside
from quality_desktop.storage.failures import explained

_COLUMNS = (
    Column(title="Файл", width=34),
    Column(title="Школа", width=30),
    Column(title="Лист", width=14),
    Column(title="Ячейка", width=12),
    Column(title="Что вписано", width=22),
    Column(title="Что не так и что сделать", width=80),
    Column(title="Важность", width=16),
)
_SHOWN = {Severity.ERROR: "исправить", Severity.WARNING: "проверить"}
_FINE = (Verdict.READY, Verdict.ALREADY)


def rejected_workbook(*, preview: FormsPreview, keys: Collection[str] | None = None) -> bytes:
    """Every problem in a row of its own, with its file, school, sheet and cell.

    Args:
        preview: From ``form_reading.preview``.
        keys: Forms to tell of; all when omitted.
    """
    rows: list[list[str]] = []
    for each in preview.received:
        if keys is not None and each.key not in keys:
            continue
        school = each.school_name
        if each.sentence and each.verdict not in (*_FINE, Verdict.WITH_ERRORS):
            rows.append([each.file, school, each.sheet, "", "", each.sentence, "исправить"])
        rows.extend(
            [each.file, school, p.sheet, p.cell, p.raw, _sentence(p.text), _SHOWN[p.severity]]
            for p in each.problems
        )
    title = "Что исправить в ответах школ"
    return to_xlsx([Table(name="Замечания", title=title, columns=_COLUMNS, rows=rows)])


def save_rejected(
    *, preview: FormsPreview, path: Path, keys: Collection[str] | None = None
) -> Path:
    """Write the workbook, whole or not at all.

    Raises:
        QualityError: The folder cannot be written, the disk is full, or the file is open elsewhere.
    """
    content = rejected_workbook(preview=preview, keys=keys)
    with explained(path), temporary_beside(path) as temporary:
        temporary.write_bytes(content)
        replace(temporary, path)
    return path


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
