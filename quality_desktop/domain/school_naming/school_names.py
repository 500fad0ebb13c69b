"""Which school a name or a code in a file means.

A name is taken apart into the kind of school, its number, its locality and the words of its own;
quotes, spelling, abbreviations, the legal form of a municipal school and the office's own district
do not count. Two names that contradict each other in a part, or of which one has a word of its own
that the other lacks, are never the same school unasked. Nothing is decided when more than one school
fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import IntEnum, StrEnum
from typing import NamedTuple

from quality_desktop.domain.records import Id
from quality_desktop.domain.school_naming.named_districts import OWN, District, meet
from quality_desktop.domain.school_naming.school_name_parts import (
    ANY_KIND,
    NameParts,
    code_key,
    name_parts,
)
from quality_desktop.domain.school_naming.school_name_words import SORT_WORDS, same_word
from quality_desktop.domain.spelling import folded

_LIKENESS = 0.6
_MOST_CANDIDATES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSchool:
    """A school of the directory as far as it is recognised.

    Attributes:
        names: Full and short name; empty ones do not count.
        address: Tells the locality when the names do not.
    """

    id: Id
    code: str = ""
    names: tuple[str, ...] = ()
    address: str = ""


class Verdict(StrEnum):
    """How sure a match is."""

    CERTAIN = "certain"
    DOUBTFUL = "doubtful"
    UNKNOWN = "unknown"
    NOT_A_SCHOOL = "not_a_school"
    """A person has decided that the row is no school of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What was found for a name.

    Attributes:
        school: The school when the match is certain.
        candidates: Schools it may be, the likeliest first; for a person to choose.
        reason: Why it is not certain, one Russian sentence; empty when it is.
    """

    verdict: Verdict
    school: Id | None = None
    candidates: tuple[Id, ...] = ()
    reason: str = ""


def written_key(code: str, name: str) -> str:
    """Key under which a decision about a code and a name is remembered."""
    return f"{code_key(code) or folded(code)}|{name_parts(name).key}"


def is_telling(code: str, name: str) -> bool:
    """False for «МБОУ СОШ» and «школа»: the same words are another school in another file."""
    return bool(code.strip() or code_key(name)) or name_parts(name).is_telling


def may_be_one(name: str, other: str) -> bool:
    """True when two names beside one code may be of one school: nothing in them contradicts."""
    a, b = name_parts(name), name_parts(other)
    if not (a.is_telling and b.is_telling):
        return a.is_branch == b.is_branch
    return _is_of_one(a, b, frozenset())


class SchoolDirectory:
    """The schools that a file may mean, and what people decided about names before."""

    def __init__(
        self,
        schools: Iterable[KnownSchool],
        decided: Mapping[str, Id | None] | None = None,
        own: Set[District] = frozenset(),
    ) -> None:
        """Take the schools of the office.

        Args:
            schools: All schools of the directory.
            decided: Decisions: key of ``written_key`` -> school, None for no school.
            own: The office's district; when it is known, a name with another one is never sure.
        """
        self._own = own
        self._known = [_Known.of(school, own) for school in schools]
        self._by_code: dict[str, list[_Known]] = {}
        for known in self._known:
            for code in {code_key(known.code), folded(known.code)} - {""}:
                self._by_code.setdefault(code, []).append(known)
        self._decided = dict(decided or {})

    def match(self, code: str, name: str) -> Match:
        """Find the school that a code and a name mean.

        Args:
            code: Code beside the name, or empty.
            name: The name; may hold a code itself.
        """
        key = written_key(code or code_key(name), name)
        if key in self._decided:
            school = self._decided[key]
            verdict = Verdict.CERTAIN if school else Verdict.NOT_A_SCHOOL
            return Match(verdict=verdict, school=school)
        wanted = code_key(code) or code_key(name) or folded(code)
        parts = _placed(name_parts(name), self._own)
        by_name = self._by_name(parts)
        own = self._by_code.get(wanted, [])
        if len(own) == 1:
            return _checked_by_name(own[0], by_name, parts)
        if own:
            return _doubtful(own, "Школ с таким кодом в справочнике несколько: выберите нужную.")
        if by_name.school is not None and wanted:
            return self._checked_by_code(by_name, wanted)
        return by_name

    def _checked_by_code(self, by_name: Match, wanted: str) -> Match:
        """The school of a name, unless the directory knows it under another code of its kind."""
        known = next(code_key(k.code) for k in self._known if k.id == by_name.school)
        if not known or known.isdigit() != wanted.isdigit():
            return by_name
        return Match(
            verdict=Verdict.DOUBTFUL,
            candidates=() if by_name.school is None else (by_name.school,),
            reason="Название школы совпало, а код другой: подтвердите, что это она.",
        )

    def _by_name(self, parts: NameParts) -> Match:
        strengths = [(_strength(parts, known), known) for known in self._known]
        fitting = [known for strength, known in strengths if strength > _Strength.NONE]
        whole = [known for strength, known in strengths if strength is _Strength.FULL]
        sure = [known for strength, known in strengths if strength >= _Strength.SURE]
        found = whole if len(whole) == 1 else sure if len(fitting) == 1 else []
        if found and parts.is_telling:
            return Match(verdict=Verdict.CERTAIN, school=found[0].id)
        if len(fitting) > 1:
            return _doubtful(_ranked(parts, fitting), "Подходит не одна школа: выберите нужную.")
        if fitting:
            return _doubtful(fitting, _reason(parts, fitting[0]))
        alike = [
            known
            for known in self._known
            if any(each.numbers == parts.numbers for each in known.parts)
            and _likeness(parts, known, least=_LIKENESS) >= _LIKENESS
        ]
        if alike:
            return _doubtful(_ranked(parts, alike), "Название похоже: подтвердите, что это она.")
        return Match(verdict=Verdict.UNKNOWN, reason="Такой школы в справочнике нет.")


class _Known(NamedTuple):
    """A school with its names taken apart once."""

    school: KnownSchool
    parts: tuple[NameParts, ...]
    address: frozenset[str]
    letters: tuple[SequenceMatcher[str], ...]

    @classmethod
    def of(cls, school: KnownSchool, own: Set[District]) -> _Known:
        apart = [name_parts(name) for name in school.names if name.strip()]
        # A short name leaves out what the official one says of the district and the founder.
        districts = frozenset[District]().union(*(each.districts for each in apart))
        founder = next((each.founder for each in apart if each.founder), "")
        parts = tuple(
            _placed(
                replace(
                    each,
                    districts=each.districts or districts,
                    founder=each.founder or founder,
                ),
                own,
            )
            for each in apart
        )
        # A school of the directory is the office's, whatever part of its city it names.
        parts = tuple(
            replace(each, districts=each.districts | {OWN}) if own else each for each in parts
        )
        # A matcher remembers its second text: here the name that all others are compared with.
        letters = tuple(SequenceMatcher(None, "", each.letters) for each in parts)
        return cls(school, parts, name_parts(school.address).all_words, letters)

    @property
    def id(self) -> Id:
        return self.school.id

    @property
    def code(self) -> str:
        return self.school.code


def _checked_by_name(known: _Known, by_name: Match, parts: NameParts) -> Match:
    """The school of a code, unless the name beside the code speaks against it."""
    other = by_name.school if by_name.school != known.id else None
    if not known.parts or (not parts.is_telling and not parts.is_branch):
        return Match(verdict=Verdict.CERTAIN, school=known.id)
    if other is None and any(_is_of_one(parts, each, known.address) for each in known.parts):
        return Match(verdict=Verdict.CERTAIN, school=known.id)
    if parts.is_branch and not any(each.is_branch for each in known.parts):
        candidates = (known.id,) if other is None else (other, known.id)
        return Match(
            verdict=Verdict.DOUBTFUL,
            candidates=candidates,
            reason="Филиал стоит с кодом своей школы: выберите, чьи это данные.",
        )
    if other is not None:
        return Match(
            verdict=Verdict.DOUBTFUL,
            candidates=(known.id, other),
            reason="Код одной школы, а название другой: выберите, чьи это данные.",
        )
    return Match(
        verdict=Verdict.DOUBTFUL,
        candidates=(known.id,),
        reason="Код школы совпал, а название другое: подтвердите, что это она.",
    )


def _placed(parts: NameParts, own: Set[District]) -> NameParts:
    """The name with the office's own district told by one word: a name without any is of it too."""
    if own and (not parts.districts or meet(parts.districts, own)):
        return replace(parts, districts=frozenset({OWN}))
    return parts


