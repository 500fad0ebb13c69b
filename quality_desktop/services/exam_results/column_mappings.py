"""Layouts of exam results that a person explained once: remembered, and used from then on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.examination.exams import ColumnMapping, column_mapping_id
from quality_desktop.domain.spelling import heading_key
from quality_desktop.sheets.results.context import Explanation
from quality_desktop.sheets.results.mapped_tables import headings_key
from quality_desktop.sheets.results.result_fields import MEANINGS, meaning_of
from quality_desktop.storage.store import Store

__all__ = ["MEANINGS", "explain", "explanations", "proposed"]


_PROPOSED = {"date": "year", "pupils": "participants"}
"""Meanings of headings that a person chooses under another name."""


def proposed(headings: Sequence[str]) -> tuple[str, ...]:
    """Meanings that the headings themselves suggest, empty where they suggest none.

    Each meaning is proposed once; a person looks at all of them before they count.
    """
    found: list[str] = []
    for heading in headings:
        meaning = meaning_of(heading_key(heading))
        meaning = _PROPOSED.get(meaning, meaning)
        found.append(meaning if meaning in MEANINGS and meaning not in found else "")
    return tuple(found)


def explain(
    *,
    store: Store,
    headings: Sequence[str],
    title: str,
    meanings: Sequence[str],
    constants: Mapping[str, str],
) -> Changes:
    """Remember what the columns of an unknown layout mean.

    Args:
        store: The file of the office.
        headings: Headings of the table, as they are written.
        title: What the office calls the layout.
        meanings: Meaning per heading (``result_fields.MEANINGS``), empty for a column left out.
        constants: What no column says: ``procedure``, ``year``, ``subject``, ``grade`` -> text.
    """
    key = headings_key(headings)
    with store.work(f"Разметка таблицы: {title}") as work:
        work.put(
            ColumnMapping(
                id=column_mapping_id(key),
                headings=key,
                title=title,
                meaning="\n".join(meanings),
                constants="\n".join(f"{name}={text}" for name, text in constants.items() if text),
            )
        )
        return work.commit()


def explanations(*, store: Store) -> dict[str, Explanation]:
    """What was said of layouts before: headings as they are compared -> the explanation."""
    return {
        mapping.headings: Explanation(
            title=mapping.title,
            meanings=tuple(mapping.meaning.split("\n")),
            constants={
                name: text
                for line in mapping.constants.splitlines()
                for name, _, text in [line.partition("=")]
            },
        )
        for mapping in store.all(ColumnMapping)
    }
