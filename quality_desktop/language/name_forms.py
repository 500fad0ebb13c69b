"""Declension of one part of a name: surname, given name or patronymic."""

from __future__ import annotations

import re

from quality_desktop.language.cases import Case, Gender
from quality_desktop.language.engine import NameEngine
from quality_desktop.language.exceptions import Exceptions
from quality_desktop.language.forms import Form, Source, least_certain
from quality_desktop.language.overrides import OverrideIndex

_INITIAL = re.compile(r"[^\W\d_]{1,2}\.?(-[^\W\d_]{1,2}\.?)*")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]+")
# «Гасан оглы», «Расул-кызы», «Ахмед-заде»: with one of these the whole part never changes
_UNCHANGING_END = re.compile(
    r"[\s-](оглы|оглу|улы|уулу|углы|угли|кызы|гызы|кизи|кысы|заде|зода)$", re.IGNORECASE
)
# Particles of foreign surnames («фон Дервиз», «де Голль», «Ибн Сина»)
_PARTICLES = frozenset(
    (
        "фон",
        "ван",
        "де",
        "дер",
        "дю",
        "ди",
        "да",
        "дос",
        "ла",
        "ле",
        "ибн",
        "бен",
        "бин",
        "аль",
        "эль",
    )
)
_PATRONYMIC = re.compile(r".+(ич|на)", re.IGNORECASE)


class NameForms:
    """Declines parts of names: the office's form, whole-word exceptions, then the engine."""

    def __init__(self, overrides: OverrideIndex, exceptions: Exceptions) -> None:
        self._overrides = overrides
        self._exceptions = exceptions
        self._engine = NameEngine()

    def decline(self, part: str, text: str, gender: Gender, case: Case) -> Form:
        """The form of a part; hyphenated and spaced parts are declined piece by piece.

        Without gender a part whose male and female forms differ stays in the nominative, and its
        source says that somebody must be asked.
        """
        office = self._overrides.find(part, text, gender, case)
        if office is not None:
            return Form(text=office, source="office")
        if case is Case.NOM or not text.strip():
            return Form(text=text, source="engine")
        if part != "surname" and _is_initial(text):
            return Form(text=text, source="engine")
        if gender is Gender.UNKNOWN:
            return self._decline_without_gender(part, text, case)
        listed = self._exceptions.find(part, text, gender, case)
        if listed is not None:
            return Form(text=listed, source="exception")
        if _UNCHANGING_END.search(text):
            return Form(text=text, source="engine")
        if part == "patronymic" and not _PATRONYMIC.fullmatch(text):
            return Form(text=text, source="unknown")
        return self._decline_pieces(part, text, gender, case)

    def _decline_without_gender(self, part: str, text: str, case: Case) -> Form:
        male = self.decline(part, text, Gender.MALE, case)
        female = self.decline(part, text, Gender.FEMALE, case)
        if male.text == female.text:
            return male
        return Form(text=text, source="unknown")

    def _decline_pieces(self, part: str, text: str, gender: Gender, case: Case) -> Form:
        pieces = re.split(r"([\s-]+)", text)
        forms: list[str] = []
        sources: list[Source] = []
        for index, piece in enumerate(pieces):
            lead = index < len(pieces) - 1
            if index % 2 or not piece:
                forms.append(piece)
                continue
            form = self._decline_piece(part, piece, gender, case, lead=lead)
            forms.append(form.text)
            sources.append(form.source)
        return Form(text="".join(forms), source=least_certain(sources))

    def _decline_piece(
        self, part: str, piece: str, gender: Gender, case: Case, *, lead: bool
    ) -> Form:
        office = self._overrides.find(part, piece, gender, case)
        if office is not None:
            return Form(text=office, source="office")
        if lead and self._exceptions.is_frozen_lead(part, piece):
            return Form(text=piece, source="exception")
        if lead and piece.lower() in _PARTICLES:
            return Form(text=piece, source="engine")
        listed = self._exceptions.find(part, piece, gender, case)
        if listed is not None:
            return Form(text=listed, source="exception")
        if not _CYRILLIC.fullmatch(piece):
            return Form(text=piece, source="unknown")
        declined = self._engine.decline(part, piece, gender, case)
        if not _keeps_stem(piece, declined):
            return Form(text=piece, source="unknown")
        return Form(text=declined, source="engine")


def _keeps_stem(word: str, form: str) -> bool:
    """Whether a form lost no more than an ending: «Лев» → «Льва» is the farthest a name goes."""
    stem = max(1, len(word) - 3)
    return form[:stem] == word[:stem]


def _is_initial(text: str) -> bool:
    """«Л.», «Дж.», «А.-М.» and also a bare letter."""
    return len(text) == 1 or (text.endswith(".") and _INITIAL.fullmatch(text) is not None)
