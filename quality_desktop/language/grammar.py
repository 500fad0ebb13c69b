"""The one door to declension: names of people, positions, units and places in any case."""

from __future__ import annotations

from collections.abc import Iterable

from quality_desktop.language.cases import Case, Gender
from quality_desktop.language.exceptions import Exceptions
from quality_desktop.language.forms import Form, Source, least_certain
from quality_desktop.language.name_forms import NameForms
from quality_desktop.language.names import PersonName, initials, surname_first
from quality_desktop.language.overrides import SCOPE_PERSON, Override, OverrideIndex
from quality_desktop.language.people import guess_gender
from quality_desktop.language.positions import decline_position
from quality_desktop.language.spaces import NBSP
from quality_desktop.language.units import (
    decline_place,
    decline_short_place,
    decline_title,
    decline_unit,
)


class Grammar:
    """Declension with the office's corrections.

    Made once for a composition and never changed. Order of sources: the form written for the person,
    the form for the word and gender, the program's exceptions, the engine.
    """

    def __init__(
        self, overrides: Iterable[Override] = (), exceptions: Exceptions | None = None
    ) -> None:
        self._overrides = OverrideIndex(overrides)
        self._exceptions = exceptions or Exceptions()
        self._names = NameForms(self._overrides, self._exceptions)

    def full_name(self, name: PersonName, case: Case, *, person_key: str = "") -> str:
        """«Мастрюкову Людмилу Ивановну»; initials stay initials."""
        return self._full_name(name, case, person_key).text

    def surname_initials(self, name: PersonName, case: Case, *, person_key: str = "") -> str:
        """«Мастрюкову Л.И.» with a no-break space, as in the text of an order."""
        return surname_first(self._surname(name, case, person_key).text, name)

    def initials_surname(self, name: PersonName, case: Case, *, person_key: str = "") -> str:
        """«Л.И. Мастрюкова» with a no-break space, as in a signature."""
        surname = self._surname(name, case, person_key).text
        return NBSP.join(part for part in (initials(name), surname) if part)

    def position(self, text: str, case: Case) -> str | None:
        """The position in a case; None means not sure: the caller must ask."""
        return self._phrase("position", text, case)

    def unit(self, text: str, case: Case) -> str | None:
        """The name of a unit or organisation in a case; None means not sure."""
        return self._phrase("unit", text, case)

    def title(self, text: str, case: Case) -> str | None:
        """The title of a plan or another paper in a case; None means not sure."""
        return self._phrase("title", text, case)

    def place(self, text: str, case: Case) -> str | None:
        """The name of a place in a case, without preposition; None means not sure."""
        return self._phrase("place", text, case)

    def short_place(self, text: str, case: Case) -> str:
        """The short official name of a place in a case: «г. Лесосибирске», «МР Ишимбайский район»."""
        office = self._overrides.find("place", text, Gender.UNKNOWN, case)
        return office or decline_short_place(text, case, self._exceptions)

    def forms_of_name(self, name: PersonName, *, person_key: str = "") -> dict[Case, Form]:
        """All six forms of the full name and where each comes from, for the card of a person."""
        return {case: self._full_name(name, case, person_key) for case in Case}

    def forms_of_surname(self, name: PersonName, *, person_key: str = "") -> dict[Case, Form]:
        """All six forms of the surname alone, as «Мастрюкову Л.И.» uses them."""
        return {case: self._surname(name, case, person_key) for case in Case}

    def forms_of_position(self, text: str) -> dict[Case, Form]:
        """All six forms of a position; an unknown one shows the nominative."""
        return {case: self._phrase_form("position", text, case) for case in Case}

    def _phrase(self, scope: str, text: str, case: Case) -> str | None:
        office = self._overrides.find(scope, text, Gender.UNKNOWN, case)
        if office is not None:
            return office
        if scope == "position":
            return decline_position(text, case)
        if scope == "unit":
            return decline_unit(text, case)
        if scope == "title":
            return decline_title(text, case)
        return decline_place(text, case, self._exceptions)

    def _phrase_form(self, scope: str, text: str, case: Case) -> Form:
        form = self._phrase(scope, text, case)
        source: Source = "engine"
        if self._overrides.find(scope, text, Gender.UNKNOWN, case) is not None:
            source = "office"
        elif form is None:
            source = "unknown"
        return Form(text=text if form is None else form, source=source)

    def _full_name(self, name: PersonName, case: Case, person_key: str) -> Form:
        written = self._written_for(name, case, person_key)
        if written is not None and len(written.split()) > len(name.surname.split()):
            return Form(text=written, source="office")
        gender = _gender_of(name)
        parts = [
            self._surname(name, case, person_key),
            self._names.decline("given", name.given, gender, case),
            self._names.decline("patronymic", name.patronymic, gender, case),
        ]
        told = [form for form in parts if form.text]
        return Form(
            text=" ".join(form.text for form in told),
            source=least_certain([form.source for form in told]),
        )

    def _surname(self, name: PersonName, case: Case, person_key: str) -> Form:
        written = self._written_for(name, case, person_key)
        if written is not None:
            words = written.split()
            return Form(text=" ".join(words[: len(name.surname.split())]), source="office")
        return self._names.decline("surname", name.surname, _gender_of(name), case)

    def _written_for(self, name: PersonName, case: Case, person_key: str) -> str | None:
        if not person_key:
            return None
        return self._overrides.find(SCOPE_PERSON, person_key, name.gender, case)


def _gender_of(name: PersonName) -> Gender:
    return guess_gender(name) if name.gender is Gender.UNKNOWN else name.gender
