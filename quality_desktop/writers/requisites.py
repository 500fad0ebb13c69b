"""Geometry of requisites that stand side by side: letterhead, signature, copy mark.

Both writers print them as tables without rules; where each word stands is decided here once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from quality_desktop.documents.model import (
    Addressee,
    CertifiedCopy,
    CornerLetterhead,
    ExecutorMark,
    Figure,
    LetterheadBlock,
    Paragraph,
    Signature,
    Table,
)
from quality_desktop.writers.measures import balanced
from quality_desktop.writers.styles import POINTS_PER_MM
from quality_desktop.writers.text import clean
from quality_desktop.writers.times import width_of

if TYPE_CHECKING:
    from quality_desktop.documents.model import Block, CornerSide, LetterheadSide, Section
    from quality_desktop.writers.styles import Profile, RequisiteStyle

SIGNING_LINE = "_" * 22
"""Printed in place of a name that is not known yet."""

_SIDE_INSET = 10.0  # date and place are this much narrower than the name above them, mm
_NAME_WIDTH = 60.0
_SMALLEST_GAP = 10.0
_LONGEST_CENTRED = 120.0
_FACSIMILE = "\n".join(["\u00a0"] * 3)
"""Empty lines as high as the stamp of a facsimile with the space above a signature, about 28 mm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BareCell:
    """Lines of text in one style; one paragraph each.

    Attributes:
        below: What stands under them in the same cell, in styles of its own.
    """

    lines: tuple[str, ...] = ()
    style: RequisiteStyle = "signature"
    vertical: Literal["top", "bottom"] = "top"
    below: tuple[BareCell, ...] = ()

    @property
    def paragraphs(self) -> tuple[tuple[str, RequisiteStyle], ...]:
        """All lines of the cell with their styles."""
        own = tuple((line, self.style) for line in self.lines)
        return (*own, *(each for cell in self.below for each in cell.paragraphs))


@dataclass(frozen=True, slots=True, kw_only=True)
class BareTable:
    """A table without rules.

    Attributes:
        widths: Widths of the columns, mm.
        rows: A cell for every column; a row without cells is a gap as high as that above a signature.
    """

    widths: tuple[float, ...]
    rows: tuple[tuple[BareCell, ...], ...]


def gap_between(before: Block | None, block: Block, *, profile: Profile) -> float:
    """Space that a table or a figure needs to what stands before or after it, pt.

    Without it text would touch the rules, and word processors would join two tables into one.
    """
    if before is None or isinstance(block, Signature | CertifiedCopy | ExecutorMark):
        return 0
    if isinstance(block, Addressee):
        return profile.signature_gap
    if isinstance(before, CornerLetterhead):
        is_spaced = isinstance(block, Paragraph) and profile.styles[block.style].space_before > 0
        return 0 if is_spaced else profile.signature_gap
    if isinstance(block, Table | Figure):
        if isinstance(before, Figure) and before.caption:
            return 0
        is_spaced = isinstance(before, Paragraph) and profile.styles[before.style].space_after > 0
    elif isinstance(before, Table) or (isinstance(before, Figure) and not before.caption):
        is_spaced = isinstance(block, Paragraph) and profile.styles[block.style].space_before > 0
    else:
        is_spaced = not isinstance(block, LetterheadBlock | CornerLetterhead)
    return 0 if is_spaced else profile.table.gap


def letterhead_names(block: LetterheadBlock, *, width: float, profile: Profile) -> BareTable:
    """Names of the organisation: two equal columns and room for an emblem, or one in the middle."""
    if block.left is None:
        middle = min(width, _LONGEST_CENTRED)
        right = _name(block.right, width=middle, profile=profile)
        side = (width - middle) / 2
        if side <= 0:
            return BareTable(widths=(width,), rows=((right,),))
        return BareTable(widths=(side, middle, side), rows=((BareCell(), right, BareCell()),))
    column = min(profile.requisite_width, (width - profile.emblem_width) / 2)
    left = _name(block.left, width=column, profile=profile)
    right = _name(block.right, width=column, profile=profile)
    return BareTable(widths=(column, width - 2 * column, column), rows=((left, BareCell(), right),))


def letterhead_details(block: LetterheadBlock, *, width: float, profile: Profile) -> BareTable:
    """Kind words in a row, then dates at the sides of the number, then places."""
    if block.left is None:
        return _one_language_details(block.right, block.number, width=width, profile=profile)
    column = min(profile.requisite_width, (width - profile.emblem_width) / 2)
    inner = column - 2 * _SIDE_INSET
    widths = (_SIDE_INSET, inner, width - 2 * (inner + _SIDE_INSET), inner, _SIDE_INSET)
    left, right = block.left, block.right
    rows = (
        (_kind(left), BareCell(), _kind(right)),
        (_detail(left.date), _detail(block.number), _detail(right.date)),
        (_detail(left.place), BareCell(), _detail(right.place)),
    )
    return BareTable(widths=widths, rows=tuple((BareCell(), *row, BareCell()) for row in rows))


