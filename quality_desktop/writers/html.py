"""HTML of a paper and of pages around it: every text escaped, nothing to run, readable on a phone."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, assert_never
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from quality_desktop.documents.model import (
    Addressee,
    AppendixMark,
    Block,
    Cell,
    CertifiedCopy,
    CornerLetterhead,
    Document,
    ExecutorMark,
    Figure,
    LetterheadBlock,
    LetterheadSide,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
)
from quality_desktop.writers.text import NO_BREAK_SPACE, clean

if TYPE_CHECKING:
    from collections.abc import Iterator

Piece = Markup
"""A piece of a page: everything in it is escaped."""
_TITLE_LEVEL: Final = 1
"""The page around a paper has the one heading of this level."""
_HEADINGS: Final = {"heading": 2, "appendix-title": 2, "subheading": 3}
_LINE: Final = Markup("<br>")
_WEB: Final = re.compile(r"https?://[^\s/?#]+[^\s]*", re.IGNORECASE)
_BESIDE: Final = re.compile(r"(?:\.\./)?(?:[\w.-]+/)?[\w.-]+(?:#[\w-]+)?|#[\w-]+")


def to_html(document: Document) -> Markup:
    """The paper as an article: the same paragraphs and cells in the same order as on paper.

    Its headings start under the title of the page, and none leaves out a level.
    """
    above = _TITLE_LEVEL
    sections: list[Markup] = []
    for section in document.sections:
        pieces: list[Markup] = []
        for block in section.blocks:
            level = _heading_level(block, above)
            above = level or above
            pieces.append(_block(block, level))
        sections.append(
            Markup('<div class="{}">{}</div>').format(section.orientation, _joined(pieces))
        )
    return Markup('<article class="paper">{}</article>').format(_joined(sections))


def page(*, title: str, body: Markup, style: str, trail: Sequence[tuple[str, str]] = ()) -> str:
    """A whole page.

    Args:
        title: Title of the window and of the page.
        body: What stands on it.
        style: Address of the style sheet, seen from the page.
        trail: Way back: titles and addresses from the first page down to the one above.
    """
    way = Markup("")
    if trail:
        links = Markup(" / ").join(link(text, address) for text, address in trail)
        way = Markup('<nav aria-label="Путь"><p>{}</p></nav>').format(links)
    return str(
        Markup(
            "<!DOCTYPE html>\n"
            '<html lang="ru">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<title>{title}</title>\n<link rel="stylesheet" href="{style}">\n</head>\n<body>\n'
            '<a class="skip" href="#content">К содержанию</a>\n{way}\n'
            '<main id="content">\n{body}\n</main>\n</body>\n</html>\n'
        ).format(title=title, style=style, way=way, body=body)
    )


def heading(text: str, *, level: int = 1, anchor: str = "") -> Markup:
    """A heading."""
    name = Markup(' id="{}"').format(anchor) if anchor else Markup("")
    return Markup("<h{0}{1}>{2}</h{0}>").format(level, name, text)


def text(content: str) -> Markup:
    """A paragraph; its line breaks stay."""
    return Markup("<p>{}</p>").format(_lines(content.splitlines() or [""]))


def note(content: str) -> Markup:
    """Quieter words beside something."""
    return Markup('<span class="muted">{}</span>').format(content)


def remark(content: str) -> Markup:
    """A quieter paragraph."""
    return Markup('<p class="muted">{}</p>').format(content)


def link(title: str, address: str) -> Markup:
    """A link to a page of the web or to a file beside the page; plain words for any other address."""
    if not is_address(address):
        return escape(title)
    return Markup('<a href="{}">{}</a>').format(address, title)


def is_address(address: str) -> bool:
    """Whether an address is a page of the web, or a file or a place of the website itself.

    Nothing else is linked to: ``javascript:`` would run, and a path of the disk leads nowhere.
    """
    return is_page(address) or _BESIDE.fullmatch(address) is not None


def is_page(address: str) -> bool:
    """Whether an address is that of a page of the web."""
    if _WEB.fullmatch(address) is None:
        return False
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:  # «http://[вставить]» looks like the number of a computer and is none
        return False


def listed(items: Iterable[Markup | str]) -> Markup:
    """A list."""
    return Markup("<ul>{}</ul>").format(_joined(Markup("<li>{}</li>").format(i) for i in items))


def table(
    *, caption: str, columns: Sequence[str], rows: Iterable[Sequence[Markup | str]]
) -> Markup:
    """A table whose cells tell their column on a narrow screen, where it becomes cards."""
    head = _joined(Markup('<th scope="col">{}</th>').format(column) for column in columns)
    lines = (
        Markup("<tr>{}</tr>").format(
            _joined(
                Markup('<td data-label="{}">{}</td>').format(column, cell)
                for column, cell in zip(columns, row, strict=True)
            )
        )
        for row in rows
    )
    return Markup(
        '<div class="wide"><table class="cards"><caption>{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(caption, head, _joined(lines))


def _heading_level(block: Block, above: int) -> int:
    """Level of a heading after one of level ``above``; zero for what is no heading."""
    if not isinstance(block, Paragraph) or not block.text.strip():
        return 0
    wanted = _HEADINGS.get(block.style, 0)
    return min(wanted, above + 1)


def _block(block: Block, level: int) -> Markup:
    match block:
        case Paragraph():
            return _paragraph(block, Markup(f"h{level}") if level else Markup("p"))
        case Table():
            return _table(block)
        case Figure():
            return _figure(block)
        case LetterheadBlock():
            sides = [side for side in (block.left, block.right) if side is not None]
            return Markup('<header class="letterhead">{}{}</header>').format(
                _joined(_side(side) for side in sides), _group("number", (block.number,))
            )
        case CornerLetterhead():
            return _corner(block)
        case AppendixMark() | Addressee():
            return _group("mark", block.lines)
        case Signature():
            return _group("signature", (block.position, block.name))
        case CertifiedCopy():
            return _group("copy", (block.mark, block.position, block.name, block.date))
        case ExecutorMark():
            return _group("executor", block.lines)
        case _:
            assert_never(block)


def _paragraph(paragraph: Paragraph, tag: Markup) -> Markup:
    mark = escape(clean(paragraph.mark) + NO_BREAK_SPACE) if paragraph.mark else Markup("")
    return Markup('<{0} class="{1}">{2}{3}</{0}>').format(
        tag, paragraph.style, mark, _runs(paragraph.runs)
    )


def _runs(runs: Iterable[Run]) -> Markup:
    return _joined(_run(run) for run in runs)


def _run(run: Run) -> Markup:
    found = _lines(clean(run.text).split("\n"))
    if run.is_bold:
        found = Markup("<b>{}</b>").format(found)
    return Markup("<i>{}</i>").format(found) if run.is_italic else found


def _table(block: Table) -> Markup:
    head = Markup("")
    if block.header:
        head = Markup("<thead>{}</thead>").format(
            _joined(_row(row, is_head=True) for row in block.header)
        )
    body = _joined(_row(row, is_head=False) for row in block.rows)
    # A table wider than the screen is moved by keys too, so it can be reached by them.
    return Markup(
        '<div class="wide" role="region" aria-label="Таблица" tabindex="0">'
        "<table>{}<tbody>{}</tbody></table></div>"
    ).format(head, body)


def _row(row: Row, *, is_head: bool) -> Markup:
    cells = _joined(_cell(cell, is_head=is_head) for cell in row.cells)
    name = Markup(' class="group"') if row.is_group else Markup("")
    return Markup("<tr{}>{}</tr>").format(name, cells)


def _cell(cell: Cell, *, is_head: bool) -> Markup:
    scope = "colgroup" if cell.column_span > 1 else "col"
    tag = Markup('th scope="{}"').format(scope) if is_head else Markup("td")
    spans = Markup("")
    if cell.column_span > 1:
        spans += Markup(' colspan="{}"').format(cell.column_span)
    if cell.row_span > 1:
        spans += Markup(' rowspan="{}"').format(cell.row_span)
    inside = _joined(_paragraph(paragraph, Markup("p")) for paragraph in cell.paragraphs)
    return Markup("<{}{}>{}</{}>").format(tag, spans, inside, Markup("th" if is_head else "td"))


def _figure(figure: Figure) -> Markup:
    caption = Markup("")
    if figure.caption:
        caption = Markup("<figcaption>{}</figcaption>").format(figure.caption)
    image = base64.b64encode(figure.image).decode("ascii")
    return Markup('<figure><img alt="{}" src="data:image/png;base64,{}">{}</figure>').format(
        figure.alt, image, caption
    )


def _side(side: LetterheadSide) -> Markup:
    lines = (*side.heading, side.kind_word, side.date, side.place)
    return _group("side", [line for line in lines if line])


def _corner(block: CornerLetterhead) -> Markup:
    sides = [side for side in (block.left, block.right) if side is not None]
    corner = _joined(_group("side", (*side.heading, *side.reference)) for side in sides)
    return Markup('<header class="letterhead">{}{}{}</header>').format(
        corner, _group("registration", block.registration), _group("mark", block.addressee)
    )


def _group(name: str, lines: Sequence[str]) -> Markup:
    """Lines that belong together, each a paragraph of its own, as on paper."""
    shown = [line for line in lines if line]
    if not shown:
        return Markup("")
    inside = _joined(Markup("<p>{}</p>").format(_lines(clean(line).split("\n"))) for line in shown)
    return Markup('<div class="{}">{}</div>').format(name, inside)


def _lines(lines: Iterable[str]) -> Markup:
    return _LINE.join(lines)


def _joined(parts: Iterable[Markup] | Iterator[Markup]) -> Markup:
    return Markup("").join(parts)
