"""Fields that are one value only together: 125 with one decimal is 12,5, with two it is 1,25.

Where a figure came from belongs to the figure: a number that the office typed is not «из формы школы»
because somebody else read the school's workbook.

What was read from a school's workbook is one thing, too: its day, its name and its fingerprint are
no three questions to a person, and the day of one file beside the name of another would be false.

So is a result: marks of one person beside marks of another make a sum that nobody counted. So is
what somebody answers for with a name: the text of a signed paper with its fingerprint, a warning that
was accepted with the reason, a list of schools with the act that approved it.

Whoever takes one of them from somebody else's copy must take all of them from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from quality_desktop.domain.at_risk.risk_lists import RiskList
from quality_desktop.domain.collection.monitoring import Acceptance, Submission, Value
from quality_desktop.domain.examination.exams import ExamResult
from quality_desktop.domain.register import IssuedPaper

TOGETHER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        Value.kind: ("digits", "decimals", "text", "absence", "origin"),
        Submission.kind: ("file_name", "received", "sender", "fingerprint"),
        ExamResult.kind: (
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
        ),
        IssuedPaper.kind: ("tree", "fingerprint", "issued_on", "cause"),
        Acceptance.kind: ("reason", "author", "accepted", "fingerprint"),
        RiskList.kind: (
            "status",
            "rule",
            "terms",
            "made",
            "fingerprint",
            "act_title",
            "act_number",
            "act_date",
        ),
    }
)
"""Kind -> its fields that are one value; the first stands for all of them."""

ALONG: Mapping[str, tuple[str, ...]] = MappingProxyType({Value.kind: ("origin",)})
"""Kind -> fields of such a value that go along with it, and are told only where the rest is equal."""


def leading(kind: str, field: str) -> str:
    """The field that stands for a value: itself where it is a value of its own."""
    together = TOGETHER.get(kind, ())
    return together[0] if field in together else field


def whole(kind: str, field: str) -> tuple[str, ...]:
    """All fields of the value that a field belongs to."""
    together = TOGETHER.get(kind, ())
    return together if field in together else (field,)
