"""What is judged about the archive of a workbook before any parser sees it."""

from __future__ import annotations

import contextlib
import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable

from quality_desktop.domain.errors import FileRefusedError
from quality_desktop.sheets.cells import Limits
from quality_desktop.sheets.file_kind import RESEND

DAMAGED = f"файл повреждён при передаче: {RESEND}"
SUSPICIOUS = "не открывайте его и сообщите отправителю"

WORD_TEXT = "word/document.xml"
"""The part of a Word text that holds its paragraphs and tables."""
_CONTENT_TYPES = "[Content_Types].xml"
# Absolute, on a disk, upwards, ending as Windows drops it, or a device of Windows.
_STRANGE_NAME = re.compile(
    r"^[/\\]|:|(?:^|[/\\])\.{1,2}(?:[/\\]|$)|[. ](?:[/\\]|$)"
    r"|(?:^|[/\\])(?:con|prn|aux|nul|com\d|lpt\d)(?:[./\\]|$)",
    re.IGNORECASE,
)
_NAME_LENGTH = 200
_LOCAL_HEADER = b"PK\x03\x04"
_HEADER_BYTES = 30
_SYMLINK = 0o120000
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MACROS = re.compile(r"vbaproject|macrosheets/|vbadata", re.IGNORECASE)
_OTHER_CODE = re.compile(r"activex/|embeddings/|oleobject", re.IGNORECASE)
# What the standard library raises of damaged archives; RuntimeError tells of a password in one place only.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
_DTD = (b"<!DOCTYPE", b"<!ENTITY")
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_ENCODING = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]*)""")

# What a zip is when it has no part of a workbook, by the part that tells.
_OTHER_ARCHIVES: tuple[tuple[str, str], ...] = (
    ("xl/workbook.bin", "это двоичная книга Excel (.xlsb): сохраните её как «Книга Excel (.xlsx)»"),
    (
        "content.xml",
        "это книга OpenDocument (.ods): откройте её и сохраните как «Книга Excel (.xlsx)»",
    ),
    (WORD_TEXT, "это текст Word (.docx), а не таблица: попросите прислать таблицу Excel"),
    ("ppt/presentation.xml", "это презентация, а не таблица: попросите прислать таблицу Excel"),
    ("Index/Document.iwa", "это таблица Numbers: сохраните её как «Книга Excel (.xlsx)»"),
)


class Archive:
    """The judged parts of a workbook, each read whole, once and within its declared size."""

    def __init__(self, file: zipfile.ZipFile, content: bytes) -> None:
        self._file = file
        self._content = content
        self._names = {info.filename.lower(): info for info in file.infolist()}

    def has(self, name: str) -> bool:
        """Whether there is a part of that name; Office compares names without case."""
        return name.lower() in self._names

    def names(self) -> Iterable[str]:
        """Names of the parts as they are spelled."""
        return (info.filename for info in self._names.values())

    def read(self, name: str) -> bytes:
        """Content of a part that is XML.

        Raises:
            FileRefusedError: The part is missing, damaged, not in UTF-8, or describes entities.
        """
        info = self._names.get(name.lower())
        if info is None:
            raise FileRefusedError(DAMAGED)
        content = _unpacked(self._content, info)
        if content is None:  # the library says what is wrong with it
            try:
                content = self._file.read(info)
            except _BROKEN as error:
                raise FileRefusedError(DAMAGED) from error
        _judge_xml(name, content)
        return content


def _unpacked(file: bytes, info: zipfile.ZipInfo) -> bytes | None:
    """A part unpacked in one step, within its declared size; None unless everything about it is in order.

    It says the same as the library, which reads in small steps and takes several times as long.
    """
    start = info.header_offset
    if info.compress_type != zipfile.ZIP_DEFLATED or file[start : start + 4] != _LOCAL_HEADER:
        return None
    lengths = file[start + 26 : start + _HEADER_BYTES]
    if len(lengths) != 4:
        return None
    name = start + _HEADER_BYTES
    after = name + int.from_bytes(lengths[:2], "little")
    begin = after + int.from_bytes(lengths[2:], "little")
    if file[name:after] != info.orig_filename.encode("ascii", "replace"):
        return None
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = unpacker.decompress(
            memoryview(file)[begin : begin + info.compress_size], info.file_size + 1
        )
    except zlib.error:
        return None
    is_whole = unpacker.eof and not unpacker.unused_data and len(content) == info.file_size
    return content if is_whole and zlib.crc32(content) == info.CRC else None


def _judge_xml(name: str, content: bytes) -> None:
    told = _ENCODING.match(content.removeprefix(b"\xef\xbb\xbf")[:200])
    is_utf8 = told is None or told[1].lower() in (b"utf-8", b"utf8", b"us-ascii")
    if content.startswith(_UTF16) or not is_utf8:
        raise FileRefusedError(
            f"часть «{name}» записана не в UTF-8: откройте книгу в Excel и сохраните снова"
        )
    if any(mark in content for mark in _DTD):
        raise FileRefusedError(
            f"часть «{name}» содержит описание DTD, которого в книгах Excel не бывает: {SUSPICIOUS}"
        )


def open_archive(content: bytes, limits: Limits) -> Archive:
    """Judge a workbook by its table of contents alone; nothing is unpacked.

    Args:
        content: The file, which begins as a zip.
        limits: What it may ask for.

    Returns:
        Its parts.

    Raises:
        FileRefusedError: It is damaged, no workbook, larger than allowed when unpacked, has macros, or has
            names that two readers would take differently.
    """
    try:
        file = zipfile.ZipFile(io.BytesIO(content))
    except _BROKEN as error:
        raise FileRefusedError(DAMAGED) from error
    infos = file.infolist()
    _judge_sizes(infos, limits)
    _judge_names(infos)
    for info in infos:
        _judge_part(info)
    archive = Archive(file, content)
    _judge_what_it_is(archive, limits)
    return archive


def _judge_sizes(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(infos) > limits.members:
        raise FileRefusedError(
            f"внутри файла {len(infos)} частей вместо обычных двух десятков: {SUSPICIOUS}"
        )
    if sum(info.file_size for info in infos) > limits.unpacked_bytes:
        raise FileRefusedError(
            f"в распакованном виде файл больше {limits.unpacked_bytes // 1024**2} МБ: {SUSPICIOUS}"
        )
    for info in infos:
        if info.file_size > limits.ratio_from_bytes and (
            info.file_size > limits.ratio * max(info.compress_size, 1)
        ):
            raise FileRefusedError(
                f"часть «{_shown(info.filename)}» сжата больше чем в {limits.ratio} раз, "
                f"так устроены вредоносные файлы: {SUSPICIOUS}"
            )


def _judge_names(infos: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for info in infos:
        name = unicodedata.normalize("NFC", info.filename).lower()
        if name in seen:
            raise FileRefusedError(
                f"часть «{_shown(info.filename)}» записана в файл дважды, и программы прочли бы его "
                f"по-разному: {SUSPICIOUS}"
            )
        seen.add(name)


def _judge_part(info: zipfile.ZipInfo) -> None:
    """Names are never used as paths; strange ones tell that the file was made to harm."""
    name = info.filename
    is_strange = (
        len(name) > _NAME_LENGTH
        or not name.isprintable()
        or _STRANGE_NAME.search(name) is not None
        or (info.external_attr >> 16) & 0o170000 == _SYMLINK
    )
    if is_strange:
        raise FileRefusedError(f"внутри файла недопустимое имя «{_shown(name)}»: {SUSPICIOUS}")
    if info.flag_bits & _ENCRYPTED:
        raise FileRefusedError("файл защищён паролем: снимите пароль и сохраните книгу снова")
    if info.compress_type not in _METHODS:
        raise FileRefusedError(
            "файл сжат необычным способом: откройте книгу в Excel и сохраните снова"
        )


def _judge_what_it_is(archive: Archive, limits: Limits) -> None:
    if limits.are_texts_allowed and archive.has(WORD_TEXT):
        # Nothing but the text itself is read of it: pictures and what is embedded stay unopened.
        if any(_MACROS.search(name) for name in archive.names()):
            raise FileRefusedError(
                "в тексте есть макросы: сохраните его как «Документ Word (.docx)», без макросов"
            )
        return
    for part, sentence in _OTHER_ARCHIVES:
        if archive.has(part):
            raise FileRefusedError(sentence)
    if not archive.has(_CONTENT_TYPES):
        tables = [
            name for name in archive.names() if name.lower().endswith((".xlsx", ".csv", ".xls"))
        ]
        if tables:
            raise FileRefusedError(
                f"это архив, внутри него «{_shown(tables[0])}»: распакуйте его и выберите таблицу из него"
            )
        raise FileRefusedError(
            "это архив, а не книга Excel: распакуйте его и выберите таблицу из него"
        )
    if any(_OTHER_CODE.search(name) for name in archive.names()):
        raise FileRefusedError(
            "в книгу вложены другие файлы или элементы управления: скопируйте её листы в новую книгу "
            "и сохраните как «Книга Excel (.xlsx)»"
        )
    if not limits.are_macros_allowed and any(_MACROS.search(name) for name in archive.names()):
        raise FileRefusedError(
            "в книге есть макросы: сохраните её как «Книга Excel (.xlsx)», без макросов"
        )


def _shown(name: str) -> str:
    """The name of a part as it may be printed in a sentence.

    Old archivers write Russian names in cp866 without saying so, and they are read as cp437.
    """
    with contextlib.suppress(UnicodeError):
        russian = name.encode("cp437").decode("cp866")
        name = russian if russian != name else name
    printable = "".join(character if character.isprintable() else "?" for character in name)
    return printable if len(printable) <= 60 else printable[:57] + "…"
