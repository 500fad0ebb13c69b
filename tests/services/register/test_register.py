"""From a request to the last answer: signed, sent, answered, reminded."""

from dataclasses import replace
from datetime import date

import pytest

from quality_desktop import paths
from quality_desktop.documents.model import CertifiedCopy, Signature
from quality_desktop.domain.directory import Municipality, Person, School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paper_kinds import PaperField, paper_field_id
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import new_id
from quality_desktop.domain.register import (
    IncomingPaper,
    IssuedPaper,
    PaperAddressee,
    PaperStatus,
    StoredFile,
)
from quality_desktop.services.district_file import history
from quality_desktop.services.office import kept_files
from quality_desktop.services.paperwork import paper_edits, printing
from quality_desktop.services.paperwork.issued import issued
from quality_desktop.services.register import addressees, entries, incoming, issuing, reminders

BUNDLED = paths.bundled()
FOLDERS = printing.Folders(
    wording=BUNDLED.wording,
    reference=BUNDLED.reference,
    language=BUNDLED.language,
    fonts=BUNDLED.fonts,
)
TODAY = date(2021, 7, 6)


def put(store, *records):
    with store.work("Проверка") as work:
        for record in records:
            work.put(record)
        work.commit()


@pytest.fixture
def order(district):
    """The order of the sample, signed by somebody with a name."""
    [paper] = district.all(Paper)
    head = district.get(Person, paper.signatory)
    put(district, replace(head, surname="Петрова", given="Анна", patronymic="Ивановна", gender="f"))
    return paper


def sign(store, paper):
    return issuing.sign(store=store, paper=paper.id, folders=FOLDERS, today=TODAY)


def register(store, today=TODAY):
    return entries.entries(store=store, wording=BUNDLED.wording, today=today)


def came(store):
    paper = incoming.proposed(store=store, today=TODAY, wording=BUNDLED.wording)
    incoming.save(store=store, paper=paper, what="зарегистрирован")
    return paper.id


def asked(store, paper, count=3):
    schools = [
        School(id=new_id(), short_name=f"Школа {n}", email=f"s{n}@x.ru") for n in range(count)
    ]
    put(store, *schools)
    addressees.add_schools(store=store, paper=paper.id, schools=[one.id for one in schools])
    return addressees.of_paper(store=store, paper=paper.id)


def test_a_signed_paper_prints_as_it_was_signed_whatever_changes_later(district, order):
    before = printing.compose(store=district, paper=order.id, folders=FOLDERS).document
    sign(district, order)
    head = district.get(Person, order.signatory)
    put(district, replace(head, surname="Другая"))
    after = printing.compose(store=district, paper=order.id, folders=FOLDERS).document
    assert after == before
    [entry] = register(district)
    assert entry.is_frozen
    assert entry.status_words == "подписан"


def test_a_change_of_what_is_kept_is_noticed(district, order):
    sign(district, order)
    [kept] = district.all(IssuedPaper)
    put(district, replace(kept, tree=kept.tree.replace("Петрова", "Сидорова")))
    found = issued(store=district, paper=order.id)
    assert found is not None
    assert not found.is_whole
    composed = printing.compose(store=district, paper=order.id, folders=FOLDERS)
    assert "сверьте" in composed.problems[0].text


def test_the_copy_mark_comes_onto_the_signed_paper_later(district, order):
    put(district, replace(order, is_certified_copy=False))
    sign(district, order)
    put(district, replace(district.get(Paper, order.id), is_certified_copy=True))
    head = district.get(Person, order.signatory)
    put(district, replace(head, surname="Другая"))
    document = printing.compose(store=district, paper=order.id, folders=FOLDERS).document
    blocks = document.sections[0].blocks
    [signature] = [block for block in blocks if isinstance(block, Signature)]
    assert signature.name == "А.И.\u00a0Петрова"
    assert isinstance(blocks[blocks.index(signature) + 1], CertifiedCopy)


def test_a_paper_without_a_number_or_with_errors_is_not_signed(district, order):
    put(district, replace(order, number=""))
    with pytest.raises(QualityError, match="номер и дату"):
        sign(district, order)
    put(district, replace(order, signatory=None))
    with pytest.raises(QualityError, match="исправьте"):
        sign(district, order)
    assert district.all(IssuedPaper) == ()


def test_signing_is_one_step_that_can_be_undone(district, order):
    sign(district, order)
    history.undo(store=district)
    assert district.get(Paper, order.id).status == "draft"
    assert issued(store=district, paper=order.id) is None


@pytest.mark.parametrize("status", [PaperStatus.SENT, PaperStatus.SIGNED])
def test_a_draft_is_neither_sent_nor_called_signed(district, order, status):
    with pytest.raises(QualityError):
        issuing.set_status(store=district, paper=order.id, status=status, today=TODAY)


def test_a_signed_paper_becomes_no_draft_again(district, order):
    sign(district, order)
    with pytest.raises(QualityError, match="не становится"):
        issuing.set_status(store=district, paper=order.id, status=PaperStatus.DRAFT, today=TODAY)


