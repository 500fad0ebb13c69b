"""Kinds of papers that come with the program: files of wording read as the records an office would make.

A file gives what a ``PaperKind`` has and its parts in order; ``[titles]`` says what the window calls the
values, people and dates that the texts name. The wording of the order about mechanisms is read, too, so
that an office can copy it into a kind of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paper_kinds import PaperKind, PaperPart
from quality_desktop.domain.paperwork import RISK_LETTER, RISK_SCHOOL
from quality_desktop.domain.records import Id, natural_id
from quality_desktop.services.toml_files import read_toml

ORDER: Final = "order-mechanisms"
"""The kind that has a composer of its own."""
_READY_MADE: Final = {
    RISK_LETTER: "Письмо об итогах года («Школы риска»)",
    RISK_SCHOOL: "Письмо школе с рекомендациями («Школы риска»)",
}
_KIND: Final = (
    "title", "family", "kind_word", "heading", "addressee", "greeting", "distribution", "executor",
    "appendix_mark", "has_letterhead", "is_signed", "place",
)  # fmt: skip
_PART: Final = ("key", "style", "text", "condition", "each", "cells", "widths", "parts")


@dataclass(frozen=True, slots=True, kw_only=True)
class KindSource:
    """A kind with its parts.

    Attributes:
        titles: «field.code» -> what the window calls it.
        proposed: Code of a value -> what a new paper has until the office writes its own.
        is_shipped: It comes with the program and is changed by copying only.
    """

    kind: PaperKind
    parts: tuple[PaperPart, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    proposed: Mapping[str, str] = field(default_factory=dict)
    is_shipped: bool = False

    @property
    def ordered(self) -> tuple[PaperPart, ...]:
        """Parts in the order of printing, items after the part they belong to."""
        return tuple(self._below(None))

    def _below(self, parent: Id | None) -> Iterator[PaperPart]:
        # The first tab of the window reads titles of dates here: it waits for no wording of papers.
        from quality_desktop.documents.paper_wording import ordered

        for part in ordered(self.parts, parent):
            yield part
            yield from self._below(part.id)


def shipped(wording: Path) -> tuple[KindSource, ...]:
    """Kinds that come with the program, in the order of the menu.

    Raises:
        QualityError: A file is wrong; the sentence names it.
    """
    found = [kind for path in sorted(wording.glob("*.toml")) if (kind := _read(path)) is not None]
    return tuple(sorted(found, key=lambda one: (one.kind.place, one.kind.title)))


def ready_made() -> tuple[KindSource, ...]:
    """Kinds of letters that come with their words from «Школы риска»: nobody makes one by hand."""
    return tuple(
        KindSource(
            kind=PaperKind(
                id=natural_id(PaperKind.kind, code), code=code, title=title, family="letter"
            ),
            parts=(),
            is_shipped=True,
        )
        for code, title in _READY_MADE.items()
    )


def shipped_kind(wording: Path, code: str) -> KindSource | None:
    """One of them; None when there is no such file or it is no kind of the office's papers."""
    if code in _READY_MADE:
        return next(one for one in ready_made() if one.kind.code == code)
    path = wording / f"{code}.toml"
    return _read(path) if path.is_file() else None


def _read(path: Path) -> KindSource | None:
    data = read_toml(path)
    if "clauses" in data:
        return _of_order(path.stem, data)
    if "family" not in data:
        return None
    unknown = set(data) - {*_KIND, "parts", "titles", "proposed"}
    if unknown:
        raise QualityError(f"Формулировки {path.name}: неизвестная строка «{min(unknown)}».")
    key = natural_id(PaperKind.kind, path.stem)
    texts = {name: data[name] for name in _KIND if name in data}
    return KindSource(
        kind=PaperKind(id=key, code=path.stem, **texts),
        parts=tuple(_parts(path.name, key, data.get("parts", ()), parent=None, above="")),
        titles=data.get("titles", {}),
        proposed=data.get("proposed", {}),
        is_shipped=True,
    )


def _parts(
    file: str,
    kind: Id,
    listed: Sequence[Mapping[str, Any]],
    *,
    parent: Id | None,
    above: str,
) -> Iterator[PaperPart]:
    for place, data in enumerate(listed):
        unknown = set(data) - set(_PART)
        if unknown or "key" not in data:
            what = f"неизвестная строка «{min(unknown)}»" if unknown else "не указан ключ key"
            raise QualityError(f"Формулировки {file}, часть {place + 1}: {what}.")
        key = natural_id(PaperPart.kind, kind, f"{above}{data['key']}")
        texts = {name: data[name] for name in _PART if name in data and name != "parts"}
        yield PaperPart(id=key, paper_kind=kind, parent=parent, place=place, **texts)
        yield from _parts(
            file, kind, data.get("parts", ()), parent=key, above=f"{above}{data['key']}."
        )


def _of_order(code: str, data: Mapping[str, Any]) -> KindSource:
    """The wording of an order by clauses as the records of a kind."""
    key = natural_id(PaperKind.kind, code)
    parts = [_order_part(key, "preamble", "body", {"text": data["preamble"]}, place=0)]
    for place, clause in enumerate(data["clauses"], start=1):
        made = _order_part(key, clause["key"], "clause", clause, place=place)
        parts.append(made)
        for number, item in enumerate(clause.get("items", ())):
            parts.append(_order_part(key, item["key"], "item", item, place=number, above=made))
    return KindSource(
        kind=PaperKind(
            id=key,
            code=code,
            title="Приказ о механизмах управления качеством",
            family="order",
            kind_word=data["kind_word"],
            heading=data["heading"],
            appendix_mark="\n".join(data["appendix"]["mark"]),
        ),
        parts=tuple(parts),
        titles={f"deadline.{one['code']}": one["title"] for one in data.get("deadlines", ())},
        is_shipped=True,
    )


def _order_part(
    kind: Id,
    key: str,
    style: str,
    data: Mapping[str, Any],
    *,
    place: int,
    above: PaperPart | None = None,
) -> PaperPart:
    own = key if above is None else f"{above.key}.{key}"
    return PaperPart(
        id=natural_id(PaperPart.kind, kind, own),
        paper_kind=kind,
        parent=None if above is None else above.id,
        key=key,
        style=style,
        text=data["text"],
        condition=data.get("when", ""),
        each=data.get("each", ""),
        place=place,
    )
