"""Facts of an order from the records of the file."""

from __future__ import annotations

import pytest

from quality_desktop.documents.facts import CardAppendix, MatrixAppendix, ProgrammeAppendix
from quality_desktop.domain.cycle import CardRow
from quality_desktop.domain.directions import Direction, Edition, edition_id
from quality_desktop.domain.directory import Municipality
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paperwork import Appendix
from quality_desktop.domain.programme import ActivityLine, Indicator
from quality_desktop.domain.records import new_id
from tests.documents.district import District


@pytest.fixture
def district() -> District:
    return District.sample()


def test_appendices_come_in_the_order_of_their_numbers(district):
    kinds = [type(appendix) for appendix in district.facts().appendices]
    assert kinds == [MatrixAppendix, CardAppendix, ProgrammeAppendix]
    district.change(district.one(Appendix, content="card"), number=9)
    kinds = [type(appendix) for appendix in district.facts().appendices]
    assert kinds == [MatrixAppendix, ProgrammeAppendix, CardAppendix]


def test_the_matrix_is_that_of_the_paper_s_edition(district):
    assert len(district.facts().matrix.lines) == 9
    district.change(district.paper, edition=edition_id("2021"))
    assert [line.direction.code for line in district.facts().matrix.lines][4:] == [
        "2.1", "2.2", "2.3", "2.4",
    ]  # fmt: skip


def test_a_paper_without_an_edition_goes_by_the_current_one(district):
    district.change(district.paper, edition=None)
    assert len(district.facts().matrix.lines) == 9


def test_without_any_edition_the_matrix_is_empty(district):
    district.change(district.paper, edition=None)
    for edition in district.all(Edition):
        district.change(edition, is_current=False)
    assert district.facts().matrix.lines == ()


def test_a_stage_without_a_row_of_the_card_gets_an_empty_one(district):
    district.drop(*district.all(CardRow))
    (card,) = [a for a in district.facts().appendices if isinstance(a, CardAppendix)]
    assert [number for number, _ in card.rows] == [1, 2, 3, 4, 5, 6]
    assert card.rows[2][1].structure == "Мониторинг"


def test_parts_of_a_programme_come_in_the_office_s_order(district):
    ((_, programme),) = district.facts().programmes
    assert [task.number for task in programme.tasks] == [1, 2, 4, 5, 6, 7, 8, 9, 10, 11]
    assert [method.name for method in programme.methods] == ["РИС ГИА", "ФИС ОКО"]
    assert [len(line.indicators) for line in programme.lines] == [2, 3, 5]
    assert programme.quality_of == "образовательных результатов"
    first = district.one(ActivityLine, number=1)
    shown = [i.place for i in district.all(Indicator, line=first.id)]
    assert [i.place for i in programme.lines[0].indicators] == sorted(shown)


@pytest.mark.parametrize("fields", [{"content": "poem"}, {"content": "programme"}])
def test_an_appendix_without_content_is_passed_over_and_told(district, fields):
    district.put(Appendix(id=new_id(), paper=district.paper.id, number=4, **fields))
    assert len(district.facts().appendices) == 3
    assert "Приложение 4 не печатается: выберите, что в нем." in [
        problem.text for problem in district.compose().problems
    ]


def test_a_paper_that_is_gone_is_said(district):
    facts, paper = district.facts, district.paper
    district.drop(paper)
    with pytest.raises(ValueError, match="not enough values"):
        facts()
    district.put(paper)
    district.drop(district.one(Municipality))
    with pytest.raises(QualityError, match="«Муниципалитет и бланк»"):
        facts()


def test_a_programme_of_a_direction_that_is_gone_is_said(district):
    ((_, programme),) = district.facts().programmes
    district.drop(district.one(Direction, id=programme.direction.id))
    with pytest.raises(QualityError, match="У программы нет направления"):
        district.facts()
