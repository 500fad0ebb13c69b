"""The head of the first page and the blocks that close the order."""

from __future__ import annotations

from datetime import date

import pytest

from quality_desktop.documents.letterhead import kind_words
from quality_desktop.documents.model import CertifiedCopy, ExecutorMark, LetterheadBlock
from quality_desktop.domain.directory import Letterhead
from quality_desktop.domain.records import new_id
from tests.documents.district import District


@pytest.fixture
def district() -> District:
    return District.sample()


@pytest.fixture
def form(district) -> Letterhead:
    found: Letterhead = district.one(Letterhead)
    return found


def head(district) -> LetterheadBlock:
    block = district.compose().document.sections[0].blocks[0]
    assert isinstance(block, LetterheadBlock)
    return block


def closing(district, kind):
    blocks = district.compose().document.sections[0].blocks
    return [block for block in blocks if isinstance(block, kind)]


def texts(district):
    return [problem.text for problem in district.compose().problems]


def test_both_languages_have_their_own_month(district):
    block = head(district)
    assert block.left is not None
    assert block.left.date == "05\u00a0июль\u00a02021\u00a0й."
    assert block.right.date == "05\u00a0июля\u00a02021\u00a0г."
    assert block.left.heading[0] == "БАШКОРТОСТАН РЕСПУБЛИКАҺЫ"


@pytest.mark.parametrize(
    ("of_form", "of_kind", "printed"),
    [
        ("ПРИКАЗ", "ПРИКАЗ", ("БОЙОРОҠ", "ПРИКАЗ")),
        ("П Р И К А З", "Приказ", ("БОЙОРОҠ", "П Р И К А З")),
        ("ПРИКАЗ", "", ("БОЙОРОҠ", "ПРИКАЗ")),
        ("", "ПРИКАЗ", ("БОЙОРОҠ", "ПРИКАЗ")),
        ("ПРИКАЗ", "РАСПОРЯЖЕНИЕ", ("", "РАСПОРЯЖЕНИЕ")),
        ("", "ВЫПИСКА", ("", "ВЫПИСКА")),
    ],
)
def test_the_word_of_the_second_language_stands_beside_its_own_kind_only(of_form, of_kind, printed):
    form = Letterhead(id=new_id(), right_kind_word=of_form, left_kind_word="БОЙОРОҠ")
    assert kind_words(form, of_kind) == printed


@pytest.mark.parametrize("layout", ["single", "corner"])
def test_a_form_in_one_language_has_no_left_side(district, form, layout):
    district.change(form, layout=layout)
    assert head(district).left is None


def test_without_a_form_the_name_of_the_office_begins_with_a_capital(district):
    (card,) = [district.facts().municipality]
    district.change(card, office_name="отдел образования администрации города")
    district.change(district.paper, letterhead=None)
    assert head(district).right.heading == ("Отдел образования администрации города",)


def test_without_a_form_the_name_of_the_office_stands_there_and_it_is_told(district):
    district.change(district.paper, letterhead=None)
    block = head(district)
    assert block.left is None
    assert block.right.heading == (
        "Управление образования муниципального района Ишимбайский район",
    )
    assert (block.right.kind_word, block.right.place) == ("ПРИКАЗ", "г.\u00a0Ишимбай")
    assert "Не выбран бланк: приказ напечатан без него." in texts(district)


@pytest.mark.parametrize(
    "fields",
    [
        {"left_language": "xx"},
        {"left_date_pattern": ""},
        {"left_date_pattern": "{weekday} {day}"},
        {"left_date_pattern": "{day"},
    ],
)
def test_a_date_that_cannot_be_put_into_words_is_printed_in_figures(district, form, fields):
    district.change(form, **fields)
    block = head(district)
    assert block.left is not None
    assert block.left.date == "05.07.2021"
    assert any("напечатана цифрами" in text for text in texts(district))


def test_a_certified_copy_says_who_certifies_it_and_when(district):
    district.change(district.paper, certified_on=date(2021, 7, 6))
    assert closing(district, CertifiedCopy) == [
        CertifiedCopy(
            mark="Копия верна",
            position="Делопроизводитель",
            name="И.И.\u00a0Исмагилов",
            date="06.07.2021",
        )
    ]


def test_a_copy_without_a_certifier_is_told(district):
    district.change(district.paper, certifier=None)
    (block,) = closing(district, CertifiedCopy)
    assert (block.position, block.name) == ("", "")
    assert "Не указано, кто заверяет копию: выберите человека." in texts(district)


def test_an_original_has_no_copy_mark(district):
    district.change(district.paper, is_certified_copy=False)
    assert closing(district, CertifiedCopy) == []


def test_the_executor_mark_has_the_full_name_and_the_telephone(district):
    who = district.person("Доценко")
    district.change(who, given="Татьяна", patronymic="Ивановна", phone="8 (34794) 1-23-45")
    district.change(district.paper, executor=who.id)
    assert closing(district, ExecutorMark) == [
        ExecutorMark(lines=("Доценко Татьяна Ивановна", "8 (34794) 1-23-45"))
    ]


def test_the_executor_mark_has_no_empty_line_for_a_missing_telephone(district):
    district.change(district.paper, executor=district.person("Доценко").id)
    (block,) = closing(district, ExecutorMark)
    assert len(block.lines) == 1
