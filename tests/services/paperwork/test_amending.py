"""Orders that amend an earlier one say all that reads otherwise: clauses, matrix, card."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from quality_desktop import paths
from quality_desktop.domain.cycle import CardRow, Stage
from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paperwork import Appendix, ClauseEdit, Paper
from quality_desktop.domain.register import PaperLink
from quality_desktop.domain.responsibility import Role
from quality_desktop.services.cycle import responsibility
from quality_desktop.services.cycle.responsibility import CellEdit, Party
from quality_desktop.services.paperwork import amending, paper_edits, papers
from quality_desktop.services.paperwork.amending import WordFolders
from quality_desktop.storage.store import Store

BUNDLED = paths.bundled()
FOLDERS = WordFolders(
    wording=BUNDLED.wording, reference=BUNDLED.reference, language=BUNDLED.language
)


def composed(store, paper):
    return papers.compose(
        store=store,
        paper=paper,
        wording=BUNDLED.wording,
        reference=BUNDLED.reference,
        language=BUNDLED.language,
    )


def amended(store, since=None):
    """The amending order of the sample's order, composed."""
    (order,) = [one for one in store.all(Paper) if one.form == "order-mechanisms"]
    key, _ = amending.amend(store=store, folders=FOLDERS, earlier=order.id, since=since)
    return key, composed(store, key)


def said(made) -> list[str]:
    return [clause.text for clause in made.clauses]


def start(store):
    """The moment before anything was changed."""
    return responsibility.moments(store=store)[0].at


def of_surname(store: Store, surname: str) -> Person:
    return next(one for one in store.all(Person) if one.surname == surname)


def set_coordinator(store, code: str | None, person: Person) -> None:
    (order,) = [one for one in store.all(Paper) if one.form == "order-mechanisms"]
    known = responsibility.directions_of(store=store, edition=order.edition)
    edits = [
        CellEdit(direction=one.id, role=Role.COORDINATOR, parties=(Party(person=person.id),))
        for one in known
        if code in (None, one.code)
    ]
    responsibility.set_cells(store=store, edits=edits, intent="замена")


def test_an_amending_order_amends_the_items_that_name_the_same_people(district):
    was = start(district)
    clause = next(
        c for c in composed(district, district.all(Paper)[0].id).clauses if c.mark == "1."
    )
    assert "Мастрюкову Л.И." in clause.text
    set_coordinator(district, None, of_surname(district, "Гомзова"))
    key, made = amended(district, was)
    texts = said(made)
    assert texts[0].startswith("О внесении изменений в приказ Управления образования от 05.07.2021")
    assert texts[3].startswith(
        "пункт 1 изложить в следующей редакции: «1. Определить координатором"
    )
    assert "Гомзову Е.Б." in texts[3]
    assert "Мастрюкову" not in texts[3]
    assert texts[3].endswith("»;")
    assert sum("координатор – Гомзова Е.Б. (было: Мастрюкова Л.И.)" in text for text in texts) > 1
    (link,) = district.all(PaperLink, paper=key)
    assert link.relation == "amends"
    assert len(made.document.sections) == 2


def test_a_cell_that_no_item_names_is_told_by_its_direction(district):
    was = start(district)
    set_coordinator(district, "1.1", of_surname(district, "Мастрюкова"))
    with pytest.raises(QualityError, match="ничего не изменилось"):
        amended(district, was)
    set_coordinator(district, "1.1", of_surname(district, "Гомзова"))
    _, made = amended(district, was)
    cells = [text for text in said(made) if text.startswith("по направлению 1.1")]
    assert len(cells) == 1
    assert cells[0].endswith("координатор – Гомзова Е.Б. (было: Мастрюкова Л.И.).")
    assert any("изложить в новой редакции" in text for text in said(made))


def test_a_new_surname_amends_the_items_without_any_change_of_the_matrix(district):
    was = start(district)
    person = of_surname(district, "Мастрюкова")
    with district.work("смена фамилии") as work:
        work.put(replace(person, surname="Ветрова"))
        work.commit()
    _, made = amended(district, was)
    first = next(text for text in said(made) if text.startswith("пункт 1 "))
    assert "Ветрову Л.И." in first


def test_a_persons_own_words_of_an_item_keep_all_but_the_name_that_changed(district):
    (order,) = district.all(Paper)
    clause = next(c for c in composed(district, order.id).clauses if c.mark == "1.")
    own = clause.text.replace("Определить", "С 1 сентября назначить")
    paper_edits.word_clause(
        store=district, paper=order.id, clause=clause.key, text=own, composed=clause.composed
    )
    person = of_surname(district, "Мастрюкова")
    with district.work("смена фамилии") as work:
        work.put(replace(person, surname="Ветрова"))
        work.commit()
    _, made = amended(district, district.moments(ClauseEdit)[0].at)
    first = next(text for text in said(made) if text.startswith("пункт 1 "))
    assert "«1. С 1 сентября назначить координаторами" in first
    assert "Ветрову Л.И." in first
    assert "Мастрюкову" not in first


def test_what_a_signed_order_says_of_its_own_is_no_difference(district):
    (order,) = district.all(Paper)
    was = start(district)
    paper_edits.set_deadline(
        store=district, paper=order.id, code="programmes", due=date(2021, 12, 1)
    )
    _, made = amended(district, was)
    assert any("абзац второй пункта" in text and "1 декабря" in text for text in said(made))
    signed = replace(district.get(Paper, order.id), status="signed")
    with district.work("подписан") as work:
        work.put(signed)
        work.commit()
    with pytest.raises(QualityError, match="ничего не изменилось"):
        amended(district, was)


def test_a_changed_section_of_the_card_is_amended_with_the_card_in_the_appendix(district):
    was = start(district)
    stage = next(one for one in district.all(Stage) if one.number == 3)
    (row,) = [one for one in district.all(CardRow) if one.stage == stage.id]
    with district.work("карта") as work:
        work.put(replace(row, actions="иначе"))
        work.commit()
    key, made = amended(district, was)
    assert said(made)[3] == "раздел 3 технологической карты изложить в новой редакции."
    assert said(made)[4].startswith("Технологическую карту к указанному приказу")
    assert [one.content for one in district.all(Appendix, paper=key)] == ["card"]


def test_nothing_changed_or_no_matrix_then_makes_no_amending_order(district):
    with pytest.raises(QualityError, match=r"На 05.07.2021 матрицы .* еще не было"):
        amended(district)
    with pytest.raises(QualityError, match="ничего не изменилось"):
        amended(district, start(district))
    assert len(district.all(Paper)) == 1
