"""Which of several blocks of marks is the procedure's: «Годовые отметки» beside «ВПР» is not."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from quality_desktop.domain.examination.exam_catalogue import ExamCatalogue
from quality_desktop.sheets.results.occasions import Occasion, from_sheet_name, from_titles
from quality_desktop.sheets.results.title_words import is_other_work

Above = tuple[str, ...]
"""Folded headings that stand over the marks of a block, from the top down."""

_OTHER_MARKS = re.compile(
    r"\b(?:годов\w|полугод|четверт|триместр|журнал|входн|учител|текущ\w+ (?:отмет|оцен|контрол|успев)"
    r"|предыдущ|прошл|промежуточн|внутренн"
    r"|внутришкол|школьн(?!ик)|прогноз|ожидаем|аттестат|предварительн|самооценк|переводн)"
    r"|\bитогов\w+ (?:отмет|оцен)|\b(?:отметк\w+|оценк\w+) (?:по|в) школе|\bза (?:учебный )?год\b|^год$"
    r"|\b[i1-4] (?:пг|полуг|четв|чтв|трим)"
)
"""Headings of marks that are given at school and not by the procedure."""
_SUMMED = re.compile(r"\bитог")
"""«Итоговые», «Итоги» are of the year, unless they name the procedure: «Итоги ВПР»."""
_COMPARISON = re.compile(r"\b(?:сравнен|соответств|сопоставлен)")
_UNITS = frozenset(
    {"%", "в", "чел", "человек", "кол", "во", "количество", "число", "доля", "доли", "процент", "на",
     "учеников", "учащихся", "обучающихся", "участников", "получили", "получивших", "отметка",
     "отметки", "отметку", "отметок", "оценка", "оценки", "уч", "ся", "шт", "и"}
)  # fmt: skip
_UNITS_OF_MARKS = _UNITS & {"%", "чел", "кол", "количество", "число", "доля", "доли", "процент"}
_LEAST_MARKS = 3
NOT_TAKEN = "«{heading}» – не взято: здесь хранят отметки самой процедуры"
"""What is told of a block that is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which blocks of marks are the procedure's.

    Attributes:
        left_out: Headings of the blocks that are not.
        refusal: Why nobody can tell, as a sentence, or empty.
    """

    left_out: frozenset[Above] = frozenset()
    refusal: str = ""


def occasion_above(above: Above, catalogue: ExamCatalogue) -> Occasion:
    """What the headings over a column say, the lowest first."""
    said = Occasion()
    for text in reversed(above):
        own = from_titles([[text]], catalogue).over(from_sheet_name(text, catalogue))
        said = said.over(own).over(Occasion(subject=catalogue.subject(text)))
    return said


def choice_of(blocks: Mapping[Above, Collection[str]], catalogue: ExamCatalogue) -> Choice:
    """Tell the blocks of the procedure from the others.

    Args:
        blocks: Headings over the marks -> which marks stand under them.
        catalogue: Names of procedures and subjects.
    """
    shared = set.intersection(*map(set, blocks)) if len(blocks) > 1 else set[str]()
    texts = {above: " ".join(t for t in above if t not in shared) for above in blocks}
    others = {above for above, text in texts.items() if text and _is_other(text, catalogue)}
    rest = [above for above in blocks if above not in others]
    if others and not rest:
        named = ", ".join(f"«{texts[above]}»" for above in blocks)
        text = (
            f"под {named} не отметки самой процедуры, и других в таблице нет: если это её отметки, "
            "назовите столбцы её именем («ВПР», «ОГЭ»)"
        )
        return Choice(refusal=text)
    said = {above: occasion_above(above, catalogue) for above in rest}
    if any(said[above].procedure and texts[above] for above in rest):
        mute = [a for a in rest if said[a] == Occasion() and _is_block(blocks[a], texts[a])]
        if () in mute or any(not texts[a] for a in mute):
            return Choice(
                refusal="отметки стоят дважды, с именем процедуры и без заголовка: напишите над каждыми "
                "из них, что это"
            )
        others |= set(mute)
    return Choice(left_out=frozenset(others))


def are_of_one(blocks: Collection[Above], catalogue: ExamCatalogue) -> bool:
    """True for one block of marks, and for the same marks as counts and as shares."""
    if len({occasion_above(above, catalogue) for above in blocks}) > 1:
        return False
    shared = set.intersection(*map(set, blocks)) if len(blocks) > 1 else set[str]()
    texts = [{w for t in above if t not in shared for w in t.split()} for above in blocks]
    return len(blocks) == 1 or any(words & _UNITS_OF_MARKS for words in texts)


def _is_other(text: str, catalogue: ExamCatalogue) -> bool:
    if _COMPARISON.search(text):
        return False
    if _OTHER_MARKS.search(text) or is_other_work(text, catalogue.procedure_in(text)):
        return True
    return bool(_SUMMED.search(text)) and not catalogue.procedure_in(text)


def _is_block(marks: Collection[str], text: str) -> bool:
    """True for marks of their own, not the same ones in percent under «%» or «чел.»."""
    return len(set(marks)) >= _LEAST_MARKS and (not text or not set(text.split()) <= _UNITS)
