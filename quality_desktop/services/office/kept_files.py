"""Files kept inside the office's file beside the records they prove: put in, taken out, removed."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id, new_id
from quality_desktop.domain.register import Attachment, StoredFile, stored_file_id
from quality_desktop.services.file_names import safe_name
from quality_desktop.storage.disk import replace as put_in_place
from quality_desktop.storage.disk import temporary_beside
from quality_desktop.storage.failures import explained

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store
    from quality_desktop.storage.unit_of_work import UnitOfWork

Owner = Literal["paper", "addressee", "incoming", "evidence", "row"]
"""Field of an attachment that names the record it belongs to."""

MOST_BYTES: Final = 5 * 1024 * 1024
"""The office's file travels by e-mail with all that is kept in it."""
_NAME_LENGTH: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file beside a record, without its bytes.

    Attributes:
        attachment: Its record.
        name: Name of the file.
        size: Bytes.
    """

    attachment: Attachment
    name: str
    size: int


def of_record(*, store: Store, owner: Owner, record: Id) -> tuple[KeptFile, ...]:
    """Files beside a record, in order."""
    found: list[KeptFile] = []
    for one in sorted(store.all(Attachment, **{owner: record}), key=lambda a: (a.place, a.id)):
        file = store.get(StoredFile, one.file)
        if file is not None:
            found.append(KeptFile(attachment=one, name=file.name, size=file.size))
    return tuple(found)


def keep(*, store: Store, owner: Owner, record: Id, path: Path, title: str = "") -> Changes:
    """Copy a file into the office's file, beside a record; the same bytes are kept once.

    Args:
        store: The file.
        owner: What kind of record.
        record: Which one.
        path: The file to copy.
        title: What it is; its name when empty.

    Raises:
        QualityError: It cannot be read, is empty or too large.
    """
    file = read(path)
    with store.work(f"Приложен файл «{file.name}»") as work:
        put_beside(work, owner=owner, record=record, file=file, title=title)
        return work.commit()


def read(path: Path) -> StoredFile:
    """A file as it is kept.

    Raises:
        QualityError: It cannot be read, is empty or too large.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if 0 < size <= MOST_BYTES else b""
    except OSError as error:
        raise QualityError(
            f"Файл «{path.name}» не читается: закройте его в другой программе и выберите снова."
        ) from error
    if size > MOST_BYTES:
        raise QualityError(
            f"Файл «{path.name}» больше {MOST_BYTES // 1024**2} МБ: приложите ссылку на него "
            "или сожмите его."
        )
    if not content:
        raise QualityError(f"Файл «{path.name}» пуст: проверьте, тот ли это файл.")
    fingerprint = hashlib.sha256(content).hexdigest()
    name = path.name[-_NAME_LENGTH:]
    return StoredFile(
        id=stored_file_id(fingerprint, name),
        name=name,
        size=len(content),
        fingerprint=fingerprint,
        content=base64.b64encode(content).decode("ascii"),
    )


def content_of(file: StoredFile) -> bytes | None:
    """The bytes of a kept file; None when they are not those that were put in."""
    try:
        content = base64.b64decode(file.content, validate=True)
    except ValueError:  # no base64, or letters that are not ASCII
        return None
    return content if hashlib.sha256(content).hexdigest() == file.fingerprint else None


def put_beside(
    work: UnitOfWork, *, owner: Owner, record: Id, file: StoredFile, title: str = ""
) -> None:
    """Keep a file beside a record, as a part of other work; the same bytes are kept once."""
    beside = work.all(Attachment, **{owner: record})
    if any(one.file == file.id for one in beside):
        return
    if work.get(StoredFile, file.id) is None:
        work.put(file)
    work.put(
        Attachment(id=new_id(), file=file.id, title=title, place=len(beside), **{owner: record})
    )


def remove_beside(work: UnitOfWork, *, owner: Owner, record: Id) -> None:
    """Remove all files of a record, as a part of other work."""
    for one in work.all(Attachment, **{owner: record}):
        _remove(work, one)


def _remove(work: UnitOfWork, attachment: Attachment) -> None:
    work.delete(Attachment, attachment.id)
    if not work.all(Attachment, file=attachment.file):
        work.delete(StoredFile, attachment.file)


def take_out(*, store: Store, attachment: Id, folder: Path) -> Path:
    """Write a kept file into a folder and tell where; a file of that name there is replaced.

    Raises:
        QualityError: The attachment is gone, its bytes are damaged, or the folder cannot be written.
    """
    found = store.get(Attachment, attachment)
    file = None if found is None else store.get(StoredFile, found.file)
    if file is None:
        raise QualityError("Этого файла уже нет: его удалили. Обновите список.")
    content = content_of(file)
    if content is None:
        raise QualityError(f"Файл «{file.name}» повреждён: приложите его заново.")
    # The name may come from another office: only what every system takes is left of it.
    stem, dot, ending = file.name.rpartition(".")
    target = (
        folder / f"{safe_name(stem)}.{safe_name(ending)}" if dot else folder / safe_name(ending)
    )
    with explained(target):
        folder.mkdir(parents=True, exist_ok=True)
        with temporary_beside(target) as temporary:
            temporary.write_bytes(content)
            put_in_place(temporary, target)
    return target


def remove(*, store: Store, attachment: Id) -> Changes:
    """Remove a file from beside its record; its bytes go with the last mention of them."""
    found = store.get(Attachment, attachment)
    if found is None:
        return Changes()
    with store.work("Удаление приложенного файла") as work:
        _remove(work, found)
        return work.commit()
