"""The menu of fields offers only what a text may name, and everything it offers can be composed."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from quality_desktop import paths
from quality_desktop.documents.paper_wording import read_kind
from quality_desktop.domain.paper_kinds import PaperPart
from quality_desktop.domain.records import new_id
from quality_desktop.services.paperwork import kind_preview
from quality_desktop.services.paperwork.kind_fields import (
    conditions_of,
    fields_of,
    in_words,
    own_forms,
)
from quality_desktop.services.paperwork.kind_files import shipped

BUNDLED = paths.bundled()
KINDS = shipped(BUNDLED.wording)


@pytest.mark.parametrize("source", KINDS, ids=lambda one: one.kind.code)
def test_every_field_of_the_menu_can_stand_in_a_text_in_every_form(source):
    chosen = [one for group in fields_of(source) for one in group.fields]
    text = " ".join(one.written(form) for one in chosen for form in one.forms)
    part = PaperPart(id=new_id(), key="all", text=text)
    read_kind(source.kind, [*source.parts, part])
    for name, _ in conditions_of(source):
        read_kind(source.kind, [*source.parts, replace(part, text="", condition=name)])


def test_own_values_of_a_kind_are_offered_by_their_titles():
    source = next(one for one in KINDS if one.kind.code == "letter-results")
    titles = [one.title for group in fields_of(source) for one in group.fields]
    assert "Школы, показавшие слабые позиции" in titles
    assert "Кто обработал данные и собирает планы, должность" in titles


@pytest.mark.parametrize("source", KINDS, ids=lambda one: one.kind.code)
def test_a_kind_can_be_read_before_there_is_a_paper_of_it(letter_office, source):
    made = kind_preview.preview(
        store=letter_office,
        wording=BUNDLED.wording,
        reference=BUNDLED.reference,
        language=BUNDLED.language,
        code=source.kind.code,
    )
    assert made.document.sections[0].blocks
    for value in (title for name, title in source.titles.items() if name.startswith("field.")):
        assert any(f"[{value}]" in clause.text for clause in made.clauses) or "ому" in value


@pytest.mark.parametrize("source", KINDS, ids=lambda one: one.kind.code)
def test_no_code_is_left_in_a_text_as_a_clerk_reads_it(source):
    kind = source.kind
    texts = [kind.heading, kind.addressee, kind.greeting, kind.distribution, kind.executor]
    for part in source.parts:
        texts += [part.text, part.cells]
    for text in (*texts, kind.appendix_mark):
        assert re.search(r"[a-z]{2,}|[{}]", in_words(text, source)) is None


def test_a_field_that_is_just_being_typed_is_read_by_its_name():
    source = next(one for one in KINDS if one.kind.code == "letter-request")
    said = in_words(
        "{party.завуч:ins} и {party.завуч.position:dat}, {deadline.сдача:running}", source
    )
    assert said == "[Завуч: кем, чем] и [Завуч, должность: кому, чему], [Сдача: 12 июля 2021 года]"


def test_a_new_person_can_be_put_in_any_case_and_a_new_date_in_any_form():
    assert own_forms("party") == ("nom", "gen", "dat", "acc", "ins", "loc", "signed", "full")
    assert own_forms("deadline") == ("numeric", "running", "requisite")
    assert own_forms("field") == ("",)
