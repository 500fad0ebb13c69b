"""What a package can be made of and for whom: the choices of the window «Отправить»."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from quality_desktop.domain.collection.period_locks import shown_period
from quality_desktop.domain.directions import Direction, DirectionGroup, Edition
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id
from quality_desktop.exchange.senders import read_senders
from quality_desktop.services.exchange.belonging import OF_PERIOD
from quality_desktop.services.exchange.desk import ExchangeDesk
from quality_desktop.services.exchange.policy import may_seal
from quality_desktop.storage.store import Store

K = TypeVar("K", Id, int)

_YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option(Generic[K]):
    """Something to choose.

    Attributes:
        key: What ``Choice`` takes.
        title: As the user knows it.
    """

    key: K
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingOptions:
    """What can be chosen.

    Attributes:
        directions: By their codes.
        schools: By name; also those that are closed, because their figures may be wanted.
        periods: School years with any figures, the latest first.
        recipients: Compared senders and those met in the journal, each name once.
        may_seal: The office lets packages be closed with a password.
    """

    directions: tuple[Option[Id], ...]
    schools: tuple[Option[Id], ...]
    periods: tuple[Option[int], ...]
    recipients: tuple[str, ...]
    may_seal: bool


def options(*, store: Store, desk: ExchangeDesk) -> SendingOptions:
    """Read what can be chosen.

    Args:
        store: The file.
        desk: This computer.
    """
    directions = sorted(store.all(Direction), key=lambda one: (one.place, one.code))
    schools = [Option(key=one.id, title=_name(one)) for one in store.all(School)]
    years = sorted(set(_years(store)), reverse=True)
    editions = _editions(store)
    return SendingOptions(
        directions=tuple(
            Option(key=one.id, title=f"{one.code} {one.title}{editions[one.group]}".strip())
            for one in directions
        ),
        schools=tuple(sorted(schools, key=lambda one: one.title)),
        periods=tuple(Option(key=year, title=shown_period(year)) for year in years),
        recipients=tuple(_recipients(store, desk)),
        may_seal=may_seal(store=store),
    )


def directions_by_code(*, store: Store, codes: Iterable[str]) -> frozenset[Id]:
    """Directions by their codes, of every edition that has them.

    Raises:
        QualityError: There is no direction of this code.
    """
    found = store.all(Direction)
    return frozenset(
        key
        for code in codes
        for key in _some([one.id for one in found if one.code == code.strip()], code, "направления")
    )


def schools_by_name(*, store: Store, names: Iterable[str]) -> frozenset[Id]:
    """Schools by their codes or names, as the directory writes them.

    Raises:
        QualityError: There is no such school.
    """
    found = store.all(School)
    return frozenset(
        key
        for name in names
        for key in _some([one.id for one in found if _is_called(one, name)], name, "школы")
    )


def _is_called(school: School, name: str) -> bool:
    wanted = " ".join(name.lower().split())
    called = (school.code, school.short_name, school.full_name)
    return any(" ".join(one.lower().split()) == wanted for one in called if one)


def _some(found: Sequence[Id], name: str, what: str) -> Sequence[Id]:
    if not found:
        raise QualityError(f"В файле нет {what} «{name}»: проверьте название или код.")
    return found


def _editions(store: Store) -> Mapping[Id, str]:
    """Group of directions -> which edition it is of, where the file has several."""
    codes = {one.id: one.code for one in store.all(Edition)}
    told = len(codes) > 1
    return {
        group.id: f" ({codes[group.edition]})" if told else ""
        for group in store.all(DirectionGroup)
    }


def _name(school: School) -> str:
    return school.short_name or school.full_name or school.code


def _years(store: Store) -> Iterator[int]:
    """School years of everything that says its year itself."""
    for kind, year in OF_PERIOD.items():
        if year.field == _YEAR:
            for stored in set(store.columns(kind, (_YEAR,))[_YEAR]):
                if isinstance(stored, int):
                    yield year.school_year(stored)


def _recipients(store: Store, desk: ExchangeDesk) -> Iterable[str]:
    names = [one.name for one in read_senders(desk.keys)]
    names += [one.peer for one in store.exchanges()]
    return dict.fromkeys(name for name in names if name)
