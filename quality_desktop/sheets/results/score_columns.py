"""Distributions of primary scores: a column per score, in percent of the participants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from quality_desktop.sheets.results.figures_in_rows import RowFigures
from quality_desktop.sheets.results.groups import GroupColumns, read_groups
from quality_desktop.sheets.results.headings import Column

_LEAST_SCORES = 6
_MARKS = frozenset("2345")
_FOURS_AND_FIVES = "4 5"
"""«4–5» beside «2» and «3»: tasks with a task 4.5 have a task 1 too."""
_NUMBERED = re.compile(r"\d{1,2}(?: \d{1,2})?(?: ?к\d)?(?: \d{1,2} ?б)?", re.ASCII)


def score_columns(columns: Iterable[Column]) -> dict[int, int]:
    """Columns headed by 0, 1, 2 … N without a gap: score -> column; empty when there are none."""
    found = {
        int(column.leaf): column.index
        for column in columns
        if column.leaf.isascii() and column.leaf.isdigit()
    }
    is_scale = len(found) >= _LEAST_SCORES and set(found) == set(range(len(found)))
    return found if is_scale else {}


def are_numbered(columns: Iterable[Column]) -> bool:
    """True when the columns are scores or tasks («0, 1, 2 …», «1, 2.1, 4К1»): «2» is no mark then."""
    leaves = {column.leaf for column in columns} - {_FOURS_AND_FIVES}
    return any(_NUMBERED.fullmatch(leaf) and leaf not in _MARKS for leaf in leaves)


def read_scores(
    figures: RowFigures, scores: Mapping[int, int], total: int, decimals: int
) -> dict[str, int | str]:
    """Pupils per score restored from percents; empty when they cannot be told."""
    names = {str(score): f"балл {score}" for score in scores}
    where = GroupColumns(
        names=names, counts={}, percents={str(score): column for score, column in scores.items()}
    )
    counts = read_groups(figures, where, total, decimals)
    if not counts:
        return {}
    return {
        "scores": printed_scores({int(score): count for score, count in counts.items()}),
        "max_score": max(scores),
    }


def printed_scores(counts: Mapping[int, int]) -> str:
    """Pupils per score as ``ExamResult.scores`` keeps them: «0:1;5:3», without empty scores."""
    return ";".join(f"{score}:{counts[score]}" for score in sorted(counts) if counts[score])
