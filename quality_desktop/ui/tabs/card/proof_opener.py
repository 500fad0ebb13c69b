"""Opening what proves a position: a page, the copy kept inside, a file where it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from quality_desktop.domain.evidence import DOCUMENT_SUFFIXES, Evidence
from quality_desktop.services.office import kept_files

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store
    from quality_desktop.ui.tab import Tab

_OPENED: Final = "открытые"


class ProofOpener(QObject):
    """Hands proofs to the programs of the system; programs themselves are never run."""

    def __init__(self, tab: Tab) -> None:
        super().__init__(tab)
        self._tab = tab

    def open(self, proof: Evidence) -> None:
        """Open a page, or the copy of a file that is kept inside, else the file where it was."""
        if proof.form == "link":
            self._open_where_it_is(proof)
            return
        folder = self._tab.environment.user_folder / _OPENED

        def take_out(store: Store) -> Path | None:
            kept = kept_files.of_record(store=store, owner="evidence", record=proof.id)
            if not kept:
                return None
            key = kept[0].attachment.id
            return kept_files.take_out(store=store, attachment=key, folder=folder)

        def show(path: Path | None) -> None:
            known = proof if path is None else replace(proof, form="file", locator=str(path))
            self._open_where_it_is(known)

        self._tab.operations.ask(take_out, show, owner=self._tab)

    def _open_where_it_is(self, proof: Evidence) -> None:
        reason = refusal_to_open(proof)
        if reason:
            self._refuse(reason)
            return
        is_link = proof.form == "link"
        url = QUrl(proof.locator) if is_link else QUrl.fromLocalFile(proof.locator)
        if not QDesktopServices.openUrl(url):
            self._refuse(f"Не удалось открыть «{proof.locator}»: откройте вручную.")

    def _refuse(self, sentence: str) -> None:
        self._tab.environment.messages.refuse(self._tab, sentence)


def refusal_to_open(proof: Evidence) -> str:
    """Why a proof is not opened from the program; empty when it is."""
    locator = proof.locator.strip()
    if proof.form == "link":
        is_page = locator.startswith(("http://", "https://"))
        return "" if is_page else f"«{locator}» не адрес страницы: исправьте подтверждение."
    path = Path(locator)
    if not path.is_file():
        return (
            f"Файла «{path.name}» нет в папке {path.parent}: проверьте путь или приложите заново."
        )
    if path.suffix.lower() not in DOCUMENT_SUFFIXES:
        return f"Файл «{path.name}» не документ и из программы не открывается: откройте его сами."
    return ""
