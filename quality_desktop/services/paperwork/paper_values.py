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
from quality_desktop.domain.register import (
    Attachment,
    IncomingPaper,
    PaperAddressee,
    addressee_id,
)
from quality_desktop.services.office.names import paper_title
from quality_desktop.services.paperwork.paper_facts import addressee_facts
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
    return tuple(addressee_facts(store, one).title for one in _addressees(store, paper))


def set_addressees(*, store: Store, paper: Id, names: Sequence[str]) -> Changes:
    """Make a paper go to these, one a line; a name of a school of the directory becomes that school.

    An addressee that stays keeps what is noted about it.

    Raises:
        QualityError: Several schools have a name that is new here, or one with an answer would go.
    """
    record = _paper(store, paper)
    known = _addressees(store, paper)
    shown: dict[str, list[PaperAddressee]] = {}
    for one in known:
        shown.setdefault(_key(addressee_facts(store, one).title), []).append(one)
    schools = _schools(store)
    wanted: dict[Id, PaperAddressee] = {}
    for name in filter(None, (" ".join(name.split()) for name in names)):
        key = _key(name)
        if key not in shown:
            shown[key] = [_named(paper, name, schools.get(key, ()), known)]
        if shown[key]:  # the same name once more than there are such addressees is one line
            one = shown[key].pop(0)
            wanted.setdefault(one.id, one)
    with store.work(f"{paper_title(record)}: адресаты") as work:
        for one in known:
            if one.id not in wanted:
                _require_no_answer(store, one)
                work.delete(PaperAddressee, one.id)
        for place, one in enumerate(wanted.values()):
            work.put(replace(one, place=place))
        return work.commit()


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _schools(store: Store) -> dict[str, tuple[Id, ...]]:
    """Schools by each of their names."""
    found: dict[str, tuple[Id, ...]] = {}
    for school in store.all(School):
        for key in {_key(school.short_name), _key(school.full_name)} - {""}:
            found[key] = (*found.get(key, ()), school.id)
    return found


def _named(
    paper: Id, name: str, schools: Sequence[Id], known: Sequence[PaperAddressee]
) -> PaperAddressee:
    if len(schools) > 1:
        raise QualityError(
            f"Школ с названием «{name}» в справочнике несколько: впишите полное наименование или "
            "добавьте школу кнопкой «Адресаты и ответы…»."
        )
    if not schools:
        key = addressee_id(paper, _key(name))
        is_taken = any(one.id == key for one in known)  # by one who was renamed since
        return PaperAddressee(id=new_id() if is_taken else key, paper=paper, name=name)
    (school,) = schools
    present = next((one for one in known if one.school == school), None)
    if present is not None:
        return replace(present, name="")
    return PaperAddressee(id=addressee_id(paper, school), paper=paper, school=school)


def _require_no_answer(store: Store, one: PaperAddressee) -> None:
    """An answer and its files must not go with a line of text."""
    answers = (
        *store.all(Attachment, addressee=one.id),
        *store.all(IncomingPaper, addressee=one.id),
    )
    if answers:
        raise QualityError(
            f"От адресата «{addressee_facts(store, one).title}» есть ответ или его файл: сначала "
            "уберите их в «Адресаты и ответы…», потом – адресата."
        )


def _addressees(store: Store, paper: Id) -> list[PaperAddressee]:
    return sorted(store.all(PaperAddressee, paper=paper), key=lambda one: (one.place, one.id.bytes))


def _paper(store: Store, paper: Id) -> Paper:
    record = store.get(Paper, paper)
    if record is None:
        raise QualityError("Этого документа в файле больше нет: выберите другой.")
    return record
