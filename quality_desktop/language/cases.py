"""The six cases and the gender of a person, as they are stored and passed around."""

from __future__ import annotations

from enum import StrEnum


class Case(StrEnum):
    """Grammatical case in the order of school grammar, except that the engine counts from the genitive."""

    NOM = "nom"
    GEN = "gen"
    DAT = "dat"
    ACC = "acc"
    INS = "ins"
    LOC = "loc"

    @property
    def oblique_index(self) -> int:
        """Place of the case in a row of five oblique forms (genitive is 0).

        Raises:
            ValueError: The nominative has no place there: it is the word itself.
        """
        return (Case.GEN, Case.DAT, Case.ACC, Case.INS, Case.LOC).index(self)


class Gender(StrEnum):
    """Grammatical gender of a person; the empty text means that nobody has said it yet."""

    MALE = "m"
    FEMALE = "f"
    UNKNOWN = ""
