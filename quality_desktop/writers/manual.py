"""Look of the printed help: smaller letters than those of a paper that is signed."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from quality_desktop.writers.styles import STANDARD, PageSetup, Profile, Style, TableLook

_TEXT: Final = 11.0
_CELL: Final = 9.5
_INDENT: Final = 5.0
_MARGINS: Final = PageSetup(width=210, height=297, left=18, right=15, top=18, bottom=16)


def _styles() -> dict[str, Style]:
    known = STANDARD.styles
    text = replace(known["body"], size=_TEXT, first_indent=0, align="left", space_after=4)
    return {
        "kind": replace(known["kind"], size=16),
        "greeting": replace(
            known["greeting"], size=13, align="left", space_before=9, space_after=4
        ),
        "heading": replace(known["heading"], size=16, align="left", space_before=0, space_after=8),
        "subheading": replace(
            known["subheading"], size=_TEXT, first_indent=0, space_before=5, space_after=1
        ),
        "body": text,
        "item": replace(
            text,
            title=known["item"].title,
            left_indent=_INDENT,
            first_indent=-_INDENT,
            space_after=2,
        ),
        "caption": replace(known["caption"], size=_CELL),
        "page-number": replace(known["page-number"], size=10),
        **{
            name: replace(known[name], size=_CELL)
            for name in ("cell", "cell-centre", "cell-head", "cell-section", "cell-group")
        },
    }


MANUAL: Final = Profile(
    styles=MappingProxyType({**STANDARD.styles, **_styles()}),  # type: ignore[dict-item]  # the names are known ones
    pages=MappingProxyType({"portrait": _MARGINS, "landscape": STANDARD.pages["landscape"]}),
    table=TableLook(rule=0.3),
)
