"""What a comparison says, in words: careful ones, for chance and cause are not told apart."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from quality_desktop.analysis.effect import Counts, Difference, MeanEffect, Verdict
from quality_desktop.domain.figures import (
    MINUS,
    NOTHING,
    Interval,
    printed,
    printed_digits,
    round_half_up,
)
from quality_desktop.language.numbers import plural
from quality_desktop.services.effects.effect import MeasureEffect, SchoolEffect

POINTS: Final = "п.\u00a0п."
NO_DATA: Final = "нет данных"
SMALL: Final = "мало участников"
FEW_SIMILAR: Final = "похожих школ мало для вывода"
FEW_SCHOOLS: Final = "школ мало для вывода"
NO_CAUSE: Final = (
    "Сравнение не доказывает причину: школы с мерой и без неё могли отличаться и другим."
)
METHOD: Final = (
    "Изменение доли в школе сравнивается с изменением в похожих школах без меры (разность "
    "разностей). Из оценочных процедур взяты только работы, которые школа писала в оба года, поэтому "
    "доля может отличаться от доли за весь год. Похожие – с близкой долей до меры, затем по индексу "
    "социального контекста и типу. Интервал 95 %: по школе – метод Ньюкомба, по мере – Стьюдента по школам."
)
VERDICTS: Final[Mapping[Verdict, str]] = MappingProxyType(
    {
        Verdict.BETTER: "лучше, чем у похожих школ",
        Verdict.WORSE: "хуже, чем у похожих школ",
        Verdict.CHANCE: "в пределах случайного",
        Verdict.NOT_COMPARED: "сравнить не с кем",
    }
)


def share(counts: Counts | None) -> str:
    """«37,5 %»."""
    return NO_DATA if counts is None else printed(counts.share * 100, 1, "%")


def counted(counts: Counts | None) -> str:
    """«37,5 % (9 из 24)»."""
    if counts is None:
        return NO_DATA
    return f"{share(counts)} ({counts.part} из {counts.whole})"


def change(before: Counts | None, after: Counts | None) -> str:
    """«−21,5 п. п.»: rounded once, from the exact shares."""
    if before is None or after is None:
        return NOTHING
    return _points(after.share - before.share)


def effect(row: SchoolEffect) -> str:
    """«−19,5 п. п.»: the difference of the changes, rounded once."""
    found = row.effect
    if found is None or found.effect is None:
        return NOTHING
    return _points(found.effect.exact)


def mean(found: MeanEffect | None) -> str:
    """«−12,3 п. п.»."""
    if found is None or found.exact is None:
        return NOTHING
    return _points(found.exact)


def interval(found: Difference | Interval | None) -> str:
    """«от −43 до +4 п. п.», rounded outwards; empty without one."""
    if found is None:
        return ""
    ends = found.interval if isinstance(found, Difference) else found
    low, high = math.floor(ends.low * 100 + 1e-9), math.ceil(ends.high * 100 - 1e-9)
    return f"от {_whole(low)} до {_whole(high)} {POINTS}"


def mean_verdict(found: MeanEffect | None) -> str:
    """What the comparison of all schools of a measure says; few schools are not none."""
    if found is None:
        return ""
    if found.verdict is Verdict.NOT_COMPARED and found.exact is not None:
        return FEW_SCHOOLS
    return VERDICTS[found.verdict]


def verdict(row: SchoolEffect) -> str:
    """What the comparison of a school says."""
    if row.effect is None:
        return NO_DATA
    told = VERDICTS[row.effect.verdict]
    if row.effect.verdict is Verdict.NOT_COMPARED and row.effect.similar_before is not None:
        told = FEW_SIMILAR
    return f"{told}; {SMALL}" if row.is_small else told


def story(row: SchoolEffect) -> tuple[str, ...]:
    """Everything about a school, a sentence each."""
    found = row.effect
    if found is None:
        return ("Данных за оба года нет: сравнить нельзя.",)
    lines = []
    lines.append(
        f"Было {counted(row.before)}, стало {counted(row.after)}: "
        f"{change(row.before, row.after)} (95 %: {interval(found.change)})."
    )
    number = len(row.similar)
    if found.similar_before is not None:
        lines.append(
            f"Похожие школы без меры ({number}): было {counted(found.similar_before)}, "
            f"стало {counted(found.similar_after)}."
        )
    if found.effect is None:
        lines.append(f"Похожих школ {number}: для сравнения мало.")
    else:
        lines.append(
            f"Разница изменений: {effect(row)} (95 %: {interval(found.effect)}) – "
            f"{VERDICTS[found.verdict]}."
        )
        schools = plural(number, "похожей школы", "похожих школ", "похожих школ")
        lines.append(f"Изменение лучше, чем у {found.ahead_of} из {number} {schools}.")
    if row.is_small:
        lines.append("Участников мало: вывод об одной школе не делайте.")
    return tuple(lines)


def summary(found: MeasureEffect) -> str:
    """The finding about a measure in one or two sentences."""
    if found.problem:
        return found.problem
    told = (
        f"В школах меры было {counted(found.whole_before)}, стало {counted(found.whole_after)}: "
        f"{change(found.whole_before, found.whole_after)}"
    )
    made = found.mean
    if made is None or made.exact is None:
        return f"{told}; похожих школ без меры мало: сравнить не с чем."
    told += f"; в среднем против похожих (школ: {made.schools}): {mean(made)}"
    if made.interval is None:
        return f"{told}; школ мало, интервал не считается."
    return f"{told} (95 %: {interval(made.interval)}) – {VERDICTS[made.verdict]}."


def _points(share: Fraction) -> str:
    tenths = round_half_up(share * 100, 1)
    sign = "+" if tenths > 0 else ""
    return f"{sign}{printed_digits(tenths, 1)} {POINTS}"


def _whole(number: int) -> str:
    return f"+{number}" if number > 0 else str(number).replace("-", MINUS)
