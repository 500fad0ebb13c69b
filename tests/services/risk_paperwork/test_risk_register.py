"""Letters about schools at risk that have numbers stand in the register, once each, as they were written."""

from __future__ import annotations

from datetime import date

import pytest

from quality_desktop.domain.directory import Letterhead
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paperwork import READY_MADE, Paper
from quality_desktop.domain.records import new_id
from quality_desktop.domain.register import PaperAddressee, PaperStatus
from quality_desktop.services.paperwork import paper_desk, paper_edits, papers, printing
from quality_desktop.services.register import issuing, numbering
from quality_desktop.services.register.entries import entries
from quality_desktop.services.risk_paperwork import risk_office, risk_papers, risk_printing
from quality_desktop.services.risk_paperwork.risk_papers import RiskPaperKind
from quality_desktop.services.risk_paperwork.risk_printing import Registration
from quality_desktop.services.risk_paperwork.risk_register import register
from quality_desktop.services.school_profile import recommendations
from tests.services.risky import YEAR, school_id

DATED = date(2025, 11, 25)
DUE = date(2025, 12, 25)
LETTERS = (RiskPaperKind.LETTER, RiskPaperKind.SCHOOL)


def numbered(store, folders, folder, first, *, kinds=LETTERS, dated=DATED):
    """Write letters with numbers from ``first`` on, as the window does."""
    chosen = [one for one in risk_papers.of_year(store=store, year=YEAR) if one.kind in kinds]
    batch = risk_printing.write_all(
        store=store, papers=chosen, folder=folder, formats=("docx",), folders=folders,
        registration=Registration.of(first, dated=dated, due=DUE),
    )  # fmt: skip
    return register(store=store, letters=batch.numbered)


def lines(store, folders):
    return {
        one.number: one
        for one in entries(store=store, wording=folders.wording, today=DATED)
        if one.number
    }


def test_numbered_letters_are_found_in_the_register_with_those_to_whom_they_go(
    store, folders, tmp_path
):
    numbered(store, folders, tmp_path, "01-12/7")
    found = lines(store, folders)
    assert set(found) == {"01-12/7", "01-12/8"}
    about, school = found["01-12/7"], found["01-12/8"]
    assert about.sort == "Письмо об итогах года («Школы риска»)"
    assert about.party == "Руководителям общеобразовательных организаций"
    assert school.party == "А"
    assert (school.dated, school.due, school.asked) == (DATED, DUE, 1)
    assert school.subject.startswith("Об адресных рекомендациях")
    assert school.status_words == "проект"


def test_letters_without_numbers_are_not_registered(store, folders, tmp_path):
    assert not numbered(store, folders, tmp_path, "")
    assert not store.all(Paper)


def test_a_letter_written_again_is_the_same_paper_under_its_new_number(store, folders, tmp_path):
    numbered(store, folders, tmp_path, "7")
    numbered(store, folders, tmp_path, "8")
    assert set(lines(store, folders)) == {"8", "9"}
    assert len(store.all(PaperAddressee)) == 2


def test_the_next_number_of_letters_follows_those_of_schools_at_risk(store, folders, tmp_path):
    numbered(store, folders, tmp_path, "7")
    following = numbering.next_number(
        store=store, family="letter", day=DATED, wording=folders.wording
    )
    assert following == "9"


def test_a_number_of_another_letter_of_the_year_is_refused_and_nothing_is_written(
    store, folders, tmp_path
):
    with store.work("Письмо") as work:
        work.put(Paper(id=new_id(), form="letter-general", number="8", dated=DATED))
        work.commit()
    with pytest.raises(QualityError, match="Номер 8 в этом году уже есть"):
        numbered(store, folders, tmp_path / "бумаги", "7")
    assert not (tmp_path / "бумаги").exists()
    assert numbered(store, folders, tmp_path, "7", dated=date(2026, 1, 12))


def test_the_register_opens_a_letter_as_it_was_written_and_nobody_edits_it(
    store, folders, tmp_path
):
    numbered(store, folders, tmp_path, "7", kinds=[RiskPaperKind.SCHOOL])
    (record,) = store.all(Paper)
    composed = printing.compose(store=store, paper=record.id, folders=folders)
    assert "Утвердить план" in " ".join(clause.text for clause in composed.clauses) or any(
        "Утвердить план" in str(block) for block in composed.document.sections[0].blocks
    )
    assert [info.title for info in papers.available(store=store)] == ["Письмо от 25.11.2025 № 7"]
    desk = paper_desk.desk(store=store, paper=record.id, wording=folders.wording)
    assert desk is not None
    assert desk.addressees == ("А",)
    for refused in (
        lambda: paper_edits.word_clause(
            store=store, paper=record.id, clause="heading", text="Иное", composed=""
        ),
        lambda: paper_edits.copy_paper(store=store, paper=record.id),
    ):
        with pytest.raises(QualityError, match="составлено на вкладке «Школы риска»"):
            refused()
    paper_edits.remove_paper(store=store, paper=record.id)
    assert not lines(store, folders)


def test_a_signed_letter_keeps_its_number_and_its_words(store, folders, tmp_path):
    only = [RiskPaperKind.SCHOOL]
    numbered(store, folders, tmp_path, "7", kinds=only)
    (record,) = store.all(Paper)
    issuing.sign(store=store, paper=record.id, folders=folders, today=DATED)
    signed = printing.compose(store=store, paper=record.id, folders=folders).document
    recommendations.add(store=store, school=school_id("А"), year=YEAR, text="Новая мера")
    with pytest.raises(QualityError, match="уже подписано под № 7"):
        numbered(store, folders, tmp_path, "8", kinds=only)
    assert not numbered(store, folders, tmp_path, "7", kinds=only)
    again = printing.compose(store=store, paper=record.id, folders=folders).document
    assert again == signed
    (line,) = lines(store, folders).values()
    assert (line.status, line.is_frozen) == (PaperStatus.SIGNED, True)


def test_a_letter_in_the_register_lends_no_letterhead_to_orders(store, folders, tmp_path):
    corner = Letterhead(id=new_id(), name="Для писем", layout="corner")
    plain = Letterhead(id=new_id(), name="Для приказов", layout="single")
    with store.work("Бланки") as work:
        work.put(corner)
        work.put(plain)
        work.commit()
    numbered(store, folders, tmp_path, "7")
    assert {paper.letterhead for paper in store.all(Paper)} == {corner.id}
    office = risk_office.office_facts(store=store, key="", reference=folders.reference)
    assert office.letterhead == plain
    assert {paper.form for paper in store.all(Paper)} == READY_MADE
