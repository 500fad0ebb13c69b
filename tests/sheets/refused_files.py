"""Every file that must be refused, by its number in the list of bad inputs, with what the sentence says."""

import codecs
from collections.abc import Callable
from dataclasses import dataclass

from tests.sheets import hostile
from tests.sheets.hostile import cell, parts, row, sheet_xml, text_cell, workbook


@dataclass(frozen=True, slots=True)
class Bad:
    """A file that is refused.

    Attributes:
        key: Number in the list and what it is.
        says: Part of the sentence.
        make: Makes the content.
        name: Name of the file.
    """

    key: str
    says: str
    make: Callable[[], bytes]
    name: str = "форма.xlsx"


def _two_parts(name: str) -> bytes:
    return hostile.with_part(name, b"x")


def _sheet(rows: str) -> Callable[[], bytes]:
    return lambda: workbook(rows)


def _flagged(bit: int) -> bytes:
    content = workbook()
    central = content.index(b"PK\x01\x02") + 8
    return content[:central] + bytes([content[central] | bit]) + content[central + 1 :]


def _symlink() -> bytes:
    content = hostile.with_part("xl/link", b"/etc/passwd")
    central = content.rindex(b"PK\x01\x02")
    attributes = (0o120777 << 16).to_bytes(4, "little")
    return content[: central + 38] + attributes + content[central + 42 :]


