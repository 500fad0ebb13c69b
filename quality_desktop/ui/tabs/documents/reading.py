"""What the tab of papers asks the file: the desk of a paper at once, its pages when they are drawn."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id
from quality_desktop.services.paperwork import paper_desk, papers, printing
from quality_desktop.storage.store import Store
from quality_desktop.ui.jobs import Cancelled, Progress
from quality_desktop.ui.operations import Operations


class PaperReader(QObject):
    """Reads a paper off the thread of the window.

    Signals:
        desk_read: ``PaperDesk`` of the paper.
        pages_read: ``Composed`` and the PDF of its pages.
        refused: Why it cannot be composed; shown in the tab, a dialog at every visit would be a
            nuisance.
    """

    desk_read = Signal(object)
    pages_read = Signal(object, object)
    refused = Signal(str)

    def __init__(self, operations: Operations, folders: printing.Folders, parent: QObject) -> None:
        super().__init__(parent)
        self._operations = operations
        self._folders = folders
        self._round = 0

    def read(self, paper: Id) -> None:
        """Ask for a paper; an earlier question that has not been answered yet is dropped."""
        self._operations.ask(
            lambda store: paper_desk.desk(store=store, paper=paper, wording=self._folders.wording),
            lambda desk: None if desk is None else self.desk_read.emit(desk),
            owner=self,
        )
        self._round += 1
        mine = self._round

        def pages(store: Store, progress: Progress) -> tuple[papers.Composed, bytes] | QualityError:
            # Several edits in a row: only the last one is worth drawing.
            if mine != self._round:
                raise Cancelled
            try:
                composed = printing.compose(store=store, paper=paper, folders=self._folders)
                progress.check_cancelled()
                return composed, printing.preview(composed=composed, folders=self._folders)
            except QualityError as refusal:
                return refusal

        self._operations.run(pages, self._tell, title="Подготовка страниц", owner=self)

    def _tell(self, answer: tuple[papers.Composed, bytes] | QualityError) -> None:
        if isinstance(answer, QualityError):
            self.refused.emit(answer.sentence)
        else:
            self.pages_read.emit(*answer)
