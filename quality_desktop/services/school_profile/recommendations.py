"""Addressed recommendations: composed from the library, edited by people, followed to the proof."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from quality_desktop.domain.at_risk.profile import (
    Level,
    Recommendation,
    RecommendationStatus,
    RecommendationTemplate,
    recommendation_id,
)
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.bands import Condition, ConditionError
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id, new_id
from quality_desktop.services.risk_schools.risk_lists import school_name
from quality_desktop.services.school_profile.risk_signs import signs
from quality_desktop.services.school_profile.sign_figures import SignFigure, Signs

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store
    from quality_desktop.storage.unit_of_work import UnitOfWork

STATUS_WORDS: Final[Mapping[RecommendationStatus, str]] = MappingProxyType(
    {
        RecommendationStatus.DRAFT: "проект",
        RecommendationStatus.SENT: "направлена",
        RecommendationStatus.ACKNOWLEDGED: "школа ознакомлена",
        RecommendationStatus.PLANNED: "в плане школы",
        RecommendationStatus.DONE: "выполнена",
    }
)
NOT_MET: Final = "по нынешним данным условие рекомендации не выполняется"
"""Cited by a draft that a person changed or struck, when its figure is another now."""
_DATES: Final[Mapping[RecommendationStatus, str]] = MappingProxyType(
    {
        RecommendationStatus.SENT: "sent",
        RecommendationStatus.ACKNOWLEDGED: "acknowledged",
        RecommendationStatus.DONE: "done",
    }
)
_LEVELS: Final = tuple(Level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """What a template says to a school now."""

    template: RecommendationTemplate
    text: str
    cited: str
    work: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What the library says to schools, not yet written.

    Attributes:
        year: Calendar year of the exams.
        made: By school.
    """

    year: int
    made: Mapping[Id, tuple[Composed, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellEdit:
    """A new value of a recommendation.

    Attributes:
        field: Which.
        value: A text, a day or None for ``due``, a code of ``Level`` for ``level``.
    """

    recommendation: Id
    field: Literal["text", "due", "proof", "level"]
    value: object


def of_school(
    *, store: Store, school: Id, year: int, with_struck: bool = True
) -> tuple[Recommendation, ...]:
    """The recommendations of a school in a calendar year: by level, as the library orders them."""
    found = store.all(Recommendation, school=school, year=year)
    return tuple(sorted((r for r in found if with_struck or not r.is_struck), key=_order))


def of_year(*, store: Store, year: int) -> Mapping[Id, tuple[Recommendation, ...]]:
    """The recommendations of a year that are not struck, by school."""
    found: dict[Id, list[Recommendation]] = {}
    for one in sorted(store.all(Recommendation, year=year), key=_order):
        if not one.is_struck:
            found.setdefault(one.school, []).append(one)
    return {school: tuple(own) for school, own in found.items()}


def is_edited(recommendation: Recommendation) -> bool:
    """True when a person changed the text or wrote it."""
    return recommendation.text != recommendation.composed


def compose(
    *, school: School, templates: Iterable[RecommendationTemplate], known: Signs
) -> tuple[Composed, ...]:
    """What the library says to a school: every template whose condition its figures meet."""
    return tuple(
        Composed(
            template=template,
            text=_filled(template, figure, school, known.bound(template.sign, condition)),
            cited="; ".join(filter(None, (figure.cited, known.bound(template.sign, condition)))),
            work=figure.work,
        )
        for template in templates
        if known.suits(school.id, template.sign, template.relation)
        for condition in _condition(template)
        for figure in known.of(template.sign, school.id)
        if condition.holds(figure.number)
    )


def generate(
    *, store: Store, year: int, schools: Sequence[Id], reference: Path, known: Signs | None = None
) -> Changes:
    """``prepare`` and ``save`` at once."""
    prepared = prepare(store=store, year=year, schools=schools, reference=reference, known=known)
    return save(store=store, prepared=prepared)


def prepare(
    *,
    store: Store,
    year: int,
    schools: Sequence[Id],
    reference: Path,
    known: Signs | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> Prepared:
    """Compose recommendations of the figures as they are now, without writing them.

    Args:
        store: The file.
        year: Calendar year of the exams.
        schools: The schools.
        reference: Folder of the dated catalogues.
        known: Figures of the year when they are at hand.
        progress: Told how many schools are done, of how many, and which comes; it may raise to
            stop the work.

    Raises:
        QualityError: No school is named, or the library is empty.
    """
    if not schools:
        raise QualityError("Выберите хотя бы одну школу, для которой составить рекомендации.")
    library = sorted(store.all(RecommendationTemplate), key=lambda one: (one.place, one.code))
    if not library:
        raise QualityError("Библиотека рекомендаций пуста: добавьте в неё рекомендации.")
    tell = progress or (lambda _done, _total, _text: None)
    wanted = frozenset(schools)
    directory = [school for school in store.all(School) if school.id in wanted]
    tell(0, len(directory), "показатели школ")
    figures = known or signs(store=store, year=year, reference=reference)
    made: dict[Id, tuple[Composed, ...]] = {}
    for done, school in enumerate(directory):
        tell(done, len(directory), school_name(school))
        made[school.id] = compose(school=school, templates=library, known=figures)
    tell(len(directory), len(directory), "")
    return Prepared(year=year, made=made)


def save(*, store: Store, prepared: Prepared) -> Changes:
    """Write what was composed, in one step that is undone as one.

    What a person edited, struck or wrote stays; so does what has been sent. A draft that nobody
    touched and whose condition holds no longer goes away.
    """
    with store.work(f"Составить рекомендации за {prepared.year} год") as work:
        for school, made in prepared.made.items():
            _merge(work, school, prepared.year, made)
        return work.commit()


def edit(*, store: Store, recommendation: Id, text: str) -> Changes:
    """Change the text; an empty one brings back what the program composed.

    Raises:
        QualityError: It is gone, or it was written by hand and the text is empty.
    """
    cell = CellEdit(recommendation=recommendation, field="text", value=text)
    return set_cells(store=store, edits=[cell], intent="Изменить рекомендацию")


def set_cells(*, store: Store, edits: Sequence[CellEdit], intent: str) -> Changes:
    """Change cells of several recommendations in one step that is undone as one.

    Args:
        store: The file.
        edits: What the cells shall hold.
        intent: What the user did, for the undo menu.

    Raises:
        QualityError: One is gone, would lose its text, or is done and would lose its proof.
    """
    changed: dict[Id, Recommendation] = {}
    for one in edits:
        before = changed.get(one.recommendation) or _of(store, one.recommendation)
        changed[one.recommendation] = _with_cell(before, one)
    with store.work(intent) as work:
        work.put_all(changed.values())
        return work.commit()


def set_level(*, store: Store, recommendations: Sequence[Id], level: Level) -> Changes:
    """Address them to somebody else."""
    edits = [CellEdit(recommendation=r, field="level", value=level.value) for r in recommendations]
    return set_cells(store=store, edits=edits, intent="Изменить адресата рекомендации")


def strike(*, store: Store, recommendations: Sequence[Id], is_struck: bool = True) -> Changes:
    """Strike them out, or take them back; what is struck is neither sent nor composed again."""
    found = [_of(store, one) for one in recommendations]
    with store.work("Вычеркнуть рекомендацию" if is_struck else "Вернуть рекомендацию") as work:
        work.put_all(replace(one, is_struck=is_struck) for one in found)
        return work.commit()


def add(
    *, store: Store, school: Id, year: int, text: str, level: Level = Level.DIRECTOR
) -> Changes:
    """Write a recommendation by hand.

    Raises:
        QualityError: There is no text.
    """
    clean = text.strip()
    if not clean:
        raise QualityError("Впишите текст рекомендации.")
    last = max((r.place for r in store.all(Recommendation, school=school, year=year)), default=0)
    with store.work("Добавить рекомендацию") as work:
        work.put(
            Recommendation(
                id=new_id(),
                school=school,
                year=year,
                level=level.value,
                text=clean,
                place=last + 1,
            )
        )
        return work.commit()


def set_status(
    *,
    store: Store,
    recommendations: Sequence[Id],
    status: RecommendationStatus,
    day: date,
    proof: str = "",
) -> Changes:
    """Take recommendations a step further, or back: later dates and the proof are cleared then.

    Args:
        store: The file.
        recommendations: Which; the struck ones are left alone.
        status: The new status.
        day: The day of this step.
        proof: What shows that it is done: a document, a link; needed for ``DONE``.

    Raises:
        QualityError: One is gone, or it is to be done without a proof.
    """
    found = [_of(store, one) for one in recommendations]
    with store.work(f"Отметить рекомендации: {STATUS_WORDS[status]}") as work:
        for one in found:
            if not one.is_struck:
                work.put(_moved(one, status, day, proof.strip()))
        return work.commit()


_NO_PROOF: Final = "Впишите подтверждение: документ или ссылку, по которым видно выполнение."


def _with_cell(found: Recommendation, one: CellEdit) -> Recommendation:
    match one.field:
        case "text":
            clean = str(one.value or "").strip() or found.composed
            if not clean:
                raise QualityError("Впишите текст рекомендации или вычеркните её.")
            return replace(found, text=clean)
        case "proof":
            clean = str(one.value or "").strip()
            if found.status == RecommendationStatus.DONE and not clean:
                raise QualityError(_NO_PROOF)
            return replace(found, proof=clean)
        case "due":
            return replace(found, due=one.value if isinstance(one.value, date) else None)
        case "level":
            return replace(found, level=Level(str(one.value)).value)


def _of(store: Store, key: Id) -> Recommendation:
    found = store.get(Recommendation, key)
    if found is None:
        raise QualityError("Этой рекомендации в файле больше нет.")
    return found


def _moved(
    one: Recommendation, status: RecommendationStatus, day: date, proof: str
) -> Recommendation:
    if status is RecommendationStatus.DONE and not (proof or one.proof):
        raise QualityError(_NO_PROOF)
    order = tuple(RecommendationStatus)
    # Steps that come after the new one have not been taken any more.
    later = {name: None for step, name in _DATES.items() if order.index(step) > order.index(status)}
    own = {_DATES[status]: day} if status in _DATES else {}
    kept = proof or one.proof if status is RecommendationStatus.DONE else one.proof
    return replace(one, status=status.value, proof=kept, **(later | own))  # type: ignore[arg-type]


def _merge(work: UnitOfWork, school: Id, year: int, made: Sequence[Composed]) -> None:
    before = {one.id: one for one in work.all(Recommendation, school=school, year=year)}
    for place, one in enumerate(made):
        key = recommendation_id(school, year, one.template.id, one.work)
        known = before.pop(key, None)
        fresh = Recommendation(
            id=key,
            school=school,
            year=year,
            template=one.template.id,
            work=one.work,
            level=one.template.level,
            text=one.text,
            composed=one.text,
            cited=one.cited,
            place=place,
        )
        if known is None:
            work.put(fresh)
        elif known.status == RecommendationStatus.DRAFT:
            text = known.text if is_edited(known) else one.text
            work.put(replace(known, text=text, composed=one.text, cited=one.cited, place=place))
    for gone in before.values():
        if _is_untouched(gone):
            work.delete(Recommendation, gone.id)
        elif gone.template is not None and gone.status == RecommendationStatus.DRAFT:
            work.put(replace(gone, cited=NOT_MET))


def _is_untouched(one: Recommendation) -> bool:
    return (
        one.template is not None
        and one.status == RecommendationStatus.DRAFT
        and not is_edited(one)
        and not one.is_struck
        and one.due is None
        and not one.proof
    )


def _condition(template: RecommendationTemplate) -> tuple[Condition, ...]:
    """Nothing while the office has not set a sound bound."""
    try:
        return (Condition.of(f"{template.relation} {template.bound}"),)
    except ConditionError:
        return ()


def _filled(
    template: RecommendationTemplate, figure: SignFigure, school: School, bound: str
) -> str:
    """Put the fields in; braces that are no field stay as the office wrote them."""
    fields = {
        "{school}": school_name(school),
        "{figure}": figure.shown,
        "{bound}": bound.removeprefix("граница "),
        "{district}": figure.district or "нет данных",
        "{work}": figure.work_title,
    }
    text = template.text
    for name, value in fields.items():
        text = text.replace(name, value)
    return text


def _order(one: Recommendation) -> tuple[int, int, str]:
    return _LEVELS.index(Level(one.level)), one.place, str(one.id)
