"""Files and history beside the chosen row of a plan: asked for when the cursor rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from quality_desktop.domain.evidence import DOCUMENT_SUFFIXES
from quality_desktop.services.district_file import history
from quality_desktop.services.office import kept_files
from quality_desktop.services.office.kept_files import KeptFile
from quality_desktop.storage.history import HistoryEntry
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.roadmap.page import PlanPage
from quality_desktop.ui.tabs.roadmap.side import RoadmapSide

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

_REST_MS: Final = 150
_OPENED: Final = "opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is asked about the chosen row."""

    files: tuple[KeptFile, ...]
    history: tuple[HistoryEntry, ...]


class PlanFiles(QObject):
    """Keeps, opens and removes files of the chosen row; shows its history."""

    def __init__(self, tab: Tab, page: PlanPage, panel: RoadmapSide) -> None:
        super().__init__(tab)
        self._tab = tab
        self._page = page
        self._panel = panel
        self._resting = QTimer(self, singleShot=True, interval=_REST_MS)
        self._resting.timeout.connect(self._ask)
        panel.attach_requested.connect(self._attach)
        panel.open_requested.connect(self._open)
        panel.detach_requested.connect(self._detach)

    def ask_soon(self) -> None:
        """Ask when the cursor has rested for a moment."""
        self._resting.start()

    def _ask(self) -> None:
        tab, page, line = self._tab, self._page, self._page.current_line
        if line is None or line.row is None:
            return
        record = line.id

        def question(store: Store) -> Around:
            return Around(
                files=kept_files.of_record(store=store, owner="row", record=record),
                history=history.of_record(store=store, record=record),
            )

        def show(around: Around) -> None:
            now = page.current_line
            if now is not None and now.id == record:
                self._panel.show_line(now, page.model.today)
                self._panel.show_files(around.files)
                self._panel.add_history(around.history)

        tab.operations.ask(question, show, owner=tab)

    def _attach(self) -> None:
        tab, line = self._tab, self._page.current_line
        if line is None or line.row is None:
            return
        start = tab.environment.preferences.folder_to_read
        path = tab.environment.messages.file_to_open(
            tab, "Файл подтверждения", start, "Все файлы (*)"
        )
        if path is not None:
            tab.environment.preferences.remember_source(path.parent)
            record = line.id
            self._page.do(
                lambda store: kept_files.keep(store=store, owner="row", record=record, path=path)
            )

    def _open(self, file: KeptFile) -> None:
        tab, page = self._tab, self._page
        if Path(file.name).suffix.lower() not in DOCUMENT_SUFFIXES:
            page.refuse(f"«{file.name}» не документ и из программы не открывается.")
            return
        folder = tab.environment.user_folder / _OPENED

        def show(path: Path) -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
                page.refuse(
                    f"Не удалось открыть «{path.name}»: откройте его сами, он здесь: {path}"
                )

        tab.operations.ask(
            lambda store: kept_files.take_out(
                store=store, attachment=file.attachment.id, folder=folder
            ),
            show,
            owner=tab,
        )

    def _detach(self, file: KeptFile) -> None:
        key = file.attachment.id
        self._page.do(lambda store: kept_files.remove(store=store, attachment=key))
