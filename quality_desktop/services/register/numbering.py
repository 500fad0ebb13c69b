"""Numbers of papers by the office's own pattern."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.at_risk.risk_lists import RiskList
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id
from quality_desktop.domain.register import (
    FROZEN,
    IncomingPaper,
    NumberPattern,
    PaperStatus,
    number_pattern_id,
)
from quality_desktop.services.paperwork import kind_files, kinds

if TYPE_CHECKING:
    from pathlib import Path

    from quality_desktop.domain.changes import Changes
    from quality_desktop.storage.store import Store

INCOMING: Final = "incoming"
_ORDERS: Final = "order"
_ORDER_WORD: Final = "приказ"
FAMILIES: Final = {
    "order": "Приказы",
    "letter": "Письма",
    "plan": "Планы",
    "other": "Другие документы",
    INCOMING: "Входящие",
}
_PLACES: Final = frozenset({"n", "year", "month", "day"})
_EXAMPLE: Final = date(2026, 3, 5)
_DIGITS: Final = {
    "n": r"(?P<n>\d+)",
    "year": r"\d{4}",
    "month": r"\d{1,2}",
    "day": r"\d{1,2}",
}
_TOUCHING: Final = re.compile(r"\}\{")
"""Of two numbers side by side nobody can tell where the first ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningNumber:
    """A number of a paper taken apart: «15-03/2026» is «», «15», «-03/2026».

    Attributes:
        before: What stands before the running number.
        digits: The running number.
        after: What stands after it.
    """

    before: str
    digits: str
    after: str


def pattern_of(*, store: Store, family: str) -> NumberPattern:
    """How a family is numbered; whole numbers from 1 every year until the office says otherwise."""
    found = store.get(NumberPattern, number_pattern_id(family))
    return found or NumberPattern(id=number_pattern_id(family), family=family)


def set_pattern(*, store: Store, family: str, pattern: str, first: int, is_yearly: bool) -> Changes:
    """Say how a family is numbered.

    Raises:
        QualityError: The pattern has no ``{n}``, or a place that is not known.
    """
    check_pattern(pattern)
    if first < 1:
        raise QualityError("Первый номер – целое число не меньше 1.")
    with store.work(f"Нумерация: {FAMILIES.get(family, family)}") as work:
        work.put(
            NumberPattern(
                id=number_pattern_id(family),
                family=family,
                pattern=pattern,
                first=first,
                is_yearly=is_yearly,
            )
        )
        return work.commit()


def check_pattern(pattern: str) -> None:
    """Refuse a pattern that cannot number papers.

    Raises:
        QualityError: A sentence says what is wrong with it.
    """
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None]
        formatted(pattern, 1, _EXAMPLE)
    except (ValueError, KeyError, IndexError, AttributeError) as error:
        raise _unknown(pattern) from error
    if unknown := [name for name in names if name not in _PLACES]:
        raise _unknown(f"{{{unknown[0]}}}")
    if _TOUCHING.search(pattern):
        raise QualityError("Между частями номера нужен знак, например {n}/{year}, а не {n}{year}.")
    if names.count("n") != 1:
        raise QualityError("В образце номера должно один раз стоять {n}: сюда встанет число.")


def formatted(pattern: str, number: int, day: date) -> str:
    """A number by a pattern: «{n}-{month:02}/{year}» gives «15-03/2026»."""
    return pattern.format(n=number, year=day.year, month=day.month, day=day.day)


def next_number(
    *, store: Store, family: str, day: date, wording: Path, own: Id | None = None
) -> str:
    """The number that follows the largest one of this family.

    Args:
        store: The file.
        family: See ``FAMILIES``.
        day: Date of the paper.
        wording: Folder of wordings: kinds of papers say which family they are of.
        own: The paper that is to be numbered, whose own number does not count.
    """
    about = pattern_of(store=store, family=family)
    papers = [*(_papers(store, family, wording) if family != INCOMING else _incoming(store))]
    if family == _ORDERS:
        # The order that approved a list of schools is no paper of the file, yet its number is taken.
        papers += [
            (made.id, made.act_number, made.act_date)
            for made in store.all(RiskList)
            if made.act_title.strip().casefold().startswith(_ORDER_WORD)
        ]
    taken = [
        number
        for key, text, dated in papers
        if key != own
        and (not about.is_yearly or dated is None or dated.year == day.year)
        and (number := number_in(about.pattern, text)) is not None
    ]
    return formatted(about.pattern, max([about.first - 1, *taken]) + 1, day)


def assign(*, store: Store, paper: Id, wording: Path, today: date) -> Changes:
    """Give a draft the next number of its family, and today's date when it has none.

    Raises:
        QualityError: The paper is gone, has a number or is signed.
    """
    found = store.get(Paper, paper)
    if found is None:
        raise QualityError("Этого документа уже нет: его удалили. Обновите список.")
    if found.bare_number or PaperStatus(found.status) in FROZEN:
        raise QualityError("У документа уже есть номер: изменить его можно в реквизитах проекта.")
    day = found.dated or today
    family = families(store=store, wording=wording).get(found.form, "other")
    number = next_number(store=store, family=family, day=day, wording=wording, own=paper)
    with store.work(f"Регистрация: № {number}") as work:
        work.put(replace(found, number=number, dated=day))
        return work.commit()


def number_in(pattern: str, text: str) -> int | None:
    """The running number of a text that was made by this pattern; None when it was not.

    A number typed with «№» or spaces around it is the same number.
    """
    found = running_number(pattern, text)
    return None if found is None else int(found.digits)


def running_number(pattern: str, text: str) -> RunningNumber | None:
    """Where the running number of a text stands that was made by this pattern; as ``number_in``."""
    expected = ""
    for literal, name, _, _ in string.Formatter().parse(pattern):
        expected += re.escape(literal)
        if name is not None:
            expected += _DIGITS[name]
    bare = text.strip().lstrip("№").strip()
    found = re.fullmatch(expected, bare)
    if found is None:
        return None
    return RunningNumber(
        before=bare[: found.start("n")], digits=found["n"], after=bare[found.end("n") :]
    )


def doubled(*, store: Store, paper: Paper, wording: Path) -> Paper | None:
    """Another paper of the same family and year with the same number; None when there is none."""
    if not paper.bare_number:
        return None
    known = families(store=store, wording=wording)
    for other in store.all(Paper):
        if (
            other.id != paper.id
            and other.bare_number.casefold() == paper.bare_number.casefold()
            and (other.dated and other.dated.year) == (paper.dated and paper.dated.year)
            and known.get(other.form) == known.get(paper.form)
        ):
            return other
    return None


def families(*, store: Store, wording: Path) -> Mapping[str, str]:
    """Kind of paper -> its family."""
    found = (*kind_files.ready_made(), *kinds.available(store=store, wording=wording))
    return {one.kind.code: one.kind.family for one in found}


def _papers(store: Store, family: str, wording: Path) -> Iterable[tuple[Id, str, date | None]]:
    known = families(store=store, wording=wording)
    for paper in store.all(Paper):
        if known.get(paper.form, "other") == family:
            yield paper.id, paper.number, paper.dated


def _incoming(store: Store) -> Iterable[tuple[Id, str, date | None]]:
    for paper in store.all(IncomingPaper):
        yield paper.id, paper.number, paper.received_on


def _unknown(what: str) -> QualityError:
    return QualityError(
        f"Образец номера «{what}» непонятен: можно писать слова и знаки, {{n}} – число по порядку, "
        "{year} – год, {month:02} – месяц, {day:02} – день."
    )
