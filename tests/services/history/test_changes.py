"""The history of the whole file in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

import pytest

from quality_desktop import paths
from quality_desktop.domain.directory import Person, School
from quality_desktop.domain.records import Id, new_id
from quality_desktop.services.history import changes, names
from quality_desktop.services.history.changes import HistoryLine
from quality_desktop.services.history.names import Namer
from quality_desktop.services.history.words import search_words
from quality_desktop.storage.change_pages import ChangeTerms
from quality_desktop.storage.history import Action
from quality_desktop.storage.store import Store

RecordT = TypeVar("RecordT", Person, School)


@pytest.fixture
def head(empty_district: Store) -> Person:
    return _put(empty_district, Person(id=new_id(), surname="Гомзова", given="Елена"), "Ввод людей")


@pytest.fixture
def school(empty_district: Store, head: Person) -> School:
    school = School(id=new_id(), short_name="СОШ № 11", is_rural=False)
    _put(empty_district, school, "Ввод школ")
    return _put(empty_district, replace(school, head=head.id, is_rural=True), "Новый руководитель")


def _put(store: Store, record: RecordT, intent: str) -> RecordT:
    with store.work(intent) as work:
        work.put(record)
        work.commit()
    return record


def _namer(store: Store) -> Namer:
    return names.namer(store=store, reference=paths.bundled().reference)


def _lines(store: Store, terms: ChangeTerms, text: str = "") -> tuple[HistoryLine, ...]:
    return changes.page(
        store=store, namer=_namer(store), terms=terms, words=search_words(text)
    ).lines


def test_a_change_is_told_in_the_words_of_the_clerk(empty_district: Store, school: School) -> None:
    rural, head = sorted(
        _lines(empty_district, ChangeTerms(key=school.id))[:2], key=lambda line: line.title
    )

    assert (head.kind_title, head.record, head.title) == ("Школа", "СОШ № 11", "Руководитель")
    assert (head.before, head.after) == ("", "Гомзова Елена")
    assert (head.author, head.intent) == ("Проверка П.П.", "Новый руководитель")
    assert (rural.title, rural.before, rural.after) == ("Город/село", "город", "село")


def test_a_new_record_is_told_with_what_it_says(empty_district: Store, school: School) -> None:
    made = _lines(empty_district, ChangeTerms(key=school.id))[-1]

    assert made.title == "запись создана"
    assert "Краткое название: СОШ № 11" in made.after


def test_the_newest_change_stands_first_and_pages_go_on_where_they_ended(
    empty_district: Store, school: School
) -> None:
    namer = _namer(empty_district)
    seen: list[bytes] = []
    before = None
    while True:
        page = changes.page(
            store=empty_district, namer=namer, terms=ChangeTerms(), before=before, limit=100
        )
        seen += [line.change for line in page.lines]
        before = page.next
        if before is None:
            break

    assert seen == sorted(set(seen), reverse=True)
    assert {line.change for line in _lines(empty_district, ChangeTerms(key=school.id))} <= set(seen)


@pytest.mark.parametrize("text", ["гомзова 11", "НОВЫЙ руководитель", "село", "проверка школа"])
def test_words_are_looked_for_in_everything_a_line_says(
    empty_district: Store, school: School, text: str
) -> None:
    assert school.id in {line.key for line in _lines(empty_district, ChangeTerms(), text)}


def test_words_that_nobody_wrote_find_nothing(empty_district: Store, school: School) -> None:
    assert _lines(empty_district, ChangeTerms(), "крокодил") == ()


def test_a_search_can_be_stopped_and_goes_on_later(empty_district: Store, school: School) -> None:
    found = changes.page(
        store=empty_district, namer=_namer(empty_district), terms=ChangeTerms(),
        words=("крокодил",), go_on=lambda: False,
    )  # fmt: skip

    assert found.lines == ()
    assert found.next is not None
    assert found.reached is not None


def test_lines_are_chosen_by_kind_field_person_and_period(
    empty_district: Store, school: School
) -> None:
    of_people = _lines(empty_district, ChangeTerms(kinds=("person",)))
    of_field = _lines(empty_district, ChangeTerms(kinds=("school",), field="is_rural"))

    assert {line.kind for line in of_people} == {"person"}
    assert [line.field for line in of_field] == ["is_rural"]
    assert _lines(empty_district, ChangeTerms(author="Никто Н.Н.")) == ()
    assert _lines(empty_district, ChangeTerms(until=datetime(2020, 1, 1))) == ()
    assert _lines(empty_district, ChangeTerms(since=datetime(2020, 1, 1), key=school.id)) != ()


def test_what_is_gone_still_has_its_name_and_is_found_by_its_kind(
    empty_district: Store, school: School
) -> None:
    with empty_district.work("Школа закрыта") as work:
        work.delete(School, school.id)
        work.commit()

    gone = _lines(empty_district, ChangeTerms(kinds=("school",)))[0]

    assert (gone.action, gone.record) == (Action.DELETED, "СОШ № 11")
    assert changes.authors(store=empty_district) == ("Проверка П.П.",)


def test_marks_of_the_program_are_not_shown(empty_district: Store) -> None:
    made = _lines(empty_district, ChangeTerms(kinds=("form",)))

    assert made
    assert all("Отпечаток" not in line.after for line in made)


def test_a_name_made_of_names_ends(empty_district: Store) -> None:
    missing = Id(new_id())

    assert _namer(empty_district).name("value", missing) == "Показатель школы"
