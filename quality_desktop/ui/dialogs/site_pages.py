"""The pages of the website: written into a folder, then noted as published."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from quality_desktop.services.evidence import edits
from quality_desktop.services.site import site
from quality_desktop.services.site.site import WrittenSite
from quality_desktop.ui.dialogs.published import PublishedDialog
from quality_desktop.ui.plurals import counted

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store
    from quality_desktop.ui.dialogs.exchange import ExchangeDialog
    from quality_desktop.ui.jobs import Progress

_WORDS = (
    "Страницы записаны в папку. Когда они размещены на сайте, отметьте это: у каждого подтверждения "
    "появятся дата и адрес."
)


class SitePages(QObject):
    """Asks for a folder, writes with progress, offers to note what stands on the pages."""

    def __init__(self, dialog: ExchangeDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog

    def write(self) -> None:
        """Write the pages into a folder, then offer to note what stands on them."""
        dialog = self._dialog
        environment = dialog.environment
        folder = environment.messages.folder(
            dialog, "Папка для страниц сайта", dialog.folder_to_start()
        )
        if folder is None:
            return
        environment.preferences.remember_folder(folder)
        folders, style = dialog.paper_folders(), environment.site_style
        edition, today = dialog.scope.edition, date.today()

        def write(store: Store, progress: Progress) -> WrittenSite:
            return site.write_site(
                store=store, folder=folder, folders=folders, style=style, today=today,
                edition=edition, progress=progress.report,
            )  # fmt: skip

        dialog.run(write, self._on_written, title="Страницы для сайта")

    def _on_written(self, written: WrittenSite) -> None:
        pages = counted(written.pages, "страница", "страницы", "страниц")
        self._dialog.tell(
            f"Записано: {pages} – {written.folder / 'index.html'}",
            remarks=[problem.text for problem in written.problems],
        )
        count = len(written.waiting)
        if not count:
            return
        answer = PublishedDialog.ask(self._dialog, count=count, label="Адрес вкладки", words=_WORDS)
        if answer is not None:
            proofs = counted(count, "подтверждение", "подтверждения", "подтверждений")
            self._dialog.write(
                lambda store: edits.mark_put_on_site(
                    store=store, proofs=written.waiting, day=answer.day, tab=answer.address
                ),
                lambda _changes: self._dialog.tell(f"Отмечено размещённым: {proofs}."),
                title="Сохранение",
            )
