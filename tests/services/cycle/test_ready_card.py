"""The shipped text of the card: it fills what is empty and nothing else."""

import re

import pytest

from quality_desktop import paths
from quality_desktop.domain.chain import CARD_FIELDS
from quality_desktop.domain.cycle import CardRow, stage_id
from quality_desktop.domain.errors import QualityError
from quality_desktop.services.cycle import cycle, ready_card
from quality_desktop.services.cycle.cycle import CardText

NAME = re.compile(r"[А-ЯЁ][а-яё]+ [А-ЯЁ]\.\s?[А-ЯЁ]\.")


def fill(store):
    return ready_card.fill_common_card(store=store, reference=paths.bundled().reference)


def rows(store):
    return cycle.card(store=store).rows


def test_an_empty_card_is_filled_in_every_cell_and_in_one_step(empty_district):
    before = rows(empty_district)
    assert not any(row.actions for row in before)
    assert fill(empty_district).intent == "Технологическая карта: готовый текст"
    assert all(getattr(row, field) for row in rows(empty_district) for field in CARD_FIELDS)
    empty_district.undo()
    assert rows(empty_district) == before


def test_the_text_names_no_person_and_no_district(empty_district):
    fill(empty_district)
    text = "\n".join(getattr(row, field) for row in rows(empty_district) for field in CARD_FIELDS)
    assert not NAME.search(text)
    assert not re.search(r"[Ии]шимба|[Рр]айон|[Бб]ашкор", text)


def test_what_the_office_has_written_stays(empty_district):
    own = CardText(stage=stage_id(3), field="actions", text="наше действие")
    cycle.write_card(store=empty_district, direction=None, texts=[own])
    fill(empty_district)
    third = rows(empty_district)[2]
    assert (third.structure, third.actions) == ("Мониторинг", "наше действие")
    assert third.coordinator.startswith("организация взаимодействия")


def test_a_full_card_takes_nothing_and_overrides_of_directions_are_left_alone(district):
    before = district.all(CardRow)
    with pytest.raises(QualityError, match="нет пустых ячеек"):
        fill(district)
    assert district.all(CardRow) == before


def test_no_text_of_the_ready_card_has_a_comma_before_a_bracket(empty_district):
    fill(empty_district)
    texts = [getattr(row, field) for row in rows(empty_district) for field in CARD_FIELDS]
    assert any("(источники сбора)" in text for text in texts)
    assert [text for text in texts if ", (" in text] == []
