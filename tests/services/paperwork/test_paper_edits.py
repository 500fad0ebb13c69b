"""Changing a paper: every edit is one step that can be undone."""

from dataclasses import replace
from datetime import date

import pytest

from quality_desktop import paths
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paperwork import (
    Appendix,
    ClauseEdit,
    Paper,
    PaperDeadline,
    deadline_id,
)
from quality_desktop.domain.records import Id, new_id
from quality_desktop.domain.register import Attachment, IncomingPaper, PaperAddressee, StoredFile
from quality_desktop.services.district_file import history
from quality_desktop.services.office import kept_files
from quality_desktop.services.office.kept_files import Owner
from quality_desktop.services.paperwork import paper_desk, paper_edits, papers
from quality_desktop.storage.store import Store


@pytest.fixture
def store(district: Store) -> Store:
    return district


@pytest.fixture
def paper(store):
    return store.all(Paper)[0]


def test_a_changed_number_is_saved_under_a_name_the_menu_can_show(store, paper):
    changes = paper_edits.save_paper(store=store, paper=replace(paper, number="5"), what="номер")
    assert changes.kinds == {"paper"}
    assert history.undo_state(store=store).undo == "Приказ № 5: номер"
    history.undo(store=store)
    assert store.get(Paper, paper.id) == paper


def test_a_paper_saved_as_it_is_changes_nothing(store, paper):
    assert not paper_edits.save_paper(store=store, paper=paper, what="номер")
    assert history.undo_state(store=store).undo is None


@pytest.mark.parametrize(
    ("status", "form", "stays"),
    [
        ("draft", "order-mechanisms", True),
        ("signed", "order-mechanisms", False),
        ("signed", "extract-order", True),
    ],
)
def test_a_copy_that_is_made_ends_the_copy_mark_of_a_signed_paper(
    store, paper, status, form, stays
):
    with store.work("Копия") as work:
        work.put(replace(paper, status=status, form=form, is_certified_copy=True))
        work.commit()
    changes = paper_edits.end_copy(store=store, paper=paper.id)
    assert bool(changes) is not stays
    found = store.get(Paper, paper.id)
    assert found.is_certified_copy is stays
    assert found.copy_mark == paper.copy_mark
    assert not paper_edits.end_copy(store=store, paper=new_id())


def test_a_deadline_has_one_record_however_often_it_is_set(store, paper):
    for day in (1, 2):
        paper_edits.set_deadline(
            store=store, paper=paper.id, code="site_tab", due=date(2021, 9, day)
        )
    found = store.all(PaperDeadline, paper=paper.id, code="site_tab")
    assert [deadline.due for deadline in found] == [date(2021, 9, 2)]
    paper_edits.set_deadline(store=store, paper=paper.id, code="site_tab", due=None)
    assert store.all(PaperDeadline, paper=paper.id, code="site_tab") == ()


def test_a_changed_date_keeps_what_it_is_called_and_who_answers_for_it(store, paper):
    known = PaperDeadline(
        id=deadline_id(paper.id, "team"),
        paper=paper.id,
        code="team",
        due=date(2026, 3, 1),
        title="состав команд",
        responsible="ИМЦ",
    )
    with store.work("срок") as work:
        work.put(known)
        work.commit()
    paper_edits.set_deadline(store=store, paper=paper.id, code="team", due=date(2026, 4, 1))
    assert store.get(PaperDeadline, known.id) == replace(known, due=date(2026, 4, 1))


def test_an_empty_last_cell_of_an_appendix_stays_a_cell(store, paper):
    text = "Школа\tПодпись\nСОШ № 1\t"
    paper_edits.write_appendix(store=store, paper=paper.id, title="Список", text=text + "\n \n")
    (appendix,) = store.all(Appendix, paper=paper.id, content="text")
    assert appendix.text == text


def test_kept_files_of_a_paper_and_its_addressees_go_with_it_and_others_stay(
    store, paper, tmp_path
):
    addressee = PaperAddressee(id=new_id(), paper=paper.id, name="Школам")
    letter = IncomingPaper(id=new_id(), answers=paper.id, addressee=addressee.id)
    with store.work("письмо") as work:
        work.put(addressee)
        work.put(letter)
        work.commit()
    owners: dict[Owner, Id] = {
        "paper": paper.id,
        "addressee": addressee.id,
        "incoming": letter.id,
    }
    for owner, record in owners.items():
        path = tmp_path / f"{owner}.txt"
        path.write_text(owner)
        kept_files.keep(store=store, owner=owner, record=record, path=path)
    paper_edits.remove_paper(store=store, paper=paper.id)
    assert [one.name for one in store.all(StoredFile)] == ["incoming.txt"]
    assert store.get(IncomingPaper, letter.id) == replace(letter, answers=None, addressee=None)
    history.undo(store=store)
    assert len(store.all(StoredFile)) == len(store.all(Attachment)) == 3


