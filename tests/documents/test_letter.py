"""A letter about a form: what it says, in which case, and what is reported."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from quality_desktop.documents.addressees import AddresseeFacts
from quality_desktop.documents.letter import (
    LetterFacts,
    LetterWording,
    compose_letter,
    read_letter_wording,
)
from quality_desktop.documents.model import (
    CornerLetterhead,
    ExecutorMark,
    Paragraph,
    Signature,
)
from quality_desktop.domain.directory import Letterhead, Municipality, Person, School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.language.grammar import Grammar
from tests.documents.district import WORDING

FOLDER = WORDING.parent
PERSON = Person(
    id=new_id(),
    surname="Шерсткина",
    given="Елена",
    patronymic="Александровна",
    gender="f",
    position="начальник отдела образования",
    phone="2-00-00",
)


def wording(name: str = "letter-forms") -> LetterWording:
    return read_letter_wording(FOLDER / f"{name}.toml")


def facts(**changes) -> LetterFacts:
    about = {
        "key": "Письмо",
        "municipality": Municipality(
            id=new_id(),
            name="Лесной район",
            office_name="отдел образования Лесного района",
            locality="с. Лесное",
            email="uo@example.ru",
            phone="2-11-11",
        ),
        "letterhead": None,
        "signatory": PERSON,
        "executor": PERSON,
        "form": "Результаты ВПР",
        "source": "Приказ № 1048",
        "period": "2025/26 учебный год",
        "due": date(2026, 1, 15),
    }
    return LetterFacts(**{**about, **changes})


def blocks(kind, name="letter-forms", **changes):
    composed = compose_letter(facts(**changes), wording(name), Grammar())
    found = composed.document.sections[0].blocks
    return [block for block in found if isinstance(block, kind)]


def text(name="letter-forms", **changes) -> str:
    paragraphs = blocks(Paragraph, name, **changes)
    return "\n".join(paragraph.text for paragraph in paragraphs).replace("\u00a0", " ")


@pytest.mark.parametrize("name", ["letter-forms", "letter-reminder"])
def test_every_shipped_wording_names_only_what_is_known(name):
    assert wording(name).paragraphs


def test_a_covering_letter_says_what_when_and_where_to():
    said = text()
    assert said.startswith("О заполнении формы «Результаты ВПР» за 2025/26 учебный год\n")
    assert "Основание: Приказ № 1048." in said
    assert "в срок до 15 января 2026 года на адрес uo@example.ru." in said
    assert "Справки по телефону 2-11-11." in said


def test_what_is_not_known_leaves_no_hole_in_the_sentence():
    bare = Municipality(id=new_id(), name="Лесной район", office_name="отдел")
    said = text(due=None, source="", municipality=bare)
    assert "Основание" not in said
    assert "вернуть файл в формате Excel. Порядок" in said
    assert "телефон" not in said


def test_a_letter_has_the_letterhead_of_the_office_in_its_corner():
    form = Letterhead(
        id=new_id(),
        right_heading="УПРАВЛЕНИЕ\nОБРАЗОВАНИЯ",
        right_kind_word="ПРИКАЗ",
        right_place="г. Ишимбай",
    )
    (head,) = blocks(CornerLetterhead, letterhead=form)
    assert head.left is None
    assert head.right.heading == ("УПРАВЛЕНИЕ", "ОБРАЗОВАНИЯ")
    assert head.registration[0].count("_") > 10
    (head,) = blocks(CornerLetterhead)
    assert head.right.heading == ("Отдел образования Лесного района",)


def test_both_languages_of_a_letterhead_are_printed():
    form = Letterhead(
        id=new_id(), layout="two_language", left_heading="ИДАРА", right_heading="ОТДЕЛ"
    )
    (head,) = blocks(CornerLetterhead, letterhead=form)
    assert head.left is not None
    assert (head.left.heading, head.right.heading) == (("ИДАРА",), ("ОТДЕЛ",))


def test_it_is_signed_and_marked_by_its_executor():
    (signature,) = blocks(Signature)
    assert signature.position == "Начальник отдела образования"
    assert signature.name.replace("\u00a0", " ").endswith("Шерсткина")
    (mark,) = blocks(ExecutorMark)
    assert mark.lines[-1] == "2-00-00"
    assert blocks(ExecutorMark, executor=None) == []


def test_without_a_signatory_there_is_room_to_sign_and_a_finding():
    composed = compose_letter(facts(signatory=None), wording(), Grammar())
    assert [p.text for p in composed.problems] == [
        "Не указано, кто подписывает письмо: в нём оставлено место для подписи."
    ]
    (signature,) = blocks(Signature, signatory=None)
    assert signature.name == ""


def to_school(name: str, head: Person | None = None) -> AddresseeFacts:
    return AddresseeFacts(school=School(id=new_id(), short_name=name), head=head)


def test_a_reminder_names_each_school_on_its_line():
    schools = (to_school("СОШ № 1"), to_school("лицей № 2"))
    (head,) = blocks(CornerLetterhead, "letter-reminder", schools=schools)
    lines = [line.replace("\u00a0", " ") for line in head.addressee]
    assert lines == ["Руководителям", "СОШ № 1", "лицея № 2"]
    assert "Уважаемые руководители!" in text("letter-reminder", schools=schools)
    said = text("letter-reminder", schools=schools[:1])
    assert "Уважаемый руководитель!" in said
    assert "должна быть возвращена в срок до 15 января 2026 года." in said


@pytest.mark.parametrize(
    ("given", "gender", "greeting"),
    [
        ("Елена", "f", "Уважаемая Елена Александровна!"),
        ("Е.", "f", "Уважаемый руководитель!"),
    ],
)
def test_one_school_is_addressed_and_greeted_with_its_head(given, gender, greeting):
    head = replace(PERSON, given=given, gender=gender, position="директор")
    schools = (to_school("гимназия № 3", head),)
    (corner,) = blocks(CornerLetterhead, "letter-reminder", schools=schools)
    lines = [line.replace("\u00a0", " ") for line in corner.addressee]
    assert lines == ["Директору", "гимназии № 3", "Шерсткиной Е.А."]
    assert greeting in text("letter-reminder", schools=schools).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("title = 1", "«title»: здесь должен быть текст"),
        ('other = ""', "неизвестная строка «other»"),
        ('title = ""\naddressee = "x"', "список текстов"),
        ('title = "{nobody}"', "nobody"),
        ("title = ", "записан с ошибкой"),
    ],
)
def test_a_wrong_wording_is_refused_with_its_place(content, words, tmp_path: Path):
    path = tmp_path / "letter.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(QualityError, match=words):
        read_letter_wording(path)


def test_a_missing_wording_is_named(tmp_path):
    with pytest.raises(QualityError, match="Нет файла формулировок"):
        read_letter_wording(tmp_path / "letter.toml")
