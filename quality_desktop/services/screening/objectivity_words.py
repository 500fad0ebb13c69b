"""Signs of screening as sentences: the numbers, and what to check."""

from __future__ import annotations

from fractions import Fraction

from quality_desktop.analysis.objectivity import Agreement, ScoreJump, TaskGap
from quality_desktop.domain.examination.exam_details import Points
from quality_desktop.domain.figures import printed, printed_exactly, wilson


def register_text(
    part: int, found: Agreement, bound: Fraction, *, is_lower: bool, small: int
) -> str:
    """Marks beside those of the register.

    Args:
        part: Pupils whose mark is lower, or higher.
        found: All three groups.
        bound: From which share of one on it is told.
        is_lower: Lower than in the register; higher otherwise.
        small: Shares of fewer pupils are told with their interval.
    """
    word = "ниже" if is_lower else "выше"
    what = " текущие отметки" if is_lower else ", как проводили и проверяли работу"
    interval = ""
    if found.whole < small:
        around = wilson(part, found.whole)
        interval = "" if around is None else f" (учеников мало: {around.printed()})"
    return (
        f"отметка {word}, чем в журнале, у {part} из {found.whole} = "
        f"{printed(Fraction(part, found.whole) * 100, 1, '%')}{interval} "
        f"≥ {printed_exactly(bound * 100)}\u202f% – повод проверить{what}."
    )


def unconfirmed_text(now: str, later: str, title: str) -> str:
    """Good marks far above the others, and gone a year later.

    Args:
        now: «90,0 % (18 из 20), в остальных школах 50,0 %».
        later: The same a year later.
        title: The work of the year later.
    """
    return (
        f"«4» и «5» – {now}; через год ({title}) – {later} – "
        "повод проверить, как проводили и проверяли работу."
    )


def jump_text(jump: ScoreJump) -> str:
    """Works that gather at the first score of a mark."""
    return (
        f"первый балл отметки «{jump.mark}» ({jump.score}) у {jump.above} участников, "
        f"а на балл меньше – у {jump.below}; случайно так выходит не чаще "
        f"{_chance(jump.chance)} – повод проверить, как проверяли работы у границы отметки."
    )


def _chance(chance: Fraction) -> str:
    """Rounded up, so that it never looks rarer than it is."""
    percents = chance * 100
    decimals = next((d for d in range(1, 4) if percents * 10**d >= 1), 3)
    digits = -(-percents * 10**decimals // 1)
    return printed(Fraction(digits, 10**decimals), decimals, "%")


def tasks_text(gap: TaskGap) -> str:
    """Easy tasks worse than elsewhere, hard ones better."""

    def pair(own: Points, others: Points) -> str:
        shown = (printed(Fraction(p.won, p.possible) * 100, 1, "%") for p in (own, others))
        return ", в остальных школах ".join(f"{one} баллов" for one in shown)

    return (
        f"лёгкие задания – {pair(gap.easy, gap.easy_others)}; "
        f"трудные – {pair(gap.hard, gap.hard_others)} – "
        "повод проверить, как проводили работу."
    )
