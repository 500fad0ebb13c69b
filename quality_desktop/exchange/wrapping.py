"""What a received file is, by its content: mail and people rename files and put them into archives."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from enum import Enum
from pathlib import PurePosixPath
from typing import Final

from quality_desktop.exchange import package, sealing
from quality_desktop.exchange.refusing import SEND_AGAIN, RefusedError, damaged
from quality_desktop.language.numbers import counted

DATABASE_MAGIC: Final = b"SQLite format 3\x00"
HEAD_BYTES: Final = 4096
_DEPTH: Final = 3
_PIECE: Final = 1 << 20
_UNFINISHED: Final = (".part", ".crdownload", ".download", ".partial", ".opdownload", ".tmp")
_SIDE_FILES: Final = ("-journal", "-wal", "-shm", ".open")
_CLOUD: Final = 0x00401000  # RECALL_ON_DATA_ACCESS | OFFLINE: the content is not on this computer
_OFFICE: Final = "[Content_Types].xml"
_LETTER: Final = re.compile(
    rb"(?:return-path|received|mime-version|from|date|subject|message-id|x-[a-z-]+): ",
    re.IGNORECASE,
)

_ENVELOPE: Final = (
    "файл зашифрован или подписан другим средством: расшифруйте его там (КриптоАРМ, ViPNet) и "
    "выберите пакет"
)

# First bytes of what cannot be taken, and what to say about it.
_OTHERS: Final[tuple[tuple[bytes, str], ...]] = (
    (
        b"\x78\x9f\x3e\x22",
        "это вложение Outlook (winmail.dat): попросите отправителя послать письмо не в формате RTF",
    ),
    (b"Rar!", "это архив RAR: распакуйте его и выберите файл из него"),
    (b"7z\xbc\xaf\x27\x1c", "это архив 7z: распакуйте его и выберите файл из него"),
    (b"\x1f\x8b", "это архив gzip: распакуйте его и выберите файл из него"),
    (b"%PDF", "это документ PDF, а не пакет обмена: попросите прислать пакет (.qpack)"),
    (
        b"\xd0\xcf\x11\xe0",
        "это письмо Outlook или файл старого Office: сохраните вложение из письма",
    ),
    (b"\xff\xd8\xff", "это снимок, а не пакет обмена: попросите прислать пакет (.qpack)"),
    (b"\x89PNG", "это картинка, а не пакет обмена: попросите прислать пакет (.qpack)"),
    (b"MZ", "это программа, а не пакет обмена: не открывайте её и сообщите отправителю"),
    (
        b"-----BEGIN ",
        _ENVELOPE,
    ),
)
_ENVELOPES: Final = (b"\x30\x80\x06\x09", b"\x30\x82", b"\x30\x83", b"\x30\x84")


class Content(Enum):
    """What can be read."""

    DATABASE = "database"
    PACKAGE = "package"
    SEALED = "sealed"


def refuse_by_name(name: str, size: int, attributes: int) -> None:
    """Refuse what its name, size or place already tells to be no finished file.

    Args:
        name: Name of the file.
        size: Bytes on the disk.
        attributes: Windows' attributes of the file, 0 elsewhere.

    Raises:
        RefusedError: A side-file, an unfinished download, a file left in the cloud, an empty one.
    """
    lowered = name.lower()
    if is_side_file(name):
        raise RefusedError(
            "это служебный файл, который лежит рядом с файлом района: выберите сам файл"
        )
    if lowered.endswith(_UNFINISHED):
        raise RefusedError("файл ещё не скачан до конца: дождитесь загрузки и выберите его снова")
    if attributes & _CLOUD:
        raise RefusedError(
            "файл лежит в облаке, а не на этом компьютере: откройте его один раз, чтобы он скачался"
        )
    if size == 0:
        raise RefusedError(f"файл пуст (0 байт): {SEND_AGAIN}")


def is_side_file(name: str) -> bool:
    """Whether a program keeps a file beside another one for itself."""
    lowered = name.lower()
    return lowered.startswith(("~$", ".~lock.")) or lowered.endswith(_SIDE_FILES)


def told_apart(content: bytes) -> tuple[Content, bytes]:
    """What a file is, looked at through a few archives around it.

    Args:
        content: The whole file.

    Returns:
        What it is, and the file itself without its archives.

    Raises:
        RefusedError: It is nothing that an exchange could be about, or an archive of several files.
    """
    for _ in range(_DEPTH):
        kind = _content_of(content)
        if kind is not None:
            return kind, content
        content = _only_member(content)
    raise RefusedError("архив вложен в архив много раз: распакуйте его и выберите файл")


def _content_of(content: bytes) -> Content | None:
    """What a file is; None for an archive around something."""
    if content.startswith(DATABASE_MAGIC):
        return Content.DATABASE
    if content.startswith(sealing.MAGIC):
        return Content.SEALED
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(content)
    for start, sentence in _OTHERS:
        if content.startswith(start):
            raise RefusedError(sentence)
    if content.startswith(_ENVELOPES):
        raise RefusedError(_ENVELOPE)
    head = content[:HEAD_BYTES]
    if not head.strip(b"\x00"):
        raise damaged("файл")
    if _LETTER.match(head):
        raise RefusedError("это письмо целиком: откройте его в почте и сохраните вложение")
    raise RefusedError(
        "это не пакет обмена и не файл района: выберите файл .qpack или .quality, который вам прислали"
    )


def _archive(content: bytes) -> Content | None:
    if package.is_package(content):
        return Content.PACKAGE
    if package.was_package(content):
        raise damaged()
    names = package.names_in(content)
    if _OFFICE in names:
        raise RefusedError(
            "это книга Excel или документ Word: ответы школ и таблицы загружают на вкладке "
            "«Мониторинг», а здесь нужен пакет обмена (.qpack)"
        )
    if not names and not content.startswith(b"PK\x05\x06"):
        raise damaged()
    return None


_UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    ValueError,
    OSError,  # how a stream of bzip2 says that it is spoilt
)


def _only_member(content: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if _is_content(one)]
            if len(members) != 1:
                raise RefusedError(
                    "архив пуст: попросите прислать пакет (.qpack)"
                    if not members
                    else f"в архиве {counted(len(members), 'файл', 'файла', 'файлов')}: распакуйте его и "
                    "выберите нужные"
                )
            return _read(archive, members[0])
    except _UNREADABLE as error:
        raise damaged("архив") from error


def _is_content(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    return not member.is_dir() and "__MACOSX" not in path.parts and path.name != ".DS_Store"


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.flag_bits & 1:
        raise RefusedError("архив закрыт паролем: распакуйте его и выберите файл из него")
    if member.file_size > package.MOST_PACKED_BYTES:
        raise RefusedError("файл в архиве слишком велик: распакуйте архив и выберите файл из него")
    content = io.BytesIO()  # reading it at once would hold the whole three times
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            content.write(piece)
            if content.tell() > package.MOST_PACKED_BYTES:
                raise damaged("архив")
    return content.getvalue()
