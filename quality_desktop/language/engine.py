"""The declension library behind one small door: one word in, one form out."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from quality_desktop.language.cases import Case, Gender


class NameEngine:
    """Declines single names by the rules of the library, which are read at the first use."""

    def decline(self, part: str, word: str, gender: Gender, case: Case) -> str:
        """The form of one word without hyphens.

        Args:
            part: ``surname``, ``given`` or ``patronymic``.
            word: The nominative.
            gender: Male or female; the library has no rules for an unknown one.
            case: An oblique case.
        """
        maker, parts, genders, cases = self._library
        return str(maker.make(parts[part], genders[gender], cases[case], word))

    @cached_property
    def _library(self) -> tuple[Any, dict[str, Any], dict[Gender, Any], dict[Case, Any]]:
        import pytrovich  # the rules file is read here, not when the program starts

        theirs = pytrovich.Case
        return (
            pytrovich.PetrovichDeclinationMaker(),
            {
                "surname": pytrovich.NamePart.LASTNAME,
                "given": pytrovich.NamePart.FIRSTNAME,
                "patronymic": pytrovich.NamePart.MIDDLENAME,
            },
            {Gender.MALE: pytrovich.Gender.MALE, Gender.FEMALE: pytrovich.Gender.FEMALE},
            {
                Case.GEN: theirs.GENITIVE,
                Case.DAT: theirs.DATIVE,
                Case.ACC: theirs.ACCUSATIVE,
                Case.INS: theirs.INSTRUMENTAL,
                Case.LOC: theirs.PREPOSITIONAL,
            },
        )
