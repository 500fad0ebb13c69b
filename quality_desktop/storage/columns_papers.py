"""Column codes of papers, their register, roadmaps and controlled dates; see ``columns``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PAPERS: Mapping[str, tuple[int, tuple[str, ...]]] = MappingProxyType(
    {
        "roadmap": (
            63,
            (
                "title",
                "year",
                "direction",
                "columns",
                "note",
                "place",
            ),
        ),
        "roadmap_section": (
            64,
            (
                "roadmap",
                "title",
                "place",
            ),
        ),
        "roadmap_row": (
            65,
            (
                "roadmap",
                "section",
                "number",
                "title",
                "participants",
                "executors",
                "co_executors",
                "dates",
                "expected",
                "progress",
                "done_on",
                "progress_note",
                "proof",
                "source",
                "place",
            ),
        ),
        "paper_kind": (
            66,
            (
                "code",
                "title",
                "family",
                "based_on",
                "kind_word",
                "heading",
                "addressee",
                "greeting",
                "distribution",
                "has_letterhead",
                "is_signed",
                "place",
                "executor",
                "appendix_mark",
            ),
        ),
        "paper_part": (
            67,
            (
                "paper_kind",
                "paper",
                "key",
                "parent",
                "style",
                "text",
                "condition",
                "each",
                "cells",
                "widths",
                "place",
            ),
        ),
        "paper_field": (
            68,
            (
                "paper",
                "code",
                "title",
                "text",
            ),
        ),
        "paper_party": (
            69,
            (
                "paper",
                "code",
                "title",
                "person",
                "unit",
            ),
        ),
        "number_pattern": (
            70,
            (
                "family",
                "pattern",
                "first",
                "is_yearly",
            ),
        ),
        "paper_addressee": (
            71,
            (
                "paper",
                "school",
                "unit",
                "person",
                "name",
                "sent_on",
                "channel",
                "answered_on",
                "answer_number",
                "reminded_on",
                "note",
                "place",
            ),
        ),
        "incoming_paper": (
            72,
            (
                "number",
                "received_on",
                "sender",
                "sender_number",
                "sender_dated",
                "subject",
                "answers",
                "addressee",
                "answer",
                "due",
                "executor",
                "status",
                "note",
            ),
        ),
        "paper_link": (
            73,
            (
                "paper",
                "earlier",
                "relation",
            ),
        ),
        "issued_paper": (
            74,
            (
                "paper",
                "tree",
                "fingerprint",
                "issued_on",
                "cause",
            ),
        ),
        "stored_file": (
            75,
            (
                "name",
                "size",
                "fingerprint",
                "content",
            ),
        ),
        "attachment": (
            76,
            (
                "file",
                "title",
                "paper",
                "addressee",
                "incoming",
                "evidence",
                "row",
                "place",
            ),
        ),
        "deadline_mark": (
            77,
            (
                "source",
                "done_on",
                "postponed_to",
                "responsible",
                "note",
                "postponed_from",
            ),
        ),
        "holiday": (
            78,
            (
                "day",
                "is_working",
                "title",
                "document",
            ),
        ),
        "period_lock": (79, ("year", "is_locked", "reason", "author", "changed_on")),
    }
)
"""Kind -> its number and its fields, in the order of their places; see ``columns``."""
