"""What the office decided about a school of a list, in words."""

from __future__ import annotations

from quality_desktop.domain.at_risk.risk_lists import RiskEntry


def decision_words(entry: RiskEntry, *, is_approved: bool) -> str:
    """What the office decided about a school; before it did, «не решено» and never the rule's word."""
    if not entry.decision and not is_approved:
        return "не решено"
    listed, kept_out = ("в списке", "не включена") if is_approved else ("включить", "не включать")
    word = listed if entry.is_listed else kept_out
    return f"{word}: {entry.decision}" if entry.decision else word
