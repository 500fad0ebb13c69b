"""A letter to a school names its head as the directory does, in the dative."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quality_desktop import paths
from quality_desktop.documents.addressees import AddresseeFacts, addressee_lines
from quality_desktop.documents.model import CornerLetterhead
from quality_desktop.documents.office_paper import compose_paper
from quality_desktop.documents.order import Composed
from quality_desktop.documents.paper_wording import read_kind
from quality_desktop.documents.speech import Speech
from quality_desktop.domain.directory import Person, School
from quality_desktop.domain.paper_kinds import PaperField, paper_field_id
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import new_id
from quality_desktop.domain.register import PaperAddressee
from quality_desktop.language.grammar import Grammar
from quality_desktop.services.paperwork.kind_files import shipped_kind
from quality_desktop.services.paperwork.paper_facts import paper_facts
from quality_desktop.services.paperwork.papers import months
from tests.documents.district import REFERENCE, District, wording
from tests.documents.sample_papers import blocks

IVAN = Person(
    id=new_id(), surname="Бойко", given="Иван", patronymic="Петрович", gender="m",
    position="директор школы",
)  # fmt: skip
SCHOOL = School(id=new_id(), full_name="МБОУ «Лесная ООШ»", head=IVAN.id)
LETTERS = ("letter-general", "letter-request", "letter-answer-reminder")


def lines(facts: AddresseeFacts) -> list[str]:
    said = addressee_lines(facts, Speech(Grammar()))
    return [line.replace("\u00a0", " ") for line in said]


def letter(kind: str, *who: School, own: str = "") -> Composed:
    """A letter of a shipped kind to these, one after another."""
    district = District.sample("zaoksky")
    paper = Paper(id=new_id(), form=kind)
    district.put(IVAN, SCHOOL, paper, *who)
    for place, one in enumerate(who):
        district.put(PaperAddressee(id=new_id(), paper=paper.id, place=place, school=one.id))
    if own:
        key = paper_field_id(paper.id, "обращение")
        district.put(PaperField(id=key, paper=paper.id, code="обращение", text=own))
    source = shipped_kind(paths.bundled().wording, kind)
    assert source is not None
    return compose_paper(
        facts=paper_facts(district, paper=paper.id, key="paper", months=months(REFERENCE)),
        wording=read_kind(source.kind, source.parts, ()),
        tables=wording(),
        grammar=Grammar(),
        edits={},
    )


def greeting(composed: Composed) -> str:
    return next((c.text for c in composed.clauses if c.key == "greeting"), "")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (IVAN, ["Директору", "МБОУ «Лесная ООШ»", "Бойко И.П."]),
        (
            replace(IVAN, surname="Петров", position="и.о. директора МБОУ «Лесная ООШ»"),
            ["И.о. директора", "МБОУ «Лесная ООШ»", "Петрову И.П."],
        ),
        (replace(IVAN, position=""), ["Руководителю", "МБОУ «Лесная ООШ»", "Бойко И.П."]),
        (replace(IVAN, surname=""), ["Директору", "МБОУ «Лесная ООШ»"]),
        (None, ["Руководителю", "МБОУ «Лесная ООШ»"]),
    ],
)
def test_a_school_is_addressed_by_its_head(head, expected):
    assert lines(AddresseeFacts(school=SCHOOL, head=head)) == expected


def test_words_of_the_office_and_a_person_named_in_the_letter_win_over_the_head():
    other = replace(IVAN, id=new_id(), surname="Седых", given="Олег")
    assert lines(AddresseeFacts(name="Совету школы", school=SCHOOL, head=IVAN)) == ["Совету школы"]
    said = lines(AddresseeFacts(school=SCHOOL, head=IVAN, person=other))
    assert said == ["Директору", "МБОУ «Лесная ООШ»", "Седых О.П."]


@pytest.mark.parametrize("kind", LETTERS)
def test_a_letter_to_a_school_greets_its_head_by_name(kind):
    composed = letter(kind, SCHOOL)
    assert greeting(composed) == "Уважаемый Иван Петрович!"
    (top,) = blocks(composed.document, CornerLetterhead)
    assert [line.replace("\u00a0", " ") for line in top.addressee] == [
        "Директору", "МБОУ «Лесная ООШ»", "Бойко И.П.",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", LETTERS)
def test_a_school_whose_head_is_not_known_is_greeted_without_a_name(kind):
    unknown = School(id=new_id(), full_name="МБОУ «Озёрная СОШ»")
    assert greeting(letter(kind, unknown)) == "Уважаемый руководитель!"


@pytest.mark.parametrize("kind", LETTERS)
def test_a_typed_greeting_wins(kind):
    assert greeting(letter(kind, SCHOOL, own="Уважаемые коллеги!")) == "Уважаемые коллеги!"


def test_a_letter_of_the_kind_letter_to_several_has_no_greeting_of_its_own():
    second = School(id=new_id(), full_name="МБОУ «Озёрная СОШ»")
    assert greeting(letter("letter-general", SCHOOL, second)) == ""


def test_a_head_who_left_is_named_no_more():
    district = District.sample("zaoksky")
    paper = district.one(Paper)
    one = PaperAddressee(id=new_id(), paper=paper.id, school=SCHOOL.id)
    district.put(replace(IVAN, is_active=False), SCHOOL, one)
    known = paper_facts(district, paper=paper.id, key="paper", months=months(REFERENCE))
    assert [facts.head for facts in known.addressees] == [None]


def test_the_name_that_a_school_bears_does_not_break_between_initials_and_surname():
    named = School(id=new_id(), full_name="МБОУ «Набережная СОШ имени Героя И. И. Тимченко»")
    said = addressee_lines(AddresseeFacts(school=named), Speech(Grammar()))
    assert "И.\u00a0И.\u00a0Тимченко" in said[1]


def test_a_person_alone_is_addressed_with_the_position():
    alone = replace(IVAN, position="главный инспектор Управления образования")
    assert lines(AddresseeFacts(person=alone)) == [
        "Главному инспектору Управления образования", "Бойко И.П.",
    ]  # fmt: skip


def test_somebody_of_a_school_is_addressed_by_the_own_position():
    deputy = replace(IVAN, id=new_id(), surname="Петров", position="заместитель директора школы")
    assert lines(AddresseeFacts(school=SCHOOL, person=deputy, head=IVAN)) == [
        "Заместителю директора", "МБОУ «Лесная ООШ»", "Петрову И.П.",
    ]  # fmt: skip


def test_a_person_without_a_position_is_told_to_the_user():
    speech = Speech(Grammar())
    said = addressee_lines(AddresseeFacts(person=replace(IVAN, position=" ")), speech)
    assert [line.replace("\u00a0", " ") for line in said] == ["Бойко И.П."]
    (problem,) = speech.problems
    assert problem.text.startswith("Не указана должность")
    assert problem.place == f"person:{IVAN.id}:position"
