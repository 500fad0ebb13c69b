"""A person's own wording of a clause: it survives, it is marked, it is told when facts change."""

from __future__ import annotations

import pytest

from quality_desktop.documents.clauses import compared, ended_item
from quality_desktop.documents.model import Paragraph
from quality_desktop.domain.responsibility import Assignment, Role
from tests.documents.district import District, differences, said


@pytest.fixture
def district() -> District:
    return District.sample()


@pytest.mark.parametrize(
    ("text", "inside", "last"),
    [
        ("до 1 мая 2026 г.", "до 1 мая 2026 г.;", "до 1 мая 2026 г."),
        ("назначить Иванова И.И.", "назначить Иванова И.И.;", "назначить Иванова И.И."),
        ("назначить Иванова И.;", "назначить Иванова И.;", "назначить Иванова И."),
        ("планы, графики и т.д.", "планы, графики и т.д.;", "планы, графики и т.д."),
        ("письма и др.,", "письма и др.;", "письма и др."),
        ("составить план.", "составить план;", "составить план."),
        ("провести отбор в классе А.", "провести отбор в классе А;", "провести отбор в классе А."),
        ("провести в 2026 году;", "провести в 2026 году;", "провести в 2026 году."),
        ("утвердить миллиард.", "утвердить миллиард;", "утвердить миллиард."),
    ],
)
def test_an_item_ends_with_a_semicolon_and_keeps_the_stop_of_an_abbreviation(text, inside, last):
    assert (ended_item(text, is_last=False), ended_item(text, is_last=True)) == (inside, last)


def piece(composed, key):
    (found,) = [clause for clause in composed.clauses if clause.key == key]
    return found


def warnings(composed):
    return [p for p in composed.problems if p.place.startswith("clause:")]


def test_a_person_s_text_replaces_the_composed_one_and_is_marked(district):
    plain = district.compose()
    composed = district.compose(
        district.edit(
            "card", "Утвердить карту (Приложение № 2).", composed=piece(plain, "card").text
        )
    )
    assert differences(plain.document, composed.document) == {
        "card": (said(plain.document)["card"], "6. Утвердить карту (Приложение № 2).")
    }
    blocks = composed.document.sections[0].blocks
    edited = [b.source for b in blocks if isinstance(b, Paragraph) and b.is_edited]
    assert edited == ["card"]
    clause = piece(composed, "card")
    assert (clause.is_edited, clause.is_outdated, clause.mark) == (True, False, "6.")
    assert clause.composed == piece(plain, "card").composed
    assert warnings(composed) == []


def test_an_edit_survives_other_facts_and_takes_its_new_number(district):
    composed_then = piece(district.compose(), "card").composed
    edit = district.edit("card", "Утвердить карту.", composed=composed_then)
    district.drop(*district.all(Assignment, role="operator"))
    composed = district.compose(edit)
    assert said(composed.document)["card"] == "4. Утвердить карту."
    assert not piece(composed, "card").is_outdated


def test_facts_that_change_under_an_edit_are_told(district):
    composed_then = piece(district.compose(), "executors-duties").composed
    edit = district.edit("executors-duties", "Исполнителям:", composed=composed_then)
    (was, _) = district.assigned("2.3", Role.EXECUTOR)
    district.drop(was)
    composed = district.compose(edit)
    clause = piece(composed, "executors-duties")
    assert clause.is_outdated
    assert "Найденовой" not in clause.composed
    assert clause.text == "Исполнителям:"
    (warning,) = warnings(composed)
    assert (warning.text, warning.place) == (
        "Факты под вашей правкой изменились, проверьте текст: «Исполнителям:».",
        "clause:executors-duties",
    )


def test_no_break_spaces_lost_in_an_editor_do_not_make_an_edit_outdated(district):
    composed_then = piece(district.compose(), "coordinators").composed.replace("\u00a0", " ")
    edit = district.edit("coordinators", "Назначить.", composed=composed_then)
    assert not piece(district.compose(edit), "coordinators").is_outdated


def test_a_clause_left_out_takes_its_items_with_it_and_renumbers_the_rest(district):
    plain = district.compose().document
    composed = district.compose(district.edit("operator-duties", is_struck=True))
    found = differences(plain, composed.document)
    assert {key for key, (_, now) in found.items() if now is None} == {
        "operator-duties", "operator-duties.site-tab", "operator-duties.freshness",
    }  # fmt: skip
    assert (found["executors"][1] or "").startswith("3. ")
    left_out = [c for c in composed.clauses if c.is_struck]
    assert [c.key for c in left_out] == [
        "operator-duties", "operator-duties.site-tab", "operator-duties.freshness",
    ]  # fmt: skip
    assert {c.mark for c in left_out} == {""}
    assert all(c.text for c in left_out)


def test_the_last_item_left_out_gives_its_full_stop_to_the_one_before(district):
    key = "operator-duties.freshness"
    composed = district.compose(district.edit(key, is_struck=True))
    texts = said(composed.document)
    assert key not in texts
    assert texts["operator-duties.site-tab"].endswith("(далее – Методические рекомендации).")
    assert piece(composed, key).is_struck


def test_the_mark_at_the_end_of_an_item_does_not_make_its_edit_outdated(district):
    site_tab = "operator-duties.site-tab"
    composed_then = piece(district.compose(), site_tab).composed
    edit = district.edit(site_tab, "создать вкладку.", composed=composed_then)
    struck = district.edit("operator-duties.freshness", is_struck=True)
    assert not piece(district.compose(edit, struck), site_tab).is_outdated


def test_all_items_may_be_left_out(district):
    keys = ("operator-duties.site-tab", "operator-duties.freshness")
    composed = district.compose(*(district.edit(key, is_struck=True) for key in keys))
    assert not set(keys) & set(said(composed.document))


def test_the_heading_and_the_preamble_can_be_worded_too(district):
    composed = district.compose(
        district.edit("heading", "О качестве"), district.edit("preamble", is_struck=True)
    )
    texts = said(composed.document)
    assert texts["heading"] == "О качестве"
    assert "preamble" not in texts


def test_a_struck_clause_keeps_a_person_s_text_for_its_return(district):
    edit = district.edit("card", "Утвердить карту.", composed="Утвердить.", is_struck=True)
    composed = district.compose(edit)
    clause = piece(composed, "card")
    assert (clause.text, clause.is_struck, clause.mark) == ("Утвердить карту.", True, "")
    assert warnings(composed) == []


def test_an_edit_of_a_clause_that_has_no_facts_any_more_is_told(district):
    edit = district.edit("operator", "Назначить оператором " + "очень " * 9 + "долго.")
    district.drop(*district.all(Assignment, role="operator"))
    (warning,) = warnings(district.compose(edit))
    assert warning.text == (
        "Ваша правка не печатается, для этого пункта больше нет фактов: "
        "«Назначить оператором очень очень очень о…»."
    )


def test_a_struck_clause_without_facts_is_nothing_to_tell(district):
    district.drop(*district.all(Assignment, role="operator"))
    composed = district.compose(district.edit("operator", is_struck=True))
    assert warnings(composed) == []


@pytest.mark.parametrize("text", ["а  б;", "а\u00a0б.", " а б"])
def test_texts_are_compared_by_their_words(text):
    assert compared(text) == "а б"