def test_wording_a_clause_as_composed_is_no_edit(store, paper):
    paper_edits.word_clause(
        store=store, paper=paper.id, clause="control", text="Иначе.", composed="Так."
    )
    assert len(store.all(ClauseEdit)) == 1
    paper_edits.word_clause(
        store=store, paper=paper.id, clause="control", text=" Так. ", composed="Так."
    )
    assert store.all(ClauseEdit) == ()


def test_line_breaks_in_a_clause_become_spaces(store, paper):
    paper_edits.word_clause(
        store=store, paper=paper.id, clause="control", text="Одна\nстрока.", composed="Так."
    )
    assert store.all(ClauseEdit)[0].text == "Одна строка."


def test_an_empty_first_or_last_cell_of_a_reworded_table_stays_a_cell(store, paper):
    paper_edits.word_clause(
        store=store, paper=paper.id, clause="t", text="\tШкола\n1\t\n", composed="а\tб\nв\tг"
    )
    assert store.all(ClauseEdit)[0].text == "\tШкола\n1\t"


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_clause_is_refused_and_nothing_is_written(store, paper, text):
    with pytest.raises(QualityError, match="Исключить"):
        paper_edits.word_clause(
            store=store, paper=paper.id, clause="control", text=text, composed="Так."
        )
    assert store.all(ClauseEdit) == ()


def test_a_clause_left_out_keeps_the_persons_words_for_its_return(store, paper):
    paper_edits.word_clause(
        store=store, paper=paper.id, clause="control", text="Иначе.", composed="Так."
    )
    paper_edits.strike_clause(store=store, paper=paper.id, clause="control", composed="Так.")
    (edit,) = store.all(ClauseEdit)
    assert (edit.text, edit.is_struck) == ("Иначе.", True)
    paper_edits.restore_clause(store=store, paper=paper.id, clause="control")
    assert store.all(ClauseEdit) == ()


def test_the_next_paper_has_the_same_parts_and_no_number(store, paper):
    paper_edits.word_clause(
        store=store, paper=paper.id, clause="control", text="Иначе.", composed="Так."
    )
    paper_edits.copy_paper(store=store, paper=paper.id, dated=date(2022, 7, 1))
    (copy,) = [other for other in store.all(Paper) if other.id != paper.id]
    assert (copy.number, copy.dated) == ("", date(2022, 7, 1))
    assert (copy.supervisor, copy.letterhead) == (paper.supervisor, paper.letterhead)
    for kind in (Appendix, PaperDeadline, ClauseEdit):
        assert len(store.all(kind, paper=copy.id)) == len(store.all(kind, paper=paper.id)) > 0


def test_a_removed_paper_comes_back_whole(store, paper):
    before = [store.all(kind) for kind in (Paper, Appendix, PaperDeadline)]
    paper_edits.remove_paper(store=store, paper=paper.id)
    assert [store.all(kind) for kind in (Paper, Appendix, PaperDeadline)] == [(), (), ()]
    history.undo(store=store)
    after = [store.all(kind) for kind in (Paper, Appendix, PaperDeadline)]
    assert [set(rows) for rows in after] == [set(rows) for rows in before]


def test_a_paper_that_is_gone_is_one_sentence(store):
    with pytest.raises(QualityError, match="выберите другой"):
        paper_edits.copy_paper(store=store, paper=new_id())


def test_the_desk_names_people_and_dates_in_words(store, paper):
    desk = paper_desk.desk(store=store, paper=paper.id, wording=paths.bundled().wording)
    assert desk is not None
    assert all(deadline.title and deadline.due for deadline in desk.deadlines)
    assert [a.title for a in desk.appendices if a.is_included] == [
        "Матрица ответственности",
        "Технологическая карта",
        "Программа 1.2",
    ]
    texts = [choice.text.lower() for choice in desk.people]
    assert texts == sorted(texts)
    gone = paper_desk.desk(store=store, paper=new_id(), wording=paths.bundled().wording)
    assert gone is None


def test_a_number_typed_with_its_sign_is_shown_with_one(store, paper):
    paper_edits.save_paper(store=store, paper=replace(paper, number="№ 15-од"), what="номер")
    assert history.undo_state(store=store).undo == "Приказ № 15-од: номер"
    assert [info.title for info in papers.available(store=store)] == [
        "Приказ от 05.07.2021 № 15-од"
    ]
