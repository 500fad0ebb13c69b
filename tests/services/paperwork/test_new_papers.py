"""New papers: of any kind, amending orders, extracts, own texts, copies and removal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from quality_desktop import paths
from quality_desktop.documents.model import CornerLetterhead, Table
from quality_desktop.domain.directory import Letterhead, School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paper_kinds import PaperField, PaperPart
from quality_desktop.domain.paperwork import Appendix, Paper
from quality_desktop.domain.records import new_id
from quality_desktop.domain.register import IncomingPaper, PaperAddressee, PaperLink, addressee_id
from quality_desktop.services.paperwork import kinds, new_papers, paper_edits, paper_values, papers
from quality_desktop.services.paperwork.amending import WordFolders
from quality_desktop.services.register.entries import entries

BUNDLED = paths.bundled()
WORDING = BUNDLED.wording


def composed(store, paper):
    return papers.compose(
        store=store,
        paper=paper,
        wording=WORDING,
        reference=BUNDLED.reference,
        language=BUNDLED.language,
    )


def texts(store, paper) -> list[str]:
    return [clause.text for clause in composed(store, paper).clauses]


def test_a_new_letter_takes_the_letterhead_and_the_people_of_the_last_letter(letter_office):
    (last,) = letter_office.all(Paper)
    key, _ = new_papers.create(store=letter_office, wording=WORDING, code="letter-request")
    made = letter_office.get(Paper, key)
    assert (made.letterhead, made.signatory, made.executor) == (
        last.letterhead, last.signatory, last.executor,
    )  # fmt: skip
    assert (made.number, made.dated, made.status) == ("", None, "draft")
    first = composed(letter_office, key).document.sections[0].blocks[0]
    assert isinstance(first, CornerLetterhead)


def test_an_order_never_takes_the_letterhead_of_letters_when_there_is_another(letter_office):
    order = Letterhead(id=new_id(), name="Приказ", layout="single", right_heading="ОТДЕЛ")
    with letter_office.work("бланк") as work:
        work.put(order)
        work.commit()
    key, _ = new_papers.create(store=letter_office, wording=WORDING, code="order-general")
    assert letter_office.get(Paper, key).letterhead == order.id


def test_a_new_paper_of_every_shipped_kind_says_in_the_register_what_it_is_about(letter_office):
    (first,) = letter_office.all(Paper)
    made = {}
    shipped = kinds.available(store=letter_office, wording=WORDING)
    for source in (one for one in shipped if one.is_shipped):
        key, _ = new_papers.create(store=letter_office, wording=WORDING, code=source.kind.code)
        made[key] = source.kind.code
        with letter_office.work("о прежнем") as work:
            new_papers.link(work, key, first.id, "amends")
            work.commit()
    folders = WordFolders(wording=WORDING, reference=BUNDLED.reference, language=BUNDLED.language)
    listed = entries(store=letter_office, wording=WORDING, today=date.today(), folders=folders)
    about = {made[one.record]: one.subject for one in listed if one.record in made}
    assert about.keys() == set(made.values())
    assert {code: said for code, said in about.items() if not said or "{" in said} == {}
    assert about["letter-request"] == "О предоставлении информации"
    assert about["order-mechanisms"].endswith("качеством образования в Заокском районе")


def test_an_amending_order_without_changes_is_told(letter_office):
    (first,) = letter_office.all(Paper)
    key, _ = new_papers.create(store=letter_office, wording=WORDING, code="order-amending")
    with letter_office.work("изменения") as work:
        new_papers.link(work, key, first.id, "amends")
        work.commit()
    told = [one.text for one in composed(letter_office, key).problems]
    assert any(text.startswith("После двоеточия ничего не перечислено") for text in told)
    part = PaperPart(id=new_id(), key="", style="item", text="пункт 2 исключить")
    new_papers.add_parts(
        store=letter_office, paper=key, parts=[part],
        place=new_papers.place_after(
            store=letter_office, wording=WORDING, paper=key,
            clause=next(
                clause.key for clause in composed(letter_office, key).clauses
                if clause.text.endswith("изменения:")
            ),
        ),
    )  # fmt: skip
    told = [one.text for one in composed(letter_office, key).problems]
    assert not any(text.startswith("После двоеточия") for text in told)


def test_values_that_a_request_names_are_printed_and_asked_for(letter_office):
    key, _ = new_papers.create(store=letter_office, wording=WORDING, code="letter-request")
    asked = {problem.text for problem in composed(letter_office, key).problems}
    assert "Не заполнено поле «Что прислать («информацию о …»)»." in asked
    for code, text in (
        ("о чем", "О плане работы"),
        ("что сделать", "составить план работы"),
        ("что прислать", "план"),
    ):
        paper_values.set_field(store=letter_office, paper=key, code=code, text=text)
    paper = replace(letter_office.get(Paper, key), answer_due=date(2024, 3, 5))
    paper_edits.save_paper(store=letter_office, paper=paper, what="срок ответа")
    assert any(
        "план в отдел образования в срок до 5 марта 2024 года" in t.replace("\u00a0", " ")
        for t in texts(letter_office, key)
    )
    paper_values.set_field(store=letter_office, paper=key, code="о чем", text=" ")
    assert letter_office.all(PaperField, paper=key, code="о чем") == ()


def test_addressees_of_a_letter_stand_instead_of_those_of_its_kind(letter_office):
    (letter,) = letter_office.all(Paper)
    paper_values.set_addressees(
        store=letter_office, paper=letter.id, names=["МБОУ СОШ № 1", "", "МБОУ СОШ № 2"]
    )
    head = composed(letter_office, letter.id).document.sections[0].blocks[0]
    assert [line.replace("\u00a0", " ") for line in head.addressee] == [
        "МБОУ СОШ № 1",
        "МБОУ СОШ № 2",
    ]
    (first, _) = sorted(letter_office.all(PaperAddressee), key=lambda one: one.place)
    with letter_office.work("ответ") as work:
        work.put(replace(first, answered_on=date(2023, 6, 1)))
        work.commit()
    paper_values.set_addressees(
        store=letter_office, paper=letter.id, names=["МБОУ СОШ № 2", "МБОУ СОШ № 1"]
    )
    kept = letter_office.get(PaperAddressee, first.id)
    assert kept.answered_on == date(2023, 6, 1)
    assert paper_values.addressee_names(store=letter_office, paper=letter.id) == (
        "МБОУ СОШ № 2",
        "МБОУ СОШ № 1",
    )


def test_an_addressee_typed_with_other_spaces_or_by_its_other_name_keeps_school_and_notes(
    letter_office,
):
    (letter,) = letter_office.all(Paper)
    school = School(id=new_id(), short_name="СОШ № 1", full_name="Средняя  школа № 1")
    known = PaperAddressee(
        id=new_id(), paper=letter.id, school=school.id, sent_on=date(2023, 6, 1), channel="почта"
    )
    with letter_office.work("школа") as work:
        work.put(school)
        work.put(known)
        work.commit()
    for name in ("Средняя школа № 1", "средняя школа №  1", "СОШ № 1"):
        changes = paper_values.set_addressees(store=letter_office, paper=letter.id, names=[name])
        assert not changes
    assert letter_office.all(PaperAddressee) == (known,)


def test_a_name_of_several_schools_is_refused_and_known_addressees_of_one_name_both_stay(
    letter_office,
):
    (letter,) = letter_office.all(Paper)
    twins = [School(id=new_id(), short_name="Начальная школа") for _ in range(2)]
    with letter_office.work("школы") as work:
        for twin in twins:
            work.put(twin)
        work.commit()
    names = ["Начальная школа", "Начальная школа"]
    with pytest.raises(QualityError, match=r"Школ с названием «Начальная школа» .* несколько"):
        paper_values.set_addressees(store=letter_office, paper=letter.id, names=names)
    with letter_office.work("адресаты") as work:
        for place, twin in enumerate(twins):
            work.put(PaperAddressee(id=new_id(), paper=letter.id, school=twin.id, place=place))
        work.commit()
    assert not paper_values.set_addressees(store=letter_office, paper=letter.id, names=names)
    paper_values.set_addressees(store=letter_office, paper=letter.id, names=names[:1])
    assert [one.school for one in letter_office.all(PaperAddressee)] == [twins[0].id]


def test_an_addressee_with_an_answer_does_not_go_with_its_line(letter_office):
    (letter,) = letter_office.all(Paper)
    set_names = partial(paper_values.set_addressees, store=letter_office, paper=letter.id)
    set_names(names=["Школам"])
    (one,) = letter_office.all(PaperAddressee)
    with letter_office.work("ответ") as work:
        work.put(IncomingPaper(id=new_id(), addressee=one.id))
        work.commit()
    with pytest.raises(QualityError, match="От адресата «Школам» есть ответ"):
        set_names(names=[])
    assert letter_office.all(PaperAddressee) == (one,)


def test_own_text_and_tables_stand_where_they_were_put_and_can_be_reworded(letter_office):
    (letter,) = letter_office.all(Paper)
    new_papers.add_parts(
        store=letter_office,
        paper=letter.id,
        parts=[
            PaperPart(id=new_id(), key="", text="Свой абзац."),
            PaperPart(id=new_id(), key="", style="table", cells="А\tБ\n1\t2"),
        ],
        place=1500,
    )
    said = texts(letter_office, letter.id)
    assert said[3:5] == ["Свой абзац.", "А\tБ\n1\t2"] or said[2:4] == ["Свой абзац.", "А\tБ\n1\t2"]
    key = next(c.key for c in composed(letter_office, letter.id).clauses if "\t" in c.text)
    paper_edits.word_clause(
        store=letter_office, paper=letter.id, clause=key, text="А\tБ\n1\t3", composed="А\tБ\n1\t2"
    )
    (table,) = [
        b
        for b in composed(letter_office, letter.id).document.sections[0].blocks
        if isinstance(b, Table)
    ]
    assert table.rows[0].cells[1].paragraphs[0].text == "3"


def test_a_copy_takes_values_and_texts_and_removal_leaves_nothing_behind(letter_office):
    (letter,) = letter_office.all(Paper)
    paper_values.set_addressees(store=letter_office, paper=letter.id, names=["МБОУ СОШ № 1"])
    with letter_office.work("связь") as work:
        later = replace(letter, id=new_id(), number="9")
        work.put(later)
        work.put(PaperLink(id=new_id(), paper=later.id, earlier=letter.id, relation="amends"))
        work.commit()
    paper_edits.copy_paper(store=letter_office, paper=letter.id)
    (copy,) = [one for one in letter_office.all(Paper) if not one.number]
    assert texts(letter_office, copy.id) == texts(letter_office, letter.id)
    (copied,) = letter_office.all(PaperAddressee, paper=copy.id)
    assert copied.id == addressee_id(copy.id, copied.school or "мбоу сош № 1")
    paper_edits.remove_paper(store=letter_office, paper=letter.id)
    for kind in (PaperField, PaperAddressee, PaperLink, Appendix):
        assert letter_office.all(kind, paper=letter.id) == ()
    assert letter_office.all(PaperLink) == ()


def test_a_new_order_about_mechanisms_approves_what_the_file_holds(district):
    key, _ = new_papers.create(store=district, wording=WORDING, code="order-mechanisms")
    made = sorted(district.all(Appendix, paper=key), key=lambda one: one.number)
    assert [(one.number, one.content) for one in made] == [
        (1, "matrix"), (2, "card"), (3, "programme"),
    ]  # fmt: skip
    said = " ".join(texts(district, key))
    assert "Утвердить перечень исполнителей" in said
    assert "Утвердить технологическую карту" in said


def test_a_new_order_about_mechanisms_has_no_empty_appendices(empty_district):
    key, _ = new_papers.create(store=empty_district, wording=WORDING, code="order-mechanisms")
    assert not empty_district.all(Appendix, paper=key)


def test_an_order_of_another_kind_begins_without_appendices(district):
    key, _ = new_papers.create(store=district, wording=WORDING, code="order-general")
    assert not district.all(Appendix, paper=key)
