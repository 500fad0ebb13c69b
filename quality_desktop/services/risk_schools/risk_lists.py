"""Lists of schools at risk: a draft by a rule, comments, the office's decisions, the approval."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.at_risk.risk import Terms
from quality_desktop.domain.at_risk.risk_cases import Standing
from quality_desktop.domain.at_risk.risk_lists import (
    ListStatus,
    ListType,
    RiskEntry,
    RiskList,
    risk_entry_id,
    risk_list_id,
)
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id
from quality_desktop.services.risk_schools import risk_terms
from quality_desktop.services.risk_schools.risk_findings import (
    Finding,
    Findings,
    findings,
    fingerprint,
)
from quality_desktop.services.risk_schools.school_order import school_order

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store
    from quality_desktop.storage.unit_of_work import UnitOfWork


LIST_WORDS: Final[Mapping[ListType, str]] = MappingProxyType(
    {ListType.LOW: "ШНОР", ListType.DISADVANTAGED: "ШНСУ"}
)
"""How a sort of list is called."""
STATUS_WORDS: Final[Mapping[ListStatus, str]] = MappingProxyType(
    {
        ListStatus.DRAFT: "проект",
        ListStatus.DISCUSSED: "у школ на замечания",
        ListStatus.APPROVED: "утверждён",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A list against the data as they are now.

    Attributes:
        entered: Schools that the rule names now and did not name when the list was made.
        left: Schools that it named then and does not name now.
        changed: Schools whose figures alone are others.
    """

    entered: tuple[School, ...] = ()
    left: tuple[School, ...] = ()
    changed: tuple[School, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What to tell the user; at least one sentence."""
        told = (
            ("сейчас вошли бы", self.entered),
            ("сейчас не вошли бы", self.left),
            ("другие цифры", self.changed),
        )
        found = tuple(f"{what}: {', '.join(map(school_name, s))}" for what, s in told if s)
        return found or ("на состав списка и его основания это не влияет",)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A school in a list; one that is gone from the directory has no name."""

    entry: RiskEntry
    school: School

    @property
    def reasons(self) -> tuple[str, ...]:
        """The sentences, as the list was made."""
        return tuple(self.entry.reasons.splitlines())

    @property
    def is_decided(self) -> bool:
        """True when the office decided otherwise than the rule."""
        return self.entry.is_listed != (self.entry.standing == Standing.INCLUDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """A list with its schools, by name.

    Attributes:
        difference: None while the data are those it was made of.
    """

    record: RiskList
    rows: tuple[ListRow, ...]
    difference: Difference | None

    @property
    def listed(self) -> tuple[ListRow, ...]:
        """The schools that are in the list."""
        return tuple(row for row in self.rows if row.entry.is_listed)

    @property
    def status(self) -> ListStatus:
        """How far it has come."""
        return ListStatus(self.record.status)

    @property
    def commented(self) -> tuple[ListRow, ...]:
        """The schools that answered to the draft."""
        return tuple(row for row in self.rows if row.entry.comment)


def lists(*, store: Store, sort: ListType | None = None) -> tuple[RiskList, ...]:
    """The lists of the file, the newest year first."""
    found = (one for one in store.all(RiskList) if sort is None or one.type == sort)
    return tuple(sorted(found, key=lambda one: (-one.year, one.type)))


def view(
    *, store: Store, year: int, sort: ListType = ListType.LOW, present: Findings | None = None
) -> ListView | None:
    """The list of a calendar year; None when there is none yet.

    Args:
        store: The file.
        year: Calendar year.
        sort: ШНОР or ШНСУ.
        present: What is found now, for a list that is not made of exam results; without it such
            a list is not compared.
    """
    found = store.get(RiskList, risk_list_id(sort, year))
    if found is None:
        return None
    known = {school.id: school for school in store.all(School)}
    rows = [
        ListRow(entry=entry, school=known.get(entry.school) or School(id=entry.school))
        for entry in store.all(RiskEntry, list=found.id)
    ]
    rows.sort(key=lambda row: school_order(row.school))
    return ListView(
        record=found, rows=tuple(rows), difference=_difference(store, found, rows, present)
    )


def make_draft(
    *, store: Store, year: int, terms: Terms, today: date, rule: str | None = None
) -> Changes:
    """Make the draft of ШНОР of a calendar year, or make it again of the data as they are now.

    Raises:
        QualityError: The list is approved, or the year has no results.
    """
    found = findings(store=store, year=year, terms=terms, rule=rule)
    return save_draft(store=store, sort=ListType.LOW, year=year, found=found, today=today)


def save_draft(*, store: Store, sort: ListType, year: int, found: Findings, today: date) -> Changes:
    """Keep findings as a draft; comments and decisions of an earlier draft stay.

    Raises:
        QualityError: The list is approved, or no school has data.
    """
    known = store.get(RiskList, risk_list_id(sort, year))
    _refuse_approved(known)
    if all(one.standing is Standing.NO_DATA for one in found.schools):
        raise QualityError(f"За {year} год данных нет: сначала загрузите результаты.")
    made = replace(
        known or RiskList(id=risk_list_id(sort, year), type=sort.value, year=year),
        rule=found.rule,
        terms=found.terms,
        status=ListStatus.DRAFT.value,
        made=today,
        fingerprint=found.fingerprint,
    )
    with store.work(f"Составить проект списка {LIST_WORDS[sort]} за {year} год") as work:
        before = {entry.school: entry for entry in work.all(RiskEntry, list=made.id)}
        work.put(made)
        named = {one.school for one in found.schools}
        work.put_all(_entry(made.id, one, before.get(one.school)) for one in found.schools)
        _keep_or_drop(work, (entry for key, entry in before.items() if key not in named))
        return work.commit()


def discuss(*, store: Store, risk_list: Id, comments_due: date | None) -> Changes:
    """Send the draft to the schools: they may comment until a day.

    Raises:
        QualityError: There is no such list or it is approved.
    """
    found = _open(store, risk_list)
    with store.work(f"Направить школам проект списка за {found.year} год") as work:
        work.put(replace(found, status=ListStatus.DISCUSSED.value, comments_due=comments_due))
        return work.commit()


def set_comment(*, store: Store, entry: Id, comment: str, day: date | None) -> Changes:
    """Write down what a school answered to the draft; an empty text removes it.

    Raises:
        QualityError: The list is approved, or the school is not in it.
    """
    found = _entry_of(store, entry)
    clean = comment.strip()
    with store.work("Записать замечание школы к списку") as work:
        work.put(replace(found, comment=clean, commented=day if clean else None))
        return work.commit()


def decide(*, store: Store, entry: Id, is_listed: bool, decision: str = "") -> Changes:
    """Put a school into the list or leave it out.

    Args:
        store: The file.
        entry: The school's place in the list.
        is_listed: What the office decides.
        decision: Why; needed where the rule says otherwise, else dropped.

    Raises:
        QualityError: No reason where one is needed, or the list is approved.
    """
    found = _entry_of(store, entry)
    is_by_rule = is_listed == (found.standing == Standing.INCLUDED)
    clean = decision.strip()
    if not is_by_rule and not clean:
        raise QualityError("Решение расходится с правилом: напишите основание.")
    with store.work("Включить школу в список" if is_listed else "Не включать школу") as work:
        work.put(replace(found, is_listed=is_listed, decision="" if is_by_rule else clean))
        return work.commit()


def approve(
    *,
    store: Store,
    risk_list: Id,
    act_title: str,
    act_number: str,
    act_date: date | None,
    present: Findings | None = None,
) -> Changes:
    """Approve a list by an act: it is a snapshot from now on.

    Args:
        store: The file.
        risk_list: The list.
        act_title: «приказ».
        act_number: Its number.
        act_date: Its date.
        present: See ``view``.

    Raises:
        QualityError: It is approved already, the act is not named in full, or the data are not
            those that the draft was made of.
    """
    found = _open(store, risk_list)
    if not (act_title.strip() and act_number.strip() and act_date):
        raise QualityError("Укажите акт, которым утверждён список: вид, номер и дату.")
    if _is_changed(store, found, present):
        raise QualityError(
            "После составления проекта данные изменились: составьте проект заново – "
            "замечания и решения сохранятся."
        )
    with store.work(f"Утвердить список за {found.year} год") as work:
        work.put(
            replace(
                found,
                status=ListStatus.APPROVED.value,
                act_title=act_title.strip(),
                act_number=act_number.strip(),
                act_date=act_date,
            )
        )
        return work.commit()


def reopen(*, store: Store, risk_list: Id) -> Changes:
    """Take an approval back: the list is a draft again, what its act said stays in history.

    Raises:
        QualityError: There is no such list.
    """
    found = store.get(RiskList, risk_list)
    if found is None:
        raise QualityError("Этого списка в файле больше нет.")
    with store.work(f"Вернуть в работу список за {found.year} год") as work:
        work.put(
            replace(
                found,
                status=ListStatus.DRAFT.value,
                act_title="",
                act_number="",
                act_date=None,
            )
        )
        return work.commit()


def school_name(school: School) -> str:
    """The name a clerk knows the school by."""
    return school.short_name or school.full_name or school.code


def _entry(list_: Id, found: Finding, before: RiskEntry | None) -> RiskEntry:
    entry = before or RiskEntry(
        id=risk_entry_id(list_, found.school), list=list_, school=found.school
    )
    is_included = found.standing is Standing.INCLUDED
    # A decision stands against the rule: when the rule now says the same, nothing is decided.
    is_decided = bool(entry.decision) and entry.is_listed != is_included
    return replace(
        entry,
        standing=found.standing.value,
        reasons="\n".join(found.reasons),
        margin=found.margin,
        is_listed=entry.is_listed if is_decided else is_included,
        decision=entry.decision if is_decided else "",
    )


def _keep_or_drop(work: UnitOfWork, entries: Iterable[RiskEntry]) -> None:
    """Schools that the rule does not look at any more: what people wrote of them is not lost."""
    for entry in entries:
        if entry.comment or entry.decision:
            gone = Finding(school=entry.school, standing=Standing.NO_DATA)
            work.put(_entry(entry.list, gone, entry))
        else:
            work.delete(RiskEntry, entry.id)


def _open(store: Store, key: Id) -> RiskList:
    found = store.get(RiskList, key)
    if found is None:
        raise QualityError("Этого списка в файле больше нет.")
    _refuse_approved(found)
    return found


def _entry_of(store: Store, key: Id) -> RiskEntry:
    found = store.get(RiskEntry, key)
    if found is None:
        raise QualityError("Этой школы в списке больше нет.")
    _open(store, found.list)
    return found


def _refuse_approved(found: RiskList | None) -> None:
    if found is not None and found.status == ListStatus.APPROVED:
        act = f"{found.act_title} № {found.act_number}".strip()
        raise QualityError(
            f"Список за {found.year} год утверждён ({act}): чтобы изменить его, верните в работу."
        )


def _is_changed(store: Store, found: RiskList, present: Findings | None) -> bool:
    if found.type == ListType.LOW:
        terms = risk_terms.read(found.terms, rule=found.rule)
        now = fingerprint(store=store, year=found.year, terms=terms)
    else:
        now = found.fingerprint if present is None else present.fingerprint
    return now != found.fingerprint


def _difference(
    store: Store, found: RiskList, rows: Sequence[ListRow], present: Findings | None
) -> Difference | None:
    if not _is_changed(store, found, present):
        return None
    if found.type == ListType.LOW:
        terms = risk_terms.read(found.terms, rule=found.rule)
        present = findings(store=store, year=found.year, terms=terms)
    now = {} if present is None else {one.school: one for one in present.schools}
    entered: list[School] = []
    left: list[School] = []
    changed: list[School] = []
    for row in rows:
        one = now.pop(row.entry.school, Finding(school=row.entry.school, standing=Standing.NO_DATA))
        was, is_in = row.entry.standing == Standing.INCLUDED, one.standing is Standing.INCLUDED
        if was != is_in:
            (entered if is_in else left).append(row.school)
        elif row.reasons != one.reasons or row.entry.standing != one.standing:
            changed.append(row.school)
    new = {key for key, one in now.items() if one.standing is Standing.INCLUDED}
    entered += [school for school in store.all(School) if school.id in new]
    return Difference(entered=tuple(entered), left=tuple(left), changed=tuple(changed))
