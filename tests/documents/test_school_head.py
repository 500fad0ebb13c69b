"""Of the position of a school's head only the school itself is left out before its name."""

from __future__ import annotations

import pytest

from quality_desktop.documents.school_head import post_of
from quality_desktop.domain.directory import School
from quality_desktop.domain.records import new_id

SCHOOL = School(id=new_id(), short_name="Школа № 9", full_name="МБОУ «Школа № 9»")
BRANCH = School(id=new_id(), short_name="Филиал в с. Лесное")


@pytest.mark.parametrize(
    ("position", "post"),
    [
        ("директор", "директор"),
        ("директор школы", "директор"),
        ("директору средней общеобразовательной школы № 3", "директору"),
        ("директор МБОУ СОШ № 5 им. Героя Иванова", "директор"),
        ("директор МАОУ «Лицей № 5»", "директор"),
        ("директор Школа № 9", "директор"),
        ("заведующая школой", "заведующая"),
        ("заместитель директора по УВР", "заместитель директора по УВР"),
        ("заместитель директора школы по УВР", "заместитель директора по УВР"),
        ("директор, Заслуженный учитель РФ", "директор, Заслуженный учитель РФ"),
        ("директор школы, кандидат педагогических наук", "директор, кандидат педагогических наук"),
        ("и.о. директора школы до 31.12.2026", "и.о. директора до 31.12.2026"),
        ("директор школы (по совместительству)", "директор (по совместительству)"),
        ("директор филиала", "директор филиала"),
        ("директор школы с углублённым изучением языков", "директор"),
        ("директор, заслуженный учитель школы РФ", "директор, заслуженный учитель школы РФ"),
    ],
)
def test_what_a_position_says_beside_the_school_stays(position: str, post: str):
    assert post_of(position, SCHOOL) == post


def test_a_branch_that_is_addressed_is_not_said_twice():
    assert post_of("директор филиала", BRANCH) == "директор"
