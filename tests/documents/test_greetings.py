"""A greeting agrees with those to whom a letter goes; the office's own words stay as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quality_desktop import paths
from quality_desktop.documents.addressed import OwnGreeting, addressed
from quality_desktop.documents.addressees import AddresseeFacts
from quality_desktop.documents.greetings import VOCABULARY, greeting_values
from quality_desktop.documents.model import Paragraph
from quality_desktop.documents.template import Values, Vocabulary, parse
from quality_desktop.domain.directory import Person, School, Unit
from quality_desktop.domain.paperwork import ClauseEdit, Paper
from quality_desktop.domain.records import new_id
from quality_desktop.domain.register import PaperAddressee
from quality_desktop.services.paperwork.kind_files import shipped_kind
from tests.documents.district import District, paragraph_text
from tests.documents.sample_papers import blocks, compose

WORDING = paths.bundled().wording
IVAN = Person(id=new_id(), surname="Бойко", given="Иван", patronymic="Петрович", gender="m")
MARIA = Person(id=new_id(), surname="Седых", given="Мария", patronymic="Ильинична")
METHODIST = Person(id=new_id(), surname="Бадмаева", given="А.", position="главный методист")
SCHOOL = AddresseeFacts(school=School(id=new_id(), full_name="Лицей № 1"))


def greeted(*addressees: AddresseeFacts, written: str = "", own: str = "") -> str:
    reminder = shipped_kind(WORDING, "letter-answer-reminder")
    assert reminder is not None
    said = reminder.kind.greeting.replace("{if field.обращение}", "{if own}").replace(
        "{field.обращение}", "{own}"
    )
    known = VOCABULARY.plus(Vocabulary(fields={"own": frozenset({""})}, flags=frozenset({"own"})))
    values = greeting_values(addressees, written)
    values = values.inside(Values(fields={"own": lambda _: own}, flags={"own": bool(own)}))
    return parse(said, known, place="Обращение").render(values).replace("\u00a0", " ").strip()


@pytest.mark.parametrize(
    ("addressees", "greeting"),
    [
        ((), "Уважаемые руководители!"),
        ((SCHOOL,), "Уважаемый руководитель!"),
        ((SCHOOL, SCHOOL), "Уважаемые руководители!"),
        ((AddresseeFacts(person=IVAN),), "Уважаемый Иван Петрович!"),
        ((AddresseeFacts(person=MARIA, unit=Unit(id=new_id())),), "Уважаемая Мария Ильинична!"),
        ((AddresseeFacts(person=IVAN), AddresseeFacts(person=MARIA)), "Уважаемые руководители!"),
        ((AddresseeFacts(name="Директору лицея\nБойко И.П."),), "Уважаемый руководитель!"),
        ((AddresseeFacts(name="Главе администрации"),), "Уважаемый руководитель!"),
        ((AddresseeFacts(name="«Главам» администраций"),), "Уважаемые руководители!"),
        ((AddresseeFacts(name="Заведующим", person=IVAN),), "Уважаемые руководители!"),
        ((AddresseeFacts(name="Максим Иванович"),), "Уважаемый руководитель!"),
        ((AddresseeFacts(name="Максим Иванович", person=IVAN),), "Уважаемый руководитель!"),
        ((AddresseeFacts(name="МБОУ лицей № 1", school=SCHOOL.school),), "Уважаемый руководитель!"),
        ((AddresseeFacts(name="Школы района"),), "Уважаемые руководители!"),
        ((AddresseeFacts(person=METHODIST),), "Уважаемый коллега!"),
        (
            (AddresseeFacts(person=METHODIST), AddresseeFacts(person=METHODIST)),
            "Уважаемые коллеги!",
        ),
        ((AddresseeFacts(person=METHODIST), SCHOOL), "Уважаемые руководители!"),
        (
            (AddresseeFacts(person=replace(METHODIST, position="и.о. директора")),),
            "Уважаемый руководитель!",
        ),
        (
            (AddresseeFacts(person=replace(METHODIST, position="замдиректора")),),
            "Уважаемый руководитель!",
        ),
    ],
)
def test_a_greeting_agrees_with_those_who_are_addressed(addressees, greeting):
    assert greeted(*addressees) == greeting


@pytest.mark.parametrize(
    "written",
    [
        "Руководителям школ",
        "Всем директорам школ района",
        "В общеобразовательные организации",
        "Директору СОШ № 1\nДиректору СОШ № 2",
        "Двум школам",
        "Школы района",
        "Руководителю СОШ № 1, руководителю СОШ № 2",
        "Руководителю …, руководителю …",
        "МБОУ 1\nМБОУ 2",
    ],
)
def test_several_addressees_in_words_are_greeted_as_several(written):
    assert greeted(written=written) == "Уважаемые руководители!"
    assert greeted(AddresseeFacts(name=written)) == "Уважаемые руководители!"


def test_one_addressee_in_words_is_greeted_as_one():
    assert greeted(written="Начальнику отдела") == "Уважаемый руководитель!"
    assert greeted(written="Максим Иванович") == "Уважаемый руководитель!"


@pytest.mark.parametrize(
    "person",
    [
        Person(id=new_id(), surname="Бойко", given="И.", patronymic="П.", gender="m"),
        Person(id=new_id(), surname="Бойко", given="Иван", gender="m"),
        Person(id=new_id(), surname="Бойко", given="Женя", patronymic="Р"),
    ],
)
def test_a_person_who_is_not_known_in_full_is_not_called_by_name(person):
    assert greeted(AddresseeFacts(person=person)) == "Уважаемый руководитель!"


def test_words_that_the_office_typed_greet_anybody():
    assert greeted(AddresseeFacts(person=IVAN), own="Коллеги!") == "Коллеги!"


def test_a_letter_to_one_greets_one_and_a_persons_own_greeting_stays():
    district = District.sample("zaoksky")
    paper = district.one(Paper)
    assert greeting_of(compose(district)) == "Уважаемые руководители!"
    district.put(IVAN, PaperAddressee(id=new_id(), paper=paper.id, person=IVAN.id))
    composed = compose(district)
    assert greeting_of(composed) == "Уважаемый Иван Петрович!"
    edit = ClauseEdit(
        id=new_id(),
        paper=paper.id,
        clause="greeting",
        text="Уважаемые коллеги!",
        composed="Уважаемый Иван Петрович!",
    )
    assert greeting_of(compose(district, edit)) == "Уважаемые коллеги!"


def test_the_copy_for_one_greets_one_unless_a_person_wrote_the_greeting():
    document = compose(District.sample("zaoksky")).document
    own = OwnGreeting(common="Уважаемые руководители!", own="Уважаемый руководитель!")
    copy = addressed(document, ["Директору"], key="1", greeting=own)
    assert [one.text for one in of_style(copy, "greeting")] == ["Уважаемый руководитель!"]
    other = OwnGreeting(common="Уважаемые коллеги!", own="Уважаемый коллега!")
    kept = addressed(document, ["Директору"], key="1", greeting=other)
    assert [one.text for one in of_style(kept, "greeting")] == ["Уважаемые руководители!"]


def greeting_of(composed) -> str:
    return "".join(map(paragraph_text, of_style(composed.document, "greeting")))


def of_style(document, style: str) -> list[Paragraph]:
    return [one for one in blocks(document, Paragraph) if one.style == style]
