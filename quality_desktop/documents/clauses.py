"""The text of an order piece by piece: composed from facts, or worded by a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from quality_desktop.documents.model import StyleName
from quality_desktop.documents.template import Values
from quality_desktop.documents.wording import ClauseWording, OrderWording
from quality_desktop.domain.paperwork import ClauseEdit
from quality_desktop.language.typography import single_spaced

DASH = "–"
"""The mark of an item of a list."""

HEADING = "heading"
PREAMBLE = "preamble"

_ENDS = re.compile(r"[.;:,]+$")
_SHORTENED = re.compile(
    r"(?:(?<!\w)(?:гг?|др|пр|т\.\s?[дпк]|руб|коп|тыс|чел|экз|шт|ед|стр|кл|уч|каб|обл)"
    r"|(?<!\w)[А-ЯЁ]\.\s?[А-ЯЁ]|[А-ЯЁ][а-яё]+\s[А-ЯЁ])$"
)
"""An abbreviation, initials or a surname with one: its full stop is no end of a sentence."""
_ONE_STOP = re.compile(r"(?<!\.)\.\.$")
"""A text that ends with initials («… Вахрушину Э.Ф.») needs no second full stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposedClause:
    """A piece of the order's text that a person can word on their own.

    Attributes:
        key: Key of the clause, «clause.item» for a dash item.
        style: How it is printed.
        mark: «3.» or «–»; empty for the heading, the preamble and a clause that is left out.
        text: What is printed.
        composed: What the program composes from the facts now.
        is_edited: A person's own text is printed.
        is_outdated: The facts under a person's text have changed since it was written.
        is_struck: A person has left the clause out.
    """

    key: str
    style: StyleName
    mark: str
    text: str
    composed: str
    is_edited: bool = False
    is_outdated: bool = False
    is_struck: bool = False


def ended_item(text: str, *, is_last: bool) -> str:
    """An item of a list with «;», the last one with a full stop; «2026 г.» becomes «2026 г.;»."""
    bare = _ENDS.sub("", text)
    if is_last:
        return f"{bare}."
    has_stop = "." in text[len(bare) :] and _SHORTENED.search(bare)
    return f"{bare}.;" if has_stop else f"{bare};"


class ClauseComposer:
    """Composes the pieces of an order's text one after another."""

    def __init__(
        self, values: Values, edits: Mapping[str, ClauseEdit], *, heading: str = ""
    ) -> None:
        """Take what the pieces are made of.

        Args:
            values: What the wording names.
            edits: A person's own wording: key of a clause -> edit.
            heading: The heading that the office typed; that of the wording when empty.
        """
        self._values = values
        self._edits = edits
        self._heading = " ".join(heading.split())
        self._number = 0

    def pieces(self, wording: OrderWording) -> Iterator[ComposedClause]:
        """Heading, preamble, clauses with their items."""
        heading = self._heading or wording.heading.render(self._values)
        yield self._piece(HEADING, "heading", heading[:1].upper() + heading[1:])
        yield self._piece(PREAMBLE, "body", wording.preamble.render(self._values))
        for clause in wording.clauses:
            if clause.when and not self._values.holds(clause.when):
                continue
            if not clause.each:
                yield from self._clause(clause, clause.key, self._values)
                continue
            for element in self._values.lists[clause.each]:
                key = f"{clause.key}:{element.key}"
                yield from self._clause(clause, key, self._values.inside(element))

    def _clause(self, clause: ClauseWording, key: str, values: Values) -> Iterator[ComposedClause]:
        is_struck = self._is_struck(key)
        if not is_struck:
            self._number += 1
        mark = "" if is_struck else f"{self._number}."
        yield self._piece(key, "clause", clause.text.render(values), mark)
        items = [item for item in clause.items if not item.when or values.holds(item.when)]
        printed = [item for item in items if not self._is_struck(f"{key}.{item.key}")]
        for item in items:
            end = "." if printed and item is printed[-1] else ";"
            text = item.text.render(values) + end
            piece = self._piece(f"{key}.{item.key}", "item", text, DASH)
            yield replace(piece, mark="", is_struck=True) if is_struck else piece

    def _piece(self, key: str, style: StyleName, composed: str, mark: str = "") -> ComposedClause:
        composed = single_spaced(_ONE_STOP.sub(".", composed))
        edit = self._edits.get(key)
        if edit is None:
            return ComposedClause(key=key, style=style, mark=mark, text=composed, composed=composed)
        is_edited = bool(edit.text)
        return ComposedClause(
            key=key,
            style=style,
            mark="" if edit.is_struck else mark,
            text=edit.text or composed,
            composed=composed,
            is_edited=is_edited,
            is_outdated=is_edited and compared(edit.composed) != compared(composed),
            is_struck=edit.is_struck,
        )

    def _is_struck(self, key: str) -> bool:
        edit = self._edits.get(key)
        return edit is not None and edit.is_struck


def compared(text: str) -> str:
    """A composed text as two of them are compared.

    Spaces do not count, because an editor may lose no-break ones; nor does the mark at the end,
    which depends on the items around.
    """
    return " ".join(text.split()).rstrip(".;")
