"""The Document tree: what every paper is, and all that a writer may know of it.

Blocks name their style; its values (fonts, spaces, margins) stand in the writers' style table.
The tree holds finished text only: names are declined, dates are in words, no-break spaces are set.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

StyleName = Literal[
    "heading",  # heading of the order («О совершенствовании …»), bold, centred, balanced lines
    "body",  # text of the order: justified, first-line indent
    "clause",  # numbered clause: as body, number before the text
    "item",  # dash item of a clause
    "appendix-title",  # title of an appendix, bold, centred, balanced lines
    "kind",  # «Информационное письмо» over the heading of a letter, bold, centred
    "greeting",  # «Уважаемые руководители!», bold, centred
    "subheading",  # «Цели:», «Задачи:» – bold, at the left with indent, kept with the next
    "list",  # numbered item of a list in a programme
    "cell",  # text in a table cell
    "cell-centre",  # centred text in a table cell
    "cell-head",  # header cell: bold, centred
    "cell-group",  # group row: bold, centred, over the whole table
    "cell-section",  # section row of a roadmap: centred, over the whole table
    "cell-item",  # dash item in a cell, hanging indent
    "caption",  # «Рисунок 1 – …» under a figure, centred, balanced lines
]

Orientation = Literal["portrait", "landscape"]


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one face; a web address is printed as text, never as a button."""

    text: str
    is_bold: bool = False
    is_italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph.

    Attributes:
        style: Name of the style.
        runs: The text, without the mark.
        mark: «1.», «–» …; printed before the text with a no-break space; empty for none.
        source: Key of the clause in the wording, so that a view can open its editor.
        is_edited: A person's own wording stands here instead of the composed one.
    """

    style: StyleName
    runs: tuple[Run, ...]
    mark: str = ""
    source: str = ""
    is_edited: bool = False

    @property
    def text(self) -> str:
        """The words of the paragraph without its mark."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadSide:
    """One language of a letterhead: name of the organisation, kind word, date, place."""

    heading: tuple[str, ...]
    kind_word: str
    date: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadBlock:
    """Letterhead of an order.

    Attributes:
        left: The second language; None for a one-language letterhead.
        right: The Russian side.
        number: «№ 1048», printed in the middle.
    """

    left: LetterheadSide | None
    right: LetterheadSide
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CornerSide:
    """One language of the letterhead of a letter: name of the organisation, where to find it."""

    heading: tuple[str, ...]
    reference: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CornerLetterhead:
    """Letterhead of a letter, its registration and to whom it goes.

    Attributes:
        left: The second language, which stands at the left of the Russian one; None for a letterhead
            in one language, which stands in the left corner.
        right: The Russian side.
        registration: «12.04.2023 г. № 07-12/222», «на № _____ от _____ г.»: under the letterhead at
            the left.
        addressee: To whom it goes, at the right.
    """

    left: CornerSide | None = None
    right: CornerSide
    registration: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppendixMark:
    """«Приложение № 1 / к приказу … / от … № …», a block at the top right."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """To whom a letter goes, a block at the top right; one line for each addressee."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table.

    Attributes:
        paragraphs: Content; at least one paragraph, an empty cell has one without runs.
        column_span: Columns covered to the right, itself included.
        row_span: Rows covered downwards, itself included; covered cells are not in the tree.
    """

    paragraphs: tuple[Paragraph, ...]
    column_span: int = 1
    row_span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table; ``is_group`` rows stay with the row after them."""

    cells: tuple[Cell, ...]
    is_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table over the whole width of the text.

    Attributes:
        widths: Relative widths of the columns.
        header: Rows repeated on every page.
        rows: The body; rows may split across pages.
    """

    widths: tuple[float, ...]
    header: tuple[Row, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture in the middle of the text with its caption under it; never torn from it.

    Attributes:
        image: The picture as PNG without transparency.
        width: Width on paper, mm; the picture is made smaller when the page is.
        height: Height on paper, mm.
        alt: What the picture shows, in words, for those who cannot see it.
        caption: «Рисунок 1 – …»; empty for none.
    """

    image: bytes = field(repr=False)
    width: float
    height: float
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Signature block: position at the left, initials and surname at the right.

    Kept with at least two lines of the text before it. An empty name leaves a line to sign over.

    Attributes:
        has_facsimile: Room for the stamp of a facsimile is left between the position and the name.
    """

    position: str
    name: str
    has_facsimile: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CertifiedCopy:
    """Copy mark under the signature: «Копия верна», position, name, date (may be empty)."""

    mark: str
    position: str
    name: str
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutorMark:
    """Who prepared the paper: lines at the foot of the last page of the section."""

    lines: tuple[str, ...]


Block = (
    LetterheadBlock
    | CornerLetterhead
    | Paragraph
    | Table
    | Figure
    | AppendixMark
    | Addressee
    | Signature
    | CertifiedCopy
    | ExecutorMark
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Pages of one orientation; every section starts on a new page."""

    orientation: Orientation
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole paper.

    Attributes:
        key: Name of its files: «order-1048».
        title: Document property.
        author: Document property: the office.
        subject: Document property.
    """

    key: str
    title: str
    author: str
    subject: str
    sections: tuple[Section, ...]


def plain(text: str) -> tuple[Run, ...]:
    """Runs of an undecorated text; no runs for an empty one."""
    return (Run(text),) if text else ()