def corner_names(block: CornerLetterhead, *, width: float, profile: Profile) -> BareTable:
    """Names of the organisation in two languages with their addresses, room for an emblem between."""
    column = min(profile.requisite_width, (width - profile.emblem_width) / 2)
    sides = [
        BareCell() if side is None else _corner(side, width=column, profile=profile)
        for side in (block.left, block.right)
    ]
    return BareTable(
        widths=(column, width - 2 * column, column), rows=((sides[0], BareCell(), sides[1]),)
    )


def corner_details(block: CornerLetterhead, *, width: float, profile: Profile) -> BareTable:
    """Registration at the left, addressee at the right; over it a letterhead in one language."""
    column = min(profile.requisite_width, (width - _SMALLEST_GAP) / 2)
    own = BareCell(lines=_cleaned(block.registration), style="registration")
    if block.left is None:
        name = _corner(block.right, width=column, profile=profile)
        own = replace(name, below=(*name.below, own))
    to_whom = ("\n".join(_cleaned(block.addressee)),) if block.addressee else ()
    addressee = BareCell(lines=to_whom, style="addressee")
    return BareTable(
        widths=(column, width - 2 * column, column), rows=((own, BareCell(), addressee),)
    )


def signature_table(block: Signature, *, width: float) -> BareTable:
    """Position at the left, name at the right in line with the last line of the position."""
    signed = _signed(block.position, block.name, width=width)
    if not block.has_facsimile:
        return signed
    position, _, name = signed.rows[0]
    room = BareCell(lines=(_FACSIMILE,))
    return replace(signed, rows=((replace(position, vertical="bottom"), room, name),))


def copy_table(block: CertifiedCopy, *, width: float) -> BareTable:
    """Copy mark, then position and name, then the date when there is one."""
    signed = _signed(block.position, block.name, width=width)
    rows = [_alone(block.mark), *signed.rows]
    if block.date:
        rows.append(_alone(block.date))
    return BareTable(widths=signed.widths, rows=tuple(rows))


def closing_table(block: Signature, copy: CertifiedCopy, *, width: float) -> BareTable:
    """Signature and copy mark in one table: word processors keep rows together better than tables."""
    signed = signature_table(block, width=width)
    rows = (*signed.rows, (), *copy_table(copy, width=width).rows)
    return BareTable(widths=signed.widths, rows=rows)


def executor_lines(section: Section) -> tuple[str, ...]:
    """Lines at the foot of the last page of a section, wherever its mark stands in the tree."""
    marks = [block for block in section.blocks if isinstance(block, ExecutorMark)]
    return tuple(line for mark in marks for line in _cleaned(mark.lines))


def _signed(position: str, name: str, *, width: float) -> BareTable:
    name_width = min(_NAME_WIDTH, width / 2)
    row = (
        BareCell(lines=_cleaned((position,))),
        BareCell(),
        BareCell(
            lines=_cleaned((name or SIGNING_LINE,)), style="signature-name", vertical="bottom"
        ),
    )
    position_width = min(100.0, width - name_width - _SMALLEST_GAP)
    return BareTable(
        widths=(position_width, width - position_width - name_width, name_width), rows=(row,)
    )


def _alone(text: str) -> tuple[BareCell, ...]:
    return (BareCell(lines=_cleaned((text,))), BareCell(), BareCell())


def _one_language_details(
    side: LetterheadSide, number: str, *, width: float, profile: Profile
) -> BareTable:
    column = min(profile.requisite_width, width / 3)
    rows = (
        (BareCell(), _kind(side), BareCell()),
        (
            BareCell(lines=_cleaned((side.date,)), style="letterhead-date"),
            BareCell(),
            BareCell(lines=_cleaned((number,)), style="letterhead-number"),
        ),
        (BareCell(), _detail(side.place), BareCell()),
    )
    return BareTable(widths=(column, width - 2 * column, column), rows=rows)


def _name(side: LetterheadSide | CornerSide, *, width: float, profile: Profile) -> BareCell:
    """Name of an organisation; a line of it that does not fit is cut into lines of like length."""
    room = width * POINTS_PER_MM
    size = profile.styles["letterhead"].size
    lines = (
        line
        if width_of(line, size=size, is_bold=True) <= room
        else "\n".join(balanced(line, width=room, size=size))
        for line in _cleaned(side.heading)
    )
    return BareCell(lines=tuple(lines), style="letterhead")


def _corner(side: CornerSide, *, width: float, profile: Profile) -> BareCell:
    lines = ("\n".join(_cleaned(side.reference)),) if side.reference else ()
    reference = BareCell(lines=lines, style="reference")
    return replace(_name(side, width=width, profile=profile), below=(reference,))


def _kind(side: LetterheadSide) -> BareCell:
    return BareCell(lines=_cleaned((side.kind_word,)), style="kind-word")


def _detail(text: str) -> BareCell:
    return BareCell(lines=_cleaned((text,)), style="letterhead-detail")


def _cleaned(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(clean(line) for line in lines)
