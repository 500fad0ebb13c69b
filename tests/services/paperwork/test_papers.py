"""Papers that a file can produce, through a real file."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.documents.model import Paragraph
from quality_desktop.domain.directory import Person
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paperwork import ClauseEdit, Paper, clause_edit_id
from quality_desktop.domain.records import new_id
from quality_desktop.services.paperwork import papers
from quality_desktop.storage.store import Store
from tests.documents.district import REFERENCE, ROOT, District

WORDING = ROOT / "resources" / "wording"
LANGUAGE = ROOT / "resources" / "language"


@pytest.fixture
def store(district: Store) -> Store:
    return district


def compose(store: Store, reference: Path = REFERENCE, wording: Path = WORDING) -> papers.Composed:
    (info,) = papers.available(store=store)
    return papers.compose(
        store=store, paper=info.paper, wording=wording, reference=reference, language=LANGUAGE
    )


def paper(number: str, dated: date | None = None, form: str = "order-mechanisms") -> Paper:
    return Paper(id=new_id(), form=form, number=number, dated=dated)


def test_the_sample_can_produce_its_order(store):
    (info,) = papers.available(store=store)
    assert (info.key, info.title) == ("order-1048", "Приказ от 05.07.2021 № 1048")
    assert store.get(Paper, info.paper) is not None


def test_the_order_from_a_file_is_the_order_from_its_records(store):
    composed = compose(store)
    assert composed.document == District.sample().compose().document


def test_an_edit_in_the_file_is_printed(store):
    (info,) = papers.available(store=store)
    with store.work("Правка") as work:
        work.put(
            ClauseEdit(
                id=clause_edit_id(info.paper, "card"),
                paper=info.paper,
                clause="card",
                text="Иначе.",
            )
        )
        work.commit()
    blocks = compose(store).document.sections[0].blocks
    assert [b.text for b in blocks if isinstance(b, Paragraph) and b.is_edited] == ["Иначе."]


def test_a_changed_person_is_printed(store):
    (who,) = store.all(Person, surname="Гомзова")
    with store.work("Правка") as work:
        work.put(Person(id=who.id, surname="Гомзов", given="Е.", patronymic="Б.", gender="m"))
        work.commit()
    texts = [b.text for b in compose(store).document.sections[0].blocks if isinstance(b, Paragraph)]
    assert texts[3].endswith("Гомзова\u00a0Е.Б.")


def test_papers_come_by_date_and_drafts_at_the_end(store):
    with store.work("Ещё") as work:
        work.put_all([paper(""), paper("2", date(2020, 1, 1)), paper("3", date(2022, 1, 1))])
        work.commit()
    found = papers.available(store=store)
    assert [info.title for info in found] == [
        "Приказ от 01.01.2020 № 2",
        "Приказ от 05.07.2021 № 1048",
        "Приказ от 01.01.2022 № 3",
        "Приказ без номера",
    ]


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("1048", "order-1048"),
        ("15/2-ОД", "order-15-2-ОД"),
        ("..\\..\\x", "order-x"),
        ("01_а", "order-01-а"),
        ("", "order-draft"),
        ("???", "order-draft"),
        ("9" * 200, "order-" + "9" * 40),
    ],
)
def test_the_name_of_the_files_is_safe_for_any_number(number, name):
    assert papers.file_names([paper(number)]) == [name]


def test_equal_numbers_are_told_apart_by_date_and_then_by_count():
    day = date(2021, 7, 5)
    orders = [paper("1"), paper("1", day), paper("1", day), paper("1"), paper("1")]
    assert papers.file_names(orders) == [
        "order-1", "order-1-2021-07-05", "order-1-2021-07-05-2", "order-1-2", "order-1-3",
    ]  # fmt: skip


@given(st.lists(st.tuples(st.text(max_size=80), st.one_of(st.none(), st.dates()))))
def test_names_of_files_never_meet_and_hold_no_dangerous_sign(orders):
    names = papers.file_names([paper(number, dated) for number, dated in orders])
    assert len({name.casefold() for name in names}) == len(orders)
    assert all(re.fullmatch(r"order-[\w-]*\w[\w-]*", name) and len(name) < 100 for name in names)


def test_a_paper_of_an_unknown_form_is_said(store, tmp_path):
    with pytest.raises(QualityError, match=r"Нет файла формулировок order-mechanisms.toml"):
        compose(store, wording=tmp_path)


def test_a_paper_that_is_gone_is_said(store):
    with pytest.raises(QualityError, match="Этого документа в файле больше нет"):
        papers.facts(store=store, paper=new_id(), reference=REFERENCE)


def test_a_catalogue_of_months_without_names_is_said(tmp_path):
    (tmp_path / "months.toml").write_text('[ru]\ntitle = "русский"\n', encoding="utf-8")
    with pytest.raises(QualityError, match=r"months.toml: у языка должен быть список names"):
        papers.months(tmp_path)


def test_every_language_of_the_catalogue_has_twelve_months():
    assert {language: len(names) for language, names in papers.months(REFERENCE).items()} == {
        "ru": 12,
        "ba": 12,
    }
