"""A plan leaves the program: saved as a paper or a workbook, printed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from quality_desktop.services.roadmaps import printing
from quality_desktop.ui.shortcuts import Shortcut
from quality_desktop.ui.tab import Tab
from quality_desktop.ui.tabs.roadmap.page import PlanPage

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store
    from quality_desktop.ui.jobs import Progress

_FORMATS: Final = ("docx", "pdf")
_EXCEL: Final = "Книга Excel (*.xlsx)"


class PlanOutput(QObject):
    """Saves and prints the chosen plan.

    Attributes:
        save: The action that writes DOCX and PDF.
        print: The action that prints.
        export: The action that writes a workbook.
    """

    def __init__(self, tab: Tab, page: PlanPage) -> None:
        super().__init__(tab)
        self._tab = tab
        self._page = page
        self.save = tab.new_action("Сохранить DOCX и PDF…", "device-floppy", Shortcut.SAVE_PAPER)
        self.print = tab.new_action("Печать…", "printer", Shortcut.PRINT)
        self.export = tab.new_action("Сохранить план в Excel…", "table")
        self.save.triggered.connect(lambda _=False: self._save())
        self.print.triggered.connect(lambda _=False: self._print())
        self.export.triggered.connect(lambda _=False: self._export())

    def _save(self) -> None:
        tab, roadmap = self._tab, self._page.plan
        if roadmap is None:
            return
        folder = tab.environment.messages.folder(tab, "Куда сохранить план", self._start())
        if folder is None:
            return
        tab.environment.preferences.remember_folder(folder)
        fonts = tab.environment.fonts

        def write(store: Store, progress: Progress) -> tuple[Path, ...]:
            return printing.write(
                store=store,
                roadmap=roadmap,
                folder=folder,
                formats=_FORMATS,
                fonts=fonts,
                progress=progress.report,
            )

        tab.operations.run(write, self._told, title="Сохранение плана", owner=tab)

    def _export(self) -> None:
        tab, view = self._tab, self._page.model.view
        if view is None:
            return
        roadmap = view.roadmap
        name = printing.file_name(" ".join(roadmap.title.split()), roadmap.year)
        path = tab.environment.messages.file_to_save(
            tab, "Куда сохранить таблицу", self._start() / f"{name}.xlsx", _EXCEL
        )
        if path is None:
            return
        tab.environment.preferences.remember_folder(path.parent)

        def write(store: Store, _progress: Progress) -> tuple[Path, ...]:
            return (printing.export(store=store, roadmap=roadmap.id, path=path),)

        tab.operations.run(write, self._told, title="Сохранение таблицы", owner=tab)

    def _print(self) -> None:
        tab, roadmap = self._tab, self._page.plan
        if roadmap is None:
            return
        fonts = tab.environment.fonts

        def pages(store: Store, _progress: Progress) -> bytes:
            return printing.pages(store=store, roadmap=roadmap, fonts=fonts)

        tab.operations.run(pages, self._print_pages, title="Составление плана", owner=tab)

    def _print_pages(self, data: bytes) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        from quality_desktop.ui.printing import new_printer, print_pages

        tab, page = self._tab, self._page
        printer = new_printer()
        dialog = QPrintDialog(printer, tab)
        answer = dialog.exec()
        dialog.deleteLater()
        if answer == QDialog.DialogCode.Accepted:
            tab.operations.run(
                lambda _store, progress: print_pages(data, printer, progress),
                lambda count: page.say(f"Отправлено на печать: страниц {count}."),
                title="Печать",
                owner=tab,
            )

    def _told(self, files: tuple[Path, ...]) -> None:
        names = " и ".join(file.name for file in files)
        self._page.say(f"Сохранено: {names} – папка {files[0].parent}")

    def _start(self) -> Path:
        return self._tab.environment.preferences.folder_to_save
