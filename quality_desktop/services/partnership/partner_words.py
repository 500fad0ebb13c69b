"""Why two schools are partners, in sentences with their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from quality_desktop.analysis.pairing import Level, PairScore
from quality_desktop.domain.figures import MINUS, printed, printed_digits, round_half_up, wilson
from quality_desktop.services.risk_schools.risk_words import ExamWords

BY_HAND = "Пару выбрало управление."
NO_SUBJECT = "Предмета, слабого у школы и сильного у партнёра, по результатам года нет."
OWN_METHOD = "Методика подбора – собственная, официальной нет."


def explanation(
    found: PairScore, words: ExamWords, district: Mapping[str, Level], *, is_manual: bool = False
) -> str:
    """Sentences, one a line: the results of both, the context, the distance, the points."""
    lines = [BY_HAND] if is_manual else []
    lines.append(
        f"{words.subject(found.subject)}: низкие результаты у {_few(found.weak)}, "
        f"у партнёра – у {_few(found.strong)}, в районе – у {_level(district[found.subject])}."
    )
    if found.resilient:
        lines.append(
            "Партнёр – резильентная школа: трудные социальные условия и хорошие результаты."
        )
    lines.append(_distance(found.metres))
    lines.append(points(found))
    return "\n".join(lines)


def without_score(*, metres: int | None) -> str:
    """Sentences for a pair that a person chose and the results do not explain."""
    return "\n".join(
        [
            BY_HAND,
            NO_SUBJECT,
            _distance(metres),
        ]
    )


def points(found: PairScore) -> str:
    """«Оценка пары: 33,3 (разница долей) + 10 − 1,2 = 42,1 балла.»; the sum of what is shown."""
    parts = [round_half_up(number, 1) for number in (found.gap, found.resilient, found.distance)]
    gap, resilient, distance = parts
    told = f"{_tenths(gap)} п.\u00a0п. разницы"
    if resilient:
        told += f" + {_tenths(resilient)} за резильентность"
    if distance:
        told += f" {MINUS} {_tenths(distance)} за расстояние"
    return f"Баллы пары: {told} = {_tenths(gap + resilient - distance)}."


def kilometres(metres: int) -> str:
    """«12,4 км»."""
    return printed(Fraction(metres, 1000), 1, "км")


def _level(level: Level) -> str:
    return f"{level.low} из {level.participants} ({printed(level.percent, 1, '%')})"


def _few(level: Level) -> str:
    """With its interval: a class of nine says little."""
    share = printed(level.percent, 1, "%")
    interval = wilson(level.low, level.participants)
    told = share if interval is None else f"{share}, 95 %: {interval.printed()}"
    return f"{level.low} из {level.participants} ({told})"


def _distance(metres: int | None) -> str:
    if metres is None:
        return "Расстояние между школами не указано."
    return f"Расстояние между школами – {kilometres(metres)}."


def _tenths(digits: int) -> str:
    return printed_digits(digits, 1)
