"""Works of too few participants: a rule leaves them out, and whoever reads its result is told so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quality_desktop.language.numbers import counted

if TYPE_CHECKING:
    from quality_desktop.services.risk_schools.risk import RiskView


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallWorks:
    """What the least number of participants leaves out of a year; a work is one of one school.

    Attributes:
        least: Works of fewer participants are left out.
        counted: Works that count.
        left_out: Works that do not.
        low: Pupils with a low result in the works left out.
        participants: Participants of the works left out.
        schools: Schools that have results, but none that counts.
    """

    least: int
    counted: int
    left_out: int
    low: int
    participants: int
    schools: int

    @property
    def sentence(self) -> str:
        """What a reader must know; empty when nothing is left out."""
        if not self.left_out:
            return ""
        told = (
            f"Не учтены работы, где у школы меньше {self.least} "
            f"{'участника' if self.least % 10 == 1 and self.least % 100 != 11 else 'участников'}: "
            f"таких работ – {self.left_out}, в них "
            f"{counted(self.participants, 'участник', 'участника', 'участников')}; "
            "в долю по муниципалитету они не входят."
        )
        if self.schools:
            told += f" Школ, где все работы такие, – {self.schools}: они вне списка."
        return told


def small_works(view: RiskView) -> SmallWorks:
    """Count what the terms of a year leave out."""
    least = view.terms.min_participants
    small = [
        [result for result in found if result.participants < least]
        for found in view.results.values()
    ]
    flat = [result for found in small for result in found]
    works = sum(len(found) for found in view.results.values())
    return SmallWorks(
        least=least,
        counted=works - len(flat),
        left_out=len(flat),
        low=sum(result.low for result in flat),
        participants=sum(result.participants for result in flat),
        schools=sum(
            bool(found) and len(found) == len(own)
            for found, own in zip(small, view.results.values(), strict=True)
        ),
    )
