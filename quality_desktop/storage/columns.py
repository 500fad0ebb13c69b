"""The registry of column codes: how the change log names kinds and fields for ever.

A kind has a number, a field has a place in its kind's list; the code of a column is
``number * 100 + place`` (places start at 1). Numbers and places are never reused and lists only
grow at their end: changes written years ago, and changes of offices with other versions of the
program, are read by these codes. A field that goes away keeps its name here.

A new kind is a new entry with the next number; a new field goes to the end of its kind's list.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PLACES = 100
"""Codes of a kind: its number times this, plus the field's place."""

REGISTRY: Mapping[str, tuple[int, tuple[str, ...]]] = MappingProxyType(
    {
        "municipality": (
            1,
            (
                "name",
                "official_name",
                "abbreviation",
                "region",
                "office_name",
                "office_term",
                "office_short",
                "locality",
                "address",
                "phone",
                "email",
                "site",
                "load_limit",
            ),
        ),
        "letterhead": (
            2,
            (
                "name",
                "layout",
                "left_heading",
                "right_heading",
                "left_kind_word",
                "right_kind_word",
                "left_language",
                "left_date_pattern",
                "right_date_pattern",
                "left_place",
                "right_place",
                "reference_data",
            ),
        ),
        "unit": (3, ("name", "short_name", "head", "place")),
        "person": (
            4,
            (
                "surname",
                "given",
                "patronymic",
                "gender",
                "position",
                "unit",
                "phone",
                "email",
                "is_active",
                "note",
            ),
        ),
        "inflection": (5, ("scope", "key", "gender", "case", "form", "is_checked")),
        "school": (
            6,
            (
                "code",
                "short_name",
                "full_name",
                "type",
                "address",
                "is_rural",
                "is_small",
                "head",
                "phone",
                "email",
                "site",
                "is_active",
            ),
        ),
        "school_year": (7, ("school", "year", "pupils", "classes", "teachers", "note")),
        "team": (8, ("title", "act_title", "act_number", "act_date")),
        "team_member": (9, ("team", "person", "role", "practice", "place")),
        "edition": (10, ("code", "title", "since", "source", "certainty", "is_current")),
        "direction_group": (11, ("edition", "code", "title", "quality_of", "place")),
        "direction": (12, ("group", "code", "title", "track", "place")),
        "direction_link": (13, ("earlier", "later", "note")),
        "assignment": (14, ("direction", "role", "person", "unit", "place")),
        "stage": (15, ("number", "title")),
        "position": (16, ("stage", "number", "title", "in_short_track", "source")),
        "card_row": (
            17,
            ("stage", "direction", "structure", "actions", "coordinator", "executors", "operator"),
        ),
        "progress": (18, ("direction", "position", "year", "status", "due", "done", "note")),
        "evidence": (19, ("progress", "form", "title", "locator", "dated")),
        "programme": (20, ("direction", "year", "note")),
        "goal": (21, ("programme", "number", "text")),
        "task": (22, ("programme", "number", "text")),
        "collection_method": (23, ("programme", "name", "text", "place")),
        "activity_line": (24, ("programme", "number", "title")),
        "indicator": (
            25,
            ("line", "heading", "title", "criteria", "methods", "responsible", "place"),
        ),
        "paper": (
            26,
            (
                "form",
                "number",
                "dated",
                "letterhead",
                "edition",
                "signatory",
                "supervisor",
                "controller",
                "executor",
                "is_certified_copy",
                "copy_mark",
                "certifier",
                "certified_on",
            ),
        ),
        "appendix": (27, ("paper", "number", "content", "programme")),
        "paper_deadline": (28, ("paper", "code", "due")),
        "clause_edit": (29, ("paper", "clause", "text", "composed", "is_struck")),
        "exam_procedure": (30, ("code", "title", "short_title", "aliases", "source", "place")),
        "subject": (31, ("code", "title", "short_title", "aliases", "place")),
        "form": (
            32,
            (
                "code",
                "title",
                "version",
                "direction",
                "instruction",
                "source",
                "certainty",
                "since",
                "until",
                "place",
            ),
        ),
        "data_element": (
            33,
            (
                "form",
                "code",
                "procedure",
                "subject",
                "grade",
                "title",
                "short_title",
                "group",
                "hint",
                "type",
                "decimals",
                "unit",
                "options",
                "lowest",
                "highest",
                "is_required",
                "derived_from",
                "since",
                "until",
                "place",
            ),
        ),
        "check_rule": (34, ("form", "left", "relation", "right", "sentence", "is_hard", "place")),
        "collection": (35, ("form", "year", "due", "note")),
        "submission": (
            36,
            (
                "collection",
                "school",
                "received",
                "file_name",
                "fingerprint",
                "sender",
                "is_expected",
                "note",
            ),
        ),
        "value": (
            37,
            (
                "element",
                "school",
                "year",
                "digits",
                "decimals",
                "text",
                "absence",
                "origin",
                "note",
            ),
        ),
        "acceptance": (
            38,
            ("year", "school", "check", "fingerprint", "reason", "author", "accepted"),
        ),
        "calculation": (
            39,
            (
                "indicator",
                "code",
                "title",
                "type",
                "numerator",
                "denominator",
                "factor",
                "decimals",
                "unit",
                "polarity",
                "aggregate",
                "condition",
                "since",
                "until",
                "source",
                "certainty",
                "note",
                "place",
            ),
        ),
        "band": (
            40,
            ("calculation", "lower", "upper", "title", "tone", "level", "source", "place"),
        ),
        "target": (41, ("calculation", "year", "figure", "source")),
        "exam_result": (
            42,
            (
                "procedure",
                "year",
                "subject",
                "grade",
                "school",
                "participants",
                "two",
                "three",
                "four",
                "five",
                "lowered",
                "confirmed",
                "raised",
                "below",
                "high",
                "full",
                "mean_hundredths",
                "max_score",
                "scores",
                "tasks",
                "layout",
                "source",
                "note",
            ),
        ),
        "name_match": (43, ("written", "shown", "school")),
        "column_mapping": (44, ("headings", "title", "meaning", "constants")),
    }
)


def kind_number(kind: str) -> int:
    """Number of a kind, as the first item of a whole-row change holds it."""
    return REGISTRY[kind][0]


def column_codes(kind: str) -> dict[str, int]:
    """Field name -> column code, for every field a kind ever had."""
    number, names = REGISTRY[kind]
    return {name: number * PLACES + place for place, name in enumerate(names, start=1)}