def test_a_later_paper_changes_the_state_of_the_earlier_one(district, order):
    sign(district, order)
    later = Paper(id=new_id(), form=order.form, number="1100", dated=date(2021, 9, 1))
    put(district, later)
    issuing.link(store=district, paper=later.id, earlier=order.id, relation="amends")
    newer, older = register(district)
    assert older.status_words == "изменён другим"
    assert older.links == ("изменён документом № 1100 от 01.09.2021",)
    assert newer.links == ("изменяет № 1048 от 05.07.2021",)


def test_a_school_is_addressed_once(district, order):
    rows = asked(district, order)
    addressees.add_schools(
        store=district, paper=order.id, schools=[row.record.school for row in rows] * 2
    )
    assert len(addressees.of_paper(store=district, paper=order.id)) == 3


def test_reminders_go_to_exactly_those_who_have_not_answered(district, order):
    put(district, replace(order, answer_due=date(2021, 7, 5), subject="О составе команд"))
    rows = asked(district, order)
    addressees.mark_answered(
        store=district, addressees=[rows[1].record.id], answered_on=TODAY, number="№ 5"
    )
    [entry] = register(district)
    assert (entry.answers, entry.is_late) == ("1 из 3", True)
    letter, _ = reminders.remind(store=district, paper=order.id, today=TODAY, due=date(2021, 7, 12))
    reminded = addressees.of_paper(store=district, paper=letter)
    assert [row.name for row in reminded] == ["Школа 0", "Школа 2"]
    assert [
        row.record.reminded_on for row in addressees.of_paper(store=district, paper=order.id)
    ] == [TODAY, None, TODAY]
    text = "\n".join(
        block.text
        for section in printing.compose(
            store=district, paper=letter, folders=FOLDERS
        ).document.sections
        for block in section.blocks
        if hasattr(block, "text")
    ).replace("\u00a0", " ")
    assert "письмом от 05.07.2021 № 1048 запрошен ответ по вопросу «О составе команд»" in text
    assert "до 12 июля 2021 года" in text


def test_kept_files_go_with_the_addressee_or_the_incoming_paper_they_stand_beside(
    district, order, tmp_path
):
    answer = tmp_path / "ответ.txt"
    answer.write_text("ответ")
    row, other, _ = asked(district, order)
    letter = came(district)
    put(district, replace(district.get(IncomingPaper, letter), addressee=row.record.id))
    kept_files.keep(store=district, owner="addressee", record=row.record.id, path=answer)
    kept_files.keep(store=district, owner="incoming", record=letter, path=answer)
    addressees.remove(store=district, addressees=[row.record.id])
    assert district.get(IncomingPaper, letter).addressee is None
    assert len(district.all(StoredFile)) == 1  # the incoming paper has it still
    incoming.remove(store=district, paper=letter)
    assert district.all(StoredFile) == ()
    assert other.record in district.all(PaperAddressee)


def test_nobody_is_reminded_when_all_have_answered(district, order):
    rows = asked(district, order)
    addressees.mark_answered(
        store=district, addressees=[row.record.id for row in rows], answered_on=TODAY
    )
    with pytest.raises(QualityError, match="ответили все"):
        reminders.remind(store=district, paper=order.id, today=TODAY, due=None)


def test_an_incoming_answer_marks_its_addressee(district, order):
    row, *_ = asked(district, order)
    key = came(district)
    paper = district.get(IncomingPaper, key)
    answer = replace(
        paper,
        sender="Школа 0",
        sender_number="17",
        sender_dated=date(2021, 7, 4),
        answers=order.id,
        addressee=row.record.id,
    )
    incoming.save(store=district, paper=answer, what="ответ на запрос")
    found = district.get(PaperAddressee, row.record.id)
    assert (found.answered_on, found.answer_number) == (TODAY, "№ 17 от 04.07.2021")
    history.undo(store=district)
    assert district.get(PaperAddressee, row.record.id).answered_on is None


def test_the_register_is_searched_by_every_word_and_saved_as_a_table(district, order):
    key = came(district)
    paper = district.get(IncomingPaper, key)
    incoming.save(
        store=district,
        paper=replace(paper, sender="Министерство", subject="О мониторинге", due=date(2021, 7, 1)),
        what="о чём",
    )
    found = register(district)
    assert found[0].sort == "Входящий"
    assert found[0].is_late
    assert "О мониторинге" in found[0].searched
    table = entries.sheet(found, today=TODAY)
    assert [row[1] for row in table.rows] == ["1", "1048"]


