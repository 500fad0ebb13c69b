"""A rule becomes the one in force: as it is, or with the terms that were tried, always with a reason.

A rule with a source is never overwritten by other terms, or its source would lie: other terms
become a rule of the office's own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.at_risk.risk import Repeat, RiskCriterion, RiskRule, percent
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.figures import printed_exactly, with_unit
from quality_desktop.domain.records import new_id
from quality_desktop.services.risk_schools import risk
from quality_desktop.services.risk_schools.risk_board import WhatIf, own_terms

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

OWN_CODE: Final = "own-"
"""Codes of the office's own rules begin so."""
_CERTAINTY: Final = "задано управлением, официальным не является"


def adopt(*, store: Store, rule: str, what_if: WhatIf | None, reason: str) -> Changes:
    """Put a rule in force.

    The reason stands in the history; for other terms also beside the rule, as their source.

    Args:
        store: The file.
        rule: Code of the rule that is shown.
        what_if: Terms that were tried in place of its own; None for its own.
        reason: Why: an act, a decision.

    Raises:
        QualityError: There is no such rule, no reason, or the share is not set or is no share.
    """
    known = risk.rules(store=store)
    found = next((one for one in known if one.code == rule), None)
    if found is None:
        raise QualityError("Этого правила в файле больше нет.")
    why = reason.strip()
    if not why:
        raise QualityError("Впишите основание: акт или решение, по которому правило действует.")
    wanted = own_terms(found) if what_if is None else what_if
    share = wanted.share.strip().replace(",", ".")
    if not share:
        raise QualityError(f"В правиле «{found.title}» не задан порог: впишите долю в процентах.")
    percent(share)
    chosen = _with_terms(found, replace(wanted, share=share), why, place=len(known))
    is_same_share = chosen.share == found.share
    with store.work(f"Действующее правило: {why}") as work:
        for one in work.all(RiskCriterion, rule=found.id):
            # A share that is named overrules those of criteria, as it did while it was tried.
            own = one if is_same_share else replace(one, share="")
            is_copied = chosen.id != found.id
            work.put(replace(own, id=new_id(), rule=chosen.id) if is_copied else own)
        work.put(replace(chosen, is_current=True))
        work.put_all(
            replace(one, is_current=False)
            for one in known
            if one.is_current and one.id != chosen.id
        )
        return work.commit()


def _with_terms(found: RiskRule, wanted: WhatIf, why: str, *, place: int) -> RiskRule:
    """The rule itself, the rule with its missing share set, or one of the office's own."""
    if wanted == own_terms(found):
        return found
    made = replace(
        found,
        share=wanted.share,
        procedures=wanted.procedures,
        min_participants=wanted.min_participants,
        is_strict=wanted.is_strict,
        repeat=wanted.repeat.value,
    )
    if not found.share.strip():
        told = f"порог задан управлением: {why}"
        return replace(made, certainty="; ".join(filter(None, (found.certainty, told))))
    key = found.id if found.code.startswith(OWN_CODE) else new_id()
    is_new = key != found.id
    return replace(
        made,
        id=key,
        code=f"{OWN_CODE}{key.hex[-12:]}" if is_new else found.code,
        title=_title(wanted),
        edition="",
        wording="",
        source=f"решение управления: {why}",
        certainty=_CERTAINTY,
        place=place if is_new else found.place,
    )


def _title(wanted: WhatIf) -> str:
    """«Правило управления: 25 % и более, процедур – 2 и больше»."""
    share = with_unit(printed_exactly(percent(wanted.share) * 100), "%")
    told = [
        f"более {share}" if wanted.is_strict else f"{share} и более",
        f"процедур – {wanted.procedures} и больше",
    ]
    if wanted.repeat is not Repeat.OFF:
        told.append("и повтор за два года" if wanted.repeat is Repeat.AND else "или повтор")
    if wanted.min_participants > 1:
        told.append(f"участников – {wanted.min_participants} и больше")
    return f"Правило управления: {', '.join(told)}"
