"""What the checks of a form say of a school's answers, and which warnings a person has accepted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quality_desktop.domain.collection import checks
from quality_desktop.domain.collection.checks import Answers, Check, Comparison
from quality_desktop.domain.collection.indicators import Calculation
from quality_desktop.domain.collection.monitoring import Acceptance, CheckRule, DataElement
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.examination.exams import Subject
from quality_desktop.domain.records import Id
from quality_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFinding:
    """A finding about a school's answers.

    Attributes:
        check: Key of the check.
        text: One Russian sentence.
        elements: The answers it is about.
        fingerprint: Of the values it was found in; an acceptance holds for these only.
        accepted: Who let it stand and why; None while nobody has.
    """

    check: str
    text: str
    severity: Severity
    elements: tuple[Id, ...]
    fingerprint: str
    accepted: Acceptance | None = None

    @property
    def is_open(self) -> bool:
        """True when it is still to be mended or accepted."""
        return self.accepted is None

    @property
    def can_be_accepted(self) -> bool:
        """True for anything but an error that nobody has accepted yet."""
        return self.is_open and self.severity is not Severity.ERROR


def checks_of_form(*, store: Store, form: Id, year: int) -> tuple[Check, ...]:
    """The form's own rules and those that follow from the formulas in force."""
    return checks.checks_of(
        store.all(DataElement, form=form),
        store.all(CheckRule, form=form),
        store.all(Calculation),
        year,
        subjects={subject.code: subject.title for subject in store.all(Subject)},
    )


def earlier_members(known: Sequence[Check]) -> dict[int, frozenset[Id]]:
    """Years back -> elements of that year which rules over several years look at."""
    found: dict[int, set[Id]] = {}
    for check in known:
        if isinstance(check.test, Comparison):
            for side in (check.test.left, check.test.right):
                for (_, years_back), members in side.members.items():
                    if years_back > 0:
                        found.setdefault(years_back, set()).update(members)
    return {years_back: frozenset(members) for years_back, members in found.items()}


def findings(
    known: Sequence[Check],
    answers: Answers,
    earlier: Sequence[Answers],
    accepted: Mapping[str, Acceptance],
) -> tuple[CellFinding, ...]:
    """What is wrong in the answers of a school.

    Args:
        known: Checks of the form.
        answers: Element -> the answer in force.
        earlier: The same of the year before, of two years before, and so on.
        accepted: Acceptances of the school by check; one given to other values does not count.
    """
    return tuple(
        CellFinding(
            check=finding.check.key,
            text=finding.text,
            severity=finding.severity,
            elements=tuple(finding.elements),
            fingerprint=finding.fingerprint,
            accepted=standing(
                accepted.get(finding.check.key), finding.severity, finding.fingerprint
            ),
        )
        for finding in checks.run(known, answers, earlier)
    )


def standing(
    acceptance: Acceptance | None, severity: Severity, fingerprint: str
) -> Acceptance | None:
    """An acceptance of these very values; what must be mended cannot be accepted."""
    if acceptance is None or severity is Severity.ERROR:
        return None
    return acceptance if acceptance.fingerprint == fingerprint else None
