"""The office's file as a whole: create, open, back up; who writes into it."""

from __future__ import annotations

import getpass
import platform
from pathlib import Path

from quality_desktop import __version__
from quality_desktop.domain.directory import Municipality
from quality_desktop.domain.errors import QualityError
from quality_desktop.services.district_file import samples, shares
from quality_desktop.storage.backup_rotation import Places
from quality_desktop.storage.network import lies_in_an_archive
from quality_desktop.storage.refusals import from_an_archive
from quality_desktop.storage.store import Store, Writer

SUFFIX = ".quality"
"""Ending of the office's files."""


def writer(*, author: str = "") -> Writer:
    """Who writes into files from this computer.

    Args:
        author: Name under the changes; that of the computer's user when it is empty.
    """
    return Writer(
        author=author or _user_of_the_computer(),
        host=platform.node(),
        program_version=__version__,
    )


def _user_of_the_computer() -> str:
    try:
        return getpass.getuser()
    except (
        ImportError,
        KeyError,
        OSError,
    ):  # the system knows no name; on Windows pwd is missing then
        return "без имени"


def create_file(
    *,
    path: Path,
    sample: str | None,
    samples_folder: Path,
    reference: Path,
    forms: Path,
    migrations: Path,
    writer: Writer,
    whose: Municipality | None = None,
    places: Places | None = None,
) -> Store:
    """Make a new file with catalogues and definitions, and a sample district when one is named.

    Args:
        path: Where.
        sample: Name of the sample; None for an empty district.
        samples_folder: Folder of the samples.
        reference: Folder of the catalogues.
        forms: Folder of the definitions of forms and indicators.
        migrations: Folder of the migrations.
        writer: Who writes.
        whose: Names of the district and its office, for a file without a sample.
        places: Where copies of the file go; none are made when omitted.

    Raises:
        QualityError: There is a file of this name already, the folder cannot be written or lies on
            a share without locks, or the sample is unknown. Nothing is left behind then.
    """
    shares.require_locks(path=path, is_new=True)
    records = samples.load(
        sample=sample, samples_folder=samples_folder, reference=reference, forms=forms
    )
    if whose is not None and sample is None:
        records.append(whose)
    store = Store.create(path, migrations=migrations, writer=writer, places=places)
    intent = "Новый файл" if sample is None else "Новый файл по образцу"
    try:
        with store.work(intent, kind="load") as work:
            work.put_all(records)
            work.commit()
    except BaseException:
        store.close()
        path.unlink(missing_ok=True)
        raise
    return store


def open_file(
    *, path: Path, migrations: Path, writer: Writer, places: Places | None = None
) -> Store:
    """Open a file of the office; an older one is brought up to date after a backup.

    Args:
        path: The file.
        migrations: Folder of the migrations.
        writer: Who writes.
        places: Where copies of the file go; made when absent.

    Raises:
        QualityError: The file cannot be used; the sentence says why.
    """
    if lies_in_an_archive(path):
        raise from_an_archive(path)
    shares.require_locks(path=path)
    return Store.open(path, migrations=migrations, writer=writer, places=places)


def back_up(*, store: Store, target: Path, may_replace: bool = False) -> None:
    """Write a whole copy of the file.

    Args:
        store: The file.
        target: Where to.
        may_replace: The user has agreed that a file of this name is replaced.

    Raises:
        QualityError: There is such a file already, or the copy cannot be written.
    """
    if target.is_dir():
        raise QualityError(f"«{target.name}» — папка: укажите имя файла в ней.")
    if target.exists() and not may_replace:
        raise QualityError(f"Файл «{target.name}» уже есть: выберите другое имя для копии.")
    store.back_up(target)
