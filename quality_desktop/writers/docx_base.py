"""The empty document that papers are written into: named styles, settings, header with the page number.

It is made from the table of styles, so that DOCX and PDF cannot drift apart, and holds nothing else:
the stock template of the library brings foreign styles, theme fonts and the compatibility mode of an
old word processor.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from quality_desktop.writers.docx_xml import RELATIONSHIPS, WORD, mm_twips, style_id, twips

if TYPE_CHECKING:
    from quality_desktop.writers.styles import Align, Profile, Style

_FONT = "Times New Roman"  # Tinos has the same widths; word processors have one of the two
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEADER_ID = "rId3"

_CONTENT_TYPES = (
    f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_OFFICE}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_OFFICE}.settings+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{_OFFICE}.header+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
_PACKAGE_RELATIONS = (
    f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONSHIPS}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>'
)
_DOCUMENT_RELATIONS = (
    f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONSHIPS}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{RELATIONSHIPS}/settings" Target="settings.xml"/>'
    f'<Relationship Id="{_HEADER_ID}" Type="{RELATIONSHIPS}/header" Target="header1.xml"/></Relationships>'
)
_DOCUMENT = (
    f'{_DECLARATION}<w:document xmlns:w="{WORD}" xmlns:r="{RELATIONSHIPS}"><w:body/></w:document>'
)
_CORE = (
    f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"/>'
)
_SETTINGS = (
    f'{_DECLARATION}<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/>'
    '<w:defaultTabStop w:val="708"/><w:autoHyphenation w:val="0"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="ru-RU"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)
_HEADER = (
    f'{_DECLARATION}<w:hdr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="{style_id("page-number")}"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>'
)
_ALIGNMENTS: dict[Align, str] = {
    "left": "left",
    "centre": "center",
    "right": "right",
    "justify": "both",
}

HEADER_RELATION = _HEADER_ID
"""Relation of the document to the header with the page number."""

TABLE_STYLE = "PaperTable"
"""Identifier of the style of ruled tables."""


def base_package(profile: Profile) -> bytes:
    """The empty document as bytes of a package."""
    target = io.BytesIO()
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _PACKAGE_RELATIONS,
        "word/document.xml": _DOCUMENT,
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/styles.xml": _styles(profile),
        "word/settings.xml": _SETTINGS,
        "word/header1.xml": _HEADER,
        "docProps/core.xml": _CORE,
    }
    with zipfile.ZipFile(target, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return target.getvalue()


def _styles(profile: Profile) -> str:
    fonts = " ".join(f'w:{kind}="{_FONT}"' for kind in ("ascii", "hAnsi", "cs", "eastAsia"))
    styles = "".join(_style(style_id(key), style) for key, style in profile.styles.items())
    return (
        f'{_DECLARATION}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>'
        '<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="ru-RU" w:eastAsia="ru-RU" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        "<w:pPr><w:widowControl/></w:pPr></w:style>"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"{_cell_margins(0, 0, 0)}</w:tblPr></w:style>"
        f"{styles}{_table_style(profile)}</w:styles>"
    )


def _style(identifier: str, style: Style) -> str:
    properties = []
    if style.is_kept_with_next:
        properties.append("<w:keepNext/>")
    if style.together == 1:
        properties.append('<w:widowControl w:val="0"/>')
    properties.append(
        f'<w:spacing w:before="{twips(style.space_before)}" w:after="{twips(style.space_after)}"/>'
    )
    if style.first_indent or style.left_indent:
        first = (
            f'w:firstLine="{mm_twips(style.first_indent)}"'
            if style.first_indent >= 0
            else f'w:hanging="{mm_twips(-style.first_indent)}"'
        )
        properties.append(f'<w:ind w:left="{mm_twips(style.left_indent)}" {first}/>')
    properties.append(f'<w:jc w:val="{_ALIGNMENTS[style.align]}"/>')
    if style.is_outlined:
        properties.append('<w:outlineLvl w:val="0"/>')
    bold = "<w:b/><w:bCs/>" if style.is_bold else ""
    size = round(style.size * 2)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{escape(identifier)}">'
        f'<w:name w:val={quoteattr(style.title)}/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{''.join(properties)}</w:pPr>"
        f'<w:rPr>{bold}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _table_style(profile: Profile) -> str:
    look = profile.table
    size = round(look.rule * 8)
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = _cell_margins(look.top_padding, look.bottom_padding, look.side_padding)
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE}">'
        '<w:name w:val="Таблица приложения"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders>{margins}</w:tblPr></w:style>"
    )


def _cell_margins(top: float, bottom: float, side: float) -> str:
    return (
        f'<w:tblCellMar><w:top w:w="{twips(top)}" w:type="dxa"/><w:left w:w="{twips(side)}" w:type="dxa"/>'
        f'<w:bottom w:w="{twips(bottom)}" w:type="dxa"/><w:right w:w="{twips(side)}" w:type="dxa"/>'
        "</w:tblCellMar>"
    )
