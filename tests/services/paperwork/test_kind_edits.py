"""The office's own kinds of papers: copied, worded part by part, never broken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from quality_desktop import paths
from quality_desktop.documents.paper_wording import read_kind
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paper_kinds import PaperKind, PaperPart
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import new_id
from quality_desktop.services.district_file import history
from quality_desktop.services.paperwork import kind_edits, kinds, new_papers, papers
from quality_desktop.services.paperwork.kind_files import shipped
from quality_desktop.storage.store import Store

BUNDLED = paths.bundled()
WORDING = BUNDLED.wording


@pytest.fixture
def store(letter_office: Store) -> Store:
    return letter_office


def composed(store: Store, paper):
    return papers.compose(
        store=store,
        paper=paper,
        wording=WORDING,
        reference=BUNDLED.reference,
        language=BUNDLED.language,
    )


def texts(store: Store, paper) -> list[str]:
    return [clause.text for clause in composed(store, paper).clauses]


def own(store: Store, title: str = "Мое письмо", code: str = "letter-request") -> PaperKind:
    key, _ = kind_edits.copy_kind(store=store, wording=WORDING, code=code, title=title)
    kind = store.get(PaperKind, key)
    assert kind is not None
    return kind


def part(text: str = "", **fields: Any) -> PaperPart:
    return PaperPart(id=new_id(), key="", text=text, **fields)


@pytest.mark.parametrize("source", shipped(WORDING), ids=lambda one: one.kind.code)
def test_every_shipped_kind_can_be_composed_and_calls_all_that_it_names(source):
    named = read_kind(source.kind, source.parts).named
    wanted = {
        *(f"field.{code}" for code in named.fields),
        *(f"party.{code}" for code in named.parties),
        *(f"deadline.{code}" for code in named.deadlines),
    }
    assert set(source.titles) == wanted


@pytest.mark.parametrize("source", shipped(WORDING), ids=lambda one: one.kind.code)
def test_a_copy_of_a_shipped_kind_says_what_the_shipped_one_says(store, source):
    kind = own(store, code=source.kind.code)
    pair = [
        new_papers.create(store=store, wording=WORDING, code=code)[0]
        for code in (source.kind.code, kind.code)
    ]
    if source.kind.code == "order-mechanisms":
        return  # composed by its own composer: the next test
    assert texts(store, pair[0]) == texts(store, pair[1])


def test_a_copy_of_the_order_about_mechanisms_says_the_same_word_for_word(district):
    kind = own(district, code="order-mechanisms")
    (order,) = district.all(Paper)
    before = composed(district, order.id)
    with district.work("вид") as work:
        work.put(replace(order, form=kind.code))
        work.commit()
    after = composed(district, order.id)
    assert [clause.text for clause in after.clauses] == [clause.text for clause in before.clauses]
    assert after.document.sections == before.document.sections or all(
        [p.text for p in a.blocks if hasattr(p, "runs")]
        == [p.text for p in b.blocks if hasattr(p, "runs")]
        for a, b in zip(after.document.sections, before.document.sections, strict=True)
    )


def test_a_copied_kind_stands_before_the_shipped_ones_and_undo_takes_it_away(store):
    kind = own(store)
    listed = kinds.available(store=store, wording=WORDING)
    assert [one.kind.title for one in listed[:2]] == ["Письмо школам о ВСОКО", "Мое письмо"]
    assert not listed[1].is_shipped
    assert listed[1].titles["field.что прислать"]
    history.undo(store=store)
    assert store.get(PaperKind, kind.id) is None


def test_a_second_kind_of_the_same_title_is_refused(store):
    own(store)
    with pytest.raises(QualityError, match="«Мое письмо» уже есть"):
        own(store)
    with pytest.raises(QualityError, match="впишите название"):
        own(store, title="  ")


def test_a_text_that_names_what_no_paper_has_is_refused_and_nothing_is_written(store):
    kind = own(store)
    first = kinds.find(store=store, wording=WORDING, code=kind.code).ordered[0]
    for wrong, said in (
        ("{oficce:gen}", "неизвестное поле «oficce»"),
        ("{office:genitive}", "нет вида «genitive»"),
        ("{if answer_due}до", "не закрыта"),
    ):
        with pytest.raises(QualityError, match=said):
            kind_edits.save_part(store=store, part=replace(first, text=wrong))
    assert store.get(PaperPart, first.id) == first


def test_changed_words_of_a_kind_stand_in_its_papers(store):
    (letter,) = store.all(Paper)
    kind = next(one for one in store.all(PaperKind))
    first = kinds.find(store=store, wording=WORDING, code=kind.code).ordered[0]
    kind_edits.save_part(
        store=store, part=replace(first, text="Для {office:gen} от {dated:numeric}.")
    )
    assert "Для отдела образования администрации МО Заокский район от 12.04.2023." in texts(
        store, letter.id
    )
    kind_edits.save_kind(store=store, kind=replace(kind, greeting="Уважаемые коллеги!"))
    assert "Уважаемые коллеги!" in texts(store, letter.id)


def test_parts_are_added_behind_the_chosen_one_moved_and_removed(store):
    kind = own(store)

    def order() -> list[str]:
        found = kinds.find(store=store, wording=WORDING, code=kind.code)
        return [one.text[:12] for one in found.ordered]

    first = kinds.find(store=store, wording=WORDING, code=kind.code).ordered[0]
    before = order()
    added, _ = kind_edits.add_parts(
        store=store, kind=kind.id, parts=[part("Раз."), part("Два.")], after=first.id
    )
    assert order() == [before[0], "Раз.", "Два.", *before[1:]]
    kind_edits.move_part(store=store, part=added[0], step=1)
    assert order()[1:3] == ["Два.", "Раз."]
    kind_edits.move_part(store=store, part=added[1], step=-5)
    assert order()[0] == "Два."
    for key in added:
        kind_edits.remove_part(store=store, part=key)
    assert order() == before


def test_a_table_of_a_kind_is_printed_with_its_fields(store):
    kind = own(store)
    kind_edits.add_parts(
        store=store,
        kind=kind.id,
        parts=[part(style="table", cells="Что\tКогда\nОтвет\t{answer_due:numeric}")],
    )
    paper, _ = new_papers.create(store=store, wording=WORDING, code=kind.code)
    assert "Что\tКогда\nОтвет\t____________" in texts(store, paper)


def test_a_kind_that_has_papers_stays(store):
    kind = next(iter(store.all(PaperKind)))
    with pytest.raises(QualityError, match="составлено документов: 1"):
        kind_edits.remove_kind(store=store, kind=kind.id)
    copy = own(store)
    kind_edits.remove_kind(store=store, kind=copy.id)
    assert store.get(PaperKind, copy.id) is None
    assert store.all(PaperPart, paper_kind=copy.id) == ()


def test_a_shipped_kind_is_changed_in_a_copy_only(store):
    shipped_part = kinds.find(store=store, wording=WORDING, code="letter-request").ordered[0]
    with pytest.raises(QualityError, match="скопируйте"):
        kind_edits.save_part(store=store, part=shipped_part)
