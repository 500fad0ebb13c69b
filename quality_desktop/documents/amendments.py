"""How the text of a paper became another one, in the words of an order that amends it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from quality_desktop.documents.clauses import HEADING, ComposedClause, compared

_ORDINALS: Final = (
    "первый", "второй", "третий", "четвертый", "пятый", "шестой", "седьмой", "восьмой", "девятый",
    "десятый", "одиннадцатый", "двенадцатый", "тринадцатый", "четырнадцатый", "пятнадцатый",
    "шестнадцатый", "семнадцатый", "восемнадцатый", "девятнадцатый", "двадцатый",
)  # fmt: skip
_REWORD: Final = "{} изложить в следующей редакции: «{}»"


@dataclass(frozen=True, slots=True)
class _Group:
    """A clause with the paragraphs under it; the preamble and the heading are groups, too."""

    lead: ComposedClause
    under: tuple[ComposedClause, ...]

    @property
    def number(self) -> str:
        """«3» of «3.»; empty for a paragraph without a number."""
        return self.lead.mark.rstrip(".") if self.lead.style == "clause" else ""

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.under)


def amendments(was: Sequence[ComposedClause], now: Sequence[ComposedClause]) -> tuple[str, ...]:
    """What to amend in a paper so that it reads as it does now, clause by clause.

    Numbers are those of the paper as it was: a new clause takes «3.1», so that the clauses after it
    keep theirs. Where a person worded a clause, what changed in the facts is changed in those words.

    Args:
        was: Pieces of the paper as they stood.
        now: The same pieces composed of today's facts.
    """
    before, after = list(_groups(was)), list(_groups(now))
    known = {group.lead.key: group for group in before}
    kept = {group.lead.key for group in after}
    found: dict[str, list[str]] = {group.lead.key: [] for group in before}
    first: list[str] = []
    place, added = "", 0
    for group in after:
        earlier = known.get(group.lead.key)
        if earlier is not None:
            found[group.lead.key].extend(_reworded(earlier, group))
            place, added = group.lead.key, 0
            continue
        added += 1
        beside = known[place].number if place else ""
        (found[place] if place else first).append(_new(group, beside, added))
    for group in before:
        if group.lead.key not in kept:
            found[group.lead.key].append(_gone(group))
    return (*first, *(text for group in before for text in found[group.lead.key]))


def _groups(clauses: Sequence[ComposedClause]) -> Iterator[_Group]:
    printed = [one for one in clauses if not one.is_struck and one.text]
    at = 0
    while at < len(printed):
        end = at + 1
        if printed[at].style == "clause":
            while end < len(printed) and printed[end].style != "clause":
                end += 1
        yield _Group(printed[at], tuple(printed[at + 1 : end]))
        at = end


def _reworded(was: _Group, now: _Group) -> Iterator[str]:
    if was.keys != now.keys:
        yield _REWORD.format(_called(was), _whole(now, was.lead.mark))
        return
    pairs = [(was.lead, now.lead), *zip(was.under, now.under, strict=True)]
    for paragraph, (before, after) in enumerate(pairs):
        text = _changed(before, after)
        if text is None:
            continue
        if before.style == "cell":
            yield f"таблицу {_called(was, 'gen')} изложить в новой редакции"
            continue
        called = _called(was)
        if was.under:
            ordinal = _ORDINALS[paragraph] if paragraph < len(_ORDINALS) else f"{paragraph + 1}-й"
            called = f"абзац {ordinal} {_called(was, 'gen')}"
        yield _REWORD.format(called, f"{before.mark} {text}".strip())


def _changed(was: ComposedClause, now: ComposedClause) -> str | None:
    """The text as it should read; None when nothing of it changed."""
    text = now.text
    if now.is_edited and compared(was.composed) != compared(now.composed):
        text = _carried(text, was.composed, now.composed)
    return None if compared(was.text) == compared(text) else text


def _carried(own: str, was: str, now: str) -> str:
    """A person's words with what changed in the composed ones; those where it cannot be told."""
    before, after = was.split(), now.split()
    for sort, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if sort == "equal":
            continue
        old, new = " ".join(before[a1:a2]), " ".join(after[b1:b2])
        if not old or own.count(old) != 1:
            return now
        own = own.replace(old, new)
    return own


def _called(group: _Group, case: str = "acc") -> str:
    if group.number:
        return f"пункт {group.number}" if case == "acc" else f"пункта {group.number}"
    if group.lead.key == HEADING:
        return "заголовок" if case == "acc" else "заголовка"
    return "преамбулу" if case == "acc" else "преамбулы"


def _whole(group: _Group, mark: str) -> str:
    lines = (f"{one.mark} {one.text}".strip() for one in group.under)
    return "\n".join((f"{mark} {group.lead.text}".strip(), *lines))


def _new(group: _Group, beside: str, count: int) -> str:
    number = f"{beside or 0}.{count}" if group.number else ""
    if not number:
        return f"дополнить текстом следующего содержания: «{_whole(group, group.lead.mark)}»"
    return f"дополнить пунктом {number} следующего содержания: «{_whole(group, f'{number}.')}»"


def _gone(group: _Group) -> str:
    return (
        f"пункт {group.number} признать утратившим силу"
        if group.number
        else f"{_called(group)} исключить"
    )