REFUSED: tuple[Bad, ...] = (
    Bad("B1 sheet larger than the limit", "больше 200 МБ", lambda: hostile.bomb(256)),
    Bad("B1 ratio", "сжата больше чем в 100 раз", lambda: hostile.bomb(50)),
    Bad("B1 nested", "архив", hostile.nested_bomb),
    Bad("B1 too large a file", "больше 20 МБ", lambda: b"PK\x03\x04" + bytes(21 * 1024**2)),
    Bad("B1 size that lies", "повреждён", lambda: hostile.lying_size(workbook())),
    Bad("B2 laughs in the sheet", "описание DTD", hostile.billion_laughs),
    Bad("B2 laughs in the book", "описание DTD", lambda: hostile.billion_laughs("xl/workbook.xml")),
    Bad("B2 laughs in the texts", "описание DTD", lambda: hostile.billion_laughs("xl/sharedStrings.xml")),
    Bad("B2 laughs in the styles", "описание DTD", lambda: hostile.billion_laughs("xl/styles.xml")),
    Bad("B2 quadratic", "описание DTD", hostile.quadratic_entities),
    Bad("B3 file", "описание DTD", lambda: hostile.external_entity("file:///etc/passwd")),
    Bad("B3 address", "описание DTD", lambda: hostile.external_entity("http://127.0.0.1:9/x")),
    Bad("B3 external DTD", "описание DTD", lambda: hostile.external_dtd("http://127.0.0.1:9/x.dtd")),
    Bad("B3 in UTF-16", "не в UTF-8", lambda: hostile.packed(
        {**parts(), hostile.SHEET_PART: codecs.BOM_UTF16_LE + sheet_xml().encode("utf-16-le")})),
    Bad("B3 in another encoding", "не в UTF-8", lambda: hostile.packed(
        {**parts(), hostile.SHEET_PART: sheet_xml().replace("UTF-8", "UTF-7").encode()})),
    Bad("B5 row beyond Excel", "вне листа", _sheet(row(10_000_000, cell("A10000000")))),
    Bad("B5 farthest cell", "XFD1048576", _sheet(hostile.ONE_ROW + row(1_048_576, cell("XFD1048576")))),
    Bad("B5 last row", "A1048576", _sheet(row(1_048_576, cell("A1048576")))),
    Bad("B5 far column", "ZZ1", _sheet(row(1, cell("ZZ1")))),
    Bad("B5 million rows", "за пределами", lambda: hostile.many_rows(100_000)),
    Bad("B6 letters", "AAAAAA1", _sheet(row(1, cell("AAAAAA1")))),
    Bad("B6 small letters", "вне листа", _sheet(row(1, cell("b1")))),
    Bad("B6 no address", "не совпадает", _sheet(row(1, cell("")))),
    Bad("B6 other row", "не совпадает", _sheet(row(1, cell("A9")))),
    Bad("B7 whole sheet", "слишком велико", lambda: hostile.merged("A1:XFD1048576")),
    Bad("B7 many", "объединений больше", lambda: hostile.merged(
        *(f"A{n}:B{n}" for n in range(1, 100_001)))),
    Bad("B7 nonsense", "недопустимо", lambda: hostile.merged("B2:A1")),
    Bad("B13 unknown error", "A1: неизвестная ошибка", _sheet(
        row(1, cell("A1", "#ССЫЛКА!", attributes=' t="e"')))),
    Bad("B33 old Excel", "старого Excel (.xls)", lambda: hostile.ole2("Workbook")),
    Bad("B33 older Excel", "старого Excel (.xls)", lambda: b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(99)),
    Bad("B33 web page", "веб-страница", lambda: b"<html><table><td>5</td></table></html>"),
    Bad("B33 web page with mark", "веб-страница", lambda: codecs.BOM_UTF8 + b"\n<!DOCTYPE html><html>"),
    Bad("B33 XML 2003", "XML 2003", lambda: (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>')),
    Bad("B33 text", "это текст", lambda: "Школа;Всего\nСОШ № 1;5\n".encode()),
    Bad("B33 ODS", ".ods", lambda: hostile.packed({"mimetype": b"x", "content.xml": b"<x/>"})),
    Bad("B33 XLSB", ".xlsb", lambda: _two_parts("xl/workbook.bin")),
    Bad("B33 Word", ".docx", lambda: hostile.packed({"word/document.xml": b"<x/>"})),
    Bad("B33 PDF", "PDF", lambda: b"%PDF-1.7\n"),
    Bad("B33 photo", "JPEG", lambda: b"\xff\xd8\xff\xe0" + bytes(99)),
    Bad("B33 other", "не таблица", lambda: bytes(range(256)), "форма.bin"),
    Bad("B34 password", "паролем", lambda: hostile.ole2("EncryptionInfo", "EncryptedPackage")),
    Bad("B34 packed with a password", "паролем", lambda: _flagged(1)),
    Bad("B35 truncated", "повреждён при передаче", lambda: workbook()[:-200]),
    Bad("B35 bad CRC", "повреждён при передаче", lambda: hostile.bad_crc(workbook())),
    Bad("B35 nothing", "пуст", bytes),
    Bad("B35 zeros", "повреждён при передаче", lambda: bytes(4096)),
    Bad("B35 note of Outlook", "заметка почтовой программы", lambda: (
        b"Outlook blocked access to the following potentially unsafe attachments: forma.xlsx\r\n")),
    Bad("B35 broken XML", "повреждён", lambda: hostile.packed(
        {**parts(), hostile.SHEET_PART: sheet_xml().encode()[:-20]})),
    Bad("B35 no sheet", "повреждён", lambda: hostile.packed(
        {name: data for name, data in parts().items() if name != hostile.SHEET_PART})),
    Bad("B35 text that is not there", "повреждён", _sheet(row(1, cell("A1", 7, attributes=' t="s"')))),
    Bad("B36 macros", "макросы", lambda: _two_parts("xl/vbaProject.bin"), "форма.xlsm"),
    Bad("B36 old macros", "макросы", lambda: _two_parts("xl/macrosheets/sheet1.xml")),
    Bad("B36 embedded", "вложены", lambda: _two_parts("xl/embeddings/oleObject1.bin")),
    Bad("B37 part twice", "дважды", lambda: hostile.with_part(hostile.SHEET_PART, sheet_xml().encode())),
    Bad("B37 part twice in other case", "дважды", lambda: _two_parts("XL/Workbook.xml")),
    Bad("B37 cell twice", "A1 записана дважды", _sheet(row(1, cell("A1"), cell("A1", 2)))),
    Bad("B37 value twice", "A1 два значения", _sheet(row(1, '<c r="A1"><v>1</v><v>2</v></c>'))),
    Bad("B37 table twice", "дважды", _sheet(hostile.ONE_ROW + "</sheetData><sheetData>")),
    Bad("B37 row twice", "строка 1 записана дважды", _sheet(hostile.ONE_ROW * 2)),
    Bad("B38 up", "недопустимое имя", lambda: _two_parts("../../evil.txt")),
    Bad("B38 absolute", "недопустимое имя", lambda: _two_parts("/etc/passwd")),
    Bad("B38 disk", "недопустимое имя", lambda: _two_parts("C:/x")),
    Bad("B38 device", "недопустимое имя", lambda: _two_parts("xl/CON.xml")),
    Bad("B38 long", "недопустимое имя", lambda: _two_parts("x" * 300)),
    Bad("B38 dot", "недопустимое имя", lambda: _two_parts("xl/x.")),
    Bad("B38 link", "недопустимое имя", _symlink),
    Bad("B39 table in an archive", "внутри него «Форма.csv»", lambda: hostile.packed({"Форма.csv": b"1"})),
    Bad("B40 long text", "A1: текст длиннее 32767", _sheet(row(1, text_cell("A1", "я" * 40_000)))),
    Bad("B43 NUL", "нулевые байты", lambda: "Школа;1\x00\n".encode(), "т.csv"),
    Bad("B43 many lines", "строк больше 60000", lambda: b"1;2\n" * 1_000_000, "т.csv"),
    Bad("B43 wide", "столбцов 1001", lambda: b"1;" * 1000, "т.csv"),
    Bad("B43 long cell", "не разделяется", lambda: b"1;" + b"x" * 200_000, "т.csv"),
    Bad("B43 damaged letters", "строка 2", lambda: (
        "Школа;1\n".encode() + b"\xd0;\n" + "Лицей;2\n".encode() * 50), "т.csv"),
    Bad("B57 winmail.dat", "winmail.dat", lambda: b"\x78\x9f\x3e\x22" + bytes(99), "winmail.dat"),
    Bad("B57 letter", "письмо Outlook", lambda: hostile.ole2("__properties_version1.0")),
    Bad("B57 whole letter", "письмо целиком", lambda: b"Received: from x\r\n\r\n", "письмо.eml"),
    Bad("B58 open in Excel", "закройте книгу", lambda: b"user", "~$форма.xlsx"),
    Bad("B58 downloading", "дождитесь", workbook, "форма.xlsx.crdownload"),
    Bad("B58 part", "дождитесь", workbook, "форма.xlsx.part"),
)  # fmt: skip