def test_an_answer_to_the_reminder_is_an_answer_to_the_request(district, order):
    asked(district, order, count=2)
    letter, _ = reminders.remind(store=district, paper=order.id, today=TODAY, due=None)
    [first, _] = addressees.of_paper(store=district, paper=letter)
    addressees.mark_answered(store=district, addressees=[first.record.id], answered_on=TODAY)
    owed = [row.name for row in addressees.of_paper(store=district, paper=order.id) if row.is_owed]
    assert owed == ["Школа 1"]
    addressees.mark_answered(store=district, addressees=[first.record.id], answered_on=None)
    assert all(row.is_owed for row in addressees.of_paper(store=district, paper=order.id))


def test_a_corrected_addressee_takes_the_answer_over(district, order):
    first, second = asked(district, order, count=2)
    key = came(district)
    paper = replace(district.get(IncomingPaper, key), sender_number="17", answers=order.id)
    for row in (first, second):
        answer = replace(paper, addressee=row.record.id)
        incoming.save(store=district, paper=answer, what="чей ответ")
    rows = addressees.of_paper(store=district, paper=order.id)
    assert [row.is_owed for row in rows] == [True, False]
    incoming.remove(store=district, paper=key)
    assert all(row.is_owed for row in addressees.of_paper(store=district, paper=order.id))


def test_an_answer_noted_by_hand_is_not_taken_away_with_another_paper(district, order):
    row, _ = asked(district, order, count=2)
    addressees.mark_answered(
        store=district, addressees=[row.record.id], answered_on=date(2021, 7, 1), number="№ 3"
    )
    key = came(district)
    paper = replace(district.get(IncomingPaper, key), addressee=row.record.id)
    incoming.save(store=district, paper=paper, what="чей ответ")
    incoming.remove(store=district, paper=key)
    assert district.get(PaperAddressee, row.record.id).answer_number == "№ 3"


@pytest.mark.parametrize("change", [{"number": "777"}, {"dated": TODAY}, {"signatory": None}])
def test_a_signed_paper_refuses_what_would_differ_from_the_signed_text(district, order, change):
    sign(district, order)
    signed = district.get(Paper, order.id)
    with pytest.raises(QualityError, match="больше не меняется"):
        paper_edits.save_paper(store=district, paper=replace(signed, **change), what="правка")
    with pytest.raises(QualityError, match="больше не меняется"):
        paper_edits.remove_paper(store=district, paper=order.id)
    noted = replace(signed, note="копия в деле 01-10", is_certified_copy=False)
    assert paper_edits.save_paper(store=district, paper=noted, what="примечание")


def test_a_signed_paper_prints_without_the_records_it_was_made_of(district, order):
    before = printing.compose(store=district, paper=order.id, folders=FOLDERS)
    sign(district, order)
    [municipality] = district.all(Municipality)
    with district.work("Муниципалитет") as work:
        work.delete(Municipality, municipality.id)
        work.commit()
    after = printing.compose(store=district, paper=order.id, folders=FOLDERS)
    assert after.document == before.document
    assert [clause.key for clause in after.clauses] == [
        clause.key for clause in before.clauses if not clause.is_struck
    ]


def test_a_draft_is_not_cancelled_and_a_number_is_given_once(district, order):
    with pytest.raises(QualityError, match="удалите"):
        issuing.set_status(
            store=district, paper=order.id, status=PaperStatus.CANCELLED, today=TODAY
        )
    sign(district, order)
    put(district, replace(order, id=new_id(), status="draft"))
    second = next(paper for paper in district.all(Paper) if paper.id != order.id)
    with pytest.raises(QualityError, match="уже есть"):
        sign(district, second)


@pytest.mark.parametrize(
    ("typed", "is_known"),
    [
        ("МБОУ СОШ № 3 с. Кинзебулатово", True),
        ("СОШ №3 с.Кинзебулатово", True),
        ("ЛИЦЕЙ (вымышленный)", True),
        ("Директору МБОУ СОШ № 3 с. Кинзебулатово", False),
        ("Отдел культуры", False),
    ],
)
def test_a_typed_name_of_a_known_school_is_that_school(district, order, typed, is_known):
    school = School(
        id=new_id(),
        full_name="Муниципальное бюджетное общеобразовательное учреждение средняя "
        "общеобразовательная школа № 3 села Кинзебулатово",
        short_name="МБОУ СОШ № 3 с. Кинзебулатово",
    )
    if "ЛИЦЕЙ" in typed:  # a name that tells nothing but itself
        school = replace(school, full_name="", short_name="Лицей (вымышленный)")
    put(district, school)
    addressees.add_name(store=district, paper=order.id, name=typed)
    addressees.add_name(store=district, paper=order.id, name=typed)
    [one] = district.all(PaperAddressee, paper=order.id)
    assert (one.school == school.id) is is_known
    assert one.name == ("" if is_known else typed)


def test_a_draft_says_what_it_is_about_by_what_was_typed_into_it(empty_district):
    draft = Paper(id=new_id(), form="letter-request")
    key = paper_field_id(draft.id, "о чем")
    put(empty_district, draft, PaperField(id=key, paper=draft.id, code="о чем", text="О планах"))
    (entry,) = register(empty_district)
    assert entry.subject == "О планах"
