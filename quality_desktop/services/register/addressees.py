"""To whom a paper goes, what was sent, what came back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.directory import Person, School, Unit
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id
from quality_desktop.domain.register import (
    Attachment,
    IncomingPaper,
    PaperAddressee,
    addressee_id,
)
from quality_desktop.domain.school_naming.school_names import (
    KnownSchool,
    SchoolDirectory,
    Verdict,
)
from quality_desktop.domain.spelling import words
from quality_desktop.services.office import kept_files
from quality_desktop.services.office.names import paper_title, shown, unit_name
from quality_desktop.services.register.answers import note_answer

if TYPE_CHECKING:
    from quality_desktop.domain.changes import Changes
    from quality_desktop.storage.reading import Reading
    from quality_desktop.storage.store import Store


_NAMELESS: Final = "адресат без названия"
_PERSONS: Final = ("директор", "заместител", "руководител", "заведующ", "начальник", "исполняющ")
"""Beginnings of the first words of an addressee who is no school."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseeRow:
    """An addressee as the register shows it.

    Attributes:
        name: School, unit, person or the words of the paper.
        email: Where to write to; empty when the directory does not know.
        files: How many files came with the answer.
    """

    record: PaperAddressee
    name: str
    email: str
    files: int

    @property
    def is_owed(self) -> bool:
        """An answer has not come."""
        return self.record.answered_on is None


def of_paper(*, store: Reading, paper: Id) -> tuple[AddresseeRow, ...]:
    """Addressees of a paper, in its order."""
    found = sorted(
        store.all(PaperAddressee, paper=paper), key=lambda one: (one.place, one.id.bytes)
    )
    files = [one.addressee for one in store.all(Attachment) if one.addressee is not None]
    return tuple(
        AddresseeRow(record=one, name=name, email=email, files=files.count(one.id))
        for one in found
        for name, email in (_called(store, one),)
    )


def first_names(*, store: Reading) -> Mapping[Id, str]:
    """Paper -> its first addressee as the register shows it."""
    names: dict[Id | None, str] = {}
    names.update((one.id, one.short_name or one.full_name) for one in store.all(School))
    names.update((one.id, shown(one)) for one in store.all(Person))
    names.update((one.id, unit_name(one)) for one in store.all(Unit))
    first: dict[Id, PaperAddressee] = {}
    for one in store.all(PaperAddressee):
        known = first.get(one.paper)
        if known is None or (one.place, one.id.bytes) < (known.place, known.id.bytes):
            first[one.paper] = one
    return {
        paper: one.name
        or names.get(one.school)
        or names.get(one.person)
        or names.get(one.unit)
        or _NAMELESS
        for paper, one in first.items()
    }


def add_schools(*, store: Store, paper: Id, schools: Sequence[Id]) -> Changes:
    """Send a paper to these schools too; a school that is addressed already is passed over."""
    record = _paper(store, paper)
    with store.work(f"{paper_title(record)}: адресаты") as work:
        present = work.all(PaperAddressee, paper=paper)
        known = {one.school for one in present}
        place = max((one.place for one in present), default=-1)
        for school in dict.fromkeys(schools):
            if school not in known:
                place += 1
                work.put(
                    PaperAddressee(
                        id=addressee_id(paper, school), paper=paper, school=school, place=place
                    )
                )
        return work.commit()


def add_name(*, store: Store, paper: Id, name: str) -> Changes:
    """Send a paper to somebody by a typed name; a school of the directory is known by it.

    What is addressed to a person of a school («директору …») stays as it was typed.

    Raises:
        QualityError: The name is empty.
    """
    if not name.strip():
        raise QualityError("Впишите, кому направлен документ.")
    school = _school_called(store, name)
    if school is not None:
        return add_schools(store=store, paper=paper, schools=[school])
    record = _paper(store, paper)
    with store.work(f"{paper_title(record)}: адресат «{name.strip()}»") as work:
        place = max((one.place for one in work.all(PaperAddressee, paper=paper)), default=-1) + 1
        key = addressee_id(paper, " ".join(name.casefold().split()))
        work.put(PaperAddressee(id=key, paper=paper, name=name.strip(), place=place))
        return work.commit()


def _school_called(store: Store, name: str) -> Id | None:
    """The school that a name means for certain."""
    if words(name)[:1] and words(name)[0].startswith(_PERSONS):
        return None
    schools = [one for one in store.all(School) if one.is_active]
    same = [one.id for one in schools if words(name) in map(words, (one.short_name, one.full_name))]
    if len(same) == 1:
        return same[0]
    known = [
        KnownSchool(id=one.id, code=one.code, names=(one.full_name, one.short_name))
        for one in schools
    ]
    found = SchoolDirectory(known).match("", name)
    return found.school if found.verdict is Verdict.CERTAIN else None


def remove(*, store: Store, addressees: Sequence[Id]) -> Changes:
    """Take addressees off a paper with the files of their answers; a registered answer stays."""
    with store.work("Адресаты: убрать") as work:
        for key in addressees:
            if work.get(PaperAddressee, key) is None:
                continue
            kept_files.remove_beside(work, owner="addressee", record=key)
            for answer in work.all(IncomingPaper, addressee=key):
                work.put(replace(answer, addressee=None))
            work.delete(PaperAddressee, key)
        return work.commit()


def mark_sent(
    *, store: Store, addressees: Sequence[Id], sent_on: date | None, channel: str
) -> Changes:
    """Note when and how a paper went to these; None takes the note back."""
    return _mark(
        store,
        addressees,
        "отправлено",
        lambda one: replace(one, sent_on=sent_on, channel=channel if sent_on else ""),
    )


def mark_answered(
    *, store: Store, addressees: Sequence[Id], answered_on: date | None, number: str = ""
) -> Changes:
    """Note when these answered and under which number; None takes the note back."""
    word = "ответ получен" if answered_on else "ответ не получен"
    with store.work(f"Адресаты: {word}") as work:
        for key in addressees:
            note_answer(work, key, answered_on=answered_on, number=number)
        return work.commit()


def _mark(
    store: Store,
    addressees: Sequence[Id],
    what: str,
    changed: Callable[[PaperAddressee], PaperAddressee],
) -> Changes:
    with store.work(f"Адресаты: {what}") as work:
        for key in addressees:
            found = work.get(PaperAddressee, key)
            if found is not None:
                work.put(changed(found))
        return work.commit()


def _called(store: Reading, one: PaperAddressee) -> tuple[str, str]:
    """Name and address for letters of an addressee."""
    if one.school is not None and (school := store.get(School, one.school)) is not None:
        return one.name or school.short_name or school.full_name, school.email
    if one.person is not None and (person := store.get(Person, one.person)) is not None:
        return one.name or shown(person), person.email
    if one.unit is not None and (unit := store.get(Unit, one.unit)) is not None:
        return one.name or unit_name(unit), ""
    return one.name or _NAMELESS, ""


def _paper(store: Store, paper: Id) -> Paper:
    found = store.get(Paper, paper)
    if found is None:
        raise QualityError("Этого документа уже нет: его удалили. Обновите список.")
    return found
