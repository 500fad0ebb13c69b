"""Schools that files mean: found in the directory, asked about, added or left out by a decision."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from quality_desktop.domain.directory import Municipality, School
from quality_desktop.domain.examination.exams import NameMatch, name_match_id
from quality_desktop.domain.records import Id, natural_id, new_id
from quality_desktop.domain.school_naming.named_districts import (
    District,
    districts_of,
    meet,
    shown_district,
)
from quality_desktop.domain.school_naming.school_name_parts import (
    code_key,
    district_key,
    name_parts,
)
from quality_desktop.domain.school_naming.school_names import (
    KnownSchool,
    Match,
    SchoolDirectory,
    Verdict,
    is_telling,
    written_key,
)
from quality_desktop.domain.school_naming.short_names import short_school_name
from quality_desktop.storage.store import Store
from quality_desktop.storage.unit_of_work import UnitOfWork

_NO_ONE_SCHOOL = "Похоже на группу школ, а не на одну школу: если это школа, добавьте её сами."
_TYPES = frozenset({"secondary", "basic", "primary", "gymnasium", "lyceum", "evening", "boarding"})


class Choice(StrEnum):
    """What a person decides about a name."""

    EXISTING = "existing"
    ADD = "add"
    SKIP = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision about a school of a file.

    Attributes:
        school: The school of the directory, for ``EXISTING``.
    """

    choice: Choice
    school: Id | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSchool:
    """A school as a file writes it.

    Attributes:
        key: Under which a decision about it is remembered.
        code: Code as it is compared, or empty.
        municipality: District that it stands under, or that its name names.
        is_foreign: The district is not known to be the office's.
        is_telling: False for «МБОУ СОШ»: the same words are another school in another file, so a
            decision about them is not remembered.
    """

    key: str
    code: str
    name: str
    municipality: str = ""
    is_foreign: bool = False
    is_telling: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolQuestion:
    """A school of a file that a person has to decide about.

    Attributes:
        candidates: Schools of the directory it may be, the likeliest first.
        reason: Why it is asked, one sentence.
        rows: How many results wait for the answer.
    """

    school: WrittenSchool
    candidates: tuple[Id, ...] = ()
    reason: str = ""
    rows: int = 0

    @property
    def key(self) -> str:
        """Key of the decision."""
        return self.school.key


class SchoolMatcher:
    """Finds the schools of a file in the directory of the office."""

    def __init__(
        self,
        *,
        schools: Collection[School],
        decided: Iterable[NameMatch],
        districts: Collection[str],
        is_mixed: bool,
        are_names_mixed: bool = False,
    ) -> None:
        """Take what is known.

        Args:
            schools: Schools of the directory.
            decided: Decisions made before.
            districts: Names of the office's own district; empty when they are not known.
            is_mixed: The files hold several districts, so that a bare name may be another's.
            are_names_mixed: The names of their schools name several districts.
        """
        self._decided = {each.written: each.school for each in decided}
        self._directory = SchoolDirectory(
            [
                KnownSchool(
                    id=school.id,
                    code=school.code,
                    names=(school.full_name, school.short_name),
                    address=school.address,
                )
                for school in schools
            ],
            own=frozenset[District]().union(*map(districts_of, districts)),
        )
        self._own = {district_key(name) for name in districts if name.strip()} - {""}
        named = (districts_of(name) for name in districts)
        in_names = (
            name_parts(name).districts for s in schools for name in (s.full_name, s.short_name)
        )
        self._known_districts = frozenset[District]().union(*named, *in_names)
        self._is_mixed = is_mixed
        self._are_names_mixed = is_mixed or are_names_mixed

    def written(self, code: str, name: str, municipality: str, file: str = "") -> WrittenSchool:
        """A school as a file writes it, with the key of decisions about it.

        Args:
            code: Its code, or empty.
            name: Its name.
            municipality: The district it stands under, or empty.
            file: Name of the file; a name that tells nothing is another school in every file.
        """
        if self._own:
            is_foreign = bool(municipality) and district_key(municipality) not in self._own
        else:
            is_foreign = self._is_mixed  # nobody has said which of the districts is the own one
        if self._names_another(name) and not is_foreign:
            is_foreign, municipality = True, shown_district(name)
        key = written_key(code, name)
        does_tell = is_telling(code, name)
        if not does_tell:
            key = f"{key}|{file}"
        return WrittenSchool(
            key=f"{district_key(municipality)}|{key}" if is_foreign else key,
            code=code,
            name=name,
            municipality=municipality,
            is_foreign=is_foreign,
            is_telling=does_tell,
        )

    def match(self, school: WrittenSchool) -> Match:
        """The school of the directory that is meant."""
        if school.is_telling and school.key in self._decided:
            known = self._decided[school.key]
            verdict = Verdict.CERTAIN if known else Verdict.NOT_A_SCHOOL
            return Match(verdict=verdict, school=known)
        if not school.is_telling and not school.is_foreign:
            return self._of_nothing(school)
        found = self._directory.match(school.code, school.name)
        is_certain = found.verdict is Verdict.CERTAIN
        if is_certain and self._is_by_code(school, found):
            return found
        if not school.is_foreign:
            is_new = found.verdict is Verdict.UNKNOWN and not school.code
            if is_new and not name_parts(school.name).is_of_one:
                return replace(found, reason=_NO_ONE_SCHOOL)
            return found
        likely = found.candidates if found.school is None else (found.school,)
        return Match(
            verdict=Verdict.DOUBTFUL if likely else Verdict.UNKNOWN,
            candidates=likely,
            reason=self._why_foreign(school),
        )

    def _why_foreign(self, school: WrittenSchool) -> str:
        if not self._own:
            return "В файле школы нескольких районов, свой не назван."
        if self._names_another(school.name):
            return f"В названии школы другой район ({shown_district(school.name)})."
        return "Школа стоит в файле под другим районом."

    def _names_another(self, name: str) -> bool:
        """True for a name with a district that is neither the office's nor in the directory."""
        named = name_parts(name).districts
        if not named or not (self._own or self._are_names_mixed):
            return False
        return not meet(named, self._known_districts)

    def _of_nothing(self, school: WrittenSchool) -> Match:
        """The question about a name that says nothing: it is asked in every file anew."""
        likely = self._directory.match("", school.name).candidates
        return Match(
            verdict=Verdict.DOUBTFUL if likely else Verdict.UNKNOWN,
            candidates=likely,
            reason="Название не говорит, какая это школа: выберите её для этого файла.",
        )

    def _is_by_code(self, school: WrittenSchool, found: Match) -> bool:
        """True when the code alone leads to the same school: codes are one for the country."""
        code = code_key(school.code) or code_key(school.name)
        return bool(code) and self._directory.match(code, "").school == found.school


