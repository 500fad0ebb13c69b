"""What a file really is, by its name and its first bytes: mail and people rename files."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.sheets.cells import BookKind, Limits

RESEND = "попросите прислать файл ещё раз"

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (
    b"\x09\x08",
    b"\x09\x04",
    b"\x09\x02",
    b"\x09\x00",
)  # BOF records of Excel 2 to 95 without OLE2
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_TNEF = b"\x78\x9f\x3e\x22"
_OLE2_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_OLE2_BOOK = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_OLE2_MAIL = "__properties_version".encode("utf-16-le")
_OLE2_LETTER = "WordDocument".encode("utf-16-le")
_CLOUD_ATTRIBUTES = (
    0x00401000  # RECALL_ON_DATA_ACCESS | OFFLINE: the content is not on this computer
)
_UNFINISHED = (".part", ".crdownload", ".download", ".partial", ".opdownload", ".tmp")
_TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
_STUB_BYTES = 2048

# First bytes of what cannot be a table, and what to say about it.
_OTHER_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "это PDF, из него нельзя взять числа: попросите прислать таблицу Excel (.xlsx)"),
    (b"Rar!", "это архив RAR: распакуйте его и выберите таблицу из него"),
    (b"7z\xbc\xaf\x27\x1c", "это архив 7z: распакуйте его и выберите таблицу из него"),
    (b"\x1f\x8b", "это архив gzip: распакуйте его и выберите таблицу из него"),
    (b"\xff\xd8\xff", "это снимок (JPEG), из него нельзя взять числа: попросите прислать таблицу"),
    (b"\x89PNG", "это картинка (PNG), из неё нельзя взять числа: попросите прислать таблицу"),
    (b"SQLite format 3\x00", "это файл базы данных, а не таблица: откройте его командой «Открыть»"),
    (b"{\\rtf", "это текст Word (RTF), а не таблица: попросите прислать таблицу Excel (.xlsx)"),
    (b"MZ", "это программа, а не таблица: не открывайте её и сообщите отправителю"),
    (
        _TNEF,
        "это вложение Outlook (winmail.dat): попросите отправителя послать письмо не в формате RTF",
    ),
)

_MARKUP = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|table|meta|\?xml|!--)", re.IGNORECASE)


def refuse_by_name(path: Path, size: int, attributes: int = 0) -> None:
    """Refuse what its name, size or place already tells to be no finished file.

    Args:
        path: The file.
        size: Bytes on the disk.
        attributes: Windows' attributes of the file, 0 elsewhere.

    Raises:
        FileRefusedError: An owner file of Excel, an unfinished download, or a file left in the cloud.
    """
    name = path.name
    if name.startswith(("~$", ".~lock.")):
        raise FileRefusedError(
            "это служебный файл открытой книги: закройте книгу в Excel и выберите её саму"
        )
    if name.lower().endswith(_UNFINISHED):
        raise FileRefusedError(
            "файл ещё не скачан до конца: дождитесь загрузки и выберите его снова"
        )
    if attributes & _CLOUD_ATTRIBUTES:
        raise FileRefusedError(
            "файл лежит в облаке, а не на этом компьютере: откройте его один раз, чтобы он скачался"
        )
    if size == 0:
        raise FileRefusedError(f"файл пуст (0 байт): {RESEND}")


def refuse_by_size(size: int, limits: Limits) -> None:
    """Refuse what is larger than any honest form or table.

    Raises:
        FileRefusedError: The file is too large.
    """
    if size > limits.file_bytes:
        raise FileRefusedError(
            f"файл больше {limits.file_bytes // 1024**2} МБ, так велика форма или таблица не бывает: "
            "удалите из неё картинки и лишние листы"
        )


def cloud_attributes(status: object) -> int:
    """Windows' attributes out of the result of ``stat``; 0 elsewhere."""
    found = getattr(status, "st_file_attributes", 0)
    return found if isinstance(found, int) else 0


