"""The catalogue of the risk profile: factors, the signs they show by, standard measures against them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from quality_desktop.domain.at_risk.partnership import Measure
from quality_desktop.domain.at_risk.profile import (
    FactorMeasure,
    FactorSign,
    RecommendationTemplate,
    RiskFactor,
    SchoolFactor,
    Significance,
)
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.bands import Condition
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id, Record, new_id
from quality_desktop.services.field_values import Catalogue, Field, Kind, Word
from quality_desktop.services.office.directory_edit import RowEdit
from quality_desktop.services.school_profile.profile import LEVEL_WORDS, SIGNIFICANCE_WORDS
from quality_desktop.services.school_profile.recommendation_library import sign_titles
from quality_desktop.services.school_profile.sign_figures import RELATION_WORDS

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store
    from quality_desktop.storage.unit_of_work import UnitOfWork

_FACTOR: Final = Field(
    name="factor", title="Фактор", kind=Kind.RECORD, refers=RiskFactor.kind,
    hint="Сначала выберите фактор",
)  # fmt: skip
_SOURCE: Final = Field(
    name="source", title="Откуда", kind=Kind.LINES, hint="Акт, страница, «управление»"
)
_SIGN_FIGURE: Final = "factor_sign.calculation"
FIELDS: Final[Mapping[str, tuple[Field, ...]]] = MappingProxyType(
    {
        RiskFactor.kind: (
            Field(name="title", title="Фактор", kind=Kind.LINES, hint="Как он называется в профиле"),
            _SOURCE,
            Field(name="certainty", title="Надёжность", kind=Kind.LINES,
                  hint="Насколько надёжен источник"),
        ),
        FactorSign.kind: (
            _FACTOR,
            Field(name="calculation", title="Показатель", kind=Kind.CHOICE, refers=_SIGN_FIGURE,
                  hint="По какому показателю школы виден фактор"),
            Field(name="relation", title="Знак", kind=Kind.CHOICE,
                  words=tuple(Word(value=code, text=RELATION_WORDS[code], also=(code,))
                              for code in (">=", ">", "<=", "<"))),
            Field(name="bound", title="Граница",
                  hint="Число; пусто – признак ничего не говорит"),
            Field(name="significance", title="Значимость", kind=Kind.CHOICE,
                  words=tuple(Word(value=one.value, text=SIGNIFICANCE_WORDS[one])
                              for one in Significance if one is not Significance.NONE)),
            _SOURCE,
        ),
        FactorMeasure.kind: (
            _FACTOR,
            Field(name="text", title="Типовая мера", kind=Kind.LINES, hint="Что сделать"),
            Field(name="level", title="Кому", kind=Kind.CHOICE,
                  words=tuple(Word(value=level.value, text=word)
                              for level, word in LEVEL_WORDS.items())),
            _SOURCE,
        ),
    }
)  # fmt: skip
"""Columns of the three tables, by kind of record."""
_OWN: Final = "управление"
_OWN_CERTAINTY: Final = "задано управлением, официальным не является"
_GONE: Final = "Этой строки уже нет: её удалили. Обновите таблицу."
_FIRST_FIGURE: Final = "risk.low"
_Sort = type[RiskFactor] | type[FactorSign] | type[FactorMeasure]
_KINDS: Final[tuple[_Sort, ...]] = (RiskFactor, FactorSign, FactorMeasure)


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorLibrary:
    """The three tables.

    Attributes:
        records: By kind, in the office's order; signs and measures stand by their factors. Bounds
            have a comma, as they are read.
        catalogue: Names and choices for the columns.
    """

    records: Mapping[str, tuple[Record, ...]]
    catalogue: Catalogue


def view(*, store: Store) -> FactorLibrary:
    """The catalogue as it is."""
    factors = sorted(store.all(RiskFactor), key=lambda one: (one.place, one.code))
    order = {factor.id: place for place, factor in enumerate(factors)}

    def by_factor(one: FactorSign | FactorMeasure) -> tuple[int, int, Id]:
        return order.get(one.factor, len(order)), one.place, one.id

    signs = [replace(one, bound=one.bound.replace(".", ",")) for one in store.all(FactorSign)]
    measures = list(store.all(FactorMeasure))
    signs.sort(key=by_factor)
    measures.sort(key=by_factor)
    figures = tuple(Word(value=c, text=t) for c, t in sign_titles(store=store).items())
    return FactorLibrary(
        records={
            RiskFactor.kind: tuple(factors),
            FactorSign.kind: tuple(signs),
            FactorMeasure.kind: tuple(measures),
        },
        catalogue=Catalogue(
            records={RiskFactor.kind: {one.id: one.title or one.code for one in factors}},
            choosable=frozenset(order),
            words={_SIGN_FIGURE: figures},
        ),
    )


def write(*, store: Store, kind: str, edits: Sequence[RowEdit], intent: str = "") -> Changes:
    """Change lines of one table and add new ones at its end, in one step that can be undone.

    Args:
        store: The file.
        kind: Which table: a key of ``FIELDS``.
        edits: What was typed.
        intent: What the user did, for the undo menu.

    Raises:
        QualityError: A line is gone, has no title or factor, or its bound is no number.
    """
    sort = _sort(kind)
    with store.work(intent or "Правка: профиль риска") as work:
        place = max((one.place for one in work.all(sort)), default=-1)
        for edit in edits:
            place += edit.record is None
            values = {name: value for name, value in edit.values.items() if value is not None}
            work.put(_CHECKS[kind](_changed(work, sort, edit.record, values, place)))
        return work.commit()


def remove(*, store: Store, kind: str, records: Collection[Id]) -> Changes:
    """Remove lines; with a factor go its signs, its measures and what was said of it at schools."""
    sort = _sort(kind)
    with store.work("Удаление: профиль риска") as work:
        for key in records:
            if sort is RiskFactor:
                _forget(work, key)
            if work.get(sort, key) is not None:
                work.delete(sort, key)
        return work.commit()


def _sort(kind: str) -> _Sort:
    return next(one for one in _KINDS if one.kind == kind)


def _forget(work: UnitOfWork, factor: Id) -> None:
    for sort in (FactorSign, FactorMeasure, SchoolFactor):
        for one in work.all(sort, factor=factor):
            work.delete(sort, one.id)
    work.put_all(
        replace(one, factor=None) for one in work.all(RecommendationTemplate, factor=factor)
    )
    work.put_all(replace(one, factor=None) for one in work.all(Measure, factor=factor))


def _changed(
    work: UnitOfWork,
    sort: _Sort,
    key: Id | None,
    values: Mapping[str, Any],
    place: int,
) -> Any:  # noqa: ANN401 - one of the three sorts
    if key is not None:
        found = work.get(sort, key)
        if found is None:
            raise QualityError(_GONE)
        return replace(found, **values)
    made = new_id()
    if sort is RiskFactor:
        fixed = {"code": f"own-{made.hex[-12:]}", "certainty": _OWN_CERTAINTY}
    elif "factor" not in values:
        raise QualityError("Сначала выберите фактор в первом столбце.")
    else:
        fixed = {"calculation": _FIRST_FIGURE} if sort is FactorSign else {}
    return sort(**{"id": made, "place": place, "source": _OWN, **fixed, **values})


def _checked_factor(one: RiskFactor) -> RiskFactor:
    if not one.title.strip():
        raise QualityError("Впишите название фактора или удалите строку.")
    return one


def _checked_sign(one: FactorSign) -> FactorSign:
    bound = one.bound.strip().removesuffix("%").strip().replace(",", ".")
    if bound:
        Condition.of(f"{one.relation} {bound}")
    return replace(one, bound=bound)


def _checked_measure(one: FactorMeasure) -> FactorMeasure:
    return replace(one, text=one.text.strip())


_CHECKS: Final[Mapping[str, Callable[[Any], Record]]] = MappingProxyType(
    {
        RiskFactor.kind: _checked_factor,
        FactorSign.kind: _checked_sign,
        FactorMeasure.kind: _checked_measure,
    }
)