def matcher(
    *, store: Store | UnitOfWork, municipality: str, beside: Collection[str], named: Collection[str]
) -> SchoolMatcher:
    """A matcher over the office's directory.

    Args:
        store: The file.
        municipality: The district whose schools a person wants; the office's own when empty.
        beside: Districts that stand beside schools in the files; where the office has not named
            its own and there is one, that is it.
        named: All districts of the files, also those in the names of schools.
    """
    own = [
        name
        for record in store.all(Municipality)
        for name in (record.name, record.official_name, record.abbreviation)
        if name.strip()
    ]
    if not own and len(beside) == 1:
        own = list(beside)
    return SchoolMatcher(
        schools=store.all(School),
        decided=store.all(NameMatch),
        districts=[municipality] if municipality else own,
        is_mixed=len(beside) > 1,
        are_names_mixed=len(named) > 1,
    )


def added_school(
    written: WrittenSchool, taken: Collection[Id], *, has_own_code: bool = True
) -> School:
    """The school that a decision adds to the directory.

    Args:
        written: The school of the file.
        taken: Ids of all schools there are.
        has_own_code: False when the code beside it is another school's.
    """
    code = (code_key(written.code) or written.code) if has_own_code else ""
    natural = natural_id(School.kind, code) if code else None
    kind = name_parts(written.name).kind
    return School(
        id=new_id() if natural is None or natural in taken else natural,
        code=code if code[:1].isdigit() else code.upper(),
        short_name=short_school_name(written.name),
        full_name=written.name,
        type=kind if kind in _TYPES else "",
    )


def remembered(
    questions: Mapping[str, WrittenSchool],
    decisions: Mapping[str, Decision],
    added: Mapping[str, Id] | None = None,
) -> list[NameMatch]:
    """Decisions to be known next time; an added school is recognised by itself.

    Args:
        questions: Key of a name -> the school as the file writes it.
        decisions: Key of a name -> what was decided.
        added: Key of a name -> the added school, where the name alone would not lead to it.
    """
    kept = [
        NameMatch(id=name_match_id(key), written=key, shown=questions[key].name, school=school)
        for key, school in (added or {}).items()
        if key in questions
    ]
    return kept + [
        NameMatch(
            id=name_match_id(key),
            written=key,
            shown=questions[key].name,
            school=decision.school if decision.choice is Choice.EXISTING else None,
        )
        for key, decision in decisions.items()
        if key in questions and questions[key].is_telling and decision.choice is not Choice.ADD
    ]
