"""The district's directory: municipality, letterhead, units, people, schools, team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.records import Id, Record, natural_id, reference, required_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Municipality(Record):
    """The district and its education office.

    Attributes:
        name: Everyday name of the district, nominative: «Ишимбайский район».
        official_name: Name by the charter, nominative: «муниципальный район Ишимбайский район».
        abbreviation: Short official name: «МР Ишимбайский район»; after «МР» nothing is declined.
        region: Region, nominative: «Республика Башкортостан».
        office_name: Name of the office, nominative, as it stands in a sentence:
            «Управление образования муниципального района Ишимбайский район».
        office_term: What papers call the office after its first mention: «Управление образования».
        office_short: Abbreviation with legal form: «МКУ УО МР Ишимбайский район».
        locality: Where papers are made: «г. Ишимбай».
        load_limit: The office's own limit of directions per person, not a norm; None for no limit.
        seals_packages: Packages for e-mail may be closed with a password; None when nobody has decided,
            which means yes.
    """

    kind: ClassVar[str] = "municipality"

    name: str = ""
    official_name: str = ""
    abbreviation: str = ""
    region: str = ""
    office_name: str = ""
    office_term: str = ""
    office_short: str = ""
    locality: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    site: str = ""
    load_limit: int | None = 5
    seals_packages: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead(Record):
    """A form of paper. Multi-line texts keep their line breaks.

    Attributes:
        layout: ``two_language`` | ``single`` for orders; ``corner`` | ``corner_two_language`` for
            letters.
        left_heading: Name of the organisation in the second language (two-language form).
        right_heading: Name of the organisation in Russian; the only heading of other layouts.
        left_kind_word: Word for «приказ» in the second language.
        right_kind_word: Word for the kind of paper in Russian.
        left_language: Code of the second language in the catalogue of months (``ba``).
        left_date_pattern: ``{day:02} {month} {year} й.``
        right_date_pattern: ``{day:02} {month} {year} г.``
        left_place: Place of making in the second language.
        right_place: Place of making in Russian.
        reference_data: Address, telephones, requisites (letters).
        left_reference_data: The same in the second language.
        registration: Lines under the letterhead of a letter, with fields in braces:
            «{dated:numeric} г. № {number}», «на № {reply} от {reply.dated:numeric} г.»; empty for the
            usual ones.
    """

    kind: ClassVar[str] = "letterhead"

    name: str = ""
    layout: str = "single"
    left_heading: str = ""
    right_heading: str = ""
    left_kind_word: str = ""
    right_kind_word: str = ""
    left_language: str = ""
    left_date_pattern: str = ""
    right_date_pattern: str = ""
    left_place: str = ""
    right_place: str = ""
    reference_data: str = ""
    left_reference_data: str = ""
    registration: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Record):
    """A unit of the office or an organisation under it.

    Attributes:
        name: Full name, nominative, as it stands in a sentence.
        short_name: What tables print: «ИМЦ».
    """

    kind: ClassVar[str] = "unit"

    name: str = ""
    short_name: str = ""
    head: Id | None = reference("person")
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A person of the directory.

    Attributes:
        given: First name, or its initial «Л.» when only that is known.
        patronymic: Patronymic, or its initial; may be empty.
        gender: ``m`` | ``f`` | empty when not known: then the office is asked.
        position: Position, nominative: «главный инспектор Управления образования».
        is_active: False when the person has left; kept for old papers.
    """

    kind: ClassVar[str] = "person"

    surname: str = ""
    given: str = ""
    patronymic: str = ""
    gender: str = ""
    position: str = ""
    unit: Id | None = reference("unit")
    phone: str = ""
    email: str = ""
    is_active: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflection(Record):
    """The office's own form of a word in a case; it wins over every rule.

    Attributes:
        scope: ``person`` | ``surname`` | ``given`` | ``patronymic`` | ``position`` | ``unit`` |
            ``place``.
        key: Id of the person as text, or the word or phrase in the nominative.
        gender: ``m`` | ``f`` | empty.
        case: ``gen`` | ``dat`` | ``acc`` | ``ins`` | ``loc``.
        is_checked: A person has confirmed the form.
    """

    kind: ClassVar[str] = "inflection"

    scope: str
    key: str
    gender: str = ""
    case: str
    form: str = ""
    is_checked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class School(Record):
    """A school or another educational organisation.

    Attributes:
        code: Code of the organisation in federal systems, text (leading zeros stay).
        type: Code of the catalogue of school types (``secondary``, ``basic``, ``gymnasium`` …).
        is_rural: None when not known.
        is_small: Small-scale school (малокомплектная); None when not known.
    """

    kind: ClassVar[str] = "school"

    code: str = ""
    short_name: str = ""
    full_name: str = ""
    type: str = ""
    address: str = ""
    is_rural: bool | None = None
    is_small: bool | None = None
    head: Id | None = reference("person")
    phone: str = ""
    email: str = ""
    site: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolYear(Record):
    """Attributes of a school that change every year; ``year`` 2025 means 2025/26."""

    kind: ClassVar[str] = "school_year"

    school: Id = required_reference("school")
    year: int
    pupils: int | None = None
    classes: int | None = None
    teachers: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team(Record):
    """The municipal team for quality of education and the act that approved it."""

    kind: ClassVar[str] = "team"

    title: str = ""
    act_title: str = ""
    act_number: str = ""
    act_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember(Record):
    """A member of the team.

    Attributes:
        role: ``department_head`` | ``methodist`` | ``school_head`` | ``kindergarten_head``.
        practice: Good practice of internal assessment (ВСОКО) of the member's organisation.
    """

    kind: ClassVar[str] = "team_member"

    team: Id = required_reference("team")
    person: Id = required_reference("person")
    role: str = ""
    practice: str = ""
    place: int = 0


