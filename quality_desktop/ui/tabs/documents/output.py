"""A paper leaves the program: saved as DOCX and PDF, printed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from quality_desktop.domain.records import Id
from quality_desktop.services.paperwork import printing
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.jobs import Progress
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.printing import new_printer, print_pages
from quality_desktop.ui.widgets.naming import named


class PaperOutput(QLabel):
    """Saves and prints; shows in one line what was done.

    Signals:
        handed_out: Id of the paper that was saved or printed.
    """

    handed_out = Signal(object)

    def __init__(
        self, operations: Operations, environment: Environment, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, "outcome", "Что сделано")
        self.setWordWrap(True)
        self._operations = operations
        self._environment = environment
        self.hide()

    def save(self, paper: Id, folders: printing.Folders) -> None:
        """Ask where to, and write both formats there."""
        start = self._environment.preferences.folder_to_save
        folder = self._environment.messages.folder(self, "Куда сохранить документ", start)
        if folder is None:
            return
        self._environment.preferences.remember_folder(folder)

        def write(store: Store, progress: Progress) -> printing.Written:
            return printing.write(
                store=store,
                paper=paper,
                folder=folder,
                formats=printing.FORMATS,
                folders=folders,
                is_named_in_words=True,
                progress=progress.report,
            )

        self._operations.run(
            write,
            lambda written: self._show_written(paper, written),
            title="Сохранение документа",
            owner=self,
        )

    def print(self, paper: Id | None, data: bytes, page_count: int) -> None:
        """Ask for a printer and print the pages shown of a paper."""
        from PySide6.QtPrintSupport import QPrintDialog

        printer = new_printer()
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, max(page_count, 1))
        answer = dialog.exec()
        dialog.deleteLater()
        if answer != QDialog.DialogCode.Accepted:
            return
        self._operations.run(
            lambda _store, progress: print_pages(data, printer, progress),
            lambda count: self._tell_done(paper, f"Отправлено на печать: страниц {count}."),
            title="Печать",
            owner=self,
        )

    def tell(self, sentence: str) -> None:
        """Show a sentence until the next edit."""
        self.setText(sentence)
        self.show()

    def _show_written(self, paper: Id, written: printing.Written) -> None:
        names = " и ".join(file.name for file in written.files)
        self._tell_done(paper, f"Сохранено: {names} – папка {written.files[0].parent}")

    def _tell_done(self, paper: Id | None, sentence: str) -> None:
        self.tell(sentence)
        if paper is not None:
            self.handed_out.emit(paper)
