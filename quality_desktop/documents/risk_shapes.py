"""What the wording of each paper about schools at risk may name."""

from __future__ import annotations

from quality_desktop.documents.outline_facts import Shape

_LIST = ("number", "school", "reasons", "margin", "decision")
_SCHOOLS = Shape(texts=("school",))
_GROUPS = (
    "entered_schools", "stayed_schools", "left_schools", "returned_schools",
    "resumed_schools", "unknown_schools", "resilient_schools", "border_schools",
    "border_outside_schools", "sign_schools",
)  # fmt: skip
_YEAR = ("year", "next", "school_year")
_DECIDED = ("by_rule", "by_decision", "kept_out", "decisions")
"""How the list of the office differs from the rule."""

LISTS_ORDER = Shape(
    texts=(
        *_YEAR, "rule", "source", "abbreviations", "low.count", "hard.count", "low.approved",
        "hard.approved",
    ),
    tables={"low": _LIST, "hard": _LIST},
)  # fmt: skip
"""Order approving the lists of a year: ``low`` is ШНОР, ``hard`` is ШНСУ."""

RESULTS_LETTER = Shape(
    texts=(
        *_YEAR, "rule", "source", "act", "schools", "tested", "share", "sums", "listed", "listed_in",
        "no_data", "left_out", "abbreviations", "comments", "corrected", *_DECIDED,
    ),
    dates=("plan_due",),
    lists={"low": _SCHOOLS, "partners": _SCHOOLS},
    tables={
        "works": ("number", "work", "schools", "participants", "low", "share", "interval"),
        "listed": _LIST,
        "pairs": ("number", "school", "partner", "subject"),
    },
)  # fmt: skip
"""Information letter on the results of a year."""

SCHOOL_LETTER = Shape(
    texts=(
        *_YEAR,
        "school",
        "rule",
        "margin",
        "act",
        "plain",
        "listed",
        "led",
        "abbreviations",
        "decided",
    ),
    dates=("due",),
    people=("head",),
    organisations=("organisation",),
    lists={
        "reasons": Shape(texts=("reason",)),
        "factors": Shape(texts=("factor",)),
        "levels": Shape(
            texts=("level", "office"),
            lists={"items": Shape(texts=("text", "cited"), dates=("until",))},
        ),
        "partners": Shape(texts=("partner", "subject")),
    },
)
"""Addressed recommendations to one school."""

YEAR_REPORT = Shape(
    texts=(
        *_YEAR, "rule", "source", "act", "schools", "tested", "share", "sums", "listed", "listed_in",
        "no_data", "left_out", "abbreviations", "corrected", *_DECIDED,
        "border", "compared", "before", "entered", "stayed", "left", "returned", "unknown",
        "both", "low_only", "hard_only", "hard_unknown", "resilient", "other", "context",
        "recommended", "points", "sent", "acknowledged", "planned", "done", "pairs", "plans_received",
        "plans_approved", "lowered", "confirmed", "raised", "signs", "signs_shown",
        "markers", "markers_found", "markers_wrote", "markers_unknown",
    ),
    lists=dict.fromkeys(_GROUPS, _SCHOOLS),
    tables={
        "works": ("number", "work", "schools", "participants", "low", "share", "interval"),
        "listed": _LIST,
        "history": ("year", "listed", "entered", "stayed", "left", "returned", "unknown"),
        "help": ("number", "school", "partner", "recommended", "done"),
    },
    figures=("works", "heat", "flow", "quadrants"),
)  # fmt: skip
"""Analytical report of a year."""

JOINT_PLAN = Shape(
    texts=(*_YEAR, "proposed"),
    tables={
        "steps": ("number", "title", "dates", "responsible", "expected"),
        "pairs": ("number", "school", "partner", "subject", "due", "received", "approved"),
    },
)
"""Joint plan of interaction of schools."""

EFFECT_REPORT = Shape(
    texts=(*_YEAR, "count", "method", "no_cause", "before", "proposed"),
    lists={
        "measures": Shape(
            texts=("title", "figure", "period", "responsible", "summary", "before", "after"),
            tables={
                "schools": (
                    "number", "school", "before", "after", "change", "similar", "effect", "verdict",
                ),
            },
            figures=("change",),
        )
    },
)  # fmt: skip
"""Report on the effect of measures that the exams of a year judge."""
