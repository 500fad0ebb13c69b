"""The register of proofs as a workbook, where a person chooses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop.services import table_export
from quality_desktop.services.evidence import register
from quality_desktop.services.evidence.register import ProofRegister, ProofRow

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store
    from quality_desktop.ui.dialogs.exchange import ExchangeDialog
    from quality_desktop.ui.jobs import Progress


def save_register(dialog: ExchangeDialog, found: ProofRegister, rows: Sequence[ProofRow]) -> None:
    """Ask where to, and save these lines and the table of readiness.

    Args:
        dialog: The dialog in front; it tells what was saved.
        found: The register.
        rows: Lines as they are seen.
    """
    path = dialog.environment.messages.file_to_save(
        dialog,
        "Сохранить подтверждения в Excel",
        dialog.folder_to_start() / "Подтверждения.xlsx",
        "Таблицы Excel (*.xlsx)",
    )
    if path is None:
        return
    dialog.environment.preferences.remember_folder(path.parent)
    sheets = register.sheets(found=found, rows=rows)

    def write(_store: Store, _progress: Progress) -> Path:
        return table_export.save_all(path=path, sheets=sheets)

    dialog.run(write, lambda saved: dialog.tell(f"Сохранено: {saved}"), title="Сохранение таблицы")
