"""What the date of a clause is the date of, and who must keep it, as the wording of the paper says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quality_desktop.domain.directions import Direction, DirectionGroup, Edition
from quality_desktop.domain.directory import Municipality, Person, School, Unit
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paper_kinds import PaperPart, PaperParty
from quality_desktop.domain.register import PaperAddressee
from quality_desktop.domain.responsibility import (
    Assignment,
    ResponsibilityMatrix,
    Role,
    build_matrix,
)
from quality_desktop.services.office.names import shown, unit_name
from quality_desktop.services.paperwork import kinds

if TYPE_CHECKING:
    from quality_desktop.domain.paperwork import Paper
    from quality_desktop.domain.records import Id
    from quality_desktop.services.paperwork.kind_files import KindSource
    from quality_desktop.storage.reading import Reading

_LISTS: Final = {
    "coordinators": Role.COORDINATOR,
    "executors": Role.EXECUTOR,
    "operators": Role.OPERATOR,
}
_SUBJECT: Final = re.compile(
    r"\{(?:each )?(?P<list>coordinators|executors|operators)(?:\.\w+)?[|} ]"
    r"|\{party\.(?P<party>[^{}:]+?)(?:\.(?:person|position|short))?:dat\}"
    r"|\A\s*\{party\.(?P<first>[^{}:]+?):nom\}"
    r"|\{(?P<office>office(?:\.term)?):ins\}"
)
"""Whom a demand is made of: «{party.центр:dat} составить … до {deadline.joint:running}»."""


@dataclass(slots=True, kw_only=True)
class PaperDuties:
    """Titles and people of the dates of papers; what was read for one paper serves the next.

    Attributes:
        store: The file.
        wording: Folder of wordings.
    """

    store: Reading
    wording: Path
    _kinds: dict[str, KindSource | None] = field(default_factory=dict, init=False)
    _matrices: dict[Id | None, ResponsibilityMatrix] = field(default_factory=dict, init=False)
    _units: dict[Id, Unit] = field(default_factory=dict, init=False)
    _people: dict[Id, Person] = field(default_factory=dict, init=False)

    def title(self, paper: Paper, code: str) -> str:
        """What must be done by the date; empty when the wording does not say."""
        source = self._kind(paper.form)
        return "" if source is None else source.titles.get(f"deadline.{code}", "")

    def who(self, paper: Paper, code: str) -> str:
        """Who must do it, in the nominative; empty when the records do not know."""
        source = self._kind(paper.form)
        if source is None:
            return ""
        own = self.store.all(PaperPart, paper=paper.id)
        for text in _demands((*source.parts, *own), code):
            subject = next(_SUBJECT.finditer(text), None)
            if subject is not None and (said := self._said(paper, subject)):
                return said
        return self.addressees(paper) if source.kind.family == "letter" else ""

    def addressees(self, paper: Paper) -> str:
        """The only addressee by name, or all of them in a word."""
        found = self.store.all(PaperAddressee, paper=paper.id)
        if len(found) != 1:
            return "адресаты"
        (one,) = found
        school = None if one.school is None else self.store.get(School, one.school)
        if school is not None and school.short_name and not one.name.strip():
            return school.short_name
        # Imported here: the first tab of the window shows these dates, and most have no addressee.
        from quality_desktop.services.paperwork.paper_facts import addressee_facts

        return addressee_facts(self.store, one).title

    def _kind(self, code: str) -> KindSource | None:
        if code not in self._kinds:
            try:
                self._kinds[code] = kinds.find(store=self.store, wording=self.wording, code=code)
            except QualityError:  # its kind is gone: the date is controlled all the same
                self._kinds[code] = None
        return self._kinds[code]

    def _said(self, paper: Paper, subject: re.Match[str]) -> str:
        if subject["list"]:
            return self._of_role(paper, _LISTS[subject["list"]])
        if subject["office"]:
            office = next(iter(self.store.all(Municipality)), None)
            return "" if office is None else office.office_term or office.office_short
        code = subject["party"] or subject["first"]
        for party in self.store.all(PaperParty, paper=paper.id):
            if party.code == code:
                return self._named(party.unit, party.person)
        return ""

    def _named(self, unit: Id | None, person: Id | None) -> str:
        if unit is not None and not self._units:
            self._units = {one.id: one for one in self.store.all(Unit)}
        if person is not None and not self._people:
            self._people = {one.id: one for one in self.store.all(Person)}
        if unit is not None and unit in self._units:
            return unit_name(self._units[unit])
        return shown(self._people[person]) if person in self._people else ""

    def _of_role(self, paper: Paper, role: Role) -> str:
        lines = self._matrix(paper).lines
        found = [one for line in lines for one in line.cell(role).assignments]
        # Where people are named, the units beside them only help.
        chosen = [one for one in found if one.person is not None] or found
        names = (self._named(None if one.person else one.unit, one.person) for one in chosen)
        return ", ".join(sorted(filter(None, dict.fromkeys(names))))

    def _matrix(self, paper: Paper) -> ResponsibilityMatrix:
        edition = paper.edition
        if edition is None:
            edition = next((one.id for one in self.store.all(Edition) if one.is_current), None)
        if edition not in self._matrices:
            groups = () if edition is None else self.store.all(DirectionGroup, edition=edition)
            self._matrices[edition] = build_matrix(
                groups, self.store.all(Direction), self.store.all(Assignment)
            )
        return self._matrices[edition]


def _demands(parts: Sequence[PaperPart], code: str) -> Iterator[str]:
    """The text before the date in every part that names it, and that of the part above it."""
    above = {part.id: part for part in parts}
    place = re.compile(rf"\{{deadline\.{re.escape(code)}:")
    for part in parts:
        found = place.search(part.text)
        if found is None:
            continue
        yield part.text[: found.start()]
        if part.parent is not None and part.parent in above:
            yield above[part.parent].text
