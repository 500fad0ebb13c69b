"""The office's own corrections: they win over everything the program knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from quality_desktop.language.cases import Case, Gender

SCOPE_PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One form that a person of the office has written by hand.

    Attributes:
        scope: ``person``, ``surname``, ``given``, ``patronymic``, ``position``, ``unit`` or ``place``.
        key: For ``person`` the key of the person; else the nominative that the form belongs to.
        gender: Only for names of this gender; unknown means any.
        case: The case of the form.
        form: For ``person`` the whole name as it stands in a text («Мастрюкову Людмилу Ивановну») or the
            surname alone; else the whole word or phrase.
    """

    scope: str
    key: str
    gender: Gender
    case: Case
    form: str


class OverrideIndex:
    """Corrections found by what they belong to; the last of two equal ones wins."""

    def __init__(self, overrides: Iterable[Override]) -> None:
        self._forms = {
            (item.scope, _folded(item.scope, item.key), item.gender, item.case): item.form
            for item in overrides
        }

    def find(self, scope: str, key: str, gender: Gender, case: Case) -> str | None:
        """The office's form: that of the same gender first, then the one for any gender."""
        folded = _folded(scope, key)
        exact = self._forms.get((scope, folded, gender, case))
        if exact is not None:
            return exact
        return self._forms.get((scope, folded, Gender.UNKNOWN, case))


def _folded(scope: str, key: str) -> str:
    """Keys of persons are compared as they are, words without regard to capitals and spacing."""
    return key if scope == SCOPE_PERSON else " ".join(key.split()).casefold()
