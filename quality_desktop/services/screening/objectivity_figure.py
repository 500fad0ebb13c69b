"""Primary scores of a school as a figure, the same for the window and for papers."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from quality_desktop.services.risk_schools.risk_words import ExamWords
from quality_desktop.services.screening.objectivity_signs import Sign
from quality_desktop.services.screening.objectivity_spread import ScoreSpread

if TYPE_CHECKING:
    from quality_desktop.charts.figures import Distribution


def score_figure(
    spread: ScoreSpread, *, school: str, signs: Iterable[Sign], words: ExamWords
) -> Distribution | None:
    """How many pupils got each score, beside what the district's shares would give.

    Args:
        spread: The scores.
        school: Name of the school.
        signs: Signs of this school in this work: a jump is pointed out.
        words: How works are called.

    Returns:
        None when the source gives no scores of the school.
    """
    from quality_desktop.charts.figures import Distribution, ScoreBorder

    pupils = sum(spread.own.values())
    if not pupils:
        return None
    last = max((*spread.own, *spread.district))
    everyone = sum(spread.district.values())
    pointed = frozenset(
        sign.score
        for sign in signs
        if sign.score is not None and (sign.work, sign.year) == (spread.work, spread.year)
    )
    title = words.title(*spread.work, spread.year)
    question = "у границы отметки много работ" if pointed else "как легли баллы"
    return Distribution(
        title=f"{school}, {title}: {question}",
        counts=tuple(spread.own.get(score, 0) for score in range(last + 1)),
        borders=tuple(
            ScoreBorder(score=border + 1, mark=str(mark))
            for mark, border in enumerate(spread.borders, start=3)
            if border is not None
        ),
        expected=tuple(
            Fraction(pupils * spread.district.get(score, 0), everyone) for score in range(last + 1)
        ),
        expected_words="как в районе",
        pointed=pointed,
        pointed_words="повод проверить" if pointed else "",
    )
