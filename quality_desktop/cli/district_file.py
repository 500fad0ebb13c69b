"""The office's file and the bundled folders as commands need them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from quality_desktop import paths
from quality_desktop.domain.errors import QualityError

if TYPE_CHECKING:  # imported for real by the commands that need them: a command must start fast
    from quality_desktop.services.district_file.backups import Places
    from quality_desktop.services.exchange.desk import ExchangeDesk
    from quality_desktop.services.paperwork.printing import Folders
    from quality_desktop.storage.store import Store, Writer


def made_folder(folder: Path) -> Path:
    """Make the folder of ``--out``.

    Raises:
        QualityError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise QualityError(
            f"Папку «{folder}» создать нельзя: укажите другую в параметре --out."
        ) from error
    return folder


def create_store(path: Path, sample: str | None) -> Store:
    """Make a new file with the catalogues, and a sample when one is named."""
    from quality_desktop.services.district_file import files

    bundled = paths.bundled()
    return files.create_file(
        path=path,
        sample=sample,
        samples_folder=bundled.samples,
        reference=bundled.reference,
        forms=bundled.forms,
        migrations=bundled.migrations,
        writer=_writer(),
    )


def open_store(path: Path) -> Store:
    """Open the office's file; that it lies on a share is said on stderr.

    Raises:
        QualityError: It cannot be opened; of a file that another computer seems to have, the
            sentence says how to go on when that computer is off.
    """
    from quality_desktop.services.district_file import files, shares

    try:
        store = files.open_file(
            path=path,
            migrations=paths.bundled().migrations,
            writer=_writer(),
            places=copy_places(),
        )
    except shares.HeldElsewhereError as error:
        raise QualityError(
            f"{error.sentence} Если тот компьютер выключен, удалите «{shares.side_file(path).name}» рядом "
            "с файлом и повторите."
        ) from error
    if sentence := shares.warning(path=path):
        print(sentence, file=sys.stderr)
    return store


def exchange_desk() -> ExchangeDesk:
    """Keys, words and compared senders of this user."""
    from quality_desktop.services.exchange.desk import ExchangeDesk

    bundled = paths.bundled()
    return ExchangeDesk(
        keys=paths.user_folders().keys,
        words=bundled.exchange_words,
        migrations=bundled.migrations,
    )


def _writer() -> Writer:
    """Who writes: the name that the user gave in the window, else that of the computer's user."""
    from quality_desktop.services.district_file import files
    from quality_desktop.settings import load_settings

    return files.writer(author=load_settings(paths.user_folders().settings_file).author)


def copy_places() -> Places:
    """Where copies of files go; what could not be copied is said on stderr."""
    from quality_desktop.services.district_file.backups import Places
    from quality_desktop.settings import load_settings

    folders = paths.user_folders()
    second = load_settings(folders.settings_file).backup_folder

    def warn(sentence: str) -> None:
        print(sentence, file=sys.stderr)

    return Places(folder=folders.backups, second=Path(second) if second else None, warn=warn)


def kind_titles() -> Mapping[str, str]:
    """What people call the kinds of records."""
    from quality_desktop.services.history import words

    kinds = words.load(reference=paths.bundled().reference).kinds
    return {kind: found.title for kind, found in kinds.items()}


def print_folders() -> Folders:
    """The folders that papers are printed from."""
    from quality_desktop.services.paperwork.printing import Folders

    bundled = paths.bundled()
    return Folders(
        wording=bundled.wording,
        reference=bundled.reference,
        language=bundled.language,
        fonts=bundled.fonts,
    )
