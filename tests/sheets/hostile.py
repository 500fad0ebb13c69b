"""Makers of files that are broken, strange or meant to harm; none of them is kept as a file."""

import io
import struct
import warnings
import zipfile
from collections.abc import Iterable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET_PART = "xl/worksheets/sheet1.xml"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Parts = dict[str, bytes]


def cell(reference: str, value: object = 1, *, attributes: str = "", before: str = "") -> str:
    """One cell with a value as it stands in a file."""
    return f'<c r="{reference}"{attributes}>{before}<v>{value}</v></c>'


def text_cell(reference: str, text: str) -> str:
    """One cell with its text in place."""
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def row(number: int, *cells: str, attributes: str = "") -> str:
    """One row."""
    return f'<row r="{number}"{attributes}>{"".join(cells)}</row>'


ONE_ROW = row(1, cell("A1", 5))


def sheet_xml(rows: str = ONE_ROW, *, before: str = "", after: str = "") -> str:
    """XML of a sheet."""
    return (
        f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONS}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def parts(
    sheets: Mapping[str, str] | str = ONE_ROW,
    *,
    hidden: Iterable[str] = (),
    names: Mapping[str, str] | None = None,
    styles: str = "",
    more_of_book: str = "",
) -> Parts:
    """All parts of a workbook.

    Args:
        sheets: XML by name of the sheet, or the rows of the only one.
        hidden: Names of hidden sheets.
        names: Defined names.
        styles: XML of the styles.
        more_of_book: XML at the end of the workbook's part.
    """
    if isinstance(sheets, str):
        sheets = {"Форма": sheet_xml(sheets)}
    listed, relations, overrides, result = "", "", "", {}
    for number, (name, xml) in enumerate(sheets.items(), 1):
        state = ' state="hidden"' if name in hidden else ""
        listed += f'<sheet name="{name}" sheetId="{number}"{state} r:id="rId{number}"/>'
        relations += (
            f'<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" '
            f'Target="worksheets/sheet{number}.xml"/>'
        )
        overrides += f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="x"/>'
        result[f"xl/worksheets/sheet{number}.xml"] = xml.encode()
    defined = "".join(
        f'<definedName name="{name}">{reference}</definedName>'
        for name, reference in (names or {}).items()
    )
    book = (
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets>'
        f"<definedNames>{defined}</definedNames>{more_of_book}</workbook>"
    )
    result["[Content_Types].xml"] = (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">{overrides}</Types>'.encode()
    )
    result["_rels/.rels"] = (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ).encode()
    result["xl/_rels/workbook.xml.rels"] = (
        f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>'
    ).encode()
    result["xl/workbook.xml"] = book.encode()
    if styles:
        result["xl/styles.xml"] = styles.encode()
    return result


def packed(content: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Parts as a file."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", method) as file:
        for name, data in content.items():
            file.writestr(name, data)
    return output.getvalue()


def workbook(*arguments: object, **options: object) -> bytes:
    """A whole workbook; takes what ``parts`` takes."""
    return packed(parts(*arguments, **options))  # type: ignore[arg-type]


def with_part(name: str, data: bytes, base: bytes | None = None) -> bytes:
    """A workbook with one more part, also one that is there already."""
    output = io.BytesIO(base or workbook())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # a second part of the same name is meant
        with zipfile.ZipFile(output, "a", zipfile.ZIP_DEFLATED) as file:
            file.writestr(name, data)
    return output.getvalue()


def with_doctype(doctype: str, text: str, part: str = SHEET_PART) -> bytes:
    """A workbook with a DTD in one of its parts."""
    content = parts(row(1, text_cell("A1", text)))
    rest = content.get(part, b"<x/>").removeprefix(DECLARATION.encode())
    content[part] = DECLARATION.encode() + doctype.encode() + rest
    return packed(content)


def billion_laughs(part: str = SHEET_PART) -> bytes:
    """Ten levels of entities, each ten times the one before."""
    entities = '<!ENTITY a0 "ХаХаХаХаХа">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 11)
    )
    return with_doctype(f"<!DOCTYPE x [{entities}]>", "&a10;", part)


def quadratic_entities() -> bytes:
    """One long entity used often."""
    return with_doctype(f'<!DOCTYPE x [<!ENTITY a "{"A" * 50_000}">]>', "&a;" * 20_000)


def external_entity(address: str) -> bytes:
    """An entity that lies in a file or behind an address."""
    return with_doctype(f'<!DOCTYPE x [<!ENTITY x SYSTEM "{address}">]>', "&x;")


def external_dtd(address: str) -> bytes:
    """A DTD that lies elsewhere."""
    return with_doctype(f'<!DOCTYPE x SYSTEM "{address}">', "x")


def bomb(megabytes: int = 1024) -> bytes:
    """A sheet that grows a thousand times when unpacked."""
    output = io.BytesIO()
    content = parts()
    block = ("<row><c t='inlineStr'><is><t>" + "A" * 1_000_000 + "</t></is></c></row>").encode()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in content.items():
            if name != SHEET_PART:
                file.writestr(name, data)
        with file.open(SHEET_PART, "w", force_zip64=True) as part:
            part.write(sheet_xml("").encode().partition(b"</sheetData>")[0])
            for _ in range(megabytes):
                part.write(block)
            part.write(b"</sheetData></worksheet>")
    return output.getvalue()


def nested_bomb() -> bytes:
    """An archive in an archive in an archive."""
    data = b"\x00" * 1_000_000
    for _ in range(4):
        data = packed({f"{n}.zip": data for n in range(4)})
    return data


def lying_size(content: bytes) -> bytes:
    """The table of contents says that the sheet is small; it is not."""
    central = content.index(b"PK\x01\x02")
    place = content.index(SHEET_PART.encode(), central) - 46 + 24
    return content[:place] + struct.pack("<I", 10) + content[place + 4 :]


def bad_crc(content: bytes) -> bytes:
    """One byte of the packed sheet is another one."""
    start = content.index(SHEET_PART.encode()) + len(SHEET_PART) + 40
    return content[:start] + bytes([content[start] ^ 0xFF]) + content[start + 1 :]


def many_rows(count: int, width: int = 1) -> bytes:
    """A sheet with so many honest rows."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[:width]
    cells = "".join(f'<c r="{letter}#"><v>#</v></c>' for letter in letters)
    rows = "".join(row(n, cells.replace("#", str(n))) for n in range(1, count + 1))
    return workbook(rows)


def merged(*references: str) -> bytes:
    """A workbook with joined cells."""
    joins = "".join(f'<mergeCell ref="{each}"/>' for each in references)
    return workbook({"Форма": sheet_xml(after=f"<mergeCells>{joins}</mergeCells>")})


def ole2(*streams: str) -> bytes:
    """A container of old Office with streams of these names."""
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\x00") for name in streams)
    return OLE2 + b"\x00" * 504 + names + b"\x00" * 1024