def _reason(parts: NameParts, known: _Known) -> str:
    """Why the only school that fits is not sure."""
    if all(_is_of_other_district(parts, each) for each in known.parts):
        return "В названии другой район: подтвердите, что это она."
    if all(_has_other_founder(parts, each) for each in known.parts):
        return "Учредитель другой (это видно по названию): подтвердите, что это она."
    return "Совпало не всё название: подтвердите, что это она."


def _doubtful(schools: Iterable[_Known], reason: str) -> Match:
    found = tuple(known.id for known in schools)[:_MOST_CANDIDATES]
    return Match(verdict=Verdict.DOUBTFUL, candidates=found, reason=reason)


def _ranked(parts: NameParts, schools: Iterable[_Known]) -> list[_Known]:
    return sorted(schools, key=lambda known: (-_likeness(parts, known), str(known.id)))


def _likeness(parts: NameParts, known: _Known, least: float = 0.0) -> float:
    """How alike the letters are; what cannot reach the least is not measured and is 0."""
    best = 0.0
    for matcher in known.letters:
        matcher.set_seq1(parts.letters)
        needed = max(least, best)
        if matcher.real_quick_ratio() >= needed and matcher.quick_ratio() >= needed:
            best = max(best, matcher.ratio())
    return best


class _Strength(IntEnum):
    """How far a name agrees with a school."""

    NONE = 0
    POSSIBLE = 1
    """Nothing contradicts, but a telling part stands on one side only."""
    SURE = 2
    """Certain when no other school is possible."""
    FULL = 3
    """Every telling part stands on both sides and agrees."""