def is_ordinary_file(mode: int) -> bool:
    """Whether the mode of ``stat`` is that of a file with content, not of a folder or a device."""
    return stat.S_ISREG(mode)


def kind_of(name: str, content: bytes) -> BookKind:
    """Tell a workbook from a text table, and both from everything else, by content.

    Args:
        name: Name of the file; only its ending is looked at, and only for what could be text.
        content: The whole file.

    Returns:
        What to read it as.

    Raises:
        FileRefusedError: It is neither; the sentence says what it is and what to do.
    """
    if content.startswith(_OLE2):
        raise FileRefusedError(_what_ole2_is(content))
    if content.startswith(_ZIP):
        return "xlsx"
    if content.startswith(_EMPTY_ZIP):
        raise FileRefusedError(f"архив пуст: {RESEND}")
    for start, sentence in _OTHER_KINDS:
        if content.startswith(start):
            raise FileRefusedError(sentence)
    if content.startswith(_BIFF) and b"\x00" in content[:16]:
        raise FileRefusedError(_OLD_EXCEL)
    return _text_kind(name, content)


_OLD_EXCEL = (
    "это книга старого Excel (.xls): откройте её в Excel или LibreOffice и сохраните как "
    "«Книга Excel (.xlsx)»"
)


def _what_ole2_is(content: bytes) -> str:
    if _OLE2_PASSWORD in content:
        return "файл защищён паролем: снимите пароль в Excel и сохраните книгу снова"
    if _OLE2_MAIL in content:
        return "это письмо Outlook (.msg): откройте его и сохраните вложенную таблицу"
    if any(name in content for name in _OLE2_BOOK):
        return _OLD_EXCEL
    if _OLE2_LETTER in content:
        return "это текст Word (.doc), а не таблица: попросите прислать таблицу Excel (.xlsx)"
    return "это файл старого Office: откройте его в Excel и сохраните как «Книга Excel (.xlsx)»"


def _text_kind(name: str, content: bytes) -> BookKind:
    lowered = name.lower()
    if _MARKUP.match(content.removeprefix(b"\xef\xbb\xbf")[:512]):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in content[:4096]:
            raise FileRefusedError(
                "это таблица XML 2003: откройте её в Excel и сохраните как «Книга Excel (.xlsx)»"
            )
        raise FileRefusedError(
            "это веб-страница, а не книга Excel: откройте её в Excel и сохраните как «Книга Excel (.xlsx)»"
        )
    if content.startswith((b"Return-Path:", b"Received:", b"MIME-Version:")):
        raise FileRefusedError("это письмо целиком: откройте его и сохраните вложенную таблицу")
    if lowered.endswith(_TEXT_SUFFIXES):
        return "csv"
    if _looks_like_text(content):
        if _is_outlook_stub(content):
            raise FileRefusedError(
                f"вместо таблицы пришла заметка почтовой программы о вложении: {RESEND}"
            )
        if lowered.endswith((".xlsx", ".xlsm", ".xls")):
            raise FileRefusedError(
                "это текст, названный книгой Excel: откройте его в Excel и сохраните как "
                "«Книга Excel (.xlsx)» или переименуйте в .csv"
            )
        return "csv"
    if lowered.endswith((".xlsx", ".xlsm")):
        raise FileRefusedError(f"файл повреждён при передаче: {RESEND}")
    raise FileRefusedError("это не таблица: выберите файл .xlsx или .csv")


def _looks_like_text(content: bytes) -> bool:
    head = content[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    controls = sum(byte < 32 and byte not in (9, 10, 13) for byte in head)
    return controls == 0 and any(separator in head for separator in (b";", b",", b"\t", b"\n"))


def _is_outlook_stub(content: bytes) -> bool:
    """Mail programs replace a dropped attachment by a short note; it has no table in it."""
    words = (b"attachment", b"outlook", "вложени".encode(), "вложени".encode("cp1251"))
    return len(content) <= _STUB_BYTES and any(word in content.lower() for word in words)
