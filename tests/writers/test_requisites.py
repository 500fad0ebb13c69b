import pytest

from quality_desktop.documents.model import (
    AppendixMark,
    CertifiedCopy,
    CornerLetterhead,
    CornerSide,
    LetterheadBlock,
    LetterheadSide,
    Signature,
)
from quality_desktop.writers.requisites import (
    closing_table,
    copy_table,
    gap_between,
    letterhead_details,
    letterhead_names,
)
from quality_desktop.writers.styles import STANDARD

OFFICE = "АДМИНИСТРАЦИЯ ПЕРВОМАЙСКОГО МУНИЦИПАЛЬНОГО ОКРУГА"


def letterhead(*heading: str) -> LetterheadBlock:
    side = LetterheadSide(
        heading=heading, kind_word="ПРИКАЗ", date="09 января 2024 г.", place="г. Первомайск"
    )
    return LetterheadBlock(left=None, right=side, number="№ 84")


@pytest.mark.parametrize(
    "head",
    [letterhead(OFFICE), CornerLetterhead(right=CornerSide(heading=(OFFICE,)), registration=())],
)
def test_a_gap_parts_the_mark_of_a_draft_from_the_letterhead_under_it(head):
    draft = AppendixMark(lines=("ПРОЕКТ",))
    assert gap_between(draft, head, profile=STANDARD) == STANDARD.table.gap
    assert gap_between(None, head, profile=STANDARD) == 0


def test_a_long_name_is_cut_into_lines_of_like_length_and_a_short_one_is_left():
    block = letterhead(OFFICE, "ОТДЕЛ")
    ((_, name, _),) = letterhead_names(block, width=180, profile=STANDARD).rows
    assert name.lines == ("АДМИНИСТРАЦИЯ ПЕРВОМАЙСКОГО\nМУНИЦИПАЛЬНОГО ОКРУГА", "ОТДЕЛ")


def test_date_and_number_of_one_language_stand_at_the_margins_and_the_place_between_them():
    details = letterhead_details(letterhead(OFFICE), width=180, profile=STANDARD)
    _, (date, _, number), (_, place, _) = details.rows
    assert (date.lines, STANDARD.styles[date.style].align) == (("09 января 2024 г.",), "left")
    assert (number.lines, STANDARD.styles[number.style].align) == (("№ 84",), "right")
    assert (place.lines, STANDARD.styles[place.style].align) == (("г. Первомайск",), "centre")
    assert details.widths[0] == details.widths[2]


def test_a_copy_mark_has_a_row_for_its_date_only_when_there_is_one():
    copy = CertifiedCopy(mark="Верно", position="Методист", name="М.П. Соловей", date="24.09.2020")
    first = [row[0].lines for row in copy_table(copy, width=180).rows]
    assert first == [("Верно",), ("Методист",), ("24.09.2020",)]
    undated = CertifiedCopy(mark="Верно", position="Методист", name="М.П. Соловей")
    assert len(copy_table(undated, width=180).rows) == 2


def test_a_gap_parts_the_signature_from_the_copy_mark():
    copy = CertifiedCopy(mark="Верно", position="Методист", name="М.П. Соловей")
    table = closing_table(Signature(position="Начальник", name="О.Ю. Егорова"), copy, width=180)
    assert [row[0].lines if row else None for row in table.rows] == [
        ("Начальник",),
        None,
        ("Верно",),
        ("Методист",),
    ]
