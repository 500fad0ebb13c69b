"""What somebody counted, signed, accepted or approved is never put together from two people."""

from __future__ import annotations

import hashlib
from datetime import date

from quality_desktop.domain.at_risk.risk_lists import ListType, RiskList, risk_list_id
from quality_desktop.domain.collection.monitoring import Acceptance, acceptance_id
from quality_desktop.domain.directory import School
from quality_desktop.domain.examination.exams import ExamResult, exam_result_id
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import new_id
from quality_desktop.domain.register import IssuedPaper, issued_paper_id
from quality_desktop.services.exchange import conflicts
from tests.services.exchange.offices import Colleague
from tests.services.exchange.test_conflicts import edit, found, one, share
from tests.storage.copies import take


def signed(paper: Paper, text: str, day: date) -> IssuedPaper:
    """A paper as it was signed on a day."""
    return IssuedPaper(
        id=issued_paper_id(paper.id),
        paper=paper.id,
        tree=text,
        fingerprint=hashlib.sha256(text.encode()).hexdigest(),
        issued_on=day,
    )


def test_marks_of_one_result_are_one_question_and_nobody_adds_up_what_nobody_counted(
    anna: Colleague, boris: Colleague
) -> None:
    school = School(id=new_id(), short_name="Школа")
    result = ExamResult(
        id=exam_result_id("vpr", 2040, "math", 5, school.id),
        procedure="vpr", year=2040, subject="math", grade=5, school=school.id,
        participants=20, two=2, three=5, four=8, five=5,
    )  # fmt: skip
    with anna.store.work("Результат") as work:
        work.put_all([school, result])
        work.commit()
    share(anna, boris)
    edit(anna, ExamResult, result.id, two=1, three=6)
    edit(boris, ExamResult, result.id, two=1, four=9)
    take(anna.store, boris.store)
    conflict = one(anna.store)
    assert conflict.title == "Цифры результата"
    assert not conflict.takes_own, "one mark alone cannot be put between those of two people"
    theirs = next(side for side in conflict.opinions if side.author == "Борис")
    assert theirs.text == (
        "Участников: 20; Отметок «2»: 1; Отметок «3»: 5; Отметок «4»: 9; Отметок «5»: 5"
    )
    conflicts.decide(store=anna.store, decisions=conflicts.choose(conflict, theirs), reason="")
    stored = anna.store.get(ExamResult, result.id)
    assert stored is not None
    assert (stored.two, stored.three, stored.four, stored.five) == (1, 5, 9, 5)
    assert found(anna.store) == ()


def test_a_signed_text_is_taken_with_its_own_fingerprint(anna: Colleague, boris: Colleague) -> None:
    paper = Paper(id=new_id(), form="letter")
    issued = signed(paper, "Письмо", date(2040, 5, 1))
    with anna.store.work("Подписание") as work:
        work.put_all([paper, issued])
        work.commit()
    share(anna, boris)
    for colleague, text, day in ((anna, "Первое", 2), (boris, "Второе", 3)):
        now = signed(paper, text, date(2040, 5, day))
        edit(colleague, IssuedPaper, issued.id, tree=now.tree, fingerprint=now.fingerprint,
             issued_on=now.issued_on)  # fmt: skip
    take(anna.store, boris.store)
    conflict = one(anna.store)
    assert [side.text for side in conflict.opinions] == [
        "Дата: 02.05.2040; Повод: подписан",
        "Дата: 03.05.2040; Повод: подписан",
    ]
    made = conflicts.choose(conflict, conflict.opinions[0])
    conflicts.decide(store=anna.store, decisions=made, reason="")
    assert anna.store.get(IssuedPaper, issued.id) == signed(paper, "Первое", date(2040, 5, 2))


def test_a_reason_stands_beside_the_name_of_its_own_author(
    anna: Colleague, boris: Colleague
) -> None:
    school = School(id=new_id(), short_name="Школа")
    key = acceptance_id(2040, school.id, "sum")
    with anna.store.work("Причина") as work:
        work.put(school)
        work.put(Acceptance(id=key, year=2040, school=school.id, check="sum"))
        work.commit()
    share(anna, boris)
    edit(anna, Acceptance, key, reason="Сверено", author="Анна")
    edit(boris, Acceptance, key, author="Борис", accepted=date(2040, 5, 3))
    take(anna.store, boris.store)
    stored = anna.store.get(Acceptance, key)
    assert stored is not None
    assert (stored.reason, stored.author, stored.accepted) in (
        ("Сверено", "Анна", None),
        ("", "Борис", date(2040, 5, 3)),
    )
    assert one(anna.store).title == "Кто принял и почему"


def test_a_list_of_schools_is_never_approved_with_terms_of_another(
    anna: Colleague, boris: Colleague
) -> None:
    key = risk_list_id(ListType.LOW, 2040)
    with anna.store.work("Список") as work:
        work.put(RiskList(id=key, year=2040, terms="share=30"))
        work.commit()
    share(anna, boris)
    edit(anna, RiskList, key, status="approved", act_number="12")
    edit(boris, RiskList, key, terms="share=20", fingerprint="b" * 64)
    take(anna.store, boris.store)
    stored = anna.store.get(RiskList, key)
    assert stored is not None
    assert (stored.status, stored.act_number, stored.terms) in (
        ("approved", "12", "share=30"),
        ("draft", "", "share=20"),
    )
    assert one(anna.store).title == "Состояние списка"