def school_year_id(school: Id, year: int) -> Id:
    """Id that everybody gives to the attributes of this school in this year."""
    return natural_id(SchoolYear.kind, school, year)


def inflection_id(scope: str, key: str, gender: str, case: str) -> Id:
    """Id that everybody gives to the office's form of this word in this case."""
    return natural_id(Inflection.kind, scope, key, gender, case)


def team_member_id(team: Id, person: Id) -> Id:
    """Id that everybody gives to this person's place in this team."""
    return natural_id(TeamMember.kind, team, person)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamRules:
    """Rules of composition of the municipal team, from the dated catalogue.

    Attributes:
        least: Fewest members.
        most: Most members.
        roles: Roles that must be present: role -> its name in the genitive plural
            («руководителей школ с лучшими практиками ВСОКО»).
        practice_roles: Roles whose members must have a practice described.
        source: Act that sets the rules.
    """

    least: int
    most: int
    roles: Mapping[str, str]
    practice_roles: frozenset[str]
    source: str


def check_team(
    team: Team, members: Sequence[TeamMember], rules: TeamRules, names: Mapping[Id, str]
) -> list[Problem]:
    """Find where a team departs from the rules of its composition."""
    place = f"team:{team.id}"
    problems: list[Problem] = []
    if not rules.least <= len(members) <= rules.most:
        problems.append(
            Problem(
                text=f"В команде {len(members)} чел., а должно быть {rules.least}–{rules.most} "
                f"({rules.source}): измените состав.",
                place=place,
            )
        )
    present = {member.role for member in members}
    problems.extend(
        Problem(text=f"В команде нет {name} ({rules.source}): добавьте.", place=place)
        for role, name in rules.roles.items()
        if role not in present
    )
    problems.extend(
        Problem(
            text=f"{names.get(member.person, '?')}: опишите лучшую практику ВСОКО организации.",
            severity=Severity.WARNING,
            place=f"team_member:{member.id}:practice",
        )
        for member in members
        if member.role in rules.practice_roles and not member.practice.strip()
    )
    if not (team.act_number.strip() and team.act_date):
        problems.append(
            Problem(
                text="Не указан акт, которым утверждён состав команды: впишите номер и дату.",
                severity=Severity.WARNING,
                place=f"team:{team.id}:act_number",
            )
        )
    return problems
