"""What the panel beside the directory tells of one record."""

from __future__ import annotations

from quality_desktop import paths
from quality_desktop.domain.directory import Person, Unit
from quality_desktop.language.cases import Case
from quality_desktop.services.office.directory_cards import card

LANGUAGE = paths.bundled().language


def test_the_card_of_a_person_has_forms_places_and_history(district):
    person = next(p for p in district.all(Person) if p.surname == "Мастрюкова")
    shown = card(store=district, kind="person", record=person.id, language=LANGUAGE)
    assert shown.record == person.id
    assert shown.person is not None
    assert shown.person.short[Case.ACC].text == "Мастрюкову\u00a0Л.И."
    assert any("координатор" in place for place in shown.stands)
    assert [entry.intent for entry in shown.history] == ["Новый файл по образцу"]
    assert shown.phrases == ()


def test_the_card_of_a_unit_declines_the_phrases_that_were_asked_for(district):
    unit = next(u for u in district.all(Unit) if u.short_name == "ГРЦПИ")
    shown = card(
        store=district,
        kind="unit",
        record=unit.id,
        language=LANGUAGE,
        phrases=(("unit", unit.name), ("position", "директор")),
    )
    assert shown.person is None
    assert [forms[Case.NOM].text for forms in shown.phrases] == [unit.name, "директор"]
    assert shown.phrases[1][Case.DAT].text == "директору"


def test_a_person_who_is_gone_has_an_empty_card(district):
    person = district.all(Person)[0]
    with district.work("Проверка") as work:
        other = Person(id=type(person.id)(int=person.id.int ^ 1), surname="Никто")
        work.put(other)
        work.commit()
    district.undo()
    shown = card(store=district, kind="person", record=other.id, language=LANGUAGE)
    assert shown.person is None
    assert shown.stands == ()
