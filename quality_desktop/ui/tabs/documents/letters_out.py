"""Letters of a paper to all its addressees, into a folder that a person chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quality_desktop.services.register.entries import Entry

if TYPE_CHECKING:
    from quality_desktop.services.paperwork.printing import Folders
    from quality_desktop.ui.tab_view import TabView


def write_letters(view: TabView, entry: Entry, folders: Folders) -> None:
    """Ask for a folder and write a letter to every addressee, with progress and cancel.

    Args:
        view: The view in front; it tells what was written.
        entry: Line of the paper.
        folders: Bundled folders.
    """
    from quality_desktop.services.paperwork import addressed_letters, printing

    environment = view.environment
    start = environment.preferences.folder_to_save
    folder = environment.messages.folder(view, "Куда записать письма", start)
    if folder is None:
        return
    environment.preferences.remember_folder(folder)
    view.operations.run(
        lambda store, progress: addressed_letters.write_letters(
            store=store,
            paper=entry.record,
            folder=folder,
            formats=printing.FORMATS,
            folders=folders,
            progress=progress.report,
        ),
        lambda written: view.tell(
            f"Записано писем: {written.letters}, все вместе – «{addressed_letters.ALL_IN_ONE}». "
            f"Папка {folder}"
        ),
        title="Письма адресатам",
        owner=view,
        refused=lambda sentence: environment.messages.refuse(view, sentence),
    )
