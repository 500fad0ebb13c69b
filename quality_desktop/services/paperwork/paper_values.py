"""What a paper fills into the wording of its kind: values, people and units, addressees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paper_kinds import (
    PaperField,
    PaperParty,
    paper_field_id,
    paper_party_id,
)
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import Id, new_id
from quality_desktop.domain.register import PaperAddressee
from quality_desktop.services.office.names import paper_title
from quality_desktop.services.paperwork.paper_facts import addressee_lines
from quality_desktop.services.paperwork.signed import require_draft
from quality_desktop.storage.store import Store


def set_field(*, store: Store, paper: Id, code: str, text: str) -> Changes:
    """Fill in a value that the wording names; an empty text takes it away."""
    record = _paper(store, paper)
    require_draft(record)
    key = paper_field_id(paper, code)
    with store.work(f"{paper_title(record)}: {code}") as work:
        known = work.get(PaperField, key)
        if text.strip():
            title = "" if known is None else known.title
            work.put(PaperField(id=key, paper=paper, code=code, title=title, text=text.strip()))
        elif known is not None:
            work.delete(PaperField, key)
        return work.commit()


def set_party(*, store: Store, paper: Id, code: str, person: Id | None, unit: Id | None) -> Changes:
    """Say who stands where the wording names a party; neither takes it away."""
    record = _paper(store, paper)
    require_draft(record)
    key = paper_party_id(paper, code)
    with store.work(f"{paper_title(record)}: {code}") as work:
        known = work.get(PaperParty, key)
        if person is not None or unit is not None:
            title = "" if known is None else known.title
            work.put(
                PaperParty(id=key, paper=paper, code=code, title=title, person=person, unit=unit)
            )
        elif known is not None:
            work.delete(PaperParty, key)
        return work.commit()


def addressee_names(*, store: Store, paper: Id) -> tuple[str, ...]:
    """Addressees of a paper, each in one line, in its order."""
    return tuple(" ".join(addressee_lines(store, one)) for one in _addressees(store, paper))


def set_addressees(*, store: Store, paper: Id, names: Sequence[str]) -> Changes:
    """Make a paper go to these, one a line; a name of a school of the directory becomes that school.

    An addressee that stays keeps what is noted about it.
    """
    record = _paper(store, paper)
    wanted = list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    schools = {
        title: school.id
        for school in store.all(School)
        for title in (school.short_name, school.full_name)
        if title
    }
    known = {" ".join(addressee_lines(store, one)): one for one in _addressees(store, paper)}
    with store.work(f"{paper_title(record)}: адресаты") as work:
        for name, one in known.items():
            if name not in wanted:
                work.delete(PaperAddressee, one.id)
        for place, name in enumerate(wanted):
            if name in known:
                work.put(replace(known[name], place=place))
            else:
                school = schools.get(name)
                work.put(
                    PaperAddressee(
                        id=new_id(),
                        paper=paper,
                        school=school,
                        name="" if school else name,
                        place=place,
                    )
                )
        return work.commit()


def _addressees(store: Store, paper: Id) -> list[PaperAddressee]:
    return sorted(store.all(PaperAddressee, paper=paper), key=lambda one: (one.place, one.id.bytes))


def _paper(store: Store, paper: Id) -> Paper:
    record = store.get(Paper, paper)
    if record is None:
        raise QualityError("Этого документа в файле больше нет: выберите другой.")
    return record