def _strength(parts: NameParts, known: _Known) -> _Strength:
    agreements = (_agreement(parts, each, known.address) for each in known.parts)
    return max(agreements, default=_Strength.NONE)


def _agreement(a: NameParts, b: NameParts, address: frozenset[str]) -> _Strength:
    kinds = {a.kind, b.kind}
    if len(kinds - {"", ANY_KIND}) > 1 or _differ(a.numbers, b.numbers):
        return _Strength.NONE
    is_elsewhere = _is_elsewhere(a, b)
    if a.numbers and a.places and not b.places and address:
        b = b.with_places(address)
    if _differ(a.places, b.places) and not _meet(a.places, b.own | b.places):
        return _Strength.NONE
    is_other = a.is_branch != b.is_branch or _has_other_founder(a, b)
    if _differ(a.after, b.after) or is_other or is_elsewhere:
        return _Strength.POSSIBLE if _share_something(a, b) else _Strength.NONE
    if a.is_telling and a.all_words == b.all_words and a.numbers == b.numbers and a.kind == b.kind:
        return _Strength.FULL
    return _graded(a, b) if _share_something(a, b) else _Strength.NONE


def _is_of_one(a: NameParts, b: NameParts, address: frozenset[str]) -> bool:
    """True when two names beside one code may be of one school: nothing in them contradicts."""
    if _agreement(a, b, address) is _Strength.NONE:
        return False
    return a.is_branch == b.is_branch and not _differ(a.after, b.after) and not _is_elsewhere(a, b)


def _is_elsewhere(a: NameParts, b: NameParts) -> bool:
    """True for localities that may be two: «с. Верхнее» and «д. Верхнее», «с. Новый» and «с. Новый Яр»."""
    if _is_of_other_district(a, b):
        return True
    if a.settlements and b.settlements and not a.settlements & b.settlements:
        return True
    return bool(a.places and b.places) and not (
        all(_meet({word}, b.all_words) for word in a.places)
        and all(_meet({word}, a.all_words) for word in b.places)
    )


def _is_of_other_district(a: NameParts, b: NameParts) -> bool:
    return bool(a.districts and b.districts) and not meet(a.districts, b.districts)


def _has_other_founder(a: NameParts, b: NameParts) -> bool:
    return bool(a.founder and b.founder) and a.founder != b.founder


def _share_something(a: NameParts, b: NameParts) -> bool:
    return bool(a.numbers & b.numbers) or _meet(a.all_words, b.all_words)


def _graded(a: NameParts, b: NameParts) -> _Strength:
    """Strength of two names that share something and contradict in nothing."""
    has_same_kind = a.kind == b.kind or ANY_KIND in (a.kind, b.kind)
    if (
        a.numbers != b.numbers
        or not has_same_kind
        or _has_more(a, b)
        or _has_more(b, a, SORT_WORDS)
    ):
        return _Strength.POSSIBLE
    if bool(a.places) == bool(b.places):
        return _Strength.FULL
    # A short name leaves the locality out; a name that has one more than the directory's may be
    # the school of another place.
    return _Strength.SURE if not a.places else _Strength.POSSIBLE


def _has_more(a: NameParts, b: NameParts, but: Set[str] = frozenset()) -> bool:
    """True when a name has a word of its own that the other lacks: «Усть-», «Страховская … № 2».

    Args:
        a: The name.
        b: The other one.
        but: Words that do not count: a short name leaves «с углублённым изучением» out.
    """
    return any(not _meet({word}, b.all_words) for word in a.own - but)


def _differ(some: frozenset[str], others: frozenset[str]) -> bool:
    """True when both sides say something and share nothing."""
    return bool(some) and bool(others) and not _meet(some, others)


def _meet(some: Set[str], others: Set[str]) -> bool:
    return any(same_word(a, b) for a in some for b in others)
