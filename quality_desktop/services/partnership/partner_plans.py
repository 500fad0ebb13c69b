"""Plans of interaction: the lines of each, and the joint plan of the district with what it lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from quality_desktop.domain.at_risk.partnership import Partnership, PlanStep
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id, new_id
from quality_desktop.domain.spelling import natural_key
from quality_desktop.services.field_values import Field, Kind
from quality_desktop.services.folding import folded
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.services.office.directory_edit import RowEdit
from quality_desktop.services.partnership.partner_view import PlanState, plan_state

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

PLAN_STEPS = (
    Field(name="title", title="Мероприятие", kind=Kind.LINES, hint="Например: открытые уроки"),
    Field(name="dates", title="Сроки", hint="Печатаются, как написаны: «ноябрь – декабрь»"),
    Field(name="responsible", title="Ответственные"),
    Field(name="expected", title="Ожидаемый результат", kind=Kind.LINES),
)
"""Columns of a plan."""

_GONE = "Этой строки плана уже нет: её удалили. Обновите таблицу."


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPlan:
    """The plan of a pair.

    Attributes:
        steps: In the office's order.
    """

    record: Partnership
    school: School
    partner: School
    steps: tuple[PlanStep, ...]
    state: PlanState

    @property
    def title(self) -> str:
        """«СОШ № 3 – Гимназия № 1»."""
        return f"{school_name(self.school)} – {school_name(self.partner)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class JointPlan:
    """The plans of a year together.

    Attributes:
        plans: By name of the helped school.
        overlaps: Partners that two plans want at the same time, a sentence each.
        gaps: What is missing, a sentence each.
    """

    year: int
    plans: tuple[PairPlan, ...]
    overlaps: tuple[str, ...]
    gaps: tuple[str, ...]

    @property
    def steps(self) -> int:
        """How many lines all plans have."""
        return sum(len(plan.steps) for plan in self.plans)


def steps(*, store: Store, partnership: Id) -> tuple[PlanStep, ...]:
    """The lines of a plan, in their order."""
    return _ordered(store.all(PlanStep, partnership=partnership))


def write(*, store: Store, partnership: Id, edits: Sequence[RowEdit], intent: str = "") -> Changes:
    """Change lines of a plan and add new ones at its end, in one step that can be undone.

    Raises:
        QualityError: The pair or a line is gone, or a new line has no title.
    """
    with store.work(intent or "Правка: план взаимодействия") as work:
        if work.get(Partnership, partnership) is None:
            raise QualityError("Этой пары школ уже нет: её удалили. Обновите таблицу.")
        known = work.all(PlanStep, partnership=partnership)
        place = max((step.place for step in known), default=-1)
        for edit in edits:
            values: dict[str, Any] = dict(edit.values)
            if edit.record is None:
                place += 1
                was = PlanStep(id=new_id(), partnership=partnership, place=place)
            else:
                found = work.get(PlanStep, edit.record)
                if found is None:
                    raise QualityError(_GONE)
                was = found
            made: PlanStep = replace(was, **values)
            if not made.title.strip():
                raise QualityError("Впишите мероприятие или удалите строку.")
            work.put(made)
        return work.commit()


def remove(*, store: Store, steps: Collection[Id]) -> Changes:
    """Remove lines of a plan."""
    with store.work("Удаление строк плана") as work:
        for key in steps:
            if work.get(PlanStep, key) is not None:
                work.delete(PlanStep, key)
        return work.commit()


def move(*, store: Store, step: Id, by: int) -> Changes:
    """Move a line up (negative) or down.

    Raises:
        QualityError: It is gone.
    """
    with store.work("Порядок строк плана") as work:
        found = work.get(PlanStep, step)
        if found is None:
            raise QualityError(_GONE)
        row = list(_ordered(work.all(PlanStep, partnership=found.partnership)))
        place = next(n for n, one in enumerate(row) if one.id == step)
        row.insert(min(max(place + by, 0), len(row) - 1), row.pop(place))
        work.put_all(replace(one, place=number) for number, one in enumerate(row))
        return work.commit()


def copy_steps(*, store: Store, source: Id, target: Id) -> Changes:
    """Put the lines of one plan at the end of another; those it has already are left out.

    Raises:
        QualityError: The other plan has no lines that are new.
    """
    own = {folded(step.title) for step in steps(store=store, partnership=target)}
    fresh = [s for s in steps(store=store, partnership=source) if folded(s.title) not in own]
    if not fresh:
        raise QualityError("В выбранном плане нет строк, которых здесь ещё нет.")
    names = [field.name for field in PLAN_STEPS]
    edits = [
        RowEdit(record=None, values={name: getattr(step, name) for name in names}) for step in fresh
    ]
    return write(store=store, partnership=target, edits=edits, intent="План взаимодействия: копия")


def joint_plan(*, store: Store, year: int, today: date | None = None) -> JointPlan:
    """The plans of a calendar year together, with overlaps and gaps.

    Args:
        store: The file.
        year: Calendar year of the exams.
        today: Day by which plans are late; today when omitted.
    """
    day = today or date.today()
    schools = {school.id: school for school in store.all(School)}
    by_pair: dict[Id, list[PlanStep]] = defaultdict(list)
    for step in store.all(PlanStep):
        by_pair[step.partnership].append(step)
    plans = [
        PairPlan(
            record=record,
            school=schools.get(record.school) or School(id=record.school),
            partner=schools.get(record.partner) or School(id=record.partner),
            steps=_ordered(by_pair[record.id]),
            state=plan_state(record, day),
        )
        for record in store.all(Partnership, year=year)
    ]
    plans.sort(key=lambda plan: (natural_key(plan.title), str(plan.record.id)))
    return JointPlan(
        year=year,
        plans=tuple(plans),
        overlaps=tuple(_overlaps(plans)),
        gaps=tuple(gap for plan in plans for gap in _gaps(plan)),
    )


def _ordered(found: Collection[PlanStep]) -> tuple[PlanStep, ...]:
    return tuple(sorted(found, key=lambda step: (step.place, step.id)))


def _overlaps(plans: Sequence[PairPlan]) -> list[str]:
    """Dates are compared as they are written: only equal ones are known to meet."""
    busy: dict[tuple[Id, str], dict[Id, tuple[PairPlan, PlanStep]]] = defaultdict(dict)
    for plan in plans:
        for step in plan.steps:
            if step.dates.strip():
                key = (plan.record.partner, folded(step.dates))
                busy[key].setdefault(plan.record.id, (plan, step))
    return [
        f"{school_name(plan.partner)}, {step.dates.strip()}: занята в планах школ "
        + ", ".join(school_name(other.school) for other, _ in found.values())
        + " – разведите сроки."
        for found in busy.values()
        if len(found) > 1
        for plan, step in [next(iter(found.values()))]
    ]


def _gaps(plan: PairPlan) -> list[str]:
    found = []
    if not plan.steps:
        found.append("в плане нет ни одного мероприятия")
    undated = sum(not step.dates.strip() for step in plan.steps)
    nobody = sum(not step.responsible.strip() for step in plan.steps)
    if undated:
        found.append(f"мероприятий без срока: {undated}")
    if nobody:
        found.append(f"мероприятий без ответственных: {nobody}")
    if plan.state is PlanState.OVERDUE:
        found.append("план не получен в срок")
    return [f"{plan.title}: {what}." for what in found]
